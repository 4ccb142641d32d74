/* What a stretch of tokens is known as: by the matches of know/, by its words, and by what is left
 * of them without articles, words of direction and words that say what kind of place it is. */
#include "where/where_priv.h"

static bool is_known(const known *n)
{
    return n->entry >= 0 || n->key >= 0;
}

static known matches_over(const finder *f, uint32_t first, uint32_t last, size_t from)
{
    known n = {first, last, KNOW_PLACE, -1, -1, false};
    const report *r = f->r;
    for (size_t i = from; i < r->nmatches && r->matches[i].first <= first; i++) {
        const match *m = &r->matches[i];
        if (m->first != first || m->last != last) {
            continue;
        }
        if (m->kind >= KNOW_COUNTRY && m->kind <= KNOW_METONYM && n.entry < 0) {
            n.entry = m->entry;
            n.kind = m->kind;
        } else if (m->kind == KNOW_PLACE) {
            n.key = m->entry;
        }
    }
    return n;
}

size_t where_match_from(const report *r, uint32_t first)
{
    size_t low = 0;
    size_t high = r->nmatches;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->matches[middle].first < first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

known where_known_as(const finder *f, uint32_t first, uint32_t last)
{
    return matches_over(f, first, last, where_match_from(f->r, first));
}

/* By the words themselves, where a longer name hid them from the matches. */
static known known_by_words(const finder *f, uint32_t first, uint32_t last)
{
    known n = where_known_as(f, first, last);
    const report *r = f->r;
    view words = report_cut(r, (span){r->tokens[first].bytes.start, r->tokens[last].bytes.end});
    uint32_t entry;
    unsigned lands = KNOW_BIT(KNOW_COUNTRY) | KNOW_BIT(KNOW_DEMONYM) | KNOW_BIT(KNOW_PEOPLE);
    if (!is_known(&n) && words.length > 2) {
        n.key = know_place_find(f->k, words);
        if (know_find(f->k, words, lands, &entry, 1) == 1) {
            n.entry = entry;
            n.kind = KNOW_COUNTRY;
        }
    }
    return n;
}

bool where_is_article(const token *t)
{
    return view_equal_nocase(t->form, VIEW("the"));
}

/* Narrows the stretch by one word that may be left away; false = none is left. */
static bool narrow(const finder *f, uint32_t *first, uint32_t *last)
{
    const token *t = f->r->tokens;
    if (*first >= *last) {
        return false;
    }
    if (where_is_article(&t[*first]) || where_listed(f, f->directions, *first, NULL, NULL)) {
        (*first)++;
        return true;
    }
    if (view_equal(t[*first + 1].form, VIEW("of")) && *first + 2 <= *last &&
        where_listed(f, f->generic, *first, NULL, NULL)) {
        *first += 2;
        return true;
    }
    if (where_listed(f, f->generic, *last, NULL, NULL)) {
        (*last)--;
        return true;
    }
    if (where_listed(f, f->generic, *first, NULL, NULL)) {
        (*first)++;
        return true;
    }
    return false;
}

/* A word of direction or kind, which names no place alone. */
static bool is_common(const finder *f, uint32_t i)
{
    return where_listed(f, f->directions, i, NULL, NULL) ||
           where_listed(f, f->generic, i, NULL, NULL);
}

/* The longest known name that begins or ends the stretch. */
static known known_inside(const finder *f, uint32_t first, uint32_t last)
{
    known best = {first, last, KNOW_PLACE, -1, -1, false};
    for (uint32_t n = last - first; n > 0; n--) {
        known tail = where_known_as(f, last - n + 1, last);
        if (is_known(&tail) && (n > 1 || !is_common(f, last))) {
            return tail;
        }
        known front = where_known_as(f, first, first + n - 1);
        if (is_known(&front) && (n > 1 || !is_common(f, first))) {
            return front;
        }
    }
    return best;
}

known where_look_up(const finder *f, uint32_t first, uint32_t last)
{
    uint32_t a = first;
    uint32_t b = last;
    do {
        known n = known_by_words(f, a, b);
        if (is_known(&n)) {
            return n;
        }
    } while (narrow(f, &a, &b));
    known inside = known_inside(f, first, last);
    inside.partial = true;
    return inside;
}
