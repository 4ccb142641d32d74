/* read/xml_priv.h - walking parsed XML by local names, without recursion. */
#ifndef READ_XML_PRIV_H
#define READ_XML_PRIV_H

#include <libxml/tree.h>

#include "read/read_priv.h"

/* Whether the node is an element of that local name, whatever its namespace. */
bool xml_is(const xmlNode *node, const char *name);
/* The next node of the tree under `root` in the order of the document; null = the end.  Begin with
 * node = root. */
const xmlNode *xml_next(const xmlNode *root, const xmlNode *node);
/* The one behind the node and all below it. */
const xmlNode *xml_behind(const xmlNode *root, const xmlNode *node);
/* The first element of that name below root; null = none. */
const xmlNode *xml_find(const xmlNode *root, const char *name);
/* An attribute's value; "" = none. */
view xml_attribute(const xmlNode *node, const char *name, arena *a);
/* All text under the node, runs of white space made one blank; null = "". */
view xml_text(const xmlNode *node, arena *a);
/* The text of the first element of that name below root. */
view xml_text_of(const xmlNode *root, const char *name, arena *a);
/* Appends the paragraphs under the node to the draft; what stands in elements of media is left
 * out. */
MUST_USE bool xml_paragraphs(const xmlNode *root, draft *d);

/* What a unit of XML gives: fills fields and draft; false = no memory. */
MUST_USE bool nitf_unit(const xmlNode *node, read_fields *f, draft *d, arena *a);
MUST_USE bool newsml_unit(const xmlNode *node, read_fields *f, draft *d, arena *a);
MUST_USE bool petrarch_unit(const xmlNode *node, read_fields *f, draft *d, arena *a);

#endif
