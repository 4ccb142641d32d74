/* base/view.h - a stretch of bytes that somebody else owns.
 *
 *     view_equal(v, VIEW("visit"))    view_starts(v, VIEW("http"))
 *
 * Views are not NUL-terminated.  The ASCII functions leave other bytes alone.
 */
#ifndef BASE_VIEW_H
#define BASE_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    const char *data;
    size_t length; /* bytes */
} view;

#define VIEW(literal) ((view){"" literal, sizeof(literal) - 1})
/* For "%.*s". */
#define VIEW_ARG(v) (int)((v).length > 200 ? 200 : (v).length), (v).data

static inline view view_of(const char *text)
{
    return text == NULL ? (view){"", 0} : (view){text, strlen(text)};
}

static inline view view_cut(view v, size_t start, size_t end)
{
    return (view){v.data + start, end - start};
}

static inline bool view_equal(view a, view b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static inline bool view_starts(view v, view prefix)
{
    return v.length >= prefix.length && memcmp(v.data, prefix.data, prefix.length) == 0;
}

static inline bool view_ends(view v, view suffix)
{
    return v.length >= suffix.length &&
           memcmp(v.data + v.length - suffix.length, suffix.data, suffix.length) == 0;
}

static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}
static inline bool ascii_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool ascii_alpha(char c)
{
    return ascii_upper(c) || (c >= 'a' && c <= 'z');
}
static inline bool ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool view_equal_nocase(view a, view b); /* ASCII case folded */
int view_compare(view a, view b);       /* by bytes; a prefix sorts first */
view view_trim(view v);                 /* without white space at both ends */
/* First place of needle at or after from; SIZE_MAX = none. */
size_t view_find(view v, view needle, size_t from);
size_t view_find_char(view v, char c, size_t from);
/* Cuts the next piece up to `separator` off the front of *rest into *piece; false at the end. */
bool view_split(view *rest, char separator, view *piece);
/* The whole view as a decimal number; false when it is none or does not fit. */
bool view_int(view v, int64_t *out);
uint64_t view_hash(view v);
/* The number's decimal digits, written to the end of `digits`. */
view view_of_number(uint64_t number, char digits[24]);

#endif
