/* code/trigger.c - lexicon entries found at tokens.
 *
 * Entries are indexed by their first word.  A verb's further words are its particle or the
 * preposition of a complement, or follow it; a noun's words stand together; a phrase's words follow
 * its verb in order with small words between them.  A trigger is the word that the others hang on.
 */
#include "base/lanes.h"
#include "code/code_priv.h"

#define PHRASE_GAP 5   /* tokens between two words of a phrase, its object apart */
#define OBJECT_GAP 16  /* ... and with it */
#define OBJECT_DEPTH 6 /* steps from a token up to the object */

_Static_assert(LEXICON_BEHIND >= LANES_BITS,
               "the entries' bytes are read without a look at the end");

/* The entry's words, from the code word `at` on without a gap; the last token, or -1. */
static int32_t stand_together(const coder *c, const uint16_t *words, size_t n, uint32_t at)
{
    if (at + n > c->nwords) {
        return -1;
    }
    uint32_t sent = tok(c, c->words[at].token)->sent;
    for (size_t i = 0; i < n; i++) {
        if (c->words[at + i].word != words[i] || tok(c, c->words[at + i].token)->sent != sent) {
            return -1;
        }
    }
    return (int32_t)c->words[at + n - 1].token;
}

/* A complement of `t` that has the preposition; -1 = none. */
static int32_t own_complement(const coder *c, uint32_t t, uint32_t word)
{
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        int32_t first = has_marker(c, (uint32_t)k) ? c->first_child[k] : -1;
        for (int32_t g = first; g >= 0; g = c->next_sibling[g]) {
            unsigned d = tok(c, (uint32_t)g)->deprel;
            if ((d == DEPREL_CASE || d == DEPREL_MARK) && c->word[g] == word) {
                return k;
            }
        }
    }
    return -1;
}

/* ... or one of its complements has: "took part as observers in a drill". */
static int32_t complement_of(const coder *c, uint32_t t, uint32_t word)
{
    int32_t found = own_complement(c, t, word);
    for (int32_t k = c->first_child[t]; k >= 0 && found < 0; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        found = k > (int32_t)t && (d == DEPREL_OBL || d == DEPREL_OBJ)
                    ? own_complement(c, (uint32_t)k, word)
                    : -1;
    }
    return found;
}

static bool has_particle(const coder *c, uint32_t t, uint32_t word, uint32_t *last)
{
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        if (c->word[k] == word && (d == DEPREL_COMPOUND_PRT || d == DEPREL_ADVMOD ||
                                   d == DEPREL_CASE || d == DEPREL_OBL || d == DEPREL_XCOMP)) {
            *last = (uint32_t)k > *last ? (uint32_t)k : *last;
            return true;
        }
    }
    return false;
}

static bool match_verb(const coder *c, const lexicon_entry *entry, trigger *t)
{
    uint32_t at = c->word_at[t->token];
    int32_t end = stand_together(c, entry->words, entry->nwords, at);
    for (size_t i = 1; i < entry->nwords; i++) {
        uint32_t word = entry->words[i];
        int32_t complement = complement_of(c, t->token, word);
        if (complement >= 0) {
            t->extra = complement;
        } else if (end < 0 && !has_particle(c, t->token, word, &t->last)) {
            return false;
        }
    }
    if (end >= 0) {
        t->last = (uint32_t)end > t->last ? (uint32_t)end : t->last;
    }
    return true;
}

/* The token among first .. last whose head lies outside; all of them hang on it. */
static uint32_t head_among(const coder *c, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t <= last; t++) {
        int32_t head = tok(c, t)->head;
        if (head < (int32_t)first || head > (int32_t)last) {
            if (tok(c, t)->upos != UPOS_PUNCT && tok(c, t)->deprel != DEPREL_DET) {
                return t;
            }
        }
    }
    return last;
}

