/* Quotation marks: pairs within a part, over sentences and paragraphs.
 *
 * Straight and curly double marks, guillemets, `` and ''.  A paragraph that opens with a mark while
 * the last quotation was never closed goes on with it (the printers' rule); a mark left open ends
 * with its paragraph.  Single marks are apostrophes more often than not and are left alone.
 */
#include "say/say_priv.h"

typedef enum { MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_EITHER } mark;

static mark mark_of(view v)
{
    static const struct {
        const char *text;
        mark kind;
    } marks[] = {{"\"", MARK_EITHER}, {"“", MARK_OPEN},  {"”", MARK_CLOSE}, {"„", MARK_OPEN},
                 {"«", MARK_OPEN},    {"»", MARK_CLOSE}, {"``", MARK_OPEN}, {"''", MARK_CLOSE}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (view_equal(v, view_of(marks[i].text))) {
            return marks[i].kind;
        }
    }
    return MARK_NONE;
}

typedef struct {
    int32_t open;   /* first token behind the mark; -1 = no quotation is open */
    bool continues; /* it goes on from the paragraph before */
    bool unclosed;  /* the last one ended with its paragraph, not with a mark */
} quote_scan;

static bool close_run(say_state *s, quote_scan *q, uint32_t end)
{
    bool fine = true;
    if (q->open >= 0 && (uint32_t)q->open < end) {
        quote_run run = {(uint32_t)q->open, end - 1, q->continues};
        fine = VEC_PUSH(&s->quotes, s->scratch, run);
    }
    q->open = -1;
    q->continues = false;
    return fine;
}

/* A straight mark opens when white space stands before it and closes when none does. */
static mark settle(const report *r, uint32_t t, mark m, const quote_scan *q)
{
    if (m != MARK_EITHER) {
        return m;
    }
    if (q->open < 0) {
        return MARK_OPEN;
    }
    const uint32_t end = r->tokens[t].bytes.end;
    bool space_before = (r->tokens[t].flags & (TOKEN_SPACE_BEFORE | TOKEN_PARAGRAPH)) != 0;
    bool space_after = end >= r->text.length || ascii_space(r->text.data[end]);
    return space_before && !space_after ? MARK_OPEN : MARK_CLOSE;
}

static bool step(say_state *s, quote_scan *q, uint32_t t)
{
    const report *r = s->r;
    const token *k = &r->tokens[t];
    const bool paragraph = (k->flags & TOKEN_PARAGRAPH) != 0;
    bool fine = true;
    if (paragraph && q->open >= 0) {
        fine = close_run(s, q, t);
        q->unclosed = true;
    }
    mark m = mark_of(report_cut(r, k->bytes));
    if (m == MARK_NONE) {
        q->unclosed = q->unclosed && !paragraph;
        return fine;
    }
    m = settle(r, t, m, q);
    if (m == MARK_OPEN) {
        fine = close_run(s, q, t) && fine;
        q->open = (int32_t)t + 1;
        q->continues = paragraph && q->unclosed;
    } else {
        fine = close_run(s, q, t) && fine;
    }
    q->unclosed = false;
    return fine;
}

static void flag_tokens(say_state *s)
{
    for (size_t i = 0; i < s->quotes.count; i++) {
        for (uint32_t t = s->quotes.at[i].first; t <= s->quotes.at[i].last; t++) {
            s->r->tokens[t].flags |= TOKEN_QUOTED;
            s->quote_of[t] = (int32_t)i;
        }
    }
}

dateline_status say_quotes(say_state *s, dateline_error *e)
{
    report *r = s->r;
    quote_scan q = {.open = -1};
    for (size_t t = 0; t < r->ntokens; t++) {
        const uint32_t sent = r->tokens[t].sent;
        const bool part_begins = sent > 0 && t == r->sentences[sent].first &&
                                 r->sentences[sent].part != r->sentences[sent - 1].part;
        if (part_begins) {
            if (!close_run(s, &q, (uint32_t)t)) {
                return fault_memory(e);
            }
            q.unclosed = false;
        }
        if (!step(s, &q, (uint32_t)t)) {
            return fault_memory(e);
        }
    }
    if (!close_run(s, &q, (uint32_t)r->ntokens)) {
        return fault_memory(e);
    }
    flag_tokens(s);
    return DATELINE_OK;
}
