/* text/split.c - features of a gap between tokens, and their sum.
 *
 * What is looked at: the last word before the gap, the marks between, closing quotation marks and
 * brackets among them, the two tokens behind the gap, how far the sentence has come, and whether a
 * quotation or a bracket is open.  Greater than 0 = a sentence ends.
 */
#include "text/split.h"

#include "text/chars.h"
#include "text/words.h"

/* Guillemets read as curly marks, which the weights know. */
static view piece_text(const stretch *s, size_t i)
{
    const view v = view_cut(s->text, s->pieces[i].start, s->pieces[i].end);
    return view_equal(v, VIEW("\xC2\xAB"))   ? VIEW("\xE2\x80\x9C")
           : view_equal(v, VIEW("\xC2\xBB")) ? VIEW("\xE2\x80\x9D")
                                             : v;
}

static bool is_any(view v, const char *marks)
{
    return v.length == 1 && strchr(marks, v.data[0]) != NULL;
}

static bool is_closer(view v)
{
    return is_any(v, ")]}\"'") || view_equal(v, VIEW("''")) ||
           view_equal(v, VIEW("\xE2\x80\x9D")) || view_equal(v, VIEW("\xE2\x80\x99"));
}

/* The piece that may end the sentence when closing marks behind it are passed over. */
static size_t before_closers(const stretch *s, size_t i)
{
    size_t at = i - 1;
    while (at > s->begin && i - at < 4 && is_closer(piece_text(s, at)) &&
           (s->pieces[at].flags & TOKEN_SPACE_BEFORE) == 0) {
        at--;
    }
    return at;
}

typedef enum {
    LOOK_NONE,
    LOOK_SMALL,
    LOOK_TITLE,
    LOOK_CAPITALS,
    LOOK_ONE_CAPITAL,
    LOOK_NUMBER,
    LOOK_OPENER,
    LOOK_CLOSER,
    LOOK_MARK,
    LOOK_ADDRESS,
    LOOK_EMOJI
} look;

static look look_of(const stretch *s, size_t i)
{
    if (i >= s->count) {
        return LOOK_NONE;
    }
    const piece *p = &s->pieces[i];
    view v = piece_text(s, i);
    if (p->kind == PIECE_MARK) {
        return (p->flags & TOKEN_EMOJI) != 0 ? LOOK_EMOJI
               : is_any(v, "([{\"'`")        ? LOOK_OPENER
               : is_closer(v)                ? LOOK_CLOSER
                                             : LOOK_MARK;
    }
    if ((p->flags & (TOKEN_URL | TOKEN_HANDLE)) != 0) {
        return LOOK_ADDRESS;
    }
    if (p->kind == PIECE_NUMBER) {
        return LOOK_NUMBER;
    }
    if (!char_upper(s->text, p->start, p->end)) {
        return LOOK_SMALL;
    }
    bool more = v.length > 1 && char_upper(s->text, p->start + 1, p->end);
    bool one = v.length == 1 || (v.length == 2 && v.data[1] == '.');
    return one ? LOOK_ONE_CAPITAL : more ? LOOK_CAPITALS : LOOK_TITLE;
}

/* "police (SP) Siddharth Tiwari": a short name in brackets right before; not a dateline, "CAIRO
 * (AFP) The". */
static bool behind_short_name(const stretch *s, size_t i)
{
    if (i < s->begin + 4 || !is_any(piece_text(s, i - 1), ")") ||
        !is_any(piece_text(s, i - 3), "(")) {
        return false;
    }
    const look before = look_of(s, i - 4), inside = look_of(s, i - 2), next = look_of(s, i);
    return before != LOOK_CAPITALS && inside == LOOK_CAPITALS && next == LOOK_TITLE;
}

static bool behind_opener(const stretch *s, size_t i)
{
    return (s->pieces[i].flags & TOKEN_SPACE_BEFORE) == 0 &&
           view_equal(piece_text(s, i - 1), VIEW("\xE2\x80\x9C"));
}

bool split_candidate(const stretch *s, size_t i)
{
    const piece *last = &s->pieces[i - 1], *next = &s->pieces[i];
    if ((next->flags & TOKEN_MWT_REST) != 0 || is_closer(piece_text(s, i)) || behind_opener(s, i) ||
        behind_short_name(s, i)) {
        return false;
    }
    if (next->kind == PIECE_MARK) {
        return !is_any(piece_text(s, i), ",;:.!?%/");
    }
    if (last->kind == PIECE_MARK || last->stopped || next->kind == PIECE_NUMBER) {
        return true;
    }
    return (next->flags & TOKEN_SPACE_BEFORE) != 0 && char_upper(s->text, next->start, next->end);
}

