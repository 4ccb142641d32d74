/* train/judge.c - candidates labelled, weights fitted and calibrated.
 *
 * A candidate is an event when a gold event of its type shares its actor and stands in its
 * sentence, or agrees in both parties and its word wherever it stands.  Folds are cut by report, so
 * that the figures and the threshold are of reports that the weights have not seen.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <dateline/dateline.h>

#include "code/code.h"
#include "engine/engine.h"
#include "train/gold.h"
#include "train/train.h"

#define FOLDS 6
#define EPOCHS 6
#define FITS 8
#define RATE 0.1F
#define DECAY 2e-3F
/* Of a candidate that agrees with an event told elsewhere: not learnt from. */
#define ELSEWHERE 0.3F
/* Of our own reports, beside a real one's 1: chosen on the held-out loss. */
#define WRITTEN_WEIGHT 0.3F
/* Of a line of the lexicon. */
#define EXAMPLE_WEIGHT 0.5F

typedef struct {
    uint32_t features[JUDGE_FEATURES];
    uint32_t n;
    uint32_t fold;
    float weight;
    bool event;
    float score; /* held out */
} example;

typedef VEC(example) example_list;

typedef struct {
    arena *a;
    arena *scratch;
    dateline_model *model;
    dateline_coder *coder;
    example_list examples;
} trainer;

static bool inside(const report *r, const act *a, span anchor)
{
    span s = r->sentences[a->sent].bytes;
    return anchor.end > anchor.start && anchor.start < s.end && s.start < anchor.end;
}

static bool trigger_in(const report *r, const act *a, span anchor)
{
    span t = r->tokens[a->trigger].bytes;
    return t.start >= anchor.start && t.end <= anchor.end;
}

/* Whether the anchor tells the act with the same word, wherever it stands. */
static bool same_word(const report *r, const act *a, span anchor)
{
    view lemma = r->tokens[a->trigger].lemma;
    for (size_t t = 0; t < r->ntokens && r->tokens[t].bytes.start < anchor.end; t++) {
        if (r->tokens[t].bytes.start >= anchor.start && view_equal(r->tokens[t].lemma, lemma)) {
            return true;
        }
    }
    return false;
}

/* 1 = an event, 0 = none, between = the act is right but not its parties, or agrees with an event
 * that the text tells elsewhere in other words: a retelling, or chance. */
static float agreement(const report *r, const gold_report *gold, const act *a)
{
    float best = 0;
    for (size_t i = 0; i < gold->events.count; i++) {
        const gold_event *g = &gold->events.at[i];
        int level = gold_level(g, a);
        bool here = inside(r, a, g->where);
        if ((level >= 2 && here) || (level == 3 && same_word(r, a, g->where))) {
            return 1;
        }
        if (level >= 1 && here && trigger_in(r, a, g->where)) {
            best = 0.6F;
        } else if (level == 3 && best < ELSEWHERE) {
            best = ELSEWHERE;
        }
    }
    return best;
}

/* A text with what is known of its acts: a gold report, or a line of the act lexicon. */
typedef struct {
    dateline_report_info info;
    const gold_report *gold; /* null = an example */
    lexicon_example example;
    uint32_t fold;
} lesson;

/* Whether the act can be learnt from; fills what it is. */
static bool label(const report *r, const lesson *from, const act *a, example *x)
{
    if (from->gold == NULL) {
        x->event = from->example.must;
        x->weight = EXAMPLE_WEIGHT;
        return a->type == from->example.type;
    }
    float y = agreement(r, from->gold, a);
    x->event = y > 0.5F;
    x->weight = (y > 0 ? y : 1) * (from->fold > FOLDS ? WRITTEN_WEIGHT : 1.0F);
    return y != ELSEWHERE;
}

