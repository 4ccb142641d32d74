/* who/gather.c - noun phrases that name somebody, coded by the dictionary entries in them.
 *
 * A phrase is its head with what stands before it and the flat parts of a name.  An entry that
 * covers the head says what the phrase is; entries on its modifiers give the country and the
 * office; failing that its owner does ("Kenya's president", "the president of Kenya"), and at last
 * the country in which the report is set.
 */
#include "who/who_priv.h"

#define TITLE_REACH 6 /* tokens between a name and its title */
#define OWNER_WORDS 8 /* tokens of an of-phrase that are looked at */

static const token *tok(const whos *w, uint32_t t)
{
    return &w->r->tokens[t];
}

static bool belongs(unsigned d)
{
    return d == DEPREL_COMPOUND || d == DEPREL_FLAT || d == DEPREL_AMOD || d == DEPREL_DET ||
           d == DEPREL_NUMMOD || d == DEPREL_NMOD_DESC || d == DEPREL_GOESWITH;
}

/* The tokens of the phrase headed at t, without clauses and complements. */
static void phrase_of(const whos *w, uint32_t t, uint32_t *first, uint32_t *last)
{
    *first = *last = t;
    for (int32_t k = report_child(w->r, t, -1); k >= 0; k = report_child(w->r, t, k)) {
        unsigned d = tok(w, (uint32_t)k)->deprel;
        uint32_t a;
        uint32_t b;
        if (!belongs(d)) {
            continue;
        }
        report_subtree(w->r, (uint32_t)k, &a, &b);
        *first = a < *first ? a : *first;
        *last = d == DEPREL_FLAT && b > *last ? b : *last;
    }
}

static bool names_country(unsigned kind)
{
    return kind == KNOW_COUNTRY || kind == KNOW_DEMONYM || kind == KNOW_PEOPLE ||
           kind == KNOW_CAPITAL || kind == KNOW_METONYM;
}

static bool names_somebody(unsigned kind)
{
    return kind == KNOW_ORG || kind == KNOW_GROUP || kind == KNOW_PARTY || kind == KNOW_BODY ||
           kind == KNOW_PERSON || kind == KNOW_MEDIA;
}

typedef struct {
    int32_t whole, country, office; /* matches; -1 = none */
} findings;

/* Whether the match is one word of a longer name ("Sheikh Sabah Al-Khaled"). */
static bool inside_name(const whos *w, const match *m)
{
    const token *x = tok(w, m->first);
    bool flat = m->first == m->last && x->upos == UPOS_PROPN &&
                (x->deprel == DEPREL_FLAT || report_child_by(w->r, m->first, DEPREL_FLAT) >= 0);
    return flat || who_in_person(w->r, m->first);
}

static bool at_home(const whos *w, const match *m)
{
    return strcmp(know_actor_on(w->k, m->entry, w->r->published).actor.code, w->r->country) == 0;
}

/* The entries inside the tokens first .. last. */
static findings look(const whos *w, uint32_t first, uint32_t last, uint32_t head)
{
    findings f = {-1, -1, -1};
    for (uint32_t i = w->match_at[first]; i < w->r->nmatches; i++) {
        const match *m = &w->r->matches[i];
        if (m->first > last) {
            break;
        }
        if (m->last > last) {
            continue;
        }
        bool on_head = m->first <= head && head <= m->last;
        bool better = f.whole < 0 || (on_head && !at_home(w, &w->r->matches[f.whole]));
        if (names_somebody(m->kind) && better) {
            f.whole = (int32_t)i;
        } else if (names_country(m->kind) && f.country < 0 && !inside_name(w, m)) {
            f.country = (int32_t)i;
        } else if ((m->kind == KNOW_OFFICE || m->kind == KNOW_AGENT) &&
                   tok(w, head)->upos != UPOS_ADJ && (f.office < 0 || on_head)) {
            f.office = (int32_t)i;
        }
    }
    return f;
}

static know_actor actor_of(const whos *w, int32_t i, day on)
{
    return know_actor_on(w->k, w->r->matches[i].entry, on);
}

static void take_code(mention *m, const char *code)
{
    if (m->actor.code[0] == 0) {
        memcpy(m->actor.code, code, sizeof m->actor.code);
    }
}

static void take_sector(mention *m, const actor_code *from)
{
    if (m->actor.sector[0] == 0) {
        memcpy(m->actor.sector, from->sector, sizeof m->actor.sector);
        memcpy(m->actor.sector2, from->sector2, sizeof m->actor.sector2);
    }
}

