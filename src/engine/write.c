/* The public face of emit/: output goes into a dateline_text, which is a buf under another name. */

#include "emit/emit.h"
#include "engine/engine_priv.h"

static buf borrow(const dateline_text *t)
{
    return (buf){.data = t->data, .length = t->length, .capacity = t->capacity};
}

/* Hands the bytes back, NUL-terminated. */
static dateline_status give_back(dateline_text *t, buf *b, dateline_error *e)
{
    bool failed = b->failed;
    buf_char(b, '\0');
    failed = failed || b->failed;
    *t = (dateline_text){b->data, failed ? b->length : b->length - 1, b->capacity};
    return failed ? fault_memory(e) : DATELINE_OK;
}

void dateline_text_free(dateline_text *t)
{
    buf b = borrow(t);
    buf_free(&b);
    *t = (dateline_text){0};
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
        break;
    }
    return EMIT_JSONL;
}

dateline_status dateline_write_events(const dateline_report *r, dateline_format format, bool header,
                                      dateline_text *out, dateline_error *e)
{
    buf b = borrow(out);
    emit_events(r, format_of(format), header, dateline_coder_name(), &b);
    return give_back(out, &b, e);
}

dateline_status dateline_write_layer(const dateline_report *r, dateline_layer layer,
                                     dateline_format format, dateline_text *out, dateline_error *e)
{
    static const emit_layer_id layers[] = {
        [DATELINE_LAYER_TOKENS] = EMIT_TOKENS, [DATELINE_LAYER_TAGS] = EMIT_TAGS,
        [DATELINE_LAYER_PARSE] = EMIT_PARSE,   [DATELINE_LAYER_NAMES] = EMIT_NAMES,
        [DATELINE_LAYER_TIMES] = EMIT_TIMES,   [DATELINE_LAYER_PLACES] = EMIT_PLACES,
        [DATELINE_LAYER_ACTORS] = EMIT_ACTORS, [DATELINE_LAYER_SOURCES] = EMIT_SOURCES,
        [DATELINE_LAYER_READ] = EMIT_READ,
    };
    buf b = borrow(out);
    emit_layer(r, layers[layer], format_of(format), &b);
    return give_back(out, &b, e);
}

dateline_status dateline_explain(const dateline_report *r, dateline_text *out, dateline_error *e)
{
    buf b = borrow(out);
    emit_explanation(r, &b);
    return give_back(out, &b, e);
}
