/* store/store_priv.h - what the files of the ledger share. */
#ifndef STORE_STORE_PRIV_H
#define STORE_STORE_PRIV_H

#include <sqlite3.h>

#include "store/store.h"

enum { LEDGER_VERSION = 3, REPORTS_A_COMMIT = 500, STATEMENTS = 64 };

struct ledger {
    arena *arena;
    arena *scratch;
    view path;
    sqlite3 *db;
    bool writing;
    bool in_transaction;
    int since_commit; /* reports */
    /* Prepared statements by the address of their SQL, kept while the ledger is open. */
    struct {
        const char *sql;
        sqlite3_stmt *handle;
        bool taken;
    } statements[STATEMENTS];
    int nstatements;
};

/* The SQL of schema.sql, compiled in. */
extern const char ledger_schema[];

/* An SQLite failure as an error that names the ledger. */
dateline_status ledger_fault(const ledger *l, const char *doing, dateline_error *e);
MUST_USE dateline_status ledger_exec(const ledger *l, const char *sql, dateline_error *e);

/* A prepared statement that is bound by position, run and closed:
 *     stmt s; TRY(stmt_open(l, &s, "INSERT ... VALUES (?, ?)", e)); stmt_text(&s, v); stmt_run(&s,
 * e) Binding goes from left to right; errors are kept and shown by stmt_step. */
typedef struct {
    ledger *ledger;
    sqlite3_stmt *handle;
    int kept; /* its place among the ledger's statements; -1 = none */
    int bound;
    int code; /* first SQLite error code of a bind */
} stmt;

/* `sql` must be a literal, whose address names the statement; a text made at run time is asked with
 * stmt_open_once. */
MUST_USE dateline_status stmt_open(ledger *l, stmt *s, const char *sql, dateline_error *e);
MUST_USE dateline_status stmt_open_once(ledger *l, stmt *s, const char *sql, dateline_error *e);
void stmt_text(stmt *s, view v);
void stmt_day(stmt *s, day d);
void stmt_int(stmt *s, int64_t n);
void stmt_blob(stmt *s, const void *bytes, size_t length);
void stmt_real(stmt *s, double n); /* NaN is stored as null */
/* DATELINE_OK = a row is there, DATELINE_END = no (further) row. */
MUST_USE dateline_status stmt_step(stmt *s, dateline_error *e);
view stmt_column(const stmt *s, int column); /* lives until the next step */
void stmt_close(stmt *s);
/* Steps once and closes; for statements without rows. */
MUST_USE dateline_status stmt_run(stmt *s, dateline_error *e);

/* ---- filter.c ---- */

enum { FILTER_VALUES = 64 };

/* An SQL text that grows, with the values bound in it. */
typedef struct {
    buf sql;
    view values[FILTER_VALUES];
    int nvalues;
    bool codes[2]; /* the filter's actors are codes that some actor has */
} filter_sql;

/* Begins an SQL text that is narrowed to `f`. */
MUST_USE dateline_status filter_begin(ledger *l, const ledger_filter *f, filter_sql *q,
                                      dateline_error *e);
/* " LIMIT n OFFSET m"; nothing when all rows are wanted. */
void filter_limit(filter_sql *q, const ledger_filter *f);

void filter_bind(filter_sql *q, const char *value);
/* " AND before ?n after"; nothing when the value is null. */
void filter_condition(filter_sql *q, const char *before, const char *value, const char *after);
/* The conditions of a filter over the table events. */
void filter_conditions(filter_sql *q, const ledger_filter *f);
/* "SELECT event FROM pairs WHERE ..." when that says all that the filter does: pairs lie in the
 * order of their days, so that the newest are found without a sort.  False = nothing was appended.
 */
bool filter_pairs(filter_sql *q, const ledger_filter *f);
/* The same filter without its days. */
ledger_filter filter_undated(const ledger_filter *f);
/* before (the events that fit) after; nothing when all do. */
void filter_events(filter_sql *q, const ledger_filter *f, const char *before, const char *after);
/* Binds the values to the text when it is prepared. */
void filter_values(const filter_sql *q, stmt *s);

/* Finds the event that an act of a report belongs to, or makes one; its number goes to *event. */
MUST_USE dateline_status merge_event(ledger *l, const report *r, const event *ev, int64_t *number,
                                     dateline_error *e);
