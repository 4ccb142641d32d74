/* train/names_field.h - the conditional random field of the name finder in training (Lafferty,
 * McCallum and Pereira 2001; Collobert et al. 2011 for the net below it).
 *
 *     names_field f;  TRY(names_field_new(&f, longest, seed, a, e));
 *     for every lesson: names_field_count(&f, l);
 *     for every epoch and lesson: names_field_learn(&f, l, left);
 *     learner_write(nets, count, &out);   f.moves
 */
#ifndef TRAIN_NAMES_FIELD_H
#define TRAIN_NAMES_FIELD_H

#include "syntax/names.h"
#include "train/learn.h"

/* A sentence with its labels. */
typedef struct {
    const name_word *words;
    uint8_t *labels;
    uint32_t count;
    casing how;
} lesson;

typedef struct {
    learner *learner;
    float *moves, *moves_sum;           /* [LABEL_COUNT][LABEL_COUNT] */
    learner_decision *decisions;        /* [longest] */
    float *emit, *alpha, *beta, *slope; /* [longest][LABEL_COUNT] */
    name_word *veiled;                  /* [longest] */
    bool *skipped;                      /* [longest] not looked at: outside */
    uint64_t random;
} names_field;

/* `longest`: words of the longest lesson. */
MUST_USE dateline_status names_field_new(names_field *f, size_t longest, uint64_t seed, arena *a,
                                         dateline_error *e);
void names_field_count(names_field *f, const lesson *l);
/* `left`: 1 at the start of training, 0 at its end.  Returns the labels expected to be wrong. */
float names_field_learn(names_field *f, const lesson *l, float left);

#endif
