#include "base/day.h"

#include <stdio.h>

day day_of(int year, int month, int of_month)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + of_month - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

civil day_civil(day d)
{
    int z = d + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int m = (5 * day_of_year + 2) / 153;
    int month = m < 10 ? m + 3 : m - 9;
    return (civil){.year = year_of_era + era * 400 + (month <= 2),
                   .month = month,
                   .of_month = day_of_year - (153 * m + 2) / 5 + 1};
}

int day_weekday(day d)
{
    int w = (d + 3) % 7; /* 1970-01-01 was a Thursday */
    return w < 0 ? w + 7 : w;
}

int month_length(int year, int month)
{
    static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : lengths[month - 1];
}

bool civil_valid(int year, int month, int of_month)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && of_month >= 1 &&
           of_month <= month_length(year, month);
}

int month_of_name(view word)
{
    static const char *const names[12] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
    if (word.length > 3 && word.data[word.length - 1] == '.') {
        word.length--;
    }
    if (view_equal_nocase(word, VIEW("sept"))) {
        return 9;
    }
    for (int m = 0; m < 12; m++) {
        view name = view_of(names[m]);
        if (view_equal_nocase(word, name) || view_equal_nocase(word, view_cut(name, 0, 3))) {
            return m + 1;
        }
    }
    return 0;
}

static bool digits(view v, size_t at, size_t n, int *out)
{
    int64_t value = 0;
    if (v.length < at + n || !view_int(view_cut(v, at, at + n), &value) || value < 0) {
        return false;
    }
    *out = (int)value;
    return true;
}

day day_parse(view text)
{
    int y = 0, m = 0, d = 0;
    bool dashed = text.length >= 10 && text.data[4] == '-' && text.data[7] == '-';
    bool read = dashed ? digits(text, 0, 4, &y) && digits(text, 5, 2, &m) && digits(text, 8, 2, &d)
                       : digits(text, 0, 4, &y) && digits(text, 4, 2, &m) && digits(text, 6, 2, &d);
    size_t end = dashed ? 10 : 8;
    if (!read || !civil_valid(y, m, d) || (text.length > end && ascii_digit(text.data[end]))) {
        return DAY_NONE;
    }
    return day_of(y, m, d);
}

/* The last `n` digits of the number, and what is to follow them. */
static char *put_digits(char *out, unsigned number, int n, char after)
{
    for (int i = n; i-- > 0; number /= 10) {
        out[i] = (char)('0' + number % 10);
    }
    out[n] = after;
    return out + n + 1;
}

void day_format(day d, char out[16])
{
    if (d == DAY_NONE) {
        out[0] = '\0';
        return;
    }
    civil c = day_civil(d);
    out = put_digits(out, (unsigned)c.year, 4, '-');
    out = put_digits(out, (unsigned)c.month, 2, '-');
    (void)put_digits(out, (unsigned)c.of_month, 2, '\0');
}
