/* Opening: map the pack, look at its sections, compile the user's folders into layers over it. */
#include "know/places_build_priv.h"
#include "know/store_priv.h"

view layer_string(const layer *l, uint32_t at)
{
    uint32_t length;
    if (at > l->strings.length || l->strings.length - at < sizeof length) {
        return (view){"", 0};
    }
    memcpy(&length, l->strings.data + at, sizeof length);
    if (length >= l->strings.length - at - sizeof length) {
        return (view){"", 0};
    }
    return (view){l->strings.data + at + sizeof length, length};
}

dateline_status layer_open(layer *l, const pack *p, const char *path, dateline_error *e)
{
    *l = (layer){.pack = *p, .strings = pack_section(p, "k.strings")};
    l->files = pack_array(p, "k.files", sizeof *l->files, &l->nfiles);
    l->entries = pack_array(p, "k.entries", sizeof *l->entries, &l->nentries);
    l->attrs = pack_array(p, "k.attrs", sizeof *l->attrs, &l->nattrs);
    l->terms = pack_array(p, "k.terms", sizeof *l->terms, &l->nterms);
    l->countries = pack_array(p, "k.countries", sizeof *l->countries, &l->ncountries);
    l->places.places = pack_array(p, "p.places", sizeof(place_record), &l->places.nplaces);
    if (!names_open(p, "names", &l->names) || !names_open(p, "words", &l->words) ||
        !names_open(p, "pnames", &l->places.names)) {
        return fault_at(e, DATELINE_E_MODEL, path, 0, "the pack's name tables are of another form");
    }
    for (size_t i = 0; i < l->nfiles; i++) {
        const image_file *f = &l->files[i];
        if (f->first > l->nentries || f->count > l->nentries - f->first) {
            return fault_at(e, DATELINE_E_MODEL, path, 0,
                            "the pack's lists lie outside its entries");
        }
    }
    return DATELINE_OK;
}

const image_entry *entry_record(const know *k, uint32_t entry, const layer **l)
{
    unsigned index = entry >> LAYER_SHIFT;
    uint32_t at = entry & ((1U << LAYER_SHIFT) - 1);
    if (index >= k->nlayers || at >= k->layers[index].nentries) {
        return NULL;
    }
    *l = &k->layers[index];
    const image_entry *r = &(*l)->entries[at];
    bool fits = r->first_attr <= (*l)->nattrs && r->nattrs <= (*l)->nattrs - r->first_attr &&
                r->first_term <= (*l)->nterms && r->nterms <= (*l)->nterms - r->first_term &&
                r->file < (*l)->nfiles;
    return fits ? r : NULL;
}

/* Country codes of the base pack, for checking a user's folder. */
static bool base_codes(const know *k, arena *a, map *codes)
{
    const layer *base = &k->layers[0];
    for (size_t i = 0; i < base->ncountries; i++) {
        if (!map_put(codes, a, view_of(base->countries[i].iso3), 1)) {
            return false;
        }
    }
    return true;
}

/* "actors/persons\nBenny Gantz"; the empty view when it does not fit or the record is wrong. */
static view hiding_key(const layer *l, uint32_t i, char *room, size_t size)
{
    if (l->entries[i].file >= l->nfiles) {
        return (view){"", 0};
    }
    view file = layer_string(l, l->files[l->entries[i].file].name);
    view own = layer_string(l, l->entries[i].name);
    if (file.length + 1 + own.length > size) {
        return (view){"", 0};
    }
    memcpy(room, file.data, file.length);
    room[file.length] = '\n';
    memcpy(room + file.length + 1, own.data, own.length);
    return (view){room, file.length + 1 + own.length};
}

static bool hide_below(know *k, unsigned upper)
{
    const layer *u = &k->layers[upper];
    map names = {0};
    char room[1024];
    for (uint32_t i = 0; i < u->nentries; i++) {
        view key = arena_copy(k->arena, hiding_key(u, i, room, sizeof room));
        if (!map_put(&names, k->arena, key, 1)) {
            return false;
        }
    }
    for (unsigned at = 0; at < upper; at++) {
        layer *l = &k->layers[at];
        if (l->hidden == NULL) {
            l->hidden = ARENA_ARRAY(k->arena, uint64_t, l->nentries / 64 + 1);
        }
        for (uint32_t i = 0; l->hidden != NULL && i < l->nentries; i++) {
            view key = hiding_key(l, i, room, sizeof room);
            if (key.length > 0 && map_get(&names, key) != NULL) {
                l->hidden[i / 64] |= 1ULL << (i % 64);
            }
        }
    }
    return !arena_failed(k->arena);
}

