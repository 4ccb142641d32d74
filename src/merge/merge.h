/* merge/merge.h - one event an act, its tellings listed.
 *
 * Needs the layers before it in report/report.h; writes its own.  Memory: results in the report's
 * arena, scratch given back by the caller.
 */
#ifndef MERGE_MERGE_H
#define MERGE_MERGE_H

#include "know/know.h"
#include "report/report.h"

MUST_USE dateline_status merge_run(const know *k, report *r, arena *scratch, dateline_error *e);

#endif
