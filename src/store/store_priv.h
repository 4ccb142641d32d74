/* store/store_priv.h - what the files of the ledger share. */
#ifndef STORE_STORE_PRIV_H
#define STORE_STORE_PRIV_H

#include <sqlite3.h>

#include "base/map.h"
#include "store/store.h"

enum { LEDGER_VERSION = 6, REPORTS_A_COMMIT = 1000, STATEMENTS = 64 };

struct ledger {
    arena *arena;
    arena *scratch;
    view path;
    sqlite3 *db;
    bool writing;
    bool in_transaction;
    int since_commit;      /* reports */
    int64_t first_unfound; /* first telling that full-text search does not know; 0 = none */
    /* What is kept of the ledger beside it: actors by what names them, the reports and stories of
     * lately.  It holds while nobody else writes and nothing is taken back. */
    int64_t data_version; /* SQLite's, that it holds of */
    arena *met_arena;
    arena_mark nothing_met;
    map met;
    struct copy_window *copies;   /* null = not read yet */
    struct story_window *stories; /* the same */
    struct key_filter *keys;      /* the same */
    /* Prepared statements by the address of their SQL, kept while the ledger is open. */
    struct {
        const char *sql;
        sqlite3_stmt *handle;
        bool taken;
    } statements[STATEMENTS];
    int nstatements;
};

/* Begins a transaction where none is. */
MUST_USE dateline_status ledger_begin(ledger *l, dateline_error *e);
/* Takes back all since the last commit. */
void ledger_rollback(ledger *l);

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
void stmt_text(stmt *s, view v); /* its bytes live until the statement is closed */
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
    view code[2]; /* of the filter's actors, when they are codes or countries; "" */
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
/* A set of actors, "(SELECT ...)": by code, code and sector, or words of a name. */
void filter_actors(filter_sql *q, const char *who);
/* DATELINE_E_ARGUMENT when a date, act, status or step is none. */
MUST_USE dateline_status filter_check(const ledger_filter *f, dateline_error *e);
/* Binds the values to the text when it is prepared. */
void filter_values(const filter_sql *q, stmt *s);

/* ---- merge.c ---- */

/* A report that is being stored. */
typedef struct {
    const report *report;
    int64_t number;
    const char *coder;
    bool again;      /* coded again: reports that came after it have their records already */
    view publisher;  /* whose word is what it says on its own: its publisher's, or its original's */
    bool copy;       /* it has an original */
    int64_t *events; /* [nevents], those of its records so far */
    size_t nevents;
} storing;

/* One of its records. */
typedef struct {
    storing *in;
    const report *report; /* the same as in's */
    const event *event;
    view origin; /* whose word it is */
} merge_record;

/* Finds the event that the record tells, or makes one, and pools the record with it. */
MUST_USE dateline_status merge_event(ledger *l, const merge_record *of, int64_t *number,
                                     dateline_error *e);

/* ---- facts.c: what a record says of its event ---- */

/* Views live as long as the report, or until the statement they were read from steps on. */
typedef struct {
    view date, enddate, date_precision, type, mode, cameo, status, country, place, words;
    int64_t quad_code;
    double event_scale, goldstein, latitude, longitude, confidence; /* NaN = no place */
} event_facts;

/* An actor or recipient. */
typedef struct {
    view role, code, sector, name, office;
} event_party;

/* Writes days into `dates`, which the facts point into. */
event_facts facts_of(const report *r, const event *ev, char dates[2][16]);
/* Adds the parties of a report's record to the event. */
MUST_USE dateline_status pool_parties(ledger *l, int64_t number, const act *a, dateline_error *e);
/* The same of a stored record. */
MUST_USE dateline_status pool_parties_json(ledger *l, int64_t number, view json, dateline_error *e);
/* SQL of SELECTs whose row stmt_facts reads: facts of the stored records of event ?1 from reports
 * before ?2, in the order of their reports, with the record's JSON as their last column; and facts
 * of the event itself. */
extern const char facts_of_records[];
extern const char facts_of_event[];
event_facts stmt_facts(const stmt *s);
view stmt_facts_json(const stmt *s);
/* The same in memory that outlives the statement. */
event_facts facts_copy(arena *a, const event_facts *f);

/* ---- pool.c: an event as what its records say together ---- */
/* What records of one event have in common, as events keep it. */
typedef struct {
    view act, actors, recipients;
} merge_key;

/* Adds what a further record says. */
void pool_facts(event_facts *into, const event_facts *f);
/* What the event's records of reports before that one say together; DATELINE_END = there are none.
 */
MUST_USE dateline_status pool_before(ledger *l, int64_t number, int64_t report, event_facts *f,
                                     dateline_error *e);
/* An event of one record. */
MUST_USE dateline_status pool_new(ledger *l, const merge_record *of, const event_facts *f,
                                  const merge_key *key, int64_t *number, dateline_error *e);
