/* store/chart.c - answers as charts for a terminal: a series as bars, events as a calendar with a
 * line a month and a sign a day: + cooperation, - conflict, * both. */
#include "store/store_priv.h"

enum { BARS = 8, LINE = 60, MONTH_DAYS = 31 };

typedef struct {
    view period;
    int64_t count;
} bar;

typedef VEC(bar) bar_list;

static bool all_empty(const bar_list *list, size_t from, size_t end)
{
    for (size_t k = from; k < end; k++) {
        if (list->at[k].count > 0) {
            return false;
        }
    }
    return true;
}

/* Lines in which nothing happened are one "...". */
static void print_bars(const bar_list *list, int64_t most, buf *out)
{
    static const char *const heights[BARS + 1] = {"·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    bool skipped = false;
    for (size_t i = 0; i < list->count; i += LINE) {
        size_t end = i + LINE < list->count ? i + LINE : list->count;
        if (all_empty(list, i, end)) {
            buf_text(out, skipped ? "" : "...\n");
            skipped = true;
            continue;
        }
        skipped = false;
        buf_printf(out, "%.*s ", VIEW_ARG(list->at[i].period));
        for (size_t k = i; k < end; k++) {
            int64_t n = list->at[k].count;
            buf_text(out, heights[n == 0 ? 0 : 1 + (n * BARS - 1) / most]);
        }
        buf_printf(out, " %.*s\n", VIEW_ARG(list->at[end - 1].period));
    }
    buf_printf(out, "█ = %lld event%s, · = none\n", (long long)most, most == 1 ? "" : "s");
}

dateline_status chart_series(stmt *s, buf *out, dateline_error *e)
{
    arena *a = s->ledger->scratch;
    bar_list list = {0};
    int64_t most = 1;
    dateline_status status = stmt_step(s, e);
    for (; status == DATELINE_OK; status = stmt_step(s, e)) {
        bar one = {arena_copy(a, stmt_column(s, 0)), sqlite3_column_int64(s->handle, 1)};
        most = one.count > most ? one.count : most;
        if (!VEC_PUSH(&list, a, one)) {
            return fault_memory(e);
        }
    }
    print_bars(&list, most, out);
    return status == DATELINE_END ? DATELINE_OK : status;
}

static bool is_conflict(view act)
{
    static const char *const conflict[] = {"REQUEST",  "ACCUSE",   "REJECT", "THREATEN", "PROTEST",
                                           "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"};
    for (size_t i = 0; i < sizeof conflict / sizeof *conflict; i++) {
        if (view_equal(act, view_of(conflict[i]))) {
            return true;
        }
    }
    return false;
}

static void print_month(const char *month, const char *days, buf *out)
{
    if (month[0] != 0) {
        buf_printf(out, "%s ", month);
        for (int i = 0; i < MONTH_DAYS; i++) {
            buf_text(out, i == 10 || i == 20 ? " " : "");
            buf_text(out, days[i] == ' ' ? "·" : (char[2]){days[i], 0});
        }
        buf_char(out, '\n');
    }
}

/* The rows come in the order of their dates; column 1 is the date, column 3 the act. */
dateline_status chart_days(stmt *s, buf *out, dateline_error *e)
{
    char month[8] = "";
    char days[MONTH_DAYS];
    memset(days, ' ', sizeof days);
    dateline_status status = stmt_step(s, e);
    for (; status == DATELINE_OK; status = stmt_step(s, e)) {
        view date = stmt_column(s, 1);
        int64_t number = 0;
        if (date.length != 10 || !view_int(view_cut(date, 8, 10), &number) || number < 1 ||
            number > MONTH_DAYS) {
            continue;
        }
        if (memcmp(month, date.data, 7) != 0) {
            print_month(month, days, out);
            memcpy(month, date.data, 7);
            memset(days, ' ', sizeof days);
        }
        char sign = is_conflict(stmt_column(s, 3)) ? '-' : '+';
        char *cell = &days[number - 1];
        *cell = *cell == ' ' || *cell == sign ? sign : '*';
    }
    print_month(month, days, out);
    buf_text(out, "+ cooperation  - conflict  * both\n");
    return status == DATELINE_END ? DATELINE_OK : status;
}
