/* Finding and opening what coding rests on: dictionaries and weights. */
#include <stdlib.h>
#include <unistd.h>

#include "engine/engine.h"

static bool holds_data(const char *directory, arena *a)
{
    return access(arena_printf(a, "%s/know.pack", directory).data, R_OK) == 0;
}

/* The folder of the running program, without its name; "" when the system does not say. */
static view program_folder(arena *a)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    while (n > 0 && path[n - 1] != '/') {
        n--;
    }
    return n <= 1 || (size_t)n == sizeof path ? VIEW("")
                                              : arena_copy(a, (view){path, (size_t)n - 1});
}

dateline_status engine_find_data(const char *given, arena *a, view *directory, dateline_error *e)
{
    const char *named = given != NULL ? given : getenv("DATELINE_DATA");
    view beside = program_folder(a);
    const view tried[] = {named != NULL ? arena_copy(a, view_of(named)) : VIEW(""), beside,
                          arena_printf(a, "%s/..", beside.data),
                          arena_printf(a, "%s/../share/dateline", beside.data),
                          VIEW(DATELINE_DATA_FOLDER)};
    size_t n = named != NULL ? 1 : sizeof tried / sizeof tried[0];
    for (size_t i = 0; i < n; i++) {
        if (tried[i].length > 0 && holds_data(tried[i].data, a)) {
            *directory = tried[i];
            return DATELINE_OK;
        }
    }
    fault(e, DATELINE_E_MODEL, "no knowledge pack know.pack in %s",
          named != NULL ? named : "the program's folder or the place of installation");
    fault_hint(e, "build it with make, or set DATELINE_DATA to the folder that holds it");
    return DATELINE_E_MODEL;
}

dateline_status dateline_model_open(const char *directory, const char *const *overrides,
                                    dateline_model **out, dateline_error *e)
{
    *out = NULL;
    arena *a = arena_new(0);
    dateline_model *m = a == NULL ? NULL : ARENA_NEW(a, dateline_model);
    if (m == NULL) {
        arena_free(a);
        return fault_memory(e);
    }
    m->arena = a;
    view folder = VIEW("");
    dateline_status status = engine_find_data(directory, a, &folder, e);
    if (status == DATELINE_OK) {
        view pack = arena_printf(a, "%s/know.pack", folder.data);
        status = know_open(pack.data, overrides, &m->know, e);
    }
    if (status == DATELINE_OK) {
        status = syntax_open(arena_printf(a, "%s/models", folder.data).data, &m->syntax, e);
    }
    if (status == DATELINE_OK) {
        status = code_open(arena_printf(a, "%s/models", folder.data).data, &m->code, e);
    }
    if (status != DATELINE_OK) {
        dateline_model_close(m);
        return status;
    }
    *out = m;
    return DATELINE_OK;
}

void dateline_model_close(dateline_model *m)
{
    if (m != NULL) {
        code_close(&m->code);
        if (m->syntax != NULL) {
            syntax_close(m->syntax);
        }
        if (m->know != NULL) {
            know_close(m->know);
        }
        arena_free(m->arena);
    }
}
