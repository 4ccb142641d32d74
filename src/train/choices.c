/* train/choices.c - conditional logits over the options of each choice.
 *
 * Options are right when they are the value of the gold event that the act tells; a choice without
 * a right option, or with right ones only, teaches nothing but counts in the figures.
 */
#include <math.h>

#include "train/lessons.h"

#define NO_FOLD UINT32_MAX /* held out: learn from all */
#define EPOCHS 16
#define FITS 2
#define DECAY 1e-2F
#define WRITTEN_WEIGHT 0.3F
#define GOLD_WEIGHT 4.0F /* for the country of an act told without a place, a matter of habit */
/* What an option is worth ... */
#define OTHER_SECTOR 0.9F /* of the right code and another sector */
#define STRANGER 0.5F     /* with somebody of another country besides */

typedef struct {
    uint32_t *traits; /* of all options, one after the other */
    uint32_t *ends;   /* [count] where each option's traits end */
    float *right;     /* what the option is worth: 0 = wrong, 1 = right */
    uint32_t count;
    uint32_t fold;
    float weight;
    uint32_t rule; /* the rule's option; = count, none */
    choice_kind kind;
} sample;

typedef VEC(sample) sample_list;

typedef struct {
    arena *a;
    const lesson *at;
    sample_list samples[CHOICE_KINDS];
    bool failed;
} study;

static bool is_right(choice_kind kind, const gold_event *g, const act *a, const choice_option *o)
{
    act changed = *a;
    switch (kind) {
    case CHOICE_RECIPIENT:
        changed.recipients = o->parties;
        changed.nrecipients = o->nparties;
        return gold_level(g, &changed) >= 3;
    case CHOICE_STATUS:
        return (int32_t)g->status == o->value;
    case CHOICE_DATE:
        return o->when.from == day_parse(g->start) && o->when.to == day_parse(g->end);
    case CHOICE_MODE:
        return (int32_t)g->mode == o->value;
    case CHOICE_COUNTRY:
        return view_equal(g->country, view_of(o->country));
    case CHOICE_KINDS:
        break;
    }
    return false;
}

static bool among(const gold_party *list, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++) {
        if (view_equal(list[i].code, view_of(code))) {
            return true;
        }
    }
    return false;
}

/* Whether the option names somebody of a country that the event has nothing to do with. */
static bool strays(const gold_event *g, const choice_option *o)
{
    for (uint32_t i = 0; i < o->nparties; i++) {
        const char *code = o->parties[i].actor.code;
        if (!among(g->actors, g->nactors, code) && !among(g->recipients, g->nrecipients, code)) {
            return true;
        }
    }
    return false;
}

/* Parties of the right code and another sector are worth less, and so are strangers beside the
 * right ones. */
static void prefer_exact(const gold_event *g, const choice *c, float *right)
{
    size_t n = g->nrecipients;
    for (uint32_t i = 0; i < c->count && c->kind == CHOICE_RECIPIENT; i++) {
        const choice_option *o = &c->at[i];
        bool empty = o->nparties == 0 || n == 0;
        bool fits = empty
                        ? o->nparties == n
                        : view_equal(g->recipients[0].sector, view_of(o->parties[0].actor.sector));
        right[i] *= fits ? 1 : OTHER_SECTOR;
        right[i] *= strays(g, o) ? STRANGER : 1;
    }
}

static float weight_of(choice_kind kind, const lesson *from)
{
    bool real = from->fold <= LOGIT_FOLDS;
    bool afar = from->gold->bytes > 0;
    return !real ? WRITTEN_WEIGHT : kind == CHOICE_COUNTRY && !afar ? GOLD_WEIGHT : 1.0F;
}

static void watch(void *watcher, const act *a, const choice *c)
{
    study *s = watcher;
    const gold_event *g = lesson_event(s->at, a);
    if (g == NULL || (c->kind == CHOICE_DATE && s->at->gold->published.length == 0)) {
        return;
    }
    sample x = {.count = c->count,
                .fold = s->at->fold,
                .rule = c->count,
                .kind = c->kind,
                .weight = weight_of(c->kind, s->at)};
    uint32_t total = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        total += c->at[i].ntraits;
    }
    x.traits = ARENA_ARRAY(s->a, uint32_t, total);
    x.ends = ARENA_ARRAY(s->a, uint32_t, c->count);
    x.right = ARENA_ARRAY(s->a, float, c->count);
    if (x.traits == NULL || x.ends == NULL || x.right == NULL) {
        s->failed = true;
        return;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        memcpy(x.traits + n, c->at[i].traits, c->at[i].ntraits * sizeof *x.traits);
        n += c->at[i].ntraits;
        x.ends[i] = n;
        x.right[i] = is_right(c->kind, g, a, &c->at[i]) ? 1 : 0;
        x.rule = c->at[i].by_rule ? i : x.rule;
    }
    prefer_exact(g, c, x.right);
    s->failed = s->failed || !VEC_PUSH(&s->samples[c->kind], s->a, x);
}

