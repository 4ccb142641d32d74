/* What is left of days that were worked out: parts of them ("early May", "late 2020"), and how else
 * they may be read.
 */
#include "when/resolve.h"

/* Parts of a year, "early 2020", in months, and of a decade, "the late 1970s", in years. */
static void narrow_years(const frame *f, interval *when)
{
    static const int months[][2] = {[MOD_START] = {1, 3}, [MOD_MID] = {5, 8}, [MOD_END] = {10, 12}};
    static const int years[][2] = {[MOD_START] = {0, 4}, [MOD_MID] = {3, 6}, [MOD_END] = {5, 9}};
    if (f->mod != MOD_START && f->mod != MOD_MID && f->mod != MOD_END) {
        return;
    }
    const int year = day_civil(when->from).year;
    if (when->precision == PRECISION_DECADE) {
        when->from = day_of(year + years[f->mod][0], 1, 1);
        when->to = day_of(year + years[f->mod][1], 12, 31);
    } else {
        const int last = months[f->mod][1];
        when->from = day_of(year, months[f->mod][0], 1);
        when->to = day_of(year, last, month_length(year, last));
    }
}

/* "earlier this year" ends now, "later this month" begins now; "early May" is its first third,
 * "early this week" Monday to Wednesday. */
void resolve_part(const when_state *w, const frame *f, time_expr *out)
{
    if (out->when.from == DAY_NONE || out->when.precision == PRECISION_DAY) {
        return;
    }
    const bool now = w->document >= out->when.from && w->document <= out->when.to;
    if (f->side != 0 && now) {
        out->when.to = f->side < 0 ? w->document : out->when.to;
        out->when.from = f->side > 0 ? w->document : out->when.from;
    } else if (f->side == 0 && out->when.precision == PRECISION_MONTH) {
        const day first = out->when.from;
        out->when.from += f->mod == MOD_MID ? 10 : f->mod == MOD_END ? 20 : 0;
        out->when.to = f->mod == MOD_START ? first + 9
                       : f->mod == MOD_MID ? first + 19
                                           : out->when.to;
    } else if (f->side == 0 && out->when.precision == PRECISION_WEEK) {
        const day monday = out->when.from;
        out->when.from += f->mod == MOD_END ? 3 : 0;
        out->when.to = f->mod == MOD_START ? monday + 2 : out->when.to;
    } else if (f->side == 0 &&
               (out->when.precision == PRECISION_YEAR || out->when.precision == PRECISION_DECADE)) {
        narrow_years(f, &out->when);
    }
}

/* "on Saturday", "in June": as far as the words go, the week or the year on the other side of now.
 * On a Sunday "last week" may be the one before the one that ends. */
void resolve_other(const when_state *w, const frame *f, time_expr *out)
{
    const bool weekday = f->read == READ_WEEKDAY && f->dir == 2 && f->n == 0 && !f->range_second;
    const bool ending = f->read == READ_SHIFT && f->unit == UNIT_WEEK && f->dir < 0 &&
                        day_weekday(w->document) == 6;
    const bool month = f->read == READ_DATE && f->month > 0 && !f->has_year && f->year_dir == 2;
    if (out->when.from == DAY_NONE || w->history || !(weekday || ending || month)) {
        return;
    }
    const int unit = month ? UNIT_YEAR : UNIT_WEEK;
    const int before = ending || out->when.from > w->document ? 1 : -1;
    out->other = interval_of(day_before(out->when.from, before, unit),
                             day_before(out->when.to, before, unit), out->when.precision);
}
