/* ZIP (APPNOTE 6.3, ISO/IEC 21320-1), front to back by the headers before the members, so that an
 * archive in an archive or in a pipe is read as one on disk is; each member's length and checksum
 * and the directory at the end are held against what was read.  Methods: stored, deflate, zstd. */
#include "read/pack_priv.h"

enum {
    LOCAL_BYTES = 30,
    ENTRY_BYTES = 46,
    END_BYTES = 22,
    ENCRYPTED = 1,
    SIZES_BEHIND = 8,
    STORED = 0,
    DEFLATED = 8,
    ZSTANDARD = 93
};

typedef struct {
    unsigned flags, method;
    uint32_t crc;
    uint64_t packed, size;
    bool wide; /* sizes behind the member have 8 bytes */
    view name; /* in the archive's arena; "" = no member is open */
} zip_header;

typedef struct {
    zip_header header;
    stretch piece;     /* the member's packed bytes, where their number is known */
    stream packed;     /* over piece */
    unpacker unpacker; /* of a member that is not stored */
    bool unpacking;
    bool open;    /* a member's header was taken, and the member not left */
    bool ended;   /* the member's last byte was taken */
    uint32_t crc; /* of what was read */
    uint64_t out; /* bytes of it */
    uint64_t members;
    arena *names; /* the archive's arena */
} zip;

static uint64_t little(const char *p, size_t n)
{
    uint64_t v = 0;
    for (size_t i = n; i > 0; i--) {
        v = v << 8 | (unsigned char)p[i - 1];
    }
    return v;
}

static bool sniff(view head)
{
    return view_starts(head, VIEW("PK\x03\x04")) || view_starts(head, VIEW("PK\x05\x06"));
}

static dateline_status broken(input *in, const char *what, dateline_error *e)
{
    uint64_t at = stream_offset(&in->stream);
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0, "at byte %llu of the ZIP file %s",
             (unsigned long long)at, what);
    fault_hint(e, "fetch or make the archive again; the members before were read");
    fault_where(e, in->path.data, 0, at);
    return DATELINE_E_FORMAT;
}

static dateline_status broken_for_good(input *in, const char *what, dateline_error *e)
{
    in->done = true;
    return broken(in, what, e);
}

/* ---- a member's bytes ---------------------------------------------------------------------- */

/* A stream_take: the member's bytes, counted and summed. */
static dateline_status take(void *self, size_t most, buf *out, bool *end, dateline_error *e)
{
    zip *z = self;
    size_t before = out->length;
    TRY(z->unpacking ? unpack_take(&z->unpacker, most, out, end, e)
                     : stretch_take(&z->piece, most, out, end, e));
    size_t n = out->length - before;
    if (n > 0) {
        z->crc = (uint32_t)crc32_z(z->crc, (const Bytef *)out->data + before, n);
    }
    z->out += n;
    z->ended = *end;
    return DATELINE_OK;
}

/* Lengths and checksum that stand behind a member, with or without a signature. */
static dateline_status take_descriptor(input *in, zip *z, dateline_error *e)
{
    view v;
    size_t number = z->header.wide ? 8 : 4;
    TRY(stream_peek(&in->stream, 8 + 2 * number, &v, e));
    size_t signature = view_starts(v, VIEW("PK\x07\x08")) ? 4 : 0;
    if (v.length < signature + 4 + 2 * number) {
        return broken_for_good(in, "it ends behind a member", e);
    }
    z->header.crc = (uint32_t)little(v.data + signature, 4);
    z->header.size = little(v.data + signature + 4 + number, number);
    stream_skip(&in->stream, signature + 4 + 2 * number);
    return DATELINE_OK;
}

/* A member whose packed length is not known must be read to its end to find the next one. */
static dateline_status drain(input *in, zip *z, dateline_error *e)
{
    bool known = (z->header.flags & SIZES_BEHIND) == 0;
    dateline_error why = {0};
    buf waste = {0};
    bool end = z->ended || known;
    dateline_status status = DATELINE_OK;
    while (!end && status == DATELINE_OK) {
        buf_clear(&waste);
        status = take(z, 64 << 10, &waste, &end, &why);
    }
    buf_free(&waste);
    if (status != DATELINE_OK && e != NULL) {
        *e = why;
    }
    in->done = in->done || status != DATELINE_OK;
    return status;
}

