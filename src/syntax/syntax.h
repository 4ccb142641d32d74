/* syntax/syntax.h - tags, lemmas, dependencies and names.
 *
 *     syntax_model *m;  TRY(syntax_open("models", &m, e));  TRY(syntax_run(m, r, scratch, e));
 *
 * Reads tokens; writes their upos, xpos, feats, lemma, head, deprel and name, and the names layer.
 * A model is mapped, read-only and shared between threads.
 */
#ifndef SYNTAX_SYNTAX_H
#define SYNTAX_SYNTAX_H

#include "report/report.h"

typedef struct syntax_model syntax_model;

MUST_USE dateline_status syntax_open(const char *directory, syntax_model **m, dateline_error *e);
void syntax_close(syntax_model *m);
MUST_USE dateline_status syntax_run(const syntax_model *m, report *r, arena *scratch,
                                    dateline_error *e);

#endif
