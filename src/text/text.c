/* text/text.c - parts into paragraphs, paragraphs into tokens and sentences.
 *
 * A paragraph ends at a blank line.  A single line break ends one too unless the part looks wrapped
 * by hand: no line is longer than 120 bytes, and the first word of the next line would not have
 * fitted on the line.
 */
#include "text/text.h"

#include "text/chars.h"
#include "text/scan.h"
#include "text/split.h"

enum { WRAP_NARROWEST = 50, WRAP_WIDEST = 120 }; /* bytes of a line wrapped by hand */

typedef struct {
    report *report;
    scanner scan;
    VEC(sentence) sentences;
    const split_judge *judge; /* null = the model */
    uint32_t part, paragraph;
    size_t width; /* longest line of the part, bytes; 0 = not wrapped */
} reader;

static size_t line_end(view text, size_t at, size_t stop)
{
    const char *found = memchr(text.data + at, '\n', stop - at);
    size_t end = found == NULL ? stop : (size_t)(found - text.data);
    const char *bare = memchr(text.data + at, '\r', end - at);
    return bare == NULL ? end : (size_t)(bare - text.data);
}

/* Start of the line behind the one that ends at `end`: LF, CR LF or CR. */
static size_t line_next(view text, size_t end, size_t stop)
{
    if (end + 1 < stop && text.data[end] == '\r' && text.data[end + 1] == '\n') {
        return end + 2;
    }
    return end < stop ? end + 1 : stop;
}

static bool is_blank(view text, size_t at, size_t end)
{
    size_t n;
    while (at < end) {
        if (char_at(text, at, end, &n) != CHAR_SPACE) {
            return false;
        }
        at += n;
    }
    return true;
}

/* Longest line of the part if it may be wrapped by hand, else 0. */
static size_t wrap_width(view text, span bytes)
{
    size_t widest = 0;
    for (size_t at = bytes.start; at < bytes.end;) {
        size_t end = line_end(text, at, bytes.end);
        widest = end - at > widest ? end - at : widest;
        if (widest > WRAP_WIDEST) {
            return 0;
        }
        at = line_next(text, end, bytes.end);
    }
    return widest < WRAP_NARROWEST ? 0 : widest;
}

/* Does the line [next, next_end) go on with the paragraph of the line [at, end)? */
static bool goes_on(const reader *r, size_t at, size_t end, size_t next, size_t next_end)
{
    view text = r->report->text;
    if (r->width == 0 || next >= next_end || ascii_space(text.data[next])) {
        return false;
    }
    size_t word = 0;
    while (next + word < next_end && !ascii_space(text.data[next + word])) {
        word++;
    }
    return end - at + 1 + word > r->width;
}

static bool add_sentence(reader *r, size_t first, size_t end)
{
    const piece *p = r->scan.pieces.at;
    sentence s = {.bytes = {p[first].start, p[end - 1].end},
                  .first = (uint32_t)first,
                  .last = (uint32_t)end - 1,
                  .part = r->part,
                  .paragraph = r->paragraph};
    return VEC_PUSH(&r->sentences, r->scan.arena, s);
}

static bool ends_before(const reader *r, const stretch *s, size_t i)
{
    if (r->judge == NULL) {
        return split_before(s, i);
    }
    return split_candidate(s, i) && r->judge->ask(r->judge->to, s, i);
}

/* Cuts the pieces [first, end) of one paragraph into sentences. */
static bool split_paragraph(reader *r, size_t first, size_t end)
{
    stretch s = {r->report->text, r->scan.pieces.at + first, end - first, 0};
    for (size_t i = 1; i <= s.count; i++) {
        bool full = i - s.begin == SENTENCE_LONGEST && i < s.count;
        if (i < s.count && !full && !ends_before(r, &s, i)) {
            continue;
        }
        size_t last = full ? split_cut(&s, i) : i;
        if (!add_sentence(r, first + s.begin, first + last)) {
            return false;
        }
        s.begin = last;
    }
    return true;
}

static bool read_paragraph(reader *r, size_t start, size_t end)
{
    size_t first = r->scan.pieces.count;
    r->scan.at = start;
    r->scan.stop = end;
    r->scan.pending = TOKEN_PARAGRAPH | TOKEN_SPACE_BEFORE;
    r->scan.quote_open = false;
    scan_stretch(&r->scan);
    if (r->scan.failed) {
        return false;
    }
    if (r->scan.pieces.count == first) {
        return true;
    }
    bool done = split_paragraph(r, first, r->scan.pieces.count);
    r->paragraph++;
    return done;
}

static bool read_part(reader *r, span bytes)
{
    view text = r->report->text;
    r->width = wrap_width(text, bytes);
    size_t start = bytes.start, at = bytes.start;
    while (at < bytes.end) {
        size_t end = line_end(text, at, bytes.end);
        size_t next = line_next(text, end, bytes.end);
        size_t next_end = line_end(text, next, bytes.end);
        if (is_blank(text, at, end) || !goes_on(r, at, end, next, next_end)) {
            if (!read_paragraph(r, start, end)) {
                return false;
            }
            start = next;
        }
        at = next;
    }
    return true;
}

static void fill_tokens(report *r, const reader *from)
{
    for (size_t i = 0; i < r->ntokens; i++) {
        const piece *p = &from->scan.pieces.at[i];
        token *t = &r->tokens[i];
        t->bytes = (span){p->start, p->end};
        t->form = report_cut(r, t->bytes);
        t->head = t->name = -1;
        t->flags = p->flags;
    }
    for (size_t i = 0; i < r->nsentences; i++) {
        for (uint32_t t = r->sentences[i].first; t <= r->sentences[i].last; t++) {
            r->tokens[t].sent = (uint32_t)i;
        }
    }
}

static dateline_status finish(report *r, const reader *from, dateline_error *e)
{
    size_t n = from->sentences.count, m = from->scan.pieces.count;
    r->tokens = ARENA_ARRAY(r->arena, token, m);
    r->sentences = ARENA_ARRAY(r->arena, sentence, n);
    if (r->tokens == NULL || r->sentences == NULL) {
        r->tokens = NULL;
        r->sentences = NULL;
        return fault_memory(e);
    }
    if (n > 0) {
        memcpy(r->sentences, from->sentences.at, n * sizeof *r->sentences);
    }
    r->nsentences = n;
    r->ntokens = m;
    fill_tokens(r, from);
    return DATELINE_OK;
}

dateline_status text_run(report *r, arena *scratch, dateline_error *e)
{
    return split_run(r, scratch, NULL, e);
}

dateline_status split_run(report *r, arena *scratch, const split_judge *judge, dateline_error *e)
{
    reader read = {.report = r, .judge = judge, .scan = {.text = r->text, .arena = scratch}};
    part whole = {.kind = PART_BODY, .bytes = {0, (uint32_t)r->text.length}};
    const part *parts = r->nparts == 0 ? &whole : r->parts;
    size_t nparts = r->nparts == 0 ? 1 : r->nparts;
    if (r->text.length > UINT32_MAX) {
        return fault(e, DATELINE_E_LIMIT, "a report of %zu bytes; at most 4 GiB", r->text.length);
    }
    for (size_t i = 0; i < nparts; i++) {
        read.part = (uint32_t)i;
        if (!read_part(&read, parts[i].bytes)) {
            return fault_memory(e);
        }
    }
    return finish(r, &read, e);
}
