/* Words are taken in the order of their counts, out of their group and into the one that raises the
 * likelihood most.  pairs[K][K] counts of group bigrams; h(n) = n log2 n from a table.
 *
 * The gain of putting word w into group k:
 *     sum over groups c before w: h(N(c,k) + n(c,w)) - h(N(c,k)), the same after it,
 *     minus 2 (h(N(k) + n(w)) - h(N(k))). */
#include "train/groups.h"

#include <stdlib.h>

#include "train/plain_text.h"

enum { H_TABLE = 1 << 15, GROUPS_MOST = 1024 };

typedef struct {
    uint32_t other; /* word */
    uint32_t count;
} neighbour;

typedef struct {
    uint32_t k, nwords;
    uint32_t *count;                /* [nwords] */
    uint32_t *group;                /* [nwords] */
    neighbour *before, *after;      /* neighbours of all words */
    uint32_t *before_at, *after_at; /* [nwords + 1] where each word's begin */
    int32_t *pairs;                 /* [k][k] */
    int32_t *back;                  /* [k][k] the same, turned */
    int64_t *size;                  /* [k] */
    float *h;                       /* [H_TABLE] */
    float *gain;                    /* [k] */
    uint32_t *left, *right;         /* [k] counts of the word in hand */
} exchange;

/* Natural logarithm by a series: the same on every machine. */
static double logarithm(double x)
{
    int power = 0;
    for (; x > 1.5; power++) {
        x *= 0.5;
    }
    double y = (x - 1.0) / (x + 1.0), y2 = y * y, sum = 0.0;
    for (int i = 25; i >= 1; i -= 2) {
        sum = sum * y2 + 1.0 / i;
    }
    return 2.0 * y * sum + power * 0.69314718055994530942;
}

static float entropy(const exchange *x, int64_t n)
{
    return n <= 0 ? 0.0F : n < H_TABLE ? x->h[n] : (float)((double)n * logarithm((double)n));
}

static void sum_groups(const exchange *x, const neighbour *list, size_t count, uint32_t *sums)
{
    memset(sums, 0, x->k * sizeof *sums);
    for (size_t i = 0; i < count; i++) {
        sums[x->group[list[i].other]] += list[i].count;
    }
}

/* Adds the gain of each group k for one neighbouring group's row of pair counts. */
static void add_gains(const exchange *x, const int32_t *row, uint32_t n)
{
    for (uint32_t k = 0; k < x->k; k++) {
        x->gain[k] += entropy(x, row[k] + (int64_t)n) - entropy(x, row[k]);
    }
}

static void move(const exchange *x, uint32_t w, uint32_t g, int32_t sign)
{
    for (uint32_t c = 0; c < x->k; c++) {
        int32_t l = sign * (int32_t)x->left[c], r = sign * (int32_t)x->right[c];
        x->pairs[c * x->k + g] += l;
        x->back[g * x->k + c] += l;
        x->pairs[g * x->k + c] += r;
        x->back[c * x->k + g] += r;
    }
    x->size[g] += sign * (int64_t)x->count[w];
}

/* Rows of `pairs` are indexed by the group before, of `back` by the group after. */
static bool exchange_word(exchange *x, uint32_t w)
{
    uint32_t old = x->group[w], best = 0;
    sum_groups(x, x->before + x->before_at[w], x->before_at[w + 1] - x->before_at[w], x->left);
    sum_groups(x, x->after + x->after_at[w], x->after_at[w + 1] - x->after_at[w], x->right);
    move(x, w, old, -1);
    for (uint32_t k = 0; k < x->k; k++) {
        x->gain[k] = -2.0F * (entropy(x, x->size[k] + x->count[w]) - entropy(x, x->size[k]));
    }
    for (uint32_t c = 0; c < x->k; c++) {
        if (x->left[c] > 0) {
            add_gains(x, x->pairs + c * x->k, x->left[c]);
        }
        if (x->right[c] > 0) {
            add_gains(x, x->back + c * x->k, x->right[c]);
        }
    }
    for (uint32_t k = 1; k < x->k; k++) {
        best = x->gain[k] > x->gain[best] ? k : best;
    }
    x->group[w] = best;
    move(x, w, best, 1);
    return best != old;
}

