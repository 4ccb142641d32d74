/* Each function has a plain form and, on x86-64, ones for AVX2 and AVX-512; sums are kept in
 * registers over all rows.  Sixteen-bit sums wrap in both, so the order of adding does not matter.
 */
#include "base/lanes.h"

#include <stdbool.h>
#include <string.h>

#if defined(__GNUC__) && defined(__x86_64__)
#define LANES_X86 1
#include <immintrin.h>
#endif

void lanes_plain_sum_rows(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                          lanes_list list)
{
    for (size_t k = 0; k < width; k++) {
        sum[k] = bias[k];
    }
    for (size_t i = 0; i < list.count; i++) {
        const int8_t *row = rows + (size_t)list.at[i] * width;
        for (size_t k = 0; k < width; k++) {
            sum[k] = (int16_t)(sum[k] + row[k]);
        }
    }
}

void lanes_plain_weigh(int32_t *scores, const int16_t *weights, size_t outputs, const int16_t *v,
                       size_t width)
{
    for (size_t k = 0; k < width; k += 2, weights += outputs * 2) {
        for (size_t j = 0; j < outputs; j++) {
            uint32_t pair = (uint32_t)weights[2 * j] * (uint32_t)v[k] +
                            (uint32_t)weights[2 * j + 1] * (uint32_t)v[k + 1];
            scores[j] = (int32_t)((uint32_t)scores[j] + pair);
        }
    }
}

#ifdef LANES_X86
/* Has the i-th row ahead fetched. */
static inline void bid(const int8_t *rows, size_t width, lanes_list ahead, size_t i)
{
    if (i < ahead.count) {
        __builtin_prefetch(rows + ahead.at[i] * width);
    }
}

static inline void bid_from(const int8_t *rows, size_t width, lanes_list ahead, size_t i)
{
    for (; i < ahead.count; i++) {
        __builtin_prefetch(rows + ahead.at[i] * width);
    }
}

#define AVX2 __attribute__((target("avx2")))

static inline AVX2 __m256i load(const int16_t *p)
{
    return _mm256_loadu_si256((const void *)p);
}

/* Sixty-four lanes over all rows. */
static AVX2 void sum_64(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                        lanes_list list, lanes_list ahead)
{
    __m256i a = load(bias), b = load(bias + 16), c = load(bias + 32), d = load(bias + 48);
    for (size_t i = 0; i < list.count; i++) {
        bid(rows, width, ahead, i);
        const __m128i *row = (const void *)(rows + (size_t)list.at[i] * width);
        a = _mm256_add_epi16(a, _mm256_cvtepi8_epi16(_mm_loadu_si128(row)));
        b = _mm256_add_epi16(b, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 1)));
        c = _mm256_add_epi16(c, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 2)));
        d = _mm256_add_epi16(d, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 3)));
    }
    bid_from(rows, width, ahead, list.count);
    _mm256_storeu_si256((void *)sum, a);
    _mm256_storeu_si256((void *)(sum + 16), b);
    _mm256_storeu_si256((void *)(sum + 32), c);
    _mm256_storeu_si256((void *)(sum + 48), d);
}

static AVX2 void sum_32(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                        lanes_list list, lanes_list ahead)
{
    __m256i a = load(bias), b = load(bias + 16);
    for (size_t i = 0; i < list.count; i++) {
        bid(rows, width, ahead, i);
        const __m128i *row = (const void *)(rows + (size_t)list.at[i] * width);
        a = _mm256_add_epi16(a, _mm256_cvtepi8_epi16(_mm_loadu_si128(row)));
        b = _mm256_add_epi16(b, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 1)));
    }
    bid_from(rows, width, ahead, list.count);
    _mm256_storeu_si256((void *)sum, a);
    _mm256_storeu_si256((void *)(sum + 16), b);
}

/* Two neighbours of v in every lane. */
static inline AVX2 __m256i both(const int16_t *v)
{
    int32_t pair;
    memcpy(&pair, v, sizeof pair);
    return _mm256_set1_epi32(pair);
}

/* Eight times `blocks` outputs, kept in registers over all of v. */
static inline AVX2 __attribute__((always_inline)) void weigh_blocks(size_t blocks, int32_t *scores,
                                                                    const int16_t *weights,
                                                                    size_t outputs,
                                                                    const int16_t *v, size_t width)
{
    __m256i sum[8];
    for (size_t j = 0; j < blocks; j++) {
        sum[j] = _mm256_loadu_si256((const void *)(scores + 8 * j));
    }
    for (size_t k = 0; k < width; k += 2, weights += outputs * 2) {
        __m256i pair = both(v + k);
        for (size_t j = 0; j < blocks; j++) {
            sum[j] = _mm256_add_epi32(sum[j], _mm256_madd_epi16(load(weights + 16 * j), pair));
        }
    }
    for (size_t j = 0; j < blocks; j++) {
        _mm256_storeu_si256((void *)(scores + 8 * j), sum[j]);
    }
}

static AVX2 void weigh(int32_t *scores, const int16_t *weights, size_t outputs, const int16_t *v,
                       size_t width)
{
    size_t j = 0;
    for (; j + 64 <= outputs; j += 64) {
        weigh_blocks(8, scores + j, weights + 2 * j, outputs, v, width);
    }
    for (; j + 32 <= outputs; j += 32) {
        weigh_blocks(4, scores + j, weights + 2 * j, outputs, v, width);
    }
    for (; j < outputs; j += 16) {
        weigh_blocks(2, scores + j, weights + 2 * j, outputs, v, width);
    }
}

