/* Folding of code points.  ASCII is done here; all else by utf8proc's decomposition, then the few
 * Latin letters with strokes and the ligatures that have no decomposition. */
#include "base/fold.h"

#include <utf8proc.h>

#include "base/utf8.h"

static const char *latin_without_parts(utf8proc_int32_t point)
{
    switch (point) {
    case 0x00F8: /* ø */
        return "o";
    case 0x0142: /* ł */
        return "l";
    case 0x0111: /* đ */
    case 0x00F0: /* ð */
        return "d";
    case 0x00FE: /* þ */
        return "th";
    case 0x00E6: /* æ */
        return "ae";
    case 0x0153: /* œ */
        return "oe";
    case 0x0131: /* ı */
        return "i";
    case 0x0127: /* ħ */
        return "h";
    case 0x0259: /* ə */
        return "a";
    default:
        return NULL;
    }
}

static size_t put_folded(utf8proc_int32_t point, char *out, size_t room)
{
    const char *plain = latin_without_parts(point);
    if (plain != NULL) {
        size_t n = strlen(plain);
        memcpy(out, plain, n <= room ? n : 0);
        return n <= room ? n : 0;
    }
    return room < 4 ? 0 : utf8_put((uint32_t)point, out);
}

size_t fold_point(uint32_t point, char out[FOLD_MAX], bool *upper)
{
    if (point < 0x80) {
        *upper = ascii_upper((char)point);
        out[0] = ascii_lower((char)point);
        return point < 0x20 ? 0 : 1;
    }
    utf8proc_int32_t parts[16];
    utf8proc_int32_t code = (utf8proc_int32_t)point;
    utf8proc_category_t category = utf8proc_category(code);
    *upper = category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
    int boundary = 0;
    utf8proc_ssize_t n =
        utf8proc_decompose_char(code, parts, 16,
                                UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                    UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
                                &boundary);
    size_t length = 0;
    for (utf8proc_ssize_t i = 0; i < n && i < 16; i++) {
        length += put_folded(parts[i], out + length, FOLD_MAX - length);
    }
    return length;
}

size_t fold_text(view text, char *out, size_t room)
{
    size_t length = 0;
    for (size_t at = 0; at < text.length;) {
        size_t step = utf8_length(text, at);
        if (step == 0) {
            at++;
            continue;
        }
        char piece[FOLD_MAX];
        bool upper;
        size_t n = fold_point(utf8_point(text, at), piece, &upper);
        at += step;
        if (length + n > room) {
            break;
        }
        memcpy(out + length, piece, n);
        length += n;
    }
    return length;
}

uint32_t fold_lower(uint32_t point)
{
    return point < 0x80 ? (unsigned char)ascii_lower((char)point)
                        : (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
}
