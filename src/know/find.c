/* Look-up by string, in the actors' names, in the word lists and among countries. */
#include "know/store_priv.h"

typedef struct {
    unsigned kinds;
    uint32_t *entries;
    size_t room, count;
} finder;

static void find_in(const layer *l, unsigned at, const name_table *t, uint64_t hash, finder *f)
{
    const name_key *key = names_get(t, hash);
    uint32_t count = 0;
    const name_post *posts = key == NULL ? NULL : names_posts(t, key, &count);
    for (uint32_t i = 0; i < count && f->count < f->room; i++) {
        uint32_t entry = entry_number(at, posts[i].entry);
        bool seen = f->count > 0 && f->entries[f->count - 1] == entry;
        bool known = posts[i].kind < KNOW_KIND_COUNT;
        if (known && (f->kinds & KNOW_BIT(posts[i].kind)) != 0 && !layer_hides(l, posts[i].entry) &&
            !seen) {
            f->entries[f->count++] = entry;
        }
    }
}

static size_t find_text(const know *k, view text, unsigned kinds, uint32_t *entries, size_t room)
{
    uint64_t hash;
    finder f = {kinds & ~KNOW_BIT(KNOW_PLACE) & ~KNOW_BIT(KNOW_WORD), entries, room, 0};
    if (!words_hash(text, &hash)) {
        return 0;
    }
    for (unsigned at = k->nlayers; at-- > 0;) {
        find_in(&k->layers[at], at, &k->layers[at].names, hash, &f);
        if ((kinds & KNOW_BIT(KNOW_WORD)) != 0) {
            finder words = {KNOW_BIT(KNOW_WORD), entries, room, f.count};
            find_in(&k->layers[at], at, &k->layers[at].words, hash, &words);
            f.count = words.count;
        }
    }
    return f.count;
}

size_t know_find(const know *k, view text, unsigned kinds, uint32_t *entries, size_t room)
{
    size_t n = find_text(k, text, kinds, entries, room);
    if (n == 0 && text.length > 4 && view_equal_nocase(view_cut(text, 0, 4), VIEW("the "))) {
        n = find_text(k, view_cut(text, 4, text.length), kinds, entries, room);
    }
    return n;
}

size_t know_find_surname(const know *k, view text, uint32_t *entries, size_t room)
{
    uint64_t hash;
    finder f = {KNOW_BIT(KNOW_PERSON), entries, room, 0};
    for (unsigned at = k->nlayers; words_hash(text, &hash) && at-- > 0;) {
        find_in(&k->layers[at], at, &k->layers[at].words, hash, &f);
    }
    return f.count;
}

/* ---- lists --------------------------------------------------------------------------------- */

int32_t know_list(const know *k, const char *path)
{
    view wanted = view_of(path);
    for (size_t i = 0; i < k->lists.count; i++) {
        if (view_equal(k->lists.at[i].name, wanted)) {
            return (int32_t)i;
        }
    }
    return -1;
}

static const image_file *list_file(const know *k, int32_t list, unsigned at)
{
    if (list < 0 || (size_t)list >= k->lists.count || k->lists.at[list].files[at] == NO_FILE) {
        return NULL;
    }
    return &k->layers[at].files[k->lists.at[list].files[at]];
}

uint32_t know_list_count(const know *k, int32_t list)
{
    uint32_t count = 0;
    for (unsigned at = 0; at < k->nlayers; at++) {
        const image_file *f = list_file(k, list, at);
        for (uint32_t i = 0; f != NULL && i < f->count; i++) {
            count += !layer_hides(&k->layers[at], f->first + i);
        }
    }
    return count;
}

uint32_t know_list_at(const know *k, int32_t list, uint32_t i)
{
    for (unsigned at = 0; at < k->nlayers; at++) {
        const image_file *f = list_file(k, list, at);
        for (uint32_t j = 0; f != NULL && j < f->count; j++) {
            if (!layer_hides(&k->layers[at], f->first + j) && i-- == 0) {
                return entry_number(at, f->first + j);
            }
        }
    }
    return UINT32_MAX;
}

