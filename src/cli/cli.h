/* cli/cli.h - the program's commands and their options.
 *
 * A command is a row of a table: its name, what it does, its options and the function that runs it.
 * Help texts and manual pages are made from the same tables.  Exit codes: 0 all is well; 1 some
 * reports were rejected or some inputs could not be read; 2 the command line makes no sense; 3 the
 * work could not be done (no model, output cannot be written); 130 interrupted.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <dateline/ledger.h>

enum { EXIT_REJECTS = 1, EXIT_USAGE = 2, EXIT_FAILED = 3, EXIT_INTERRUPTED = 130 };

typedef struct {
    const char *name;  /* "published"; null ends the table */
    const char *value; /* "DATE"; null = a flag */
    const char *help;  /* one sentence without a full stop */
} cli_option;

enum { CLI_OPTIONS_MAX = 64 };

/* A command line that was taken apart. */
typedef struct {
    const struct cli_command *command;
    struct {
        const char *name, *value;
    } options[CLI_OPTIONS_MAX]; /* as given, in order */
    int noptions;
    char **arguments; /* [narguments] what is no option */
    int narguments;
} cli_line;

typedef struct cli_command {
    const char *name;
    const char *arguments; /* "[FILE|DIR|-]..." */
    const char *summary;   /* one line */
    const char *about;     /* paragraphs for --help and the manual; "" */
    const cli_option *options;
    int (*run)(const cli_line *line); /* gives the exit code */
} cli_command;

/* ---- options ------------------------------------------------------------------------------------
 */

/* The value of an option, the last one given; null = not given ("" for a flag that was). */
const char *cli_value(const cli_line *line, const char *name);
/* The i-th value of an option that may be given several times; null = no more. */
const char *cli_value_at(const cli_line *line, const char *name, int i);
/* A whole number between the bounds; complains and gives false when it is none. */
bool cli_number(const cli_line *line, const char *name, long low, long high, long *out);
int cli_usage(const cli_line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* complains; EXIT_USAGE */
/* Prints an error as "dateline: message", its place and its hint. */
void cli_complain(const dateline_error *error);
int cli_failed(const dateline_error *error); /* complains; EXIT_FAILED */

/* Opens the model that --data and --know name; complains and gives null when it cannot. */
dateline_model *cli_model(const cli_line *line);
/* Whether the report is the address of a page and nothing else, as lists of pages give them. */
bool cli_is_bare(const dateline_report *report);
/* --format, or jsonl when the output is piped and `on_terminal` when it is not; -1 = complained. */
int cli_format(const cli_line *line, const char *allowed, dateline_format on_terminal);

/* Options that several commands share, for their tables. */
#define CLI_MODEL_OPTIONS                                                                          \
    {"data", "DIR", "folder of the knowledge pack and the models"},                                \
    {                                                                                              \
        "know", "DIR",                                                                             \
            "folder of your own dictionaries, over the built-in ones; may be "                     \
            "repeated"                                                                             \
    }
#define CLI_INPUT_OPTIONS                                                                          \
    {"from", "KIND", "kind of the input; told from its content when not given"},                   \
        {"map", "PAIRS", "names of the input's fields, such as text=body,published=date"},         \
        {"published", "DATE", "document time of reports that do not say theirs (2022-07-18)"},     \
    {                                                                                              \
        "publisher", "NAME", "publisher of reports that do not say theirs"                         \
    }

/* ---- output -------------------------------------------------------------------------------------
 */

/* Where a command writes its results: standard output, or the file of --output. */
typedef struct {
    int fd;
    const char *path; /* for messages */
    bool gone;        /* the reader of a pipe has gone: not an error, but the end */
} cli_output;

bool cli_output_open(const cli_line *line, cli_output *out);
/* All bytes, or an error; DATELINE_E_CANCELLED when the reader has gone. */
dateline_status cli_output_write(cli_output *out, const char *data, size_t length,
                                 dateline_error *error);
/* Closes; a write error that shows only now (disk full) is complained of, false. */
bool cli_output_close(cli_output *out);
/* Complains that what was written there is lost, as errno says; EXIT_FAILED. */
int cli_lost(const cli_output *out);
#define CLI_OUTPUT_OPTION                                                                          \
    {                                                                                              \
        "output", "FILE", "write there instead of to standard output"                              \
    }

/* ---- the commands, one file each
 * ------------------------------------------------------------------ */

extern const cli_command *const cli_commands[]; /* ends with null */
extern const cli_command cli_search, cli_agreements, cli_origins, cli_stories, cli_trends, cli_diff;
extern const cli_command cli_code, cli_export, cli_tokens, cli_tags, cli_parse, cli_names,
    cli_times, cli_places, cli_actors, cli_sources, cli_read, cli_explain, cli_ingest, cli_events,
    cli_timeline, cli_show, cli_dyads, cli_series, cli_actor, cli_eval, cli_train, cli_know,
    cli_help, cli_version, cli_serve, cli_watch;

int cli_main(int argc, char **argv);
/* The help of one command or of the whole program, for people and as a manual page (man-pages(7)).
 */
void cli_print_help(const cli_command *command);
void cli_print_manual(void);

/* What narrows a question to a ledger; cli_filter takes it from the line, as `--between A B`. */
#define CLI_FILTER_OPTIONS                                                                         \
    {"between", "A B",                                                                             \
     "only events in which both actors take part, by code or name; one alone "                     \
     "means any event of that actor"},                                                             \
        {"since", "DATE", "only what ended on that day or later"},                                 \
        {"until", "DATE", "only what began on that day or earlier"},                               \
        {"act", "TYPE", "only that PLOVER type"},                                                  \
        {"status", "STATUS", "only actual, ongoing, future, hypothetical or negated ones"},        \
        {"said-by", "NAME", "only what that source said"},                                         \
        {"in", "PLACE", "only what happened there: a country's code, or part of a place's name"},  \
    {                                                                                              \
        "where", "SQL", "a condition over the table events, for the rest"                          \
    }

bool cli_filter(const cli_line *line, bool needs_argument, dateline_filter *f);
/* Names of countries among the filter's actors and places become codes, kept in `codes`. */
void cli_countries(const cli_line *line, dateline_filter *f, char codes[4][4]);

#endif
