/* Finding mentions: each token that heads a name, an office, an agent, a description or is a
 * pronoun becomes one.  A title before a name ("Chief of Staff Aviv Kochavi") belongs to the name's
 * mention.
 */
#include <stdlib.h>

#include "who/who_priv.h"

static bool nominal(const token *t)
{
    return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN || t->upos == UPOS_ADJ ||
           t->upos == UPOS_NUM || t->upos == UPOS_X || t->upos == UPOS_SYM;
}

/* The token of a stretch whose head lies outside it; the last one when the parse tears it up. */
static uint32_t head_of(const finder *f, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t <= last; t++) {
        int32_t h = tok(f, t)->head;
        if ((h < (int32_t)first || h > (int32_t)last) && tok(f, t)->upos != UPOS_PUNCT) {
            return t;
        }
    }
    return last;
}

static bool within_name(const token *t)
{
    return t->deprel == DEPREL_FLAT || t->deprel == DEPREL_COMPOUND || t->deprel == DEPREL_FIXED ||
           t->deprel == DEPREL_GOESWITH;
}

/* Relations whose subtrees belong to the phrase of their head. */
static bool belongs(const finder *f, uint32_t child)
{
    switch ((deprel)tok(f, child)->deprel) {
    case DEPREL_DET:
    case DEPREL_DET_PREDET:
    case DEPREL_AMOD:
    case DEPREL_COMPOUND:
    case DEPREL_NUMMOD:
    case DEPREL_NMOD_POSS:
    case DEPREL_NMOD_DESC:
    case DEPREL_FLAT:
    case DEPREL_GOESWITH:
    case DEPREL_FIXED:
        return true;
    case DEPREL_NMOD:
        return view_equal(who_case(f, child), VIEW("of"));
    default:
        return false;
    }
}

/* Widens the phrase over the children that belong to it, two levels deep. */
static void widen(const finder *f, uint32_t head, int depth, uint32_t *first, uint32_t *last)
{
    for (int32_t c = f->first_child[head]; c >= 0; c = f->next_child[c]) {
        uint32_t t = (uint32_t)c;
        if (belongs(f, t)) {
            *first = t < *first ? t : *first;
            *last = t > *last ? t : *last;
            if (depth < 4) {
                widen(f, t, depth + 1, first, last);
            }
        } else if (depth > 0 && tok(f, t)->deprel == DEPREL_CASE) {
            *first = t < *first ? t : *first;
            *last = t > *last ? t : *last;
        }
    }
}

static bool has_determiner(const finder *f, uint32_t head)
{
    int32_t d = who_child(f, head, DEPREL_DET);
    static const char *const definite[] = {"the", "this", "that", "these", "those", "both"};
    for (size_t i = 0; d >= 0 && i < sizeof definite / sizeof definite[0]; i++) {
        if (view_equal_nocase(tok(f, (uint32_t)d)->form, view_of(definite[i]))) {
            return true;
        }
    }
    return who_child(f, head, DEPREL_NMOD_POSS) >= 0;
}

static bool add(finder *f, uint32_t head, draft d)
{
    if (f->draft_at[head] >= 0 || f->taken[head] == 0) {
        return true;
    }
    report *r = f->r;
    uint32_t first = head, last = head;
    if (d.sort != SORT_PRONOUN && d.sort != SORT_RELATIVE && d.sort != SORT_DEMONYM) {
        widen(f, head, 0, &first, &last);
    }
    if (d.name_first <= d.name_last && d.name_last < r->ntokens) {
        first = d.name_first < first ? d.name_first : first;
        last = d.name_last > last ? d.name_last : last;
    }
    d.m.first = first;
    d.m.last = last;
    d.m.head = head;
    d.m.bytes = (span){r->tokens[first].bytes.start, r->tokens[last].bytes.end};
    d.m.entity = -1;
    d.m.members = -1;
    d.m.name = d.m.office = d.m.rule = VIEW("");
    d.m.plural = feats_get(tok(f, head)->feats, FEAT_NUMBER) == NUMBER_PLUR;
    d.definite = has_determiner(f, head);
    d.owner = who_child(f, head, DEPREL_NMOD_POSS);
    f->draft_at[head] = (int32_t)f->drafts.count;
    return VEC_PUSH(&f->drafts, f->scratch, d);
}

static draft blank(mention_sort sort, entity_type type, actor_via via)
{
    return (draft){.sort = sort,
                   .entry = -1,
                   .word = -1,
                   .owner = -1,
                   .country = -1,
                   .beside = -1,
                   .name_first = 1,
                   .name_last = 0,
                   .m = {.type = type, .via = via}};
}

static const name *name_over(const finder *f, uint32_t t)
{
    int32_t n = tok(f, t)->name;
    return n >= 0 && (size_t)n < f->r->nnames ? &f->r->names[n] : NULL;
}

