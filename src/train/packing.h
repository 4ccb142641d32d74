/* train/packing.h - writing of weight files and tables, see syntax/weights.h. */
#ifndef TRAIN_PACKING_H
#define TRAIN_PACKING_H

#include "syntax/weights.h"

typedef struct {
    weights_header header;
    buf body;
} packing;

/* Begins a section: what is appended to p->body until packing_end belongs to it. */
void packing_begin(packing *p, const char *name);
void packing_end(packing *p);
MUST_USE dateline_status packing_write(packing *p, const char *path, dateline_error *e);
void packing_free(packing *p);

/* The bits of a table for so many entries: at most four slots in five are taken. */
uint32_t table_bits(size_t entries);

/* How often each value was seen with each key; the commonest wins. */
typedef struct {
    uint32_t key, value;
} tally;
typedef VEC(tally) tally_vec;
/* Shortens the list to the commonest value of each key, in the order of the keys, without those
 * that `known` (null = none) gives already. */
void tally_reduce(tally_vec *all, const table *known);
/* Reduces the list and appends it as a table. */
MUST_USE dateline_status table_write(tally_vec *all, arena *a, buf *out, dateline_error *e);

#endif
