/* What the words in attributes and at the beginnings of lines say; the words are data/read/page.txt
 * made a sorted table. */
#include "read/page_priv.h"

enum { WORDS_IN_ROW = 3, PHRASE = 64 };

static uint16_t kinds_of(const char *word)
{
    size_t low = 0, high = page_words_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(word, page_words_table[middle].word);
        if (order == 0) {
            return page_words_table[middle].kinds;
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle : high;
    }
    return 0;
}

/* Cuts the next word off *rest, in small letters, NUL-terminated; its length, 0 = the end.  Words
 * end at everything but letters and digits, and where a capital follows a small letter. */
static size_t word_off(view *rest, char word[PHRASE])
{
    size_t i = 0, n = 0;
    view v = *rest;
    while (i < v.length && !ascii_alpha(v.data[i]) && !ascii_digit(v.data[i])) {
        i++;
    }
    for (; i < v.length && (ascii_alpha(v.data[i]) || ascii_digit(v.data[i])); i++) {
        if (n > 0 && ascii_upper(v.data[i]) && !ascii_upper(v.data[i - 1])) {
            break;
        }
        if (n < PHRASE / WORDS_IN_ROW - 2) {
            word[n++] = ascii_lower(v.data[i]);
        }
    }
    word[n] = '\0';
    *rest = view_cut(v, i, v.length);
    return n;
}

/* Hints of the words that begin `rest`: one, two, and three in a row. */
static uint16_t hints_at(view rest, bool first)
{
    char phrase[PHRASE];
    size_t n = 0;
    uint16_t hints = 0;
    for (int i = 0; i < WORDS_IN_ROW; i++) {
        char word[PHRASE];
        size_t length = word_off(&rest, word);
        if (length == 0) {
            break;
        }
        if (n > 0) {
            phrase[n++] = ' ';
        }
        memcpy(phrase + n, word, length + 1);
        n += length;
        uint16_t kinds = kinds_of(phrase);
        bool whole = first && rest.length == 0;
        hints |= (kinds & HINT_ALONE) == 0 || whole ? kinds : 0;
    }
    return hints & (HINT_BODY | HINT_BAD | HINT_CAPTION | HINT_BYLINE | HINT_COMMENT | HINT_POST |
                    HINT_NEVER | HINT_LIVE);
}

uint16_t page_hints_of(view attribute)
{
    uint16_t hints = 0;
    view name;
    while (view_split(&attribute, ' ', &name)) {
        char word[PHRASE];
        bool first = true;
        do {
            hints |= hints_at(name, first);
            first = false;
        } while (word_off(&name, word) > 0);
    }
    return hints;
}

uint16_t page_line_of(view line)
{
    char small[PHRASE];
    size_t n = 0;
    uint16_t kinds = 0;
    line = view_trim(line);
    while (n < line.length && n < PHRASE - 1) {
        small[n] = ascii_lower(line.data[n]);
        n++;
    }
    small[n] = '\0';
    kinds |= n == line.length ? kinds_of(small) & LINE_WHOLE : 0;
    for (size_t cut = n; cut > 1; cut--) {
        bool inside = cut < n && ascii_alpha(small[cut]) && ascii_alpha(small[cut - 1]);
        small[cut] = '\0';
        kinds |= inside ? 0 : kinds_of(small) & (LINE_BEGIN | LINE_CREDIT);
    }
    return kinds;
}

/* ---- elements -------------------------------------------------------------------------------- */

static bool hidden(const page *p, uint32_t node)
{
    view style = page_attribute_of(p, node, ATTR_STYLE);
    return view_find(style, VIEW("display:none"), 0) != SIZE_MAX ||
           view_find(style, VIEW("display: none"), 0) != SIZE_MAX ||
           view_equal(page_attribute_of(p, node, ATTR_ARIA_HIDDEN), VIEW("true"));
}

static uint16_t tag_hints(page_tag tag)
{
    switch ((int)tag) {
    case TAG_NAV:
    case TAG_ASIDE:
    case TAG_FOOTER:
    case TAG_FORM:
    case TAG_FIELDSET:
    case TAG_LABEL:
        return HINT_BAD;
    case TAG_FIGCAPTION:
    case TAG_FIGURE:
        return HINT_CAPTION;
    case TAG_HEADER:
    case TAG_ADDRESS:
        return HINT_BYLINE;
    default:
        return 0;
    }
}

uint16_t page_own_hints(const page *p, uint32_t node)
{
    const page_node *n = &p->nodes[node];
    if (n->tag == TAG_TEXT) {
        return 0;
    }
    uint16_t hints = tag_hints((page_tag)n->tag);
    if (n->count > 0) {
        hints |= page_hints_of(page_attribute_of(p, node, ATTR_CLASS));
        hints |= page_hints_of(page_attribute_of(p, node, ATTR_ID));
        hints |= page_hints_of(page_attribute_of(p, node, ATTR_ROLE));
        view item = page_attribute_of(p, node, ATTR_ITEMPROP);
        hints |= page_hints_of(item);
        hints |= view_equal(item, VIEW("liveBlogUpdate")) ? HINT_LIVE : 0;
        hints |= view_equal(item, VIEW("articleBody")) ? HINT_STRONG | HINT_BODY : 0;
        hints |= hidden(p, node) ? HINT_BAD : 0;
    }
    return hints;
}
