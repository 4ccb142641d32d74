/* Questions: each is an SQL text with the filter's conditions (filter.c), and the rows are written
 * as a table, JSON lines, TSV or CSV.  The ledger is opened read-only for questions. */
#include <time.h>

#include "store/store_priv.h"

enum { CELL = 60, COLUMNS = 32, INSTRUCTIONS = 20000 /* between looks at the clock */ };

/* ---- rows
 * ---------------------------------------------------------------------------------------- */

/* Columns of these names hold JSON. */
static bool is_json(const stmt *s, int column)
{
    const char *name = sqlite3_column_name(s->handle, column);
    return strcmp(name, "json") == 0 || strcmp(name, "parties") == 0;
}

static void json_row(const stmt *s, int columns, buf *out)
{
    buf_char(out, '{');
    for (int c = 0; c < columns; c++) {
        buf_text(out, c == 0 ? "" : ", ");
        buf_json(out, view_of(sqlite3_column_name(s->handle, c)));
        buf_text(out, ": ");
        int type = sqlite3_column_type(s->handle, c);
        if (type == SQLITE_INTEGER || type == SQLITE_FLOAT || is_json(s, c)) {
            buf_view(out, stmt_column(s, c));
        } else {
            buf_json(out, stmt_column(s, c));
        }
    }
    buf_text(out, "}\n");
}

/* Bytes of the text that fill at most `most` characters; *count = how many they are. */
static size_t fitting(view v, int most, int *count)
{
    size_t i = 0;
    for (*count = 0; i < v.length && *count < most; ++*count) {
        size_t step = utf8_length(v, i);
        i += step == 0 ? 1 : step;
    }
    return i;
}

static void one_line(buf *out, view v)
{
    for (size_t i = 0; i < v.length; i++) {
        bool blank = v.data[i] == '\t' || v.data[i] == '\n' || v.data[i] == '\r';
        buf_char(out, blank ? ' ' : v.data[i]);
    }
}

static void csv_cell(buf *out, view v)
{
    bool quote = v.length > 0 && strpbrk(v.data, ",\"\r\n") != NULL;
    buf_text(out, quote ? "\"" : "");
    for (size_t i = 0; i < v.length; i++) {
        buf_text(out, quote && v.data[i] == '"' ? "\"" : "");
        buf_char(out, v.data[i]);
    }
    buf_text(out, quote ? "\"" : "");
}

static void table_cell(buf *out, view v, int width, bool last)
{
    int count = 0;
    size_t fits = fitting(v, CELL, &count);
    one_line(out, view_cut(v, 0, fits));
    if (fits < v.length) {
        buf_text(out, "…");
        count++;
    }
    for (; !last && count < width + 2; count++) {
        buf_char(out, ' ');
    }
}

typedef struct {
    rows_format format;
    int columns;
    int width[COLUMNS]; /* characters, of a table */
} row_form;

static void write_row(const stmt *s, const row_form *form, bool names, buf *out)
{
    for (int c = 0; c < form->columns; c++) {
        view v = names ? view_of(sqlite3_column_name(s->handle, c)) : stmt_column(s, c);
        bool last = c + 1 == form->columns;
        if (form->format == ROWS_TABLE) {
            table_cell(out, v, c < COLUMNS ? form->width[c] : 0, last);
        } else if (form->format == ROWS_CSV) {
            csv_cell(out, v);
            buf_text(out, last ? "" : ",");
        } else {
            one_line(out, v);
            buf_text(out, last ? "" : "\t");
        }
    }
    buf_text(out, form->format == ROWS_CSV ? "\r\n" : "\n");
}

/* A table is asked twice: once for the widths of its columns, once for its cells. */
static dateline_status measure(stmt *s, row_form *form, dateline_error *e)
{
    for (int c = 0; c < form->columns && c < COLUMNS; c++) {
        (void)fitting(view_of(sqlite3_column_name(s->handle, c)), CELL, &form->width[c]);
    }
    dateline_status status = stmt_step(s, e);
    for (; status == DATELINE_OK; status = stmt_step(s, e)) {
        for (int c = 0; c < form->columns && c < COLUMNS; c++) {
            view v = stmt_column(s, c);
            int width = 0;
            bool cut = fitting(v, CELL, &width) < v.length;
            width += cut;
            form->width[c] = width > form->width[c] ? width : form->width[c];
        }
    }
    (void)sqlite3_reset(s->handle);
    return status == DATELINE_END ? DATELINE_OK : status;
}

static dateline_status rows(stmt *s, rows_format format, buf *out, dateline_error *e)
{
    row_form form = {.format = format, .columns = sqlite3_column_count(s->handle)};
    if (format == ROWS_TABLE) {
        TRY(measure(s, &form, e));
    }
    if (format != ROWS_JSONL) {
        write_row(s, &form, true, out);
    }
    dateline_status status = stmt_step(s, e);
    for (; status == DATELINE_OK; status = stmt_step(s, e)) {
        if (format == ROWS_JSONL) {
            json_row(s, form.columns, out);
        } else {
            write_row(s, &form, false, out);
        }
    }
    return status == DATELINE_END ? DATELINE_OK : status;
}

static int64_t milliseconds(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* SQLite's progress handler: not 0 ends the statement. */
static int spent(void *end)
{
    return milliseconds() >= *(const int64_t *)end;
}

static dateline_status write_answer(ledger_question question, stmt *s, rows_format format, buf *out,
                                    dateline_error *e)
{
    return format != ROWS_CHART     ? rows(s, format, out, e)
           : question == ASK_SERIES ? chart_series(s, out, e)
                                    : chart_days(s, out, e);
}

static dateline_status answer(ledger *l, ledger_question question, const filter_sql *q,
                              rows_format format, buf *out, dateline_error *e)
{
    stmt s;
    dateline_status status = stmt_open_once(l, &s, q->sql.data, e);
    if (status == DATELINE_OK) {
        filter_values(q, &s);
        status = write_answer(question, &s, format, out, e);
        stmt_close(&s);
    }
    return status;
}

dateline_status ledger_ask(ledger *l, ledger_question question, const ledger_filter *f,
                           rows_format format, buf *out, dateline_error *e)
{
    filter_sql q;
    int64_t end = milliseconds() + f->budget;
    TRY(question_functions(l, e));
    TRY(filter_begin(l, f, &q, e));
    question_sql(&q, question, f);
    buf_char(&q.sql, '\0');
    if (f->budget > 0) {
        sqlite3_progress_handler(l->db, INSTRUCTIONS, spent, &end);
    }
    dateline_status status =
        q.sql.failed ? fault_memory(e) : answer(l, question, &q, format, out, e);
    sqlite3_progress_handler(l->db, 0, NULL, NULL);
    if (status == DATELINE_E_LEDGER && f->budget > 0 && spent(&end)) {
        status = fault(e, DATELINE_E_LIMIT, "the question took longer than %lld ms",
                       (long long)f->budget);
        fault_hint(e, "ask for fewer days, or one actor");
    }
    buf_free(&q.sql);
    return status == DATELINE_OK && out->failed ? fault_memory(e) : status;
}
