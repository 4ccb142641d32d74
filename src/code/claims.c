/* code/claims.c - when an act may have happened: the intervals that the text offers. */
#include "code/claims.h"

enum {
    ACTS_FAR = 3, /* sentences */
    ACTS_ABOUT = 64,
    SINCE_DAYS = 31
};

day told_on(const decision *d)
{
    const report *r = d->c->r;
    day told = r->anchor_of == NULL ? DAY_NONE : r->anchor_of[d->a->sent];
    return told == DAY_NONE ? r->published : told;
}

/* What has happened or goes on is told of up to the day of the telling ("this month"), unless the
 * text says how long it lasts. */
static interval in_course(const decision *d, interval when, int32_t time)
{
    day told = told_on(d);
    bool lasts = time >= 0 && d->c->r->times[time].duration > 1;
    bool to_come = d->a->status == STATUS_FUTURE || d->a->status == STATUS_HYPOTHETICAL;
    if (!lasts && !to_come && told != DAY_NONE && when.from != DAY_NONE && when.from < told &&
        when.to > told) {
        when.to = told;
    }
    return when;
}

static void say(const decision *d, claims *all, interval when, unsigned by, int32_t time)
{
    const report *r = d->c->r;
    when = in_course(d, when, time);
    for (uint32_t i = 0; i < all->count; i++) {
        claim *old = &all->at[i];
        if (same_days(old->when, when)) {
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

static void say_times(const decision *d, claims *all)
{
    const report *r = d->c->r;
    for (size_t i = 0; i < r->ntimes; i++) {
        const time_expr *x = &r->times[i];
        uint32_t sent = r->tokens[x->first].sent;
        if ((sent != d->a->sent && sent + 1 != d->a->sent && sent != d->a->sent + 1) ||
            (x->when.from == DAY_NONE && x->when.to == DAY_NONE)) {
            continue;
        }
        interval when = x->when;
        when.to = is_since(d->c, x, d->a->trigger) ? told_on(d) : when.to;
        unsigned by = sent == d->a->sent ? BY_TIME : sent > d->a->sent ? BY_BEHIND : BY_BEFORE;
        by |= d->c->time_of[d->a->trigger] == (int32_t)i ? BY_CLAUSE : 0;
        say(d, all, when, by, (int32_t)i);
    }
}

/* Whether a word close before the time says that it ends something: "held until trial in May". */
static bool is_end(const decision *d, const time_expr *x)
{
    const uint32_t near = 4;
    uint32_t first = d->c->r->sentences[d->a->sent].first;
    for (uint32_t t = x->first; t > first && x->first - t < near; t--) {
        if (form_is(d->c, t - 1, "until") || form_is(d->c, t - 1, "till") ||
            form_is(d->c, t - 1, "by")) {
            return true;
        }
    }
    return false;
}

/* What the sentence's times may be besides: in the other tense, and the end of what the report's
 * day begins. */
static void say_others(const decision *d, claims *all, day told)
{
    const report *r = d->c->r;
    for (size_t i = 0; i < r->ntimes; i++) {
        const time_expr *x = &r->times[i];
        if (r->tokens[x->first].sent != d->a->sent || x->when.from == DAY_NONE) {
            continue;
        }
        if (x->other.from != DAY_NONE) {
            say(d, all, x->other, BY_OTHER, (int32_t)i);
        }
        if (is_end(d, x)) {
            day to = x->when.to >= told || x->other.from == DAY_NONE ? x->when.to : x->other.to;
            if (to > told) {
                say(d, all, (interval){told, to, x->when.precision}, BY_UNTIL, (int32_t)i);
            }
        }
    }
}

static interval one_day(day d)
{
    return (interval){d, d, PRECISION_DAY};
}

uint32_t first_about(const decision *d)
{
    return d->number > ACTS_ABOUT ? d->number - ACTS_ABOUT : 0;
}

uint32_t end_about(const decision *d)
{
    uint32_t n = (uint32_t)d->c->r->nacts;
    return n - d->number > ACTS_ABOUT ? d->number + ACTS_ABOUT : n;
}

/* Acts told close by. */
static void say_acts(const decision *d, claims *all)
{
    const report *r = d->c->r;
    for (uint32_t i = first_about(d); i < end_about(d); i++) {
        uint32_t far = distance(r->acts[i].sent, d->a->sent);
        if (i != d->number && far <= ACTS_FAR && d->ruled[i].when.from != DAY_NONE) {
            say(d, all, d->ruled[i].when, BY_ACTS, -1);
        }
    }
}

/* Of what has been said: a month in course up to the report, or what is left of it; from a day of
 * these weeks up to the report, of what goes on from any time. */
static void say_stretches(const decision *d, claims *all, day told)
{
    uint32_t count = all->count;
    bool lasts = d->a->status == STATUS_ONGOING || d->found->st.perfect;
    for (uint32_t i = 0; i < count; i++) {
        interval w = all->at[i].when;
        int32_t time = all->at[i].time;
        if (w.from == DAY_NONE || w.to == DAY_NONE) {
            continue;
        }
        if (w.from < told && w.to > told) {
            say(d, all, (interval){w.from, told, w.precision}, BY_CUT, time);
            say(d, all, (interval){told, w.to, w.precision}, BY_CUT, time);
        } else if (w.from < told && ((w.from == w.to && told - w.from < SINCE_DAYS) || lasts)) {
            say(d, all, (interval){w.from, told, w.precision}, BY_SINCE, time);
        }
    }
}

static void say_far(const decision *d, claims *all, day told)
{
    const report *r = d->c->r;
    for (size_t i = 0; i < r->ntimes; i++) {
        interval w = r->times[i].when;
        if (w.from != DAY_NONE && w.from == w.to && w.from <= told && told - w.from < FAR_DAYS) {
            say(d, all, w, BY_FAR, -1);
        }
    }
}

void claim_all(const decision *d, claims *all)
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
    say_acts(d, all);
    if (told != DAY_NONE) {
        say(d, all, one_day(told - 1), BY_EVE, -1);
        say_stretches(d, all, told);
        say_far(d, all, told);
        say_others(d, all, told);
    }
}
