/* An epoch along the oracle's own steps, then along the steps that the net likes best, so that it
 * learns to go on well from its own mistakes (Goldberg and Nivre 2013). */
#include "train/parsing.h"

#include "train/oracle.h"
#include "train/tagging.h"

enum { GUIDED = 1 };

/* A sentence as the net reads it. */
typedef struct {
    oracle gold;
    parse_state state;
} lesson;

/* The heads of a sentence within it, its length for the root; turned round for a net that reads
 * backward. */
static void set_gold(parsing *p, const corpus_sentence *s)
{
    for (uint32_t t = 0; t < s->count; t++) {
        int32_t h = s->tokens[t].head, in = h - (int32_t)s->first;
        uint32_t at = p->backward ? s->count - 1 - t : t;
        p->heads[at] = h < 0 ? (int32_t)s->count : p->backward ? (int32_t)s->count - 1 - in : in;
        p->relations[at] = s->tokens[t].deprel;
    }
}

static bool begin_lesson(parsing *p, const corpus_sentence *s, lesson *l)
{
    word *words = s->words;
    if (p->backward) {
        words = ARENA_ARRAY(p->scratch, word, s->count);
        if (words == NULL) {
            return false;
        }
        parse_reverse(s->words, s->count, words);
    }
    set_gold(p, s);
    l->gold = (oracle){p->relations, p->heads, s->count};
    bool ok = parse_begin(&l->state, words, s->count, p->scratch);
    l->state.guessed = !p->backward;
    return ok;
}

static bool in_lesson(const parsing *p, const corpus_sentence *s)
{
    return p->left_out == UINT32_MAX || s->fold % p->folds != p->left_out;
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

static bool learn_sentence(parsing *p, const corpus_sentence *s, bool guided)
{
    uint32_t keys[SCORE_KEYS];
    float scores[SCORE_OUTPUTS];
    uint8_t wanted[STEPS], allowed[STEPS];
    lesson l;
    if (!begin_lesson(p, s, &l)) {
        return false;
    }
    while (!parse_done(&l.state)) {
        oracle_steps(&l.gold, &l.state, wanted, allowed);
        learner_run(p->learner, keys, parse_features(&l.state, keys), true, scores);
        size_t best = best_of(scores, allowed);
        p->loss += (double)learner_update(p->learner, wanted, allowed);
        p->best += wanted[best];
        p->steps++;
        bool follow = !guided && random_unit(&p->random) < 0.9F;
        parse_step(&l.state, follow ? best : best_of(scores, wanted));
    }
    return true;
}

dateline_status parsing_learn(parsing *p, unsigned epochs, dateline_error *e)
{
    uint32_t *order = ARENA_ARRAY(p->a, uint32_t, p->c.count);
    p->heads = ARENA_ARRAY(p->a, int32_t, p->c.longest + 1);
    p->relations = ARENA_ARRAY(p->a, uint8_t, p->c.longest + 1);
    bool ok = !arena_failed(p->a);
    for (unsigned epoch = 0; epoch < epochs && ok; epoch++) {
        p->loss = 0;
        p->steps = p->best = 0;
        corpus_shuffle(order, p->c.count, &p->random);
        for (size_t i = 0; i < p->c.count && ok; i++) {
            float done = ((float)epoch + (float)i / (float)p->c.count) / (float)epochs;
            arena_mark mark = arena_save(p->scratch);
            learner_rate(p->learner, 1.0F - done * 0.95F);
            ok = !in_lesson(p, &p->c.sentences[order[i]]) ||
                 learn_sentence(p, &p->c.sentences[order[i]], epoch < GUIDED);
            arena_restore(p->scratch, mark);
        }
        train_say(p->o, "parser: epoch %u of %u, loss %.4f, %.2f%% of steps right", epoch + 1,
                  epochs, p->loss / (double)(p->steps + 1),
                  100.0 * (double)p->best / (double)(p->steps + 1));
    }
    return ok ? DATELINE_OK : fault_memory(e);
}

/* ---- parsing with nets in training --------------------------------------------------------- */

static size_t best_step(learner *net, const parse_state *state)
{
    uint32_t keys[SCORE_KEYS];
    float scores[SCORE_OUTPUTS];
    uint8_t allowed[STEPS];
    learner_run(net, keys, parse_features(state, keys), false, scores);
    for (size_t k = 0; k < STEPS; k++) {
        allowed[k] = parse_allowed(state, k);
    }
    return best_of(scores, allowed);
}

bool parsing_guess(learner *net, corpus_sentence *s, arena *scratch)
{
    parse_state state;
    word *reversed = ARENA_ARRAY(scratch, word, s->count);
    if (reversed == NULL || !parse_begin(&state, reversed, s->count, scratch)) {
        return false;
    }
    parse_reverse(s->words, s->count, reversed);
    while (!parse_done(&state)) {
        parse_step(&state, state.depth == 0 ? (size_t)STEP_SHIFT : best_step(net, &state));
    }
    parse_take_guess(state.nodes, s->count, s->words);
    return true;
}
