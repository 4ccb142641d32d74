/* when/when.h - time expressions as intervals, and which of them dates which clause.
 *
 * Needs the layers before it in report/report.h; writes its own.  Memory: results in the report's
 * arena, scratch given back by the caller.
 */
#ifndef WHEN_WHEN_H
#define WHEN_WHEN_H

#include "know/know.h"
#include "report/report.h"

MUST_USE dateline_status when_run(const know *k, report *r, arena *scratch, dateline_error *e);

#endif
