/* code/decide_date.c - when an act happened: one of the intervals that the text offers (claims.c),
 * by how the text tells it.
 */
#include "code/claims.h"

enum {
    LEAD = 3, /* sentences */
    SINCE_MOST = 9,
    CLIMB = 12,
    NO_DAY = 20 /* beyond what far_from gives */
};

static unsigned at_most(unsigned n, unsigned most)
{
    return n < most ? n : most;
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
    unsigned where = gap_step(gap) * 2 + behind;
    trait_number(own, "where", where);
    trait_number(own, "verbs", (verbs < 3 ? verbs : 3) * 2 + behind);
    trait_number(own, "precision", x->when.precision);
    trait_number(own, "precision-type", x->when.precision * 32 + d->a->type);
    trait_number(own, "timex", x->type);
    trait_number(own, "since", x->since);
    trait_number(own, "lasting", x->duration > 1);
    trait_word(own, "rule", x->rule);
    trait_hash(own, "first", c->lemma[x->first]);
    trait_hash(own, "before", lemma_hash(c, (int32_t)x->first - 1));
    trait_number(own, "hangs", hangs_on(c, x->first, x->last, t) * 16 + where);
}

/* The first of what speaks for it, and whether the rule does: what context is seen with. */
static uint64_t class_of(const claim *k)
{
    static const unsigned order[] = {BY_NONE,  BY_CLAUSE, BY_TIME,  BY_TOLD,  BY_NEWS,
                                     BY_STORY, BY_BEFORE, BY_ACTS,  BY_CUT,   BY_SINCE,
                                     BY_FAR,   BY_OTHER,  BY_UNTIL, BY_BEHIND};
    uint64_t kind = 0;
    while (kind < sizeof order / sizeof *order && (k->by & order[kind]) == 0) {
        kind++;
    }
    return kind * 2 + ((k->by & BY_RULE) != 0);
}

/* How many acts about have it by the rules, and which. */
static void see_acts(const decision *d, const claim *k, trait_list *own)
{
    const report *r = d->c->r;
    unsigned all = 0;
    unsigned here = 0;
    unsigned alike = 0;
    bool before = d->number > 0 && same_days(d->ruled[d->number - 1].when, k->when);
    bool after = d->number + 1 < r->nacts && same_days(d->ruled[d->number + 1].when, k->when);
    bool first = same_days(d->ruled[0].when, k->when);
    for (uint32_t i = first_about(d); i < end_about(d); i++) {
        const act *b = &r->acts[i];
        if (i == d->number || !same_days(d->ruled[i].when, k->when)) {
            continue;
        }
        all++;
        here += b->sent == d->a->sent;
        alike += b->type == d->a->type;
    }
    uint32_t others = end_about(d) - first_about(d) - 1;
    unsigned share = others == 0 ? 5 : all * 4 / others;
    trait_number(own, "acts-share", share);
    trait_number(own, "acts-here", here < 2 ? here : 2);
    trait_number(own, "acts-alike", alike < 2 ? alike : 2);
    trait_number(own, "acts-about", (unsigned)(before + 2 * after + 4 * first));
    trait_number(own, "acts-rule",
                 share * 4 + (unsigned)((k->by & BY_RULE) != 0) * 2 +
                     (unsigned)(k->when.from == DAY_NONE));
}

/* Where the report tells the option's time: how often, how far from the act, whether first of all
 * near days. */
static void see_told(const decision *d, const claim *k, trait_list *own)
{
    const report *r = d->c->r;
    const unsigned never = 9;
    day told = told_on(d);
    unsigned count = 0;
    unsigned before = never;
    unsigned after = never;
    int first = -1; /* whether the first near day is the option's; -1 = there is none */
    for (size_t i = 0; i < r->ntimes; i++) {
        interval w = r->times[i].when;
        uint32_t sent = r->tokens[r->times[i].first].sent;
        bool it = same_days(w, k->when);
        bool near = w.from != DAY_NONE && w.from == w.to && told != DAY_NONE && w.from <= told &&
                    told - w.from < FAR_DAYS;
        first = near && first < 0 ? it : first;
        unsigned gap = at_most(distance(sent, d->a->sent), never - 1);
        count += it;
        before = it && sent <= d->a->sent ? gap : before;
        after = it && sent > d->a->sent && after == never ? gap : after;
    }
    trait_number(own, "told-count", at_most(count, 4));
    trait_number(own, "told-before", before);
    trait_number(own, "told-after", after);
    trait_number(own, "told-first", (uint64_t)(first + 1));
    trait_number(own, "told-first-class", (uint64_t)(first + 1) * 32 + class_of(k));
}

/* What kinds of options share beside their class: no date, a day of the news, another time. */
static uint64_t kin_of(const claim *k, day told)
{
    enum { KIN = 1000, NEWS_DAYS = 3 };
    bool one = k->when.from == k->when.to && told != DAY_NONE && k->when.from <= told;
    if (k->when.from == DAY_NONE) {
        return KIN;
    }
    return one && told - k->when.from < NEWS_DAYS ? KIN + 1 : KIN + 2;
}

/* Whether the time of the clause begins with it and lasts as long as the text says: "on Monday for
 * a three-day visit" is no visit of a day. */
static bool is_outlasted(const decision *d, const claim *k, const claims *all)
{
    for (uint32_t i = 0; i < all->count; i++) {
        const claim *other = &all->at[i];
        bool longer = other->when.from == k->when.from && other->when.to > k->when.to;
        if (longer && (other->by & (BY_CLAUSE | BY_RULE)) != 0 && other->time >= 0 &&
            d->c->r->times[other->time].duration > 1) {
            return k->when.from != DAY_NONE;
        }
    }
    return false;
}

