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

static void test_halves(void **state)
{
    (void)state;
    static uint8_t rows[ROWS * LANES_HALVES_ROW];
    uint32_t seed = 7;
    for (size_t i = 0; i < sizeof rows; i++) {
        rows[i] = i % 3 == 0 ? 255 : (uint8_t)next(&seed);
    }
    for (size_t count = 0; count <= COUNT; count++) {
        int32_t one[LANES_HALVES] = {5}, other[LANES_HALVES] = {5};
        uint32_t at[COUNT];
        for (size_t i = 0; i < COUNT; i++) {
            at[i] = next(&seed) % ROWS;
        }
        lanes_sum_halves(one, rows, (lanes_list){at, count});
        lanes_plain_sum_halves(other, rows, (lanes_list){at, count});
        assert_memory_equal(one, other, sizeof one);
    }
    const uint8_t row[LANES_HALVES_ROW] = {3, 9 | 1 << 4, 8 | 8 << 4, 8 | 8 << 4};
    int32_t sums[LANES_HALVES] = {0};
    lanes_sum_halves(sums, row, (lanes_list){(uint32_t[]){0}, 1});
    assert_int_equal(sums[0], 3);
    assert_int_equal(sums[1], 0);
    assert_int_equal(sums[LANES_HALVES / 2], -21);
}

static void test_bits(void **state)
{
    (void)state;
    uint8_t at[LANES_BITS];
    uint32_t seed = 9;
    for (size_t count = 0; count <= LANES_BITS; count++) {
        uint64_t bits[4];
        for (size_t i = 0; i < 4; i++) {
            bits[i] = (uint64_t)next(&seed) << 40 ^ (uint64_t)next(&seed) << 20 ^ next(&seed);
        }
        for (size_t i = 0; i < LANES_BITS; i++) {
            at[i] = (uint8_t)next(&seed);
        }
        assert_true(lanes_bits_at(bits, at, count) == lanes_plain_bits_at(bits, at, count));
    }
    at[1] = 255;
    assert_true(lanes_bits_at((uint64_t[]){0, 0, 0, (uint64_t)1 << 63}, at, 2) >> 1 == 1);
}

static void test_marked(void **state)
{
    (void)state;
    enum { BITS = 6, BEFORE = 3 };
    uint8_t slots[BEFORE + (1 << BITS)];
    int32_t steps[16];
    uint32_t at[COUNT], seed = 11;
    for (size_t i = 0; i < sizeof slots; i++) {
        slots[i] = (uint8_t)next(&seed);
    }
    for (size_t i = 0; i < 16; i++) {
        steps[i] = (int32_t)(next(&seed) % 1000) - 500;
    }
    for (size_t count = 0; count <= COUNT; count++) {
        for (size_t i = 0; i < COUNT; i++) {
            const uint32_t slot = next(&seed) % (1 << BITS);
            const uint32_t mark = i % 2 == 0 ? slots[BEFORE + slot] >> 4 : next(&seed);
            at[i] = mark << BITS | slot;
        }
        const lanes_list traits = {at, count};
        assert_int_equal(lanes_sum_marked(slots + BEFORE, BITS, steps, traits),
                         lanes_plain_sum_marked(slots + BEFORE, BITS, steps, traits));
    }
    at[0] = (uint32_t)slots[BEFORE + 5] >> 4 << BITS | 5;
    at[1] = at[0] ^ 1U << BITS; /* another trait's slot */
    assert_int_equal(lanes_sum_marked(slots + BEFORE, BITS, steps, (lanes_list){at, 2}),
                     steps[slots[BEFORE + 5] & 15]);
}

static void test_bytes(void **state)
{
    (void)state;
    enum { MASK = 63, BEFORE = 3 };
    int8_t bytes[BEFORE + MASK + 1];
    uint32_t at[COUNT], seed = 13;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (int8_t)(next(&seed) % 256);
    }
    for (size_t count = 0; count <= COUNT; count++) {
        for (size_t i = 0; i < COUNT; i++) {
            at[i] = next(&seed);
        }
        const lanes_list list = {at, count};
        assert_int_equal(lanes_sum_bytes(bytes + BEFORE, MASK, list),
                         lanes_plain_sum_bytes(bytes + BEFORE, MASK, list));
    }
    bytes[BEFORE] = -128;
    assert_int_equal(lanes_sum_bytes(bytes + BEFORE, 0, (lanes_list){at, 2}), -256);
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
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_twins),  cmocka_unit_test(test_halves),
        cmocka_unit_test(test_marked), cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_bits),   cmocka_unit_test(test_greatest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
