/* Credits and hedges: "according to X", "citing X", "reportedly". */
#include "say/say_priv.h"

enum { TRAIL_MAX = 24 /* tokens of a closing "reports our correspondent ..." */ };

/* ---- outlets that report -----------------------------------------------------------------------
 */

/* Reads the token as a verb of saying of an outlet, whatever the tagger made of it ("reports"
 * passes for a noun)? */
static bool reads_as_report(const say_state *s, int32_t t)
{
    const view form = s->r->tokens[t].form;
    const bool shaped =
        view_ends(form, VIEW("s")) || view_ends(form, VIEW("ed")) || view_equal(form, VIEW("said"));
    return shaped && (say_entry(s, s->verbs, (uint32_t)t) >= 0 || view_equal(form, VIEW("points")));
}

/* First token of the outlet's name that ends before t; -1 = no outlet stands there. */
static int32_t outlet_before(const say_state *s, uint32_t sent, int32_t t)
{
    const report *r = s->r;
    const int32_t begin = (int32_t)r->sentences[sent].first;
    const int32_t last = t - 1;
    if (last < begin || !say_is_outlet(s, last)) {
        return -1;
    }
    int32_t first = last;
    const int32_t name = r->tokens[last].name;
    while (first > begin && r->tokens[first - 1].upos != UPOS_PUNCT &&
           ((name >= 0 && r->tokens[first - 1].name == name) ||
            (r->tokens[first - 1].head == last && (r->tokens[first - 1].deprel == DEPREL_COMPOUND ||
                                                   r->tokens[first - 1].deprel == DEPREL_AMOD)))) {
        first--;
    }
    return first > begin && r->tokens[first - 1].upos == UPOS_DET ? first - 1 : first;
}

/* ---- credits -----------------------------------------------------------------------------------
 */

/* "state-run Bakhtar News", where the parser made "run" the head: the name behind it. */
static int32_t noun_of(const report *r, int32_t head)
{
    if (head > 0 && r->tokens[head - 1].xpos == XPOS_HYPH) {
        for (int32_t c = report_child(r, (uint32_t)head, head); c >= 0;
             c = report_child(r, (uint32_t)head, c)) {
            if (r->tokens[c].upos == UPOS_PROPN) {
                return c;
            }
        }
    }
    return head;
}