static dateline_status take_lesson(trainer *t, const lesson *from, dateline_error *e)
{
    dateline_report *r = NULL;
    TRY(dateline_report_new(&from->info, &r, e));
    dateline_status status = dateline_annotate(t->coder, r, DATELINE_STAGE_SAY, e);
    proposal_list all = {0};
    judge_weights none;
    arena_mark mark = arena_save(t->scratch);
    if (status == DATELINE_OK) {
        status = judge_open(VIEW(""), &none, e);
    }
    if (status == DATELINE_OK) {
        status = code_propose(&(code_means){t->model->know, know_acts(t->model->know), &none}, r,
                              t->scratch, &all, e);
    }
    for (size_t i = 0; i < all.count && status == DATELINE_OK; i++) {
        const proposal *p = &all.at[i];
        example x = {.n = p->nfeatures, .fold = from->fold};
        if ((p->why_not != NULL && !p->soft) || !label(r, from, &p->a, &x)) {
            continue;
        }
        memcpy(x.features, p->features, sizeof x.features);
        if (!VEC_PUSH(&t->examples, t->a, x)) {
            status = fault_memory(e);
        }
    }
    arena_restore(t->scratch, mark);
    dateline_report_free(r);
    return status;
}

static dateline_status take_gold(trainer *t, const gold_report *gold, uint32_t fold,
                                 dateline_error *e)
{
    lesson one = {.gold = gold, .fold = fold};
    one.info = (dateline_report_info){.text = gold->text.data,
                                      .length = gold->text.length,
                                      .id = gold->id.data,
                                      .published = gold->published.data,
                                      .publisher = gold->publisher.data,
                                      .url = gold->url.data,
                                      .language = "en"};
    return take_lesson(t, &one, e);
}

typedef VEC(lexicon_source) source_list;

static dateline_status read_sources(trainer *t, const char *folder, source_list *sources,
                                    dateline_error *e)
{
    view *paths;
    size_t n = 0;
    TRY(file_list(folder, t->a, &paths, &n, e));
    for (size_t i = 0; i < n; i++) {
        lexicon_source one = {.file = paths[i]};
        if (!view_ends(paths[i], VIEW(".txt"))) {
            continue;
        }
        TRY(file_read(paths[i].data, t->a, (size_t)1 << 24, &one.text, e));
        if (!VEC_PUSH(sources, t->a, one)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

/* The examples of the act lexicon, in no fold: always learnt from, never measured. */
static dateline_status take_examples(trainer *t, dateline_error *e)
{
    source_list sources = {0};
    lexicon_examples list = {0};
    lexicon_notes notes = {.examples = &list};
    buf pack = {0};
    TRY(read_sources(t, "data/acts", &sources, e));
    dateline_status status = lexicon_compile(sources.at, sources.count, t->a, &pack, &notes, e);
    buf_free(&pack);
    for (size_t i = 0; i < list.count && status == DATELINE_OK; i++) {
        lesson one = {.example = list.at[i], .fold = FOLDS + 1};
        one.info = (dateline_report_info){.text = list.at[i].text.data,
                                          .length = list.at[i].text.length,
                                          .published = "2022-07-18",
                                          .publisher = "-",
                                          .language = "en"};
        status = take_lesson(t, &one, e);
    }
    return status;
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void shuffle(uint32_t *order, size_t n, uint64_t *state)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = (size_t)(next_random(state) % i);
        uint32_t t = order[i - 1];
        order[i - 1] = order[k];
        order[k] = t;
    }
}

static float score_of(const float *weights, const example *x)
{
    float sum = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        sum += weights[x->features[i] & (JUDGE_SIZE - 1)];
    }
    return sum;
}

static float logistic(float z)
{
    return 1.0F / (1.0F + expf(-z));
}

/* Fits on all folds but `held`; FOLDS = on all. */
static bool fit_once(trainer *t, uint32_t held, uint64_t seed, float *weights)
{
    size_t n = t->examples.count;
    arena_mark mark = arena_save(t->a);
    float *squares = ARENA_ARRAY(t->a, float, JUDGE_SIZE);
    uint32_t *order = ARENA_ARRAY(t->a, uint32_t, n);
    if (squares == NULL || order == NULL) {
        return false;
    }
    memset(weights, 0, JUDGE_SIZE * sizeof *weights);
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint32_t)i;
    }
    uint64_t state = seed * 2654435761U + 88172645463325252U;
    for (unsigned epoch = 0; epoch < EPOCHS; epoch++) {
        shuffle(order, n, &state);
        for (size_t i = 0; i < n; i++) {
            const example *x = &t->examples.at[order[i]];
            if (x->fold == held) {
                continue;
            }
            float gradient =
                (logistic(score_of(weights, x)) - (x->event ? 1.0F : 0.0F)) * x->weight;
            for (uint32_t k = 0; k < x->n; k++) {
                uint32_t f = x->features[k] & (JUDGE_SIZE - 1);
                float g = gradient + DECAY * weights[f] * 10;
                squares[f] += g * g;
                weights[f] -= RATE * g / (1.0F + sqrtf(squares[f]));
            }
        }
    }
    arena_restore(t->a, mark);
    return true;
}