static bool reaches_beyond(const name *n, const match *m)
{
    return n->first < m->first || n->last > m->last;
}

/* "America" of "Central America", which lies in no one country. */
static bool in_area(const finder *f, const match *m)
{
    const place *p = f->place_at[m->first] < 0 ? NULL : &f->r->places[f->place_at[m->first]];
    return p != NULL && p->country[0] == '\0' && (p->first < m->first || p->last > m->last);
}

/* Whether the name that was matched is only a part of another: a country of a person's name
 * ("Ricardo Lagos") or an organisation's ("Bangladesh Railway"), a known person's of a longer one
 * ("Abdul Sattar" in "Abdul Sattar Hadi"). */
bool who_in_other_name(const finder *f, uint32_t t)
{
    const match *m = &f->r->matches[f->name_at[t]];
    const name *n = name_over(f, t);
    if (in_area(f, m)) {
        return true;
    }
    bool people = m->kind == KNOW_DEMONYM || m->kind == KNOW_PEOPLE;
    if (n != NULL && n->type == NAME_PERSON && people) {
        return true; /* "Chamorro" */
    }
    if (n != NULL && n->type == NAME_PERSON && m->kind != KNOW_PERSON && who_is_surname(f, n)) {
        return true;
    }
    if (n == NULL || !reaches_beyond(n, m)) {
        return false;
    }
    if (n->type == NAME_PERSON) {
        return m->kind != KNOW_PERSON ||
               (n->last > m->last && (m->last - m->first < 2 || n->last > m->last + 1));
    }
    return n->type == NAME_ORG && m->kind <= KNOW_METONYM;
}

/* Whether a word for an office or agent is only a part of an organisation's name: "Corporation". */
static bool in_organisation(const finder *f, const match *m)
{
    const name *n = name_over(f, m->last);
    return n != NULL && n->type == NAME_ORG && reaches_beyond(n, m);
}

/* ---- names of the dictionaries
 * ------------------------------------------------------------------- */

static draft draft_of_match(const match *m, bool adjective)
{
    know_kind kind = (know_kind)m->kind;
    draft d;
    switch (kind) {
    case KNOW_PERSON:
        d = blank(SORT_PERSON, ENTITY_PERSON, VIA_NAME);
        break;
    case KNOW_COUNTRY:
        d = blank(SORT_COUNTRY, ENTITY_COUNTRY, VIA_NAME);
        break;
    case KNOW_CAPITAL:
    case KNOW_METONYM:
        d = blank(SORT_COUNTRY, ENTITY_COUNTRY, VIA_METONYM);
        break;
    case KNOW_DEMONYM:
        d = blank(SORT_DEMONYM, adjective ? ENTITY_COUNTRY : ENTITY_PEOPLE, VIA_DEMONYM);
        break;
    case KNOW_PEOPLE:
        d = blank(SORT_DEMONYM, ENTITY_PEOPLE, VIA_DEMONYM);
        break;
    default:
        d = blank(SORT_ORG, ENTITY_ORG, VIA_NAME);
        break;
    }
    d.entry = m->entry;
    d.kind = kind;
    d.name_first = m->first;
    d.name_last = m->last;
    return d;
}

static bool add_known(finder *f, uint32_t t)
{
    const match *m = &f->r->matches[f->name_at[t]];
    if (head_of(f, m->first, m->last) != t) {
        return true;
    }
    const token *k = tok(f, t);
    bool adjective = k->deprel == DEPREL_AMOD || k->upos == UPOS_ADJ;
    return add(f, t, draft_of_match(m, adjective));
}

/* ---- names that only syntax or the names layer tells
 * ----------------------------------------------- */

/* The stretch of proper nouns around a head: its flat and compound neighbours. */
static void name_stretch(const finder *f, uint32_t t, uint32_t *first, uint32_t *last)
{
    *first = *last = t;
    const sentence *s = &f->r->sentences[tok(f, t)->sent];
    while (*first > s->first && tok(f, *first - 1)->upos == UPOS_PROPN &&
           f->role_at[*first - 1] < 0) {
        --*first;
    }
    while (*last < s->last && tok(f, *last + 1)->upos == UPOS_PROPN) {
        ++*last;
    }
}

static bool has_title(const finder *f, uint32_t t)
{
    for (int32_t c = f->first_child[t]; c >= 0; c = f->next_child[c]) {
        if ((uint32_t)c < t && f->role_at[c] >= 0 && belongs(f, (uint32_t)c)) {
            return true;
        }
    }
    return false;
}

