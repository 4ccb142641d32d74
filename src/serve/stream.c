/* Large answers: the rows of a list as JSON lines, CSV or TSV, asked for a thousand at a time while
 * the client takes them.  Events go on behind the last one sent (a cursor), other lists by offset;
 * a client that reads slowly holds no handle of the ledger. */
#include <stdio.h>

#include "serve/serve_priv.h"

enum { ROWS_A_PIECE = 1000, SEND_BLOCK = 32 * 1024 };

typedef struct {
    server *server;
    dateline_question question;
    query query;
    int64_t left;       /* rows still wanted; -1 = all */
    dateline_text text; /* what is being sent */
    size_t sent;        /* bytes of it */
    dateline_text own;  /* the bytes this lives in */
    bool first, done;
} stream;

/* Cuts off the line of column names, which only the first piece sends. */
static size_t head_length(const stream *s)
{
    const char *end = s->first || s->query.format == DATELINE_FORMAT_JSONL || s->text.data == NULL
                          ? NULL
                          : strchr(s->text.data, '\n');
    return end == NULL ? 0 : (size_t)(end - s->text.data) + 1;
}

/* Asks for the next rows; false = the ledger failed. */
static bool next_piece(stream *s)
{
    dateline_filter *f = &s->query.filter;
    f->where = s->query.where[0] == '\0' ? NULL : s->query.where;
    f->limit = s->left >= 0 && s->left < ROWS_A_PIECE ? s->left : ROWS_A_PIECE;
    int place = serve_take_ledger(&s->server->pool);
    dateline_error e = {0};
    s->text.length = 0;
    dateline_status status = dateline_ledger_ask(s->server->pool.ledgers[place], s->question, f,
                                                 s->query.format, &s->text, &e);
    serve_give_ledger(&s->server->pool, place);
    s->sent = head_length(s);
    f->offset += f->limit;
    s->left = s->left < 0 ? -1 : s->left - f->limit;
    s->done = s->left == 0 || s->sent >= s->text.length || s->question == DATELINE_ASK_TRENDS;
    s->first = false;
    return status == DATELINE_OK;
}

/* Where the last row begins: behind a line end that stands in no quoted cell of CSV. */
static const char *last_row(const stream *s)
{
    bool quoted = false;
    size_t at = 0;
    for (size_t i = 0; i + 1 < s->text.length; i++) {
        quoted ^= s->query.format == DATELINE_FORMAT_CSV && s->text.data[i] == '"';
        at = s->text.data[i] == '\n' && !quoted ? i + 1 : at;
    }
    return s->text.data + at;
}

/* Events go on behind the last row, {"event": 12, "date": "2022-07-18" ... or 12,2022-07-18,...;
 * other lists by offset, and so do events of a row that cannot be read. */
static void move_cursor(stream *s)
{
    if (s->question != DATELINE_ASK_MARKS || s->text.length < 2) {
        return;
    }
    long long event = 0;
    char date[16] = "";
    int read = s->query.format == DATELINE_FORMAT_JSONL
                   ? sscanf(last_row(s), "{\"event\": %lld, \"date\": \"%15[0-9-]", &event, date)
                   : sscanf(last_row(s), "%lld%*1[,\t]%15[0-9-]", &event, date);
    if (read >= 1) {
        s->query.cursor_event = event;
        (void)snprintf(s->query.cursor_date, sizeof s->query.cursor_date, "%s", date);
        s->query.filter.offset = 0;
        query_narrow(&s->query, 0);
    }
}

static ssize_t read_piece(void *context, uint64_t position, char *to, size_t room)
{
    stream *s = context;
    (void)position;
    if (s->sent >= s->text.length) {
        if (s->done) {
            return MHD_CONTENT_READER_END_OF_STREAM;
        }
        if (!next_piece(s)) {
            return MHD_CONTENT_READER_END_WITH_ERROR;
        }
        move_cursor(s);
        if (s->sent >= s->text.length) {
            return MHD_CONTENT_READER_END_OF_STREAM;
        }
    }
    size_t n = s->text.length - s->sent;
    n = n < room ? n : room;
    memcpy(to, s->text.data + s->sent, n);
    s->sent += n;
    return (ssize_t)n;
}

static void end_stream(void *context)
{
    stream *s = context;
    dateline_text_free(&s->text);
    dateline_text own = s->own;
    dateline_text_free(&own);
}

/* The filter's strings lie in the query: a copy of the query points into itself. */
static void rebase(query *to, const query *from)
{
    const char **strings[] = {&to->filter.one,     &to->filter.other,   &to->filter.since,
                              &to->filter.until,   &to->filter.act,     &to->filter.status,
                              &to->filter.said_by, &to->filter.country, &to->filter.name,
                              &to->filter.step};
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
        if (*strings[i] != NULL) {
            *strings[i] = (const char *)to + (*strings[i] - (const char *)from);
        }
    }
}

enum MHD_Result answer_stream(const request *r, dateline_question question)
{
    stream begun = {.server = r->server, .question = question, .query = *r->query, .first = true};
    begun.left = r->query->filter.limit > 0 ? r->query->filter.limit : -1;
    dateline_text own = {0};
    if (dateline_text_append(&own, (const char *)&begun, sizeof begun, NULL) != DATELINE_OK) {
        return problem(r, MHD_HTTP_SERVICE_UNAVAILABLE, "Cannot answer", "no memory");
    }
    stream *s = (stream *)(void *)own.data;
    s->own = own;
    rebase(&s->query, r->query);
    const char *type = s->query.format == DATELINE_FORMAT_CSV   ? "text/csv; charset=utf-8"
                       : s->query.format == DATELINE_FORMAT_TSV ? "text/tab-separated-values"
                                                                : "application/jsonl";
    return send_response(
        r, MHD_HTTP_OK, type,
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, SEND_BLOCK, read_piece, s, end_stream));
}
