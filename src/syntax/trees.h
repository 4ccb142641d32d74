/* syntax/trees.h - tags, lemmas and trees of a whole report.
 *
 *     TRY(trees_run(&tagger, &parser, r, scratch, e));   r->tokens[t].upos, .lemma, .head, .deprel
 * ...
 *
 * Private to syntax/ and its trainers; needs tokens and sentences.
 */
#ifndef SYNTAX_TREES_H
#define SYNTAX_TREES_H

#include "syntax/parser.h"
#include "syntax/tagger.h"

MUST_USE dateline_status trees_run(const tagger *tags, const parser *trees, report *r,
                                   arena *scratch, dateline_error *e);

#endif
