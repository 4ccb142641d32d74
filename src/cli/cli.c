/* From argv to a command: finds it, takes its options apart and runs it. */
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const cli_command *const cli_commands[] = {
    &cli_code,    &cli_explain, &cli_ingest, &cli_events, &cli_timeline,   &cli_show,
    &cli_dyads,   &cli_series,  &cli_actor,  &cli_search, &cli_agreements, &cli_origins,
    &cli_stories, &cli_trends,  &cli_diff,   &cli_export, &cli_read,       &cli_tokens,
    &cli_tags,    &cli_parse,   &cli_names,  &cli_times,  &cli_places,     &cli_actors,
    &cli_sources, &cli_train,   &cli_eval,   &cli_know,   &cli_help,       &cli_serve,
    &cli_version, &cli_watch,   NULL};

static const cli_command *find_command(const char *name)
{
    for (int i = 0; cli_commands[i] != NULL; i++) {
        if (strcmp(cli_commands[i]->name, name) == 0) {
            return cli_commands[i];
        }
    }
    return NULL;
}

const char *cli_value_at(const cli_line *line, const char *name, int i)
{
    for (int k = 0; k < line->noptions; k++) {
        if (strcmp(line->options[k].name, name) == 0 && i-- == 0) {
            return line->options[k].value;
        }
    }
    return NULL;
}

const char *cli_value(const cli_line *line, const char *name)
{
    const char *last = NULL;
    for (int k = 0; k < line->noptions; k++) {
        if (strcmp(line->options[k].name, name) == 0) {
            last = line->options[k].value;
        }
    }
    return last;
}

int cli_usage(const cli_line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)fputs("dateline: ", stderr);
    (void)vfprintf(stderr, format, args);
    va_end(args);
    if (line->command != NULL) {
        (void)fprintf(stderr, "\n  see: dateline %s --help\n", line->command->name);
    } else {
        (void)fputs("\n  see: dateline --help\n", stderr);
    }
    return EXIT_USAGE;
}

bool cli_number(const cli_line *line, const char *name, long low, long high, long *out)
{
    const char *text = cli_value(line, name);
    if (text == NULL) {
        return true;
    }
    char *end = NULL;
    errno = 0;
    long n = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || errno != 0 || n < low || n > high) {
        (void)cli_usage(line, "--%s takes a whole number from %ld to %ld, not '%s'", name, low,
                        high, text);
        return false;
    }
    *out = n;
    return true;
}

void cli_complain(const dateline_error *e)
{
    (void)fputs("dateline: ", stderr);
    if (e->file[0] != '\0' && strstr(e->message, e->file) == NULL) {
        (void)fprintf(stderr, e->line > 0 ? "%s:%llu: " : "%s: ", e->file,
                      (unsigned long long)e->line);
    }
    (void)fprintf(stderr, "%s\n",
                  e->message[0] != '\0' ? e->message : dateline_status_text(e->status));
    if (e->hint[0] != '\0') {
        (void)fprintf(stderr, "  %s\n", e->hint);
    }
}

int cli_failed(const dateline_error *e)
{
    cli_complain(e);
    return EXIT_FAILED;
}

static const cli_option *find_option(const cli_option *table, const char *name, size_t length)
{
    for (; table != NULL && table->name != NULL; table++) {
        if (strlen(table->name) == length && strncmp(table->name, name, length) == 0) {
            return table;
        }
    }
    return NULL;
}

/* Takes the option at argv[*i]; false = complained. */
static bool take_option(cli_line *line, int argc, char **argv, int *i)
{
    const char *name = argv[*i] + 2;
    const char *equals = strchr(name, '=');
    size_t length = equals == NULL ? strlen(name) : (size_t)(equals - name);
    const cli_option *o = find_option(line->command->options, name, length);
    const char *value = equals == NULL ? NULL : equals + 1;
    if (o == NULL) {
        (void)cli_usage(line, "'%s' is no option of dateline %s", argv[*i], line->command->name);
        return false;
    }
    if (o->value == NULL && value != NULL) {
        (void)cli_usage(line, "--%s takes no value", o->name);
        return false;
    }
    if (o->value != NULL && value == NULL) {
        if (*i + 1 >= argc) {
            (void)cli_usage(line, "--%s needs a value: --%s %s", o->name, o->name, o->value);
            return false;
        }
        value = argv[++*i];
    }
    if (line->noptions == CLI_OPTIONS_MAX) {
        (void)cli_usage(line, "more than %d options", CLI_OPTIONS_MAX);
        return false;
    }
    line->options[line->noptions].name = o->name;
    line->options[line->noptions++].value = value == NULL ? "" : value;
    return true;
}

/* Sorts argv into options and arguments; arguments are moved to the front of argv. */
static bool take_apart(cli_line *line, int argc, char **argv)
{
    bool only_arguments = false;
    line->arguments = argv;
    for (int i = 0; i < argc; i++) {
        if (!only_arguments && strcmp(argv[i], "--") == 0) {
            only_arguments = true;
        } else if (only_arguments || strncmp(argv[i], "--", 2) != 0) {
            if (!only_arguments && argv[i][0] == '-' && argv[i][1] != '\0') {
                (void)cli_usage(line, "'%s': options are written with two dashes", argv[i]);
                return false;
            }
            argv[line->narguments++] = argv[i];
        } else if (!take_option(line, argc, argv, &i)) {
            return false;
        }
    }
    return true;
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            return true;
        }
    }
    return false;
}

static int run(int argc, char **argv)
{
    cli_line line = {0};
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        cli_print_help(NULL);
        return argc < 2 ? EXIT_USAGE : EXIT_SUCCESS;
    }
    const char *name = strcmp(argv[1], "--version") == 0 ? "version" : argv[1];
    line.command = find_command(name);
    if (line.command == NULL) {
        return cli_usage(&line, "'%s' is no command", name);
    }
    if (asks_for_help(argc - 2, argv + 2)) {
        cli_print_help(line.command);
        return EXIT_SUCCESS;
    }
    return take_apart(&line, argc - 2, argv + 2) ? line.command->run(&line) : EXIT_USAGE;
}

int cli_main(int argc, char **argv)
{
    /* A reader that goes away (| head) shows as a failed write, which ends the run quietly; a file
     * that may not grow further (ulimit -f) as one that is complained of. */
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
    int code = run(argc, argv);
    bool lost = ferror(stdout) != 0;
    lost = fflush(stdout) != 0 || lost;
    return lost && errno != EPIPE ? cli_lost(&(cli_output){.path = "standard output"}) : code;
}
