/* The reader: opens a file, tells its format and hands out reports. */
#include "read/read_priv.h"

/* In the order in which they are tried; the last takes everything. */
static const read_format *const formats[] = {&read_format_jsonl, &read_format_text};
enum { FORMATS = sizeof formats / sizeof formats[0], HEAD = 64 << 10 };

const char *read_kinds(void)
{
    return "jsonl text";
}

static const read_format *format_named(const char *name)
{
    for (size_t i = 0; i < FORMATS; i++) {
        if (strcmp(formats[i]->name, name) == 0) {
            return formats[i];
        }
    }
    return NULL;
}

static dateline_status choose_format(reader *in, const char *from, dateline_error *e)
{
    if (from != NULL) {
        in->format = format_named(from);
        if (in->format == NULL) {
            fault(e, DATELINE_E_ARGUMENT, "no input format is called '%s'", from);
            fault_hint(e, "the formats are: %s", read_kinds());
            return DATELINE_E_ARGUMENT;
        }
        return DATELINE_OK;
    }
    view head;
    TRY(stream_peek(&in->stream, HEAD, &head, e));
    for (size_t i = 0; i < FORMATS && in->format == NULL; i++) {
        if (formats[i]->sniff(head)) {
            in->format = formats[i];
        }
    }
    return DATELINE_OK;
}

dateline_status read_open(const read_options *options, reader **out, dateline_error *e)
{
    *out = NULL;
    arena *a = arena_new(0);
    arena *scratch = arena_new(0);
    reader *in = a == NULL || scratch == NULL ? NULL : ARENA_NEW(a, reader);
    if (in == NULL) {
        arena_free(a);
        arena_free(scratch);
        return fault_memory(e);
    }
    in->arena = a;
    in->scratch = scratch;
    in->options = *options;
    in->path = arena_copy(a, view_of(options->path));
    dateline_status status = stream_open(in->path.data, &in->stream, e);
    if (status == DATELINE_OK) {
        status = choose_format(in, options->from, e);
    }
    if (status != DATELINE_OK) {
        read_close(in);
        return status;
    }
    *out = in;
    return DATELINE_OK;
}

void read_close(reader *in)
{
    if (in != NULL) {
        stream_close(&in->stream);
        arena_free(in->scratch);
        arena_free(in->arena);
    }
}

dateline_status read_next(reader *in, report **r, read_reject *reject, dateline_error *e)
{
    *r = NULL;
    if (in->done) {
        return DATELINE_END;
    }
    arena_reset(in->scratch);
    return in->format->next(in, r, reject, e);
}

void read_progress(const reader *in, uint64_t *done, uint64_t *size)
{
    *done = stream_offset(&in->stream);
    *size = in->stream.file.size;
}

dateline_status reader_make(reader *in, read_fields fields, view origin, report **r,
                            dateline_error *e)
{
    if (fields.published.length == 0) {
        fields.published = view_of(in->options.published);
    }
    if (fields.publisher.length == 0) {
        fields.publisher = view_of(in->options.publisher);
    }
    return read_make(&fields, origin, r, e);
}

dateline_status reader_reject(reader *in, view id, view origin, dateline_status status,
                              read_reject *reject)
{
    if (status == DATELINE_E_MEMORY || status == DATELINE_E_IO) {
        return status;
    }
    reject->id = arena_copy(in->scratch, id);
    reject->origin = arena_copy(in->scratch, origin);
    return DATELINE_OK;
}
