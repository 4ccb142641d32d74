/* TIMEX3 values as TimeML 1.2.1 has them (ISO 8601 with TIDES' letters) and the days they cover. */
#include "when/value.h"

static const char *const parts[] = {"MO", "MI", "AF", "EV", "NI", "DT"};
static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
static const char *const refs[] = {"", "PAST_REF", "PRESENT_REF", "FUTURE_REF"};

void value_day(const when_state *w, time_expr *out, day d)
{
    char text[16];
    day_format(d, text);
    out->value = arena_copy(w->r->arena, view_of(text));
    out->when = interval_of(d, d, PRECISION_DAY);
}

void value_week(const when_state *w, time_expr *out, day d)
{
    int year, week;
    iso_week(d, &year, &week);
    day monday = iso_week_monday(d);
    out->value = arena_printf(w->r->arena, "%04d-W%02d", year, week);
    out->when = interval_of(monday, monday + 6, PRECISION_WEEK);
}

void value_weekend(const when_state *w, time_expr *out, day d)
{
    int year, week;
    iso_week(d, &year, &week);
    day monday = iso_week_monday(d);
    out->value = arena_printf(w->r->arena, "%04d-W%02d-WE", year, week);
    out->when = interval_of(monday + 5, monday + 6, PRECISION_DAY);
}

static int carry(int *year, int value, int base)
{
    int zero = value - 1;
    int over = zero >= 0 ? zero / base : -((base - 1 - zero) / base);
    *year += over;
    return zero - over * base + 1;
}

void value_month(const when_state *w, time_expr *out, int year, int month)
{
    month = carry(&year, month, 12);
    out->value = arena_printf(w->r->arena, "%04d-%02d", year, month);
    out->when = interval_of(day_of(year, month, 1), day_of(year, month, month_length(year, month)),
                            PRECISION_MONTH);
}

void value_quarter(const when_state *w, time_expr *out, int year, int quarter)
{
    quarter = carry(&year, quarter, 4);
    out->value = arena_printf(w->r->arena, "%04d-Q%d", year, quarter);
    out->when =
        interval_of(day_of(year, quarter * 3 - 2, 1),
                    day_of(year, quarter * 3, month_length(year, quarter * 3)), PRECISION_QUARTER);
}

void value_half(const when_state *w, time_expr *out, int year, int half)
{
    out->value = arena_printf(w->r->arena, "%04d-H%d", year, half);
    out->when = half == 1 ? interval_of(day_of(year, 1, 1), day_of(year, 6, 30), PRECISION_SEASON)
                          : interval_of(day_of(year, 7, 1), day_of(year, 12, 31), PRECISION_SEASON);
}

void value_season(const when_state *w, time_expr *out, int year, int season)
{
    int first = 3 + 3 * season, end_year = season == SEASON_WI ? year + 1 : year;
    int last = season == SEASON_WI ? 2 : first + 2;
    out->value = arena_printf(w->r->arena, "%04d-%s", year, seasons[season & 3]);
    out->when = interval_of(day_of(year, first, 1),
                            day_of(end_year, last, month_length(end_year, last)), PRECISION_SEASON);
}

void value_year(const when_state *w, time_expr *out, int year)
{
    out->value = arena_printf(w->r->arena, "%04d", year);
    out->when = interval_of(day_of(year, 1, 1), day_of(year, 12, 31), PRECISION_YEAR);
}

void value_decade(const when_state *w, time_expr *out, int first_year)
{
    int decade = first_year / 10;
    out->value = arena_printf(w->r->arena, "%03d", decade);
    out->when =
        interval_of(day_of(decade * 10, 1, 1), day_of(decade * 10 + 9, 12, 31), PRECISION_DECADE);
}

void value_century(const when_state *w, time_expr *out, int ordinal)
{
    out->value = arena_printf(w->r->arena, "%02d", ordinal - 1);
    out->when = interval_of(day_of(ordinal * 100 - 99, 1, 1), day_of(ordinal * 100, 12, 31),
                            PRECISION_CENTURY);
}

void value_ref(time_expr *out, unsigned ref)
{
    out->value = view_of(refs[ref & 3]);
    out->when = interval_of(DAY_NONE, DAY_NONE, PRECISION_VAGUE);
}

static int clock_hour(const frame *f)
{
    if (f->meridiem == 12 && f->hour < 12) {
        return f->hour + 12;
    }
    return f->meridiem == 0 && f->hour == 12 ? 0 : f->hour;
}

void value_part(const when_state *w, time_expr *out, const frame *f)
{
    if (f->hour >= 0) {
        out->type = TIMEX_TIME;
        out->value = arena_printf(w->r->arena, "%.*sT%02d:%02d", VIEW_ARG(out->value),
                                  clock_hour(f), f->minute < 0 ? 0 : f->minute);
    } else if (f->part >= 0) {
        out->type = TIMEX_TIME;
        out->value = arena_printf(w->r->arena, "%.*sT%s", VIEW_ARG(out->value), parts[f->part]);
    }
}

