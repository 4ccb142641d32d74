/* cli/progress.h - what a long run shows on a terminal: reports, MB/s, events, rejects, time left.
 *
 * Writes one line to standard error, at most ten times a second, and only when that is a terminal.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <dateline/input.h>

typedef struct {
    bool shown;            /* standard error is a terminal */
    double begun, last;    /* seconds */
    uint64_t bytes_before; /* of the inputs that are done */
    uint64_t reports, events, rejects;
} progress;

void progress_begin(progress *p);
void progress_show(progress *p, const dateline_input *input);
/* Wipes the line. */
void progress_end(progress *p);
/* "12 reports, 34 events, 1 reject in 0.5 s (1.2 MB/s)" to standard error, on a terminal or when
 * there were rejects. */
void progress_summary(const progress *p);

#endif
