/* code/decide_mode.c - how it was done: the options are the modes of the act's type, and none; of a
 * type without modes there are none.
 *
 * Frames give the mode that the trigger and its object tell; what is asked for, accused of or done
 * besides stands in the words around, which only many reports together teach to read.
 */
#include "code/decide.h"

#define DEEP 4  /* steps below the trigger */
#define CLIMB 4 /* and above it */
#define NEAR 6  /* words on each side */

static void one_option(decision *d, choice *out, uint32_t mode)
{
    choice_option *o = choice_add(out);
    trait_list own;
    bool by_rule = mode == d->a->mode;
    if (o == NULL) {
        return;
    }
    trait_begin(&own);
    o->value = (int32_t)mode;
    o->by_rule = by_rule;
    uint64_t key = mode * 32U + d->a->type;
    trait_number(&own, "rule", by_rule);
    trait_number(&own, "rule-value", key * 2 + by_rule);
    trait_number(&own, "rule-mode", key * 128 + d->a->mode);
    choice_describe(out, o, &own, key + 5000, &d->context);
}

/* The words that tell something below the token. */
static void see_below(const coder *c, uint32_t t, unsigned depth, trait_list *to)
{
    for (int32_t k = c->first_child[t]; k >= 0 && depth > 0; k = c->next_sibling[k]) {
        const token *w = tok(c, (uint32_t)k);
        if (tells(c, (uint32_t)k) || w->upos == UPOS_ADP) {
            uint64_t name = depth == DEEP ? literal_hash("child") : literal_hash("below");
            trait_hash_as(to, name, c->lemma[k]);
        }
        see_below(c, (uint32_t)k, depth - 1, to);
    }
}

/* The words above and beside, and what the words of the sentence speak of. */
static void see_around(decision *d)
{
    const coder *c = d->c;
    const sentence *s = &c->r->sentences[d->a->sent];
    const int64_t t = d->a->trigger;
    trait_list *to = &d->context;
    int32_t up = tok(c, d->a->trigger)->head;
    for (unsigned i = 0; i < CLIMB && up >= 0; i++) {
        trait_hash(to, "above", c->lemma[up]);
        up = tok(c, (uint32_t)up)->head;
    }
    uint64_t of = 0;
    for (uint32_t k = s->first; k <= s->last; k++) {
        const bool near = k != t && k + NEAR >= t && k <= t + NEAR;
        of |= c->row[k]->contexts;
        if (near && tells(c, k)) {
            trait_hash(to, "near", c->lemma[k]);
        }
    }
    for (; of != 0; of &= of - 1) {
        trait_number(to, "of", (unsigned)__builtin_ctzll(of));
    }
}

static void see_sides(decision *d)
{
    const coder *c = d->c;
    const int32_t object = deep_object(c, d->a->trigger);
    uint64_t kinds = object < 0 ? 0 : stands_for(c, (uint32_t)object);
    trait_hash(&d->context, "subject", lemma_hash(c, deep_subject(c, d->a->trigger)));
    for (; kinds != 0; kinds &= kinds - 1) {
        trait_number(&d->context, "object-kind", (unsigned)__builtin_ctzll(kinds));
    }
}

static void see_frame(decision *d)
{
    const coder *c = d->c;
    const act *a = d->a;
    const candidate *found = d->found;
    const char *actor = a->nactors > 0 ? a->actors[0].actor.code : "";
    const char *recipient = a->nrecipients > 0 ? a->recipients[0].actor.code : "";
    trait_list *to = &d->context;
    trait_begin(to);
    trait_number(to, "all", 0);
    trait_number(to, "frame", found->sense->frame);
    trait_word(to, "cameo", view_of(a->cameo));
    trait_number(to, "status", a->status);
    trait_number(to, "one-country", (unsigned)(code_equal(actor, recipient) || *recipient == 0));
    trait_word(to, "actor", first_sector(a->actors, a->nactors));
    trait_word(to, "recipient", first_sector(a->recipients, a->nrecipients));
    trait_number(to, "parties", (a->nactors > 2) + 2U * (a->nrecipients > 1));
    trait_hash(to, "lemma", c->lemma[a->trigger]);
    trait_number(to, "entry", d->entry);
    trait_hash(to, "head", lemma_hash(c, tok(c, a->trigger)->head));
    see_below(c, a->trigger, DEEP, to);
    see_around(d);
    see_sides(d);
}

/* Who visits goes to somebody: those who "met during a visit" have met. */
static bool is_meeting(const act *a)
{
    return a->type == ACT_CONSULT && a->mode != MODE_CONSULT_VISIT && a->nactors > 1 &&
           a->nrecipients == 0;
}

void options_of_mode(decision *d, choice *out)
{
    uint32_t mode = mode_first(d->a->type);
    if (mode == MODE_COUNT) {
        return;
    }
    see_frame(d);
    one_option(d, out, MODE_NONE);
    for (; mode_type(mode) == d->a->type; mode++) {
        if (mode != MODE_CONSULT_VISIT || !is_meeting(d->a)) {
            one_option(d, out, mode);
        }
    }
}

/* The most general CAMEO code that the lexicon has for the type and mode. */
void name_mode(const decision *d, act *a)
{
    const lexicon *lex = d->c->lex;
    const char *best = a->mode == MODE_NONE ? lex->type_code[a->type] : lex->mode_code[a->mode];
    if (best[0] != 0) {
        memcpy(a->cameo, best, sizeof a->cameo);
    }
}
