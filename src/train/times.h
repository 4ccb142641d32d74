/* train/times.h - measuring when/ against TIMEX3 annotations, and writing its own as TimeML.
 *
 *     eval_times_options o = {.files = files, .nfiles = n, .models = "models"};
 *     TRY(eval_times(&o, &out, e));                         relaxed, strict, value F1
 *     TRY(write_timeml("report.tml", "models", &out, e));   its text with our TIMEX3 tags
 *
 * Scores as in TempEval-3 (UzZaman et al. 2013): relaxed = spans overlap, strict = spans are the
 * same, value = of those that overlap, the values are the same.
 */
#ifndef TRAIN_TIMES_H
#define TRAIN_TIMES_H

#include "base/base.h"

typedef struct {
    const char *const *files; /* .tml */
    size_t nfiles;
    const char *models; /* directory of the weights */
    bool json;          /* one object, else a table */
    bool errors;        /* list what was missed, made up or valued wrongly, too */
} eval_times_options;

MUST_USE dateline_status eval_times(const eval_times_options *o, buf *out, dateline_error *e);
MUST_USE dateline_status write_timeml(const char *path, const char *models, buf *out,
                                      dateline_error *e);

#endif
