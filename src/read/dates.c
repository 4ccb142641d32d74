/* Written dates at a known place: in datelines, signatures of posts, first lines and addresses. */
#include "read/page_priv.h"

static bool digit_at(view v, size_t i)
{
    return i < v.length && ascii_digit(v.data[i]);
}

static size_t number_at(view v, size_t at, size_t most, int *out)
{
    size_t n = 0;
    *out = 0;
    while (n < most && digit_at(v, at + n)) {
        *out = *out * 10 + (v.data[at + n] - '0');
        n++;
    }
    return digit_at(v, at + n) ? 0 : n;
}

static size_t blanks_at(view v, size_t at)
{
    size_t n = 0;
    while (at + n < v.length && (v.data[at + n] == ' ' || v.data[at + n] == ',')) {
        n++;
    }
    return n;
}

static size_t month_at(view v, size_t at, int *month)
{
    size_t n = 0;
    while (at + n < v.length && ascii_alpha(v.data[at + n])) {
        n++;
    }
    *month = n < 3 ? 0 : month_of_name(view_cut(v, at, at + n));
    if (*month == 0) {
        return 0;
    }
    return at + n < v.length && v.data[at + n] == '.' ? n + 1 : n;
}

/* ", 2022" or " 2022" behind day and month; the year stays 0 when there is none. */
static size_t year_after(view v, size_t at, int *year)
{
    size_t gap = blanks_at(v, at);
    int number = 0;
    size_t n = gap == 0 ? 0 : number_at(v, at + gap, 4, &number);
    if (n != 4 || number < 1900 || number > 2100) {
        *year = 0;
        return 0;
    }
    *year = number;
    return gap + n;
}

static size_t iso_at(view v, written_date *out)
{
    int y, m, d;
    if (number_at(v, 0, 4, &y) != 4 || v.length < 10 || v.data[4] != '-' || v.data[7] != '-' ||
        number_at(v, 5, 2, &m) != 2 || number_at(v, 8, 2, &d) != 2) {
        return 0;
    }
    *out = (written_date){y, m, d};
    return civil_valid(y, m, d) ? 10 : 0;
}

static size_t ordinal_at(view v)
{
    bool ordinal = view_starts(v, VIEW("st")) || view_starts(v, VIEW("nd")) ||
                   view_starts(v, VIEW("rd")) || view_starts(v, VIEW("th"));
    return ordinal ? 2 : 0;
}

/* "July 18, 2022", "Jul. 18", "July 18th, 2022" */
static size_t month_first(view v, written_date *out)
{
    size_t n = month_at(v, 0, &out->month);
    size_t gap = n == 0 ? 0 : blanks_at(v, n);
    size_t digits = gap == 0 ? 0 : number_at(v, n + gap, 2, &out->of_month);
    if (digits == 0) {
        return 0;
    }
    size_t end = n + gap + digits;
    end += ordinal_at(view_cut(v, end, v.length));
    return end + year_after(v, end, &out->year);
}

/* "18 July 2022", "18th July" */
static size_t day_first(view v, written_date *out)
{
    size_t n = number_at(v, 0, 2, &out->of_month);
    if (n == 0) {
        return 0;
    }
    n += ordinal_at(view_cut(v, n, v.length));
    size_t gap = blanks_at(v, n);
    size_t word = gap == 0 ? 0 : month_at(v, n + gap, &out->month);
    if (word == 0) {
        return 0;
    }
    size_t end = n + gap + word;
    return end + year_after(v, end, &out->year);
}

bool date_at(view text, written_date *out, size_t *length)
{
    *out = (written_date){0};
    *length = iso_at(text, out);
    if (*length == 0) {
        *length = month_first(text, out);
    }
    if (*length == 0) {
        *length = day_first(text, out);
    }
    return *length > 0 && civil_valid(out->year == 0 ? 2000 : out->year, out->month, out->of_month);
}

