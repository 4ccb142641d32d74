/* The shipped weights give a sound tree and the expected core of an easy sentence. */
#include "syntax/syntax.h"
#include "test.h"

static report *sentence_of(const char *const *forms, size_t count)
{
    report *r = report_new(0);
    r->text = VIEW("");
    r->tokens = ARENA_ARRAY(r->arena, token, count);
    r->sentences = ARENA_NEW(r->arena, sentence);
    for (size_t t = 0; t < count; t++) {
        r->tokens[t].form = view_of(forms[t]);
        r->tokens[t].name = -1;
    }
    r->ntokens = count;
    r->nsentences = 1;
    r->sentences[0].last = (uint32_t)count - 1;
    return r;
}

static void test_easy(void **state)
{
    (void)state;
    static const char *const forms[] = {"The", "minister", "visited", "Rabat", "on", "Monday", "."};
    syntax_model *m = NULL;
    dateline_error e = {0};
    arena *scratch = arena_new(0);
    report *r = sentence_of(forms, 7);
    assert_int_equal(syntax_open("models", &m, &e), DATELINE_OK);
    assert_int_equal(syntax_run(m, r, scratch, &e), DATELINE_OK);
    assert_int_equal(r->tokens[2].head, -1);
    assert_int_equal(r->tokens[2].upos, UPOS_VERB);
    assert_int_equal(r->tokens[1].head, 2);
    assert_int_equal(r->tokens[1].deprel, DEPREL_NSUBJ);
    assert_int_equal(r->tokens[3].deprel, DEPREL_OBJ);
    assert_true(view_equal(r->tokens[2].lemma, VIEW("visit")));
    report_free(r);
    arena_free(scratch);
    syntax_close(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_easy)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
