/* The states and steps of the arc-hybrid system, and the greedy search. */
#include "syntax/parser.h"

dateline_status parser_open(const weights *p, parser *out, dateline_error *e)
{
    char name[] = "parsenet0";
    view v;
    out->nnets = 0;
    if (weights_section(p, "parsenet", &v, NULL) == DATELINE_OK) {
        out->nnets = 1;
        return score_open(v, &out->nets[0], e);
    }
    TRY(weights_section(p, name, &v, e));
    while (out->nnets < PARSER_NETS && weights_section(p, name, &v, NULL) == DATELINE_OK) {
        score_net *net = &out->nets[out->nnets++];
        TRY(score_open(v, net, e));
        if (net->outputs != STEPS) {
            return fault(e, DATELINE_E_MODEL, "parser with %u steps, not %d", net->outputs, STEPS);
        }
        name[sizeof name - 2]++;
    }
    return DATELINE_OK;
}

bool parse_begin(parse_state *s, const word *words, size_t count, arena *scratch)
{
    *s = (parse_state){.words = words, .count = count};
    s->nodes = ARENA_ARRAY(scratch, parse_node, count + 1);
    s->stack = ARENA_ARRAY(scratch, uint32_t, count + 1);
    if (s->nodes == NULL || s->stack == NULL) {
        return false;
    }
    for (size_t t = 0; t <= count; t++) {
        s->nodes[t] = (parse_node){.left = -1,
                                   .left2 = -1,
                                   .right = -1,
                                   .right2 = -1,
                                   .head = -1,
                                   .relation = DEPREL_COUNT};
    }
    return true;
}

bool parse_done(const parse_state *s)
{
    return s->next == s->count && s->depth == 0;
}

bool parse_allowed(const parse_state *s, size_t step)
{
    if (step == STEP_SHIFT) {
        return s->next < s->count;
    }
    if (step < STEP_RIGHT) {
        bool at_end = s->next == s->count;
        return s->depth > 0 && (!at_end || s->depth == 1) &&
               at_end == (step == STEP_LEFT + DEPREL_ROOT);
    }
    return s->depth >= 2 && step != STEP_RIGHT + DEPREL_ROOT;
}

static void hang(parse_state *s, uint32_t child, size_t head, size_t relation)
{
    parse_node *h = &s->nodes[head], *c = &s->nodes[child];
    c->head = head == s->count ? -1 : (int32_t)head;
    c->relation = (uint8_t)relation;
    if (child < head) {
        h->left2 = h->left;
        h->left = (int32_t)child;
        h->left_set |= (uint64_t)1 << relation;
        h->nleft++;
    } else {
        h->right2 = h->right;
        h->right = (int32_t)child;
        h->right_set |= (uint64_t)1 << relation;
        h->nright++;
    }
}

void parse_step(parse_state *s, size_t step)
{
    if (step == STEP_SHIFT) {
        s->stack[s->depth++] = (uint32_t)s->next++;
    } else if (step < STEP_RIGHT) {
        hang(s, s->stack[s->depth - 1], s->next, step - STEP_LEFT);
        s->depth--;
    } else {
        hang(s, s->stack[s->depth - 1], s->stack[s->depth - 2], step - STEP_RIGHT);
        s->depth--;
    }
}

/* The allowed step of the greatest score. */
static size_t choose(const parse_state *s, const int32_t *scores)
{
    bool at_end = s->next == s->count;
    size_t best = STEPS;
    if (!at_end) {
        best = STEP_SHIFT;
    } else if (s->depth == 1) {
        return STEP_LEFT + DEPREL_ROOT;
    }
    if (!at_end && s->depth > 0) {
        for (size_t r = DEPREL_ROOT + 1; r < DEPREL_COUNT; r++) {
            best = scores[STEP_LEFT + r] > scores[best] ? STEP_LEFT + r : best;
        }
    }
    if (s->depth >= 2) {
        best = best == STEPS ? (size_t)STEP_RIGHT + DEPREL_ROOT + 1 : best;
        for (size_t r = DEPREL_ROOT + 1; r < DEPREL_COUNT; r++) {
            best = scores[STEP_RIGHT + r] > scores[best] ? STEP_RIGHT + r : best;
        }
    }
    return best;
}

bool parser_run(const parser *m, const word *words, size_t count, arena *scratch,
                parse_node **nodes)
{
    uint32_t keys[SCORE_KEYS];
    int32_t scores[SCORE_OUTPUTS];
    parse_state s;
    if (!parse_begin(&s, words, count, scratch)) {
        return false;
    }
    while (!parse_done(&s)) {
        size_t forced = s.next < count && s.depth == 0 ? (size_t)STEP_SHIFT : STEPS;
        if (forced == STEPS) {
            size_t n = parse_features(&s, keys);
            score_run_all(m->nets, m->nnets, keys, n, scores);
            forced = choose(&s, scores);
        }
        parse_step(&s, forced);
    }
    *nodes = s.nodes;
    return true;
}
