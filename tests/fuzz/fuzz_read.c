/* One kind of input, DATELINE_FUZZ_KIND, over arbitrary bytes: reports are read and what was
 * understood is written out, so that every span is followed. */
#define _GNU_SOURCE
#include <dateline/input.h>

#include "memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at(const dateline_report *report)
{
    dateline_text text = {0};
    (void)dateline_write_layer(report, DATELINE_LAYER_READ, DATELINE_FORMAT_JSONL, &text, NULL);
    dateline_text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = memory_file(data, size, path);
    dateline_input *input = NULL;
    dateline_input_options options = {.path = path, .from = DATELINE_FUZZ_KIND};
    if (fd < 0 || dateline_input_open(&options, &input, NULL) != DATELINE_OK) {
        (void)close(fd);
        return 0;
    }
    dateline_report *report = NULL;
    dateline_reject reject;
    while (dateline_input_next(input, &report, &reject, NULL) == DATELINE_OK) {
        if (report != NULL) {
            look_at(report);
        }
        dateline_report_free(report);
    }
    dateline_input_close(input);
    (void)close(fd);
    return 0;
}
