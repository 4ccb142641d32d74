/* train/names_score.h - precision, recall and F1 of names found against names marked. */
#ifndef TRAIN_NAMES_SCORE_H
#define TRAIN_NAMES_SCORE_H

#include "train/names_corpus.h"

/* Exact span and type.  Coarse: person, organisation, location (facilities among them), NORP. */
enum { SCORE_COARSE_TYPES = 4 };
typedef struct {
    size_t right, found, marked;
} names_count;
typedef struct {
    names_count type[NAME_COUNT];
    names_count all, coarse, coarse_type[SCORE_COARSE_TYPES];
} names_score;

/* Adds the names of d->r to the score. */
void names_score_add(names_score *s, const names_document *d);
double names_f1(const names_count *c); /* percent */
void names_score_print(const names_score *s, bool json, buf *out);

#endif
