/* code/hint.h - which type of act a word tells, by what stands around it: a linear model over
 * hashed traits, for words that the lexicon lacks and frames that do not fit.
 *
 *     hint_weights w;  TRY(hint_open(bytes, &w, e));
 *     hint_sums s = {0};  hint_add(&w, traits, n, &s);
 *     float p[HINT_TYPES];  hint_chances(&w, &s, p);      p[type - 1], 0 .. 1; the rest: none
 *
 * A trait has a row of HINT_TYPES weights if it is among the few thousand that say most: a bit for
 * each number of a trait tells whether it has one, the bits before it which.  Trained by
 * train/hints.c on reports with complete annotation.  Read-only; shared by threads.
 */
#ifndef CODE_HINT_H
#define CODE_HINT_H

#include "base/lanes.h"
#include "base/status.h"
#include "report/report.h"

#define HINT_TYPES 16
#define HINT_BITS 18
#define HINT_SIZE (1U << HINT_BITS)
#define HINT_WORDS (HINT_SIZE / 64)
#define HINT_ROWS_MAX 65535
#define HINT_TRAITS 192 /* of one word, at most, and as many of its sentence */
#define HINT_TRAITS_ALL (3 * HINT_TRAITS)
#define HINT_MAGIC 0x48494e54U
#define HINT_VERSION 1U

_Static_assert(HINT_TYPES == ACT_COUNT - 1, "a row has a weight for each type of act");

/* The weights of a trait: (number - 8) * step * the header's scale; numbers are 1 .. 15 of four
 * bits. Byte k has the numbers of types k + 1 (low) and k + 9 (high). */
typedef struct {
    uint8_t step;
    uint8_t pair[HINT_TYPES / 2];
} hint_row;

#define HINT_ZERO LANES_HALF_ZERO
_Static_assert(HINT_TYPES == LANES_HALVES && sizeof(hint_row) == LANES_HALVES_ROW,
               "lanes_sum_halves reads rows");

/* Traits of few values, the tense, the relation, the types of act that a word tells, are most of
 * what is looked at: a slot each, whose weights are unpacked when the model is opened. */
#define HINT_SLOTS 768

typedef struct {
    int16_t at[HINT_TYPES]; /* (number - 8) * step */
} hint_slot;

/* A file of weights: this, the bits, the count of rows before each 64 of them, the rows. */
typedef struct {
    uint32_t magic, version, size, nrows;
    float scale;
    uint32_t pad;
} hint_header;

typedef struct {
    hint_header header;
    const uint64_t *has;    /* [HINT_WORDS] */
    const uint16_t *before; /* [HINT_WORDS] */
    const hint_row *rows;   /* [header.nrows]; null = none */
    const hint_slot *slots; /* [HINT_SLOTS] of traits of few values; null = not unpacked */
} hint_weights;

/* No bytes give hints without weights; `bytes` must be aligned to 8. */
MUST_USE dateline_status hint_open(view bytes, hint_weights *w, dateline_error *e);
/* The first of several files of weights, cut off the front of `bytes`. */
MUST_USE dateline_status hint_open_next(view *bytes, hint_weights *w, dateline_error *e);

/* What traits say together, before the header's scale. */
typedef struct {
    int32_t at[HINT_TYPES];
} hint_sums;

/* Puts in the traits' place the numbers of the rows of those that have one, and has these fetched;
 * how many. */
size_t hint_find(const hint_weights *w, uint32_t *traits, size_t n);
void hint_add_rows(const hint_weights *w, const uint32_t *rows, size_t n, hint_sums *sums);
/* Both; at most HINT_TRAITS traits. */
void hint_add(const hint_weights *w, const uint32_t *traits, size_t n, hint_sums *sums);
/* ... of few values, which have slots. */
void hint_add_slots(const hint_weights *w, const uint16_t *slots, size_t n, hint_sums *sums);
/* The highest of the scores: logarithms of odds against no act at all. */
float hint_most(const hint_weights *w, const hint_sums *sums);
/* Chances under one in a hundred are given as 0. */
void hint_chances(const hint_weights *w, const hint_sums *sums, float *p);

#endif
