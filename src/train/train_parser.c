/* The parser's net: two epochs along the oracle's own steps, then along the steps that the net
 * likes best, so that it learns to go on well from its own mistakes. */
#include "train/oracle.h"
#include "train/packing.h"
#include "train/tagging.h"

enum { EPOCHS = 10, FOLDS = 4, FOLD_EPOCHS = 5, TAGS_LEAST = 3, GUIDED = 1, NETS = 1 };
static const size_t training_limit = (size_t)8 << 30;
static const float recased = 0.15F;

typedef struct {
    const train_options *o;
    corpus c;
    tagger tagger;
    weights tags;
    arena *a, *scratch;
    learner *learner;
    int32_t *heads;
    uint64_t random;
    double loss;
    size_t steps, best;
} parsing;

/* The heads of a sentence within it; the root's is its length. */
static oracle oracle_of(parsing *p, const corpus_sentence *s)
{
    for (size_t t = 0; t < s->count; t++) {
        int32_t h = s->tokens[t].head;
        p->heads[t] = h < 0 ? (int32_t)s->count : h - (int32_t)s->first;
    }
    return (oracle){s->tokens, p->heads, s->count};
}

static size_t best_of(const float *scores, const uint8_t *among)
{
    size_t best = STEPS;
    for (size_t k = 0; k < STEPS; k++) {
        if (among[k] != 0 && (best == STEPS || scores[k] > scores[best])) {
            best = k;
        }
    }
    return best;
}

static bool count_sentence(parsing *p, const corpus_sentence *s)
{
    uint32_t keys[SCORE_KEYS];
    uint8_t wanted[STEPS], allowed[STEPS];
    oracle o = oracle_of(p, s);
    parse_state state;
    if (!parse_begin(&state, s->words, s->count, p->scratch)) {
        return false;
    }
    while (!parse_done(&state)) {
        oracle_steps(&o, &state, wanted, allowed);
        learner_count(p->learner, keys, parse_features(&state, keys));
        size_t step = STEPS - 1;
        while (step > 0 && wanted[step] == 0) {
            step--;
        }
        parse_step(&state, step);
    }
    return true;
}

static bool learn_sentence(parsing *p, const corpus_sentence *s, bool guided)
{
    uint32_t keys[SCORE_KEYS];
    float scores[SCORE_OUTPUTS];
    uint8_t wanted[STEPS], allowed[STEPS];
    oracle o = oracle_of(p, s);
    parse_state state;
    if (!parse_begin(&state, s->words, s->count, p->scratch)) {
        return false;
    }
    while (!parse_done(&state)) {
        oracle_steps(&o, &state, wanted, allowed);
        learner_run(p->learner, keys, parse_features(&state, keys), true, scores);
        size_t best = best_of(scores, allowed);
        p->loss += (double)learner_update(p->learner, wanted, allowed);
        p->best += wanted[best];
        p->steps++;
        bool follow = !guided && random_unit(&p->random) < 0.9F;
        parse_step(&state, follow ? best : best_of(scores, wanted));
    }
    return true;
}

static dateline_status learn(parsing *p, unsigned epochs, dateline_error *e)
{
    uint32_t *order = ARENA_ARRAY(p->a, uint32_t, p->c.count);
    bool ok = order != NULL;
    for (size_t i = 0; i < p->c.count && ok; i++) {
        arena_mark mark = arena_save(p->scratch);
        ok = count_sentence(p, &p->c.sentences[i]);
        arena_restore(p->scratch, mark);
    }
    train_say(p->o, "parser: %zu features", learner_known(p->learner));
    for (unsigned epoch = 0; epoch < epochs && ok; epoch++) {
        p->loss = 0;
        p->steps = p->best = 0;
        corpus_shuffle(order, p->c.count, &p->random);
        for (size_t i = 0; i < p->c.count && ok; i++) {
            float done = ((float)epoch + (float)i / (float)p->c.count) / (float)epochs;
            arena_mark mark = arena_save(p->scratch);
            learner_rate(p->learner, 1.0F - done * 0.95F);
            ok = learn_sentence(p, &p->c.sentences[order[i]], epoch < GUIDED);
            arena_restore(p->scratch, mark);
        }
        train_say(p->o, "parser: epoch %u of %u, loss %.4f, %.2f%% of steps right", epoch + 1,
                  epochs, p->loss / (double)(p->steps + 1),
                  100.0 * (double)p->best / (double)(p->steps + 1));
    }
    return ok ? DATELINE_OK : fault_memory(e);
}

