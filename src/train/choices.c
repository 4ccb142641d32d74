/* train/choices.c - conditional logits over the options of each choice.
 *
 * Options are right when they are the value of the gold event that the act tells; a choice without
 * a right option, or with right ones only, teaches nothing but counts in the figures.
 *
 * Each trait is fitted with a weight of its own, then those that won a slot are fitted again.
 */
#include <math.h>

#include "train/lessons.h"
#include "train/slots.h"

#define NO_FOLD UINT32_MAX /* held out: learn from all */
#define EPOCHS 16
#define FITS 2
#define DECAY 1e-2F
#define WRITTEN_WEIGHT 0.3F
#define GOLD_WEIGHT 4.0F /* for the country of an act told without a place, a matter of habit */
#define ELSEWHERE 0.5F   /* of a status, where the act's word is none of the event's */
/* What an option is worth ... */
#define OTHER_SECTOR 0.9F /* of the right code and another sector */
#define STRANGER 0.5F     /* with somebody of another country besides */

typedef struct {
    uint32_t *traits; /* of all options, one after the other */
    uint32_t *ends;   /* [count] where each option's traits end */
    float *right;     /* what the option is worth: 0 = wrong, 1 = right */
    uint32_t count;
    uint32_t fold;
    uint32_t report; /* from 1 */
    float weight;
    uint32_t rule; /* the rule's option; = count, none */
    choice_kind kind;
} sample;

typedef VEC(sample) sample_list;

/* Weights of one kind, as the program will read them. */
typedef struct {
    float *weights;  /* [SLOTS_PLACES_MOST] */
    bool *has;       /* [SLOTS_PLACES_MOST] the trait has a slot */
    uint32_t *often; /* [SLOTS_PLACES_MOST] reports that it is seen in */
    uint32_t *last;  /* [SLOTS_PLACES_MOST] the last of them */
    float steps[CHOICE_STEPS];
} fitted;

typedef struct {
    arena *a;
    const lesson *at;
    sample_list samples[CHOICE_KINDS];
    uint32_t nreports;
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

/* How far to trust that the event is the one that the act tells, and that its facts are gold's. */
static float weight_of(choice_kind kind, const lesson *from, const gold_event *g, const act *a)
{
    bool real = from->fold <= LOGIT_FOLDS;
    bool afar = from->gold->bytes > 0;
    float weight = kind == CHOICE_STATUS && !lesson_at_word(from->r, a, g) ? ELSEWHERE : 1.0F;
    return !real                             ? weight * WRITTEN_WEIGHT
           : kind == CHOICE_COUNTRY && !afar ? weight * GOLD_WEIGHT
                                             : weight;
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
                .report = s->nreports,
                .rule = c->count,
                .kind = c->kind,
                .weight = weight_of(c->kind, s->at, g, a)};
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
    s->nreports++;
    code_means means = {.know = from->know, .watch = watch, .watcher = s};
    keep_gold(from);
    TRY(code_keep(from->work, from->r, e));
    TRY(code_decide(&means, from->work, from->r, e));
    return s->failed ? fault_memory(e) : DATELINE_OK;
}

