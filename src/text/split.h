/* text/split.h - where sentences end; private to text/ and its trainer (train/split.c). */
#ifndef TEXT_SPLIT_H
#define TEXT_SPLIT_H

#include "text/scan.h"

enum { SENTENCE_LONGEST = 512 }; /* tokens */

/* Does a sentence begin at piece i (0 < i < n) of the stretch? */
bool split_before(view text, const piece *pieces, size_t n, size_t i);
/* Where a sentence of `n` pieces that is too long is best cut: pieces in its first part. */
size_t split_cut(view text, const piece *pieces, size_t n);

#endif
