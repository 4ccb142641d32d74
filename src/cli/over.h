/* cli/over.h - one command over many inputs: reads, annotates on all cores, renders, writes in
 * order.
 */
#ifndef CLI_OVER_H
#define CLI_OVER_H

#include <dateline/ledger.h>

#include "cli/cli.h"
#include "cli/progress.h"

typedef struct over {
    dateline_stage last; /* how far reports are annotated */
    dateline_format format;
    dateline_layer layer; /* for layer commands */
    dateline_status (*render)(void *over, dateline_report *report, dateline_text *out,
                              dateline_error *error);
    dateline_ledger *ledger; /* also stores reports and rejects there; null = none */
    /* filled by over_run */
    cli_output output;
    progress progress;
    const dateline_input *input;
    int signals; /* descriptor from which SIGINT and SIGTERM are read; -1 = none */
    bool interrupted;
} over;

/* Runs over the line's arguments (standard input when there are none); `header` is written first.
 * Gives the exit code. */
int over_run(const cli_line *line, over *o, const dateline_text *header);

#define CLI_JOBS_OPTION                                                                            \
    {                                                                                              \
        "jobs", "N", "number of workers; one a core when not given"                                \
    }

#endif
