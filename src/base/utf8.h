/* base/utf8.h - walking UTF-8 (RFC 3629): no surrogates, no overlong forms, up to U+10FFFF. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/view.h"

/* Bytes of the well-formed sequence at `at` (1 to 4); 0 = malformed there. */
size_t utf8_length(view v, size_t at);
/* The code point of a sequence that is known to be well formed. */
uint32_t utf8_point(view v, size_t at);
/* Offset of the first malformed byte; v.length = all is well. */
size_t utf8_check(view v);
/* Writes the code point, returns its length in bytes (1 to 4). */
size_t utf8_put(uint32_t point, char out[4]);

#endif
