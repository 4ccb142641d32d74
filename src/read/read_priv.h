/* read/read_priv.h - what the formats of this folder share. */
#ifndef READ_READ_PRIV_H
#define READ_READ_PRIV_H

#include "read/read.h"

/* ---- stream: bytes front to back, as much at once as a kind asks for ------------------------- */

/* Where a stream's bytes come from: appends up to `most` more to `out`, and sets *end when there
 * are no more.  A call may append less, even nothing. */
typedef dateline_status stream_take(void *from, size_t most, buf *out, bool *end,
                                    dateline_error *e);

typedef struct {
    stream_take *take;
    void *from;       /* what `take` is given; the stream does not own it */
    file file;        /* of a stream that was opened on a path; else closed */
    buf held;         /* bytes read and not yet dropped */
    size_t at;        /* first byte of held that is not yet taken */
    uint64_t dropped; /* bytes of the stream before held */
    bool end;         /* there are no more bytes to take */
} stream;

MUST_USE dateline_status stream_open(const char *path, stream *s, dateline_error *e);
/* A stream over what `take` gives, for the members of containers. */
void stream_over(stream *s, stream_take *take, void *from);
void stream_close(stream *s);
/* The next n bytes, fewer at the end of the stream; they stay to be read again. */
MUST_USE dateline_status stream_peek(stream *s, size_t n, view *out, dateline_error *e);
/* The next line without its line end; DATELINE_END; a line over the limit is passed over and
 * answered with DATELINE_E_LIMIT.  The view lives until the next call. */
MUST_USE dateline_status stream_line(stream *s, size_t limit, view *line, dateline_error *e);
/* All that is left. */
MUST_USE dateline_status stream_rest(stream *s, size_t limit, view *out, dateline_error *e);
/* Takes n bytes that stream_peek has shown. */
void stream_skip(stream *s, size_t n);
uint64_t stream_offset(const stream *s);

/* ---- kinds of input ------------------------------------------------------------------------- */

enum {
    READ_DEPTH = 8,       /* containers in containers */
    READ_HEAD = 64 << 10, /* bytes that a kind is told from */
    READ_NAME = 1024      /* bytes of a member's name in messages, the rest is cut */
};

/* Something that is being read: a file, or a member of the container in which it lies. */
typedef struct input {
    stream stream;
    const struct read_kind *kind;
    const read_options *options;
    struct input *outer; /* the container; null = a file */
    view path;           /* "news.tar.gz", "news.tar.gz!a/b.html", NUL-terminated, for messages */
    read_fields given;   /* what the container says of its member: url, published ... */
    uint64_t number;     /* members, reports or lines so far */
    bool done;
    void *state;    /* the kind's own, in `arena` or freed by its `close` */
    arena *arena;   /* lives as long as the input */
    arena *scratch; /* the reader's, emptied before each report */
} input;

/* A kind of input is a row in the table of kinds.c.  It has `next` when it holds reports, or
 * `member` when it holds further files, and the other is null. */
typedef struct read_kind {
    const char *name;
    /* Whether bytes that begin so are of this kind. */
    bool (*sniff)(view head);
    /* The next report, as read_next. */
    dateline_status (*next)(input *in, report **r, read_reject *reject, dateline_error *e);
    /* Sets the stream (stream_over), the path (input_member) and `given` of the next member;
     * DATELINE_END; DATELINE_E_FORMAT and _LIMIT are a reject at in->path, and the call after it
     * goes on behind unless in->done.  What was not read of the member before is passed over. */
    dateline_status (*member)(input *in, input *member, dateline_error *e);
    /* Frees what `state` holds outside the arena; null = nothing. */
    void (*close)(input *in);
} read_kind;

/* The table: containers first, then the kinds in the order in which they are tried; ends with null.
 */
extern const read_kind *const read_kinds_table[];
extern const read_kind read_kind_feed, read_kind_jsonfeed, read_kind_jsonl, read_kind_page,
    read_kind_text;
