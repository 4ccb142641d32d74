/* code/code.h - candidate acts with their participants, status and evidence.
 *
 *     code_model m;  TRY(code_open("models", &m, e));
 *     TRY(code_run(&m, know, report, scratch, e));  ... report->acts[i].type ...   ...
 * report->acts[i].type, .actors[0].name ...
 *
 * Needs tokens with dependencies, mentions; uses times, places and statements where they are there.
 * Gives `acts`: one for each telling of an act, in the order of the text.  Memory: results in the
 * report's arena, scratch given back.  Costs well under half a microsecond a token; a report has at
 * most 4096 acts.
 */
#ifndef CODE_CODE_H
#define CODE_CODE_H

#include "code/choice.h"
#include "code/hint.h"
#include "code/judge.h"
#include "know/know.h"
#include "know/lexicon.h"
#include "report/report.h"

/* The weights that coding uses, out of `directory`/judge.bin, said.bin, choices.bin and hints.bin;
 * without these files the rules alone decide. */
typedef struct {
    mapped judge_file, said_file, choices_file, hints_file;
    arena *arena; /* what is unpacked of the hints */
    judge_weights judge, said;
    hint_weights hints;
    choice_weights choices;
} code_model;

MUST_USE dateline_status code_open(const char *directory, code_model *m, dateline_error *e);
void code_close(code_model *m);

MUST_USE dateline_status code_run(const code_model *m, const know *k, report *r, arena *scratch,
                                  dateline_error *e);

typedef VEC(proposal) proposal_list;

/* What candidates are found and decided with. */
typedef struct {
    const know *know; /* null = countries have no names */
    const lexicon *lex;
    const judge_weights *judge;
    const hint_weights *hints;     /* null = the lexicon alone proposes */
    const choice_weights *choices; /* null = the rules decide */
    /* Is shown each choice about an act before it is made; null = nobody. */
    void (*watch)(void *watcher, const act *a, const choice *c);
    void *watcher;
} code_means;

/* A report in the work: what code_propose leaves for the steps after it. */
typedef struct {
    struct coder *coder;
    proposal_list proposals;
} code_work;

/* All candidates, kept or not; their acts live in the report's arena, the rest in scratch. */
MUST_USE dateline_status code_propose(const code_means *means, report *r, arena *scratch,
                                      code_work *work, dateline_error *e);
/* The traits of a word that the hints look at, at most HINT_TRAITS_ALL; 0 = it is not asked about.
 */
uint32_t code_hint_traits(const code_work *work, uint32_t t, uint32_t *out);
/* Keeps what no rule drops and the judge finds likely: the acts layer. */
MUST_USE dateline_status code_keep(code_work *work, report *r, dateline_error *e);
/* Recipients, status, date and mode of the acts kept, as learned. */
MUST_USE dateline_status code_decide(const code_means *means, code_work *work, report *r,
                                     dateline_error *e);

/* A source of the report, as it may be one of an act's. */
typedef struct {
    source who;
    int32_t place; /* in the chain of the statement around the act; -1 = not in it */
    bool outlet, is_actor;
    uint32_t features[SAID_FEATURES];
    uint32_t nfeatures;
} said_candidate;

typedef VEC(said_candidate) said_list;
typedef struct said_index said_index;

/* The sources of a report's statements; null = no memory. */
said_index *code_said_index(const report *r, arena *scratch);
/* Replaces `out` by the sources that may be the act's; false = no memory. */
MUST_USE bool code_said(const said_index *x, const act *a, arena *scratch, said_list *out);
/* Fills said_by of the acts layer. */
MUST_USE dateline_status code_attribute(const judge_weights *w, report *r, arena *scratch,
                                        dateline_error *e);

#endif
