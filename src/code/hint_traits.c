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

static void put(hint_traits *l, uint64_t name, uint64_t value)
{
    if (l->count < HINT_TRAITS) {
        uint64_t h = (value ^ name) * 0x9E3779B97F4A7C15ULL;
        l->at[l->count++] = (uint32_t)(h >> (64 - HINT_BITS));
    }
}

#define PUT(l, name, value) put(l, literal_hash("hint " name), value)

static uint64_t both(uint64_t a, uint64_t b)
{
    return (a * 31 + b) * 0xD6E8FEB86659FD93ULL;
}

static bool is_content(const coder *c, uint32_t t)
{
    unsigned u = tok(c, t)->upos;
    return (u == UPOS_VERB || u == UPOS_NOUN || u == UPOS_ADJ) && tok(c, t)->lemma.length > 1;
}

/* The types of act in the mask, each with the key. */
static void put_types(hint_traits *l, uint64_t name, unsigned types, uint64_t key)
{
    for (; types != 0; types &= types - 1) {
        put(l, name, both((uint64_t)__builtin_ctz(types) + 1, key));
    }
}

static const lexicon_word_row *row_of(const coder *c, uint32_t t)
{
    static const lexicon_word_row none = {.told = 0};
    return c->word[t] == LEXICON_NONE ? &none : &c->lex->words[c->word[t]];
}

static void add_itself(const coder *c, uint32_t t, hint_traits *l)
{
    const token *w = tok(c, t);
    const uint64_t lemma = both(c->lemma[t], w->upos);
    const lexicon_word_row *row = row_of(c, t);
    const size_t n = w->lemma.length;
    PUT(l, "word", lemma);
    PUT(l, "xpos", w->xpos);
    PUT(l, "upos", w->upos);
    PUT(l, "relation", w->deprel);
    PUT(l, "word relation", both(lemma, w->deprel));
    PUT(l, "ending", view_hash(view_cut(w->lemma, n < 3 ? 0 : n - 3, n)));
    PUT(l, "start", view_hash(view_cut(w->lemma, 0, n < 4 ? n : 4)));
    PUT(l, "said", c->statement_of[t] >= 0);
    PUT(l, "quoted", (w->flags & TOKEN_QUOTED) != 0);
    PUT(l, "types", (uint64_t)__builtin_popcount(row->told));
    put_types(l, literal_hash("hint told"), row->told, w->upos);
    put_types(l, literal_hash("hint named"), row->named, 0);
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
    put_types(l, literal_hash("hint head told"), row_of(c, head)->told, 0);
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
        PUT(l, "child", d);
        PUT(l, "child word", both(c->lemma[k], d));
        PUT(l, "word child", both(c->lemma[t], d));
        add_somebody(c, k, l);
        if (is_content(c, k)) {
            put_types(l, literal_hash("hint child told"), row_of(c, k)->told, d);
            put_types(l, literal_hash("hint child named"), row_of(c, k)->named, d);
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
            PUT(l, "under saying", 1);
            return;
        }
        k = tok(c, (uint32_t)k)->head;
    }
}

void hint_see_sentence(const coder *c, uint32_t sent, hint_traits *l)
{
    const sentence *s = &c->r->sentences[sent];
    l->count = 0;
    PUT(l, "number", feature_bucket(sent));
    PUT(l, "length", feature_bucket(s->last - s->first));
    PUT(l, "politics", c->politics);
    for (uint32_t k = s->first; k <= s->last; k++) {
        if (is_content(c, k)) {
            PUT(l, "sentence", c->lemma[k]);
            put_types(l, literal_hash("hint sentence told"), row_of(c, k)->told,
                      tok(c, k)->upos == UPOS_VERB);
        }
        if (c->r->mention_of[k] >= 0) {
            const mention *who = &c->r->mentions[c->r->mention_of[k]];
            PUT(l, "sentence sector", view_hash(view_of(who->actor.sector)));
        }
    }
}

bool hint_asked(const coder *c, uint32_t t)
{
    return is_content(c, t) && !c->in_time[t];
}

void hint_see_word(const coder *c, uint32_t t, hint_traits *l)
{
    l->count = 0;
    add_itself(c, t, l);
}

void hint_see_around(const coder *c, uint32_t t, hint_traits *l)
{
    l->count = 0;
    add_head(c, t, l);
    add_children(c, t, l);
    add_saying(c, t, l);
    add_neighbours(c, t, l);
}
