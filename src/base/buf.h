/* base/buf.h - bytes that grow on the heap: what a worker writes its output into.
 *
 *     buf b = {0};
 *     buf_text(&b, "id\t"); buf_printf(&b, "%u", n); buf_json(&b, name);
 *     if (b.failed) { ... }  buf_free(&b);
 *
 * An append that finds no memory sets `failed` and leaves the rest alone; look once at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/view.h"

typedef struct {
    char *data;
    size_t length;
    size_t capacity;
    bool failed;
} buf;

void buf_free(buf *b);
void buf_clear(buf *b); /* length 0, memory kept */
void buf_view(buf *b, view v);
void buf_text(buf *b, const char *text);
void buf_char(buf *b, char c);
void buf_printf(buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_number(buf *b, uint64_t number); /* "%llu", several times as fast */
/* Room for `more` bytes behind the end, to be filled and then counted with buf_grown; null when
 * there is no memory. */
char *buf_room(buf *b, size_t more);
void buf_grown(buf *b, size_t more);
/* Drops the first n bytes. */
void buf_drop(buf *b, size_t n);
/* A JSON string with its quotes; bytes that are not UTF-8 become U+FFFD. */
void buf_json(buf *b, view v);

static inline view buf_all(const buf *b)
{
    return (view){b->data == NULL ? "" : b->data, b->length};
}

#endif
