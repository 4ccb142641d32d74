/* Reports of known parts: pieces are appended with a blank line between them, so that what text/
 * sees as paragraphs are the pieces' own. */
#include "read/read_priv.h"

void draft_begin(draft *d, arena *a)
{
    *d = (draft){.arena = a};
}

void draft_free(draft *d)
{
    buf_free(&d->text);
}

part part_like(part_kind kind, view author, view handle, day published)
{
    return (part){
        .kind = kind, .author = author, .handle = handle, .published = published, .thread = -1};
}

static bool continues(const part *before, const part *like)
{
    return before->kind == like->kind && like->kind != PART_HEADLINE &&
           before->thread == like->thread && before->published == like->published &&
           view_equal(before->handle, like->handle) && view_equal(before->author, like->author);
}

/* Appends text behind a blank line; its bytes. */
static span append(draft *d, view text)
{
    if (d->text.length > 0) {
        buf_text(&d->text, "\n\n");
    }
    span bytes = {(uint32_t)d->text.length, 0};
    buf_view(&d->text, text);
    bytes.end = (uint32_t)d->text.length;
    return bytes;
}

bool draft_plain(draft *d, view text)
{
    text = view_trim(text);
    if (text.length > 0) {
        (void)append(d, text);
        d->apart = true;
    }
    return !d->text.failed;
}

static bool push_part(draft *d, part p)
{
    if (d->nparts == d->capacity) {
        size_t capacity = d->capacity == 0 ? 16 : d->capacity * 2;
        part *grown = arena_grow(d->arena, d->parts, d->nparts, capacity, sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        d->parts = grown;
        d->capacity = capacity;
    }
    d->parts[d->nparts++] = p;
    return true;
}

bool draft_add(draft *d, part like, view text)
{
    text = view_trim(text);
    if (text.length == 0) {
        return true;
    }
    if (like.kind == PART_POST && like.thread < 0) {
        like.thread = thread_of(d->parts, d->nparts, &like);
    }
    like.bytes = append(d, text);
    bool apart = d->apart;
    d->apart = false;
    if (!apart && d->nparts > 0 && continues(&d->parts[d->nparts - 1], &like)) {
        d->parts[d->nparts - 1].bytes.end = like.bytes.end;
        return !d->text.failed;
    }
    return !d->text.failed && push_part(d, like);
}

dateline_status reader_make_draft(input *in, read_fields fields, const draft *d, view origin,
                                  report **r, dateline_error *e)
{
    if (d->text.failed) {
        return fault_memory(e);
    }
    fields.text = buf_all(&d->text);
    fields.parts = d->parts;
    fields.nparts = d->nparts;
    return reader_make(in, fields, origin, r, e);
}
