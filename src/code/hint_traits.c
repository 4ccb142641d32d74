/* code/hint_traits.c - what the hints see of a word.
 *
 * The word itself, its head, children and neighbours, who its clause's parties are; the words of
 * its sentence, who is in it, where it stands and how political the report is; and for most of
 * these words the types of act that the lexicon has them tell or names them for.
 */
#include "code/code_priv.h"

#define KIN 10   /* children that are looked at */
#define WINDOW 3 /* neighbours on each side */
#define CLIMB 4  /* steps up to a verb of saying */

#define TYPES (HINT_TYPES + 1) /* a type of act, or 0 */

/* Traits of few values: how many, for each of so many keys; 0 = they have no key. */
#define FEW(X)                                                                                     \
    X(XPOS, "xpos", XPOS_COUNT, 0)                                                                 \
    X(UPOS, "upos", UPOS_COUNT, 0)                                                                 \
    X(RELATION, "relation", DEPREL_COUNT, 0)                                                       \
    X(SAID, "said", 2, 0)                                                                          \
    X(QUOTED, "quoted", 2, 0)                                                                      \
    X(NTYPES, "types", TYPES, 0)                                                                   \
    X(TOLD, "told", TYPES, UPOS_COUNT)                                                             \
    X(NAMED, "named", TYPES, 1)                                                                    \
    X(HEAD_TOLD, "head told", TYPES, 1)                                                            \
    X(CHILD, "child", DEPREL_COUNT, 0)                                                             \
    X(UNDER_SAYING, "under saying", 2, 0)                                                          \
    X(NUMBER, "number", 8, 0)                                                                      \
    X(LENGTH, "length", 8, 0)                                                                      \
    X(POLITICS, "politics", 6, 0)                                                                  \
    X(SENTENCE_TOLD, "sentence told", TYPES, 2)

/* Their slots, by key and value. */
enum {
#define X(few, name, n, keys) FEW_##few, FEW_END_##few = FEW_##few + (n) * ((keys) + !(keys)) - 1,
    FEW(X)
#undef X
        FEW_COUNT
};
_Static_assert(FEW_COUNT <= HINT_SLOTS, "traits of few values have a slot each");

/* The hashes of their names. */
#define X(few, name, n, keys)                                                                      \
    static inline uint64_t few_name_##few(void)                                                    \
    {                                                                                              \
        return literal_hash("hint " name);                                                         \
    }
FEW(X)
#undef X

static uint32_t number_of(uint64_t name, uint64_t value)
{
    return (uint32_t)((value ^ name) * 0x9E3779B97F4A7C15ULL >> (64 - HINT_BITS));
}

static void put(hint_traits *l, uint64_t name, uint64_t value)
{
    if (l->left > 0) {
        l->left--;
        l->at[l->count++] = number_of(name, value);
    }
}

static void put_few(hint_traits *l, uint32_t slot, uint64_t name, uint64_t value)
{
    if (!l->unpacked) {
        put(l, name, value);
    } else if (l->left > 0) {
        l->left--;
        l->slots[l->nslots++] = (uint16_t)slot;
    }
}

static uint64_t both(uint64_t a, uint64_t b)
{
    return (a * 31 + b) * 0xD6E8FEB86659FD93ULL;
}

/* The types of act in the mask, each with the key. */
static void put_types(hint_traits *l, uint64_t name, unsigned types, uint64_t key)
{
    for (; types != 0; types &= types - 1) {
        put(l, name, both((uint64_t)__builtin_ctz(types) + 1, key));
    }
}

/* ... which have slots; how many. */
static uint32_t put_few_types(hint_traits *l, uint32_t first, uint64_t name, unsigned types,
                              uint64_t key)
{
    uint32_t n = 0;
    for (; types != 0; types &= types - 1) {
        const uint32_t type = (uint32_t)__builtin_ctz(types) + 1;
        put_few(l, first + (uint32_t)key * TYPES + type, name, both(type, key));
        n++;
    }
    return n;
}

#define PUT(l, name, value) put(l, literal_hash("hint " name), value)
#define PUT_FEW(l, few, value) put_few(l, FEW_##few + (value), few_name_##few(), value)
#define PUT_FEW_TYPES(l, few, types, key) put_few_types(l, FEW_##few, few_name_##few(), types, key)

static void unpack(const hint_weights *w, hint_slot *slot, uint64_t name, uint64_t value)
{
    const uint32_t number = number_of(name, value);
    hint_sums sums = {0};
    hint_add(w, &number, 1, &sums);
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        slot->at[k] = (int16_t)sums.at[k];
    }
}

void hint_unpack(const hint_weights *w, hint_slot *slots)
{
    const struct {
        uint64_t name;
        uint32_t first, n, keys;
    } rows[] = {
#define X(few, name, n, keys) {few_name_##few(), FEW_##few, n, keys},
        FEW(X)
#undef X
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hint_slot *slot = &slots[rows[i].first];
        for (uint32_t v = 0; rows[i].keys == 0 && v < rows[i].n; v++) {
            unpack(w, slot++, rows[i].name, v);
        }
        for (uint32_t key = 0; key < rows[i].keys; key++) {
            for (uint32_t v = 0; v < rows[i].n; v++) {
                unpack(w, slot++, rows[i].name, both(v, key));
            }
        }
    }
}

