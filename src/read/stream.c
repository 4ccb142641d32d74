/* A window over the file: bytes are appended at its end and dropped at its front, so memory is
 * bounded by the largest piece that a format asks for. */
#include "read/read_priv.h"

enum { CHUNK = 256 << 10 };

dateline_status stream_open(const char *path, stream *s, dateline_error *e)
{
    *s = (stream){.file.fd = -1};
    return file_open(path, &s->file, e);
}

void stream_over(stream *s, stream_take *take, void *from)
{
    *s = (stream){.take = take, .from = from, .file.fd = -1};
}

void stream_close(stream *s)
{
    file_close(&s->file);
    buf_free(&s->held);
}

static dateline_status more(stream *s, dateline_error *e)
{
    if (s->at > CHUNK && s->at > s->held.length / 2) {
        buf_drop(&s->held, s->at);
        s->dropped += s->at;
        s->at = 0;
    }
    dateline_status status = s->take != NULL ? s->take(s->from, CHUNK, &s->held, &s->end, e)
                                             : file_take(&s->file, CHUNK, &s->held, &s->end, e);
    if (status != DATELINE_OK) {
        s->end = true; /* and half a thing is not taken for a whole one */
        s->dropped += s->held.length;
        s->at = 0;
        buf_clear(&s->held);
    }
    return status;
}

static view waiting(const stream *s)
{
    return view_cut(buf_all(&s->held), s->at, s->held.length);
}

dateline_status stream_peek(stream *s, size_t n, view *out, dateline_error *e)
{
    while (!s->end && s->held.length - s->at < n) {
        TRY(more(s, e));
    }
    *out = waiting(s);
    if (out->length > n) {
        out->length = n;
    }
    return DATELINE_OK;
}

void stream_skip(stream *s, size_t n)
{
    s->at += n;
}

uint64_t stream_offset(const stream *s)
{
    return s->dropped + s->at;
}

static dateline_status too_long(size_t limit, dateline_error *e)
{
    dateline_status status = fault(e, DATELINE_E_LIMIT, "longer than %zu bytes", limit);
    fault_hint(e, "split it: one report a line or a file");
    return status;
}

/* Passes over the rest of a line that is too long. */
static dateline_status skip_line(stream *s, dateline_error *e)
{
    for (;;) {
        view v = waiting(s);
        size_t stop = view_find_char(v, '\n', 0);
        if (stop != SIZE_MAX || s->end) {
            stream_skip(s, stop == SIZE_MAX ? v.length : stop + 1);
            return DATELINE_OK;
        }
        stream_skip(s, v.length);
        TRY(more(s, e));
    }
}

dateline_status stream_line(stream *s, size_t limit, view *line, dateline_error *e)
{
    size_t searched = 0;
    for (;;) {
        view v = waiting(s);
        size_t stop = view_find_char(v, '\n', searched);
        if (stop == SIZE_MAX && v.length > limit) {
            TRY(skip_line(s, e));
            return too_long(limit, e);
        }
        if (stop != SIZE_MAX || s->end) {
            if (v.length == 0) {
                return DATELINE_END;
            }
            *line = view_cut(v, 0, stop == SIZE_MAX ? v.length : stop);
            stream_skip(s, stop == SIZE_MAX ? v.length : stop + 1);
            if (line->length > 0 && line->data[line->length - 1] == '\r') {
                line->length--;
            }
            return DATELINE_OK;
        }
        searched = v.length;
        TRY(more(s, e));
    }
}

dateline_status stream_rest(stream *s, size_t limit, view *out, dateline_error *e)
{
    while (!s->end) {
        if (s->held.length - s->at > limit) {
            return too_long(limit, e);
        }
        TRY(more(s, e));
    }
    *out = waiting(s);
    if (out->length > limit) {
        return too_long(limit, e);
    }
    stream_skip(s, out->length);
    return DATELINE_OK;
}
