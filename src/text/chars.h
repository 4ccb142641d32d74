/* text/chars.h - what kind of character stands at a place; private to text/.
 *
 *     size_t n;  char_class c = char_at(text, at, stop, &n);   n = bytes of the character
 */
#ifndef TEXT_CHARS_H
#define TEXT_CHARS_H

#include "base/base.h"

typedef enum {
    CHAR_SPACE,  /* white space and marks without width, line ends too */
    CHAR_LETTER, /* letters of every script, combining marks, underscore */
    CHAR_DIGIT,
    CHAR_PUNCT,
    CHAR_EMOJI,
    CHAR_FLAG,  /* regional indicator: two make a flag */
    CHAR_JOINER /* U+200D, variation selectors, skin tones, tags: go on an emoji */
} char_class;

/* Needs at < stop; malformed bytes are CHAR_PUNCT of length 1. */
char_class char_at(view text, size_t at, size_t stop, size_t *length);
/* Upper case of ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic; other scripts are neither. */
bool char_upper(view text, size_t at, size_t stop);
bool char_lower(view text, size_t at, size_t stop);

static inline bool char_word(char_class c)
{
    return c == CHAR_LETTER || c == CHAR_DIGIT;
}

#endif
