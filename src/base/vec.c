#include "base/vec.h"

bool vec_reserve(arena *a, void **at, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return true;
    }
    size_t more = *capacity == 0 ? 8 : *capacity * 2;
    void *p = arena_room(a, more, size);
    if (p == NULL) {
        return false;
    }
    if (count > 0) {
        memcpy(p, *at, count * size);
    }
    *at = p;
    *capacity = more;
    return true;
}
