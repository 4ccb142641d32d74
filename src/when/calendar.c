/* Calendars: Easter, the tabular Islamic and the Hebrew calendar, moons, ISO weeks, festivals.
 *
 * Easter after the anonymous Gregorian computus; the civil Islamic calendar with its 30-year cycle
 * (epoch 16 July 622 Julian); the Hebrew calendar by its molad arithmetic; new and full moons after
 * Meeus, "Astronomical Algorithms", chapter 49, with the terms over 0.01 days: good to the hour.
 */
#include <math.h>

#include "when/when_priv.h"

day easter_western(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
    int g = (8 * b + 13) / 25, h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 19 * l) / 433, month = (h + l - 7 * m + 90) / 25;
    return day_of(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

day easter_orthodox(int year)
{
    int a = year % 4, b = year % 7, c = year % 19;
    int d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
    int month = (d + e + 114) / 31, of_month = (d + e + 114) % 31 + 1;
    return day_of(year, month, of_month) + year / 100 - year / 400 - 2;
}

day hijri_day(int year, int month, int of_month)
{
    int64_t days = (int64_t)(year - 1) * 354 + (3 + 11 * (int64_t)year) / 30 + 29 * (month - 1) +
                   month / 2 + of_month - 1;
    return (day)(days + day_of(622, 7, 19));
}

int hijri_year(day d)
{
    return (int)((30 * ((int64_t)d - day_of(622, 7, 19)) + 10646) / 10631);
}

/* ---- Hebrew ------------------------------------------------------------------------------------
 */

static bool hebrew_leap(int year)
{
    return (7 * year + 1) % 19 < 7;
}

/* Days from the epoch to the new year, postponements done. */
static int64_t hebrew_elapsed(int year)
{
    int64_t months = (235 * (int64_t)year - 234) / 19;
    int64_t parts = 12084 + 13753 * months;
    int64_t days = 29 * months + parts / 25920;
    return 3 * (days + 1) % 7 < 3 ? days + 1 : days;
}

static day hebrew_new_year(int year)
{
    int64_t before = hebrew_elapsed(year - 1), now = hebrew_elapsed(year);
    int64_t after = hebrew_elapsed(year + 1);
    int64_t delay = after - now == 356 ? 2 : now - before == 382 ? 1 : 0;
    return (day)(now + delay - 1) + day_of(-3760, 9, 7) + 1;
}

/* Months counted from Nisan, 7 = Tishri, which opens the year. */
static day hebrew_day(int year, int month, int of_month)
{
    const int length = hebrew_new_year(year + 1) - hebrew_new_year(year);
    const bool leap = hebrew_leap(year);
    const int autumn[] = {30, length % 10 == 5 ? 30 : 29, length % 10 == 3 ? 29 : 30, 29, 30};
    day d = hebrew_new_year(year);
    if (month >= 7) {
        for (int m = 7; m < month; m++) {
            d += autumn[m - 7];
        }
        return d + of_month - 1 + (leap && month == 12 ? 30 : 0);
    }
    for (int m = 0; m < 5; m++) {
        d += autumn[m];
    }
    d += leap ? 59 : 29;
    for (int m = 1; m < month; m++) {
        d += m % 2 == 1 ? 30 : 29;
    }
    return d + of_month - 1;
}

/* ---- moons -------------------------------------------------------------------------------------
 */

/* Julian ephemeris day of the k-th lunation's phase, k from the new moon of 6 January 2000; a half
 * is the full moon. */
static double moon(double k)
{
    const double rad = 3.14159265358979323846 / 180, t = k / 1236.85;
    const bool full = k - floor(k) > 0.25;
    double jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t;
    double sun = rad * (2.5534 + 29.1053567 * k), anomaly = rad * (201.5643 + 385.81693528 * k);
    double latitude = rad * (160.7108 + 390.67050284 * k);
    double e = 1 - 0.002516 * t;
    jde += (full ? -0.40614 : -0.40720) * sin(anomaly) + (full ? 0.17302 : 0.17241) * e * sin(sun);
    jde += 0.0161 * sin(2 * anomaly) + 0.0104 * sin(2 * latitude);
    return jde + 0.0074 * e * sin(anomaly - sun);
}

static day moon_on_or_after(day from, bool full, int half_hours)
{
    double k = floor(((double)from - 10962.0) / 29.530588861) - 1 + (full ? 0.5 : 0);
    for (int i = 0; i < 4; i++, k += 1) {
        day d = (day)floor(moon(k) - 2440587.5 + half_hours / 48.0);
        if (d >= from) {
            return d;
        }
    }
    return from;
}

/* ---- weeks and festivals -----------------------------------------------------------------------
 */

day iso_week_monday(day d)
{
    return d - day_weekday(d);
}

void iso_week(day d, int *year, int *week)
{
    day thursday = iso_week_monday(d) + 3;
    *year = day_civil(thursday).year;
    *week = (thursday - day_of(*year, 1, 1)) / 7 + 1;
}

static day nth_weekday(int year, const grammar_festival *f)
{
    if (f->c < 0) {
        day last = day_of(year, f->a, month_length(year, f->a));
        return last - (day_weekday(last) - f->b + 7) % 7;
    }
    day first = day_of(year, f->a, 1);
    return first + (f->b - day_weekday(first) + 7) % 7 + 7 * (f->c - 1) + f->d;
}

/* The Islamic day that falls into the Gregorian year; the first, if two do. */
static day hijri_in(int year, int month, int of_month)
{
    int h = hijri_year(day_of(year, 1, 1));
    day d = hijri_day(h, month, of_month);
    return day_civil(d).year < year ? hijri_day(h + 1, month, of_month) : d;
}

static day festival_first(const grammar_festival *f, int year)
{
    switch (f->kind) {
    case FESTIVAL_DATE:
        return day_of(year, f->a, f->b);
    case FESTIVAL_EASTER:
        return easter_western(year) + f->a;
    case FESTIVAL_ORTHODOX:
        return easter_orthodox(year) + f->a;
    case FESTIVAL_HIJRI:
        return hijri_in(year, f->a, f->b);
    case FESTIVAL_HEBREW:
        return hebrew_day(f->a >= 7 && f->a <= 9 ? year + 3761 : year + 3760, f->a, f->b);
    case FESTIVAL_NTH:
        return nth_weekday(year, f);
    case FESTIVAL_NEWMOON:
    case FESTIVAL_FULLMOON:
        return moon_on_or_after(day_of(year, f->a, f->b), f->kind == FESTIVAL_FULLMOON, f->c) +
               f->d;
    default:
        return DAY_NONE;
    }
}

bool festival_days(const grammar_festival *f, int year, day *from, day *to)
{
    if (year < 1000 || year > 2400) {
        return false;
    }
    *from = festival_first(f, year);
    *to = *from + f->days - 1;
    return true;
}
