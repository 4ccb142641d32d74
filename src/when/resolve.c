/* Resolving: which days an expression means.
 *
 * What is not said is filled from the document time ("Monday", "October": before or after it as the
 * verb's tense tells, else the nearest), from the telling so far ("the following day", "that
 * month"), or, in a history told by explicit dates, from the last date told.
 */
#include "when/resolve.h"

/* "the June 22 earthquake": a date before its noun is the nearest, whatever the verb says. */
static bool names_noun(const report *r, const time_expr *out)
{
    for (uint32_t t = out->first; t <= out->last; t++) {
        const token *k = &r->tokens[t];
        if (k->head > (int32_t)out->last && r->tokens[k->head].upos == UPOS_NOUN &&
            (k->deprel == DEPREL_COMPOUND || k->deprel == DEPREL_NUMMOD)) {
            return true;
        }
    }
    return false;
}

int tense_of(const when_state *w, const time_expr *out)
{
    return w->ahead ? 1 : names_noun(w->r, out) ? 0 : when_tense(w->r, out->first);
}

day told_day(const when_state *w)
{
    return w->narrative.from != DAY_NONE ? w->narrative.from : w->document;
}

int told_year(const when_state *w)
{
    return w->history && w->narrative_year != 0 ? w->narrative_year : day_civil(w->document).year;
}

int joined_year(const when_state *w, const frame *f)
{
    int base = f->year_near ? day_civil(told_day(w)).year : day_civil(w->document).year;
    return base + f->year_dir;
}

/* Of the candidates one year apart (`before` <= now < `after`) the one that the tense wants, unless
 * the other is far nearer. */
bool takes_later(int tense, int32_t before, int32_t after)
{
    if (tense == 0) {
        return after * 2 < before;
    }
    return tense > 0 ? !(after > 330 && before <= 3) : before > 300 && after <= 62;
}

/* A day of the weeks before the document's is one of now even in a report of many years that has a
 * "yesterday": "the Oct. 1 ruling". */
static bool lately(const when_state *w, const frame *f)
{
    const int weeks = 31;
    int year = w->document == DAY_NONE ? 0 : day_civil(w->document).year;
    if (f->mday == 0 || !w->counts_from_now || !civil_valid(year, f->month, f->mday)) {
        return false;
    }
    day d = day_of(year, f->month, f->mday);
    return d <= w->document && w->document - d <= weeks;
}

/* Year of a month (and day) that comes without one. */
int year_of(const when_state *w, const frame *f, int tense)
{
    if (f->has_year) {
        return f->year;
    }
    if (f->year_dir != 2) {
        return joined_year(w, f);
    }
    const int month = f->month, of_month = f->mday > 0 ? f->mday : 15;
    if (w->history && !lately(w, f)) {
        civil c = day_civil(told_day(w));
        int gap = month - c.month;
        return told_year(w) + (gap < -8 ? 1 : gap > 9 ? -1 : 0);
    }
    civil now = day_civil(w->document);
    if (f->mday == 0 && month == now.month) {
        return now.year;
    }
    day here = day_of(now.year, month, of_month);
    int before_year = here <= w->document ? now.year : now.year - 1;
    int32_t before = w->document - day_of(before_year, month, of_month);
    int32_t after = day_of(before_year + 1, month, of_month) - w->document;
    return takes_later(tense, before, after) ? before_year + 1 : before_year;
}

static void resolve_date(const when_state *w, const frame *f, time_expr *out)
{
    if (f->month == 0) {
        value_year(w, out, year_of(w, f, 0));
        return;
    }
    int year = year_of(w, f, f->has_year ? 0 : tense_of(w, out));
    if (f->mday == 0) {
        value_month(w, out, year, f->month);
    } else if (civil_valid(year, f->month, f->mday)) {
        value_day(w, out, day_of(year, f->month, f->mday));
    } else {
        value_month(w, out, year, f->month);
    }
}

/* ---- weekdays ----------------------------------------------------------------------------------
 */

static day weekday_on_or_before(day d, int weekday)
{
    return d - (day_weekday(d) - weekday + 7) % 7;
}

static day weekday_on_or_after(day d, int weekday)
{
    return d + (weekday - day_weekday(d) + 7) % 7;
}

