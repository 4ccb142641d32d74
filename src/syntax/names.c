/* syntax/names.c - labels by net and Viterbi, names from labels.
 *
 * Scores of the net and of the passages are whole numbers on one scale.  Only 4 in 10 passages are
 * possible: outside, begin and unit follow outside, last and unit; inner and last follow begin and
 * inner of their type.
 */
#include "syntax/names.h"

#include "base/lanes.h"

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

/* ---- the best path ------------------------------------------------------------------------- */

typedef struct {
    int32_t *scores; /* [longest][LABEL_COUNT] of the net, then of the best path so far */
    float *margin;   /* [longest] lead of the net's best type over its second, log odds */
    uint8_t *from;   /* [longest][LABEL_COUNT] label before */
    uint8_t *labels; /* [longest] */
} lattice;

/* Labels that begin a name or none come after any that ends one or none: all are tried, whatever
 * the label, and the two that go on in a name are set anew from the two open ones of their type. */
static void step(const names_model *m, const int32_t *before, int32_t *now, uint8_t *from)
{
    int32_t best[LABEL_COUNT], origin[LABEL_COUNT] = {0};
    for (unsigned to = 0; to < LABEL_COUNT; to++) {
        best[to] = INT32_MIN;
    }
    for (unsigned i = 0; i < LABEL_COUNT; i++) {
        if (!is_open(i)) {
            const int32_t *moves = m->moves + i * LABEL_COUNT;
            lanes_raise(best, origin, moves, LABEL_COUNT, before[i], (int32_t)i);
        }
    }
    for (unsigned to = 1; to < LABEL_COUNT; to++) {
        unsigned begin = 1 + (to - 1) / 4 * 4, inner = begin + 1;
        if (!is_start(to)) {
            int32_t one = before[begin] + m->moves[begin * LABEL_COUNT + to];
            int32_t other = before[inner] + m->moves[inner * LABEL_COUNT + to];
            best[to] = other > one ? other : one;
            origin[to] = (int32_t)(other > one ? inner : begin);
        }
    }
    for (unsigned to = 0; to < LABEL_COUNT; to++) {
        now[to] += best[to];
        from[to] = (uint8_t)origin[to];
    }
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

static void label_sentence(const names_model *m, const name_word *words, size_t count, casing how,
                           lattice *l)
{
    enum { UNLIKELY = -(1 << 28) };
    uint32_t keys[SCORE_KEYS];
    for (size_t t = 0; t < count; t++) {
        int32_t *now = l->scores + t * LABEL_COUNT;
        size_t n = names_features(words, count, t, how, keys);
        score_run(&m->net, keys, n, now);
        l->margin[t] = margin_of(now);
        if (t > 0) {
            step(m, now - LABEL_COUNT, now, l->from + t * LABEL_COUNT);
            continue;
        }
        for (unsigned k = 0; k < LABEL_COUNT; k++) {
            now[k] = is_start(k) ? now[k] : UNLIKELY;
        }
    }
    int32_t *end = l->scores + (count - 1) * LABEL_COUNT;
    unsigned best = LABEL_OUTSIDE;
    for (unsigned k = 1; k < LABEL_COUNT; k++) {
        best = !is_open(k) && end[k] > end[best] ? k : best;
    }
    for (size_t t = count; t-- > 0;) {
        l->labels[t] = (uint8_t)best;
        best = l->from[t * LABEL_COUNT + best];
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

static bool run_block(const names_model *m, report *r, size_t first, size_t end, arena *scratch,
                      name_vec *names)
{
    uint32_t from = r->sentences[first].first, longest = 0;
    size_t n = r->sentences[end - 1].last + 1 - from;
    for (size_t i = first; i < end; i++) {
        uint32_t count = r->sentences[i].last - r->sentences[i].first + 1;
        longest = count > longest ? count : longest;
    }
    name_word *words = ARENA_ARRAY(scratch, name_word, n);
    casing *hows = ARENA_ARRAY(scratch, casing, end - first);
    lattice l = {ARENA_ARRAY(scratch, int32_t, (size_t)longest * LABEL_COUNT),
                 ARENA_ARRAY(scratch, float, longest),
                 ARENA_ARRAY(scratch, uint8_t, (size_t)longest * LABEL_COUNT),
                 ARENA_ARRAY(scratch, uint8_t, longest)};
    if (arena_failed(scratch) || !names_look(&m->lexicon, r, first, end, words, hows, scratch)) {
        return false;
    }
    for (size_t i = first; i < end; i++) {
        const sentence *s = &r->sentences[i];
        label_sentence(m, words + (s->first - from), s->last - s->first + 1, hows[i - first], &l);
        if (!collect(r, s, &l, names)) {
            return false;
        }
    }
    return true;
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
        bool done = run_block(m, r, first, end, scratch, &names);
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