static uint32_t hash_of(const stretch *s, size_t i)
{
    uint32_t hash = 2166136261U;
    if (i >= s->count) {
        return hash;
    }
    view v = piece_text(s, i);
    for (size_t k = 0; k < v.length && k < 24; k++) {
        char c = ascii_digit(v.data[k]) ? '0' : ascii_lower(v.data[k]);
        hash = (hash ^ (uint8_t)c) * 16777619U;
    }
    return hash;
}

typedef struct {
    uint32_t *to;
    uint32_t count;
} feature_list;

static void push(feature_list *f, uint32_t a, uint32_t b)
{
    uint32_t h = (a + 0x9E3779B9U * (f->count + 1)) * 0x85EBCA6BU;
    h = ((h ^ h >> 15) + b) * 0xC2B2AE35U;
    f->to[f->count++] = (h ^ h >> 16) >> (16 - SPLIT_BITS) & ((1U << SPLIT_BITS) - 1U);
}

/* Bits: an odd number of straight quotation marks, an open curly one, an open bracket since the
 * sentence began. */
static uint32_t open_marks(const stretch *s, size_t i)
{
    uint32_t straight = 0;
    int curly = 0, bracket = 0;
    size_t from = i - s->begin > 60 ? i - 60 : s->begin;
    for (size_t k = from; k < i; k++) {
        if (s->pieces[k].kind != PIECE_MARK) {
            continue;
        }
        view v = piece_text(s, k);
        straight ^= is_any(v, "\"") ? 1U : 0U;
        curly += view_equal(v, VIEW("\xE2\x80\x9C")) - view_equal(v, VIEW("\xE2\x80\x9D"));
        bracket += is_any(v, "([") - is_any(v, ")]");
    }
    return straight | (curly > 0 ? 2U : 0U) | (bracket > 0 ? 4U : 0U);
}

static uint32_t bucket(size_t n)
{
    return n < 5 ? (uint32_t)n : n < 9 ? 5 : n < 17 ? 6 : n < 33 ? 7 : 8;
}

size_t split_features(const stretch *s, size_t i, uint32_t features[SPLIT_FEATURES])
{
    feature_list f = {features, 0};
    size_t end = before_closers(s, i);
    bool mark = s->pieces[end].kind == PIECE_MARK;
    size_t word = mark && end > s->begin ? end - 1 : end;
    uint32_t last = hash_of(s, end), before = hash_of(s, word), next = hash_of(s, i);
    uint32_t n = look_of(s, i), second = look_of(s, i + 1), w = look_of(s, word);
    uint32_t stop = mark ? last : s->pieces[end].stopped ? 1U : 0U;
    uint32_t closed = end + 1 != i ? 1U : 0U;
    uint32_t space = (s->pieces[i].flags & TOKEN_SPACE_BEFORE) != 0 ? 1U : 0U;
    uint32_t kinds = 0;
    if (s->pieces[end].stopped) {
        view v = piece_text(s, end);
        kinds = word_kinds(view_cut(v, 0, v.length - 1)) | 1U << 20;
    }
    uint32_t open = open_marks(s, i);
    push(&f, 0, 0);
    push(&f, stop, closed << 1 | space);
    push(&f, stop, n << 2 | closed << 1 | space);
    push(&f, stop, n << 8 | second << 4 | w);
    push(&f, next, 0);
    push(&f, next, stop);
    push(&f, before, mark);
    push(&f, before, stop);
    push(&f, w << 4 | n, stop);
    push(&f, before, n);
    push(&f, next, hash_of(s, i + 1));
    push(&f, before, next);
    push(&f, bucket(i - s->begin), stop);
    push(&f, bucket(i - s->begin), n << 4 | w);
    push(&f, bucket(s->count - i), stop);
    push(&f, open, stop);
    push(&f, open, n);
    push(&f, hash_of(s, i - 1), n);
    push(&f, kinds, n);
    push(&f, kinds, next);
    push(&f, stop, (uint32_t)(piece_text(s, word).length << 4) | n);
    push(&f, s->begin == 0 && i < 4 ? 1U : 0U, stop);
    return f.count;
}

bool split_before(const stretch *s, size_t i)
{
    uint32_t features[SPLIT_FEATURES];
    if (!split_candidate(s, i)) {
        return false;
    }
    size_t n = split_features(s, i, features);
    int sum = 0;
    for (size_t k = 0; k < n; k++) {
        sum += split_weights[features[k]];
    }
    return sum > 0;
}

size_t split_cut(const stretch *s, size_t end)
{
    static const char *const marks[] = {";", ":", "\xE2\x80\x94", "--", ","};
    size_t middle = s->begin + (end - s->begin) / 2;
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        for (size_t i = end; i-- > middle;) {
            if (view_equal(piece_text(s, i), view_of(marks[m]))) {
                return i + 1;
            }
        }
    }
    return end;
}
