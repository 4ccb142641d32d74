/* train/lessons.h - the reports that the coder's judges learn from.
 *
 *     TRY(lessons_learn(o, take, finish, &trainer, e));
 *         take(&trainer, &lesson, e) once for each, then finish(&trainer, o, &told, e)
 *
 * Reports of `shared`/gold/train1..6.json and those that data/training/ annotates from afar
 * (train/afar.h), in LOGIT_FOLDS folds.  Always learnt from, never measured: in fold LESSON_MORE
 * real texts that are no reports (sentences, pieces, posts), in fold LESSON_OURS the texts written
 * for the project or by a machine and the examples of the act lexicon.  Each is annotated to its
 * candidate acts by the model that dateline_model_open finds.  What a lesson points at lives until
 * `take` returns.
 */
#ifndef TRAIN_LESSONS_H
#define TRAIN_LESSONS_H

#include "code/code.h"
#include "train/gold.h"
#include "train/logit.h"
#include "train/train.h"

#define LESSON_OURS (LOGIT_FOLDS + 1)
#define LESSON_MORE (LOGIT_FOLDS + 2)

typedef struct {
    const gold_report *gold;        /* null = an example of the lexicon */
    const lexicon_example *example; /* null = a gold report */
    uint32_t fold;
    report *r;
    const know *know;
    code_work *work; /* its candidate acts, kept or not */
    arena *scratch;
} lesson;

typedef dateline_status lesson_taker(void *to, const lesson *l, dateline_error *e);

/* Fits and writes; what it tells goes to o->say. */
typedef dateline_status lesson_finisher(void *to, const train_options *o, buf *told,
                                        dateline_error *e);

MUST_USE dateline_status lessons_learn(const train_options *o, lesson_taker *take,
                                       lesson_finisher *finish, void *to, dateline_error *e);
/* Whether the gold event stands in the act's sentence. */
bool lesson_inside(const report *r, const act *a, const gold_event *g);
/* Whether the act's word is one of the event's words. */
bool lesson_at_word(const report *r, const act *a, const gold_event *g);
/* The gold event that the act tells: of those of its type that stand in its sentence the one that
 * agrees with it best; null = none, or the lesson is no gold report. */
const gold_event *lesson_event(const lesson *l, const act *a);
/* Says so when the hints of the folds were not there to learn with. */
void lessons_tell_hints(const train_options *o, arena *a, buf *told);
#endif
