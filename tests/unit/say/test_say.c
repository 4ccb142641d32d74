/* The golden cases of tests/golden/say.
 *
 *     The two leaders met, the BBC reported, citing officials.
 *         officials < BBC: The two leaders met      a chain, nearest first, and what is said
 *         nobody (doubted): ...                     hedged, no source
 *         own voice                                 no statement at all
 *
 * The parser is trained anew now and then: a few cases may fail, all that do are printed, and the
 * share that passes must not fall under the floor.
 */
#include "test.h"

#include <dateline/dateline.h>

#include "report/report.h"

static const double floor_cases = 0.9;

typedef struct {
    dateline_model *model;
    dateline_coder *coder;
    arena *a;
    size_t good, all;
} fixture;

static void fixture_open(fixture *f)
{
    dateline_error e = {0};
    *f = (fixture){.a = arena_new(0)};
    if (dateline_model_open("build", NULL, &f->model, &e) != DATELINE_OK &&
        dateline_model_open(NULL, NULL, &f->model, &e) != DATELINE_OK) {
        print_message("skipped: no model (%s)\n", e.message);
        skip();
    }
    assert_int_equal(dateline_coder_open(f->model, &f->coder, &e), DATELINE_OK);
}

static void fixture_close(fixture *f)
{
    dateline_coder_close(f->coder);
    dateline_model_close(f->model);
    arena_free(f->a);
}

static report *analyse(const fixture *f, view text)
{
    dateline_report *r = NULL;
    dateline_error e = {0};
    assert_int_equal(dateline_report_new(&(dateline_report_info){.text = text.data,
                                                                 .length = text.length,
                                                                 .published = "2022-07-18",
                                                                 .language = "en",
                                                                 .publisher = "Test"},
                                         &r, &e),
                     DATELINE_OK);
    assert_int_equal(dateline_annotate(f->coder, r, DATELINE_STAGE_SAY, &e), DATELINE_OK);
    return r;
}

static void describe(const report *r, const statement *s, buf *out)
{
    for (uint32_t i = 0; i < s->nsources; i++) {
        buf_text(out, i == 0 ? "" : " < ");
        buf_view(out, s->sources[i].name);
    }
    buf_text(out, s->nsources == 0 ? "nobody" : "");
    buf_text(out, s->doubted ? " (doubted)" : "");
    buf_text(out, ": ");
    buf_view(out, report_cut(r, s->content));
}

typedef struct {
    view sentence;
    view lines[8];
    size_t nlines;
} golden;

static void check(fixture *f, const golden *g)
{
    report *r = analyse(f, g->sentence);
    size_t expected = view_equal(g->lines[0], VIEW("own voice")) ? 0 : g->nlines;
    bool good = r->nstatements == expected;
    buf got = {0};
    for (size_t i = 0; i < expected && i < r->nstatements; i++) {
        buf_clear(&got);
        describe(r, &r->statements[i], &got);
        good = good && view_equal(buf_all(&got), g->lines[i]);
    }
    f->all++;
    f->good += good;
    if (!good) {
        print_message("fails: %.*s\n", VIEW_ARG(g->sentence));
        for (size_t i = 0; i < r->nstatements; i++) {
            buf_clear(&got);
            describe(r, &r->statements[i], &got);
            print_message("    %.*s\n", VIEW_ARG(buf_all(&got)));
        }
    }
    buf_free(&got);
    dateline_report_free(r);
}

static void check_file(fixture *f, const char *path)
{
    view rest, line;
    assert_int_equal(file_read(path, f->a, 1 << 22, &rest, NULL), DATELINE_OK);
    golden g = {0};
    while (view_split(&rest, '\n', &line)) {
        if (line.length == 0 || line.data[0] == '#') {
            continue;
        }
        if (line.data[0] == ' ') {
            assert_true(g.nlines < 8);
            g.lines[g.nlines++] = view_trim(line);
            continue;
        }
        if (g.nlines > 0) {
            check(f, &g);
        }
        g = (golden){.sentence = line};
    }
    if (g.nlines > 0) {
        check(f, &g);
    }
}

static void golden_cases(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f);
    view *paths;
    size_t n;
    assert_int_equal(file_list("tests/golden/say", f.a, &paths, &n, NULL), DATELINE_OK);
    for (size_t i = 0; i < n; i++) {
        check_file(&f, paths[i].data);
    }
    print_message("golden/say: %zu of %zu\n", f.good, f.all);
    assert_true(f.all > 0 && (double)f.good >= floor_cases * (double)f.all);
    fixture_close(&f);
}

static size_t quoted(const report *r)
{
    size_t n = 0;
    for (size_t t = 0; t < r->ntokens; t++) {
        n += (r->tokens[t].flags & TOKEN_QUOTED) != 0;
    }
    return n;
}

/* A quotation may run over paragraphs that each open with a mark; an unclosed one ends with its. */
static void quotations(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f);
    report *r = analyse(&f, VIEW("“We came in peace,” he said. They left."));
    assert_int_equal(quoted(r), 5);
    dateline_report_free(r);
    r = analyse(&f, VIEW("“We came in peace.\n\n“We left in peace,” he said.\n\nThey left."));
    assert_int_equal(quoted(r), 10);
    dateline_report_free(r);
    r = analyse(&f, VIEW("«We came in peace»"));
    assert_int_equal(quoted(r), 4);
    dateline_report_free(r);
    r = analyse(&f, VIEW("\"We came"));
    assert_int_equal(quoted(r), 2);
    dateline_report_free(r);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(golden_cases),
                                       cmocka_unit_test(quotations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