static void resolve_weekday(const when_state *w, const frame *f, time_expr *out)
{
    day d = w->document;
    int tense = tense_of(w, out);
    if (f->dir == -1) {
        d = weekday_on_or_before(d - 1, f->wday);
    } else if (f->dir == 1) {
        d = weekday_on_or_after(d + 1, f->wday);
    } else if (f->range_second) {
        d = weekday_on_or_after(told_day(w), f->wday);
    } else if (f->n != 0) {
        d = weekday_on_or_after(d, f->wday) + 7;
    } else if (tense > 0) {
        d = weekday_on_or_after(d, f->wday);
    } else if (f->dir == 0 && tense == 0) {
        d = iso_week_monday(d) + f->wday;
    } else {
        d = weekday_on_or_before(d, f->wday);
    }
    value_day(w, out, d);
}

static void resolve_near_weekday(const when_state *w, const frame *f, time_expr *out)
{
    day d = told_day(w);
    d = f->dir < 0   ? weekday_on_or_before(d - 1, f->wday)
        : f->dir > 0 ? weekday_on_or_after(d + 1, f->wday)
                     : iso_week_monday(d) + f->wday;
    value_day(w, out, d);
}

static void resolve_weekday_of(const when_state *w, const frame *f, time_expr *out)
{
    day base = f->rule->read == READ_NEAR ? told_day(w) : w->document;
    value_day(w, out, iso_week_monday(base) + 7 * f->dir + f->wday);
}

/* ---- units before and after a base --------------------------------------------------------------
 */

static void unit_from(const when_state *w, time_expr *out, day base, int unit, int32_t n)
{
    civil c = day_civil(base);
    switch (unit) {
    case UNIT_WEEKEND:
        value_weekend(w, out, base + 7 * n);
        break;
    case UNIT_WEEK:
        value_week(w, out, base + 7 * n);
        break;
    case UNIT_FORTNIGHT:
        value_week(w, out, base + 14 * n);
        break;
    case UNIT_MONTH:
        value_month(w, out, c.year, c.month + n);
        break;
    case UNIT_QUARTER:
        value_quarter(w, out, c.year, (c.month + 2) / 3 + n);
        break;
    case UNIT_YEAR:
        value_year(w, out, c.year + n);
        break;
    case UNIT_DECADE:
        value_decade(w, out, c.year + 10 * n);
        break;
    case UNIT_CENTURY:
        value_century(w, out, (c.year + 99) / 100 + n);
        break;
    case UNIT_MILLENNIUM:
        value_year(w, out, c.year + 1000 * n);
        break;
    case UNIT_DAY:
        value_day(w, out, base + n);
        break;
    default:
        value_day(w, out, base);
        break;
    }
}

void resolve_away(const when_state *w, const frame *f, time_expr *out, day base, int sign)
{
    if (f->n == VAGUE && sign > 0) {
        out->value = value_period(w, VAGUE, f->unit);
        return;
    }
    if (f->n == VAGUE || f->n == 0 || f->n > 3000000) {
        value_ref(out, sign < 0 ? REF_PAST : REF_FUTURE);
        return;
    }
    int32_t n = f->n / 1000;
    if (f->unit < UNIT_DAY) {
        value_day(w, out, base);
        out->type = TIMEX_TIME;
    } else if (f->n % 1000 == 500 && f->unit == UNIT_YEAR) {
        civil c = day_civil(base);
        value_month(w, out, c.year + sign * n, c.month + 6 * sign);
    } else if (f->unit == UNIT_DECADE || f->unit == UNIT_CENTURY) {
        int years = (f->unit == UNIT_DECADE ? 10 : 100) * n;
        value_decade(w, out, day_civil(base).year + sign * years);
    } else {
        unit_from(w, out, base, f->unit, sign * n);
        if (f->unit == UNIT_WEEK) { /* a week in TIMEX3, but the very day is meant */
            day told = base + sign * 7 * n;
            out->when = interval_of(told, told, PRECISION_DAY);
        }
    }
}

static bool year_of_quarter(const when_state *w, const frame *f, time_expr *out)
{
    if (w->last_quarter.from == DAY_NONE || f->n != 1000 || f->unit != UNIT_YEAR) {
        return false;
    }
    civil c = day_civil(w->last_quarter.from);
    value_quarter(w, out, c.year - 1, (c.month + 2) / 3);
    return true;
}

static void resolve_year_earlier(const when_state *w, time_expr *out)
{
    frame f = {.n = 1000, .unit = UNIT_YEAR};
    if (!year_of_quarter(w, &f, out)) {
        value_year(w, out, day_civil(w->document).year - 1);
    }
}

