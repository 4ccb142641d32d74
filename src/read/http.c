/* An HTTP answer as crawlers keep it: status line and headers (RFC 9112), and the body in chunks
 * where it was sent so. */
#include "read/pack_priv.h"

/* The value of a header line "name: value"; empty = none. */
view header_value(view lines, view name)
{
    view line;
    while (view_split(&lines, '\n', &line)) {
        if (line.length > name.length && line.data[name.length] == ':' &&
            view_equal_nocase(view_cut(line, 0, name.length), name)) {
            return view_trim(view_cut(line, name.length + 1, line.length));
        }
    }
    return VIEW("");
}

size_t header_end(view v)
{
    size_t crlf = view_find(v, VIEW("\r\n\r\n"), 0);
    size_t bare = view_find(v, VIEW("\n\n"), 0);
    if (crlf == SIZE_MAX && bare == SIZE_MAX) {
        return 0;
    }
    return crlf < bare ? crlf + 4 : bare + 2;
}

/* "HTTP/1.1 200 OK" */
static int answer_status(view head)
{
    size_t blank = view_find_char(head, ' ', 0);
    int64_t code;
    bool readable = blank != SIZE_MAX && blank + 4 <= head.length &&
                    view_int(view_cut(head, blank + 1, blank + 4), &code);
    return readable ? (int)code : 0;
}

bool http_head(view block, http_answer *out)
{
    *out = (http_answer){0};
    if (!view_starts(block, VIEW("HTTP/"))) {
        return false;
    }
    out->length = header_end(block);
    if (out->length == 0) {
        return false;
    }
    view head = view_cut(block, 0, out->length);
    out->status = answer_status(head);
    out->media = header_value(head, VIEW("Content-Type"));
    out->encoding = header_value(head, VIEW("Content-Encoding"));
    out->chunked =
        view_equal_nocase(header_value(head, VIEW("Transfer-Encoding")), VIEW("chunked"));
    return true;
}

/* ---- chunks ------------------------------------------------------------------------------------
 */

static size_t hex(view v, uint64_t *out)
{
    size_t n = 0;
    *out = 0;
    for (; n < v.length && n < 12; n++) {
        char c = ascii_lower(v.data[n]);
        bool digit = ascii_digit(c);
        if (!digit && (c < 'a' || c > 'f')) {
            break;
        }
        *out = *out * 16 + (uint64_t)(digit ? c - '0' : c - 'a' + 10);
    }
    return n;
}

/* Reads "1a2f[; extension]\r\n", behind the line end of the chunk before; false = none stands. */
static dateline_status next_chunk(chunks *c, bool *found, dateline_error *e)
{
    view v;
    TRY(stream_peek(c->body.under, c->body.left < 256 ? (size_t)c->body.left : 256, &v, e));
    size_t skip = view_starts(v, VIEW("\r\n")) ? 2 : view_starts(v, VIEW("\n")) ? 1 : 0;
    size_t digits = hex(view_cut(v, skip, v.length), &c->left);
    size_t stop = view_find_char(v, '\n', skip);
    *found = digits > 0 && stop != SIZE_MAX && strchr(";\r\n ", v.data[skip + digits]) != NULL;
    if (*found) {
        stream_skip(c->body.under, stop + 1);
        c->body.left -= stop + 1;
    }
    return DATELINE_OK;
}

/* Crawlers that unchunk a body often leave its header as it was: then it is taken as it is. */
dateline_status chunks_take(void *self, size_t most, buf *out, bool *end, dateline_error *e)
{
    chunks *c = self;
    if (c->left == 0 && !c->plain) {
        bool found;
        TRY(next_chunk(c, &found, e));
        c->plain = !found && !c->any;
        c->any = true;
        *end = !c->plain && (!found || c->left == 0);
        if (*end) {
            return DATELINE_OK;
        }
    }
    stretch now = {c->body.under, c->plain || c->left > c->body.left ? c->body.left : c->left};
    uint64_t before = now.left;
    TRY(stretch_take(&now, most, out, end, e));
    c->body.left -= before - now.left;
    c->left -= c->plain ? 0 : before - now.left;
    *end = c->body.left == 0 || before == now.left;
    return DATELINE_OK;
}
