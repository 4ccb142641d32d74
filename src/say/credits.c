/* Credits and hedges: "according to X", "citing X", "reportedly". */
#include "say/say_priv.h"

/* ---- credits -----------------------------------------------------------------------------------
 */

/* The noun that "according to" or "per" introduces at t; -1 = none. */
static int32_t credited(const say_state *s, uint32_t t)
{
    uint32_t last;
    if (know_list_match(s->k, s->credits, s->r, t, &last) < 0) {
        return -1;
    }
    const token *k = &s->r->tokens[t];
    if (k->deprel == DEPREL_CASE || k->deprel == DEPREL_FIXED) {
        return k->head > (int32_t)last ? k->head : -1;
    }
    /* some parses make a verb of "according" */
    int32_t object = report_child_by(s->r, t, DEPREL_OBL);
    return object > (int32_t)last ? object : -1;
}

static bool set_off(const report *r, uint32_t sent, uint32_t t)
{
    return t == r->sentences[sent].first || r->tokens[t - 1].upos == UPOS_PUNCT;
}

int32_t say_root(const report *r, int32_t t)
{
    for (int steps = 0; steps < 512 && r->tokens[t].head >= 0; steps++) {
        t = r->tokens[t].head;
    }
    return t;
}

/* Set off by a comma a credit covers the sentence, else the clause that it hangs on. */
static bool credit_content(const report *r, say_frame *f, uint32_t t, int32_t above)
{
    const sentence *x = &r->sentences[f->sent];
    uint32_t first, last;
    report_subtree(r, (uint32_t)f->verb, &first, &last);
    if (set_off(r, f->sent, t) && t > x->first + 2 && last + 2 >= x->last) {
        f->from = (int32_t)x->first;
        f->to = (int32_t)t - 2;
        return true;
    }
    f->content = set_off(r, f->sent, t) ? say_root(r, f->verb) : above;
    if (f->content >= 0 && f->content != f->verb) {
        return true;
    }
    f->content = -1;
    return say_behind_comma(r, f);
}

static bool credit_frame(say_state *s, uint32_t sent, uint32_t t)
{
    const report *r = s->r;
    int32_t noun = credited(s, t);
    if (noun < 0) {
        return true;
    }
    bool verb_parse = r->tokens[t].head != noun;
    int32_t hung = verb_parse ? (int32_t)t : noun;
    int32_t above = r->tokens[hung].head;
    say_frame f = say_frame_new(sent, noun, "credit");
    f.left_out = hung;
    f.credit = true;
    if (!credit_content(r, &f, t, above)) {
        return true;
    }
    say_add_head(&f, noun);
    say_add_relays(s, &f, noun);
    return say_push(s, f);
}

/* "..., citing officials" under a verb that is none of saying. */
static bool citing_frame(say_state *s, uint32_t sent, int32_t t, int64_t entry)
{
    const report *r = s->r;
    const token *v = &r->tokens[t];
    if (!say_has_value(s, entry, "cited", "obj") || v->deprel != DEPREL_ADVCL || v->head < 0 ||
        say_verb_entry(s, v->head) >= 0 || v->xpos != XPOS_VBG) {
        return true;
    }
    say_frame f = say_frame_new(sent, t, "citing");
    f.content = v->head;
    f.left_out = t;
    f.credit = true;
    say_add_head(&f, report_child_by(r, (uint32_t)t, DEPREL_OBJ));
    return f.nheads == 0 || say_push(s, f);
}

static bool adverb_frame(say_state *s, uint32_t sent, uint32_t t)
{
    const token *k = &s->r->tokens[t];
    if (k->upos != UPOS_ADV || k->head < 0 || say_entry(s, s->adverbs, t) < 0) {
        return true;
    }
    say_frame f = say_frame_new(sent, (int32_t)t, "adverb");
    f.content = k->head;
    f.left_out = (int32_t)t;
    f.doubted = true;
    return say_push(s, f);
}

bool say_credit_frames(say_state *s, uint32_t sent, uint32_t t)
{
    const int64_t entry = say_verb_entry(s, (int32_t)t);
    return (entry < 0 || citing_frame(s, sent, (int32_t)t, entry)) && credit_frame(s, sent, t) &&
           adverb_frame(s, sent, t);
}
