/* What is common to packed streams: members one after another, the ratio above which a file is
 * taken for a bomb, and where members begin. */
#include "read/pack_priv.h"

enum { PACKED_CHUNK = 64 << 10 };

bool pack_begins(pack_kind kind, view head)
{
    bool frame = view_starts(head, VIEW("\x28\xB5\x2F\xFD"));
    bool skippable = head.length >= 4 && ((unsigned char)head.data[0] & 0xF0) == 0x50 &&
                     memcmp(head.data + 1, "\x2A\x4D\x18", 3) == 0;
    return kind == PACK_ZSTD   ? frame || skippable
           : kind == PACK_GZIP ? view_starts(head, VIEW("\x1F\x8B\x08"))
                               : true;
}

static dateline_status no_memory(unpacker *u, dateline_error *e)
{
    unpack_end(u);
    return fault_memory(e);
}

dateline_status unpack_begin(unpacker *u, pack_kind kind, stream *under, const char *path,
                             dateline_error *e)
{
    unpack_member *members = u->members;
    *u = (unpacker){.kind = kind, .under = under, .path = path, .members = members};
    if (kind == PACK_ZSTD) {
        u->zstd = ZSTD_createDStream();
        return u->zstd == NULL ? no_memory(u, e) : zstd_dictionary(u, e);
    }
    int bits = kind == PACK_GZIP ? 15 + 16 : -15;
    return inflateInit2(&u->z, bits) == Z_OK ? DATELINE_OK : no_memory(u, e);
}

void unpack_end(unpacker *u)
{
    if (u->kind == PACK_ZSTD) {
        (void)ZSTD_freeDStream(u->zstd);
    } else if (u->kind != PACK_NONE) {
        (void)inflateEnd(&u->z);
    }
    *u = (unpacker){.members = u->members};
}

static dateline_status look_at_ratio(unpacker *u, size_t used, size_t made, dateline_error *e)
{
    u->out += made;
    u->span_in += used;
    u->span_out += made;
    if (u->span_out < UNPACK_SPAN) {
        return DATELINE_OK;
    }
    if (u->span_out / UNPACK_RATIO > u->span_in) {
        fault(e, DATELINE_E_LIMIT, "%llu bytes unpack to %llu, over %d times their size",
              (unsigned long long)u->span_in, (unsigned long long)u->span_out, UNPACK_RATIO);
        fault_hint(e, "it looks like a decompression bomb; if it is genuine, unpack it first");
        fault_where(e, u->path, 0, stream_offset(u->under));
        return DATELINE_E_LIMIT;
    }
    u->span_in = u->span_out = 0;
    return DATELINE_OK;
}

/* At the beginning of a member: whether one stands there, and where. */
static dateline_status begin_member(unpacker *u, view packed, dateline_error *e)
{
    bool padding = u->nmembers > 0 && packed.data[0] == '\0';
    if (pack_begins(u->kind, packed)) {
        if (u->members != NULL) {
            u->members[u->nmembers % UNPACK_MEMBERS] =
                (unpack_member){u->out, stream_offset(u->under)};
        }
        u->nmembers++;
        u->open = true;
        return DATELINE_OK;
    }
    u->done = true;
    if (padding) {
        return DATELINE_OK;
    }
    fault(e, DATELINE_E_FORMAT, "at byte %llu no %s member begins, but the file goes on",
          (unsigned long long)stream_offset(u->under), u->kind == PACK_ZSTD ? "zstd" : "gzip");
    fault_hint(e, "the file is damaged behind its whole members, which were read");
    fault_where(e, u->path, 0, stream_offset(u->under));
    return DATELINE_E_FORMAT;
}

static dateline_status cut_short(unpacker *u, dateline_error *e)
{
    fault(e, DATELINE_E_FORMAT, "the packed data ends early, at byte %llu",
          (unsigned long long)stream_offset(u->under));
    fault_hint(e, "the file is cut short: fetch it again; what stood before was read");
    fault_where(e, u->path, 0, stream_offset(u->under));
    return DATELINE_E_FORMAT;
}

/* Takes from the packed bytes once. */
static dateline_status step(unpacker *u, size_t most, buf *out, dateline_error *e)
{
    view packed;
    TRY(stream_peek(u->under, PACKED_CHUNK, &packed, e));
    if (packed.length == 0) {
        u->done = true;
        return u->open ? cut_short(u, e) : DATELINE_OK;
    }
    if (!u->open) {
        TRY(begin_member(u, packed, e));
    }
    if (u->done) {
        return DATELINE_OK;
    }
    size_t used = 0, before = out->length;
    dateline_status status = u->kind == PACK_ZSTD ? zstd_step(u, packed, most, out, &used, e)
                                                  : gzip_step(u, packed, most, out, &used, e);
    stream_skip(u->under, used);
    return status != DATELINE_OK ? status : look_at_ratio(u, used, out->length - before, e);
}

dateline_status unpack_take(void *self, size_t most, buf *out, bool *end, dateline_error *e)
{
    unpacker *u = self;
    size_t before = out->length;
    while (!u->done && out->length == before) {
        TRY(step(u, most, out, e));
    }
    *end = u->done;
    return DATELINE_OK;
}

uint64_t unpack_member_at(const unpacker *u, uint64_t at)
{
    uint64_t kept = u->nmembers < UNPACK_MEMBERS ? u->nmembers : UNPACK_MEMBERS;
    for (uint64_t i = 0; i < kept; i++) {
        const unpack_member *m = &u->members[(u->nmembers - 1 - i) % UNPACK_MEMBERS];
        if (m->out <= at) {
            return m->out == at ? m->in : at;
        }
    }
    return at;
}

/* ---- pieces of a stream ------------------------------------------------------------------------
 */

dateline_status stretch_take(void *self, size_t most, buf *out, bool *end, dateline_error *e)
{
    stretch *t = self;
    size_t before = out->length;
    TRY(stream_move(t->under, t->left < most ? (size_t)t->left : most, out, e));
    t->left -= out->length - before;
    *end = t->left == 0 || out->length == before;
    return DATELINE_OK;
}

dateline_status stream_pass(stream *s, uint64_t n, uint64_t *missing, dateline_error *e)
{
    for (;;) {
        view here;
        *missing = n;
        TRY(stream_peek(s, 1, &here, e));
        if (n == 0 || here.length == 0) {
            return DATELINE_OK;
        }
        size_t held = s->held.length - s->at;
        size_t take = held < n ? held : (size_t)n;
        stream_skip(s, take);
        n -= take;
    }
}

dateline_status stream_move(stream *s, size_t most, buf *out, dateline_error *e)
{
    view v;
    TRY(stream_peek(s, 1, &v, e));
    size_t held = s->held.length - s->at;
    v.length = held < most ? held : most;
    buf_view(out, v);
    stream_skip(s, v.length);
    return out->failed ? fault_memory(e) : DATELINE_OK;
}
