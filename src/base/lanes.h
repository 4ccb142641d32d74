/* base/lanes.h - the few loops over small integers that decide the speed of syntax/ and code/.
 *
 *     int16_t sum[64];  lanes_sum_rows(sum, bias, rows, 64, list, ahead);
 *     lanes_weigh(scores, weights, outputs, sum, 64);
 *
 * Whole-number arithmetic in plain C, and the same in vector instructions where the machine has
 * them, which is asked at each call.  Every variant gives the same numbers; lanes_plain_... are the
 * plain ones, for comparison.  Widths are multiples of LANES.
 */
#ifndef BASE_LANES_H
#define BASE_LANES_H

#include <stddef.h>
#include <stdint.h>

enum {
    LANES = 32,           /* widths are multiples of it */
    LANES_OUT = 16,       /* and numbers of outputs of this */
    LANES_MOST = 256,     /* numbers among which the greatest can be found */
    LANES_HALVES = 16,    /* numbers of four bits in a row of them */
    LANES_HALVES_ROW = 9, /* bytes of such a row */
    LANES_HALF_ZERO = 8,  /* what stands for nothing */
    LANES_BITS = 64       /* bits that are looked up at once */
};

#if defined(__GNUC__) && defined(__x86_64__) && defined(__linux__) && !defined(__clang__) &&       \
    !defined(__SANITIZE_ADDRESS__)
#define LANES_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LANES_CLONES
#endif

/* Rows by number. */
typedef struct {
    const uint32_t *at; /* [count] */
    size_t count;
} lanes_list;

/* sum[k] = bias[k] + rows[at[0]][k] + rows[at[1]][k] ..., k < width; at most 256 rows, so that
 * nothing overflows while |bias| stays small.  Meanwhile the machine is bidden fetch the rows
 * `ahead`, which the next call will sum. */
void lanes_sum_rows(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                    lanes_list list, lanes_list ahead);
/* Negative numbers become 0. */
void lanes_rectify(int16_t *v, size_t width);
/* scores[j] += sum over k of weights[k][j] * v[k], j < outputs; the weights of two neighbours k lie
 * side by side: weights[width / 2][outputs][2]. */
void lanes_weigh(int32_t *scores, const int16_t *weights, size_t outputs, const int16_t *v,
                 size_t width);

/* The place of the greatest, the first of equals; at most LANES_MOST. */
size_t lanes_greatest(const int32_t *v, size_t count);

/* v[k] = v[k] * factor >> shift, of 32 bits */
void lanes_spread(uint32_t *v, size_t count, uint32_t factor, uint32_t shift);

/* Rows of a step and LANES_HALVES numbers, byte k with those of k (low) and k + 8 (high):
 * sums[k] += (number - LANES_HALF_ZERO) * step of each row in the list. */
void lanes_sum_halves(int32_t *sums, const uint8_t *rows, lanes_list list);

/* Bit i: bits[at[i] / 64] has the bit at[i] % 64, i < count; at most LANES_BITS, and so many bytes
 * must be readable at `at` whatever the count. */
uint64_t lanes_bits_at(const uint64_t bits[4], const uint8_t *at, size_t count);

/* Slots of a byte: four bits of mark (high) and the number of a step.  The sum of the steps of
 * those traits whose slot, traits[i] % 2^bits, has the four bits above these as its mark.  Three
 * bytes before `slots` must be readable. */
int32_t lanes_sum_marked(const uint8_t *slots, unsigned bits, const int32_t steps[16],
                         lanes_list traits);

/* The sum of weights[at[i] & mask]; three bytes before `weights` must be readable. */
int32_t lanes_sum_bytes(const int8_t *weights, uint32_t mask, lanes_list list);

/* The plain twins. */
int32_t lanes_plain_sum_bytes(const int8_t *weights, uint32_t mask, lanes_list list);
int32_t lanes_plain_sum_marked(const uint8_t *slots, unsigned bits, const int32_t steps[16],
                               lanes_list traits);
void lanes_plain_sum_halves(int32_t *sums, const uint8_t *rows, lanes_list list);
uint64_t lanes_plain_bits_at(const uint64_t bits[4], const uint8_t *at, size_t count);
void lanes_plain_sum_rows(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                          lanes_list list);
void lanes_plain_weigh(int32_t *scores, const int16_t *weights, size_t outputs, const int16_t *v,
                       size_t width);

#endif
