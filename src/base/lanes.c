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

void lanes_plain_sum_halves(int32_t *sums, const uint8_t *rows, lanes_list list)
{
    for (size_t i = 0; i < list.count; i++) {
        const uint8_t *row = rows + (size_t)list.at[i] * LANES_HALVES_ROW;
        for (size_t k = 0; k < LANES_HALVES / 2; k++) {
            sums[k] += ((row[1 + k] & 15) - LANES_HALF_ZERO) * row[0];
            sums[k + LANES_HALVES / 2] += ((row[1 + k] >> 4) - LANES_HALF_ZERO) * row[0];
        }
    }
}

uint64_t lanes_plain_bits_at(const uint64_t bits[4], const uint8_t *at, size_t count)
{
    uint64_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found |= (bits[at[i] / 64] >> at[i] % 64 & 1) << i;
    }
    return found;
}

int32_t lanes_plain_sum_marked(const uint8_t *slots, unsigned bits, const int32_t steps[16],
                               lanes_list traits)
{
    int32_t sum = 0;
    for (size_t i = 0; i < traits.count; i++) {
        const uint32_t trait = traits.at[i];
        const uint8_t slot = slots[trait & ((1U << bits) - 1)];
        sum += slot >> 4 == (trait >> bits & 15) ? steps[slot & 15] : 0;
    }
    return sum;
}

int32_t lanes_plain_sum_bytes(const int8_t *weights, uint32_t mask, lanes_list list)
{
    int32_t sum = 0;
    for (size_t i = 0; i < list.count; i++) {
        sum += weights[list.at[i] & mask];
    }
    return sum;
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

/* The row's numbers times its step, sixteen bits each. */
static inline AVX2 __m256i halves_of(const uint8_t *row)
{
    const __m128i pairs = _mm_loadl_epi64((const void *)(row + 1));
    const __m128i numbers =
        _mm_and_si128(_mm_unpacklo_epi64(pairs, _mm_srli_epi16(pairs, 4)), _mm_set1_epi8(15));
    return _mm256_mullo_epi16(
        _mm256_sub_epi16(_mm256_cvtepu8_epi16(numbers), _mm256_set1_epi16(LANES_HALF_ZERO)),
        _mm256_set1_epi16(row[0]));
}

/* Sixteen rows at a time, so that sixteen bits hold their sums. */
static AVX2 void sum_halves(int32_t *sums, const uint8_t *rows, lanes_list list)
{
    __m256i low = _mm256_loadu_si256((const void *)sums);
    __m256i high = _mm256_loadu_si256((const void *)(sums + LANES_HALVES / 2));
    for (size_t i = 0; i < list.count;) {
        const size_t end = list.count - i < 16 ? list.count : i + 16;
        __m256i sum = _mm256_setzero_si256();
        for (; i < end; i++) {
            const uint8_t *row = rows + (size_t)list.at[i] * LANES_HALVES_ROW;
            sum = _mm256_add_epi16(sum, halves_of(row));
        }
        low = _mm256_add_epi32(low, _mm256_cvtepi16_epi32(_mm256_castsi256_si128(sum)));
        high = _mm256_add_epi32(high, _mm256_cvtepi16_epi32(_mm256_extracti128_si256(sum, 1)));
    }
    _mm256_storeu_si256((void *)sums, low);
    _mm256_storeu_si256((void *)(sums + LANES_HALVES / 2), high);
}

/* Thirty-two look-ups: the byte that has the bit out of either half of `bits`, then the bit. */
static inline AVX2 uint32_t bits_at_32(__m256i low, __m256i high, const uint8_t *at)
{
    const __m256i bit_of = _mm256_set1_epi64x((int64_t)0x8040201008040201ULL);
    const __m256i where = _mm256_loadu_si256((const void *)at);
    const __m256i byte = _mm256_and_si256(_mm256_srli_epi16(where, 3), _mm256_set1_epi8(15));
    const __m256i found =
        _mm256_blendv_epi8(_mm256_shuffle_epi8(low, byte), _mm256_shuffle_epi8(high, byte), where);
    const __m256i bit = _mm256_shuffle_epi8(bit_of, _mm256_and_si256(where, _mm256_set1_epi8(7)));
    const __m256i hit = _mm256_cmpeq_epi8(_mm256_and_si256(found, bit), bit);
    return (uint32_t)_mm256_movemask_epi8(hit);
}

static AVX2 uint64_t bits_at(const uint64_t bits[4], const uint8_t *at, size_t count)
{
    const __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)bits));
    const __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)(bits + 2)));
    uint64_t found = bits_at_32(low, high, at);
    found |= count > 32 ? (uint64_t)bits_at_32(low, high, at + 32) << 32 : 0;
    return count < 64 ? found & (((uint64_t)1 << count) - 1) : found;
}

