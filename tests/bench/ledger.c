/* bench-ledger RECORDS LEDGER FILE|DIR...: a ledger of that many records, made by varying coded
 * reports.
 *
 * Each report is stored again and again with another day, other words and other countries; what is
 * measured is storing alone, in tenths of the whole, then the questions of docs/SCORES.md.  The
 * ledger stays where it is, for other measurements; one that is there is filled on.  Not a test: it
 * never fails on a slow machine.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <dateline/ledger.h>

#include "engine/engine.h"
#include "read/read.h"
#include "store/store.h"

enum { REPORTS = 400, TENTHS = 10, WORDS = 40 };

/* Seconds of this process's own time: other processes on the machine do not count. */
static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t code_all(int argc, char **argv, dateline_coder *coder, report **reports)
{
    size_t n = 0;
    dateline_error e = {0};
    for (int i = 3; i < argc; i++) {
        reader *in = NULL;
        read_reject reject;
        if (read_open(&(read_options){.path = argv[i]}, &in, &e) != DATELINE_OK) {
            (void)fprintf(stderr, "%s\n", e.message);
            continue;
        }
        while (n < REPORTS && read_next(in, &reports[n], &reject, &e) == DATELINE_OK) {
            if (reports[n] != NULL &&
                dateline_annotate(coder, reports[n], DATELINE_STAGE_EVENTS, &e) == DATELINE_OK) {
                n += reports[n]->nevents > 0;
            }
        }
        read_close(in);
    }
    return n;
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Another report out of one: its own id, day, first words, and countries. */
static void vary(report *r, size_t number, uint64_t *state)
{
    static const char *const codes[] = {"ISR", "MAR", "USA", "CHN", "RUS", "UKR", "IND", "PAK",
                                        "KEN", "ETH", "PER", "BRA", "FRA", "DEU", "TUR", "GRC"};
    r->id = arena_printf(r->arena, "r%zu", number);
    r->published = day_of(2015, 1, 1) + (day)(number / 64 % 2900);
    for (size_t i = 0; i < r->nevents; i++) {
        event *ev = &r->events[i];
        snprintf(ev->id, sizeof ev->id, "%016llx%016llx", (unsigned long long)number,
                 (unsigned long long)next_random(state));
        ev->merged.when.from = ev->merged.when.to = r->published;
        for (uint32_t k = 0; k < ev->merged.nactors; k++) {
            memcpy(ev->merged.actors[k].actor.code, codes[next_random(state) % 16], 4);
        }
        for (uint32_t k = 0; k < ev->merged.nrecipients; k++) {
            memcpy(ev->merged.recipients[k].actor.code, codes[next_random(state) % 16], 4);
        }
    }
    for (size_t t = 0; t < r->ntokens && t < WORDS; t++) {
        r->tokens[t].form =
            arena_printf(r->arena, "w%llx", (unsigned long long)(next_random(state) & 0xFFFFFF));
    }
}

/* Reports that the ledger holds. */
static size_t held(ledger *l)
{
    dateline_error e = {0};
    buf out = {0};
    int64_t n = 0;
    if (ledger_ask(l, ASK_SUMMARY, &(ledger_filter){0}, ROWS_TSV, &out, &e) != DATELINE_OK) {
        (void)fprintf(stderr, "%s\n", e.message);
    }
    view rest = buf_all(&out);
    view line;
    view cell = VIEW("");
    (void)view_split(&rest, '\n', &line);
    (void)view_split(&rest, '\n', &line);
    for (int i = 0; i < 5; i++) {
        (void)view_split(&line, '\t', &cell);
    }
    (void)view_int(cell, &n);
    buf_free(&out);
    return (size_t)n;
}

static void fill(ledger *l, report **reports, size_t n, size_t records)
{
    dateline_error e = {0};
    size_t stored = 0;
    size_t number = held(l);
    uint64_t state = 88172645463325252U + number;
    for (unsigned tenth = 1; tenth <= TENTHS; tenth++) {
        double begun = now();
        size_t first = number;
        while (stored < records * tenth / TENTHS) {
            report *r = reports[number % n];
            arena_mark mark = arena_save(r->arena);
            vary(r, number++, &state);
            if (ledger_put(l, r, "bench", &e) != DATELINE_OK) {
                (void)fprintf(stderr, "%s\n", e.message);
                return;
            }
            stored += r->nevents;
            arena_restore(r->arena, mark);
        }
        if (ledger_commit(l, &e) != DATELINE_OK) {
            (void)fprintf(stderr, "%s\n", e.message);
        }
        (void)printf("tenth %2u: %.0f reports/s, %zu records\n", tenth,
                     (double)(number - first) / (now() - begun), stored);
        (void)fflush(stdout);
    }
}

static void ask(ledger *l, const char *what, ledger_question question, ledger_filter f)
{
    dateline_error e = {0};
    double best = 1e9;
    size_t bytes = 0;
    for (int i = 0; i < 5; i++) {
        buf out = {0};
        double begun = now();
        if (ledger_ask(l, question, &f, ROWS_JSONL, &out, &e) != DATELINE_OK) {
            (void)fprintf(stderr, "%s\n", e.message);
        }
        double spent = now() - begun;
        best = spent < best ? spent : best;
        bytes = out.length;
        buf_free(&out);
    }
    (void)printf("%-28s %8.1f ms, %zu bytes\n", what, best * 1e3, bytes);
}

static void ask_all(const char *path)
{
    dateline_error e = {0};
    ledger *l = NULL;
    if (ledger_open(path, false, &l, &e) != DATELINE_OK) {
        (void)fprintf(stderr, "%s\n", e.message);
        return;
    }
    ask(l, "timeline of a dyad, a year", ASK_TIMELINE,
        (ledger_filter){
            .one = "ISR", .other = "MAR", .since = "2018-01-01", .until = "2018-12-31"});
    ask(l, "timeline of a dyad, 100 rows", ASK_TIMELINE,
        (ledger_filter){.one = "ISR", .other = "MAR", .limit = 100});
    ask(l, "series of a year by week", ASK_SERIES,
        (ledger_filter){.since = "2018-01-01", .until = "2018-12-31", .step = "week"});
    ask(l, "series of a dyad's year", ASK_SERIES,
        (ledger_filter){.one = "ISR",
                        .other = "MAR",
                        .since = "2018-01-01",
                        .until = "2018-12-31",
                        .step = "week"});
    ask(l, "search", ASK_SEARCH, (ledger_filter){.name = "minister resigned", .limit = 20});
    ask(l, "stories", ASK_STORIES, (ledger_filter){.limit = 20});
    ask(l, "trends", ASK_TRENDS, (ledger_filter){.window = 7});
    ledger_close(l);
}

int main(int argc, char **argv)
{
    static report *reports[REPORTS];
    dateline_error e = {0};
    dateline_model *m = NULL;
    dateline_coder *coder = NULL;
    ledger *l = NULL;
    if (argc < 4) {
        (void)fprintf(stderr, "usage: bench-ledger RECORDS LEDGER FILE|DIR...\n");
        return 2;
    }
    if (dateline_model_open(NULL, NULL, &m, &e) != DATELINE_OK ||
        dateline_coder_open(m, &coder, &e) != DATELINE_OK ||
        ledger_open(argv[2], true, &l, &e) != DATELINE_OK) {
        (void)fprintf(stderr, "%s\n", e.message);
        return 1;
    }
    size_t n = code_all(argc, argv, coder, reports);
    if (n > 0) {
        fill(l, reports, n, (size_t)strtoull(argv[1], NULL, 10));
    }
    ledger_close(l);
    ask_all(argv[2]);
    for (size_t i = 0; i < n; i++) {
        report_free(reports[i]);
    }
    dateline_coder_close(coder);
    dateline_model_close(m);
    return 0;
}