static bool match_noun(const coder *c, const lexicon_entry *entry, trigger *t)
{
    int32_t end = stand_together(c, entry->words, entry->nwords, c->word_at[t->token]);
    if (end < 0) {
        return false;
    }
    t->first = t->token;
    t->last = (uint32_t)end;
    t->token = head_among(c, t->first, t->last);
    return true;
}

static bool passable(const coder *c, uint32_t t)
{
    switch ((int)tok(c, t)->upos) {
    case UPOS_DET:
    case UPOS_ADJ:
    case UPOS_ADV:
    case UPOS_NUM:
    case UPOS_PRON:
    case UPOS_PART:
    case UPOS_PROPN:
        return true;
    case UPOS_NOUN:
    case UPOS_PUNCT:
    case UPOS_VERB:
        return tok(c, t)->deprel == DEPREL_COMPOUND || tok(c, t)->deprel == DEPREL_AMOD ||
               tok(c, t)->deprel == DEPREL_NMOD_POSS || tok(c, t)->deprel == DEPREL_PUNCT;
    default:
        return false;
    }
}

/* Whether t is part of the verb's object ("took TWELVE SOLDIERS hostage"). */
static bool in_object(const coder *c, uint32_t verb, uint32_t t)
{
    int32_t object = child_by(c, verb, DEPREL_OBJ);
    int32_t k = (int32_t)t;
    for (unsigned climbed = 0; object >= 0 && k >= 0 && climbed < OBJECT_DEPTH; climbed++) {
        if (k == object) {
            return true;
        }
        k = tok(c, (uint32_t)k)->head;
    }
    return false;
}

/* The next words of a phrase behind code word `at`; its last token, or -1. */
static int32_t follow_phrase(const coder *c, const lexicon_entry *entry, uint32_t at)
{
    uint32_t verb = c->words[at].token;
    uint32_t sent = tok(c, verb)->sent;
    for (size_t i = 1; i < entry->nwords; i++) {
        uint32_t gap = 0;
        uint32_t start = at++;
        while (at < c->nwords && c->words[at].word != entry->words[i]) {
            bool object = in_object(c, verb, c->words[at].token);
            gap += !object;
            if (gap > PHRASE_GAP || at - start > OBJECT_GAP ||
                (!object && !passable(c, c->words[at].token))) {
                return -1;
            }
            at++;
        }
        if (at >= c->nwords || tok(c, c->words[at].token)->sent != sent) {
            return -1;
        }
    }
    return (int32_t)c->words[at].token;
}

/* The last noun among the phrase's tokens. */
static uint32_t phrase_noun(const coder *c, uint32_t first, uint32_t last)
{
    for (uint32_t t = last; t > first; t--) {
        if (is_noun(c, t) && tok(c, t)->deprel != DEPREL_COMPOUND) {
            return t;
        }
    }
    return first;
}

/* "talks were held": the phrase's noun as the subject of the passive verb. */
static bool passive_phrase(const coder *c, const lexicon_entry *entry, trigger *t)
{
    if (entry->nwords != 2 || !is_passive(c, t->token)) {
        return false;
    }
    int32_t subject = grammatical_subject(c, t->token);
    if (subject < 0 || c->word[subject] != entry->words[1]) {
        return false;
    }
    t->noun = (uint32_t)subject;
    t->first = (uint32_t)subject < t->first ? (uint32_t)subject : t->first;
    return true;
}

static bool match_phrase(const coder *c, const lexicon_entry *entry, trigger *t)
{
    int32_t end = follow_phrase(c, entry, c->word_at[t->token]);
    if (end < 0) {
        return passive_phrase(c, entry, t);
    }
    t->last = (uint32_t)end;
    t->noun = phrase_noun(c, t->token, t->last);
    int32_t object = child_by(c, t->token, DEPREL_OBJ);
    if (object > (int32_t)t->token && object <= end) {
        t->noun = (uint32_t)object;
    }
    return true;
}

