/* code/decide_status.c - whether it happened: the options are the five that there are. */
#include "code/decide.h"

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
    choice_describe(o, &own, value + 1000, &d->context);
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

/* Whether grammar leaves it open: nobody's "might visit" has happened or is settled, no deed's
 * "will" has happened; what is done by saying is done by "I will ask", too. */
static bool is_possible(const decision *d, act_status s)
{
    const standing *st = &d->found->st;
    const act *a = d->a;
    bool happened = s == STATUS_ACTUAL && (st->open || (st->to_come && !act_is_said(a->type)));
    bool settled = s == STATUS_FUTURE && st->open;
    return a->status == s || (!happened && !settled);
}

void options_of_status(decision *d, choice *out)
{
    see_time(d);
    for (uint32_t s = 0; s < STATUS_COUNT; s++) {
        if (is_possible(d, (act_status)s)) {
            one_option(d, out, s, s == d->a->status);
        }
    }
}
