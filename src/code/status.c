/* code/status.c - actual, ongoing, future, hypothetical or negated; and acts inside acts.
 *
 * The clause of the trigger is read first (tense, modals, negation), then the verbs it stands under
 * are climbed: a plan word makes it future, an implicative of failure negates it, what is asked for
 * or threatened is no act of its own.  The word classes are in data/status/.
 */
#include "code/code_priv.h"

#define CLIMB 6

/* "nobody", "no such request"; -1 = there is no such phrase. */
static bool names_nobody(const coder *c, int32_t noun)
{
    if (noun < 0) {
        return false;
    }
    int32_t which = child_by(c, (uint32_t)noun, DEPREL_DET);
    return is_class(c, (uint32_t)noun, LEX_negator) ||
           (which >= 0 && is_class(c, (uint32_t)which, LEX_negator));
}

static bool negated_here(const coder *c, uint32_t t)
{
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        if ((d == DEPREL_ADVMOD || d == DEPREL_DET || d == DEPREL_AUX || d == DEPREL_CC ||
             d == DEPREL_MARK || d == DEPREL_CASE || d == DEPREL_CC_PRECONJ) &&
            is_class(c, (uint32_t)k, LEX_negator)) {
            return true;
        }
    }
    return names_nobody(c, child_by(c, t, DEPREL_NSUBJ)) ||
           names_nobody(c, child_by(c, t, DEPREL_NSUBJ_PASS)) ||
           names_nobody(c, child_by(c, t, DEPREL_OBJ));
}

static void weaken(standing *st, act_status status, const char *why)
{
    /* negated > hypothetical > future > ongoing > actual, but a denied plan is denied */
    static const uint8_t rank[STATUS_COUNT] = {[STATUS_ACTUAL] = 0,
                                               [STATUS_ONGOING] = 1,
                                               [STATUS_FUTURE] = 2,
                                               [STATUS_HYPOTHETICAL] = 3,
                                               [STATUS_NEGATED] = 4};
    if (rank[status] > rank[st->status]) {
        st->status = status;
        st->why = why;
    }
}

bool to_infinitive(const coder *c, uint32_t v)
{
    if (tok(c, v)->xpos != XPOS_VB && child_by(c, v, DEPREL_COP) < 0 &&
        child_by(c, v, DEPREL_AUX_PASS) < 0) {
        return false;
    }
    for (int32_t k = c->first_child[v]; k >= 0; k = c->next_sibling[k]) {
        if (tok(c, (uint32_t)k)->xpos == XPOS_TO) {
            return true;
        }
    }
    return false;
}

/* What the auxiliaries of the clause say. */
static void read_auxiliaries(const coder *c, uint32_t v, standing *st)
{
    bool be_present = false;
    bool have_present = false;
    bool have_past = false;
    bool be_past = false;
    bool been = false;
    bool being = false;
    bool modal = false;
    for (int32_t k = c->first_child[v]; k >= 0; k = c->next_sibling[k]) {
        const token *w = tok(c, (uint32_t)k);
        if (w->deprel != DEPREL_AUX && w->deprel != DEPREL_AUX_PASS && w->deprel != DEPREL_COP) {
            continue;
        }
        bool present = w->xpos == XPOS_VBZ || w->xpos == XPOS_VBP;
        if (w->xpos == XPOS_MD || is_class(c, (uint32_t)k, LEX_modal_future)) {
            modal = true;
            st->open = st->open || is_class(c, (uint32_t)k, LEX_modal_possible);
            st->to_come = st->to_come || is_class(c, (uint32_t)k, LEX_modal_future) ||
                          is_class(c, (uint32_t)k, LEX_modal_would);
            if (is_class(c, (uint32_t)k, LEX_modal_future)) {
                weaken(st, STATUS_FUTURE, "will");
            } else if (is_class(c, (uint32_t)k, LEX_modal_would)) {
                weaken(st, STATUS_FUTURE, "would");
            } else if (is_class(c, (uint32_t)k, LEX_modal_possible)) {
                weaken(st, STATUS_HYPOTHETICAL, "may");
            } else if (is_class(c, (uint32_t)k, LEX_modal_need)) {
                weaken(st, STATUS_HYPOTHETICAL, "must");
            }
        } else if (view_equal(w->lemma, VIEW("have"))) {
            have_present = have_present || present;
            have_past = have_past || w->xpos == XPOS_VBD;
        } else if (view_equal(w->lemma, VIEW("be"))) {
            be_present = be_present || present;
            be_past = be_past || w->xpos == XPOS_VBD;
            been = been || w->xpos == XPOS_VBN;
            being = being || w->xpos == XPOS_VBG;
        }
    }
    st->perfect = have_present && !modal;
    st->pluperfect = have_past;
    bool progressive = tok(c, v)->xpos == XPOS_VBG || being;
    if (progressive && !modal && (be_present || (have_present && been))) {
        weaken(st, STATUS_ONGOING, "progressive");
    }
    st->past = tok(c, v)->xpos == XPOS_VBD || have_past;
    st->over = (st->past || st->perfect || be_past) && !modal;
}

