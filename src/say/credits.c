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

/* ---- "..., Anadolu reports." --------------------------------------------------------------------
 */

/* The verb of saying that closes the sentence behind an outlet's name, whatever the parser made of
 * it ("reports" passes for a noun); -1 = none. */
static int32_t closing_verb(const say_state *s, uint32_t sent)
{
    const report *r = s->r;
    const sentence *x = &r->sentences[sent];
    uint32_t t = x->last;
    while (t > x->first && r->tokens[t].upos == UPOS_PUNCT) {
        t--;
    }
    if (t > x->first && view_equal_nocase(r->tokens[t].form, VIEW("out"))) {
        t--;
    }
    const view form = r->tokens[t].form;
    bool shaped =
        view_ends(form, VIEW("s")) || view_ends(form, VIEW("ed")) || view_equal(form, VIEW("said"));
    bool says = say_entry(s, s->verbs, t) >= 0 || view_equal(form, VIEW("points"));
    return t > x->first + 1 && shaped && says ? (int32_t)t : -1;
}

/* First token of the outlet's name that ends before t; -1 = no outlet stands there. */
static int32_t outlet_before(const say_state *s, uint32_t sent, int32_t t)
{
    const report *r = s->r;
    int32_t first = t - 1;
    if (r->tokens[first].upos != UPOS_PROPN || !say_is_outlet(s, first)) {
        return -1;
    }
    const int32_t begin = (int32_t)r->sentences[sent].first;
    const int32_t name = r->tokens[first].name;
    while (first > begin && name >= 0 && r->tokens[first - 1].name == name) {
        first--;
    }
    return first > begin && r->tokens[first - 1].upos == UPOS_DET ? first - 1 : first;
}

/* ", reports UNB.": first token of the verb behind the comma; the name's last token is *name. */
static int32_t inverted_credit(const say_state *s, uint32_t sent, int32_t *name)
{
    const report *r = s->r;
    const sentence *x = &r->sentences[sent];
    int32_t t = (int32_t)x->last;
    while (t > (int32_t)x->first && r->tokens[t].upos == UPOS_PUNCT) {
        t--;
    }
    *name = t;
    while (t > (int32_t)x->first + 2 && r->tokens[t].upos == UPOS_PROPN && t + 4 > *name) {
        t--;
    }
    const view form = r->tokens[t].form;
    bool shaped =
        view_ends(form, VIEW("s")) || view_ends(form, VIEW("ed")) || view_equal(form, VIEW("said"));
    return t < *name && shaped && say_entry(s, s->verbs, (uint32_t)t) >= 0 &&
                   r->tokens[t].upos == UPOS_NOUN && say_comma(&r->tokens[t - 1])
               ? t
               : -1;
}

static bool push_inverted_credit(say_state *s, uint32_t sent)
{
    int32_t name;
    const int32_t verb = inverted_credit(s, sent, &name);
    if (verb < 0) {
        return true;
    }
    say_frame f = {.sent = sent,
                   .verb = verb,
                   .left_out = -1,
                   .content = -1,
                   .cut = -1,
                   .from = (int32_t)s->r->sentences[sent].first,
                   .to = verb - 2,
                   .outlet = -1,
                   .statement = -1,
                   .credit = true,
                   .rule = "inverted credit"};
    say_add_head(&f, name);
    return say_push(s, f);
}

dateline_status say_closing_credit(say_state *s, uint32_t sent, dateline_error *e)
{
    if (!push_inverted_credit(s, sent)) {
        return fault_memory(e);
    }
    int32_t verb = closing_verb(s, sent);
    int32_t from = verb < 0 ? -1 : outlet_before(s, sent, verb);
    if (from <= (int32_t)s->r->sentences[sent].first) {
        return DATELINE_OK;
    }
    int32_t nearer = -1;
    for (size_t i = s->frames.count; i > 0 && s->frames.at[i - 1].sent == sent; i--) {
        say_frame *f = &s->frames.at[i - 1];
        if (f->verb == verb && !f->credit) {
            return DATELINE_OK; /* the tree has it */
        }
        if (f->credit && f->nheads > 0 && f->heads[0] >= from) {
            nearer = from - 1; /* according to the military | Anadolu reports */
            f->nheads = 0;
            f->content = f->from = -1;
        }
    }
    say_frame f = {.sent = sent,
                   .verb = verb,
                   .left_out = -1,
                   .cut = from,
                   .from = -1,
                   .outlet = -1,
                   .statement = -1,
                   .credit = true,
                   .rule = "closing credit"};
    f.content = say_root(s->r, from);
    if (nearer >= 0 && s->r->tokens[nearer].deprel != DEPREL_CASE) {
        say_add_head(&f, nearer);
    }
    say_add_head(&f, verb - 1);
    return say_push(s, f) ? DATELINE_OK : fault_memory(e);
}
