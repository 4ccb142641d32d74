/* tests/golden/code/sentences.txt through the whole pipeline: what they must and must not give. */
#include "test.h"

#include <stdlib.h>

#include <dateline/dateline.h>

#include "base/base.h"

/* Of the cases; with DATELINE_SENTENCES=1 in the environment the failing ones are printed. */
static const double floor_right = 0.7;

static bool matches(view want, const char *got)
{
    return view_equal(want, VIEW("*")) || view_equal(want, view_of(got)) ||
           (view_equal(want, VIEW("-")) && got[0] == 0);
}

static bool has_code(const dateline_participant *list, size_t n, view code)
{
    for (size_t i = 0; i < n; i++) {
        if (view_equal(code, view_of(list[i].code))) {
            return true;
        }
    }
    return false;
}

/* Each code of "A+B" among the parties; "-" asks for none, "*" for nothing. */
static bool has_codes(view want, const dateline_participant *list, size_t n,
                      const dateline_participant *more, size_t nmore)
{
    if (view_equal(want, VIEW("*"))) {
        return true;
    }
    if (view_equal(want, VIEW("-"))) {
        return true;
    }
    view code;
    while (view_split(&want, '+', &code)) {
        if (!has_code(list, n, code) && !has_code(more, nmore, code)) {
            return false;
        }
    }
    return true;
}

/* "TYPE mode ACTORS > RECIPIENTS status" */
static bool is_event(const dateline_event *ev, view want)
{
    view field[6];
    for (size_t i = 0; i < 6; i++) {
        if (!view_split(&want, ' ', &field[i])) {
            return false;
        }
    }
    bool mutual = view_equal(field[4], VIEW("-"));
    return matches(field[0], ev->act) && matches(field[1], ev->mode) &&
           matches(field[5], ev->status) &&
           has_codes(field[2], ev->actors, ev->nactors, ev->recipients,
                     mutual ? ev->nrecipients : 0) &&
           has_codes(field[4], ev->recipients, ev->nrecipients, NULL, 0);
}

static bool behaves(dateline_coder *coder, view text, view want, buf *got)
{
    dateline_report *r = NULL;
    dateline_error e = {0};
    dateline_report_info info = {.text = text.data,
                                 .length = text.length,
                                 .published = "2022-07-18",
                                 .publisher = "-",
                                 .language = "en"};
    assert_int_equal(dateline_report_new(&info, &r, &e), DATELINE_OK);
    assert_int_equal(dateline_code(coder, r, &e), DATELINE_OK);
    size_t n = dateline_event_count(r);
    bool found = view_equal(want, VIEW("none")) && n == 0;
    for (size_t i = 0; i < n; i++) {
        dateline_event ev = dateline_event_at(r, i);
        found = found || is_event(&ev, want);
        buf_printf(got, "  %s %s %s > %s %s", ev.act, ev.mode,
                   ev.nactors > 0 ? ev.actors[0].code : "-",
                   ev.nrecipients > 0 ? ev.recipients[0].code : "-", ev.status);
    }
    dateline_report_free(r);
    return found;
}

static void sentences_behave(void **state)
{
    (void)state;
    dateline_model *model = NULL;
    dateline_coder *coder = NULL;
    dateline_error e = {0};
    if (dateline_model_open("build", NULL, &model, &e) != DATELINE_OK &&
        dateline_model_open(NULL, NULL, &model, &e) != DATELINE_OK) {
        print_message("skipped: no model (%s)\n", e.message);
        skip();
    }
    assert_int_equal(dateline_coder_open(model, &coder, &e), DATELINE_OK);
    arena *a = arena_new(0);
    view cases;
    view line;
    assert_int_equal(file_read("tests/golden/code/sentences.txt", a, 1 << 20, &cases, &e),
                     DATELINE_OK);
    size_t right = 0;
    size_t all = 0;
    while (view_split(&cases, '\n', &line)) {
        size_t arrow = view_find(line, VIEW(" => "), 0);
        if (line.length == 0 || line.data[0] == '#' || arrow == SIZE_MAX) {
            continue;
        }
        view text = view_cut(line, 0, arrow);
        view want = view_trim(view_cut(line, arrow + 4, line.length));
        buf got = {0};
        bool ok = behaves(coder, text, want, &got);
        right += ok;
        all++;
        if (!ok && getenv("DATELINE_SENTENCES") != NULL) {
            print_message("%.*s\n    want %.*s\n    got %.*s\n", VIEW_ARG(text), VIEW_ARG(want),
                          VIEW_ARG(buf_all(&got)));
        }
        buf_free(&got);
    }
    print_message("%zu of %zu sentences\n", right, all);
    assert_true((double)right >= floor_right * (double)all);
    arena_free(a);
    dateline_coder_close(coder);
    dateline_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_behave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
