/* The cases of tests/golden/names with the shipped weights, and texts that were made to hurt. */
#include <time.h>

#include "syntax/names_votes.h"
#include "syntax/syntax.h"
#include "test.h"
#include "text/text.h"

static const char *const types[NAME_COUNT] = {
    "person", "organisation", "location", "norp", "facility", "date", "money", "product", "misc"};

static void analyse(const syntax_model *m, report *r, arena *scratch)
{
    assert_int_equal(text_run(r, scratch, NULL), DATELINE_OK);
    assert_int_equal(syntax_run(m, r, scratch, NULL), DATELINE_OK);
}

static bool check_case(const syntax_model *m, view title, view text, view wanted)
{
    report *r = report_new(0);
    arena *scratch = arena_new(0);
    buf got = {0};
    r->text = view_trim(text);
    analyse(m, r, scratch);
    for (size_t i = 0; i < r->nnames; i++) {
        view words = report_cut(r, r->names[i].bytes);
        buf_printf(&got, "%s %.*s\n", types[r->names[i].type], VIEW_ARG(words));
    }
    bool same = view_equal(view_trim(buf_all(&got)), view_trim(wanted));
    if (!same) {
        print_error("case '%.*s': got\n%.*s", VIEW_ARG(title), VIEW_ARG(buf_all(&got)));
    }
    buf_free(&got);
    arena_free(scratch);
    report_free(r);
    return same;
}

static void test_golden(void **state)
{
    const syntax_model *m = *state;
    arena *a = arena_new(0);
    view bytes;
    size_t wrong = 0, cases = 0;
    assert_int_equal(file_read("tests/golden/names/names.txt", a, 1 << 20, &bytes, NULL),
                     DATELINE_OK);
    size_t at = view_find(bytes, VIEW("\n=== "), 0);
    while (at != SIZE_MAX) {
        size_t end = view_find(bytes, VIEW("\n=== "), at + 1);
        view one = view_cut(bytes, at + 5, end == SIZE_MAX ? bytes.length : end);
        size_t name = view_find_char(one, '\n', 0), cut = view_find(one, VIEW("\n---\n"), 0);
        assert_true(name != SIZE_MAX && cut != SIZE_MAX);
        bool not_yet = view_starts(one, VIEW("! "));
        bool same = check_case(m, view_cut(one, 0, name), view_cut(one, name, cut),
                               view_cut(one, cut + 5, one.length));
        wrong += same == not_yet;
        cases++;
        at = end;
    }
    arena_free(a);
    assert_true(cases > 0);
    assert_int_equal(wrong, 0);
}

/* A word's other places speak for it, its own does not; words without a number have no say. */
static void test_votes(void **state)
{
    (void)state;
    names_votes votes[2] = {0};
    const name_word words[] = {{.number = 1}, {.number = 1}, {.number = 1}, {.number = 0}};
    uint8_t place = (uint8_t)label_of(NAME_LOCATION, LABEL_UNIT);
    uint8_t labels[] = {place, place, LABEL_OUTSIDE, place};
    names_vote(votes, words, labels, 4);
    int32_t here = names_votes_for(votes, &words[0], place, NAME_LOCATION);
    int32_t there = names_votes_for(votes, &words[2], LABEL_OUTSIDE, NAME_LOCATION);
    assert_true(here > 0 && there == 2 * here);
    assert_int_equal(names_votes_for(votes, &words[2], LABEL_OUTSIDE, NAME_COUNT), 0);
    assert_int_equal(names_votes_for(votes, &words[3], place, NAME_LOCATION), 0);
}

/* Names lie in order, in their sentence, and their tokens know them. */
static void check_layer(const report *r)
{
    uint32_t at = 0;
    for (size_t i = 0; i < r->nnames; i++) {
        const name *n = &r->names[i];
        assert_true(n->first >= at && n->last >= n->first && n->last < r->ntokens);
        assert_int_equal(r->tokens[n->first].sent, r->tokens[n->last].sent);
        assert_int_equal(r->tokens[n->first].name, i);
        assert_true(n->score >= 0.0F && n->score <= 1.0F);
        at = n->last + 1;
    }
}

static void test_hard(void **state)
{
    const syntax_model *m = *state;
    static const char *const pieces[] = {"a",    "A",   "New York ", "word ", "New ",
                                         "- - ", "12 ", "\n\n",      "é",     "A.B"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        buf b = {0};
        while (b.length < 100000) {
            buf_text(&b, pieces[i]);
        }
        report *r = report_new(0);
        arena *scratch = arena_new(0);
        r->text = buf_all(&b);
        clock_t start = clock();
        analyse(m, r, scratch);
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 20.0);
        check_layer(r);
        arena_free(scratch);
        report_free(r);
        buf_free(&b);
    }
}

static int open_model(void **state)
{
    syntax_model *m = NULL;
    dateline_status status = syntax_open("models", &m, NULL);
    *state = m;
    return status == DATELINE_OK ? 0 : 1;
}

static int close_model(void **state)
{
    syntax_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_golden), cmocka_unit_test(test_votes),
                                       cmocka_unit_test(test_hard)};
    return cmocka_run_group_tests(tests, open_model, close_model);
}