/* Empties the list. */
static void begin(const coder *c, hint_traits *l)
{
    l->unpacked = c->hints != NULL && c->hints->slots != NULL;
    l->left = HINT_TRAITS;
    l->count = l->nslots = 0;
}

static void add_itself(const coder *c, uint32_t t, hint_traits *l)
{
    const token *w = tok(c, t);
    const uint64_t lemma = both(c->lemma[t], w->upos);
    const lexicon_word_row *row = c->row[t];
    const size_t n = w->lemma.length;
    PUT(l, "word", lemma);
    PUT_FEW(l, XPOS, w->xpos);
    PUT_FEW(l, UPOS, w->upos);
    PUT_FEW(l, RELATION, w->deprel);
    PUT(l, "word relation", both(lemma, w->deprel));
    PUT(l, "ending", view_hash(view_cut(w->lemma, n < 3 ? 0 : n - 3, n)));
    PUT(l, "start", view_hash(view_cut(w->lemma, 0, n < 4 ? n : 4)));
    PUT_FEW(l, SAID, c->statement_of[t] >= 0);
    PUT_FEW(l, QUOTED, (w->flags & TOKEN_QUOTED) != 0);
    const uint32_t told = PUT_FEW_TYPES(l, TOLD, row->told, w->upos);
    PUT_FEW(l, NTYPES, told);
    PUT_FEW_TYPES(l, NAMED, row->named, 0);
}

static void add_head(const coder *c, uint32_t t, hint_traits *l)
{
    const token *w = tok(c, t);
    if (w->head < 0) {
        return;
    }
    const uint32_t head = (uint32_t)w->head;
    PUT(l, "head relation", both(c->lemma[head], w->deprel));
    PUT(l, "word head", both(c->lemma[t], c->lemma[head]));
    PUT_FEW_TYPES(l, HEAD_TOLD, c->row[head]->told, 0);
}

/* Who the child is, where it is somebody. */
static void add_somebody(const coder *c, uint32_t k, hint_traits *l)
{
    const int32_t m = c->r->mention_of[k];
    const unsigned d = tok(c, k)->deprel;
    if (m < 0) {
        return;
    }
    const mention *who = &c->r->mentions[m];
    PUT(l, "sector", both(view_hash(view_of(who->actor.sector)), d));
    PUT(l, "kind", both(who->type, d));
}

static void add_children(const coder *c, uint32_t t, hint_traits *l)
{
    unsigned n = 0;
    for (int32_t i = c->first_child[t]; i >= 0 && n < KIN; i = c->next_sibling[i]) {
        const uint32_t k = (uint32_t)i;
        const unsigned d = tok(c, k)->deprel;
        if (d == DEPREL_PUNCT) {
            continue;
        }
        n++;
        PUT_FEW(l, CHILD, d);
        PUT(l, "child word", both(c->lemma[k], d));
        PUT(l, "word child", both(c->lemma[t], d));
        add_somebody(c, k, l);
        if (is_content(c, k)) {
            put_types(l, literal_hash("hint child told"), c->row[k]->told, d);
            put_types(l, literal_hash("hint child named"), c->row[k]->named, d);
        }
    }
}

static void add_neighbours(const coder *c, uint32_t t, hint_traits *l)
{
    const sentence *s = &c->r->sentences[tok(c, t)->sent];
    for (int by = -WINDOW; by <= WINDOW; by++) {
        const int64_t k = (int64_t)t + by;
        if (by != 0 && k >= s->first && k <= s->last) {
            PUT(l, "beside", both(c->lemma[k], (uint64_t)(by + WINDOW)));
            PUT(l, "near", c->lemma[k]);
        }
    }
}

static void add_saying(const coder *c, uint32_t t, hint_traits *l)
{
    int32_t k = tok(c, t)->head;
    for (unsigned step = 0; step < CLIMB && k >= 0; step++) {
        if (is_class(c, (uint32_t)k, LEX_saying)) {
            PUT(l, "saying", both(c->lemma[k], step));
            PUT_FEW(l, UNDER_SAYING, 1);
            return;
        }
        k = tok(c, (uint32_t)k)->head;
    }
}

void hint_see_sentence(const coder *c, uint32_t sent, hint_traits *l)
{
    const sentence *s = &c->r->sentences[sent];
    begin(c, l);
    PUT_FEW(l, NUMBER, feature_bucket(sent));
    PUT_FEW(l, LENGTH, feature_bucket(s->last - s->first));
    PUT_FEW(l, POLITICS, c->politics);
    for (uint32_t k = s->first; k <= s->last; k++) {
        if (is_content(c, k)) {
            PUT(l, "sentence", c->lemma[k]);
            PUT_FEW_TYPES(l, SENTENCE_TOLD, c->row[k]->told, tok(c, k)->upos == UPOS_VERB);
        }
        if (c->r->mention_of[k] >= 0) {
            const mention *who = &c->r->mentions[c->r->mention_of[k]];
            PUT(l, "sentence sector", view_hash(view_of(who->actor.sector)));
        }
    }
}

void hint_see_word(const coder *c, uint32_t t, hint_traits *l)
{
    begin(c, l);
    add_itself(c, t, l);
}

void hint_see_around(const coder *c, uint32_t t, hint_traits *l)
{
    begin(c, l);
    add_head(c, t, l);
    add_children(c, t, l);
    add_saying(c, t, l);
    add_neighbours(c, t, l);
}