/* Which codes meet in the events of that condition, ?1 or all, as rows of `pairs`. */
#define PAIRS_OF(condition)                                                                        \
    "INSERT OR IGNORE INTO pairs SELECT a.code, b.code, date, x.event, enddate, goldstein FROM "   \
    "event_actor x JOIN actors a ON a.actor = x.actor JOIN event_actor y ON y.event = x.event "    \
    "JOIN actors b ON b.actor = y.actor JOIN events ON events.event = x.event WHERE "              \
    "a.code <> '' AND a.code <= b.code AND " condition
/* Counts an event's reports and tellings anew, and drops it when it has none. */
MUST_USE dateline_status recount_event(ledger *l, int64_t number, dateline_error *e);

/* ---- questions ---- */

/* The words of an event's first telling: found through two indexes, sorted by none. */
#define FIRST_WORDS(event)                                                                         \
    "(SELECT words FROM tellings WHERE record = (SELECT record FROM records WHERE records.event "  \
    "= " event " ORDER BY report LIMIT 1) ORDER BY telling LIMIT 1)"

/* An event's first and last day; of one without a date the fortnight up to its reports. */
#define FIRST_DAY(x)                                                                               \
    "CASE WHEN " x ".date <> '' THEN " x ".date ELSE (SELECT date(min(published), '-14 days') "    \
    "FROM records JOIN reports USING (report) WHERE records.event = " x                            \
    ".event AND published <> '') END"
#define LAST_DAY(x)                                                                                \
    "CASE WHEN " x ".date <> '' THEN " x ".enddate ELSE (SELECT max(published) FROM records JOIN " \
    "reports USING (report) WHERE records.event = " x ".event) END"
/* Whether the event e denies what `one` affirms of the same parties, act and days, or the reverse.
 */
#define SAYS_OTHERWISE                                                                             \
    "e.act = one.act AND e.actors = one.actors AND e.recipients = one.recipients AND e.event <> "  \
    "one.event AND (e.status = 'negated') <> (one.status = 'negated') AND " FIRST_DAY(             \
        "e") " <= " LAST_DAY("one") " AND " LAST_DAY("e") " >= " FIRST_DAY("one")

/* ---- chart.c: the rows of a prepared question ---- */
MUST_USE dateline_status chart_series(stmt *s, buf *out, dateline_error *e);
MUST_USE dateline_status chart_days(stmt *s, buf *out, dateline_error *e);

/* ---- questions_page.c ---- */
void ask_marks(filter_sql *q, const ledger_filter *f);
void ask_records(filter_sql *q, const ledger_filter *f);
void ask_contradictions(filter_sql *q, const ledger_filter *f);
void ask_reports(filter_sql *q, const ledger_filter *f);
void ask_report(filter_sql *q, const ledger_filter *f);
void ask_report_records(filter_sql *q, const ledger_filter *f);
void ask_summary(filter_sql *q, const ledger_filter *f);
void ask_lanes(filter_sql *q, const ledger_filter *f);
void ask_places(filter_sql *q, const ledger_filter *f);
void ask_spread(filter_sql *q, const ledger_filter *f);

/* ---- questions.c ---- */
/* Appends the question's SQL text. */
void question_sql(filter_sql *q, ledger_question question, const ledger_filter *f);
/* Registers the SQL functions that questions use. */
MUST_USE dateline_status question_functions(ledger *l, dateline_error *e);

/* ---- likeness.c: copies and stories ---- */
MUST_USE dateline_status find_likeness(ledger *l, const report *r, int64_t report,
                                       dateline_error *e);
/* Before a report is dropped. */
MUST_USE dateline_status leave_story(ledger *l, int64_t report, dateline_error *e);

/* ---- changes.c: around the coding of a stored report by another coder ---- */
MUST_USE dateline_status changes_begin(ledger *l, int64_t report, dateline_error *e);
MUST_USE dateline_status changes_end(ledger *l, int64_t report, view coder_before,
                                     dateline_error *e);

/* ---- migrate.c ---- */
/* Brings the tables of an earlier version to this one. */
MUST_USE dateline_status ledger_migrate(ledger *l, int64_t version, dateline_error *e);

#endif
