/* who/chains.h - coreference of all noun phrases of a report, not only of those who can act.
 *
 *     chains_model m;  TRY(chains_open(bytes, &m, e));            models/coref.bin
 *     chains c;  TRY(chains_run(&m, r, &(chains_means){.speakers = s}, scratch, &c, e));
 *     c.at[i].first, .last, .chain      tokens of the phrase; phrases of one chain are the same
 *
 * Needs tokens, syntax and names; with who/'s mentions it also knows who is a person.  A model
 * over hashed features, linear in those joined with the kinds of the phrases and with one hidden
 * layer over the bare traits, ranks for each phrase the earlier phrases and "none" (Denis and
 * Baldridge 2008, Durrett and Klein 2013, Wiseman et al. 2015); the best one wins.  Looks at most
 * CHAINS_NEAR phrases back (beyond CHAINS_BESIDE only at the latest ones of their chains), and
 * CHAINS_FAR where words are shared, so that time grows with the text.  Of two readings of a phrase
 * ("the foundation in the future", "the foundation") the one with the better antecedent is meant,
 * the other is dead. Under ten microseconds a token: not part of who_run, run where chains are
 * asked for.  Everything lies in `scratch`.
 */
#ifndef WHO_CHAINS_H
#define WHO_CHAINS_H

#include "know/know.h"
#include "report/report.h"

#define CHAINS_BITS 17
#define CHAINS_SIZE (1U << CHAINS_BITS)
#define CHAINS_ROW_BITS 12
#define CHAINS_ROWS (1U << CHAINS_ROW_BITS)
#define CHAINS_MAGIC 0x43484e53U
#define CHAINS_VERSION 3U
enum { CHAINS_FEATURES = 128, CHAINS_TRAITS = 96, CHAINS_WIDTH = 32 };
enum { CHAINS_NEAR = 70, CHAINS_BESIDE = 25, CHAINS_FAR = 600 };

typedef struct {
    uint32_t magic, version, size, rows;
    float scale, row_scale; /* a weight is its byte times this */
    float eager;            /* what "none" is held back by */
    float bias[CHAINS_WIDTH], out[CHAINS_WIDTH];
} chains_header;

typedef struct {
    chains_header header;
    const int8_t *weights; /* [CHAINS_SIZE] */
    const int8_t *rows;    /* [CHAINS_ROWS * CHAINS_WIDTH] */
} chains_model;

/* What a phrase and its antecedent look like: places in the weights, most of them of traits joined
 * with kinds of phrases, and the hidden layer's rows of the bare traits. */
typedef struct {
    uint32_t nfeatures, ntraits;
    uint32_t features[CHAINS_FEATURES], traits[CHAINS_TRAITS];
} chains_look;

MUST_USE dateline_status chains_open(view bytes, chains_model *m, dateline_error *e);

/* A noun phrase with what the features ask of it. */
typedef struct {
    uint32_t first, last, head; /* tokens, last included */
    int32_t chain;              /* number of its chain: the phrase that begins it */
    uint32_t sent;
    uint32_t kind;  /* of pronoun by person, number and gender, or how a noun is determined */
    uint32_t thing; /* person, organisation, place ...; 0 = not known */
    uint32_t lemma; /* hashes: of the head's lemma, of a name's the last word that belongs to it, */
    uint32_t given; /* of a name's head, "Ana" in "Ana Ruiz", */
    uint32_t initials; /* of a name's capitals, "EU"; 0 = none, */
    uint32_t words;    /* of the phrase without its determiner, */
    uint32_t first_word;
    uint32_t governor; /* of the lemma that the head depends on */
    uint8_t number;    /* NUMBER_..., 0 = not told */
    uint8_t deprel;
    bool pronoun, proper, definite, quoted, group;
    bool cut;         /* the shorter reading of another phrase */
    uint32_t shorter; /* the phrase that is the shorter reading of this one; 0 = none */
    bool dead;        /* the other reading is meant */
    uint32_t speaker; /* 0 = none */
    uint32_t speaker_before, speaker_after; /* of the turns around; 0 = none */
    uint32_t telling; /* token by which a name is told again: a person's surname */
    uint32_t size;    /* phrases of its chain so far */
    uint32_t sorts;   /* of the phrase that begins a chain: which sorts it has so far, as bits, */
    uint32_t name;    /* the lemma of its first name; 0 = none, */
    uint32_t i_of;    /* who says "I" in it, or is named in it, and who */
    uint32_t you_of;  /* "you"; 0 = nobody, */
    char gender;      /* 'm', 'f'; 0 = not told, */
    uint32_t latest;  /* and its latest phrase */
    uint8_t in_name;  /* 1 = only a part of a name, 2 = a name, 3 = more than one; 0 = none */
} noun_phrase;

typedef struct {
    noun_phrase *at; /* sorted by first, then longest first */
    size_t count;
} chains;

/* What the caller knows of the report beyond its layers. */
typedef struct {
    const uint32_t *speakers; /* [nsentences] number of who speaks, 0 = nobody; null = not known */
    const view *names; /* [nsentences] what the speaker is called, "AnaRuiz"; null = not known */
    const know *know;  /* knows words and given names of men and women; null = none */
} chains_means;

/* All phrases, each a chain of its own. */
MUST_USE dateline_status chains_find(const report *r, const chains_means *how, arena *scratch,
                                     chains *c, dateline_error *e);
/* Fills in what the features ask of a phrase whose tokens are known, */
void chains_describe(const report *r, const chains_means *how, noun_phrase *p);
/* and of all phrases together, described, whom they are of: men, women, who speaks when. */
void chains_tell_people(const report *r, const chains_means *how, chains *c);
/* How phrase i looks with the earlier phrase j (-1 = none). */
void chains_features(const report *r, const chains *c, size_t i, int64_t j, chains_look *look);
/* The phrases that i may be the same as, the nearest first; returns their number. */
uint32_t chains_candidates(const chains *c, size_t i, uint32_t found[CHAINS_FAR]);
/* Chooses between a phrase and its shorter reading. */
void chains_choose(chains *c, size_t i, bool shorter);
/* Puts i into the chain of j. */
void chains_join(chains *c, size_t i, size_t j);
MUST_USE dateline_status chains_run(const chains_model *m, const report *r, const chains_means *how,
                                    arena *scratch, chains *c, dateline_error *e);

#endif