static bool fits_pos(const coder *c, const lexicon_entry *entry, uint32_t t)
{
    unsigned u = tok(c, t)->upos;
    switch ((entry_kind)entry->kind) {
    case ENTRY_VERB:
    case ENTRY_PHRASE:
        return u == UPOS_VERB || u == UPOS_AUX || (u == UPOS_ADJ && tok(c, t)->xpos == XPOS_VBN);
    case ENTRY_NOUN:
        return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_ADJ || entry->nwords > 1;
    case ENTRY_AUX:
        return u == UPOS_AUX && tok(c, t)->head >= 0 && is_clause(c, (uint32_t)tok(c, t)->head);
    case ENTRY_ADJ:
        return u == UPOS_ADJ || u == UPOS_VERB || u == UPOS_ADV || u == UPOS_NOUN;
    }
    return false;
}

static bool match_entry(const coder *c, const lexicon_entry *entry, trigger *t)
{
    if (!fits_pos(c, entry, t->token)) {
        return false;
    }
    if (entry->nwords == 1 && entry->kind != ENTRY_PHRASE && entry->kind != ENTRY_AUX) {
        return true; /* the token itself */
    }
    switch ((entry_kind)entry->kind) {
    case ENTRY_VERB:
    case ENTRY_ADJ:
        return match_verb(c, entry, t);
    case ENTRY_NOUN:
        return match_noun(c, entry, t);
    case ENTRY_PHRASE:
        return match_phrase(c, entry, t);
    case ENTRY_AUX:
        t->token = t->noun = (uint32_t)tok(c, t->token)->head;
        return entry->nwords == 1;
    }
    return false;
}

/* Whether the entry's words between the second and the last may all stand in the sentence. */
static bool may_stand(const coder *c, const lexicon_entry *entry, uint32_t sent)
{
    for (uint32_t i = 2; i + 1 < entry->nwords; i++) {
        if (!lexicon_filter_may_have(&c->words_of[sent], entry->words[i])) {
            return false;
        }
    }
    return true;
}

/* Which of the word's entries from `first` on, LANES_BITS at most, may stand in the sentence by
 * their second and last words: bits.  Most fall here, without a look at the entry. */
static uint64_t may_begin(const coder *c, const lexicon_word_row *row, uint32_t first,
                          uint32_t sent)
{
    const uint64_t *words = c->words_of[sent].bits;
    const uint32_t rest = row->nentries - first;
    const uint32_t n = rest < LANES_BITS ? rest : LANES_BITS;
    const uint64_t may = lanes_bits_at(words, &c->lex->further[row->first_entry + first], n);
    return may == 0 ? 0 : may & lanes_bits_at(words, &c->lex->last[row->first_entry + first], n);
}

/* Whether their object is sought at the same place. */
static bool same_object(const trigger *a, const trigger *b)
{
    return a->token == b->token && (a->entry->kind == ENTRY_NOUN) == (b->entry->kind == ENTRY_NOUN);
}

/* The row of the token's first word; of none an empty one. */
static const lexicon_word_row *first_row(const coder *c, uint32_t t)
{
    static const lexicon_word_row none = {.classes = 0};
    const code_word *first = &c->words[c->word_at[t]];
    const bool is_none = (first->token != t) | (first->word == LEXICON_NONE);
    return is_none ? &none : &c->lex->words[first->word];
}

bool find_entries(coder *c, uint32_t sent)
{
    const sentence *s = &c->r->sentences[sent];
    c->entries.count = 0;
    for (uint32_t t = s->first; t <= s->last; t++) {
        const lexicon_word_row *row = first_row(c, t);
        c->entry_at[t - s->first] = (uint32_t)c->entries.count;
        for (uint32_t first = 0; first < row->nentries; first += LANES_BITS) {
            const lexicon_entry *entries = &c->lex->entries[row->first_entry + first];
            for (uint64_t may = may_begin(c, row, first, sent); may != 0; may &= may - 1) {
                const lexicon_entry *entry = &entries[__builtin_ctzll(may)];
                __builtin_prefetch(entry);
                if (!VEC_PUSH(&c->entries, c->scratch, entry)) {
                    return false;
                }
            }
        }
    }
    c->entry_at[s->last + 1 - s->first] = (uint32_t)c->entries.count;
    for (size_t i = 0; i < c->entries.count; i++) {
        __builtin_prefetch(&c->lex->guards[c->entries.at[i]->first_sense]);
    }
    return true;
}

