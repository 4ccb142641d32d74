/* What a page says of itself: JSON-LD (schema.org), meta elements (Open Graph, Dublin Core and the
 * names that publishers' own systems use), links, microdata and times in the text.  Of several
 * answers to one question the strongest wins, of equally strong ones the first. */
#include <jansson.h>

#include "read/page_priv.h"

enum { JSON_STEPS = 20000, JSON_STACK = 256, AUTHORS = 8, AUTHOR_BYTES = 200 };

typedef enum {
    FACT_TITLE,
    FACT_AUTHOR,
    FACT_DATE,
    FACT_CHANGED,
    FACT_PUBLISHER,
    FACT_URL,
    FACT_LANGUAGE
} fact;

/* Names of meta elements and microdata, small and without signs between, sorted. */
static const struct {
    const char *name;
    fact fact;
    int strength;
} meta_names[] = {
    {"applicationname", FACT_PUBLISHER, 2},
    {"articleauthor", FACT_AUTHOR, 3},
    {"articledate", FACT_DATE, 6},
    {"articledateoriginal", FACT_DATE, 7},
    {"articledateupdated", FACT_CHANGED, 3},
    {"articlemodifiedtime", FACT_CHANGED, 4},
    {"articleoriginal", FACT_DATE, 6},
    {"articlepublicationname", FACT_PUBLISHER, 5},
    {"articlepublished", FACT_DATE, 7},
    {"articlepublishedtime", FACT_DATE, 8},
    {"articleupdated", FACT_CHANGED, 3},
    {"author", FACT_AUTHOR, 4},
    {"byl", FACT_AUTHOR, 4},
    {"byline", FACT_AUTHOR, 4},
    {"citationpublicationdate", FACT_DATE, 7},
    {"contentlanguage", FACT_LANGUAGE, 3},
    {"cxenseparserecspublishtime", FACT_DATE, 7},
    {"date", FACT_DATE, 5},
    {"datecreated", FACT_DATE, 4},
    {"datelastpubbed", FACT_CHANGED, 3},
    {"datemodified", FACT_CHANGED, 4},
    {"datepublished", FACT_DATE, 8},
    {"dccreator", FACT_AUTHOR, 4},
    {"dcdate", FACT_DATE, 5},
    {"dcdatecreated", FACT_DATE, 6},
    {"dcdateissued", FACT_DATE, 7},
    {"dcdatemodified", FACT_CHANGED, 3},
    {"dclanguage", FACT_LANGUAGE, 3},
    {"dcpublisher", FACT_PUBLISHER, 4},
    {"dctermscreated", FACT_DATE, 6},
    {"dctermsdate", FACT_DATE, 5},
    {"dctermsissued", FACT_DATE, 7},
    {"dctermsmodified", FACT_CHANGED, 3},
    {"dctitle", FACT_TITLE, 3},
    {"displaydate", FACT_DATE, 6},
    {"headline", FACT_TITLE, 5},
    {"lastmod", FACT_CHANGED, 2},
    {"lastmodified", FACT_CHANGED, 2},
    {"oglocale", FACT_LANGUAGE, 2},
    {"ogpubdate", FACT_DATE, 6},
    {"ogpublishedtime", FACT_DATE, 7},
    {"ogsitename", FACT_PUBLISHER, 6},
    {"ogtitle", FACT_TITLE, 6},
    {"ogupdatedtime", FACT_CHANGED, 3},
    {"ogurl", FACT_URL, 4},
    {"originalpublicationdate", FACT_DATE, 7},
    {"parselyauthor", FACT_AUTHOR, 4},
    {"parselypubdate", FACT_DATE, 7},
    {"parselytitle", FACT_TITLE, 4},
    {"ptime", FACT_DATE, 6},
    {"pubdate", FACT_DATE, 7},
    {"publicationdate", FACT_DATE, 7},
    {"publishdate", FACT_DATE, 7},
    {"publishedat", FACT_DATE, 7},
    {"publishedtime", FACT_DATE, 7},
    {"publisher", FACT_PUBLISHER, 4},
    {"rnewsdatepublished", FACT_DATE, 7},
    {"sailthruauthor", FACT_AUTHOR, 4},
    {"sailthrudate", FACT_DATE, 7},
    {"sailthrutitle", FACT_TITLE, 4},
    {"twittertitle", FACT_TITLE, 4},
    {"updateddate", FACT_CHANGED, 3},
    {"updatedtime", FACT_CHANGED, 3},
};

