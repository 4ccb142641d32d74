/* Walking libxml2's trees by local names; see xml_priv.h. */
#include "read/xml_priv.h"

bool xml_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

const xmlNode *xml_behind(const xmlNode *root, const xmlNode *node)
{
    while (node != root && node->next == NULL) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

const xmlNode *xml_next(const xmlNode *root, const xmlNode *node)
{
    bool inner = node->type == XML_ELEMENT_NODE && node->children != NULL;
    return inner ? node->children : xml_behind(root, node);
}

const xmlNode *xml_find(const xmlNode *root, const char *name)
{
    for (const xmlNode *n = root == NULL ? NULL : xml_next(root, root); n != NULL;
         n = xml_next(root, n)) {
        if (xml_is(n, name)) {
            return n;
        }
    }
    return NULL;
}

view xml_attribute(const xmlNode *node, const char *name, arena *a)
{
    for (const xmlAttr *at = node == NULL ? NULL : node->properties; at != NULL; at = at->next) {
        if (strcmp((const char *)at->name, name) == 0) {
            const xmlNode *value = at->children;
            const char *text = value == NULL ? NULL : (const char *)value->content;
            return arena_copy(a, view_trim(view_of(text)));
        }
    }
    return VIEW("");
}

static bool is_text(const xmlNode *node)
{
    return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
           node->content != NULL;
}

/* Appends the words, one blank for each run of white space. */
static void add_words(buf *b, view v)
{
    for (size_t i = 0; i < v.length; i++) {
        bool blank = ascii_space(v.data[i]);
        bool before = b->length == 0 || b->data[b->length - 1] == ' ';
        if (!blank || !before) {
            buf_char(b, blank ? ' ' : v.data[i]);
        }
    }
}

view xml_text(const xmlNode *node, arena *a)
{
    buf b = {0};
    for (const xmlNode *n = node; n != NULL; n = xml_next(node, n)) {
        if (is_text(n)) {
            add_words(&b, view_of((const char *)n->content));
        }
    }
    view all = arena_copy(a, view_trim(buf_all(&b)));
    buf_free(&b);
    return all;
}

view xml_text_of(const xmlNode *root, const char *name, arena *a)
{
    return xml_text(xml_find(root, name), a);
}

/* ---- paragraphs ---------------------------------------------------------------------------- */

/* Elements that end a paragraph, of NITF and XHTML; and those whose words are not the report's. */
static const char *const blocks[] = {"p",  "hl1",     "hl2", "block", "div", "li", "tr",
                                     "h1", "h2",      "h3",  "h4",    "br",  "td", "dd",
                                     "dt", "section", "bq",  "table", "ol",  "ul", "body.content"};
static const char *const left_out[] = {"media",  "script", "style",       "head",    "figure",
                                       "aside",  "nav",    "footer",      "tagline", "body.end",
                                       "object", "iframe", "custom-table"};

static bool one_of(const xmlNode *node, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (xml_is(node, names[i])) {
            return true;
        }
    }
    return false;
}

static bool is_block(const xmlNode *node)
{
    return one_of(node, blocks, sizeof blocks / sizeof blocks[0]);
}

static bool flush(draft *d, buf *paragraph)
{
    part body = part_like(PART_BODY, VIEW(""), VIEW(""), DAY_NONE);
    bool stored = !paragraph->failed && draft_add(d, body, buf_all(paragraph));
    buf_clear(paragraph);
    return stored;
}

/* Whether the walk from `node` to `next` goes in or out of a block. */
static bool crosses_block(const xmlNode *root, const xmlNode *node, const xmlNode *next)
{
    bool down = next != NULL && next->parent == node;
    for (const xmlNode *n = down ? root : node; n != NULL && n != root; n = n->parent) {
        if (is_block(n)) {
            return true;
        }
        if (next != NULL && n->parent == next->parent) {
            break;
        }
    }
    return next != NULL && is_block(next);
}

bool xml_paragraphs(const xmlNode *root, draft *d)
{
    buf words = {0};
    bool stored = true;
    const xmlNode *n = root;
    while (n != NULL && stored) {
        bool out = n != root && one_of(n, left_out, sizeof left_out / sizeof left_out[0]);
        if (is_text(n)) {
            add_words(&words, view_of((const char *)n->content));
        }
        const xmlNode *next = out ? xml_behind(root, n) : xml_next(root, n);
        if (crosses_block(root, n, next)) {
            stored = flush(d, &words);
        }
        n = next;
    }
    stored = stored && flush(d, &words);
    buf_free(&words);
    return stored;
}
