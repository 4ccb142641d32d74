/* know/names_priv.h - a table of names in the pack: phrase hash to what bears the name.
 *
 * Four sections with a common prefix: slots (open addressing, tag and key number), keys (first
 * posting, number of postings, whether a longer name goes on from here) and posts.  A key without
 * postings is only the beginning of longer names.
 */
#ifndef KNOW_NAMES_PRIV_H
#define KNOW_NAMES_PRIV_H

#include "know/pack.h"
#include "know/words_priv.h"

typedef struct {
    uint32_t tag; /* upper half of the phrase hash */
    uint32_t key; /* number + 1; 0 = empty */
} name_slot;

typedef struct {
    uint32_t first; /* into posts */
    uint16_t count;
    uint16_t continues;
} name_key;

enum { POST_PLURAL = 1, POST_ALTERNATIVE = 2, POST_CAPITALS = 4 /* one word, all capitals */ };

typedef struct {
    uint32_t entry;
    uint8_t kind; /* know_kind */
    uint8_t flags;
    uint16_t title; /* bit i: word i must begin with a capital */
    uint16_t upper; /* bit i: word i must be in capitals */
    uint16_t reserved;
} name_post;

typedef struct {
    const name_slot *slots; /* [mask + 1] */
    const name_key *keys;
    const name_post *posts;
    size_t mask, nkeys, nposts;
} name_table;

/* ---- building ---- */

typedef struct {
    uint64_t hash;
    uint32_t order; /* postings of a key are sorted by it, small first */
    name_post post;
} name_item;

typedef struct {
    arena *arena;
    VEC(name_item) items;
    VEC(uint64_t) prefixes;
} name_builder;

/* Adds the text as a name.  A text of no or too many words is passed over.  False = no memory. */
bool names_add(name_builder *b, view text, name_post post, uint32_t order);
/* Writes the sections "PREFIX.slots", "PREFIX.keys", "PREFIX.posts". */
MUST_USE dateline_status names_finish(name_builder *b, const char *prefix, pack_builder *out,
                                      dateline_error *e);

/* ---- using ---- */

/* False when the sections do not fit each other. */
bool names_open(const pack *p, const char *prefix, name_table *t);

/* The key of a phrase; null = none. */
static inline const name_key *names_get(const name_table *t, uint64_t hash)
{
    if (t->nkeys == 0) {
        return NULL;
    }
    uint32_t tag = (uint32_t)(hash >> 32);
    for (size_t step = 0; step <= t->mask; step++) {
        const name_slot *s = &t->slots[(hash + step) & t->mask];
        if (s->key == 0) {
            return NULL;
        }
        if (s->tag == tag && s->key <= t->nkeys) {
            return &t->keys[s->key - 1];
        }
    }
    return NULL;
}

/* The key's postings, cut to what is there. */
static inline const name_post *names_posts(const name_table *t, const name_key *k, uint32_t *count)
{
    bool fits = k->first <= t->nposts && k->count <= t->nposts - k->first;
    *count = fits ? k->count : 0;
    return t->posts + (fits ? k->first : 0);
}

/* Whether the words, which have the name, have the capitals that it demands. */
bool names_fit(const name_post *post, const word *words, size_t count);

#endif
