/* Each sentence is run through the net, the sums over all paths are made forwards and backwards
 * with probabilities scaled at each word, and the slope of the loss goes back into the net and into
 * the table of passages from label to label. */
#include "train/names_field.h"

#include <math.h>

enum { L = LABEL_COUNT };
static const float moves_rate = 0.05F;
static const float veiled_share = 0.5F;
static const float least_share = 1e-9F; /* of a word's probability; less is not followed */

dateline_status names_field_new(names_field *f, size_t longest, uint64_t seed, arena *a,
                                dateline_error *e)
{
    learn_options lo = {.width = 32,
                        .outputs = L,
                        .row_bits = 16,
                        .known_bits = 22,
                        .least = 3,
                        .rate = 0.03F,
                        .dropout = 0.3F,
                        .blank = 0.2F,
                        .seed = seed};
    TRY(learner_new(&lo, a, &f->learner, e));
    f->moves = ARENA_ARRAY(a, float, (size_t)L *L);
    f->moves_sum = ARENA_ARRAY(a, float, (size_t)L *L);
    f->decisions = ARENA_ARRAY(a, learner_decision, longest);
    f->emit = ARENA_ARRAY(a, float, longest *L);
    f->alpha = ARENA_ARRAY(a, float, longest *L);
    f->beta = ARENA_ARRAY(a, float, longest *L);
    f->slope = ARENA_ARRAY(a, float, longest *L);
    f->veiled = ARENA_ARRAY(a, name_word, longest);
    f->skipped = ARENA_ARRAY(a, bool, longest);
    f->random = seed * 0x9E3779B97F4A7C15U + 9;
    return arena_failed(a) ? fault_memory(e) : DATELINE_OK;
}

void names_field_count(names_field *f, const lesson *l)
{
    uint32_t keys[SCORE_KEYS];
    for (size_t k = 0; k < l->count; k++) {
        if (!names_skip(l->words, l->count, k, l->how)) {
            size_t n = names_features(l->words, l->count, k, l->how, keys);
            learner_count(f->learner, keys, n);
        }
    }
}

/* Exponentials of the scores of a word, the greatest 1. */
static void exponentials(const float *scores, float *out)
{
    float most = scores[0];
    for (size_t j = 1; j < L; j++) {
        most = scores[j] > most ? scores[j] : most;
    }
    learner_exponentials(scores, most, out, L);
}

static void normalise(float *v)
{
    float sum = 1e-30F;
    for (size_t j = 0; j < L; j++) {
        sum += v[j];
    }
    float scale = 1.0F / sum;
    for (size_t j = 0; j < L; j++) {
        v[j] *= scale;
    }
}

/* sum[j] += x * row[j] */
LANES_CLONES
static void add_scaled(float *restrict sum, const float *restrict row, float x)
{
    for (size_t j = 0; j < L; j++) {
        sum[j] += x * row[j];
    }
}

static float lane_dot(const float *a, const float *b)
{
    float part[4] = {0};
    for (size_t j = 0; j + 4 <= L; j += 4) {
        for (size_t k = 0; k < 4; k++) {
            part[k] += a[j + k] * b[j + k];
        }
    }
    float sum = (part[0] + part[1]) + (part[2] + part[3]);
    for (size_t j = L / 4 * 4; j < L; j++) {
        sum += a[j] * b[j];
    }
    return sum;
}

static bool may_end(size_t label)
{
    return names_may_follow((unsigned)label, LABEL_OUTSIDE);
}

static void forwards(names_field *f, const float *pass, size_t count)
{
    for (size_t j = 0; j < L; j++) {
        f->alpha[j] = names_may_follow(LABEL_OUTSIDE, (unsigned)j) ? f->emit[j] : 0.0F;
    }
    normalise(f->alpha);
    for (size_t k = 1; k < count; k++) {
        const float *before = f->alpha + (k - 1) * L;
        float *now = f->alpha + k * L;
        memset(now, 0, L * sizeof *now);
        for (size_t i = 0; i < L; i++) {
            if (before[i] > least_share) {
                add_scaled(now, pass + i * L, before[i]);
            }
        }
        for (size_t j = 0; j < L; j++) {
            now[j] *= f->emit[k * L + j];
        }
        normalise(now);
    }
}

