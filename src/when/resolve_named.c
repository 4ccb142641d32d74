/* Resolving what has a name of its own: months and seasons of last and next year, quarters,
 * decades, festivals, Islamic months, parts of the day and clocks.
 */
#include "when/resolve.h"

/* ---- seasons, quarters, months of last and next year --------------------------------------------
 */

void resolve_month_shift(const when_state *w, const frame *f, time_expr *out)
{
    civil c = day_civil(w->document);
    int year = c.year;
    if (f->dir < 0) {
        year -= f->month >= c.month ? 1 : 0;
    } else if (f->dir > 0) {
        year += f->month <= c.month ? 1 : 0;
    }
    value_month(w, out, year, f->month);
}

void resolve_season_shift(const when_state *w, const frame *f, time_expr *out)
{
    civil c = day_civil(w->document);
    int first = 3 + 3 * f->season; /* its first month */
    int year = c.year;
    if (f->dir < 0) {
        year -= first + 2 >= c.month ? 1 : 0;
    } else if (f->dir > 0) {
        year += first <= c.month ? 1 : 0;
    } else if (f->season == SEASON_WI && c.month <= 3) {
        year--;
    }
    value_season(w, out, year, f->season);
}

void resolve_season(const when_state *w, const frame *f, time_expr *out)
{
    if (f->has_year || f->year_dir != 2 || w->history) {
        int year = f->has_year ? f->year : f->year_dir != 2 ? joined_year(w, f) : told_year(w);
        value_season(w, out, year, f->season);
        return;
    }
    frame month = *f;
    month.month = (int8_t)(f->season == SEASON_WI ? 12 : 4 + 3 * f->season);
    value_season(w, out, year_of(w, &month, tense_of(w, out)), f->season);
}

/* A day of the quarter that the telling is about: the last named, else the last that was over. */
static day told_quarter(const when_state *w)
{
    if (w->last_quarter.from != DAY_NONE) {
        return w->last_quarter.from;
    }
    civil c = day_civil(w->document);
    return day_of(c.year, (c.month + 2) / 3 * 3 - 2, 1) - 1;
}

void resolve_latest_quarter(const when_state *w, const frame *f, time_expr *out)
{
    (void)f;
    civil c = day_civil(told_quarter(w));
    value_quarter(w, out, c.year, (c.month + 2) / 3);
}

void resolve_quarter(const when_state *w, const frame *f, time_expr *out)
{
    civil c = day_civil(w->document);
    int quarter = f->quarter > 0 ? f->quarter : f->ordinal == -1 ? 4 : f->ordinal;
    if (quarter < 1 || quarter > 4) {
        quarter = (day_civil(told_quarter(w)).month + 2) / 3;
    }
    int year = f->has_year ? f->year : f->year_dir != 2 ? joined_year(w, f) : c.year;
    if (f->read == READ_QUARTER && f->dir != 2 && !f->has_year && f->year_dir == 2) {
        year = c.year + f->dir; /* last year's third quarter */
    } else if (!f->has_year && f->year_dir == 2 && quarter > (c.month + 2) / 3 &&
               tense_of(w, out) < 0) {
        year--;
    }
    value_quarter(w, out, year, quarter);
}

void resolve_half(const when_state *w, const frame *f, time_expr *out)
{
    int year = f->has_year ? f->year : f->year_dir != 2 ? joined_year(w, f) : told_year(w);
    value_half(w, out, year, f->ordinal == 1 ? 1 : 2);
}

void resolve_decade(const when_state *w, const frame *f, time_expr *out)
{
    value_decade(w, out, f->decade < 100 ? 1900 + f->decade : f->decade);
}

void resolve_bc(const when_state *w, const frame *f, time_expr *out)
{
    out->when = interval_of(DAY_NONE, DAY_NONE, PRECISION_YEAR);
    out->value = f->ordinal > 0 ? arena_printf(w->r->arena, "BC%02d", f->ordinal - 1)
                                : arena_printf(w->r->arena, "BC%04d", f->n / 1000);
}

/* ---- festivals and the Islamic calendar ---------------------------------------------------------
 */

