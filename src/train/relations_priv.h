/* train/relations_priv.h - a marked pair of a sentence as hashed features, and the model over them.
 */
#ifndef TRAIN_RELATIONS_PRIV_H
#define TRAIN_RELATIONS_PRIV_H

#include "code/code.h"
#include "engine/engine.h"

#define RELATION_TYPES 15 /* PLOVER's, CONCEDE and RETREAT as one: YIELD */
#define RELATION_BITS 14
#define RELATION_SIZE (1U << RELATION_BITS)
#define RELATION_FEATURES 512

typedef struct {
    view text;
    span source, target; /* bytes */
    int type;            /* 0 .. 14; -1 = not given */
    uint32_t features[RELATION_FEATURES];
    uint32_t nfeatures;
    uint32_t fold;
    int guess;
} relation;

typedef VEC(relation) relation_list;

/* Fills the features of an annotated sentence. */
void relation_features(const know *k, report *r, const proposal_list *all, relation *x);
const char *relation_name(int type);
int relation_of(view name);

#endif
