/* syntax/names_look.c - what a word is known by before labelling: its own shape, the lexicon, and
 * what the rest of the report shows of the same word.
 *
 * The second is cheap and worth much: "Kato" alone late in a report stands in "David Kato" at its
 * beginning.  All words with a capital get a slot in a table of the block; a first pass collects,
 * a second one deals out.  (After the non-local features of Ratinov and Roth 2009 and Krishnan and
 * Manning 2006, without a second labelling.)
 */
#include "syntax/names.h"

typedef struct {
    uint32_t hash; /* 0 = free */
    uint32_t before, after, run_last;
    uint8_t hints[NAME_KINDS];
    uint8_t seen, longest;
    uint8_t times;
    uint32_t number; /* from 1 */
} slot;

typedef struct {
    slot *slots;
    uint32_t mask, count; /* slots in use */
} gathering;

static slot *slot_at(gathering *g, uint32_t hash, bool make)
{
    uint32_t at = hash;
    while (g->slots[at & g->mask].hash != 0) {
        if (g->slots[at & g->mask].hash == hash) {
            return &g->slots[at & g->mask];
        }
        at++;
    }
    if (!make) {
        return NULL;
    }
    g->slots[at & g->mask].hash = hash;
    g->slots[at & g->mask].number = ++g->count;
    return &g->slots[at & g->mask];
}

/* Upper, title or mixed case: shape's low bits (syntax/words.c). */
static bool is_capital(const token *t, const word *w)
{
    unsigned kind = w->shape & 7U;
    return (kind >= 1 && kind <= 4) || (t->flags & TOKEN_HASHTAG) != 0 ||
           (kind <= 5 && t->form.length > 0 && (uint8_t)t->form.data[0] >= 0xC3);
}

/* Runs of words with capitals, hyphens between them included. */
static void find_runs(const token *tokens, name_word *words, size_t count)
{
    for (size_t t = 0; t < count;) {
        size_t end = t, n = 0;
        while (end < count && n < 200) {
            bool hyphen = end > t && end + 1 < count && tokens[end].form.length == 1 &&
                          tokens[end].form.data[0] == '-' && words[end + 1].capital;
            if (!words[end].capital && !hyphen) {
                break;
            }
            words[end].run_place = (uint8_t)++n;
            end++;
        }
        for (size_t k = t; k < end; k++) {
            words[k].run_length = (uint8_t)n;
        }
        t = end > t ? end : t + 1;
    }
}

/* The longest listed phrase from each word on; a longer one before it wins. */
static void find_listed(const table *lexicon, name_word *words, size_t count)
{
    for (size_t t = 0; t < count;) {
        uint32_t hash = words[t].is.lower, facts = words[t].facts;
        size_t length = fact_listed(facts) != 0 ? 1 : 0, n = 1;
        unsigned kinds = fact_listed(facts);
        while (fact_prefix(facts) && t + n < count) {
            hash = phrase_hash(hash, words[t + n].is.lower);
            facts = table_get(lexicon, hash, 0);
            n++;
            if (fact_listed(facts) != 0) {
                length = n;
                kinds = fact_listed(facts);
            }
        }
        for (size_t k = 0; k < length; k++) {
            words[t + k].listed = (uint8_t)kinds;
            words[t + k].listed_at = length == 1 ? 1 : k == 0 ? 2 : k + 1 == length ? 4 : 3;
        }
        t += length > 0 ? length : 1;
    }
}

static void add_hints(slot *s, unsigned bits)
{
    for (unsigned k = 0; k < NAME_KINDS; k++) {
        s->hints[k] = (uint8_t)(s->hints[k] + ((bits >> k & 1U) != 0 && s->hints[k] < 3));
    }
}

static void gather_word(gathering *g, const name_word *words, size_t count, size_t t, casing how)
{
    const name_word *w = &words[t];
    if (!w->capital) {
        slot *s = w->is.lower == 0 ? NULL : slot_at(g, w->is.lower, false);
        if (s != NULL) {
            s->seen |= SEEN_LOWER;
        }
        return;
    }
    slot *s = slot_at(g, w->is.lower, false);
    if (s == NULL || how == CASING_UPPER || how == CASING_TITLE) {
        return;
    }
    s->times = (uint8_t)(s->times < 255 ? s->times + 1 : 255);
    s->seen |= w->run_length > 1 ? SEEN_LONGER : SEEN_ALONE;
    s->seen |= t > 0 && words[t - 1].is.shape != 7 ? SEEN_CAPITAL_INSIDE : 0;
    add_hints(s, t > 0 ? fact_right(words[t - 1].facts) : 0);
    add_hints(s, t + 1 < count ? fact_left(words[t + 1].facts) : 0);
    if (w->run_length > 1 && w->run_length > s->longest && w->run_length < 9) {
        size_t last = t + w->run_length - w->run_place;
        s->longest = w->run_length;
        s->before = w->run_place > 1 ? words[t - 1].is.lower : 0;
        s->after = w->run_place < w->run_length ? words[t + 1].is.lower : 0;
        s->run_last = words[last].is.lower;
    }
}

