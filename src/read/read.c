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

/* What is to be read: the file itself, or the files of a folder in the order of their names. */
static dateline_status list_files(reader *in, dateline_error *e)
{
    view path = arena_copy(in->arena, view_of(in->options.path));
    if (file_is_directory(path.data)) {
        TRY(file_list(path.data, in->arena, &in->files, &in->nfiles, e));
        for (size_t i = 0; i < in->nfiles; i++) {
            in->size += file_size(in->files[i].data);
        }
        return DATELINE_OK;
    }
    in->files = ARENA_NEW(in->arena, view);
    if (in->files == NULL) {
        return fault_memory(e);
    }
    in->files[0] = path;
    in->nfiles = 1;
    in->size = file_size(path.data);
    return DATELINE_OK;
}

static dateline_status open_next(reader *in, dateline_error *e)
{
    stream_close(&in->stream);
    in->path = in->files[in->next_file++];
    in->format = NULL;
    in->number = 0;
    in->state = NULL;
    in->done = false;
    TRY(stream_open(in->path.data, &in->stream, e));
    return choose_format(in, in->options.from, e);
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
    in->stream.file.fd = -1;
    in->done = true;
    dateline_status status = list_files(in, e);
    if (status == DATELINE_OK && in->nfiles == 1) {
        status = open_next(in, e);
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

/* Goes on to the next file; one that cannot be opened is a reject. */
static dateline_status turn_page(reader *in, read_reject *reject, dateline_error *e)
{
    in->earlier += stream_offset(&in->stream);
    dateline_status status = open_next(in, e);
    if (status != DATELINE_OK && status != DATELINE_E_MEMORY && status != DATELINE_E_ARGUMENT) {
        in->done = true;
        *reject = (read_reject){VIEW(""), in->path};
    }
    return status;
}

dateline_status read_next(reader *in, report **r, read_reject *reject, dateline_error *e)
{
    *r = NULL;
    arena_reset(in->scratch);
    for (;;) {
        if (!in->done) {
            dateline_status status = in->format->next(in, r, reject, e);
            if (status != DATELINE_END) {
                return status;
            }
            in->done = true;
        }
        if (in->next_file >= in->nfiles) {
            return DATELINE_END;
        }
        dateline_status status = turn_page(in, reject, e);
        if (status != DATELINE_OK) {
            return in->done ? DATELINE_OK : status;
        }
    }
}

void read_progress(const reader *in, uint64_t *done, uint64_t *size)
{
    *done = in->earlier + stream_offset(&in->stream);
    *size = in->size;
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
