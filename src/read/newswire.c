/* What agencies send: NITF 3 (IPTC), NewsML-G2 2 and NewsML 1 (IPTC), the latter two with NITF,
 * XHTML or bare text inside; and PETRARCH's own sentences and articles. */
#include "read/xml_priv.h"

static bool add(draft *d, part_kind kind, view text)
{
    return draft_add(d, part_like(kind, VIEW(""), VIEW(""), DAY_NONE), text);
}

static view first(view a, view b)
{
    return a.length > 0 ? a : b;
}

/* ---- NITF ------------------------------------------------------------------------------------ */

/* Headline, byline, dateline and paragraphs of a <body>. */
static bool nitf_body(const xmlNode *nitf, draft *d, arena *a)
{
    const xmlNode *head = xml_find(nitf, "body.head");
    const xmlNode *content = xml_find(nitf, "body.content");
    view headline = first(xml_text_of(head, "hl1", a), xml_text_of(head, "hedline", a));
    view byline = xml_text_of(head, "byline", a);
    return add(d, PART_HEADLINE, headline) && add(d, PART_HEADLINE, xml_text_of(head, "hl2", a)) &&
           add(d, PART_BYLINE, byline) && add(d, PART_BYLINE, xml_text_of(head, "dateline", a)) &&
           (content == NULL || xml_paragraphs(content, d));
}

bool nitf_unit(const xmlNode *node, read_fields *f, draft *d, arena *a)
{
    const xmlNode *issue = xml_find(node, "date.issue"), *release = xml_find(node, "date.release");
    const xmlNode *paper = xml_find(node, "pubdata");
    f->id = first(f->id, xml_attribute(xml_find(node, "doc-id"), "id-string", a));
    f->published = first(f->published, xml_attribute(issue, "norm", a));
    f->published = first(f->published, xml_attribute(release, "norm", a));
    f->published = first(f->published, xml_attribute(paper, "date.publication", a));
    f->publisher = first(f->publisher, xml_attribute(paper, "name", a));
    f->publisher = first(f->publisher, xml_text_of(xml_find(node, "body.head"), "distributor", a));
    f->url = first(f->url, xml_attribute(paper, "ex-ref", a));
    f->title = first(f->title, xml_text_of(xml_find(node, "body.head"), "hl1", a));
    f->title = first(f->title, xml_text_of(xml_find(node, "head"), "title", a));
    return nitf_body(node, d, a);
}

/* ---- NewsML ---------------------------------------------------------------------------------- */

/* Bare text in paragraphs that blank lines or indented lines part. */
static bool plain_paragraphs(const xmlNode *node, draft *d)
{
    const xmlNode *text = node->children;
    view rest = view_of(text == NULL ? NULL : (const char *)text->content), piece;
    bool stored = true;
    while (stored && view_split(&rest, '\n', &piece)) {
        stored = add(d, PART_BODY, piece);
    }
    return stored;
}

/* The text of an item, wherever it stands: NITF, XHTML or bare. */
static bool newsml_content(const xmlNode *node, read_fields *f, draft *d, arena *a)
{
    const xmlNode *nitf = xml_find(node, "nitf");
    if (nitf != NULL && xml_find(nitf, "body.content") != NULL) {
        return nitf_unit(nitf, f, d, a);
    }
    static const char *const places[] = {"inlineXML", "DataContent", "inlineData"};
    const xmlNode *place = NULL;
    for (size_t i = 0; i < sizeof places / sizeof places[0] && place == NULL; i++) {
        place = xml_find(node, places[i]);
    }
    if (place == NULL) {
        return true;
    }
    const xmlNode *body = xml_find(place, "body");
    bool marked = xml_find(place, "p") != NULL || body != NULL;
    return marked ? xml_paragraphs(body == NULL ? place : body, d) : plain_paragraphs(place, d);
}

/* NewsML-G2 and NewsML 1 differ in names only, as far as a report goes. */
static void newsml_fields(const xmlNode *node, read_fields *f, arena *a)
{
    static const char *const dates[] = {"contentCreated", "firstCreated",        "versionCreated",
                                        "FirstCreated",   "ThisRevisionCreated", "DateId"};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        f->published = first(f->published, xml_text_of(node, dates[i], a));
    }
    const xmlNode *provider = xml_find(node, "provider");
    f->id = first(xml_attribute(node, "guid", a), xml_text_of(node, "PublicIdentifier", a));
    f->publisher = first(xml_text(provider, a), xml_attribute(provider, "literal", a));
    f->publisher = first(f->publisher, xml_text_of(node, "Provider", a));
    f->publisher = first(f->publisher, xml_text_of(node, "ProviderId", a));
    f->title = first(xml_text_of(node, "headline", a), xml_text_of(node, "HeadLine", a));
    f->language = xml_attribute(xml_find(node, "contentMeta"), "lang", a);
    f->language = first(f->language, xml_attribute(xml_find(node, "language"), "tag", a));
    f->language = first(f->language, xml_attribute(node, "lang", a));
    f->language.length = f->language.length > 2 ? 2 : f->language.length;
}

bool newsml_unit(const xmlNode *node, read_fields *f, draft *d, arena *a)
{
    newsml_fields(node, f, a);
    const xmlNode *nitf = xml_find(node, "nitf");
    bool own_headline = xml_text_of(nitf, "hl1", a).length > 0;
    view dateline = xml_text_of(node, "DateLine", a);
    return (own_headline || add(d, PART_HEADLINE, f->title)) && add(d, PART_BYLINE, dateline) &&
           newsml_content(node, f, d, a);
}

/* ---- PETRARCH -------------------------------------------------------------------------------- */

/* <Sentence date= id= source=><Text>, and <Article ...> with one <Text> or several; what a parser
 * made of them is left to ours. */
bool petrarch_unit(const xmlNode *node, read_fields *f, draft *d, arena *a)
{
    f->id = first(xml_attribute(node, "id", a), xml_attribute(node, "mongoId", a));
    f->published = xml_attribute(node, "date", a);
    f->publisher = xml_attribute(node, "source", a);
    f->url = xml_attribute(node, "url", a);
    bool stored = true;
    for (const xmlNode *n = xml_next(node, node); n != NULL && stored; n = xml_next(node, n)) {
        if (xml_is(n, "Text")) {
            stored = add(d, PART_BODY, xml_text(n, a));
        }
    }
    return stored;
}
