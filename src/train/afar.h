/* train/afar.h - the texts in `shared` that data/training/ annotates from afar.
 *
 *     afar_texts t = {.shared = "../shared", .a = a};
 *     if (afar_fetch(&t, &report)) { ... report.text ... }
 *
 * The id tells where a text stands: `relation-N` is the sentence numbered N of plover-relations,
 * `story-N` the Nth of synthetic-stories, `geovirus-N` the Nth article of GeoVirus (both from 0);
 * `GUM_...`, `newsgroup-...`, `weblog-...`, `email-...` and `answers-...` are documents of UD
 * English GUM and EWT, train; any other is a file's name in worldwide-newswire or TimeBank.  Texts
 * live in the arena.
 */
#ifndef TRAIN_AFAR_H
#define TRAIN_AFAR_H

#include "train/gold.h"

typedef struct {
    const char *shared;
    arena *a;
    /* The sets that are one file each, once they were asked for. */
    struct {
        view *texts; /* [count]; relations by their number, "" = there is none; of documents their
                      * file, as one */
        size_t count;
        bool read;
    } sets[8];
} afar_texts;

/* Gives the report its text, and its address where it has one; false = the text is not there, or
 * is another than was annotated. */
bool afar_fetch(afar_texts *t, gold_report *report);
/* Whether a machine made the text up. */
bool afar_by_machine(view id);
/* Whether the coder is measured on it: a whole report of a newspaper or an agency. */
bool afar_measured(view id);

#endif
