/* train/word_facts.h - the lemmas and features that the treebanks give a word with a tag. */
#ifndef TRAIN_WORD_FACTS_H
#define TRAIN_WORD_FACTS_H

#include "train/packing.h"
#include "train/tagging.h"

/* Writes the sections "rules", "lemmas", "shapes" and "feats" of the tagger's file. */
MUST_USE dateline_status word_facts_write(const corpus *c, const tag_list *tags, packing *p,
                                          arena *a, dateline_error *e);

#endif
