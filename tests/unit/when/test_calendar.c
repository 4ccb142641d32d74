/* Known days of several calendars. */
#include "test.h"

#include "when/when_priv.h"

static void easters(void **state)
{
    (void)state;
    assert_int_equal(easter_western(2022), day_of(2022, 4, 17));
    assert_int_equal(easter_western(2000), day_of(2000, 4, 23));
    assert_int_equal(easter_western(2038), day_of(2038, 4, 25));
    assert_int_equal(easter_orthodox(2022), day_of(2022, 4, 24));
    assert_int_equal(easter_orthodox(2021), day_of(2021, 5, 2));
}

/* The tabular calendar may be a day off what was sighted. */
static void hijri(void **state)
{
    (void)state;
    assert_in_range(hijri_day(1443, 9, 1) - day_of(2022, 4, 1), 0, 2);
    assert_in_range(hijri_day(1444, 1, 1) - day_of(2022, 7, 29), 0, 2);
    assert_int_equal(hijri_year(day_of(2022, 7, 18)), 1443);
    assert_int_equal(hijri_year(day_of(2022, 12, 1)), 1444);
}

static const grammar_festival *festival(const char *name)
{
    const grammar *g = &when_grammar;
    size_t n = strlen(name);
    for (uint32_t w = 0; w < g->nwords; w++) {
        if (g->words[w].text == NULL || g->words[w].length != n || strcmp(g->words[w].text, name)) {
            continue;
        }
        for (unsigned s = 0; s < g->words[w].nsenses; s++) {
            const grammar_range names = g->name_begin[g->senses[g->words[w].sense + s].symbol];
            if (names.count > 0) { /* longest first: the last is the word alone */
                const uint16_t i = g->name_list[names.first + names.count - 1];
                return &g->festivals[g->names[i].festival];
            }
        }
    }
    return NULL;
}

static void falls_on(const char *name, int year, int month, int of_month)
{
    const grammar_festival *f = festival(name);
    day from, to;
    assert_non_null(f);
    assert_true(festival_days(f, year, &from, &to));
    if (from != day_of(year, month, of_month)) {
        civil c = day_civil(from);
        fail_msg("%s %d: %d-%d", name, year, c.month, c.of_month);
    }
}

static void festivals(void **state)
{
    (void)state;
    falls_on("diwali", 2018, 11, 7);
    falls_on("diwali", 2019, 10, 27);
    falls_on("diwali", 2020, 11, 14);
    falls_on("diwali", 2021, 11, 4);
    falls_on("diwali", 2022, 10, 24);
    falls_on("diwali", 2023, 11, 12);
    falls_on("passover", 2022, 4, 16);
    falls_on("passover", 2024, 4, 23);
    falls_on("purim", 2022, 3, 17);
    falls_on("purim", 2024, 3, 24);
    falls_on("hanukkah", 2022, 12, 19);
    falls_on("sukkot", 2022, 10, 10);
    falls_on("thanksgiving", 2022, 11, 24);
    falls_on("pentecost", 2022, 6, 5);
    falls_on("tet", 2022, 2, 1);
    falls_on("tet", 2023, 1, 22);
    falls_on("nowruz", 2022, 3, 20);
}

static void weeks(void **state)
{
    (void)state;
    int year, week;
    iso_week(day_of(2022, 7, 18), &year, &week);
    assert_int_equal(year, 2022);
    assert_int_equal(week, 29);
    iso_week(day_of(2021, 1, 3), &year, &week);
    assert_int_equal(year, 2020);
    assert_int_equal(week, 53);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(easters), cmocka_unit_test(hijri),
                                       cmocka_unit_test(festivals), cmocka_unit_test(weeks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
