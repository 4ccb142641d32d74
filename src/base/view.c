/* Views: the few functions too long to inline. */
#define _GNU_SOURCE /* memmem */
#include "base/view.h"

#include "base/literal.h" /* xxhash, inlined */

bool view_equal_nocase(view a, view b)
{
    if (a.length != b.length || a.data == b.data) {
        return a.length == b.length;
    }
    for (size_t i = 0; i < a.length; i++) {
        if (ascii_lower(a.data[i]) != ascii_lower(b.data[i])) {
            return false;
        }
    }
    return true;
}

int view_compare(view a, view b)
{
    size_t n = a.length < b.length ? a.length : b.length;
    int order = n == 0 ? 0 : memcmp(a.data, b.data, n);
    if (order != 0) {
        return order;
    }
    return (a.length > b.length) - (a.length < b.length);
}

view view_trim(view v)
{
    while (v.length > 0 && ascii_space(v.data[0])) {
        v = view_cut(v, 1, v.length);
    }
    while (v.length > 0 && ascii_space(v.data[v.length - 1])) {
        v.length--;
    }
    return v;
}

size_t view_find(view v, view needle, size_t from)
{
    if (from > v.length || needle.length > v.length - from) {
        return SIZE_MAX;
    }
    const char *p = memmem(v.data + from, v.length - from, needle.data, needle.length);
    return p == NULL ? SIZE_MAX : (size_t)(p - v.data);
}

size_t view_find_char(view v, char c, size_t from)
{
    const char *p = from < v.length ? memchr(v.data + from, c, v.length - from) : NULL;
    return p == NULL ? SIZE_MAX : (size_t)(p - v.data);
}

bool view_split(view *rest, char separator, view *piece)
{
    if (rest->data == NULL) {
        return false;
    }
    size_t at = view_find_char(*rest, separator, 0);
    if (at == SIZE_MAX) {
        *piece = *rest;
        *rest = (view){NULL, 0};
    } else {
        *piece = view_cut(*rest, 0, at);
        *rest = view_cut(*rest, at + 1, rest->length);
    }
    return true;
}

bool view_int(view v, int64_t *out)
{
    bool minus = v.length > 0 && v.data[0] == '-';
    size_t i = minus ? 1 : 0;
    if (i == v.length || v.length - i > 18) {
        return false;
    }
    int64_t n = 0;
    for (; i < v.length; i++) {
        if (!ascii_digit(v.data[i])) {
            return false;
        }
        n = n * 10 + (v.data[i] - '0');
    }
    *out = minus ? -n : n;
    return true;
}

view view_of_number(uint64_t number, char digits[24])
{
    size_t at = 24;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return (view){digits + at, 24 - at};
}

static __attribute__((noinline)) uint64_t hash_long(view v)
{
    return XXH3_64bits(v.data, v.length);
}

/* Words are short: their way through xxhash is compiled by itself. */
uint64_t view_hash(view v)
{
    return v.length <= 16 ? XXH3_64bits(v.data, v.length) : hash_long(v);
}
