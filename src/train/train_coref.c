/* Training of who/chains.h on GUM: for each phrase a softmax over its candidates and "none", all
 * right antecedents together being the right answer (Durrett and Klein 2013), the scores of wrong
 * answers raised by what they cost; features left out by chance; Adagrad; the mean of several fits,
 * rounded to bytes.
 *
 * Phrases are those that inference finds; one whose words are a gold mention has its chain, the
 * others are new.  Features are worked out once and kept (about 900 MB). */
#include <math.h>

#include "train/corpus.h"
#include "train/gum.h"
#include "train/learn.h"
#include "train/train.h"
#include "who/chains.h"

enum { EPOCHS = 6, CANDIDATES = 90, PARTS = 7, FITS = 4 };
static const float rate = 0.06F;
static const float cost_missed = 3.0F; /* "none" where there is an antecedent */
static const float cost_false = 0.1F;  /* an antecedent where there is none */
static const float cost_wrong = 1.0F;  /* another one */
static const unsigned blank = 30;      /* percent of the features left out in a step */
static const float eager = 0.6F;       /* what "none" is held back by */
static const float decay = 1e-5F;
static const float other_weight = 0.4F; /* of documents that are no news and no interviews */

/* One phrase: answer 0 is "none". */
typedef struct {
    uint32_t first, count; /* answers */
    bool anaphor;
    bool told; /* in news or an interview */
} decision;

typedef struct {
    uint32_t key, n; /* features */
    bool right;
} answer;

typedef struct {
    arena *a;
    VEC(uint32_t) keys;
    VEC(answer) answers;
    VEC(decision) decisions;
    float *weights, *squares;
    uint64_t random;
    uint32_t step;      /* chance of this step */
    unsigned hold;      /* part left out */
    chains_model model; /* as inference has it, to score what was left out */
    coref_score score;
} trainer;

/* ---- examples ------------------------------------------------------------------------------ */

static int32_t gold_chain(const chain_vec *gold, const noun_phrase *p)
{
    for (size_t i = 0; i < gold->count; i++) {
        if (gold->at[i].first == p->first && gold->at[i].last == p->last) {
            return gold->at[i].chain;
        }
    }
    return -1;
}

static bool add_answer(trainer *t, const gum_document *d, const chains *c, size_t i, int64_t j,
                       bool right)
{
    uint32_t keys[CHAINS_FEATURES];
    uint32_t n = chains_features(d->r, c, i, j, keys);
    answer x = {.key = (uint32_t)t->keys.count, .n = n, .right = right};
    for (uint32_t k = 0; k < n; k++) {
        if (!VEC_PUSH(&t->keys, t->a, keys[k])) {
            return false;
        }
    }
    return VEC_PUSH(&t->answers, t->a, x);
}

static bool add_decision(trainer *t, const gum_document *d, chains *c, const int32_t *chain,
                         size_t i)
{
    uint32_t found[CHAINS_FAR];
    uint32_t n = chains_candidates(c, i, found);
    n = n < CANDIDATES ? n : CANDIDATES;
    decision x = {.first = (uint32_t)t->answers.count, .count = n + 1, .told = d->told};
    for (uint32_t k = 0; k < n; k++) {
        x.anaphor = x.anaphor || (chain[i] >= 0 && chain[i] == chain[found[k]]);
    }
    bool added = add_answer(t, d, c, i, -1, !x.anaphor);
    int64_t nearest = -1;
    for (uint32_t k = 0; k < n && added; k++) {
        bool right = chain[i] >= 0 && chain[i] == chain[found[k]];
        nearest = nearest < 0 && right ? (int64_t)found[k] : nearest;
        added = add_answer(t, d, c, i, found[k], right);
    }
    if (nearest >= 0) {
        chains_join(c, i, (size_t)nearest);
    }
    return added && VEC_PUSH(&t->decisions, t->a, x);
}

static bool is_held(const trainer *t, const gum_document *d)
{
    return t->hold != 0 && d->number % PARTS == t->hold - 1;
}

