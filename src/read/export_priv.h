/* read/export_priv.h - what the text exports of databases have in common: many documents in a file,
 * each a run of lines. */
#ifndef READ_EXPORT_PRIV_H
#define READ_EXPORT_PRIV_H

#include "read/read_priv.h"

/* What a line is to the documents of an export. */
typedef enum { EXPORT_LINE, EXPORT_BEGINS, EXPORT_ENDS } export_mark;

typedef struct {
    export_mark (*mark)(view line);
    /* Fills fields and draft from a document's lines; false = no memory. */
    bool (*take)(view document, read_fields *f, draft *d, arena *a);
} export_format;

MUST_USE dateline_status export_next(input *in, const export_format *format, report **r,
                                     read_reject *reject, dateline_error *e);
void export_close(input *in);

/* The next run of lines without a blank one, and behind it; false = the end. */
bool export_block(view *rest, view *block);
/* The block's lines trimmed and joined by blanks. */
view export_joined(view block, arena *a);
/* Appends the block as a part of that kind; false = no memory. */
MUST_USE bool export_add(draft *d, part_kind kind, view words);

#endif
