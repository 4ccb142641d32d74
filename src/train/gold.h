/* train/gold.h - gold reports: texts with complete event records (../shared/gold/GUIDELINES.md).
 *
 *     gold_set g = {.a = arena};  TRY(gold_read("train1.json", &g, e));
 *     g.reports.at[0].events.at[0].anchor
 *
 * Everything lives in the arena.
 */
#ifndef TRAIN_GOLD_H
#define TRAIN_GOLD_H

#include "report/report.h"

typedef struct {
    view code, sector, name;
} gold_party;

typedef struct {
    act_type type;
    act_mode mode;
    gold_party *actors, *recipients;
    size_t nactors, nrecipients;
    view start, end, country, anchor;
    view *said_by;
    span *said_at; /* their bytes in a text that lies elsewhere */
    size_t nsaid_by;
    act_status status;
    bool certain;
    span where; /* bytes of the anchor in the text; empty = not found.  Annotation of a text that
                 * lies elsewhere gives it as [start, end] */
} gold_event;

typedef VEC(gold_event) gold_events;

typedef struct {
    view id, published, publisher, url, text;
    size_t bytes; /* of a text that lies elsewhere; 0 = it is here */
    gold_events events;
} gold_report;

typedef struct {
    arena *a;
    VEC(gold_report) reports;
} gold_set;

/* Appends the reports of a file. */
MUST_USE dateline_status gold_read(const char *path, gold_set *g, dateline_error *e);
/* Gives a report that is annotated from afar its text, trimmed; false = it is another text. */
bool gold_take_text(gold_report *r, view text);
/* Gives a report its text (and address) out of a file of worldwide-newswire; false = it is another
 * text than was annotated. */
bool gold_take_newswire(arena *a, gold_report *r, view file);
/* How far an act agrees with a gold event, as gold/score.py has it: 0 nothing, 1 type, 2 who, 3
 * whom. */
int gold_level(const gold_event *g, const act *a);

#endif
