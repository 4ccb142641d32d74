/* Feeds and sitemaps: RSS 0.9 to 2.0 (and RSS 1.0, which is RDF), Atom, and the sitemaps of news
 * sites.  Each item is a report; where the feed carries the full text that is its body, else its
 * summary, else it has its headline, or only its address.  The feed is read whole (64 MiB);
 * mistakes in its XML are passed over as feed readers do; entities that it declares are refused. */
#include <libxml/parser.h>

#include "read/page_priv.h"
#include "read/xml_priv.h"

enum { FEED_LIMIT = 64 << 20, SNIFF_REACH = 4096 };

typedef struct {
    xmlDoc *doc;
    const xmlNode *root;
    const xmlNode *at; /* the last item that was given; the root at the beginning */
    const xmlNode *channel;
} feed;

/* ---- telling --------------------------------------------------------------------------------- */

/* Where the first element begins, behind declarations and comments. */
static size_t first_element(view v)
{
    size_t i = view_starts(v, VIEW("\xEF\xBB\xBF")) ? 3 : 0;
    while (i < v.length && i < SNIFF_REACH) {
        view rest = view_cut(v, i, v.length);
        size_t end = 0;
        if (view_starts(rest, VIEW("<!--"))) {
            end = view_find(rest, VIEW("-->"), 4);
        } else if (view_starts(rest, VIEW("<?")) || view_starts(rest, VIEW("<!"))) {
            end = view_find_char(rest, '>', 0);
        } else if (!ascii_space(rest.data[0])) {
            return i;
        }
        if (end == SIZE_MAX) {
            return v.length;
        }
        i += end + 1;
    }
    return v.length;
}

static bool sniff(view head)
{
    static const char *const roots[] = {"<rss",    "<feed",         "<rdf:RDF",
                                        "<urlset", "<sitemapindex", "<atom:feed"};
    size_t at = first_element(head);
    view v = view_cut(head, at < head.length ? at : head.length, head.length);
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        view root = view_of(roots[i]);
        bool whole = v.length > root.length &&
                     (ascii_space(v.data[root.length]) || v.data[root.length] == '>');
        if (whole && view_starts(v, root)) {
            return true;
        }
    }
    return false;
}

/* ---- items ----------------------------------------------------------------------------------- */

/* The first child of one of the names, in their order; null = none. */
static const xmlNode *child(const xmlNode *node, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (const xmlNode *c = node == NULL ? NULL : node->children; c != NULL; c = c->next) {
            if (xml_is(c, names[i])) {
                return c;
            }
        }
    }
    return NULL;
}

