/* Each function has a plain form and, on x86-64, ones for AVX2 and AVX-512; sums are kept in
 * registers over all rows.  Sixteen-bit sums wrap in both, so the order of adding does not matter.
 */
#include "base/lanes.h"

#include <stdbool.h>

#if defined(__GNUC__) && defined(__x86_64__)
#define LANES_X86 1
#include <immintrin.h>
#endif

void lanes_plain_sum_rows(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                          const uint32_t *at, size_t count)
{
    for (size_t k = 0; k < width; k++) {
        sum[k] = bias[k];
    }
    for (size_t i = 0; i < count; i++) {
        const int8_t *row = rows + (size_t)at[i] * width;
        for (size_t k = 0; k < width; k++) {
            sum[k] = (int16_t)(sum[k] + row[k]);
        }
    }
}

void lanes_plain_dot_rows(int32_t *scores, const int16_t *weights, size_t rows, const int16_t *v,
                          size_t width)
{
    for (size_t r = 0; r < rows; r++) {
        int32_t sum = 0;
        for (size_t k = 0; k < width; k++) {
            sum += (int32_t)weights[r * width + k] * v[k];
        }
        scores[r] = sum;
    }
}

#ifdef LANES_X86
#define AVX2 __attribute__((target("avx2")))

static inline AVX2 __m256i load(const int16_t *p)
{
    return _mm256_loadu_si256((const void *)p);
}

/* Sixty-four lanes over all rows. */
static AVX2 void sum_64(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                        const uint32_t *at, size_t count)
{
    __m256i a = load(bias), b = load(bias + 16), c = load(bias + 32), d = load(bias + 48);
    for (size_t i = 0; i < count; i++) {
        const __m128i *row = (const void *)(rows + (size_t)at[i] * width);
        a = _mm256_add_epi16(a, _mm256_cvtepi8_epi16(_mm_loadu_si128(row)));
        b = _mm256_add_epi16(b, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 1)));
        c = _mm256_add_epi16(c, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 2)));
        d = _mm256_add_epi16(d, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 3)));
    }
    _mm256_storeu_si256((void *)sum, a);
    _mm256_storeu_si256((void *)(sum + 16), b);
    _mm256_storeu_si256((void *)(sum + 32), c);
    _mm256_storeu_si256((void *)(sum + 48), d);
}

static AVX2 void sum_32(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                        const uint32_t *at, size_t count)
{
    __m256i a = load(bias), b = load(bias + 16);
    for (size_t i = 0; i < count; i++) {
        const __m128i *row = (const void *)(rows + (size_t)at[i] * width);
        a = _mm256_add_epi16(a, _mm256_cvtepi8_epi16(_mm_loadu_si128(row)));
        b = _mm256_add_epi16(b, _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 1)));
    }
    _mm256_storeu_si256((void *)sum, a);
    _mm256_storeu_si256((void *)(sum + 16), b);
}

static inline AVX2 __m256i dot_one(const int16_t *w, const int16_t *v, size_t width)
{
    __m256i sum = _mm256_madd_epi16(load(w), load(v));
    for (size_t k = 16; k < width; k += 16) {
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(load(w + k), load(v + k)));
    }
    return sum;
}

/* Eight rows; their sums of eight are added across by a tree. */
static inline AVX2 void dot_8(int32_t *scores, const int16_t *w, const int16_t *v, size_t width)
{
    __m256i pair[4];
    for (size_t i = 0; i < 4; i++) {
        pair[i] = _mm256_hadd_epi32(dot_one(w + 2 * i * width, v, width),
                                    dot_one(w + (2 * i + 1) * width, v, width));
    }
    __m256i low = _mm256_hadd_epi32(pair[0], pair[1]), high = _mm256_hadd_epi32(pair[2], pair[3]);
    __m256i one = _mm256_permute2x128_si256(low, high, 0x20);
    __m256i two = _mm256_permute2x128_si256(low, high, 0x31);
    _mm256_storeu_si256((void *)scores, _mm256_add_epi32(one, two));
}

#define AVX512 __attribute__((target("avx512bw,avx512vl")))

static inline AVX512 __m512i wide(const int16_t *p)
{
    return _mm512_loadu_si512((const void *)p);
}

static AVX512 void wide_sum_64(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                               const uint32_t *at, size_t count)
{
    __m512i a = wide(bias), b = wide(bias + 32);
    for (size_t i = 0; i < count; i++) {
        const __m256i *row = (const void *)(rows + (size_t)at[i] * width);
        a = _mm512_add_epi16(a, _mm512_cvtepi8_epi16(_mm256_loadu_si256(row)));
        b = _mm512_add_epi16(b, _mm512_cvtepi8_epi16(_mm256_loadu_si256(row + 1)));
    }
    _mm512_storeu_si512((void *)sum, a);
    _mm512_storeu_si512((void *)(sum + 32), b);
}

