/* TempEval-3's measures: each of our expressions may match the first gold one that it overlaps. */
#include "engine/engine.h"
#include "text/text.h"
#include "train/timeml.h"
#include "train/train.h"
#include "when/when.h"

typedef struct {
    size_t gold, ours, relaxed, strict, value, type;
} times_score;

static dateline_status analyse(const dateline_model *m, report *r, dateline_error *e)
{
    arena *scratch = arena_new(0);
    dateline_status status = scratch == NULL ? fault_memory(e) : text_run(r, scratch, e);
    if (status == DATELINE_OK) {
        status = syntax_run(m->syntax, r, scratch, e);
    }
    if (status == DATELINE_OK) {
        status = when_run(m->know, r, scratch, e);
    }
    arena_free(scratch);
    return status;
}

static bool overlap(span a, span b)
{
    return a.start < b.end && b.start < a.end;
}

static span trimmed(const report *r, span s)
{
    while (s.end > s.start && strchr(" \n\t.,;:", r->text.data[s.end - 1]) != NULL) {
        s.end--;
    }
    while (s.start < s.end && ascii_space(r->text.data[s.start])) {
        s.start++;
    }
    return s;
}

static const timeml_time *gold_of(const timeml *m, const time_expr *t, const bool *taken)
{
    for (size_t i = 0; i < m->ngold; i++) {
        if (!taken[i] && overlap(m->gold[i].bytes, t->bytes)) {
            return &m->gold[i];
        }
    }
    return NULL;
}

static void tell(const char *what, const report *r, span at, view ours, view gold, buf *out)
{
    size_t from = at.start > 60 ? at.start - 60 : 0, to = at.end + 40;
    view words = report_cut(r, at);
    view around = view_cut(r->text, from, to > r->text.length ? r->text.length : to);
    buf_printf(out, "%s\t%.*s\t%.*s\t%.*s\t", what, VIEW_ARG(words), VIEW_ARG(ours),
               VIEW_ARG(gold));
    for (size_t i = 0; i < around.length; i++) {
        buf_char(out, ascii_space(around.data[i]) ? ' ' : around.data[i]);
    }
    buf_char(out, '\n');
}

static bool same_span(const report *r, span a, span b)
{
    a = trimmed(r, a);
    b = trimmed(r, b);
    return a.start == b.start && a.end == b.end;
}

static void compare_one(const timeml *m, const time_expr *t, bool *taken, times_score *s, buf *log)
{
    const report *r = m->report;
    const timeml_time *g = gold_of(m, t, taken);
    if (g == NULL) {
        if (log != NULL) {
            tell("FALSE", r, t->bytes, t->value, t->rule, log);
        }
        return;
    }
    taken[g - m->gold] = true;
    bool strict = same_span(r, g->bytes, t->bytes), value = view_equal(g->value, t->value);
    s->relaxed++;
    s->strict += strict;
    s->value += value;
    if (log != NULL && !strict) {
        tell("SPAN", r, t->bytes, t->rule, report_cut(r, g->bytes), log);
    }
    if (log != NULL && !value) {
        tell("VALUE", r, t->bytes, t->value, g->value, log);
    }
}

static dateline_status compare_file(const timeml *m, times_score *s, buf *log, dateline_error *e)
{
    const report *r = m->report;
    bool *taken = ARENA_ARRAY(r->arena, bool, m->ngold + 1);
    if (taken == NULL) {
        return fault_memory(e);
    }
    s->gold += m->ngold;
    s->ours += r->ntimes;
    for (size_t i = 0; i < r->ntimes; i++) {
        compare_one(m, &r->times[i], taken, s, log);
    }
    for (size_t i = 0; log != NULL && i < m->ngold; i++) {
        if (!taken[i]) {
            tell("MISS", r, m->gold[i].bytes, VIEW(""), m->gold[i].value, log);
        }
    }
    return DATELINE_OK;
}

static double f1(size_t right, const times_score *s)
{
    return s->gold + s->ours == 0 ? 0.0 : 200.0 * (double)right / (double)(s->gold + s->ours);
}

static double share(size_t part, size_t whole)
{
    return whole == 0 ? 0.0 : 100.0 * (double)part / (double)whole;
}

