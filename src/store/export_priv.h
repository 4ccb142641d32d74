/* store/export_priv.h - formats of export as tables: columns are SQL expressions over the rows of
 * export.c, whose names these are:
 *
 *     event date enddate act mode cameo status quad_code event_scale goldstein country place
 *     city (place, "" where that is the country) latitude longitude confidence nreports ntellings
 * nsources s_code s_sector s_name s_office, t_code ...      source (actor) and target (recipient)
 *     report doc publisher published url title language coder contexts
 *     telling words start doc_length
 *
 * Functions: is_state(code) (the code, or "" of IGO, NGO ...) fips(code) cow(code)
 * country_name(code) xml(text) ical(line) and SQLite's own.
 */
#ifndef STORE_EXPORT_PRIV_H
#define STORE_EXPORT_PRIV_H

#include "store/export.h"
#include "store/store_priv.h"

typedef struct {
    const char *name; /* of the header */
    const char *sql;
} export_column;

typedef enum {
    FROM_EVENTS,   /* one row an event; actors joined by "; " */
    FROM_DYADS,    /* one row a pair of source and target */
    FROM_TELLINGS, /* one row a telling of a dyad's event */
    FROM_RECORDS,  /* one row a record: column json */
    FROM_NODES,    /* one row an actor's code: code, events */
    FROM_EDGES     /* one row a pair of codes: one, other, events, goldstein */
} export_from;

typedef enum {
    CELLS_TSV,
    CELLS_CSV,
    CELLS_RAW,
    CELLS_ICAL /* raw, lines end in CRLF */
} export_cells;

/* A run of rows with the text around them. */
typedef struct {
    const char *before, *between;
    export_from from;
    const export_column *columns;
    size_t ncolumns;
} export_run;

typedef struct {
    const char *name;
    export_cells cells;
    bool header;
    const char *missing;     /* what stands for an empty cell */
    const export_run *table; /* a wide one; null = the runs below */
    export_run runs[2];
    const char *after;
} export_format;

extern const export_format export_formats[];
extern const size_t export_nformats;

/* The wide tables, in export_tables.c. */
extern const export_run export_gdelt, export_gdelt1, export_mentions, export_icews, export_phoenix,
    export_polecat;

/* Registers the SQL functions. */
MUST_USE dateline_status export_functions(ledger *l, const know *k, dateline_error *e);

#endif