/* ---- counting ------------------------------------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static int by_count(const void *a, const void *b)
{
    const grouped_word *x = a, *y = b;
    return x->count != y->count ? (x->count > y->count ? -1 : 1)
           : x->hash != y->hash ? (x->hash < y->hash ? -1 : 1)
                                : 0;
}

static int by_hash(const void *a, const void *b)
{
    const grouped_word *x = a, *y = b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static bool add_treebanks(const corpus *c, arena *a, hash_vec *out)
{
    bool ok = true;
    for (size_t i = 0; i < c->gold && ok; i++) {
        const corpus_sentence *s = &c->sentences[i];
        for (size_t t = 0; t < s->count && ok; t++) {
            ok = VEC_PUSH(out, a, word_lower_hash(s->tokens[t].form));
        }
        ok = ok && VEC_PUSH(out, a, 0U);
    }
    return ok;
}

/* The words seen often enough, most frequent first. */
static bool list_words(const hash_vec *text, unsigned least, arena *a, groups *g)
{
    uint64_t *sorted = ARENA_ARRAY(a, uint64_t, text->count);
    for (size_t i = 0; sorted != NULL && i < text->count; i++) {
        sorted[i] = text->at[i];
    }
    g->words = ARENA_ARRAY(a, grouped_word, text->count);
    if (sorted == NULL || g->words == NULL) {
        return false;
    }
    qsort(sorted, text->count, sizeof *sorted, by_number);
    for (size_t i = 0, j; i < text->count; i = j) {
        for (j = i; j < text->count && sorted[j] == sorted[i]; j++) {
        }
        if (j - i >= least && sorted[i] != 0) {
            g->words[g->count++] = (grouped_word){(uint32_t)sorted[i], (uint32_t)(j - i), 0};
        }
    }
    qsort(g->words, g->count, sizeof *g->words, by_count);
    return true;
}

/* One direction of the neighbour lists out of sorted word << 32 | other. */
static void fill_side(uint64_t *sorted, size_t count, neighbour *list, uint32_t *at, uint32_t n)
{
    uint32_t filled = 0, word = 0;
    qsort(sorted, count, sizeof *sorted, by_number);
    at[0] = 0;
    for (size_t i = 0, j; i < count; i = j) {
        for (j = i; j < count && sorted[j] == sorted[i]; j++) {
        }
        for (; word < (uint32_t)(sorted[i] >> 32); word++) {
            at[word + 1] = filled;
        }
        list[filled++] = (neighbour){(uint32_t)sorted[i], (uint32_t)(j - i)};
    }
    for (; word < n; word++) {
        at[word + 1] = filled;
    }
}

static bool count_pairs(exchange *x, const hash_vec *text, map *numbers, arena *a)
{
    uint64_t *one = ARENA_ARRAY(a, uint64_t, text->count);
    uint64_t *other = ARENA_ARRAY(a, uint64_t, text->count);
    if (one == NULL || other == NULL) {
        return false;
    }
    size_t n = 0;
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < text->count; i++) {
        uint32_t *number = map_get(numbers, (view){(const char *)&text->at[i], 4});
        uint32_t here = number == NULL ? UINT32_MAX : *number;
        if (last != UINT32_MAX && here != UINT32_MAX && last != here) {
            one[n] = (uint64_t)last << 32 | here;
            other[n++] = (uint64_t)here << 32 | last;
        }
        last = here;
    }
    x->after = ARENA_ARRAY(a, neighbour, n);
    x->before = ARENA_ARRAY(a, neighbour, n);
    x->after_at = ARENA_ARRAY(a, uint32_t, x->nwords + 1);
    x->before_at = ARENA_ARRAY(a, uint32_t, x->nwords + 1);
    if (arena_failed(a)) {
        return false;
    }
    fill_side(one, n, x->after, x->after_at, x->nwords);
    fill_side(other, n, x->before, x->before_at, x->nwords);
    return true;
}

