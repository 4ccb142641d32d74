/* where/where.h - place names to gazetteer entries, and which is the place of which event.
 *
 * Needs the layers before it in report/report.h; writes its own.  Memory: results in the report's
 * arena, scratch given back by the caller.
 */
#ifndef WHERE_WHERE_H
#define WHERE_WHERE_H

#include "know/know.h"
#include "report/report.h"

MUST_USE dateline_status where_run(const know *k, report *r, arena *scratch, dateline_error *e);

#endif
