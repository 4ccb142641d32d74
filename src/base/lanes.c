/* Sums are kept in whole vectors of LANES numbers, which the compiler cuts into the registers of
 * each variant; written with the vector types of GNU C, which every target has. */
#include "base/lanes.h"

#include <string.h>

typedef int8_t bytes_vector __attribute__((vector_size(LANES)));
typedef int16_t short_vector __attribute__((vector_size(LANES * 2)));

LANES_CLONES
void lanes_sum_rows(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                    const uint32_t *at, size_t count)
{
    for (size_t from = 0; from < width; from += LANES) {
        short_vector part;
        memcpy(&part, bias + from, sizeof part);
        for (size_t i = 0; i < count; i++) {
            bytes_vector row;
            memcpy(&row, rows + (size_t)at[i] * width + from, sizeof row);
            part += __builtin_convertvector(row, short_vector);
        }
        memcpy(sum + from, &part, sizeof part);
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
