/* Bursts against the rhythm of the week, words in common, likeness of signatures. */
#include "test.h"

#include "story/story.h"

static void bursts(void **state)
{
    (void)state;
    const double mondays[] = {40, 38, 42, 41, 39, 40, 40, 41};
    const double sundays[] = {4, 5, 3, 4, 4, 5, 4, 3};
    /* Forty on a Monday is what Mondays have; on a Sunday it is a burst. */
    assert_true(story_burst(40, mondays, 8) < 1);
    assert_true(story_burst(40, sundays, 8) > 10);
    /* A fall is none. */
    assert_true(story_burst(3, mondays, 8) == 0);
    /* What was often told lately is expected more than what was told long ago. */
    const double lately[] = {8, 8, 0, 0, 0, 0, 0, 0};
    const double once[] = {0, 0, 0, 0, 0, 0, 8, 8};
    assert_true(story_burst(8, lately, 8) < story_burst(8, once, 8));
    assert_true(story_burst(5, NULL, 0) == 5);
}

static void words(void **state)
{
    (void)state;
    view a = VIEW("Gunmen killed five soldiers in northern Mali on Monday");
    assert_true(story_words_in_common(a, a) == 1);
    assert_true(story_words_in_common(a, VIEW("")) == 0);
    assert_true(story_words_in_common(a, VIEW("In northern Mali gunmen killed nine soldiers")) >
                0.5);
    assert_true(story_words_in_common(a, VIEW("Teachers went on strike over their wages")) == 0);
}

static void likeness(void **state)
{
    (void)state;
    signature a = {.some = true}, b = {.some = true};
    for (uint32_t i = 0; i < SIGNATURE_HASHES; i++) {
        a.at[i] = b.at[i] = i;
    }
    assert_true(story_likeness(&a, &b) == 1);
    assert_int_equal(story_band(&a, 3), story_band(&b, 3));
    for (uint32_t i = 0; i < SIGNATURE_HASHES / 2; i++) {
        b.at[i] = 1000 + i;
    }
    assert_true(story_likeness(&a, &b) == 0.5);
    b.some = false; /* too few words to say anything */
    assert_true(story_likeness(&a, &b) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bursts), cmocka_unit_test(words),
                                       cmocka_unit_test(likeness)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
