/* The layer commands: each prints what one stage wrote into the reports. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/over.h"
#include "train/train.h"

static dateline_status render_layer(void *context, dateline_report *report, dateline_text *out,
                                    dateline_error *error)
{
    const over *o = context;
    return dateline_write_layer(report, o->layer, o->format, out, error);
}

typedef struct {
    const char *command;
    dateline_layer layer;
    dateline_stage last;
    const char *formats;
    dateline_format on_terminal;
} layer_row;

static const layer_row layers[] = {
    {"read", DATELINE_LAYER_READ, DATELINE_STAGE_READ, "jsonl", DATELINE_FORMAT_JSONL},
    {"tokens", DATELINE_LAYER_TOKENS, DATELINE_STAGE_TOKENS, "jsonl tsv conllu",
     DATELINE_FORMAT_TSV},
    {"tags", DATELINE_LAYER_TAGS, DATELINE_STAGE_SYNTAX, "jsonl tsv conllu", DATELINE_FORMAT_TSV},
    {"parse", DATELINE_LAYER_PARSE, DATELINE_STAGE_SYNTAX, "jsonl tsv conllu",
     DATELINE_FORMAT_CONLLU},
    {"names", DATELINE_LAYER_NAMES, DATELINE_STAGE_SYNTAX, "jsonl tsv conllu", DATELINE_FORMAT_TSV},
    {"times", DATELINE_LAYER_TIMES, DATELINE_STAGE_WHEN, "jsonl tsv timeml", DATELINE_FORMAT_TSV},
    {"places", DATELINE_LAYER_PLACES, DATELINE_STAGE_WHERE, "jsonl tsv", DATELINE_FORMAT_TSV},
    {"actors", DATELINE_LAYER_ACTORS, DATELINE_STAGE_WHO, "jsonl tsv", DATELINE_FORMAT_TSV},
    {"sources", DATELINE_LAYER_SOURCES, DATELINE_STAGE_SAY, "jsonl tsv", DATELINE_FORMAT_TSV},
};

static const layer_row *row_of(const char *command)
{
    size_t i = 0;
    while (strcmp(layers[i].command, command) != 0) {
        i++;
    }
    return &layers[i];
}

typedef dateline_status file_writer(const char *path, const char *data, const char *published,
                                    buf *out, dateline_error *error);

/* Files that are taken as they stand and come back analysed: TimeML gives up its text and document
 * time, CoNLL-U its tokens. */
static int run_files(const cli_line *line, file_writer *write)
{
    int code = EXIT_SUCCESS;
    for (int i = 0; i < line->narguments; i++) {
        buf out = {0};
        dateline_error error = {0};
        if (write(line->arguments[i], cli_value(line, "data"), cli_value(line, "published"), &out,
                  &error) == DATELINE_OK) {
            (void)fwrite(out.data, 1, out.length, stdout);
        } else {
            cli_complain(&error);
            code = EXIT_REJECTS;
        }
        buf_free(&out);
    }
    return code;
}

static bool from_conllu(const cli_line *line)
{
    const char *from = cli_value(line, "from");
    return from != NULL && strcmp(from, "conllu") == 0;
}

static int run_layer(const cli_line *line)
{
    const layer_row *row = row_of(line->command->name);
    int format = cli_format(line, row->formats, row->on_terminal);
    if (format < 0) {
        return EXIT_USAGE;
    }
    if (format == (int)DATELINE_FORMAT_TIMEML) {
        return run_files(line, write_timeml);
    }
    if (format == (int)DATELINE_FORMAT_CONLLU && from_conllu(line)) {
        return run_files(line, write_conllu);
    }
    over o = {.last = row->last,
              .format = (dateline_format)format,
              .layer = row->layer,
              .render = render_layer};
    dateline_text header = {0};
    dateline_error error = {0};
    if (dateline_write_layer_header(o.layer, o.format, &header, &error) != DATELINE_OK) {
        return cli_failed(&error);
    }
    int code = over_run(line, &o, &header);
    dateline_text_free(&header);
    return code;
}

static const cli_option layer_options[] = {
    {"format", "FORM",
     "jsonl or tsv; tokens, tags, parse and names also conllu, times also timeml"},
    CLI_OUTPUT_OPTION,
    CLI_INPUT_OPTIONS,
    CLI_JOBS_OPTION,
    CLI_MODEL_OPTIONS,
    {NULL, NULL, NULL}};

#define LAYER_COMMAND(id, summary)                                                                 \
    const cli_command cli_##id = {#id, "[FILE|DIR|-]...", summary, "", layer_options, run_layer}

LAYER_COMMAND(read, "show what reading understood: parts, times, authors, spans");
LAYER_COMMAND(tokens, "show sentences and tokens");
LAYER_COMMAND(tags, "show lemmas, parts of speech and features");
LAYER_COMMAND(parse, "show dependencies");
LAYER_COMMAND(names, "show names: persons, organisations, locations, ...");
LAYER_COMMAND(times, "show time expressions and the days they stand for");
LAYER_COMMAND(places, "show places and where they lie");
LAYER_COMMAND(actors, "show who is named and how each was coded");
LAYER_COMMAND(sources, "show on whose word each clause stands");
