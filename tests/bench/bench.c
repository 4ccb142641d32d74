/* bench FILE|DIR...: each stage and the whole way of a report against the budget of DESIGN.md.
 *
 * Reads all reports first, then runs them through the stages ROUNDS times on one core and prints
 * for each stage microseconds a token, its share, and the budget; at the end tokens/s (of syntax
 * alone too), MB/s and the peak memory.  Not a test: it never fails on a slow machine. */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "code/code.h"
#include "emit/emit.h"
#include "engine/engine.h"
#include "merge/merge.h"
#include "read/read.h"
#include "say/say.h"
#include "text/text.h"
#include "when/when.h"
#include "where/where.h"
#include "who/who.h"

enum { ROUNDS = 3, REPORTS = 20000 };

typedef dateline_status stage_function(const dateline_model *m, report *r, arena *scratch);

static dateline_status run_text(const dateline_model *m, report *r, arena *s)
{
    (void)m;
    return text_run(r, s, NULL);
}
static dateline_status run_syntax(const dateline_model *m, report *r, arena *s)
{
    return syntax_run(m->syntax, r, s, NULL);
}
static dateline_status run_know(const dateline_model *m, report *r, arena *s)
{
    return know_run(m->know, r, s, NULL);
}
static dateline_status run_when(const dateline_model *m, report *r, arena *s)
{
    return when_run(m->know, r, s, NULL);
}
static dateline_status run_where(const dateline_model *m, report *r, arena *s)
{
    return where_run(m->know, r, s, NULL);
}
static dateline_status run_who(const dateline_model *m, report *r, arena *s)
{
    return who_run(m->know, r, s, NULL);
}
static dateline_status run_say(const dateline_model *m, report *r, arena *s)
{
    return say_run(m->know, r, s, NULL);
}
static dateline_status run_code(const dateline_model *m, report *r, arena *s)
{
    return code_run(&m->code, m->know, r, s, NULL);
}
static dateline_status run_merge(const dateline_model *m, report *r, arena *s)
{
    return merge_run(m->know, r, s, NULL);
}
static dateline_status run_emit(const dateline_model *m, report *r, arena *s)
{
    (void)m;
    (void)s;
    buf out = {0};
    emit_events(r, EMIT_JSONL, "dateline", &out);
    buf_free(&out);
    return DATELINE_OK;
}

static const struct {
    const char *name;
    double budget; /* microseconds a token; 0 = in the rest */
    stage_function *run;
} stages[] = {
    {"text", 0.2, run_text}, {"syntax", 3.0, run_syntax}, {"know", 0.5, run_know},
    {"when", 0, run_when},   {"where", 0, run_where},     {"who", 0, run_who},
    {"say", 0, run_say},     {"code", 0, run_code},       {"merge", 0, run_merge},
    {"emit", 0, run_emit},
};
enum { STAGES = sizeof stages / sizeof stages[0], SYNTAX = 1 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t read_all(int argc, char **argv, report **reports)
{
    size_t n = 0;
    for (int i = 1; i < argc; i++) {
        reader *in = NULL;
        dateline_error e = {0};
        if (read_open(&(read_options){.path = argv[i]}, &in, &e) != DATELINE_OK) {
            (void)fprintf(stderr, "%s\n", e.message);
            continue;
        }
        read_reject reject;
        while (n < REPORTS && read_next(in, &reports[n], &reject, &e) == DATELINE_OK) {
            n += reports[n] != NULL;
        }
        read_close(in);
    }
    return n;
}

static void print(const double *spent, double tokens, double bytes)
{
    double whole = 0, rest = 0;
    for (size_t i = 0; i < STAGES; i++) {
        whole += spent[i];
    }
    (void)printf("stage     us/token  share  budget\n");
    for (size_t i = 0; i < STAGES; i++) {
        double cost = spent[i] * 1e6 / tokens;
        rest += stages[i].budget > 0 ? 0 : cost;
        (void)printf("%-8s  %8.3f  %4.0f%%  ", stages[i].name, cost, 100 * spent[i] / whole);
        (void)printf(stages[i].budget > 0 ? "%.1f\n" : "\n", stages[i].budget);
    }
    (void)printf("%-8s  %8.3f         1.3\n", "the rest", rest);
    (void)printf("%-8s  %8.3f         5.0\n", "whole", whole * 1e6 / tokens);
    (void)printf("tags, dependencies and names: %.0f tokens/s on one core (wanted 330000)\n",
                 tokens / spent[SYNTAX]);
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    (void)printf("%.0f tokens/s, %.2f MB/s on one core; peak memory %ld MB\n", tokens / whole,
                 bytes / whole / 1e6, usage.ru_maxrss / 1024);
}

int main(int argc, char **argv)
{
    static report *reports[REPORTS];
    dateline_error e = {0};
    dateline_model *m = NULL;
    double begun = now();
    if (dateline_model_open(NULL, NULL, &m, &e) != DATELINE_OK) {
        (void)fprintf(stderr, "%s\n", e.message);
        return 1;
    }
    double opened = now() - begun;
    size_t n = read_all(argc, argv, reports);
    double spent[STAGES] = {0}, tokens = 0, bytes = 0;
    arena *scratch = arena_new((size_t)2 << 30);
    for (size_t i = 0; i < n * ROUNDS; i++) {
        report *r = reports[i % n];
        arena_mark mark = arena_save(r->arena);
        report_clear_layers(r);
        for (size_t s = 0; s < STAGES; s++) {
            double start = now();
            if (stages[s].run(m, r, scratch) != DATELINE_OK) {
                (void)fprintf(stderr, "%.*s: %s failed\n", VIEW_ARG(r->id), stages[s].name);
            }
            spent[s] += now() - start;
            arena_reset(scratch);
        }
        tokens += (double)r->ntokens;
        bytes += (double)r->text.length;
        report_clear_layers(r);
        arena_restore(r->arena, mark);
    }
    (void)printf("%zu reports, %.0f tokens, %d rounds; model opened in %.1f ms\n", n,
                 tokens / ROUNDS, ROUNDS, opened * 1e3);
    print(spent, tokens < 1 ? 1 : tokens, bytes);
    for (size_t i = 0; i < n; i++) {
        report_free(reports[i]);
    }
    arena_free(scratch);
    dateline_model_close(m);
    return 0;
}