/* Keeps the candidates that tell gold events, as a judge would. */
static void keep_gold(const lesson *from)
{
    for (size_t i = 0; i < from->work->proposals.count; i++) {
        proposal *p = &from->work->proposals.at[i];
        bool may = p->found != NULL && (p->why_not == NULL || p->soft);
        p->kept = p->kept || (may && lesson_event(from, &p->a) != NULL);
    }
}

static dateline_status take(void *to, const lesson *from, dateline_error *e)
{
    study *s = to;
    if (from->gold == NULL) {
        return DATELINE_OK;
    }
    s->at = from;
    code_means means = {.know = from->know, .watch = watch, .watcher = s};
    keep_gold(from);
    TRY(code_keep(from->work, from->r, e));
    TRY(code_decide(&means, from->work, from->r, e));
    return s->failed ? fault_memory(e) : DATELINE_OK;
}

static float score_of(const float *weights, const sample *x, uint32_t option)
{
    float sum = 0;
    for (uint32_t k = option == 0 ? 0 : x->ends[option - 1]; k < x->ends[option]; k++) {
        sum += weights[x->traits[k] & (CHOICE_SIZE - 1)];
    }
    return sum;
}

static uint32_t best_of(const float *weights, const sample *x)
{
    uint32_t best = 0;
    float top = -1e30F;
    for (uint32_t i = 0; i < x->count; i++) {
        float score = score_of(weights, x, i);
        best = score > top ? i : best;
        top = score > top ? score : top;
    }
    return best;
}

/* Dates and countries have many more traits an option: they are learnt in smaller steps. */
static float rate_of(choice_kind kind)
{
    return kind == CHOICE_DATE ? 0.01F : kind == CHOICE_COUNTRY ? 0.02F : 0.05F;
}

/* The options' probabilities, and what they are worth together. */
static float chances(const float *weights, const sample *x, float *p)
{
    float top = -1e30F;
    float sum = 0;
    float right = 0;
    for (uint32_t i = 0; i < x->count; i++) {
        p[i] = score_of(weights, x, i);
        top = p[i] > top ? p[i] : top;
    }
    for (uint32_t i = 0; i < x->count; i++) {
        p[i] = expf(p[i] - top);
        sum += p[i];
    }
    for (uint32_t i = 0; i < x->count; i++) {
        p[i] /= sum;
        right += x->right[i] * p[i];
    }
    return right;
}

/* One step up the logarithm of what the right options have together. */
static void step(float *weights, float *squares, const sample *x)
{
    float p[CHOICE_OPTIONS];
    float rate = rate_of(x->kind);
    float right = chances(weights, x, p);
    if (right <= 0 || right >= 1) {
        return;
    }
    for (uint32_t i = 0; i < x->count; i++) {
        float wanted = x->right[i] * p[i] / right;
        float gradient = (p[i] - wanted) * x->weight;
        for (uint32_t k = i == 0 ? 0 : x->ends[i - 1]; k < x->ends[i]; k++) {
            uint32_t f = x->traits[k] & (CHOICE_SIZE - 1);
            float g = gradient + DECAY * weights[f];
            squares[f] += g * g;
            weights[f] -= rate * g / (1.0F + sqrtf(squares[f]));
        }
    }
}

