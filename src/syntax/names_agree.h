/* syntax/names_agree.h - the names of one block brought into agreement; private to syntax/names.c.
 */
#ifndef SYNTAX_NAMES_AGREE_H
#define SYNTAX_NAMES_AGREE_H

#include "syntax/names.h"

/* Changes types of names[0 .. count); time linear in their words.  False = no memory. */
bool names_agree(report *r, name *names, size_t count, arena *scratch);

#endif
