/* XML of agencies and coders, unit by unit: one newsItem, nitf, Sentence or Article is a report.
 * libxml2 reads forward and keeps one unit in memory; a unit and what stands between two may take
 * 64 MiB.  Files that declare entities are refused (they can grow without end, or name other
 * files), nothing outside the file is ever loaded, and elements lie at most 256 deep. */
#include <libxml/xmlreader.h>

#include "read/xml_priv.h"

enum { UNIT_LIMIT = 64 << 20 };

typedef struct {
    const char *name;
    bool (*take)(const xmlNode *node, read_fields *f, draft *d, arena *a);
} unit;

static const unit units[] = {{"newsItem", newsml_unit},
                             {"NewsItem", newsml_unit},
                             {"nitf", nitf_unit},
                             {"Sentence", petrarch_unit},
                             {"Article", petrarch_unit}};

typedef struct {
    xmlTextReader *reader;
    stream *from;
    size_t budget;          /* bytes until the unit is too long */
    dateline_status failed; /* of the stream */
    dateline_error why;
    char message[160]; /* libxml2's first complaint */
    int line;
    bool found; /* a unit so far */
    const unit *unit;
    const xmlNode *node; /* of the unit; null = none */
    view id;
    char root[80];
} xml;

static bool sniff(view head)
{
    while (head.length > 0 && (ascii_space(head.data[0]) || (unsigned char)head.data[0] >= 0x80)) {
        head = view_cut(head, 1, head.length);
    }
    if (!view_starts(head, VIEW("<"))) {
        return false;
    }
    static const char *const tags[] = {"<newsItem", "<newsMessage", "<NewsML",  "<nitf",
                                       "<Sentence", "<Articles",    "<Article "};
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        if (view_find(head, view_of(tags[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return view_starts(head, VIEW("<?xml")) && view_find(head, VIEW("<html"), 0) == SIZE_MAX &&
           view_find(head, VIEW("<HTML"), 0) == SIZE_MAX;
}

/* ---- libxml2's side ---------------------------------------------------------------------------
 */

static int take_bytes(void *context, char *out, int room)
{
    xml *x = context;
    view v;
    x->failed = stream_peek(x->from, (size_t)room, &v, &x->why);
    if (x->failed != DATELINE_OK || v.length > x->budget) {
        return -1;
    }
    memcpy(out, v.data, v.length);
    stream_skip(x->from, v.length);
    x->budget -= v.length;
    return (int)v.length;
}

static int close_bytes(void *context)
{
    (void)context;
    return 0;
}

static void complain(void *context, xmlErrorPtr error)
{
    xml *x = context;
    if (x->message[0] == '\0' && error->message != NULL && error->level >= XML_ERR_ERROR) {
        view v = view_trim(view_of(error->message));
        size_t n = v.length < sizeof x->message - 1 ? v.length : sizeof x->message - 1;
        memcpy(x->message, v.data, n);
        x->message[n] = '\0';
        x->line = error->line;
    }
}

static dateline_status begin(input *in, xml **out, dateline_error *e)
{
    xml *x = ARENA_NEW(in->arena, xml);
    if (x == NULL) {
        return fault_memory(e);
    }
    x->from = &in->stream;
    x->budget = UNIT_LIMIT;
    x->reader = xmlReaderForIO(take_bytes, close_bytes, x, NULL, NULL,
                               XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
    in->state = x;
    *out = x;
    if (x->reader == NULL) {
        return fault_memory(e);
    }
    xmlTextReaderSetStructuredErrorHandler(x->reader, complain, x);
    return DATELINE_OK;
}

static void close_xml(input *in)
{
    xml *x = in->state;
    if (x != NULL) {
        xmlFreeTextReader(x->reader);
    }
}

/* ---- what can go wrong ------------------------------------------------------------------------
 */

static dateline_status refuse_entities(input *in, dateline_error *e)
{
    in->done = true;
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0,
             "the XML declares entities, which may grow without end or name other files");
    fault_hint(e, "if you trust it, resolve them first: xmllint --noent FILE");
    return DATELINE_E_FORMAT;
}

static dateline_status broken(input *in, const xml *x, dateline_error *e)
{
    in->done = true;
    if (x->failed != DATELINE_OK) {
        if (e != NULL) {
            *e = x->why;
        }
        return x->failed;
    }
    if (x->budget < (size_t)1 << 16) {
        fault_at(e, DATELINE_E_LIMIT, in->path.data, 0, "an element is longer than %d bytes",
                 UNIT_LIMIT);
        fault_hint(e, "one newsItem, nitf, Article or Sentence should hold one report");
        return DATELINE_E_LIMIT;
    }
    if (view_find(view_of(x->message), VIEW("ntity reference loop"), 0) != SIZE_MAX) {
        return refuse_entities(in, e);
    }
    fault_at(e, DATELINE_E_FORMAT, in->path.data, x->line > 0 ? (uint64_t)x->line : 0,
             "the XML is broken: %s", x->message[0] == '\0' ? "it ends early" : x->message);
    fault_hint(e, "xmllint --noout FILE shows where; what stood before was read");
    return DATELINE_E_FORMAT;
}

static dateline_status nothing_known(input *in, const xml *x, dateline_error *e)
{
    in->done = true;
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0,
             "XML with root <%s> is of no kind that is read", x->root);
    fault_hint(e, "known are NewsML, NITF, PETRARCH's Sentences and Articles, feeds and pages");
    return DATELINE_E_FORMAT;
}

/* ---- units ------------------------------------------------------------------------------------
 */

static bool declares_entities(xml *x)
{
    const xmlNode *node = xmlTextReaderCurrentNode(x->reader);
    const xmlDtd *dtd = (const xmlDtd *)(const void *)node;
    return node != NULL && node->type == XML_DTD_NODE && dtd->entities != NULL;
}

static const unit *unit_here(xml *x)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(x->reader);
    for (size_t i = 0; name != NULL && i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(name, units[i].name) == 0) {
            return &units[i];
        }
    }
    if (x->root[0] == '\0' && name != NULL) {
        size_t n = strlen(name) < sizeof x->root - 1 ? strlen(name) : sizeof x->root - 1;
        memcpy(x->root, name, n);
    }
    return NULL;
}

/* Goes to the next unit and takes it into memory. */
static dateline_status next_unit(input *in, xml *x, dateline_error *e)
{
    int more = x->found ? xmlTextReaderNext(x->reader) : xmlTextReaderRead(x->reader);
    for (; more == 1; more = xmlTextReaderRead(x->reader)) {
        int type = xmlTextReaderNodeType(x->reader);
        if (type == XML_READER_TYPE_DOCUMENT_TYPE && declares_entities(x)) {
            return refuse_entities(in, e);
        }
        x->unit = type == XML_READER_TYPE_ELEMENT ? unit_here(x) : NULL;
        if (x->unit != NULL) {
            x->found = true;
            x->node = xmlTextReaderExpand(x->reader);
            x->budget = UNIT_LIMIT;
            return x->node == NULL ? broken(in, x, e) : DATELINE_OK;
        }
    }
    if (more == 0) {
        return x->found ? DATELINE_END : nothing_known(in, x, e);
    }
    return broken(in, x, e);
}

static dateline_status make(input *in, xml *x, view origin, report **r, dateline_error *e)
{
    read_fields f = {0};
    draft d;
    draft_begin(&d, in->scratch);
    dateline_status status =
        x->unit->take(x->node, &f, &d, in->scratch) ? DATELINE_OK : fault_memory(e);
    x->id = f.id;
    if (status == DATELINE_OK) {
        status = reader_make_draft(in, f, &d, origin, r, e);
    }
    draft_free(&d);
    return status;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    xml *x = in->state;
    if (x == NULL) {
        TRY(begin(in, &x, e));
    }
    x->node = NULL;
    x->id = VIEW("");
    dateline_status status = next_unit(in, x, e);
    if (status == DATELINE_END) {
        return status;
    }
    in->number++;
    view origin = x->node == NULL ? in->path
                                  : arena_printf(in->scratch, "%s:%ld", in->path.data,
                                                 xmlGetLineNo((xmlNode *)(uintptr_t)x->node));
    if (status == DATELINE_OK) {
        status = make(in, x, origin, r, e);
    }
    return status == DATELINE_OK ? status : reader_reject(in, x->id, origin, status, reject);
}

const read_kind read_kind_xml = {"xml", sniff, next, NULL, close_xml};
