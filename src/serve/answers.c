/* The paths of the API.  A list is a question to the ledger, answered as a page of JSON
 * ({"rows": [...], "next": ...}) or streamed; one event or report is several questions put
 * together. */
#include <stdio.h>

#include "serve/serve_priv.h"

static const struct {
    const char *path;
    dateline_question question;
    const char *needs; /* a parameter without which it makes no sense; NULL */
} lists[] = {
    {"events", DATELINE_ASK_MARKS, NULL},     {"dyads", DATELINE_ASK_DYADS, NULL},
    {"series", DATELINE_ASK_SERIES, NULL},    {"actors", DATELINE_ASK_ACTOR, "name"},
    {"search", DATELINE_ASK_SEARCH, "words"}, {"agreements", DATELINE_ASK_AGREEMENTS, NULL},
    {"stories", DATELINE_ASK_STORIES, NULL},  {"trends", DATELINE_ASK_TRENDS, NULL},
    {"reports", DATELINE_ASK_REPORTS, NULL},  {"summary", DATELINE_ASK_SUMMARY, NULL},
    {"lanes", DATELINE_ASK_LANES, NULL},      {"places", DATELINE_ASK_PLACES, NULL},
};

/* Appends JSON lines as the items of an array; gives their number. */
static size_t put_rows(dateline_text *out, const dateline_text *lines)
{
    size_t n = 0;
    for (const char *p = lines->data; p != NULL && *p != '\0';) {
        const char *end = strchr(p, '\n');
        size_t length = end == NULL ? strlen(p) : (size_t)(end - p);
        put(out, n++ == 0 ? "\n" : ",\n");
        (void)dateline_text_append(out, p, length, NULL);
        p += length + (end != NULL);
    }
    return n;
}

/* Appends the answer to a question as a JSON array. */
static dateline_status put_answer(dateline_text *out, dateline_ledger *l,
                                  dateline_question question, const dateline_filter *f,
                                  size_t *rows, dateline_error *e)
{
    dateline_text lines = {0};
    dateline_status status = dateline_ledger_ask(l, question, f, DATELINE_FORMAT_JSONL, &lines, e);
    put(out, "[");
    *rows = status == DATELINE_OK ? put_rows(out, &lines) : 0;
    put(out, "]");
    dateline_text_free(&lines);
    return status;
}

/* The value of a field of the last row, which begins {"event": 12, "date": "2022-07-18". */
static bool last_event(const dateline_text *body, int64_t *event, char date[16])
{
    const char *last = NULL;
    for (const char *p = strstr(body->data, "\n{\"event\": "); p != NULL;
         p = strstr(p + 1, "\n{\"event\": ")) {
        last = p;
    }
    long long number = 0;
    date[0] = '\0';
    if (last == NULL ||
        sscanf(last, "\n{\"event\": %lld, \"date\": \"%15[0-9-]", &number, date) < 1) {
        return false;
    }
    *event = number;
    return true;
}

/* Where the next page begins: a cursor of events, else an offset; null after the last. */
static void put_next(dateline_text *out, const request *r, dateline_question question, size_t rows)
{
    char next[64] = "null", date[16] = "";
    int64_t event = 0;
    const dateline_filter *f = &r->query->filter;
    if (f->limit > 0 && rows == (size_t)f->limit) {
        if (question == DATELINE_ASK_MARKS && last_event(out, &event, date)) {
            (void)snprintf(next, sizeof next, "{\"cursor\": \"%.10s,%lld\"}", date,
                           (long long)event);
        } else {
            (void)snprintf(next, sizeof next, "{\"offset\": %lld}",
                           (long long)(f->offset + f->limit));
        }
    }
    put(out, ", \"next\": ");
    put(out, next);
}

static enum MHD_Result finish(const request *r, dateline_status status, dateline_text *body,
                              const dateline_error *e)
{
    if (status != DATELINE_OK) {
        dateline_text_free(body);
        return status == DATELINE_E_LIMIT
                   ? problem(r, MHD_HTTP_SERVICE_UNAVAILABLE, "Too much at once", e->message)
                   : problem_of(r, e);
    }
    return reply(r, MHD_HTTP_OK, "application/json; charset=utf-8", body);
}

static enum MHD_Result answer_list(const request *r, dateline_question question)
{
    serve_pool *pool = &r->server->pool;
    dateline_text body = {0};
    dateline_error e = {0};
    size_t rows = 0;
    put(&body, "{\"rows\": ");
    int place = serve_take_ledger(pool);
    dateline_status status =
        put_answer(&body, pool->ledgers[place], question, &r->query->filter, &rows, &e);
    serve_give_ledger(pool, place);
    put_next(&body, r, question, rows);
    put(&body, "}\n");
    return finish(r, status, &body, &e);
}

