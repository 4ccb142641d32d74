/* syntax/weights.h - a file of weights: named sections behind a table of contents, to be mapped.
 *
 *     TRY(weights_open("models/tagger.bin", &p, e));  TRY(weights_section(&p, "net", &bytes, e));
 *
 * Offsets only, each section aligned to 64 bytes, numbers in the machine's (little-endian) order.
 * Opening checks the table once; pages come in as they are used and are shared by processes.
 */
#ifndef SYNTAX_WEIGHTS_H
#define SYNTAX_WEIGHTS_H

#include "base/base.h"

enum { WEIGHTS_SECTIONS = 12 };
#define WEIGHTS_MAGIC "DLPACK1"

typedef struct {
    char name[16];
    uint64_t offset, bytes;
} weights_entry;

typedef struct {
    char magic[8];
    uint64_t sections;
    uint64_t pad[6];
    weights_entry entry[WEIGHTS_SECTIONS];
} weights_header;

typedef struct {
    mapped file;
} weights;

MUST_USE dateline_status weights_open(const char *path, weights *p, dateline_error *e);
void weights_close(weights *p);
MUST_USE dateline_status weights_section(const weights *p, const char *name, view *out,
                                         dateline_error *e);

/* A table from 32-bit keys to 32-bit values: two words (bits of the size, entries), then slots;
 * open addressing, linear probing, key 0 = free. */
typedef struct {
    uint32_t key, value;
} table_slot;
typedef struct {
    const table_slot *slots;
    uint32_t bits;
} table;

MUST_USE dateline_status table_open(view bytes, table *t, dateline_error *e);
/* The value of a key; `absent` when the table lacks it. */
uint32_t table_get(const table *t, uint32_t key, uint32_t absent);
/* Bids the machine fetch what table_get will look at. */
static inline void table_hint(const table *t, uint32_t key)
{
    __builtin_prefetch(&t->slots[key & ((1U << t->bits) - 1U)]);
}

#endif
