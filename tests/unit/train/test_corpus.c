/* Of GUM's train documents every fourth can be left out, so that a reader has not seen them. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"
#include "train/corpus.h"

static const char ewt[] = "# newdoc id = e\n1\tOut\tout\tADV\tRB\t_\t0\troot\t_\t_\n\n";

/* Five documents, the last of which has two sentences. */
static view five_documents(arena *a)
{
    view all = VIEW("");
    const char *sentence = "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n";
    for (int n = 1; n <= 5; n++) {
        all = arena_printf(a, "%.*s# newdoc id = %d\n%s%s", VIEW_ARG(all), n, sentence,
                           n == 5 ? sentence : "");
    }
    return all;
}

static size_t sentences_without(const char *shared, unsigned quarter)
{
    corpus c;
    assert_int_equal(corpus_treebanks(&c, shared, false, quarter, NULL), DATELINE_OK);
    size_t count = c.count;
    corpus_close(&c);
    return count;
}

static void quarters(void **state)
{
    (void)state;
    static const char *const folders[] = {"/data", "/data/ud-ewt", "/data/ud-gum"};
    char shared[] = "/tmp/dateline-corpus-XXXXXX";
    arena *a = arena_new(0);
    assert_non_null(mkdtemp(shared));
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(mkdir(arena_printf(a, "%s%s", shared, folders[i]).data, 0700), 0);
    }
    view first = arena_printf(a, "%s/data/ud-ewt/train.conllu", shared);
    view second = arena_printf(a, "%s/data/ud-gum/train.conllu", shared);
    assert_int_equal(file_write(first.data, view_of(ewt), NULL), DATELINE_OK);
    assert_int_equal(file_write(second.data, five_documents(a), NULL), DATELINE_OK);
    assert_int_equal(sentences_without(shared, 0), 7);
    assert_int_equal(sentences_without(shared, 1), 4);
    assert_int_equal(sentences_without(shared, 2), 6);
    assert_int_equal(sentences_without(shared, 4), 6);
    (void)unlink(first.data);
    (void)unlink(second.data);
    for (size_t i = 3; i > 0; i--) {
        (void)rmdir(arena_printf(a, "%s%s", shared, folders[i - 1]).data);
    }
    (void)rmdir(shared);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(quarters)};
    return cmocka_run_group_tests_name("corpus", tests, NULL, NULL);
}
