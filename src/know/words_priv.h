/* know/words_priv.h - names and running text as sequences of folded words, so that a name is found
 * however the text is cut into tokens: "al-Assad" is two words as one token or three.
 *
 * A word is a run of letters and digits without case and accents.  Blanks, hyphens and apostrophes
 * part words, full stops vanish ("U.S." = "us"), any other sign is a word of its own.
 */
#ifndef KNOW_WORDS_PRIV_H
#define KNOW_WORDS_PRIV_H

#include "report/report.h"

typedef enum { SHAPE_LOWER, SHAPE_TITLE, SHAPE_UPPER } word_shape;

typedef struct {
    uint64_t hash;
    uint32_t token;
    uint8_t shape;   /* word_shape */
    uint8_t letters; /* up to 255 */
    bool begins;     /* first word of its token */
    bool ends;       /* last word of its token */
} word;

typedef VEC(word) word_vec;

enum { TEXT_WORDS = 32 /* of a text that is looked up */ };
enum { NAME_WORDS = 16 /* a longer name is not matched */ };

#define PHRASE_START 0x9E3779B97F4A7C15ULL
/* The hash of a phrase that goes on by one word. */
static inline uint64_t phrase_add(uint64_t phrase, uint64_t word_hash)
{
    uint64_t x = (phrase ^ word_hash) * 0xD6E8FEB86659FD93ULL;
    return x ^ (x >> 32);
}

/* Appends the words of a text; `at_token` is put into each.  False = no memory, or no room in `out`
 * when the arena is null.  camel: a capital behind a small letter begins a word, as in hashtags. */
bool words_of(view text, uint32_t at_token, bool camel, arena *a, word_vec *out);
/* The phrase hash of a text; false = no words, or too many. */
bool words_hash(view text, uint64_t *hash);
/* The words of a report's tokens; `first` gets, per token, the index of its first word
 * ([ntokens + 1]). */
bool words_of_report(const report *r, arena *a, word_vec *out, uint32_t **first);

#endif
