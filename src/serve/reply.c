/* What goes back to the client: headers that keep a browser from trusting what it shows, gzip, and
 * errors as problem+json. */
#include <stdio.h>
#include <zlib.h>

#include "serve/serve_priv.h"

enum { WORTH_GZIP = 1024, CHUNK = 16384 };

void put(dateline_text *out, const char *text)
{
    (void)dateline_text_append(out, text, strlen(text), NULL);
}

void put_json(dateline_text *out, const char *text)
{
    put(out, "\"");
    for (const char *p = text; *p != '\0';) {
        size_t plain = 0;
        while ((unsigned char)p[plain] >= 0x20 && p[plain] != '"' && p[plain] != '\\') {
            plain++;
        }
        (void)dateline_text_append(out, p, plain, NULL);
        p += plain;
        if (*p != '\0') {
            char escaped[8];
            (void)snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned char)*p++);
            put(out, escaped);
        }
    }
    put(out, "\"");
}

bool takes_gzip(struct MHD_Connection *c)
{
    const char *accepted = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Accept-Encoding");
    return accepted != NULL && strstr(accepted, "gzip") != NULL;
}

/* Replaces the text by its gzip form; false = left as it was. */
static bool compress_text(dateline_text *body)
{
    z_stream z = {.next_in = (unsigned char *)body->data, .avail_in = (unsigned)body->length};
    if (body->length < WORTH_GZIP ||
        deflateInit2(&z, 4, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        return false;
    }
    dateline_text packed = {0};
    char chunk[CHUNK];
    int state = Z_OK;
    dateline_status status = DATELINE_OK;
    while (state == Z_OK && status == DATELINE_OK) {
        z.next_out = (unsigned char *)chunk;
        z.avail_out = sizeof chunk;
        state = deflate(&z, Z_FINISH);
        status = dateline_text_append(&packed, chunk, sizeof chunk - z.avail_out, NULL);
    }
    (void)deflateEnd(&z);
    if (state != Z_STREAM_END || status != DATELINE_OK) {
        dateline_text_free(&packed);
        return false;
    }
    dateline_text_free(body);
    *body = packed;
    return true;
}

static const char *const headers[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
     "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cache-Control", "no-cache"},
    {"Vary", "Accept-Encoding"},
};

enum MHD_Result send_response(const request *r, unsigned code, const char *type,
                              struct MHD_Response *response)
{
    if (response == NULL) {
        return MHD_NO;
    }
    (void)MHD_add_response_header(response, "Content-Type", type);
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        (void)MHD_add_response_header(response, headers[i][0], headers[i][1]);
    }
    if (code == MHD_HTTP_UNAUTHORIZED) {
        (void)MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
    }
    if (code == MHD_HTTP_METHOD_NOT_ALLOWED) {
        (void)MHD_add_response_header(response, "Allow", "GET, HEAD, POST");
    }
    enum MHD_Result result = MHD_queue_response(r->connection, code, response);
    MHD_destroy_response(response);
    return result;
}

enum MHD_Result reply(const request *r, unsigned code, const char *type, dateline_text *body)
{
    bool packed = takes_gzip(r->connection) && compress_text(body);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(body->length, body->data, MHD_RESPMEM_MUST_COPY);
    dateline_text_free(body);
    if (response != NULL && packed) {
        (void)MHD_add_response_header(response, "Content-Encoding", "gzip");
    }
    return send_response(r, code, type, response);
}

/* One line of standard error; what the client sent is written as a JSON string. */
static void log_refusal(const request *r, unsigned code, const char *detail)
{
    dateline_text line = {0};
    char number[16];
    (void)snprintf(number, sizeof number, "%u ", code);
    put(&line, "dateline serve: ");
    put(&line, number);
    put_json(&line, r->method);
    put(&line, " ");
    put_json(&line, r->path);
    put(&line, ": ");
    put_json(&line, detail);
    put(&line, "\n");
    if (line.data != NULL) {
        (void)fputs(line.data, stderr);
    }
    dateline_text_free(&line);
}

enum MHD_Result problem(const request *r, unsigned code, const char *title, const char *detail)
{
    log_refusal(r, code, detail);
    dateline_text body = {0};
    char number[16];
    (void)snprintf(number, sizeof number, "%u", code);
    put(&body, "{\"type\": \"about:blank\", \"status\": ");
    put(&body, number);
    put(&body, ", \"title\": ");
    put_json(&body, title);
    put(&body, ", \"detail\": ");
    put_json(&body, detail);
    put(&body, "}\n");
    return reply(r, code, "application/problem+json", &body);
}

enum MHD_Result problem_of(const request *r, const dateline_error *e)
{
    bool asked_wrongly = e->status == DATELINE_E_ARGUMENT || e->status == DATELINE_E_ENCODING ||
                         e->status == DATELINE_E_FORMAT || e->status == DATELINE_E_LIMIT;
    return asked_wrongly ? problem(r, MHD_HTTP_BAD_REQUEST, "Bad request", e->message)
                         : problem(r, MHD_HTTP_INTERNAL_SERVER_ERROR, "Cannot answer", e->message);
}
