/* syntax/mend.h - trees of sentences mended by rule. */
#ifndef SYNTAX_MEND_H
#define SYNTAX_MEND_H

#include "report/report.h"

/* The n tokens of a sentence, the first of which is token `from` of the report; they have their
 * tags and heads.  The result is a tree again. */
void mend_tree(token *tokens, int32_t from, size_t n);

#endif
