/* train/judge.h - training the coder's judge (code/judge.h) on gold reports.
 *
 *     judge_options o = {.files = paths, .nfiles = 6, .data = NULL, .out = "models/judge.bin"};
 *     TRY(train_judge(&o, &told, e));
 *
 * Codes every report up to its candidates, labels each by its agreement with the gold events, fits
 * an averaged logistic regression (AdaGrad, seeded, one thread), calibrates it and sets the
 * threshold on held-out folds cut by report.  Appends a short table to `told`.
 */
#ifndef TRAIN_JUDGE_H
#define TRAIN_JUDGE_H

#include "base/base.h"

typedef struct {
    const char *const *files; /* gold reports, JSON */
    size_t nfiles;
    const char *data; /* folder of know.pack and models/; NULL = found */
    const char *out;  /* the weights */
    uint64_t seed;
} judge_options;

MUST_USE dateline_status train_judge(const judge_options *o, buf *told, dateline_error *e);

#endif