/* Tags each fold with a tagger that did not see it. */
static dateline_status jackknife(parsing *p, const tag_list *tags, dateline_error *e)
{
    unsigned folds = p->o->folds != 0 ? p->o->folds : FOLDS;
    for (unsigned fold = 0; fold < folds; fold++) {
        arena *a = arena_new(training_limit);
        tagging t = {.c = &p->c, .tags = tags, .left_out = fold, .folds = folds};
        dateline_status status =
            a == NULL ? fault_memory(e) : tagging_learn(&t, p->o, FOLD_EPOCHS, a, e);
        for (size_t i = 0; i < p->c.count && status == DATELINE_OK; i++) {
            corpus_sentence *s = &p->c.sentences[i];
            if (s->fold % folds == fold) {
                tagging_tag(&t, s);
                for (size_t k = 0; k < s->count; k++) {
                    s->words[k].jackknifed = s->words[k].tag;
                }
            }
        }
        arena_free(a);
        TRY(status);
    }
    for (size_t i = 0; i < p->c.count; i++) {
        for (size_t k = 0; k < p->c.sentences[i].count; k++) {
            p->c.sentences[i].words[k].tag = p->c.sentences[i].words[k].jackknifed;
        }
    }
    return DATELINE_OK;
}

/* One of the nets that vote; they differ in their seeds. */
static dateline_status make_net(parsing *p, unsigned number, packing *out, dateline_error *e)
{
    const train_options *o = p->o;
    char name[] = "parsenet0";
    learn_options lo = {.width = o->width != 0 ? o->width : 64,
                        .outputs = STEPS,
                        .row_bits = 17,
                        .known_bits = 23,
                        .least = 3,
                        .rate = 0.03F,
                        .dropout = 0.2F,
                        .blank = 0.1F,
                        .seed = o->seed + 100 + number};
    arena *a = arena_new(training_limit);
    dateline_status status = a == NULL ? fault_memory(e) : learner_new(&lo, a, &p->learner, e);
    p->random = lo.seed * 91 + 3;
    if (status == DATELINE_OK) {
        status = learn(p, o->epochs != 0 ? o->epochs : EPOCHS, e);
    }
    if (status == DATELINE_OK) {
        name[sizeof name - 2] = (char)('0' + number);
        packing_begin(out, name);
        learner_write(p->learner, &out->body);
        packing_end(out);
    }
    arena_free(a);
    return status;
}

static dateline_status make(parsing *p, packing *out, dateline_error *e)
{
    const train_options *o = p->o;
    tag_list *tags = ARENA_NEW(p->a, tag_list);
    if (tags == NULL) {
        return fault_memory(e);
    }
    TRY(corpus_recase(&p->c, recased, o->seed, e));
    TRY(corpus_words(&p->c, &p->tagger.words, e));
    tag_list_collect(tags, &p->c, TAGS_LEAST);
    TRY(jackknife(p, tags, e));
    p->heads = ARENA_ARRAY(p->a, int32_t, p->c.longest + 1);
    if (p->heads == NULL) {
        return fault_memory(e);
    }
    for (unsigned i = 0; i < (o->nets != 0 ? o->nets : NETS); i++) {
        TRY(make_net(p, i, out, e));
    }
    return DATELINE_OK;
}

static dateline_status prepare(parsing *p, dateline_error *e)
{
    view ewt = arena_printf(p->a, "%s/data/ud-ewt/train.conllu", p->o->shared);
    view gum = arena_printf(p->a, "%s/data/ud-gum/train.conllu", p->o->shared);
    view tags = arena_printf(p->a, "%s/tagger.bin", p->o->out);
    const char *const paths[] = {ewt.data, gum.data};
    TRY(weights_open(tags.data, &p->tags, e));
    TRY(tagger_open(&p->tags, &p->tagger, e));
    return corpus_open(&p->c, paths, 2, e);
}

dateline_status train_parser(const train_options *o, dateline_error *e)
{
    parsing p = {.o = o,
                 .a = arena_new(training_limit),
                 .scratch = arena_new(0),
                 .random = o->seed * 91 + 3};
    packing out = {0};
    dateline_status status = p.a == NULL || p.scratch == NULL ? fault_memory(e) : prepare(&p, e);
    if (status == DATELINE_OK) {
        status = make(&p, &out, e);
    }
    if (status == DATELINE_OK) {
        view path = arena_printf(p.a, "%s/parser.bin", o->out);
        status = packing_write(&out, path.data, e);
    }
    packing_free(&out);
    weights_close(&p.tags);
    corpus_close(&p.c);
    arena_free(p.scratch);
    arena_free(p.a);
    return status;
}
