/* Dates as machines write them: ISO 8601, RFC 5322 (mail, RSS), ctime (old Twitter), bare digits,
 * seconds since 1970, and the written dates of dates.c behind a weekday.  The day is the writer's
 * own: a time zone does not move it. */
#include "read/read_priv.h"

/* "Mon, " "Monday " before a date. */
static view without_weekday(view v)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (size_t i = 0; i < 7 && v.length > 3; i++) {
        if (!view_equal_nocase(view_cut(v, 0, 3), view_of(days[i]))) {
            continue;
        }
        size_t n = 3;
        while (n < v.length && ascii_alpha(v.data[n])) {
            n++;
        }
        while (n < v.length && (v.data[n] == ',' || v.data[n] == ' ' || v.data[n] == '.')) {
            n++;
        }
        return view_cut(v, n, v.length);
    }
    return v;
}

/* The year at the end of ctime's "Jul 16 10:00:00 +0000 2022". */
static int last_year(view v)
{
    int64_t year;
    bool told = v.length > 5 && v.data[v.length - 5] == ' ' &&
                view_int(view_cut(v, v.length - 4, v.length), &year) && year > 1900;
    return told ? (int)year : 0;
}

/* "18/07/2022", "7/18/2022", "2022/07/18", "18.07.2022": only where no other reading is possible;
 * points stand between day and month in this order alone. */
static day slashed(view v)
{
    int64_t n[3] = {0};
    size_t at = 0;
    char mark = '\0';
    for (int i = 0; i < 3; i++) {
        size_t end = at;
        while (end < v.length && ascii_digit(v.data[end])) {
            end++;
        }
        mark = i == 0 && end < v.length ? v.data[end] : mark;
        bool more = i == 2 || (end < v.length && v.data[end] == mark);
        if (!more || end == at || end - at > 4 || !view_int(view_cut(v, at, end), &n[i])) {
            return DAY_NONE;
        }
        at = end + 1;
    }
    if (mark != '/' && mark != '.' && mark != '-') {
        return DAY_NONE;
    }
    if (n[0] > 1900) {
        return civil_valid((int)n[0], (int)n[1], (int)n[2])
                   ? day_of((int)n[0], (int)n[1], (int)n[2])
                   : DAY_NONE;
    }
    bool month_first = n[1] > 12 && mark == '/';
    bool day_first = n[0] > 12 || mark == '.' || n[0] == n[1];
    int month = (int)(month_first ? n[0] : n[1]), of_month = (int)(month_first ? n[1] : n[0]);
    bool told = n[2] > 1900 && month_first != day_first && civil_valid((int)n[2], month, of_month);
    return told ? day_of((int)n[2], month, of_month) : DAY_NONE;
}

/* Seconds or milliseconds since 1970, from 1973 to 2128. */
static day since_1970(view v)
{
    int64_t n;
    if (!view_int(v, &n)) {
        return DAY_NONE;
    }
    int64_t seconds = v.length == 13 ? n / 1000 : v.length == 9 || v.length == 10 ? n : -1;
    return seconds < 0 ? DAY_NONE : (day)(seconds / 86400);
}

day stamp_day(view text)
{
    view v = view_trim(text);
    day d = since_1970(v);
    if (d == DAY_NONE) {
        d = day_parse(v);
    }
    if (d == DAY_NONE && v.length >= 14) {
        int64_t all; /* 20220718101500 */
        d = view_int(view_cut(v, 0, 14), &all) ? day_parse(view_cut(v, 0, 8)) : DAY_NONE;
    }
    if (d == DAY_NONE) {
        d = slashed(v);
    }
    written_date w;
    size_t length;
    v = without_weekday(v);
    if (d == DAY_NONE && date_at(v, &w, &length)) {
        int year = w.year > 0 ? w.year : last_year(v);
        d = civil_valid(year, w.month, w.of_month) && year > 0 ? day_of(year, w.month, w.of_month)
                                                               : DAY_NONE;
    }
    return d;
}