static float score_of(const float *weights, const sample *x, uint32_t option)
{
    const unsigned bits = choice_part_of(x->kind).bits;
    float sum = 0;
    for (uint32_t k = option == 0 ? 0 : x->ends[option - 1]; k < x->ends[option]; k++) {
        sum += weights[slots_place(x->traits[k], bits)];
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
static void step(float *weights, float *squares, const bool *has, const sample *x)
{
    float p[CHOICE_OPTIONS];
    float rate = rate_of(x->kind);
    const unsigned bits = choice_part_of(x->kind).bits;
    float right = chances(weights, x, p);
    if (right <= 0 || right >= 1) {
        return;
    }
    for (uint32_t i = 0; i < x->count; i++) {
        float wanted = x->right[i] * p[i] / right;
        float gradient = (p[i] - wanted) * x->weight;
        for (uint32_t k = i == 0 ? 0 : x->ends[i - 1]; k < x->ends[i]; k++) {
            uint32_t f = slots_place(x->traits[k], bits);
            if (has[f]) {
                float g = gradient + DECAY * weights[f];
                squares[f] += g * g;
                weights[f] -= rate * g / (1.0F + sqrtf(squares[f]));
            }
        }
    }
}

/* The mean of several fits of the traits with a slot, on all folds but `held`. */
static bool climb(study *s, choice_kind kind, uint32_t held, uint64_t seed, fitted *to)
{
    const sample_list *list = &s->samples[kind];
    const uint32_t places = slots_places(choice_part_of(kind).bits);
    float *mean = to->weights;
    arena *a = s->a;
    arena_mark mark = arena_save(a);
    float *weights = ARENA_ARRAY(a, float, places);
    float *squares = ARENA_ARRAY(a, float, places);
    uint32_t *order = ARENA_ARRAY(a, uint32_t, list->count);
    if (weights == NULL || squares == NULL || order == NULL) {
        return false;
    }
    memset(mean, 0, places * sizeof *mean);
    uint64_t state = seed * 2654435761U + 88172645463325252U;
    for (unsigned round = 0; round < FITS; round++) {
        memset(weights, 0, places * sizeof *weights);
        memset(squares, 0, places * sizeof *squares);
        for (size_t i = 0; i < list->count; i++) {
            order[i] = (uint32_t)i;
        }
        for (unsigned epoch = 0; epoch < EPOCHS; epoch++) {
            logit_shuffle(order, list->count, &state);
            for (size_t i = 0; i < list->count; i++) {
                const sample *x = &list->at[order[i]];
                if (x->fold != held) {
                    step(weights, squares, to->has, x);
                }
            }
        }
        for (uint32_t f = 0; f < places; f++) {
            mean[f] += weights[f] / FITS;
        }
    }
    arena_restore(a, mark);
    return true;
}

static void count_reports(const sample_list *list, unsigned bits, uint32_t held, fitted *to)
{
    const uint32_t places = slots_places(bits);
    memset(to->often, 0, places * sizeof *to->often);
    memset(to->last, 0, places * sizeof *to->last);
    for (size_t i = 0; i < list->count; i++) {
        const sample *x = &list->at[i];
        for (uint32_t k = 0; x->fold != held && x->count > 0 && k < x->ends[x->count - 1]; k++) {
            const uint32_t f = slots_place(x->traits[k], bits);
            to->often[f] += to->last[f] != x->report;
            to->last[f] = x->report;
        }
    }
}

static bool fit(study *s, choice_kind kind, uint32_t held, uint64_t seed, fitted *to)
{
    const unsigned bits = choice_part_of(kind).bits;
    count_reports(&s->samples[kind], bits, held, to);
    memset(to->has, 1, slots_places(bits) * sizeof *to->has);
    if (!climb(s, kind, held, seed, to)) {
        return false;
    }
    slots_choose(bits, to->weights, to->often, to->has);
    if (!climb(s, kind, held, seed, to)) {
        return false;
    }
    slots_round(bits, to->weights, to->often, to->has, to->steps);
    return true;
}

static const char *const kind_names[CHOICE_KINDS] = {"recipient", "status", "date", "mode",
                                                     "country"};

/* On the folds left out: the rule, the fit, and the best that the options allow. */
static bool measure(study *s, choice_kind kind, uint64_t seed, fitted *to, buf *told)
{
    const sample_list *list = &s->samples[kind];
    unsigned n = 0;
    unsigned rule = 0;
    unsigned fitted = 0;
    unsigned best = 0;
    double surprise = 0;
    for (uint32_t fold = 0; fold < LOGIT_FOLDS; fold++) {
        if (!fit(s, kind, fold, seed + fold, to)) {
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
            surprise -= any ? log((double)chances(to->weights, x, p) + 1e-4) : 0;
            best += any;
            rule += x->rule < x->count && x->right[x->rule] > 0;
            fitted += x->right[best_of(to->weights, x)] > 0;
        }
    }
    double all = n > 0 ? n / 100.0 : 1;
    buf_printf(
        told, "choice of %-10s %4u held out  rule %.1f  learnt %.1f  best option %.1f  nats %.3f\n",
        kind_names[kind], n, rule / all, fitted / all, best / all, best > 0 ? surprise / best : 0);
    return true;
}

static dateline_status write_weights(const study *s, const choice_header *h, const uint8_t *slots,
                                     const train_options *o, dateline_error *e)
{
    buf out = {0};
    buf_view(&out, (view){(const char *)h, sizeof *h});
    buf_view(&out, (view){(const char *)slots, CHOICE_SLOTS});
    view path = arena_printf(s->a, "%s/choices.bin", o->out);
    dateline_status status = out.failed ? fault_memory(e) : file_write(path.data, buf_all(&out), e);
    buf_free(&out);
    return status;
}

static dateline_status finish(void *to, const train_options *o, buf *told, dateline_error *e)
{
    study *s = to;
    choice_header h = {CHOICE_MAGIC, CHOICE_VERSION, CHOICE_KINDS, CHOICE_SLOTS, {{0}}};
    fitted f = {.weights = ARENA_ARRAY(s->a, float, SLOTS_PLACES_MOST),
                .has = ARENA_ARRAY(s->a, bool, SLOTS_PLACES_MOST),
                .often = ARENA_ARRAY(s->a, uint32_t, SLOTS_PLACES_MOST),
                .last = ARENA_ARRAY(s->a, uint32_t, SLOTS_PLACES_MOST)};
    uint8_t *slots = ARENA_ARRAY(s->a, uint8_t, CHOICE_SLOTS);
    bool ok =
        f.weights != NULL && f.has != NULL && f.often != NULL && f.last != NULL && slots != NULL;
    lessons_tell_hints(o, s->a, told);
    for (unsigned kind = 0; kind < CHOICE_KINDS && ok; kind++) {
        ok = (o->hold != 0 || measure(s, (choice_kind)kind, o->seed, &f, told)) &&
             fit(s, (choice_kind)kind, NO_FOLD, o->seed, &f);
        memcpy(h.steps[kind], f.steps, sizeof f.steps);
        if (ok) {
            const choice_part part = choice_part_of((choice_kind)kind);
            slots_write(part.bits, f.weights, f.has, f.steps, slots + part.first);
        }
    }
    return ok ? write_weights(s, &h, slots, o, e) : fault_memory(e);
}

dateline_status train_choices(const train_options *o, dateline_error *e)
{
    study s = {.a = arena_new(0)};
    dateline_status status = s.a == NULL ? fault_memory(e) : lessons_learn(o, take, finish, &s, e);
    arena_free(s.a);
    return status;
}
