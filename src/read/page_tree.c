/* HTML to a page's tree, on libxml2's HTML parser (HTML 4 with the repairs of browsers of its
 * time), used as a stream of events, so that no tree of its own limits the depth.  An end tag that
 * closes nothing makes the parser search all open elements: such steps are counted and bounded. */
#include <libxml/HTMLparser.h>
#include <stdlib.h>

#include "read/page_priv.h"

typedef enum { INLINE, BLOCK, SKIPPED } element_class;

static const struct {
    const char *name;
    element_class class;
} elements[TAG_COUNT] = {
    [TAG_OTHER] = {"", INLINE},
    [TAG_TEXT] = {"", INLINE},
    [TAG_A] = {"a", INLINE},
    [TAG_ADDRESS] = {"address", BLOCK},
    [TAG_ARTICLE] = {"article", BLOCK},
    [TAG_ASIDE] = {"aside", BLOCK},
    [TAG_BASE] = {"base", INLINE},
    [TAG_BLOCKQUOTE] = {"blockquote", BLOCK},
    [TAG_BODY] = {"body", BLOCK},
    [TAG_BR] = {"br", INLINE},
    [TAG_BUTTON] = {"button", SKIPPED},
    [TAG_CENTER] = {"center", BLOCK},
    [TAG_DD] = {"dd", BLOCK},
    [TAG_DETAILS] = {"details", BLOCK},
    [TAG_DIV] = {"div", BLOCK},
    [TAG_DL] = {"dl", BLOCK},
    [TAG_DT] = {"dt", BLOCK},
    [TAG_FIELDSET] = {"fieldset", BLOCK},
    [TAG_FIGCAPTION] = {"figcaption", BLOCK},
    [TAG_FIGURE] = {"figure", BLOCK},
    [TAG_FOOTER] = {"footer", BLOCK},
    [TAG_FORM] = {"form", BLOCK},
    [TAG_H1] = {"h1", BLOCK},
    [TAG_H2] = {"h2", BLOCK},
    [TAG_H3] = {"h3", BLOCK},
    [TAG_H4] = {"h4", BLOCK},
    [TAG_H5] = {"h5", BLOCK},
    [TAG_H6] = {"h6", BLOCK},
    [TAG_HEAD] = {"head", BLOCK},
    [TAG_HEADER] = {"header", BLOCK},
    [TAG_HR] = {"hr", BLOCK},
    [TAG_HTML] = {"html", BLOCK},
    [TAG_IFRAME] = {"iframe", SKIPPED},
    [TAG_IMG] = {"img", INLINE},
    [TAG_LABEL] = {"label", INLINE},
    [TAG_LI] = {"li", BLOCK},
    [TAG_LINK] = {"link", INLINE},
    [TAG_MAIN] = {"main", BLOCK},
    [TAG_META] = {"meta", INLINE},
    [TAG_NAV] = {"nav", BLOCK},
    [TAG_NOSCRIPT] = {"noscript", SKIPPED},
    [TAG_OBJECT] = {"object", SKIPPED},
    [TAG_OL] = {"ol", BLOCK},
    [TAG_OPTION] = {"option", BLOCK},
    [TAG_P] = {"p", BLOCK},
    [TAG_PRE] = {"pre", BLOCK},
    [TAG_SCRIPT] = {"script", SKIPPED},
    [TAG_SECTION] = {"section", BLOCK},
    [TAG_SELECT] = {"select", SKIPPED},
    [TAG_SPAN] = {"span", INLINE},
    [TAG_STYLE] = {"style", SKIPPED},
    [TAG_SUMMARY] = {"summary", BLOCK},
    [TAG_SVG] = {"svg", SKIPPED},
    [TAG_TABLE] = {"table", BLOCK},
    [TAG_TBODY] = {"tbody", BLOCK},
    [TAG_TD] = {"td", BLOCK},
    [TAG_TEMPLATE] = {"template", SKIPPED},
    [TAG_TEXTAREA] = {"textarea", SKIPPED},
    [TAG_TFOOT] = {"tfoot", BLOCK},
    [TAG_TH] = {"th", BLOCK},
    [TAG_THEAD] = {"thead", BLOCK},
    [TAG_TIME] = {"time", INLINE},
    [TAG_TITLE] = {"title", BLOCK},
    [TAG_TR] = {"tr", BLOCK},
    [TAG_UL] = {"ul", BLOCK},
};

