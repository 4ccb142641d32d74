/* who/resolve.c - which mentions are one somebody.
 *
 * Names agree when their last words do, organisations and countries when their words or codes do; a
 * description ("the minister") is the person last called so; a pronoun is the nearest fitting
 * entity before it, subjects preferred.  What is still without a country is of the report's.
 */
#include "who/who_priv.h"

typedef struct {
    int32_t person, group, thing; /* entities last named; -1 = none */
} recent;

static view folded(whos *w, view text)
{
    view copy = arena_copy(w->r->arena, text);
    char *data = (char *)(uintptr_t)copy.data;
    for (size_t i = 0; i < copy.length; i++) {
        data[i] = ascii_lower(data[i]);
    }
    return copy;
}

static view name_key(whos *w, const mention *m)
{
    const token *last = &w->r->tokens[m->last];
    switch (m->type) {
    case ENTITY_PERSON:
        return folded(w, last->form);
    case ENTITY_COUNTRY:
        return arena_printf(w->r->arena, "=%s", m->actor.code);
    case ENTITY_PEOPLE:
    case ENTITY_ORG:
    case ENTITY_OTHER:
        break;
    }
    return folded(w, report_cut(w->r, m->bytes));
}

static bool is_named(const whos *w, const mention *m)
{
    return w->r->tokens[m->head].upos == UPOS_PROPN;
}

static void learn(entity *whole, mention *m)
{
    bool blank = whole->actor.sector[0] == 0;
    if (blank && m->actor.sector[0] != 0) {
        memcpy(whole->actor.sector, m->actor.sector, sizeof whole->actor.sector);
        memcpy(whole->actor.sector2, m->actor.sector2, sizeof whole->actor.sector2);
    }
    if (whole->actor.code[0] == 0) {
        memcpy(whole->actor.code, m->actor.code, sizeof whole->actor.code);
    }
    whole->nmentions++;
    m->actor = whole->actor;
    m->name = whole->name;
}

static bool join(whos *w, uint32_t number, int32_t entity_number)
{
    mention *m = &w->mentions.at[number];
    if (entity_number < 0) {
        entity fresh = {
            .type = m->type, .actor = m->actor, .office = m->office, .first_mention = number};
        fresh.name = report_cut(w->r, m->bytes);
        entity_number = (int32_t)w->entities.count;
        if (!VEC_PUSH(&w->entities, w->r->arena, fresh)) {
            return false;
        }
    }
    m->entity = entity_number;
    learn(&w->entities.at[entity_number], m);
    return true;
}

static int32_t known(const map *names, view key)
{
    const uint32_t *at = map_get(names, key);
    return at == NULL ? -1 : (int32_t)*at;
}

static bool is_name_word(const token *x)
{
    return x->upos == UPOS_PROPN && x->form.length > 2 && ascii_upper(x->form.data[0]);
}

/* The person that a word of the name was first said of; -1 = none. */
static int32_t known_by_word(whos *w, const mention *m)
{
    for (uint32_t t = m->last + 1; t-- > m->first;) {
        if (is_name_word(&w->r->tokens[t])) {
            int32_t found = known(&w->names, folded(w, w->r->tokens[t].form));
            if (found >= 0 && w->entities.at[found].type == ENTITY_PERSON) {
                return found;
            }
        }
        if (m->last > m->first) {
            return -1; /* a full name is known by its last word only */
        }
    }
    return -1;
}

static bool remember_words(whos *w, const mention *m)
{
    bool ok = true;
    for (uint32_t t = m->first; t <= m->last && ok; t++) {
        bool title = w->r->tokens[t].deprel == DEPREL_NMOD_DESC;
        view key = folded(w, w->r->tokens[t].form);
        bool other = w->r->tokens[m->last].name >= 0 && w->r->tokens[t].name < 0;
        if (is_name_word(&w->r->tokens[t]) && !title && !other && map_get(&w->names, key) == NULL) {
            ok = map_put(&w->names, w->r->arena, key, (uint32_t)m->entity);
        }
    }
    return ok;
}

