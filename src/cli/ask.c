/* The questions to a ledger: events, timeline, show, dyads, series, actor. */
#include <dateline/ledger.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

typedef struct {
    const char *command;
    dateline_question question;
    bool needs_argument;
} ask_row;

static const ask_row questions[] = {
    {"events", DATELINE_ASK_EVENTS, false},  {"timeline", DATELINE_ASK_TIMELINE, false},
    {"show", DATELINE_ASK_SHOW, true},       {"dyads", DATELINE_ASK_DYADS, false},
    {"series", DATELINE_ASK_SERIES, false},  {"actor", DATELINE_ASK_ACTOR, true},
    {"search", DATELINE_ASK_SEARCH, true},   {"agreements", DATELINE_ASK_AGREEMENTS, false},
    {"origins", DATELINE_ASK_SOURCES, true}, {"stories", DATELINE_ASK_STORIES, false},
    {"trends", DATELINE_ASK_TRENDS, false},  {"diff", DATELINE_ASK_CHANGES, false},
};

static const ask_row *row_of(const char *command)
{
    size_t i = 0;
    while (strcmp(questions[i].command, command) != 0) {
        i++;
    }
    return &questions[i];
}

/* --window 24h, 7d: days, at least one. */
static bool cli_window(const cli_line *line, int64_t *days)
{
    const char *text = cli_value(line, "window");
    char *end = NULL;
    long n = text == NULL ? 1 : strtol(text, &end, 10);
    bool hours = text != NULL && strcmp(end, "h") == 0;
    if (n < 1 || n > 100000 || (text != NULL && !hours && strcmp(end, "d") != 0)) {
        (void)cli_usage(line, "--window takes hours or days, such as 24h or 7d; not '%s'", text);
        return false;
    }
    *days = hours ? (n + 23) / 24 : n;
    return true;
}

/* A code, alone or with a sector, is no name: no lower-case letter. */
static bool is_name(const char *value)
{
    return value != NULL && strpbrk(value, "abcdefghijklmnopqrstuvwxyz") != NULL;
}

void cli_countries(const cli_line *line, dateline_filter *f, char codes[4][4])
{
    bool actor = strcmp(line->command->name, "actor") == 0; /* of other questions no actor's name */
    const char **values[] = {&f->one, &f->other, &f->country, &f->name};
    size_t n = actor ? 4 : 3;
    dateline_model *model = NULL;
    bool names = false;
    for (size_t i = 0; i < n; i++) {
        names = names || is_name(*values[i]);
    }
    if (!names) {
        return;
    }
    if (dateline_model_open(cli_value(line, "data"), NULL, &model, NULL) != DATELINE_OK) {
        return; /* names are then sought among the ledger's own */
    }
    for (size_t i = 0; i < n; i++) {
        if (is_name(*values[i]) && dateline_country_code(model, *values[i], codes[i])) {
            *values[i] = codes[i];
        }
    }
    dateline_model_close(model);
}

/* --between A B: the second actor stands among the arguments. */
bool cli_filter(const cli_line *line, bool needs_argument, dateline_filter *f)
{
    long limit = 0;
    *f = (dateline_filter){.one = cli_value(line, "between"),
                           .since = cli_value(line, "since"),
                           .until = cli_value(line, "until"),
                           .act = cli_value(line, "act"),
                           .status = cli_value(line, "status"),
                           .said_by = cli_value(line, "said-by"),
                           .country = cli_value(line, "in"),
                           .where = cli_value(line, "where"),
                           .step = cli_value(line, "by")};
    if (!cli_number(line, "limit", 1, 1000000000, &limit)) {
        return false;
    }
    f->limit = limit;
    if (!cli_window(line, &f->window)) {
        return false;
    }
    int expected = needs_argument ? 1 : f->one != NULL ? 1 : 0;
    if (line->narguments > expected || (needs_argument && line->narguments == 0)) {
        (void)cli_usage(line, needs_argument ? "it needs one argument: %s" : "'%s' is too much",
                        needs_argument ? line->command->arguments : line->arguments[expected]);
        return false;
    }
    const char *argument = line->narguments > 0 ? line->arguments[0] : NULL;
    f->name = needs_argument ? argument : NULL;
    f->other = needs_argument ? NULL : argument;
    return true;
}

