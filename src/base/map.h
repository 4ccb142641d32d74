/* base/map.h - a hash map from byte strings to 32-bit numbers, inside an arena.
 *
 *     map m = {0};
 *     map_put(&m, a, key, 7);      the key's bytes must live as long as the map
 *     uint32_t *n = map_get(&m, key);
 *
 * Open addressing, linear probing, at most three quarters full; xxh3 of the key.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

typedef struct {
    view key;
    uint64_t hash;
    uint32_t value;
    bool used;
} map_slot;

typedef struct {
    map_slot *slots; /* [capacity], capacity a power of two or 0 */
    size_t capacity;
    size_t count;
} map;

uint32_t *map_get(const map *m, view key); /* null = absent */
/* Sets the value, replacing an earlier one; false when there is no memory. */
bool map_put(map *m, arena *a, view key, uint32_t value);
/* The value's place, put there as `fresh` when the key is new; null when there is no memory. */
uint32_t *map_at(map *m, arena *a, view key, uint32_t fresh);

#endif