static void resolve_distance(const when_state *w, const frame *f, time_expr *out)
{
    if (f->read == READ_AGO || f->read == READ_EARLIER) {
        day base = f->read == READ_AGO ? w->document : told_day(w);
        if (!year_of_quarter(w, f, out)) {
            resolve_away(w, f, out, base, -1);
        }
    } else if (f->read == READ_LATER) {
        day base =
            f->unit == UNIT_DAY && w->narrative.from != DAY_NONE ? w->narrative.to : told_day(w);
        resolve_away(w, f, out, base, 1);
    } else {
        resolve_away(w, f, out, w->document, 1);
    }
}

static void resolve_weekend(const when_state *w, const frame *f, time_expr *out)
{
    day saturday = iso_week_monday(w->document) + 5;
    if (f->dir == 2 || f->dir == 0) {
        bool past = tense_of(w, out) <= 0 && day_weekday(w->document) < 5;
        value_weekend(w, out, past ? saturday - 7 : saturday);
    } else {
        value_weekend(w, out,
                      f->dir < 0 && day_weekday(w->document) >= 5
                          ? saturday - 7
                          : saturday + (f->dir < 0 ? -7 : 0));
    }
}

static void resolve_shift(const when_state *w, const frame *f, time_expr *out)
{
    if (f->unit == UNIT_WEEKEND) {
        resolve_weekend(w, f, out);
        return;
    }
    if (f->plural && f->unit > UNIT_DAY) { /* the past years */
        out->type = TIMEX_DURATION;
        out->value = value_period(w, VAGUE, f->unit);
        return;
    }
    if (f->unit < UNIT_DAY || (f->unit == UNIT_DECADE && f->dir != 0 && f->the)) {
        out->type = TIMEX_DURATION;
        out->value = value_period(w, 1000, f->unit);
        return;
    }
    day base = w->history ? told_day(w) : w->document;
    unit_from(w, out, base, f->unit, f->dir == 2 ? 0 : f->dir);
    if (f->unit == UNIT_WEEK && f->dir == -1 && day_weekday(base) == 6) {
        out->when = interval_of(base - 6, base, out->when.precision); /* the week that ends */
    }
    const bool past = f->past || (f->read == READ_THE_SHIFT && f->dir < 0); /* the last week */
    if (past && (f->unit == UNIT_WEEK || f->unit == UNIT_MONTH || f->unit == UNIT_YEAR)) {
        out->when = interval_of(day_before(base, 1, f->unit), base, out->when.precision);
    }
}

static void resolve_near(const when_state *w, const frame *f, time_expr *out)
{
    day base = told_day(w);
    if (f->unit == UNIT_DAY && f->dir > 0 && w->narrative.from != DAY_NONE &&
        w->narrative.precision == PRECISION_DAY) {
        base = w->narrative.to;
    }
    if (f->unit < UNIT_DAY) {
        value_ref(out, REF_PAST);
        return;
    }
    if (f->unit == UNIT_QUARTER && w->last_quarter.from != DAY_NONE) {
        base = w->last_quarter.from;
    }
    unit_from(w, out, base, f->unit, f->dir == 2 ? 0 : f->dir);
}

static void resolve_the_unit(const when_state *w, const frame *f, time_expr *out)
{
    if (f->plural) {
        out->type = TIMEX_DURATION;
        out->value = value_period(w, VAGUE, f->unit);
    } else if (f->unit == UNIT_WEEKEND) {
        resolve_weekend(w, f, out);
    } else if (f->unit == UNIT_QUARTER) {
        resolve_latest_quarter(w, f, out);
    } else {
        bool told = w->history || f->unit == UNIT_DAY;
        unit_from(w, out, told ? told_day(w) : w->document, f->unit, 0);
    }
}

static void resolve_deictic(const when_state *w, const frame *f, time_expr *out)
{
    value_day(w, out, w->document + f->n);
}

static void resolve_ago_vague(const when_state *w, const frame *f, time_expr *out)
{
    out->value = value_period(w, VAGUE, f->unit);
}

static void resolve_later_vague(const when_state *w, const frame *f, time_expr *out)
{
    (void)w;
    (void)f;
    value_ref(out, REF_FUTURE);
}

static void resolve_year_before(const when_state *w, const frame *f, time_expr *out)
{
    (void)f;
    resolve_year_earlier(w, out);
}

