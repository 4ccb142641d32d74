/* Stochastic gradient descent for two layers over hashed rows.
 *
 * rows[1 << row_bits][width] floats with one Adagrad accumulator each, out[width][outputs]
 * likewise, laid so that every inner loop runs over neighbouring floats: loops add in the order
 * written, the compiler may widen but not reorder them.  Counts of features are kept in 8 bits at
 * the hash's first 28 bits (Duchi, Hazan and Singer 2011 for Adagrad; Srivastava et al. 2014 for
 * dropout).
 */
#include "train/learn.h"

#include <math.h>

enum { COUNT_BITS = 28 };
static const float largest_row = 127.0F;
static const float largest_out = 4000.0F;
static const float out_share = 16.0F; /* classes that a step is about, in effect */

struct learner {
    learn_options o;
    uint8_t *counts; /* [1 << COUNT_BITS] */
    uint8_t *known;  /* [1 << known_bits >> 3] */
    float *rows;     /* [1 << row_bits][width] */
    float *row_sum;  /* [1 << row_bits] squared gradients */
    float *bias;     /* [width] */
    float *bias_sum;
    float *out;     /* [width][padded] */
    float *out_sum; /* [width] squared gradients */
    float *base;    /* [padded] */
    float *base_sum;
    size_t padded; /* outputs in whole LANES */
    size_t kept;
    float rate;
    uint64_t random;
    /* the decision last run */
    size_t nat;
    uint32_t at[SCORE_KEYS];
    float hidden[SCORE_WIDTH];
    float mask[SCORE_WIDTH];
    float scores[SCORE_OUTPUTS + LANES];
    float slope[SCORE_OUTPUTS + LANES];
    float back[SCORE_WIDTH];
};

uint64_t random_next(uint64_t *state)
{
    uint64_t x = *state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    *state = x;
    return x * 0x2545F4914F6CDD1DU;
}

float random_unit(uint64_t *state)
{
    return (float)(random_next(state) >> 40) * (1.0F / 16777216.0F);
}

/* e to the x by squaring a polynomial; the C library's differs between machines. */
static float exponential(float x)
{
    if (x < -80.0F) {
        return 0.0F;
    }
    float y = x / 1024.0F;
    float p = 1.0F + y * (1.0F + y * (0.5F + y * (1.0F / 6.0F)));
    for (int i = 0; i < 10; i++) {
        p *= p;
    }
    return p;
}

/* The same for the logarithm, which only the reported loss needs. */
static float loss_of(float p)
{
    return (float)-log((double)p + 1e-9);
}

static void fill(float *v, size_t count, float range, uint64_t *random)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = (random_unit(random) * 2.0F - 1.0F) * range;
    }
}

/* No bitmap when every feature counts. */
static size_t known_bytes(const learn_options *o)
{
    return o->known_bits == 0 ? 0 : ((size_t)1 << o->known_bits) >> 3;
}

dateline_status learner_new(const learn_options *o, arena *a, learner **out, dateline_error *e)
{
    learner *l = ARENA_NEW(a, learner);
    if (l == NULL) {
        return fault_memory(e);
    }
    size_t rows = (size_t)1 << o->row_bits;
    l->o = *o;
    l->random = o->seed * 0x9E3779B97F4A7C15U + 1;
    l->rate = o->rate;
    l->padded = (o->outputs + LANES - 1U) / LANES * LANES;
    l->counts = ARENA_ARRAY(a, uint8_t, o->known_bits == 0 ? 0 : (size_t)1 << COUNT_BITS);
    l->known = ARENA_ARRAY(a, uint8_t, known_bytes(o));
    l->rows = ARENA_ARRAY(a, float, rows * o->width);
    l->row_sum = ARENA_ARRAY(a, float, rows);
    l->bias = ARENA_ARRAY(a, float, o->width);
    l->bias_sum = ARENA_ARRAY(a, float, o->width);
    l->out = ARENA_ARRAY(a, float, o->width * l->padded);
    l->out_sum = ARENA_ARRAY(a, float, o->width);
    l->base = ARENA_ARRAY(a, float, l->padded);
    l->base_sum = ARENA_ARRAY(a, float, l->padded);
    if (arena_failed(a)) {
        return fault_memory(e);
    }
    fill(l->rows, rows * o->width, 0.01F, &l->random);
    fill(l->out, o->width * l->padded, 0.2F, &l->random);
    for (size_t k = 0; k < o->width; k++) {
        l->bias[k] = 0.1F;
    }
    *out = l;
    return DATELINE_OK;
}

