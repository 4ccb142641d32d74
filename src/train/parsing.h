/* train/parsing.h - the parser's nets in training.
 *
 *     p.learner = ...;  TRY(parsing_learn(&p, 8, e));       on the tags that the words have
 *     parsing_guess(net, sentence, scratch)         what a net that reads backward thinks
 */
#ifndef TRAIN_PARSING_H
#define TRAIN_PARSING_H

#include "syntax/parser.h"
#include "syntax/tagger.h"
#include "train/corpus.h"
#include "train/learn.h"
#include "train/train.h"

typedef struct {
    const train_options *o;
    corpus c;
    tagger tagger;
    weights tags;
    arena *a, *scratch;
    learner *learner;         /* the one that learns */
    bool backward;            /* it reads the sentences from their ends; no guesses then */
    unsigned left_out, folds; /* the fold that it does not learn from; UINT32_MAX = none */
    int32_t *heads;           /* of the sentence in hand */
    uint8_t *relations;
    uint64_t random;
    double loss;
    size_t steps, best;
} parsing;

MUST_USE dateline_status parsing_learn(parsing *p, unsigned epochs, dateline_error *e);
/* Gives the words the guesses of a net that reads backward; false = no memory. */
MUST_USE bool parsing_guess(learner *net, corpus_sentence *s, arena *scratch);

#endif
