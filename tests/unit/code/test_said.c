/* On whose word the acts of short reports stand: who speaks himself is the actor and no source. */
#include "test.h"

#include <dateline/dateline.h>

#include "base/base.h"

/* The sources of the first event of the type, joined; "none" without such an event. */
static void sources(dateline_coder *coder, const char *text, const char *type, buf *out)
{
    dateline_report *r = NULL;
    dateline_error e = {0};
    dateline_report_info info = {.text = text,
                                 .length = strlen(text),
                                 .published = "2022-07-18",
                                 .publisher = "-",
                                 .language = "en"};
    assert_int_equal(dateline_report_new(&info, &r, &e), DATELINE_OK);
    assert_int_equal(dateline_code(coder, r, &e), DATELINE_OK);
    buf_clear(out);
    bool found = false;
    for (size_t i = 0; i < dateline_event_count(r) && !found; i++) {
        dateline_event ev = dateline_event_at(r, i);
        found = strcmp(ev.act, type) == 0;
        for (size_t k = 0; found && k < ev.nsaid_by; k++) {
            buf_text(out, k == 0 ? "" : " < ");
            buf_text(out, ev.said_by[k].name);
        }
    }
    buf_text(out, found ? "" : "none");
    dateline_report_free(r);
}

static void of_short_reports(void **state)
{
    (void)state;
    static const struct {
        const char *text, *type, *said_by;
    } cases[] = {
        {"Israeli troops killed five Palestinians in Jenin on Monday, Reuters reported.", "ASSAULT",
         "Reuters"},
        {"Israeli troops killed five Palestinians in Jenin on Monday.", "ASSAULT", ""},
        {"France condemned Russia's annexation of Crimea on Monday.", "ACCUSE", ""},
        {"Turkish police arrested three journalists in Ankara on Monday, a lawyer told Reuters.",
         "COERCE", "lawyer < Reuters"},
    };
    dateline_model *model = NULL;
    dateline_coder *coder = NULL;
    dateline_error e = {0};
    buf got = {0};
    if (dateline_model_open("build", NULL, &model, &e) != DATELINE_OK &&
        dateline_model_open(NULL, NULL, &model, &e) != DATELINE_OK) {
        print_message("skipped: no model (%s)\n", e.message);
        skip();
    }
    assert_int_equal(dateline_coder_open(model, &coder, &e), DATELINE_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sources(coder, cases[i].text, cases[i].type, &got);
        if (!view_equal(buf_all(&got), view_of(cases[i].said_by))) {
            print_message("%s\n", cases[i].text);
        }
        assert_true(view_equal(buf_all(&got), view_of(cases[i].said_by)));
    }
    buf_free(&got);
    dateline_coder_close(coder);
    dateline_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(of_short_reports)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
