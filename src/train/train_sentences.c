/* Where sentences end: logistic regression over hashed features of the gaps between tokens, on the
 * raw text of the treebanks (text/split.h).
 *
 * Each gap that may end a sentence is an example; the true ends are the treebanks'.  Plain
 * stochastic gradient descent with a falling rate and a little decay; the weights are rounded to
 * bytes at the end.
 */
#include "text/split.h"
#include "train/conllu.h"
#include "train/corpus.h"
#include "train/learn.h"
#include "train/tagging.h"
#include "train/train.h"

enum { EPOCHS = 8 };
static const float scale = 12.0F; /* of a weight of 1 in bytes */
static const float decay = 2e-6F;

typedef struct {
    uint32_t features[SPLIT_FEATURES];
    uint16_t count;
    bool ends;
} example;

typedef struct {
    arena *a;
    VEC(example) examples;
    uint8_t *begins; /* [bytes of the text] 1 = a sentence begins here */
    bool failed;
} collection;

static bool ask(void *to, const stretch *s, size_t i)
{
    collection *c = to;
    example x = {.ends = c->begins[s->pieces[i].start] != 0};
    x.count = (uint16_t)split_features(s, i, x.features);
    c->failed = !VEC_PUSH(&c->examples, c->a, x) || c->failed;
    return x.ends;
}

static dateline_status collect(collection *c, const char *path, dateline_error *e)
{
    report *gold, *r = report_new(0);
    arena *scratch = arena_new(0);
    dateline_status status =
        r == NULL || scratch == NULL ? fault_memory(e) : conllu_read(path, &gold, e);
    if (status == DATELINE_OK) {
        c->begins = ARENA_ARRAY(c->a, uint8_t, gold->text.length + 1);
        for (size_t i = 0; c->begins != NULL && i < gold->nsentences; i++) {
            c->begins[gold->sentences[i].bytes.start] = 1;
        }
        r->text = gold->text;
        status =
            c->begins == NULL ? fault_memory(e) : split_run(r, scratch, &(split_judge){ask, c}, e);
        report_free(gold);
    }
    arena_free(scratch);
    report_free(r);
    return status == DATELINE_OK && c->failed ? fault_memory(e) : status;
}

static float step(float *w, const example *x, float rate)
{
    float sum = 0.0F;
    for (size_t k = 0; k < x->count; k++) {
        sum += w[x->features[k]];
    }
    float limited = sum > 20.0F ? 20.0F : sum < -20.0F ? -20.0F : sum;
    float p = 1.0F / (1.0F + learner_exponential(-limited));
    float slope = p - (x->ends ? 1.0F : 0.0F);
    for (size_t k = 0; k < x->count; k++) {
        float *v = &w[x->features[k]];
        *v -= rate * (slope + decay * *v * (float)x->count);
    }
    return (sum > 0.0F) == x->ends ? 0.0F : 1.0F;
}

static dateline_status learn(const train_options *o, collection *c, float *w, dateline_error *e)
{
    unsigned epochs = o->epochs != 0 ? o->epochs : EPOCHS;
    uint64_t random = o->seed * 77 + 3;
    uint32_t *order = ARENA_ARRAY(c->a, uint32_t, c->examples.count);
    if (order == NULL) {
        return fault_memory(e);
    }
    for (unsigned epoch = 0; epoch < epochs; epoch++) {
        float wrong = 0.0F;
        corpus_shuffle(order, c->examples.count, &random);
        for (size_t i = 0; i < c->examples.count; i++) {
            float rate = 0.1F * (1.0F - (float)epoch / (float)epochs);
            wrong += step(w, &c->examples.at[order[i]], rate);
        }
        train_say(o, "sentences: epoch %u of %u, %.0f of %zu gaps wrong", epoch + 1, epochs,
                  (double)wrong, c->examples.count);
    }
    return DATELINE_OK;
}

static dateline_status write_weights(const train_options *o, arena *a, const float *w,
                                     dateline_error *e)
{
    int8_t bytes[1 << SPLIT_BITS];
    for (size_t i = 0; i < sizeof bytes; i++) {
        float x = w[i] * scale + (w[i] < 0.0F ? -0.5F : 0.5F);
        bytes[i] = (int8_t)(x > 127.0F ? 127.0F : x < -127.0F ? -127.0F : x);
    }
    view path = arena_printf(a, "%s/sentences.bin", o->out);
    return file_write(path.data, (view){(const char *)bytes, sizeof bytes}, e);
}

dateline_status train_sentences(const train_options *o, dateline_error *e)
{
    static const char *const files[] = {"ud-ewt/train.conllu", "ud-gum/train.conllu"};
    collection c = {.a = arena_new((size_t)4 << 30)};
    float *w = c.a == NULL ? NULL : ARENA_ARRAY(c.a, float, 1 << SPLIT_BITS);
    dateline_status status = w == NULL ? fault_memory(e) : DATELINE_OK;
    for (size_t i = 0; i < 2 && status == DATELINE_OK; i++) {
        view path = arena_printf(c.a, "%s/data/%s", o->shared, files[i]);
        status = collect(&c, path.data, e);
    }
    if (status == DATELINE_OK) {
        status = learn(o, &c, w, e);
    }
    if (status == DATELINE_OK) {
        status = write_weights(o, c.a, w, e);
    }
    arena_free(c.a);
    return status;
}
