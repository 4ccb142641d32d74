/* dateline know: questions to the dictionaries, and a check of one's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { FOUND = 50 };

static int print(dateline_status status, dateline_text *text, const dateline_error *error)
{
    if (text->data != NULL) {
        (void)fwrite(text->data, 1, text->length, stdout);
    }
    dateline_text_free(text);
    return status == DATELINE_OK ? EXIT_SUCCESS : cli_failed(error);
}

static int check(const char *directory)
{
    dateline_text text = {0};
    dateline_error error = {0};
    size_t faults = 0;
    dateline_status status = dateline_know_check(directory, &text, &faults, &error);
    int code = print(status, &text, &error);
    if (code == EXIT_SUCCESS) {
        (void)printf("%zu fault%s\n", faults, faults == 1 ? "" : "s");
    }
    return code == EXIT_SUCCESS && faults > 0 ? EXIT_REJECTS : code;
}

static int run_know(const cli_line *line)
{
    const char *what = line->narguments == 2 ? line->arguments[0] : "";
    if (strcmp(what, "check") == 0) {
        return check(line->arguments[1]);
    }
    bool explain = strcmp(what, "explain") == 0;
    if (!explain && strcmp(what, "find") != 0) {
        return cli_usage(line, "it takes one of: %s", line->command->arguments);
    }
    dateline_model *model = cli_model(line);
    if (model == NULL) {
        return EXIT_FAILED;
    }
    dateline_text text = {0};
    dateline_error error = {0};
    const char *word = line->arguments[1];
    dateline_status status =
        explain ? dateline_know_explain(model, word, cli_value(line, "on"), &text, &error)
                : dateline_know_find(model, word, FOUND, &text, &error);
    dateline_model_close(model);
    return print(status, &text, &error);
}

static const cli_option know_options[] = {
    {"on", "DATE", "explain: on that day, such as 2022-07-18"},
    CLI_MODEL_OPTIONS,
    {NULL, NULL, NULL}};

const cli_command cli_know = {
    "know",
    "check DIR | explain WORD | find WORD",
    "ask the dictionaries, or check your own",
    "check reads a folder of dictionaries and names each wrong line with its file and number; "
    "explain says what a word or name is coded as and from which entry; find lists the entries "
    "that "
    "hold a word.",
    know_options,
    run_know};
