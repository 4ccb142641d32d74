/* A stand-in for `dateline train` and `dateline eval parse` until the commands exist. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/train.h"

static void say(void *to, const char *line)
{
    (void)to;
    fprintf(stderr, "%s\n", line);
}

int main(int argc, char **argv)
{
    dateline_error e = {0};
    train_options o = train_defaults();
    o.say = say;
    dateline_status status = DATELINE_E_ARGUMENT;
    const char *what = argc > 1 ? argv[1] : "";
    o.out = argc > 2 ? argv[2] : o.out;
    if (strcmp(what, "eval") == 0 && argc > 3) {
        buf out = {0};
        eval_parse_options eo = {
            .files = (const char *const *)argv + 3, .nfiles = (size_t)argc - 3, .models = argv[2]};
        status = eval_parse(&eo, &out, &e);
        fwrite(out.data == NULL ? "" : out.data, 1, out.length, stdout);
        buf_free(&out);
    } else {
        o.epochs = argc > 3 ? (unsigned)atoi(argv[3]) : 0;
        o.folds = argc > 4 ? (unsigned)atoi(argv[4]) : 0;
        o.width = argc > 5 ? (unsigned)atoi(argv[5]) : 0;
        status = strcmp(what, "tagger") == 0   ? train_tagger(&o, &e)
                 : strcmp(what, "parser") == 0 ? train_parser(&o, &e)
                                               : status;
    }
    if (status != DATELINE_OK) {
        fprintf(stderr, "%s (%s)\n", e.message, e.file);
    }
    return status != DATELINE_OK;
}
