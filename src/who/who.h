/* who/who.h - mentions, their codes and sectors, and who is the same as whom.
 *
 * Needs the layers before it in report/report.h; writes its own.  Memory: results in the report's
 * arena, scratch given back by the caller.
 */
#ifndef WHO_WHO_H
#define WHO_WHO_H

#include "know/know.h"
#include "report/report.h"

MUST_USE dateline_status who_run(const know *k, report *r, arena *scratch, dateline_error *e);

#endif
