/* A chain of blocks, newest first; each holds its header and then its bytes. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16 };
static const size_t first_block = (size_t)64 << 10;
static const size_t largest_block = (size_t)8 << 20;
static const size_t default_limit = (size_t)1 << 30;

typedef struct block {
    struct block *older;
    size_t size; /* bytes after the header */
    size_t used;
    size_t pad; /* keeps the bytes after the header aligned */
} block;

struct arena {
    block *top;
    size_t used;  /* bytes handed out */
    size_t held;  /* bytes in all blocks */
    size_t limit; /* bytes in all blocks at most */
    bool failed;
};

static unsigned char *bytes_of(block *b)
{
    return (unsigned char *)(b + 1);
}

static block *push_block(arena *a, size_t need)
{
    size_t size = a->top == NULL ? first_block : a->top->size * 2;
    if (size > largest_block) {
        size = largest_block;
    }
    if (size < need) {
        size = need;
    }
    if (size > a->limit - a->held) {
        size = need;
    }
    if (size > a->limit - a->held) {
        return NULL;
    }
    block *b = malloc(sizeof *b + size);
    if (b == NULL) {
        return NULL;
    }
    *b = (block){.older = a->top, .size = size};
    a->held += size;
    a->top = b;
    return b;
}

arena *arena_new(size_t limit)
{
    arena *a = calloc(1, sizeof *a);
    if (a != NULL) {
        a->limit = limit == 0 ? default_limit : limit;
    }
    return a;
}

static void pop_to(arena *a, const block *keep)
{
    while (a->top != keep && a->top != NULL) {
        block *older = a->top->older;
        a->held -= a->top->size;
        free(a->top);
        a->top = older;
    }
}

void arena_free(arena *a)
{
    if (a != NULL) {
        pop_to(a, NULL);
        free(a);
    }
}

void arena_reset(arena *a)
{
    block *oldest = a->top;
    while (oldest != NULL && oldest->older != NULL) {
        oldest = oldest->older;
    }
    pop_to(a, oldest);
    if (oldest != NULL) {
        oldest->used = 0;
    }
    a->used = 0;
    a->failed = false;
}

/* With a byte behind at least. */
static size_t padded(size_t size)
{
    return (size + ALIGNMENT) & ~(size_t)(ALIGNMENT - 1);
}

/* At most SIZE_MAX / 2 bytes, as they are. */
static void *take(arena *a, size_t size)
{
    size_t need = padded(size);
    block *b = a->top;
    if (b == NULL || b->size - b->used < need) {
        b = push_block(a, need);
        if (b == NULL) {
            a->failed = true;
            return NULL;
        }
    }
    void *p = bytes_of(b) + b->used;
    b->used += need;
    a->used += need;
    return p;
}

void *arena_room(arena *a, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size) {
        a->failed = true;
        return NULL;
    }
    return take(a, count * size);
}

void *arena_array(arena *a, size_t count, size_t size)
{
    void *p = arena_room(a, count, size);
    return p == NULL ? NULL : memset(p, 0, padded(count * size));
}

void *arena_alloc(arena *a, size_t size)
{
    return arena_array(a, size, 1);
}

void *arena_grow(arena *a, const void *old, size_t old_count, size_t new_count, size_t size)
{
    char *p = arena_room(a, new_count, size);
    const size_t filled = old_count * size;
    if (p != NULL && filled > 0) {
        memcpy(p, old, filled);
    }
    if (p != NULL) {
        memset(p + filled, 0, padded(new_count * size) - filled);
    }
    return p;
}

view arena_copy(arena *a, view text)
{
    return arena_join(a, &text, 1);
}

view arena_printf(arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = length < 0 ? NULL : arena_alloc(a, (size_t)length + 1);
    if (p != NULL) {
        (void)vsnprintf(p, (size_t)length + 1, format, again);
    }
    va_end(again);
    return p == NULL ? (view){"", 0} : (view){p, (size_t)length};
}

view arena_join(arena *a, const view *pieces, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += pieces[i].length;
    }
    char *p = arena_room(a, length + 1, 1);
    if (p == NULL) {
        return (view){"", 0};
    }
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].length > 0) {
            memcpy(p + at, pieces[i].data, pieces[i].length);
        }
        at += pieces[i].length;
    }
    p[at] = 0;
    return (view){p, length};
}

arena_mark arena_save(const arena *a)
{
    return (arena_mark){a->top, a->top == NULL ? 0 : a->top->used};
}

void arena_restore(arena *a, arena_mark mark)
{
    pop_to(a, mark.block);
    if (a->top != NULL) {
        a->top->used = mark.used;
    }
}

bool arena_failed(const arena *a)
{
    return a->failed;
}

size_t arena_used(const arena *a)
{
    return a->used;
}
