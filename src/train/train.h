/* train/train.h - making and measuring the weights of syntax/.
 *
 *     train_options o = train_defaults();  o.out = "models";
 *     TRY(train_tagger(&o, e));  TRY(train_parser(&o, e));       models/tagger.bin,
 * models/parser.bin
 *
 * Reads the treebanks below `shared`/data; the parser needs the tagger's file.  One thread, seeded:
 * the same options give the same bytes.  Minutes and about 2 GB.  `say` is told of the progress.
 */
#ifndef TRAIN_TRAIN_H
#define TRAIN_TRAIN_H

#include "base/base.h"

typedef struct {
    const char *shared; /* "../shared" */
    const char *out;    /* directory of the weights, "models" */
    uint64_t seed;
    unsigned epochs;     /* 0 = as shipped */
    unsigned folds;      /* of the jackknifed tags that the parser learns on; 0 = as shipped */
    unsigned width;      /* lanes of the hidden layer; 0 = as shipped */
    unsigned hold;       /* names, coref: leave this part out, and score on it; judge, said,
                          * choices: leave this
                          * sixth of the reports out (tools/score-folds scores on it); tagger and
                          * parser: leave the treebanks' dev parts out; 0 = learn from all */
    unsigned without;    /* tagger and parser: leave this quarter of GUM's train documents out, so
                          * that they are read as unseen; 0 = none */
    const char *readers; /* coref: folder of 1/ .. 4/, data folders whose tagger and parser were
                          * made without that quarter; null = the model reads what it has seen */
    const char *models;  /* names: where tagger and parser are, "models" */
    const char *lists;   /* names: folder of actors/, names/ and node_modules/, "data" */
    void (*say)(void *to, const char *line);
    void *to;
} train_options;

train_options train_defaults(void);
MUST_USE dateline_status train_tagger(const train_options *o, dateline_error *e);
MUST_USE dateline_status train_parser(const train_options *o, dateline_error *e);
/* The coder's judge (code/judge.h) from `shared`/gold/train1..6.json, with the pack and the syntax
 * of the model that dateline_model_open finds. */
MUST_USE dateline_status train_judge(const train_options *o, dateline_error *e);
/* Words that tell an act (code/hint.h), from the same reports; before the judge, which learns what
 * they are worth. */
MUST_USE dateline_status train_hints(const train_options *o, dateline_error *e);
/* Recipients, status and date of an act (code/choice.h), from the same reports. */
MUST_USE dateline_status train_choices(const train_options *o, dateline_error *e);
/* On whose word an act stands (code/said.c), from the same reports. */
MUST_USE dateline_status train_said(const train_options *o, dateline_error *e);
/* models/sentences.bin from the treebanks; compiled into the library. */
MUST_USE dateline_status train_sentences(const train_options *o, dateline_error *e);
/* models/names.bin from worldwide-newswire; needs the tagger's and the parser's file. */
MUST_USE dateline_status train_names(const train_options *o, dateline_error *e);

/* models/coref.bin from GUM's train part (who/chains.h). */
MUST_USE dateline_status train_coref(const train_options *o, dateline_error *e);

/* The model of `eval relations` from `shared`/data/plover-relations/train.tsv. */
MUST_USE dateline_status train_relations(const train_options *o, dateline_error *e);

/* Every measure takes the same options and appends a table or one JSON object. */
typedef struct {
    const char *const *files;
    size_t nfiles;
    const char *data; /* folder of the knowledge pack and models/; null = as dateline_model_open */
    bool raw;         /* parse: from the text, not the tokens, as CoNLL 2018 */
    bool json;
    bool errors; /* actors, places, times: list what was wrong, too */
} eval_options;

/* Appends upos, xpos, feats, lemma, uas and las in percent (with `raw` F1, and of sentences, tokens
 * and words too) for each file, and for all together when there are several. */
MUST_USE dateline_status eval_parse(const eval_options *o, buf *out, dateline_error *e);
/* Appends precision, recall and F1 of names, exact span and type. */
MUST_USE dateline_status eval_names(const eval_options *o, buf *out, dateline_error *e);

/* Appends acc161 on the given names and precision, recall, f1 of finding them, for each file. */
MUST_USE dateline_status eval_places(const eval_options *o, buf *out, dateline_error *e);
/* TIMEX3 as in TempEval-3 (UzZaman et al. 2013): relaxed = spans overlap, strict = spans are the
 * same, value = of those that overlap, the values are the same; precision, recall, F1. */
MUST_USE dateline_status eval_times(const eval_options *o, buf *out, dateline_error *e);
/* Appends a TimeML file's text (any other file's whole text) with our TIMEX3 tags.  `published`:
 * document time where the file has none; null = none. */
MUST_USE dateline_status write_timeml(const char *path, const char *data, const char *published,
                                      buf *out, dateline_error *e);
/* Accuracy and macro F1 of the PLOVER type of marked pairs (plover-relations TSV); 5-fold on the
 * file that the weights were trained on. */
MUST_USE dateline_status eval_relations(const eval_options *o, buf *out, dateline_error *e);

/* Codes and sectors of the mentions that gold reports name as parties, in percent of those that a
 * mention is found for. */
MUST_USE dateline_status eval_actors(const eval_options *o, buf *out, dateline_error *e);

/* muc, b3, ceafe and conll F1 of coreference on the news and interviews of GUM's CoNLL-U files. */
MUST_USE dateline_status eval_coref(const eval_options *o, buf *out, dateline_error *e);

/* Appends precision, recall and F1 of the body text of the pages in a folder, page by page. */
MUST_USE dateline_status eval_articles(const eval_options *o, buf *out, dateline_error *e);

/* Appends a CoNLL-U file with its tokens analysed anew; `published` is not looked at. */
MUST_USE dateline_status write_conllu(const char *path, const char *data, const char *published,
                                      buf *out, dateline_error *e);

#endif