static void describe(const decision *d, const claim *k, uint32_t count, choice *out,
                     choice_option *o)
{
    trait_list own;
    trait_begin(&own);
    day told = told_on(d);
    bool dated = k->when.from != DAY_NONE;
    int from = dated && told != DAY_NONE ? far_from(k->when.from, told) : NO_DAY;
    int to =
        dated && k->when.to != DAY_NONE && told != DAY_NONE ? far_from(k->when.to, told) : NO_DAY;
    unsigned status = d->a->status;
    for (unsigned bit = 1; bit <= BY_LAST; bit *= 2) {
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
    trait_number(&own, "options", at_most(count, 8) * (2 * BY_LAST) + k->by);
    see_acts(d, k, &own);
    see_told(d, k, &own);
    if (k->time >= 0) {
        see_expression(d, k, &own);
    }
    choice_describe(out, o, &own, class_of(k), &d->context);
    choice_see(out, o, kin_of(k, told), &d->context);
}

/* The expressions of a report as an act sees them. */
typedef struct {
    int lead;                 /* of the first near day in the first sentences, how far */
    int last;                 /* of the last before the sentence, how far */
    uint32_t since;           /* sentences since then */
    unsigned near, far;       /* days around the report's, and others */
    unsigned here, here_near; /* in the sentence */
} telling_time;

static void see_time(const time_expr *x, uint32_t at, uint32_t sent, day told, telling_time *seen)
{
    seen->here += at == sent;
    if (x->when.from == DAY_NONE || told == DAY_NONE) {
        return;
    }
    bool near = told - x->when.from < FAR_DAYS && x->when.from - told < FAR_DAYS;
    if (near && at < LEAD && seen->lead == NO_DAY) {
        seen->lead = far_from(x->when.from, told);
    }
    seen->near += near;
    seen->far += !near;
    seen->here_near += near && at == sent;
    if (at < sent) {
        seen->since = sent - at < SINCE_MOST ? sent - at : SINCE_MOST - 1;
        seen->last = far_from(x->when.from, told);
    }
}

/* How the report tells time: its first day, how many days it names, what it named last. */
static void see_telling(decision *d)
{
    const report *r = d->c->r;
    trait_list *to = &d->context;
    day told = told_on(d);
    uint32_t sent = d->a->sent;
    telling_time seen = {.lead = NO_DAY, .last = NO_DAY, .since = SINCE_MOST};
    for (size_t i = 0; i < r->ntimes; i++) {
        see_time(&r->times[i], r->tokens[r->times[i].first].sent, sent, told, &seen);
    }
    trait_number(to, "lead", (uint64_t)(seen.lead + 50));
    trait_number(to, "days", at_most(seen.near, 4) * 8 + at_most(seen.far, 4));
    trait_number(to, "last-told", seen.since * 100 + (uint64_t)(seen.last + 50));
    trait_number(to, "here", at_most(seen.here, 3) * 4 + at_most(seen.here_near, 3));
    trait_number(to, "acts", r->nacts < 4 ? r->nacts : r->nacts < 8 ? 4 : r->nacts < 16 ? 5 : 6);
    uint32_t root = d->a->trigger;
    for (int i = 0; i < CLIMB && tok(d->c, root)->head >= 0; i++) {
        root = (uint32_t)tok(d->c, root)->head;
    }
    trait_number(to, "root", tok(d->c, root)->xpos * 2U + (root == d->a->trigger));
    trait_hash(to, "root-word", d->c->lemma[root]);
}

/* The expression without days that is nearest to the trigger in its sentence, of AROUND tokens:
 * "more than a month ago", "for years", "during the campaign". */
static const time_expr *vague_time(const decision *d, uint32_t *gap)
{
    enum { AROUND = 40 };
    const report *r = d->c->r;
    const time_expr *best = NULL;
    *gap = AROUND;
    for (size_t i = 0; i < r->ntimes; i++) {
        const time_expr *x = &r->times[i];
        bool vague = x->when.from == DAY_NONE && x->type != TIMEX_SET;
        uint32_t far = distance(x->first, d->a->trigger);
        if (vague && far < *gap && r->tokens[x->first].sent == d->a->sent) {
            *gap = far;
            best = x;
        }
    }
    return best;
}

static void see_vague(decision *d)
{
    uint32_t gap;
    const time_expr *x = vague_time(d, &gap);
    if (x == NULL) {
        return;
    }
    trait_list *to = &d->context;
    unsigned step = gap < 6 ? 0 : gap < 14 ? 1 : 2;
    trait_number(to, "vague", step);
    trait_number(to, "vague-rule", view_hash(x->rule) * 4 + step);
    trait_number(to, "vague-type", x->type * 4U + step);
    trait_number(to, "vague-hangs", hangs_on(d->c, x->first, x->last, d->a->trigger));
}

/* Whether the rules gave it the days of the visit that it is told to be part of. */
static bool is_of_visit(const decision *d)
{
    const report *r = d->c->r;
    const int32_t time = d->a->time;
    return time >= 0 && distance(r->tokens[r->times[time].first].sent, d->a->sent) > 1;
}

void options_of_date(decision *d, choice *out)
{
    if (is_of_visit(d)) {
        return;
    }
    see_telling(d);
    see_vague(d);
    claims all = {.count = 0};
    claim_all(d, &all);
    for (uint32_t i = 0; i < all.count; i++) {
        const claim *k = &all.at[i];
        choice_option *o = is_outlasted(d, k, &all) ? NULL : choice_add(out);
        if (o == NULL) {
            continue;
        }
        o->when = k->when;
        o->value = k->time;
        o->by_rule = (k->by & BY_RULE) != 0;
        describe(d, k, all.count, out, o);
    }
}
