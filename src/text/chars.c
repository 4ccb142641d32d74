/* text/chars.c - classes of characters.
 *
 * ASCII by comparison; above it everything is a letter but for the ranges listed here (Unicode 15:
 * general punctuation, symbols, emoji, and the punctuation of the scripts that news quotes).
 */
#include "text/chars.h"

typedef struct {
    uint32_t first, last;
    char_class kind;
} char_range;

static const char_range ranges[] = {
    {0x80, 0xA0, CHAR_SPACE},        {0xA1, 0xA9, CHAR_PUNCT},
    {0xAB, 0xAC, CHAR_PUNCT},        {0xAE, 0xB1, CHAR_PUNCT},
    {0xB4, 0xB4, CHAR_PUNCT},        {0xB6, 0xB8, CHAR_PUNCT},
    {0xBB, 0xBB, CHAR_PUNCT},        {0xBC, 0xBE, CHAR_DIGIT},
    {0xBF, 0xBF, CHAR_PUNCT},        {0xD7, 0xD7, CHAR_PUNCT},
    {0xF7, 0xF7, CHAR_PUNCT},        {0x2C2, 0x2C5, CHAR_PUNCT},
    {0x37E, 0x37E, CHAR_PUNCT},      {0x387, 0x387, CHAR_PUNCT},
    {0x589, 0x58A, CHAR_PUNCT},      {0x5BE, 0x5BE, CHAR_PUNCT},
    {0x5C0, 0x5C0, CHAR_PUNCT},      {0x5C3, 0x5C3, CHAR_PUNCT},
    {0x600, 0x60F, CHAR_PUNCT},      {0x61B, 0x61F, CHAR_PUNCT},
    {0x660, 0x669, CHAR_DIGIT},      {0x66A, 0x66D, CHAR_PUNCT},
    {0x6D4, 0x6D4, CHAR_PUNCT},      {0x6F0, 0x6F9, CHAR_DIGIT},
    {0x964, 0x965, CHAR_PUNCT},      {0x966, 0x96F, CHAR_DIGIT},
    {0x104A, 0x104F, CHAR_PUNCT},    {0x1361, 0x1368, CHAR_PUNCT},
    {0x17D4, 0x17DA, CHAR_PUNCT},    {0x1680, 0x1680, CHAR_SPACE},
    {0x2000, 0x200B, CHAR_SPACE},    {0x200D, 0x200D, CHAR_JOINER},
    {0x200E, 0x200F, CHAR_SPACE},    {0x2010, 0x2027, CHAR_PUNCT},
    {0x2028, 0x202F, CHAR_SPACE},    {0x2030, 0x203B, CHAR_PUNCT},
    {0x203C, 0x203C, CHAR_EMOJI},    {0x203D, 0x2048, CHAR_PUNCT},
    {0x2049, 0x2049, CHAR_EMOJI},    {0x204A, 0x205E, CHAR_PUNCT},
    {0x205F, 0x206F, CHAR_SPACE},    {0x2070, 0x209C, CHAR_DIGIT},
    {0x20A0, 0x20CF, CHAR_PUNCT},    {0x2100, 0x2121, CHAR_PUNCT},
    {0x2122, 0x2122, CHAR_EMOJI},    {0x2139, 0x2139, CHAR_EMOJI},
    {0x2150, 0x218B, CHAR_DIGIT},    {0x2190, 0x2193, CHAR_PUNCT},
    {0x2194, 0x21AA, CHAR_EMOJI},    {0x21AB, 0x22FF, CHAR_PUNCT},
    {0x2300, 0x23FF, CHAR_EMOJI},    {0x2400, 0x25A9, CHAR_PUNCT},
    {0x25AA, 0x25AB, CHAR_EMOJI},    {0x25AC, 0x25FA, CHAR_PUNCT},
    {0x25FB, 0x27BF, CHAR_EMOJI},    {0x27C0, 0x2933, CHAR_PUNCT},
    {0x2934, 0x2935, CHAR_EMOJI},    {0x2936, 0x2AFF, CHAR_PUNCT},
    {0x2B00, 0x2BFF, CHAR_EMOJI},    {0x2E00, 0x2E7F, CHAR_PUNCT},
    {0x3000, 0x3000, CHAR_SPACE},    {0x3001, 0x3004, CHAR_PUNCT},
    {0x3008, 0x3020, CHAR_PUNCT},    {0x3030, 0x3030, CHAR_EMOJI},
    {0x30FB, 0x30FB, CHAR_PUNCT},    {0xFE00, 0xFE0F, CHAR_JOINER},
    {0xFE10, 0xFE6F, CHAR_PUNCT},    {0xFEFF, 0xFEFF, CHAR_SPACE},
    {0xFF01, 0xFF0F, CHAR_PUNCT},    {0xFF10, 0xFF19, CHAR_DIGIT},
    {0xFF1A, 0xFF20, CHAR_PUNCT},    {0xFF3B, 0xFF40, CHAR_PUNCT},
    {0xFF5B, 0xFF65, CHAR_PUNCT},    {0xFFE0, 0xFFEE, CHAR_PUNCT},
    {0xFFF0, 0xFFFF, CHAR_PUNCT},    {0x1F000, 0x1F1E5, CHAR_EMOJI},
    {0x1F1E6, 0x1F1FF, CHAR_FLAG},   {0x1F200, 0x1F3FA, CHAR_EMOJI},
    {0x1F3FB, 0x1F3FF, CHAR_JOINER}, {0x1F400, 0x1FAFF, CHAR_EMOJI},
    {0xE0000, 0xE007F, CHAR_JOINER}, {0xE0080, 0x10FFFF, CHAR_PUNCT},
};

