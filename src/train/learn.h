/* train/learn.h - training of the nets of syntax/score.h.
 *
 *     learner *l;  TRY(learner_new(&(learn_options){.width = 64, .outputs = 17, ...}, a, &l, e));
 *     for every decision: learner_count(l, keys, n);        features seen less than `least` times
 *     learner_fix(l);                                       are dropped here
 *     for every epoch and decision:
 *         learner_run(l, keys, n, scores);                  as in inference, in floats
 *         learner_update(l, wanted);                        wanted[outputs]: 1 = right, 0 = wrong
 *     learner_write(&l, 1, &buf);
 *
 * Softmax over the classes, the loss is -log of the sum of the right ones; Adagrad with one
 * accumulator a row, dropout on the hidden layer, a learning rate that the caller lowers.  Floats
 * are added in a fixed order and the pseudo-random numbers come from the seed, so that a run gives
 * the same bytes again.
 */
#ifndef TRAIN_LEARN_H
#define TRAIN_LEARN_H

#include "syntax/score.h"

typedef struct learner learner;

typedef struct {
    uint32_t width, outputs, row_bits, known_bits;
    uint32_t least; /* a feature must be counted that often */
    float rate;     /* learning rate at the start */
    float dropout;  /* share of hidden lanes dropped in a step */
    float blank;    /* share of features dropped in a step */
    uint64_t seed;
} learn_options;

MUST_USE dateline_status learner_new(const learn_options *o, arena *a, learner **l,
                                     dateline_error *e);
void learner_count(learner *l, const uint32_t *keys, size_t count);
void learner_fix(learner *l);
/* `left`: 1 at the start of training, 0 at its end; the rate falls with it. */
void learner_rate(learner *l, float left);
/* With dropout when `training`. */
void learner_run(learner *l, const uint32_t *keys, size_t count, bool training, float *scores);
/* Learns from the decision last run in training.  `allowed` may be null = all classes compete.
 * Returns the loss. */
float learner_update(learner *l, const uint8_t *wanted, const uint8_t *allowed);
/* The same for decisions that hang together (names): each is run and saved; when the slope of the
 * loss over each score is known, it learns from the saved ones. */
typedef struct {
    size_t nat;
    uint32_t at[SCORE_KEYS];
    float hidden[SCORE_WIDTH];
    float mask[SCORE_WIDTH];
} learner_decision;
void learner_save(const learner *l, learner_decision *d);
void learner_descend(learner *l, const learner_decision *d, const float *slope);
float learner_exponential(float x); /* the same on every machine */
/* out[j] = e to the (x[j] - most) */
void learner_exponentials(const float *x, float most, float *out, size_t count);

/* Writes the mean of nets of one shape that learned from the same features, as one net with the
 * lanes of all side by side. */
void learner_write(learner *const *nets, size_t count, buf *out);
size_t learner_known(const learner *l); /* features kept */

/* Pseudo-random numbers (xorshift64*), the same on every machine. */
uint64_t random_next(uint64_t *state);
float random_unit(uint64_t *state); /* 0 <= x < 1 */

#endif
