/* syntax/names.h - persons, organisations, places, peoples, dates, sums and products as spans.
 *
 *     TRY(names_model_open(&weights, &m, e));  TRY(names_run(&m, r, scratch, e));   r->names
 *
 * Private to syntax/ and its trainer.  Each word gets a score for each label (outside, or one of
 * begin, inner, last, unit for each type) from one net; a table weighs the passage from label to
 * label; the best path through a sentence is found exactly.  docs/design/names.md tells the rest.
 *
 * Needs tokens, their xpos and trees.  The scratch memory used is about 300 bytes a token, at most
 * of NAMES_BLOCK tokens at a time; time is linear.
 */
#ifndef SYNTAX_NAMES_H
#define SYNTAX_NAMES_H

#include "syntax/score.h"
#include "syntax/weights.h"
#include "syntax/words.h"

enum {
    NAMES_BLOCK = 1 << 16, /* tokens over which words of the report inform each other */
    LABEL_OUTSIDE = 0,
    LABEL_COUNT = 1 + 4 * NAME_COUNT,
    NAME_KINDS = 4 /* person, organisation, location, NORP: what neighbours hint at */
};

/* A label is 1 + 4 * name_type + place in the name. */
typedef enum { LABEL_BEGIN, LABEL_INNER, LABEL_LAST, LABEL_UNIT } label_place;

static inline unsigned label_of(name_type type, label_place place)
{
    return 1U + 4U * (unsigned)type + (unsigned)place;
}

/* What the lexicon of the model says of a word or phrase, packed into the value of a table:
 * distributional class, hints to the word on its right and on its left, kinds of listed names. */
static inline unsigned fact_group(uint32_t f)
{
    return f & 0x3FFU;
}
static inline unsigned fact_right(uint32_t f) /* bit k: the word after it is often of kind k */
{
    return f >> 10 & 0xFU;
}
static inline unsigned fact_left(uint32_t f) /* bit k: the word before it is often of kind k */
{
    return f >> 14 & 0xFU;
}
static inline unsigned fact_listed(uint32_t f) /* bits of listed_kind */
{
    return f >> 18 & 0xFFU;
}
static inline bool fact_prefix(uint32_t f) /* longer listed phrases begin so */
{
    return (f >> 26 & 1U) != 0;
}

/* The lists that the trainer compiles into the lexicon. */
typedef enum {
    LISTED_COUNTRY,
    LISTED_DEMONYM,
    LISTED_PLACE,
    LISTED_ORG,
    LISTED_GIVEN,
    LISTED_FAMILY,
    LISTED_OFFICE,
    LISTED_OTHER
} listed_kind;

/* Phrases are keyed by their words' hashes in turn. */
static inline uint32_t phrase_hash(uint32_t hash, uint32_t word_lower)
{
    uint32_t h = (hash ^ word_lower) * 0x9E3779B1U;
    return (h ^ h >> 15) | 1U;
}

/* What is known of a word before its sentence is labelled. */
typedef struct {
    word is;                        /* tag = xpos */
    uint32_t facts;                 /* of the lexicon; 0 = absent */
    uint32_t head;                  /* word that it hangs on; 1 = it is the root */
    uint32_t top;                   /* head of the name or list that it stands in */
    uint32_t above;                 /* word that this one hangs on */
    uint8_t relation, top_relation; /* to them */
    uint32_t before;   /* word before it in a run of capitals elsewhere in the report; 0 = none */
    uint32_t after;    /* word after it there */
    uint32_t run_last; /* last word of the longest such run */
    uint32_t number;   /* the same for the same word with a capital, from 1; 0 = has none */
    uint8_t hints[NAME_KINDS]; /* how often its neighbours elsewhere hinted at each kind */
    uint8_t seen;              /* bits: seen_... */
    uint8_t listed;            /* bits: kinds of the longest listed phrase that covers it */
    uint8_t listed_at;         /* 0 none, 1 alone, 2 first, 3 inner, 4 last */
    uint8_t run_length;        /* words of the run of capitals it stands in here; 0 = none */
    uint8_t run_place;         /* 1 = first */
    bool capital;
} name_word;

enum { SEEN_LOWER = 1, SEEN_CAPITAL_INSIDE = 2, SEEN_LONGER = 4, SEEN_ALONE = 8, SEEN_AGAIN = 16 };

typedef struct {
    weights file;
    score_net net;
    const int32_t *moves; /* [LABEL_COUNT][LABEL_COUNT] from, to */
    table lexicon;
} names_model;

MUST_USE dateline_status names_model_open(const char *path, names_model *m, dateline_error *e);
void names_model_close(names_model *m);
MUST_USE dateline_status names_run(const names_model *m, report *r, arena *scratch,
                                   dateline_error *e);

/* Sentences [first, end) of a report that inform each other. */
typedef struct {
    size_t first, end;
    name_word *words;  /* [tokens of the sentences] */
    casing *hows;      /* [end - first] */
    uint32_t nnumbers; /* greatest number of a word */
} names_block;

uint32_t names_longest(const report *r, const names_block *b); /* words of a sentence */
/* The steps, for the trainer.  Fills the words and hows of the block; false = no memory. */
bool names_look(const table *lexicon, const report *r, names_block *b, arena *scratch);
/* Words that are not worth a look, by far the most: small letters, no digit, and nothing else near.
 * They are outside all names. */
bool names_skip(const name_word *words, size_t count, size_t t, casing how);
size_t names_features(const name_word *words, size_t count, size_t t, casing how, uint32_t *keys);
/* May label `to` follow `from`? */
bool names_may_follow(unsigned from, unsigned to);

#endif