#define CHILD(node, ...)                                                                           \
    child((node), (const char *const[]){__VA_ARGS__},                                              \
          sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* Atom's link to the page itself; RSS's text of the element. */
static view link_of(const xmlNode *item, arena *a)
{
    view found = VIEW("");
    for (const xmlNode *c = item->children; c != NULL; c = c->next) {
        if (!xml_is(c, "link")) {
            continue;
        }
        view rel = xml_attribute(c, "rel", a), href = xml_attribute(c, "href", a);
        bool page = rel.length == 0 || view_equal(rel, VIEW("alternate"));
        if (href.length == 0) {
            href = xml_text(c, a);
        }
        if (page && href.length > 0 && found.length == 0) {
            found = href;
        }
    }
    return found.length > 0 ? found : xml_text(CHILD(item, "loc"), a);
}

/* The element's markup: its text, or for XHTML what lies in it written out. */
static view markup_of(const feed *f, const xmlNode *node, arena *a)
{
    if (node == NULL || !view_equal(xml_attribute(node, "type", a), VIEW("xhtml"))) {
        xmlChar *text = node == NULL ? NULL : xmlNodeGetContent(node);
        view v = arena_copy(a, view_of((const char *)text));
        xmlFree(text);
        return v;
    }
    xmlBuffer *out = xmlBufferCreate();
    if (out != NULL) {
        (void)xmlNodeDump(out, f->doc, (xmlNode *)(uintptr_t)node, 0, 0);
    }
    view v = out == NULL ? VIEW("") : arena_copy(a, view_of((const char *)xmlBufferContent(out)));
    xmlBufferFree(out);
    return v;
}

/* The longer of full text and summary. */
static view body_of(const feed *f, const xmlNode *item, arena *a)
{
    view full = markup_of(f, CHILD(item, "encoded", "content", "fulltext", "full-text", "body"), a);
    view brief = markup_of(f, CHILD(item, "description", "summary"), a);
    return full.length > brief.length ? full : brief;
}

static view day_text(arena *a, view stamp)
{
    char text[16];
    day_format(page_date(stamp), text);
    return arena_copy(a, view_of(text));
}

/* The author's name: "x@y.example (Jane Doe)" in RSS, <name> in Atom. */
static view author_of(const xmlNode *item, arena *a)
{
    const xmlNode *author = CHILD(item, "creator", "author", "byline");
    view name = xml_text(CHILD(author, "name"), a);
    name = name.length > 0 ? name : xml_text(author, a);
    size_t open = view_find(name, VIEW(" ("), 0);
    if (open != SIZE_MAX && view_find_char(name, '@', 0) < open && view_ends(name, VIEW(")"))) {
        return view_cut(name, open + 2, name.length - 1);
    }
    return view_find_char(name, '@', 0) != SIZE_MAX ? VIEW("") : name;
}

static void fill(const feed *f, const xmlNode *item, arena *a, read_fields *out)
{
    const xmlNode *news = CHILD(item, "news");
    const xmlNode *paper = CHILD(news, "publication");
    out->url = link_of(item, a);
    out->title = xml_text(CHILD(item, "title"), a);
    out->published = day_text(a, xml_text(CHILD(item, "pubDate", "published", "issued", "date",
                                                "created", "updated", "modified", "lastmod"),
                                          a));
    out->publisher = xml_text(CHILD(f->channel, "title"), a);
    out->language = xml_text(CHILD(f->channel, "language"), a);
    if (out->language.length == 0) {
        out->language = xml_attribute(f->root, "lang", a);
    }
    if (news != NULL) {
        out->title = xml_text(CHILD(news, "title"), a);
        out->published = day_text(a, xml_text(CHILD(news, "publication_date"), a));
        out->publisher = xml_text(CHILD(paper, "name"), a);
        out->language = xml_text(CHILD(paper, "language"), a);
    }
    out->language.length = out->language.length > 2 ? 2 : out->language.length;
    out->id = xml_text(CHILD(item, "guid", "id"), a);
    out->id = out->id.length > 0 ? out->id : out->url;
}

dateline_status feed_item(input *in, read_fields *f, view author, view body, report **r,
                          dateline_error *e)
{
    draft d;
    draft_begin(&d, in->scratch);
    f->title = page_plain(f->title, in->scratch);
    view title = f->title;
    part like = part_like(PART_HEADLINE, VIEW(""), VIEW(""), DAY_NONE);
    bool stored = draft_add(&d, like, title);
    like = part_like(PART_BYLINE, author, VIEW(""), DAY_NONE);
    stored = stored && (body.length == 0 || draft_add(&d, like, author));
    like = part_like(PART_BODY, VIEW(""), VIEW(""), DAY_NONE);
    dateline_status status =
        stored ? page_add_html(&d, in->scratch, like, body, e) : fault_memory(e);
    if (status == DATELINE_OK && d.text.length == 0 && !draft_plain(&d, f->url)) {
        status = fault_memory(e);
    }
    view origin =
        arena_printf(in->scratch, "%s:item %llu", in->path.data, (unsigned long long)in->number);
    if (status == DATELINE_OK) {
        status = reader_make_draft(in, *f, &d, origin, r, e);
    }
    draft_free(&d);
    return status;
}

/* ---- the feed -------------------------------------------------------------------------------- */

static dateline_status refuse(const input *in, const char *why, const char *hint, dateline_error *e)
{
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0, "%s", why);
    fault_hint(e, "%s", hint);
    return DATELINE_E_FORMAT;
}

static void be_silent(void *context, const char *message, ...)
{
    (void)context;
    (void)message;
}

/* Whether a character reference that XML knows begins at the "&". */
static bool is_reference(view v)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (view_starts(v, view_of(known[i]))) {
            return true;
        }
    }
    size_t n = v.length > 2 && v.data[2] == 'x' ? 3 : 2;
    while (n < v.length && n < 9 && (ascii_digit(v.data[n]) || ascii_alpha(v.data[n]))) {
        n++;
    }
    return v.length > 3 && v.data[1] == '#' && n < v.length && v.data[n] == ';';
}

