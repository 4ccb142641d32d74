/* syntax/names.c - labels by net and Viterbi, names from labels.
 *
 * Scores of the net and of the passages are whole numbers on one scale.  Only 4 in 10 passages are
 * possible: outside, begin and unit follow outside, last and unit; inner and last follow begin and
 * inner of their type.
 */
#include "syntax/names.h"

#include "syntax/names_agree.h"

dateline_status names_model_open(const char *path, names_model *m, dateline_error *e)
{
    view v;
    TRY(weights_open(path, &m->file, e));
    TRY(weights_section(&m->file, "net", &v, e));
    TRY(score_open(v, &m->net, e));
    TRY(weights_section(&m->file, "moves", &v, e));
    if (v.length != sizeof(int32_t) * LABEL_COUNT * LABEL_COUNT || m->net.outputs != LABEL_COUNT) {
        return fault(e, DATELINE_E_MODEL, "a name finder with other labels");
    }
    m->moves = (const void *)v.data;
    TRY(weights_section(&m->file, "lexicon", &v, e));
    return table_open(v, &m->lexicon, e);
}

void names_model_close(names_model *m)
{
    weights_close(&m->file);
}

static bool is_open(unsigned label) /* the name goes on behind it */
{
    return label != LABEL_OUTSIDE && (label - 1) % 4 <= LABEL_INNER;
}

static bool is_start(unsigned label) /* no name goes on with it */
{
    return label == LABEL_OUTSIDE || (label - 1) % 4 == LABEL_BEGIN ||
           (label - 1) % 4 == LABEL_UNIT;
}

bool names_may_follow(unsigned from, unsigned to)
{
    return is_open(from) ? !is_start(to) && (from - 1) / 4 == (to - 1) / 4 : is_start(to);
}

/* ---- the best path -------------------------------------------------------------------------
 *
 * Only labels within REACH of a word's best are followed, and outside always, so that there is a
 * path through every sentence.  Most words have one or two. */

enum { REACH = 10 * SCORE_UNIT, UNLIKELY = -(1 << 29) };

typedef struct {
    int32_t score; /* of the best path that ends here */
    uint8_t label, from;
} node; /* from = index among the nodes of the word before */

typedef struct {
    node *nodes;     /* [longest][LABEL_COUNT] */
    uint8_t *count;  /* [longest] nodes of a word */
    float *margin;   /* [longest] lead of the net's best type over its second, log odds */
    uint8_t *labels; /* [longest] */
} lattice;

/* "Kenya $20 million": of the words before a currency sign only short ones ("US", "HK") are part of
 * the sum. */
static bool is_before_sum(const name_word *words, size_t count, size_t t)
{
    return t + 1 < count && words[t + 1].is.tag == XPOS_DOLLAR && words[t].is.suffix[3] != 0;
}

/* Nodes for the labels worth following. */
static uint8_t keep(int32_t *scores, bool before_sum, node *nodes)
{
    int32_t best = scores[0];
    uint8_t n = 0;
    if (before_sum) {
        scores[label_of(NAME_MONEY, LABEL_BEGIN)] = UNLIKELY;
    }
    for (unsigned k = 1; k < LABEL_COUNT; k++) {
        best = scores[k] > best ? scores[k] : best;
    }
    for (unsigned k = 0; k < LABEL_COUNT; k++) {
        if (k == LABEL_OUTSIDE || scores[k] > best - REACH) {
            nodes[n++] = (node){scores[k], (uint8_t)k, 0};
        }
    }
    return n;
}

/* Only the distances of a word's scores matter: the best is made 0, so that no sentence is too
 * long. */
static void keep_small(node *now, size_t n)
{
    int32_t best = UNLIKELY;
    for (size_t j = 0; j < n; j++) {
        best = now[j].score > best ? now[j].score : best;
    }
    for (size_t j = 0; j < n && best != UNLIKELY; j++) {
        now[j].score = now[j].score == UNLIKELY ? UNLIKELY : now[j].score - best;
    }
}

/* Joins each node to the best that it may follow; those that may follow none become hopeless.
 * Nodes stand in the order of their labels. */
