/* who/who_priv.h - what the steps of who/ share. */
#ifndef WHO_WHO_PRIV_H
#define WHO_WHO_PRIV_H

#include "who/who.h"

typedef VEC(mention) mention_list;
typedef VEC(entity) entity_list;

typedef struct {
    const know *k;
    report *r;
    arena *scratch;
    mention_list mentions;
    entity_list entities;
    uint32_t *match_at; /* [ntokens + 1] first match that begins at or behind the token */
    uint8_t *taken;     /* bits: the token is part of a place or time */
    map names;          /* folded name -> entity */
    map titles;         /* folded title head -> entity last called so */
} whos;

/* Whether the token is part of a person's name. */
bool who_in_person(const report *r, uint32_t t);
/* Mentions of nouns and names with what the dictionaries say of their words. */
bool who_gather(whos *w);
/* Entities, pronouns and definite descriptions. */
bool who_resolve(whos *w);

#endif
