/* dateline/ledger.h - the ledger: many reports' events in one SQLite file, and questions to it.
 *
 *     dateline_ledger_open("world.ledger", true, &ledger, &error);
 *     dateline_ledger_put(ledger, report, &error);   coded reports, each stored once
 *     dateline_ledger_commit(ledger, &error);
 *     dateline_ledger_ask(ledger, DATELINE_ASK_TIMELINE,
 *                         &(dateline_filter){.one = "ISR", .other = "MAR"},
 *                         DATELINE_FORMAT_TABLE, &text, &error);
 *     dateline_ledger_close(ledger);
 *
 * Storing is idempotent and safe to kill at any moment; readers may read while one writer writes.
 * A ledger belongs to one thread.  The tables are described in docs/ledger.md.
 */
#ifndef DATELINE_LEDGER_H
#define DATELINE_LEDGER_H

#include <dateline/input.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dateline_ledger dateline_ledger;

/* Opens a ledger; with `writing` a missing file is made. */
DATELINE_API dateline_status dateline_ledger_open(const char *path, bool writing,
                                                  dateline_ledger **ledger, dateline_error *error);
/* Closes; what was not committed is lost. */
DATELINE_API void dateline_ledger_close(dateline_ledger *ledger);
/* Whether the ledger holds the report as this coder codes it; it need not be coded to be asked. */
DATELINE_API dateline_status dateline_ledger_holds(dateline_ledger *ledger,
                                                   const dateline_report *report, bool *holds,
                                                   dateline_error *error);
DATELINE_API dateline_status dateline_ledger_put(dateline_ledger *ledger,
                                                 const dateline_report *report,
                                                 dateline_error *error);
/* Keeps a report that could not be read, with the reason. */
DATELINE_API dateline_status dateline_ledger_put_reject(dateline_ledger *ledger,
                                                        const dateline_reject *reject,
                                                        dateline_error *error);
DATELINE_API dateline_status dateline_ledger_commit(dateline_ledger *ledger, dateline_error *error);

/* Notes are texts by key that whoever feeds the ledger keeps in it, to go on where it stopped.
 * Appends the key's, nothing when there is none. */
DATELINE_API dateline_status dateline_ledger_note(dateline_ledger *ledger, const char *key,
                                                  dateline_text *value, dateline_error *error);
/* Stored with the next commit. */
DATELINE_API dateline_status dateline_ledger_set_note(dateline_ledger *ledger, const char *key,
                                                      const char *value, dateline_error *error);

typedef enum {
    DATELINE_ASK_EVENTS,     /* events, oldest first */
    DATELINE_ASK_TIMELINE,   /* the same, between two actors */
    DATELINE_ASK_SHOW,       /* every telling of one event with its words */
    DATELINE_ASK_DYADS,      /* who acts with or on whom, how often, how friendly */
    DATELINE_ASK_SERIES,     /* counts and mean scores a period */
    DATELINE_ASK_ACTOR,      /* what is known of an actor */
    DATELINE_ASK_SEARCH,     /* tellings that have the words of `name`, best first */
    DATELINE_ASK_AGREEMENTS, /* agreements signed or reached */
    DATELINE_ASK_SOURCES,    /* who told an event: first, independently, as a relay or a copy */
    DATELINE_ASK_STORIES,    /* reports grouped by their matter, latest first */
    DATELINE_ASK_TRENDS,     /* what is told of more than the weeks before, and firsts of a kind */
    DATELINE_ASK_CHANGES,    /* what recoding by a newer coder changed */
    DATELINE_ASK_MARKS,      /* events in short with `parties` as JSON, newest first */
    DATELINE_ASK_RECORDS,    /* the records of one event, each whole as `json` */
    DATELINE_ASK_CONTRADICTIONS, /* events that deny or affirm what this one does not */
    DATELINE_ASK_REPORTS,        /* reports, newest first; `name` = those of that story */
    DATELINE_ASK_REPORT,         /* one report with its text */
    DATELINE_ASK_REPORT_RECORDS, /* the records of one report */
    DATELINE_ASK_SUMMARY,        /* how many events and reports, of which days */
    DATELINE_ASK_LANES,          /* events by act and period (`step`) */
    DATELINE_ASK_PLACES,         /* places of that name, or in the country of that code */
    DATELINE_ASK_SPREAD /* the reports of the story `name`, in order, and what they relay */
} dateline_question;

/* What a question is narrowed to; a null string narrows nothing. */
typedef struct dateline_filter {
    const char *one, *other;   /* actors: a code, or part of a name when none has that code */
    const char *since, *until; /* "2022-07-18" */
    const char *act;           /* "CONSULT" */
    const char *status;        /* "actual" */
    const char *said_by;       /* part of a source's name */
    const char *country;       /* where it happened: its code, or part of the place's name */
    const char *name;  /* SHOW, SOURCES, RECORDS ...: the event's, report's or story's number;
                          ACTOR: code or name; SEARCH: words */
    const char *where; /* an SQL condition over the table events */
    const char *step;  /* SERIES: "day", "week", "month", "year" */
    int64_t limit;     /* rows; 0 = all */
    int64_t offset;    /* rows passed over before them */
    int64_t window;    /* TRENDS: days; 0 = one */
    int64_t least;     /* STORIES: reports that one has at least */
    int64_t budget;    /* milliseconds; then DATELINE_E_LIMIT; 0 = as long as it takes */
} dateline_filter;

/* Takes the next piece of a text, [length] bytes; another status than DATELINE_OK ends it. */
typedef dateline_status dateline_writer(void *to, const char *data, size_t length,
                                        dateline_error *error);

/* Appends the answer as table, JSONL, TSV or CSV; DATELINE_E_ARGUMENT when the filter makes no
 * sense. */
DATELINE_API dateline_status dateline_ledger_ask(dateline_ledger *ledger,
                                                 dateline_question question,
                                                 const dateline_filter *filter,
                                                 dateline_format format, dateline_text *out,
                                                 dateline_error *error);
typedef struct dateline_outlet {
    dateline_writer *write;
    void *to; /* handed to `write` */
} dateline_outlet;

/* The same in pieces, so that memory does not grow with the answer. */
DATELINE_API dateline_status dateline_ledger_ask_to(
    dateline_ledger *ledger, dateline_question question, const dateline_filter *filter,
    dateline_format format, const dateline_outlet *out, dateline_error *error);

/* A ledger in a format that other programs read. */
typedef struct dateline_export {
    const char *format;          /* one of dateline_export_format */
    bool one_a_day;              /* of the same source, target and code one row a day */
    bool header;                 /* names of the columns first, also where the format has none */
    const dateline_model *model; /* names and FIPS and Correlates of War codes of countries; null =
                                    they are left empty */
    dateline_writer *write;
    void *to; /* handed to `write` */
} dateline_export;

/* The name of the n-th export format: "plover", "polecat", "gdelt" ...; null = no more. */
DATELINE_API const char *dateline_export_format(size_t n);
/* Writes the events that the filter leaves, in pieces; memory does not grow with the ledger. */
DATELINE_API dateline_status dateline_ledger_export(dateline_ledger *ledger,
                                                    const dateline_filter *filter,
                                                    const dateline_export *as,
                                                    dateline_error *error);

#ifdef __cplusplus
}
#endif
#endif
