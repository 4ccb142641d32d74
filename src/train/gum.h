/* train/gum.h - the documents of GUM's CoNLL-U files with their coreference chains.
 *
 *     TRY(gum_read(m, path, (gum_choice){.told = true}, take, to, e));
 *     take(to, &document, e) is called for each document in the order of the file
 *
 * Tokens are those of the file, everything else is predicted: tags, parse, names, who/'s mentions.
 * Gold chains come from the Entity= annotation of MISC (https://gucorpling.org/gum/, nested spans
 * written with brackets), who speaks from the comments `# speaker =`, which stand for the layout of
 * an interview.  The document dies with the call.
 */
#ifndef TRAIN_GUM_H
#define TRAIN_GUM_H

#include "engine/engine.h"
#include "train/coref.h"
#include "who/chains.h"

typedef struct {
    report *r;
    chain_vec gold;
    chains_means means;
    bool told;       /* of news or an interview: what Dateline reads */
    unsigned number; /* in its file */
    arena *scratch;
} gum_document;

typedef dateline_status gum_take(void *to, gum_document *d, dateline_error *e);

/* Which documents to read. */
typedef struct {
    bool told;        /* only those that are */
    unsigned quarter; /* only this one of GUM_QUARTERS; 0 = all */
} gum_choice;

MUST_USE dateline_status gum_read(const dateline_model *m, const char *path, gum_choice which,
                                  gum_take *take, void *to, dateline_error *e);

/* Adds the document's chains as the model finds them to the score. */
MUST_USE dateline_status coref_check_document(const chains_model *m, coref_score *score,
                                              gum_document *d, dateline_error *e);

#endif
