/* code/judge.c - the judge's weights and its answer. */
#include "code/judge.h"

#include <math.h>

#include "base/lanes.h"

dateline_status judge_open(view bytes, uint32_t size, judge_weights *w, dateline_error *e)
{
    *w = (judge_weights){.header = {.threshold = 0.5F, .slope = 1.0F, .size = size}};
    if (bytes.length == 0) {
        return DATELINE_OK;
    }
    if (bytes.length != sizeof w->header + size) {
        return fault(e, DATELINE_E_MODEL, "the judge's weights are cut short");
    }
    memcpy(&w->header, bytes.data, sizeof w->header);
    if (w->header.magic != JUDGE_MAGIC || w->header.version != JUDGE_VERSION ||
        w->header.size != size) {
        return fault(e, DATELINE_E_MODEL, "no judge of version %u", JUDGE_VERSION);
    }
    w->weights = (const int8_t *)(const void *)(bytes.data + sizeof w->header);
    return DATELINE_OK;
}

float judge_probability(const judge_weights *w, const uint32_t *features, uint32_t n)
{
    if (w->weights == NULL) {
        return 0.75F;
    }
    const lanes_list list = {features, n};
    const int32_t sum = lanes_sum_bytes(w->weights, w->header.size - 1, list);
    const float score = (float)sum * w->header.scale;
    return 1.0F / (1.0F + expf(-(w->header.slope * score + w->header.shift)));
}
