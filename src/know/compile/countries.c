/* iso-codes and world-countries.  A country that data/actors/countries.txt has gets further names
 * from the package; one that it lacks gets an entry in the list "actors/countries-iso". */
#include <jansson.h>
#include <stdlib.h>

#include "packages.h"

static const char ISO_FOLDER[] = "/usr/share/iso-codes/json";

view packages_path(packages *p, const char *package, const char *file)
{
    return arena_printf(p->arena, "%s/node_modules/%s/%s", p->data, package, file);
}

view packages_iso3(const packages *p, view iso2)
{
    const uint32_t *at = map_get(&p->iso3_of_iso2, iso2);
    return at == NULL ? (view){"", 0} : p->iso3.at[*at];
}

static dateline_status load(const char *path, json_t **root, dateline_error *e)
{
    json_error_t wrong;
    *root = json_load_file(path, 0, &wrong);
    if (*root == NULL) {
        dateline_status s =
            fault_at(e, DATELINE_E_IO, path, 0, "a package of record is missing: %s", wrong.text);
        fault_hint(e, "tools/install-deps installs it");
        return s;
    }
    return DATELINE_OK;
}

static view text_of(arena *a, const json_t *object, const char *key)
{
    return arena_copy(a, view_of(json_string_value(json_object_get(object, key))));
}

static dateline_status read_codes(packages *p, const char *standard, map *codes, dateline_error *e)
{
    view path = arena_printf(p->arena, "%s/iso_%s.json", ISO_FOLDER, standard);
    json_t *root;
    TRY(load(path.data, &root, e));
    size_t i;
    json_t *item;
    bool ok = true;
    bool present = strcmp(standard, "3166-1") == 0;
    json_array_foreach(json_object_get(root, standard), i, item)
    {
        view iso2 = text_of(p->arena, item, "alpha_2");
        view iso3 = text_of(p->arena, item, "alpha_3");
        ok = ok && map_put(codes, p->arena, iso3, 1) && VEC_PUSH(&p->iso3, p->arena, iso3);
        if (ok && present) {
            ok = map_put(&p->iso3_of_iso2, p->arena, iso2, (uint32_t)p->iso3.count - 1);
        }
    }
    json_decref(root);
    return ok ? DATELINE_OK : fault_memory(e);
}

dateline_status packages_codes(packages *p, map *codes, dateline_error *e)
{
    TRY(read_codes(p, "3166-1", codes, e));
    TRY(read_codes(p, "3166-3", codes, e));
    /* Kosovo's code is not ISO's but is in general use. */
    bool ok = map_put(codes, p->arena, VIEW("XKX"), 1) &&
              VEC_PUSH(&p->iso3, p->arena, VIEW("XKX")) &&
              map_put(&p->iso3_of_iso2, p->arena, VIEW("XK"), (uint32_t)p->iso3.count - 1);
    return ok ? DATELINE_OK : fault_memory(e);
}

/* ---- entries of countries ------------------------------------------------------------------ */

static view string_at(const image *m, uint32_t at)
{
    uint32_t length;
    memcpy(&length, m->strings.at + at, sizeof length);
    return (view){m->strings.at + at + sizeof length, length};
}

static bool has_code(const image *m, const image_entry *r, view iso3)
{
    for (uint32_t i = 0; i < r->nterms; i++) {
        const image_term *t = &m->terms.at[r->first_term + i];
        if (view_equal(view_of(t->actor.code), iso3)) {
            return true;
        }
    }
    return false;
}

static bool has_name(const image *m, const image_entry *r, view label)
{
    if (view_equal(string_at(m, r->name), label)) {
        return true;
    }
    for (uint32_t i = 0; i < r->nattrs; i++) {
        const image_attr *a = &m->attrs.at[r->first_attr + i];
        view rest = string_at(m, a->value);
        view value;
        while (view_equal(string_at(m, a->key), VIEW("also")) && know_value_next(&rest, &value)) {
            if (view_equal(value, label)) {
                return true;
            }
        }
    }
    return false;
}

/* The entry of actors/countries for a country: by its name, and its code unless it is a dependency
 * (which has its state's); -1 = none. */