static char_class class_of(uint32_t point)
{
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (point > ranges[middle].last) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < sizeof ranges / sizeof *ranges && point >= ranges[low].first) {
        return ranges[low].kind;
    }
    return CHAR_LETTER;
}

char_class char_at(view text, size_t at, size_t stop, size_t *length)
{
    char c = text.data[at];
    *length = 1;
    if ((uint8_t)c < 0x80) {
        if (ascii_alpha(c) || c == '_') {
            return CHAR_LETTER;
        }
        if (ascii_digit(c)) {
            return CHAR_DIGIT;
        }
        return (uint8_t)c <= ' ' || c == 0x7F ? CHAR_SPACE : CHAR_PUNCT;
    }
    size_t n = utf8_length(text, at);
    if (n == 0 || at + n > stop) {
        return CHAR_PUNCT;
    }
    *length = n;
    return class_of(utf8_point(text, at));
}

/* The point of a letter above ASCII, 0 = none of interest. */
static uint32_t letter_point(view text, size_t at, size_t stop)
{
    size_t n = at < stop && (uint8_t)text.data[at] >= 0x80 ? utf8_length(text, at) : 0;
    return n == 2 && at + n <= stop ? utf8_point(text, at) : 0;
}

bool char_upper(view text, size_t at, size_t stop)
{
    if (at < stop && ascii_upper(text.data[at])) {
        return true;
    }
    uint32_t p = letter_point(text, at, stop);
    return (p >= 0xC0 && p <= 0xDE && p != 0xD7) ||
           (p >= 0x100 && p <= 0x17F && (p >= 0x139 && p <= 0x148 ? (p & 1) == 1 : (p & 1) == 0)) ||
           (p >= 0x386 && p <= 0x3AB) || (p >= 0x400 && p <= 0x42F);
}

bool char_lower(view text, size_t at, size_t stop)
{
    if (at < stop && text.data[at] >= 'a' && text.data[at] <= 'z') {
        return true;
    }
    uint32_t p = letter_point(text, at, stop);
    return (p >= 0xDF && p <= 0xFF && p != 0xF7) ||
           (p >= 0x100 && p <= 0x17F && !char_upper(text, at, stop)) ||
           (p >= 0x3AC && p <= 0x3CE) || (p >= 0x430 && p <= 0x45F);
}