/* Many feeds write "a?x=1&y=2" and "&nbsp;" as they are: an ampersand that begins nothing that XML
 * knows stands for itself, outside of CDATA. */
static void mend_ampersands(view all, buf *out)
{
    const view opening = VIEW("<![CDATA[");
    size_t from = 0, data = view_find(all, opening, 0);
    for (size_t at = view_find_char(all, '&', 0); at != SIZE_MAX;
         at = view_find_char(all, '&', at + 1)) {
        while (data < at) {
            size_t end = view_find(all, VIEW("]]>"), data);
            end = end == SIZE_MAX ? all.length : end;
            buf_view(out, view_cut(all, from, end));
            from = end;
            data = view_find(all, opening, end);
        }
        if (at >= from) {
            buf_view(out, view_cut(all, from, at));
            buf_text(out, is_reference(view_cut(all, at, all.length)) ? "&" : "&amp;");
            from = at + 1;
        }
    }
    buf_view(out, view_cut(all, from, all.length));
}

static dateline_status parse(input *in, feed *f, dateline_error *e)
{
    view all;
    TRY(stream_rest(&in->stream, FEED_LIMIT, &all, e));
    size_t begin = first_element(all);
    view front = view_cut(all, 0, begin);
    if (view_find(front, VIEW("<!ENTITY"), 0) != SIZE_MAX) {
        return refuse(in, "the feed declares entities, which may grow without end",
                      "no feed needs them; resolve them first: xmllint --noent FILE", e);
    }
    while (all.length > 0 && ascii_space(all.data[0])) {
        all = view_cut(all, 1, all.length);
    }
    buf mended = {0};
    mend_ampersands(all, &mended);
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (parser == NULL || mended.failed) {
        xmlFreeParserCtxt(parser);
        buf_free(&mended);
        return fault_memory(e);
    }
    parser->sax->error = parser->sax->warning = be_silent;
    f->doc = xmlCtxtReadMemory(parser, mended.data, (int)mended.length, NULL, NULL,
                               XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR |
                                   XML_PARSE_NOWARNING);
    xmlFreeParserCtxt(parser);
    buf_free(&mended);
    f->root = f->doc == NULL ? NULL : xmlDocGetRootElement(f->doc);
    if (f->root == NULL) {
        return refuse(in, "the feed's XML is broken", "xmllint --noout FILE shows where", e);
    }
    const xmlNode *channel = CHILD(f->root, "channel");
    f->channel = channel == NULL ? f->root : channel;
    f->at = f->root;
    return DATELINE_OK;
}

static void close_feed(input *in)
{
    feed *f = in->state;
    if (f != NULL) {
        xmlFreeDoc(f->doc);
    }
}

static bool is_item(const xmlNode *n)
{
    return xml_is(n, "item") || xml_is(n, "entry") || xml_is(n, "url") || xml_is(n, "sitemap");
}

static const xmlNode *next_item(feed *f)
{
    const xmlNode *n = f->at == f->root ? xml_next(f->root, f->root) : xml_behind(f->root, f->at);
    while (n != NULL && !is_item(n)) {
        n = xml_next(f->root, n);
    }
    f->at = n;
    return n;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    feed *f = in->state;
    dateline_status status = DATELINE_OK;
    if (f == NULL) {
        f = ARENA_NEW(in->arena, feed);
        in->state = f;
        status = f == NULL ? fault_memory(e) : parse(in, f, e);
    }
    if (status != DATELINE_OK) {
        in->done = true;
        return reader_reject(in, VIEW(""), in->path, status, reject);
    }
    const xmlNode *item = f->at == NULL ? NULL : next_item(f);
    if (item == NULL) {
        return DATELINE_END;
    }
    in->number++;
    read_fields fields = {0};
    fill(f, item, in->scratch, &fields);
    status =
        feed_item(in, &fields, author_of(item, in->scratch), body_of(f, item, in->scratch), r, e);
    return status == DATELINE_OK ? status : reader_reject(in, fields.id, in->path, status, reject);
}

const read_kind read_kind_feed = {"feed", sniff, next, NULL, close_feed};
