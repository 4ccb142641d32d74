#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_begin(progress *p)
{
    *p = (progress){.shown = isatty(STDERR_FILENO) != 0, .begun = now()};
}

static double megabytes(uint64_t bytes)
{
    return (double)bytes / 1e6;
}

void progress_show(progress *p, const dateline_input *input)
{
    double t = p->shown ? now() : 0;
    if (!p->shown || t - p->last < 0.1) {
        return;
    }
    p->last = t;
    uint64_t done = 0, size = 0;
    dateline_input_progress(input, &done, &size);
    double elapsed = t - p->begun;
    double rate = elapsed > 0 ? megabytes(p->bytes_before + done) / elapsed : 0;
    (void)fprintf(stderr, "\r\033[K%llu reports  %.1f MB/s  %llu events  %llu rejects",
                  (unsigned long long)p->reports, rate, (unsigned long long)p->events,
                  (unsigned long long)p->rejects);
    if (size > done && rate > 0) {
        (void)fprintf(stderr, "  %.0f s left", megabytes(size - done) / rate);
    }
    (void)fflush(stderr);
}

void progress_end(progress *p)
{
    if (p->shown && p->last > 0) {
        (void)fputs("\r\033[K", stderr);
    }
}

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

void progress_pass(progress *p, const char *language)
{
    size_t i = 0;
    while (i < p->npassed && i < PROGRESS_LANGUAGES - 1 && p->passed[i].name != language) {
        i++;
    }
    if (i == p->npassed) {
        p->passed[p->npassed++] = (passed_over){.name = language};
    }
    if (i == PROGRESS_LANGUAGES - 1) {
        p->passed[i].name = NULL;
    }
    p->passed[i].reports++;
}

static void say_passed(const progress *p)
{
    for (size_t i = 0; i < p->npassed; i++) {
        const char *name = p->passed[i].name == NULL ? "other languages" : p->passed[i].name;
        (void)fprintf(stderr, "%s%llu in %s",
                      i == 0 ? "dateline: passed over, not English: " : ", ",
                      (unsigned long long)p->passed[i].reports, name);
    }
    if (p->npassed > 0) {
        (void)fputs("\n", stderr);
    }
}

void progress_summary(const progress *p)
{
    if (p->shown || p->rejects > 0) {
        (void)fprintf(stderr, "dateline: %llu report%s", (unsigned long long)p->reports,
                      plural(p->reports));
        if (p->held > 0) {
            (void)fprintf(stderr, " (%llu in the ledger already)", (unsigned long long)p->held);
        }
        (void)fprintf(stderr, ", %llu event%s, %llu reject%s in %.1f s\n",
                      (unsigned long long)p->events, plural(p->events),
                      (unsigned long long)p->rejects, plural(p->rejects), now() - p->begun);
    }
    say_passed(p);
    if (p->bare > 0) {
        (void)fprintf(stderr,
                      "dateline: %llu report%s no more than the address of a page; `dateline watch "
                      "FILE` fetches and codes the pages\n",
                      (unsigned long long)p->bare, p->bare == 1 ? " is" : "s are");
    }
}
