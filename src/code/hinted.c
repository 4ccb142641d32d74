/* code/hinted.c - acts that the hints propose.
 *
 * Each word of content is asked about once.  For each type of act the word of the sentence that
 * tells it most likely is taken, unless the lexicon proposes such an act there already; the frames
 * of data/acts/learned.txt are filled at it, and of those that fit the judge's likeliest stays.
 */
#include "code/code_priv.h"

#define LEAST 70         /* of 255: words less likely are not proposed */
#define TOGETHER 32      /* words of a sentence that are asked about together */
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

/* Has the rows of what is seen fetched. */
static void find(const coder *c, hint_traits *seen)
{
    seen->count = hint_find(c->hints, seen->at, seen->count);
}

static void add(const coder *c, const hint_traits *seen, hint_sums *sums)
{
    hint_add_rows(c->hints, seen->at, seen->count, sums);
    hint_add_slots(c->hints, seen->slots, seen->nslots, sums);
}

/* Words asked about together, so that what one looks at is fetched while others are seen. */
typedef struct {
    uint32_t words[TOGETHER];
    hint_sums sums[TOGETHER];
    uint32_t count;
    hint_traits seen[TOGETHER];
    bool has_sentence; /* what the sentence says is known */
    hint_traits seen_sentence;
    hint_sums sentence;
} hint_batch;

/* Drops the words that by themselves say next to nothing. */
static void drop_hopeless(const coder *c, hint_batch *b)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < b->count; i++) {
        hint_sums sums = {0};
        add(c, &b->seen[i], &sums);
        b->words[kept] = b->words[i];
        b->sums[kept] = sums;
        kept += hint_most(c->hints, &sums) >= HOPELESS;
    }
    b->count = kept;
}

static void ask(coder *c, uint32_t sent, hint_batch *b)
{
    for (uint32_t i = 0; i < b->count; i++) {
        hint_see_word(c, b->words[i], &b->seen[i]);
        find(c, &b->seen[i]);
    }
    drop_hopeless(c, b);
    const bool new = !b->has_sentence && b->count > 0;
    if (new) {
        hint_see_sentence(c, sent, &b->seen_sentence);
        find(c, &b->seen_sentence);
    }
    for (uint32_t i = 0; i < b->count; i++) {
        hint_see_around(c, b->words[i], &b->seen[i]);
        find(c, &b->seen[i]);
    }
    if (new) {
        b->has_sentence = true;
        b->sentence = (hint_sums){0};
        add(c, &b->seen_sentence, &b->sentence);
    }
    for (uint32_t i = 0; i < b->count; i++) {
        float p[HINT_TYPES];
        hint_sums sums = b->sums[i];
        for (unsigned k = 0; k < HINT_TYPES; k++) {
            sums.at[k] += b->sentence.at[k];
        }
        add(c, &b->seen[i], &sums);
        hint_chances(c->hints, &sums, p);
        note(c, b->words[i], p);
    }
    b->count = 0;
}

bool hint_all(coder *c)
{
    c->chance = NULL;
    if (c->hints == NULL || c->hints->rows == NULL) {
        return true;
    }
    c->chance = arena_array(c->scratch, c->r->ntokens, sizeof *c->chance);
    c->best_hints = ARENA_ARRAY(c->scratch, hint_best, c->r->nsentences);
    hint_batch *b = ARENA_ROOM(c->scratch, hint_batch, 1); /* large: its counts are set */
    if (c->chance == NULL || c->best_hints == NULL || b == NULL) {
        return false;
    }
    for (uint32_t sent = 0; sent < c->r->nsentences; sent++) {
        const sentence *s = &c->r->sentences[sent];
        b->count = 0;
        b->has_sentence = false;
        for (uint32_t t = s->first; t <= s->last; t++) {
            b->words[b->count] = t;
            b->count += hint_asked(c, t);
            if (b->count == TOGETHER) {
                ask(c, sent, b);
            }
        }
        ask(c, sent, b);
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
