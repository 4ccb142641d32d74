/* syntax/names.c - labels by net and Viterbi, names from labels.
 *
 * A block of sentences is gone over twice: first each sentence gets its best path by the net alone;
 * then the words' labels elsewhere vote (names_votes.c), and where they differ from a sentence's
 * own its path is sought again.
 *
 * Scores of the net and of the passages are whole numbers on one scale.  Only 4 in 10 passages are
 * possible: outside, begin and unit follow outside, last and unit; inner and last follow begin and
 * inner of their type.
 */
#include "syntax/names.h"

#include "syntax/names_agree.h"
#include "syntax/names_votes.h"

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
 * path through every sentence.  Two words in three have only that.  Where letters do not tell names
 * from other words, in a sentence all in capitals, say, being outside loses LEAN. */

enum { REACH = 7 * SCORE_UNIT, LEAN = SCORE_UNIT, UNLIKELY = -(1 << 29) };

typedef struct {
    int32_t score; /* of the best path that ends here */
    uint8_t label, from;
} node; /* from = index among the nodes of the word before */

/* A sentence in hand. */
typedef struct {
    size_t words;
    node *nodes;     /* [words][LABEL_COUNT] */
    uint8_t *count;  /* [words] nodes of a word; 1 = it is outside */
    uint8_t *labels; /* [words] of the best path */
    float *margin;   /* [words] lead of the best type over the second, log odds, REACH at most */
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
static float margin_of(const node *nodes, size_t n)
{
    const node *first = &nodes[0];
    for (size_t i = 1; i < n; i++) {
        first = nodes[i].score > first->score ? &nodes[i] : first;
    }
    int32_t second = first->score - REACH;
    for (size_t i = 0; i < n; i++) {
        bool other = type_of_label(nodes[i].label) != type_of_label(first->label);
        second = other && nodes[i].score > second ? nodes[i].score : second;
    }
    return ((float)first->score - (float)second) / (float)SCORE_UNIT;
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
        scores[LABEL_OUTSIDE] -= g->how == CASING_MIXED ? 0 : LEAN;
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

/* Words [first, end) between two that have no choice but to be outside, with these two, so that
 * what they are is settled among themselves.  Looks from `end` on; false = none left. */
typedef struct {
    size_t first, end;
} stretch;

static bool next_stretch(const lattice *l, stretch *s)
{
    size_t t = s->end;
    while (t < l->words && l->count[t] == 1) {
        t++;
    }
    if (t == l->words) {
        return false;
    }
    s->first = t > 0 ? t - 1 : 0;
    while (t < l->words && l->count[t] > 1) {
        t++;
    }
    s->end = t < l->words ? t + 1 : t;
    return true;
}

/* The labels of the best path through the nodes of a stretch. */
static void find_path(const names_model *m, lattice *l, stretch s)
{
    node *start = l->nodes + s.first * LABEL_COUNT;
    for (size_t k = 0; k < l->count[s.first]; k++) {
        start[k].score = is_start(start[k].label) ? start[k].score : UNLIKELY;
    }
    for (size_t t = s.first + 1; t < s.end; t++) {
        node *now = l->nodes + t * LABEL_COUNT;
        join(m, now - LABEL_COUNT, l->count[t - 1], now, l->count[t]);
    }
    const node *end = l->nodes + (s.end - 1) * LABEL_COUNT;
    size_t best = 0;
    for (size_t k = 1; k < l->count[s.end - 1]; k++) {
        best = !is_open(end[k].label) && end[k].score > end[best].score ? k : best;
    }
    for (size_t t = s.end; t-- > s.first;) {
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

/* ---- both passes ---------------------------------------------------------------------------- */

typedef VEC(node) node_vec;

typedef struct {
    const names_model *m;
    const names_block *block;
    lattice l;          /* of the sentence in hand */
    uint8_t *count;     /* [words of the block] */
    uint8_t *labels;    /* [words of the block] */
    names_votes *votes; /* by the words' numbers */
    node_vec nodes;     /* of the words with a choice, by the net */
} passes;

static bool passes_init(passes *p, const names_model *m, const report *r, const names_block *b,
                        arena *scratch)
{
    size_t longest = names_longest(r, b);
    size_t words = r->sentences[b->end - 1].last + 1 - r->sentences[b->first].first;
    *p = (passes){.m = m,
                  .block = b,
                  .l = {.nodes = ARENA_ARRAY(scratch, node, longest * LABEL_COUNT),
                        .margin = ARENA_ARRAY(scratch, float, longest)},
                  .count = ARENA_ARRAY(scratch, uint8_t, words),
                  .labels = ARENA_ARRAY(scratch, uint8_t, words),
                  .votes = ARENA_ARRAY(scratch, names_votes, b->nnumbers + 1)};
    return !arena_failed(scratch);
}

/* Takes a sentence in hand and returns its words. */
static const name_word *take(passes *p, const report *r, size_t number)
{
    const sentence *s = &r->sentences[number];
    size_t at = s->first - r->sentences[p->block->first].first;
    p->l.words = s->last - s->first + 1;
    p->l.count = p->count + at;
    p->l.labels = p->labels + at;
    return p->block->words + at;
}

/* The best paths by the net alone. */
static bool pass_first(passes *p, const report *r, size_t number, arena *scratch)
{
    lattice *l = &p->l;
    glance g;
    g.m = p->m;
    g.words = take(p, r, number);
    g.count = l->words;
    g.how = p->block->hows[number - p->block->first];
    g.nat = 0;
    look_at_all(&g, l);
    for (stretch s = {0}; next_stretch(l, &s);) {
        for (size_t t = s.first; t < s.end; t++) {
            for (size_t i = 0; l->count[t] > 1 && i < l->count[t]; i++) {
                if (!VEC_PUSH(&p->nodes, scratch, l->nodes[t * LABEL_COUNT + i])) {
                    return false;
                }
            }
        }
        find_path(p->m, l, s);
    }
    names_vote(p->votes, g.words, l->labels, l->words);
    return true;
}

/* The nodes of a word by net and votes: `net` are the net's.  Do the votes speak more for another
 * type than for the one of the first pass?  If not for any word, its path stays the best. */
static bool add_votes(const passes *p, const name_word *w, size_t t, const node *net)
{
    const lattice *l = &p->l;
    node *now = l->nodes + t * LABEL_COUNT;
    int32_t own = names_votes_for(p->votes, w, l->labels[t], type_of_label(l->labels[t]));
    bool other = false;
    for (size_t i = 0; i < l->count[t]; i++) {
        unsigned type = type_of_label(net[i].label);
        int32_t votes = names_votes_for(p->votes, w, l->labels[t], type);
        now[i] = net[i];
        now[i].score += votes;
        other = other || votes > own;
    }
    l->margin[t] = margin_of(now, l->count[t]);
    return other;
}

/* The best paths by net and votes.  `net` are the nodes of this sentence; those behind them are
 * returned. */
static const node *pass_second(passes *p, const report *r, size_t number, const node *net)
{
    const name_word *words = take(p, r, number);
    lattice *l = &p->l;
    for (stretch s = {0}; next_stretch(l, &s);) {
        bool again = false;
        for (size_t t = s.first; t < s.end; t++) {
            if (l->count[t] == 1) {
                l->nodes[t * LABEL_COUNT] = (node){0, LABEL_OUTSIDE, 0};
                continue;
            }
            again = add_votes(p, &words[t], t, net) || again;
            net += l->count[t];
        }
        if (again) {
            find_path(p->m, l, s);
        }
    }
    return net;
}

static bool run_passes(passes *p, report *r, arena *scratch, name_vec *names)
{
    const names_block *b = p->block;
    for (size_t i = b->first; i < b->end; i++) {
        if (!pass_first(p, r, i, scratch)) {
            return false;
        }
    }
    const node *net = p->nodes.at;
    for (size_t i = b->first; i < b->end; i++) {
        net = pass_second(p, r, i, net);
        if (!collect(r, &r->sentences[i], &p->l, names)) {
            return false;
        }
    }
    return true;
}

static bool run_block(const names_model *m, report *r, names_block *b, arena *scratch,
                      name_vec *names)
{
    uint32_t from = r->sentences[b->first].first;
    b->words = ARENA_ARRAY(scratch, name_word, r->sentences[b->end - 1].last + 1 - from);
    b->hows = ARENA_ARRAY(scratch, casing, b->end - b->first);
    size_t before = names->count;
    passes p;
    if (arena_failed(scratch) || !names_look(&m->lexicon, r, b, scratch) ||
        !passes_init(&p, m, r, b, scratch) || !run_passes(&p, r, scratch, names)) {
        return false;
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
