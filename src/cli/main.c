#include <stdio.h>
int main(void)
{
    puts("dateline");
    return 0;
}
