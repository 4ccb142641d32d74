/* Training of who/chains.h on GUM: for each phrase a softmax over its candidates and "none", all
 * right antecedents together being the right answer (Durrett and Klein 2013), the scores of wrong
 * answers raised by what they cost; features left out by chance; Adagrad; the mean of several fits,
 * rounded to bytes.  The hidden layer is the layers of all fits beside one another.
 *
 * Phrases are those that inference finds; one whose words are a gold mention has its chain, the
 * others are new.  Features are worked out once and kept (about a gigabyte). */
#include <math.h>

#include "train/corpus.h"
#include "train/gum.h"
#include "train/learn.h"
#include "train/train.h"
#include "who/chains.h"

enum { EPOCHS = 6, CANDIDATES = 90, PARTS = 7, FITS = 2, UNITS = CHAINS_WIDTH / FITS };
static const float rate = 0.06F, unit_rate = 0.05F;
static const float cost_missed = 3.0F;  /* "none" where there is an antecedent */
static const float cost_false = 0.1F;   /* an antecedent where there is none */
static const float cost_wrong = 1.0F;   /* another one */
static const unsigned blank = 30;       /* percent of the features left out in a step, */
static const unsigned trait_blank = 20; /* and of the hidden layer's traits */
static const float eager = 0.3F;        /* what "none" is held back by */
static const float decay = 1e-5F;
static const float other_weight = 0.4F; /* of documents that are no news and no interviews */

/* One phrase: answer 0 is "none". */
typedef struct {
    uint32_t first, count; /* answers */
    bool anaphor;
    bool told; /* in news or an interview */
} decision;

typedef struct {
    uint32_t key, nfeatures, ntraits; /* first features, then traits */
    bool right;
} answer;

/* What one fit learns; and, of the same shape, the squares of the steps so far. */
typedef struct {
    float *weights; /* [CHAINS_SIZE] */
    float *rows;    /* [CHAINS_ROWS * UNITS] */
    float bias[UNITS], out[UNITS];
} net;

typedef struct {
    arena *a;
    VEC(uint32_t) keys;
    VEC(answer) answers;
    VEC(decision) decisions;
    net now, squares;
    chains_header header;  /* of all fits, */
    float *weights, *rows; /* [CHAINS_SIZE], [CHAINS_ROWS * CHAINS_WIDTH] */
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

static bool add_keys(trainer *t, const uint32_t *keys, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) {
        if (!VEC_PUSH(&t->keys, t->a, keys[k])) {
            return false;
        }
    }
    return true;
}

