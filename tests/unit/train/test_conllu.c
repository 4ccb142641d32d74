/* CoNLL-U goes in and comes out the same; what is not CoNLL-U is refused with its line; words of
 * two tokenisations find each other; random numbers do not depend on the machine. */
#include "test.h"
#include "train/align.h"
#include "train/conllu.h"
#include "train/learn.h"

static const char sample[] =
    "# sent_id = 1\n"
    "# text = They didn't say why.\n"
    "1\tThey\tthey\tPRON\tPRP\tCase=Nom|Number=Plur|Person=3|PronType=Prs\t4\tnsubj\t_\t_\n"
    "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdid\tdo\tAUX\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
    "4\tsay\tsay\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_\n"
    "5\twhy\twhy\tADV\tWRB\tPronType=Int\t4\tadvmod\t_\tSpaceAfter=No\n"
    "6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n";

static void test_round(void **state)
{
    (void)state;
    report *r = NULL;
    dateline_error e = {0};
    buf out = {0};
    assert_int_equal(conllu_parse(view_of(sample), "sample", &r, &e), DATELINE_OK);
    assert_int_equal(r->ntokens, 6);
    assert_true(view_equal(r->text, VIEW("They didn't say why.")));
    assert_true(view_equal(report_cut(r, r->tokens[2].bytes), VIEW("n't")));
    assert_int_equal(r->tokens[3].head, -1);
    conllu_write(r, &out);
    assert_true(view_equal(buf_all(&out), view_of(sample)));
    buf_free(&out);
    report_free(r);
}

static void assert_refused(view text, uint64_t line)
{
    report *r = NULL;
    dateline_error e = {0};
    assert_int_equal(conllu_parse(text, "bad", &r, &e), DATELINE_E_FORMAT);
    assert_int_equal(e.line, line);
}

static void test_refused(void **state)
{
    (void)state;
    assert_refused(VIEW("1\tword\n\n"), 1);
    assert_refused(VIEW("# c\n2\ta\ta\tX\tX\t_\t0\troot\t_\t_\n\n"), 2);
    assert_refused(VIEW("1\ta\ta\tX\tX\t_\t9\tdep\t_\t_\n\n"), 2);
    assert_refused(VIEW("1\ta\ta\tX\tX\t_\t-1\tdep\t_\t_\n\n"), 1);
    assert_refused(VIEW("3-2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n"), 1);
}

static void test_align(void **state)
{
    (void)state;
    static const char other[] = "1\tThey\t_\tX\tX\t_\t0\troot\t_\t_\n"
                                "2\tdidn't\t_\tX\tX\t_\t1\tdep\t_\t_\n"
                                "3\tsay\t_\tX\tX\t_\t1\tdep\t_\t_\n"
                                "4\twhy.\t_\tX\tX\t_\t1\tdep\t_\t_\n\n";
    report *a = NULL, *b = NULL;
    dateline_error e = {0};
    arena *scratch = arena_new(0);
    int32_t to[6];
    assert_int_equal(conllu_parse(view_of(sample), "a", &a, &e), DATELINE_OK);
    assert_int_equal(conllu_parse(view_of(other), "b", &b, &e), DATELINE_OK);
    assert_true(align(a, b, scratch, to));
    static const int32_t wanted[] = {0, -1, -1, 2, -1, -1};
    assert_memory_equal(to, wanted, sizeof wanted);
    report_free(a);
    report_free(b);
    arena_free(scratch);
}

static void test_random(void **state)
{
    (void)state;
    uint64_t seed = 1;
    assert_true(random_next(&seed) == 5180492295206395165U);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_round), cmocka_unit_test(test_refused),
                                       cmocka_unit_test(test_align), cmocka_unit_test(test_random)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