view page_author(view v)
{
    v = view_trim(v);
    size_t begin = v.length > 3 && view_equal_nocase(view_cut(v, 0, 3), VIEW("by ")) ? 3 : 0;
    size_t end = begin;
    while (end < v.length && !ascii_digit(v.data[end]) && strchr("|@(:", v.data[end]) == NULL &&
           !view_starts(view_cut(v, end, v.length), VIEW("•")) &&
           !view_starts(view_cut(v, end, v.length), VIEW("·"))) {
        end++;
    }
    v = view_trim(view_cut(v, begin, end));
    while (view_ends(v, VIEW("-")) || view_ends(v, VIEW(",")) || view_ends(v, VIEW(" "))) {
        v.length--;
    }
    return v;
}

/* Keeps the value unless a stronger one is there; a date and an address must be such, and an author
 * none. */
static void learn(page_facts *f, fact what, view value, int strength)
{
    value = view_trim(value);
    day d = what == FACT_DATE || what == FACT_CHANGED ? page_date(value) : DAY_NONE;
    bool dated = what == FACT_DATE || what == FACT_CHANGED;
    bool address = view_find(value, VIEW("://"), 0) != SIZE_MAX;
    value = what == FACT_AUTHOR ? page_author(value) : value;
    bool wrong = (dated && d == DAY_NONE) || (what == FACT_URL && !address) ||
                 (what == FACT_AUTHOR && (address || value.length > AUTHOR_BYTES));
    if (value.length == 0 || strength <= f->strength[what] || wrong) {
        return;
    }
    f->strength[what] = strength;
    switch (what) {
    case FACT_TITLE:
        f->title = value;
        break;
    case FACT_AUTHOR:
        f->author = value;
        break;
    case FACT_DATE:
        f->published = d;
        break;
    case FACT_CHANGED:
        f->changed = d;
        break;
    case FACT_PUBLISHER:
        f->publisher = value;
        break;
    case FACT_URL:
        f->url = value;
        break;
    case FACT_LANGUAGE:
        f->language = value;
        break;
    }
}

/* ---- meta elements and microdata ------------------------------------------------------------- */