static bool add_name(finder *f, uint32_t t)
{
    const token *k = tok(f, t);
    const name *n = k->name >= 0 && (size_t)k->name < f->r->nnames ? &f->r->names[k->name] : NULL;
    if (n != NULL && (n->type == NAME_DATE || n->type == NAME_MONEY || n->type == NAME_PRODUCT)) {
        return true;
    }
    draft d = blank(SORT_NAME, ENTITY_OTHER, VIA_NAME);
    if (n != NULL) {
        if (head_of(f, n->first, n->last) != t) {
            return true;
        }
        d.name_first = n->first;
        d.name_last = n->last;
        d.sort = n->type == NAME_PERSON     ? SORT_PERSON
                 : n->type == NAME_LOCATION ? SORT_PLACE
                                            : SORT_NAME;
        d.m.type = n->type == NAME_PERSON ? ENTITY_PERSON
                   : n->type == NAME_ORG  ? ENTITY_ORG
                                          : ENTITY_OTHER;
    } else {
        if (k->upos != UPOS_PROPN || within_name(k)) {
            return true;
        }
        name_stretch(f, t, &d.name_first, &d.name_last);
        bool person = d.name_last > d.name_first || has_title(f, t);
        d.sort = f->r->nnames == 0 && person ? SORT_PERSON : SORT_NAME;
        d.m.type = d.sort == SORT_PERSON ? ENTITY_PERSON : ENTITY_OTHER;
    }
    return add(f, t, d);
}

/* A place stands as one where a preposition says so or where it modifies or owns something; as the
 * subject or object of a verb a name that happens to be a place's too is more often a person. */
static bool stands_as_place(const finder *f, uint32_t t)
{
    const token *k = tok(f, t);
    return k->deprel == DEPREL_COMPOUND || k->deprel == DEPREL_OBL || k->deprel == DEPREL_NMOD ||
           k->deprel == DEPREL_AMOD;
}

static bool add_place(finder *f, uint32_t t)
{
    const place *p = &f->r->places[f->place_at[t]];
    if (head_of(f, p->first, p->last) != t || p->country[0] == '\0' ||
        tok(f, t)->deprel == DEPREL_AMOD) {
        return true;
    }
    draft d = blank(SORT_PLACE, ENTITY_OTHER, VIA_METONYM);
    d.name_first = p->first;
    d.name_last = p->last;
    return add(f, t, d);
}

/* ---- roles, descriptions, pronouns
 * ------------------------------------------------------------------ */

/* The proper nouns right behind an office or rank: the holder's name; false = none. */
static bool name_behind(const finder *f, uint32_t last, uint32_t *name_first, uint32_t *name_last)
{
    const sentence *s = &f->r->sentences[tok(f, last)->sent];
    uint32_t t = last + 1;
    if (t > s->last) {
        return false;
    }
    int32_t n = tok(f, t)->name;
    if (n >= 0 && f->r->names[n].type == NAME_PERSON && f->r->names[n].first == t) {
        *name_first = t;
        *name_last = f->r->names[n].last;
        return true;
    }
    int32_t m = f->name_at[t];
    if (m >= 0 && f->r->matches[m].kind == KNOW_PERSON && f->r->matches[m].first == t) {
        *name_first = t;
        *name_last = f->r->matches[m].last;
        return true;
    }
    *name_first = t;
    while (t <= s->last && tok(f, t)->upos == UPOS_PROPN && f->name_at[t] < 0 &&
           (tok(f, t)->flags & TOKEN_PARAGRAPH) == 0) {
        t++;
    }
    *name_last = t - 1;
    return t > *name_first;
}

/* "Chief of Staff Aviv Kochavi": one person, whose mention is headed where the whole hangs. */
static bool add_titled(finder *f, const match *role, uint32_t name_first, uint32_t name_last)
{
    draft d = blank(SORT_PERSON, ENTITY_PERSON, VIA_TITLE);
    int32_t m = f->name_at[name_first];
    if (m >= 0 && f->r->matches[m].kind == KNOW_PERSON && !who_in_other_name(f, name_first)) {
        d.entry = f->r->matches[m].entry;
        d.kind = KNOW_PERSON;
    }
    d.name_first = name_first;
    d.name_last = name_last;
    uint32_t head = head_of(f, role->first, name_last);
    for (uint32_t t = role->first; t <= name_last; t++) {
        f->taken[t] = t == head ? -1 : 0;
    }
    return add(f, head, d);
}

static bool add_role(finder *f, uint32_t t)
{
    const match *m = &f->r->matches[f->role_at[t]];
    const token *k = tok(f, t);
    if (head_of(f, m->first, m->last) != t || k->deprel == DEPREL_AMOD || !nominal(k) ||
        k->upos == UPOS_NUM) {
        return true;
    }
    draft d = blank(SORT_ROLE, ENTITY_PEOPLE, VIA_DESCRIPTION);
    d.kind = (know_kind)m->kind;
    d.entry = m->entry;
    if (d.kind == KNOW_OFFICE) {
        d.m.type = ENTITY_PERSON;
        d.m.via = VIA_TITLE;
    }
    return add(f, t, d);
}

