/* The ranker: for each phrase the best of its candidates, or none. */
#include "who/chains.h"

dateline_status chains_open(view bytes, chains_model *m, dateline_error *e)
{
    chains_header h;
    if (bytes.length != sizeof h + CHAINS_SIZE + CHAINS_ROWS * CHAINS_WIDTH) {
        return fault(e, DATELINE_E_MODEL, "the weights of coreference are cut short");
    }
    memcpy(&h, bytes.data, sizeof h);
    if (h.magic != CHAINS_MAGIC || h.version != CHAINS_VERSION || h.size != CHAINS_SIZE ||
        h.rows != CHAINS_ROWS) {
        return fault(e, DATELINE_E_MODEL, "no weights of coreference of version %u",
                     CHAINS_VERSION);
    }
    m->header = h;
    m->weights = (const int8_t *)(bytes.data + sizeof h);
    m->rows = m->weights + CHAINS_SIZE;
    return DATELINE_OK;
}

/* What the hidden layer adds: a sum of rows for each trait, cut off below at zero. */
static float of_traits(const chains_model *m, const chains_look *look)
{
    int32_t sums[CHAINS_WIDTH] = {0};
    for (uint32_t k = 0; k < look->ntraits; k++) {
        const int8_t *row = m->rows + (size_t)look->traits[k] * CHAINS_WIDTH;
        for (uint32_t u = 0; u < CHAINS_WIDTH; u++) {
            sums[u] += row[u];
        }
    }
    float sum = 0;
    for (uint32_t u = 0; u < CHAINS_WIDTH; u++) {
        float unit = (float)sums[u] * m->header.row_scale + m->header.bias[u];
        sum += unit > 0 ? unit * m->header.out[u] : 0;
    }
    return sum;
}

static float score(const chains_model *m, const report *r, const chains *c, size_t i, int64_t j)
{
    chains_look look;
    chains_features(r, c, i, j, &look);
    int32_t sum = 0;
    for (uint32_t k = 0; k < look.nfeatures; k++) {
        sum += m->weights[look.features[k]];
    }
    return (float)sum * m->header.scale + of_traits(m, &look);
}

void chains_join(chains *c, size_t i, size_t j)
{
    noun_phrase *a = &c->at[i], *first = &c->at[c->at[j].chain];
    a->chain = c->at[j].chain;
    a->size = ++first->size;
    first->sorts |= a->sorts;
    first->name = first->name == 0 ? a->name : first->name;
    first->i_of = first->i_of == 0 ? a->i_of : first->i_of;
    first->you_of = first->you_of == 0 ? a->you_of : first->you_of;
    first->gender = first->gender == 0 ? a->gender : first->gender;
    first->latest = (uint32_t)i;
}

/* Whether two phrases share words enough to be looked at from afar, or are "I" and "you". */
static bool shares(const noun_phrase *a, const noun_phrase *b)
{
    bool roles = a->i_of + a->you_of != 0 && b->i_of + b->you_of != 0;
    bool names = a->proper && b->proper &&
                 (a->lemma == b->given || a->given == b->lemma || a->initials == b->lemma ||
                  a->lemma == b->initials);
    return a->pronoun ? roles : names || a->lemma == b->lemma || a->words == b->words;
}

uint32_t chains_candidates(const chains *c, size_t i, uint32_t found[CHAINS_FAR])
{
    const noun_phrase *a = &c->at[i];
    uint32_t n = 0;
    for (size_t k = i; k > 0 && i - k < CHAINS_FAR; k--) {
        const noun_phrase *b = &c->at[k - 1];
        bool latest = c->at[b->chain].latest == k - 1;
        bool near = i - k < CHAINS_BESIDE || (i - k < CHAINS_NEAR && latest);
        bool around = (b->group && b->first == a->first) || b->head == a->head;
        if (!around && !b->dead && (near || (shares(a, b) && (latest || !a->pronoun)))) {
            found[n++] = (uint32_t)k - 1;
        }
    }
    return n;
}

void chains_choose(chains *c, size_t i, bool shorter)
{
    c->at[i].dead = shorter;
    c->at[c->at[i].shorter].dead = !shorter;
}

/* The best antecedent of a phrase, -1 = none, and by how much it is better than none. */
static int64_t best_of(const chains_model *m, const report *r, const chains *c, size_t i,
                       float *margin)
{
    uint32_t found[CHAINS_FAR];
    float none = score(m, r, c, i, -1) - m->header.eager, most = none;
    int64_t best = -1;
    uint32_t n = chains_candidates(c, i, found);
    for (uint32_t k = 0; k < n; k++) {
        float s = score(m, r, c, i, found[k]);
        if (s > most) {
            most = s;
            best = found[k];
        }
    }
    *margin = most - none;
    return best;
}

dateline_status chains_run(const chains_model *m, const report *r, const chains_means *how,
                           arena *scratch, chains *c, dateline_error *e)
{
    TRY(chains_find(r, how, scratch, c, e));
    for (size_t i = 0; i < c->count; i++) {
        float margin, other = 0;
        if (c->at[i].dead) {
            continue;
        }
        int64_t best = best_of(m, r, c, i, &margin);
        if (c->at[i].shorter != 0) {
            bool shorter = best_of(m, r, c, c->at[i].shorter, &other) >= 0 && other > margin;
            chains_choose(c, i, shorter);
            best = shorter ? -1 : best;
        }
        if (best >= 0) {
            chains_join(c, i, (size_t)best);
        }
    }
    return DATELINE_OK;
}
