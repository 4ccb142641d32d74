/* POST /api/v1/code: a report in the body is coded at once; nothing is stored. */
#include <stdio.h>

#include "serve/serve_priv.h"

/* {"report": {...}, "records": [...], "why": "..."} */
static dateline_status put_coded(const dateline_report *report, dateline_text *out,
                                 dateline_error *e)
{
    dateline_text lines = {0}, why = {0};
    dateline_status status = dateline_write_events(report, DATELINE_FORMAT_JSONL, &lines, e);
    if (status == DATELINE_OK) {
        status = dateline_explain(report, &why, e);
    }
    size_t length = 0;
    put(out, "{\"report\": {\"doc\": ");
    put_json(out, dateline_report_id(report));
    put(out, ", \"language\": ");
    put_json(out, dateline_report_language(report));
    put(out, ", \"text\": ");
    put_json(out, dateline_report_text(report, &length));
    put(out, "}, \"records\": [");
    for (char *p = lines.data; p != NULL && *p != '\0'; p++) {
        if (*p == '\n') {
            *p = p[1] == '\0' ? ' ' : ',';
        }
    }
    put(out, lines.data == NULL ? "" : lines.data);
    put(out, "], \"why\": ");
    put_json(out, why.data == NULL ? "" : why.data);
    put(out, "}\n");
    dateline_text_free(&lines);
    dateline_text_free(&why);
    return status;
}

enum MHD_Result answer_paste(const request *r)
{
    dateline_report_info info = {.text = r->body,
                                 .length = r->body_length,
                                 .published = r->query->filter.since,
                                 .publisher = r->query->filter.said_by};
    dateline_report *report = NULL;
    dateline_error e = {0};
    dateline_text out = {0};
    if (r->body_length == 0 || memchr(r->body, '\0', r->body_length) != NULL) {
        return problem(r, MHD_HTTP_BAD_REQUEST, "Bad request", "the body must be a report's text");
    }
    if (r->server->pool.model == NULL) {
        return problem(r, MHD_HTTP_SERVICE_UNAVAILABLE, "Cannot answer", "no model is loaded");
    }
    dateline_status status = dateline_report_new(&info, &report, &e);
    if (status == DATELINE_OK) {
        int place = serve_take_coder(&r->server->pool);
        status = dateline_code(r->server->pool.coders[place], report, &e);
        serve_give_coder(&r->server->pool, place);
    }
    if (status == DATELINE_OK) {
        status = put_coded(report, &out, &e);
    }
    dateline_report_free(report);
    if (status != DATELINE_OK) {
        dateline_text_free(&out);
        return problem_of(r, &e);
    }
    return reply(r, MHD_HTTP_OK, "application/json; charset=utf-8", &out);
}
