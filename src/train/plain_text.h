/* train/plain_text.h - the unlabelled texts below shared/data as a stream of hashed words.
 *
 * Cut roughly: runs of letters and digits, contractions split, every other character a word of its
 * own.  Good enough for counting which words stand beside each other.
 */
#ifndef TRAIN_PLAIN_TEXT_H
#define TRAIN_PLAIN_TEXT_H

#include "base/base.h"

typedef VEC(uint32_t) hash_vec;

/* Appends the words of the newswire, the stories and TimeBank; 0 between texts. */
MUST_USE dateline_status plain_text_words(const char *shared, arena *a, hash_vec *out,
                                          dateline_error *e);

#endif
