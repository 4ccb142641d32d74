/* where/where_priv.h - what the steps of where/ share.
 *
 * A spot is a stretch of tokens that names a place; spots with the same words make a group, which
 * has candidates in the gazetteer and gets one of them (one sense a report).
 */
#ifndef WHERE_WHERE_PRIV_H
#define WHERE_WHERE_PRIV_H

#include "know/know.h"
#include "where/where.h"

enum {
    CANDIDATES = 40,    /* looked at of a name, greatest first */
    SPOTS_LIMIT = 8000, /* of a report; further names are passed over */
    NEAR_GROUPS = 200   /* groups that weigh in by nearness */
};

typedef struct {
    uint32_t number; /* place number in the pack */
    know_place place;
    float x, y, z; /* on the unit sphere */
    float prior;   /* logarithm of its weight without the report */
    float score;
} candidate;

typedef struct {
    view words; /* folded */
    candidate *candidates;
    uint32_t ncandidates;
    int32_t best;     /* -1 = none */
    float confidence; /* 0 .. 1 */
    uint32_t count;   /* spots */
    bool country;     /* a country's name or people: sure */
    bool partial;     /* only a part of the words is known */
} group;

typedef struct {
    uint32_t first, last; /* tokens of the name as it stands */
    uint32_t head;        /* token */
    uint32_t group;
    int64_t entry; /* of the country in the dictionary; -1 = none */
    unsigned kind; /* know_kind by which it was found */
    place_use use;
    bool facility;
    int32_t container; /* spot that says where it lies ("Athens, Georgia"); -1 = none */
    int32_t beside;    /* spot in whose neighbourhood an unknown name is taken to lie; -1 = none */
} spot;

typedef struct {
    const know *k;
    report *r;
    arena *scratch;
    VEC(spot) spots;
    VEC(group) groups;
    map by_words;
    int32_t *spot_at; /* [ntokens] spot that covers the token; -1 = none */
    /* lists in the pack */
    int32_t prepositions, verbs, nouns, directions, generic, ignore, things, apart;
    char outlet[4]; /* country of the outlet; "" */
    bool failed;
} finder;

/* What a stretch of tokens is known as: the dictionary's country entry, the gazetteer's key. */
typedef struct {
    uint32_t first, last;
    unsigned kind;
    int64_t entry, key;
    bool partial;
} known;
/* What the matches say of exactly these tokens. */
known where_known_as(const finder *f, uint32_t first, uint32_t last);
/* The same of tokens that are called a place: also by their words, and by a part of them. */
known where_look_up(const finder *f, uint32_t first, uint32_t last);
/* The number of the group of that name; a new one gets its candidates. */
uint32_t where_group(finder *f, const known *n);
bool where_is_article(const token *t);
/* The first match that begins at or after the token. */
size_t where_match_from(const report *r, uint32_t first);
/* Fills `outlet`. */
void where_outlet(finder *f);
/* ... of a country's code: places of a dependency lie in its state. */
void where_set_country(const finder *f, const char *iso3, char out[4]);
/* Fills spots and groups (candidates with priors). */
void where_gather(finder *f);
/* Gives each group its place. */
void where_resolve(finder *f);
/* Says how each spot is meant. */
void where_use(finder *f);
/* Fills place_of and country of the report from its places, which are in the order of the spots. */
MUST_USE dateline_status where_events(finder *f, dateline_error *e);

/* The words of a list entry's attribute at a token's lemma: whether `key` has the value. */
bool where_listed(const finder *f, int32_t list, uint32_t token_index, const char *key,
                  const char *value);
double where_distance(const candidate *a, const candidate *b); /* km */
/* The group's chosen place; null = none. */
const candidate *where_chosen(const finder *f, uint32_t group_index);

#endif
