/* when/grammar.h - the shape of the tables that tools/timegrammar.py makes of data/time.
 *
 * Everything points by index into the arrays of when_grammar.  A symbol is a class of words.txt, a
 * shape (CLASS_YEAR ...) or one plain word that a rule names.  A set is a run of symbols of which
 * one must hold.  Private to when/; constant, so any thread may read it.
 */
#ifndef WHEN_GRAMMAR_H
#define WHEN_GRAMMAR_H

#include <stdint.h>

#include "when_classes.h"

typedef struct {
    const char *text; /* null = free slot */
    uint8_t length;   /* bytes */
    uint8_t nsenses;
    uint16_t sense; /* first of its senses */
} grammar_word;

typedef struct {
    uint16_t symbol;
    int32_t value;
} grammar_sense;

typedef struct {
    uint16_t set, nset; /* symbols, one of which must hold */
    uint8_t optional;
} grammar_element;

typedef struct {
    uint16_t first, count;
} grammar_range;

typedef struct {
    const char *name;
    uint8_t name_length;
    uint16_t element, nelements;
    uint8_t read; /* READ_... */
    int8_t dir;   /* -1, 0, 1; 2 = the words say */
    int8_t unit;  /* UNIT_...; -1 = the words say */
    uint8_t mod, ref;
    uint8_t vague; /* 1 = its days are not worked out: "more than a month ago" */
    int16_t n;
    grammar_range after, before, not_after, not_before; /* sets */
} grammar_rule;

typedef struct {
    uint8_t kind; /* FESTIVAL_... */
    int16_t a, b, c, d;
    uint8_t days;
} grammar_festival;

typedef struct {
    uint16_t festival, piece, npieces;
} grammar_name;

/* Symbols of the words that the code itself looks for. */
typedef struct {
    uint16_t w_a, w_an, w_and, w_as, w_at, w_before, w_between, w_by, w_couple, w_few, w_from,
        w_half;
    uint16_t w_hundred, w_in, w_million, w_of, w_on, w_or, w_since, w_so, w_the, w_this, w_through,
        w_effective;
    uint16_t w_thousand, w_till, w_to, w_until, w_after, w_during;
    uint16_t hyphen, comma, stop, possessive, apostrophe, sentence_start, bracket;
} grammar_special;

typedef struct {
    const grammar_word *words; /* [nwords], a power of two; FNV-1a, linear probing */
    uint32_t nwords;
    uint32_t longest; /* bytes of the longest word */
    const grammar_sense *senses;
    const uint16_t *sets;
    const grammar_element *elements;
    const grammar_rule *rules;
    const grammar_range *begin; /* [nsymbols] into rule_list */
    const uint16_t *rule_list;
    const grammar_festival *festivals;
    const grammar_name *names;
    const uint16_t *name_pieces;
    const grammar_range *name_begin; /* [nsymbols] into name_list */
    const uint16_t *name_list;       /* longest first */
    uint32_t nsymbols;
    grammar_special is;
} grammar;

extern const grammar when_grammar;

#endif