/* The country of an owner: "Kenya's president", "the army of Kenya". */
static void code_from_owner(const whos *w, mention *m)
{
    for (int32_t k = report_child(w->r, m->head, -1); k >= 0; k = report_child(w->r, m->head, k)) {
        unsigned d = tok(w, (uint32_t)k)->deprel;
        if (d != DEPREL_NMOD_POSS && d != DEPREL_NMOD && d != DEPREL_APPOS) {
            continue;
        }
        uint32_t first;
        uint32_t last;
        phrase_of(w, (uint32_t)k, &first, &last);
        if (d == DEPREL_NMOD) {
            report_subtree(w->r, (uint32_t)k, &first, &last);
            last = last > first + OWNER_WORDS ? first + OWNER_WORDS : last;
        }
        findings f = look(w, first, last, (uint32_t)k);
        int32_t from = f.country >= 0 ? f.country : f.whole;
        if (from >= 0 && m->actor.code[0] == 0) {
            take_code(m, actor_of(w, from, w->r->published).actor.code);
        }
        if (d == DEPREL_APPOS && f.office >= 0) {
            know_actor a = actor_of(w, f.office, w->r->published);
            take_sector(m, &a.actor);
        }
    }
}

/* Whether the token belongs to a place or a time that an earlier stage has read. */
static bool is_place_or_time(const whos *w, uint32_t t)
{
    return (w->taken[t / 8] >> (t % 8) & 1) != 0;
}

/* A person by the names layer; where that is silent, a name that is no place, time or thing. */
static bool is_person_name(const whos *w, uint32_t t)
{
    int32_t n = tok(w, t)->name;
    if (n >= 0) {
        return w->r->names[n].type == NAME_PERSON;
    }
    unsigned d = tok(w, t)->deprel;
    bool argument = d == DEPREL_NSUBJ || d == DEPREL_NSUBJ_PASS || d == DEPREL_OBJ ||
                    d == DEPREL_IOBJ || d == DEPREL_OBL_AGENT || d == DEPREL_OBL ||
                    d == DEPREL_NMOD || d == DEPREL_NMOD_POSS || d == DEPREL_CONJ ||
                    d == DEPREL_APPOS || d == DEPREL_ROOT;
    return tok(w, t)->upos == UPOS_PROPN && argument && !is_place_or_time(w, t);
}

static bool is_org_name(const whos *w, uint32_t t)
{
    int32_t n = tok(w, t)->name;
    return n >= 0 && w->r->names[n].type == NAME_ORG;
}

static void code_by_findings(const whos *w, const findings *f, mention *m)
{
    day on = w->r->published;
    if (f->whole >= 0) {
        know_actor a = actor_of(w, f->whole, on);
        m->actor = a.actor;
        m->office = a.office;
        m->via = VIA_NAME;
        m->type = w->r->matches[f->whole].kind == KNOW_PERSON ? ENTITY_PERSON : ENTITY_ORG;
    }
    if (f->country >= 0) {
        take_code(m, actor_of(w, f->country, on).actor.code);
        if (f->whole < 0 && f->office < 0) {
            m->type = ENTITY_COUNTRY;
            m->via = w->r->matches[f->country].kind == KNOW_DEMONYM ? VIA_DEMONYM : VIA_NAME;
        }
    }
    if (f->office >= 0) {
        know_actor a = actor_of(w, f->office, on);
        take_code(m, a.actor.code);
        take_sector(m, &a.actor);
        m->type = m->type == ENTITY_ORG ? ENTITY_ORG : ENTITY_PERSON;
        m->via = f->whole < 0 ? VIA_TITLE : m->via;
        const match *office = &w->r->matches[f->office];
        m->office = (view){w->r->text.data + tok(w, office->first)->bytes.start,
                           tok(w, office->last)->bytes.end - tok(w, office->first)->bytes.start};
    }
}

/* The office or agent word that stands right before the token, or behind it after a comma ("X, the
 * army chief"); -1 = none. */
static int32_t title_beside(const whos *w, uint32_t first, uint32_t last)
{
    uint32_t sent = tok(w, first)->sent;
    uint32_t from = first > TITLE_REACH ? first - TITLE_REACH : 0;
    for (uint32_t i = w->match_at[from]; i < w->r->nmatches; i++) {
        const match *m = &w->r->matches[i];
        bool title = m->kind == KNOW_OFFICE || m->kind == KNOW_AGENT;
        if (m->first > last + TITLE_REACH) {
            break;
        }
        if (!title || tok(w, m->first)->sent != sent) {
            continue;
        }
        if (m->last + 1 == first) {
            return (int32_t)i;
        }
        bool comma = last + 1 < w->r->ntokens && tok(w, last + 1)->xpos == XPOS_COMMA;
        bool near = m->first > last + 1 && tok(w, last + 1)->sent == sent;
        bool apposed =
            near && (tok(w, m->last)->deprel == DEPREL_APPOS || tok(w, last + 2)->upos == UPOS_DET);
        if (comma && apposed) {
            return (int32_t)i;
        }
    }
    return -1;
}