static void join(const names_model *m, const node *before, size_t nbefore, node *now, size_t nnow)
{
    uint8_t closed[LABEL_COUNT], at[LABEL_COUNT];
    size_t nclosed = 0;
    memset(at, UINT8_MAX, sizeof at);
    for (size_t i = 0; i < nbefore; i++) {
        at[before[i].label] = (uint8_t)i;
        closed[nclosed] = (uint8_t)i;
        nclosed += !is_open(before[i].label) && before[i].score > UNLIKELY;
    }
    for (size_t j = 0; j < nnow; j++) {
        unsigned label = now[j].label;
        bool start = is_start(label);
        unsigned first = label_of((name_type)((label - 1) / 4), LABEL_BEGIN);
        const uint8_t *from = start ? closed : at + first;
        int32_t best = UNLIKELY;
        for (size_t i = 0; i < (start ? nclosed : 2); i++) {
            if (from[i] == UINT8_MAX) {
                continue;
            }
            const node *b = &before[from[i]];
            int32_t s = b->score + m->moves[b->label * LABEL_COUNT + label];
            if (s > best) {
                best = s;
                now[j].from = from[i];
            }
        }
        now[j].score = best == UNLIKELY ? UNLIKELY : now[j].score + best;
    }
    keep_small(now, nnow);
}

/* Lead of the type of the best label over all other types, in log odds. */
static float margin_of(const int32_t *scores)
{
    int32_t best[NAME_COUNT + 1], first = INT32_MIN, second = INT32_MIN;
    best[NAME_COUNT] = scores[LABEL_OUTSIDE];
    for (unsigned k = 1; k < LABEL_COUNT; k++) {
        unsigned type = (k - 1) / 4;
        best[type] = (k - 1) % 4 == 0 || scores[k] > best[type] ? scores[k] : best[type];
    }
    for (unsigned k = 0; k <= NAME_COUNT; k++) {
        if (best[k] > first) {
            second = first;
            first = best[k];
        } else if (best[k] > second) {
            second = best[k];
        }
    }
    return ((float)first - (float)second) / (float)SCORE_UNIT;
}

/* A sentence and the words of it that are looked at next, side by side. */
typedef struct {
    const names_model *m;
    const name_word *words; /* [count] */
    size_t count;
    casing how;
    size_t at[LINES];
    score_rows rows[LINES];
    size_t nat;
} glance;

/* The nodes of the words chosen, by their own scores. */
static void look_at(glance *g, lattice *l)
{
    int32_t scores[SCORE_OUTPUTS];
    if (g->nat > 0) {
        score_find(&g->m->net, &g->rows[0]);
    }
    for (size_t i = 0; i < g->nat; i++) {
        size_t t = g->at[i];
        score_rows *ahead = i + 1 < g->nat ? &g->rows[i + 1] : NULL;
        if (ahead != NULL) {
            score_find(&g->m->net, ahead);
        }
        score_sum(&g->m->net, &g->rows[i], ahead, scores);
        l->margin[t] = margin_of(scores);
        bool sum = is_before_sum(g->words, g->count, t);
        l->count[t] = keep(scores, sum, l->nodes + t * LABEL_COUNT);
    }
    g->nat = 0;
}

/* The nodes of all words of a sentence. */
static void look_at_all(glance *g, lattice *l)
{
    for (size_t t = 0; t < g->count; t++) {
        if (names_skip(g->words, g->count, t, g->how)) {
            l->nodes[t * LABEL_COUNT] = (node){0, LABEL_OUTSIDE, 0};
            l->count[t] = 1;
            continue;
        }
        score_rows *rows = &g->rows[g->nat];
        g->at[g->nat++] = t;
        rows->count = names_features(g->words, g->count, t, g->how, rows->at);
        score_hint(&g->m->net, rows);
        if (g->nat == LINES) {
            look_at(g, l);
        }
    }
    look_at(g, l);
}