/* back[to][from]: `pass` with rows and columns changed. */
static void backwards(names_field *f, const float *back, size_t count)
{
    float *end = f->beta + (count - 1) * L;
    for (size_t j = 0; j < L; j++) {
        end[j] = may_end(j) ? 1.0F : 0.0F;
    }
    for (size_t k = count - 1; k-- > 0;) {
        const float *emit = f->emit + (k + 1) * L, *after = f->beta + (k + 1) * L;
        float *now = f->beta + k * L;
        memset(now, 0, L * sizeof *now);
        for (size_t j = 0; j < L; j++) {
            if (emit[j] * after[j] > least_share) {
                add_scaled(now, back + j * L, emit[j] * after[j]);
            }
        }
        normalise(now);
    }
}

/* slope[k][j] = probability of label j at word k, less 1 where it is the right one. */
static float slopes(names_field *f, const lesson *l)
{
    float loss = 0.0F;
    for (size_t k = 0; k < l->count; k++) {
        float *s = f->slope + k * L;
        for (size_t j = 0; j < L; j++) {
            s[j] = f->alpha[k * L + j] * f->beta[k * L + j];
        }
        normalise(s);
        loss += 1.0F - s[l->labels[k]];
        s[l->labels[k]] -= 1.0F;
    }
    return loss;
}

/* How often each passage is expected at word k: share[from][to], but for the factor `pass`. */
static void add_passages(const names_field *f, size_t k, const float *pass, float *share)
{
    const float *before = f->alpha + (k - 1) * L;
    float right[L], sum = 1e-30F;
    for (size_t j = 0; j < L; j++) {
        right[j] = f->emit[k * L + j] * f->beta[k * L + j];
    }
    for (size_t i = 0; i < L; i++) {
        if (before[i] > least_share) {
            sum += before[i] * lane_dot(pass + i * L, right);
        }
    }
    for (size_t i = 0; i < L; i++) {
        if (before[i] > least_share) {
            add_scaled(share + i * L, right, before[i] / sum);
        }
    }
}

static void learn_moves(names_field *f, const lesson *l, const float *pass, float rate)
{
    float slope[L * L] = {0};
    for (size_t k = 1; k < l->count; k++) {
        if (!f->skipped[k - 1] || !f->skipped[k]) { /* else there is one passage only */
            add_passages(f, k, pass, slope);
        }
    }
    for (size_t m = 0; m < L * L; m++) {
        slope[m] *= pass[m];
    }
    for (size_t k = 1; k < l->count; k++) {
        if (!f->skipped[k - 1] || !f->skipped[k]) {
            slope[l->labels[k - 1] * L + l->labels[k]] -= 1.0F;
        }
    }
    for (size_t m = 0; m < L * L; m++) {
        if (slope[m] != 0.0F) {
            f->moves_sum[m] += slope[m] * slope[m];
            f->moves[m] -= rate * slope[m] / (sqrtf(f->moves_sum[m]) + 1e-4F);
        }
    }
}

/* ---- veils ----------------------------------------------------------------------------------
 *
 * Most names of a new outlet are strangers.  In half of the sentences half of the words with
 * capitals are made such: other words never met, of which ending, shape, lists and neighbours
 * remain. */

/* A word never met in place of one of two, by a throw of its own for each sentence (`salt`). */
static uint32_t veil(uint32_t lower, uint32_t salt)
{
    uint32_t h = (lower ^ salt) * 0x9E3779B1U;
    h = (h ^ h >> 15) * 0x85EBCA6BU;
    h ^= h >> 13;
    return lower > 1 && (h & 1U) != 0 ? h : lower;
}

