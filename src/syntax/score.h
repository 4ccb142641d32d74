/* syntax/score.h - scores for the classes of one decision, from hashed features.
 *
 *     score_rows rows = {0};
 *     rows.at[rows.count++] = feature(1, word, 0);  rows.at[rows.count++] = feature(2, tag, next)
 * ... score_hint(&net, &rows);  score_find(&net, &rows);  score_sum(&net, &rows, &next, scores);
 * scores[net.outputs], the greatest wins
 *
 * A net is two layers of whole numbers: each feature has a row of 8-bit weights, the rows of a
 * decision are summed, negative sums dropped, and each class weighs what is left in 16 bits.  Rows
 * are found by hashing; a bitmap says which features were seen in training, the others count
 * nothing.  (The shape of chess engines' NNUE; in language work Chen and Manning 2014, Bohnet 2010
 * for the hashing.)  The same bytes give the same scores on every machine.
 *
 * Cost: a cache line or two a feature, 0.1 to 0.3 microseconds a decision.  Nets are views into a
 * mapped file, read-only, shared by threads.  Trained by train/learn.h.
 */
#ifndef SYNTAX_SCORE_H
#define SYNTAX_SCORE_H

#include "base/base.h"
#include "base/lanes.h"

enum {
    SCORE_KEYS = 160,    /* features a decision may have */
    SCORE_WIDTH = 256,   /* lanes of the hidden layer at most */
    SCORE_OUTPUTS = 256, /* classes at most */
    SCORE_UNIT = 1 << 14 /* a score of that much is one natural logarithm of an odds */
};

typedef struct {
    uint32_t width;       /* lanes, a multiple of LANES */
    uint32_t outputs;     /* classes */
    uint32_t row_bits;    /* 1 << row_bits rows */
    uint32_t known_bits;  /* 1 << known_bits bits in the bitmap; 0 = every feature counts */
    const uint8_t *known; /* [1 << known_bits >> 3] */
    const int8_t *rows;   /* [1 << row_bits][width] */
    const int16_t *bias;  /* [width] */
    const int16_t *out;   /* [width / 2][score_outputs(outputs)][2] */
    const int32_t *base;  /* [score_outputs(outputs)] */
} score_net;

/* The net written at the front of `bytes`, which must be aligned to 64 bytes and outlive it. */
MUST_USE dateline_status score_open(view bytes, score_net *net, dateline_error *e);

/* A decision: its features' keys, then the rows found for them. */
typedef struct {
    size_t count;
    uint32_t at[SCORE_KEYS];
} score_rows;

/* Three steps, so that callers who have several decisions to make side by side can let the machine
 * bring the memory of one while they work on another: bids the machine fetch what tells known
 * features; makes rows of the keys; scores, of score_outputs(outputs) numbers, those behind
 * `outputs` without meaning.  While one decision is summed the rows of the next one, `ahead` (null
 * = none), are fetched. */
void score_hint(const score_net *net, const score_rows *rows);
void score_find(const score_net *net, score_rows *rows);
void score_sum(const score_net *net, const score_rows *rows, const score_rows *ahead,
               int32_t *scores);
/* The class of the greatest score, the first of equals. */
size_t score_best(const int32_t *scores, size_t count);

#define SCORE_SPREAD 0x9E3779B1U /* scatters keys over rows */

/* The key of a feature: which template, and up to two values. */
static inline uint32_t feature(uint32_t template_number, uint64_t a, uint64_t b)
{
    uint64_t x = (a + 0x9E3779B97F4A7C15U * (template_number + 1U)) * 0xD6E8FEB86659FD93U;
    x ^= x >> 32;
    x = (x + b) * 0x9FB21C651E98DF25U;
    return (uint32_t)(x >> 32);
}
static inline uint32_t score_known_at(uint32_t key, uint32_t known_bits)
{
    return key >> (32U - known_bits);
}
static inline uint32_t score_row_at(uint32_t key, uint32_t row_bits)
{
    return (key * SCORE_SPREAD) >> (32U - row_bits);
}

/* How a net lies in a file: this header, then the five arrays in the order of score_net, each
 * padded to 64 bytes. */
typedef struct {
    char magic[8]; /* "DLNET02" */
    uint32_t width, outputs, row_bits, known_bits;
    uint32_t unit;  /* SCORE_UNIT */
    uint32_t bytes; /* of the whole, header included */
    uint32_t pad[8];
} score_header;

#define SCORE_MAGIC "DLNET02"
/* Outputs as they lie in the file, filled up with noughts. */
static inline size_t score_outputs(size_t outputs)
{
    return (outputs + LANES_OUT - 1U) / LANES_OUT * LANES_OUT;
}
static inline size_t score_padded(size_t bytes)
{
    return (bytes + 63U) & ~(size_t)63U;
}

#endif
