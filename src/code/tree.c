/* code/tree.c - who does what in a clause.
 *
 * Subjects are sought the way English leaves them out: a coordinated verb shares its first
 * conjunct's, an infinitive or participle takes its governor's subject or object, a participle
 * behind a noun the noun itself.  Every search climbs at most CLIMB steps.
 */
#include "code/code_priv.h"

#define CLIMB 8

/* The noun right before a relative word whose clause the parser hung on a verb ("the trouble with
 * Iran, WHICH had condemned it"); the word itself where none stands there. */
static uint32_t noun_before(const coder *c, uint32_t t)
{
    uint32_t k = t;
    do {
        if (k == 0) {
            return t;
        }
        k--;
    } while (tok(c, k)->upos == UPOS_PUNCT && k + 3 > t);
    while (tok(c, k)->deprel == DEPREL_FLAT && tok(c, k)->head >= 0) {
        k = (uint32_t)tok(c, k)->head;
    }
    return is_noun(c, k) && tok(c, k)->sent == tok(c, t)->sent ? k : t;
}

int32_t first_child_by(const coder *c, uint32_t t, deprel relation)
{
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        if (tok(c, (uint32_t)k)->deprel == relation) {
            return k;
        }
    }
    return -1;
}

bool has_child_class(const coder *c, uint32_t t, lexicon_class_id id)
{
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        if (is_class(c, (uint32_t)k, id)) {
            return true;
        }
    }
    return false;
}

bool is_noun(const coder *c, uint32_t t)
{
    unsigned u = tok(c, t)->upos;
    return u == UPOS_NOUN || u == UPOS_PROPN;
}

bool is_clause(const coder *c, uint32_t t)
{
    return tok(c, t)->upos == UPOS_VERB || has_child(c, t, DEPREL_COP);
}

static bool has_own_aux(const coder *c, uint32_t v)
{
    return has_child(c, v, DEPREL_AUX) || has_child(c, v, DEPREL_AUX_PASS);
}

bool is_bare(const coder *c, uint32_t v)
{
    const uint64_t own = relation_bit(DEPREL_NSUBJ) | relation_bit(DEPREL_NSUBJ_PASS) |
                         relation_bit(DEPREL_AUX) | relation_bit(DEPREL_AUX_PASS) |
                         relation_bit(DEPREL_COP) | relation_bit(DEPREL_MARK);
    return (c->relations[v] & own) == 0;
}

/* The parse may hang the last of a list elsewhere; that it is bare tells where it belongs. */
int32_t list_leader(const coder *c, uint32_t t)
{
    const token *w = tok(c, t);
    bool astray = w->deprel == DEPREL_DEP ||
                  (w->deprel == DEPREL_CONJ && w->head >= 0 && is_noun(c, (uint32_t)w->head));
    if (!astray || w->xpos != XPOS_VB || !is_bare(c, t)) {
        return -1;
    }
    int32_t before = (int32_t)t - 1;
    const int32_t first = (int32_t)c->r->sentences[w->sent].first;
    while (before >= first && tok(c, (uint32_t)before)->xpos != XPOS_VB) {
        before--;
    }
    return before >= first ? before : -1;
}

bool is_passive(const coder *c, uint32_t v)
{
    for (int i = 0; i < CLIMB; i++) {
        const token *w = tok(c, v);
        if (has_child(c, v, DEPREL_AUX_PASS) || has_child(c, v, DEPREL_NSUBJ_PASS)) {
            return true;
        }
        if (w->xpos != XPOS_VBN || has_own_aux(c, v) || has_child(c, v, DEPREL_NSUBJ)) {
            return false;
        }
        if (w->deprel == DEPREL_ACL || w->deprel == DEPREL_AMOD) {
            return !is_class(c, v, LEX_objectless);
        }
        if (w->deprel == DEPREL_ADVCL || w->deprel == DEPREL_XCOMP) {
            return !has_child(c, v, DEPREL_OBJ);
        }
        if (w->deprel != DEPREL_CONJ || w->head < 0) {
            return false;
        }
        v = (uint32_t)w->head;
    }
    return false;
}

static bool is_relative_word(const coder *c, uint32_t t)
{
    unsigned x = tok(c, t)->xpos;
    return x == XPOS_WP || x == XPOS_WDT || x == XPOS_WP_POSS ||
           feats_get(tok(c, t)->feats, FEAT_PRONTYPE) == PRON_REL;
}