/* An ending or beginning that is the whole of a short word would give it away. */
static void veil_letters(word *w)
{
    for (size_t i = WORD_SUFFIXES; i-- > 0 && w->suffix[WORD_SUFFIXES - 1] == 0;) {
        if (w->suffix[i] != 0) {
            w->suffix[i] = 0;
            w->prefix[i] = 0;
            return;
        }
    }
}

static void veil_word(name_word *w, uint32_t salt)
{
    uint32_t now = veil(w->is.lower, salt);
    if (w->capital && now != w->is.lower) {
        w->is.lower = now;
        w->facts &= (now & 2U) != 0 ? ~0x3FFU : UINT32_MAX;
        veil_letters(&w->is);
    }
    w->before = veil(w->before, salt);
    w->after = veil(w->after, salt);
    w->run_last = veil(w->run_last, salt);
}

/* Words that hang on a veiled one. */
static void veil_heads(name_word *words, size_t count, uint32_t was, uint32_t now)
{
    for (size_t k = 0; k < count; k++) {
        words[k].head = words[k].head == was ? now : words[k].head;
        words[k].top = words[k].top == was ? now : words[k].top;
        words[k].above = words[k].above == was ? now : words[k].above;
    }
}

/* The words of the lesson as they are learned from this time. */
static const name_word *look_through_veil(names_field *f, const lesson *l)
{
    if (random_unit(&f->random) >= veiled_share) {
        return l->words;
    }
    uint32_t salt = (uint32_t)(random_next(&f->random) >> 32);
    memcpy(f->veiled, l->words, l->count * sizeof *f->veiled);
    for (size_t k = 0; k < l->count; k++) {
        if (k + 1 < l->count && l->words[k + 1].is.tag == XPOS_DOLLAR) {
            continue; /* "US $": which words are part of a sum is no matter of their shape */
        }
        veil_word(&f->veiled[k], salt);
        if (f->veiled[k].is.lower != l->words[k].is.lower) {
            veil_heads(f->veiled, l->count, l->words[k].is.lower, f->veiled[k].is.lower);
        }
    }
    return f->veiled;
}

/* The scores of the words that are looked at. */
static void score_words(names_field *f, const lesson *l)
{
    uint32_t keys[SCORE_KEYS];
    float scores[SCORE_OUTPUTS];
    const name_word *words = look_through_veil(f, l);
    for (size_t k = 0; k < l->count; k++) {
        f->skipped[k] = names_skip(words, l->count, k, l->how);
        if (f->skipped[k]) {
            memset(f->emit + k * L, 0, L * sizeof(float));
            f->emit[k * L + LABEL_OUTSIDE] = 1.0F;
            continue;
        }
        size_t n = names_features(words, l->count, k, l->how, keys);
        learner_run(f->learner, keys, n, true, scores);
        learner_save(f->learner, &f->decisions[k]);
        exponentials(scores, f->emit + k * L);
    }
}

float names_field_learn(names_field *f, const lesson *l, float left)
{
    float pass[L * L], back[L * L];
    learner_rate(f->learner, left);
    score_words(f, l);
    for (size_t m = 0; m < L * L; m++) {
        bool may = names_may_follow((unsigned)(m / L), (unsigned)(m % L));
        pass[m] = may ? learner_exponential(f->moves[m]) : 0.0F;
        back[m % L * L + m / L] = pass[m];
    }
    forwards(f, pass, l->count);
    backwards(f, back, l->count);
    float loss = slopes(f, l);
    learn_moves(f, l, pass, moves_rate * left);
    for (size_t k = 0; k < l->count; k++) {
        if (!f->skipped[k]) {
            learner_descend(f->learner, &f->decisions[k], f->slope + k * L);
        }
    }
    return loss;
}
