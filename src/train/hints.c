/* train/hints.c - words labelled with the act that they tell, for code/hint.h.
 *
 * Of the words inside a gold event's anchor one tells it: at first the word that the others hang
 * on, then the one that weights fitted on the other half of the reports find likeliest; of a `yes`
 * line of the lexicon one of all its words.  The other words of anchors, and words elsewhere in the
 * report that have the lemma of one that tells, may tell it too: they are not learnt from.  All
 * others tell nothing.
 *
 * A multinomial logit by Adagrad.  The traits that say most are kept, and the weights fitted again
 * on these alone.  Beside hints.bin, weights that have not seen a fold are written to hints.folds,
 * one after the other: the judges learn what to make of hints on reports that these were not learnt
 * from.
 */
#include <math.h>
#include <stdlib.h>

#include "train/hints.h"

#define EPOCHS 4
#define FIRST_EPOCHS 2 /* of the fits that tell which words tell, which traits say most */
#define RATE 0.2F
#define DECAY 7e-4F
#define DAMP 0.1F        /* of Adagrad's first steps */
#define LEAST 1e-2F      /* errors below it teach nothing */
#define ROOT_BONUS 0.15F /* of the word that the anchor's others hang on */
#define WRITTEN_WEIGHT 0.3F
#define LEVELS 7.0F /* of a weight on each side of nought */
/* What weights are not to see, beside one fold; LOGIT_FOLDS = the reports written for the project.
 */
#define NO_FOLD UINT32_MAX
#define EVEN_FOLDS (UINT32_MAX - 1)
#define ODD_FOLDS (UINT32_MAX - 2)

typedef struct {
    const uint32_t *traits; /* [n] */
    uint32_t n;
    uint32_t fold;
    float weight;
    uint8_t type;   /* that it tells; ACT_NONE = none */
    bool in_anchor; /* or like a word that tells: teaches nothing unless it tells */
    float p[HINT_TYPES];
} word_example;

typedef struct {
    uint32_t first, count; /* examples in the anchor, in `inside` */
    uint32_t root;         /* of them */
    uint8_t type;
} told_event;

typedef struct {
    arena *a;
    VEC(word_example) words;
    VEC(told_event) events;
    VEC(uint32_t) inside;
    float *weights; /* [HINT_SIZE * HINT_TYPES] */
    float *squares; /* [HINT_SIZE] of the gradients of a row */
    bool *kept;     /* [HINT_SIZE] rows that are */
} trainer;

/* The examples of the report's words, from `first` on; of words that are not asked about
 * UINT32_MAX. */
static dateline_status take_words(trainer *t, const lesson *from, uint32_t *example,
                                  dateline_error *e)
{
    for (uint32_t k = 0; k < from->r->ntokens; k++) {
        uint32_t traits[HINT_TRAITS_ALL];
        const uint32_t n = code_hint_traits(from->work, k, traits);
        example[k] = UINT32_MAX;
        if (n == 0) {
            continue;
        }
        uint32_t *copy = ARENA_ARRAY(t->a, uint32_t, n);
        const word_example x = {.traits = copy,
                                .n = n,
                                .fold = from->fold,
                                .weight = from->fold == LESSON_OURS ? WRITTEN_WEIGHT : 1.0F};
        example[k] = (uint32_t)t->words.count;
        if (copy == NULL || !VEC_PUSH(&t->words, t->a, x)) {
            return fault_memory(e);
        }
        memcpy(copy, traits, n * sizeof *copy);
    }
    return DATELINE_OK;
}

/* Whether the word hangs on none inside the anchor. */
static bool is_root(const report *r, uint32_t k, span anchor)
{
    const int32_t head = r->tokens[k].head;
    return head < 0 || r->tokens[head].bytes.start < anchor.start ||
           r->tokens[head].bytes.end > anchor.end;
}

/* Words elsewhere of the lemma of the anchor's root. */
static void leave_out(trainer *t, const report *r, uint32_t root, const uint32_t *example)
{
    for (uint32_t k = 0; k < r->ntokens; k++) {
        if (example[k] != UINT32_MAX && view_equal(r->tokens[k].lemma, r->tokens[root].lemma)) {
            t->words.at[example[k]].in_anchor = true;
        }
    }
}