/* The entry of the file among the key's postings; -1 = none. */
static int64_t entry_of_file(const know *k, unsigned at, const name_table *t, const name_key *key,
                             const image_file *f)
{
    uint32_t count;
    const name_post *posts = names_posts(t, key, &count);
    for (uint32_t i = 0; i < count; i++) {
        bool of_file = posts[i].entry >= f->first && posts[i].entry - f->first < f->count &&
                       (f->kind != KNOW_WORD || posts[i].kind == KNOW_WORD);
        if (of_file && !layer_hides(&k->layers[at], posts[i].entry)) {
            return entry_number(at, posts[i].entry);
        }
    }
    return -1;
}

static const name_table *table_of(const layer *l, const image_file *f)
{
    return f->kind == KNOW_WORD ? &l->words : &l->names;
}

int64_t know_list_find(const know *k, int32_t list, view text)
{
    uint64_t hash;
    if (!words_hash(text, &hash)) {
        return -1;
    }
    for (unsigned at = k->nlayers; at-- > 0;) {
        const image_file *f = list_file(k, list, at);
        const name_table *t = f == NULL ? NULL : table_of(&k->layers[at], f);
        const name_key *key = t == NULL ? NULL : names_get(t, hash);
        int64_t entry = key == NULL ? -1 : entry_of_file(k, at, t, key, f);
        if (entry >= 0) {
            return entry;
        }
    }
    return -1;
}

static int64_t match_in(const know *k, unsigned at, const image_file *f, const report *r,
                        uint32_t from, uint32_t *last)
{
    const name_table *t = table_of(&k->layers[at], f);
    int64_t best = -1;
    uint64_t hash = PHRASE_START;
    uint32_t end = r->sentences[r->tokens[from].sent].last;
    for (uint32_t i = from; i <= end && i < r->ntokens; i++) {
        word room[TEXT_WORDS];
        word_vec words = {room, 0, TEXT_WORDS};
        if (!words_of(r->tokens[i].form, i, false, NULL, &words)) {
            break;
        }
        for (size_t w = 0; w < words.count; w++) {
            hash = phrase_add(hash, room[w].hash);
        }
        const name_key *key = words.count == 0 ? NULL : names_get(t, hash);
        if (key == NULL && words.count > 0) {
            break;
        }
        int64_t entry = key == NULL ? -1 : entry_of_file(k, at, t, key, f);
        if (entry >= 0) {
            best = entry;
            *last = i;
        }
        if (key != NULL && !key->continues) {
            break;
        }
    }
    return best;
}

int64_t know_list_match(const know *k, int32_t list, const report *r, uint32_t from, uint32_t *last)
{
    int64_t best = -1;
    for (unsigned at = k->nlayers; at-- > 0;) {
        const image_file *f = list_file(k, list, at);
        uint32_t end = from;
        int64_t entry = f == NULL ? -1 : match_in(k, at, f, r, from, &end);
        if (entry >= 0 && (best < 0 || end > *last)) {
            best = entry;
            *last = end;
        }
    }
    return best;
}

/* ---- countries ----------------------------------------------------------------------------- */

static know_country country_of(const layer *l, const image_country *c)
{
    know_country out = {.numeric = c->numeric,
                        .cow = c->cow,
                        .name = layer_string(l, c->name),
                        .capital = layer_string(l, c->capital),
                        .demonym = layer_string(l, c->demonym),
                        .borders = layer_string(l, c->borders),
                        .region = layer_string(l, c->region),
                        .geonameid = c->geonameid,
                        .population = c->population,
                        .lat = c->lat,
                        .lon = c->lon,
                        .entry = c->entry};
    memcpy(out.iso3, c->iso3, 3);
    memcpy(out.iso2, c->iso2, 3);
    memcpy(out.fips, c->fips, 3);
    return out;
}

bool know_country_find(const know *k, view code, know_country *out)
{
    const layer *l = &k->layers[0];
    for (size_t i = 0; i < l->ncountries; i++) {
        const image_country *c = &l->countries[i];
        const char *own = code.length == 2 ? c->iso2 : c->iso3;
        if ((code.length == 2 || code.length == 3) && own[0] == code.data[0] &&
            memcmp(own, code.data, code.length) == 0) {
            *out = country_of(l, c);
            return true;
        }
    }
    return false;
}

bool know_countries_border(const know *k, view a, view b)
{
    know_country c;
    return know_country_find(k, a, &c) && b.length == 3 && view_find(c.borders, b, 0) != SIZE_MAX;
}