static void print(const times_score *s, const eval_options *o, buf *out)
{
    if (o->json) {
        buf_printf(out,
                   "{\"files\":%zu,\"gold\":%zu,\"found\":%zu,\"relaxed\":%.1f,\"strict\":%.1f,"
                   "\"value\":%.1f}\n",
                   o->nfiles, s->gold, s->ours, f1(s->relaxed, s), f1(s->strict, s),
                   f1(s->value, s));
        return;
    }
    buf_printf(out, "%-10s %9s %9s %9s\n", "times", "precision", "recall", "f1");
    const struct {
        const char *name;
        size_t right;
    } rows[] = {{"relaxed", s->relaxed}, {"strict", s->strict}, {"value", s->value}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_printf(out, "%-10s %9.1f %9.1f %9.1f\n", rows[i].name, share(rows[i].right, s->ours),
                   share(rows[i].right, s->gold), f1(rows[i].right, s));
    }
    buf_printf(out, "%zu files, %zu expressions in gold, %zu found\n", o->nfiles, s->gold, s->ours);
}

static dateline_status score_files(const eval_options *o, const dateline_model *m, times_score *s,
                                   buf *out, dateline_error *e)
{
    for (size_t i = 0; i < o->nfiles; i++) {
        timeml file;
        TRY(timeml_read(o->files[i], &file, e));
        dateline_status status = analyse(m, file.report, e);
        if (status == DATELINE_OK) {
            status = compare_file(&file, s, o->errors ? out : NULL, e);
        }
        timeml_free(&file);
        TRY(status);
    }
    return DATELINE_OK;
}

dateline_status eval_times(const eval_options *o, buf *out, dateline_error *e)
{
    dateline_model *m = NULL;
    TRY(dateline_model_open(o->data, NULL, &m, e));
    times_score s = {0};
    dateline_status status = score_files(o, m, &s, out, e);
    dateline_model_close(m);
    if (status == DATELINE_OK) {
        print(&s, o, out);
    }
    return status;
}

/* ---- writing -----------------------------------------------------------------------------------
 */

static void escaped(view v, buf *out)
{
    for (size_t i = 0; i < v.length; i++) {
        switch (v.data[i]) {
        case '&':
            buf_text(out, "&amp;");
            break;
        case '<':
            buf_text(out, "&lt;");
            break;
        case '>':
            buf_text(out, "&gt;");
            break;
        default:
            buf_char(out, v.data[i]);
            break;
        }
    }
}

static void write_times(const report *r, buf *out)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    char created[16];
    day_format(r->published, created);
    buf_printf(out,
               "<?xml version=\"1.0\" ?>\n<TimeML>\n<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" "
               "value=\"%s\" functionInDocument=\"CREATION_TIME\">%s</TIMEX3></DCT>\n<TEXT>",
               created, created);
    uint32_t at = 0;
    for (size_t i = 0; i < r->ntimes; i++) {
        const time_expr *t = &r->times[i];
        escaped(view_cut(r->text, at, t->bytes.start), out);
        buf_printf(out, "<TIMEX3 tid=\"t%zu\" type=\"%s\" value=\"%.*s\"", i + 1, types[t->type],
                   VIEW_ARG(t->value));
        if (t->mod.length > 0) {
            buf_printf(out, " mod=\"%.*s\"", VIEW_ARG(t->mod));
        }
        buf_char(out, '>');
        escaped(report_cut(r, t->bytes), out);
        buf_text(out, "</TIMEX3>");
        at = t->bytes.end;
    }
    escaped(view_cut(r->text, at, r->text.length), out);
    buf_text(out, "</TEXT>\n</TimeML>\n");
}

dateline_status write_timeml(const char *path, const char *data, const char *published, buf *out,
                             dateline_error *e)
{
    dateline_model *m = NULL;
    TRY(dateline_model_open(data, NULL, &m, e));
    timeml file;
    dateline_status status = timeml_read(path, &file, e);
    if (status == DATELINE_OK) {
        if (file.report->published == DAY_NONE && published != NULL) {
            file.report->published = day_parse(view_of(published));
        }
        status = analyse(m, file.report, e);
        if (status == DATELINE_OK) {
            write_times(file.report, out);
        }
        timeml_free(&file);
    }
    dateline_model_close(m);
    return status;
}
