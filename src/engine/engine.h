/* engine/engine.h - glues the stages together and implements the public API (include/dateline).
 *
 * What the trainers and tests need beyond the public API: the parts of a model.
 */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <dateline/dateline.h>

#include "code/code.h"
#include "know/know.h"
#include "report/report.h"
#include "syntax/syntax.h"

struct dateline_model {
    arena *arena;
    know *know;
    syntax_model *syntax;
    code_model code;
};

/* The folder in which know.pack and models/ lie: `given`, $DATELINE_DATA, beside the program,
 * or the place of installation. */
MUST_USE dateline_status engine_find_data(const char *given, arena *a, view *directory,
                                          dateline_error *e);

#endif