static dateline_status check_member(input *in, zip *z, dateline_error *e)
{
    view name = z->header.name;
    if (!z->ended || (z->crc == z->header.crc && z->out == z->header.size)) {
        return DATELINE_OK;
    }
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0,
             "member '%.*s' is damaged: %llu bytes with checksum %08x, the archive says %llu, %08x",
             VIEW_ARG(name), (unsigned long long)z->out, (unsigned)z->crc,
             (unsigned long long)z->header.size, (unsigned)z->header.crc);
    fault_hint(e, "what was read of it may be wrong; fetch or make the archive again");
    return DATELINE_E_FORMAT;
}

static void close_member(zip *z)
{
    if (z->unpacking) {
        unpack_end(&z->unpacker);
    }
    stream_close(&z->packed);
    z->unpacking = z->open = false;
}

/* Goes to the end of the member before, and looks whether it was whole. */
static dateline_status leave_member(input *in, zip *z, dateline_error *e)
{
    if (!z->open) {
        return DATELINE_OK;
    }
    dateline_status status = drain(in, z, e);
    uint64_t missing = 0;
    if (status == DATELINE_OK) {
        status = stream_pass(&in->stream, z->piece.left, &missing, e);
    }
    if (status == DATELINE_OK && missing > 0) {
        status = broken_for_good(in, "it ends within a member", e);
    }
    if (status == DATELINE_OK && (z->header.flags & SIZES_BEHIND) != 0) {
        status = take_descriptor(in, z, e);
    }
    if (status == DATELINE_OK) {
        status = check_member(in, z, e);
    }
    close_member(z);
    return status;
}

/* ---- headers --------------------------------------------------------------------------------- */

/* ZIP64: the sizes that do not fit stand in an extra field, the plain size first. */
static void take_wide(zip_header *h, view extra)
{
    while (extra.length >= 4) {
        size_t id = (size_t)little(extra.data, 2), n = (size_t)little(extra.data + 2, 2);
        if (n > extra.length - 4) {
            return;
        }
        if (id == 1 && n >= 16 && h->size == UINT32_MAX) {
            h->size = little(extra.data + 4, 8);
            h->packed = little(extra.data + 12, 8);
        }
        h->wide = h->wide || id == 1;
        extra = view_cut(extra, 4 + n, extra.length);
    }
}

static dateline_status take_header(input *in, zip *z, dateline_error *e)
{
    view v;
    zip_header *h = &z->header;
    TRY(stream_peek(&in->stream, LOCAL_BYTES, &v, e));
    if (v.length < LOCAL_BYTES) {
        return broken_for_good(in, "it ends in a member's header", e);
    }
    size_t name = (size_t)little(v.data + 26, 2), extra = (size_t)little(v.data + 28, 2);
    size_t all = LOCAL_BYTES + name + extra;
    TRY(stream_peek(&in->stream, all, &v, e));
    if (v.length < all) {
        return broken_for_good(in, "it ends in a member's name", e);
    }
    *h = (zip_header){.flags = (unsigned)little(v.data + 6, 2),
                      .method = (unsigned)little(v.data + 8, 2),
                      .crc = (uint32_t)little(v.data + 14, 4),
                      .packed = little(v.data + 18, 4),
                      .size = little(v.data + 22, 4)};
    take_wide(h, view_cut(v, LOCAL_BYTES + name, all));
    h->name = arena_copy(z->names, view_cut(v, LOCAL_BYTES, LOCAL_BYTES + name));
    stream_skip(&in->stream, all);
    z->members++;
    z->open = true;
    return arena_failed(z->names) ? fault_memory(e) : DATELINE_OK;
}

/* ---- the directory at the end ------------------------------------------------------------------
 */

