/* code/decide_status.c - whether it happened: the options are the five that there are.
 *
 * Beside what all choices look at, the words above the act and how their clauses stand, the times
 * that its sentence names, and the words beside it.
 */
#include "code/decide.h"

#define CLIMB 4 /* heads that are looked at */
#define NEAR 3  /* words on each side */
#define CLASS(name) ((uint64_t)1 << LEX_##name)

static void one_option(decision *d, choice *out, uint32_t value, bool by_rule)
{
    choice_option *o = choice_add(out);
    trait_list own;
    if (o == NULL) {
        return;
    }
    trait_begin(&own);
    o->value = (int32_t)value;
    o->by_rule = by_rule;
    trait_number(&own, "rule", by_rule);
    trait_number(&own, "rule-value", value * 2 + by_rule);
    choice_describe(out, o, &own, value + 1000, &d->context);
}

/* Where the time found for the act lies. */
static void see_time(decision *d)
{
    const act *a = d->a;
    day told = d->c->r->anchor_of == NULL ? d->c->r->published : d->c->r->anchor_of[a->sent];
    bool dated = a->when.from != DAY_NONE && told != DAY_NONE;
    int far = dated ? far_from(a->when.from, told) : 20;
    int end = dated && a->when.to != DAY_NONE ? far_from(a->when.to, told) : 20;
    trait_number(&d->context, "from", (uint64_t)(far + 50));
    trait_number(&d->context, "to", (uint64_t)(end + 50));
    trait_number(&d->context, "timed",
                 (unsigned)(a->time >= 0 ? 1 + d->c->r->times[a->time].since : 0));
}

static unsigned auxiliary_of(const coder *c, uint32_t k)
{
    const token *w = tok(c, k);
    if (w->xpos == XPOS_MD) {
        return is_class(c, k, LEX_modal_future) ? 1 : is_class(c, k, LEX_modal_would) ? 2 : 4;
    }
    return view_equal(w->lemma, VIEW("have")) ? 8 : view_equal(w->lemma, VIEW("be")) ? 16 : 32;
}

/* What a clause's auxiliaries and the form of its verb say, as one number. */
static unsigned form_of(const coder *c, uint32_t v)
{
    unsigned form = 0;
    for (int32_t k = c->first_child[v]; k >= 0; k = c->next_sibling[k]) {
        const token *w = tok(c, (uint32_t)k);
        if (w->deprel == DEPREL_AUX || w->deprel == DEPREL_AUX_PASS || w->deprel == DEPREL_COP) {
            form |= auxiliary_of(c, (uint32_t)k) | (w->xpos == XPOS_VBD ? 64U : 0);
        } else if (w->xpos == XPOS_TO) {
            form |= 128U;
        }
    }
    return form * 64 + tok(c, v)->xpos;
}

/* "plans", "denied", "continues": what a word above does to what stands under it. */
static void see_classes(const coder *c, uint32_t t, trait_list *to)
{
    const uint64_t telling = CLASS(plan) | CLASS(negating) | CLASS(attempting) | CLASS(wishing) |
                             CLASS(proposing) | CLASS(fearing) | CLASS(requesting) |
                             CLASS(threatening) | CLASS(saying) | CLASS(doubting) |
                             CLASS(continuing) | CLASS(accusing) | CLASS(announcing) |
                             CLASS(negator) | CLASS(conditional);
    uint64_t in = c->row[t]->classes & telling;
    for (; in != 0; in &= in - 1) {
        trait_number(to, "above-class", (unsigned)__builtin_ctzll(in));
    }
}

static void see_above(decision *d)
{
    const coder *c = d->c;
    const uint32_t t = d->a->trigger;
    trait_list *to = &d->context;
    unsigned form = is_clause(c, t) ? form_of(c, t) : tok(c, t)->xpos;
    trait_number(to, "form", form);
    trait_number(to, "form-type", form * 32U + d->a->type);
    int32_t up = tok(c, t)->head;
    bool met = false;
    for (unsigned i = 0; i < CLIMB && up >= 0; i++) {
        const uint32_t head = (uint32_t)up;
        see_classes(c, head, to);
        trait_hash(to, "above-lemma", c->lemma[head]);
        if (is_clause(c, head)) {
            form = form_of(c, head);
            trait_number(to, "above-form", form);
            if (!met) {
                trait_number(to, "above-form-type", form * 32U + d->a->type);
            }
            met = true;
        }
        up = tok(c, head)->head;
    }
}

/* The times of the sentence, by how they lie to the day of the report. */
static void see_times(decision *d)
{
    const report *r = d->c->r;
    for (size_t i = 0; i < r->ntimes; i++) {
        const time_expr *x = &r->times[i];
        if (r->tokens[x->first].sent == d->a->sent) {
            bool dated = x->when.from != DAY_NONE && r->published != DAY_NONE;
            int far = dated ? far_from(x->when.from, r->published) : 20;
            trait_number(&d->context, "time", (uint64_t)(far + 50) * 2 + x->since);
            trait_number(&d->context, "time-type", x->type * 2U + x->since);
        }
    }
}

/* What stands beside the act, and words for what may come anywhere in its sentence. */
static void see_sentence(decision *d)
{
    const coder *c = d->c;
    const sentence *s = &c->r->sentences[d->a->sent];
    const int64_t t = d->a->trigger;
    uint64_t classes = 0;
    for (uint32_t k = s->first; k <= s->last; k++) {
        classes |= c->row[k]->classes;
    }
    const unsigned has = ((classes & CLASS(modal_future)) != 0 ? 1U : 0) |
                         ((classes & CLASS(modal_would)) != 0 ? 2U : 0) |
                         ((classes & CLASS(conditional)) != 0 ? 4U : 0) |
                         ((classes & CLASS(continuing)) != 0 ? 8U : 0);
    trait_number(&d->context, "sentence-has", has);
    for (int64_t k = t - NEAR; k <= t + NEAR; k++) {
        if (k != t && k >= s->first && k <= s->last) {
            trait_hash(&d->context, "near", c->lemma[k]);
        }
    }
}

/* Whether grammar leaves it open: nobody's "might visit" has happened or is settled, no deed's
 * "will" has happened; what is done by saying is done by "I will ask", too.  Who "refused to leave"
 * has not left; a request that is refused was made. */
static bool is_possible(const decision *d, act_status s)
{
    const standing *st = &d->found->st;
    const act *a = d->a;
    bool happened = s == STATUS_ACTUAL && (st->open || (st->to_come && !act_is_said(a->type)));
    bool settled = s == STATUS_FUTURE && st->open;
    bool denied = a->status == STATUS_NEGATED && s == STATUS_ACTUAL && !st->nominal;
    return a->status == s || (!happened && !settled && !denied);
}

void options_of_status(decision *d, choice *out)
{
    see_time(d);
    see_above(d);
    see_times(d);
    see_sentence(d);
    for (uint32_t s = 0; s < STATUS_COUNT; s++) {
        if (is_possible(d, (act_status)s)) {
            one_option(d, out, s, s == d->a->status);
        }
    }
}