static void deal_word(gathering *g, name_word *w)
{
    const slot *s = w->is.lower == 0 ? NULL : slot_at(g, w->is.lower, false);
    if (s == NULL) {
        return;
    }
    w->before = s->before;
    w->after = s->after;
    w->run_last = s->run_last;
    w->number = w->capital ? s->number : 0;
    w->seen = (uint8_t)(s->seen | (s->times > 1 ? SEEN_AGAIN : 0));
    memcpy(w->hints, s->hints, sizeof w->hints);
}

/* From a word of a name or list up to its head. */
static size_t top_of(const token *tokens, size_t t, uint32_t first)
{
    enum { STEPS_UP = 4 };
    for (int k = 0; k < STEPS_UP && tokens[t].head >= 0; k++) {
        unsigned r = tokens[t].deprel;
        if (r != DEPREL_FLAT && r != DEPREL_COMPOUND && r != DEPREL_CONJ) {
            break;
        }
        t = (uint32_t)tokens[t].head - first;
    }
    return t;
}

/* What the tree says; `first` is the report's number of the sentence's first token. */
static void look_at_tree(const token *tokens, size_t count, uint32_t first, name_word *words)
{
    for (size_t t = 0; t < count; t++) {
        size_t top = top_of(tokens, t, first);
        int32_t head = tokens[t].head, above = tokens[top].head;
        words[t].head = head < 0 ? 1 : words[(uint32_t)head - first].is.lower;
        words[t].relation = tokens[t].deprel;
        words[t].top = words[top].is.lower;
        words[t].above = above < 0 ? 1 : words[(uint32_t)above - first].is.lower;
        words[t].top_relation = tokens[top].deprel;
    }
}

/* `first` as above. */
static casing look_sentence(const table *lexicon, const token *tokens, size_t count, uint32_t first,
                            name_word *words, word *plain)
{
    static const vocabulary none = {0};
    casing how = word_list(&none, tokens, count, plain);
    for (size_t t = 0; t < count; t++) {
        table_hint(lexicon, plain[t].lower);
    }
    for (size_t t = 0; t < count; t++) {
        words[t] = (name_word){.is = plain[t]};
        words[t].is.tag = tokens[t].xpos;
        words[t].facts = table_get(lexicon, plain[t].lower, 0);
        words[t].capital = is_capital(&tokens[t], &plain[t]);
    }
    look_at_tree(tokens, count, first, words);
    find_runs(tokens, words, count);
    find_listed(lexicon, words, count);
    return how;
}

uint32_t names_longest(const report *r, const names_block *b)
{
    uint32_t longest = 0;
    for (size_t i = b->first; i < b->end; i++) {
        uint32_t count = r->sentences[i].last - r->sentences[i].first + 1;
        longest = count > longest ? count : longest;
    }
    return longest;
}

/* Looks at each sentence and gives every word with a capital a slot. */
static void look_all(const table *lexicon, const report *r, const names_block *b, gathering *g,
                     word *plain)
{
    uint32_t from = r->sentences[b->first].first;
    for (size_t i = b->first; i < b->end; i++) {
        const sentence *s = &r->sentences[i];
        name_word *w = b->words + (s->first - from);
        size_t count = s->last - s->first + 1;
        b->hows[i - b->first] =
            look_sentence(lexicon, &r->tokens[s->first], count, s->first, w, plain);
        for (size_t t = 0; t < count; t++) {
            if (w[t].capital) {
                (void)slot_at(g, w[t].is.lower, true);
            }
        }
    }
}

bool names_look(const table *lexicon, const report *r, names_block *b, arena *scratch)
{
    uint32_t from = r->sentences[b->first].first, size = 64;
    size_t n = r->sentences[b->end - 1].last + 1 - from;
    while (size < 2 * n) {
        size *= 2;
    }
    gathering g = {ARENA_ARRAY(scratch, slot, size), size - 1, 0};
    word *plain = ARENA_ARRAY(scratch, word, names_longest(r, b));
    if (g.slots == NULL || plain == NULL) {
        return false;
    }
    look_all(lexicon, r, b, &g, plain);
    for (size_t i = b->first; i < b->end; i++) {
        const sentence *s = &r->sentences[i];
        name_word *w = b->words + (s->first - from);
        for (size_t t = 0; t <= s->last - s->first; t++) {
            gather_word(&g, w, s->last - s->first + 1, t, b->hows[i - b->first]);
        }
    }
    for (size_t t = 0; t < n; t++) {
        deal_word(&g, &b->words[t]);
    }
    b->nnumbers = g.count;
    return true;
}