/* "both", or "the two"; "two ministers" are somebody else. */
static bool says_two(const finder *f, uint32_t t)
{
    for (int32_t c = f->first_child[t]; c >= 0; c = f->next_child[c]) {
        const token *k = tok(f, (uint32_t)c);
        if (is_word(k, VIEW("both")) || (is_word(k, VIEW("two")) && has_determiner(f, t))) {
            return true;
        }
    }
    return false;
}

static bool add_common(finder *f, uint32_t t)
{
    view lemma = tok(f, t)->lemma;
    int64_t pair = says_two(f, t) ? know_list_find(f->k, f->pairs, lemma) : -1;
    if (pair >= 0) {
        draft d = blank(SORT_PAIR, ENTITY_OTHER, VIA_LIST);
        d.word = pair;
        return add(f, t, d);
    }
    int64_t word = know_list_find(f->k, f->descriptions, lemma);
    const name *n = name_over(f, t);
    bool named = n != NULL && n->last > n->first; /* "the Hashemite Kingdom of Jordan" */
    if (word >= 0 && has_determiner(f, t) && !named) {
        draft d = blank(SORT_DESCRIPTION, ENTITY_OTHER, VIA_DESCRIPTION);
        d.word = word;
        return add(f, t, d);
    }
    if (know_list_find(f->k, f->counterparts, lemma) >= 0) {
        return add(f, t, blank(SORT_ROLE, ENTITY_PERSON, VIA_DESCRIPTION));
    }
    if (f->role_at[t] >= 0 && !in_organisation(f, &f->r->matches[f->role_at[t]])) {
        return add_role(f, t);
    }
    return f->place_at[t] >= 0 && tok(f, t)->name < 0 && stands_as_place(f, t) ? add_place(f, t)
                                                                               : add_name(f, t);
}

static bool add_pronoun(finder *f, uint32_t t)
{
    const token *k = tok(f, t);
    if (feats_get(k->feats, FEAT_PRONTYPE) == PRON_REL) {
        return add(f, t, blank(SORT_RELATIVE, ENTITY_OTHER, VIA_PRONOUN));
    }
    int64_t word = know_list_find(f->k, f->pronouns, k->form);
    if (word < 0 || k->deprel == DEPREL_EXPL) {
        return true;
    }
    draft d = blank(SORT_PRONOUN, ENTITY_OTHER, VIA_PRONOUN);
    d.word = word;
    return add(f, t, d);
}

static bool visit(finder *f, uint32_t t)
{
    const token *k = tok(f, t);
    if (k->upos == UPOS_PRON || (k->upos == UPOS_DET && k->deprel == DEPREL_NMOD_POSS)) {
        return add_pronoun(f, t);
    }
    if (!nominal(k) || f->taken[t] == 0) {
        return true;
    }
    if (f->time_at[t] >= 0 && f->name_at[t] < 0 && k->name < 0) {
        return true;
    }
    return f->name_at[t] >= 0 && !who_in_other_name(f, t) ? add_known(f, t) : add_common(f, t);
}

static int by_place(const void *a, const void *b)
{
    const mention *x = &((const draft *)a)->m, *y = &((const draft *)b)->m;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    if (x->last != y->last) {
        return x->last > y->last ? -1 : 1;
    }
    return (x->head > y->head) - (x->head < y->head);
}

/* All titles before names, before anything else claims their tokens. */
static bool find_titled(finder *f)
{
    const report *r = f->r;
    for (size_t i = 0; i < r->nmatches; i++) {
        const match *m = &r->matches[i];
        uint32_t first, last;
        bool title = m->kind == KNOW_OFFICE && f->role_at[m->last] == (int32_t)i &&
                     f->taken[m->last] != 0 && !in_organisation(f, m);
        if (title && name_behind(f, m->last, &first, &last) && !add_titled(f, m, first, last)) {
            return false;
        }
    }
    return true;
}

dateline_status who_find(finder *f, dateline_error *e)
{
    if (!find_titled(f)) {
        return fault_memory(e);
    }
    for (uint32_t t = 0; t < f->r->ntokens; t++) {
        if (!visit(f, t)) {
            return fault_memory(e);
        }
    }
    if (f->drafts.count > 0) {
        qsort(f->drafts.at, f->drafts.count, sizeof(draft), by_place);
    }
    for (size_t i = 0; i < f->drafts.count; i++) {
        f->draft_at[f->drafts.at[i].m.head] = (int32_t)i;
    }
    return DATELINE_OK;
}