static bool resolve_noun(whos *w, uint32_t number)
{
    mention *m = &w->mentions.at[number];
    view title = folded(w, w->r->tokens[m->head].lemma);
    int32_t found = -1;
    view key = name_key(w, m);
    bool definite = false;
    if (is_named(w, m) || m->type == ENTITY_COUNTRY) {
        found = known(&w->names, key);
        if (found < 0 && m->type == ENTITY_PERSON) {
            found = known_by_word(w, m);
        }
    } else {
        int32_t det = report_child_by(w->r, m->head, DEPREL_DET);
        definite = det >= 0 && view_equal_nocase(w->r->tokens[det].form, VIEW("the"));
        found = definite ? known(&w->titles, title) : -1;
    }
    if (m->actor.code[0] == 0 && found < 0) {
        memcpy(m->actor.code, w->r->country, sizeof m->actor.code);
        m->via = VIA_DEFAULT;
    }
    if (!join(w, number, found)) {
        return false;
    }
    bool ok = map_put(&w->names, w->r->arena, key, (uint32_t)m->entity);
    if (m->type == ENTITY_PERSON && is_named(w, m)) {
        ok = ok && remember_words(w, m);
    }
    if (m->office.length > 0) {
        size_t blank = m->office.length;
        while (blank > 0 && m->office.data[blank - 1] != ' ') {
            blank--;
        }
        view head = folded(w, view_cut(m->office, blank, m->office.length));
        ok = ok && map_put(&w->titles, w->r->arena, head, (uint32_t)m->entity);
    }
    return ok && map_put(&w->titles, w->r->arena, title, (uint32_t)m->entity);
}

static int32_t antecedent(const token *x, const recent *last)
{
    static const char *const persons[] = {"he", "she", "his", "her", "him", "hers", "himself"};
    static const char *const many[] = {"they", "their", "them", "themselves"};
    static const char *const thing[] = {"it", "its", "itself"};
    for (size_t i = 0; i < 7; i++) {
        if (view_equal_nocase(x->form, view_of(persons[i]))) {
            return last->person;
        }
    }
    for (size_t i = 0; i < 4; i++) {
        if (view_equal_nocase(x->form, view_of(many[i]))) {
            return last->group >= 0 ? last->group : last->thing;
        }
    }
    for (size_t i = 0; i < 3; i++) {
        if (view_equal_nocase(x->form, view_of(thing[i]))) {
            return last->thing;
        }
    }
    return -1;
}

static void remember(const whos *w, const mention *m, recent *last)
{
    const token *x = &w->r->tokens[m->head];
    if (x->deprel == DEPREL_AMOD || x->deprel == DEPREL_COMPOUND) {
        return;
    }
    bool named = x->upos == UPOS_PROPN;
    if (m->type == ENTITY_PERSON && !m->plural && (named || last->person < 0)) {
        last->person = m->entity;
    } else if (m->plural) {
        last->group = m->entity;
    } else {
        last->thing = m->entity;
    }
}

bool who_resolve(whos *w)
{
    recent last = {-1, -1, -1};
    size_t kept = 0;
    for (uint32_t i = 0; i < w->mentions.count; i++) {
        mention m = w->mentions.at[i];
        int32_t before = -1;
        if (m.via == VIA_PRONOUN) {
            before = antecedent(&w->r->tokens[m.head], &last);
            if (before < 0) {
                continue;
            }
        }
        w->mentions.at[kept] = m;
        bool ok = before >= 0 ? join(w, (uint32_t)kept, before) : resolve_noun(w, (uint32_t)kept);
        if (!ok) {
            return false;
        }
        if (before < 0) {
            remember(w, &w->mentions.at[kept], &last);
        }
        kept++;
    }
    w->mentions.count = kept;
    return true;
}