static dateline_status add_layer(know *k, const char *folder, dateline_error *e)
{
    if (k->nlayers == KNOW_LAYERS) {
        return fault(e, DATELINE_E_LIMIT,
                     "at most %d folders of dictionaries can lie over the pack", KNOW_LAYERS - 1);
    }
    if (!file_is_directory(folder)) {
        return fault(e, DATELINE_E_IO, "'%s' is no folder", folder);
    }
    fault_list faults = {0};
    image m;
    map codes = {0};
    image_begin(&m, k->arena, &faults);
    if (!base_codes(k, k->arena, &codes)) {
        return fault_memory(e);
    }
    m.codes = codes.count > 0 ? &codes : NULL;
    place_builder places = {.arena = k->arena};
    TRY(image_add_folder(&m, folder, e));
    TRY(places_read_folder(&places, folder, &m, e));
    if (faults.count > 0) {
        if (e != NULL) {
            *e = faults.first;
        }
        fault_hint(e, "'dateline know check %s' tells all that is wrong with it", folder);
        return DATELINE_E_FORMAT;
    }
    pack_builder b = {.arena = k->arena};
    view bytes;
    pack p;
    TRY(places_finish(&places, &m, &b, e));
    TRY(image_finish(&m, &b, e));
    TRY(pack_write(&b, &bytes, e));
    TRY(pack_open(bytes, folder, &p, e));
    TRY(layer_open(&k->layers[k->nlayers], &p, folder, e));
    k->nlayers++;
    return hide_below(k, k->nlayers - 1) ? DATELINE_OK : fault_memory(e);
}

static merged_list *list_at(know *k, view path)
{
    for (size_t i = 0; i < k->lists.count; i++) {
        if (view_equal(k->lists.at[i].name, path)) {
            return &k->lists.at[i];
        }
    }
    merged_list fresh = {.name = path};
    for (unsigned i = 0; i < KNOW_LAYERS; i++) {
        fresh.files[i] = NO_FILE;
    }
    return VEC_PUSH(&k->lists, k->arena, fresh) ? &k->lists.at[k->lists.count - 1] : NULL;
}

static bool merge_lists(know *k)
{
    for (unsigned at = 0; at < k->nlayers; at++) {
        const layer *l = &k->layers[at];
        for (size_t i = 0; i < l->nfiles; i++) {
            merged_list *list = list_at(k, layer_string(l, l->files[i].name));
            if (list == NULL) {
                return false;
            }
            list->files[at] = (int32_t)i;
        }
    }
    return true;
}

static dateline_status open_all(know *k, const char *path, const char *const *overrides,
                                dateline_error *e)
{
    pack p;
    TRY(file_map(path, &k->file, e));
    TRY(pack_open(k->file.bytes, path, &p, e));
    TRY(layer_open(&k->layers[0], &p, path, e));
    k->nlayers = 1;
    view acts = pack_section(&p, "acts");
    if (acts.length > 0) {
        TRY(lexicon_open(acts, &k->acts, e));
    }
    for (size_t i = 0; overrides != NULL && overrides[i] != NULL; i++) {
        TRY(add_layer(k, overrides[i], e));
    }
    return merge_lists(k) ? DATELINE_OK : fault_memory(e);
}

dateline_status know_open(const char *path, const char *const *overrides, know **out,
                          dateline_error *e)
{
    *out = NULL;
    arena *a = arena_new(0);
    know *k = a == NULL ? NULL : ARENA_NEW(a, know);
    if (k == NULL) {
        arena_free(a);
        return fault_memory(e);
    }
    k->arena = a;
    dateline_status s = open_all(k, path, overrides, e);
    if (s != DATELINE_OK) {
        know_close(k);
        return s;
    }
    *out = k;
    return DATELINE_OK;
}

void know_close(know *k)
{
    if (k != NULL) {
        file_unmap(&k->file);
        arena_free(k->arena);
    }
}

view know_section(const know *k, const char *section)
{
    return pack_section(&k->layers[0].pack, section);
}

const lexicon *know_acts(const know *k)
{
    return k->acts.nwords > 0 ? &k->acts : NULL;
}