uint32_t referent(const coder *c, uint32_t t)
{
    if (!is_relative_word(c, t)) {
        return t;
    }
    int32_t up = tok(c, t)->head;
    for (int i = 0; i < CLIMB && up >= 0; i++) {
        const token *w = tok(c, (uint32_t)up);
        if (w->deprel == DEPREL_ACL_RELCL || w->deprel == DEPREL_ACL) {
            return w->head < 0                                    ? t
                   : tok(c, (uint32_t)w->head)->upos == UPOS_VERB ? noun_before(c, t)
                                                                  : (uint32_t)w->head;
        }
        up = w->head;
    }
    return t;
}

/* A day that the parser took for the subject ("Next Monday the general will arrive") is none. */
static int32_t own_subject(const coder *c, uint32_t v)
{
    const uint64_t subjects = relation_bit(DEPREL_NSUBJ) | relation_bit(DEPREL_NSUBJ_PASS) |
                              relation_bit(DEPREL_NSUBJ_OUTER);
    int32_t first = (c->relations[v] & subjects) != 0 ? c->first_child[v] : -1;
    for (int32_t k = first; k >= 0; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        bool subject = d == DEPREL_NSUBJ || d == DEPREL_NSUBJ_PASS || d == DEPREL_NSUBJ_OUTER;
        if (subject && !c->in_time[k]) {
            return (int32_t)referent(c, (uint32_t)k);
        }
    }
    return -1;
}

bool marked(const coder *c, uint32_t v, const char *const *forms, size_t n)
{
    for (int32_t k = has_marker(c, v) ? c->first_child[v] : -1; k >= 0; k = c->next_sibling[k]) {
        const token *w = tok(c, (uint32_t)k);
        if (w->deprel != DEPREL_MARK && w->deprel != DEPREL_CASE) {
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            if (view_equal_nocase(w->form, view_of(forms[i]))) {
                return true;
            }
        }
    }
    return false;
}

/* Of "asked X to come", "accused X of killing": whether the object governs the complement. */
static bool object_controls(const coder *c, uint32_t v, uint32_t governor)
{
    static const char *const of_object[] = {"of", "for", "from", "as", "into"};
    if (is_passive(c, governor) || !has_child(c, governor, DEPREL_OBJ) ||
        is_class(c, governor, LEX_subject_control)) {
        return false;
    }
    return tok(c, v)->deprel == DEPREL_XCOMP || marked(c, v, of_object, 5);
}

/* The doer of an infinitive behind a noun: "Iran's decision to leave", "took steps to leave". */
static int32_t noun_complement_subject(const coder *c, uint32_t noun)
{
    int32_t owner = child_by(c, noun, DEPREL_NMOD_POSS);
    if (owner >= 0) {
        return owner;
    }
    int32_t v = support_verb(c, noun);
    return v < 0 ? -1 : deep_subject(c, (uint32_t)v);
}

static bool is_finite(const token *w)
{
    return w->xpos == XPOS_VBD || w->xpos == XPOS_VBZ || w->xpos == XPOS_VBP;
}

int32_t grammatical_subject(const coder *c, uint32_t v)
{
    for (int i = 0; i < CLIMB; i++) {
        int32_t own = own_subject(c, v);
        const token *w = tok(c, v);
        if (own >= 0 || w->head < 0) {
            return own;
        }
        const int32_t leader = list_leader(c, v);
        if (leader >= 0) {
            v = (uint32_t)leader;
            continue;
        }
        uint32_t head = (uint32_t)w->head;
        switch ((int)w->deprel) {
        case DEPREL_XCOMP:
        case DEPREL_ADVCL:
        case DEPREL_CCOMP:
            if (object_controls(c, v, head)) {
                return child_by(c, head, DEPREL_OBJ);
            }
            if (is_noun(c, head) && !has_child(c, head, DEPREL_COP) && own_subject(c, head) < 0) {
                return noun_complement_subject(c, head);
            }
            v = head;
            break;
        case DEPREL_CONJ:
        case DEPREL_PARATAXIS:
            if (is_finite(w) && is_noun(c, head) && !has_child(c, head, DEPREL_COP)) {
                return (int32_t)head; /* "since A and B signed": a verb taken for one more noun */
            }
            v = head;
            break;
        case DEPREL_ACL_RELCL:
            return has_child(c, v, DEPREL_OBJ) || is_passive(c, v) ? (int32_t)head : -1;
        case DEPREL_ACL:
        case DEPREL_AMOD:
            if (w->xpos == XPOS_VBN || w->xpos == XPOS_VBG || w->xpos == XPOS_VBD) {
                return (int32_t)head;
            }
            return noun_complement_subject(c, head);
        default:
            return -1;
        }
    }
    return -1;
}

