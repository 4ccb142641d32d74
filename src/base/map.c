#include "base/map.h"

static map_slot *probe(const map *m, view key, uint64_t hash)
{
    size_t mask = m->capacity - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        map_slot *s = &m->slots[i];
        if (!s->used || (s->hash == hash && view_equal(s->key, key))) {
            return s;
        }
    }
}

static bool make_room(map *m, arena *a)
{
    if (m->capacity > 0 && (m->count + 1) * 4 <= m->capacity * 3) {
        return true;
    }
    map bigger = {.capacity = m->capacity == 0 ? 16 : m->capacity * 2, .count = m->count};
    bigger.slots = ARENA_ARRAY(a, map_slot, bigger.capacity);
    if (bigger.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < m->capacity; i++) {
        if (m->slots[i].used) {
            *probe(&bigger, m->slots[i].key, m->slots[i].hash) = m->slots[i];
        }
    }
    *m = bigger;
    return true;
}

uint32_t *map_get(const map *m, view key)
{
    if (m->capacity == 0) {
        return NULL;
    }
    map_slot *s = probe(m, key, view_hash(key));
    return s->used ? &s->value : NULL;
}

uint32_t *map_at(map *m, arena *a, view key, uint32_t fresh)
{
    if (!make_room(m, a)) {
        return NULL;
    }
    uint64_t hash = view_hash(key);
    map_slot *s = probe(m, key, hash);
    if (!s->used) {
        *s = (map_slot){.key = key, .hash = hash, .value = fresh, .used = true};
        m->count++;
    }
    return &s->value;
}

bool map_put(map *m, arena *a, view key, uint32_t value)
{
    uint32_t *place = map_at(m, a, key, value);
    if (place == NULL) {
        return false;
    }
    *place = value;
    return true;
}
