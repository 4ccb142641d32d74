/* code/reading.c - which sense of which entry a word is read with.
 *
 * Of the senses of an entry the first whose demands hold is taken, of the entries of one length the
 * narrowest; a sense NONE ends the search.  Where none fits, twice a sense is taken that lacks
 * little; each sense is bound again only if what it lacked is what is then forgiven.
 */
#include <stddef.h>

#include "code/code_priv.h"

#define TRIGGERS_MAX 24

void note_miss(coder *c, const trigger *t, const char *why_not, float probability)
{
    near_miss *m = &c->misses[tok(c, t->token)->sent];
    if (m->entry == NULL || probability > m->probability) {
        *m = (near_miss){t->entry, why_not, probability};
    }
}

/* Of an entry's senses the later ones share the last bit. */
static uint64_t sense_bit(uint32_t i)
{
    return (uint64_t)1 << (i < 63 ? i : 63);
}

static void note_lack(trigger *t, uint32_t i, lack what)
{
    bool relaxable = what == LACKS_OBJECT || what == LACKS_COMPLEMENT || what == LACKS_FORM;
    t->relaxable |= relaxable ? sense_bit(i) : 0;
    t->unaimable |= what == LACKS_RECIPIENT ? sense_bit(i) : 0;
}

/* Which senses' first demands may hold, by masks that meet: most fall here.  The others are fetched
 * meanwhile; nobody could foresee which. */
static void screen(coder *c, trigger *t)
{
    const lexicon_guard *guards = &c->lex->guards[t->entry->first_sense];
    const lexicon_sense *senses = &c->lex->senses[t->entry->first_sense];
    const demand_reach *reach = NULL; /* of the kind before: the same for all senses */
    item_kind before = ITEM_COUNT;
    for (uint32_t i = 0; i < t->entry->nsenses; i++) {
        const lexicon_guard *guard = &guards[i];
        const item_kind kind = (item_kind)guard->kind;
        reach = reach == NULL || kind != before ? reach_of(c, t, kind) : reach;
        before = kind;
        const bool may = ((guard->classes & reach->classes) != 0) |
                         lexicon_filters_meet(&guard->filter, &reach->words);
        const bool forgiven = (kind == ITEM_OBJECT) | (kind == ITEM_COMPLEMENT);
        t->open |= may ? sense_bit(i) : 0;
        t->relaxable |= forgiven > may ? sense_bit(i) : 0;
        __builtin_prefetch(may ? (const void *)&senses[i] : guard);
        __builtin_prefetch(may ? (const void *)&c->lex->items[guard->first_item] : guard);
    }
}

/* What the last sense lacks that was screened out; else what the last one did. */
static lack last_lack(const coder *c, const trigger *t, lack what)
{
    const uint32_t last = t->entry->nsenses - 1U;
    const bool open = t->entry->nsenses == 0 || (t->open & sense_bit(last)) != 0;
    return open ? what : lacking((item_kind)c->lex->guards[t->entry->first_sense + last].kind);
}

/* The first sense of the entry that fits; false = none. */
static bool first_fitting(coder *c, trigger *t, candidate *out)
{
    lack missing = LACKS_NOTHING;
    const uint64_t open = c->unaimed ? t->open & t->unaimable : t->open;
    for (uint32_t i = 0; i < t->entry->nsenses; i++) {
        if ((open & sense_bit(i)) == 0) {
            continue;
        }
        missing = bind_sense(c, t, &c->lex->senses[t->entry->first_sense + i], out);
        if (missing == LACKS_NOTHING) {
            return true;
        }
        note_lack(t, i, missing);
    }
    if (!c->unaimed) {
        missing = last_lack(c, t, missing);
        bool parties = missing == LACKS_ACTOR || missing == LACKS_RECIPIENT;
        note_miss(c, t, lack_name(missing), parties ? 0.1F : 0);
    }
    return false;
}

/* Of the lists only what is in them. */
void candidate_copy(candidate *to, const candidate *from)
{
    memcpy(to, from, offsetof(candidate, actors));
    to->actors.count = from->actors.count;
    memcpy(to->actors.at, from->actors.at, from->actors.count * sizeof *from->actors.at);
    to->recipients.count = from->recipients.count;
    memcpy(to->recipients.at, from->recipients.at,
           from->recipients.count * sizeof *from->recipients.at);
}

