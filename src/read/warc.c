/* WARC 1.0 and 1.1 (ISO 28500): record by record.  Answers, resources and conversions (the text
 * that Common Crawl draws from pages, WET) are members; requests, metadata and the like are passed
 * over, and so are answers that are no success or no text.
 *
 * A record's length is held against what stands behind it: two line ends and the next record.  When
 * it lies, the record is a reject, and reading goes on with the next header that stands at the
 * beginning of a line, so that a length that is too great swallows no records. */
#include "read/pack_priv.h"

enum { HEAD_LIMIT = 64 << 10, CHECKED_LIMIT = READ_TEXT_LIMIT };

typedef struct {
    chunks chunks;
    stretch piece; /* what of the record was not yet read */
    bool chunked;
} warc;

static bool sniff(view head)
{
    return view_starts(head, VIEW("WARC/1.")) || view_starts(head, VIEW("WARC/0."));
}

static dateline_status broken(const input *in, uint64_t at, const char *what, dateline_error *e)
{
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0, "the WARC record at byte %llu %s",
             (unsigned long long)at, what);
    fault_hint(e, "the record is left out and reading goes on at the next one; fetch the file "
                  "again if many are");
    fault_where(e, in->path.data, 0, at);
    return DATELINE_E_FORMAT;
}

/* Passes over everything before the next "WARC/1." at the beginning of a line. */
static dateline_status find_record(input *in, dateline_error *e)
{
    for (;;) {
        view v;
        TRY(stream_peek(&in->stream, HEAD_LIMIT, &v, e));
        size_t at = sniff(v) ? 0 : view_find(v, VIEW("\nWARC/1."), 0);
        if (at != SIZE_MAX) {
            stream_skip(&in->stream, at + (at > 0 || v.data[0] == '\n'));
            return DATELINE_OK;
        }
        if (v.length < HEAD_LIMIT) {
            stream_skip(&in->stream, v.length);
            return DATELINE_END;
        }
        stream_skip(&in->stream, v.length - 8);
    }
}

static dateline_status leave_record(input *in, warc *w, dateline_error *e)
{
    uint64_t missing;
    uint64_t left = w->chunked ? w->chunks.body.left : w->piece.left;
    w->chunked = false;
    w->piece.left = 0;
    TRY(stream_pass(&in->stream, left, &missing, e));
    if (missing > 0) {
        in->done = true;
        return broken(in, packed_offset(in, stream_offset(&in->stream)),
                      "ends early: the file is cut short, or the record's length lies", e);
    }
    return DATELINE_OK;
}

typedef struct {
    view head;       /* in scratch */
    uint64_t offset; /* in the file as it lies there */
    uint64_t length; /* of the block */
} warc_record;

/* Passes over the line ends behind a record; what else stands there is passed over, too. */
static dateline_status between_records(input *in, dateline_error *e)
{
    for (;;) {
        view v;
        TRY(stream_peek(&in->stream, 8, &v, e));
        if (v.length == 0) {
            return DATELINE_END;
        }
        if (v.data[0] != '\r' && v.data[0] != '\n') {
            return sniff(v) ? DATELINE_OK : find_record(in, e);
        }
        stream_skip(&in->stream, 1);
    }
}

static dateline_status take_head(input *in, warc_record *record, dateline_error *e)
{
    view v;
    uint64_t at = packed_offset(in, stream_offset(&in->stream));
    size_t end = 0;
    for (size_t n = 4 << 10; end == 0 && n <= HEAD_LIMIT; n *= 4) {
        TRY(stream_peek(&in->stream, n, &v, e));
        end = header_end(v);
    }
    int64_t length = -1;
    view head = view_cut(v, 0, end);
    bool told = end > 0 && view_int(header_value(head, VIEW("Content-Length")), &length);
    if (!told || length < 0) {
        dateline_status status =
            broken(in, at, end == 0 ? "has no end to its headers" : "does not say its length", e);
        stream_skip(&in->stream, end == 0 ? 7 : end);
        return status;
    }
    *record = (warc_record){arena_copy(in->scratch, head), at, (uint64_t)length};
    stream_skip(&in->stream, end);
    return arena_failed(in->scratch) ? fault_memory(e) : DATELINE_OK;
}

/* The whole block, when it is short enough to be looked at before it is handed out; *lies when no
 * end of a record stands behind it. */
static dateline_status peek_block(input *in, const warc_record *record, view *block, bool *lies,
                                  dateline_error *e)
{
    *lies = false;
    if (record->length > CHECKED_LIMIT) {
        return stream_peek(&in->stream, HEAD_LIMIT, block, e);
    }
    size_t n = (size_t)record->length;
    TRY(stream_peek(&in->stream, n + 11, block, e));
    view behind = block->length < n ? VIEW("") : view_cut(*block, n, block->length);
    view next = behind;
    while (next.length > 0 && (next.data[0] == '\r' || next.data[0] == '\n')) {
        next = view_cut(next, 1, next.length);
    }
    *lies = block->length < n || (behind.length > 0 && next.length == behind.length) ||
            (behind.length == 11 && !view_starts(next, VIEW("WARC/1.")) &&
             !view_starts(next, VIEW("WARC/0.")) && next.length > 6);
    block->length = block->length < n ? block->length : n;
    return DATELINE_OK;
}

