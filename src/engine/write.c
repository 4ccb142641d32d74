/* The public face of emit/. */

#include "emit/emit.h"
#include "engine/engine_priv.h"

buf engine_borrow(const dateline_text *t)
{
    return (buf){.data = t->data, .length = t->length, .capacity = t->capacity};
}

dateline_status engine_give_back(dateline_text *t, buf *b, dateline_error *e)
{
    bool failed = b->failed;
    buf_char(b, '\0');
    failed = failed || b->failed;
    *t = (dateline_text){b->data, failed ? b->length : b->length - 1, b->capacity};
    return failed ? fault_memory(e) : DATELINE_OK;
}

void dateline_text_free(dateline_text *t)
{
    buf b = engine_borrow(t);
    buf_free(&b);
    *t = (dateline_text){0};
}

dateline_status dateline_text_append(dateline_text *t, const char *data, size_t length,
                                     dateline_error *e)
{
    buf b = engine_borrow(t);
    buf_view(&b, (view){data, length});
    return engine_give_back(t, &b, e);
}

static emit_format format_of(dateline_format f)
{
    switch (f) {
    case DATELINE_FORMAT_TABLE:
        return EMIT_TABLE;
    case DATELINE_FORMAT_TSV:
        return EMIT_TSV;
    case DATELINE_FORMAT_CSV:
        return EMIT_CSV;
    case DATELINE_FORMAT_CONLLU:
        return EMIT_CONLLU;
    case DATELINE_FORMAT_JSONL:
    case DATELINE_FORMAT_TIMEML:
    case DATELINE_FORMAT_CHART:
        break;
    }
    return EMIT_JSONL;
}

dateline_status dateline_write_events(const dateline_report *r, dateline_format format,
                                      dateline_text *out, dateline_error *e)
{
    buf b = engine_borrow(out);
    emit_events(r, format_of(format), dateline_coder_name(), &b);
    return engine_give_back(out, &b, e);
}

dateline_status dateline_write_events_header(dateline_format format, dateline_text *out,
                                             dateline_error *e)
{
    buf b = engine_borrow(out);
    emit_events_header(format_of(format), &b);
    return engine_give_back(out, &b, e);
}

/* The two enums list the same layers in the same order. */
static emit_layer_id layer_of(dateline_layer layer)
{
    return (emit_layer_id)layer;
}

dateline_status dateline_write_layer(const dateline_report *r, dateline_layer layer,
                                     dateline_format format, dateline_text *out, dateline_error *e)
{
    buf b = engine_borrow(out);
    emit_layer(r, layer_of(layer), format_of(format), &b);
    return engine_give_back(out, &b, e);
}

dateline_status dateline_write_layer_header(dateline_layer layer, dateline_format format,
                                            dateline_text *out, dateline_error *e)
{
    buf b = engine_borrow(out);
    emit_layer_header(layer_of(layer), format_of(format), &b);
    return engine_give_back(out, &b, e);
}

dateline_status dateline_explain(const dateline_report *r, dateline_text *out, dateline_error *e)
{
    buf b = engine_borrow(out);
    emit_explanation(r, &b);
    return engine_give_back(out, &b, e);
}
