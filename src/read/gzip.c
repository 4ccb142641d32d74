/* gzip and bare deflate by zlib.  Members follow each other; a WARC.gz has one a record. */
#include "read/pack_priv.h"

static dateline_status damaged(unpacker *u, dateline_error *e)
{
    fault(e, DATELINE_E_FORMAT, "damaged %s data near byte %llu: %s",
          u->kind == PACK_GZIP ? "gzip" : "deflate", (unsigned long long)stream_offset(u->under),
          u->z.msg == NULL ? "the code makes no sense" : u->z.msg);
    fault_hint(e, "fetch or pack the file again; what stood before was read");
    fault_where(e, u->path, 0, stream_offset(u->under));
    u->done = true;
    return DATELINE_E_FORMAT;
}

/* zlib's own signature wants bytes that may be written, and writes none. */
static Bytef *input_of(view packed)
{
    return (Bytef *)(uintptr_t)packed.data;
}

dateline_status gzip_step(unpacker *u, view packed, size_t most, buf *out, size_t *used,
                          dateline_error *e)
{
    char *room = buf_room(out, most);
    if (room == NULL) {
        return fault_memory(e);
    }
    u->z.next_in = input_of(packed);
    u->z.avail_in = (uInt)packed.length;
    u->z.next_out = (Bytef *)room;
    u->z.avail_out = (uInt)most;
    int result = inflate(&u->z, Z_NO_FLUSH);
    *used = packed.length - u->z.avail_in;
    buf_grown(out, most - u->z.avail_out);
    if (result == Z_MEM_ERROR) {
        return fault_memory(e);
    }
    if (result == Z_STREAM_END) {
        u->open = false;
        u->done = u->kind == PACK_DEFLATE;
        return inflateReset(&u->z) == Z_OK ? DATELINE_OK : damaged(u, e);
    }
    bool stuck = result == Z_BUF_ERROR && *used == 0 && u->z.avail_out == most;
    return (result == Z_OK || result == Z_BUF_ERROR) && !stuck ? DATELINE_OK : damaged(u, e);
}
