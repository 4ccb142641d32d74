/* The three measures over two partitions of spans, as counts of common mentions: with c[g][f]
 * mentions in both gold chain g and found chain f, MUC   links kept: |g| - parts of g among the
 * found (unfound mentions are parts of their own), B3    sum over c[g][f]^2 / |g| (recall) and /
 * |f| (precision), CEAFe the best one-to-one alignment under 2 c[g][f] / (|g| + |f|). */
#include <stdlib.h>

#include "train/coref.h"

typedef struct {
    size_t n;        /* chains with two mentions or more */
    uint32_t *sizes; /* [n] */
} chains;

static int by_chain(const void *a, const void *b)
{
    const chain_span *x = a, *y = b;
    return (x->chain > y->chain) - (x->chain < y->chain);
}

/* Numbers the chains of two mentions or more 0 .. n - 1; a mention of another has chain -1. */
static bool renumber(chain_vec *v, arena *scratch, chains *out)
{
    out->sizes = ARENA_ARRAY(scratch, uint32_t, v->count + 1);
    if (out->sizes == NULL) {
        return false;
    }
    if (v->count > 0) {
        qsort(v->at, v->count, sizeof *v->at, by_chain);
    }
    out->n = 0;
    for (size_t i = 0, k; i < v->count; i = k) {
        for (k = i; k < v->count && v->at[k].chain == v->at[i].chain; k++) {
        }
        bool counts = k - i > 1;
        for (size_t j = k; j > i; j--) {
            v->at[j - 1].chain = counts ? (int32_t)out->n : -1;
        }
        if (counts) {
            out->sizes[out->n++] = (uint32_t)(k - i);
        }
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    const chain_span *x = a, *y = b;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    return (x->last > y->last) - (x->last < y->last);
}

/* c[g * found + f]: mentions with the same span in both. */
static double *common(chain_vec *gold, chain_vec *found, const chains *g, const chains *f,
                      arena *scratch)
{
    double *c = ARENA_ARRAY(scratch, double, g->n * f->n + 1);
    if (c == NULL) {
        return NULL;
    }
    qsort(gold->at, gold->count, sizeof *gold->at, by_place);
    qsort(found->at, found->count, sizeof *found->at, by_place);
    for (size_t i = 0, k = 0; i < gold->count && k < found->count;) {
        int order = by_place(&gold->at[i], &found->at[k]);
        if (order == 0 && gold->at[i].chain >= 0 && found->at[k].chain >= 0) {
            c[(size_t)gold->at[i].chain * f->n + (size_t)found->at[k].chain] += 1;
        }
        i += order <= 0;
        k += order >= 0;
    }
    return c;
}

typedef struct {
    double muc_up, muc_down, b3_up, b3_down;
} side;

/* One side's MUC and B3; `stride` and `step` walk the matrix by rows or by columns. */
static side links(const chains *own, size_t others, const double *c, size_t stride, size_t step)
{
    side s = {0};
    for (size_t i = 0; i < own->n; i++) {
        double size = own->sizes[i], shared = 0, parts = 0, squares = 0;
        for (size_t k = 0; k < others; k++) {
            double n = c[i * stride + k * step];
            shared += n;
            parts += n > 0;
            squares += n * n;
        }
        s.muc_up += shared > 0 ? shared - parts : 0;
        s.muc_down += size - 1;
        s.b3_up += squares / size;
        s.b3_down += size;
    }
    return s;
}

static double likeness(const chains *g, const chains *f, const double *c, size_t i, size_t k)
{
    return i < g->n && k < f->n ? 2 * c[i * f->n + k] / (g->sizes[i] + f->sizes[k]) : 0;
}

/* The weight of the best one-to-one alignment (Kuhn's Hungarian method in O(n^3)). */
static bool best_alignment(const chains *g, const chains *f, const double *c, arena *scratch,
                           double *weight)
{
    size_t n = g->n > f->n ? g->n : f->n;
    double *u = ARENA_ARRAY(scratch, double, n + 1), *v = ARENA_ARRAY(scratch, double, n + 1);
    double *least = ARENA_ARRAY(scratch, double, n + 1);
    size_t *row = ARENA_ARRAY(scratch, size_t, n + 1), *way = ARENA_ARRAY(scratch, size_t, n + 1);
    bool *used = ARENA_ARRAY(scratch, bool, n + 1);
    if (used == NULL || way == NULL || row == NULL || least == NULL || v == NULL || u == NULL) {
        return false;
    }
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        size_t j = 0;
        for (size_t k = 0; k <= n; k++) {
            least[k] = 1e18;
            used[k] = false;
        }
        do {
            used[j] = true;
            size_t next = 0;
            double delta = 1e18;
            for (size_t k = 1; k <= n; k++) {
                if (used[k]) {
                    continue;
                }
                double cost = -likeness(g, f, c, row[j] - 1, k - 1) - u[row[j]] - v[k];
                if (cost < least[k]) {
                    least[k] = cost;
                    way[k] = j;
                }
                if (least[k] < delta) {
                    delta = least[k];
                    next = k;
                }
            }
            for (size_t k = 0; k <= n; k++) {
                if (used[k]) {
                    u[row[k]] += delta;
                    v[k] -= delta;
                } else {
                    least[k] -= delta;
                }
            }
            j = next;
        } while (row[j] != 0);
        for (; j != 0; j = way[j]) {
            row[j] = row[way[j]];
        }
    }
    for (size_t k = 1; k <= n; k++) {
        *weight += likeness(g, f, c, row[k] - 1, k - 1);
    }
    return true;
}

dateline_status coref_add(coref_score *s, chain_vec *gold, chain_vec *found, arena *scratch,
                          dateline_error *e)
{
    chains g, f;
    if (!renumber(gold, scratch, &g) || !renumber(found, scratch, &f)) {
        return fault_memory(e);
    }
    double *c = common(gold, found, &g, &f, scratch);
    double aligned = 0;
    if (c == NULL || !best_alignment(&g, &f, c, scratch, &aligned)) {
        return fault_memory(e);
    }
    side recall = links(&g, f.n, c, f.n, 1), precision = links(&f, g.n, c, 1, f.n);
    s->muc.recall_up += recall.muc_up;
    s->muc.recall_down += recall.muc_down;
    s->muc.precision_up += precision.muc_up;
    s->muc.precision_down += precision.muc_down;
    s->b3.recall_up += recall.b3_up;
    s->b3.recall_down += recall.b3_down;
    s->b3.precision_up += precision.b3_up;
    s->b3.precision_down += precision.b3_down;
    s->ceafe.recall_up += aligned;
    s->ceafe.recall_down += (double)g.n;
    s->ceafe.precision_up += aligned;
    s->ceafe.precision_down += (double)f.n;
    return DATELINE_OK;
}

double coref_f1(const coref_sums *s)
{
    double r = s->recall_down > 0 ? s->recall_up / s->recall_down : 0;
    double p = s->precision_down > 0 ? s->precision_up / s->precision_down : 0;
    return r + p > 0 ? 200 * r * p / (r + p) : 0;
}
