/* know/know.h - what the dictionaries say: the compiled knowledge pack and its look-ups.
 *
 *     know *k;  TRY(know_open("know.pack", NULL, &k, e));  TRY(know_run(k, r, scratch, e));
 *
 * The pack is one mapped file of offsets, checked once when opened, shared between processes.
 */
#ifndef KNOW_KNOW_H
#define KNOW_KNOW_H

#include "report/report.h"

typedef struct know know;

/* overrides: NULL-terminated list of folders with a user's own dictionaries; NULL = none. */
MUST_USE dateline_status know_open(const char *path, const char *const *overrides, know **k,
                                   dateline_error *e);
void know_close(know *k);
/* Writes the matches layer. */
MUST_USE dateline_status know_run(const know *k, report *r, arena *scratch, dateline_error *e);

#endif