static dateline_status collect(void *to, gum_document *d, dateline_error *e)
{
    trainer *t = to;
    chains c;
    if (is_held(t, d)) {
        return DATELINE_OK;
    }
    TRY(chains_find(d->r, &d->means, d->scratch, &c, e));
    int32_t *chain = ARENA_ARRAY(d->scratch, int32_t, c.count + 1);
    bool added = chain != NULL;
    for (size_t i = 0; i < c.count && added; i++) {
        chain[i] = gold_chain(&d->gold, &c.at[i]);
    }
    for (size_t i = 0; i < c.count && added; i++) {
        if (c.at[i].shorter != 0) {
            chains_choose(&c, i, chain[i] < 0 && chain[c.at[i].shorter] >= 0);
        }
        added = add_decision(t, d, &c, chain, i);
    }
    return added ? DATELINE_OK : fault_memory(e);
}

/* ---- learning ------------------------------------------------------------------------------ */

/* Whether the feature is blanked out in this step: in all answers of a decision alike. */
static bool blanked(const trainer *t, uint32_t f)
{
    return ((f * 2654435761U ^ t->step) * 0x9E3779B1U >> 8) % 100 < blank;
}

static float score_of(const trainer *t, const answer *x)
{
    float sum = 0;
    for (uint32_t k = 0; k < x->n; k++) {
        uint32_t f = t->keys.at[x->key + k];
        sum += blanked(t, f) ? 0 : t->weights[f];
    }
    return sum;
}

static float cost_of(const decision *d, uint32_t k, bool right)
{
    if (right) {
        return 0;
    }
    return k == 0 ? cost_missed : d->anaphor ? cost_wrong : cost_false;
}

static void move(trainer *t, const answer *x, float gradient)
{
    for (uint32_t k = 0; k < x->n; k++) {
        uint32_t f = t->keys.at[x->key + k];
        if (blanked(t, f)) {
            continue;
        }
        float g = gradient + decay * t->weights[f];
        t->squares[f] += g * g;
        t->weights[f] -= rate * g / (0.1F + sqrtf(t->squares[f]));
    }
}

static void learn(trainer *t, const decision *d)
{
    float p[CANDIDATES + 1], most = -1e30F, all = 0, right = 0;
    const answer *x = &t->answers.at[d->first];
    t->step = (uint32_t)random_next(&t->random);
    for (uint32_t k = 0; k < d->count; k++) {
        p[k] = score_of(t, &x[k]) + cost_of(d, k, x[k].right);
        most = p[k] > most ? p[k] : most;
    }
    for (uint32_t k = 0; k < d->count; k++) {
        p[k] = expf(p[k] - most);
        all += p[k];
        right += x[k].right ? p[k] : 0;
    }
    for (uint32_t k = 0; k < d->count; k++) {
        float wanted = x[k].right && right > 0 ? p[k] / right : 0;
        float gradient = (p[k] / all - wanted) * (d->told ? 1 : other_weight);
        if (fabsf(gradient) > 1e-4F) {
            move(t, &x[k], gradient);
        }
    }
}

static void fit_once(trainer *t, uint32_t *order, unsigned epochs, uint64_t seed)
{
    size_t n = t->decisions.count;
    t->random = seed;
    memset(t->weights, 0, CHAINS_SIZE * sizeof(float));
    memset(t->squares, 0, CHAINS_SIZE * sizeof(float));
    for (unsigned epoch = 0; epoch < epochs; epoch++) {
        for (uint32_t i = 0; i < n; i++) {
            order[i] = i;
        }
        for (size_t i = n; i > 1; i--) {
            size_t k = random_next(&t->random) % i;
            uint32_t other = order[k];
            order[k] = order[i - 1];
            order[i - 1] = other;
        }
        for (size_t i = 0; i < n; i++) {
            learn(t, &t->decisions.at[order[i]]);
        }
    }
}

/* The mean of several fits in different orders. */
static dateline_status fit(trainer *t, const train_options *o, dateline_error *e)
{
    float *mean = ARENA_ARRAY(t->a, float, CHAINS_SIZE);
    uint32_t *order = ARENA_ARRAY(t->a, uint32_t, t->decisions.count + 1);
    t->weights = ARENA_ARRAY(t->a, float, CHAINS_SIZE);
    t->squares = ARENA_ARRAY(t->a, float, CHAINS_SIZE);
    if (t->weights == NULL || t->squares == NULL || order == NULL || mean == NULL) {
        return fault_memory(e);
    }
    for (uint64_t i = 0; i < FITS; i++) {
        fit_once(t, order, o->epochs > 0 ? o->epochs : EPOCHS, o->seed + i * 101);
        for (uint32_t f = 0; f < CHAINS_SIZE; f++) {
            mean[f] += t->weights[f] / FITS;
        }
    }
    t->weights = mean;
    return DATELINE_OK;
}

