/* The tagger's file: the vocabulary, the net, and what features and lemmas the treebanks give a
 * word with a tag. */
#include <math.h>

#include "train/packing.h"
#include "train/tagging.h"
#include "train/vocabulary.h"

enum { EPOCHS = 10, WORDS_LEAST = 2, TAGS_LEAST = 3 };
enum { GROUPS = 256, GROUP_ROUNDS = 12, GROUPED_LEAST = 4 };
static const size_t training_limit = (size_t)6 << 30;
static const float recased = 0.15F;

train_options train_defaults(void)
{
    return (train_options){
        .shared = "../shared", .out = "models", .models = "models", .lists = "data", .seed = 1};
}

/* How the lemma comes of the form; false when no rule can say it. */
static bool rule_of(view form, view lemma, lemma_rule *rule)
{
    bool keep = lemma.length > 0 && form.length > 0 && form.data[0] == lemma.data[0] &&
                ascii_upper(lemma.data[0]);
    size_t same = 0;
    while (same < form.length && same < lemma.length &&
           (keep ? form.data[same] : ascii_lower(form.data[same])) == lemma.data[same]) {
        same++;
    }
    size_t add = lemma.length - same;
    if (add > LEMMA_ADD || form.length - same > 255) {
        return false;
    }
    *rule = (lemma_rule){
        .strip = (uint8_t)(form.length - same), .keep_case = keep, .length = (uint8_t)add};
    memcpy(rule->add, lemma.data + same, add);
    return true;
}

/* Numbers for things told apart by their bytes. */
typedef struct {
    map known;
    buf bytes; /* the things one after the other */
    size_t size, count;
} numbering;

static uint32_t number_of(numbering *n, arena *a, const void *thing)
{
    view key = {thing, n->size};
    uint32_t *number = map_get(&n->known, key);
    if (number != NULL) {
        return *number;
    }
    view copy = arena_copy(a, key);
    buf_view(&n->bytes, key);
    (void)map_put(&n->known, a, copy, (uint32_t)n->count);
    return (uint32_t)n->count++;
}

typedef struct {
    numbering rules, shapes;
    tally_vec lemmas, feats;
} word_facts;

static bool note(word_facts *f, arena *a, const word *w, uint8_t tag, const token *t)
{
    uint32_t keys[TAG_KEYS];
    lemma_rule rule;
    bool ok = true, has_rule = rule_of(t->form, t->lemma, &rule);
    uint32_t shape = number_of(&f->shapes, a, &t->feats);
    uint32_t number = has_rule ? number_of(&f->rules, a, &rule) : 0;
    tag_keys(w, tag, keys);
    for (size_t k = 0; k < TAG_KEYS; k++) {
        ok = ok && VEC_PUSH(&f->feats, a, ((tally){keys[k], shape}));
        if (has_rule) {
            ok = ok && VEC_PUSH(&f->lemmas, a, ((tally){keys[k], number}));
        }
    }
    return ok;
}

static dateline_status write_facts(const corpus *c, const tag_list *tags, packing *p, arena *a,
                                   dateline_error *e)
{
    word_facts f = {.rules = {.size = sizeof(lemma_rule)}, .shapes = {.size = sizeof(feats)}};
    for (size_t i = 0; i < c->gold; i++) {
        const corpus_sentence *s = &c->sentences[i];
        for (size_t t = 0; t < s->count; t++) {
            if (!note(&f, a, &s->words[t], tag_number(tags, &s->tokens[t]), &s->tokens[t])) {
                return fault_memory(e);
            }
        }
    }
    packing_begin(p, "rules");
    buf_view(&p->body, buf_all(&f.rules.bytes));
    packing_end(p);
    packing_begin(p, "shapes");
    buf_view(&p->body, buf_all(&f.shapes.bytes));
    packing_end(p);
    packing_begin(p, "lemmas");
    TRY(table_write(&f.lemmas, 1, a, &p->body, e));
    packing_end(p);
    packing_begin(p, "feats");
    TRY(table_write(&f.feats, 1, a, &p->body, e));
    packing_end(p);
    buf_free(&f.rules.bytes);
    buf_free(&f.shapes.bytes);
    return DATELINE_OK;
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
    dateline_status status = groups_learn(&go, c, &g, a, e);
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
    learner_write(t.learner, &p->body);
    packing_end(p);
    dateline_status status = write_facts(c, tags, p, a, e);
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
    view ewt = arena_printf(a, "%s/data/ud-ewt/train.conllu", o->shared);
    view gum = arena_printf(a, "%s/data/ud-gum/train.conllu", o->shared);
    view out = arena_printf(a, "%s/tagger.bin", o->out);
    const char *const paths[] = {ewt.data, gum.data};
    dateline_status status = corpus_open(&c, paths, 2, e);
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
