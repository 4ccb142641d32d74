/* Noun phrases: each noun, name, pronoun or number that heads one, with the words that belong to
 * it - not its appositions, coordinated phrases, prepositions and punctuation - and groups of
 * coordinated ones ("Ana and Omar"), which a later "they" may mean. */
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
    case DEPREL_PUNCT:
    case DEPREL_PARATAXIS:
    case DEPREL_COP:
    case DEPREL_NSUBJ:
    case DEPREL_MARK:
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
    while (*last > head && r->tokens[*last].upos == UPOS_PUNCT) {
        --*last;
    }
    while (*first < head && r->tokens[*first].upos == UPOS_PUNCT) {
        ++*first;
    }
}

static bool heads_phrase(const token *k)
{
    switch ((int)k->deprel) {
    case DEPREL_FLAT:
    case DEPREL_FIXED:
    case DEPREL_GOESWITH:
    case DEPREL_EXPL:
    case DEPREL_DET:
    case DEPREL_CASE:
    case DEPREL_ADVMOD:
        return false;
    default:
        break;
    }
    unsigned pronoun = feats_get(k->feats, FEAT_PRONTYPE);
    switch ((int)k->upos) {
    case UPOS_PRON:
        return pronoun != PRON_REL && pronoun != PRON_INT && k->xpos != XPOS_EX;
    case UPOS_NOUN:
    case UPOS_PROPN:
        return true;
    case UPOS_NUM:
        return k->deprel != DEPREL_NUMMOD && k->deprel != DEPREL_COMPOUND;
    default:
        return false;
    }
}

/* ---- what the features ask ----------------------------------------------------------------- */

static uint32_t hash_of(view v, uint32_t seed)
{
    uint32_t h = seed ^ 2166136261U;
    for (size_t i = 0; i < v.length; i++) {
        h = (h ^ (unsigned char)ascii_lower(v.data[i])) * 16777619U;
    }
    return h == 0 ? 1 : h;
}

static uint32_t hash_words(const report *r, uint32_t first, uint32_t last)
{
    uint32_t h = 7;
    for (uint32_t t = first; t <= last; t++) {
        bool skip = r->tokens[t].upos == UPOS_DET || r->tokens[t].xpos == XPOS_POS;
        h = skip ? h : hash_of(r->tokens[t].form, h * 31);
    }
    return h;
}

/* Pronouns by person, number and gender (or their word), nouns by what stands before them. */
static uint32_t kind_of(const report *r, noun_phrase *p)
{
    const token *k = &r->tokens[p->head];
    if (k->upos == UPOS_PRON) {
        p->pronoun = true;
        unsigned person = feats_get(k->feats, FEAT_PERSON);
        return person == 0 ? 100 + hash_of(k->lemma, 0) % 1000
                           : 1 + person * 16 + feats_get(k->feats, FEAT_NUMBER) * 4 +
                                 feats_get(k->feats, FEAT_GENDER);
    }
    p->proper = k->upos == UPOS_PROPN;
    const token *f = &r->tokens[p->first];
    unsigned type = feats_get(f->feats, FEAT_PRONTYPE);
    p->definite = p->proper || feats_get(f->feats, FEAT_DEFINITE) == DEFINITE_DEF ||
                  type == PRON_DEM || feats_get(f->feats, FEAT_POSS) != 0;
    if (p->proper) {
        return 2000;
    }
    if (f->upos == UPOS_DET) {
        return 2001 + type * 4 + feats_get(f->feats, FEAT_DEFINITE);
    }
    return feats_get(f->feats, FEAT_POSS) != 0 ? 2100 : k->upos == UPOS_NUM ? 2101 : 2102;
}

static uint32_t thing_of(const report *r, uint32_t head)
{
    int32_t n = r->tokens[head].name;
    if (n >= 0 && (size_t)n < r->nnames) {
        return 1 + (uint32_t)r->names[n].type;
    }
    int32_t m = r->mention_of == NULL ? -1 : r->mention_of[head];
    bool noun = m >= 0 && r->tokens[head].upos != UPOS_PRON;
    return noun ? 32 + (uint32_t)r->mentions[m].type : 0;
}

/* A bit for each person, number and gender of pronouns, for names and for nouns by number. */
static uint32_t sort_of(const noun_phrase *p)
{
    if (p->pronoun && p->kind < 100) {
        uint32_t person = (p->kind - 1) / 16, number = (p->kind - 1) / 4 % 4;
        return 1U << (person * 5 + (number == NUMBER_PLUR ? 4 : (p->kind - 1) % 4));
    }
    if (p->pronoun) {
        return 1U << 20;
    }
    return p->proper ? 1U << (p->thing == 1 + NAME_PERSON ? 21 : 22)
                     : 1U << (p->number == NUMBER_PLUR ? 23 : 24);
}

static void describe(const report *r, const chains_means *how, noun_phrase *p)
{
    const token *k = &r->tokens[p->head];
    p->sent = k->sent;
    p->kind = kind_of(r, p);
    p->thing = thing_of(r, p->head);
    p->lemma = hash_of(p->proper ? k->form : k->lemma, 3);
    p->words = hash_words(r, p->first, p->last);
    p->first_word = hash_of(r->tokens[p->first].form, 5);
    p->governor = k->head < 0 ? 0 : hash_of(r->tokens[k->head].lemma, 9);
    p->number = (uint8_t)feats_get(k->feats, FEAT_NUMBER);
    p->deprel = k->deprel;
    p->speaker = how->speakers == NULL ? 0 : how->speakers[k->sent];
    p->sorts = sort_of(p);
    p->name = p->proper ? p->lemma : 0;
    if (p->group) {
        p->number = NUMBER_PLUR;
        p->kind = 2103;
        p->lemma ^= 0x9E3779B9U;
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
        if (r->tokens[c].deprel == DEPREL_CONJ && heads_phrase(&r->tokens[c])) {
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
        if (!VEC_PUSH(&v, scratch, p) || !add_group(r, &v, p, scratch)) {
            return fault_memory(e);
        }
    }
    if (v.count > 0) {
        qsort(v.at, v.count, sizeof *v.at, by_place);
    }
    for (size_t i = 0; i < v.count; i++) {
        describe(r, how, &v.at[i]);
        v.at[i].chain = (int32_t)i;
        v.at[i].size = 1;
    }
    *c = (chains){v.at, v.count};
    return DATELINE_OK;
}