#define AVX512 __attribute__((target("avx512bw,avx512vl")))

static inline AVX512 __m512i wide(const int16_t *p)
{
    return _mm512_loadu_si512((const void *)p);
}

static AVX512 void wide_sum_64(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                               lanes_list list, lanes_list ahead)
{
    __m512i a = wide(bias), b = wide(bias + 32);
    for (size_t i = 0; i < list.count; i++) {
        bid(rows, width, ahead, i);
        const __m256i *row = (const void *)(rows + (size_t)list.at[i] * width);
        a = _mm512_add_epi16(a, _mm512_cvtepi8_epi16(_mm256_loadu_si256(row)));
        b = _mm512_add_epi16(b, _mm512_cvtepi8_epi16(_mm256_loadu_si256(row + 1)));
    }
    bid_from(rows, width, ahead, list.count);
    _mm512_storeu_si512((void *)sum, a);
    _mm512_storeu_si512((void *)(sum + 32), b);
}

#define AVX512_DOT __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

static inline AVX512_DOT __m512i wide_both(const int16_t *v)
{
    int32_t pair;
    memcpy(&pair, v, sizeof pair);
    return _mm512_set1_epi32(pair);
}

/* Sixteen times `blocks` outputs. */
static inline AVX512_DOT __attribute__((always_inline)) void
wide_weigh_blocks(size_t blocks, int32_t *scores, const int16_t *weights, size_t outputs,
                  const int16_t *v, size_t width)
{
    __m512i sum[8];
    for (size_t j = 0; j < blocks; j++) {
        sum[j] = _mm512_loadu_si512((const void *)(scores + 16 * j));
    }
    for (size_t k = 0; k < width; k += 2, weights += outputs * 2) {
        __m512i pair = wide_both(v + k);
        for (size_t j = 0; j < blocks; j++) {
            sum[j] = _mm512_dpwssd_epi32(sum[j], wide(weights + 32 * j), pair);
        }
    }
    for (size_t j = 0; j < blocks; j++) {
        _mm512_storeu_si512((void *)(scores + 16 * j), sum[j]);
    }
}

/* Three, five and seven blocks are what names, parser and tagger have. */
static AVX512_DOT void wide_weigh(int32_t *scores, const int16_t *weights, size_t outputs,
                                  const int16_t *v, size_t width)
{
    size_t j = 0;
    for (; j + 128 <= outputs; j += 128) {
        wide_weigh_blocks(8, scores + j, weights + 2 * j, outputs, v, width);
    }
    switch ((outputs - j) / 16) {
    case 7:
        wide_weigh_blocks(7, scores + j, weights + 2 * j, outputs, v, width);
        return;
    case 5:
        wide_weigh_blocks(5, scores + j, weights + 2 * j, outputs, v, width);
        return;
    case 3:
        wide_weigh_blocks(3, scores + j, weights + 2 * j, outputs, v, width);
        return;
    default:
        break;
    }
    for (; j < outputs; j += 16) {
        wide_weigh_blocks(1, scores + j, weights + 2 * j, outputs, v, width);
    }
}

static bool has_512(void)
{
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

#endif

void lanes_sum_rows(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                    lanes_list list, lanes_list ahead)
{
#ifdef LANES_X86
    if (__builtin_cpu_supports("avx2")) {
        size_t from = 0;
        for (; from + 64 <= width && has_512(); from += 64) {
            wide_sum_64(sum + from, bias + from, rows + from, width, list, ahead);
        }
        for (; from + 64 <= width; from += 64) {
            sum_64(sum + from, bias + from, rows + from, width, list, ahead);
        }
        for (; from < width; from += 32) {
            sum_32(sum + from, bias + from, rows + from, width, list, ahead);
        }
        return;
    }
#endif
    (void)ahead;
    lanes_plain_sum_rows(sum, bias, rows, width, list);
}

void lanes_weigh(int32_t *scores, const int16_t *weights, size_t outputs, const int16_t *v,
                 size_t width)
{
#ifdef LANES_X86
    if (has_512() && __builtin_cpu_supports("avx512vnni")) {
        wide_weigh(scores, weights, outputs, v, width);
        return;
    }
    if (__builtin_cpu_supports("avx2")) {
        weigh(scores, weights, outputs, v, width);
        return;
    }
#endif
    lanes_plain_weigh(scores, weights, outputs, v, width);
}

void lanes_rectify(int16_t *v, size_t width)
{
    for (size_t k = 0; k < width; k++) {
        v[k] = v[k] < 0 ? (int16_t)0 : v[k];
    }
}

/* Twice over all, so that neither loop has a branch. */
LANES_CLONES
size_t lanes_greatest(const int32_t *v, size_t count)
{
    int32_t most = INT32_MIN, at = LANES_MOST;
    for (size_t k = 0; k < count; k++) {
        most = v[k] > most ? v[k] : most;
    }
    for (int32_t k = 0; k < (int32_t)count; k++) {
        int32_t here = v[k] == most ? k : LANES_MOST;
        at = here < at ? here : at;
    }
    return (size_t)at;
}

LANES_CLONES
void lanes_spread(uint32_t *v, size_t count, uint32_t factor, uint32_t shift)
{
    for (size_t k = 0; k < count; k++) {
        v[k] = (v[k] * factor) >> shift;
    }
}
