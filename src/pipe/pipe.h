/* pipe/pipe.h - reports from an input through a pool of workers to an ordered output.
 *
 *     pipe_run(model, input, &(pipe_options){.jobs = 4, .last = DATELINE_STAGE_EVENTS,
 *              .render = write_jsonl, .deliver = print, .context = &me}, &error);
 *
 * The caller's thread reads and delivers, the workers annotate and render.  Deliveries come in the
 * order of the input whatever the number of workers, so output does not depend on it.  At most
 * 4 * jobs reports are in memory at once.
 */
#ifndef PIPE_PIPE_H
#define PIPE_PIPE_H

#include <dateline/input.h>

typedef struct {
    dateline_report *report; /* null = a reject; given back after the delivery */
    dateline_reject reject;  /* when report is null */
    bool passed;             /* not annotated, because `wanted` did not want it */
    dateline_text text;      /* what render made of it */
} pipe_item;

typedef struct {
    unsigned jobs;       /* workers; 0 = one a core */
    dateline_stage last; /* how far reports are annotated */
    void *context;       /* handed to the functions */
    /* On the caller's thread, before a report is worked on: whether to annotate it; null = always.
     * What is not wanted is delivered as it was read, in its turn. */
    dateline_status (*wanted)(void *context, const dateline_report *report, bool *yes,
                              dateline_error *error);
    /* On a worker's thread; null = nothing to render. */
    dateline_status (*render)(void *context, dateline_report *report, dateline_text *out,
                              dateline_error *error);
    /* On the caller's thread, in order; a failure ends the run. */
    dateline_status (*deliver)(void *context, const pipe_item *item, dateline_error *error);
    /* On the caller's thread, often: true ends the run with DATELINE_E_CANCELLED; null = never. */
    bool (*cancelled)(void *context);
} pipe_options;

dateline_status pipe_run(const dateline_model *model, dateline_input *input,
                         const pipe_options *options, dateline_error *error);
/* How many workers jobs = 0 gives. */
unsigned pipe_cores(void);

#endif