/* The whole name that the token is part of, as the names layer has it. */
static void widen_to_name(const whos *w, uint32_t t, mention *m)
{
    int32_t n = tok(w, t)->name;
    if (n >= 0 && w->r->names[n].type == NAME_PERSON) {
        m->first = w->r->names[n].first < m->first ? w->r->names[n].first : m->first;
        m->last = w->r->names[n].last > m->last ? w->r->names[n].last : m->last;
    }
    uint32_t next = m->last + 1;
    if (n < 0 && next < w->r->ntokens && tok(w, next)->sent == tok(w, t)->sent) {
        int32_t behind = tok(w, next)->name;
        bool own = behind >= 0 && w->r->names[behind].type == NAME_PERSON &&
                   w->r->names[behind].first == next && tok(w, next)->head == (int32_t)t;
        m->last = own ? w->r->names[behind].last : m->last;
    }
}

/* Whether the phrase names somebody; fills its mention. */
static bool read_phrase(const whos *w, uint32_t t, mention *m)
{
    *m = (mention){.head = t, .members = -1, .entity = -1, .type = ENTITY_OTHER};
    phrase_of(w, t, &m->first, &m->last);
    widen_to_name(w, t, m);
    findings f = look(w, m->first, m->last, t);
    bool person = is_person_name(w, t);
    if (person && f.office < 0) {
        f.office = title_beside(w, m->first, m->last);
    }
    bool org = is_org_name(w, t);
    bool on_head = false;
    int32_t all[] = {f.whole, f.country, f.office};
    for (size_t i = 0; i < 3; i++) {
        on_head = on_head || (all[i] >= 0 && w->r->matches[all[i]].first <= t &&
                              t <= w->r->matches[all[i]].last);
    }
    if (!on_head && !person && !org) {
        return false;
    }
    code_by_findings(w, &f, m);
    bool sure = tok(w, t)->name >= 0 || w->r->nnames == 0;
    if (person && sure && m->type != ENTITY_ORG) {
        m->type = ENTITY_PERSON;
    } else if (org && f.whole < 0) {
        m->type = ENTITY_ORG;
    }
    code_from_owner(w, m);
    m->bytes = (span){tok(w, m->first)->bytes.start, tok(w, m->last)->bytes.end};
    m->plural = feats_get(tok(w, t)->feats, FEAT_NUMBER) == NUMBER_PLUR;
    return true;
}

static bool may_head(const whos *w, uint32_t t)
{
    const token *x = tok(w, t);
    if (x->deprel == DEPREL_FLAT) {
        return false;
    }
    if (x->upos == UPOS_ADJ) {
        return x->deprel == DEPREL_AMOD || x->deprel == DEPREL_COMPOUND;
    }
    return x->upos == UPOS_NOUN || x->upos == UPOS_PROPN;
}

static void index_matches(whos *w)
{
    uint32_t i = 0;
    for (uint32_t t = 0; t <= w->r->ntokens; t++) {
        while (i < w->r->nmatches && w->r->matches[i].first < t) {
            i++;
        }
        w->match_at[t] = i;
    }
}

static bool is_pronoun(const token *x)
{
    return x->upos == UPOS_PRON && (x->xpos == XPOS_PRP || x->xpos == XPOS_PRP_POSS);
}

static void take(whos *w, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t <= last && t < w->r->ntokens; t++) {
        w->taken[t / 8] = (uint8_t)(w->taken[t / 8] | 1U << (t % 8));
    }
}

static void take_places_and_times(whos *w)
{
    for (size_t i = 0; i < w->r->nplaces; i++) {
        const place *x = &w->r->places[i];
        bool city =
            view_equal(x->precision, VIEW("city")) || view_equal(x->precision, VIEW("facility"));
        if (!city || report_child_by(w->r, x->last, DEPREL_CASE) >= 0 ||
            report_child_by(w->r, x->first, DEPREL_CASE) >= 0) {
            take(w, x->first, x->last);
        }
    }
    for (size_t i = 0; i < w->r->ntimes; i++) {
        take(w, w->r->times[i].first, w->r->times[i].last);
    }
}

bool who_gather(whos *w)
{
    w->taken = ARENA_ARRAY(w->scratch, uint8_t, w->r->ntokens / 8 + 1);
    if (w->taken == NULL) {
        return false;
    }
    take_places_and_times(w);
    w->match_at = ARENA_ARRAY(w->scratch, uint32_t, w->r->ntokens + 1);
    if (w->match_at == NULL) {
        return false;
    }
    index_matches(w);
    for (uint32_t t = 0; t < w->r->ntokens; t++) {
        mention m;
        if (is_pronoun(tok(w, t))) {
            m = (mention){.head = t,
                          .first = t,
                          .last = t,
                          .members = -1,
                          .entity = -1,
                          .via = VIA_PRONOUN,
                          .bytes = tok(w, t)->bytes};
        } else if (!may_head(w, t) || !read_phrase(w, t, &m)) {
            continue;
        }
        if (!VEC_PUSH(&w->mentions, w->r->arena, m)) {
            return false;
        }
    }
    return true;
}
