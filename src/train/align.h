/* train/align.h - which word of one tokenisation is which of another, over the same text.
 *
 * The alignment of the CoNLL 2018 shared task (Zeman et al. 2018, conll18_ud_eval.py): words match
 * when they cover the same characters, white space not counted; inside multi-word tokens, the words
 * of both sides match along their longest common subsequence of forms.
 */
#ifndef TRAIN_ALIGN_H
#define TRAIN_ALIGN_H

#include "report/report.h"

/* Where a word stands, in bytes of the text without its white space. */
typedef struct {
    uint32_t start, end; /* of the whole token, for the words of a multi-word token */
    bool multiword;
} aligned_word;

/* The places of all words of a report; null = no memory. */
aligned_word *align_words(const report *r, arena *a);
/* to[t] = the word of `b` that word t of `a` is; -1 = none. */
MUST_USE bool align(const report *a, const report *b, arena *scratch, int32_t *to);

#endif
