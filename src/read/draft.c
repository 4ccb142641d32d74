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

bool draft_add(draft *d, part like, view text)
{
    text = view_trim(text);
    if (text.length == 0) {
        return true;
    }
    if (d->text.length > 0) {
        buf_text(&d->text, "\n\n");
    }
    like.bytes.start = (uint32_t)d->text.length;
    buf_view(&d->text, text);
    like.bytes.end = (uint32_t)d->text.length;
    if (d->text.failed) {
        return false;
    }
    if (d->nparts > 0 && continues(&d->parts[d->nparts - 1], &like)) {
        d->parts[d->nparts - 1].bytes.end = like.bytes.end;
        return true;
    }
    if (d->nparts == d->capacity) {
        size_t capacity = d->capacity == 0 ? 16 : d->capacity * 2;
        part *grown = arena_grow(d->arena, d->parts, d->nparts, capacity, sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        d->parts = grown;
        d->capacity = capacity;
    }
    d->parts[d->nparts++] = like;
    return true;
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