/* Reads year, month and day from i on with at most one of "-/_" between them; 0 = no date. */
static day day_at(view url, size_t i)
{
    int y, m, d;
    if (number_at(view_cut(url, 0, i + 4), i, 4, &y) != 4 || y < 1990 || y > 2100) {
        return DAY_NONE;
    }
    i += 4;
    bool apart = i < url.length && strchr("-/_", url.data[i]) != NULL;
    size_t most = 2;
    size_t n = number_at(apart ? url : view_cut(url, 0, i + 2 < url.length ? i + 2 : url.length),
                         i + apart, most, &m);
    if (n == 0 || (!apart && n != 2)) {
        return DAY_NONE;
    }
    i += apart + n;
    if (apart && (i >= url.length || strchr("-/_", url.data[i]) == NULL)) {
        return DAY_NONE;
    }
    n = number_at(url, i + apart, most, &d);
    return n > 0 && (apart || n == 2) && civil_valid(y, m, d) ? day_of(y, m, d) : DAY_NONE;
}

/* "2019/nov/18/" */
static day named_month_at(view url, size_t i)
{
    int y, month, d;
    if (number_at(url, i, 4, &y) != 4 || y < 1990 || y > 2100 || i + 5 >= url.length ||
        url.data[i + 4] != '/') {
        return DAY_NONE;
    }
    size_t n = month_at(url, i + 5, &month);
    size_t at = i + 5 + n;
    if (n == 0 || at + 1 >= url.length || url.data[at] != '/' ||
        number_at(url, at + 1, 2, &d) == 0) {
        return DAY_NONE;
    }
    return civil_valid(y, month, d) ? day_of(y, month, d) : DAY_NONE;
}

day date_in_address(view url)
{
    for (size_t i = 0; i + 8 <= url.length; i++) {
        if (ascii_digit(url.data[i]) && (i == 0 || !ascii_digit(url.data[i - 1]))) {
            day d = day_at(url, i);
            d = d == DAY_NONE ? named_month_at(url, i) : d;
            if (d != DAY_NONE) {
                return d;
            }
        }
    }
    return DAY_NONE;
}

/* 20.11.2019, 20/11/2019 and 11/20/2019: the number over 12 is the day, and if none is, points
 * mean that the day comes first and strokes the month. */
static day numbers_at(view v)
{
    int first, second, y;
    size_t n = number_at(v, 0, 2, &first);
    if (n == 0 || n >= v.length || strchr("./-", v.data[n]) == NULL) {
        return DAY_NONE;
    }
    char sign = v.data[n++];
    size_t m = number_at(v, n, 2, &second);
    if (m == 0 || n + m >= v.length || v.data[n + m] != sign ||
        number_at(v, n + m + 1, 4, &y) != 4) {
        return DAY_NONE;
    }
    bool day_first = first > 12 || (second <= 12 && sign == '.');
    int d = day_first ? first : second, month = day_first ? second : first;
    return y >= 1990 && civil_valid(y, month, d) ? day_of(y, month, d) : DAY_NONE;
}

/* Seconds or milliseconds since 1970. */
static day unix_time(view v)
{
    int64_t n;
    if (v.length < 9 || v.length > 13 || !view_int(v, &n) || n < 0) {
        return DAY_NONE;
    }
    n = v.length > 11 ? n / 1000 : n;
    return n > (int64_t)4102444800 ? DAY_NONE : (day)(n / 86400);
}

day page_date(view text)
{
    enum { REACH = 60, EARLIEST = 1800 };
    text = view_trim(text);
    day d = unix_time(text);
    d = d == DAY_NONE ? day_parse(text) : d;
    for (size_t i = 0; d == DAY_NONE && i < text.length && i < REACH; i++) {
        view rest = view_cut(text, i, text.length);
        bool begins = i == 0 || (!ascii_alpha(text.data[i - 1]) && !ascii_digit(text.data[i - 1]));
        written_date w;
        size_t length;
        if (begins && date_at(rest, &w, &length) && w.year > 0) {
            d = day_of(w.year, w.month, w.of_month);
        } else if (begins) {
            d = numbers_at(rest);
        }
    }
    return d != DAY_NONE && day_civil(d).year < EARLIEST ? DAY_NONE : d;
}
