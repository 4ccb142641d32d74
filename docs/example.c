/* Codes the file that is named and prints who did what to whom.
 *     cc example.c $(pkg-config --cflags --libs dateline) -o example && ./example story.txt */
#include <stdio.h>

#include <dateline/input.h>

static int complain(const dateline_error *error)
{
    fprintf(stderr, "%s: %s\n%s\n", error->file, error->message, error->hint);
    return 1;
}

int main(int argc, char **argv)
{
    dateline_error error = {0};
    dateline_model *model;
    dateline_coder *coder;
    dateline_input *input;
    dateline_report *report;
    dateline_reject reject;
    if (dateline_model_open(NULL, NULL, &model, &error) != DATELINE_OK ||
        dateline_coder_open(model, &coder, &error) != DATELINE_OK ||
        dateline_input_open(&(dateline_input_options){.path = argc > 1 ? argv[1] : "-"}, &input,
                            &error) != DATELINE_OK) {
        return complain(&error);
    }
    while (dateline_input_next(input, &report, &reject, &error) == DATELINE_OK) {
        if (report == NULL || dateline_code(coder, report, &error) != DATELINE_OK) {
            return complain(report == NULL ? &reject.reason : &error);
        }
        for (size_t i = 0; i < dateline_event_count(report); i++) {
            dateline_event e = dateline_event_at(report, i);
            printf("%s %s %s %s > %s\n", e.date, e.act, e.mode, e.nactors ? e.actors[0].name : "-",
                   e.nrecipients ? e.recipients[0].name : "-");
        }
        dateline_report_free(report);
    }
    dateline_input_close(input);
    dateline_coder_close(coder);
    dateline_model_close(model);
    return 0;
}
