/* What the parser's net sees of a state: the three topmost words of the stack, the next three of
 * the buffer, children found so far, and pairs and triples of these (after Zhang and Nivre 2011).
 * Templates are numbered in the order in which they are pushed. */
#include "syntax/parser.h"

typedef struct {
    uint64_t word, tag, group, relation, shape;
    const parse_node *node;
    int64_t at; /* -1 = none */
} spot;

typedef struct {
    uint32_t *keys;
    uint32_t count;
} key_list;

static void push(key_list *k, uint64_t a, uint64_t b)
{
    k->keys[k->count] = feature(k->count, a, b);
    k->count++;
}

static spot none(void)
{
    static const parse_node empty = {
        .left = -1, .left2 = -1, .right = -1, .right2 = -1, .head = -1, .relation = DEPREL_COUNT};
    return (spot){.tag = 255, .relation = 255, .node = &empty, .at = -1};
}

static spot spot_of(const parse_state *s, int64_t at)
{
    if (at < 0 || at > (int64_t)s->count) {
        return none();
    }
    const parse_node *n = &s->nodes[at];
    if (at == (int64_t)s->count) {
        return (spot){.word = 1, .tag = 254, .group = 0xFFFF, .relation = 254, .node = n, .at = at};
    }
    const word *w = &s->words[at];
    return (spot){w->id, w->tag, w->group, n->relation, w->shape, n, at};
}

static spot on_stack(const parse_state *s, size_t below)
{
    return below < s->depth ? spot_of(s, (int64_t)s->stack[s->depth - 1 - below]) : none();
}

static uint64_t two(uint64_t a, uint64_t b)
{
    return a << 8 | b;
}
static uint64_t three(uint64_t a, uint64_t b, uint64_t c)
{
    return a << 16 | b << 8 | c;
}

/* Distances in steps: 0 1 2 3 4 5-6 7-9 10 and more. */
static uint64_t gap(int64_t from, int64_t to)
{
    int64_t d = to - from;
    return from < 0 || to < 0 ? 9 : d < 5 ? (uint64_t)d : d < 7 ? 5 : d < 10 ? 6 : 7;
}

typedef struct {
    spot s0, s1, s2, b0, b1, b2, b3;
    spot s0l, s0l2, s0r, s0r2, s1l, s1r, s1r2, b0l;
} view_of_state;

static view_of_state look(const parse_state *s)
{
    view_of_state v = {.s0 = on_stack(s, 0),
                       .s1 = on_stack(s, 1),
                       .s2 = on_stack(s, 2),
                       .b0 = spot_of(s, (int64_t)s->next),
                       .b1 = spot_of(s, (int64_t)s->next + 1),
                       .b2 = spot_of(s, (int64_t)s->next + 2),
                       .b3 = spot_of(s, (int64_t)s->next + 3)};
    v.s0l = spot_of(s, v.s0.node->left);
    v.s0l2 = spot_of(s, v.s0.node->left2);
    v.s0r = spot_of(s, v.s0.node->right);
    v.s0r2 = spot_of(s, v.s0.node->right2);
    v.s1l = spot_of(s, v.s1.node->left);
    v.s1r = spot_of(s, v.s1.node->right);
    v.s1r2 = spot_of(s, v.s1.node->right2);
    v.b0l = spot_of(s, v.b0.node->left);
    return v;
}

/* The word at the top of the stack and the next one. */
static void push_main(key_list *k, const spot *p)
{
    push(k, p->word, 0);
    push(k, p->tag, p->shape);
    push(k, p->word, p->tag + 1);
    push(k, p->group, p->tag + 1);
    push(k, p->tag, two(p->node->nleft, p->node->nright));
    push(k, p->word, p->node->left_set);
    push(k, p->tag, p->node->left_set);
}

static void push_singles(key_list *k, const view_of_state *v)
{
    const spot *const tagged[] = {&v->s0l, &v->s0l2, &v->s0r,  &v->s0r2,
                                  &v->s1l, &v->s1r,  &v->s1r2, &v->b0l};
    const spot *const worded[] = {&v->s1,  &v->b1,  &v->b2,  &v->b3,
                                  &v->s0l, &v->s0r, &v->s1r, &v->b0l};
    push_main(k, &v->s0);
    push_main(k, &v->b0);
    push(k, v->s0.word, ~v->s0.node->right_set);
    push(k, v->s0.tag, ~v->s0.node->right_set);
    push(k, v->s1.tag, v->s1.node->left_set);
    push(k, v->s1.tag, ~v->s1.node->right_set);
    push(k, v->s1.tag, two(v->s1.node->nleft, v->s1.node->nright));
    push(k, v->s1.word, v->s1.tag + 1);
    push(k, v->b1.tag, 1);
    push(k, v->b1.group, 2);
    push(k, v->b2.tag, 1);
    for (size_t i = 0; i < sizeof worded / sizeof worded[0]; i++) {
        push(k, worded[i]->word, 0);
    }
    for (size_t i = 0; i < sizeof tagged / sizeof tagged[0]; i++) {
        push(k, tagged[i]->tag, tagged[i]->relation);
    }
}

