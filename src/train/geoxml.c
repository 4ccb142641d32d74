/* A reader for these three files, not for XML: elements are found by their tags, text is freed of
 * entities and CDATA.  Spans are given in characters, by GeoVirus from 1. */
#include "train/geoxml.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef VEC(geo_article) article_vec;
typedef VEC(geo_name) name_vec;

/* Cuts the next <tag ...>content</tag> off the front of *rest; false = none is left. */
static bool next_element(view *rest, const char *tag, view *content)
{
    char open[64];
    char close[64];
    snprintf(open, sizeof open, "<%s", tag);
    snprintf(close, sizeof close, "</%s>", tag);
    for (size_t at = 0;;) {
        at = view_find(*rest, view_of(open), at);
        if (at == SIZE_MAX) {
            return false;
        }
        size_t after = at + strlen(open);
        char next = after < rest->length ? rest->data[after] : '\0';
        size_t start = view_find_char(*rest, '>', after);
        if ((next != '>' && next != ' ') || start == SIZE_MAX || rest->data[start - 1] == '/') {
            at = after;
            continue;
        }
        size_t end = view_find(*rest, view_of(close), start);
        if (end == SIZE_MAX) {
            return false;
        }
        *content = view_cut(*rest, start + 1, end);
        *rest = view_cut(*rest, end + strlen(close), rest->length);
        return true;
    }
}

static view element(view of, const char *tag)
{
    view content;
    return next_element(&of, tag, &content) ? content : (view){"", 0};
}

static void put_entity(view body, buf *out)
{
    static const struct {
        const char *name;
        uint32_t point;
    } NAMED[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    uint32_t point = 0xFFFD;
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        if (view_equal(body, view_of(NAMED[i].name))) {
            point = NAMED[i].point;
        }
    }
    if (body.length > 1 && body.data[0] == '#') {
        bool hex = body.data[1] == 'x';
        point = (uint32_t)strtoul(body.data + (hex ? 2 : 1), NULL, hex ? 16 : 10);
    }
    char bytes[4];
    buf_view(out, (view){bytes, utf8_put(point, bytes)});
}

static view plain_text(view raw, arena *a)
{
    if (view_starts(raw, VIEW("<![CDATA[")) && view_ends(raw, VIEW("]]>"))) {
        return view_cut(raw, 9, raw.length - 3);
    }
    buf out = {0};
    for (size_t i = 0; i < raw.length; i++) {
        size_t end = raw.data[i] == '&' ? view_find_char(raw, ';', i) : SIZE_MAX;
        if (end != SIZE_MAX && end - i < 10) {
            put_entity(view_cut(raw, i + 1, end), &out);
            i = end;
        } else if (raw.data[i] != '\r') {
            buf_char(&out, raw.data[i]);
        }
    }
    view text = arena_copy(a, buf_all(&out));
    buf_free(&out);
    return text;
}

static double number(view v)
{
    char text[40] = {0};
    v = view_trim(v);
    if (v.length == 0 || v.length >= sizeof text) {
        return NAN;
    }
    memcpy(text, v.data, v.length);
    return strtod(text, NULL);
}

/* Byte offset of a character; the text's length when it is past the end. */
static size_t byte_of(view text, size_t character)
{
    size_t at = 0;
    for (size_t n = 0; n < character && at < text.length; n++) {
        size_t step = utf8_length(text, at);
        at += step == 0 ? 1 : step;
    }
    return at;
}

static view first_of(view of, const char *a, const char *b, const char *c)
{
    view v = element(of, a);
    v = v.length > 0 ? v : element(of, b);
    return v.length > 0 ? v : element(of, c);
}

static geo_name read_name(view raw, view text, arena *a)
{
    view words = plain_text(first_of(raw, "phrase", "extractedName", "name"), a);
    size_t start = (size_t)number(element(raw, "start"));
    geo_name out = {.kind = element(raw, "type")};
    out.lat = number(first_of(raw, "lat", "latitude", "lat"));
    out.lon = number(first_of(raw, "lon", "longitude", "lon"));
    bool numbers = view_find(raw, VIEW("geonamesID"), 0) != SIZE_MAX;
    out.listed = !numbers || element(raw, "geonamesID").length > 0;
    size_t at = byte_of(text, start);
    for (size_t back = 0; back < 3 && start >= back; back++) {
        size_t other = byte_of(text, start - back);
        if (view_starts(view_cut(text, other, text.length), words)) {
            at = other;
            break;
        }
    }
    out.bytes = (span){(uint32_t)at, (uint32_t)(at + words.length)};
    return out;
}

static bool read_article(view raw, arena *a, article_vec *articles)
{
    geo_article article = {.text = plain_text(element(raw, "text"), a)};
    article.url = plain_text(first_of(raw, "source", "link", "url"), a);
    article.date = element(raw, "dltime");
    name_vec names = {0};
    view rest = raw;
    view item;
    while (next_element(&rest, "location", &item) || next_element(&rest, "toponym", &item)) {
        geo_name n = read_name(item, article.text, a);
        if (n.bytes.end > article.text.length || n.bytes.end <= n.bytes.start) {
            continue;
        }
        if (!VEC_PUSH(&names, a, n)) {
            return false;
        }
    }
    article.names = names.at;
    article.nnames = names.count;
    return VEC_PUSH(articles, a, article);
}

dateline_status geo_read(const char *path, arena *a, geo_file *out, dateline_error *e)
{
    view text;
    TRY(file_read(path, a, (size_t)256 << 20, &text, e));
    article_vec articles = {0};
    view rest = text;
    view item;
    while (next_element(&rest, "article", &item)) {
        if (!read_article(item, a, &articles)) {
            return fault_memory(e);
        }
    }
    if (articles.count == 0) {
        return fault_at(e, DATELINE_E_FORMAT, path, 0, "no <article> with marked places in it");
    }
    *out = (geo_file){articles.at, articles.count};
    return DATELINE_OK;
}
