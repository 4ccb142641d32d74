/* "resigned on Tuesday, two days after the army fled": what stands behind such a length lies so far
 * from the day that the sentence tells before it; where it tells none, from the day of the telling.
 */
#include "when/resolve.h"

/* "two weeks after the attack killed 30", where the parse may take the weeks for what killed. */
static int32_t verb_of(const report *r, const time_expr *x, int32_t noun)
{
    const token *unit = &r->tokens[x->last];
    const bool subject = noun >= 0 && r->tokens[noun].head == (int32_t)x->last &&
                         unit->deprel == DEPREL_NSUBJ && unit->head > noun;
    return subject ? unit->head : noun;
}

int32_t when_apart_from(const report *r, const time_expr *x)
{
    const uint32_t t = x->last + 1;
    const bool length =
        x->type == TIMEX_DURATION && t <= r->sentences[r->tokens[x->first].sent].last;
    return length && (token_is(r, t, "after") || token_is(r, t, "before"))
               ? verb_of(r, x, r->tokens[t].head)
               : -1;
}

/* The last single day told before the expression; else the day of the telling, if the sentence
 * tells no other time. */
static day day_before_it(const when_state *w, uint32_t first, uint32_t index)
{
    const time_expr *times = w->r->times;
    for (uint32_t i = index; i > first; i--) {
        const interval when = times[i - 1].when;
        if (times[i - 1].type == TIMEX_DATE && when.from == when.to && when.from != DAY_NONE) {
            return when.from;
        }
    }
    return w->r->ntimes == first + 1 ? w->document : DAY_NONE;
}

void when_set_apart(const when_state *w, const frame *f, uint32_t first, uint32_t index)
{
    time_expr *x = &w->r->times[index];
    const day base = day_before_it(w, first, index);
    if (f->read != READ_DURATION || f->unit < UNIT_DAY || f->n == VAGUE || base == DAY_NONE ||
        when_apart_from(w->r, x) < 0) {
        return;
    }
    time_expr away = {.value = VIEW("")};
    resolve_away(w, f, &away, base, token_is(w->r, x->last + 1, "after") ? -1 : 1);
    x->when = away.when;
}