static bool is_known(const learner *l, uint32_t key)
{
    if (l->o.known_bits == 0) {
        return true;
    }
    uint32_t bit = score_known_at(key, l->o.known_bits);
    return (l->known[bit >> 3] >> (bit & 7U) & 1U) != 0;
}

void learner_count(learner *l, const uint32_t *keys, size_t count)
{
    for (size_t i = 0; i < count && l->o.known_bits != 0; i++) {
        uint8_t *c = &l->counts[keys[i] >> (32 - COUNT_BITS)];
        *c = *c < 255 ? (uint8_t)(*c + 1) : *c;
        if (*c == l->o.least) {
            uint32_t bit = score_known_at(keys[i], l->o.known_bits);
            l->known[bit >> 3] |= (uint8_t)(1U << (bit & 7U));
            l->kept++;
        }
    }
}

size_t learner_known(const learner *l)
{
    return l->kept;
}

void learner_rate(learner *l, float left)
{
    l->rate = l->o.rate * left;
}

LANES_CLONES
static void add_rows(float *sum, const float *rows, size_t width, const uint32_t *at, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const float *row = rows + (size_t)at[i] * width;
        for (size_t k = 0; k < width; k++) {
            sum[k] += row[k];
        }
    }
}

LANES_CLONES
static void weigh(float *scores, const float *out, const float *hidden, size_t width, size_t padded)
{
    for (size_t k = 0; k < width; k++) {
        float h = hidden[k];
        if (h != 0.0F) {
            const float *w = out + k * padded;
            for (size_t j = 0; j < padded; j++) {
                scores[j] += h * w[j];
            }
        }
    }
}

void learner_run(learner *l, const uint32_t *keys, size_t count, bool training, float *scores)
{
    const learn_options *o = &l->o;
    l->nat = 0;
    for (size_t i = 0; i < count && i < SCORE_KEYS; i++) {
        if (is_known(l, keys[i]) &&
            (!training || o->blank <= 0.0F || random_unit(&l->random) >= o->blank)) {
            l->at[l->nat++] = score_row_at(keys[i], o->row_bits);
        }
    }
    memcpy(l->hidden, l->bias, o->width * sizeof(float));
    add_rows(l->hidden, l->rows, o->width, l->at, l->nat);
    float keep = 1.0F / (1.0F - o->dropout);
    for (size_t k = 0; k < o->width; k++) {
        float m = !training || o->dropout <= 0.0F        ? 1.0F
                  : random_unit(&l->random) < o->dropout ? 0.0F
                                                         : keep;
        l->mask[k] = l->hidden[k] > 0.0F ? m : 0.0F;
        l->hidden[k] *= l->mask[k];
    }
    memcpy(l->scores, l->base, l->padded * sizeof(float));
    weigh(l->scores, l->out, l->hidden, o->width, l->padded);
    memcpy(scores, l->scores, o->outputs * sizeof(float));
}

/* slope = probability - wanted probability, both among the allowed classes. */
static float slopes(learner *l, const uint8_t *wanted, const uint8_t *allowed)
{
    size_t n = l->o.outputs;
    float most = -1e30F, all = 0.0F, right = 0.0F;
    for (size_t j = 0; j < n; j++) {
        bool in = allowed == NULL || allowed[j] != 0;
        most = in && l->scores[j] > most ? l->scores[j] : most;
    }
    for (size_t j = 0; j < n; j++) {
        bool in = allowed == NULL || allowed[j] != 0;
        l->slope[j] = in ? exponential(l->scores[j] - most) : 0.0F;
        all += l->slope[j];
        right += wanted[j] != 0 ? l->slope[j] : 0.0F;
    }
    float whole = right > 1e-20F ? right : 1e-20F;
    for (size_t j = 0; j < n; j++) {
        float p = l->slope[j];
        l->slope[j] = p / all - (wanted[j] != 0 ? p / whole : 0.0F);
    }
    for (size_t j = n; j < l->padded; j++) {
        l->slope[j] = 0.0F;
    }
    return loss_of(right / all);
}

