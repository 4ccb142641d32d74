/* train/logit.c - logistic models fitted and calibrated (Platt 1999). */
#include "train/logit.h"

#include <math.h>

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

void logit_shuffle(uint32_t *order, size_t n, uint64_t *state)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = (size_t)(next_random(state) % i);
        uint32_t t = order[i - 1];
        order[i - 1] = order[k];
        order[k] = t;
    }
}

static float score_of(const logit_options *o, const float *weights, const logit_example *x)
{
    float sum = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        sum += weights[x->features[i] & (o->size - 1)];
    }
    return sum;
}

static float logistic(float z)
{
    return 1.0F / (1.0F + expf(-z));
}

bool logit_measured(const logit_example *x)
{
    return x->fold < LOGIT_FOLDS;
}

float logit_probability(const judge_header *h, const logit_example *x)
{
    return logistic(h->slope * x->score + h->shift);
}

static void learn(const logit_options *o, const logit_example *x, float *weights, float *squares,
                  const float *decay)
{
    float gradient = (logistic(score_of(o, weights, x)) - (x->yes ? 1.0F : 0.0F)) * x->weight;
    for (uint32_t k = 0; k < x->n; k++) {
        uint32_t f = x->features[k] & (o->size - 1);
        float g = gradient + decay[f] * weights[f];
        squares[f] += g * g;
        weights[f] -= o->rate * g / (1.0F + sqrtf(squares[f]));
    }
}

/* What a weight is drawn to nought with, each time its feature is seen. */
static float *decays(const logit_options *o, const logit_list *all, uint32_t held, arena *a)
{
    float *decay = ARENA_ARRAY(a, float, o->size);
    if (decay == NULL) {
        return NULL;
    }
    for (uint32_t f = 0; f < o->size; f++) {
        decay[f] = o->prior > 0 ? 0 : o->decay * 10;
    }
    for (size_t i = 0; i < all->count && o->prior > 0; i++) {
        const logit_example *x = &all->at[i];
        for (uint32_t k = 0; k < x->n && x->fold != held; k++) {
            decay[x->features[k] & (o->size - 1)] += 1;
        }
    }
    for (uint32_t f = 0; f < o->size && o->prior > 0; f++) {
        decay[f] = decay[f] > 0 ? o->prior / decay[f] : 0;
    }
    return decay;
}

/* Fits on all folds but `held`; LOGIT_FOLDS = on all. */
static bool fit_once(const logit_options *o, const logit_list *all, uint32_t held, arena *a,
                     float *weights)
{
    size_t n = all->count;
    arena_mark mark = arena_save(a);
    float *squares = ARENA_ARRAY(a, float, o->size);
    uint32_t *order = ARENA_ARRAY(a, uint32_t, n);
    const float *decay = decays(o, all, held, a);
    if (squares == NULL || order == NULL || decay == NULL) {
        return false;
    }
    memset(weights, 0, o->size * sizeof *weights);
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint32_t)i;
    }
    uint64_t state = o->seed * 2654435761U + 88172645463325252U;
    for (unsigned epoch = 0; epoch < o->epochs; epoch++) {
        logit_shuffle(order, n, &state);
        for (size_t i = 0; i < n; i++) {
            const logit_example *x = &all->at[order[i]];
            if (x->fold != held) {
                learn(o, x, weights, squares, decay);
            }
        }
    }
    arena_restore(a, mark);
    return true;
}

/* The mean of several fits, each in another order: one alone swings with it. */
static bool fit(const logit_options *o, const logit_list *all, uint32_t held, arena *a,
                float *weights)
{
    arena_mark mark = arena_save(a);
    float *one = ARENA_ARRAY(a, float, o->size);
    if (one == NULL) {
        return false;
    }
    memset(weights, 0, o->size * sizeof *weights);
    for (unsigned i = 0; i < o->fits; i++) {
        logit_options other = *o;
        other.seed = o->seed + i * 101;
        if (!fit_once(&other, all, held, a, one)) {
            return false;
        }
        for (uint32_t k = 0; k < o->size; k++) {
            weights[k] += one[k] / (float)o->fits;
        }
    }
    arena_restore(a, mark);
    return true;
}

