/* Chains of all noun phrases: who "she" is, things told of again, and weights that are damaged. */
#include "test.h"

#include <dateline/dateline.h>

#include "base/base.h"
#include "engine/engine.h"
#include "report/report.h"
#include "who/chains.h"

static const char text[] =
    "Angela Merkel visited Paris on Monday. She praised the treaty. The treaty was signed in "
    "March. Merkel said it would last.";

/* The chain of the phrase that spells the words where they stand for the n-th time; -1 = none. */
static int32_t chain_of(const report *r, const chains *c, view words, unsigned n)
{
    for (size_t i = 0; i < c->count; i++) {
        span s = {r->tokens[c->at[i].first].bytes.start, r->tokens[c->at[i].last].bytes.end};
        if (view_equal_nocase(report_cut(r, s), words) && n-- == 0) {
            return c->at[i].chain;
        }
    }
    return -1;
}

static void links(void **state)
{
    (void)state;
    dateline_model *model = NULL;
    dateline_coder *coder = NULL;
    report *r = NULL;
    dateline_report_info info = {
        .text = text, .length = sizeof text - 1, .published = "2022-07-18"};
    assert_int_equal(dateline_model_open(NULL, NULL, &model, NULL), DATELINE_OK);
    assert_int_equal(dateline_coder_open(model, &coder, NULL), DATELINE_OK);
    assert_int_equal(dateline_report_new(&info, &r, NULL), DATELINE_OK);
    assert_int_equal(dateline_annotate(coder, r, DATELINE_STAGE_WHO, NULL), DATELINE_OK);
    mapped weights;
    chains_model m;
    chains c;
    arena *a = arena_new(0);
    assert_int_equal(file_map("models/coref.bin", &weights, NULL), DATELINE_OK);
    assert_int_equal(chains_open(weights.bytes, &m, NULL), DATELINE_OK);
    assert_int_equal(chains_run(&m, r, &(chains_means){NULL}, a, &c, NULL), DATELINE_OK);
    int32_t angela = chain_of(r, &c, VIEW("Angela Merkel"), 0);
    int32_t treaty = chain_of(r, &c, VIEW("the treaty"), 0);
    assert_true(angela >= 0 && treaty >= 0 && angela != treaty);
    assert_int_equal(chain_of(r, &c, VIEW("She"), 0), angela);
    assert_int_equal(chain_of(r, &c, VIEW("Merkel"), 0), angela);
    assert_int_equal(chain_of(r, &c, VIEW("the treaty"), 1), treaty);
    arena_free(a);
    file_unmap(&weights);
    report_free(r);
    dateline_coder_close(coder);
    dateline_model_close(model);
}

static void damaged(void **state)
{
    (void)state;
    mapped weights;
    chains_model m;
    dateline_error e = {0};
    assert_int_equal(file_map("models/coref.bin", &weights, NULL), DATELINE_OK);
    view cut = view_cut(weights.bytes, 0, weights.bytes.length - 1);
    assert_int_equal(chains_open(cut, &m, &e), DATELINE_E_MODEL);
    assert_int_equal(chains_open(VIEW(""), &m, &e), DATELINE_E_MODEL);
    file_unmap(&weights);
}

/* Where a phrase may end earlier it has a shorter reading, and only one of both lives. */
static void readings(void **state)
{
    (void)state;
    chains c = {(noun_phrase[]){{.shorter = 1}, {.cut = true, .dead = true}}, 2};
    chains_choose(&c, 0, true);
    assert_true(c.at[0].dead && !c.at[1].dead);
    chains_choose(&c, 0, false);
    assert_true(!c.at[0].dead && c.at[1].dead);
}

/* Who is a man or a woman, and a name of somebody who speaks in another sentence. */
static void people(void **state)
{
    (void)state;
    static const char interview[] = "Angela Merkel met reporters. I am glad. Her husband came.";
    dateline_model *model = NULL;
    dateline_coder *coder = NULL;
    report *r = NULL;
    dateline_report_info info = {
        .text = interview, .length = sizeof interview - 1, .published = "2022-07-18"};
    assert_int_equal(dateline_model_open(NULL, NULL, &model, NULL), DATELINE_OK);
    assert_int_equal(dateline_coder_open(model, &coder, NULL), DATELINE_OK);
    assert_int_equal(dateline_report_new(&info, &r, NULL), DATELINE_OK);
    assert_int_equal(dateline_annotate(coder, r, DATELINE_STAGE_WHO, NULL), DATELINE_OK);
    assert_int_equal(r->nsentences, 3);
    const uint32_t speakers[] = {0, 5, 0};
    const view names[] = {VIEW(""), VIEW("AngelaMerkel"), VIEW("")};
    chains_means how = {.speakers = speakers, .names = names, .know = model->know};
    chains c;
    arena *a = arena_new(0);
    assert_int_equal(chains_find(r, &how, a, &c, NULL), DATELINE_OK);
    int32_t angela = chain_of(r, &c, VIEW("Angela Merkel"), 0), i = chain_of(r, &c, VIEW("I"), 0);
    int32_t husband = chain_of(r, &c, VIEW("her husband"), 0);
    assert_true(angela >= 0 && i >= 0 && husband >= 0);
    assert_int_equal(c.at[angela].i_of, 5);
    assert_int_equal(c.at[angela].gender, 'f');
    assert_int_equal(c.at[i].i_of, 5);
    assert_int_equal(c.at[husband].i_of, 0);
    assert_int_equal(c.at[husband].gender, 'm');
    arena_free(a);
    report_free(r);
    dateline_coder_close(coder);
    dateline_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(links), cmocka_unit_test(damaged),
                                       cmocka_unit_test(readings), cmocka_unit_test(people)};
    return cmocka_run_group_tests_name("chains", tests, NULL, NULL);
}
