/* cli/progress.h - what a long run shows on a terminal: reports, MB/s, events, rejects, time left.
 *
 * Writes one line to standard error, at most ten times a second, and only when that is a terminal.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <dateline/input.h>

enum { PROGRESS_LANGUAGES = 16 };

/* Reports in a language that is not coded. */
typedef struct {
    const char *name; /* "French"; null = further languages */
    uint64_t reports;
} passed_over;

typedef struct {
    bool shown;            /* standard error is a terminal */
    double begun, last;    /* seconds */
    uint64_t bytes_before; /* of the inputs that are done */
    uint64_t reports, events, rejects;
    uint64_t bare;                          /* reports that are an address alone */
    uint64_t held;                          /* of the reports: already in the ledger */
    passed_over passed[PROGRESS_LANGUAGES]; /* [npassed] */
    size_t npassed;
} progress;

void progress_begin(progress *p);
void progress_show(progress *p, const dateline_input *input);
/* Wipes the line. */
void progress_end(progress *p);
/* Counts a report that was passed over for its language. */
void progress_pass(progress *p, const char *language);
/* "12 reports, 34 events, 1 reject in 0.5 s", "passed over: 2 in French" and how many were
 * addresses alone to standard error, on a terminal or when there were rejects or such reports. */
void progress_summary(const progress *p);

#endif