/* The mean of several fits, each in another order: one alone swings with it. */
static bool fit(trainer *t, uint32_t held, uint64_t seed, float *weights)
{
    arena_mark mark = arena_save(t->a);
    float *one = ARENA_ARRAY(t->a, float, JUDGE_SIZE);
    if (one == NULL) {
        return false;
    }
    memset(weights, 0, JUDGE_SIZE * sizeof *weights);
    for (unsigned i = 0; i < FITS; i++) {
        if (!fit_once(t, held, seed + i * 101, one)) {
            return false;
        }
        for (uint32_t k = 0; k < JUDGE_SIZE; k++) {
            weights[k] += one[k] / FITS;
        }
    }
    arena_restore(t->a, mark);
    return true;
}

/* Mean logarithmic loss of the held-out candidates, in nats. */
static double loss(const trainer *t, const judge_header *h)
{
    double sum = 0;
    double n = 0;
    for (size_t i = 0; i < t->examples.count; i++) {
        const example *x = &t->examples.at[i];
        double p = (double)logistic(h->slope * x->score + h->shift);
        sum -= x->fold < FOLDS ? log(x->event ? p : 1 - p) : 0;
        n += x->fold < FOLDS;
    }
    return n > 0 ? sum / n : 0;
}

/* Platt's calibration on the held-out scores: slope and shift by gradient descent. */
static void calibrate(const trainer *t, judge_header *h)
{
    h->slope = 1;
    h->shift = 0;
    for (unsigned step = 0; step < 2000; step++) {
        double ga = 0;
        double gb = 0;
        for (size_t i = 0; i < t->examples.count; i++) {
            const example *x = &t->examples.at[i];
            if (x->fold >= FOLDS) {
                continue;
            }
            double p = (double)logistic(h->slope * x->score + h->shift);
            ga += (p - (x->event ? 1 : 0)) * (double)x->score;
            gb += p - (x->event ? 1 : 0);
        }
        double n = (double)t->examples.count + 1;
        h->slope -= (float)(0.05 * ga / n);
        h->shift -= (float)(0.2 * gb / n);
    }
}

static float probability(const judge_header *h, const example *x)
{
    return logistic(h->slope * x->score + h->shift);
}

/* What each threshold would keep of the held-out candidates.  The one used is a half: an act that
 * is as likely as not. */
static void tell_thresholds(const trainer *t, const judge_header *h, buf *told)
{
    for (unsigned step = 6; step < 18; step++) {
        float threshold = (float)step / 20.0F;
        double right = 0;
        double wrong = 0;
        double all = 0;
        for (size_t i = 0; i < t->examples.count; i++) {
            const example *x = &t->examples.at[i];
            bool kept = x->fold < FOLDS && probability(h, x) >= threshold;
            right += kept && x->event;
            wrong += kept && !x->event;
            all += x->fold < FOLDS && x->event;
        }
        buf_printf(told, "threshold %.2f  kept right %.0f wrong %.0f of %.0f events\n",
                   (double)threshold, right, wrong, all);
    }
}

static void reliability(const trainer *t, const judge_header *h, buf *told)
{
    for (unsigned b = 0; b < 10; b++) {
        double n = 0;
        double right = 0;
        double sum = 0;
        for (size_t i = 0; i < t->examples.count; i++) {
            float p = probability(h, &t->examples.at[i]);
            if (t->examples.at[i].fold < FOLDS && (unsigned)(p * 9.999F) == b) {
                n++;
                right += t->examples.at[i].event;
                sum += (double)p;
            }
        }
        buf_printf(told, "confidence %.1f  candidates %5.0f  mean %.2f  right %.2f\n", b / 10.0, n,
                   n > 0 ? sum / n : 0, n > 0 ? right / n : 0);
    }
}