static dateline_status write_weights(const trainer *t, const char *path, dateline_error *e)
{
    chains_header h = {.magic = CHAINS_MAGIC, .version = CHAINS_VERSION, .size = CHAINS_SIZE};
    float most = 1e-6F;
    for (uint32_t f = 0; f < CHAINS_SIZE; f++) {
        most = fmaxf(most, fabsf(t->weights[f]));
    }
    most = fminf(most, 3.0F);
    h.scale = most / 127.0F;
    h.eager = (int32_t)lrintf(eager / h.scale);
    buf out = {0};
    buf_view(&out, (view){(const char *)&h, sizeof h});
    for (uint32_t f = 0; f < CHAINS_SIZE; f++) {
        float w = fmaxf(-most, fminf(most, t->weights[f]));
        buf_char(&out, (char)(int8_t)lrintf(w / h.scale));
    }
    dateline_status status = out.failed ? fault_memory(e) : file_write(path, buf_all(&out), e);
    buf_free(&out);
    return status;
}

static dateline_status score_held(void *to, gum_document *d, dateline_error *e)
{
    trainer *t = to;
    return is_held(t, d) ? coref_check_document(&t->model, &t->score, d, e) : DATELINE_OK;
}

/* Hands over all documents of GUM's train part, or those of a quarter, read by a model. */
static dateline_status read_quarter(trainer *t, const train_options *o, unsigned quarter,
                                    gum_take *take, dateline_error *e)
{
    view data = arena_printf(t->a, "%s/%u", quarter == 0 ? "" : o->readers, quarter);
    view path = arena_printf(t->a, "%s/data/ud-gum/train.conllu", o->shared);
    dateline_model *m = NULL;
    dateline_status status = dateline_model_open(quarter == 0 ? NULL : data.data, NULL, &m, e);
    if (status == DATELINE_OK) {
        status = gum_read(m, path.data, (gum_choice){.quarter = quarter}, take, t, e);
    }
    dateline_model_close(m);
    return status;
}

static dateline_status read_all(trainer *t, const train_options *o, gum_take *take,
                                dateline_error *e)
{
    if (o->readers == NULL) {
        return read_quarter(t, o, 0, take, e);
    }
    for (unsigned quarter = 1; quarter <= GUM_QUARTERS; quarter++) {
        TRY(read_quarter(t, o, quarter, take, e));
    }
    return DATELINE_OK;
}

static dateline_status tell_held(trainer *t, const train_options *o, dateline_error *e)
{
    view bytes = VIEW(""), path = arena_printf(t->a, "%s/coref.bin", o->out);
    TRY(file_read(path.data, t->a, 1 << 20, &bytes, e));
    TRY(chains_open(bytes, &t->model, e));
    TRY(read_all(t, o, score_held, e));
    view line = arena_printf(t->a, "held out: muc %.2f b3 %.2f ceafe %.2f", coref_f1(&t->score.muc),
                             coref_f1(&t->score.b3), coref_f1(&t->score.ceafe));
    if (o->say != NULL) {
        o->say(o->to, line.data);
    }
    return DATELINE_OK;
}

dateline_status train_coref(const train_options *o, dateline_error *e)
{
    trainer t = {.a = arena_new((size_t)6 << 30), .hold = o->hold};
    dateline_status status = t.a == NULL ? fault_memory(e) : read_all(&t, o, collect, e);
    if (status == DATELINE_OK && o->say != NULL) {
        view line = arena_printf(t.a, "%zu phrases, %zu answers, %zu features", t.decisions.count,
                                 t.answers.count, t.keys.count);
        o->say(o->to, line.data);
    }
    if (status == DATELINE_OK) {
        status = fit(&t, o, e);
    }
    if (status == DATELINE_OK) {
        status = write_weights(&t, arena_printf(t.a, "%s/coref.bin", o->out).data, e);
    }
    if (status == DATELINE_OK && o->hold != 0) {
        status = tell_held(&t, o, e);
    }
    arena_free(t.a);
    return status;
}
