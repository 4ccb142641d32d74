/* when/value.h - writing what an expression was resolved to: TIMEX3 value, interval, precision. */
#ifndef WHEN_VALUE_H
#define WHEN_VALUE_H

#include "when/when_priv.h"

void value_day(const when_state *w, time_expr *out, day d);
void value_week(const when_state *w, time_expr *out, day d);
void value_weekend(const when_state *w, time_expr *out, day d);
/* Month may lie outside 1 .. 12: it is carried into the year. */
void value_month(const when_state *w, time_expr *out, int year, int month);
void value_quarter(const when_state *w, time_expr *out, int year, int quarter);
void value_half(const when_state *w, time_expr *out, int year, int half);
void value_season(const when_state *w, time_expr *out, int year, int season);
void value_year(const when_state *w, time_expr *out, int year);
void value_decade(const when_state *w, time_expr *out, int first_year);
void value_century(const when_state *w, time_expr *out, int ordinal);
void value_ref(time_expr *out, unsigned ref);
/* "TNI", "T19:30" behind a day's value. */
void value_part(const when_state *w, time_expr *out, const frame *f);
/* "P2Y", "PT5H30M", "PXD"; thousandths of a unit, VAGUE = X. */
view value_period(const when_state *w, int32_t thousandths, int unit);
/* The unit's length in days, 0 for parts of a day. */
int unit_days(int unit);

/* The day that lies so many units (their months and years by the calendar) before; n < 0: behind.
 */
day day_before(day from, int32_t n, int unit);
/* The day that lies the length of "P2M", "P3D" ... before. */
day value_before(day from, const time_expr *length);

/* resolve_length.c: durations and sets. */
bool resolve_length(const when_state *w, const frame *f, time_expr *out);

static inline interval interval_of(day from, day to, date_precision precision)
{
    return (interval){from, to, precision};
}

#endif
