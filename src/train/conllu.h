/* train/conllu.h - CoNLL-U files as reports, and reports as CoNLL-U.
 *
 *     TRY(conllu_read("test.conllu", &r, e));   r->tokens with gold tags, heads, relations
 *
 * https://universaldependencies.org/format.html.  The report's text is spelled from the forms and
 * SpaceAfter=No; `# newpar` and `# newdoc` begin a paragraph, after an empty line.  Words of a
 * multi-word token carry TOKEN_MWT_FIRST and TOKEN_MWT_REST and share its bytes where they do not
 * spell it. Empty nodes are passed over; relations and features that report/ud.h lacks lose their
 * subtype. The caller frees the report.  Memory and time grow with the file.
 */
#ifndef TRAIN_CONLLU_H
#define TRAIN_CONLLU_H

#include "report/report.h"

MUST_USE dateline_status conllu_read(const char *path, report **out, dateline_error *e);
/* From bytes in memory; `path` is for messages. */
MUST_USE dateline_status conllu_parse(view text, const char *path, report **out, dateline_error *e);
/* Appends all sentences of a report. */
void conllu_write(const report *r, buf *out);

#endif
