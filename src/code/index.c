/* code/index.c - a report laid out for the coder: its tokens as words of the lexicon, its
 * dependency trees as child lists, which place or time each token is part of.
 */
#include "code/code_priv.h"

#define STEM_MAX 40 /* bytes of a form whose lemma is mended */

/* stem + add as a word of the lexicon; LEXICON_NONE = no such word. */
static uint32_t known_stem(const coder *c, view form, size_t stem, const char *add)
{
    char word[STEM_MAX + 2];
    size_t n = 0, extra = strlen(add);
    for (; n < stem; n++) {
        word[n] = ascii_lower(form.data[n]);
    }
    memcpy(word + n, add, extra);
    return lexicon_word(c->lex, (view){word, n + extra});
}

/* The tagger guesses the lemmas of words it has not seen ("convened": "conven"); where the lexicon
 * lacks the guess it is asked for the other stems that the ending allows. */
static uint32_t mended_word(const coder *c, uint32_t t)
{
    static const struct {
        const char *ending, *add;
        bool undouble;
    } ways[] = {{"ied", "y", false}, {"ies", "y", false}, {"ing", "", false}, {"ing", "e", false},
                {"ing", "", true},   {"ed", "", false},   {"ed", "e", false}, {"ed", "", true},
                {"es", "", false},   {"s", "", false}};
    view form = tok(c, t)->form;
    bool noun = tok(c, t)->upos == UPOS_NOUN;
    if (form.length > STEM_MAX) {
        return LEXICON_NONE;
    }
    if (tok(c, t)->upos != UPOS_VERB && !noun) {
        view lemma = tok(c, t)->lemma;
        bool asked = view_equal(form, lemma) || view_equal_nocase(form, lemma);
        return asked ? LEXICON_NONE : known_stem(c, form, form.length, "");
    }
    uint32_t word = LEXICON_NONE;
    for (size_t i = noun ? 8 : 0; i < sizeof ways / sizeof *ways && word == LEXICON_NONE; i++) {
        size_t stem = form.length - strlen(ways[i].ending);
        if (form.length < strlen(ways[i].ending) + 3 || !view_ends(form, view_of(ways[i].ending))) {
            continue;
        }
        bool doubled = form.data[stem - 1] == form.data[stem - 2];
        if (!ways[i].undouble || doubled) {
            word = known_stem(c, form, ways[i].undouble ? stem - 1 : stem, ways[i].add);
        }
    }
    return word;
}

enum { CAPITAL = 1, HYPHEN = 2 };

/* Which of them the word has. */
static unsigned marks_of(view word)
{
    unsigned marks = 0;
    for (size_t i = 0; i < word.length; i++) {
        marks |= ascii_upper(word.data[i]) ? CAPITAL : 0;
        marks |= word.data[i] == '-' ? HYPHEN : 0;
    }
    return marks;
}

/* The word of the token's lemma; its row is fetched meanwhile.  What is found as it stands has
 * neither capitals nor hyphens, since the lexicon has none. */
static uint32_t find_word(const coder *c, uint32_t t, bool *parted)
{
    view lemma = tok(c, t)->lemma;
    uint32_t word = lexicon_hashed_word(c->lex, c->lemma[t]);
    *parted = false;
    if (word == LEXICON_NONE) {
        const unsigned marks = marks_of(lemma);
        *parted = (marks & HYPHEN) != 0;
        word = (marks & CAPITAL) != 0 ? lexicon_word(c->lex, lemma) : LEXICON_NONE;
        word = word == LEXICON_NONE ? mended_word(c, t) : word;
    }
    if (word != LEXICON_NONE) {
        __builtin_prefetch(&c->lex->words[word]);
    }
    return word;
}

static void add_word(coder *c, uint32_t word, uint32_t t)
{
    const uint32_t sought = word == LEXICON_NONE ? 0 : c->lex->words[word].sought;
    if (sought != 0) {
        lexicon_filter_join(&c->sought_in[tok(c, t)->sent], &c->lex->sought[sought]);
    }
    c->word_bits[c->nwords] = lexicon_filter_bit(word);
    c->words[c->nwords++] = (code_word){word, t};
}

/* The words of a lemma with hyphens. */
static void add_pieces(coder *c, uint32_t t, lexicon_filter *words)
{
    view lemma = tok(c, t)->lemma;
    size_t from = 0;
    for (size_t i = 0; i <= lemma.length; i++) {
        if (i < lemma.length && lemma.data[i] != '-') {
            continue;
        }
        if (i > from) {
            uint32_t word = lexicon_word(c->lex, view_cut(lemma, from, i));
            add_word(c, word, t);
            lexicon_filter_add(words, word);
        }
        from = i + 1;
    }
}

/* Has the machine fetch what is looked at of the word's entries. */
static void bid_entries(const coder *c, const lexicon_word_row *row)
{
    __builtin_prefetch(&c->lex->further[row->first_entry]);
    __builtin_prefetch(&c->lex->last[row->first_entry]);
}

