/* read/fields_priv.h - what a report needs of a row or an object, and the names it stands under. */
#ifndef READ_FIELDS_PRIV_H
#define READ_FIELDS_PRIV_H

#include "read/read_priv.h"

typedef enum {
    FIELD_ID,
    FIELD_TEXT,
    FIELD_PUBLISHED,
    FIELD_PUBLISHER,
    FIELD_TITLE,
    FIELD_URL,
    FIELD_LANGUAGE,
    FIELD_COUNT
} field;

/* The i-th of the names that stand for the field, our own first; null = no more. */
const char *field_name(field f, size_t i);
/* The name that the caller's map, "text=body,published=date", gives it; "" = none. */
view field_mapped(const char *map, field f);
/* Where the JSON value that v begins with ends: the matching bracket outside strings; 0 = not in v.
 */
size_t json_end(view v);
view *field_place(read_fields *fields, field f);
/* DATELINE_E_ARGUMENT when the map is no list of FIELD=NAME. */
MUST_USE dateline_status fields_check_map(const char *map, dateline_error *e);

#endif
