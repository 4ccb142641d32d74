/* syntax/words.h - what the tagger, the parser and the name finder look at of a word.
 *
 *     word_list(&vocabulary, tokens, n, words, scratch);   words[t].lower, .suffix[2], .shape ...
 *
 * A word is looked at once; features are then made of its numbers.  The vocabulary is a table of
 * the words that training saw often enough: their number, the parts of speech they had and their
 * distributional class.  Words that it lacks are known by a class of their shape and ending only,
 * so that no feature rests on a word never seen.
 */
#ifndef SYNTAX_WORDS_H
#define SYNTAX_WORDS_H

#include "report/report.h"

/* An entry of the table: open addressing, linear probing by the hash of the word; hash 0 = free. */
typedef struct {
    uint32_t hash;  /* of the lower-case form, digits as 0 */
    uint32_t tags;  /* bit u = had part of speech u; 0 = too rare to say */
    uint16_t group; /* distributional class, 0 = none */
    uint16_t rank;  /* 1 = in the treebanks, 0 = only in the unlabelled text */
} vocabulary_slot;

typedef struct {
    const vocabulary_slot *slots; /* [1 << bits] */
    uint32_t bits;
} vocabulary;

/* How the letters of a stretch of words are cased as a whole; what capitals say depends on it. */
typedef enum { CASING_MIXED, CASING_UPPER, CASING_LOWER, CASING_TITLE } casing;

enum { WORD_SUFFIXES = 5, WORD_PREFIXES = 4 };

typedef struct {
    uint32_t id;            /* of the word in the vocabulary, or of its class of unknown words */
    uint32_t form;          /* hash of the form as it stands */
    uint32_t lower;         /* hash of the lower-case form, digits as 0 */
    uint32_t tags;          /* vocabulary's */
    uint16_t group;         /* vocabulary's */
    uint8_t shape;          /* 0 .. 31 */
    uint8_t tag;            /* number of the tag, set by the tagger */
    uint8_t jackknifed;     /* in training: the tag of a tagger that did not see the sentence */
    uint8_t guess_relation; /* of a first parser, see parser.h */
    int32_t guess_head;     /* word in the sentence, its length for the root */
    int32_t guess_last;     /* last word that hangs on this one, -1 = none */
    uint32_t suffix[WORD_SUFFIXES]; /* hashes of the last 1 .. 5 bytes, lower case; 0 = too short */
    uint32_t prefix[WORD_PREFIXES]; /* of the first 1 .. 4 */
} word;

/* The words of a sentence. */
typedef struct {
    word *words; /* [count] */
    size_t count;
    casing how;
} word_line;

/* Sentences are worked on side by side, so that one's memory is fetched while another's is used. */
enum { LINES = 8 };

/* Opens the table at the front of `bytes`, aligned to 4: bits, count, then the slots. */
MUST_USE dateline_status vocabulary_open(view bytes, vocabulary *out, dateline_error *e);
const vocabulary_slot *vocabulary_find(const vocabulary *lex, uint32_t hash); /* null = absent */

/* The hash by which the vocabulary knows a form. */
uint32_t word_lower_hash(view form);
/* Fills words[0 .. count) for the words of a sentence; returns how it is cased. */
casing word_list(const vocabulary *lex, const token *tokens, size_t count, word *words);

#endif