static void read_clause(const coder *c, uint32_t v, standing *st)
{
    read_auxiliaries(c, v, st);
    if (negated_here(c, v)) {
        weaken(st, STATUS_NEGATED, "not");
    }
    for (int32_t k = c->first_child[v]; k >= 0; k = c->next_sibling[k]) {
        if (tok(c, (uint32_t)k)->deprel == DEPREL_MARK &&
            is_class(c, (uint32_t)k, LEX_conditional)) {
            weaken(st, STATUS_HYPOTHETICAL, "if");
        }
    }
    if (tok(c, v)->head < 0 && to_infinitive(c, v)) {
        weaken(st, STATUS_FUTURE, "headline infinitive");
    }
}

static void read_modifiers(const coder *c, uint32_t noun, standing *st)
{
    for (int32_t k = c->first_child[noun]; k >= 0; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        if (d != DEPREL_AMOD && d != DEPREL_DET && d != DEPREL_COMPOUND && d != DEPREL_ACL) {
            continue;
        }
        if (is_class(c, (uint32_t)k, LEX_future_adj)) {
            weaken(st, STATUS_FUTURE, "planned");
        } else if (is_class(c, (uint32_t)k, LEX_possible_adj)) {
            weaken(st, STATUS_HYPOTHETICAL, "possible");
        } else if (is_class(c, (uint32_t)k, LEX_ongoing_adj)) {
            weaken(st, STATUS_ONGOING, "ongoing");
        } else if (is_class(c, (uint32_t)k, LEX_negative_adj) ||
                   (d == DEPREL_DET && is_class(c, (uint32_t)k, LEX_negator))) {
            weaken(st, STATUS_NEGATED, "no");
        }
    }
}

/* What a governing verb or noun does to its complement. */
static void govern(const coder *c, uint32_t head, bool infinitive, standing *st)
{
    if (is_class(c, head, LEX_requesting)) {
        st->asked = true;
    }
    if (is_class(c, head, LEX_threatening)) {
        st->asked = st->asked || infinitive;
    }
    if (is_class(c, head, LEX_accusing)) {
        st->accused = true;
    }
    if (is_class(c, head, LEX_negating)) {
        weaken(st, STATUS_NEGATED, "refused");
    }
    if (is_class(c, head, LEX_proposing) || is_class(c, head, LEX_fearing)) {
        weaken(st, STATUS_HYPOTHETICAL, "proposed");
    }
    if (infinitive) {
        if (is_class(c, head, LEX_plan)) {
            weaken(st, STATUS_FUTURE, "plan word");
        } else if (is_class(c, head, LEX_wishing) || is_class(c, head, LEX_attempting)) {
            weaken(st, STATUS_HYPOTHETICAL, "wish");
        }
    }
    if (is_class(c, head, LEX_continuing)) {
        weaken(st, STATUS_ONGOING, "continues");
    }
}

/* Takes over what the clause above says of its own; what it denies only where that is denied too.
 */
static void share(const coder *c, uint32_t clause, bool denied, standing *st)
{
    standing above = {.status = STATUS_ACTUAL};
    read_clause(c, clause, &above);
    if (above.status != STATUS_NEGATED || denied) {
        weaken(st, above.status, above.why);
    }
    st->perfect = st->perfect || above.perfect;
    st->pluperfect = st->pluperfect || above.pluperfect;
    st->past = st->past || above.past;
    st->over = st->over || above.over;
}