static inline AVX512 __m256i wide_dot_64(const int16_t *w, __m512i a, __m512i b)
{
    __m512i sum =
        _mm512_add_epi32(_mm512_madd_epi16(wide(w), a), _mm512_madd_epi16(wide(w + 32), b));
    return _mm256_add_epi32(_mm512_castsi512_si256(sum), _mm512_extracti64x4_epi64(sum, 1));
}

/* As dot_8, for as many whole eights of rows as there are, each row of 64. */
static AVX512 size_t wide_dot_rows_64(int32_t *scores, const int16_t *w, size_t rows,
                                      const int16_t *v)
{
    const __m512i a = wide(v), b = wide(v + 32);
    size_t r = 0;
    for (; r + 8 <= rows; r += 8, w += 8 * 64) {
        __m256i pair[4];
        for (size_t i = 0; i < 4; i++) {
            pair[i] = _mm256_hadd_epi32(wide_dot_64(w + 128 * i, a, b),
                                        wide_dot_64(w + 128 * i + 64, a, b));
        }
        __m256i low = _mm256_hadd_epi32(pair[0], pair[1]);
        __m256i high = _mm256_hadd_epi32(pair[2], pair[3]);
        __m256i one = _mm256_permute2x128_si256(low, high, 0x20);
        __m256i two = _mm256_permute2x128_si256(low, high, 0x31);
        _mm256_storeu_si256((void *)(scores + r), _mm256_add_epi32(one, two));
    }
    return r;
}

static bool has_512(void)
{
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

static AVX2 void dot_rows(int32_t *scores, const int16_t *weights, size_t rows, const int16_t *v,
                          size_t width)
{
    size_t r = 0;
    if (width == 64 && has_512()) {
        r = wide_dot_rows_64(scores, weights, rows, v);
    }
    if (width == 64) { /* known when compiling: unrolled */
        for (; r + 8 <= rows; r += 8) {
            dot_8(scores + r, weights + r * 64, v, 64);
        }
    }
    if (width == 32) {
        for (; r + 8 <= rows; r += 8) {
            dot_8(scores + r, weights + r * 32, v, 32);
        }
    }
    for (; r + 8 <= rows; r += 8) {
        dot_8(scores + r, weights + r * width, v, width);
    }
    lanes_plain_dot_rows(scores + r, weights + r * width, rows - r, v, width);
}
#endif

void lanes_sum_rows(int16_t *sum, const int16_t *bias, const int8_t *rows, size_t width,
                    const uint32_t *at, size_t count)
{
#ifdef LANES_X86
    if (__builtin_cpu_supports("avx2")) {
        size_t from = 0;
        for (; from + 64 <= width && has_512(); from += 64) {
            wide_sum_64(sum + from, bias + from, rows + from, width, at, count);
        }
        for (; from + 64 <= width; from += 64) {
            sum_64(sum + from, bias + from, rows + from, width, at, count);
        }
        for (; from < width; from += 32) {
            sum_32(sum + from, bias + from, rows + from, width, at, count);
        }
        return;
    }
#endif
    lanes_plain_sum_rows(sum, bias, rows, width, at, count);
}

void lanes_dot_rows(int32_t *scores, const int16_t *weights, size_t rows, const int16_t *v,
                    size_t width)
{
#ifdef LANES_X86
    if (__builtin_cpu_supports("avx2")) {
        dot_rows(scores, weights, rows, v, width);
        return;
    }
#endif
    lanes_plain_dot_rows(scores, weights, rows, v, width);
}

void lanes_rectify(int16_t *v, size_t width)
{
    for (size_t k = 0; k < width; k++) {
        v[k] = v[k] < 0 ? (int16_t)0 : v[k];
    }
}

LANES_CLONES
void lanes_add(int32_t *restrict v, const int32_t *restrict more, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        v[k] += more[k];
    }
}

LANES_CLONES
size_t lanes_greatest(const int32_t *v, size_t count)
{
    int32_t most = v[0];
    size_t at = 0;
    for (size_t k = 1; k < count; k++) {
        most = v[k] > most ? v[k] : most;
    }
    while (v[at] != most) {
        at++;
    }
    return at;
}

LANES_CLONES
void lanes_spread(uint32_t *restrict at, const uint32_t *restrict keys, size_t count,
                  uint32_t factor, uint32_t shift)
{
    for (size_t k = 0; k < count; k++) {
        at[k] = (keys[k] * factor) >> shift;
    }
}