static int32_t entry_of(const image *m, view label, view iso3)
{
    int32_t by_code = -1;
    for (size_t f = 0; f < m->files.count; f++) {
        const image_file *file = &m->files.at[f];
        for (uint32_t i = 0; file->kind == KNOW_COUNTRY && i < file->count; i++) {
            const image_entry *r = &m->entries.at[file->first + i];
            bool coded = has_code(m, r, iso3);
            if (has_name(m, r, label)) {
                return (int32_t)(file->first + i);
            }
            if (coded && by_code < 0) {
                by_code = (int32_t)(file->first + i);
            }
        }
    }
    return by_code;
}

/* Some mean other things; short ones are codes; those that are not in Latin letters cannot stand in
 * the text. */
static bool usable_spelling(const packages *p, view v)
{
    char folded[128];
    size_t n = fold_text(v, folded, sizeof folded);
    if (map_get(p->misleading, (view){folded, n}) != NULL) {
        return false;
    }
    for (size_t i = 0; i < v.length; i++) {
        if ((unsigned char)v.data[i] >= 0xCC) {
            return false;
        }
    }
    return v.length > 3;
}

static view spellings(packages *p, const json_t *country, view common)
{
    const json_t *names = json_object_get(country, "name");
    buf b = {0};
    buf_view(&b, text_of(p->arena, names, "official"));
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(country, "altSpellings"), i, item)
    {
        view v = view_of(json_string_value(item));
        if (usable_spelling(p, v) && !view_equal(v, common)) {
            buf_text(&b, "; ");
            buf_view(&b, v);
        }
    }
    view out = arena_copy(p->arena, buf_all(&b));
    buf_free(&b);
    return out;
}

static view joined(packages *p, const json_t *array, const char *between)
{
    buf b = {0};
    size_t i;
    json_t *item;
    json_array_foreach(array, i, item)
    {
        buf_text(&b, i > 0 ? between : "");
        buf_text(&b, json_string_value(item));
    }
    view out = arena_copy(p->arena, buf_all(&b));
    buf_free(&b);
    return out;
}

typedef struct {
    view iso2, iso3, common, also, demonym, capital;
    bool independent;
} country_facts;

static country_facts facts_of(packages *p, const json_t *country)
{
    arena *a = p->arena;
    country_facts f;
    f.iso2 = text_of(a, country, "cca2");
    f.iso3 = text_of(a, country, "cca3");
    if (view_equal(f.iso3, VIEW("UNK"))) {
        f.iso3 = VIEW("XKX");
    }
    f.common = text_of(a, json_object_get(country, "name"), "common");
    f.also = spellings(p, country, f.common);
    const json_t *demonyms = json_object_get(json_object_get(country, "demonyms"), "eng");
    f.demonym = text_of(a, demonyms, "m");
    f.capital = joined(p, json_object_get(country, "capital"), "; ");
    f.independent = json_is_true(json_object_get(country, "independent"));
    return f;
}

/* Names that the packages know and the entry may lack. */
static void add_names(packages *p, int32_t entry, const country_facts *f)
{
    uint32_t at = (uint32_t)entry;
    image_country_names(p->image, at, VIEW("also"), f->common);
    image_country_names(p->image, at, VIEW("also"), f->also);
    if (f->independent) {
        image_country_names(p->image, at, VIEW("demonym"), f->demonym);
        image_country_names(p->image, at, VIEW("capital"), f->capital);
    }
}

static void put_attr(dict_file *file, const char *key, view value)
{
    if (value.length > 0) {
        file->attrs[file->nattrs++] = (dict_attr){view_of(key), value, 0};
        file->entries[file->nentries - 1].count++;
    }
}

/* A dictionary file in memory with the countries that data/actors lacks. */
static void add_missing(dict_file *file, const country_facts *f)
{
    file->entries[file->nentries++] = (dict_entry){f->common, 0, file->nattrs, 0};
    put_attr(file, "code", f->iso3);
    put_attr(file, "also", f->also);
    put_attr(file, "demonym", f->demonym);
    put_attr(file, "capital", f->capital);
}

