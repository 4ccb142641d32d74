/* Each word is tagged after the tags that the net itself gave the words before it, from the first
 * epoch on, so that training sees what inference will. */
#include "train/tagging.h"

#include <stdarg.h>
#include <stdio.h>

void train_say(const train_options *o, const char *format, ...)
{
    char line[256];
    va_list args;
    if (o->say == NULL) {
        return;
    }
    va_start(args, format);
    (void)vsnprintf(line, sizeof line, format, args);
    va_end(args);
    o->say(o->to, line);
}

void tag_list_collect(tag_list *list, const corpus *c, size_t least)
{
    size_t seen[UPOS_COUNT][XPOS_COUNT] = {0};
    for (size_t i = 0; i < c->gold; i++) {
        for (size_t t = 0; t < c->sentences[i].count; t++) {
            seen[c->sentences[i].tokens[t].upos][c->sentences[i].tokens[t].xpos]++;
        }
    }
    list->count = 0;
    for (size_t u = 0; u < UPOS_COUNT; u++) {
        for (size_t x = 0; x < XPOS_COUNT; x++) {
            list->of[u][x] = TAG_NONE;
            if (seen[u][x] >= least && list->count < TAGS_MOST) {
                list->of[u][x] = (uint8_t)list->count;
                list->pair[list->count++] = (tag_pair){(uint8_t)u, (uint8_t)x};
            }
        }
    }
}

uint8_t tag_number(const tag_list *list, const token *t)
{
    return list->of[t->upos][t->xpos];
}

static bool in_lesson(const tagging *t, const corpus_sentence *s)
{
    return t->left_out == UINT32_MAX || s->fold % t->folds != t->left_out;
}

/* Gold tags first, to count the features; they are then given anew. */
static void count_features(tagging *t)
{
    uint32_t keys[SCORE_KEYS];
    for (size_t i = 0; i < t->c->count; i++) {
        const corpus_sentence *s = &t->c->sentences[i];
        for (size_t k = 0; k < s->count; k++) {
            s->words[k].tag = tag_number(t->tags, &s->tokens[k]);
        }
        for (size_t k = 0; k < s->count && in_lesson(t, s); k++) {
            learner_count(t->learner, keys, tagger_features(s->words, s->count, k, s->how, keys));
        }
    }
}

static size_t best_of(const float *scores, size_t count)
{
    size_t best = 0;
    for (size_t k = 1; k < count; k++) {
        best = scores[k] > scores[best] ? k : best;
    }
    return best;
}

static size_t learn_sentence(tagging *t, const corpus_sentence *s)
{
    uint32_t keys[SCORE_KEYS];
    float scores[SCORE_OUTPUTS];
    uint8_t wanted[SCORE_OUTPUTS] = {0};
    size_t right = 0;
    for (size_t k = 0; k < s->count; k++) {
        uint8_t gold = tag_number(t->tags, &s->tokens[k]);
        size_t n = tagger_features(s->words, s->count, k, s->how, keys);
        learner_run(t->learner, keys, n, true, scores);
        s->words[k].tag = (uint8_t)best_of(scores, t->tags->count);
        right += s->words[k].tag == gold;
        if (gold != TAG_NONE) {
            wanted[gold] = 1;
            (void)learner_update(t->learner, wanted, NULL);
            wanted[gold] = 0;
        }
    }
    return right;
}

static void learn_epoch(tagging *t, const train_options *o, unsigned epoch, unsigned epochs)
{
    size_t right = 0, all = 0;
    corpus_shuffle(t->order, t->c->count, &t->random);
    for (size_t i = 0; i < t->c->count; i++) {
        const corpus_sentence *s = &t->c->sentences[t->order[i]];
        float done = ((float)epoch + (float)i / (float)t->c->count) / (float)epochs;
        if (in_lesson(t, s)) {
            learner_rate(t->learner, 1.0F - done * 0.95F);
            right += learn_sentence(t, s);
            all += s->count;
        }
    }
    train_say(o, "tagger: epoch %u of %u, %.2f%% right in training", epoch + 1, epochs,
              100.0 * (double)right / (double)(all + (all == 0)));
}

dateline_status tagging_learn(tagging *t, const train_options *o, unsigned epochs, arena *a,
                              dateline_error *e)
{
    learn_options lo = {.width = o->width != 0 ? o->width : 64,
                        .outputs = (uint32_t)t->tags->count,
                        .row_bits = 16,
                        .known_bits = 22,
                        .least = 2,
                        .rate = 0.03F,
                        .dropout = 0.2F,
                        .blank = 0.25F,
                        .seed = o->seed + t->left_out};
    TRY(learner_new(&lo, a, &t->learner, e));
    t->order = ARENA_ARRAY(a, uint32_t, t->c->count);
    if (t->order == NULL) {
        return fault_memory(e);
    }
    t->random = o->seed * 31 + 7;
    count_features(t);
    train_say(o, "tagger: %zu features", learner_known(t->learner));
    for (unsigned i = 0; i < epochs; i++) {
        learn_epoch(t, o, i, epochs);
    }
    return DATELINE_OK;
}

void tagging_tag(tagging *t, corpus_sentence *s)
{
    uint32_t keys[SCORE_KEYS];
    float scores[SCORE_OUTPUTS];
    for (size_t k = 0; k < s->count; k++) {
        size_t n = tagger_features(s->words, s->count, k, s->how, keys);
        learner_run(t->learner, keys, n, false, scores);
        s->words[k].tag = (uint8_t)best_of(scores, t->tags->count);
    }
}
