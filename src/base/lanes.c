/* Sums are kept in blocks of LANES numbers that fit the registers of every variant; the compiler
 * turns the inner loops of fixed length into vector code. */
#include "base/lanes.h"

LANES_CLONES
void lanes_sum_rows(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                    const uint32_t *at, size_t count)
{
    for (size_t from = 0; from < width; from += LANES) {
        int16_t part[LANES];
        for (size_t k = 0; k < LANES; k++) {
            part[k] = bias[from + k];
        }
        for (size_t i = 0; i < count; i++) {
            const int8_t *row = rows + (size_t)at[i] * width + from;
            for (size_t k = 0; k < LANES; k++) {
                part[k] = (int16_t)(part[k] + row[k]);
            }
        }
        for (size_t k = 0; k < LANES; k++) {
            sum[from + k] = part[k];
        }
    }
}

LANES_CLONES
void lanes_rectify(int16_t *v, size_t width)
{
    for (size_t k = 0; k < width; k++) {
        v[k] = v[k] < 0 ? (int16_t)0 : v[k];
    }
}

LANES_CLONES
void lanes_dot_rows(int32_t *scores, const int16_t *weights, size_t rows, const int16_t *v,
                    size_t width)
{
    for (size_t r = 0; r < rows; r++) {
        const int16_t *w = weights + r * width;
        int32_t sum = 0;
        for (size_t k = 0; k < width; k++) {
            sum += (int32_t)w[k] * v[k];
        }
        scores[r] = sum;
    }
}
