/* The JSON lines reader over arbitrary bytes. */
#define _GNU_SOURCE
#include <dateline/input.h>

#include "memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = memory_file(data, size, path);
    dateline_input *input = NULL;
    dateline_input_options options = {.path = path, .from = "jsonl"};
    if (fd < 0 || dateline_input_open(&options, &input, NULL) != DATELINE_OK) {
        return 0;
    }
    dateline_report *report = NULL;
    dateline_reject reject;
    while (dateline_input_next(input, &report, &reject, NULL) == DATELINE_OK) {
        dateline_report_free(report);
    }
    dateline_input_close(input);
    (void)close(fd);
    return 0;
}
