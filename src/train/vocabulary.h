/* train/vocabulary.h - writing of the table of known words, see syntax/words.h. */
#ifndef TRAIN_VOCABULARY_H
#define TRAIN_VOCABULARY_H

#include "train/groups.h"

/* Appends the treebanks' words seen at least `least` times and all words that have a group. */
MUST_USE dateline_status vocabulary_write(const corpus *c, unsigned least, const groups *g,
                                          buf *out, dateline_error *e);

#endif
