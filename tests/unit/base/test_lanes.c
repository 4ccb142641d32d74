/* The vector forms of base/lanes.h give the numbers of their plain twins. */
#include "base/lanes.h"
#include "test.h"

enum { ROWS = 300, WIDEST = 256, OUTPUTS = 256, COUNT = 90 };

static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static void check(size_t width, uint32_t seed)
{
    static int8_t rows[ROWS * WIDEST];
    static int16_t bias[WIDEST], weights[OUTPUTS * WIDEST];
    int16_t one[WIDEST], other[WIDEST];
    int32_t scores[OUTPUTS] = {0}, again[OUTPUTS] = {0};
    uint32_t at[COUNT];
    for (size_t i = 0; i < sizeof rows; i++) {
        rows[i] = (int8_t)(next(&seed) % 256 - 128);
    }
    for (size_t i = 0; i < WIDEST; i++) {
        bias[i] = (int16_t)(next(&seed) % 2000 - 1000);
    }
    for (size_t i = 0; i < OUTPUTS * WIDEST; i++) {
        weights[i] = (int16_t)(next(&seed) % 4000 - 2000);
    }
    for (size_t i = 0; i < COUNT; i++) {
        at[i] = next(&seed) % ROWS;
    }
    lanes_list list = {at, COUNT}, ahead = {at, seed % 3 * COUNT / 2};
    lanes_sum_rows(one, bias, rows, width, list, ahead);
    lanes_plain_sum_rows(other, bias, rows, width, list);
    assert_memory_equal(one, other, width * sizeof *one);
    lanes_rectify(one, width);
    for (size_t outputs = LANES_OUT; outputs <= OUTPUTS; outputs += LANES_OUT) {
        lanes_weigh(scores, weights, outputs, one, width);
        lanes_plain_weigh(again, weights, outputs, one, width);
        assert_memory_equal(scores, again, sizeof scores);
    }
}

static void test_twins(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 20; seed++) {
        for (size_t width = LANES; width <= WIDEST; width += LANES) {
            check(width, seed);
        }
    }
}

static void test_greatest(void **state)
{
    (void)state;
    const int32_t v[] = {3, -1, 9, 4, 9, 2};
    assert_int_equal(lanes_greatest(v, 6), 2);
    assert_int_equal(lanes_greatest(v, 1), 0);
    const int32_t low[] = {INT32_MIN, INT32_MIN, INT32_MIN + 1, INT32_MIN + 1};
    assert_int_equal(lanes_greatest(low, 2), 0);
    assert_int_equal(lanes_greatest(low, 4), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_twins),
                                       cmocka_unit_test(test_greatest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
