#include "when/when.h"

dateline_status when_run(const know *k, report *r, arena *scratch, dateline_error *e)
{
    (void)k;
    (void)r;
    (void)scratch;
    (void)e;
    return DATELINE_OK;
}
