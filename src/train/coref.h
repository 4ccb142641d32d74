/* train/coref.h - the measures of coreference: MUC, B-cubed and CEAF-e over chains of spans.
 *
 * Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B3), Luo 2005 (CEAF with phi4); CoNLL's figure
 * is the mean of the three F1 (Pradhan et al. 2012).
 */
#ifndef TRAIN_COREF_H
#define TRAIN_COREF_H

#include "base/base.h"

typedef struct {
    uint32_t first, last; /* words, last included */
    int32_t chain;        /* number of its entity */
} chain_span;

typedef VEC(chain_span) chain_vec;

/* Sums over documents: numerator and denominator of recall and precision. */
typedef struct {
    double recall_up, recall_down, precision_up, precision_down;
} coref_sums;

typedef struct {
    coref_sums muc, b3, ceafe;
} coref_score;

/* Adds one document; chains of one mention are left out on both sides. */
MUST_USE dateline_status coref_add(coref_score *score, chain_vec *gold, chain_vec *found,
                                   arena *scratch, dateline_error *e);
double coref_f1(const coref_sums *s); /* percent */

#endif
