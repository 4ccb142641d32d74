/* Look-up in the gazetteer. */
#include "know/store_priv.h"

uint32_t know_place_count(const know *k, uint32_t entry)
{
    unsigned at = entry >> LAYER_SHIFT;
    uint32_t key = entry & ((1U << LAYER_SHIFT) - 1);
    uint32_t count = 0;
    if (at < k->nlayers && key < k->layers[at].places.names.nkeys) {
        const name_table *t = &k->layers[at].places.names;
        (void)names_posts(t, &t->keys[key], &count);
    }
    return count;
}

uint32_t know_place_at(const know *k, uint32_t entry, uint32_t i, bool *alternative)
{
    if (i >= know_place_count(k, entry)) {
        return UINT32_MAX;
    }
    const name_table *t = &k->layers[entry >> LAYER_SHIFT].places.names;
    uint32_t count;
    const name_post *posts = names_posts(t, &t->keys[entry & ((1U << LAYER_SHIFT) - 1)], &count);
    *alternative = (posts[i].flags & POST_ALTERNATIVE) != 0;
    return entry_number(entry >> LAYER_SHIFT, posts[i].entry);
}

static const place_record *place_at(const know *k, uint32_t number, const layer **l)
{
    unsigned at = number >> LAYER_SHIFT;
    uint32_t i = number & ((1U << LAYER_SHIFT) - 1);
    if (at >= k->nlayers || i >= k->layers[at].places.nplaces) {
        return NULL;
    }
    *l = &k->layers[at];
    return &(*l)->places.places[i];
}

know_place know_place_get(const know *k, uint32_t number)
{
    const layer *l;
    const place_record *p = place_at(k, number, &l);
    know_place out = {.name = {"", 0}, .admin1 = {"", 0}, .region = UINT32_MAX};
    if (p == NULL) {
        return out;
    }
    out.geonameid = p->geonameid;
    out.class = (know_place_class)p->class;
    memcpy(out.country, p->country, 3);
    memcpy(out.feature, p->feature, 5);
    out.name = layer_string(l, p->name);
    out.lat = p->lat;
    out.lon = p->lon;
    out.population = p->population;
    if (p->region < l->places.nplaces) {
        out.region = entry_number(number >> LAYER_SHIFT, p->region);
        out.admin1 = layer_string(l, l->places.places[p->region].name);
    }
    return out;
}

int64_t know_place_find(const know *k, view text)
{
    uint64_t hash;
    if (!words_hash(text, &hash)) {
        return -1;
    }
    for (unsigned at = k->nlayers; at-- > 0;) {
        const name_table *t = &k->layers[at].places.names;
        const name_key *key = names_get(t, hash);
        if (key != NULL && key->count > 0) {
            return entry_number(at, (uint32_t)(key - t->keys));
        }
    }
    return -1;
}

int64_t know_place_of_country(const know *k, view iso3)
{
    for (unsigned at = k->nlayers; at-- > 0;) {
        const place_store *s = &k->layers[at].places;
        for (uint32_t i = 0; i < s->nplaces && s->places[i].class == PLACE_COUNTRY; i++) {
            if (iso3.length == 3 && memcmp(s->places[i].country, iso3.data, 3) == 0) {
                return entry_number(at, i);
            }
        }
    }
    return -1;
}
