/* dateline export: a ledger in the formats of other programs. */
#include <dateline/ledger.h>

#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static bool known_format(const char *name)
{
    const char *one = dateline_export_format(0);
    for (size_t i = 0; one != NULL; one = dateline_export_format(++i)) {
        if (strcmp(one, name) == 0) {
            return true;
        }
    }
    return false;
}

static dateline_status write_piece(void *to, const char *data, size_t length, dateline_error *error)
{
    return cli_output_write(to, data, length, error);
}

static int export(const cli_line *line, dateline_ledger *ledger, const dateline_filter *filter,
                  cli_output *out)
{
    dateline_error error = {0};
    dateline_model *model = NULL;
    if (dateline_model_open(cli_value(line, "data"), NULL, &model, &error) != DATELINE_OK) {
        return cli_failed(&error);
    }
    dateline_export as = {.format = cli_value(line, "format"),
                          .one_a_day = cli_value(line, "one-a-day") != NULL,
                          .header = cli_value(line, "header") != NULL,
                          .model = model,
                          .write = write_piece,
                          .to = out};
    dateline_status status = dateline_ledger_export(ledger, filter, &as, &error);
    dateline_model_close(model);
    return status == DATELINE_OK || out->gone ? 0 : cli_failed(&error);
}

static int run_export(const cli_line *line)
{
    const char *format = cli_value(line, "format");
    dateline_filter filter;
    char codes[4][4];
    if (cli_value(line, "ledger") == NULL) {
        return cli_usage(line, "which ledger? name it with --ledger FILE");
    }
    if (format == NULL || !known_format(format)) {
        return cli_usage(
            line, format == NULL ? "which format? name it with --format" : "no export format '%s'",
            format);
    }
    if (!cli_filter(line, false, &filter)) {
        return EXIT_USAGE;
    }
    cli_countries(line, &filter, codes);
    dateline_error error = {0};
    dateline_ledger *ledger = NULL;
    if (dateline_ledger_open(cli_value(line, "ledger"), false, &ledger, &error) != DATELINE_OK) {
        return cli_failed(&error);
    }
    cli_output out;
    int code = EXIT_FAILED;
    if (cli_output_open(line, &out)) {
        code = export(line, ledger, &filter, &out);
        code = cli_output_close(&out) ? code : EXIT_FAILED;
    }
    dateline_ledger_close(ledger);
    return code;
}

static const cli_option export_options[] = {
    {"ledger", "FILE", "the ledger to export"},
    {"format", "FORM",
     "plover (JSON lines), polecat, phoenix, petrarch, cameo, icews, gdelt (2.0 events), gdelt1, "
     "mentions (GDELT 2.0), csv, geojson, ical, graphml or gexf"},
    {"header", NULL, "names of the columns in the first line, also where the format has none"},
    {"one-a-day", NULL, "of the same source, target and code only one row a day"},
    CLI_FILTER_OPTIONS,
    {"limit", "N", "at most so many events"},
    {"data", "DIR", "folder of the knowledge pack and the models"},
    CLI_OUTPUT_OPTION,
    {NULL, NULL, NULL}};

const cli_command cli_export = {
    "export",
    "",
    "write a ledger in a format that other programs read",
    "Formats of dyads (phoenix, petrarch, cameo, icews, gdelt) have one row for each pair of "
    "source and target; of what takes two, each pair once. In them an event without a date counts "
    "for the day of its report, and is left out when that has none either. What the ledger does "
    "not hold, such as GDELT's tone, is left empty.",
    export_options,
    run_export};