typedef struct {
    cli_output out;
    uint64_t lines;
} counted_output;

static dateline_status write_counted(void *to, const char *data, size_t length,
                                     dateline_error *error)
{
    counted_output *o = to;
    for (size_t i = 0; i < length; i++) {
        o->lines += data[i] == '\n';
    }
    return cli_output_write(&o->out, data, length, error);
}

static int answer(const cli_line *line, const ask_row *row, const dateline_filter *f,
                  dateline_format format)
{
    dateline_error error = {0};
    dateline_ledger *ledger = NULL;
    counted_output to = {.lines = 0};
    if (dateline_ledger_open(cli_value(line, "ledger"), false, &ledger, &error) != DATELINE_OK) {
        return cli_failed(&error);
    }
    if (!cli_output_open(line, &to.out)) {
        dateline_ledger_close(ledger);
        return EXIT_FAILED;
    }
    dateline_status status =
        dateline_ledger_ask_to(ledger, row->question, f, format,
                               &(dateline_outlet){.write = write_counted, .to = &to}, &error);
    bool good = status == DATELINE_OK || to.out.gone;
    if (!good) {
        cli_complain(&error);
    }
    good = cli_output_close(&to.out) && good;
    if (good && !to.out.gone && to.lines <= (format != DATELINE_FORMAT_JSONL ? 1U : 0U)) {
        (void)fputs("dateline: the ledger holds nothing of that kind\n", stderr);
    }
    dateline_ledger_close(ledger);
    return good ? EXIT_SUCCESS : status == DATELINE_E_ARGUMENT ? EXIT_USAGE : EXIT_FAILED;
}

static int run_ask(const cli_line *line)
{
    const ask_row *row = row_of(line->command->name);
    dateline_filter filter;
    char codes[4][4];
    if (cli_value(line, "ledger") == NULL) {
        return cli_usage(line, "which ledger? name it with --ledger FILE");
    }
    int format = cli_format(line, "table jsonl tsv csv chart", DATELINE_FORMAT_TABLE);
    if (format < 0 || !cli_filter(line, row->needs_argument, &filter)) {
        return EXIT_USAGE;
    }
    cli_countries(line, &filter, codes);
    return answer(line, row, &filter, (dateline_format)format);
}

static const cli_option ask_options[] = {
    {"ledger", "FILE", "the ledger to ask"},
    CLI_FILTER_OPTIONS,
    {"by", "STEP", "series: day, week, month or year"},
    {"window", "SPAN", "trends: how long a time is looked at, 24h or 7d; one day when not given"},
    {"limit", "N", "at most so many rows"},
    {"format", "FORM",
     "table, jsonl, tsv or csv; table on a terminal, jsonl when piped; chart: bars of a series, a "
     "calendar of events"},
    CLI_OUTPUT_OPTION,
    {NULL, NULL, NULL}};

#define ASK_COMMAND(id, arguments, summary)                                                        \
    const cli_command cli_##id = {#id, arguments, summary, "", ask_options, run_ask}

ASK_COMMAND(events, "", "list a ledger's events, oldest first");
ASK_COMMAND(timeline, "", "list what happened between two actors: --between ISR MAR");
ASK_COMMAND(show, "EVENT", "show every telling of one event with its words");
ASK_COMMAND(dyads, "", "count who acts with or on whom");
ASK_COMMAND(series, "", "count events and average their scores by day, week, month or year");
ASK_COMMAND(search, "WORDS", "find the tellings that have those words, in quotes when several");
ASK_COMMAND(agreements, "", "list the agreements signed and reached");
ASK_COMMAND(origins, "EVENT", "show who told an event first, who independently, who relayed whom");
ASK_COMMAND(stories, "", "list reports grouped by the matter they tell of, latest first");
ASK_COMMAND(trends, "", "list what is told of more than in the weeks before, and firsts of a kind");
ASK_COMMAND(diff, "", "list what a newer coder changed in the reports it coded again");
ASK_COMMAND(actor, "NAME", "show what a ledger knows of an actor, by code, name or country");