/* The mean of several fits on all folds but `held`. */
static bool fit(study *s, choice_kind kind, uint32_t held, uint64_t seed, float *mean)
{
    const sample_list *list = &s->samples[kind];
    arena *a = s->a;
    arena_mark mark = arena_save(a);
    float *weights = ARENA_ARRAY(a, float, CHOICE_SIZE);
    float *squares = ARENA_ARRAY(a, float, CHOICE_SIZE);
    uint32_t *order = ARENA_ARRAY(a, uint32_t, list->count);
    if (weights == NULL || squares == NULL || order == NULL) {
        return false;
    }
    memset(mean, 0, CHOICE_SIZE * sizeof *mean);
    uint64_t state = seed * 2654435761U + 88172645463325252U;
    for (unsigned round = 0; round < FITS; round++) {
        memset(weights, 0, CHOICE_SIZE * sizeof *weights);
        memset(squares, 0, CHOICE_SIZE * sizeof *squares);
        for (size_t i = 0; i < list->count; i++) {
            order[i] = (uint32_t)i;
        }
        for (unsigned epoch = 0; epoch < EPOCHS; epoch++) {
            logit_shuffle(order, list->count, &state);
            for (size_t i = 0; i < list->count; i++) {
                const sample *x = &list->at[order[i]];
                if (x->fold != held) {
                    step(weights, squares, x);
                }
            }
        }
        for (uint32_t f = 0; f < CHOICE_SIZE; f++) {
            mean[f] += weights[f] / FITS;
        }
    }
    arena_restore(a, mark);
    return true;
}

static const char *const kind_names[CHOICE_KINDS] = {"recipient", "status", "date", "mode",
                                                     "country"};

/* On the folds left out: the rule, the fit, and the best that the options allow. */
static bool measure(study *s, choice_kind kind, uint64_t seed, float *weights, buf *told)
{
    const sample_list *list = &s->samples[kind];
    unsigned n = 0;
    unsigned rule = 0;
    unsigned fitted = 0;
    unsigned best = 0;
    double surprise = 0;
    for (uint32_t fold = 0; fold < LOGIT_FOLDS; fold++) {
        if (!fit(s, kind, fold, seed + fold, weights)) {
            return false;
        }
        for (size_t i = 0; i < list->count; i++) {
            const sample *x = &list->at[i];
            if (x->fold != fold || x->count == 0) {
                continue;
            }
            float p[CHOICE_OPTIONS];
            bool any = false;
            for (uint32_t k = 0; k < x->count; k++) {
                any = any || x->right[k] > 0;
            }
            n++;
            surprise -= any ? log((double)chances(weights, x, p) + 1e-4) : 0;
            best += any;
            rule += x->rule < x->count && x->right[x->rule] > 0;
            fitted += x->right[best_of(weights, x)] > 0;
        }
    }
    double all = n > 0 ? n / 100.0 : 1;
    buf_printf(
        told, "choice of %-10s %4u held out  rule %.1f  learnt %.1f  best option %.1f  nats %.3f\n",
        kind_names[kind], n, rule / all, fitted / all, best / all, best > 0 ? surprise / best : 0);
    return true;
}

static dateline_status write_weights(const study *s, const choice_header *h, const int8_t *numbers,
                                     const train_options *o, dateline_error *e)
{
    buf out = {0};
    buf_view(&out, (view){(const char *)h, sizeof *h});
    buf_view(&out,
             (view){(const char *)numbers, (size_t)CHOICE_KINDS * CHOICE_SIZE * sizeof *numbers});
    view path = arena_printf(s->a, "%s/choices.bin", o->out);
    dateline_status status = out.failed ? fault_memory(e) : file_write(path.data, buf_all(&out), e);
    buf_free(&out);
    return status;
}

static dateline_status finish(void *to, const train_options *o, buf *told, dateline_error *e)
{
    study *s = to;
    choice_header h = {CHOICE_MAGIC, CHOICE_VERSION, CHOICE_KINDS, CHOICE_SIZE, {0}};
    float *weights = ARENA_ARRAY(s->a, float, CHOICE_SIZE);
    int8_t *numbers = ARENA_ARRAY(s->a, int8_t, (size_t)CHOICE_KINDS * CHOICE_SIZE);
    bool ok = weights != NULL && numbers != NULL;
    lessons_tell_hints(o, s->a, told);
    for (unsigned kind = 0; kind < CHOICE_KINDS && ok; kind++) {
        ok = (o->hold != 0 || measure(s, (choice_kind)kind, o->seed, weights, told)) &&
             fit(s, (choice_kind)kind, NO_FOLD, o->seed, weights);
        h.scale[kind] = logit_numbers(weights, CHOICE_SIZE, numbers + (size_t)kind * CHOICE_SIZE);
    }
    return ok ? write_weights(s, &h, numbers, o, e) : fault_memory(e);
}

dateline_status train_choices(const train_options *o, dateline_error *e)
{
    study s = {.a = arena_new(0)};
    dateline_status status = s.a == NULL ? fault_memory(e) : lessons_learn(o, take, finish, &s, e);
    arena_free(s.a);
    return status;
}
