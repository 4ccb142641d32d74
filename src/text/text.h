/* text/text.h - sentences and tokens.
 *
 * Needs the layers before it in report/report.h; writes its own.  Memory: results in the report's
 * arena, scratch given back by the caller.
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "report/report.h"

MUST_USE dateline_status text_run(report *r, arena *scratch, dateline_error *e);

#endif
