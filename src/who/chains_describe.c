/* What the features ask of a noun phrase: its kind, the words by which it is told again, who
 * speaks. */
#include "who/chains.h"

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
    if (k->upos != UPOS_NOUN && k->upos != UPOS_NUM) {
        return 2110 + k->upos;
    }
    if (f->upos == UPOS_DET) {
        return 2001 + type * 4 + feats_get(f->feats, FEAT_DEFINITE);
    }
    return feats_get(f->feats, FEAT_POSS) != 0 ? 2100 : k->upos == UPOS_NUM ? 2101 : 2102;
}

/* Whether the phrase is only a part of a name (1), a name (2), or more than one (3). */
static uint8_t in_name(const report *r, const noun_phrase *p)
{
    int32_t n = r->tokens[p->head].name;
    if (n < 0 || (size_t)n >= r->nnames) {
        return 0;
    }
    const name *x = &r->names[n];
    if (p->last < x->last || (p->first > x->first && p->head != x->last)) {
        return 1;
    }
    return p->first == x->first && p->last == x->last ? 2 : 3;
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

/* The word by which a name is told again: the surname of a person, whose head is the given name. */
static uint32_t telling_word(const report *r, const noun_phrase *p)
{
    uint32_t last = p->head;
    for (uint32_t t = p->head + 1; t <= p->last; t++) {
        const token *k = &r->tokens[t];
        last = k->deprel == DEPREL_FLAT && k->head == (int32_t)p->head ? t : last;
    }
    return last;
}

/* A hash of the capitals of a name of several words, "EU" for "European Union"; 0 = none. */
static uint32_t initials_of(const report *r, const noun_phrase *p)
{
    char letters[8];
    size_t n = 0;
    for (uint32_t t = p->first; t <= p->last && n < sizeof letters; t++) {
        view w = r->tokens[t].form;
        if (w.length > 1 && ascii_upper(w.data[0]) && r->tokens[t].upos != UPOS_DET) {
            letters[n++] = w.data[0];
        }
    }
    return n < 2 ? 0 : hash_of((view){letters, n}, 3);
}

void chains_describe(const report *r, const chains_means *how, noun_phrase *p)
{
    const token *k = &r->tokens[p->head];
    p->sent = k->sent;
    p->kind = kind_of(r, p);
    p->thing = thing_of(r, p->head);
    p->telling = telling_word(r, p);
    p->lemma = hash_of(p->proper ? r->tokens[p->telling].form : k->lemma, 3);
    p->given = p->proper ? hash_of(k->form, 3) : 0;
    p->initials = p->proper ? initials_of(r, p) : 0;
    p->words = hash_words(r, p->first, p->last);
    p->first_word = hash_of(r->tokens[p->first].form, 5);
    p->governor = k->head < 0 ? 0 : hash_of(r->tokens[k->head].lemma, 9);
    p->number = (uint8_t)feats_get(k->feats, FEAT_NUMBER);
    p->deprel = k->deprel;
    p->speaker = how->speakers == NULL ? 0 : how->speakers[k->sent];
    p->sorts = sort_of(p);
    p->in_name = in_name(r, p);
    if (p->pronoun && p->number != NUMBER_PLUR) {
        unsigned person = feats_get(k->feats, FEAT_PERSON);
        p->i_of = person == 1 ? p->speaker : 0;
        p->you_of = person == 2 ? p->speaker : 0;
    }
    p->name = p->proper ? p->lemma : 0;
    if (p->group) {
        p->number = NUMBER_PLUR;
        p->kind = 2103;
        p->lemma ^= 0x9E3779B9U;
    }
}
