/* Finding names in a report: the tokens become folded words once; from each word the name tables
 * are followed as long as longer names go on.  Names in small letters match in any case, others
 * demand their capitals.  A name that lies inside a longer one of its group is dropped. */
#include "know/store_priv.h"

typedef struct {
    const know *k;
    const report *report;
    arena *scratch;
    word_vec words;
    VEC(match) found;
    int32_t common; /* list of words that are abbreviations only beside small letters */
    bool shouted;   /* the sentence has no small letters */
    bool failed;
} matcher;

/* Names of countries, their people, capitals and metonyms compete with each other. */
static unsigned group_of(unsigned kind)
{
    return kind >= KNOW_COUNTRY && kind <= KNOW_METONYM ? KNOW_COUNTRY : kind;
}

static void add_match(matcher *m, size_t from, size_t to, uint32_t entry, unsigned kind)
{
    match found = {.first = m->words.at[from].token,
                   .last = m->words.at[to].token,
                   .entry = entry,
                   .kind = (uint16_t)kind};
    m->failed |= !VEC_PUSH(&m->found, m->scratch, found);
}

/* In "WHO WILL LEAD US" nobody is named, nor in "Fact check". */
static bool is_common(const matcher *m, const name_post *post, size_t from, size_t to)
{
    const word *w = &m->words.at[from];
    bool capitals = (post->flags & POST_CAPITALS) != 0;
    return from == to && capitals && (m->shouted || w->shape != SHAPE_UPPER) &&
           know_list_find(m->k, m->common, m->report->tokens[w->token].form) >= 0;
}

static void add_posts(matcher *m, unsigned at, const name_key *key, size_t from, size_t to)
{
    const layer *l = &m->k->layers[at];
    uint32_t count;
    const name_post *posts = names_posts(&l->names, key, &count);
    for (uint32_t i = 0; i < count; i++) {
        bool fits = posts[i].kind < KNOW_KIND_COUNT &&
                    names_fit(&posts[i], &m->words.at[from], to - from + 1) &&
                    !is_common(m, &posts[i], from, to);
        if (fits && !layer_hides(l, posts[i].entry)) {
            add_match(m, from, to, entry_number(at, posts[i].entry), posts[i].kind);
        }
    }
}

/* "EU" is not the town of Eu. */
static bool is_other_acronym(const name_post *post, const word *words, size_t n)
{
    return n == 1 && words[0].shape == SHAPE_UPPER && words[0].letters <= 3 && post->upper == 0;
}

static bool any_fits(const name_table *t, const name_key *key, const word *words, size_t n)
{
    uint32_t count;
    const name_post *posts = names_posts(t, key, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (names_fit(&posts[i], words, n) && !is_other_acronym(&posts[i], words, n)) {
            return true;
        }
    }
    return false;
}

static void follow(matcher *m, unsigned at, size_t from, bool places)
{
    const layer *l = &m->k->layers[at];
    const name_table *t = places ? &l->places.names : &l->names;
    uint64_t hash = PHRASE_START;
    for (size_t i = from; i < m->words.count && i < from + NAME_WORDS; i++) {
        hash = phrase_add(hash, m->words.at[i].hash);
        const name_key *key = names_get(t, hash);
        if (key == NULL) {
            return;
        }
        if (m->words.at[i].ends && key->count > 0) {
            if (!places) {
                add_posts(m, at, key, from, i);
            } else if (any_fits(t, key, &m->words.at[from], i - from + 1)) {
                uint32_t number = (uint32_t)(key - t->keys);
                add_match(m, from, i, entry_number(at, number), KNOW_PLACE);
            }
        }
        if (!key->continues) {
            return;
        }
    }
}

static char first_letter(const matcher *m, const word *w)
{
    view form = m->report->tokens[w->token].form;
    return form.length > 0 ? form.data[0] : '\0';
}

/* Whether the words of the sentence that begins at `from` are all in capitals. */
static bool is_shouted(const matcher *m, size_t from)
{
    uint32_t sent = m->report->tokens[m->words.at[from].token].sent;
    size_t capitals = 0;
    for (size_t i = from; i < m->words.count; i++) {
        const word *w = &m->words.at[i];
        if (m->report->tokens[w->token].sent != sent) {
            break;
        }
        if (w->letters > 1 && w->shape != SHAPE_UPPER && ascii_alpha(first_letter(m, w))) {
            return false;
        }
        capitals += w->shape == SHAPE_UPPER;
    }
    return capitals > 2;
}

static bool may_begin(const report *r, const word *w)
{
    return w->begins || (r->tokens[w->token].flags & (TOKEN_HASHTAG | TOKEN_HANDLE)) != 0;
}

static int longest_first(const match *a, const match *b)
{
    if (a->first != b->first) {
        return a->first < b->first ? -1 : 1;
    }
    if (a->last != b->last) {
        return a->last > b->last ? -1 : 1;
    }
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

/* Matches come nearly sorted (by first token), so that insertion is the cheap sort. */
static void sort_matches(match *m, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        match x = m[i];
        size_t j = i;
        for (; j > 0 && longest_first(&x, &m[j - 1]) < 0; j--) {
            m[j] = m[j - 1];
        }
        m[j] = x;
    }
}

/* Keeps, of each group, what does not lie inside a longer match; returns how many stay. */
static size_t keep_longest(match *m, size_t n)
{
    uint32_t first[KNOW_KIND_COUNT] = {0};
    int64_t last[KNOW_KIND_COUNT];
    for (unsigned i = 0; i < KNOW_KIND_COUNT; i++) {
        last[i] = -1;
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned g = group_of(m[i].kind);
        bool same = last[g] == (int64_t)m[i].last && first[g] == m[i].first;
        bool inside = last[g] >= (int64_t)m[i].last && !same;
        bool twice = kept > 0 && longest_first(&m[kept - 1], &m[i]) == 0;
        if (inside || twice) {
            continue;
        }
        first[g] = m[i].first;
        last[g] = m[i].last;
        m[kept++] = m[i];
    }
    return kept;
}

dateline_status know_run(const know *k, report *r, arena *scratch, dateline_error *e)
{
    matcher m = {.k = k, .report = r, .scratch = scratch, .common = know_list(k, "know/common")};
    uint32_t sent = UINT32_MAX;
    uint32_t *first;
    if (!words_of_report(r, scratch, &m.words, &first)) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < m.words.count; i++) {
        uint32_t own = r->tokens[m.words.at[i].token].sent;
        m.shouted = own == sent ? m.shouted : is_shouted(&m, i);
        sent = own;
        if (!may_begin(r, &m.words.at[i])) {
            continue;
        }
        for (unsigned at = 0; at < k->nlayers; at++) {
            follow(&m, at, i, false);
            if (m.words.at[i].shape != SHAPE_LOWER && k->layers[at].places.nplaces > 0) {
                follow(&m, at, i, true);
            }
        }
    }
    if (m.failed) {
        return fault_memory(e);
    }
    sort_matches(m.found.at, m.found.count);
    r->nmatches = keep_longest(m.found.at, m.found.count);
    r->matches = arena_grow(r->arena, m.found.at, r->nmatches, r->nmatches, sizeof(match));
    return r->matches == NULL ? fault_memory(e) : DATELINE_OK;
}
