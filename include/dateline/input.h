/* dateline/input.h - reports out of files: text, JSONL and every other shape that read/ knows.
 *
 *     dateline_input_open(&(dateline_input_options){.path = "news.jsonl"}, &input, &error);
 *     while ((status = dateline_input_next(input, &report, &reject, &error)) == DATELINE_OK) {
 *         if (report == NULL) { ... reject.reason ... } else { ... dateline_report_free(report); }
 *     }
 *     dateline_input_close(input);
 *
 * A report that cannot be read is a reject and the run goes on.  An input belongs to one thread.
 */
#ifndef DATELINE_INPUT_H
#define DATELINE_INPUT_H

#include <dateline/dateline.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dateline_input dateline_input;

typedef struct dateline_input_options {
    const char *path;      /* a file, a folder of files, or "-" for standard input */
    const char *from;      /* "text", "jsonl", ...; NULL = told from the content */
    const char *map;       /* "text=body,published=date"; NULL = the format's own names */
    const char *published; /* for reports that do not say; NULL */
    const char *publisher; /* likewise */
    const char *url;       /* likewise */
    const char *data;      /* bytes in memory, read instead of the file; `path` then only names them
                              in messages; NULL.  They must outlive the input. */
    size_t length;         /* of data */
    const char *media;     /* its type as a server says, "text/html; charset=utf-8"; NULL */
} dateline_input_options;

typedef struct dateline_reject {
    char id[256];     /* of the report, "" = unknown */
    char origin[512]; /* file and place in it */
    dateline_error reason;
} dateline_reject;

DATELINE_API dateline_status dateline_input_open(const dateline_input_options *options,
                                                 dateline_input **input, dateline_error *error);
/* DATELINE_OK with *report set, or with *report NULL and *reject filled; DATELINE_END at the end;
 * anything else is final for this input. */
DATELINE_API dateline_status dateline_input_next(dateline_input *input, dateline_report **report,
                                                 dateline_reject *reject, dateline_error *error);
DATELINE_API void dateline_input_close(dateline_input *input);
/* Bytes taken from the file so far, and its size (0 = not known), for progress. */
DATELINE_API void dateline_input_progress(const dateline_input *input, uint64_t *done,
                                          uint64_t *size);
/* The kind of what the last report or reject came from, "feed"; "" = none was read yet. */
DATELINE_API const char *dateline_input_kind(const dateline_input *input);
/* Kinds that `from` may name, "text jsonl ...". */
DATELINE_API const char *dateline_input_kinds(void);

#ifdef __cplusplus
}
#endif
#endif
