/* code/code.h - candidate acts with their participants, status and evidence.
 *
 * Needs the layers before it in report/report.h; writes its own.  Memory: results in the report's
 * arena, scratch given back by the caller.
 */
#ifndef CODE_CODE_H
#define CODE_CODE_H

#include "know/know.h"
#include "report/report.h"

MUST_USE dateline_status code_run(const know *k, report *r, arena *scratch, dateline_error *e);

#endif
