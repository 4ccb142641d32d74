/* Noun phrases: each noun, name, pronoun or number that heads one, with the words that belong to
 * it - not its appositions, coordinated phrases, prepositions and punctuation - and groups of
 * coordinated ones ("Ana and Omar"), which a later "they" may mean.  What ends a phrase may belong
 * to the clause ("the foundation in the future"): such a phrase has a shorter reading beside it. */
#include <stdlib.h>

#include "who/chains.h"

typedef VEC(noun_phrase) phrase_vec;

/* Relations under a noun that is the predicate of a copula that belong to the clause. */
static bool of_clause(const token *child)
{
    switch ((int)child->deprel) {
    case DEPREL_ADVMOD:
    case DEPREL_ADVCL:
    case DEPREL_OBL:
    case DEPREL_OBL_UNMARKED:
    case DEPREL_AUX:
    case DEPREL_CCOMP:
    case DEPREL_DISCOURSE:
    case DEPREL_VOCATIVE:
        return true;
    default:
        return false;
    }
}

static bool is_person_name(const report *r, uint32_t t)
{
    int32_t n = r->tokens[t].name;
    return n >= 0 && (size_t)n < r->nnames && r->names[n].type == NAME_PERSON;
}

/* What follows a person's name, or any name after a comma, is no part of it; relative clauses are.
 */
static bool after_name(const report *r, uint32_t head, uint32_t child)
{
    bool name = r->tokens[head].upos == UPOS_PROPN;
    unsigned relation = r->tokens[child].deprel;
    if (child < head || !name || relation == DEPREL_ACL_RELCL || relation == DEPREL_FLAT ||
        relation == DEPREL_CASE) {
        return false;
    }
    uint32_t first, last;
    report_subtree(r, child, &first, &last);
    return is_person_name(r, head) || r->tokens[first].upos == UPOS_PUNCT ||
           r->tokens[first - 1].upos == UPOS_PUNCT;
}

static bool within_phrase(const token *child, bool possessive, bool predicate)
{
    switch ((int)child->deprel) {
    case DEPREL_CASE:
        return possessive && child->xpos == XPOS_POS;
    case DEPREL_APPOS:
    case DEPREL_CONJ:
    case DEPREL_CC:
    case DEPREL_CC_PRECONJ:
    case DEPREL_PUNCT:
    case DEPREL_PARATAXIS:
    case DEPREL_COP:
    case DEPREL_NSUBJ:
    case DEPREL_NSUBJ_PASS:
    case DEPREL_NSUBJ_OUTER:
    case DEPREL_CSUBJ:
    case DEPREL_MARK:
    case DEPREL_VOCATIVE:
    case DEPREL_DISCOURSE:
    case DEPREL_REPARANDUM:
    case DEPREL_DISLOCATED:
    case DEPREL_EXPL:
        return false;
    default:
        return !predicate || !of_clause(child);
    }
}

/* "eventually, her death": an adverb before the determiner or preposition stands outside. */
static bool adverb_outside(const report *r, uint32_t head, uint32_t child)
{
    if (child > head || r->tokens[child].deprel != DEPREL_ADVMOD) {
        return false;
    }
    for (int32_t c = report_child(r, head, (int32_t)child); c >= 0 && (uint32_t)c < head;
         c = report_child(r, head, c)) {
        unsigned relation = r->tokens[c].deprel;
        if (relation == DEPREL_DET || relation == DEPREL_NMOD_POSS || relation == DEPREL_CASE) {
            return true;
        }
    }
    return false;
}

/* "the death of their child, Gloria": an apposition that ends the phrase, however deep, is cut. */
static uint32_t before_apposition(const report *r, uint32_t head, uint32_t last)
{
    for (int32_t t = (int32_t)last, n = 0; t >= 0 && t != (int32_t)head && n < 40;
         t = r->tokens[t].head, n++) {
        if (r->tokens[t].deprel == DEPREL_APPOS || r->tokens[t].deprel == DEPREL_PARATAXIS) {
            uint32_t a, b;
            report_subtree(r, (uint32_t)t, &a, &b);
            return a > head ? a - 1 : last;
        }
    }
    return last;
}

/* A name that the parse has torn is whole again at its last head. */
static void widen_to_name(const report *r, uint32_t head, uint32_t *first, uint32_t *last)
{
    int32_t n = r->tokens[head].name;
    if (n < 0 || (size_t)n >= r->nnames) {
        return;
    }
    const name *x = &r->names[n];
    int32_t up = r->tokens[head].head;
    bool outside = up < (int32_t)x->first || up > (int32_t)x->last;
    bool within = *first >= x->first && *last <= x->last;
    if (outside && within && head == x->last) {
        *first = x->first;
        *last = x->last;
    }
}

