/* say/say.h - on whose word each clause stands.
 *
 * Needs the layers before it in report/report.h; writes its own.  Memory: results in the report's
 * arena, scratch given back by the caller.
 */
#ifndef SAY_SAY_H
#define SAY_SAY_H

#include "know/know.h"
#include "report/report.h"

MUST_USE dateline_status say_run(const know *k, report *r, arena *scratch, dateline_error *e);

#endif