/* An act of the type, told by one of the words of `where`. */
static dateline_status take_event(trainer *t, const lesson *from, act_type type, span where,
                                  const uint32_t *example, dateline_error *e)
{
    const report *r = from->r;
    told_event ev = {.first = (uint32_t)t->inside.count, .type = (uint8_t)type};
    uint32_t root = UINT32_MAX;
    for (uint32_t k = 0; k < r->ntokens && r->tokens[k].bytes.start < where.end; k++) {
        if (r->tokens[k].bytes.start < where.start || example[k] == UINT32_MAX) {
            continue;
        }
        if (root == UINT32_MAX && is_root(r, k, where)) {
            root = k;
            ev.root = ev.count;
        }
        t->words.at[example[k]].in_anchor = true;
        ev.count++;
        if (!VEC_PUSH(&t->inside, t->a, example[k])) {
            return fault_memory(e);
        }
    }
    if (ev.count == 0 || type == ACT_NONE) {
        return DATELINE_OK;
    }
    if (root != UINT32_MAX) {
        leave_out(t, r, root, example);
    }
    return VEC_PUSH(&t->events, t->a, ev) ? DATELINE_OK : fault_memory(e);
}

static dateline_status take(void *to, const lesson *from, dateline_error *e)
{
    trainer *t = to;
    uint32_t *example = ARENA_ARRAY(from->scratch, uint32_t, from->r->ntokens);
    bool rules_out = from->gold == NULL && !from->example->must;
    if (rules_out || from->work->coder == NULL) {
        return DATELINE_OK;
    }
    if (example == NULL) {
        return fault_memory(e);
    }
    TRY(take_words(t, from, example, e));
    if (from->gold == NULL) {
        const span whole = {0, (uint32_t)from->r->text.length};
        return take_event(t, from, from->example->type, whole, example, e);
    }
    for (size_t i = 0; i < from->gold->events.count; i++) {
        const gold_event *g = &from->gold->events.at[i];
        TRY(take_event(t, from, g->type, g->where, example, e));
    }
    return DATELINE_OK;
}

/* The word of each anchor that tells its event: the likeliest. */
static void choose_words(trainer *t)
{
    for (size_t i = 0; i < t->words.count; i++) {
        t->words.at[i].type = ACT_NONE;
    }
    for (size_t i = 0; i < t->events.count; i++) {
        const told_event *ev = &t->events.at[i];
        word_example *best = NULL;
        float most = -1;
        for (uint32_t k = 0; k < ev->count; k++) {
            word_example *x = &t->words.at[t->inside.at[ev->first + k]];
            const float p = x->p[ev->type - 1] + (k == ev->root ? ROOT_BONUS : 0);
            best = p > most ? x : best;
            most = p > most ? p : most;
        }
        best->type = ev->type;
    }
}

static void chances(const trainer *t, const word_example *x, float *p)
{
    float top = 0;
    float sum = 0;
    memset(p, 0, HINT_TYPES * sizeof *p);
    for (uint32_t i = 0; i < x->n; i++) {
        const float *row = &t->weights[(size_t)x->traits[i] * HINT_TYPES];
        for (unsigned k = 0; k < HINT_TYPES; k++) {
            p[k] += row[k];
        }
    }
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        top = p[k] > top ? p[k] : top;
    }
    sum = expf(-top);
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        p[k] = expf(p[k] - top);
        sum += p[k];
    }
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        p[k] /= sum;
    }
}

static void learn(trainer *t, const word_example *x)
{
    float wrong[HINT_TYPES];
    float gradient[HINT_TYPES];
    float most = 0;
    chances(t, x, wrong);
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        wrong[k] = (wrong[k] - (x->type == k + 1 ? 1.0F : 0.0F)) * x->weight;
        most = fabsf(wrong[k]) > most ? fabsf(wrong[k]) : most;
    }
    for (uint32_t i = 0; i < x->n && most >= LEAST; i++) {
        const uint32_t f = x->traits[i];
        if (!t->kept[f]) {
            continue;
        }
        float *row = &t->weights[(size_t)f * HINT_TYPES];
        float squares = 0;
        for (unsigned k = 0; k < HINT_TYPES; k++) {
            gradient[k] = wrong[k] + DECAY * row[k];
        }
        for (unsigned k = 0; k < HINT_TYPES; k++) {
            squares += gradient[k] * gradient[k];
        }
        t->squares[f] += squares;
        const float step = RATE / (DAMP + sqrtf(t->squares[f]));
        for (unsigned k = 0; k < HINT_TYPES; k++) {
            row[k] -= step * gradient[k];
        }
    }
}

static bool is_held(const word_example *x, uint32_t held)
{
    if (held == EVEN_FOLDS || held == ODD_FOLDS) {
        return x->fold % 2 == (held == ODD_FOLDS);
    }
    return held < LOGIT_FOLDS ? x->fold == held : held == LOGIT_FOLDS && x->fold > LOGIT_FOLDS;
}