static bool opens(const token *k)
{
    return k->xpos == XPOS_LRB || k->xpos == XPOS_OPEN_QUOTE;
}

static bool closes(const token *k)
{
    return k->xpos == XPOS_RRB || k->xpos == XPOS_CLOSE_QUOTE;
}

/* How many brackets and quotation marks the words leave open; a closing one too many ends the
 * count. */
static int left_open(const report *r, uint32_t first, uint32_t last)
{
    int depth = 0;
    for (uint32_t t = first; t <= last && depth >= 0; t++) {
        depth += opens(&r->tokens[t]) - closes(&r->tokens[t]);
    }
    return depth;
}

/* Punctuation at the ends is no part of a phrase, but for what closes a bracket opened in it. */
static void trim(const report *r, uint32_t head, uint32_t *first, uint32_t *last)
{
    while (*first < head && r->tokens[*first].upos == UPOS_PUNCT) {
        ++*first;
    }
    while (*last > head && r->tokens[*last].upos == UPOS_PUNCT &&
           !(closes(&r->tokens[*last]) && left_open(r, *first, *last) == 0)) {
        --*last;
    }
    if (*last + 1 < r->ntokens && closes(&r->tokens[*last + 1]) &&
        left_open(r, *first, *last) == 1) {
        ++*last;
    }
}

static void stretch_of(const report *r, uint32_t head, uint32_t *first, uint32_t *last)
{
    bool predicate = report_child_by(r, head, DEPREL_COP) >= 0;
    *first = *last = head;
    for (int32_t c = report_child(r, head, -1); c >= 0; c = report_child(r, head, c)) {
        uint32_t a, b;
        if (within_phrase(&r->tokens[c], (uint32_t)c > head, predicate) &&
            !after_name(r, head, (uint32_t)c) && !adverb_outside(r, head, (uint32_t)c)) {
            report_subtree(r, (uint32_t)c, &a, &b);
            *first = a < *first ? a : *first;
            *last = b > *last ? b : *last;
        }
    }
    *last = before_apposition(r, head, *last);
    widen_to_name(r, head, first, last);
    trim(r, head, first, last);
}

/* Words that stand for a noun: "this is", "many of them", "the first", the year in "2017 vintage".
 */
static bool in_place_of_noun(const token *k)
{
    switch ((int)k->deprel) {
    case DEPREL_NSUBJ:
    case DEPREL_NSUBJ_PASS:
    case DEPREL_OBJ:
    case DEPREL_OBL:
    case DEPREL_NMOD:
        return true;
    default:
        return false;
    }
}

static bool is_year(const token *k)
{
    return k->form.length == 4 && (k->form.data[0] == '1' || k->form.data[0] == '2') &&
           ascii_digit(k->form.data[1]) && ascii_digit(k->form.data[3]);
}

static bool is_here(const token *k)
{
    return view_equal_nocase(k->form, VIEW("here")) || view_equal_nocase(k->form, VIEW("there"));
}

static bool pronoun_heads(const token *k)
{
    unsigned type = feats_get(k->feats, FEAT_PRONTYPE);
    bool emphatic = k->deprel == DEPREL_NMOD_UNMARKED && (type == PRON_EMP || type == PRON_PRS);
    return type != PRON_REL && type != PRON_INT && k->xpos != XPOS_EX && !emphatic &&
           k->deprel != DEPREL_DEP && k->deprel != DEPREL_DET;
}

static bool heads_phrase(const token *k)
{
    switch ((int)k->deprel) {
    case DEPREL_FLAT:
    case DEPREL_FIXED:
    case DEPREL_GOESWITH:
    case DEPREL_CASE:
    case DEPREL_NMOD_DESC:
        return false;
    default:
        break;
    }
    switch ((int)k->upos) {
    case UPOS_PRON:
        return pronoun_heads(k);
    case UPOS_NOUN:
    case UPOS_PROPN:
        return k->deprel != DEPREL_DET && k->deprel != DEPREL_ADVMOD;
    case UPOS_NUM:
        return (k->deprel != DEPREL_NUMMOD && k->deprel != DEPREL_COMPOUND) ||
               (k->deprel == DEPREL_COMPOUND && is_year(k));
    case UPOS_DET:
        return in_place_of_noun(k);
    case UPOS_ADJ:
        return k->deprel == DEPREL_NSUBJ;
    case UPOS_ADV:
        return is_here(k);
    case UPOS_VERB:
        return k->deprel == DEPREL_CSUBJ;
    default:
        return false;
    }
}

