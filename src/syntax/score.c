/* Two layers of whole numbers over hashed rows; see score.h for the idea and the file's layout. */
#include "syntax/score.h"

_Static_assert(sizeof(score_header) == 64, "the header is one cache line");

static bool sane(const score_header *h)
{
    return memcmp(h->magic, SCORE_MAGIC, sizeof h->magic) == 0 && h->width >= LANES &&
           h->width <= SCORE_WIDTH && h->width % LANES == 0 && h->outputs >= 1 &&
           h->outputs <= SCORE_OUTPUTS && h->row_bits >= 4 && h->row_bits <= 24 &&
           (h->known_bits == 0 || (h->known_bits >= 9 && h->known_bits <= 28));
}

dateline_status score_open(view bytes, score_net *net, dateline_error *e)
{
    const score_header *h = (const void *)bytes.data;
    if (bytes.length < sizeof *h || (uintptr_t)bytes.data % 64 != 0 || !sane(h)) {
        return fault(e, DATELINE_E_MODEL, "not a net of this version");
    }
    size_t known = h->known_bits == 0 ? 0 : score_padded(((size_t)1 << h->known_bits) >> 3);
    size_t rows = score_padded(((size_t)1 << h->row_bits) * h->width);
    size_t bias = score_padded((size_t)h->width * 2);
    size_t padded = score_outputs(h->outputs);
    size_t out = score_padded(padded * h->width * 2);
    size_t base = score_padded(padded * 4);
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

LANES_CLONES
void score_hint(const score_net *net, const score_rows *rows)
{
    for (size_t i = 0; net->known_bits != 0 && i < rows->count; i++) {
        __builtin_prefetch(net->known + (score_known_at(rows->at[i], net->known_bits) >> 3));
    }
}

/* Keeps the keys of the features that training knew. */
static inline size_t keep_known(const score_net *net, score_rows *rows)
{
    const uint32_t known_bits = net->known_bits;
    const uint8_t *known = net->known;
    size_t n = 0;
    for (size_t i = 0; i < rows->count; i++) {
        uint32_t key = rows->at[i], bit = score_known_at(key, known_bits);
        rows->at[n] = key;
        n += (unsigned)known[bit >> 3] >> (bit & 7U) & 1U;
    }
    return n;
}

LANES_CLONES
void score_find(const score_net *net, score_rows *rows)
{
    rows->count = net->known_bits == 0 ? rows->count : keep_known(net, rows);
    lanes_spread(rows->at, rows->count, SCORE_SPREAD, 32U - net->row_bits);
}

void score_sum(const score_net *net, const score_rows *rows, const score_rows *ahead,
               int32_t *scores)
{
    int16_t hidden[SCORE_WIDTH];
    size_t outputs = score_outputs(net->outputs);
    lanes_list next = {ahead == NULL ? NULL : ahead->at, ahead == NULL ? 0 : ahead->count};
    lanes_sum_rows(hidden, net->bias, net->rows, net->width, (lanes_list){rows->at, rows->count},
                   next);
    lanes_rectify(hidden, net->width);
    memcpy(scores, net->base, outputs * sizeof *scores);
    lanes_weigh(scores, net->out, outputs, hidden, net->width);
}

size_t score_best(const int32_t *scores, size_t count)
{
    return lanes_greatest(scores, count);
}
