#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

static bool reserve(buf *b, size_t more)
{
    if (b->failed || more > SIZE_MAX / 4 - b->length) {
        b->failed = true;
        return false;
    }
    size_t need = b->length + more;
    if (need <= b->capacity) {
        return true;
    }
    size_t capacity = b->capacity == 0 ? 256 : b->capacity;
    while (capacity < need) {
        capacity *= 2;
    }
    char *p = realloc(b->data, capacity);
    if (p == NULL) {
        b->failed = true;
        return false;
    }
    b->data = p;
    b->capacity = capacity;
    return true;
}

void buf_free(buf *b)
{
    free(b->data);
    *b = (buf){0};
}

void buf_clear(buf *b)
{
    b->length = 0;
    b->failed = false;
}

void buf_view(buf *b, view v)
{
    if (v.length > 0 && reserve(b, v.length)) {
        memcpy(b->data + b->length, v.data, v.length);
        b->length += v.length;
    }
}

void buf_text(buf *b, const char *text)
{
    buf_view(b, view_of(text));
}

void buf_char(buf *b, char c)
{
    buf_view(b, (view){&c, 1});
}

void buf_printf(buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    size_t room = reserve(b, 1) ? b->capacity - b->length : 0;
    int length = room == 0 ? -1 : vsnprintf(b->data + b->length, room, format, args);
    va_end(args);
    if (length < 0) {
        b->failed = true;
    } else if ((size_t)length < room) {
        b->length += (size_t)length;
    } else if (reserve(b, (size_t)length + 1)) {
        (void)vsnprintf(b->data + b->length, (size_t)length + 1, format, again);
        b->length += (size_t)length;
    }
    va_end(again);
}

void buf_number(buf *b, uint64_t number)
{
    char digits[24];
    buf_view(b, view_of_number(number, digits));
}

char *buf_room(buf *b, size_t more)
{
    return reserve(b, more) ? b->data + b->length : NULL;
}

void buf_grown(buf *b, size_t more)
{
    b->length += more;
}

void buf_drop(buf *b, size_t n)
{
    if (n > 0 && b->length > 0) {
        memmove(b->data, b->data + n, b->length - n);
        b->length -= n;
    }
}

static void json_ascii(buf *b, unsigned char c)
{
    static const char short_escapes[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (size_t i = 0; i + 1 < sizeof short_escapes; i += 2) {
        if ((unsigned char)short_escapes[i] == c) {
            buf_char(b, '\\');
            buf_char(b, short_escapes[i + 1]);
            return;
        }
    }
    buf_printf(b, "\\u%04x", c);
}

/* Whether all of eight bytes stand for themselves in a JSON string: ASCII, and neither control
 * characters nor '"' nor '\\'.  A carry or borrow only follows a byte that does not. */
static bool all_plain(const char *at)
{
    const uint64_t ones = 0x0101010101010101U;
    uint64_t w;
    memcpy(&w, at, sizeof w);
    uint64_t quotes = w ^ ones * '"', slashes = w ^ ones * '\\';
    uint64_t other = w | (w + ones) | (w - ones * 0x20) | (quotes - ones) | (slashes - ones);
    return (other & ones * 0x80) == 0;
}

void buf_json(buf *b, view v)
{
    buf_char(b, '"');
    size_t plain = 0; /* start of the run that can be copied as it is */
    for (size_t i = 0; i < v.length;) {
        if (i + 8 <= v.length && all_plain(v.data + i)) {
            i += 8; /* nearly all bytes */
            continue;
        }
        unsigned char c = (unsigned char)v.data[i];
        if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
            i++;
            continue;
        }
        size_t step = utf8_length(v, i);
        if (step == 0 || c < 0x20 || c == '"' || c == '\\' || c == 0x7F) {
            buf_view(b, view_cut(v, plain, i));
            if (step == 0) {
                buf_text(b, "\xEF\xBF\xBD");
            } else {
                json_ascii(b, c);
            }
            step = 1;
            plain = i + 1;
        }
        i += step;
    }
    if (plain < v.length) {
        buf_view(b, view_cut(v, plain, v.length));
    }
    buf_char(b, '"');
}