/* Whether weights that are not to see the fold learn from the word. */
static bool teaches(const word_example *x, uint32_t held)
{
    return !is_held(x, held) && (!x->in_anchor || x->type != ACT_NONE);
}

/* Fits on all folds but `held`; LOGIT_FOLDS = on real reports only, NO_FOLD = on all. */
static bool fit(trainer *t, uint32_t held, unsigned epochs, uint64_t seed)
{
    const arena_mark mark = arena_save(t->a);
    uint32_t *order = ARENA_ARRAY(t->a, uint32_t, t->words.count);
    size_t n = 0;
    if (order == NULL) {
        return false;
    }
    for (size_t i = 0; i < t->words.count; i++) {
        if (teaches(&t->words.at[i], held)) {
            order[n++] = (uint32_t)i;
        }
    }
    memset(t->weights, 0, sizeof(float) * HINT_SIZE * HINT_TYPES);
    memset(t->squares, 0, sizeof(float) * HINT_SIZE);
    uint64_t state = seed * 2654435761U + 88172645463325252U;
    for (unsigned epoch = 0; epoch < epochs; epoch++) {
        logit_shuffle(order, n, &state);
        for (size_t i = 0; i < n; i++) {
            learn(t, &t->words.at[order[i]]);
        }
    }
    arena_restore(t->a, mark);
    return true;
}

static int by_worth(const void *x, const void *y)
{
    const float a = *(const float *)x;
    const float b = *(const float *)y;
    return (a < b) - (a > b);
}

/* Keeps the rows that weigh most, often seen ones before rare ones. */
static bool keep_best(trainer *t, uint32_t held)
{
    const arena_mark mark = arena_save(t->a);
    float *worth = ARENA_ARRAY(t->a, float, HINT_SIZE);
    float *sorted = ARENA_ARRAY(t->a, float, HINT_SIZE);
    if (worth == NULL || sorted == NULL) {
        return false;
    }
    for (size_t i = 0; i < t->words.count; i++) {
        const word_example *x = &t->words.at[i];
        for (uint32_t k = 0; k < x->n && teaches(x, held); k++) {
            worth[x->traits[k]] += 1;
        }
    }
    for (size_t f = 0; f < HINT_SIZE; f++) {
        float sum = 0;
        for (unsigned k = 0; k < HINT_TYPES; k++) {
            const float w = t->weights[f * HINT_TYPES + k];
            sum += w * w;
        }
        worth[f] = sum * sqrtf(worth[f]);
    }
    memcpy(sorted, worth, sizeof(float) * HINT_SIZE);
    qsort(sorted, HINT_SIZE, sizeof *sorted, by_worth);
    for (size_t f = 0; f < HINT_SIZE; f++) {
        t->kept[f] = worth[f] > sorted[HINT_ROWS];
    }
    arena_restore(t->a, mark);
    return true;
}

static void keep_all(trainer *t)
{
    memset(t->kept, 1, HINT_SIZE * sizeof *t->kept);
}

static void score(trainer *t, uint32_t fold)
{
    for (size_t i = 0; i < t->words.count; i++) {
        word_example *x = &t->words.at[i];
        if (is_held(x, fold)) {
            chances(t, x, x->p);
        }
    }
}

/* All words' chances by weights that have not seen their half of the folds. */
static bool cross(trainer *t, uint64_t seed)
{
    static const uint32_t halves[] = {EVEN_FOLDS, ODD_FOLDS};
    keep_all(t);
    for (size_t i = 0; i < 2; i++) {
        if (!fit(t, halves[i], FIRST_EPOCHS, seed + i)) {
            return false;
        }
        score(t, halves[i]);
    }
    return true;
}

static float most_of(const float *weights, size_t n)
{
    float most = 0;
    for (size_t i = 0; i < n; i++) {
        most = fabsf(weights[i]) > most ? fabsf(weights[i]) : most;
    }
    return most;
}

/* The weights in numbers of four bits, in steps as wide as the largest of them asks for. */
static hint_row packed(const float *weights, float scale)
{
    hint_row row = {.step = (uint8_t)ceilf(most_of(weights, HINT_TYPES) / (LEVELS * scale))};
    const float step = (row.step > 0 ? (float)row.step : 1.0F) * scale;
    for (unsigned k = 0; k < HINT_TYPES / 2; k++) {
        const long low = lrintf(weights[k] / step) + HINT_ZERO;
        const long high = lrintf(weights[k + HINT_TYPES / 2] / step) + HINT_ZERO;
        row.pair[k] = (uint8_t)(low | high << 4);
    }
    return row;
}

