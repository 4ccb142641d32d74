/* text/words.h - what data/text says of a word; compiled into a C table by tools/text-tables.
 *
 *     word_kinds("Gen", &cut) & WORD_TITLE
 *
 * Private to text/.  Keys are in small letters; a lookup costs one hash and about one comparison.
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/base.h"

/* Bits in the order of KINDS in tools/text-tables; data/text explains them. */
enum {
    WORD_TITLE = 1,
    WORD_NUMBER = 2,
    WORD_PLAIN = 4,
    WORD_DATE = 8,
    WORD_SPLIT = 16,
    WORD_PREFIX = 32,
    WORD_UNIT = 64,
    WORD_ELIDED = 128,
    WORD_SUFFIX = 256,
    WORD_DOMAIN = 512,
    WORD_ABBREVIATION = WORD_TITLE | WORD_NUMBER | WORD_PLAIN | WORD_DATE,
    WORD_CAPITAL = 1 << 15 /* as an abbreviation it is written with a capital */
};

typedef struct {
    const char *key;
    uint8_t length; /* bytes */
    uint8_t cut;    /* WORD_SPLIT: bytes before the cut */
    uint16_t kinds;
} text_word;

extern const uint32_t text_words_mask;
extern const text_word text_words[];

/* The entry of the word without regard to ASCII case; null = none. */
const text_word *word_find(view word);
unsigned word_kinds(view word); /* 0 = no entry */

#endif
