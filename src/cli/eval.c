/* dateline train and dateline eval: making the weights, and measuring every stage. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "train/train.h"

/* ---- eval
 * ---------------------------------------------------------------------------------------- */

typedef dateline_status eval_function(const eval_options *o, buf *out, dateline_error *e);

static const struct {
    const char *name;
    eval_function *run;
} evals[] = {
    {"actors", eval_actors},       {"articles", eval_articles}, {"coref", eval_coref},
    {"names", eval_names},         {"parse", eval_parse},       {"places", eval_places},
    {"relations", eval_relations}, {"times", eval_times},
};
enum { EVALS = sizeof evals / sizeof evals[0] };

static eval_function *eval_named(const char *name)
{
    for (size_t i = 0; i < EVALS; i++) {
        if (strcmp(evals[i].name, name) == 0) {
            return evals[i].run;
        }
    }
    return NULL;
}

static int run_eval(const cli_line *line)
{
    eval_function *run = line->narguments == 0 ? NULL : eval_named(line->arguments[0]);
    if (run == NULL || line->narguments < 2) {
        return cli_usage(line, "it takes what to measure and files: %s", line->command->arguments);
    }
    eval_options o = {.files = (const char *const *)line->arguments + 1,
                      .nfiles = (size_t)line->narguments - 1,
                      .data = cli_value(line, "data"),
                      .raw = cli_value(line, "raw") != NULL,
                      .json = cli_value(line, "json") != NULL,
                      .errors = cli_value(line, "errors") != NULL};
    buf text = {0};
    dateline_error error = {0};
    dateline_status status = run(&o, &text, &error);
    if (status == DATELINE_OK) {
        (void)fwrite(text.data, 1, text.length, stdout);
    }
    buf_free(&text);
    return status == DATELINE_OK ? EXIT_SUCCESS : cli_failed(&error);
}

static const cli_option eval_options_table[] = {
    {"raw", NULL, "parse: from the text instead of the tokens, scored as CoNLL 2018 did"},
    {"json", NULL, "one JSON object instead of a table"},
    {"errors", NULL, "actors, places, times: list what was wrong, too"},
    {"data", "DIR", "folder of the knowledge pack and the models"},
    {NULL, NULL, NULL}};

const cli_command cli_eval = {
    "eval",
    "WHAT FILE...",
    "measure a stage on annotated files",
    "WHAT is one of: parse (CoNLL-U), names (token TAB BIO tag), times (TimeML), places (XML of "
    "GeoVirus, LGL or GWN), coref (CoNLL-U with Entity=), relations (TSV of plover-relations), "
    "actors (gold JSON), articles (a folder of html/ and ground-truth.json).",
    eval_options_table,
    run_eval};

/* ---- train
 * --------------------------------------------------------------------------------------- */

typedef dateline_status train_function(const train_options *o, dateline_error *e);

static const struct {
    const char *name;
    train_function *run;
} trainers[] = {
    {"names", train_names},   {"sentences", train_sentences}, {"tagger", train_tagger},
    {"parser", train_parser}, {"judge", train_judge},         {"relations", train_relations},
    {"coref", train_coref},   {"said", train_said},           {"choices", train_choices},
    {"hints", train_hints},
};
enum { TRAINERS = sizeof trainers / sizeof trainers[0] };

static void say(void *to, const char *text)
{
    (void)to;
    (void)fprintf(stderr, "%s\n", text);
}

static train_function *trainer_named(const char *name)
{
    for (size_t i = 0; i < TRAINERS; i++) {
        if (strcmp(trainers[i].name, name) == 0) {
            return trainers[i].run;
        }
    }
    return NULL;
}

static int run_train(const cli_line *line)
{
    train_function *run = line->narguments == 1 ? trainer_named(line->arguments[0]) : NULL;
    if (run == NULL) {
        return cli_usage(line, "it takes what to train: %s", line->command->arguments);
    }
    long seed = 0, epochs = 0, hold = 0, without = 0;
    if (!cli_number(line, "seed", 1, 1000000000, &seed) || !cli_number(line, "hold", 1, 7, &hold) ||
        !cli_number(line, "epochs", 1, 1000, &epochs) ||
        !cli_number(line, "without", 1, 4, &without)) {
        return EXIT_USAGE;
    }
    train_options o = train_defaults();
    o.shared = cli_value(line, "shared") == NULL ? o.shared : cli_value(line, "shared");
    o.out = cli_value(line, "out") == NULL ? o.out : cli_value(line, "out");
    o.seed = seed == 0 ? o.seed : (uint64_t)seed;
    o.epochs = (unsigned)epochs;
    o.hold = (unsigned)hold;
    o.without = (unsigned)without;
    o.readers = cli_value(line, "readers");
    o.say = say;
    dateline_error error = {0};
    return run(&o, &error) == DATELINE_OK ? EXIT_SUCCESS : cli_failed(&error);
}

static const cli_option train_options_table[] = {
    {"shared", "DIR", "folder that holds data/ and gold/; ../shared when not given"},
    {"out", "DIR", "folder of the weights; models when not given"},
    {"seed", "N", "seed of all chance; the shipped weights' when not given"},
    {"hold", "N",
     "names, coref: leave out part N of 7 of the reports, and score on it; hints, judge, said, "
     "choices: "
     "leave out "
     "part N of 6; tagger, parser: any N "
     "leaves out the treebanks' dev parts"},
    {"epochs", "N", "passes over the data; as shipped when not given"},
    {"without", "N", "tagger, parser: leave quarter N of 4 of GUM's documents out"},
    {"readers", "DIR",
     "coref: read each quarter of GUM by the data folder DIR/N, whose tagger and parser were made "
     "without it"},
    {NULL, NULL, NULL}};

const cli_command cli_train = {
    "train",
    "WHAT",
    "make a model's weights from annotated data",
    "WHAT is one of: sentences, tagger, parser, names, hints, judge, said, choices, relations, "
    "coref. The "
    "same "
    "options give the same bytes; models/CARD.md has the commands of the "
    "shipped weights.",
    train_options_table,
    run_train};
