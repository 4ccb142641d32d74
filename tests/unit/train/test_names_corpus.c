/* Marked tokens become text as a newspaper would set it, with the marks at its bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "test.h"
#include "train/names_corpus.h"

static void assert_text(const char *tokens, const char *text, const char *first_name)
{
    char path[] = "/tmp/dateline-names-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    assert_non_null(f);
    for (const char *c = tokens; *c != '\0'; c++) {
        assert_true(fputs(*c == ' ' ? "\tO\n" : (char[]){*c, '\0'}, f) >= 0);
    }
    assert_int_equal(fclose(f), 0);
    names_document d;
    assert_int_equal(names_document_read(path, &d, NULL), DATELINE_OK);
    assert_int_equal(unlink(path), 0);
    assert_string_equal(arena_printf(d.r->arena, "%.*s", VIEW_ARG(view_trim(d.r->text))).data,
                        text);
    assert_int_equal(d.ngold, first_name != NULL);
    if (first_name != NULL) {
        assert_true(view_equal(report_cut(d.r, d.gold[0].bytes), view_of(first_name)));
    }
    names_document_free(&d);
}

static void test_stops(void **state)
{
    (void)state;
    assert_text("He works for Foo Inc . ", "He works for Foo Inc .", NULL);
    assert_text("Mrs . Leifer met Dr . Salim . ", "Mrs. Leifer met Dr. Salim.", NULL);
    assert_text("U . S . troops left . ", "U.S. troops left.", NULL);
    assert_text("See JD . com or news . org . A man", "See JD.com or news.org. A man", NULL);
    assert_text("Mr . J\tB-Person\n.\tI-Person\nK\tI-Person\n.\tI-Person\nHan\tI-Person\nsaid so",
                "Mr. J.K. Han said so", "J.K. Han");
}

static void test_marks(void **state)
{
    (void)state;
    assert_text("\" Stop , \" he said ( twice ) ; it is n't year - old . ",
                "\"Stop,\" he said (twice); it isn't year-old.", NULL);
    assert_text("The King ’ s men", "The King’s men", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_stops), cmocka_unit_test(test_marks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