static void resolve_year_end(const when_state *w, const frame *f, time_expr *out)
{
    (void)f;
    value_year(w, out, day_civil(w->document).year);
}

static void resolve_week_of(const when_state *w, const frame *f, time_expr *out)
{
    resolve_date(w, f, out);
    value_week(w, out, out->when.from);
}

static void resolve_century(const when_state *w, const frame *f, time_expr *out)
{
    value_century(w, out, f->ordinal);
}

typedef void resolver(const when_state *w, const frame *f, time_expr *out);

static void resolve_dated(const when_state *w, const frame *f, time_expr *out)
{
    static const struct {
        int read;
        resolver *resolve;
    } rows[] = {{READ_DATE, resolve_date},
                {READ_WEEKDAY, resolve_weekday},
                {READ_NEAR_WEEKDAY, resolve_near_weekday},
                {READ_WEEKDAY_OF, resolve_weekday_of},
                {READ_DEICTIC, resolve_deictic},
                {READ_SHIFT, resolve_shift},
                {READ_THE_SHIFT, resolve_shift},
                {READ_NEAR, resolve_near},
                {READ_THE_UNIT, resolve_the_unit},
                {READ_AGO, resolve_distance},
                {READ_EARLIER, resolve_distance},
                {READ_LATER, resolve_distance},
                {READ_FROM_NOW, resolve_distance},
                {READ_AGO_VAGUE, resolve_ago_vague},
                {READ_LATER_VAGUE, resolve_later_vague},
                {READ_UNIT_ENDED, resolve_latest_quarter},
                {READ_LATEST_QUARTER, resolve_latest_quarter},
                {READ_YEAR_EARLIER, resolve_year_before},
                {READ_YEAR_END, resolve_year_end},
                {READ_WEEK_OF, resolve_week_of},
                {READ_MONTH_SHIFT, resolve_month_shift},
                {READ_SEASON_SHIFT, resolve_season_shift},
                {READ_SEASON, resolve_season},
                {READ_QUARTER, resolve_quarter},
                {READ_HALF, resolve_half},
                {READ_DECADE, resolve_decade},
                {READ_CENTURY, resolve_century},
                {READ_BC, resolve_bc},
                {READ_FESTIVAL, resolve_festival},
                {READ_FESTIVAL_WEEK, resolve_festival},
                {READ_HIJRI, resolve_hijri},
                {READ_DAYPART, resolve_daypart},
                {READ_THAT_PART, resolve_told_part},
                {READ_THE_PART, resolve_told_part},
                {READ_CLOCK, resolve_clock},
                {READ_DAY, resolve_day}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].read == (int)f->read) {
            rows[i].resolve(w, f, out);
            return;
        }
    }
    value_ref(out, f->ref);
}

dateline_status when_resolve(when_state *w, const frame *f, time_expr *out)
{
    static const char *const mods[] = {
        "",          "START",        "MID",           "END",           "APPROX",
        "LESS_THAN", "MORE_THAN",    "EQUAL_OR_LESS", "EQUAL_OR_MORE", "BEFORE",
        "AFTER",     "ON_OR_BEFORE", "ON_OR_AFTER"};
    out->type = TIMEX_DATE;
    out->when = interval_of(DAY_NONE, DAY_NONE, PRECISION_NONE);
    out->other = out->when;
    out->mod = view_of(mods[f->mod < MOD_COUNT ? f->mod : 0]);
    out->since = f->since;
    w->ahead = f->ahead;
    out->rule = (view){f->rule->name, f->rule->name_length};
    if (resolve_length(w, f, out)) {
        return DATELINE_OK;
    }
    if (w->document == DAY_NONE && !f->has_year) {
        value_ref(out, REF_PAST);
        return DATELINE_OK;
    }
    resolve_dated(w, f, out);
    resolve_part(w, f, out);
    resolve_other(w, f, out);
    if (f->read == READ_AGO && f->vague) {
        out->when = interval_of(DAY_NONE, DAY_NONE, PRECISION_VAGUE);
    }
    bool day_precise = out->when.from != DAY_NONE && out->when.precision == PRECISION_DAY;
    if (day_precise && f->read != READ_CLOCK && f->read != READ_DAYPART &&
        f->read != READ_THAT_PART && f->read != READ_THE_PART) {
        value_part(w, out, f);
    }
    return DATELINE_OK;
}
