/* train/corpus.h - the sentences that training runs over.
 *
 *     corpus c;  TRY(corpus_open(&c, paths, 2, e));  corpus_recase(&c, 0.12F, seed);
 *     corpus_words(&c, &vocabulary);     c.sentences[i].words[t].lower ...   corpus_close(&c)
 */
#ifndef TRAIN_CORPUS_H
#define TRAIN_CORPUS_H

#include "syntax/words.h"

typedef struct {
    const token *tokens; /* gold; heads count from the report's first token */
    uint32_t count;
    uint32_t first; /* token number of tokens[0] in its report */
    uint32_t fold;  /* for jackknifing */
    casing how;
    word *words;
} corpus_sentence;

enum { CORPUS_FILES = 4 };

/* The documents of GUM are dealt to four quarters in turn. */
enum { GUM_QUARTERS = 4 };

typedef struct {
    arena *a;
    report *files[CORPUS_FILES];
    size_t nfiles;
    corpus_sentence *sentences;
    size_t count, gold; /* the first `gold` are as written, then come recased copies */
    size_t ntokens;
    size_t longest; /* words of the longest sentence */
} corpus;

MUST_USE dateline_status corpus_open(corpus *c, const char *const *paths, size_t count,
                                     dateline_error *e);
/* The treebanks below shared/data that tagger and parser learn from: the train parts of EWT and
 * GUM, and their dev parts when `dev`; GUM's train part without the documents of a quarter
 * (1 .. GUM_QUARTERS; 0 = with all). */
MUST_USE dateline_status corpus_treebanks(corpus *c, const char *shared, bool dev, unsigned without,
                                          dateline_error *e);
void corpus_close(corpus *c);
/* Adds copies of a share of the sentences in capitals, in lower case and with each word
 * capitalised, so that casing that lies is part of the lesson. */
MUST_USE dateline_status corpus_recase(corpus *c, float share, uint64_t seed, dateline_error *e);
MUST_USE dateline_status corpus_words(corpus *c, const vocabulary *lex, dateline_error *e);
/* Writes the numbers 0 .. count - 1 into order[] in a random order. */
void corpus_shuffle(uint32_t *order, size_t count, uint64_t *random);

#endif
