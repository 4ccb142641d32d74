/* tar: ustar, GNU long names and POSIX extended headers (POSIX.1-2008, pax).  A member begins with
 * a block of 512 bytes; what is no regular file, and names that begin with a dot, are passed over.
 */
#include "read/pack_priv.h"

enum { BLOCK = 512, LONG_NAME_LIMIT = 64 << 10 };

typedef struct {
    stretch piece;    /* the member that is being read */
    uint64_t padding; /* bytes behind it up to a whole block */
} tar;

typedef struct {
    view name;
    uint64_t size;
    char type;
} tar_header;

static view field(view block, size_t at, size_t length)
{
    view v = view_cut(block, at, at + length);
    size_t end = view_find_char(v, '\0', 0);
    return end == SIZE_MAX ? v : view_cut(v, 0, end);
}

/* Octal digits, or GNU's base 256 when the first bit is set. */
static bool number(view v, uint64_t *out)
{
    *out = 0;
    if (v.length > 0 && ((unsigned char)v.data[0] & 0x80) != 0) {
        for (size_t i = v.length - 8; i < v.length; i++) {
            *out = *out << 8 | (unsigned char)v.data[i];
        }
        return *out < (uint64_t)1 << 60;
    }
    size_t digits = 0;
    for (size_t i = 0; i < v.length && v.data[i] != '\0'; i++) {
        if (v.data[i] >= '0' && v.data[i] <= '7' && *out < (uint64_t)1 << 57) {
            *out = *out * 8 + (uint64_t)(v.data[i] - '0');
            digits++;
        } else if (v.data[i] != ' ') {
            return false;
        }
    }
    return digits > 0;
}

static bool whole(view block)
{
    uint64_t told = 0, sum = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        sum += i >= 148 && i < 156 ? ' ' : (unsigned char)block.data[i];
    }
    return block.length >= BLOCK && number(view_cut(block, 148, 156), &told) && told == sum;
}

static bool sniff(view head)
{
    return head.length >= BLOCK && head.data[0] != '\0' && whole(view_cut(head, 0, BLOCK));
}

static dateline_status broken(input *in, const char *what, dateline_error *e)
{
    in->done = true;
    uint64_t at = stream_offset(&in->stream);
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0, "at byte %llu of the tar file %s",
             (unsigned long long)at, what);
    fault_hint(e, "fetch or make the archive again; the members before were read");
    fault_where(e, in->path.data, 0, at);
    return DATELINE_E_FORMAT;
}

/* Passes over what was not read of the member before. */
static dateline_status leave_member(input *in, tar *t, dateline_error *e)
{
    uint64_t missing;
    TRY(stream_pass(&in->stream, t->piece.left + t->padding, &missing, e));
    bool cut = missing > t->padding;
    t->piece.left = t->padding = 0;
    return cut ? broken(in, "it ends within a member", e) : DATELINE_OK;
}

static dateline_status take_header(input *in, tar_header *h, dateline_error *e)
{
    view block;
    TRY(stream_peek(&in->stream, BLOCK, &block, e));
    if (block.length == 0 || block.data[0] == '\0') {
        return DATELINE_END;
    }
    uint64_t size = 0;
    if (block.length < BLOCK || !whole(block) || !number(view_cut(block, 124, 136), &size)) {
        return broken(in, "no member's header stands, as its checksum says", e);
    }
    view name = field(block, 0, 100), prefix = field(block, 345, 155);
    bool ustar = view_starts(view_cut(block, 257, BLOCK), VIEW("ustar\0"));
    h->name = ustar && prefix.length > 0
                  ? arena_printf(in->scratch, "%.*s/%.*s", (int)prefix.length, prefix.data,
                                 (int)name.length, name.data)
                  : arena_copy(in->scratch, name);
    h->size = size;
    h->type = block.data[156];
    stream_skip(&in->stream, BLOCK);
    return DATELINE_OK;
}

/* The content of a header of headers: a long name, or the records of a pax header. */
static dateline_status take_extra(input *in, tar *t, uint64_t size, view *out, dateline_error *e)
{
    view all;
    if (size > LONG_NAME_LIMIT) {
        return broken(in, "an extended header is longer than 64 KiB", e);
    }
    TRY(stream_peek(&in->stream, (size_t)size, &all, e));
    *out = arena_copy(in->scratch, all);
    t->piece = (stretch){&in->stream, size};
    t->padding = (BLOCK - size % BLOCK) % BLOCK;
    return leave_member(in, t, e);
}

/* "27 path=a/long/name\n" ...: the path and the size that a pax header gives. */
static void take_pax(view records, view *name, uint64_t *size)
{
    view line;
    while (view_split(&records, '\n', &line)) {
        size_t blank = view_find_char(line, ' ', 0);
        view pair = blank == SIZE_MAX ? VIEW("") : view_cut(line, blank + 1, line.length);
        int64_t n;
        if (view_starts(pair, VIEW("path="))) {
            *name = view_cut(pair, 5, pair.length);
        } else if (view_starts(pair, VIEW("size=")) &&
                   view_int(view_cut(pair, 5, pair.length), &n) && n >= 0) {
            *size = (uint64_t)n;
        }
    }
}

/* The next header of a file or folder, with what the extended headers before it say. */
static dateline_status next_header(input *in, tar *t, tar_header *h, dateline_error *e)
{
    view name = VIEW(""), extra;
    uint64_t size = UINT64_MAX;
    for (;;) {
        TRY(leave_member(in, t, e));
        TRY(take_header(in, h, e));
        if (h->type == 'L') {
            TRY(take_extra(in, t, h->size, &extra, e));
            name = field(extra, 0, extra.length);
        } else if (h->type == 'x') {
            TRY(take_extra(in, t, h->size, &extra, e));
            take_pax(extra, &name, &size);
        } else if (h->type == 'g' || h->type == 'K') {
            TRY(take_extra(in, t, h->size, &extra, e));
        } else {
            break;
        }
    }
    h->name = name.length > 0 ? name : h->name;
    h->size = size != UINT64_MAX ? size : h->size;
    t->piece = (stretch){&in->stream, h->size};
    t->padding = (BLOCK - h->size % BLOCK) % BLOCK;
    return DATELINE_OK;
}

bool hidden_name(view name)
{
    size_t from = 0;
    for (size_t i = 0; i + 1 < name.length; i++) {
        from = name.data[i] == '/' ? i + 1 : from;
    }
    bool folder = view_ends(name, VIEW("/"));
    return folder || view_starts(view_cut(name, from, name.length), VIEW(".")) ||
           view_starts(name, VIEW("__MACOSX/"));
}

static dateline_status member(input *in, input *into, dateline_error *e)
{
    tar *t = in->state == NULL ? ARENA_NEW(in->arena, tar) : in->state;
    if (t == NULL) {
        return fault_memory(e);
    }
    if (in->state == NULL) {
        t->piece.under = &in->stream;
        in->state = t;
    }
    tar_header h = {0};
    do {
        TRY(next_header(in, t, &h, e));
    } while ((h.type != '0' && h.type != '\0' && h.type != '7') || hidden_name(h.name));
    stream_over(&into->stream, stretch_take, &t->piece);
    input_member(into, h.name);
    return DATELINE_OK;
}

const read_kind read_kind_tar = {"tar", sniff, NULL, member, NULL};
