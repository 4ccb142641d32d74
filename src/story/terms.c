/* story/terms.c - what a report is about, as terms that reports of one story share: its names, and
 * the pairs of countries that act on one another. */
#include "base/map.h"
#include "story/story.h"

enum { WORD_LEAST = 4, WORDS_MOST = 64, TERM_MOST = 64 };

typedef struct {
    view term;
    uint32_t count;
} counted;

typedef struct {
    arena *a;
    map seen; /* term -> place in terms */
    VEC(counted) terms;
} term_list;

static void count_term(term_list *list, view term, uint32_t by)
{
    uint32_t *at = map_get(&list->seen, term);
    if (at != NULL) {
        list->terms.at[*at].count += by;
        return;
    }
    if (map_put(&list->seen, list->a, term, (uint32_t)list->terms.count)) {
        (void)!VEC_PUSH(&list->terms, list->a, ((counted){term, by}));
    }
}

/* In small letters on one line, a '#' before it and a "the" aside; empty when it is too long to be
 * a name. */
static view folded(arena *a, view name)
{
    name = view_starts(name, VIEW("#")) ? view_cut(name, 1, name.length) : name;
    name = view_starts(name, VIEW("the ")) ? view_cut(name, 4, name.length) : name;
    char *text = name.length == 0 || name.length > TERM_MOST ? NULL : arena_alloc(a, name.length);
    for (size_t i = 0; text != NULL && i < name.length; i++) {
        bool blank = strchr("\t\r\n", name.data[i]) != NULL;
        text[i] = blank ? ' ' : ascii_lower(name.data[i]);
    }
    return text == NULL ? VIEW("") : (view){text, name.length};
}

static void count_names(term_list *list, const report *r)
{
    for (size_t i = 0; i < r->nnames; i++) {
        const name *n = &r->names[i];
        view term = n->type == NAME_DATE ? VIEW("") : folded(list->a, report_cut(r, n->bytes));
        if (term.length > 2) {
            count_term(list, term, 1);
        }
    }
}

static void count_dyads(term_list *list, const report *r)
{
    for (size_t i = 0; i < r->nevents; i++) {
        const act *a = &r->events[i].merged;
        const char *one = a->nactors > 0 ? a->actors[0].actor.code : "";
        const char *other = a->nrecipients > 0 ? a->recipients[0].actor.code
                            : a->nactors > 1   ? a->actors[1].actor.code
                                               : "";
        if (one[0] != 0 && other[0] != 0 && strcmp(one, other) != 0) {
            bool turned = strcmp(one, other) > 0;
            count_term(list,
                       arena_printf(list->a, "%s %s %s", act_name(a->type), turned ? other : one,
                                    turned ? one : other),
                       2);
        }
    }
}

size_t story_terms(const report *r, view *terms, size_t room, arena *a)
{
    term_list list = {.a = a};
    size_t n = 0;
    count_names(&list, r);
    count_dyads(&list, r);
    while (n < room && n < list.terms.count) {
        size_t best = 0;
        for (size_t i = 1; i < list.terms.count; i++) {
            best = list.terms.at[i].count > list.terms.at[best].count ? i : best;
        }
        terms[n++] = list.terms.at[best].term;
        list.terms.at[best].count = 0;
    }
    return n;
}

static bool ends_word(char c)
{
    switch (c) {
    case '\0':
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case '.':
    case ',':
    case ';':
    case ':':
    case '!':
    case '?':
    case '"':
    case '(':
    case ')':
    case '\'':
        return true;
    default:
        return false;
    }
}

/* The hashes of a sentence's longer words, each once. */
static size_t long_words(view text, uint64_t *hashes)
{
    size_t n = 0;
    for (size_t i = 0; i < text.length && n < WORDS_MOST;) {
        uint64_t h = 0xCBF29CE484222325ULL;
        size_t from = i;
        while (i < text.length && !ends_word(text.data[i])) {
            h = (h ^ (unsigned char)ascii_lower(text.data[i++])) * 0x100000001B3ULL;
        }
        bool fresh = i - from >= WORD_LEAST;
        for (size_t k = 0; k < n && fresh; k++) {
            fresh = hashes[k] != h;
        }
        if (fresh) {
            hashes[n++] = h;
        }
        i += i == from ? 1 : 0;
    }
    return n;
}

double story_words_in_common(view a, view b)
{
    uint64_t left[WORDS_MOST];
    uint64_t right[WORDS_MOST];
    size_t n = long_words(a, left);
    size_t m = long_words(b, right);
    size_t both = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < m; k++) {
            both += left[i] == right[k];
        }
    }
    return n + m == both ? 0 : (double)both / (double)(n + m - both);
}
