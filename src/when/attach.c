/* Attaching: which time dates which clause.
 *
 * With a parse: an expression dates the word that it hangs on (on Monday -> met; Monday's ->
 * talks); a clause without one of its own takes that of the clause it completes, joins or depends
 * on, but not across verbs of saying, whose time is that of the speaking.  Without a parse every
 * token takes the nearest expression of its sentence.  "On Monday for a three-day visit" stretches
 * Monday.
 */
#include "when/value.h"
#include "when/words.h"

static bool attachable(const time_expr *t)
{
    return t->type != TIMEX_SET && t->when.from != DAY_NONE;
}

static int32_t distance_to(const time_expr *t, uint32_t token)
{
    return token < t->first  ? (int32_t)(t->first - token)
           : token > t->last ? (int32_t)(token - t->last)
                             : 0;
}

static void attach_flat(report *r, uint32_t sent, uint32_t first_time)
{
    const sentence *s = &r->sentences[sent];
    for (uint32_t t = s->first; t <= s->last; t++) {
        int32_t best = INT32_MAX;
        for (size_t i = first_time; i < r->ntimes; i++) {
            int32_t d = distance_to(&r->times[i], t);
            if (attachable(&r->times[i]) && d < best) {
                best = d;
                r->time_of[t] = (int32_t)i;
            }
        }
    }
}

/* The token of the expression that hangs on a word outside it; -1 = it holds the root. */
static int32_t outer_head(const report *r, const time_expr *t, deprel *relation)
{
    for (uint32_t i = t->first; i <= t->last; i++) {
        int32_t head = r->tokens[i].head;
        if (head < 0) {
            return -1;
        }
        if ((uint32_t)head < t->first || (uint32_t)head > t->last) {
            if (r->tokens[i].deprel != DEPREL_CASE && r->tokens[i].deprel != DEPREL_PUNCT) {
                *relation = (deprel)r->tokens[i].deprel;
                return head;
            }
        }
    }
    return -1;
}

/* A date beats a length, "last month, on July 12" is the narrower; else the first told stays. */
static bool better(const report *r, int32_t have, const time_expr *t)
{
    if (have < 0) {
        return true;
    }
    const time_expr *old = &r->times[have];
    bool anchored_length = old->type == TIMEX_DURATION;
    bool narrower = t->first <= old->last + 3 && t->first > old->last &&
                    t->when.from >= old->when.from && t->when.to <= old->when.to &&
                    t->when.to - t->when.from < old->when.to - old->when.from;
    return (anchored_length && t->type != TIMEX_DURATION) || narrower;
}

static bool verbal(const token *t)
{
    return t->upos == UPOS_VERB;
}

static bool case_is(const report *r, const time_expr *t, const char *word)
{
    const uint32_t first = r->sentences[r->tokens[t->first].sent].first;
    return t->first > first && view_equal_nocase(r->tokens[t->first - 1].form, view_of(word));
}

/* An infinitive or participle that hangs on a noun: "intent to harm". */
static bool modifies_noun(const report *r, uint32_t t)
{
    const token *k = &r->tokens[t];
    return k->deprel == DEPREL_ACL && k->xpos != XPOS_VBD && k->head >= 0 &&
           r->tokens[k->head].upos == UPOS_NOUN;
}

/* The nearest verb before the expression in its clause; -1 = none. */
static int32_t verb_before(const report *r, const time_expr *t)
{
    const uint32_t first = r->sentences[r->tokens[t->first].sent].first;
    for (uint32_t i = t->first; i > first; i--) {
        const token *k = &r->tokens[i - 1];
        if (verbal(k) && k->deprel != DEPREL_AMOD && !modifies_noun(r, i - 1)) {
            return (int32_t)i - 1;
        }
        if (k->upos == UPOS_PUNCT && k->form.length > 0 && strchr(";:", k->form.data[0]) != NULL) {
            return -1;
        }
    }
    return -1;
}

/* A clause of "where" or "when". */
static bool relative_of_place(const report *r, uint32_t t)
{
    for (int32_t c = report_child(r, t, -1); c >= 0; c = report_child(r, t, c)) {
        if (view_equal_nocase(r->tokens[c].lemma, VIEW("where")) ||
            view_equal_nocase(r->tokens[c].lemma, VIEW("when"))) {
            return true;
        }
    }
    return false;
}