static bool add_row(packages *p, const json_t *country, const country_facts *f)
{
    const json_t *where = json_object_get(country, "latlng");
    image *m = p->image;
    image_country c = {.name = image_string(m, f->common),
                       .capital = image_string(m, f->capital),
                       .demonym = image_string(m, f->demonym),
                       .entry = -1};
    memcpy(c.iso3, f->iso3.data, 3);
    memcpy(c.iso2, f->iso2.data, 2);
    c.numeric = (uint16_t)strtoul(text_of(p->arena, country, "ccn3").data, NULL, 10);
    c.borders = image_string(m, joined(p, json_object_get(country, "borders"), " "));
    c.region = image_string(m, text_of(p->arena, country, "subregion"));
    c.lat = (float)json_number_value(json_array_get(where, 0));
    c.lon = (float)json_number_value(json_array_get(where, 1));
    place_draft d = {.name = f->common, .mains = {"", 0}, .others = f->also, .code = f->iso3};
    d.record = (place_record){.lat = c.lat,
                              .lon = c.lon,
                              .region = UINT32_MAX,
                              .class = PLACE_COUNTRY,
                              .feature = "PCLI"};
    memcpy(d.record.country, f->iso3.data, 3);
    return VEC_PUSH(&m->countries, m->arena, c) && places_add(p->places, &d) != NULL;
}

static bool add_country(packages *p, const json_t *country, dict_file *missing)
{
    country_facts f = facts_of(p, country);
    if (f.iso3.length != 3 || f.iso2.length != 2) {
        return true;
    }
    int32_t entry = entry_of(p->image, f.common, f.iso3);
    if (entry >= 0) {
        add_names(p, entry, &f);
    } else {
        add_missing(missing, &f);
    }
    return add_row(p, country, &f);
}

/* FIPS and Correlates of War codes from data/know/codes.txt. */
static dateline_status read_codes_file(packages *p, dateline_error *e)
{
    view path = arena_printf(p->arena, "%s/know/codes.txt", p->data);
    dict_file f;
    TRY(dict_read(path, VIEW("know/codes"), p->arena, &f, e));
    image *m = p->image;
    for (uint32_t i = 0; i < f.nentries; i++) {
        view fips = dict_get(&f, &f.entries[i], "fips");
        int64_t cow = 0;
        (void)view_int(dict_get(&f, &f.entries[i], "cow"), &cow);
        for (size_t c = 0; c < m->countries.count; c++) {
            image_country *row = &m->countries.at[c];
            if (view_equal(view_of(row->iso3), f.entries[i].name) && fips.length == 2) {
                memcpy(row->fips, fips.data, 2);
                row->cow = (uint16_t)cow;
            }
        }
    }
    return DATELINE_OK;
}

/* Ties the table's rows to their entries and places, once all of these are there. */
static void tie_entries(packages *p)
{
    image *m = p->image;
    for (size_t i = 0; i < m->countries.count; i++) {
        image_country *c = &m->countries.at[i];
        c->entry = entry_of(m, string_at(m, c->name), view_of(c->iso3));
    }
}

void packages_tie_places(packages *p)
{
    for (size_t i = 0; i < p->image->countries.count; i++) {
        image_country *c = &p->image->countries.at[i];
        const place_draft *d = places_by_code(p->places, view_of(c->iso3));
        if (d != NULL) {
            c->geonameid = d->record.geonameid;
            c->lat = d->record.lat;
            c->lon = d->record.lon;
        }
    }
}

dateline_status packages_countries(packages *p, dateline_error *e)
{
    view path = packages_path(p, "world-countries", "countries.json");
    json_t *root;
    TRY(load(path.data, &root, e));
    size_t n = json_array_size(root);
    dict_file missing = {.path = path, .list = VIEW("actors/countries-iso")};
    missing.entries = ARENA_ARRAY(p->arena, dict_entry, n + 1);
    missing.attrs = ARENA_ARRAY(p->arena, dict_attr, n * 4 + 4);
    bool ok = missing.entries != NULL && missing.attrs != NULL;
    size_t i;
    json_t *item;
    json_array_foreach(root, i, item)
    {
        ok = ok && add_country(p, item, &missing);
    }
    json_decref(root);
    if (!ok) {
        return fault_memory(e);
    }
    image_add(p->image, &missing);
    tie_entries(p);
    return p->image->failed ? fault_memory(e) : read_codes_file(p, e);
}
