/* The public face of know/: the user's own questions to the dictionaries. */
#include "engine/engine_priv.h"

dateline_status dateline_know_explain(const dateline_model *m, const char *word, const char *on,
                                      dateline_text *out, dateline_error *e)
{
    day d = on == NULL ? DAY_NONE : day_parse(view_of(on));
    if (on != NULL && d == DAY_NONE) {
        fault(e, DATELINE_E_ARGUMENT, "'%s' is no date", on);
        fault_hint(e, "write dates as 2022-07-18");
        return DATELINE_E_ARGUMENT;
    }
    buf b = engine_borrow(out);
    dateline_status status = know_explain(m->know, view_of(word), d, &b, e);
    dateline_status given = engine_give_back(out, &b, e);
    return status != DATELINE_OK ? status : given;
}

dateline_status dateline_know_find(const dateline_model *m, const char *text, size_t limit,
                                   dateline_text *out, dateline_error *e)
{
    buf b = engine_borrow(out);
    dateline_status status = know_search(m->know, view_of(text), limit, &b, e);
    dateline_status given = engine_give_back(out, &b, e);
    return status != DATELINE_OK ? status : given;
}

bool dateline_country_code(const dateline_model *m, const char *name, char code[4])
{
    uint32_t entry = 0;
    if (know_find(m->know, view_of(name), KNOW_BIT(KNOW_COUNTRY), &entry, 1) == 0) {
        return false;
    }
    know_actor a = know_actor_on(m->know, entry, DAY_NONE);
    memcpy(code, a.actor.code, 4);
    return code[0] != 0;
}

dateline_status dateline_know_check(const char *directory, dateline_text *out, size_t *faults,
                                    dateline_error *e)
{
    buf b = engine_borrow(out);
    dateline_status status = know_check(directory, &b, faults, e);
    dateline_status given = engine_give_back(out, &b, e);
    return status != DATELINE_OK ? status : given;
}