LANES_CLONES
static float dot(const float *w, const float *slope, size_t padded)
{
    float part[LANES] = {0};
    for (size_t j = 0; j < padded; j += LANES) {
        for (size_t k = 0; k < LANES; k++) {
            part[k] += slope[j + k] * w[j + k];
        }
    }
    float back = 0.0F;
    for (size_t k = 0; k < LANES; k++) {
        back += part[k];
    }
    return back;
}

/* row -= rate * back */
LANES_CLONES
static void step(float *restrict row, const float *restrict back, size_t width, float rate)
{
    for (size_t k = 0; k < width; k++) {
        row[k] -= rate * back[k];
    }
}

static void learn_rows(learner *l)
{
    size_t width = l->o.width;
    float norm = 0.0F;
    for (size_t k = 0; k < width; k++) {
        norm += l->back[k] * l->back[k];
    }
    if (norm == 0.0F) {
        return;
    }
    norm /= (float)width;
    for (size_t i = 0; i < l->nat; i++) {
        float *sum = &l->row_sum[l->at[i]];
        *sum += norm;
        step(l->rows + (size_t)l->at[i] * width, l->back, width, l->rate / (sqrtf(*sum) + 1e-4F));
    }
    for (size_t k = 0; k < width; k++) {
        l->bias_sum[k] += l->back[k] * l->back[k];
        l->bias[k] -= l->rate * l->back[k] / (sqrtf(l->bias_sum[k]) + 1e-4F);
    }
}

/* One hidden lane's weights: what flows back through them, then their own step. */
static float learn_out(learner *l, size_t k, float norm)
{
    float *w = l->out + k * l->padded;
    float back = l->mask[k] * dot(w, l->slope, l->padded), hidden = l->hidden[k];
    if (hidden != 0.0F) {
        l->out_sum[k] += norm * hidden * hidden;
        step(w, l->slope, l->padded, l->rate * hidden / (sqrtf(l->out_sum[k]) + 1e-4F));
    }
    return back;
}

/* Gradient descent from l->slope. */
static void descend(learner *l)
{
    float norm = dot(l->slope, l->slope, l->padded) / out_share;
    for (size_t k = 0; k < l->o.width; k++) {
        l->back[k] = l->mask[k] == 0.0F ? 0.0F : learn_out(l, k, norm);
    }
    for (size_t j = 0; j < l->o.outputs; j++) {
        float g = l->slope[j];
        l->base_sum[j] += g * g;
        l->base[j] -= l->rate * g / (sqrtf(l->base_sum[j]) + 1e-4F);
    }
    learn_rows(l);
}

float learner_update(learner *l, const uint8_t *wanted, const uint8_t *allowed)
{
    float loss = slopes(l, wanted, allowed);
    descend(l);
    return loss;
}

void learner_save(const learner *l, learner_decision *d)
{
    d->nat = l->nat;
    memcpy(d->at, l->at, l->nat * sizeof d->at[0]);
    memcpy(d->hidden, l->hidden, l->o.width * sizeof d->hidden[0]);
    memcpy(d->mask, l->mask, l->o.width * sizeof d->mask[0]);
}

void learner_descend(learner *l, const learner_decision *d, const float *slope)
{
    l->nat = d->nat;
    memcpy(l->at, d->at, l->nat * sizeof d->at[0]);
    memcpy(l->hidden, d->hidden, l->o.width * sizeof d->hidden[0]);
    memcpy(l->mask, d->mask, l->o.width * sizeof d->mask[0]);
    memset(l->slope, 0, sizeof l->slope);
    memcpy(l->slope, slope, l->o.outputs * sizeof *slope);
    descend(l);
}

float learner_exponential(float x)
{
    return exponential(x);
}

LANES_CLONES
void learner_exponentials(const float *x, float most, float *out, size_t count)
{
    for (size_t j = 0; j < count; j++) {
        out[j] = exponential(x[j] - most);
    }
}

/* ---- writing ------------------------------------------------------------------------------- */

static long rounded(float x, float most)
{
    float y = x > most ? most : x < -most ? -most : x;
    return lrintf(y);
}