/* The noun that "according to" or "per" introduces at t; -1 = none. */
static int32_t credited(const say_state *s, uint32_t t)
{
    uint32_t last;
    if (know_list_match(s->k, s->credits, s->r, t, &last) < 0) {
        return -1;
    }
    const token *k = &s->r->tokens[t];
    if (k->deprel == DEPREL_CASE || k->deprel == DEPREL_FIXED) {
        return k->head > (int32_t)last ? noun_of(s->r, k->head) : -1;
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

/* The verb behind "according to X" whose outlet passes X's word on: "according to the army, Reuters
 * reports"; -1 = none.  The outlet's name begins at *from. */
static int32_t relaying_verb(const say_state *s, uint32_t sent, int32_t first, int32_t *from)
{
    const report *r = s->r;
    const int32_t last = (int32_t)r->sentences[sent].last;
    *from = -1;
    for (int32_t v = first + 2; v <= last && v < first + 16; v++) {
        const bool ends = v == last || r->tokens[v + 1].upos == UPOS_PUNCT ||
                          view_equal(r->tokens[v + 1].form, VIEW("out"));
        *from = ends && reads_as_report(s, v) ? outlet_before(s, sent, v) : -1;
        if (*from > first) {
            return v;
        }
        if (r->tokens[v].upos == UPOS_VERB || r->tokens[v].upos == UPOS_AUX) {
            return -1;
        }
    }
    return -1;
}

/* Head of the credited phrase first..last, which the parser may have run into the outlet's. */
static int32_t credited_head(const report *r, int32_t first, int32_t last)
{
    int32_t t = last;
    for (int steps = 0; steps < 12; steps++) {
        const int32_t head = r->tokens[t].head;
        if (head < first || head > last || r->tokens[t].deprel == DEPREL_CASE) {
            break;
        }
        t = head;
    }
    return t;
}

/* "According to X, Y reports, C"; "C, according to X Y reports".  Sets *found where it is one. */
static bool relayed_credit(say_state *s, uint32_t sent, uint32_t t, bool *found)
{
    const report *r = s->r;
    const sentence *x = &r->sentences[sent];
    uint32_t before;
    int32_t from = -1;
    *found = false;
    if (know_list_match(s->k, s->credits, r, t, &before) < 0) {
        return true;
    }
    const int32_t first = (int32_t)before + 1;
    const int32_t verb = relaying_verb(s, sent, first, &from);
    int32_t last = from - 1;
    last -= last >= first && say_comma(&r->tokens[last]);
    if (verb < 0 || last < first || r->tokens[last].upos == UPOS_DET) {
        return true;
    }
    say_frame f = say_frame_new(sent, credited_head(r, first, last), "relayed credit");
    const bool leads = t <= x->first + 1;
    f.from = leads ? verb + 2 : (int32_t)x->first;
    f.to = leads ? (int32_t)x->last : (int32_t)t - 1;
    f.credit = true;
    f.relay = verb;
    if (f.from >= f.to) {
        return true;
    }
    *found = true;
    say_add_head(&f, f.verb);
    say_add_head(&f, verb - 1);
    return say_push(s, f);
}

bool say_is_relay(const say_state *s, uint32_t sent, int32_t verb)
{
    for (size_t i = s->frames.count; i > 0 && s->frames.at[i - 1].sent == sent; i--) {
        if (s->frames.at[i - 1].relay == verb) {
            return true;
        }
    }
    return false;
}

static bool credit_frame(say_state *s, uint32_t sent, uint32_t t)
{
    const report *r = s->r;
    bool relayed;
    if (!relayed_credit(s, sent, t, &relayed)) {
        return false;
    }
    int32_t noun = relayed ? -1 : credited(s, t);
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

/* The verb of saying that closes the sentence behind an outlet's name; -1 = none. */
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
    return t > x->first + 1 && reads_as_report(s, (int32_t)t) ? (int32_t)t : -1;
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
    if (t > (int32_t)x->first && r->tokens[t].upos != UPOS_PROPN &&
        say_entry(s, s->outlets, (uint32_t)t) >= 0) {
        t--; /* "reports Al-Rai daily" */
    }
    *name = t;
    while (t > (int32_t)x->first + 2 && t + 8 > *name &&
           (r->tokens[t].upos == UPOS_PROPN || r->tokens[t].upos == UPOS_DET ||
            r->tokens[t].xpos == XPOS_HYPH)) {
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

int32_t say_trailing_report(const say_state *s, uint32_t sent)
{
    const report *r = s->r;
    const sentence *x = &r->sentences[sent];
    for (int32_t t = (int32_t)x->last;
         t > (int32_t)x->first + 2 && t + TRAIL_MAX > (int32_t)x->last; t--) {
        const token *k = &r->tokens[t];
        if (say_comma(&r->tokens[t - 1]) && view_equal(k->form, VIEW("reports"))) {
            return t + 1 < (int32_t)x->last && r->tokens[t + 1].xpos == XPOS_PRP_POSS ? t : -1;
        }
        if (k->upos == UPOS_AUX || k->xpos == XPOS_VBD || k->xpos == XPOS_VBZ) {
            return -1;
        }
    }
    return -1;
}

static bool push_trailing_report(say_state *s, uint32_t sent)
{
    const report *r = s->r;
    const int32_t verb = say_trailing_report(s, sent);
    if (verb < 0) {
        return true;
    }
    say_frame f = say_frame_new(sent, verb, "trailing report");
    f.from = (int32_t)r->sentences[sent].first;
    f.to = verb - 2;
    f.credit = true;
    for (uint32_t t = (uint32_t)verb + 1; t < r->sentences[sent].last; t++) {
        if (r->tokens[t].xpos == XPOS_VBG && say_cites(s, (int32_t)t)) {
            say_add_head(&f, report_child_by(r, t, DEPREL_OBJ));
        }
    }
    return f.nheads == 0 || say_push(s, f); /* our correspondent is the report's own voice */
}

static bool push_inverted_credit(say_state *s, uint32_t sent)
{
    int32_t name;
    const int32_t verb = inverted_credit(s, sent, &name);
    if (verb < 0) {
        return push_trailing_report(s, sent);
    }
    say_frame f = say_frame_new(sent, verb, "inverted credit");
    f.from = (int32_t)s->r->sentences[sent].first;
    f.to = verb - 2;
    f.credit = true;
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
    if (say_is_relay(s, sent, verb)) {
        return DATELINE_OK;
    }
    for (size_t i = s->frames.count; i > 0 && s->frames.at[i - 1].sent == sent; i--) {
        const say_frame *f = &s->frames.at[i - 1];
        if ((f->verb == verb && !f->credit) ||
            (f->credit && f->nheads > 0 && f->heads[0] >= from)) {
            return DATELINE_OK; /* the tree has it */
        }
    }
    say_frame f = say_frame_new(sent, verb, "closing credit");
    f.content = say_root(s->r, from);
    f.cut = from;
    f.credit = true;
    say_add_head(&f, verb - 1);
    return say_push(s, f) ? DATELINE_OK : fault_memory(e);
}
