/* when/words.h - one word looked up in data/time/words.txt. */
#ifndef WHEN_WORDS_H
#define WHEN_WORDS_H

#include "when/when_priv.h"

/* The value of the word's reading of that class; 0 = it has none. */
int when_word_value(view word, unsigned symbol);

#endif