/* The head whose meaning bears on the clause at t; -1 = none above. */
static int32_t governor(const coder *c, uint32_t t)
{
    const token *w = tok(c, t);
    if (w->head < 0) {
        return -1;
    }
    switch ((int)w->deprel) {
    case DEPREL_XCOMP:
    case DEPREL_CCOMP:
    case DEPREL_ACL:
    case DEPREL_ADVCL:
    case DEPREL_OBJ:
    case DEPREL_CSUBJ:
    case DEPREL_OBL:
    case DEPREL_NSUBJ_PASS:
        return w->head;
    case DEPREL_NSUBJ:
    case DEPREL_NMOD:
    case DEPREL_COMPOUND:
    case DEPREL_NMOD_POSS:
        return is_noun(c, t) ? w->head : -1;
    default:
        return -1;
    }
}

/* The verb that one without auxiliaries shares them with, "will attend and start", the noun that
 * one is joined to; -1 = it stands for itself. */
static int32_t shares_with(const coder *c, uint32_t t)
{
    const token *w = tok(c, t);
    const int32_t leader = list_leader(c, t);
    if (leader >= 0 || w->deprel != DEPREL_CONJ || w->head < 0) {
        return leader;
    }
    const uint32_t head = (uint32_t)w->head;
    bool alike = is_noun(c, t) ? is_noun(c, head)
                               : to_infinitive(c, head) || (is_bare(c, t) && w->xpos != XPOS_VBD &&
                                                            w->xpos == tok(c, head)->xpos);
    return alike ? w->head : -1;
}

/* Whether the finite clause at v is a complement that says what it says as told: "said that". */
static bool reported(const coder *c, uint32_t v, uint32_t head)
{
    return tok(c, v)->deprel == DEPREL_CCOMP && is_class(c, head, LEX_saying);
}

/* Whether a noun or verb bears on the phrase of a noun: "fears of", "plans for", "called for". */
static bool bears_on_phrase(const coder *c, uint32_t t, uint32_t head)
{
    const bool of_noun = tok(c, t)->deprel == DEPREL_NMOD && !is_class(c, head, LEX_quantity) &&
                         (is_class(c, head, LEX_plan) || is_class(c, head, LEX_fearing) ||
                          is_class(c, head, LEX_proposing));
    return of_noun || is_class(c, head, LEX_requesting) || is_class(c, head, LEX_light) ||
           is_class(c, head, LEX_accusing) || is_class(c, head, LEX_threatening);
}

/* "will be discussed at talks": the occasion of what is to come is itself yet to come. */
static void await(const coder *c, uint32_t t, uint32_t head, standing *st)
{
    standing above = {.status = STATUS_ACTUAL};
    if (is_noun(c, t) && is_clause(c, head) && has_child_class(c, t, LEX_occasion)) {
        read_clause(c, head, &above);
    }
    if (above.status == STATUS_FUTURE) {
        weaken(st, STATUS_FUTURE, "occasion");
    }
}

/* "will use the speech to call ..., claiming": done with what is yet to be done. */
static bool accompanies(const coder *c, uint32_t t)
{
    return tok(c, t)->xpos == XPOS_VBG && is_bare(c, t);
}

/* What the word above does to what stands under it. */
static void bear(const coder *c, uint32_t t, uint32_t head, standing *st)
{
    const unsigned d = tok(c, t)->deprel;
    const bool infinitive = to_infinitive(c, t) || is_noun(c, t);
    if (d == DEPREL_OBJ && is_noun(c, t) && is_class(c, head, LEX_convening)) {
        const bool off = child_by(c, head, DEPREL_COMPOUND_PRT) >= 0; /* "called off" */
        weaken(st, off ? STATUS_NEGATED : STATUS_FUTURE, "called");
    } else if (d == DEPREL_NSUBJ) {
        if (is_class(c, head, LEX_continuing)) {
            weaken(st, STATUS_ONGOING, "continues"); /* "an inquiry is under way" */
        }
    } else if (d != DEPREL_ADVCL || infinitive) { /* not "refused to leave, shouting" */
        govern(c, head, infinitive, st);
    }
}