/* How much a sense demands: of entries of one length the narrowest is taken. */
static int narrowness(const coder *c, const lexicon_sense *sense)
{
    int score = sense->type == ACT_NONE ? 6 : 0;
    for (uint32_t i = 0; i < sense->nitems; i++) {
        switch ((item_kind)c->lex->items[sense->first_item + i].kind) {
        case ITEM_OBJECT:
        case ITEM_SUBJECT:
        case ITEM_MOD:
            score += 8;
            break;
        case ITEM_COMPLEMENT:
            score += 6;
            break;
        case ITEM_WITH_WORD:
            score += 5;
            break;
        case ITEM_ACTOR:
        case ITEM_RECIPIENT:
        case ITEM_BOTH:
        case ITEM_TOPIC:
        case ITEM_OBJECT_NOT:
        case ITEM_SUBJECT_NOT:
        case ITEM_MOD_NOT:
        case ITEM_LIGHT:
        case ITEM_COUNT:
            break;
        }
    }
    score += sense->comp != COMP_ANY ? 4 : 0;
    score += sense->actor_is != IS_POLITICAL || sense->recipient_is != IS_ANY ? 2 : 0;
    return score - (sense->uncertain ? 20 : 0);
}

/* The best reading among the triggers found at one token, longest entries first; a shorter one only
 * counts against one that is unsure ("met in Rabat" against "met"); -1 = none. */
static int best_reading(coder *c, trigger *found, size_t n, const bool *claimed, candidate *out)
{
    int best = -1;
    int best_score = 0;
    for (size_t i = 0; i < n; i++) {
        candidate filled;
        bool shorter = best >= 0 && found[i].entry->nwords < found[best].entry->nwords;
        if (shorter && !out->sense->uncertain) {
            break;
        }
        if (claimed[found[i].token] || !first_fitting(c, &found[i], &filled)) {
            continue;
        }
        int score = narrowness(c, filled.sense);
        if (best < 0 || score > best_score) {
            best = (int)i;
            best_score = score;
            candidate_copy(out, &filled);
        }
    }
    return best;
}

/* Whether all senses of what was found are of one type: a verb that tells an act whatever its
 * object ("vetoed", "besieged"). */
static bool one_type(const coder *c, const trigger *found, size_t n)
{
    unsigned type = ACT_NONE;
    for (size_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < found[i].entry->nsenses; k++) {
            unsigned of = c->lex->guards[found[i].entry->first_sense + k].type;
            if (of != ACT_NONE && type != ACT_NONE && of != type) {
                return false;
            }
            type = of != ACT_NONE ? of : type;
        }
    }
    return n > 0 && type != ACT_NONE;
}

/* When no sense fits: the sense whose complement stands there, else the one that asks for least, of
 * a verb of one type, its object unlooked at.  The judge sees that it is so. */
static int relaxed_reading(coder *c, const trigger *found, size_t n, const bool *claimed,
                           candidate *out)
{
    int best = -1;
    int best_score = 0;
    c->relaxed = one_type(c, found, n);
    for (size_t i = 0; i < n && c->relaxed; i++) {
        bool general = is_class(c, found[i].token, LEX_general); /* of which all is looked at */
        bool may = !general && !claimed[found[i].token];
        for (uint32_t k = 0; k < found[i].entry->nsenses && may; k++) {
            candidate filled;
            const lexicon_sense *sense = &c->lex->senses[found[i].entry->first_sense + k];
            if ((found[i].relaxable & sense_bit(k)) == 0 || sense->type == ACT_NONE ||
                bind_sense(c, &found[i], sense, &filled) != LACKS_NOTHING) {
                continue;
            }
            int score = complement_told(c, &found[i], sense)
                            ? narrowness(c, sense) + 40
                            : -narrowness(c, sense) - (sense->mode != 0 ? 4 : 0);
            if (best < 0 || score > best_score) {
                best = (int)i;
                best_score = score;
                filled.relaxed = true;
                candidate_copy(out, &filled);
            }
        }
    }
    c->relaxed = false;
    return best;
}

/* When every sense that fits lacks but whom it was done to ("seized 300 guns", "a lockdown began"):
 * somebody, whom the text leaves out.  The judge sees that it is so. */
static int unaimed_reading(coder *c, trigger *found, size_t n, const bool *claimed, candidate *out)
{
    for (size_t i = 0; i < n; i++) {
        c->unaimed = c->unaimed || found[i].unaimable != 0;
    }
    int best = c->unaimed ? best_reading(c, found, n, claimed, out) : -1;
    c->unaimed = false;
    if (best >= 0) {
        out->unaimed = true;
    }
    return best;
}

bool read_token(coder *c, uint32_t t, const bool *claimed, candidate *out)
{
    trigger found[TRIGGERS_MAX];
    size_t n = triggers_at(c, t, found, TRIGGERS_MAX);
    if (n == 0) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        screen(c, &found[i]);
    }
    int best = best_reading(c, found, n, claimed, out);
    best = best < 0 ? unaimed_reading(c, found, n, claimed, out) : best;
    best = best < 0 ? relaxed_reading(c, found, n, claimed, out) : best;
    return best >= 0;
}
