/* train/logit.h - fitting of the logistic models over hashed features of code/judge.h.
 *
 *     logit_list examples; ... VEC_PUSH(&examples, a, x) ...
 *     TRY(logit_cross(&o, &examples, a, &header, e));        held-out scores, calibrated
 *     TRY(logit_write(&o, &examples, &header, "models/judge.bin", a, e));
 *
 * Adagrad on the logistic loss with decay, the mean of several fits in other orders.  Folds are cut
 * by report: examples of fold LOGIT_FOLDS and above are always learnt from and never measured.
 * Seeded: the same examples give the same bytes.  One thread.
 */
#ifndef TRAIN_LOGIT_H
#define TRAIN_LOGIT_H

#include "code/judge.h"

#define LOGIT_FOLDS 6

typedef struct {
    const uint32_t *features; /* [n] */
    uint32_t n;
    uint32_t fold;
    float weight;
    bool yes;
    float score; /* held out */
} logit_example;

typedef VEC(logit_example) logit_list;

typedef struct {
    uint32_t size; /* weights; a power of two */
    unsigned epochs, fits;
    float rate, decay;
    float prior; /* instead of decay: of the weights' Gaussian, as its inverse variance; 0 = none */
    uint64_t seed;
} logit_options;

/* Scores every example by weights that have not seen its fold, and calibrates. */
MUST_USE dateline_status logit_cross(const logit_options *o, logit_list *all, arena *a,
                                     judge_header *h, dateline_error *e);
/* Fits on all examples and writes the weights. */
MUST_USE dateline_status logit_write(const logit_options *o, const logit_list *all,
                                     const judge_header *h, const char *path, arena *a,
                                     dateline_error *e);
/* Weights as numbers of eight bits; returns what to multiply these with. */
float logit_numbers(const float *weights, size_t n, int8_t *numbers);
/* Puts the numbers in another order by the state of xorshift, which must not be 0. */
void logit_shuffle(uint32_t *order, size_t n, uint64_t *state);
bool logit_measured(const logit_example *x);
float logit_probability(const judge_header *h, const logit_example *x);
/* Mean logarithmic loss of the held-out examples, in nats. */
double logit_loss(const logit_list *all, const judge_header *h);
/* Appends how often held-out examples of each confidence are right. */
void logit_reliability(const logit_list *all, const judge_header *h, buf *told);

#endif
