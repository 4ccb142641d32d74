/* train/judge.c - candidates labelled for the judge of acts.
 *
 * A candidate is an event when a gold event of its type shares its actor and stands in its
 * sentence, or agrees in both parties and its word wherever it stands.  Folds are cut by report, so
 * that the figures and the threshold are of reports that the weights have not seen.
 */
#include "train/lessons.h"

/* Of a candidate that agrees with an event told elsewhere: not learnt from. */
#define ELSEWHERE 0.3F
/* Of what is not measured on, beside a real report's 1: chosen on the held-out loss. */
#define WRITTEN_WEIGHT 0.3F
/* An act is kept when it is at least so likely an event: best for whole records on held-out folds
 * (docs/SCORES.md). */
#define THRESHOLD 0.55F
/* Of a line of the lexicon. */
#define EXAMPLE_WEIGHT 0.5F

typedef struct {
    arena *a;
    logit_list examples;
    size_t reports, real; /* gold reports, and candidates of them */
} trainer;

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
        bool here = lesson_inside(r, a, g);
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

/* Whether the act can be learnt from; fills what it is. */
static bool label(const lesson *from, const act *a, logit_example *x)
{
    if (from->gold == NULL) {
        x->yes = from->example->must;
        x->weight = EXAMPLE_WEIGHT;
        return a->type == from->example->type;
    }
    float y = agreement(from->r, from->gold, a);
    x->yes = y > 0.5F;
    x->weight = (y > 0 ? y : 1) * (from->fold > LOGIT_FOLDS ? WRITTEN_WEIGHT : 1.0F);
    return y != ELSEWHERE;
}

static dateline_status take(void *to, const lesson *from, dateline_error *e)
{
    trainer *t = to;
    for (size_t i = 0; i < from->work->proposals.count; i++) {
        const proposal *p = &from->work->proposals.at[i];
        logit_example x = {.n = p->nfeatures, .fold = from->fold};
        if ((p->why_not != NULL && !p->soft) || !label(from, &p->a, &x)) {
            continue;
        }
        uint32_t *features = ARENA_ARRAY(t->a, uint32_t, p->nfeatures);
        if (features == NULL) {
            return fault_memory(e);
        }
        memcpy(features, p->features, p->nfeatures * sizeof *features);
        x.features = features;
        if (!VEC_PUSH(&t->examples, t->a, x)) {
            return fault_memory(e);
        }
        t->real += logit_measured(&x);
    }
    t->reports += from->fold < LOGIT_FOLDS;
    return DATELINE_OK;
}

/* What each threshold would keep of the held-out candidates. */
static void tell_thresholds(const trainer *t, const judge_header *h, buf *told)
{
    for (unsigned step = 6; step < 18; step++) {
        float threshold = (float)step / 20.0F;
        double right = 0;
        double wrong = 0;
        double all = 0;
        for (size_t i = 0; i < t->examples.count; i++) {
            const logit_example *x = &t->examples.at[i];
            bool kept = logit_measured(x) && logit_probability(h, x) >= threshold;
            right += kept && x->yes;
            wrong += kept && !x->yes;
            all += logit_measured(x) && x->yes;
        }
        buf_printf(told, "threshold %.2f  kept right %.0f wrong %.0f of %.0f events\n",
                   (double)threshold, right, wrong, all);
    }
}

static dateline_status finish(void *to, const train_options *o, buf *told, dateline_error *e)
{
    trainer *t = to;
    const logit_options how = {
        .size = JUDGE_SIZE, .epochs = 6, .fits = 8, .rate = 0.04F, .decay = 2e-3F, .seed = o->seed};
    judge_header h;
    lessons_tell_hints(o, t->a, told);
    buf_printf(told, "%zu reports, %zu candidates\n", t->reports, t->real);
    buf_printf(told, "%zu with our reports and the lexicon's examples\n", t->examples.count);
    TRY(logit_cross(&how, &t->examples, t->a, &h, e));
    h.threshold = THRESHOLD;
    buf_printf(told, "held-out loss %.4f\n", logit_loss(&t->examples, &h));
    tell_thresholds(t, &h, told);
    logit_reliability(&t->examples, &h, told);
    const view path = arena_printf(t->a, "%s/judge.bin", o->out);
    return logit_write(&how, &t->examples, &h, path.data, t->a, e);
}

dateline_status train_judge(const train_options *o, dateline_error *e)
{
    trainer t = {.a = arena_new(0)};
    dateline_status status = t.a == NULL ? fault_memory(e) : lessons_learn(o, take, finish, &t, e);
    arena_free(t.a);
    return status;
}
