/* Text of any encoding to UTF-8.  What the bytes show goes before what is declared: a byte order
 * mark, then well-formed UTF-8 with letters beyond ASCII; then the declaration of the container,
 * of the page's meta element or of the XML declaration; then windows-1252, as the WHATWG encoding
 * standard has it for pages that say nothing. */
#include <errno.h>
#include <iconv.h>

#include "read/read_priv.h"

enum { NAME = 40, REACH = 2048, ROOM = 4096 };

/* The name behind "charset=" or "encoding=", with or without quotes. */
static bool name_behind(view v, view key, char name[NAME])
{
    for (size_t i = 0; i + key.length < v.length; i++) {
        if (!view_equal_nocase(view_cut(v, i, i + key.length), key)) {
            continue;
        }
        size_t n = 0;
        i += key.length;
        while (i < v.length && strchr(" \"'", v.data[i]) != NULL && v.data[i] != '\0') {
            i++;
        }
        while (i < v.length && n < NAME - 1 &&
               (ascii_alpha(v.data[i]) || ascii_digit(v.data[i]) ||
                (v.data[i] != '\0' && strchr("-_.:", v.data[i]) != NULL))) {
            name[n++] = v.data[i++];
        }
        name[n] = '\0';
        if (n > 0) {
            return true;
        }
    }
    return false;
}

/* Names that browsers take for a wider one. */
static const char *wider(const char *name)
{
    static const struct {
        const char *name, *wider;
    } names[] = {{"iso-8859-1", "windows-1252"},
                 {"latin1", "windows-1252"},
                 {"us-ascii", "windows-1252"},
                 {"ascii", "windows-1252"},
                 {"iso-8859-9", "windows-1254"},
                 {"gb2312", "gb18030"},
                 {"gbk", "gb18030"},
                 {"shift_jis", "cp932"},
                 {"euc-kr", "uhc"},
                 {"ks_c_5601-1987", "uhc"},
                 {"x-sjis", "cp932"},
                 {"iso-8859-11", "windows-874"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (view_equal_nocase(view_of(name), view_of(names[i].name))) {
            return names[i].wider;
        }
    }
    return name;
}

/* Converts; what is malformed becomes U+FFFD.  False = the encoding is not known. */
static bool convert(const char *from, view bytes, buf *out)
{
    iconv_t c = iconv_open("UTF-8", wider(from));
    if (c == (iconv_t)-1) {
        return false;
    }
    char *in = (char *)(uintptr_t)bytes.data;
    size_t left = bytes.length;
    while (left > 0) {
        char *room = buf_room(out, ROOM);
        if (room == NULL) {
            break;
        }
        size_t free_bytes = ROOM;
        size_t done = iconv(c, &in, &left, &room, &free_bytes);
        buf_grown(out, ROOM - free_bytes);
        if (done == (size_t)-1 && errno != E2BIG) {
            buf_text(out, "\xEF\xBF\xBD");
            in += 1;
            left -= 1;
        }
    }
    (void)iconv_close(c);
    return true;
}

/* Copies UTF-8; malformed bytes become U+FFFD. */
static void copy_utf8(view bytes, buf *out)
{
    size_t from = 0;
    while (from < bytes.length) {
        view rest = view_cut(bytes, from, bytes.length);
        size_t good = utf8_check(rest);
        buf_view(out, view_cut(rest, 0, good));
        from += good;
        if (good < rest.length) {
            buf_text(out, "\xEF\xBF\xBD");
            from++;
        }
    }
}

/* Bytes beyond ASCII that are UTF-8, and those that are not, in the first stretch. */
static bool looks_like_utf8(view v)
{
    size_t good = 0, bad = 0;
    for (size_t i = 0; i < v.length;) {
        size_t n = utf8_length(v, i);
        good += n > 1;
        bad += n == 0;
        i += n == 0 ? 1 : n;
    }
    return bad == 0 || good > 20 * bad;
}

static const char *by_mark(view v)
{
    return view_starts(v, VIEW("\xEF\xBB\xBF")) ? "UTF-8"
           : view_starts(v, VIEW("\xFF\xFE"))   ? "UTF-16LE"
           : view_starts(v, VIEW("\xFE\xFF"))   ? "UTF-16BE"
                                                : NULL;
}

static void clear_controls(buf *out)
{
    for (size_t i = 0; i < out->length; i++) {
        unsigned char c = (unsigned char)out->data[i];
        out->data[i] = c < 0x20 && !ascii_space((char)c) ? ' ' : out->data[i];
    }
}

dateline_status text_to_utf8(view bytes, view media, buf *out, dateline_error *e)
{
    char name[NAME];
    const char *mark = by_mark(bytes);
    view head = view_cut(bytes, 0, bytes.length < REACH ? bytes.length : REACH);
    bool declared = name_behind(media, VIEW("charset="), name) ||
                    name_behind(head, VIEW("charset="), name) ||
                    name_behind(head, VIEW("encoding="), name);
    bool wide = declared && view_starts(view_of(name), VIEW("UTF-16")) && looks_like_utf8(head);
    if (mark != NULL && strcmp(mark, "UTF-8") != 0) {
        (void)convert(mark, view_cut(bytes, 2, bytes.length), out);
    } else if (mark != NULL || wide || looks_like_utf8(bytes)) {
        copy_utf8(view_cut(bytes, mark == NULL ? 0 : 3, bytes.length), out);
    } else if (!declared || view_equal_nocase(view_of(name), VIEW("utf-8")) ||
               !convert(name, bytes, out)) {
        (void)convert("windows-1252", bytes, out);
    }
    clear_controls(out);
    return out->failed ? fault_memory(e) : DATELINE_OK;
}
