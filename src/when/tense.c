/* Tense: does the clause around a token lie before or after the document time?
 *
 * With a parse the governing verb and its auxiliaries say so; without one the nearest auxiliary or
 * past form to the left does, then to the right.  Which verbs look ahead stands in
 * data/time/words.txt (class ahead).
 */
#include "when/words.h"

bool when_parsed(const report *r, uint32_t sent)
{
    const sentence *s = &r->sentences[sent];
    uint32_t roots = 0;
    for (uint32_t t = s->first; t <= s->last; t++) {
        int32_t head = r->tokens[t].head;
        if (head >= 0 && ((uint32_t)head < s->first || (uint32_t)head > s->last)) {
            return false;
        }
        roots += head < 0 ? 1 : 0;
    }
    return roots == 1 || (roots > 0 && roots <= (s->last - s->first) / 4);
}

static bool verbal(const token *t)
{
    return t->upos == UPOS_VERB || t->upos == UPOS_AUX;
}

/* The predicate above a token: a verb, or a word with a copula or an auxiliary. */
static int32_t predicate_above(const report *r, int32_t t)
{
    for (int steps = 0; t >= 0 && steps < 64; steps++, t = r->tokens[t].head) {
        if (verbal(&r->tokens[t]) || report_child_by(r, (uint32_t)t, DEPREL_COP) >= 0 ||
            report_child_by(r, (uint32_t)t, DEPREL_AUX) >= 0) {
            return t;
        }
    }
    return -1;
}

static int auxiliary_tense(const report *r, uint32_t verb)
{
    int tense = 0;
    for (int32_t c = report_child(r, verb, -1); c >= 0; c = report_child(r, verb, c)) {
        const token *t = &r->tokens[c];
        if (t->deprel != DEPREL_AUX && t->deprel != DEPREL_AUX_PASS && t->deprel != DEPREL_COP) {
            continue;
        }
        int here = when_word_value(report_cut(r, t->bytes), CLASS_TENSE);
        tense = here != 0 ? here : tense;
        if (here > 0) {
            return here;
        }
    }
    return tense;
}

static bool infinitive(const report *r, uint32_t verb)
{
    const token *t = &r->tokens[verb];
    int32_t mark = report_child_by(r, verb, DEPREL_MARK);
    return t->xpos != XPOS_VBG && mark >= 0 && r->tokens[mark].xpos == XPOS_TO;
}

/* Tense of one predicate, its own form and auxiliaries; 2 = look above. */
static int own_tense(const report *r, uint32_t verb)
{
    const token *t = &r->tokens[verb];
    int aux = auxiliary_tense(r, verb);
    if (aux != 0) {
        return aux;
    }
    if (t->xpos == XPOS_VBD) {
        return -1;
    }
    if (infinitive(r, verb) || t->xpos == XPOS_VBG) {
        return 2;
    }
    if (t->xpos == XPOS_VBN) {
        return -1;
    }
    return when_word_value(report_cut(r, t->bytes), CLASS_SCHEDULED);
}

static int parsed_tense(const report *r, uint32_t token_index)
{
    if (r->tokens[token_index].deprel == DEPREL_NMOD_POSS) {
        return -1; /* Monday's talks */
    }
    if (report_has_case(r, token_index, "for")) {
        return 1; /* called a strike for Monday */
    }
    int32_t verb = predicate_above(r, (int32_t)token_index);
    bool to = false;
    if (verb >= 0 && when_word_value(r->tokens[verb].lemma, CLASS_DEFERS) != 0) {
        return 1; /* postponed until Monday, scheduled for Friday */
    }
    for (int steps = 0; verb >= 0 && steps < 8; steps++) {
        if (to && when_word_value(r->tokens[verb].lemma, CLASS_AHEAD) != 0) {
            return 1;
        }
        int tense = own_tense(r, (uint32_t)verb);
        if (tense != 2) {
            return to && tense == 0 ? 1 : tense;
        }
        to = to || infinitive(r, (uint32_t)verb);
        verb = r->tokens[verb].head < 0 ? -1 : predicate_above(r, r->tokens[verb].head);
    }
    return to ? 1 : 0;
}

static bool past_form(view v)
{
    return v.length > 4 && view_ends(v, VIEW("ed")) && !ascii_upper(v.data[0]);
}

static int word_tense(const report *r, uint32_t t)
{
    view v = report_cut(r, r->tokens[t].bytes);
    int tense = when_word_value(v, CLASS_TENSE);
    if (tense == 0 && when_word_value(v, CLASS_AHEAD) != 0) {
        return 1;
    }
    return tense != 0 ? tense : past_form(v) ? -1 : 0;
}

static int flat_tense(const report *r, uint32_t token_index)
{
    const sentence *s = &r->sentences[r->tokens[token_index].sent];
    for (uint32_t t = token_index; t > s->first && t + 14 > token_index; t--) {
        int tense = word_tense(r, t - 1);
        if (tense != 0) {
            return tense;
        }
    }
    for (uint32_t t = token_index + 1; t <= s->last && t < token_index + 10; t++) {
        int tense = word_tense(r, t);
        if (tense != 0) {
            return tense;
        }
    }
    return 0;
}

int when_tense(const report *r, uint32_t token_index)
{
    return when_parsed(r, r->tokens[token_index].sent) ? parsed_tense(r, token_index)
                                                       : flat_tense(r, token_index);
}
