/* zstd by libzstd.  Frames follow each other; a WARC.zst has one a record, and may begin with the
 * dictionary of them all in a skippable frame (IIPC, "WARC-ZSTD"). */
#include "read/pack_priv.h"

enum { DICTIONARY_LIMIT = 16 << 20, FRAME_HEAD = 8 };

static dateline_status damaged(unpacker *u, const char *why, dateline_error *e)
{
    fault(e, DATELINE_E_FORMAT, "damaged zstd data near byte %llu: %s",
          (unsigned long long)stream_offset(u->under), why);
    fault_hint(e, "fetch or pack the file again, without --long; what stood before was read");
    fault_where(e, u->path, 0, stream_offset(u->under));
    u->done = true;
    return DATELINE_E_FORMAT;
}

dateline_status zstd_step(unpacker *u, view packed, size_t most, buf *out, size_t *used,
                          dateline_error *e)
{
    char *room = buf_room(out, most);
    if (room == NULL) {
        return fault_memory(e);
    }
    ZSTD_inBuffer from = {packed.data, packed.length, 0};
    ZSTD_outBuffer to = {room, most, 0};
    size_t result = ZSTD_decompressStream(u->zstd, &to, &from);
    *used = from.pos;
    buf_grown(out, to.pos);
    if (ZSTD_isError(result)) {
        return damaged(u, ZSTD_getErrorName(result), e);
    }
    u->open = result != 0;
    return DATELINE_OK;
}

static uint32_t little32(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* The dictionary itself may be packed as a frame of its own. */
static dateline_status load(unpacker *u, view dictionary, dateline_error *e)
{
    buf plain = {0};
    if (view_starts(dictionary, VIEW("\x28\xB5\x2F\xFD"))) {
        char *room = buf_room(&plain, DICTIONARY_LIMIT);
        size_t n = room == NULL ? 0
                                : ZSTD_decompress(room, DICTIONARY_LIMIT, dictionary.data,
                                                  dictionary.length);
        if (room == NULL || ZSTD_isError(n)) {
            buf_free(&plain);
            return room == NULL ? fault_memory(e) : damaged(u, "the dictionary is broken", e);
        }
        buf_grown(&plain, n);
        dictionary = buf_all(&plain);
    }
    size_t result = ZSTD_DCtx_loadDictionary(u->zstd, dictionary.data, dictionary.length);
    buf_free(&plain);
    return ZSTD_isError(result) ? damaged(u, ZSTD_getErrorName(result), e) : DATELINE_OK;
}

dateline_status zstd_dictionary(unpacker *u, dateline_error *e)
{
    view head;
    TRY(stream_peek(u->under, FRAME_HEAD, &head, e));
    if (head.length < FRAME_HEAD || !view_starts(head, VIEW("\x5D\x2A\x4D\x18"))) {
        return DATELINE_OK;
    }
    size_t size = little32(head.data + 4);
    if (size > DICTIONARY_LIMIT) {
        return damaged(u, "the dictionary is longer than 16 MiB", e);
    }
    TRY(stream_peek(u->under, FRAME_HEAD + size, &head, e));
    if (head.length < FRAME_HEAD + size) {
        return damaged(u, "the dictionary is cut short", e);
    }
    TRY(load(u, view_cut(head, FRAME_HEAD, head.length), e));
    stream_skip(u->under, head.length);
    return DATELINE_OK;
}
