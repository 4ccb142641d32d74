/* The words of posts: HTML as Mastodon and ActivityPub send it, entities as X escapes them. */
#include "read/posts_priv.h"

/* The code point of "amp", "#39", "#x27"; 0 = unknown. */
static uint32_t entity_point(view name)
{
    static const struct {
        const char *name;
        uint32_t point;
    } known[] = {{"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},
                 {"apos", '\''},    {"nbsp", 0xA0},    {"ldquo", 0x201C}, {"rdquo", 0x201D},
                 {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"mdash", 0x2014}, {"ndash", 0x2013},
                 {"hellip", 0x2026}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (view_equal(name, view_of(known[i].name))) {
            return known[i].point;
        }
    }
    if (name.length < 2 || name.data[0] != '#') {
        return 0;
    }
    bool hex = name.data[1] == 'x' || name.data[1] == 'X';
    uint32_t point = 0;
    for (size_t i = hex ? 2 : 1; i < name.length && point <= 0x10FFFF; i++) {
        char c = ascii_lower(name.data[i]);
        bool letter = hex && c >= 'a' && c <= 'f';
        if (!ascii_digit(c) && !letter) {
            return 0;
        }
        point = point * (hex ? 16 : 10) + (uint32_t)(letter ? c - 'a' + 10 : c - '0');
    }
    bool valid = point >= 0x20 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    return valid || point == '\n' ? point : 0;
}

/* Appends what the entity at `at` stands for, or its "&"; gives the bytes taken. */
static size_t put_entity(buf *b, view v, size_t at)
{
    size_t stop = view_find_char(v, ';', at);
    uint32_t point =
        stop == SIZE_MAX || stop - at > 10 ? 0 : entity_point(view_cut(v, at + 1, stop));
    if (point == 0) {
        buf_char(b, '&');
        return 1;
    }
    char out[4];
    buf_view(b, (view){out, utf8_put(point, out)});
    return stop + 1 - at;
}

static view keep(buf *b, arena *a)
{
    view all = arena_copy(a, view_trim(buf_all(b)));
    buf_free(b);
    return all;
}

view without_entities(view text, arena *a)
{
    buf b = {0};
    for (size_t i = 0; i < text.length;) {
        if (text.data[i] == '&') {
            i += put_entity(&b, text, i);
        } else {
            buf_char(&b, text.data[i++]);
        }
    }
    return keep(&b, a);
}

/* What a tag does to the lines: a paragraph's end, a line's end, nothing. */
static const char *line_end(view tag)
{
    return view_starts(tag, VIEW("/p")) || view_starts(tag, VIEW("/blockquote")) ? "\n\n"
           : view_starts(tag, VIEW("br")) || view_starts(tag, VIEW("/li"))       ? "\n"
                                                                                 : "";
}

view plain_of_html(view html, arena *a)
{
    buf b = {0};
    size_t last = html.length; /* behind the last ">", so that no "<" looks for one in vain */
    while (last > 0 && html.data[last - 1] != '>') {
        last--;
    }
    for (size_t i = 0; i < html.length;) {
        size_t stop = html.data[i] == '<' && i < last ? view_find_char(html, '>', i) : SIZE_MAX;
        if (stop != SIZE_MAX) {
            buf_text(&b, line_end(view_cut(html, i + 1, stop)));
            i = stop + 1;
        } else if (html.data[i] == '&') {
            i += put_entity(&b, html, i);
        } else {
            buf_char(&b, html.data[i++]);
        }
    }
    return keep(&b, a);
}

bool has_words(view text)
{
    view word;
    size_t letters = 0;
    while (view_split(&text, ' ', &word)) {
        view line;
        while (view_split(&word, '\n', &line)) {
            bool address = view_find(line, VIEW("://"), 0) != SIZE_MAX ||
                           view_starts(line, VIEW("pic.twitter.com/"));
            bool handle = view_starts(line, VIEW("@"));
            for (size_t i = 0; !address && !handle && i < line.length; i++) {
                letters += ascii_alpha(line.data[i]) || (unsigned char)line.data[i] >= 0xC0;
            }
        }
    }
    return letters >= 2;
}
