/* engine/engine_priv.h - what the files of the engine share. */
#ifndef ENGINE_ENGINE_PRIV_H
#define ENGINE_ENGINE_PRIV_H

#include "engine/engine.h"

/* Makes the public view of the events (r->api), strings NUL-terminated. */
MUST_USE dateline_status engine_publish_events(report *r, dateline_error *e);

/* A dateline_text is a buf under another name: borrowed for appending, then given back
 * NUL-terminated. */
buf engine_borrow(const dateline_text *t);
MUST_USE dateline_status engine_give_back(dateline_text *t, buf *b, dateline_error *e);

#endif
