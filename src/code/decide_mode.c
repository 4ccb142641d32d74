/* code/decide_mode.c - how it was done: the options are the modes of the act's type, and none; of a
 * type without modes there are none.
 *
 * Frames give the mode that the trigger and its object tell; what is asked for, accused of or done
 * besides stands in the words around, which only many reports together teach to read.
 */
#include "code/decide.h"

#define DEEP 4 /* steps below the trigger */

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
    choice_describe(o, &own, key + 5000, &d->context);
}

/* The words that tell something below the token. */
static void see_below(const coder *c, uint32_t t, unsigned depth, trait_list *to)
{
    for (int32_t k = c->first_child[t]; k >= 0 && depth > 0; k = c->next_sibling[k]) {
        const token *w = tok(c, (uint32_t)k);
        if (w->upos == UPOS_NOUN || w->upos == UPOS_VERB || w->upos == UPOS_ADJ ||
            w->upos == UPOS_ADP) {
            uint64_t name = depth == DEEP ? literal_hash("child") : literal_hash("below");
            trait_hash_as(to, name, c->lemma[k]);
        }
        see_below(c, (uint32_t)k, depth - 1, to);
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
    trait_word(to, "actor", view_of(a->nactors > 0 ? a->actors[0].actor.sector : "-"));
    trait_word(to, "recipient", view_of(a->nrecipients > 0 ? a->recipients[0].actor.sector : "-"));
    trait_number(to, "parties", (a->nactors > 2) + 2U * (a->nrecipients > 1));
    trait_hash(to, "lemma", c->lemma[a->trigger]);
    trait_number(to, "entry", d->entry);
    trait_hash(to, "head", lemma_hash(c, tok(c, a->trigger)->head));
    see_below(c, a->trigger, DEEP, to);
}

void options_of_mode(decision *d, choice *out)
{
    for (uint32_t mode = 1; mode < MODE_COUNT; mode++) {
        if (mode_type(mode) != d->a->type) {
            continue;
        }
        if (out->count == 0) {
            see_frame(d);
            one_option(d, out, MODE_NONE);
        }
        one_option(d, out, mode);
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