typedef struct {
    const char *name;
    dateline_question question;
} section;

/* Several questions about one thing as an object; 404 when the first has no rows. */
static enum MHD_Result answer_object(const request *r, const section *sections, const char *what)
{
    serve_pool *pool = &r->server->pool;
    dateline_text body = {0};
    dateline_error e = {0};
    dateline_status status = DATELINE_OK;
    bool found = true;
    int place = serve_take_ledger(pool);
    for (const section *s = sections; s->name != NULL && found && status == DATELINE_OK; s++) {
        size_t rows = 0;
        put(&body, s == sections ? "{" : ", ");
        put_json(&body, s->name);
        put(&body, ": ");
        status = put_answer(&body, pool->ledgers[place], s->question, &r->query->filter, &rows, &e);
        found = s != sections || rows > 0;
    }
    serve_give_ledger(pool, place);
    put(&body, "}\n");
    if (status == DATELINE_OK && !found) {
        dateline_text_free(&body);
        return problem(r, MHD_HTTP_NOT_FOUND, "Not found", what);
    }
    return finish(r, status, &body, &e);
}

static enum MHD_Result answer_one(const request *r, const char *kind, const char *number)
{
    static const section event[] = {{"event", DATELINE_ASK_MARKS},
                                    {"records", DATELINE_ASK_RECORDS},
                                    {"sources", DATELINE_ASK_SOURCES},
                                    {"contradictions", DATELINE_ASK_CONTRADICTIONS},
                                    {NULL, DATELINE_ASK_MARKS}};
    static const section report[] = {{"report", DATELINE_ASK_REPORT},
                                     {"records", DATELINE_ASK_REPORT_RECORDS},
                                     {NULL, DATELINE_ASK_MARKS}};
    static const section story[] = {{"story", DATELINE_ASK_STORIES},
                                    {"reports", DATELINE_ASK_SPREAD},
                                    {NULL, DATELINE_ASK_MARKS}};
    request one = *r;
    query q;
    query_begin(&q);
    q.filter.limit = 0;
    q.filter.name = number;
    one.query = &q;
    if (query_number(number) > 0 && strcmp(kind, "events") == 0) {
        query_narrow(&q, query_number(number));
        return answer_object(&one, event, "the ledger has no event of that number");
    }
    if (query_number(number) > 0 && strcmp(kind, "reports") == 0) {
        return answer_object(&one, report, "the ledger has no report of that number");
    }
    if (query_number(number) > 0 && strcmp(kind, "stories") == 0) {
        return answer_object(&one, story, "the ledger has no story of that number");
    }
    return problem(r, MHD_HTTP_NOT_FOUND, "Not found", "there is no such path; see /api");
}

static enum MHD_Result answer_named(const request *r, const char *name)
{
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (strcmp(lists[i].path, name) != 0) {
            continue;
        }
        if (lists[i].needs != NULL && r->query->filter.name == NULL) {
            char detail[80];
            (void)snprintf(detail, sizeof detail, "the parameter '%s' is missing", lists[i].needs);
            return problem(r, MHD_HTTP_BAD_REQUEST, "Bad request", detail);
        }
        if (lists[i].question == DATELINE_ASK_REPORTS ||
            lists[i].question == DATELINE_ASK_STORIES) {
            query_name_story(r->query);
        }
        query_narrow(r->query, 0);
        return r->query->streamed ? answer_stream(r, lists[i].question)
                                  : answer_list(r, lists[i].question);
    }
    return problem(r, MHD_HTTP_NOT_FOUND, "Not found", "there is no such path; see /api");
}

enum MHD_Result answer(const request *r)
{
    static const char root[] = "/api/v1/";
    if (strncmp(r->path, root, sizeof root - 1) != 0) {
        return problem(r, MHD_HTTP_NOT_FOUND, "Not found", "there is no such path; see /api");
    }
    const char *rest = r->path + sizeof root - 1;
    const char *slash = strchr(rest, '/');
    bool posting = strcmp(r->method, "POST") == 0;
    if (strcmp(rest, "code") == 0) {
        return posting ? answer_paste(r)
                       : problem(r, MHD_HTTP_METHOD_NOT_ALLOWED, "Method not allowed",
                                 "reports are coded by POST");
    }
    if (posting) {
        return problem(r, MHD_HTTP_METHOD_NOT_ALLOWED, "Method not allowed", "only GET");
    }
    if (strcmp(rest, "news") == 0) {
        return answer_news(r);
    }
    if (slash == NULL) {
        return answer_named(r, rest);
    }
    char kind[16];
    (void)snprintf(kind, sizeof kind, "%.*s", slash - rest < 15 ? (int)(slash - rest) : 15, rest);
    return answer_one(r, kind, slash + 1);
}