/* The first finite verb behind the expression, at first in no relative clause; -1 = none. */
static int32_t verb_behind(const report *r, const time_expr *t, bool relative)
{
    const uint32_t last = r->sentences[r->tokens[t->first].sent].last;
    for (uint32_t i = t->last + 1; i <= last; i++) {
        const token *k = &r->tokens[i];
        bool finite = k->xpos == XPOS_VBD || k->xpos == XPOS_VBZ || k->xpos == XPOS_VBP ||
                      k->xpos == XPOS_VB || k->xpos == XPOS_VBN;
        bool clause = relative || (k->deprel != DEPREL_ACL_RELCL && k->deprel != DEPREL_ACL &&
                                   !relative_of_place(r, i));
        if (verbal(k) && finite && clause && k->deprel != DEPREL_AMOD) {
            return (int32_t)i;
        }
    }
    return relative ? -1 : verb_behind(r, t, true);
}

static void give(report *r, int32_t token, uint32_t index)
{
    if (token >= 0 && better(r, r->time_of[token], &r->times[index])) {
        r->time_of[token] = (int32_t)index;
    }
}

/* Does it open the sentence: "On Monday, ...", "Only last week, ..."? */
static bool opens_sentence(const report *r, const time_expr *t)
{
    const sentence *s = &r->sentences[r->tokens[t->first].sent];
    return t->first <= s->first + 2 && t->last < s->last && verb_before(r, t) < 0;
}

/* Whether a preposition of the noun is of the class. */
static bool has_case_of(const report *r, uint32_t noun, unsigned class)
{
    for (int32_t c = report_child(r, noun, -1); c >= 0; c = report_child(r, noun, c)) {
        if (r->tokens[c].deprel == DEPREL_CASE && when_word_value(r->tokens[c].lemma, class) != 0) {
            return true;
        }
    }
    return false;
}

/* A noun under "during", "after" ... that is no name: what it names has a time of its own. */
static bool is_other_time(const report *r, int32_t noun)
{
    const token *n = &r->tokens[noun];
    return n->upos == UPOS_NOUN && n->deprel == DEPREL_NMOD &&
           has_case_of(r, (uint32_t)noun, CLASS_ASIDE);
}

/* Is the noun dated from its right, so that its clause may be meant as well: "signed a deal with
 * Kenya in June", but not "a resolution of June", "Monday's talks", "the June talks", "charged with
 * crimes during the war in 1971"? */
static bool lifts(const report *r, const time_expr *t, int32_t noun)
{
    return noun >= 0 && (uint32_t)noun < t->first && !case_is(r, t, "of") &&
           r->tokens[noun].upos != UPOS_VERB && !is_other_time(r, noun);
}

static void attach_direct(report *r, uint32_t index)
{
    const time_expr *t = &r->times[index];
    if (!attachable(t)) {
        return;
    }
    const int32_t apart = when_apart_from(r, t);
    if (apart >= 0) {
        give(r, apart, index);
        return;
    }
    deprel relation = DEPREL_DEP;
    int32_t head = outer_head(r, t, &relation);
    bool subject = relation == DEPREL_NSUBJ && verb_before(r, t) >= 0;
    if (!subject) {
        give(r, head, index);
    }
    if (opens_sentence(r, t)) {
        give(r, verb_behind(r, t, false), index);
    } else if (subject || head < 0 || lifts(r, t, head)) {
        give(r, verb_before(r, t), index);
    }
}

enum { LONG = 31, LONGEST = 366 }; /* days that stretch a day; that do where it is said to begin */

/* ---- lengths that stretch a date ---------------------------------------------------------------
 */

/* The day on a token or above; `ends` = a verb on the way says that something was over by then. */
static int32_t day_above(const report *r, int32_t token, bool *ends)
{
    *ends = false;
    for (int steps = 0; token >= 0 && steps < 6; steps++, token = r->tokens[token].head) {
        int32_t i = r->time_of[token];
        *ends = *ends || when_word_value(r->tokens[token].lemma, CLASS_ENDS) != 0;
        if (i >= 0 && r->times[i].when.precision == PRECISION_DAY &&
            r->times[i].when.from == r->times[i].when.to) {
            return i;
        }
    }
    return -1;
}

static bool word_is(const report *r, const sentence *s, uint32_t token, unsigned class)
{
    return token >= s->first && token <= s->last &&
           when_word_value(r->tokens[token].form, class) != 0;
}

/* "in 10 days", "a week after the vote": counted off, no length of what is told. */
static bool counts_off(const report *r, const time_expr *t)
{
    const sentence *s = &r->sentences[r->tokens[t->first].sent];
    bool whole = t->last < s->last && view_equal(r->tokens[t->last + 1].form, VIEW("of"));
    return word_is(r, s, t->last + 1, CLASS_APART) ||
           word_is(r, s, t->first - 1, whole ? CLASS_BEHIND : CLASS_APART);
}

