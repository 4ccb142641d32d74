/* know/store_priv.h - an opened `know`: the base pack and the layers of a user's folders over it.
 *
 * An entry's number is the number of its layer in the upper 4 bits and its index there. */
#ifndef KNOW_STORE_PRIV_H
#define KNOW_STORE_PRIV_H

#include "know/image_priv.h"
#include "know/lexicon.h"
#include "know/places_priv.h"

enum { KNOW_LAYERS = 8, LAYER_SHIFT = 28, NO_FILE = -1 };

typedef struct {
    pack pack;
    view strings;
    const image_file *files;
    const image_entry *entries;
    const image_attr *attrs;
    const image_term *terms;
    const image_country *countries;
    size_t nfiles, nentries, nattrs, nterms, ncountries;
    name_table names, words;
    place_store places;
    uint64_t *hidden; /* [nentries / 64 + 1] bit set = an upper layer replaces it; null = none */
} layer;

/* A dictionary file by name, with its place in each layer. */
typedef struct {
    view name;
    int32_t files[KNOW_LAYERS]; /* index into the layer's files; NO_FILE */
} merged_list;

struct know {
    arena *arena;
    mapped file;
    layer layers[KNOW_LAYERS]; /* 0 = the base */
    unsigned nlayers;
    VEC(merged_list) lists;
    lexicon acts; /* nwords 0 = the pack has none */
};

/* Fills a layer from a pack; DATELINE_E_MODEL when sections do not fit each other. */
MUST_USE dateline_status layer_open(layer *l, const pack *p, const char *path, dateline_error *e);
view layer_string(const layer *l, uint32_t at);

static inline uint32_t entry_number(unsigned layer_index, uint32_t index)
{
    return layer_index << LAYER_SHIFT | index;
}
/* The record of an entry; null = no such entry. */
const image_entry *entry_record(const know *k, uint32_t entry, const layer **l);

static inline bool layer_hides(const layer *l, uint32_t index)
{
    return l->hidden != NULL && index < l->nentries && (l->hidden[index / 64] >> (index % 64) & 1U);
}

#endif
