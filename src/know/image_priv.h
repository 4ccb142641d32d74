/* know/image_priv.h - what the sections of a compiled dictionary look like, and how one is built.
 *
 * The same image is what the build puts into the pack and what a user's folder becomes in memory
 * when it is opened.  Sections: "k.files", "k.entries", "k.attrs", "k.terms", "k.strings",
 * "k.countries", the name tables "names" (actors: matched in running text) and "words" (every other
 * file and the surnames), and the places (places_priv.h).  A string is its offset into "k.strings",
 * where 4 bytes of length, the bytes and a NUL stand; 0 is the empty string.
 */
#ifndef KNOW_IMAGE_PRIV_H
#define KNOW_IMAGE_PRIV_H

#include "know/dict.h"
#include "know/know.h"
#include "know/names_priv.h"

typedef struct {
    uint32_t name; /* string: "actors/countries" */
    uint32_t kind; /* know_kind of its entries */
    uint32_t first, count;
} image_file;

typedef struct {
    uint32_t name, file, line;
    uint32_t first_attr, nattrs;
    uint32_t first_term, nterms;
} image_entry;

typedef struct {
    uint32_t key, value;
} image_attr;

typedef struct {
    day from, to;
    actor_code actor;
    uint32_t office;
} image_term;

typedef struct {
    char iso3[4], iso2[4], fips[4];
    uint16_t numeric, cow;
    uint32_t name, capital, demonym, borders, region;
    uint32_t geonameid, population;
    float lat, lon;
    int32_t entry;
} image_country;

/* Faults of dictionaries: each a line "file:line: what is wrong (what to do)". */
typedef struct {
    buf *out; /* null = only the first is kept */
    size_t count;
    dateline_error first;
} fault_list;

void fault_add(fault_list *faults, view path, uint32_t line, const char *format, ...)
    PRINTF_LIKE(4, 5);

typedef struct {
    arena *arena;
    fault_list *faults;
    const map *codes; /* country codes allowed; null = any three capitals */
    VEC(image_file) files;
    VEC(image_entry) entries;
    VEC(image_attr) attrs;
    VEC(image_term) terms;
    VEC(image_country) countries;
    VEC(char) strings;
    map known_strings;
    name_builder names, words;
    bool failed; /* no memory */
} image;

void image_begin(image *m, arena *a, fault_list *faults);
/* The number of a string; equal strings are kept once. */
uint32_t image_string(image *m, view text);
/* Adds all entries of a dictionary file; what is wrong goes to the faults. */
void image_add(image *m, const dict_file *f);
/* Adds a further name of an entry: the name as given and its variants. */
void image_name(image *m, uint32_t entry, know_kind kind, view text, unsigned flags);
/* All names that an attribute of a country's entry gives, by key: also, demonym ... */
void image_country_names(image *m, uint32_t entry, view key, view values);
/* Reads all *.txt below a folder but acts/ and places/, adds them; `paths` collects what was read
 * (null = no matter). */
MUST_USE dateline_status image_add_folder(image *m, const char *directory, dateline_error *e);
/* Writes all sections but those of places. */
MUST_USE dateline_status image_finish(image *m, pack_builder *out, dateline_error *e);

/* The kind of a dictionary by its list name; KNOW_NONE = actors/ has no file of that name. */
know_kind image_kind_of(view list);
/* Appends the terms that an entry's code, sector, office, from and to lines make. */
void image_terms(image *m, const dict_file *f, const dict_entry *entry, image_entry *out);
/* Checks the keys and values that a file of that kind may have. */
void image_check(image *m, const dict_file *f, know_kind kind, const dict_entry *entry);

#endif
