/* store/store.h - the ledger: one SQLite file in which many tellings of an act become one event.
 *
 *     ledger *l;  TRY(ledger_open("world.ledger", true, &l, e));
 *     TRY(ledger_put(l, r, "dateline 0.1.0", e));  TRY(ledger_commit(l, e));  ledger_close(l);
 *
 * Storing is idempotent: a report that the ledger holds, coded by the same coder, is passed over;
 * one coded by another coder replaces its records.  Everything since the last commit is lost when
 * the process dies, nothing before it.  Readers may read while one writer writes (WAL).  The schema
 * is schema.sql, its version in meta.  A ledger belongs to one thread.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "report/report.h"

typedef struct ledger ledger;

/* Opens; with `writing` a missing file is made.  DATELINE_E_LEDGER when the file is no ledger, is
 * damaged or of a later version; such a file is not touched (damage inside a ledger of more than 64
 * MB shows only when its pages are read). */
MUST_USE dateline_status ledger_open(const char *path, bool writing, ledger **out,
                                     dateline_error *e);
void ledger_close(ledger *l);

/* Whether the ledger holds the report as this coder coded it. */
MUST_USE dateline_status ledger_holds(ledger *l, const report *r, const char *coder, bool *holds,
                                      dateline_error *e);
/* Stores a coded report.  Commits by itself now and then; a failure takes back all since then. */
MUST_USE dateline_status ledger_put(ledger *l, const report *r, const char *coder,
                                    dateline_error *e);
MUST_USE dateline_status ledger_put_reject(ledger *l, view origin, view doc,
                                           const dateline_error *reason, dateline_error *e);
MUST_USE dateline_status ledger_commit(ledger *l, dateline_error *e);

/* Appends the note of that key, nothing when there is none; and sets it, with the next commit. */
MUST_USE dateline_status ledger_note(ledger *l, view key, buf *value, dateline_error *e);
MUST_USE dateline_status ledger_set_note(ledger *l, view key, view value, dateline_error *e);

/* ---- questions
 * ------------------------------------------------------------------------------------ */

typedef enum {
    ASK_EVENTS,
    ASK_TIMELINE,
    ASK_SHOW,
    ASK_DYADS,
    ASK_SERIES,
    ASK_ACTOR,
    ASK_SEARCH,
    ASK_AGREEMENTS,
    ASK_SOURCES,
    ASK_STORIES,
    ASK_TRENDS,
    ASK_CHANGES,
    ASK_MARKS,
    ASK_RECORDS,
    ASK_CONTRADICTIONS,
    ASK_REPORTS,
    ASK_REPORT,
    ASK_REPORT_RECORDS,
    ASK_SUMMARY,
    ASK_LANES,
    ASK_PLACES,
    ASK_SPREAD
} ledger_question;

/* What a question is narrowed to; null = not at all. */
typedef struct {
    const char *one, *other;   /* codes or names of actors, "ISR"; `other` also for one alone */
    const char *since, *until; /* "2022-07-18" */
    const char *act;           /* "CONSULT" */
    const char *status;
    const char *said_by; /* part of a source's name */
    const char *country; /* where it happened: its code, or part of the place's name */
    const char *name;    /* an actor's name or code, or an event's number */
    const char *where;   /* an SQL condition over the events table */
    const char *step;    /* series: "day" "week" "month" "year" */
    int64_t limit;       /* rows; 0 = all */
    int64_t offset;      /* rows passed over before them */
    int64_t window;      /* trends: days; 0 = one */
    int64_t least;       /* stories: reports that one has at least */
    int64_t budget;      /* milliseconds to answer in; 0 = as long as it takes */
} ledger_filter;

typedef enum {
    ROWS_TABLE,
    ROWS_JSONL,
    ROWS_TSV,
    ROWS_CSV,
    ROWS_CHART /* bars of a series, a calendar of what has dates */
} rows_format;

/* Appends the answer.  DATELINE_E_ARGUMENT when the filter makes no sense, DATELINE_E_LIMIT when
 * the budget is spent. */
MUST_USE dateline_status ledger_ask(ledger *l, ledger_question question, const ledger_filter *f,
                                    rows_format format, buf *out, dateline_error *e);

/* Takes the next piece of text; another status than DATELINE_OK ends the answer with it. */
typedef dateline_status ledger_writer(void *to, view piece, dateline_error *e);

typedef struct {
    ledger_writer *write; /* null = all stays in `text` */
    void *to;
    buf text; /* not yet written */
} ledger_outlet;

/* The same in pieces of some ten thousand bytes, so that memory does not grow with the answer. */
MUST_USE dateline_status ledger_ask_to(ledger *l, ledger_question question, const ledger_filter *f,
                                       rows_format format, ledger_outlet *out, dateline_error *e);
/* Writes what has come together once that is `least` bytes long. */
MUST_USE dateline_status ledger_flush(ledger_outlet *o, size_t least, dateline_error *e);

#endif