/* "a three-day visit that began on Thursday": the day of the clause; -1 = there is none. */
static int32_t day_begun(const report *r, int32_t noun)
{
    for (int32_t c = noun < 0 ? -1 : report_child(r, (uint32_t)noun, -1); c >= 0;
         c = report_child(r, (uint32_t)noun, c)) {
        const token *k = &r->tokens[c];
        bool clause = k->deprel == DEPREL_ACL_RELCL || k->deprel == DEPREL_ACL;
        int32_t i = r->time_of[c];
        if (clause && i >= 0 && when_word_value(k->lemma, CLASS_BEGINS) != 0 &&
            r->times[i].when.precision == PRECISION_DAY) {
            return i;
        }
    }
    return -1;
}

static void stretch(report *r, uint32_t index)
{
    time_expr *t = &r->times[index];
    deprel relation = DEPREL_DEP;
    if (t->type != TIMEX_DURATION || t->duration < 2 || t->duration > LONGEST ||
        t->when.from != DAY_NONE || view_starts(t->rule, VIEW("age")) || counts_off(r, t)) {
        return;
    }
    int32_t head = outer_head(r, t, &relation);
    bool ends = false;
    int32_t begun = day_begun(r, head);
    int32_t dated = begun >= 0 ? begun : t->duration > LONG ? -1 : day_above(r, head, &ends);
    if (dated < 0 || when_word_value(r->tokens[head].lemma, CLASS_TERM) != 0) {
        return;
    }
    time_expr *d = &r->times[dated];
    if (has_case_of(r, (uint32_t)head, CLASS_BEHIND)) { /* "after a three-day visit" */
        t->when = d->when;
        t->when.from -= t->duration - 1;
        give(r, head, index);
        return;
    }
    d->duration = t->duration;
    if (ends) {
        d->when.from -= t->duration - 1;
    } else {
        d->when.to += t->duration - 1;
    }
}

/* "have protested for a week": the length reaches back from now, unfinished. */
static void reach_back(when_state *w, uint32_t index)
{
    report *r = w->r;
    time_expr *t = &r->times[index];
    if (t->type != TIMEX_DURATION || t->duration < 1 || t->when.from != DAY_NONE ||
        !case_is(r, t, "for") || w->document == DAY_NONE) {
        return;
    }
    int32_t verb = verb_before(r, t);
    verb = verb < 0 ? verb_behind(r, t, false) : verb;
    for (int32_t c = verb < 0 ? -1 : report_child(r, (uint32_t)verb, -1); c >= 0;
         c = report_child(r, (uint32_t)verb, c)) {
        const token *k = &r->tokens[c];
        bool has = k->deprel == DEPREL_AUX && view_equal(k->lemma, VIEW("have")) &&
                   k->xpos != XPOS_VBD && k->xpos != XPOS_VB;
        if (has) {
            t->when = (interval){value_before(w->document, t), w->document, PRECISION_VAGUE};
            t->since = true;
        }
    }
}

/* Without a parse: a length in days behind a day, in one sentence, stretches it. */
static void stretch_flat(report *r, uint32_t index)
{
    const time_expr *t = &r->times[index];
    if (index == 0 || t->type != TIMEX_DURATION || t->duration < 2 || t->duration > 14) {
        return;
    }
    time_expr *d = &r->times[index - 1];
    if (r->tokens[d->first].sent == r->tokens[t->first].sent && t->first - d->last <= 4 &&
        d->when.precision == PRECISION_DAY && d->when.from == d->when.to &&
        d->when.from != DAY_NONE) {
        d->duration = t->duration;
        d->when.to = d->when.from + t->duration - 1;
    }
}

/* ---- inheritance -------------------------------------------------------------------------------
 */

static bool finite(const token *t)
{
    return t->xpos == XPOS_VBD || t->xpos == XPOS_VBZ || t->xpos == XPOS_VBP;
}

/* May the clause or noun at t take the time of its head? */
static bool inherits(const report *r, uint32_t t)
{
    const token *k = &r->tokens[t];
    const token *above = &r->tokens[k->head];
    switch ((deprel)k->deprel) {
    case DEPREL_XCOMP:
    case DEPREL_OBJ:
    case DEPREL_NSUBJ:
    case DEPREL_NSUBJ_PASS:
    case DEPREL_OBL:
    case DEPREL_COMPOUND:
    case DEPREL_NMOD:
        return true;
    case DEPREL_CCOMP:
        return when_word_value(above->lemma, CLASS_SAYING) == 0;
    case DEPREL_ADVCL:
    case DEPREL_ACL:
        return !finite(k) || relative_of_place(r, t);
    case DEPREL_CONJ:
        return (int32_t)t > k->head;
    case DEPREL_ACL_RELCL:
    case DEPREL_ADVCL_RELCL:
    case DEPREL_PARATAXIS:
        return relative_of_place(r, t);
    default:
        return false;
    }
}