static void learn_named(page_facts *f, view name, view value, int bonus)
{
    char key[40];
    size_t n = 0;
    for (size_t i = 0; i < name.length && n < sizeof key - 1; i++) {
        if (ascii_alpha(name.data[i])) {
            key[n++] = ascii_lower(name.data[i]);
        }
    }
    key[n] = '\0';
    size_t low = 0, high = sizeof meta_names / sizeof meta_names[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(key, meta_names[middle].name);
        if (order == 0) {
            learn(f, meta_names[middle].fact, value, meta_names[middle].strength + bonus);
            return;
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle : high;
    }
}

static view words_of(const page *p, uint32_t node)
{
    buf words = {0};
    page_words(p, node, &words);
    view kept = arena_copy(p->arena, buf_all(&words));
    buf_free(&words);
    return kept;
}

static void read_meta(const page *p, uint32_t i, page_facts *f)
{
    view content = page_attribute_of(p, i, ATTR_CONTENT);
    learn_named(f, page_attribute_of(p, i, ATTR_PROPERTY), content, 0);
    learn_named(f, page_attribute_of(p, i, ATTR_NAME), content, 0);
    learn_named(f, page_attribute_of(p, i, ATTR_ITEMPROP), content, 0);
}

static void read_microdata(const page *p, uint32_t i, page_facts *f)
{
    view name = page_attribute_of(p, i, ATTR_ITEMPROP);
    if (view_starts(name, VIEW("date"))) {
        view stamp = page_attribute_of(p, i, ATTR_DATETIME);
        stamp = stamp.length > 0 ? stamp : page_attribute_of(p, i, ATTR_CONTENT);
        learn_named(f, name, stamp.length > 0 ? stamp : words_of(p, i), -1);
    } else if (view_equal(name, VIEW("author"))) {
        learn(f, FACT_AUTHOR, words_of(p, i), 2);
    }
}

static void read_time(const page *p, uint32_t i, page_facts *f)
{
    view stamp = page_attribute_of(p, i, ATTR_DATETIME);
    learn(f, FACT_DATE, stamp.length > 0 ? stamp : words_of(p, i), 2);
}

static void read_link(const page *p, uint32_t i, page_facts *f)
{
    if (view_equal_nocase(page_attribute_of(p, i, ATTR_REL), VIEW("canonical"))) {
        learn(f, FACT_URL, page_attribute_of(p, i, ATTR_HREF), 5);
    }
}

/* ---- JSON-LD --------------------------------------------------------------------------------- */

static view string_of(const json_t *value)
{
    return json_is_string(value) ? (view){json_string_value(value), json_string_length(value)}
                                 : VIEW("");
}

/* A name given as itself, as {"name": ...} or as a list of such; of a list the first. */
static view name_of(const json_t *value)
{
    for (int i = 0; i < 3 && value != NULL; i++) {
        if (json_is_string(value)) {
            return string_of(value);
        }
        value = json_is_array(value) ? json_array_get(value, 0) : json_object_get(value, "name");
    }
    return VIEW("");
}

/* Of a list all names, with commas between. */
static view names_of(const page *p, const json_t *value)
{
    size_t n = json_is_array(value) ? json_array_size(value) : 1;
    buf names = {0};
    for (size_t i = 0; i < n && i < AUTHORS; i++) {
        view name = name_of(json_is_array(value) ? json_array_get(value, i) : value);
        name = view_trim(name);
        buf_text(&names, names.length > 0 && name.length > 0 ? ", " : "");
        buf_view(&names, name);
    }
    view all = arena_copy(p->arena, buf_all(&names));
    buf_free(&names);
    return all;
}

/* How much an object of that type is the page's article: 3, a page as such: 1, else 0. */
static int type_strength(const json_t *object)
{
    const json_t *type = json_object_get(object, "@type");
    view name = string_of(json_is_array(type) ? json_array_get(type, 0) : type);
    if (view_find(name, VIEW("Article"), 0) != SIZE_MAX || view_ends(name, VIEW("Posting")) ||
        view_ends(name, VIEW("Report"))) {
        return 3;
    }
    return view_ends(name, VIEW("WebPage")) || view_ends(name, VIEW("VideoObject")) ? 1 : 0;
}

static view keep(const page *p, view v)
{
    return arena_copy(p->arena, v);
}

static void read_updates(const page *p, const json_t *updates, page_facts *f)
{
    size_t n = json_array_size(updates);
    if (f->nupdates > 0 || n < 2 || n > 2000) {
        return;
    }
    f->updates = ARENA_ARRAY(p->arena, page_update, n);
    for (size_t i = 0; f->updates != NULL && i < n; i++) {
        const json_t *u = json_array_get(updates, i);
        view body = string_of(json_object_get(u, "articleBody"));
        if (view_trim(body).length > 0) {
            f->updates[f->nupdates++] =
                (page_update){keep(p, string_of(json_object_get(u, "headline"))), keep(p, body),
                              page_date(string_of(json_object_get(u, "datePublished")))};
        }
    }
}

static void read_object(const page *p, const json_t *o, page_facts *f)
{
    int strength = type_strength(o);
    if (strength == 0) {
        return;
    }
    int more = strength == 3 ? 10 : 0;
    learn(f, FACT_TITLE, keep(p, string_of(json_object_get(o, "headline"))), more + 2);
    learn(f, FACT_DATE, string_of(json_object_get(o, "datePublished")), more + 3);
    learn(f, FACT_DATE, string_of(json_object_get(o, "dateCreated")), more + 1);
    learn(f, FACT_CHANGED, string_of(json_object_get(o, "dateModified")), more + 1);
    learn(f, FACT_AUTHOR, names_of(p, json_object_get(o, "author")), more + 1);
    learn(f, FACT_PUBLISHER, keep(p, name_of(json_object_get(o, "publisher"))), more - 5);
    learn(f, FACT_LANGUAGE, keep(p, string_of(json_object_get(o, "inLanguage"))), more + 1);
    read_updates(p, json_object_get(o, "liveBlogUpdate"), f);
}

/* Visits the value, the elements of arrays and what stands under @graph and mainEntity. */
static void walk_json(const page *p, const json_t *root, page_facts *f)
{
    const json_t *stack[JSON_STACK] = {root};
    size_t depth = 1;
    for (int steps = 0; depth > 0 && steps < JSON_STEPS; steps++) {
        const json_t *value = stack[--depth];
        if (json_is_object(value)) {
            read_object(p, value, f);
            const json_t *inner[] = {json_object_get(value, "mainEntity"),
                                     json_object_get(value, "@graph")};
            for (int i = 0; i < 2 && depth < JSON_STACK; i++) {
                if (inner[i] != NULL) {
                    stack[depth++] = inner[i];
                }
            }
        } else if (json_is_array(value)) {
            for (size_t i = json_array_size(value); i > 0 && depth < JSON_STACK; i--) {
                stack[depth++] = json_array_get(value, i - 1);
            }
        }
    }
}

/* Many pages' JSON-LD has line breaks in its strings, or stands in a comment. */
static void read_json(const page *p, uint32_t node, page_facts *f)
{
    const page_node *n = &p->nodes[node];
    view v = view_cut(buf_all(&p->text), n->first, n->first + n->count);
    char *copy = arena_alloc(p->arena, v.length + 1);
    size_t begin = 0;
    while (begin < v.length && v.data[begin] != '{' && v.data[begin] != '[') {
        begin++;
    }
    for (size_t i = 0; copy != NULL && i < v.length; i++) {
        copy[i] = (unsigned char)v.data[i] < 0x20 ? ' ' : v.data[i];
    }
    json_t *root = copy == NULL ? NULL
                                : json_loadb(copy + begin, v.length - begin,
                                             JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL);
    walk_json(p, root, f);
    json_decref(root);
}

/* ---- the whole page -------------------------------------------------------------------------- */

static void read_node(const page *p, uint32_t i, page_facts *f)
{
    const page_node *n = &p->nodes[i];
    switch ((int)n->tag) {
    case TAG_TEXT:
        if (p->nodes[n->parent].tag == TAG_SCRIPT) {
            read_json(p, i, f);
        }
        return;
    case TAG_META:
        read_meta(p, i, f);
        return;
    case TAG_LINK:
        read_link(p, i, f);
        return;
    case TAG_HTML:
        learn(f, FACT_LANGUAGE, page_attribute_of(p, i, ATTR_LANG), 4);
        return;
    case TAG_TITLE:
        learn(f, FACT_TITLE, words_of(p, i), 1);
        return;
    case TAG_TIME:
        read_microdata(p, i, f);
        read_time(p, i, f);
        return;
    default:
        if (n->count > 0) {
            read_microdata(p, i, f);
        }
    }
}

void page_read_facts(const page *p, page_facts *f)
{
    *f = (page_facts){.published = DAY_NONE, .changed = DAY_NONE};
    f->title = f->author = f->publisher = f->url = f->language = VIEW("");
    for (uint32_t i = 0; i < p->nnodes; i++) {
        read_node(p, i, f);
    }
    f->language.length = f->language.length > 2 ? 2 : f->language.length;
}
