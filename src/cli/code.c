/* dateline code and dateline explain: reports to events, and why. */
#include "cli/over.h"

static dateline_status render_events(void *context, dateline_report *report, dateline_text *out,
                                     dateline_error *error)
{
    const over *o = context;
    return dateline_write_events(report, o->format, out, error);
}

static int run_code(const cli_line *line)
{
    int format = cli_format(line, "jsonl table tsv csv", DATELINE_FORMAT_TABLE);
    if (format < 0) {
        return EXIT_USAGE;
    }
    over o = {
        .last = DATELINE_STAGE_EVENTS, .format = (dateline_format)format, .render = render_events};
    dateline_text header = {0};
    dateline_error error = {0};
    if (dateline_write_events_header(o.format, &header, &error) != DATELINE_OK) {
        return cli_failed(&error);
    }
    int code = over_run(line, &o, &header);
    dateline_text_free(&header);
    return code;
}

static const cli_option code_options[] = {
    {"ledger", "FILE", "also store the reports and their events in that ledger"},
    {"format", "FORM", "jsonl, table, tsv or csv; table on a terminal, jsonl when piped"},
    CLI_OUTPUT_OPTION,
    CLI_INPUT_OPTIONS,
    CLI_JOBS_OPTION,
    CLI_MODEL_OPTIONS,
    {NULL, NULL, NULL}};

const cli_command cli_code = {
    "code",
    "[FILE|DIR|-]...",
    "read reports and write the events in them",
    "Reads plain text (one report a file) and JSON lines ({\"id\", \"text\", \"published\", "
    "\"publisher\", \"title\", \"url\", \"lang\"}), told apart by content, from files, folders or "
    "standard input. A report that cannot be read is named on standard error and the run goes on.",
    code_options,
    run_code};

static int run_ingest(const cli_line *line)
{
    if (cli_value(line, "ledger") == NULL) {
        return cli_usage(line, "which ledger? name it with --ledger FILE");
    }
    over o = {.last = DATELINE_STAGE_EVENTS};
    return over_run(line, &o, &(dateline_text){0});
}

static const cli_option ingest_options[] = {
    {"ledger", "FILE", "the ledger to store in; made when it is missing"},
    CLI_INPUT_OPTIONS,
    CLI_JOBS_OPTION,
    CLI_MODEL_OPTIONS,
    {NULL, NULL, NULL}};

const cli_command cli_ingest = {"ingest",
                                "[FILE|DIR|-]...",
                                "code reports into a ledger",
                                "A report that the ledger holds already is passed over, so the "
                                "command may be run again after it "
                                "was stopped or when new reports have come.",
                                ingest_options,
                                run_ingest};

static dateline_status render_explanation(void *context, dateline_report *report,
                                          dateline_text *out, dateline_error *error)
{
    (void)context;
    return dateline_explain(report, out, error);
}

static int run_explain(const cli_line *line)
{
    over o = {.last = DATELINE_STAGE_EVENTS, .render = render_explanation};
    return over_run(line, &o, &(dateline_text){0});
}

static const cli_option explain_options[] = {
    CLI_OUTPUT_OPTION, CLI_INPUT_OPTIONS, CLI_JOBS_OPTION, CLI_MODEL_OPTIONS, {NULL, NULL, NULL}};

const cli_command cli_explain = {
    "explain",
    "[FILE|DIR|-]...",
    "say for each event why it was coded, and for each other sentence why nothing was",
    "Gives for each record the words, the dictionary entry or rule, and how each actor, date and "
    "place was reached.",
    explain_options,
    run_explain};
