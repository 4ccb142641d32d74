/* know/places_build_priv.h - gathering places and writing the gazetteer's sections.
 *
 * Places come from packages (compile/) and from data/places, which add to them or correct
 * them.  The order of the finished table is that of greatness, see place_record.
 */
#ifndef KNOW_PLACES_BUILD_PRIV_H
#define KNOW_PLACES_BUILD_PRIV_H

#include "know/image_priv.h"
#include "know/places_priv.h"

typedef struct {
    place_record record; /* region: index into drafts until the end */
    view name;
    view mains;  /* further names of the same rank as `name`, parted by ';' */
    view others; /* alternative names, parted by ';' */
    view code;   /* "MA.04" of a first-order division, ISO alpha-3 of a country; "" */
} place_draft;

typedef struct {
    arena *arena;
    VEC(place_draft) drafts;
    map by_geonameid;    /* decimal number to draft */
    map by_code;         /* division or country code to draft */
    const map *generic;  /* words that say what a division is ("province"), to be left away */
    const map *articles; /* words that begin a name and may be left away ("al") */
    bool failed;
} place_builder;

/* Adds a place and remembers it under its number and code; returns its draft, null = no memory. */
place_draft *places_add(place_builder *b, const place_draft *draft);
place_draft *places_by_code(place_builder *b, view code);
/* Two lists of names as one. */
view places_join(const place_builder *b, view first, view second);
/* "Nangarhar Province" without its last word, "Province of Rieti" without its first two; "" = the
 * name says nothing of what it is. */
view places_bare(const place_builder *b, view full);
/* Reads DIR/places. */
MUST_USE dateline_status places_read_folder(place_builder *b, const char *directory, image *m,
                                            dateline_error *e);
/* Sorts, writes "p.places" and the name table "pnames"; strings go into the image. */
MUST_USE dateline_status places_finish(place_builder *b, image *m, pack_builder *out,
                                       dateline_error *e);

#endif
