/* train/said.c - sources labelled for the judge of whose word an act stands on.
 *
 * Learnt from the candidate acts that a gold event of the type tells in the same sentence: a source
 * of the report is the act's when gold names it there, by a shared word (as gold/score.py has it).
 */
#include <stdio.h>

#include "train/lessons.h"

/* Of our own reports, beside a real one's 1. */
#define WRITTEN_WEIGHT 1.0F

/* A source as likely as this is named. */
#define THRESHOLD 0.35F

/* Where measured acts stand whose parties are right: what score.py counts. */
typedef enum { ORIGIN_GOLD, ORIGIN_OTHER, ORIGINS, ORIGIN_UNMEASURED = ORIGINS } origin;

typedef struct {
    double acts, gold;             /* acts, and the sources that gold names for them */
    double rule_right, rule_wrong; /* of the statement around the act alone */
} measure;

typedef struct {
    arena *a;
    logit_list examples;
    VEC(origin) origins; /* of the examples */
    measure of[ORIGINS];
} trainer;

static bool is_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c < 0;
}

/* The next word of a name that counts. */
static bool next_word(view *rest, view *word)
{
    static const char *const stop[] = {"the",    "of", "a",   "an", "and", "news",
                                       "agency", "mr", "mrs", "ms", "s"};
    while (rest->length > 0) {
        size_t from = 0;
        while (from < rest->length && !is_letter(rest->data[from])) {
            from++;
        }
        size_t to = from;
        while (to < rest->length && is_letter(rest->data[to])) {
            to++;
        }
        *word = view_cut(*rest, from, to);
        *rest = view_cut(*rest, to, rest->length);
        bool counts = word->length > 0;
        for (size_t i = 0; i < sizeof stop / sizeof *stop && counts; i++) {
            counts = !view_equal_nocase(*word, view_of(stop[i]));
        }
        if (counts) {
            return true;
        }
    }
    return false;
}

static bool share_word(view a, view b)
{
    view x, y;
    while (next_word(&a, &x)) {
        view rest = b;
        while (next_word(&rest, &y)) {
            if (view_equal_nocase(x, y)) {
                return true;
            }
        }
    }
    return false;
}

static bool named(const gold_event *g, view name)
{
    for (size_t i = 0; i < g->nsaid_by; i++) {
        if (share_word(g->said_by[i], name)) {
            return true;
        }
    }
    return false;
}

static origin origin_of(const lesson *from, const gold_event *g, const act *a)
{
    if (from->fold >= LOGIT_FOLDS || gold_level(g, a) < 3) {
        return ORIGIN_UNMEASURED;
    }
    return from->gold->bytes == 0 ? ORIGIN_GOLD : ORIGIN_OTHER;
}

static dateline_status take_act(trainer *t, const lesson *from, const said_index *index,
                                const proposal *p, dateline_error *e)
{
    const gold_event *g = lesson_event(from, &p->a);
    said_list all = {0};
    if (g == NULL) {
        return DATELINE_OK;
    }
    if (!code_said(index, &p->a, from->scratch, &all)) {
        return fault_memory(e);
    }
    const origin where = origin_of(from, g, &p->a);
    measure unmeasured = {0};
    measure *m = where == ORIGIN_UNMEASURED ? &unmeasured : &t->of[where];
    m->gold += (double)g->nsaid_by;
    m->acts++;
    for (size_t i = 0; i < all.count; i++) {
        const said_candidate *c = &all.at[i];
        logit_example x = {.n = c->nfeatures, .fold = from->fold, .yes = named(g, c->who.name)};
        x.weight = from->fold < LOGIT_FOLDS ? 1.0F : WRITTEN_WEIGHT;
        const bool rule = c->place >= 0 && !c->is_actor;
        m->rule_right += rule && x.yes;
        m->rule_wrong += rule && !x.yes;
        uint32_t *features = ARENA_ARRAY(t->a, uint32_t, c->nfeatures);
        if (features == NULL) {
            return fault_memory(e);
        }
        memcpy(features, c->features, c->nfeatures * sizeof *features);
        x.features = features;
        if (!VEC_PUSH(&t->examples, t->a, x) || !VEC_PUSH(&t->origins, t->a, where)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

static dateline_status take(void *to, const lesson *from, dateline_error *e)
{
    const said_index *index = code_said_index(from->r, from->scratch);
    if (index == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < from->work->proposals.count; i++) {
        TRY(take_act(to, from, index, &from->work->proposals.at[i], e));
    }
    return DATELINE_OK;
}

static void tell_score(const measure *m, const char *name, double right, double wrong, buf *told)
{
    const double p = right / (right + wrong + 1e-9), r = right / (m->gold + 1e-9);
    buf_printf(told, "  %s  precision %.1f recall %.1f f1 %.1f\n", name, 100 * p, 100 * r,
               200 * p * r / (p + r + 1e-9));
}

static void tell_thresholds(const trainer *t, origin where, const judge_header *h, buf *told)
{
    const measure *m = &t->of[where];
    buf_printf(told, "%s: %.0f acts, %.0f sources\n",
               where == ORIGIN_GOLD ? "gold/train" : "other reports", m->acts, m->gold);
    tell_score(m, "by the statement around the act", m->rule_right, m->rule_wrong, told);
    for (unsigned step = 5; step < 14; step++) {
        const float threshold = (float)step / 20.0F;
        double right = 0, wrong = 0;
        for (size_t i = 0; i < t->examples.count; i++) {
            const logit_example *x = &t->examples.at[i];
            const bool kept = t->origins.at[i] == where && logit_probability(h, x) >= threshold;
            right += kept && x->yes;
            wrong += kept && !x->yes;
        }
        char name[32];
        snprintf(name, sizeof name, "threshold %.2f", (double)threshold);
        tell_score(m, name, right, wrong, told);
    }
}

static dateline_status finish(void *to, const train_options *o, buf *told, dateline_error *e)
{
    trainer *t = to;
    const logit_options how = {
        .size = SAID_SIZE, .epochs = 30, .fits = 8, .rate = 0.1F, .prior = 50.0F, .seed = o->seed};
    judge_header h;
    lessons_tell_hints(o, t->a, told);
    TRY(logit_cross(&how, &t->examples, t->a, &h, e));
    h.threshold = THRESHOLD;
    buf_printf(told, "held-out loss %.4f\n", logit_loss(&t->examples, &h));
    tell_thresholds(t, ORIGIN_GOLD, &h, told);
    tell_thresholds(t, ORIGIN_OTHER, &h, told);
    logit_reliability(&t->examples, &h, told);
    const view path = arena_printf(t->a, "%s/said.bin", o->out);
    return logit_write(&how, &t->examples, &h, path.data, t->a, e);
}

dateline_status train_said(const train_options *o, dateline_error *e)
{
    trainer t = {.a = arena_new(0)};
    dateline_status status = t.a == NULL ? fault_memory(e) : lessons_learn(o, take, finish, &t, e);
    arena_free(t.a);
    return status;
}
