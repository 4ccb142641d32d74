/* The parser's file: a net that reads backward, on tags by taggers that did not see the sentence;
 * its guesses for each fold by a net that did not see that; on these, the nets that read forward.
 */
#include "train/packing.h"
#include "train/parsing.h"
#include "train/tagging.h"

enum { EPOCHS = 9, FOLDS = 8, READER_FOLDS = 4, FOLD_EPOCHS = 7, TAGS_LEAST = 3 };
static const size_t training_limit = (size_t)8 << 30;
static const float recased = 0.15F;

/* Tags each fold with a tagger that did not see it. */
static dateline_status jackknife(parsing *p, const tag_list *tags, dateline_error *e)
{
    unsigned folds = p->folds;
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

/* Trains a net in memory of its own; backward or forward as p says. */
static dateline_status train_net(parsing *p, unsigned number, unsigned epochs, arena *a,
                                 learner **out, dateline_error *e)
{
    learn_options lo = {.width = p->o->width != 0 ? p->o->width : 64,
                        .outputs = STEPS,
                        .row_bits = p->backward ? 16 : 17,
                        .known_bits = 0,
                        .least = 1,
                        .rate = 0.03F,
                        .dropout = 0.2F,
                        .blank = 0.15F,
                        .seed = p->o->seed + 100 + number};
    TRY(learner_new(&lo, a, out, e));
    p->learner = *out;
    p->random = (p->o->seed + number) * 91 + 3;
    return parsing_learn(p, epochs, e);
}

static bool guess(parsing *p, learner *net, corpus_sentence *s)
{
    arena_mark mark = arena_save(p->scratch);
    bool ok = parsing_guess(net, s, p->scratch);
    arena_restore(p->scratch, mark);
    return ok;
}

/* Trains on all folds but left_out and, when there is none such, writes the section. */
static dateline_status learn_part(parsing *p, const char *section, packing *out, dateline_error *e)
{
    arena *a = arena_new(training_limit);
    learner *net = NULL;
    bool all = p->left_out == UINT32_MAX, ok = true;
    unsigned epochs = !all ? FOLD_EPOCHS : p->o->epochs != 0 ? p->o->epochs : EPOCHS;
    dateline_status status = a == NULL
                                 ? fault_memory(e)
                                 : train_net(p, p->backward ? p->left_out : 0, epochs, a, &net, e);
    for (size_t i = 0; i < p->c.count && status == DATELINE_OK && ok && !all; i++) {
        corpus_sentence *s = &p->c.sentences[i];
        ok = s->fold % p->folds != p->left_out || guess(p, net, s);
    }
    if (status == DATELINE_OK && all) {
        packing_begin(out, section);
        learner_write(&net, 1, &out->body);
        packing_end(out);
    }
    arena_free(a);
    return ok ? status : fault_memory(e);
}

static dateline_status learn_both(parsing *p, packing *out, dateline_error *e)
{
    p->backward = true;
    for (p->left_out = 0; p->left_out < p->folds; p->left_out++) {
        TRY(learn_part(p, "", out, e));
    }
    p->left_out = UINT32_MAX;
    TRY(learn_part(p, "guessnet", out, e));
    p->backward = false;
    return learn_part(p, "parsenet", out, e);
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
    p->folds = o->folds != 0 ? o->folds : o->without != 0 ? READER_FOLDS : FOLDS;
    tag_list_collect(tags, &p->c, TAGS_LEAST);
    TRY(jackknife(p, tags, e));
    return learn_both(p, out, e);
}

static dateline_status prepare(parsing *p, dateline_error *e)
{
    view tags = arena_printf(p->a, "%s/tagger.bin", p->o->out);
    TRY(weights_open(tags.data, &p->tags, e));
    TRY(tagger_open(&p->tags, &p->tagger, e));
    return corpus_treebanks(&p->c, p->o->shared, p->o->hold == 0, p->o->without, e);
}

dateline_status train_parser(const train_options *o, dateline_error *e)
{
    parsing p = {.o = o, .a = arena_new(training_limit), .scratch = arena_new(0)};
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
