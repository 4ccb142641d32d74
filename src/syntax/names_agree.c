/* syntax/names_agree.c - one report, one type for the same words.
 *
 * Each name votes for its type with the lead that the net gave it; the last word of a person's full
 * name takes part of the vote along, so that "Kochavi" alone follows "Aviv Kochavi".  A name whose
 * words were given another type with much more confidence elsewhere in the report takes that type.
 * An abbreviation explained in brackets, "Grand Ethiopian Renaissance Dam (GERD)", takes the type
 * of its full name throughout: capitals alone look like an organisation's.
 */
#include "syntax/names_agree.h"

static const float share = 1.0F;    /* of a full name's vote that its last word gets */
static const float majority = 1.0F; /* a type wins when it has that many times the votes */

typedef struct {
    uint32_t hash; /* 0 = free */
    float votes[NAME_COUNT];
    uint8_t full; /* 1 + type of the name that it is short for; 0 = none */
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

/* Is the second a word of capitals in brackets behind the first, and begins as it does? */
static bool is_short(const report *r, const name *full, const name *brief)
{
    uint32_t t = brief->first, capitals = 0;
    if (t != brief->last || full->first == full->last || t != full->last + 2 ||
        t + 1 >= r->ntokens) {
        return false;
    }
    view form = r->tokens[t].form, whole = r->tokens[full->first].form;
    for (size_t i = 0; i < form.length; i++) {
        capitals += ascii_upper(form.data[i]);
    }
    return capitals >= 2 && whole.length > 0 &&
           ascii_lower(whole.data[0]) == ascii_lower(form.data[0]) &&
           view_equal(r->tokens[t - 1].form, VIEW("(")) &&
           view_equal(r->tokens[t + 1].form, VIEW(")"));
}

/* The first to explain an abbreviation is believed. */
static void follow_full_names(const ballots *b, const report *r, name *names, size_t count)
{
    size_t explained = 0;
    for (size_t i = 1; i < count; i++) {
        if (is_short(r, &names[i - 1], &names[i])) {
            ballot *x = ballot_of(b, hash_of(r, &names[i]));
            x->full = x->full == 0 ? (uint8_t)(1U + names[i - 1].type) : x->full;
            explained++;
        }
    }
    for (size_t i = 0; i < count && explained > 0; i++) {
        const ballot *x = ballot_of(b, hash_of(r, &names[i]));
        names[i].type = x->full != 0 ? (name_type)(x->full - 1U) : names[i].type;
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
    follow_full_names(&b, r, names, count);
    return true;
}