static bool begin(exchange *x, const groups *g, arena *a)
{
    x->nwords = (uint32_t)g->count;
    x->count = ARENA_ARRAY(a, uint32_t, x->nwords);
    x->group = ARENA_ARRAY(a, uint32_t, x->nwords);
    x->pairs = ARENA_ARRAY(a, int32_t, (size_t)x->k * x->k);
    x->back = ARENA_ARRAY(a, int32_t, (size_t)x->k * x->k);
    x->size = ARENA_ARRAY(a, int64_t, x->k);
    x->h = ARENA_ARRAY(a, float, H_TABLE);
    x->gain = ARENA_ARRAY(a, float, x->k);
    x->left = ARENA_ARRAY(a, uint32_t, x->k);
    x->right = ARENA_ARRAY(a, uint32_t, x->k);
    if (arena_failed(a)) {
        return false;
    }
    for (int n = 1; n < H_TABLE; n++) {
        x->h[n] = (float)(n * logarithm(n));
    }
    for (uint32_t w = 0; w < x->nwords; w++) {
        x->count[w] = g->words[w].count;
        x->group[w] = w % x->k;
        x->size[w % x->k] += x->count[w];
    }
    return true;
}

static void count_groups(exchange *x)
{
    for (uint32_t w = 0; w < x->nwords; w++) {
        for (uint32_t i = x->after_at[w]; i < x->after_at[w + 1]; i++) {
            uint32_t c = x->group[w], d = x->group[x->after[i].other];
            x->pairs[c * x->k + d] += (int32_t)x->after[i].count;
            x->back[d * x->k + c] += (int32_t)x->after[i].count;
        }
    }
}

static dateline_status group_words(const groups_options *o, const hash_vec *text, groups *out,
                                   arena *a, dateline_error *e)
{
    exchange x = {.k = o->count < GROUPS_MOST ? o->count : GROUPS_MOST};
    map numbers = {0};
    if (!list_words(text, o->least, a, out) || !begin(&x, out, a)) {
        return fault_memory(e);
    }
    for (uint32_t w = 0; w < x.nwords; w++) {
        if (!map_put(&numbers, a, (view){(const char *)&out->words[w].hash, 4}, w)) {
            return fault_memory(e);
        }
    }
    if (!count_pairs(&x, text, &numbers, a)) {
        return fault_memory(e);
    }
    count_groups(&x);
    size_t moved = 1;
    for (unsigned round = 0; round < o->rounds && moved > 0; round++) {
        moved = 0;
        for (uint32_t w = 0; w < x.nwords; w++) {
            moved += exchange_word(&x, w);
        }
    }
    for (uint32_t w = 0; w < x.nwords; w++) {
        out->words[w].group = (uint16_t)(x.group[w] + 1);
    }
    qsort(out->words, out->count, sizeof *out->words, by_hash);
    return DATELINE_OK;
}

dateline_status groups_learn(const groups_options *o, const corpus *c, groups *out, arena *a,
                             dateline_error *e)
{
    hash_vec text = {0};
    *out = (groups){0};
    if (!add_treebanks(c, a, &text)) {
        return fault_memory(e);
    }
    TRY(plain_text_words(o->shared, a, &text, e));
    return group_words(o, &text, out, a, e);
}

const grouped_word *groups_find(const groups *g, uint32_t hash)
{
    grouped_word key = {.hash = hash};
    return g->count == 0 ? NULL : bsearch(&key, g->words, g->count, sizeof key, by_hash);
}
