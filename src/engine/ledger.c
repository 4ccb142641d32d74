/* The public face of store/. */
#include <dateline/ledger.h>

#include "engine/engine_priv.h"
#include "store/export.h"

/* A dateline_ledger is a ledger under its public name. */

dateline_status dateline_ledger_open(const char *path, bool writing, dateline_ledger **out,
                                     dateline_error *e)
{
    ledger *l = NULL;
    dateline_status status = ledger_open(path, writing, &l, e);
    *out = (dateline_ledger *)l;
    return status;
}

void dateline_ledger_close(dateline_ledger *l)
{
    ledger_close((ledger *)l);
}

dateline_status dateline_ledger_put(dateline_ledger *l, const dateline_report *r, dateline_error *e)
{
    return ledger_put((ledger *)l, r, dateline_coder_name(), e);
}

dateline_status dateline_ledger_holds(dateline_ledger *l, const dateline_report *r, bool *holds,
                                      dateline_error *e)
{
    return ledger_holds((ledger *)l, r, dateline_coder_name(), holds, e);
}

dateline_status dateline_ledger_put_reject(dateline_ledger *l, const dateline_reject *reject,
                                           dateline_error *e)
{
    return ledger_put_reject((ledger *)l, view_of(reject->origin), view_of(reject->id),
                             &reject->reason, e);
}

dateline_status dateline_ledger_commit(dateline_ledger *l, dateline_error *e)
{
    return ledger_commit((ledger *)l, e);
}

static rows_format rows_of(dateline_format format)
{
    switch (format) {
    case DATELINE_FORMAT_TABLE:
        return ROWS_TABLE;
    case DATELINE_FORMAT_TSV:
        return ROWS_TSV;
    case DATELINE_FORMAT_CSV:
        return ROWS_CSV;
    case DATELINE_FORMAT_CHART:
        return ROWS_CHART;
    case DATELINE_FORMAT_JSONL:
    case DATELINE_FORMAT_CONLLU:
    case DATELINE_FORMAT_TIMEML:
        break;
    }
    return ROWS_JSONL;
}

static ledger_question question_of(dateline_question question)
{
    return (ledger_question)question; /* the two enums list the same questions in the same order */
}

static ledger_filter filter_of(const dateline_filter *f)
{
    return (ledger_filter){.one = f->one,
                           .other = f->other,
                           .since = f->since,
                           .until = f->until,
                           .act = f->act,
                           .status = f->status,
                           .said_by = f->said_by,
                           .country = f->country,
                           .name = f->name,
                           .where = f->where,
                           .step = f->step,
                           .limit = f->limit,
                           .offset = f->offset,
                           .window = f->window,
                           .least = f->least,
                           .budget = f->budget};
}

dateline_status dateline_ledger_ask(dateline_ledger *l, dateline_question question,
                                    const dateline_filter *f, dateline_format format,
                                    dateline_text *out, dateline_error *e)
{
    ledger_filter filter = filter_of(f);
    buf b = engine_borrow(out);
    dateline_status status =
        ledger_ask((ledger *)l, question_of(question), &filter, rows_of(format), &b, e);
    dateline_status given = engine_give_back(out, &b, e);
    return status != DATELINE_OK ? status : given;
}

static dateline_status pass_on(void *to, view piece, dateline_error *e)
{
    const dateline_outlet *r = to;
    return r->write(r->to, piece.data, piece.length, e);
}

dateline_status dateline_ledger_ask_to(dateline_ledger *l, dateline_question question,
                                       const dateline_filter *f, dateline_format format,
                                       const dateline_outlet *to, dateline_error *e)
{
    ledger_filter filter = filter_of(f);
    dateline_outlet r = *to;
    ledger_outlet out = {.write = pass_on, .to = &r};
    dateline_status status =
        ledger_ask_to((ledger *)l, question_of(question), &filter, rows_of(format), &out, e);
    buf_free(&out.text);
    return status;
}

const char *dateline_export_format(size_t n)
{
    view name = export_format_name(n);
    return name.length == 0 ? NULL : name.data;
}

dateline_status dateline_ledger_export(dateline_ledger *l, const dateline_filter *f,
                                       const dateline_export *as, dateline_error *e)
{
    ledger_filter filter = filter_of(f);
    dateline_outlet to = {as->write, as->to};
    export_options options = {.format = view_of(as->format),
                              .one_a_day = as->one_a_day,
                              .header = as->header,
                              .know = as->model == NULL ? NULL : as->model->know,
                              .write = pass_on,
                              .to = &to};
    return ledger_export((ledger *)l, &filter, &options, e);
}

dateline_status dateline_ledger_note(dateline_ledger *l, const char *key, dateline_text *value,
                                     dateline_error *e)
{
    buf b = engine_borrow(value);
    dateline_status status = ledger_note((ledger *)l, view_of(key), &b, e);
    dateline_status given = engine_give_back(value, &b, e);
    return status != DATELINE_OK ? status : given;
}

dateline_status dateline_ledger_set_note(dateline_ledger *l, const char *key, const char *value,
                                         dateline_error *e)
{
    return ledger_set_note((ledger *)l, view_of(key), view_of(value), e);
}
