/* code/decide_date.c - when an act happened: the intervals that the text offers.
 *
 * The rule's date, the time expressions of the sentence and of the one before, the day of the
 * report (or of the post), of its news, the time that the telling has reached, or none.  One
 * interval is one option, known by all that speaks for it.
 */
#include "code/decide.h"

enum {
    BY_RULE = 1,
    BY_TIME = 2,   /* a time expression of the sentence */
    BY_CLAUSE = 4, /* that dates the trigger's clause */
    BY_BEFORE = 8, /* a time expression of the sentence before */
    BY_TOLD = 16,  /* the day of the report, or of the post */
    BY_NEWS = 32,
    BY_STORY = 64, /* the time that the telling has reached */
    BY_NONE = 128
};

typedef struct {
    interval when;
    unsigned by;
    int32_t time; /* the expression nearest to the trigger; -1 = none */
} claim;

typedef struct {
    claim at[CHOICE_OPTIONS];
    uint32_t count;
} claims;

static bool same(interval a, interval b)
{
    return a.from == b.from && a.to == b.to;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

static void say(const decision *d, claims *all, interval when, unsigned by, int32_t time)
{
    const report *r = d->c->r;
    for (uint32_t i = 0; i < all->count; i++) {
        claim *old = &all->at[i];
        if (same(old->when, when)) {
            bool nearer = time >= 0 &&
                          (old->time < 0 || distance(r->times[time].first, d->a->trigger) <
                                                distance(r->times[old->time].first, d->a->trigger));
            old->time = nearer ? time : old->time;
            old->by |= by;
            return;
        }
    }
    if (all->count < CHOICE_OPTIONS) {
        all->at[all->count++] = (claim){when, by, time};
    }
}

static day told_on(const decision *d)
{
    const report *r = d->c->r;
    day told = r->anchor_of == NULL ? DAY_NONE : r->anchor_of[d->a->sent];
    return told == DAY_NONE ? r->published : told;
}

static void say_times(const decision *d, claims *all)
{
    const report *r = d->c->r;
    for (size_t i = 0; i < r->ntimes; i++) {
        const time_expr *x = &r->times[i];
        uint32_t sent = r->tokens[x->first].sent;
        if ((sent != d->a->sent && sent + 1 != d->a->sent) ||
            (x->when.from == DAY_NONE && x->when.to == DAY_NONE)) {
            continue;
        }
        interval when = x->when;
        when.to = x->since ? told_on(d) : when.to;
        unsigned by = sent == d->a->sent ? BY_TIME : BY_BEFORE;
        by |= d->c->time_of[d->a->trigger] == (int32_t)i ? BY_CLAUSE : 0;
        say(d, all, when, by, (int32_t)i);
    }
}

static void say_all(const decision *d, claims *all)
{
    const report *r = d->c->r;
    const interval none = {DAY_NONE, DAY_NONE, PRECISION_NONE};
    day told = told_on(d);
    say(d, all, d->a->when, BY_RULE, d->a->time);
    say(d, all, none, BY_NONE, -1);
    if (told != DAY_NONE) {
        say(d, all, (interval){told, told, PRECISION_DAY}, BY_TOLD, -1);
    }
    if (d->news != DAY_NONE) {
        say(d, all, (interval){d->news, d->news, PRECISION_DAY}, BY_NEWS, -1);
    }
    if (r->narrative_of != NULL && r->narrative_of[d->a->sent].from != DAY_NONE) {
        say(d, all, r->narrative_of[d->a->sent], BY_STORY, -1);
    }
    say_times(d, all);
}

/* How the expression stands to the trigger: before or behind, how far, how many verbs between. */
static void see_expression(const decision *d, const claim *k, trait_list *own)
{
    const coder *c = d->c;
    const time_expr *x = &c->r->times[k->time];
    uint32_t t = d->a->trigger;
    uint32_t gap = distance(x->first, t);
    bool behind = x->first > t;
    unsigned verbs = 0;
    for (uint32_t i = behind ? t + 1 : x->last + 1; i < (behind ? x->first : t); i++) {
        verbs += tok(c, i)->upos == UPOS_VERB;
    }
    unsigned steps = gap < 3 ? 0 : gap < 6 ? 1 : gap < 12 ? 2 : gap < 24 ? 3 : 4;
    unsigned where = steps * 2 + behind;
    trait_number(own, "where", where);
    trait_number(own, "verbs", (verbs < 3 ? verbs : 3) * 2 + behind);
    trait_number(own, "precision", x->when.precision);
    trait_number(own, "precision-type", x->when.precision * 32 + d->a->type);
    trait_number(own, "timex", x->type);
    trait_number(own, "since", x->since);
    trait_number(own, "lasting", x->duration > 1);
    trait_word(own, "rule", x->rule);
    trait_word(own, "first", tok(c, x->first)->lemma);
    trait_word(own, "before", x->first > 0 ? tok(c, x->first - 1)->lemma : VIEW("-"));
    int32_t head = tok(c, x->first)->head;
    for (int i = 0; i < 4 && head >= (int32_t)x->first && head <= (int32_t)x->last; i++) {
        head = tok(c, (uint32_t)head)->head;
    }
    unsigned hangs = head == (int32_t)t ? 0 : head >= 0 && head == tok(c, t)->head ? 1 : 2;
    trait_number(own, "hangs", hangs * 16 + where);
}

/* The first of what speaks for it, and whether the rule does: what context is seen with. */
static uint64_t class_of(const claim *k)
{
    static const unsigned order[] = {BY_NONE, BY_CLAUSE, BY_TIME,  BY_TOLD,
                                     BY_NEWS, BY_STORY,  BY_BEFORE};
    uint64_t kind = 0;
    while (kind < sizeof order / sizeof *order && (k->by & order[kind]) == 0) {
        kind++;
    }
    return kind * 2 + ((k->by & BY_RULE) != 0);
}

static void describe(const decision *d, const claim *k, uint32_t count, choice_option *o)
{
    trait_list own = {.count = 0};
    day told = told_on(d);
    bool dated = k->when.from != DAY_NONE;
    int from = dated && told != DAY_NONE ? far_from(k->when.from, told) : 20;
    int to = dated && k->when.to != DAY_NONE && told != DAY_NONE ? far_from(k->when.to, told) : 20;
    unsigned status = d->a->status;
    for (unsigned bit = 1; bit <= BY_NONE; bit *= 2) {
        if ((k->by & bit) != 0) {
            trait_number(&own, "by", bit);
            trait_number(&own, "by-type", bit * 32 + d->a->type);
            trait_number(&own, "by-status", bit * 8 + status);
        }
    }
    trait_number(&own, "from", (uint64_t)(from + 50));
    trait_number(&own, "from-to", (uint64_t)((from + 50) * 100 + to + 50));
    trait_number(&own, "from-status", (uint64_t)(from + 50) * 8 + status);
    trait_number(&own, "to-status", (uint64_t)(to + 50) * 8 + status);
    trait_number(&own, "from-past",
                 (uint64_t)(from + 50) * 4 + d->found->st.past * 2 + d->found->st.perfect);
    trait_number(&own, "options", (count < 8 ? count : 8) * 1024 + k->by);
    if (k->time >= 0) {
        see_expression(d, k, &own);
    }
    choice_describe(o, &own, class_of(k), &d->context);
}

void options_of_date(decision *d, choice *out)
{
    claims all = {.count = 0};
    say_all(d, &all);
    for (uint32_t i = 0; i < all.count; i++) {
        const claim *k = &all.at[i];
        choice_option *o = choice_add(out);
        if (o == NULL) {
            return;
        }
        o->when = k->when;
        o->value = k->time;
        o->by_rule = (k->by & BY_RULE) != 0;
        describe(d, k, all.count, o);
    }
}
