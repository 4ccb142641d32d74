#include "base/utf8.h"

static bool continues(view v, size_t at, unsigned low, unsigned high)
{
    return at < v.length && (unsigned char)v.data[at] >= low && (unsigned char)v.data[at] <= high;
}

size_t utf8_length(view v, size_t at)
{
    unsigned c = (unsigned char)v.data[at];
    if (c < 0x80) {
        return 1;
    }
    if (c < 0xC2 || c > 0xF4) {
        return 0;
    }
    /* The second byte's range shuts out overlong forms, surrogates and points past U+10FFFF. */
    unsigned low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    unsigned high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    size_t length = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (!continues(v, at + 1, low, high)) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if (!continues(v, at + i, 0x80, 0xBF)) {
            return 0;
        }
    }
    return length;
}

uint32_t utf8_point(view v, size_t at)
{
    const unsigned char *p = (const unsigned char *)v.data + at;
    if (p[0] < 0x80) {
        return p[0];
    }
    if (p[0] < 0xE0) {
        return (uint32_t)(p[0] & 0x1FU) << 6 | (p[1] & 0x3FU);
    }
    if (p[0] < 0xF0) {
        return (uint32_t)(p[0] & 0x0FU) << 12 | (uint32_t)(p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
    }
    return (uint32_t)(p[0] & 0x07U) << 18 | (uint32_t)(p[1] & 0x3FU) << 12 |
           (uint32_t)(p[2] & 0x3FU) << 6 | (p[3] & 0x3FU);
}

size_t utf8_check(view v)
{
    size_t i = 0;
    while (i < v.length) {
        size_t step = utf8_length(v, i);
        if (step == 0) {
            return i;
        }
        i += step;
    }
    return i;
}

size_t utf8_put(uint32_t point, char out[4])
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char lead[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80U | (point & 0x3FU));
        point >>= 6;
    }
    out[0] = (char)(lead[length] | point);
    return length;
}
