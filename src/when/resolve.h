/* when/resolve.h - what the resolving files share: the bases that dates are counted from. */
#ifndef WHEN_RESOLVE_H
#define WHEN_RESOLVE_H

#include "when/value.h"

int tense_of(const when_state *w, const time_expr *out);
/* The day that the telling has reached, or the document time. */
day told_day(const when_state *w);
int told_year(const when_state *w);
/* The year that was joined to an expression: "of last year". */
int joined_year(const when_state *w, const frame *f);
bool takes_later(int tense, int32_t before, int32_t after);
/* Year of a month (and day) that comes without one. */
int year_of(const when_state *w, const frame *f, int tense);

/* So many units as the frame says back (sign -1) or on from a base; vague numbers give a reference.
 */
void resolve_away(const when_state *w, const frame *f, time_expr *out, day base, int sign);

/* resolve_named.c */
void resolve_month_shift(const when_state *w, const frame *f, time_expr *out);
void resolve_season_shift(const when_state *w, const frame *f, time_expr *out);
void resolve_season(const when_state *w, const frame *f, time_expr *out);
void resolve_quarter(const when_state *w, const frame *f, time_expr *out);
void resolve_latest_quarter(const when_state *w, const frame *f, time_expr *out);
void resolve_half(const when_state *w, const frame *f, time_expr *out);
void resolve_decade(const when_state *w, const frame *f, time_expr *out);
void resolve_bc(const when_state *w, const frame *f, time_expr *out);
void resolve_festival(const when_state *w, const frame *f, time_expr *out);
void resolve_hijri(const when_state *w, const frame *f, time_expr *out);
void resolve_daypart(const when_state *w, const frame *f, time_expr *out);
void resolve_told_part(const when_state *w, const frame *f, time_expr *out);
void resolve_clock(const when_state *w, const frame *f, time_expr *out);
void resolve_day(const when_state *w, const frame *f, time_expr *out);

/* resolve_part.c: the part of the days that is meant, and their other reading. */
void resolve_part(const when_state *w, const frame *f, time_expr *out);
void resolve_other(const when_state *w, const frame *f, time_expr *out);

#endif
