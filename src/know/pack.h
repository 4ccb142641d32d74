/* know/pack.h - the container of the knowledge pack: named stretches of bytes in one file.
 *
 *     pack_builder b = {.arena = a};                     writing
 *     pack_add(&b, "acts", bytes);  TRY(pack_write(&b, &out, e));
 *     pack p;  TRY(pack_open(file, "know.pack", &p, e));  reading
 *     view acts = pack_section(&p, "acts");
 *
 * Layout, little-endian: header (magic, version, byte order mark, number of sections, file size,
 * hash of the directory), directory (name, offset, size, hash of each section), sections on 64-byte
 * boundaries.  pack_open looks at every one of these and hashes every section, so that a damaged or
 * cut file is told at once; what lies inside a section is its reader's business.  No pointers: a
 * section is used where it lies.
 */
#ifndef KNOW_PACK_H
#define KNOW_PACK_H

#include "base/base.h"

enum { PACK_VERSION = 1, PACK_NAME = 24, PACK_SECTIONS = 64, PACK_ALIGN = 64 };

typedef struct {
    char name[PACK_NAME]; /* NUL-padded */
    uint64_t offset, size;
    uint64_t hash;
} pack_entry;

typedef struct {
    view bytes;
    const pack_entry *entries; /* [nentries] */
    uint32_t nentries;
} pack;

typedef struct {
    arena *arena;
    view names[PACK_SECTIONS], bytes[PACK_SECTIONS];
    uint32_t count;
} pack_builder;

/* Remembers the bytes (not copied) under the name: at most 23 bytes, not used before. */
MUST_USE dateline_status pack_add(pack_builder *b, const char *name, view bytes, dateline_error *e);
/* The whole file, in the builder's arena, aligned for use in place. */
MUST_USE dateline_status pack_write(const pack_builder *b, view *out, dateline_error *e);
/* `bytes` must be aligned to 8 and live as long as the pack; `path` is for messages. */
MUST_USE dateline_status pack_open(view bytes, const char *path, pack *p, dateline_error *e);
/* The section's bytes; length 0 when there is none of that name. */
view pack_section(const pack *p, const char *name);
/* A section as an array of elements of `size` bytes; null and 0 when it is missing or does not
 * divide. */
const void *pack_array(const pack *p, const char *name, size_t size, size_t *count);

#endif