static int32_t by_child(const coder *c, uint32_t t, bool nouns)
{
    static const char *const by[] = {"by"};
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        bool may = d == DEPREL_OBL || (nouns && d == DEPREL_NMOD);
        if (d == DEPREL_OBL_AGENT || (may && marked(c, (uint32_t)k, by, 1))) {
            return k;
        }
    }
    return -1;
}

/* The by-phrase of a passive, also where it was hung on another complement. */
static int32_t by_agent(const coder *c, uint32_t v)
{
    int32_t found = by_child(c, v, false);
    for (int32_t k = c->first_child[v]; k >= 0 && found < 0; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        if (d == DEPREL_OBL || d == DEPREL_OBJ || d == DEPREL_OBL_UNMARKED) {
            found = by_child(c, (uint32_t)k, true);
        }
    }
    return found;
}

int32_t deep_subject(const coder *c, uint32_t v)
{
    if (!is_passive(c, v)) {
        return grammatical_subject(c, v);
    }
    int32_t agent = by_agent(c, v);
    return agent < 0 ? -1 : (int32_t)referent(c, (uint32_t)agent);
}

int32_t deep_object(const coder *c, uint32_t v)
{
    if (is_passive(c, v)) {
        return grammatical_subject(c, v);
    }
    int32_t object = child_by(c, v, DEPREL_OBJ);
    object = object < 0 ? child_by(c, v, DEPREL_IOBJ) : object;
    if (object >= 0) {
        return (int32_t)referent(c, (uint32_t)object);
    }
    const token *w = tok(c, v);
    if (w->deprel == DEPREL_ACL_RELCL && w->head >= 0) {
        int32_t subject = own_subject(c, v);
        return subject >= 0 && subject != w->head ? w->head : -1;
    }
    return -1;
}

uint32_t content_head(const coder *c, uint32_t t)
{
    static const char *const of[] = {"of", "from"};
    for (int i = 0; i < CLIMB; i++) {
        if (!is_class(c, t, LEX_quantity) || c->r->mention_of == NULL) {
            return t;
        }
        int32_t next = -1;
        for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
            unsigned d = tok(c, (uint32_t)k)->deprel;
            if ((d == DEPREL_NMOD || d == DEPREL_OBL) && marked(c, (uint32_t)k, of, 2)) {
                next = k;
                break;
            }
        }
        if (next < 0) {
            return t;
        }
        t = (uint32_t)next;
    }
    return t;
}

int32_t support_verb(const coder *c, uint32_t noun)
{
    uint32_t t = noun;
    for (int i = 0; i < CLIMB; i++) {
        const token *w = tok(c, t);
        if (w->head < 0) {
            return -1;
        }
        uint32_t head = (uint32_t)w->head;
        switch ((int)w->deprel) {
        case DEPREL_OBJ:
        case DEPREL_OBL:
        case DEPREL_NSUBJ:
        case DEPREL_NSUBJ_PASS:
        case DEPREL_XCOMP:
            return is_clause(c, head) ? (int32_t)head : -1;
        case DEPREL_ACL_RELCL:
            return -1;
        case DEPREL_CONJ:
            t = head;
            break;
        case DEPREL_NMOD:
            if (!is_class(c, head, LEX_quantity)) {
                return -1;
            }
            t = head;
            break;
        default:
            return -1;
        }
    }
    return -1;
}

int32_t statement_verb(const coder *c, uint32_t t)
{
    int32_t number = c->statement_of[t];
    return number < 0 ? -1 : c->r->statements[number].verb;
}

/* The head of the mention that says the statement around t; -1 = none. */
int32_t speaker_of(const coder *c, uint32_t t)
{
    int32_t number = c->statement_of[t];
    if (number < 0) {
        return -1;
    }
    const statement *s = &c->r->statements[number];
    if (s->nsources == 0 || s->sources[0].mention < 0) {
        return -1;
    }
    return (int32_t)c->r->mentions[s->sources[0].mention].head;
}