/* Walks the directory and holds the number of its entries against the members that were read. */
static dateline_status take_directory(input *in, const zip *z, dateline_error *e)
{
    uint64_t entries = 0, missing;
    view v;
    for (;; entries++) {
        TRY(stream_peek(&in->stream, ENTRY_BYTES, &v, e));
        if (!view_starts(v, VIEW("PK\x01\x02")) || v.length < ENTRY_BYTES) {
            break;
        }
        uint64_t rest = little(v.data + 28, 2) + little(v.data + 30, 2) + little(v.data + 32, 2);
        TRY(stream_pass(&in->stream, ENTRY_BYTES + rest, &missing, e));
    }
    bool end = view_starts(v, VIEW("PK\x05\x06")) || view_starts(v, VIEW("PK\x06\x06"));
    in->done = true;
    if (!end) {
        return broken(in, "its directory is broken or missing", e);
    }
    if (entries != z->members) {
        fault_at(e, DATELINE_E_FORMAT, in->path.data, 0,
                 "the ZIP file's directory lists %llu members, %llu were read",
                 (unsigned long long)entries, (unsigned long long)z->members);
        fault_hint(e, "the archive was changed or damaged; make it again if members are missing");
        return DATELINE_E_FORMAT;
    }
    return DATELINE_END;
}

/* ---- members --------------------------------------------------------------------------------- */

static dateline_status refuse(input *in, zip *z, const char *why, const char *remedy,
                              dateline_error *e)
{
    uint64_t missing = 0;
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0, "member '%.*s' is %s",
             VIEW_ARG(z->header.name), why);
    fault_hint(e, "%s", remedy);
    in->done = (z->header.flags & SIZES_BEHIND) != 0;
    z->open = false;
    if (!in->done) {
        TRY(stream_pass(&in->stream, z->header.packed, &missing, e));
    }
    return DATELINE_E_FORMAT;
}

static dateline_status open_bytes(input *in, zip *z, dateline_error *e)
{
    zip_header *h = &z->header;
    bool known = (h->flags & SIZES_BEHIND) == 0;
    if ((h->flags & ENCRYPTED) != 0) {
        return refuse(in, z, "encrypted", "unpack it with its password first", e);
    }
    if ((h->method != STORED && h->method != DEFLATED && h->method != ZSTANDARD) ||
        (h->method != DEFLATED && !known)) {
        return refuse(in, z, "packed in a way that is not read",
                      "unpack it first, or make the archive with zip", e);
    }
    z->piece = (stretch){&in->stream, known ? h->packed : 0};
    z->crc = 0;
    z->out = 0;
    z->ended = false;
    z->unpacking = h->method != STORED;
    if (!z->unpacking) {
        return DATELINE_OK;
    }
    stream_over(&z->packed, stretch_take, &z->piece);
    return unpack_begin(&z->unpacker, h->method == DEFLATED ? PACK_DEFLATE : PACK_ZSTD,
                        known ? &z->packed : &in->stream, in->path.data, e);
}

/* Office documents and e-books are ZIP files, too, and begin so. */
static bool is_document(const zip *z)
{
    view name = z->header.name;
    return z->members == 1 &&
           (view_equal(name, VIEW("[Content_Types].xml")) || view_equal(name, VIEW("mimetype")));
}

static dateline_status refuse_document(input *in, zip *z, dateline_error *e)
{
    in->done = true;
    close_member(z);
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0, "an office document, which is not read");
    fault_hint(e, "save it as text or as a web page first: soffice --convert-to txt FILE");
    return DATELINE_E_FORMAT;
}

static dateline_status next_member(input *in, zip *z, dateline_error *e)
{
    do {
        TRY(leave_member(in, z, e));
        view v;
        TRY(stream_peek(&in->stream, 4, &v, e));
        if (!view_equal(v, VIEW("PK\x03\x04"))) {
            return take_directory(in, z, e);
        }
        TRY(take_header(in, z, e));
        TRY(open_bytes(in, z, e));
        if (is_document(z)) {
            return refuse_document(in, z, e);
        }
    } while (hidden_name(z->header.name));
    return DATELINE_OK;
}

static dateline_status member(input *in, input *into, dateline_error *e)
{
    zip *z = in->state == NULL ? ARENA_NEW(in->arena, zip) : in->state;
    if (z == NULL) {
        return fault_memory(e);
    }
    if (in->state == NULL) {
        z->names = in->arena;
        z->packed.file.fd = -1;
        in->state = z;
    }
    TRY(next_member(in, z, e));
    stream_over(&into->stream, take, z);
    input_member(into, z->header.name);
    return DATELINE_OK;
}

static void close_zip(input *in)
{
    if (in->state != NULL) {
        close_member(in->state);
    }
}

const read_kind read_kind_zip = {"zip", sniff, NULL, member, close_zip};
