#include "syntax/syntax.h"

dateline_status syntax_open(const char *directory, syntax_model **m, dateline_error *e)
{
    (void)directory;
    (void)e;
    *m = NULL;
    return DATELINE_OK;
}

void syntax_close(syntax_model *m)
{
    (void)m;
}

dateline_status syntax_run(const syntax_model *m, report *r, arena *scratch, dateline_error *e)
{
    (void)m;
    (void)r;
    (void)scratch;
    (void)e;
    return DATELINE_OK;
}