/* The festival before or after the document time, as `dir` (-1, 1) or the tense tells. */
static day chosen_festival(const when_state *w, const grammar_festival *g, int dir, int tense,
                           day *to)
{
    const int year = day_civil(w->document).year;
    day before = DAY_NONE, before_to = DAY_NONE;
    for (int y = year - 1; y <= year + 1; y++) {
        day from, last;
        if (!festival_days(g, y, &from, &last)) {
            return DAY_NONE;
        }
        if (from <= w->document && !(dir < 0 && last >= w->document)) {
            before = from;
            before_to = last;
            continue;
        }
        bool later =
            dir == 1 || (dir != -1 && takes_later(tense, w->document - before, from - w->document));
        *to = later ? last : before_to;
        return later ? from : before;
    }
    return DAY_NONE;
}

void resolve_festival(const when_state *w, const frame *f, time_expr *out)
{
    const grammar_festival *g = &w->g->festivals[f->festival];
    day from = DAY_NONE, to = DAY_NONE;
    if (f->has_year || f->year_dir != 2 || w->history) {
        int year = f->has_year ? f->year : f->year_dir != 2 ? joined_year(w, f) : told_year(w);
        if (!festival_days(g, year, &from, &to)) {
            from = DAY_NONE;
        }
    } else {
        from = chosen_festival(w, g, f->dir, tense_of(w, out), &to);
    }
    if (from == DAY_NONE) {
        value_ref(out, REF_PAST);
    } else if (f->read == READ_FESTIVAL_WEEK) {
        value_week(w, out, from);
    } else {
        value_day(w, out, from);
        out->when.to = to;
    }
}

void resolve_hijri(const when_state *w, const frame *f, time_expr *out)
{
    int year = f->n / 1000;
    if (year < 1 || year > 1600) {
        year = hijri_year(w->document);
        day from = hijri_day(year, f->hijri, 1);
        int tense = tense_of(w, out);
        year -= from > w->document && (tense < 0 || from - w->document > 200) ? 1 : 0;
        year += from + 30 < w->document && tense > 0 ? 1 : 0;
    }
    int of_month = f->mday > 0 ? f->mday : f->ordinal > 0 && f->ordinal <= 30 ? f->ordinal : 0;
    day from = hijri_day(year, f->hijri, of_month > 0 ? of_month : 1);
    value_day(w, out, from);
    if (of_month == 0) {
        day next = f->hijri == 12 ? hijri_day(year + 1, 1, 1) : hijri_day(year, f->hijri + 1, 1);
        civil c = day_civil(from + 14);
        out->value = arena_printf(w->r->arena, "%04d-%02d", c.year, c.month);
        out->when = interval_of(from, next - 1, PRECISION_MONTH);
    }
}

/* ---- parts of the day ---------------------------------------------------------------------------
 */

void resolve_daypart(const when_state *w, const frame *f, time_expr *out)
{
    day d = w->document + (f->dir == 2 ? 0 : f->dir);
    value_day(w, out, d);
    frame part = *f;
    part.part = f->part >= 0 ? f->part : DAYPART_NI;
    value_part(w, out, &part);
}

void resolve_told_part(const when_state *w, const frame *f, time_expr *out)
{
    bool told = w->narrative.from != DAY_NONE && w->narrative.precision == PRECISION_DAY;
    day d = told ? w->narrative.from : w->document;
    value_day(w, out, d + (f->dir == 2 ? 0 : f->dir));
    frame part = *f;
    part.part = f->part >= 0 ? f->part : DAYPART_NI;
    value_part(w, out, &part);
}

void resolve_clock(const when_state *w, const frame *f, time_expr *out)
{
    frame clock = *f;
    if (clock.hour < 0) {
        int n = f->n / 1000;
        clock.hour = (int8_t)(n >= 100 ? n / 100 % 25 : n);
        clock.minute = (int8_t)(n >= 100 ? n % 100 : 0);
    }
    bool told = w->narrative.from != DAY_NONE && w->narrative.precision == PRECISION_DAY;
    value_day(w, out, told ? w->narrative.from : w->document);
    value_part(w, out, &clock);
}

void resolve_day(const when_state *w, const frame *f, time_expr *out)
{
    civil c = day_civil(told_day(w));
    int of_month = f->ordinal;
    if (civil_valid(c.year, c.month, of_month)) {
        value_day(w, out, day_of(c.year, c.month, of_month));
    } else {
        value_ref(out, REF_PAST);
    }
}