static int by_place(const void *a, const void *b)
{
    const noun_phrase *x = a, *y = b;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    if (x->last != y->last) {
        return x->last > y->last ? -1 : 1;
    }
    return (x->head > y->head) - (x->head < y->head);
}

/* "Ana and Omar": from the first phrase to the end of the last coordinated one. */
static bool add_group(const report *r, phrase_vec *v, noun_phrase p, arena *scratch)
{
    uint32_t last = 0;
    for (int32_t c = report_child(r, p.head, -1); c >= 0; c = report_child(r, p.head, c)) {
        bool clause = report_child_by(r, (uint32_t)c, DEPREL_COP) >= 0 ||
                      report_child_by(r, (uint32_t)c, DEPREL_NSUBJ) >= 0;
        if (r->tokens[c].deprel == DEPREL_CONJ && heads_phrase(&r->tokens[c]) && !clause) {
            uint32_t a, b;
            stretch_of(r, (uint32_t)c, &a, &b);
            last = b > last ? b : last;
        }
    }
    if (last == 0) {
        return true;
    }
    p.last = last;
    p.group = true;
    return VEC_PUSH(v, scratch, p);
}

/* Relations of what ends a phrase and may belong to the clause instead. */
static bool may_leave(const token *child)
{
    switch ((int)child->deprel) {
    case DEPREL_NMOD:
    case DEPREL_NMOD_UNMARKED:
    case DEPREL_ACL:
    case DEPREL_ACL_RELCL:
    case DEPREL_ADVMOD:
    case DEPREL_ADVCL:
    case DEPREL_OBL:
    case DEPREL_OBL_UNMARKED:
    case DEPREL_AMOD:
        return true;
    default:
        return false;
    }
}

/* "the foundation" for "the foundation in the future". */
static bool add_shorter(const report *r, phrase_vec *v, noun_phrase p, arena *scratch)
{
    for (int32_t c = report_child(r, p.head, (int32_t)p.head); c >= 0;
         c = report_child(r, p.head, c)) {
        uint32_t a, b;
        report_subtree(r, (uint32_t)c, &a, &b);
        if ((uint32_t)c > p.head && b >= p.last && a <= p.last && a > p.head &&
            may_leave(&r->tokens[c])) {
            p.cut = true;
            p.last = a - 1;
            trim(r, p.head, &p.first, &p.last);
            return VEC_PUSH(v, scratch, p);
        }
    }
    return true;
}

/* Each phrase with a shorter reading knows it: the next phrase of its head. */
static void tell_shorter(phrase_vec *v)
{
    for (size_t i = 0; i < v->count; i++) {
        for (size_t k = i; v->at[i].cut && k > 0 && i - k < 40; k--) {
            noun_phrase *p = &v->at[k - 1];
            if (p->head == v->at[i].head && !p->group) {
                p->shorter = (uint32_t)i;
                break;
            }
        }
        v->at[i].dead = v->at[i].cut;
    }
}

dateline_status chains_find(const report *r, const chains_means *how, arena *scratch, chains *c,
                            dateline_error *e)
{
    phrase_vec v = {0};
    bool quoted = false;
    for (uint32_t t = 0; t < r->ntokens; t++) {
        const token *k = &r->tokens[t];
        bool marks = k->xpos == XPOS_OPEN_QUOTE || k->xpos == XPOS_CLOSE_QUOTE;
        quoted = marks ? k->xpos == XPOS_OPEN_QUOTE : quoted && !(k->flags & TOKEN_PARAGRAPH);
        if (!heads_phrase(k)) {
            continue;
        }
        noun_phrase p = {.head = t, .quoted = quoted};
        stretch_of(r, t, &p.first, &p.last);
        if (!VEC_PUSH(&v, scratch, p) || !add_group(r, &v, p, scratch) ||
            !add_shorter(r, &v, p, scratch)) {
            return fault_memory(e);
        }
    }
    if (v.count > 0) {
        qsort(v.at, v.count, sizeof *v.at, by_place);
    }
    for (size_t i = 0; i < v.count; i++) {
        chains_describe(r, how, &v.at[i]);
        v.at[i].chain = (int32_t)i;
        v.at[i].size = 1;
        v.at[i].latest = (uint32_t)i;
    }
    tell_shorter(&v);
    *c = (chains){v.at, v.count};
    chains_tell_people(r, how, c);
    return DATELINE_OK;
}
