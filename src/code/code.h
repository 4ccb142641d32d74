/* code/code.h - candidate acts with their participants, status and evidence.
 *
 *     TRY(code_run(know, report, scratch, e));   ... report->acts[i].type, .actors[0].name ...
 *
 * Needs tokens with dependencies, mentions; uses times, places and statements where they are there.
 * Gives `acts`: one for each telling of an act, in the order of the text.  Memory: results in the
 * report's arena, scratch given back.  Costs well under half a microsecond a token; a report has at
 * most 4096 acts.
 */
#ifndef CODE_CODE_H
#define CODE_CODE_H

#include "know/know.h"
#include "know/lexicon.h"
#include "report/report.h"

MUST_USE dateline_status code_run(const know *k, report *r, arena *scratch, dateline_error *e);
/* The same with a lexicon of the caller's. */
MUST_USE dateline_status code_with(const know *k, const lexicon *lex, report *r, arena *scratch,
                                   dateline_error *e);

#endif