static bool wanted_media(view media)
{
    static const view wanted[] = {
        {"text/html", 9},         {"application/xhtml", 17}, {"text/plain", 10},
        {"application/rss", 15},  {"application/atom", 16},  {"application/xml", 15},
        {"text/xml", 8},          {"application/feed", 16},  {"application/activity+json", 25},
        {"application/jsonl", 17}};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (media.length >= wanted[i].length &&
            view_equal_nocase(view_cut(media, 0, wanted[i].length), wanted[i])) {
            return true;
        }
    }
    return media.length == 0;
}

/* Whether the record holds something to read; the head of an HTTP answer goes to *answer. */
static bool is_wanted(const warc_record *record, view block, http_answer *answer)
{
    view type = header_value(record->head, VIEW("WARC-Type"));
    *answer = (http_answer){.media = header_value(record->head, VIEW("Content-Type"))};
    if (record->length == 0) {
        return false;
    }
    if (view_equal(type, VIEW("resource")) || view_equal(type, VIEW("conversion"))) {
        return wanted_media(answer->media);
    }
    return view_equal(type, VIEW("response")) && http_head(block, answer) &&
           answer->length < record->length && answer->status >= 200 && answer->status < 300 &&
           wanted_media(answer->media);
}

/* "<urn:uuid:0a1b...>" without its wrapping. */
static view bare_id(view id)
{
    id = view_starts(id, VIEW("<")) && view_ends(id, VIEW(">")) ? view_cut(id, 1, id.length - 1)
                                                                : id;
    return view_starts(id, VIEW("urn:uuid:")) ? view_cut(id, 9, id.length) : id;
}

static view bare_address(view url)
{
    return view_starts(url, VIEW("<")) && view_ends(url, VIEW(">"))
               ? view_cut(url, 1, url.length - 1)
               : url;
}

static void give(input *into, const warc_record *record, view media)
{
    arena *a = into->arena;
    view language = header_value(record->head, VIEW("WARC-Identified-Content-Language"));
    bool english = view_starts(language, VIEW("eng"));
    into->given.id = arena_copy(a, bare_id(header_value(record->head, VIEW("WARC-Record-ID"))));
    into->given.url =
        arena_copy(a, bare_address(header_value(record->head, VIEW("WARC-Target-URI"))));
    into->given.fetched = arena_copy(a, header_value(record->head, VIEW("WARC-Date")));
    into->given.language = english ? VIEW("en") : VIEW("");
    into->given.media = arena_copy(a, media);
    into->path =
        arena_printf(a, "%s@%llu", into->outer->path.data, (unsigned long long)record->offset);
}

static void open_body(input *in, warc *w, input *into, const warc_record *record,
                      const http_answer *answer)
{
    stream_skip(&in->stream, answer->length);
    w->piece = (stretch){&in->stream, record->length - answer->length};
    w->chunked = answer->chunked;
    w->chunks = (chunks){.body = w->piece};
    stream_over(&into->stream, w->chunked ? chunks_take : stretch_take,
                w->chunked ? (void *)&w->chunks : (void *)&w->piece);
}

/* Goes to the next record that holds something to read. */
static dateline_status next_wanted(input *in, warc *w, input *into, dateline_error *e)
{
    for (;;) {
        arena_mark mark = arena_save(in->scratch);
        warc_record record;
        http_answer answer;
        view block;
        bool lies;
        TRY(leave_record(in, w, e));
        TRY(between_records(in, e));
        TRY(take_head(in, &record, e));
        TRY(peek_block(in, &record, &block, &lies, e));
        if (lies) {
            return broken(in, record.offset, "is not as long as it says", e);
        }
        bool wanted = is_wanted(&record, block, &answer);
        if (wanted && record.length > CHECKED_LIMIT) {
            return broken(in, record.offset, "is longer than 16 MiB, or its length lies", e);
        }
        if (wanted) {
            give(into, &record, answer.media);
            open_body(in, w, into, &record, &answer);
            return arena_failed(into->arena) ? fault_memory(e) : DATELINE_OK;
        }
        w->piece = (stretch){&in->stream, record.length};
        arena_restore(in->scratch, mark);
    }
}

static dateline_status member(input *in, input *into, dateline_error *e)
{
    warc *w = in->state == NULL ? ARENA_NEW(in->arena, warc) : in->state;
    if (w == NULL) {
        return fault_memory(e);
    }
    in->state = w;
    return next_wanted(in, w, into, e);
}

const read_kind read_kind_warc = {"warc", sniff, NULL, member, NULL};
