/* train/tagging.h - the tagger's net in training; the parser's trainer jackknifes with it.
 *
 *     tagging t;  TRY(tagging_new(&t, &corpus, &options, e));
 *     TRY(tagging_learn(&t, 0, 8, e));   all folds; 8 epochs
 *     tagging_tag(&t, sentence);         words[].tag
 */
#ifndef TRAIN_TAGGING_H
#define TRAIN_TAGGING_H

#include "syntax/tagger.h"
#include "train/corpus.h"
#include "train/learn.h"
#include "train/train.h"

typedef struct {
    tag_pair pair[TAGS_MOST];
    size_t count;
    uint8_t of[UPOS_COUNT][XPOS_COUNT]; /* number of a pair; TAG_NONE = not in the list */
} tag_list;

/* The pairs that the gold sentences have at least `least` times. */
void tag_list_collect(tag_list *list, const corpus *c, size_t least);
uint8_t tag_number(const tag_list *list, const token *t);

typedef struct {
    const corpus *c;
    const tag_list *tags;
    learner *learner;
    uint32_t *order;
    uint64_t random;
    unsigned left_out; /* this fold is not learned from; UINT_MAX = none */
    unsigned folds;
} tagging;

MUST_USE dateline_status tagging_learn(tagging *t, const train_options *o, unsigned epochs,
                                       arena *a, dateline_error *e);
void tagging_tag(tagging *t, corpus_sentence *s);

/* Says a line of progress. */
void train_say(const train_options *o, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
