/* The way of a report, stage after stage (DESIGN.md). */
#include "code/code.h"
#include "engine/engine_priv.h"
#include "merge/merge.h"
#include "say/say.h"
#include "text/text.h"
#include "when/when.h"
#include "where/where.h"
#include "who/who.h"

struct dateline_coder {
    const dateline_model *model;
    arena *scratch;
};

static const size_t scratch_limit = (size_t)2 << 30;

dateline_status dateline_coder_open(const dateline_model *model, dateline_coder **out,
                                    dateline_error *e)
{
    *out = NULL;
    arena *a = arena_new(scratch_limit);
    dateline_coder *c = a == NULL ? NULL : ARENA_NEW(a, dateline_coder);
    if (c == NULL) {
        arena_free(a);
        return fault_memory(e);
    }
    c->model = model;
    c->scratch = a;
    *out = c;
    return DATELINE_OK;
}

void dateline_coder_close(dateline_coder *c)
{
    if (c != NULL) {
        arena_free(c->scratch);
    }
}

static dateline_status run_stage(const dateline_model *m, dateline_stage stage, report *r,
                                 arena *scratch, dateline_error *e)
{
    switch (stage) {
    case DATELINE_STAGE_READ:
        return DATELINE_OK;
    case DATELINE_STAGE_TOKENS:
        return text_run(r, scratch, e);
    case DATELINE_STAGE_SYNTAX:
        return syntax_run(m->syntax, r, scratch, e);
    case DATELINE_STAGE_KNOW:
        return know_run(m->know, r, scratch, e);
    case DATELINE_STAGE_WHEN:
        return when_run(m->know, r, scratch, e);
    case DATELINE_STAGE_WHERE:
        return where_run(m->know, r, scratch, e);
    case DATELINE_STAGE_WHO:
        return who_run(m->know, r, scratch, e);
    case DATELINE_STAGE_SAY:
        return say_run(m->know, r, scratch, e);
    case DATELINE_STAGE_EVENTS:
        TRY(code_run(&m->code, m->know, r, scratch, e));
        TRY(merge_run(m->know, r, scratch, e));
        return engine_publish_events(r, e);
    }
    return DATELINE_OK;
}

dateline_status dateline_annotate(dateline_coder *coder, dateline_report *r, dateline_stage last,
                                  dateline_error *e)
{
    report_clear_layers(r);
    if (last == DATELINE_STAGE_EVENTS && !dateline_language_coded(r->language.data)) {
        return engine_publish_events(r, e);
    }
    for (unsigned stage = DATELINE_STAGE_TOKENS; stage <= (unsigned)last; stage++) {
        arena_mark mark = arena_save(coder->scratch);
        dateline_status status =
            run_stage(coder->model, (dateline_stage)stage, r, coder->scratch, e);
        arena_restore(coder->scratch, mark);
        TRY(status);
        if (arena_failed(r->arena)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

dateline_status dateline_code(dateline_coder *coder, dateline_report *r, dateline_error *e)
{
    return dateline_annotate(coder, r, DATELINE_STAGE_EVENTS, e);
}
