/* The cost of a step is the number of gold arcs that can no longer be made after it.  In arc-hybrid
 * an arc can still be made while its child is on the stack or in the buffer and its head is below
 * the child on the stack, next to it, or anywhere in the buffer. */
#include "train/oracle.h"

static bool in_stack(const parse_state *s, int32_t word, size_t from_top)
{
    for (size_t i = from_top; i < s->depth; i++) {
        if (s->stack[s->depth - 1 - i] == (uint32_t)word) {
            return true;
        }
    }
    return false;
}

/* Gold children of a word that are still in the buffer. */
static unsigned children_ahead(const oracle *o, const parse_state *s, uint32_t word)
{
    unsigned n = 0;
    for (size_t t = s->next; t < o->count; t++) {
        n += o->heads[t] == (int32_t)word;
    }
    return n;
}

static unsigned shift_cost(const oracle *o, const parse_state *s)
{
    unsigned cost = 0;
    for (size_t i = 0; i < s->depth; i++) {
        cost += o->heads[s->stack[i]] == (int32_t)s->next;
    }
    return cost + (in_stack(s, o->heads[s->next], 1) ? 1U : 0U);
}

typedef struct {
    unsigned shift, left, right;  /* without the relation */
    size_t left_gold, right_gold; /* relation of the arc if it is gold, else DEPREL_COUNT */
} costs;

static costs cost_of(const oracle *o, const parse_state *s)
{
    costs c = {.left_gold = DEPREL_COUNT, .right_gold = DEPREL_COUNT};
    if (s->next < s->count) {
        c.shift = shift_cost(o, s);
    }
    if (s->depth > 0) {
        uint32_t top = s->stack[s->depth - 1];
        int32_t head = o->heads[top];
        unsigned ahead = children_ahead(o, s, top);
        bool below = s->depth >= 2 && head == (int32_t)s->stack[s->depth - 2];
        c.left = ahead + (below || head > (int32_t)s->next ? 1U : 0U);
        c.right = ahead + (head >= (int32_t)s->next ? 1U : 0U);
        c.left_gold = head == (int32_t)s->next ? o->relations[top] : DEPREL_COUNT;
        c.right_gold = below ? o->relations[top] : DEPREL_COUNT;
    }
    return c;
}

/* An arc that is gold must bear its relation; for one that is not, the word's own relation is as
 * good as any, but the root's only under the root. */
static void want_arc(size_t first, size_t gold, size_t own, bool under_root, uint8_t *wanted)
{
    size_t other = under_root ? (size_t)DEPREL_ROOT : own == DEPREL_ROOT ? (size_t)DEPREL_DEP : own;
    wanted[first + (gold < DEPREL_COUNT ? gold : other)] = 1;
}

void oracle_steps(const oracle *o, const parse_state *s, uint8_t *wanted, uint8_t *allowed)
{
    costs c = cost_of(o, s);
    bool shift = parse_allowed(s, STEP_SHIFT);
    bool at_end = s->next == s->count;
    bool left = s->depth > 0 && (!at_end || s->depth == 1), right = s->depth >= 2;
    unsigned least = UINT32_MAX;
    least = shift && c.shift < least ? c.shift : least;
    least = left && c.left < least ? c.left : least;
    least = right && c.right < least ? c.right : least;
    memset(wanted, 0, STEPS);
    for (size_t step = 0; step < STEPS; step++) {
        allowed[step] = parse_allowed(s, step);
    }
    if (shift && c.shift == least) {
        wanted[STEP_SHIFT] = 1;
    }
    if (left && c.left == least) {
        want_arc(STEP_LEFT, c.left_gold, o->relations[s->stack[s->depth - 1]], at_end, wanted);
    }
    if (right && c.right == least) {
        want_arc(STEP_RIGHT, c.right_gold, o->relations[s->stack[s->depth - 1]], false, wanted);
    }
}