static void index_words(coder *c, uint32_t t, bool parted)
{
    static const lexicon_word_row none = {.classes = 0};
    const lexicon_word_row *row = c->word[t] == LEXICON_NONE ? &none : &c->lex->words[c->word[t]];
    const uint32_t verb = tok(c, t)->upos == UPOS_VERB ? row->verb : 0;
    if (verb > 0) {
        c->word[t] = verb - 1;
        row = &c->lex->words[verb - 1];
    }
    c->row[t] = row;
    bid_entries(c, row);
    c->word_at[t] = c->nwords;
    lexicon_filter *words = &c->words_of[tok(c, t)->sent];
    lexicon_filter_add(words, c->word[t]);
    if (parted) {
        add_pieces(c, t, words);
    } else if (tok(c, t)->lemma.length > 0) {
        add_word(c, c->word[t], t);
    }
}

/* In rounds, so that what one looks at has been fetched since the round before. */
static void index_all_words(coder *c, bool *parted)
{
    const uint32_t n = (uint32_t)c->r->ntokens;
    for (uint32_t t = 0; t < n; t++) {
        c->lemma[t] = view_hash(tok(c, t)->lemma);
        lexicon_bid(c->lex, c->lemma[t]);
    }
    for (uint32_t t = 0; t < n; t++) {
        c->word[t] = find_word(c, t, &parted[t]);
    }
    for (uint32_t t = 0; t < n; t++) {
        index_words(c, t, parted[t]);
    }
    c->words[c->nwords] = (code_word){LEXICON_NONE, UINT32_MAX};
}

static const int32_t *layer_or_none(coder *c, const int32_t *layer)
{
    if (layer != NULL) {
        return layer;
    }
    int32_t *none = ARENA_ROOM(c->scratch, int32_t, c->r->ntokens);
    for (size_t t = 0; none != NULL && t < c->r->ntokens; t++) {
        none[t] = -1;
    }
    return none;
}

/* Which place each token is part of (-1 = none), and whether it is part of a time. */
static void index_places(coder *c)
{
    const report *r = c->r;
    c->place_at = ARENA_ROOM(c->scratch, int32_t, r->ntokens);
    for (size_t t = 0; c->place_at != NULL && t < r->ntokens; t++) {
        c->place_at[t] = -1;
    }
    c->in_time = ARENA_ARRAY(c->scratch, bool, r->ntokens);
    for (size_t i = 0; c->in_time != NULL && i < r->ntimes; i++) {
        for (uint32_t t = r->times[i].first; t <= r->times[i].last && t < r->ntokens; t++) {
            c->in_time[t] = true;
        }
    }
    for (size_t i = 0; c->place_at != NULL && i < r->nplaces; i++) {
        for (uint32_t t = r->places[i].first; t <= r->places[i].last && t < r->ntokens; t++) {
            c->place_at[t] = (int32_t)i;
        }
    }
}

bool coder_index(coder *c)
{
    report *r = c->r;
    size_t n = r->ntokens;
    size_t total = 0;
    for (size_t t = 0; t < n; t++) {
        total += 1 + r->tokens[t].lemma.length / 2;
    }
    c->first_child = ARENA_ROOM(c->scratch, int32_t, n);
    c->next_sibling = ARENA_ROOM(c->scratch, int32_t, n);
    c->relations = ARENA_ARRAY(c->scratch, uint64_t, n);
    c->lemma = ARENA_ROOM(c->scratch, uint64_t, n);
    c->word = ARENA_ROOM(c->scratch, uint32_t, n);
    c->row = ARENA_ROOM(c->scratch, const lexicon_word_row *, n);
    c->word_at = ARENA_ROOM(c->scratch, uint32_t, n);
    c->entry_at = ARENA_ROOM(c->scratch, uint32_t, n + 1);
    c->words = ARENA_ROOM(c->scratch, code_word, total + 1);
    c->word_bits = ARENA_ARRAY(c->scratch, uint8_t, total + LANES_BITS);
    bool *parted = ARENA_ROOM(c->scratch, bool, n); /* lemmas with hyphens */
    c->words_of = ARENA_ARRAY(c->scratch, lexicon_filter, r->nsentences);
    c->sought_in = ARENA_ARRAY(c->scratch, lexicon_filter, r->nsentences);
    index_places(c);
    c->time_of = layer_or_none(c, r->time_of);
    c->place_of = layer_or_none(c, r->place_of);
    c->statement_of = layer_or_none(c, r->statement_of);
    if (arena_failed(c->scratch)) {
        return false;
    }
    index_all_words(c, parted);
    for (size_t t = 0; t < n; t++) {
        c->first_child[t] = c->next_sibling[t] = -1;
    }
    for (size_t t = n; t-- > 0;) {
        int32_t head = r->tokens[t].head;
        if (head >= 0) {
            c->next_sibling[t] = c->first_child[head];
            c->first_child[head] = (int32_t)t;
            c->relations[head] |= relation_bit(r->tokens[t].deprel);
        }
    }
    return true;
}
