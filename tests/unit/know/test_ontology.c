/* The ontology: scales, the tense rule, and agreement with PLOVER's own conversion table. */
#include "test.h"

#include <stdlib.h>

#include "know/ontology.h"

static void scales_follow_the_codebook(void **state)
{
    (void)state;
    assert_true(ontology_scale(ACT_CONSULT, MODE_CONSULT_VISIT) == 4.0);
    assert_true(ontology_scale(ACT_CONSULT, MODE_NONE) == 2.5);
    assert_true(ontology_scale(ACT_ACCUSE, MODE_NONE) == -3.0);
    assert_true(ontology_scale(ACT_ASSAULT, MODE_ASSAULT_UNCONVENTIONAL) == -10.0);
    for (unsigned type = 1; type < ACT_COUNT; type++) {
        unsigned quad = ontology_quad((act_type)type);
        assert_in_range(quad, 1, 4);
        assert_true((quad <= 2) == (ontology_scale((act_type)type, MODE_NONE) > 0));
    }
    assert_true(ontology_goldstein(VIEW("042")) == 1.9);
    assert_true(ontology_goldstein(VIEW("0421")) == 1.9);
    assert_true(ontology_goldstein(VIEW("190")) == -10.0);
    assert_true(ontology_goldstein(VIEW("")) == 0.0);
}

static void tense_makes_the_event(void **state)
{
    (void)state;
    assert_int_equal(ontology_event(ACT_CONSULT, STATUS_FUTURE), ACT_AGREE);
    assert_int_equal(ontology_event(ACT_AID, STATUS_HYPOTHETICAL), ACT_AGREE);
    assert_int_equal(ontology_event(ACT_RETREAT, STATUS_FUTURE), ACT_CONCEDE);
    assert_int_equal(ontology_event(ACT_CONCEDE, STATUS_FUTURE), ACT_CONCEDE);
    assert_int_equal(ontology_event(ACT_CONSULT, STATUS_ACTUAL), ACT_CONSULT);
    assert_int_equal(ontology_event(ACT_ASSAULT, STATUS_FUTURE), ACT_ASSAULT);
}

static void lists_are_closed(void **state)
{
    (void)state;
    assert_true(ontology_is_sector(VIEW("GOV")));
    assert_false(ontology_is_sector(VIEW("OVM")));
    assert_false(ontology_is_sector(VIEW("V L")));
    assert_true(ontology_is_supranational(VIEW("UNO")));
    assert_false(ontology_is_supranational(VIEW("USA")));
}

/* A line "042: CONSULT, visit, context # comment". */
static bool read_line(view line, view *code, view *type, view *mode)
{
    size_t hash = view_find_char(line, '#', 0);
    view rest = view_cut(line, 0, hash == SIZE_MAX ? line.length : hash);
    *mode = (view){"", 0};
    if (!view_split(&rest, ':', code) || code->length < 2 || !ascii_digit(code->data[0]) ||
        !view_split(&rest, ',', type)) {
        return false;
    }
    (void)view_split(&rest, ',', mode);
    *code = view_trim(*code);
    *type = view_trim(*type);
    *mode = view_trim(*mode);
    return true;
}

/* The table says 175 and 08 twice or by their root; all codes of three digits and more must agree.
 */
static void cameo_agrees_with_the_table(void **state)
{
    (void)state;
    const char *shared = getenv("DATELINE_SHARED");
    arena *a = arena_new(0);
    view path = arena_printf(a, "%s/data/plover/CAMEO2PLOVER-2021.txt",
                             shared == NULL ? "../shared" : shared);
    view text;
    if (file_read(path.data, a, 1 << 20, &text, NULL) != DATELINE_OK) {
        arena_free(a);
        print_message("%s is missing: agreement with it is not tested\n", path.data);
        skip();
    }
    view line;
    size_t compared = 0;
    while (view_split(&text, '\n', &line)) {
        view code;
        view type;
        view mode;
        if (!read_line(line, &code, &type, &mode) || code.length < 3) {
            continue;
        }
        act_type own_type = ACT_NONE;
        act_mode own_mode = MODE_NONE;
        assert_true(ontology_of_cameo(code, &own_type, &own_mode));
        assert_int_equal(own_type, act_of(type));
        int table_mode = mode_of(own_type, mode);
        if (table_mode > 0) {
            assert_int_equal(own_mode, table_mode);
        }
        compared++;
    }
    assert_true(compared > 150);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scales_follow_the_codebook),
        cmocka_unit_test(tense_makes_the_event),
        cmocka_unit_test(lists_are_closed),
        cmocka_unit_test(cameo_agrees_with_the_table),
    };
    return cmocka_run_group_tests_name("ontology", tests, NULL, NULL);
}
