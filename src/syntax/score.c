/* Two layers of whole numbers over hashed rows; see score.h for the idea and the file's layout. */
#include "syntax/score.h"

#include "base/lanes.h"

_Static_assert(sizeof(score_header) == 64, "the header is one cache line");

static bool sane(const score_header *h)
{
    return memcmp(h->magic, SCORE_MAGIC, sizeof h->magic) == 0 && h->width >= LANES &&
           h->width <= SCORE_WIDTH && h->width % LANES == 0 && h->outputs >= 1 &&
           h->outputs <= SCORE_OUTPUTS && h->row_bits >= 4 && h->row_bits <= 24 &&
           h->known_bits >= 9 && h->known_bits <= 28;
}

dateline_status score_open(view bytes, score_net *net, dateline_error *e)
{
    const score_header *h = (const void *)bytes.data;
    if (bytes.length < sizeof *h || (uintptr_t)bytes.data % 64 != 0 || !sane(h)) {
        return fault(e, DATELINE_E_MODEL, "not a net of this version");
    }
    size_t known = score_padded(((size_t)1 << h->known_bits) >> 3);
    size_t rows = score_padded(((size_t)1 << h->row_bits) * h->width);
    size_t bias = score_padded((size_t)h->width * 2);
    size_t out = score_padded((size_t)h->outputs * h->width * 2);
    size_t base = score_padded((size_t)h->outputs * 4);
    if (h->bytes != sizeof *h + known + rows + bias + out + base || h->bytes > bytes.length) {
        return fault(e, DATELINE_E_MODEL, "a net of %u bytes is cut short", h->bytes);
    }
    const char *at = bytes.data + sizeof *h;
    *net = (score_net){.width = h->width,
                       .outputs = h->outputs,
                       .row_bits = h->row_bits,
                       .known_bits = h->known_bits,
                       .known = (const void *)at,
                       .rows = (const void *)(at + known),
                       .bias = (const void *)(at + known + rows),
                       .out = (const void *)(at + known + rows + bias),
                       .base = (const void *)(at + known + rows + bias + out)};
    return DATELINE_OK;
}

void score_run(const score_net *net, const uint32_t *keys, size_t count, int32_t *scores)
{
    uint32_t at[SCORE_KEYS];
    int16_t hidden[SCORE_WIDTH];
    size_t n = 0;
    for (size_t i = 0; i < count && i < SCORE_KEYS; i++) {
        uint32_t bit = score_known_at(keys[i], net->known_bits);
        at[n] = score_row_at(keys[i], net->row_bits);
        n += (unsigned)net->known[bit >> 3] >> (bit & 7U) & 1U;
    }
    lanes_sum_rows(hidden, net->bias, net->rows, net->width, at, n);
    lanes_rectify(hidden, net->width);
    lanes_dot_rows(scores, net->out, net->outputs, hidden, net->width);
    for (size_t k = 0; k < net->outputs; k++) {
        scores[k] += net->base[k];
    }
}

void score_run_all(const score_net *nets, size_t nnets, const uint32_t *keys, size_t count,
                   int32_t *scores)
{
    int32_t one[SCORE_OUTPUTS];
    score_run(&nets[0], keys, count, scores);
    for (size_t i = 1; i < nnets; i++) {
        score_run(&nets[i], keys, count, one);
        for (size_t k = 0; k < nets[0].outputs; k++) {
            scores[k] += one[k];
        }
    }
}

size_t score_best(const int32_t *scores, size_t count)
{
    size_t best = 0;
    for (size_t k = 1; k < count; k++) {
        best = scores[k] > scores[best] ? k : best;
    }
    return best;
}
