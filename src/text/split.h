/* text/split.h - where sentences end; private to text/ and its trainer (train/train_sentences.c).
 *
 * A gap between two tokens of a paragraph is weighed by a linear model over hashed features of the
 * words around it.  The weights are compiled in (models/sentences.bin, one byte a weight).
 */
#ifndef TEXT_SPLIT_H
#define TEXT_SPLIT_H

#include "text/scan.h"

enum {
    SENTENCE_LONGEST = 512, /* tokens */
    SPLIT_BITS = 14,        /* 1 << SPLIT_BITS weights */
    SPLIT_FEATURES = 32
};

/* The pieces of a paragraph and where the sentence being read begins. */
typedef struct {
    view text;
    const piece *pieces; /* [count] */
    size_t count, begin;
} stretch;

/* May a sentence begin at piece i at all?  No = the gap is not looked at further. */
bool split_candidate(const stretch *s, size_t i);
/* Numbers of the weights that the gap before piece i adds up; returns how many. */
size_t split_features(const stretch *s, size_t i, uint32_t features[SPLIT_FEATURES]);
/* Does a sentence begin at piece i, begin < i < count? */
bool split_before(const stretch *s, size_t i);
/* Where a sentence of the pieces [begin, end) that is too long is best cut: its new end. */
size_t split_cut(const stretch *s, size_t end);

/* text_run with another judge of the gaps, for training: `ask` is called for each candidate. */
typedef struct {
    bool (*ask)(void *to, const stretch *s, size_t i);
    void *to;
} split_judge;
MUST_USE dateline_status split_run(report *r, arena *scratch, const split_judge *judge,
                                   dateline_error *e);

extern const int8_t split_weights[1 << SPLIT_BITS];

#endif
