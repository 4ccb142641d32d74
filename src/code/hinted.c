/* code/hinted.c - acts that the hints propose.
 *
 * Each word of content is asked about once.  For each type of act the word of the sentence that
 * tells it most likely is taken, unless the lexicon proposes such an act there already; the frames
 * of data/acts/learned.txt are filled at it, and of those that fit the judge's likeliest stays.
 */
#include "code/code_priv.h"

#define LEAST 70         /* of 255: words less likely are not proposed */
#define HOPELESS (-1.8F) /* a word that says so little by itself is not looked around */

/* Notes what the word tells, and for each type whether no word of its sentence told it so likely.
 */
static void note(coder *c, uint32_t t, const float *p)
{
    hint_best *best = &c->best_hints[tok(c, t)->sent];
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        const uint8_t chance = (uint8_t)(p[k] * 255.0F);
        c->chance[t][k] = chance;
        if (chance > best->chance[k]) {
            best->chance[k] = chance;
            best->token[k] = t;
        }
    }
}

static void add(const coder *c, const hint_traits *seen, hint_sums *sums)
{
    hint_add(c->hints, seen->at, seen->count, sums);
    hint_add_slots(c->hints, seen->slots, seen->nslots, sums);
}

/* What a sentence says. */
typedef struct {
    uint32_t sent; /* UINT32_MAX = of none yet */
    hint_sums sums;
} sentence_hint;

/* Asks about a word; what its sentence says is known from the first of its words on. */
static void ask(coder *c, uint32_t t, sentence_hint *sentence)
{
    hint_traits seen;
    hint_sums sums = {0};
    float p[HINT_TYPES];
    hint_see_word(c, t, &seen);
    add(c, &seen, &sums);
    if (hint_most(c->hints, &sums) < HOPELESS) {
        return;
    }
    if (sentence->sent != tok(c, t)->sent) {
        *sentence = (sentence_hint){.sent = tok(c, t)->sent};
        hint_see_sentence(c, sentence->sent, &seen);
        add(c, &seen, &sentence->sums);
    }
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        sums.at[k] += sentence->sums.at[k];
    }
    hint_see_around(c, t, &seen);
    add(c, &seen, &sums);
    hint_chances(c->hints, &sums, p);
    note(c, t, p);
}

bool hint_all(coder *c)
{
    c->chance = NULL;
    if (c->hints == NULL || c->hints->rows == NULL) {
        return true;
    }
    c->chance = arena_array(c->scratch, c->r->ntokens, sizeof *c->chance);
    c->best_hints = ARENA_ARRAY(c->scratch, hint_best, c->r->nsentences);
    if (c->chance == NULL || c->best_hints == NULL) {
        return false;
    }
    sentence_hint sentence = {.sent = UINT32_MAX};
    for (uint32_t t = 0; t < c->r->ntokens; t++) {
        if (hint_asked(c, t)) {
            ask(c, t, &sentence);
        }
    }
    return true;
}

unsigned hint_step(unsigned chance)
{
    static const uint8_t steps[] = {3, 8, 20, 40, 70, 105, 150, 200, 235};
    unsigned step = 0;
    while (step < sizeof steps && chance >= steps[step]) {
        step++;
    }
    return step;
}

void hint_at(const coder *c, const trigger *t, uint8_t chance[HINT_TYPES])
{
    memset(chance, 0, HINT_TYPES);
    for (uint32_t k = t->first; c->chance != NULL && k <= t->last; k++) {
        for (unsigned type = 0; type < HINT_TYPES; type++) {
            const uint8_t p = c->chance[k][type];
            chance[type] = p > chance[type] ? p : chance[type];
        }
    }
}

unsigned hint_in_sentence(const coder *c, uint32_t sent, unsigned type)
{
    return c->chance == NULL ? 0 : c->best_hints[sent].chance[type - 1];
}

/* The frames of a type, for a noun or another word; null = none. */
static const lexicon_entry *frames_of(const coder *c, unsigned type, bool noun)
{
    char name[24] = "*";
    const char *of = act_name(type);
    size_t n = 1;
    for (; of[n - 1] != 0 && n + 1 < sizeof name; n++) {
        name[n] = ascii_lower(of[n - 1]);
    }
    const uint32_t word = lexicon_word(c->lex, (view){name, n});
    for (uint32_t i = 0; word != LEXICON_NONE && i < c->lex->words[word].nentries; i++) {
        const lexicon_entry *entry = &c->lex->entries[c->lex->words[word].first_entry + i];
        if ((entry->kind == ENTRY_NOUN) == noun) {
            return entry;
        }
    }
    return NULL;
}

/* Whether the word tells another type more likely. */
static bool tells_other(const coder *c, uint32_t t, unsigned type)
{
    bool other = false;
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        other = other || c->chance[t][k] > c->chance[t][type - 1];
    }
    return other;
}

static bool is_told(const proposal_list *all, size_t first, unsigned type)
{
    for (size_t i = first; i < all->count; i++) {
        const proposal *p = &all->at[i];
        if (p->a.type == type && (p->why_not == NULL || p->soft)) {
            return true;
        }
    }
    return false;
}

static void propose_word(coder *c, uint32_t t, unsigned type, proposal_list *all)
{
    const lexicon_entry *entry = frames_of(c, type, tok(c, t)->upos == UPOS_NOUN);
    const trigger at = {.entry = entry, .token = t, .first = t, .last = t, .extra = -1, .noun = t};
    const size_t first = all->count;
    for (uint32_t i = 0; entry != NULL && i < entry->nsenses; i++) {
        candidate filled;
        if (bind_sense(c, &at, &c->lex->senses[entry->first_sense + i], &filled) != LACKS_NOTHING) {
            continue;
        }
        filled.hinted = true;
        filled.st = standing_of(c, &filled);
        propose(c, &filled, all);
        if (c->judge->weights != NULL && all->count > first + 1) { /* training wants them all */
            proposal *best = &all->at[first];
            const proposal *next = &all->at[--all->count];
            *best = next->probability > best->probability ? *next : *best;
        }
    }
}

/* In the order of the text. */
static void order(proposal_list *all, size_t first)
{
    for (size_t i = first + 1; i < all->count; i++) {
        const proposal p = all->at[i];
        size_t k = i;
        for (; k > first && all->at[k - 1].a.trigger > p.a.trigger; k--) {
            all->at[k] = all->at[k - 1];
        }
        all->at[k] = p;
    }
}

void propose_hinted(coder *c, uint32_t sent, size_t first, proposal_list *all)
{
    const size_t before = all->count;
    for (unsigned type = 1; c->chance != NULL && type < ACT_COUNT; type++) {
        const uint32_t t = c->best_hints[sent].token[type - 1];
        if (c->best_hints[sent].chance[type - 1] >= LEAST && !tells_other(c, t, type) &&
            !is_spoken_for(c, t) && !is_told(all, first, type)) {
            propose_word(c, t, type, all);
        }
    }
    if (all->count > before) {
        order(all, first);
    }
}

uint32_t code_hint_traits(const code_work *work, uint32_t t, uint32_t *out)
{
    static void (*const see[])(const coder *, uint32_t,
                               hint_traits *) = {hint_see_word, hint_see_around, hint_see_sentence};
    const coder *c = work->coder;
    uint32_t n = 0;
    for (size_t i = 0; i < 3 && hint_asked(c, t); i++) {
        hint_traits seen;
        see[i](c, see[i] == hint_see_sentence ? tok(c, t)->sent : t, &seen);
        memcpy(out + n, seen.at, seen.count * sizeof *out);
        n += (uint32_t)seen.count;
    }
    return n;
}