/* Whether what the clause above denies is the act itself: "talks were not held", not "the raid was
 * not linked to". */
static bool is_denied_with(const coder *c, uint32_t head, unsigned d)
{
    return d != DEPREL_NSUBJ || is_class(c, head, LEX_light);
}

static void climb(const coder *c, uint32_t t, bool said, standing *st)
{
    for (int i = 0; i < CLIMB; i++) {
        const int32_t with = shares_with(c, t);
        if (with >= 0) {
            if (is_clause(c, (uint32_t)with)) {
                share(c, (uint32_t)with, false, st);
            }
            t = (uint32_t)with;
            continue;
        }
        int32_t up = governor(c, t);
        if (up < 0) {
            return;
        }
        uint32_t head = (uint32_t)up;
        unsigned d = tok(c, t)->deprel;
        bool infinitive = to_infinitive(c, t) || is_noun(c, t);
        if ((d == DEPREL_CCOMP || d == DEPREL_XCOMP) && is_class(c, head, LEX_doubting)) {
            weaken(st, STATUS_NEGATED, "denied"); /* "denied sending", "denied that it sent" */
        }
        if (reported(c, t, head)) {
            return;
        }
        if ((d == DEPREL_OBL || d == DEPREL_NMOD) && !bears_on_phrase(c, t, head)) {
            await(c, t, head, st);
            return;
        }
        bool circumstance = d == DEPREL_OBL && has_child_class(c, t, LEX_occasion);
        const bool made = i == 0 && said && is_noun(c, t);
        const bool beyond = is_class(c, head, LEX_negating) && (made || d == DEPREL_ADVCL);
        if (!circumstance && !beyond) {
            bear(c, t, head, st);
        }
        if (st->embedder < 0) {
            st->embedder = up;
        }
        if (is_clause(c, head)) {
            bool transparent = d == DEPREL_XCOMP || d == DEPREL_OBJ || d == DEPREL_NSUBJ_PASS ||
                               d == DEPREL_OBL || d == DEPREL_NSUBJ;
            bool beside = d == DEPREL_ADVCL && (infinitive || accompanies(c, t));
            if (!transparent && !infinitive && !beside) {
                return;
            }
            share(c, head, !beside && is_denied_with(c, head, d), st);
        } else {
            read_modifiers(c, head, st);
        }
        t = head;
    }
}

static void place_in_sentence(const coder *c, uint32_t t, standing *st)
{
    int32_t up = (int32_t)t;
    for (int i = 0; i < CLIMB && up >= 0; i++) {
        unsigned d = tok(c, (uint32_t)up)->deprel;
        st->relative = st->relative || d == DEPREL_ACL_RELCL || d == DEPREL_ACL;
        up = tok(c, (uint32_t)up)->head;
    }
}

/* A statement that is an act by its form happens when it is made: the saying is looked at. */
static uint32_t clause_of(const coder *c, const candidate *found)
{
    int32_t said = found->by_speaker ? statement_verb(c, found->t.token) : -1;
    return said >= 0 ? (uint32_t)said : found->t.token;
}

standing standing_of(const coder *c, const candidate *found)
{
    standing st = {.status = STATUS_ACTUAL, .embedder = -1, .why = ""};
    const lexicon_sense *sense = found->sense;
    uint32_t t = clause_of(c, found);
    if (found->by_speaker && t == found->t.token) {
        return st;
    }
    if (is_clause(c, t)) {
        read_clause(c, t, &st);
        if (sense->type == ACT_REJECT && st.status == STATUS_NEGATED) {
            st.status = STATUS_ACTUAL; /* "did not take up the invitation" is the refusal */
            st.why = "";
        }
    } else {
        read_modifiers(c, t, &st);
        st.nominal = support_verb(c, t) < 0;
    }
    climb(c, t, act_is_said(sense->type), &st);
    place_in_sentence(c, t, &st);
    /* a frame that itself asks for "not" or "will" says so: "will not attend" is a refusal */
    if (sense->status < STATUS_COUNT &&
        (st.status == STATUS_ACTUAL || sense->status == STATUS_ACTUAL)) {
        st.status = (act_status)sense->status;
        st.why = "the frame";
    }
    return st;
}
