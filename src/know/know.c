#include "know/know.h"

dateline_status know_open(const char *path, const char *const *overrides, know **k,
                          dateline_error *e)
{
    (void)path;
    (void)overrides;
    (void)e;
    *k = NULL;
    return DATELINE_OK;
}

void know_close(know *k)
{
    (void)k;
}

dateline_status know_run(const know *k, report *r, arena *scratch, dateline_error *e)
{
    (void)k;
    (void)r;
    (void)scratch;
    (void)e;
    return DATELINE_OK;
}
