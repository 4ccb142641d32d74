/* Every `yes` and `no` line of the act lexicon through the whole pipeline.
 *
 * The share that behaves is printed; it must not fall under the floor.  With DATELINE_EXAMPLES=FILE
 * in the environment the ones that fail are written there.
 */
#include "test.h"

#include <stdlib.h>

#include <dateline/dateline.h>

#include "know/lexicon.h"

static const double floor_yes = 0.70;
static const double floor_no = 0.95;

typedef VEC(lexicon_source) source_list;

static void add_folder(const char *folder, arena *a, source_list *sources)
{
    view *paths;
    size_t n = 0;
    if (!file_is_directory(folder)) {
        return;
    }
    assert_int_equal(file_list(folder, a, &paths, &n, NULL), DATELINE_OK);
    for (size_t i = 0; i < n; i++) {
        lexicon_source one = {.file = paths[i]};
        if (view_ends(paths[i], VIEW(".txt"))) {
            assert_int_equal(file_read(paths[i].data, a, 1 << 24, &one.text, NULL), DATELINE_OK);
            assert_true(VEC_PUSH(sources, a, one));
        }
    }
}

/* Whether the sentence gives an event of the type, and of the mode where a yes line has one. */
static bool gives(dateline_coder *coder, const lexicon_example *x, char *got, size_t size)
{
    dateline_report *r = NULL;
    dateline_error e = {0};
    bool found = false;
    got[0] = 0;
    assert_int_equal(dateline_report_new(&(dateline_report_info){.text = x->text.data,
                                                                 .length = x->text.length,
                                                                 .published = "2022-07-18",
                                                                 .language = "en",
                                                                 .publisher = "Test"},
                                         &r, &e),
                     DATELINE_OK);
    assert_int_equal(dateline_code(coder, r, &e), DATELINE_OK);
    for (size_t i = 0; i < dateline_event_count(r); i++) {
        dateline_event ev = dateline_event_at(r, i);
        bool mode =
            !x->must || x->mode == MODE_NONE || strcmp(ev.mode, mode_name((unsigned)x->mode)) == 0;
        found = found || (strcmp(ev.act, act_name((unsigned)x->type)) == 0 && mode);
        size_t used = strlen(got);
        snprintf(got + used, size - used, " %s/%s", ev.act, ev.mode);
    }
    dateline_report_free(r);
    return found;
}

static void examples_behave(void **state)
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
    source_list sources = {0};
    add_folder("data/acts", a, &sources);
    lexicon_examples examples = {0};
    lexicon_notes notes = {.examples = &examples};
    buf pack = {0};
    buf failing = {0};
    add_folder("data/status", a, &sources);
    assert_int_equal(lexicon_compile(sources.at, sources.count, a, &pack, &notes, &e), DATELINE_OK);
    size_t right[2] = {0};
    size_t all[2] = {0};
    for (size_t i = 0; i < examples.count; i++) {
        const lexicon_example *x = &examples.at[i];
        char got[512];
        bool ok = gives(coder, x, got, sizeof got) == x->must;
        right[x->must] += ok;
        all[x->must]++;
        if (!ok) {
            buf_printf(&failing, "%.*s:%u %s %s %.*s\n    got%s\n", VIEW_ARG(x->file),
                       (unsigned)x->line, x->must ? "yes" : "no", act_name((unsigned)x->type),
                       VIEW_ARG(x->text), got);
        }
    }
    print_message("yes: %zu of %zu, no: %zu of %zu\n", right[1], all[1], right[0], all[0]);
    const char *path = getenv("DATELINE_EXAMPLES");
    if (path != NULL) {
        assert_int_equal(file_write(path, buf_all(&failing), &e), DATELINE_OK);
    }
    assert_true((double)right[1] >= floor_yes * (double)all[1]);
    assert_true((double)right[0] >= floor_no * (double)all[0]);
    buf_free(&failing);
    buf_free(&pack);
    arena_free(a);
    dateline_coder_close(coder);
    dateline_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_behave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