/* "resigned when the army fled last year": the clause dates its main verb. */
static void lend_when_clauses(report *r, uint32_t sent)
{
    const sentence *s = &r->sentences[sent];
    for (uint32_t t = s->first; t <= s->last; t++) {
        const token *k = &r->tokens[t];
        bool clause = k->deprel == DEPREL_ADVCL || k->deprel == DEPREL_ADVCL_RELCL;
        if (clause && k->head >= 0 && r->time_of[t] >= 0 && r->time_of[k->head] < 0 &&
            relative_of_place(r, t)) {
            r->time_of[k->head] = r->time_of[t];
        }
    }
}

/* "the strike, which began on Monday" */
static void lend_beginnings(report *r, uint32_t sent)
{
    const sentence *s = &r->sentences[sent];
    for (uint32_t t = s->first; t <= s->last; t++) {
        if (r->time_of[t] < 0 && r->tokens[t].upos == UPOS_NOUN) {
            r->time_of[t] = day_begun(r, (int32_t)t);
        }
    }
}

/* "Thursday's attack killed four": a dated subject dates its verb. */
static void lend_subjects(report *r, uint32_t sent)
{
    const sentence *s = &r->sentences[sent];
    for (uint32_t t = s->first; t <= s->last; t++) {
        const token *k = &r->tokens[t];
        bool subject = k->deprel == DEPREL_NSUBJ || k->deprel == DEPREL_NSUBJ_PASS;
        if (subject && k->head >= 0 && r->time_of[t] >= 0 && r->time_of[k->head] < 0 &&
            r->times[r->time_of[t]].when.precision == PRECISION_DAY) {
            r->time_of[k->head] = r->time_of[t];
        }
    }
}

/* "resumed ties in 2020, in a move decried by Paris": the noun takes up what was told before it,
 * wherever the parser hangs it. */
static void lend_sequels(report *r, uint32_t sent)
{
    const sentence *s = &r->sentences[sent];
    int32_t told = -1;
    for (uint32_t t = s->first; t <= s->last; t++) {
        bool sequel = when_word_value(r->tokens[t].lemma, CLASS_SEQUEL) != 0;
        if (sequel && r->time_of[t] < 0 && report_has_case(r, t, "in")) {
            r->time_of[t] = told;
        }
        bool clause = verbal(&r->tokens[t]) && r->tokens[t].deprel != DEPREL_AMOD;
        told = clause || r->time_of[t] >= 0 ? r->time_of[t] : told;
    }
}

/* "this week, when they met", "was last month freed": a clause hung on a word of the time. */
static void lend_own_clauses(report *r, uint32_t first_time)
{
    for (size_t i = first_time; i < r->ntimes; i++) {
        const time_expr *x = &r->times[i];
        const sentence *s = &r->sentences[r->tokens[x->first].sent];
        for (uint32_t t = x->last + 1; attachable(x) && t <= s->last; t++) {
            const token *k = &r->tokens[t];
            bool clause = k->deprel == DEPREL_ACL_RELCL || k->deprel == DEPREL_ADVCL_RELCL ||
                          k->deprel == DEPREL_ADVCL || k->deprel == DEPREL_ACL;
            if (clause && k->head >= (int32_t)x->first && k->head <= (int32_t)x->last &&
                r->time_of[t] < 0) {
                r->time_of[t] = (int32_t)i;
            }
        }
    }
}

static void inherit(report *r, uint32_t sent)
{
    const sentence *s = &r->sentences[sent];
    for (int pass = 0; pass < 6; pass++) {
        bool changed = false;
        for (uint32_t t = s->first; t <= s->last; t++) {
            int32_t head = r->tokens[t].head;
            if (head >= 0 && r->time_of[t] < 0 && r->time_of[head] >= 0 && inherits(r, t)) {
                r->time_of[t] = r->time_of[head];
                changed = true;
            }
        }
        if (!changed) {
            return;
        }
    }
}

void when_attach(when_state *w, uint32_t first_time)
{
    report *r = w->r;
    if (first_time == r->ntimes) {
        return;
    }
    bool parsed = when_parsed(r, w->sent);
    for (uint32_t i = first_time; parsed && i < r->ntimes; i++) {
        reach_back(w, i);
        attach_direct(r, i);
    }
    for (uint32_t i = first_time; i < r->ntimes; i++) {
        if (parsed) {
            stretch(r, i);
        } else {
            stretch_flat(r, i);
        }
    }
    if (parsed) {
        lend_own_clauses(r, first_time);
        lend_beginnings(r, w->sent);
        lend_subjects(r, w->sent);
        lend_when_clauses(r, w->sent);
        lend_sequels(r, w->sent);
        inherit(r, w->sent);
    } else {
        attach_flat(r, w->sent, first_time);
    }
}
