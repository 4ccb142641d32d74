/* base/arena.h - memory that is given back all at once.
 *
 *     arena *a = arena_new(0);              a report's results
 *     token *t = ARENA_ARRAY(a, token, n);  zeroed
 *     arena_mark m = arena_save(scratch);   ... arena_restore(scratch, m);
 *     arena_free(a);
 *
 * Blocks double from 64 KiB to 8 MiB.  One arena belongs to one thread at a time.  Allocation
 * returns null when the system has no memory or the arena's limit is reached; both stay
 * remembered (arena_failed), so a stage may allocate freely and look once at its end.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/view.h"

typedef struct arena arena;

typedef struct {
    void *block;
    size_t used;
} arena_mark;

/* limit: bytes in all, 0 = 1 GiB.  Null when there is no memory. */
arena *arena_new(size_t limit);
void arena_free(arena *a);
/* Empties it but keeps its first block for the next report. */
void arena_reset(arena *a);

/* Zeroed memory, aligned for any type; null on failure.  size 0 gives a valid pointer. */
void *arena_alloc(arena *a, size_t size);
/* The same for count * size with overflow looked at. */
void *arena_array(arena *a, size_t count, size_t size);
/* The same with whatever the bytes are: for what is written before it is read. */
void *arena_room(arena *a, size_t count, size_t size);
/* A copy of old[0 .. old_count) in a new array of new_count elements, the rest zeroed. */
void *arena_grow(arena *a, const void *old, size_t old_count, size_t new_count, size_t size);
/* A copy of the bytes, NUL-terminated behind its end; the empty view on failure. */
view arena_copy(arena *a, view text);
view arena_printf(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The pieces one after the other: several times as fast. */
view arena_join(arena *a, const view *pieces, size_t count);

arena_mark arena_save(const arena *a);
void arena_restore(arena *a, arena_mark mark);

bool arena_failed(const arena *a);
size_t arena_used(const arena *a); /* bytes handed out since the last reset */

#define ARENA_ARRAY(a, type, count) ((type *)arena_array((a), (count), sizeof(type)))
#define ARENA_ROOM(a, type, count) ((type *)arena_room((a), (count), sizeof(type)))
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))

#endif