static const char *const attribute_names[ATTR_COUNT] = {
    [ATTR_ARIA_HIDDEN] = "aria-hidden",
    [ATTR_CITE] = "cite",
    [ATTR_CLASS] = "class",
    [ATTR_CONTENT] = "content",
    [ATTR_DATA_HREF] = "data-href",
    [ATTR_DATETIME] = "datetime",
    [ATTR_HIDDEN] = "hidden",
    [ATTR_HREF] = "href",
    [ATTR_ID] = "id",
    [ATTR_ITEMPROP] = "itemprop",
    [ATTR_ITEMTYPE] = "itemtype",
    [ATTR_LANG] = "lang",
    [ATTR_NAME] = "name",
    [ATTR_PROPERTY] = "property",
    [ATTR_REL] = "rel",
    [ATTR_ROLE] = "role",
    [ATTR_SRC] = "src",
    [ATTR_STYLE] = "style",
    [ATTR_TITLE] = "title",
    [ATTR_TYPE] = "type",
};

static page_tag tag_of(const char *name)
{
    int low = TAG_A, high = TAG_COUNT - 1;
    while (low <= high) {
        int middle = (low + high) / 2;
        int order = strcmp(name, elements[middle].name);
        if (order == 0) {
            return (page_tag)middle;
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle - 1 : high;
    }
    return TAG_OTHER;
}

bool tag_is_block(page_tag tag)
{
    return elements[tag].class == BLOCK;
}

bool tag_is_heading(page_tag tag)
{
    return tag >= TAG_H1 && tag <= TAG_H6;
}

/* ---- events ---------------------------------------------------------------------------------- */

typedef struct {
    page *page;
    htmlParserCtxt *parser;
    uint32_t open;     /* innermost open element */
    uint32_t depth;    /* elements that are open */
    uint32_t skip;     /* depth at which what is passed over began; 0 = nothing is */
    uint64_t work;     /* steps of searches for what end tags close */
    const char *limit; /* the limit that was hit; null = none */
} building;

static void stop(building *b, const char *limit)
{
    if (b->limit == NULL) {
        b->limit = limit;
        xmlStopParser(b->parser);
    }
}

/* A fresh node under the open element; 0 = no memory or too many. */
static uint32_t add_node(building *b, page_tag tag)
{
    page *p = b->page;
    if (p->nnodes == p->node_capacity) {
        size_t capacity = p->node_capacity == 0 ? 4096 : p->node_capacity * 2;
        page_node *grown = capacity > PAGE_NODE_LIMIT
                               ? NULL
                               : arena_grow(p->arena, p->nodes, p->nnodes, capacity, sizeof *grown);
        if (grown == NULL) {
            stop(b, "elements");
            return 0;
        }
        p->nodes = grown;
        p->node_capacity = capacity;
    }
    uint32_t n = (uint32_t)p->nnodes++;
    p->nodes[n] = (page_node){.parent = b->open, .end = n + 1, .tag = (uint8_t)tag};
    return n;
}

static int attribute_of(const char *name)
{
    for (int i = 0; i < ATTR_COUNT; i++) {
        if (name[0] == attribute_names[i][0] && strcmp(name, attribute_names[i]) == 0) {
            return i;
        }
    }
    return -1;
}

static void add_attribute(building *b, uint32_t node, const char *name, const char *value)
{
    page *p = b->page;
    int known = attribute_of(name);
    if (known < 0) {
        return;
    }
    if (p->nattributes == p->attribute_capacity) {
        size_t capacity = p->attribute_capacity == 0 ? 4096 : p->attribute_capacity * 2;
        page_attribute *grown =
            arena_grow(p->arena, p->attributes, p->nattributes, capacity, sizeof *grown);
        if (grown == NULL) {
            stop(b, "attributes");
            return;
        }
        p->attributes = grown;
        p->attribute_capacity = capacity;
    }
    if (p->nodes[node].count == 0) {
        p->nodes[node].first = (uint32_t)p->nattributes;
    }
    p->nodes[node].count++;
    p->attributes[p->nattributes++] =
        (page_attribute){(page_attr)known, arena_copy(p->arena, view_of(value))};
}

static void on_start(void *to, const xmlChar *name, const xmlChar **attributes)
{
    building *b = to;
    page_tag tag = tag_of((const char *)name);
    b->depth++;
    if (b->depth > PAGE_DEPTH_LIMIT) {
        stop(b, "depth of elements");
    }
    if (b->skip != 0) {
        return;
    }
    uint32_t node = add_node(b, tag);
    if (node == 0) {
        return;
    }
    for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
        add_attribute(b, node, (const char *)attributes[i], (const char *)attributes[i + 1]);
    }
    b->open = node;
    bool data = tag == TAG_SCRIPT && view_find(page_attribute_of(b->page, node, ATTR_TYPE),
                                               VIEW("ld+json"), 0) != SIZE_MAX;
    if (elements[tag].class == SKIPPED && !data) {
        b->skip = b->depth;
    }
}

