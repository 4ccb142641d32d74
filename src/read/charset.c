/* Text of any encoding to UTF-8.  What the bytes show goes before what is declared: a byte order
 * mark, then well-formed UTF-8 with letters beyond ASCII; then the declaration of the container,
 * of the page's meta element or of the XML declaration; then what the language that the page names
 * is usually written in (WHATWG HTML, 13.2.3.2), for letters that are mostly beyond ASCII the
 * Cyrillic encoding that makes words of them; then windows-1252. */
#include <errno.h>
#include <iconv.h>

#include "read/language.h"
#include "read/read_priv.h"

enum { NAME = 40, REACH = 2048, ROOM = 4096, SAMPLE = 4096, WIDE_REACH = 512 };

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

/* UTF-16 without a mark: every other byte of markup is NUL; null = it is none. */
static const char *wide_without_mark(view v)
{
    size_t reach = v.length < WIDE_REACH ? v.length : WIDE_REACH, even = 0, odd = 0;
    for (size_t i = 0; i < reach; i++) {
        even += v.data[i] == '\0' && i % 2 == 0;
        odd += v.data[i] == '\0' && i % 2 == 1;
    }
    return odd * 3 > reach && even == 0   ? "UTF-16LE"
           : even * 3 > reach && odd == 0 ? "UTF-16BE"
                                          : NULL;
}

/* What pages in the language that the page names are written in when they do not say it. */
static const char *by_language(view head)
{
    static const char *const names[][2] = {
        {"ar", "windows-1256"}, {"bg", "windows-1251"}, {"cs", "windows-1250"},
        {"el", "iso-8859-7"},   {"fa", "windows-1256"}, {"he", "windows-1255"},
        {"hr", "windows-1250"}, {"hu", "iso-8859-2"},   {"ja", "cp932"},
        {"ko", "uhc"},          {"lt", "windows-1257"}, {"lv", "windows-1257"},
        {"mk", "windows-1251"}, {"pl", "iso-8859-2"},   {"ru", "windows-1251"},
        {"sk", "windows-1250"}, {"sl", "iso-8859-2"},   {"sr", "windows-1251"},
        {"th", "windows-874"},  {"tr", "windows-1254"}, {"uk", "windows-1251"},
        {"vi", "windows-1258"}, {"zh", "gb18030"}};
    char name[NAME];
    for (size_t i = 0;
         name_behind(head, VIEW(" lang="), name) && i < sizeof names / sizeof names[0]; i++) {
        bool same = view_equal_nocase(view_cut(view_of(name), 0, 2), view_of(names[i][0]));
        if (same && (name[2] == '\0' || name[2] == '-')) {
            return names[i][1];
        }
    }
    return NULL;
}

/* Of texts whose letters are mostly beyond ASCII: the Cyrillic encoding in which they are words of
 * a language for sure; null = none. */
static const char *by_letters(view bytes)
{
    static const char *const names[] = {"windows-1251", "koi8-u"};
    buf sample = {0}, text = {0};
    const char *found = NULL;
    for (size_t i = 0; i < bytes.length && sample.length < SAMPLE; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        if (c >= 0x80 || ascii_space((char)c)) {
            buf_char(&sample, (char)c);
        }
    }
    for (size_t i = 0; found == NULL && i < sizeof names / sizeof names[0]; i++) {
        buf_clear(&text);
        bool known = convert(names[i], buf_all(&sample), &text);
        found = known && language_of(buf_all(&text)).sure ? names[i] : NULL;
    }
    buf_free(&sample);
    buf_free(&text);
    return found;
}

/* The encoding of bytes that are no UTF-8 and whose declaration, if any, cannot be right. */
static const char *guessed(view bytes, view head)
{
    const char *name = by_language(head);
    name = name == NULL ? by_letters(bytes) : name;
    return name == NULL ? "windows-1252" : name;
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
    const char *mark = by_mark(bytes), *unmarked = wide_without_mark(bytes);
    view head = view_cut(bytes, 0, bytes.length < REACH ? bytes.length : REACH);
    bool declared = name_behind(media, VIEW("charset="), name) ||
                    name_behind(head, VIEW("charset="), name) ||
                    name_behind(head, VIEW("encoding="), name);
    bool wide = declared && view_starts(view_of(name), VIEW("UTF-16")) && looks_like_utf8(head);
    if (mark != NULL && strcmp(mark, "UTF-8") != 0) {
        (void)convert(mark, view_cut(bytes, 2, bytes.length), out);
    } else if (unmarked != NULL) {
        (void)convert(unmarked, bytes, out);
    } else if (mark != NULL || wide || looks_like_utf8(bytes)) {
        copy_utf8(view_cut(bytes, mark == NULL ? 0 : 3, bytes.length), out);
    } else if (!declared || view_equal_nocase(view_of(name), VIEW("utf-8")) ||
               !convert(name, bytes, out)) {
        (void)convert(guessed(bytes, head), bytes, out);
    }
    clear_controls(out);
    return out->failed ? fault_memory(e) : DATELINE_OK;
}
