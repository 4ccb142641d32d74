/* emit/emit.h - events and layers as text: JSONL (RECORD.md), TSV, CSV, tables, CoNLL-U.
 *
 *     emit_events(r, EMIT_JSONL, "dateline 0.1.0", &out);
 *
 * Reads finished reports and writes into a buffer; running out of memory shows in out->failed.
 */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "report/report.h"

typedef enum { EMIT_JSONL, EMIT_TABLE, EMIT_TSV, EMIT_CSV, EMIT_CONLLU } emit_format;

/* `coder` is what records name as their coder. */
void emit_events(const report *r, emit_format format, const char *coder, buf *out);
/* One record as a JSON object and a line end. */
void emit_event(const report *r, const event *ev, const char *coder, buf *out);
/* The line of column names of table, TSV and CSV; nothing for JSONL. */
void emit_events_header(emit_format format, buf *out);

typedef enum {
    EMIT_TOKENS,
    EMIT_TAGS,
    EMIT_PARSE,
    EMIT_NAMES,
    EMIT_TIMES,
    EMIT_PLACES,
    EMIT_ACTORS,
    EMIT_SOURCES,
    EMIT_READ
} emit_layer_id;

/* JSONL: one object an item (READ: one a report); TSV: the same as columns;
 * CONLLU: the analysis, whatever the layer. */
void emit_layer_header(emit_layer_id layer, emit_format format, buf *out);
void emit_layer(const report *r, emit_layer_id layer, emit_format format, buf *out);

/* Why each record was coded and why each other sentence gave none. */
void emit_explanation(const report *r, buf *out);

#endif
