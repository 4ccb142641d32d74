/* Outlets that the words were said to: "told Ynet TV", "in an interview with the BBC", "speaking to
 * Al Jazeera, the minister said", "writing on Twitter".
 */
#include "say/say_priv.h"

int32_t say_child_by(const report *r, int32_t head, deprel relation)
{
    return head < 0 ? -1 : report_child_by(r, (uint32_t)head, relation);
}

static void add_hearer(say_frame *f, int32_t head)
{
    say_add_head(f, head);
    f->outlet = head;
}

/* The word that says one speaks there ("interview", "writing") before a preposition; -1 = none. */
static int32_t talk_before(const say_state *s, int32_t preposition)
{
    const report *r = s->r;
    const bool by = view_equal_nocase(r->tokens[preposition].form, VIEW("by"));
    const int32_t first = (int32_t)r->sentences[r->tokens[preposition].sent].first;
    for (int32_t t = preposition - 1; t >= first && t + 5 > preposition; t--) {
        const token *k = &r->tokens[t];
        const int64_t entry = say_entry(s, s->talks, (uint32_t)t);
        const char *const verb = by ? "passive" : "yes";
        const bool near = t + 1 == preposition && say_has_value(s, entry, "verb", verb);
        if (entry >= 0 && ((!by && (k->upos == UPOS_NOUN || k->xpos == XPOS_VBG)) || near)) {
            return t;
        }
        if (k->upos == UPOS_VERB || k->upos == UPOS_PUNCT) {
            return -1;
        }
    }
    return -1;
}

/* "with the BBC" behind an interview: the outlet's head; -1 = none. */
static int32_t talked_to(const say_state *s, int32_t t)
{
    static const char *const prepositions[] = {"with", "to", "on", "for", "by"};
    const report *r = s->r;
    const token *k = &r->tokens[t];
    bool fits = false;
    for (size_t i = 0; k->upos == UPOS_ADP && i < sizeof prepositions / sizeof *prepositions; i++) {
        fits = fits || view_equal_nocase(k->form, view_of(prepositions[i]));
    }
    const bool talk = fits && talk_before(s, t) >= 0;
    const int32_t last = (int32_t)r->sentences[k->sent].last;
    for (int32_t n = t + 1; fits && n < last && n < t + 5; n++) {
        /* "on his official Twitter account" */
        const bool account =
            say_has_value(s, say_entry(s, s->talks, (uint32_t)n + 1), "behind", "yes");
        if ((talk || account) && r->tokens[n].upos == UPOS_PROPN && say_is_outlet(s, n)) {
            return n;
        }
    }
    return -1;
}

/* The outlet that the sentence says the words went to, wherever it stands; -1 = none. */
static int32_t hearer_in(const say_state *s, uint32_t sent)
{
    const sentence *x = &s->r->sentences[sent];
    for (uint32_t t = x->first; t < x->last; t++) {
        const int32_t outlet = talked_to(s, (int32_t)t);
        if (outlet >= 0 && s->quote_of[outlet] < 0) {
            return outlet;
        }
    }
    return -1;
}

/* The report's own publisher, "told this paper's name". */
static bool publishes(const report *r, int32_t head)
{
    const int32_t m = r->mention_of == NULL ? -1 : r->mention_of[head];
    return m >= 0 && view_equal_nocase(r->mentions[m].name, r->publisher);
}

void say_add_hearers(const say_state *s, say_frame *f, int64_t entry)
{
    const report *r = s->r;
    for (int32_t c = report_child(r, (uint32_t)f->verb, -1); c >= 0;
         c = report_child(r, (uint32_t)f->verb, c)) {
        const uint8_t relation = r->tokens[c].deprel;
        bool hears = say_has_value(s, entry, "hearer", "obj") &&
                     (relation == DEPREL_OBJ || relation == DEPREL_IOBJ);
        bool place = relation == DEPREL_OBL;
        const bool outlet = say_is_outlet(s, c) || (hears && publishes(r, c));
        if ((hears || place) && outlet && !report_has_case(r, (uint32_t)c, "by")) {
            add_hearer(f, c);
        }
        if (place &&
            (report_has_case(r, (uint32_t)c, "in") || report_has_case(r, (uint32_t)c, "during"))) {
            say_add_relays(s, f, c);
            int32_t with = say_child_by(r, c, DEPREL_NMOD);
            if (with >= 0 && say_is_outlet(s, with)) {
                add_hearer(f, with);
            }
        }
    }
    const int32_t outlet = f->nheads == 1 && f->outlet < 0 ? hearer_in(s, f->sent) : -1;
    const int32_t said = say_child_by(r, f->verb, DEPREL_CCOMP);
    const bool within = outlet > f->verb && said > f->verb && outlet >= 0 &&
                        say_below(r, (uint32_t)outlet, said); /* "said he had posted on Facebook" */
    if (outlet >= 0 && outlet != f->heads[0] && !within) {
        add_hearer(f, outlet);
    }
}

/* Has a frame of the sentence the verb as its own, or in what it says? */
static bool told_already(const say_state *s, uint32_t sent, int32_t verb)
{
    for (size_t i = s->frames.count; i > 0 && s->frames.at[i - 1].sent == sent; i--) {
        const say_frame *f = &s->frames.at[i - 1];
        const bool says = f->nheads > 0 && (f->content >= 0 || f->from >= 0);
        if (says && (f->verb == verb || f->content == verb || (f->from <= verb && verb <= f->to))) {
            return true;
        }
    }
    return false;
}

int32_t say_not_hearer(const say_state *s, int32_t verb, int32_t speaker)
{
    const report *r = s->r;
    if (speaker < 0 || !say_is_outlet(s, speaker) ||
        hearer_in(s, r->tokens[verb].sent) != speaker) {
        return speaker;
    }
    return say_child_by(r, say_root(r, speaker), DEPREL_NSUBJ);
}

/* "The MP, writing on Twitter, accused ...": no verb of saying, but what the MP does is said
 * there. */
dateline_status say_find_talk(say_state *s, uint32_t sent, dateline_error *e)
{
    const report *r = s->r;
    const int32_t outlet = hearer_in(s, sent);
    if (outlet < 0) {
        return DATELINE_OK;
    }
    const int32_t root = say_root(r, outlet);
    const int32_t subject = say_child_by(r, root, DEPREL_NSUBJ);
    if (subject < 0 || root == outlet || r->tokens[root].upos != UPOS_VERB ||
        told_already(s, sent, root)) {
        return DATELINE_OK;
    }
    say_frame f = say_frame_new(sent, outlet, "talk");
    f.content = root;
    say_add_head(&f, say_named_person(s, root, subject));
    add_hearer(&f, outlet);
    return say_push(s, f) ? DATELINE_OK : fault_memory(e);
}