static void put_weights(const trainer *t, buf *out)
{
    hint_header h = {.magic = HINT_MAGIC, .version = HINT_VERSION, .size = HINT_SIZE};
    uint64_t has[HINT_WORDS] = {0};
    uint16_t before[HINT_WORDS];
    h.scale = most_of(t->weights, (size_t)HINT_SIZE * HINT_TYPES) / (LEVELS * 254.0F);
    for (uint32_t f = 0; f < HINT_SIZE; f++) {
        if (f % 64 == 0) {
            before[f / 64] = (uint16_t)h.nrows;
        }
        h.nrows += t->kept[f];
        has[f / 64] |= (uint64_t)t->kept[f] << f % 64;
    }
    buf_view(out, (view){(const char *)&h, sizeof h});
    buf_view(out, (view){(const char *)has, sizeof has});
    buf_view(out, (view){(const char *)before, sizeof before});
    for (uint32_t f = 0; f < HINT_SIZE; f++) {
        if (t->kept[f]) {
            const hint_row row = packed(&t->weights[(size_t)f * HINT_TYPES], h.scale);
            buf_view(out, (view){(const char *)&row, sizeof row});
        }
    }
}

/* Weights that have not seen the fold, appended. */
static dateline_status put_fold(trainer *t, uint32_t held, uint64_t seed, buf *out,
                                dateline_error *e)
{
    keep_all(t);
    if (!fit(t, held, FIRST_EPOCHS, seed) || !keep_best(t, held) || !fit(t, held, EPOCHS, seed)) {
        return fault_memory(e);
    }
    score(t, held);
    put_weights(t, out);
    while (out->length % 8 != 0) {
        buf_char(out, 0);
    }
    return out->failed ? fault_memory(e) : DATELINE_OK;
}

/* Mean logarithmic loss of the words that were scored held out. */
static double loss(const trainer *t)
{
    double sum = 0;
    double n = 0;
    for (size_t i = 0; i < t->words.count; i++) {
        const word_example *x = &t->words.at[i];
        if (!teaches(x, NO_FOLD) || x->fold >= LOGIT_FOLDS) {
            continue;
        }
        double p = 1;
        for (unsigned k = 0; k < HINT_TYPES; k++) {
            p -= (double)x->p[k];
        }
        p = x->type == ACT_NONE ? p : (double)x->p[x->type - 1];
        sum -= log(p > 1e-6 ? p : 1e-6);
        n++;
    }
    return n > 0 ? sum / n : 0;
}

static dateline_status write_folds(trainer *t, const train_options *o, buf *out, dateline_error *e)
{
    for (uint32_t fold = 0; fold <= LOGIT_FOLDS; fold++) {
        TRY(put_fold(t, fold, o->seed, out, e));
    }
    return file_write(arena_printf(t->a, "%s/" HINT_FOLDS_FILE, o->out).data, buf_all(out), e);
}

static dateline_status finish(void *to, const train_options *o, buf *told, dateline_error *e)
{
    trainer *t = to;
    buf folds = {0};
    buf all = {0};
    t->weights = ARENA_ARRAY(t->a, float, (size_t)HINT_SIZE *HINT_TYPES);
    t->squares = ARENA_ARRAY(t->a, float, HINT_SIZE);
    t->kept = ARENA_ARRAY(t->a, bool, HINT_SIZE);
    if (t->weights == NULL || t->squares == NULL || t->kept == NULL) {
        return fault_memory(e);
    }
    buf_printf(told, "%zu words, %zu events\n", t->words.count, t->events.count);
    choose_words(t);
    if (!cross(t, o->seed)) {
        return fault_memory(e);
    }
    buf_printf(told, "held-out loss %.4f\n", loss(t));
    choose_words(t);
    dateline_status status = write_folds(t, o, &folds, e);
    buf_printf(told, "held-out loss of what is kept %.4f\n", loss(t));
    if (status == DATELINE_OK) {
        status = put_fold(t, NO_FOLD, o->seed, &all, e);
    }
    if (status == DATELINE_OK) {
        status = file_write(arena_printf(t->a, "%s/hints.bin", o->out).data, buf_all(&all), e);
    }
    buf_free(&folds);
    buf_free(&all);
    return status;
}

dateline_status train_hints(const train_options *o, dateline_error *e)
{
    trainer t = {.a = arena_new((size_t)3 << 30)};
    dateline_status status = t.a == NULL ? fault_memory(e) : lessons_learn(o, take, finish, &t, e);
    arena_free(t.a);
    return status;
}
