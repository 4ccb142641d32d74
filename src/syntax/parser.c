/* The states and steps of the arc-hybrid system, and the greedy search. */
#include "syntax/parser.h"

static dateline_status open_net(const weights *p, const char *name, score_net *net,
                                dateline_error *e)
{
    view v;
    TRY(weights_section(p, name, &v, e));
    TRY(score_open(v, net, e));
    return net->outputs == STEPS
               ? DATELINE_OK
               : fault(e, DATELINE_E_MODEL, "parser with %u steps, not %d", net->outputs, STEPS);
}

dateline_status parser_open(const weights *p, parser *out, dateline_error *e)
{
    TRY(open_net(p, "guessnet", &out->first, e));
    return open_net(p, "parsenet", &out->second, e);
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

_Static_assert(DEPREL_ROOT == 0, "the relations after it are all others");

/* The allowed step of the greatest score; never the root's relation, which needs no choice. */
static size_t choose(const parse_state *s, int32_t *scores)
{
    if (s->next == s->count) {
        return STEP_RIGHT + 1 + score_best(scores + STEP_RIGHT + 1, DEPREL_COUNT - 1);
    }
    scores[STEP_LEFT + DEPREL_ROOT] = INT32_MIN;
    scores[STEP_RIGHT + DEPREL_ROOT] = INT32_MIN;
    return score_best(scores, s->depth >= 2 ? (size_t)STEPS : (size_t)STEP_RIGHT);
}

/* Does what needs no choice; false = the tree is whole. */
static bool advance(parse_state *s)
{
    if (s->depth == 0 && s->next < s->count) {
        parse_step(s, STEP_SHIFT);
    }
    if (s->depth == 1 && s->next == s->count) {
        parse_step(s, STEP_LEFT + DEPREL_ROOT);
    }
    return !parse_done(s);
}

/* States side by side, each of which makes way for the next one when it is done; one has its
 * features and waits to be decided until another has too. */
typedef struct {
    const score_net *net;
    parse_state *states; /* [count] */
    size_t count, next;  /* states from `next` on have not begun */
    parse_state *at[LINES];
    score_rows rows[LINES];
    size_t waiting; /* LINES = none does */
} round;

static void decide(round *r, const score_rows *ahead)
{
    int32_t scores[SCORE_OUTPUTS];
    if (r->waiting < LINES) {
        parse_state *s = r->at[r->waiting];
        score_sum(r->net, &r->rows[r->waiting], ahead, scores);
        parse_step(s, choose(s, scores));
        r->waiting = LINES;
    }
}

/* The state at a place, or the next one when it is done, goes as far as it can without a choice;
 * false = there is none left. */
static bool go_on(round *r, size_t place)
{
    while (r->at[place] == NULL || !advance(r->at[place])) {
        if (r->next == r->count) {
            r->at[place] = NULL;
            return false;
        }
        r->at[place] = &r->states[r->next++];
    }
    return true;
}

/* Takes the states in turn, a step each, until all are done. */
static void run(const score_net *net, parse_state *states, size_t count)
{
    round r;
    r.net = net;
    r.states = states;
    r.count = count;
    r.next = 0;
    r.waiting = LINES;
    memset(r.at, 0, sizeof r.at);
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < LINES; i++) {
            if (r.waiting == i) {
                decide(&r, NULL);
            }
            if (go_on(&r, i)) {
                r.rows[i].count = parse_features(r.at[i], r.rows[i].at);
                score_find(net, &r.rows[i]);
                decide(&r, &r.rows[i]);
                r.waiting = i;
                more = true;
            }
        }
    }
}

void parse_reverse(const word *words, size_t count, word *reversed)
{
    for (size_t t = 0; t < count; t++) {
        reversed[count - 1 - t] = words[t];
    }
}

void parse_take_guess(const parse_node *reversed, size_t count, word *words)
{
    for (size_t t = 0; t < count; t++) {
        words[t].guess_last = -1;
    }
    for (size_t t = 0; t < count; t++) {
        const parse_node *n = &reversed[count - 1 - t];
        words[t].guess_relation = n->relation;
        words[t].guess_head = n->head < 0 ? (int32_t)count : (int32_t)count - 1 - n->head;
        if (n->head >= 0) {
            words[words[t].guess_head].guess_last = (int32_t)t;
        }
    }
}

bool parser_run(const parser *m, const word_line *lines, size_t nlines, arena *scratch,
                parse_node **nodes)
{
    parse_state *first = ARENA_ARRAY(scratch, parse_state, nlines);
    parse_state *second = ARENA_ARRAY(scratch, parse_state, nlines);
    for (size_t i = 0; i < nlines && !arena_failed(scratch); i++) {
        word *reversed = ARENA_ARRAY(scratch, word, lines[i].count);
        if (reversed == NULL || !parse_begin(&first[i], reversed, lines[i].count, scratch) ||
            !parse_begin(&second[i], lines[i].words, lines[i].count, scratch)) {
            return false;
        }
        parse_reverse(lines[i].words, lines[i].count, reversed);
        second[i].guessed = true;
    }
    if (arena_failed(scratch)) {
        return false;
    }
    run(&m->first, first, nlines);
    for (size_t i = 0; i < nlines; i++) {
        parse_take_guess(first[i].nodes, lines[i].count, lines[i].words);
    }
    run(&m->second, second, nlines);
    for (size_t i = 0; i < nlines; i++) {
        nodes[i] = second[i].nodes;
    }
    return true;
}