/* ---- lengths -----------------------------------------------------------------------------------
 */

int unit_days(int unit)
{
    static const int days[UNIT_COUNT] = {
        [UNIT_DAY] = 1,         [UNIT_WEEKEND] = 2,        [UNIT_WEEK] = 7,
        [UNIT_FORTNIGHT] = 14,  [UNIT_MONTH] = 30,         [UNIT_QUARTER] = 91,
        [UNIT_SEASON] = 91,     [UNIT_YEAR] = 365,         [UNIT_DECADE] = 3652,
        [UNIT_CENTURY] = 36524, [UNIT_MILLENNIUM] = 365242};
    return unit >= 0 && unit < UNIT_COUNT ? days[unit] : 0;
}

static int32_t unit_months(int unit)
{
    return unit == UNIT_MONTH     ? 1
           : unit == UNIT_QUARTER ? 3
           : unit == UNIT_YEAR    ? 12
           : unit == UNIT_DECADE  ? 120
           : unit == UNIT_CENTURY ? 1200
                                  : 0;
}

day day_before(day from, int32_t n, int unit)
{
    const int32_t months = unit_months(unit);
    if (months == 0) {
        return from - n * unit_days(unit);
    }
    civil c = day_civil(from);
    int month = c.month - n * months;
    int year = c.year;
    month = carry(&year, month, 12);
    const int length = month_length(year, month);
    return day_of(year, month, c.of_month < length ? c.of_month : length);
}

day value_before(day from, const time_expr *length)
{
    int32_t n = 0;
    size_t i = 1; /* behind the P */
    for (; i < length->value.length && ascii_digit(length->value.data[i]) && n < 10000; i++) {
        n = n * 10 + (length->value.data[i] - '0');
    }
    const char letter = i + 1 == length->value.length ? length->value.data[i] : 0;
    return n > 0 && letter == 'M'   ? day_before(from, n, UNIT_MONTH)
           : n > 0 && letter == 'Y' ? day_before(from, n, UNIT_YEAR)
                                    : from - length->duration;
}

typedef struct {
    const char *prefix;
    int factor;        /* whole units of the letter in one */
    char letter;       /* of a number */
    const char *vague; /* X years, X decades ... */
} period_form;

static const period_form forms[UNIT_COUNT] = {
    [UNIT_SECOND] = {"PT", 1, 'S', "PTXS"},   [UNIT_MINUTE] = {"PT", 1, 'M', "PTXM"},
    [UNIT_HOUR] = {"PT", 1, 'H', "PTXH"},     [UNIT_DAY] = {"P", 1, 'D', "PXD"},
    [UNIT_WEEKEND] = {"P", 2, 'D', "PXWE"},   [UNIT_WEEK] = {"P", 1, 'W', "PXW"},
    [UNIT_FORTNIGHT] = {"P", 2, 'W', "PXW"},  [UNIT_MONTH] = {"P", 1, 'M', "PXM"},
    [UNIT_QUARTER] = {"P", 1, 'Q', "PXQ"},    [UNIT_SEASON] = {"P", 3, 'M', "PXM"},
    [UNIT_YEAR] = {"P", 1, 'Y', "PXY"},       [UNIT_DECADE] = {"P", 10, 'Y', "PXDE"},
    [UNIT_CENTURY] = {"P", 100, 'Y', "PXCE"}, [UNIT_MILLENNIUM] = {"P", 1000, 'Y', "PXY"}};

/* The smaller unit that half of this one is told in: "P2Y6M". */
static view half_period(const when_state *w, int32_t whole, int unit)
{
    arena *a = w->r->arena;
    if (unit == UNIT_YEAR) {
        return whole > 0 ? arena_printf(a, "P%dY6M", whole) : VIEW("P6M");
    }
    if (unit == UNIT_HOUR) {
        return whole > 0 ? arena_printf(a, "PT%dH30M", whole) : VIEW("PT30M");
    }
    if (unit == UNIT_MINUTE) {
        return whole > 0 ? arena_printf(a, "PT%dM30S", whole) : VIEW("PT30S");
    }
    if (unit == UNIT_DECADE || unit == UNIT_CENTURY) {
        return arena_printf(a, "P%dY", (2 * whole + 1) * forms[unit].factor / 2);
    }
    return arena_printf(a, "%s%d.5%c", forms[unit].prefix, whole, forms[unit].letter);
}

view value_period(const when_state *w, int32_t thousandths, int unit)
{
    const period_form *f = &forms[unit];
    if (thousandths == VAGUE) {
        return view_of(f->vague);
    }
    int32_t whole = thousandths / 1000, rest = thousandths % 1000;
    if (rest == 500) {
        return half_period(w, whole, unit);
    }
    if (rest != 0) {
        return arena_printf(w->r->arena, "%s%d.%d%c", f->prefix, whole, rest / 100, f->letter);
    }
    return arena_printf(w->r->arena, "%s%lld%c", f->prefix, (long long)whole * f->factor,
                        f->letter);
}