static void label_sentence(const names_model *m, const name_word *words, size_t count, casing how,
                           lattice *l)
{
    glance g;
    g.m = m;
    g.words = words;
    g.count = count;
    g.how = how;
    g.nat = 0;
    look_at_all(&g, l);
    for (size_t k = 0; k < l->count[0]; k++) {
        l->nodes[k].score = is_start(l->nodes[k].label) ? l->nodes[k].score : UNLIKELY;
    }
    for (size_t t = 1; t < count; t++) {
        node *now = l->nodes + t * LABEL_COUNT;
        join(m, now - LABEL_COUNT, l->count[t - 1], now, l->count[t]);
    }
    const node *end = l->nodes + (count - 1) * LABEL_COUNT;
    size_t best = 0;
    for (size_t k = 1; k < l->count[count - 1]; k++) {
        best = !is_open(end[k].label) && end[k].score > end[best].score ? k : best;
    }
    for (size_t t = count; t-- > 0;) {
        const node *n = l->nodes + t * LABEL_COUNT + best;
        l->labels[t] = n->label;
        best = n->from;
    }
}

/* ---- names --------------------------------------------------------------------------------- */

typedef VEC(name) name_vec;

static bool add_name(report *r, name_vec *names, uint32_t first, uint32_t last, unsigned label,
                     float margin)
{
    name n = {.bytes = {r->tokens[first].bytes.start, r->tokens[last].bytes.end},
              .first = first,
              .last = last,
              .type = (name_type)((label - 1) / 4),
              .score = 0.5F + 0.5F * margin / (1.0F + margin)};
    for (uint32_t t = first; t <= last; t++) {
        r->tokens[t].name = (int32_t)names->count;
    }
    return VEC_PUSH(names, r->arena, n);
}

static bool collect(report *r, const sentence *s, const lattice *l, name_vec *names)
{
    uint32_t first = s->first;
    float least = 0.0F;
    for (uint32_t t = s->first; t <= s->last; t++) {
        unsigned label = l->labels[t - s->first];
        r->tokens[t].name = -1;
        if (label == LABEL_OUTSIDE) {
            continue;
        }
        if (is_start(label)) {
            first = t;
            least = l->margin[t - s->first];
        }
        least = l->margin[t - s->first] < least ? l->margin[t - s->first] : least;
        if (!is_open(label) && !add_name(r, names, first, t, label, least)) {
            return false;
        }
    }
    return true;
}

static bool run_block(const names_model *m, report *r, names_block *b, arena *scratch,
                      name_vec *names)
{
    uint32_t from = r->sentences[b->first].first, longest = names_longest(r, b);
    b->words = ARENA_ARRAY(scratch, name_word, r->sentences[b->end - 1].last + 1 - from);
    b->hows = ARENA_ARRAY(scratch, casing, b->end - b->first);
    lattice l = {ARENA_ARRAY(scratch, node, (size_t)longest * LABEL_COUNT),
                 ARENA_ARRAY(scratch, uint8_t, longest), ARENA_ARRAY(scratch, float, longest),
                 ARENA_ARRAY(scratch, uint8_t, longest)};
    if (arena_failed(scratch) || !names_look(&m->lexicon, r, b, scratch)) {
        return false;
    }
    size_t before = names->count;
    for (size_t i = b->first; i < b->end; i++) {
        const sentence *s = &r->sentences[i];
        size_t count = s->last - s->first + 1;
        label_sentence(m, b->words + (s->first - from), count, b->hows[i - b->first], &l);
        if (!collect(r, s, &l, names)) {
            return false;
        }
    }
    return names->count == before ||
           names_agree(r, names->at + before, names->count - before, scratch);
}

dateline_status names_run(const names_model *m, report *r, arena *scratch, dateline_error *e)
{
    name_vec names = {0};
    for (size_t first = 0; first < r->nsentences;) {
        size_t end = first + 1;
        while (end < r->nsentences &&
               r->sentences[end].last - r->sentences[first].first < NAMES_BLOCK) {
            end++;
        }
        arena_mark mark = arena_save(scratch);
        names_block block = {.first = first, .end = end};
        bool done = run_block(m, r, &block, scratch, &names);
        arena_restore(scratch, mark);
        if (!done) {
            return fault_memory(e);
        }
        first = end;
    }
    r->names = names.at;
    r->nnames = names.count;
    return DATELINE_OK;
}
