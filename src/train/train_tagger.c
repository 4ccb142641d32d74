/* The tagger's file: the vocabulary, the net, and what features and lemmas the treebanks give a
 * word with a tag. */
#include "train/packing.h"
#include "train/tagging.h"
#include "train/vocabulary.h"
#include "train/word_facts.h"

enum { EPOCHS = 8, WORDS_LEAST = 2, TAGS_LEAST = 3 };
enum { GROUPS = 256, GROUP_ROUNDS = 12, GROUPED_LEAST = 4 };
static const size_t training_limit = (size_t)6 << 30;
static const float recased = 0.15F;

train_options train_defaults(void)
{
    return (train_options){
        .shared = "../shared", .out = "models", .models = "models", .lists = "data", .seed = 1};
}

/* The groups of words of all the treebanks' words, whatever is left out: names.bin knows them. */
static dateline_status learn_groups(const train_options *o, const groups_options *go,
                                    const corpus *c, groups *g, arena *a, dateline_error *e)
{
    if (o->without == 0) {
        return groups_learn(go, c, g, a, e);
    }
    corpus all;
    TRY(corpus_treebanks(&all, o->shared, o->hold == 0, 0, e));
    dateline_status status = corpus_recase(&all, recased, o->seed, e);
    if (status == DATELINE_OK) {
        status = groups_learn(go, &all, g, a, e);
    }
    corpus_close(&all);
    return status;
}

static dateline_status write_vocabulary(const train_options *o, const corpus *c, buf *words,
                                        dateline_error *e)
{
    groups g;
    groups_options go = {
        .shared = o->shared, .count = GROUPS, .rounds = GROUP_ROUNDS, .least = GROUPED_LEAST};
    arena *a = arena_new(training_limit);
    if (a == NULL) {
        return fault_memory(e);
    }
    dateline_status status = learn_groups(o, &go, c, &g, a, e);
    if (status == DATELINE_OK) {
        train_say(o, "vocabulary: %zu words in %u groups", g.count, go.count);
        status = vocabulary_write(c, WORDS_LEAST, &g, words, e);
    }
    arena_free(a);
    return status;
}

static dateline_status make(const train_options *o, corpus *c, packing *p, arena *a,
                            dateline_error *e)
{
    vocabulary lex;
    buf words = {0};
    tag_list *tags = ARENA_NEW(a, tag_list);
    if (tags == NULL) {
        return fault_memory(e);
    }
    TRY(corpus_recase(c, recased, o->seed, e));
    TRY(write_vocabulary(o, c, &words, e));
    TRY(vocabulary_open(buf_all(&words), &lex, e));
    TRY(corpus_words(c, &lex, e));
    tag_list_collect(tags, c, TAGS_LEAST);
    tagging t = {.c = c, .tags = tags, .left_out = UINT32_MAX, .folds = 1};
    TRY(tagging_learn(&t, o, o->epochs != 0 ? o->epochs : EPOCHS, a, e));
    packing_begin(p, "vocabulary");
    buf_view(&p->body, buf_all(&words));
    packing_end(p);
    packing_begin(p, "tags");
    buf_view(&p->body, (view){(const char *)tags->pair, tags->count * sizeof(tag_pair)});
    packing_end(p);
    packing_begin(p, "tagnet");
    learner_write(&t.learner, 1, &p->body);
    packing_end(p);
    dateline_status status = word_facts_write(c, tags, p, a, e);
    buf_free(&words);
    return status;
}

dateline_status train_tagger(const train_options *o, dateline_error *e)
{
    arena *a = arena_new(training_limit);
    corpus c = {0};
    packing p = {0};
    if (a == NULL) {
        return fault_memory(e);
    }
    view out = arena_printf(a, "%s/tagger.bin", o->out);
    dateline_status status = corpus_treebanks(&c, o->shared, o->hold == 0, o->without, e);
    if (status == DATELINE_OK) {
        status = make(o, &c, &p, a, e);
    }
    if (status == DATELINE_OK) {
        status = packing_write(&p, out.data, e);
    }
    packing_free(&p);
    corpus_close(&c);
    arena_free(a);
    return status;
}
