/* Things that speak for who issued them: "a ministry statement", "a letter from the bank", "the
 * statement" told of before.
 */
#include "say/say_priv.h"

enum { ISSUER_BACK = 300 /* tokens to a thing of the same name whose issuer is told */ };

/* "a statement issued by the presidency". */
static int32_t issued_by(const report *r, int32_t noun)
{
    const int32_t verb = report_child_by(r, (uint32_t)noun, DEPREL_ACL);
    for (int32_t c = verb < 0 ? -1 : report_child(r, (uint32_t)verb, -1); c >= 0;
         c = report_child(r, (uint32_t)verb, c)) {
        if (report_has_case(r, (uint32_t)c, "by")) {
            return c;
        }
    }
    return -1;
}

int32_t say_issuer(const say_state *s, int32_t noun)
{
    const report *r = s->r;
    static const deprel relations[] = {DEPREL_NMOD_POSS, DEPREL_COMPOUND, DEPREL_AMOD, DEPREL_NMOD};
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        for (int32_t c = report_child(r, (uint32_t)noun, -1); c >= 0;
             c = report_child(r, (uint32_t)noun, c)) {
            const token *t = &r->tokens[c];
            bool fits = t->deprel == relations[i] &&
                        (relations[i] != DEPREL_AMOD ||
                         (r->mention_of != NULL && r->mention_of[c] >= 0) || t->xpos == XPOS_NNP ||
                         ascii_upper(t->form.data[0]) || say_entry(s, s->bodies, (uint32_t)c) >= 0);
            if (fits && t->upos != UPOS_DET && t->upos != UPOS_NUM &&
                r->tokens[c].upos != UPOS_VERB) {
                return c;
            }
        }
    }
    return issued_by(r, noun);
}

/* "the statement" behind "a ministry statement": who issued the thing that was told of last under
 * the same name, unless somebody spoke since; -1 = nobody is known to. */
int32_t say_issuer_before(const say_state *s, int32_t noun)
{
    const report *r = s->r;
    const int32_t spoke = s->last_speaker < 0 ? -1 : s->drafts.at[s->last_speaker].verb;
    const int32_t first = (int32_t)r->sentences[r->tokens[noun].sent].first;
    const int32_t nearest = spoke < first ? first - 1 : noun - 1;
    for (int32_t t = nearest; t >= 0 && t > spoke - 8 && t + ISSUER_BACK > noun; t--) {
        if (r->tokens[t].upos == UPOS_NOUN &&
            view_equal(r->tokens[t].lemma, r->tokens[noun].lemma)) {
            const int32_t issuer = say_issuer(s, t);
            if (issuer >= 0) {
                return issuer;
            }
        }
    }
    return -1;
}
