/* read/pack_priv.h - packed bytes and pieces of streams, for the kinds that hold other files.
 *
 *     unpack_begin(&u, PACK_GZIP, &in->stream, in->path.data, e);
 *     stream_over(&member->stream, unpack_take, &u);  ... unpack_end(&u);
 *
 * Memory is bounded whatever a file says of itself: bytes are unpacked as they are asked for.
 */
#ifndef READ_PACK_PRIV_H
#define READ_PACK_PRIV_H

#include <zlib.h>
#include <zstd.h>

#include "read/read_priv.h"

/* Takes n bytes, wherever they are; *missing says how many the stream ended before. */
MUST_USE dateline_status stream_pass(stream *s, uint64_t n, uint64_t *missing, dateline_error *e);
/* Appends what is at hand, at least one byte and at most `most`, unless the stream is at its end.
 */
MUST_USE dateline_status stream_move(stream *s, size_t most, buf *out, dateline_error *e);

/* ---- unpack: gzip (RFC 1952), zstd (RFC 8878), bare deflate (RFC 1951) ----------------------- */

/* What unpacks to more than UNPACK_RATIO times its size over UNPACK_SPAN bytes is refused. */
enum { UNPACK_RATIO = 200, UNPACK_SPAN = 64 << 20, UNPACK_MEMBERS = 1024 };

typedef enum { PACK_NONE, PACK_GZIP, PACK_ZSTD, PACK_DEFLATE } pack_kind;

/* Where in the packed bytes the member begins that unpacks to what stands from `out` on. */
typedef struct {
    uint64_t out, in;
} unpack_member;

typedef struct {
    pack_kind kind;
    stream *under;      /* the packed bytes */
    const char *path;   /* for messages */
    z_stream z;         /* of gzip and deflate */
    ZSTD_DStream *zstd; /* of zstd */
    bool open;          /* inside a member */
    bool done;
    uint64_t out;               /* bytes unpacked */
    uint64_t span_in, span_out; /* bytes since the ratio was last looked at */
    unpack_member *members;     /* [UNPACK_MEMBERS] a ring of the latest; null = not kept */
    uint64_t nmembers;          /* so far */
} unpacker;

/* Whether a member begins so; bare deflate begins in any way. */
bool pack_begins(pack_kind kind, view head);
MUST_USE dateline_status unpack_begin(unpacker *u, pack_kind kind, stream *under, const char *path,
                                      dateline_error *e);
void unpack_end(unpacker *u);
/* A stream_take, `self` being the unpacker. */
MUST_USE dateline_status unpack_take(void *self, size_t most, buf *out, bool *end,
                                     dateline_error *e);
/* The offset in the packed bytes of the member that begins at byte `at` of the unpacked ones; `at`
 * itself when none does. */
uint64_t unpack_member_at(const unpacker *u, uint64_t at);

/* The two methods behind unpack_take: each takes from `packed`, says how much it used, appends. */
MUST_USE dateline_status gzip_step(unpacker *u, view packed, size_t most, buf *out, size_t *used,
                                   dateline_error *e);
MUST_USE dateline_status zstd_step(unpacker *u, view packed, size_t most, buf *out, size_t *used,
                                   dateline_error *e);
/* Loads the dictionary that a WARC.zst file begins with, if one stands there. */
MUST_USE dateline_status zstd_dictionary(unpacker *u, dateline_error *e);

/* Where byte `at` of the input's stream stands in the file as it lies there: the packed member that
 * begins with it when the stream is unpacked, else `at` itself. */
uint64_t packed_offset(const input *in, uint64_t at);

/* ---- pieces of a stream ------------------------------------------------------------------------
 */

/* The next `left` bytes of a stream. */
typedef struct {
    stream *under;
    uint64_t left;
} stretch;
/* A stream_take, `self` being the stretch. */
MUST_USE dateline_status stretch_take(void *self, size_t most, buf *out, bool *end,
                                      dateline_error *e);

/* ---- HTTP answers ------------------------------------------------------------------------------
 */

/* The value of the header line "name: value" among the lines, case of the name apart; "" = none. */
view header_value(view lines, view name);
/* Where headers end, behind their blank line; 0 = they do not. */
size_t header_end(view v);

typedef struct {
    int status;           /* 200 ...; 0 = unreadable */
    size_t length;        /* bytes of status line and headers */
    view media, encoding; /* views into the block */
    bool chunked;
} http_answer;
/* The head of an answer; false = the block does not begin with one. */
bool http_head(view block, http_answer *out);

/* A body that was sent in chunks. */
typedef struct {
    stretch body;  /* as it lies in the record */
    uint64_t left; /* of the chunk that is being read */
    bool any, plain;
} chunks;
/* A stream_take, `self` being the chunks. */
MUST_USE dateline_status chunks_take(void *self, size_t most, buf *out, bool *end,
                                     dateline_error *e);

/* Members that are passed over: folders, names that begin with a dot, what macOS adds. */
bool hidden_name(view name);

#endif
