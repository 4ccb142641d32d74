/* store/export.h - a ledger in the formats that people's scripts already read.
 *
 *     export_options o = {.format = VIEW("gdelt"), .know = k, .write = write, .to = file};
 *     TRY(ledger_export(l, &filter, &o, e));
 *
 * Formats: plover (JSON lines, RECORD.md), polecat, phoenix, petrarch, cameo, icews, gdelt, gdelt1,
 * mentions, csv, geojson, ical, graphml, gexf.  Columns as FORMATS.md of the project's shared
 * papers lists them.  Formats of dyads expand an event of several actors into one row for each
 * pair. Text is given to `write` in pieces of some ten thousand bytes; memory does not grow with
 * the ledger.
 */
#ifndef STORE_EXPORT_H
#define STORE_EXPORT_H

#include "know/know.h"
#include "store/store.h"

typedef struct {
    view format;
    bool one_a_day;   /* of the same source, target, code and day one row */
    bool header;      /* names of the columns first, also where the format has none */
    const know *know; /* FIPS and Correlates of War codes, names of countries; null = left empty */
    ledger_writer *write;
    void *to;
} export_options;

/* The name of the n-th format; empty = no more. */
view export_format_name(size_t n);
MUST_USE dateline_status ledger_export(ledger *l, const ledger_filter *f, const export_options *o,
                                       dateline_error *e);

#endif