/* The scale at which only one weight in ten thousand is cut to the range. */
static float scale_for(const learner *l)
{
    enum { BINS = 4096 };
    static const float reach = 16.0F;
    size_t bins[BINS] = {0}, n = ((size_t)1 << l->o.row_bits) * l->o.width, above = 0;
    for (size_t i = 0; i < n; i++) {
        float x = fabsf(l->rows[i]) / reach * BINS;
        bins[x < BINS - 1 ? (size_t)x : BINS - 1]++;
    }
    size_t b = BINS;
    while (b > 1 && above + bins[b - 1] < n / 10000) {
        above += bins[--b];
    }
    return largest_row / ((float)b * reach / BINS);
}

static void pad(buf *out, size_t from)
{
    while ((out->length - from) % 64 != 0) {
        buf_char(out, 0);
    }
}

/* The mean of nets is a net: its hidden lanes are those of all, its second layer's weights theirs
 * divided by their number. */
typedef struct {
    learner *const *at; /* [count] */
    size_t count;
    float scale, second; /* of the first layer's weights and the second's */
} mixture;

static void write_rows(const mixture *m, buf *out)
{
    const learn_options *o = &m->at[0]->o;
    for (size_t row = 0; row < (size_t)1 << o->row_bits; row++) {
        for (size_t n = 0; n < m->count; n++) {
            const float *w = m->at[n]->rows + row * o->width;
            for (size_t k = 0; k < o->width; k++) {
                buf_char(out, (char)rounded(w[k] * m->scale, largest_row));
            }
        }
    }
}

static int16_t out_weight(const mixture *m, size_t lane, size_t output)
{
    const learner *l = m->at[lane / m->at[0]->o.width];
    size_t at = lane % l->o.width * l->padded + output;
    float w = output < l->o.outputs ? l->out[at] / (float)m->count : 0.0F;
    return (int16_t)rounded(w * m->second, largest_out);
}

static void write_layers(const mixture *m, buf *out)
{
    const learn_options *o = &m->at[0]->o;
    size_t from = out->length, lanes = m->count * o->width, outputs = score_outputs(o->outputs);
    for (size_t k = 0; k < lanes; k++) {
        float bias = m->at[k / o->width]->bias[k % o->width];
        int16_t b = (int16_t)rounded(bias * m->scale, 8000.0F);
        buf_view(out, (view){(const char *)&b, sizeof b});
    }
    pad(out, from);
    for (size_t k = 0; k < lanes; k += 2) {
        for (size_t j = 0; j < outputs; j++) {
            int16_t pair[2] = {out_weight(m, k, j), out_weight(m, k + 1, j)};
            buf_view(out, (view){(const char *)pair, sizeof pair});
        }
    }
    pad(out, from);
    for (size_t j = 0; j < outputs; j++) {
        float base = 0.0F;
        for (size_t n = 0; n < m->count && j < o->outputs; n++) {
            base += m->at[n]->base[j] / (float)m->count;
        }
        int32_t b = (int32_t)rounded(base * (float)SCORE_UNIT, 1e8F);
        buf_view(out, (view){(const char *)&b, sizeof b});
    }
    pad(out, from);
}

/* The scale that all their first layers fit. */
static float common_scale(learner *const *nets, size_t count)
{
    float least = scale_for(nets[0]);
    for (size_t n = 1; n < count; n++) {
        float scale = scale_for(nets[n]);
        least = scale < least ? scale : least;
    }
    return least;
}

void learner_write(learner *const *nets, size_t count, buf *out)
{
    const learn_options *o = &nets[0]->o;
    size_t from = out->length, bitmap = known_bytes(o);
    float scale = common_scale(nets, count);
    mixture m = {nets, count, scale, (float)SCORE_UNIT / scale};
    score_header h = {.magic = SCORE_MAGIC,
                      .width = o->width * (uint32_t)count,
                      .outputs = o->outputs,
                      .row_bits = o->row_bits,
                      .known_bits = o->known_bits,
                      .unit = SCORE_UNIT};
    buf_view(out, (view){(const char *)&h, sizeof h});
    buf_view(out, (view){(const char *)nets[0]->known, bitmap});
    pad(out, from);
    write_rows(&m, out);
    pad(out, from);
    write_layers(&m, out);
    if (!out->failed) {
        h.bytes = (uint32_t)(out->length - from);
        memcpy(out->data + from, &h, sizeof h);
    }
}
