/* Questions: each is an SQL text with the filter's conditions (filter.c), and the rows are written
 * as a table, JSON lines, TSV or CSV; one event is shown as a card (card.c).  The ledger is opened
 * read-only for questions. */
#include <time.h>

#include "store/store_priv.h"

enum {
    CELL = 60,
    COLUMNS = 32,
    PIECE = 1 << 16,
    INSTRUCTIONS = 20000 /* between looks at the clock */
};

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

/* Long texts are cut in a table, but for what is told of firsts. */
static int widest(const stmt *s, int column)
{
    return strcmp(sqlite3_column_name(s->handle, column), "news") == 0 ? 4 * CELL : CELL;
}

static void table_cell(buf *out, view v, int most, int width, bool last)
{
    int count = 0;
    size_t fits = fitting(v, most, &count);
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
            table_cell(out, v, widest(s, c), c < COLUMNS ? form->width[c] : 0, last);
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
            bool cut = fitting(v, widest(s, c), &width) < v.length;
            width += cut;
            form->width[c] = width > form->width[c] ? width : form->width[c];
        }
    }
    (void)sqlite3_reset(s->handle);
    return status == DATELINE_END ? DATELINE_OK : status;
}

dateline_status ledger_flush(ledger_outlet *o, size_t least, dateline_error *e)
{
    if (o->text.failed) {
        return fault_memory(e);
    }
    if (o->write == NULL || o->text.length < least || o->text.length == 0) {
        return DATELINE_OK;
    }
    dateline_status status = o->write(o->to, buf_all(&o->text), e);
    o->text.length = 0;
    return status;
}

static dateline_status rows(stmt *s, rows_format format, ledger_outlet *out, dateline_error *e)
{
    row_form form = {.format = format, .columns = sqlite3_column_count(s->handle)};
    if (format == ROWS_TABLE) {
        TRY(measure(s, &form, e));
    }
    if (format != ROWS_JSONL) {
        write_row(s, &form, true, &out->text);
    }
    dateline_status status = stmt_step(s, e);
    for (; status == DATELINE_OK; status = stmt_step(s, e)) {
        if (format == ROWS_JSONL) {
            json_row(s, form.columns, &out->text);
        } else {
            write_row(s, &form, false, &out->text);
        }
        TRY(ledger_flush(out, PIECE, e));
    }
    return status == DATELINE_END ? DATELINE_OK : status;
}

static dateline_status write_answer(stmt *s, ledger_question question, rows_format format,
                                    ledger_outlet *out, dateline_error *e)
{
    if (format == ROWS_CHART) {
        return question == ASK_SERIES ? chart_series(s, &out->text, e)
                                      : chart_days(s, &out->text, e);
    }
    return format == ROWS_TABLE && question == ASK_SHOW ? card_tellings(s, &out->text, e)
                                                        : rows(s, format, out, e);
}

/* A question about one event, report or story that is not there is answered as such. */
static dateline_status check_event(ledger *l, ledger_question question, const ledger_filter *f,
                                   dateline_error *e)
{
    stmt s;
    if (question != ASK_SHOW && question != ASK_SOURCES) {
        return DATELINE_OK;
    }
    TRY(stmt_open_once(l, &s, "SELECT 1 FROM events WHERE event = ?", e));
    stmt_text(&s, view_of(f->name));
    dateline_status status = stmt_step(&s, e);
    stmt_close(&s);
    if (status == DATELINE_END) {
        fault(e, DATELINE_E_ARGUMENT, "the ledger has no event '%s'", f->name);
        fault_hint(e, "events are named by the number in the first column of 'dateline events'");
        return DATELINE_E_ARGUMENT;
    }
    return status;
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

/* What a question that failed is told of. */
static void explain_failure(const ledger_filter *f, bool late, dateline_error *e)
{
    if (late) {
        (void)fault(e, DATELINE_E_LIMIT, "the question took longer than %lld ms",
                    (long long)f->budget);
        fault_hint(e, "ask for fewer days, or one actor");
    } else if (f->where != NULL) {
        fault_hint(e, "--where takes a condition in SQL over the table events, such as \"goldstein "
                      "< -5 AND nreports > 1\"; docs/ledger.md lists its columns");
    }
}

typedef struct {
    ledger_question question;
    const ledger_filter *filter;
    rows_format format;
} asked;

static dateline_status ask(ledger *l, const asked *a, ledger_outlet *out, dateline_error *e)
{
    filter_sql q;
    stmt s;
    int64_t end = milliseconds() + a->filter->budget;
    TRY(filter_begin(l, a->filter, &q, e));
    question_sql(&q, a->question, a->filter);
    buf_char(&q.sql, '\0');
    if (a->filter->budget > 0) {
        sqlite3_progress_handler(l->db, INSTRUCTIONS, spent, &end);
    }
    dateline_status status = q.sql.failed ? fault_memory(e) : stmt_open_once(l, &s, q.sql.data, e);
    if (status == DATELINE_OK) {
        filter_values(&q, &s);
        status = write_answer(&s, a->question, a->format, out, e);
        stmt_close(&s);
    }
    sqlite3_progress_handler(l->db, 0, NULL, NULL);
    if (status == DATELINE_E_LEDGER) {
        bool late = a->filter->budget > 0 && spent(&end) != 0;
        explain_failure(a->filter, late, e);
        status = late ? DATELINE_E_LIMIT : status;
    }
    buf_free(&q.sql);
    return status;
}

static dateline_status ask_all(ledger *l, const asked *a, ledger_outlet *out, dateline_error *e)
{
    TRY(question_functions(l, e));
    TRY(check_event(l, a->question, a->filter, e));
    if (a->format == ROWS_TABLE && a->question == ASK_SHOW) {
        TRY(card_head(l, a->filter->name, &out->text, e));
    }
    TRY(ask(l, a, out, e));
    return ledger_flush(out, 0, e);
}

dateline_status ledger_ask_to(ledger *l, ledger_question question, const ledger_filter *f,
                              rows_format format, ledger_outlet *out, dateline_error *e)
{
    arena_mark mark = arena_save(l->scratch);
    dateline_status status = ask_all(l, &(asked){question, f, format}, out, e);
    arena_restore(l->scratch, mark);
    return status;
}

dateline_status ledger_ask(ledger *l, ledger_question question, const ledger_filter *f,
                           rows_format format, buf *out, dateline_error *e)
{
    ledger_outlet all = {.text = *out};
    dateline_status status = ledger_ask_to(l, question, f, format, &all, e);
    *out = all.text;
    return status == DATELINE_OK && out->failed ? fault_memory(e) : status;
}
