/* text/words.c - looking words up in the compiled table (FNV-1a, linear probing). */
#include "text/words.h"

enum { WORD_LONGEST = 16 }; /* bytes; longer than any key */

const text_word *word_find(view word)
{
    if (word.length == 0 || word.length > WORD_LONGEST) {
        return NULL;
    }
    char key[WORD_LONGEST];
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < word.length; i++) {
        key[i] = ascii_lower(word.data[i]);
        hash = (hash ^ (uint8_t)key[i]) * 16777619U;
    }
    for (uint32_t at = hash;; at++) {
        const text_word *w = &text_words[at & text_words_mask];
        if (w->key == NULL) {
            return NULL;
        }
        if (w->length == word.length && memcmp(w->key, key, word.length) == 0) {
            return w;
        }
    }
}

unsigned word_kinds(view word)
{
    const text_word *w = word_find(word);
    return w == NULL ? 0 : w->kinds;
}