extern const read_kind read_kind_gzip, read_kind_zstd, read_kind_zip, read_kind_tar, read_kind_warc,
    read_kind_foreign, read_kind_csv, read_kind_gdelt, read_kind_xml, read_kind_conllu,
    read_kind_brat, read_kind_tabari, read_kind_lexis, read_kind_factiva, read_kind_posts;
/* By name, null = none; by content, containers only or all. */
const read_kind *kind_named(const char *name);
const read_kind *kind_of(view head, bool containers);

/* A file's name without folders, containers and endings: an id for what says none itself. */
view file_stem(view path);
/* What the container says, else the file's name without folder and ending; "" = none. */
view input_id(const input *in);
/* "OUTER!NAME" as a member's path, in its arena; names that are too long are cut. */
void input_member(input *member, view name);

/* Makes the report, with what the input was given and the options say for what the fields leave
 * open. */
MUST_USE dateline_status reader_make(input *in, read_fields fields, view origin, report **r,
                                     dateline_error *e);
/* *e says why; fills the reject and gives DATELINE_OK, or the status itself when it is final. */
MUST_USE dateline_status reader_reject(input *in, view id, view origin, dateline_status status,
                                       read_reject *reject);

/* Bytes in any encoding to UTF-8; `media` = "text/html; charset=..." as a container says, or "". */
MUST_USE dateline_status text_to_utf8(view bytes, view media, buf *out, dateline_error *e);

/* ---- reports of known parts ----------------------------------------------------------------- */

/* A report's text as it is put together from pieces that are known for what they are. */
typedef struct {
    buf text; /* freed by draft_free */
    part *parts;
    size_t nparts, capacity;
    bool apart;   /* text that no part covers stands behind the last part */
    arena *arena; /* of the parts */
} draft;

void draft_begin(draft *d, arena *a);
/* Appends text as a part of that kind, author ..., behind a blank line; parts of one kind, author
 * and thread that follow each other become one, but for headlines; a post without a thread gets
 * one.  Blanks at the ends are cut, a
 * blank text is passed over; false = no memory. */
MUST_USE bool draft_add(draft *d, part like, view text);
/* Appends text that no part covers, such as the signature of a post. */
MUST_USE bool draft_plain(draft *d, view text);
void draft_free(draft *d);
/* As reader_make with the draft's text and parts; a dateline at the front of the body still becomes
 * a part of its own, and gives date and publisher when nothing else does. */
MUST_USE dateline_status reader_make_draft(input *in, read_fields fields, const draft *d,
                                           view origin, report **r, dateline_error *e);
/* "" is no author and no date; `thread` -1. */
part part_like(part_kind kind, view author, view handle, day published);

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
/* The day of a time stamp in any of the usual forms; DAY_NONE = none, or none that is certain. */
day stamp_day(view text);
/* The date in an address: /2022/07/18/, 2022-07-18, 20220718; DAY_NONE = none. */
day date_in_address(view url);

/* Sets url, publisher, published and basis as far as text and fields say; gives the offset where
 * the report begins (behind byte order mark and address line) and the dateline, empty = none. */
size_t find_origin(report *r, span *dateline);
/* "— Name (@handle) July 16, 2022" at the end of a paragraph; the bytes of the views are the
 * paragraph's. */
typedef struct {
    size_t begin; /* where in the paragraph */
    view author, handle;
    day published; /* DAY_NONE = not said */
} post_signature;
bool find_signature(view paragraph, post_signature *out);
/* The thread of an earlier post by the same author on the same day, else a new one. */
int32_t thread_of(const part *parts, size_t nparts, const part *post);
/* Makes the dateline a part of its own; false = no memory. */
MUST_USE bool split_dateline(report *r, span dateline);
/* Sets parts: headline, dateline (a byline), body, pasted posts.  `from` = where the report begins.
 */
MUST_USE dateline_status find_parts(report *r, size_t from, span dateline, dateline_error *e);

#endif
