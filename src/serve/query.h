/* serve/query.h - the parameters of a request, checked and copied.
 *
 *     query q;  query_begin(&q);
 *     query_take(&q, "since", "2022-07-18", 10);     once a parameter; false = q.fault says why
 *     dateline_ledger_ask(ledger, question, &q.filter, ...);
 *
 * Every parameter is of a known name, given once, short, and of its form: dates are days, numbers
 * are numbers, words come from lists.  What a client sends is bound as a value, never made part of
 * SQL; `filter.where` is only ever written here, out of checked numbers and days.
 */
#ifndef SERVE_QUERY_H
#define SERVE_QUERY_H

#include <dateline/ledger.h>

enum {
    QUERY_VALUE = 256,
    QUERY_NAMES = 24,
    QUERY_ROWS = 5000,
    QUERY_ROWS_DEFAULT = 500,
    QUERY_BUDGET = 10000 /* milliseconds */
};

typedef struct {
    dateline_filter filter; /* points into values and where */
    dateline_format format; /* JSONL unless CSV or TSV was asked for */
    bool streamed;          /* format=jsonl, csv or tsv: all rows, not a page of JSON */
    char values[QUERY_NAMES][QUERY_VALUE];
    unsigned given;       /* bit set of parameters */
    int64_t quad;         /* 1 .. 4; 0 = all */
    int64_t undated;      /* 1 = only events without a date */
    int64_t story;        /* 0 = all */
    char story_text[24];  /* the same, for lists of reports and stories */
    char cursor_date[16]; /* "" or a day */
    int64_t cursor_event; /* 0 = no cursor */
    char where[256];
    char fault[160]; /* what is wrong with it */
} query;

void query_begin(query *q);
/* `length` is that of the value; a NUL inside it is a fault. */
bool query_take(query *q, const char *name, const char *value, size_t length);
/* Writes filter.where out of quad, story, cursor and the event (0 = any); null when all are none.
 */
void query_narrow(query *q, int64_t event);
/* Of lists of reports or stories: the story is what they are of, not a condition of events. */
void query_name_story(query *q);
/* The number that a path ends in; 0 = none, or not one. */
int64_t query_number(const char *text);

#endif
