/* What is said: where it hangs on the verb of saying, and what goes on with it. */
#include "say/say_priv.h"

static bool opened_by_as(const report *r, int32_t verb)
{
    for (int32_t c = report_child(r, (uint32_t)verb, -1); c >= 0 && c < verb;
         c = report_child(r, (uint32_t)verb, c)) {
        if (view_equal_nocase(r->tokens[c].form, VIEW("as"))) {
            return true;
        }
    }
    return false;
}

/* "said that A, and B": a clause with its own subject that the parser hung beside the verb. */
static bool goes_on(const say_state *s, const say_frame *f, int32_t clause)
{
    const report *r = s->r;
    const int32_t mark = say_child_by(r, f->content, DEPREL_MARK);
    const int32_t joint = say_child_by(r, clause, DEPREL_CC);
    int32_t subject = say_child_by(r, clause, DEPREL_NSUBJ);
    subject = subject < 0 ? say_child_by(r, clause, DEPREL_NSUBJ_PASS) : subject;
    return r->tokens[clause].deprel == DEPREL_CONJ && say_verb_entry(s, clause) < 0 && mark >= 0 &&
           view_equal(r->tokens[mark].lemma, VIEW("that")) && joint >= 0 &&
           view_equal(r->tokens[joint].lemma, VIEW("and")) && subject >= 0 &&
           r->tokens[subject].upos != UPOS_PRON;
}

/* What hangs on the verb behind what is said goes on with it ("... even though he lied"), but for a
 * second predicate or what the speaker does by saying it (", accusing ..."). */
static void extend_content(const say_state *s, say_frame *f)
{
    const report *r = s->r;
    uint32_t first, last;
    report_subtree(r, (uint32_t)f->content, &first, &last);
    const uint32_t end = last;
    bool parted = false; /* by a comma */
    for (int32_t c = report_child(r, (uint32_t)f->verb, (int32_t)last); c >= 0;
         c = report_child(r, (uint32_t)f->verb, c)) {
        const token *k = &r->tokens[c];
        parted = parted || say_comma(k);
        const bool hangs = k->deprel == DEPREL_ADVCL && k->xpos != XPOS_VBG && !parted;
        if (hangs || k->deprel == DEPREL_CCOMP || goes_on(s, f, c)) {
            report_subtree(r, (uint32_t)c, &first, &last);
        } else if (!say_comma(k)) {
            break;
        }
    }
    if (last > end) {
        f->from = (int32_t)end + 1;
        f->to = (int32_t)last;
    }
}

/* "said the raids, which go on, would ...": the subject that the parser hung on the verb. */
static void reach_back(const say_state *s, say_frame *f, int64_t entry)
{
    const report *r = s->r;
    uint32_t first, last;
    report_subtree(r, (uint32_t)f->content, &first, &last);
    const int32_t subject = say_child_by(r, f->verb, DEPREL_OBJ);
    const bool told = know_attr(s->k, (uint32_t)entry, "hearer").length > 0;
    if (told || f->from >= 0 || subject < f->verb || subject >= (int32_t)first ||
        say_child_by(r, f->content, DEPREL_NSUBJ) >= 0 ||
        say_child_by(r, f->content, DEPREL_NSUBJ_PASS) >= 0) {
        return;
    }
    f->from = f->verb + 1;
    f->to = (int32_t)first - 1;
}

/* "referred to the raid"; -1 = none. */
static int32_t oblique_content(const say_state *s, int32_t verb, int64_t entry)
{
    const report *r = s->r;
    const view word = know_attr(s->k, (uint32_t)entry, "oblique");
    for (int32_t c = report_child(r, (uint32_t)verb, verb); word.length > 0 && c >= 0;
         c = report_child(r, (uint32_t)verb, c)) {
        const int32_t k = say_child_by(r, c, DEPREL_CASE);
        if (r->tokens[c].deprel == DEPREL_OBL && k >= 0 && view_equal(r->tokens[k].lemma, word)) {
            return c;
        }
    }
    return -1;
}

/* Fills content and left_out; false when nothing that is said was found in the tree. */
bool say_find_content(const say_state *s, say_frame *f, int64_t entry)
{
    const report *r = s->r;
    const token *v = &r->tokens[f->verb];
    int32_t c = say_child_by(r, f->verb, DEPREL_CCOMP);
    f->content = c < 0 ? oblique_content(s, f->verb, entry) : -1;
    if (f->content >= 0) {
        return true;
    }
    if (say_closing_clause(s, f, c < f->verb)) {
        return true;
    }
    bool told = f->nheads > 1 && f->heads[1] > f->verb; /* an outlet behind the verb */
    if ((c > f->verb && say_closes(s, c)) || (told && say_that_clause(s, f))) {
        c = -1; /* "..., the agency reported" taken for what was told */
    }
    if (f->from >= 0 || (c < 0 && say_that_clause(s, f))) {
        return true;
    }
    bool beside = v->deprel == DEPREL_PARATAXIS || v->deprel == DEPREL_DEP ||
                  v->deprel == DEPREL_APPOS || v->deprel == DEPREL_LIST;
    if (c < 0 && beside && v->head >= 0 && v->head < f->verb &&
        r->tokens[v->head].upos != UPOS_PUNCT && say_subject(r, f->verb) >= 0) {
        c = v->head;
        f->left_out = f->verb;
    }
    if (c < 0 && (v->deprel == DEPREL_ADVCL || v->deprel == DEPREL_ACL) &&
        opened_by_as(r, f->verb)) {
        c = v->deprel == DEPREL_ACL ? say_root(r, f->verb) : v->head;
        f->left_out = f->verb;
    }
    if (c < 0 && say_passive(r, f->verb)) {
        c = say_child_by(r, f->verb, DEPREL_XCOMP);
    }
    if (c < 0) {
        c = say_child_by(r, f->verb, DEPREL_DEP); /* "the president, he said, had ordered" */
        c = c > f->verb && r->tokens[c].upos == UPOS_VERB ? c : -1;
    }
    if (c < 0) {
        c = say_child_by(r, f->verb, DEPREL_PARATAXIS);
        c = c >= 0 && say_verb_entry(s, c) >= 0 && say_child_by(r, c, DEPREL_NSUBJ) >= 0 ? -1 : c;
    }
    if (c < 0) {
        c = say_child_by(r, f->verb, DEPREL_CSUBJ);
    }
    if (c < 0 && say_has_value(s, entry, "content", "object")) {
        c = say_passive(r, f->verb) ? say_child_by(r, f->verb, DEPREL_NSUBJ_PASS)
                                    : say_child_by(r, f->verb, DEPREL_OBJ);
        c = c >= 0 && c != f->heads[0] ? c : -1;
    }
    if (c < 0 && (r->tokens[f->verb].xpos == XPOS_VBG || v->deprel == DEPREL_XCOMP)) {
        c = say_child_by(r, f->verb, DEPREL_XCOMP);
    }
    if (c < 0 && say_has_value(s, entry, "content", "rest") && say_rest(s, f)) {
        return true;
    }
    f->content = c;
    if (c > f->verb) {
        extend_content(s, f);
        reach_back(s, f, entry);
    }
    return c >= 0;
}
