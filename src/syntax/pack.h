/* syntax/pack.h - a file of weights: named sections behind a table of contents, to be mapped.
 *
 *     TRY(pack_open("models/tagger.bin", &p, e));  TRY(pack_section(&p, "net", &bytes, e));
 *
 * Offsets only, each section aligned to 64 bytes, numbers in the machine's (little-endian) order.
 * Opening checks the table once; pages come in as they are used and are shared by processes.
 */
#ifndef SYNTAX_PACK_H
#define SYNTAX_PACK_H

#include "base/base.h"

enum { PACK_SECTIONS = 12 };
#define PACK_MAGIC "DLPACK1"

typedef struct {
    char name[16];
    uint64_t offset, bytes;
} pack_entry;

typedef struct {
    char magic[8];
    uint64_t sections;
    uint64_t pad[6];
    pack_entry entry[PACK_SECTIONS];
} pack_header;

typedef struct {
    mapped file;
} pack;

MUST_USE dateline_status pack_open(const char *path, pack *p, dateline_error *e);
void pack_close(pack *p);
MUST_USE dateline_status pack_section(const pack *p, const char *name, view *out,
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

#endif
