/* code/traits.h - hashed names of what is seen: lists of numbers that linear models weigh.
 *
 *     trait_list own;  trait_begin(&own);
 *     trait_word(&own, "lemma", lemma);  trait_number(&own, "tense", 3);
 *
 * A trait is 32 bits of a mixed hash; models mask what they need.  Full lists drop what comes.
 * Names are literals, hashed when the program is compiled; trait_..._as take the hash of a name.
 */
#ifndef CODE_TRAITS_H
#define CODE_TRAITS_H

#include "base/base.h"
#include "base/literal.h"

#define TRAITS_MAX 160

typedef struct {
    uint64_t at[TRAITS_MAX];
    uint32_t count;
} trait_list;

/* A hash to be mixed further: of a name and a value, of two hashes. */
static inline uint64_t trait_mix(uint64_t a, uint64_t b)
{
    uint64_t h = (a ^ (b * 0xD6E8FEB86659FD93ULL)) * 0x9E3779B97F4A7C15ULL;
    return h ^ h >> 29;
}

/* The trait that the hash stands for. */
static inline uint32_t trait_fold(uint64_t h)
{
    return (uint32_t)(h >> 32 ^ h);
}

/* Numbers are kept from looking like one another's hashes. */
static inline uint64_t trait_value(uint64_t number)
{
    return number + 77;
}

/* Empties the list; the rest of its room is left as it is. */
static inline void trait_begin(trait_list *l)
{
    l->count = 0;
}

static inline void trait_add(trait_list *l, uint64_t h)
{
    if (l->count < TRAITS_MAX) {
        l->at[l->count++] = h;
    }
}

/* The value's hash is known. */
static inline void trait_hash_as(trait_list *l, uint64_t name, uint64_t hash)
{
    trait_add(l, trait_mix(name, hash));
}

static inline void trait_word_as(trait_list *l, uint64_t name, view value)
{
    trait_hash_as(l, name, view_hash(value));
}

static inline void trait_number_as(trait_list *l, uint64_t name, uint64_t value)
{
    trait_add(l, trait_mix(name, trait_value(value)));
}

/* The traits that so many hashes stand for. */
void traits_fold(uint32_t *to, const uint64_t *hashes, uint32_t n);
/* ... each mixed with a key. */
void traits_fold_with(uint32_t *to, uint64_t key, const uint64_t *hashes, uint32_t n);

#define trait_hash(list, name, hash) trait_hash_as(list, literal_hash(name), hash)
#define trait_word(list, name, value) trait_word_as(list, literal_hash(name), value)
#define trait_number(list, name, value) trait_number_as(list, literal_hash(name), value)

#endif
