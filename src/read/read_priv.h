/* read/read_priv.h - what the formats of this folder share. */
#ifndef READ_READ_PRIV_H
#define READ_READ_PRIV_H

#include "read/read.h"

/* ---- stream: the bytes of a file, front to back, as much at once as a format asks for -------- */

typedef struct {
    file file;
    buf held;         /* bytes read and not yet dropped */
    size_t at;        /* first byte of held that is not yet taken */
    uint64_t dropped; /* bytes of the file before held */
    bool end;         /* the file has no more */
} stream;

MUST_USE dateline_status stream_open(const char *path, stream *s, dateline_error *e);
void stream_close(stream *s);
/* The next n bytes, fewer at the end of the file; they stay to be read again. */
MUST_USE dateline_status stream_peek(stream *s, size_t n, view *out, dateline_error *e);
/* The next line without its line end; DATELINE_END; a line over the limit is passed over and
 * answered with DATELINE_E_LIMIT.  The view lives until the next call. */
MUST_USE dateline_status stream_line(stream *s, size_t limit, view *line, dateline_error *e);
/* All that is left. */
MUST_USE dateline_status stream_rest(stream *s, size_t limit, view *out, dateline_error *e);
void stream_skip(stream *s, size_t n);
uint64_t stream_offset(const stream *s);

/* ---- formats -------------------------------------------------------------------------------- */

struct reader {
    arena *arena;   /* the reader's own strings */
    arena *scratch; /* emptied before each report */
    stream stream;
    const struct read_format *format;
    read_options options;
    view path;   /* of the file that is being read, NUL-terminated */
    view *files; /* [nfiles] what is to be read, one after the other */
    size_t nfiles, next_file;
    uint64_t earlier; /* bytes of the files that are done */
    uint64_t size;    /* bytes of all files; 0 = not known */
    uint64_t number;  /* reports or lines so far */
    bool done;
    void *state; /* the format's own, in `arena` */
};

typedef struct read_format {
    const char *name;
    /* Whether the file's first bytes are of this format. */
    bool (*sniff)(view head);
    /* As read_next. */
    dateline_status (*next)(reader *in, report **r, read_reject *reject, dateline_error *e);
} read_format;

extern const read_format read_format_text, read_format_jsonl;

/* Makes the report, with the reader's options for what the fields leave open. */
MUST_USE dateline_status reader_make(reader *in, read_fields fields, view origin, report **r,
                                     dateline_error *e);
/* *e says why; fills the reject and gives DATELINE_OK, or the status itself when it is final. */
MUST_USE dateline_status reader_reject(reader *in, view id, view origin, dateline_status status,
                                       read_reject *reject);

/* ---- finding things in a report's text ---------------------------------------------------------
 */

/* DATELINE_E_ENCODING with the likely encoding in the hint, unless the text is UTF-8 without NUL.
 */
MUST_USE dateline_status text_check(view text, const char *file, dateline_error *e);

/* A date at the front of `text`: "2022-07-18", "July 18, 2022", "18 Jul. 2022", "July 18" (year 0).
 * Its length in bytes goes to *length; false = none. */
typedef struct {
    int year, month, of_month; /* year 0 = not said */
} written_date;
bool date_at(view text, written_date *out, size_t *length);
/* The date in an address: /2022/07/18/, 2022-07-18, 20220718; DAY_NONE = none. */
day date_in_address(view url);

/* Sets url, publisher, published and basis as far as text and fields say; gives the offset where
 * the report begins (behind byte order mark and address line) and the dateline, empty = none. */
size_t find_origin(report *r, span *dateline);
/* Sets parts: headline, dateline (a byline), body, pasted posts.  `from` = where the report begins.
 */
MUST_USE dateline_status find_parts(report *r, size_t from, span dateline, dateline_error *e);

#endif
