/* base/day.h - calendar days as numbers: days since 1970-01-01, proleptic Gregorian.
 *
 *     day d = day_of(2022, 7, 18);  day_weekday(d) == 0 (Monday)
 *
 * Algorithms after Howard Hinnant, "chrono-compatible low-level date algorithms".
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/view.h"

typedef int32_t day;
#define DAY_NONE INT32_MIN

typedef struct {
    int year;
    int month;    /* 1 .. 12 */
    int of_month; /* 1 .. 31 */
} civil;

day day_of(int year, int month, int of_month);
civil day_civil(day d);
int day_weekday(day d);                /* 0 = Monday .. 6 = Sunday */
int month_length(int year, int month); /* days */
bool civil_valid(int year, int month, int of_month);
/* 1 .. 12 for an English month name or its usual abbreviation ("July", "jul", "Sept."); 0 = none.
 */
int month_of_name(view word);
/* "2022-07-18" (a time after it is passed over) or "20220718"; DAY_NONE when it is no date. */
day day_parse(view text);
/* Writes "2022-07-18" and a NUL; "" for DAY_NONE. */
void day_format(day d, char out[16]);

#endif