static void push_pairs(key_list *k, const view_of_state *v)
{
    push(k, v->s0.word, v->b0.tag);
    push(k, v->s0.tag, v->b0.word);
    push(k, v->s1.word, v->s0.tag);
    push(k, v->s1.tag, v->s0.word);
    push(k, v->s1.word, v->b0.tag);
    push(k, v->s1.tag, v->b0.word);
    push(k, v->b0.word, v->b1.tag);
    push(k, v->s0.word, v->b1.tag);
    push(k, v->s0.group, v->b0.group);
    push(k, v->s1.group, v->s0.group);
    push(k, two(v->s0.tag, v->b0.tag), gap(v->s0.at, v->b0.at));
    push(k, two(v->s1.tag, v->s0.tag), gap(v->s1.at, v->s0.at));
    push(k, two(v->s1.tag, v->s0.tag), v->s0l.word); /* the preposition of what follows */
    push(k, v->s1.group, v->s0l.word);
    push(k, v->s0.word, v->s0l.word);
    push(k, two(v->s0.tag, v->b0.tag), v->b0l.word);
    push(k, two(v->s1.tag, v->s0.tag), v->s1.node->right_set);
    push(k, two(v->s1.tag, v->s0.tag), v->s0.node->left_set);
    push(k, two(v->s0.tag, v->b0.tag), v->b0.node->left_set);
    push(k, two(v->s0.tag, v->b0.tag), v->s0.node->left_set);
}

static void push_triples(key_list *k, const view_of_state *v)
{
    push(k, three(v->s0.tag, v->b0.tag, v->b1.tag), 0);
    push(k, three(v->s1.tag, v->s0.tag, v->b0.tag), 0);
    push(k, three(v->s2.tag, v->s1.tag, v->s0.tag), v->b0.tag);
    push(k, three(v->b0.tag, v->b1.tag, v->b2.tag), v->s0.tag);
    push(k, three(v->s1.tag, v->s0.tag, v->b0.tag), v->b1.tag);
    push(k, three(v->s0.tag, v->b0.tag, v->s0r.tag), v->s0r.relation);
    push(k, three(v->s1.tag, v->s0.tag, v->s1r.tag), v->s1r.relation);
    push(k, three(v->s1.tag, v->s0.tag, v->s0l.tag), v->s0l.relation);
    push(k, three(v->s1.tag, v->s0.tag, v->s0r.tag), v->s0r.relation);
    push(k, three(v->s0.tag, v->b0.tag, v->b0l.tag), v->b0l.relation);
}

/* Where a word's guessed head is: 0 next, 1 below the top, 2 further on, 3 deeper, 4 nowhere. */
static uint64_t side_of(const parse_state *s, int64_t at, int64_t below)
{
    if (at < 0 || at >= (int64_t)s->count) {
        return 4;
    }
    int64_t head = s->words[at].guess_head;
    return head == (int64_t)s->next ? 0U : head == below ? 1U : head > (int64_t)s->next ? 2U : 3U;
}

/* Whether the guess still has words ahead for a word: 0 none, 1 only the next, 2 further ones. */
static uint64_t ahead_of(const parse_state *s, int64_t at)
{
    int64_t last = at < 0 || at >= (int64_t)s->count ? -1 : s->words[at].guess_last;
    return last < (int64_t)s->next ? 0U : last == (int64_t)s->next ? 1U : 2U;
}

static uint64_t guessed_relation(const parse_state *s, int64_t at)
{
    return at < 0 || at >= (int64_t)s->count ? 255U : s->words[at].guess_relation;
}

/* What the first parser's tree would have done here. */
static void push_guess(key_list *k, const parse_state *s, const view_of_state *v)
{
    uint64_t top = side_of(s, v->s0.at, v->s1.at) * 3 + ahead_of(s, v->s0.at);
    uint64_t next = side_of(s, v->b0.at, v->s0.at) * 3 + ahead_of(s, v->b0.at);
    uint64_t state = two(top, next), relation = guessed_relation(s, v->s0.at);
    uint64_t below = side_of(s, v->s1.at, v->s2.at) * 3 + ahead_of(s, v->s1.at);
    push(k, state, 0);
    push(k, state, relation);
    push(k, three(top, below, next), relation);
    push(k, top, two(relation, guessed_relation(s, v->b0.at)));
    push(k, two(state, relation), two(v->s0.tag, v->b0.tag));
    push(k, two(state, relation), two(v->s1.tag, v->s0.tag));
    push(k, two(top, relation), v->s0.word);
    push(k, three(relation, guessed_relation(s, v->s1.at), guessed_relation(s, v->b0.at)), top);
}

/* All in one function, so that the templates' numbers are known when compiling. */
__attribute__((flatten)) size_t parse_features(const parse_state *s, uint32_t *keys)
{
    view_of_state v = look(s);
    key_list k = {keys, 0};
    push_singles(&k, &v);
    push_pairs(&k, &v);
    push_triples(&k, &v);
    if (s->guessed) {
        push_guess(&k, s, &v);
    }
    return k.count;
}
