/* Both lists are walked together; a stretch in which either side has a multi-word token is taken as
 * a whole and solved by longest common subsequence. */
#include "train/align.h"

/* Bytes that are not white space before each byte of the text, [length + 1]. */
static uint32_t *black_bytes(view text, arena *a)
{
    uint32_t *before = ARENA_ARRAY(a, uint32_t, text.length + 1);
    for (size_t i = 0; before != NULL && i < text.length; i++) {
        before[i + 1] = before[i] + !ascii_space(text.data[i]);
    }
    return before;
}

aligned_word *align_words(const report *r, arena *a)
{
    uint32_t *before = black_bytes(r->text, a);
    aligned_word *words = ARENA_ARRAY(a, aligned_word, r->ntokens);
    if (before == NULL || words == NULL) {
        return NULL;
    }
    for (size_t t = 0, last; t < r->ntokens; t = last + 1) {
        bool multiword = (r->tokens[t].flags & TOKEN_MWT_FIRST) != 0;
        last = t;
        while (multiword && last + 1 < r->ntokens &&
               (r->tokens[last + 1].flags & TOKEN_MWT_REST) != 0) {
            last++;
        }
        for (size_t i = t; i <= last; i++) {
            words[i] = (aligned_word){before[r->tokens[t].bytes.start],
                                      before[r->tokens[last].bytes.end], multiword};
        }
    }
    return words;
}

typedef struct {
    const report *r;
    const aligned_word *words;
    size_t at, count;
} side;

static bool beyond(const side *s, uint32_t end)
{
    return s->at >= s->count ||
           (s->words[s->at].multiword ? s->words[s->at].start >= end : s->words[s->at].end > end);
}

static void step_in(side *s, uint32_t *end)
{
    const aligned_word *w = &s->words[s->at++];
    *end = w->multiword && w->end > *end ? w->end : *end;
}

/* Moves both sides over the stretch that a multi-word token at one of them begins; from_a and
 * from_b get its first words. */
static void take_stretch(side *a, side *b, size_t *from_a, size_t *from_b)
{
    uint32_t end;
    if (a->words[a->at].multiword) {
        end = a->words[a->at].end;
        b->at += !b->words[b->at].multiword && b->words[b->at].start < a->words[a->at].start;
    } else {
        end = b->words[b->at].end;
        a->at += !a->words[a->at].multiword && a->words[a->at].start < b->words[b->at].start;
    }
    *from_a = a->at;
    *from_b = b->at;
    while (!beyond(a, end) || !beyond(b, end)) {
        bool first = a->at < a->count &&
                     (b->at >= b->count || a->words[a->at].start <= b->words[b->at].start);
        step_in(first ? a : b, &end);
    }
}

static bool same_form(const side *a, size_t i, const side *b, size_t j)
{
    return view_equal_nocase(a->r->tokens[i].form, b->r->tokens[j].form);
}

/* lengths[i][j]: longest common subsequence of the words from i and from j on. */
static bool match_stretch(const side *a, size_t i, const side *b, size_t j, int32_t *to,
                          arena *scratch)
{
    size_t n = a->at - i, m = b->at - j, row = m + 1;
    arena_mark mark = arena_save(scratch);
    uint32_t *lengths = ARENA_ARRAY(scratch, uint32_t, (n + 1) * row);
    if (lengths == NULL) {
        return false;
    }
    for (size_t x = n; x-- > 0;) {
        for (size_t y = m; y-- > 0;) {
            uint32_t skip_a = lengths[(x + 1) * row + y], skip_b = lengths[x * row + y + 1];
            lengths[x * row + y] = same_form(a, i + x, b, j + y)
                                       ? lengths[(x + 1) * row + y + 1] + 1
                                   : skip_a > skip_b ? skip_a
                                                     : skip_b;
        }
    }
    for (size_t x = 0, y = 0; x < n && y < m;) {
        if (same_form(a, i + x, b, j + y)) {
            to[i + x++] = (int32_t)(j + y++);
        } else if (lengths[x * row + y] == lengths[(x + 1) * row + y]) {
            x++;
        } else {
            y++;
        }
    }
    arena_restore(scratch, mark);
    return true;
}

bool align(const report *ra, const report *rb, arena *scratch, int32_t *to)
{
    side a = {ra, align_words(ra, scratch), 0, ra->ntokens};
    side b = {rb, align_words(rb, scratch), 0, rb->ntokens};
    bool ok = a.words != NULL && b.words != NULL;
    for (size_t t = 0; t < ra->ntokens; t++) {
        to[t] = -1;
    }
    while (ok && a.at < a.count && b.at < b.count) {
        const aligned_word *x = &a.words[a.at], *y = &b.words[b.at];
        if (x->multiword || y->multiword) {
            size_t i, j;
            take_stretch(&a, &b, &i, &j);
            ok = match_stretch(&a, i, &b, j, to, scratch);
        } else if (x->start == y->start && x->end == y->end) {
            to[a.at++] = (int32_t)b.at++;
        } else if (x->start <= y->start) {
            a.at++;
        } else {
            b.at++;
        }
    }
    return ok;
}
