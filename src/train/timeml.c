/* Reading TimeML: a walk over the bytes that copies text, skips tags and remembers where TIMEX3
 * begins and ends.  The files are XML, but no more of XML is needed than tags and five entities.
 */
#include "train/timeml.h"

#include <stdio.h>

typedef VEC(timeml_time) timeml_times;

static view attribute(view tag, const char *name)
{
    char key[40];
    snprintf(key, sizeof key, " %s=\"", name);
    size_t at = view_find(tag, view_of(key), 0);
    if (at == SIZE_MAX) {
        return VIEW("");
    }
    at += strlen(key);
    size_t end = view_find_char(tag, '"', at);
    return end == SIZE_MAX ? VIEW("") : view_cut(tag, at, end);
}

/* The text element, or all of a file that has none. */
static view text_element(view file)
{
    size_t start = view_find(file, VIEW("<TEXT>"), 0);
    size_t end = start == SIZE_MAX ? SIZE_MAX : view_find(file, VIEW("</TEXT>"), start);
    return end == SIZE_MAX ? file : view_cut(file, start + 6, end);
}

static day creation_day(view file)
{
    size_t at = view_find(file, VIEW("CREATION_TIME"), 0);
    if (at == SIZE_MAX) {
        return DAY_NONE;
    }
    size_t open = at;
    while (open > 0 && file.data[open] != '<') {
        open--;
    }
    size_t close = view_find_char(file, '>', at);
    view value = attribute(view_cut(file, open, close == SIZE_MAX ? file.length : close), "value");
    return day_parse(value);
}

/* Copies one entity or byte; returns the bytes read. */
static size_t copy_char(view in, size_t at, char *out, size_t *n)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    static const char chars[] = "&<>\"'";
    view rest = view_cut(in, at, in.length);
    for (size_t i = 0; in.data[at] == '&' && i < sizeof entities / sizeof *entities; i++) {
        if (view_starts(rest, view_of(entities[i]))) {
            out[(*n)++] = chars[i];
            return strlen(entities[i]);
        }
    }
    out[(*n)++] = in.data[at];
    return 1;
}

static bool strip(report *r, view in, timeml_times *times)
{
    char *text = arena_alloc(r->arena, in.length + 1);
    size_t n = 0;
    for (size_t at = 0; text != NULL && at < in.length;) {
        size_t close = in.data[at] == '<' ? view_find_char(in, '>', at) : SIZE_MAX;
        if (close == SIZE_MAX) {
            at += copy_char(in, at, text, &n);
            continue;
        }
        view tag = view_cut(in, at, close);
        if (view_starts(tag, VIEW("<TIMEX3"))) {
            timeml_time t = {
                {(uint32_t)n, (uint32_t)n}, attribute(tag, "type"), attribute(tag, "value")};
            if (!VEC_PUSH(times, r->arena, t)) {
                return false;
            }
        } else if (view_starts(tag, VIEW("</TIMEX3")) && times->count > 0) {
            times->at[times->count - 1].bytes.end = (uint32_t)n;
        }
        at = close + 1;
    }
    r->text = (view){text, n};
    return text != NULL;
}

static dateline_status fill(const char *path, timeml *out, dateline_error *e)
{
    report *r = out->report;
    view file;
    TRY(file_read(path, r->arena, 64U << 20, &file, e));
    timeml_times times = {0};
    r->published = creation_day(file);
    r->parts = ARENA_NEW(r->arena, part);
    if (r->parts == NULL || !strip(r, text_element(file), &times)) {
        return fault_memory(e);
    }
    r->parts[0] = (part){.kind = PART_BODY,
                         .bytes = {0, (uint32_t)r->text.length},
                         .author = VIEW(""),
                         .handle = VIEW(""),
                         .published = DAY_NONE,
                         .thread = -1};
    r->nparts = 1;
    out->gold = times.at;
    out->ngold = times.count;
    return DATELINE_OK;
}

dateline_status timeml_read(const char *path, timeml *out, dateline_error *e)
{
    *out = (timeml){.report = report_new(0)};
    if (out->report == NULL) {
        return fault_memory(e);
    }
    dateline_status status = fill(path, out, e);
    if (status != DATELINE_OK) {
        timeml_free(out);
    }
    return status;
}

void timeml_free(timeml *m)
{
    report_free(m->report);
    *m = (timeml){0};
}