size_t triggers_at(const coder *c, uint32_t t, trigger *out, size_t limit)
{
    const uint32_t sent = tok(c, t)->sent;
    const uint32_t *at = &c->entry_at[t - c->r->sentences[sent].first];
    size_t n = 0;
    for (uint32_t i = at[0]; i < at[1] && n < limit; i++) {
        const lexicon_entry *entry = c->entries.at[i];
        trigger found = {.entry = entry, .token = t, .first = t, .last = t, .extra = -1, .noun = t};
        if (may_stand(c, entry, sent) && match_entry(c, entry, &found)) {
            found.object = n > 0 && same_object(&out[n - 1], &found) ? out[n - 1].object
                                                                     : trigger_object(c, &found);
            out[n++] = found;
        }
    }
    return n;
}

static bool element_at(const coder *c, const lexicon_element *element, uint32_t t)
{
    uint32_t at = c->word_at[t];
    if (at >= c->nwords || c->words[at].token != t) {
        return false;
    }
    for (uint32_t k = 0; k < element->nwords && k <= at; k++) {
        if (element->words[k] == c->words[at].word &&
            stand_together(c, element->words, element->nwords, at - k) >= 0) {
            return true;
        }
    }
    return false;
}

bool in_set(const coder *c, const lexicon_item *item, uint32_t t)
{
    uint32_t at = c->word_at[t];
    if (at >= c->nwords || c->words[at].token != t) {
        return false;
    }
    unsigned how = lexicon_member_of(c->lex, item, c->words[at].word);
    if ((how & LEXICON_ALONE) != 0) {
        return true;
    }
    const lexicon_element *elements = &c->lex->elements[item->first];
    for (uint32_t i = 0; i < item->count && (how & LEXICON_PART) != 0; i++) {
        if (element_at(c, &elements[i], t)) {
            return true;
        }
    }
    return false;
}

/* Whether an element of the set stands in the sentence from the code word `at` on. */
static bool starts_at(const coder *c, const lexicon_item *set, uint32_t at)
{
    uint32_t word = c->words[at].word;
    unsigned how = lexicon_member_of(c->lex, set, word);
    if ((how & LEXICON_ALONE) != 0 && at == c->word_at[c->words[at].token]) {
        return true;
    }
    const lexicon_element *elements = &c->lex->elements[set->first];
    for (uint32_t i = 0; i < set->count && (how & LEXICON_FIRST) != 0; i++) {
        const lexicon_element *one = &elements[i];
        if (one->words[0] == word && stand_together(c, one->words, one->nwords, at) >= 0) {
            return true;
        }
    }
    return false;
}

bool set_in_sentence(const coder *c, const lexicon_item *set, uint32_t sent)
{
    const sentence *s = &c->r->sentences[sent];
    if (!lexicon_filters_meet(&set->filter, &c->words_of[sent])) {
        return false;
    }
    const uint32_t end = s->last + 1 < c->r->ntokens ? c->word_at[s->last + 1] : c->nwords;
    for (uint32_t i = c->word_at[s->first]; i < end; i += LANES_BITS) {
        const uint32_t n = end - i < LANES_BITS ? end - i : LANES_BITS;
        uint64_t may = lanes_bits_at(set->filter.bits, &c->word_bits[i], n);
        for (; may != 0; may &= may - 1) {
            if (starts_at(c, set, i + (uint32_t)__builtin_ctzll(may))) {
                return true;
            }
        }
    }
    return false;
}
