/* Whom "he", "she" and "it" mean that speak: mostly who spoke last, whatever who/ made of them. */
#include "say/say_priv.h"

enum { QUOTED_BACK = 6 /* sentences of a quotation before "he added" */ };

/* May "he" or "she" be that one? */
static bool may_be_person(const say_state *s, const source *x)
{
    if (x->mention >= 0) {
        const mention *m = &s->r->mentions[x->mention];
        return m->type == ENTITY_PERSON && !m->plural;
    }
    size_t from = x->name.length;
    while (from > 0 && x->name.data[from - 1] != ' ') {
        from--;
    }
    const view last = view_cut(x->name, from, x->name.length);
    return !x->issued && !x->outlet && know_list_find(s->k, s->bodies, last) < 0;
}

static bool is_he(view form)
{
    return view_equal_nocase(form, VIEW("he")) || view_equal_nocase(form, VIEW("she"));
}

static bool is_it(view form)
{
    return view_equal_nocase(form, VIEW("it"));
}

/* The first of the quoted sentences that lead up to this one, or this one. */
static uint32_t quoted_from(const say_state *s, uint32_t sent)
{
    for (unsigned i = 0; sent > 0 && i < QUOTED_BACK; i++, sent--) {
        const sentence *x = &s->r->sentences[sent - 1];
        if (s->quote_of[x->first] < 0 && (x->first == x->last || s->quote_of[x->first + 1] < 0)) {
            break;
        }
        if (s->quote_of[x->last] < 0 && (x->last == x->first || s->quote_of[x->last - 1] < 0)) {
            break;
        }
    }
    return sent;
}

bool say_spoke_just_now(const say_state *s, int32_t head, source *out)
{
    const view form = s->r->tokens[head].form;
    const uint32_t sent = quoted_from(s, s->r->tokens[head].sent);
    const bool other = view_equal_nocase(form, VIEW("they")) ||
                       view_equal_nocase(form, VIEW("i")) || view_equal_nocase(form, VIEW("we"));
    for (size_t i = s->drafts.count; i > 0 && !other; i--) {
        const say_draft *d = &s->drafts.at[i - 1];
        if (d->verb >= 0 && s->r->tokens[d->verb].sent + 1 < sent) {
            return false;
        }
        if (d->verb < 0 || d->nown == 0) {
            continue;
        }
        const bool person = may_be_person(s, &d->own[0]);
        if (is_it(form) ? !person && s->r->tokens[d->verb].sent < sent : person) {
            *out = d->own[0];
            return true;
        }
    }
    return false;
}

/* The last person named outside of quotations before the token; -1 = none. */
static int32_t last_person(const say_state *s, int32_t token)
{
    const report *r = s->r;
    const size_t at = say_mentions_before(r, (uint32_t)token);
    for (size_t i = at; i > 0 && at - i < SAY_LOOK_BACK; i--) {
        const mention *m = &r->mentions[i - 1];
        if (m->type == ENTITY_PERSON && m->via != VIA_PRONOUN && s->quote_of[m->head] < 0 &&
            r->tokens[m->head].sent + 6 > r->tokens[token].sent && say_proper(m->name)) {
            return (int32_t)i - 1;
        }
    }
    return -1;
}

bool say_misled(const say_state *s, int32_t head, int32_t m, source *out)
{
    const report *r = s->r;
    const view form = r->tokens[head].form;
    if (!is_he(form) || m < 0 || s->quote_of[head] >= 0) {
        return false;
    }
    bool outside = false;
    for (uint32_t i = 0; i < (uint32_t)m && !outside; i++) {
        outside =
            r->mentions[i].entity == r->mentions[m].entity && s->quote_of[r->mentions[i].head] < 0;
    }
    const entity *who = &r->entities[r->mentions[m].entity];
    if (outside && who->type == ENTITY_PERSON && !r->mentions[who->first_mention].plural) {
        return false;
    }
    if (say_last_source(s, out) && out->mention >= 0 && may_be_person(s, out)) {
        return true;
    }
    const int32_t before = last_person(s, head);
    if (before >= 0) {
        *out = say_of_mention(r, before);
    }
    return before >= 0;
}