static dateline_status finish(trainer *t, const train_options *o, buf *told, dateline_error *e)
{
    float *weights = ARENA_ARRAY(t->a, float, JUDGE_SIZE);
    judge_header h = {.magic = JUDGE_MAGIC, .version = JUDGE_VERSION, .size = JUDGE_SIZE};
    if (weights == NULL) {
        return fault_memory(e);
    }
    for (uint32_t fold = 0; fold < FOLDS; fold++) {
        if (!fit(t, fold, o->seed + fold, weights)) {
            return fault_memory(e);
        }
        for (size_t i = 0; i < t->examples.count; i++) {
            example *x = &t->examples.at[i];
            x->score = x->fold == fold ? score_of(weights, x) : x->score;
        }
    }
    calibrate(t, &h);
    h.threshold = 0.5F;
    buf_printf(told, "held-out loss %.4f\n", loss(t, &h));
    tell_thresholds(t, &h, told);
    reliability(t, &h, told);
    if (!fit(t, FOLDS, o->seed, weights)) {
        return fault_memory(e);
    }
    buf out = {0};
    buf_view(&out, (view){(const char *)&h, sizeof h});
    buf_view(&out, (view){(const char *)weights, JUDGE_SIZE * sizeof *weights});
    dateline_status status =
        out.failed ? fault_memory(e)
                   : file_write(arena_printf(t->a, "%s/judge.bin", o->out).data, buf_all(&out), e);
    buf_free(&out);
    return status;
}

/* Reports of data/training/, in the gold format: learnt from, never measured. */
static dateline_status take_corpus(trainer *t, dateline_error *e)
{
    gold_set written = {.a = t->a};
    view *paths;
    size_t n = 0;
    if (!file_is_directory("data/training")) {
        return DATELINE_OK;
    }
    TRY(file_list("data/training", t->a, &paths, &n, e));
    for (size_t i = 0; i < n; i++) {
        if (view_ends(paths[i], VIEW(".json"))) {
            TRY(gold_read(paths[i].data, &written, e));
        }
    }
    for (size_t i = 0; i < written.reports.count; i++) {
        TRY(take_gold(t, &written.reports.at[i], FOLDS + 1, e));
    }
    return DATELINE_OK;
}

static dateline_status gather(trainer *t, const train_options *o, buf *told, dateline_error *e)
{
    gold_set gold = {.a = t->a};
    for (int i = 1; i <= 6; i++) {
        view path = arena_printf(t->a, "%s/gold/train%d.json", o->shared, i);
        TRY(gold_read(path.data, &gold, e));
    }
    for (size_t i = 0; i < gold.reports.count; i++) {
        const gold_report *one = &gold.reports.at[i];
        if (o->hold == 0 || i % FOLDS != o->hold - 1) {
            TRY(take_gold(t, one, (uint32_t)(i % FOLDS), e));
        }
    }
    buf_printf(told, "%zu reports, %zu candidates\n", gold.reports.count, t->examples.count);
    TRY(take_corpus(t, e));
    TRY(take_examples(t, e));
    buf_printf(told, "%zu with the lexicon's examples\n", t->examples.count);
    return finish(t, o, told, e);
}

static void tell(const train_options *o, const buf *told)
{
    view rest = buf_all(told);
    view line;
    while (o->say != NULL && view_split(&rest, '\n', &line)) {
        char text[256];
        snprintf(text, sizeof text, "%.*s", VIEW_ARG(line));
        o->say(o->to, text);
    }
}

dateline_status train_judge(const train_options *o, dateline_error *e)
{
    trainer t = {.a = arena_new(0), .scratch = arena_new(0)};
    buf told = {0};
    dateline_status status = t.a == NULL || t.scratch == NULL ? fault_memory(e) : DATELINE_OK;
    if (status == DATELINE_OK) {
        status = dateline_model_open(NULL, NULL, &t.model, e);
    }
    if (status == DATELINE_OK) {
        status = dateline_coder_open(t.model, &t.coder, e);
    }
    if (status == DATELINE_OK) {
        status = gather(&t, o, &told, e);
    }
    tell(o, &told);
    buf_free(&told);
    dateline_coder_close(t.coder);
    dateline_model_close(t.model);
    arena_free(t.a);
    arena_free(t.scratch);
    return status;
}
