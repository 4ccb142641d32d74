/* The country of a report's outlet: what the dictionary of media says of it; else the country,
 * people or capital in its name ("Kuwait Times"); else the country of its address (".jo"). */
#include "where/where_priv.h"

enum { NAME_WORDS = 3 };

static bool is_letter(char c)
{
    return ascii_alpha(c) || (unsigned char)c >= 0x80;
}

static void take(const finder *f, uint32_t entry, char out[4])
{
    know_actor a = know_actor_on(f->k, entry, f->r->published);
    memcpy(out, a.actor.code, 4);
}

/* The end of `count` words from `from` on. */
static size_t words_end(view v, size_t from, int count)
{
    size_t i = from;
    while (i < v.length && (is_letter(v.data[i]) || count > 1)) {
        count -= !is_letter(v.data[i]);
        i++;
    }
    return i;
}

static void by_name(const finder *f, char out[4])
{
    const unsigned kinds = KNOW_BIT(KNOW_COUNTRY) | KNOW_BIT(KNOW_DEMONYM) |
                           KNOW_BIT(KNOW_CAPITAL) | KNOW_BIT(KNOW_PEOPLE);
    view v = f->r->publisher;
    for (size_t i = 0; i < v.length && out[0] == '\0'; i++) {
        if (!is_letter(v.data[i]) || (i > 0 && is_letter(v.data[i - 1]))) {
            continue;
        }
        for (int words = NAME_WORDS; words > 0 && out[0] == '\0'; words--) {
            uint32_t entry;
            size_t end = words_end(v, i, words);
            if (end - i > 2 && know_find(f->k, view_cut(v, i, end), kinds, &entry, 1) == 1) {
                take(f, entry, out);
            }
        }
    }
}

static void by_address(const finder *f, char out[4])
{
    view url = f->r->url;
    size_t start = view_find(url, VIEW("://"), 0);
    start = start == SIZE_MAX ? 0 : start + 3;
    size_t end = view_find_char(url, '/', start);
    end = end == SIZE_MAX ? url.length : end;
    if (end < start + 4 || url.data[end - 3] != '.') {
        return;
    }
    char iso2[2] = {(char)(url.data[end - 2] & ~0x20), (char)(url.data[end - 1] & ~0x20)};
    know_country c;
    if (know_country_find(f->k, (view){iso2, 2}, &c)) {
        where_set_country(f, c.iso3, out);
    }
}

void where_outlet(finder *f)
{
    uint32_t entry;
    f->outlet[0] = '\0';
    view publisher = f->r->publisher;
    if (publisher.length > 0 && know_find(f->k, publisher, KNOW_BIT(KNOW_MEDIA), &entry, 1) == 1) {
        take(f, entry, f->outlet);
    }
    if (f->outlet[0] == '\0') {
        by_name(f, f->outlet);
    }
    if (f->outlet[0] == '\0') {
        by_address(f, f->outlet);
    }
}
