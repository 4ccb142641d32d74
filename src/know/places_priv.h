/* know/places_priv.h - the gazetteer's sections: "p.places" and the name table "pnames".
 *
 * Places are sorted so that the greatest comes first (countries, then by population), which makes
 * the postings of a name sorted too.  The entry of a match of kind KNOW_PLACE is the number of the
 * name's key in the table.
 */
#ifndef KNOW_PLACES_PRIV_H
#define KNOW_PLACES_PRIV_H

#include "know/know.h"
#include "know/names_priv.h"

typedef struct {
    uint32_t geonameid;
    uint32_t population;
    uint32_t name;   /* string */
    uint32_t region; /* place number of the first-order division; UINT32_MAX = none */
    float lat, lon;
    char country[4];
    char feature[6];
    uint8_t class; /* know_place_class */
    uint8_t reserved;
} place_record;

typedef struct {
    const place_record *places;
    size_t nplaces;
    name_table names;
} place_store;

#endif
