/* The page's files, compiled in gzipped; a client that takes no gzip gets them unpacked. */
#include <zlib.h>

#include "serve/files.h"
#include "serve/serve_priv.h"

enum { CHUNK = 16384 };

static bool unpack(const unsigned char *data, size_t length, dateline_text *out)
{
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)data, .avail_in = (unsigned)length};
    if (inflateInit2(&z, 15 + 16) != Z_OK) {
        return false;
    }
    char chunk[CHUNK];
    int state = Z_OK;
    while (state == Z_OK) {
        z.next_out = (unsigned char *)chunk;
        z.avail_out = sizeof chunk;
        state = inflate(&z, Z_NO_FLUSH);
        if (dateline_text_append(out, chunk, sizeof chunk - z.avail_out, NULL) != DATELINE_OK) {
            state = Z_MEM_ERROR;
        }
    }
    (void)inflateEnd(&z);
    return state == Z_STREAM_END;
}

static enum MHD_Result send_file(const request *r, const serve_file *f)
{
    if (takes_gzip(r->connection)) {
        struct MHD_Response *response = MHD_create_response_from_buffer(
            f->length, (void *)(uintptr_t)f->data, MHD_RESPMEM_PERSISTENT);
        if (response != NULL) {
            (void)MHD_add_response_header(response, "Content-Encoding", "gzip");
        }
        return send_response(r, MHD_HTTP_OK, f->type, response);
    }
    dateline_text body = {0};
    if (!unpack(f->data, f->length, &body)) {
        dateline_text_free(&body);
        return problem(r, MHD_HTTP_INTERNAL_SERVER_ERROR, "Cannot answer", "no memory");
    }
    return reply(r, MHD_HTTP_OK, f->type, &body);
}

bool answer_page(const request *r, enum MHD_Result *result)
{
    for (const serve_file *f = serve_files; f->path != NULL; f++) {
        if (strcmp(f->path, r->path) == 0) {
            *result = send_file(r, f);
            return true;
        }
    }
    return false;
}
