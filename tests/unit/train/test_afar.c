/* Texts annotated from afar are found by their ids, and only when they are as long as was said. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"
#include "train/afar.h"

static char shared[] = "/tmp/dateline-afar-XXXXXX";

static const struct {
    const char *folder, *name, *bytes;
} files[] = {
    {"plover-relations", "train.tsv",
     "\tsentence_id\tsentence\tsource\n\t4\tIran protested.\tIran\n\t2\tMali spoke.\tMali\n"},
    {"synthetic-stories", "stories.csv",
     "disclaimer,text,title\nno,\"He said \"\"no\"\", then\nleft.\n\",A\nno,Plain text,B\n"},
    {"geoparsing", "GeoVirus.xml",
     "<articles><article><text>Rats &amp; mice</text></article></articles>"},
    {"ud-gum", "train.conllu",
     "# newdoc id = GUM_news_a\n# meta::title = T\n# newpar\n# newpar_block = head\n# text = Head\n"
     "1\tHead\n\n# newpar\n# text = One. \n1\tOne\n\n# text = Two.\n1\tTwo\n\n"
     "# newdoc id = GUM_news_ab\n# newpar\n# text = Other.\n1\tOther\n"},
    {"ud-ewt", "train.conllu",
     "# newdoc id = weblog-x\n# sent_id = 1\n# newpar id = p1\n# text = Hi\n1\tHi\n\n"
     "# newdoc id = newsgroup-y\n# newpar id = p1\n# text = Ho\n1\tHo\n\n"
     "# newdoc id = email-z\n# text = Ha\n1\tHa\n"},
};
enum { FILES = sizeof files / sizeof *files };

static int set_up(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    assert_non_null(mkdtemp(shared));
    assert_int_equal(mkdir(arena_printf(a, "%s/data", shared).data, 0700), 0);
    for (size_t i = 0; i < FILES; i++) {
        view folder = arena_printf(a, "%s/data/%s", shared, files[i].folder);
        assert_int_equal(mkdir(folder.data, 0700), 0);
        view path = arena_printf(a, "%s/%s", folder.data, files[i].name);
        assert_int_equal(file_write(path.data, view_of(files[i].bytes), NULL), DATELINE_OK);
    }
    arena_free(a);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    for (size_t i = 0; i < FILES; i++) {
        view folder = arena_printf(a, "%s/data/%s", shared, files[i].folder);
        (void)unlink(arena_printf(a, "%s/%s", folder.data, files[i].name).data);
        (void)rmdir(folder.data);
    }
    (void)rmdir(arena_printf(a, "%s/data", shared).data);
    (void)rmdir(shared);
    arena_free(a);
    return 0;
}

static void assert_text(const char *id, size_t bytes, const char *text)
{
    afar_texts t = {.shared = shared, .a = arena_new(0)};
    gold_report report = {.id = view_of(id), .bytes = bytes};
    assert_int_equal(afar_fetch(&t, &report), text != NULL);
    if (text != NULL) {
        assert_true(view_equal(report.text, view_of(text)));
    }
    arena_free(t.a);
}

static void test_ids(void **state)
{
    (void)state;
    assert_text("relation-4", 15, "Iran protested.");
    assert_text("relation-2", 11, "Mali spoke.");
    assert_text("story-0", 24, "He said \"no\", then\nleft.");
    assert_text("story-1", 10, "Plain text");
    assert_text("geovirus-0", 11, "Rats & mice");
    assert_text("GUM_news_a", 15, "Head\n\nOne. Two.");
    assert_text("GUM_news_ab", 6, "Other.");
    assert_text("weblog-x", 2, "Hi");
    assert_text("newsgroup-y", 2, "Ho");
    assert_text("email-z", 2, "Ha");
}

static void test_others(void **state)
{
    (void)state;
    assert_text("relation-4", 14, NULL);
    assert_text("relation-3", 11, NULL);
    assert_text("relation-99999999", 11, NULL);
    assert_text("story-2", 10, NULL);
    assert_text("nowhere_1", 10, NULL);
    assert_text("GUM_news", 15, NULL);
    assert_text("newsgroup-x", 2, NULL);
}

static void test_machine(void **state)
{
    (void)state;
    assert_true(afar_by_machine(VIEW("story-1")));
    assert_false(afar_by_machine(VIEW("relation-1")));
}

static void test_measured(void **state)
{
    (void)state;
    assert_true(afar_measured(VIEW("APW19980809.0700")));
    assert_false(afar_measured(VIEW("geovirus-1")));
    assert_false(afar_measured(VIEW("weblog-x")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_others),
        cmocka_unit_test(test_machine),
        cmocka_unit_test(test_measured),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