double logit_loss(const logit_list *all, const judge_header *h)
{
    double sum = 0;
    double n = 0;
    for (size_t i = 0; i < all->count; i++) {
        const logit_example *x = &all->at[i];
        double p = (double)logit_probability(h, x);
        sum -= logit_measured(x) ? log(x->yes ? p : 1 - p) : 0;
        n += logit_measured(x);
    }
    return n > 0 ? sum / n : 0;
}

/* Platt's calibration on the held-out scores: slope and shift by gradient descent. */
static void calibrate(const logit_list *all, judge_header *h)
{
    h->slope = 1;
    h->shift = 0;
    for (unsigned step = 0; step < 2000; step++) {
        double ga = 0;
        double gb = 0;
        for (size_t i = 0; i < all->count; i++) {
            const logit_example *x = &all->at[i];
            if (!logit_measured(x)) {
                continue;
            }
            double p = (double)logit_probability(h, x);
            ga += (p - (x->yes ? 1 : 0)) * (double)x->score;
            gb += p - (x->yes ? 1 : 0);
        }
        double n = (double)all->count + 1;
        h->slope -= (float)(0.05 * ga / n);
        h->shift -= (float)(0.2 * gb / n);
    }
}

dateline_status logit_cross(const logit_options *o, logit_list *all, arena *a, judge_header *h,
                            dateline_error *e)
{
    *h = (judge_header){
        .magic = JUDGE_MAGIC, .version = JUDGE_VERSION, .size = o->size, .threshold = 0.5F};
    arena_mark mark = arena_save(a);
    float *weights = ARENA_ARRAY(a, float, o->size);
    for (uint32_t fold = 0; fold < LOGIT_FOLDS; fold++) {
        logit_options other = *o;
        other.seed = o->seed + fold;
        if (weights == NULL || !fit(&other, all, fold, a, weights)) {
            return fault_memory(e);
        }
        for (size_t i = 0; i < all->count; i++) {
            logit_example *x = &all->at[i];
            x->score = x->fold == fold ? score_of(o, weights, x) : x->score;
        }
    }
    arena_restore(a, mark);
    calibrate(all, h);
    return DATELINE_OK;
}

float logit_numbers(const float *weights, size_t n, int8_t *numbers)
{
    float top = 1e-6F;
    for (size_t i = 0; i < n; i++) {
        top = fabsf(weights[i]) > top ? fabsf(weights[i]) : top;
    }
    for (size_t i = 0; i < n; i++) {
        numbers[i] = (int8_t)lrintf(weights[i] / top * 127.0F);
    }
    return top / 127.0F;
}

dateline_status logit_write(const logit_options *o, const logit_list *all, const judge_header *h,
                            const char *path, arena *a, dateline_error *e)
{
    float *weights = ARENA_ARRAY(a, float, o->size);
    int8_t *numbers = ARENA_ARRAY(a, int8_t, o->size);
    if (weights == NULL || numbers == NULL || !fit(o, all, LOGIT_FOLDS, a, weights)) {
        return fault_memory(e);
    }
    judge_header scaled = *h;
    scaled.scale = logit_numbers(weights, o->size, numbers);
    buf out = {0};
    buf_view(&out, (view){(const char *)&scaled, sizeof scaled});
    buf_view(&out, (view){(const char *)numbers, o->size});
    dateline_status status = out.failed ? fault_memory(e) : file_write(path, buf_all(&out), e);
    buf_free(&out);
    return status;
}

void logit_reliability(const logit_list *all, const judge_header *h, buf *told)
{
    for (unsigned b = 0; b < 10; b++) {
        double n = 0;
        double right = 0;
        double sum = 0;
        for (size_t i = 0; i < all->count; i++) {
            float p = logit_probability(h, &all->at[i]);
            if (logit_measured(&all->at[i]) && (unsigned)(p * 9.999F) == b) {
                n++;
                right += all->at[i].yes;
                sum += (double)p;
            }
        }
        buf_printf(told, "confidence %.1f  candidates %5.0f  mean %.2f  right %.2f\n", b / 10.0, n,
                   n > 0 ? sum / n : 0, n > 0 ? right / n : 0);
    }
}
