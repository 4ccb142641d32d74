/* syntax/names_agree.c - one report, one type for the same words.
 *
 * Each name votes for its type with the lead that the net gave it; the last word of a person's full
 * name takes part of the vote along, so that "Kochavi" alone follows "Aviv Kochavi".  A name whose
 * words were given another type with much more confidence elsewhere in the report takes that type.
 */
#include "syntax/names_agree.h"

static const float share = 1.0F;    /* of a full name's vote that its last word gets */
static const float majority = 1.0F; /* a type wins when it has that many times the votes */

typedef struct {
    uint32_t hash; /* 0 = free */
    float votes[NAME_COUNT];
} ballot;

typedef struct {
    ballot *slots;
    uint32_t mask;
} ballots;

static ballot *ballot_of(const ballots *b, uint32_t hash)
{
    uint32_t at = hash;
    while (b->slots[at & b->mask].hash != 0 && b->slots[at & b->mask].hash != hash) {
        at++;
    }
    b->slots[at & b->mask].hash = hash;
    return &b->slots[at & b->mask];
}

static uint32_t hash_of(const report *r, const name *n)
{
    uint32_t hash = word_lower_hash(r->tokens[n->first].form);
    for (uint32_t t = n->first + 1; t <= n->last; t++) {
        hash = phrase_hash(hash, word_lower_hash(r->tokens[t].form));
    }
    return hash | 1U;
}

/* Votes are leads in log odds, from the score back. */
static float vote_of(const name *n)
{
    float x = n->score * 2.0F - 1.0F;
    return x > 0.95F ? 19.0F : x / (1.0F - x);
}

static void vote(const ballots *b, const report *r, const name *n)
{
    ballot_of(b, hash_of(r, n))->votes[n->type] += vote_of(n);
    if (n->type == NAME_PERSON && n->last > n->first) {
        uint32_t last = word_lower_hash(r->tokens[n->last].form) | 1U;
        ballot_of(b, last)->votes[NAME_PERSON] += share * vote_of(n);
    }
}

static void follow(const ballots *b, const report *r, name *n)
{
    const ballot *x = ballot_of(b, hash_of(r, n));
    name_type best = n->type;
    for (unsigned t = 0; t < NAME_COUNT; t++) {
        best = x->votes[t] > x->votes[best] ? (name_type)t : best;
    }
    if (x->votes[best] > majority * x->votes[n->type]) {
        n->type = best;
    }
}

bool names_agree(report *r, name *names, size_t count, arena *scratch)
{
    uint32_t size = 16;
    while (size < 4 * count) {
        size *= 2;
    }
    ballots b = {ARENA_ARRAY(scratch, ballot, size), size - 1};
    if (b.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        vote(&b, r, &names[i]);
    }
    for (size_t i = 0; i < count; i++) {
        follow(&b, r, &names[i]);
    }
    return true;
}
