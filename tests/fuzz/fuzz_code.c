/* The whole way of a report over arbitrary bytes. */
#include <stdlib.h>

#include <dateline/dateline.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static dateline_coder *coder(void)
{
    static dateline_coder *kept; /* opened once; a fuzzer is one thread */
    dateline_model *model = NULL;
    if (kept == NULL && (dateline_model_open(NULL, NULL, &model, NULL) != DATELINE_OK ||
                         dateline_coder_open(model, &kept, NULL) != DATELINE_OK)) {
        abort();
    }
    return kept;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dateline_report *report = NULL;
    dateline_report_info info = {.text = (const char *)data, .length = size};
    if (dateline_report_new(&info, &report, NULL) != DATELINE_OK) {
        return 0;
    }
    dateline_text text = {0};
    if (dateline_code(coder(), report, NULL) != DATELINE_OK ||
        dateline_write_events(report, DATELINE_FORMAT_JSONL, &text, NULL) != DATELINE_OK ||
        dateline_explain(report, &text, NULL) != DATELINE_OK) {
        abort();
    }
    dateline_text_free(&text);
    dateline_report_free(report);
    return 0;
}