/* A further record of an event that has its key. */
MUST_USE dateline_status pool_record(ledger *l, const merge_record *of, const event_facts *f,
                                     int64_t number, dateline_error *e);
/* Makes the event anew from the records that it has, and drops it when it has none. */
MUST_USE dateline_status pool_again(ledger *l, int64_t number, dateline_error *e);
/* Which codes meet in the events of that condition, as rows of `pairs`. */
#define PAIRS_OF(condition)                                                                        \
    "INSERT OR IGNORE INTO pairs SELECT a.code, b.code, date, x.event, enddate, goldstein FROM "   \
    "event_actor x JOIN actors a ON a.actor = x.actor JOIN event_actor y ON y.event = x.event "    \
    "JOIN actors b ON b.actor = y.actor JOIN events ON events.event = x.event WHERE "              \
    "a.code <> '' AND a.code <= b.code AND " condition

/* ---- keys.c: acts and parties of the events of a day, from memory ---- */
enum {
    MONTHS_MOST = 1200, /* looked at for one record */
    KEY_DAYS = 4        /* at most, of an event that lies under its days and not its month */
};

/* "2022-07", written to `text`; the last day of the month before. */
view keys_month(day d, char text[16]);
day keys_month_before(day d);
/* Makes the events known that begin in the months of these days, and those without a date. */
MUST_USE dateline_status keys_read(ledger *l, day first, day last, dateline_error *e);
/* Of months that are known: whether some event of a day within these may have the key, or one that
 * lies under its month, "2022-07" or "" = without a date; what is denied is not there. */
bool keys_have_day(const ledger *l, day first, day last, const merge_key *key);
bool keys_have_month(const ledger *l, view month, const merge_key *key);
/* An event of these days has it from now on; and the same of an event as it is stored. */
void keys_add(ledger *l, view date, view enddate, const merge_key *key);
MUST_USE dateline_status keys_add_event(ledger *l, int64_t number, dateline_error *e);
void keys_forget(ledger *l);

/* ---- questions ---- */

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
    "substr(e.date, 1, 7) IN event_months AND e.act = one.act AND e.actors = one.actors AND "      \
    "e.recipients = one.recipients AND e.event <> one.event AND (e.status = 'negated') <> "        \
    "(one.status = 'negated') AND " FIRST_DAY("e") " <= " LAST_DAY("one") " AND " LAST_DAY(        \
        "e") " >= " FIRST_DAY("one")

/* ---- chart.c: the rows of a prepared question ---- */
MUST_USE dateline_status chart_series(stmt *s, buf *out, dateline_error *e);
MUST_USE dateline_status chart_days(stmt *s, buf *out, dateline_error *e);

/* ---- card.c: one event for a reader ---- */
MUST_USE dateline_status card_head(ledger *l, const char *event, buf *out, dateline_error *e);
MUST_USE dateline_status card_tellings(stmt *s, buf *out, dateline_error *e);

/* ---- questions_trends.c ---- */
void ask_trends(filter_sql *q, const ledger_filter *f);
void ask_stories(filter_sql *q, const ledger_filter *f);
void trend_burst(sqlite3_context *c, int n, sqlite3_value **values);

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

/* ---- copies.c: near-duplicates ---- */
/* Finds what the report is a copy of, 0 = nothing, and keeps it. */
MUST_USE dateline_status find_copy(ledger *l, const report *r, int64_t report, int64_t *original,
                                   dateline_error *e);
void copies_forget(ledger *l);

/* ---- stories.c ---- */
/* Adds the report to its story: its original's, that of reports like it, or a new one. */
MUST_USE dateline_status find_story(ledger *l, const report *r, int64_t report, int64_t original,
                                    dateline_error *e);
void stories_forget(ledger *l);

/* ---- put.c ---- */
/* A number that a statement of one value gives for `given`; 0 = no row. */
MUST_USE dateline_status number_of(ledger *l, const char *sql, int64_t given, int64_t *out,
                                   dateline_error *e);
/* Lets full-text search know the tellings that were stored since it was asked last. */
MUST_USE dateline_status put_found(ledger *l, dateline_error *e);

/* ---- changes.c: around the coding of a stored report by another coder ---- */
/* Takes the report's records out; their events stay until changes_end. */
MUST_USE dateline_status changes_begin(ledger *l, int64_t report, dateline_error *e);
/* Makes the events anew that lost or got a record, and notes what changed. */
MUST_USE dateline_status changes_end(ledger *l, int64_t report, view coder_before,
                                     dateline_error *e);

/* ---- migrate.c ---- */
/* Brings the tables of an earlier version to this one; the caller commits. */
MUST_USE dateline_status ledger_migrate(ledger *l, int64_t version, dateline_error *e);

#endif
