/* Documents of a text export, line by line, one in memory at a time. */
#include "read/export_priv.h"

typedef struct {
    buf document;
    view id;              /* of the document, in scratch */
    uint64_t line, first; /* read so far; where the document begins */
} export_state;

/* Takes the lines of the next document; DATELINE_END when none is left. */
static dateline_status collect(input *in, export_state *x, const export_format *format,
                               dateline_error *e)
{
    buf_clear(&x->document);
    x->first = x->line + 1;
    for (;;) {
        view line;
        dateline_status status = stream_line(&in->stream, READ_TEXT_LIMIT, &line, e);
        bool any = view_trim(buf_all(&x->document)).length > 0;
        if (status == DATELINE_END) {
            in->done = true;
            return any ? DATELINE_OK : DATELINE_END;
        }
        TRY(status);
        x->line++;
        export_mark mark = format->mark(line);
        if (mark != EXPORT_BEGINS) {
            buf_view(&x->document, line);
            buf_char(&x->document, '\n');
        }
        if (mark != EXPORT_LINE && any) {
            return x->document.failed ? fault_memory(e) : DATELINE_OK;
        }
        if (x->document.length > READ_TEXT_LIMIT) {
            buf_clear(&x->document);
            (void)fault(e, DATELINE_E_LIMIT, "a document is longer than %d bytes", READ_TEXT_LIMIT);
            fault_hint(e, "export fewer documents a file, each with its last line");
            return DATELINE_E_LIMIT;
        }
    }
}

static dateline_status make(input *in, export_state *x, const export_format *format, view origin,
                            report **r, dateline_error *e)
{
    read_fields f = {0};
    draft d;
    draft_begin(&d, in->scratch);
    dateline_status status = text_check(buf_all(&x->document), in->path.data, e);
    if (status == DATELINE_OK && !format->take(buf_all(&x->document), &f, &d, in->scratch)) {
        status = fault_memory(e);
    }
    x->id = f.id;
    if (status == DATELINE_OK) {
        status = reader_make_draft(in, f, &d, origin, r, e);
    }
    draft_free(&d);
    return status;
}

dateline_status export_next(input *in, const export_format *format, report **r, read_reject *reject,
                            dateline_error *e)
{
    export_state *x = in->state == NULL ? ARENA_NEW(in->arena, export_state) : in->state;
    if (x == NULL) {
        return fault_memory(e);
    }
    in->state = x;
    in->number++;
    dateline_status status = collect(in, x, format, e);
    if (status == DATELINE_END) {
        return status;
    }
    x->id = VIEW("");
    view origin = arena_printf(in->scratch, "%s:%llu", in->path.data, (unsigned long long)x->first);
    if (status == DATELINE_OK) {
        status = make(in, x, format, origin, r, e);
    }
    if (status != DATELINE_OK && e != NULL) {
        fault_where(e, in->path.data, x->first, e->offset);
    }
    return status == DATELINE_OK ? status : reader_reject(in, x->id, origin, status, reject);
}

void export_close(input *in)
{
    export_state *x = in->state;
    if (x != NULL) {
        buf_free(&x->document);
    }
}

bool export_block(view *rest, view *block)
{
    view line;
    const char *start = NULL, *end = NULL;
    while (rest->data != NULL && rest->length > 0) {
        view before = *rest;
        (void)view_split(rest, '\n', &line);
        bool blank = view_trim(line).length == 0;
        if (blank && start != NULL) {
            break;
        }
        if (!blank) {
            start = start == NULL ? before.data : start;
            end = line.data + line.length;
        }
    }
    *block = start == NULL ? VIEW("") : (view){start, (size_t)(end - start)};
    return start != NULL;
}

view export_joined(view block, arena *a)
{
    buf b = {0};
    view line;
    while (view_split(&block, '\n', &line)) {
        line = view_trim(line);
        buf_text(&b, b.length > 0 && line.length > 0 ? " " : "");
        buf_view(&b, line);
    }
    view all = arena_copy(a, buf_all(&b));
    buf_free(&b);
    return all;
}

bool export_add(draft *d, part_kind kind, view words)
{
    return draft_add(d, part_like(kind, VIEW(""), VIEW(""), DAY_NONE), words);
}