static inline AVX2 int32_t sum_of(__m256i v)
{
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    half = _mm_add_epi32(half, _mm_unpackhi_epi64(half, half));
    return _mm_cvtsi128_si32(half) + _mm_extract_epi32(half, 1);
}

/* Ones in the lanes of those that the list still has from the i-th on. */
static inline AVX2 __m256i left_in(lanes_list list, size_t i)
{
    const __m256i number = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(list.count - i)), number);
}

/* The four bytes that end `at` bytes behind the first: what is wanted lies highest. */
static inline AVX2 __m256i bytes_at(const void *first, __m256i at)
{
    return _mm256_i32gather_epi32((const void *)((const char *)first - 3), at, 1);
}

static AVX2 int32_t sum_bytes(const int8_t *weights, uint32_t mask, lanes_list list)
{
    const __m256i within = _mm256_set1_epi32((int)mask);
    __m256i sum = _mm256_setzero_si256();
    for (size_t i = 0; i < list.count; i += 8) {
        const __m256i there = left_in(list, i);
        const __m256i at = _mm256_maskload_epi32((const int *)(list.at + i), there);
        const __m256i bytes = bytes_at(weights, _mm256_and_si256(at, within));
        sum = _mm256_add_epi32(sum, _mm256_and_si256(_mm256_srai_epi32(bytes, 24), there));
    }
    return sum_of(sum);
}

/* Eight traits at a time. */
static AVX2 int32_t sum_marked(const uint8_t *slots, unsigned bits, const int32_t steps[16],
                               lanes_list traits)
{
    const __m256i low = _mm256_loadu_si256((const void *)steps);
    const __m256i high = _mm256_loadu_si256((const void *)(steps + 8));
    const __m256i within = _mm256_set1_epi32((1 << bits) - 1);
    const __m128i above = _mm_cvtsi32_si128((int)bits);
    __m256i sum = _mm256_setzero_si256();
    for (size_t i = 0; i < traits.count; i += 8) {
        const __m256i there = left_in(traits, i);
        const __m256i trait = _mm256_maskload_epi32((const int *)(traits.at + i), there);
        const __m256i bytes = bytes_at(slots, _mm256_and_si256(trait, within));
        const __m256i mark =
            _mm256_and_si256(_mm256_srl_epi32(trait, above), _mm256_set1_epi32(15));
        const __m256i own = _mm256_cmpeq_epi32(_mm256_srli_epi32(bytes, 28), mark);
        const __m256i step = _mm256_srli_epi32(bytes, 24);
        const __m256i of = (__m256i)_mm256_blendv_ps(
            (__m256)_mm256_permutevar8x32_epi32(low, step),
            (__m256)_mm256_permutevar8x32_epi32(high, step), (__m256)_mm256_slli_epi32(step, 28));
        sum = _mm256_add_epi32(sum, _mm256_and_si256(of, _mm256_and_si256(own, there)));
    }
    return sum_of(sum);
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

void lanes_sum_halves(int32_t *sums, const uint8_t *rows, lanes_list list)
{
#ifdef LANES_X86
    if (__builtin_cpu_supports("avx2")) {
        sum_halves(sums, rows, list);
        return;
    }
#endif
    lanes_plain_sum_halves(sums, rows, list);
}

uint64_t lanes_bits_at(const uint64_t bits[4], const uint8_t *at, size_t count)
{
#ifdef LANES_X86
    if (__builtin_cpu_supports("avx2")) {
        return bits_at(bits, at, count);
    }
#endif
    return lanes_plain_bits_at(bits, at, count);
}

int32_t lanes_sum_marked(const uint8_t *slots, unsigned bits, const int32_t steps[16],
                         lanes_list traits)
{
#ifdef LANES_X86
    if (__builtin_cpu_supports("avx2")) {
        return sum_marked(slots, bits, steps, traits);
    }
#endif
    return lanes_plain_sum_marked(slots, bits, steps, traits);
}

int32_t lanes_sum_bytes(const int8_t *weights, uint32_t mask, lanes_list list)
{
#ifdef LANES_X86
    if (__builtin_cpu_supports("avx2")) {
        return sum_bytes(weights, mask, list);
    }
#endif
    return lanes_plain_sum_bytes(weights, mask, list);
}

LANES_CLONES
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