static void on_end(void *to, const xmlChar *name)
{
    building *b = to;
    (void)name;
    if (b->depth == 0) {
        return;
    }
    b->depth--;
    if (b->skip != 0 && b->depth >= b->skip) {
        return;
    }
    b->skip = 0;
    page_node *node = &b->page->nodes[b->open];
    node->end = (uint32_t)b->page->nnodes;
    b->open = node->parent;
}

static void on_text(void *to, const xmlChar *text, int length)
{
    building *b = to;
    page *p = b->page;
    if (b->skip != 0 || length <= 0) {
        return;
    }
    uint32_t last = (uint32_t)p->nnodes - 1;
    bool grows = p->nodes[last].tag == TAG_TEXT && p->nodes[last].parent == b->open;
    uint32_t node = grows ? last : add_node(b, TAG_TEXT);
    if (node == 0) {
        return;
    }
    if (!grows) {
        p->nodes[node].first = (uint32_t)p->text.length;
    }
    buf_view(&p->text, (view){(const char *)text, (size_t)length});
    p->nodes[node].count = (uint32_t)(p->text.length - p->nodes[node].first);
}

/* Every complaint about an end tag has cost a search through what is open. */
static void on_error(void *to, xmlErrorPtr error)
{
    building *b = to;
    if (error->code == XML_ERR_TAG_NAME_MISMATCH) {
        b->work += b->depth + 1;
        if (b->work > PAGE_WORK) {
            stop(b, "broken nesting");
        }
    }
}

static void close_all(building *b)
{
    page *p = b->page;
    while (b->open != 0) {
        p->nodes[b->open].end = (uint32_t)p->nnodes;
        b->open = p->nodes[b->open].parent;
    }
    p->nodes[0].end = (uint32_t)p->nnodes;
}

dateline_status page_parse(page *p, arena *a, view html, dateline_error *e)
{
    *p = (page){.arena = a};
    building b = {.page = p};
    htmlSAXHandler handler = {.startElement = on_start,
                              .endElement = on_end,
                              .characters = on_text,
                              .ignorableWhitespace = on_text,
                              .cdataBlock = on_text,
                              .serror = on_error,
                              .initialized = XML_SAX2_MAGIC};
    b.parser = htmlCreatePushParserCtxt(&handler, &b, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (b.parser == NULL) {
        return fault_memory(e);
    }
    (void)htmlCtxtUseOptions(b.parser,
                             HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    (void)add_node(&b, TAG_OTHER);
    if (p->nnodes == 1) {
        (void)htmlParseChunk(b.parser, html.data, (int)html.length, 1);
        close_all(&b);
    }
    htmlFreeParserCtxt(b.parser);
    if (p->nnodes == 0 || p->text.failed || arena_failed(a)) {
        return fault_memory(e);
    }
    return b.limit == NULL ? DATELINE_OK
                           : fault(e, DATELINE_E_LIMIT, "the page has too many %s", b.limit);
}

void page_free(page *p)
{
    buf_free(&p->text);
}

view page_attribute_of(const page *p, uint32_t node, page_attr name)
{
    const page_node *n = &p->nodes[node];
    for (uint32_t i = 0; n->tag != TAG_TEXT && i < n->count; i++) {
        if (p->attributes[n->first + i].name == name) {
            return p->attributes[n->first + i].value;
        }
    }
    return VIEW("");
}

void page_words(const page *p, uint32_t node, buf *out)
{
    for (uint32_t i = node; i < p->nodes[node].end; i++) {
        const page_node *n = &p->nodes[i];
        view rest = n->tag == TAG_TEXT ? view_cut(buf_all(&p->text), n->first, n->first + n->count)
                                       : VIEW("");
        for (size_t k = 0; k < rest.length; k++) {
            bool blank = ascii_space(rest.data[k]);
            if (!blank) {
                buf_char(out, rest.data[k]);
            } else if (out->length > 0 && out->data[out->length - 1] != ' ') {
                buf_char(out, ' ');
            }
        }
    }
}