static bool add_answer(trainer *t, const gum_document *d, const chains *c, size_t i, int64_t j,
                       bool right)
{
    chains_look look;
    chains_features(d->r, c, i, j, &look);
    answer x = {.key = (uint32_t)t->keys.count,
                .nfeatures = look.nfeatures,
                .ntraits = look.ntraits,
                .right = right};
    return add_keys(t, look.features, look.nfeatures) && add_keys(t, look.traits, look.ntraits) &&
           VEC_PUSH(&t->answers, t->a, x);
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

/* Whether so many percent of all keys, this among them, are left out in this step: in all answers
 * of a decision alike. */
static bool blanked(const trainer *t, uint32_t key, unsigned percent)
{
    return ((key * 2654435761U ^ t->step) * 0x9E3779B1U >> 8) % 100 < percent;
}

/* The answer's score, and what its traits make the units. */
static float score_of(const trainer *t, const answer *x, float units[UNITS])
{
    float sum = 0;
    const uint32_t *features = &t->keys.at[x->key], *traits = features + x->nfeatures;
    for (uint32_t k = 0; k < x->nfeatures; k++) {
        sum += blanked(t, features[k], blank) ? 0 : t->now.weights[features[k]];
    }
    memcpy(units, t->now.bias, sizeof t->now.bias);
    for (uint32_t k = 0; k < x->ntraits; k++) {
        const float *row = &t->now.rows[traits[k] * UNITS];
        bool out = blanked(t, traits[k], trait_blank);
        for (uint32_t u = 0; !out && u < UNITS; u++) {
            units[u] += row[u];
        }
    }
    for (uint32_t u = 0; u < UNITS; u++) {
        sum += units[u] > 0 ? units[u] * t->now.out[u] : 0;
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

static void step(float *value, float *squares, float gradient, float by)
{
    *squares += gradient * gradient;
    *value -= by * gradient / (0.1F + sqrtf(*squares));
}

static void move(trainer *t, const answer *x, float gradient)
{
    const uint32_t *features = &t->keys.at[x->key];
    for (uint32_t k = 0; k < x->nfeatures; k++) {
        uint32_t f = features[k];
        if (!blanked(t, f, blank)) {
            float *weight = &t->now.weights[f];
            step(weight, &t->squares.weights[f], gradient + decay * *weight, rate);
        }
    }
}

static void move_units(trainer *t, const answer *x, float gradient, const float units[UNITS])
{
    float back[UNITS];
    for (uint32_t u = 0; u < UNITS; u++) {
        bool on = units[u] > 0;
        back[u] = on ? gradient * t->now.out[u] : 0;
        step(&t->now.out[u], &t->squares.out[u], on ? gradient * units[u] : 0, unit_rate);
        step(&t->now.bias[u], &t->squares.bias[u], back[u], unit_rate);
    }
    const uint32_t *traits = &t->keys.at[x->key + x->nfeatures];
    for (uint32_t k = 0; k < x->ntraits; k++) {
        float *row = &t->now.rows[traits[k] * UNITS];
        float *squares = &t->squares.rows[traits[k] * UNITS];
        bool out = blanked(t, traits[k], trait_blank);
        for (uint32_t u = 0; !out && u < UNITS; u++) {
            step(&row[u], &squares[u], back[u] + decay * row[u], unit_rate);
        }
    }
}

static void learn(trainer *t, const decision *d)
{
    float p[CANDIDATES + 1], units[CANDIDATES + 1][UNITS], most = -1e30F, all = 0, right = 0;
    const answer *x = &t->answers.at[d->first];
    t->step = (uint32_t)random_next(&t->random);
    for (uint32_t k = 0; k < d->count; k++) {
        p[k] = score_of(t, &x[k], units[k]) + cost_of(d, k, x[k].right);
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
            move_units(t, &x[k], gradient, units[k]);
        }
    }
}

/* No weights, and units that begin apart, half of them against an answer. */
static void begin_fit(trainer *t)
{
    memset(t->now.weights, 0, CHAINS_SIZE * sizeof(float));
    memset(t->squares.weights, 0, CHAINS_SIZE * sizeof(float));
    memset(t->squares.rows, 0, CHAINS_ROWS * UNITS * sizeof(float));
    for (uint32_t u = 0; u < UNITS; u++) {
        t->now.bias[u] = 0.1F;
        t->now.out[u] = u % 2 != 0 ? 0.3F : -0.3F;
        t->squares.bias[u] = t->squares.out[u] = 0;
    }
    for (uint32_t k = 0; k < CHAINS_ROWS * UNITS; k++) {
        t->now.rows[k] = random_unit(&t->random) * 0.2F - 0.1F;
    }
}

static void fit_once(trainer *t, uint32_t *order, unsigned epochs, uint64_t seed)
{
    size_t n = t->decisions.count;
    t->random = seed;
    begin_fit(t);
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

/* Adds a fit to the mean, its units behind those of the fits before. */
static void add_fit(trainer *t, uint32_t number)
{
    for (uint32_t f = 0; f < CHAINS_SIZE; f++) {
        t->weights[f] += t->now.weights[f] / FITS;
    }
    for (uint32_t u = 0, all = number * UNITS; u < UNITS; u++, all++) {
        t->header.bias[all] = t->now.bias[u];
        t->header.out[all] = t->now.out[u] / FITS;
        for (uint32_t k = 0; k < CHAINS_ROWS; k++) {
            t->rows[k * CHAINS_WIDTH + all] = t->now.rows[k * UNITS + u];
        }
    }
}

static dateline_status fit(trainer *t, const train_options *o, dateline_error *e)
{
    uint32_t *order = ARENA_ARRAY(t->a, uint32_t, t->decisions.count + 1);
    t->now.weights = ARENA_ARRAY(t->a, float, CHAINS_SIZE);
    t->now.rows = ARENA_ARRAY(t->a, float, CHAINS_ROWS *UNITS);
    t->squares.weights = ARENA_ARRAY(t->a, float, CHAINS_SIZE);
    t->squares.rows = ARENA_ARRAY(t->a, float, CHAINS_ROWS *UNITS);
    t->weights = ARENA_ARRAY(t->a, float, CHAINS_SIZE);
    t->rows = ARENA_ARRAY(t->a, float, CHAINS_ROWS *CHAINS_WIDTH);
    if (order == NULL || t->now.weights == NULL || t->now.rows == NULL ||
        t->squares.weights == NULL || t->squares.rows == NULL || t->weights == NULL ||
        t->rows == NULL) {
        return fault_memory(e);
    }
    for (uint32_t i = 0; i < FITS; i++) {
        fit_once(t, order, o->epochs > 0 ? o->epochs : EPOCHS, o->seed + i * 101);
        add_fit(t, i);
    }
    return DATELINE_OK;
}

/* Appends the numbers as bytes and returns what a byte is worth; beyond `limit` they are cut. */
static float write_bytes(buf *out, const float *x, size_t n, float limit)
{
    float most = 1e-6F;
    for (size_t i = 0; i < n; i++) {
        most = fmaxf(most, fabsf(x[i]));
    }
    most = fminf(most, limit);
    for (size_t i = 0; i < n; i++) {
        float cut = fmaxf(-most, fminf(most, x[i]));
        buf_char(out, (char)(int8_t)lrintf(cut * 127.0F / most));
    }
    return most / 127.0F;
}

static dateline_status write_weights(trainer *t, const char *path, dateline_error *e)
{
    chains_header *h = &t->header;
    buf body = {0}, out = {0};
    h->magic = CHAINS_MAGIC;
    h->version = CHAINS_VERSION;
    h->size = CHAINS_SIZE;
    h->rows = CHAINS_ROWS;
    h->eager = eager;
    h->scale = write_bytes(&body, t->weights, CHAINS_SIZE, 3.0F);
    h->row_scale = write_bytes(&body, t->rows, CHAINS_ROWS * CHAINS_WIDTH, 2.0F);
    buf_view(&out, (view){(const char *)h, sizeof *h});
    buf_view(&out, buf_all(&body));
    bool failed = out.failed || body.failed;
    dateline_status status = failed ? fault_memory(e) : file_write(path, buf_all(&out), e);
    buf_free(&body);
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
