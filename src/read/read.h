/* read/read.h - bytes in whatever shape they arrive to reports: text, parts, publisher, date.
 *
 *     reader *in;  TRY(read_open(&(read_options){.path = "news.jsonl"}, &in, e));
 *     while ((s = read_next(in, &r, &reject, e)) == DATELINE_OK) { ... }
 *     read_close(in);
 *
 * Gives a report with text, id, parts, published and basis, publisher, title, url, language; its
 * arena is its own.  The text is the very bytes of the report, so that spans point at them.  A
 * report that cannot be read becomes a reject and reading goes on behind it.  One thread a reader.
 * Limits: a report's text 16 MiB, a line of JSONL 64 MiB.
 */
#ifndef READ_READ_H
#define READ_READ_H

#include "report/report.h"

enum { READ_TEXT_LIMIT = 16 << 20, READ_LINE_LIMIT = 64 << 20 };

typedef struct reader reader;

typedef struct {
    const char *path;      /* a file, a folder of files, or "-" for standard input; copied */
    const char *from;      /* name of a format; null = told from the content */
    const char *map;       /* "text=body,published=date"; null = the format's own names */
    const char *published; /* for reports that do not say; null */
    const char *publisher; /* likewise */
    const char *url;       /* likewise */
    const char *media;     /* type of the content as a server says; null */
    view data;             /* bytes to be read instead of the file; null data = the file */
} read_options;

typedef struct {
    view id;     /* "" = unknown; lives until the next call */
    view origin; /* "news.jsonl:17" */
} read_reject;

MUST_USE dateline_status read_open(const read_options *options, reader **in, dateline_error *e);
/* DATELINE_OK with *r set, or with *r null, *reject filled and *e saying why; DATELINE_END; any
 * other status is final. */
MUST_USE dateline_status read_next(reader *in, report **r, read_reject *reject, dateline_error *e);
void read_close(reader *in);
void read_progress(const reader *in, uint64_t *done, uint64_t *size);
/* The kind that the last report or reject came from; "" = none yet. */
const char *read_kind_now(const reader *in);
/* The formats' names, separated by blanks. */
const char *read_kinds(void);

/* What a report is given as before its text has been looked at; empty views = not known. */
typedef struct {
    view id, text, published, publisher, title, url, language;
    view media;        /* "text/html; charset=utf-8", as a container says */
    date_basis basis;  /* of `published` */
    view fetched;      /* when a crawler took it: its date when nothing else tells one */
    const part *parts; /* [nparts] of the text, in order; null = found in it */
    size_t nparts;
} read_fields;

/* Makes a report of given fields: copies them, finds address, document time, publisher and parts.
 * `origin` names the place for messages. */
MUST_USE dateline_status read_make(const read_fields *fields, view origin, report **r,
                                   dateline_error *e);

#endif
