/* Look-ups over tokens, made once a report so that each later question is one array access. */
#include "who/who_priv.h"

/* Names in the order in which they win at the same length. */
static unsigned rank(unsigned kind)
{
    switch ((know_kind)kind) {
    case KNOW_PERSON:
        return 6;
    case KNOW_BODY:
    case KNOW_ORG:
    case KNOW_GROUP:
    case KNOW_PARTY:
        return 5;
    case KNOW_COUNTRY:
    case KNOW_PEOPLE:
    case KNOW_DEMONYM:
    case KNOW_METONYM:
    case KNOW_CAPITAL:
        return 4;
    case KNOW_MEDIA:
        return 3;
    case KNOW_OFFICE:
        return 2;
    case KNOW_AGENT:
        return 1;
    case KNOW_NONE:
    case KNOW_PLACE:
    case KNOW_WORD:
    case KNOW_KIND_COUNT:
        break;
    }
    return 0;
}

static bool better(const report *r, int32_t old, size_t fresh)
{
    if (old < 0) {
        return true;
    }
    const match *a = &r->matches[old], *b = &r->matches[fresh];
    uint32_t la = a->last - a->first, lb = b->last - b->first;
    return lb != la ? lb > la : rank(b->kind) > rank(a->kind);
}

static bool is_modifier(const finder *f, const match *m)
{
    return m->kind == KNOW_OFFICE &&
           view_equal(know_attr(f->k, m->entry, "kind"), VIEW("modifier"));
}

/* "deputy" is somebody in parliament, but in "deputy executive director" only a part of the office.
 */
static void uncover_modifiers(const finder *f)
{
    const report *r = f->r;
    for (size_t i = 0; i < r->nmatches; i++) {
        const match *m = &r->matches[i];
        if (is_modifier(f, m) && m->last + 1 < r->ntokens && f->role_at[m->last + 1] >= 0 &&
            f->role_at[m->last] >= 0 && r->matches[f->role_at[m->last]].last == m->last &&
            r->matches[f->role_at[m->last]].first == m->first) {
            for (uint32_t t = m->first; t <= m->last; t++) {
                f->role_at[t] = -1;
            }
        }
    }
}

static void cover(const finder *f)
{
    const report *r = f->r;
    for (size_t i = 0; i < r->nmatches; i++) {
        const match *m = &r->matches[i];
        unsigned n = rank(m->kind);
        if (n == 0 || m->last >= r->ntokens || is_modifier(f, m)) {
            continue;
        }
        int32_t *at = n <= 2 ? f->role_at : f->name_at;
        for (uint32_t t = m->first; t <= m->last; t++) {
            at[t] = better(r, at[t], i) ? (int32_t)i : at[t];
        }
    }
    for (size_t i = 0; i < r->nplaces; i++) {
        for (uint32_t t = r->places[i].first; t <= r->places[i].last && t < r->ntokens; t++) {
            f->place_at[t] = (int32_t)i;
        }
    }
}

static void cover_times(const finder *f)
{
    const report *r = f->r;
    for (size_t i = 0; i < r->ntimes; i++) {
        for (uint32_t t = r->times[i].first; t <= r->times[i].last && t < r->ntokens; t++) {
            f->time_at[t] = (int32_t)i;
        }
    }
}

static void link_children(const finder *f)
{
    const report *r = f->r;
    for (size_t i = r->ntokens; i > 0; i--) {
        int32_t head = r->tokens[i - 1].head;
        if (head >= 0 && (size_t)head < r->ntokens) {
            f->next_child[i - 1] = f->first_child[head];
            f->first_child[head] = (int32_t)i - 1;
        }
    }
}

/* A post that was pasted in pieces is one text, and the report around it another: sentences are
 * counted within their voice, so that pronouns look back over what its own writer wrote. */
static dateline_status count_voices(finder *f, dateline_error *e)
{
    const report *r = f->r;
    f->voice_of = ARENA_ARRAY(f->scratch, int32_t, r->nsentences);
    f->order_of = ARENA_ARRAY(f->scratch, int32_t, r->nsentences);
    int32_t *spoken = ARENA_ARRAY(f->scratch, int32_t, r->nparts + 2);
    if (spoken == NULL || f->voice_of == NULL || f->order_of == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < r->nsentences; i++) {
        uint32_t p = r->sentences[i].part;
        int32_t thread = p < r->nparts && r->parts[p].kind == PART_POST ? r->parts[p].thread : -1;
        f->voice_of[i] = thread;
        f->order_of[i] = spoken[thread + 1]++;
    }
    return DATELINE_OK;
}

dateline_status who_prepare(finder *f, dateline_error *e)
{
    size_t n = f->r->ntokens;
    int32_t **arrays[] = {&f->name_at,    &f->role_at,  &f->place_at, &f->first_child,
                          &f->next_child, &f->draft_at, &f->taken,    &f->time_at};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        *arrays[i] = ARENA_ARRAY(f->scratch, int32_t, n);
        if (*arrays[i] == NULL) {
            return fault_memory(e);
        }
        memset(*arrays[i], 0xFF, n * sizeof(int32_t)); /* all -1 */
    }
    TRY(count_voices(f, e));
    cover(f);
    uncover_modifiers(f);
    cover_times(f);
    link_children(f);
    f->pronouns = know_list(f->k, "who/pronouns");
    f->descriptions = know_list(f->k, "who/descriptions");
    f->pairs = know_list(f->k, "who/pairs");
    f->modifiers = know_list(f->k, "who/modifiers");
    f->counterparts = know_list(f->k, "who/counterparts");
    f->nowhere = know_list(f->k, "who/nowhere");
    f->courtesies = know_list(f->k, "who/courtesies");
    f->fields = know_list(f->k, "who/fields");
    f->leaders = know_list(f->k, "who/leaders");
    f->heads = know_list(f->k, "who/heads");
    f->organs = know_list(f->k, "who/organs");
    f->callings = know_list(f->k, "who/callings");
    f->namewords = know_list(f->k, "who/namewords");
    f->regions = know_list(f->k, "who/regions");
    f->helped = know_list(f->k, "who/helped");
    f->epithets = know_list(f->k, "who/epithets");
    f->genders = know_list(f->k, "who/genders");
    return DATELINE_OK;
}

int32_t who_child(const finder *f, uint32_t t, deprel relation)
{
    int32_t c = f->first_child[t];
    while (c >= 0 && tok(f, (uint32_t)c)->deprel != relation) {
        c = f->next_child[c];
    }
    return c;
}

view who_case(const finder *f, uint32_t t)
{
    int32_t c = who_child(f, t, DEPREL_CASE);
    return c < 0 ? VIEW("") : tok(f, (uint32_t)c)->lemma;
}

void who_set_code(actor_code *a, const char code[4])
{
    memcpy(a->code, code, sizeof a->code);
}

void who_set_sector(actor_code *a, view sector)
{
    size_t n = sector.length < 3 ? sector.length : 3;
    memset(a->sector, 0, sizeof a->sector);
    memcpy(a->sector, sector.data, n);
}

bool who_names_country(const finder *f, const char *code)
{
    for (size_t i = 0; i < f->nnamed; i++) {
        if (strcmp(f->named[i], code) == 0) {
            return true;
        }
    }
    return false;
}

bool who_at_hand(const finder *f, const char *code)
{
    return strcmp(code, f->r->country) == 0 || who_names_country(f, code);
}

const char *who_setting(const finder *f, uint32_t t)
{
    const report *r = f->r;
    for (int32_t h = (int32_t)t, steps = 0; h >= 0 && steps < 8; h = r->tokens[h].head, steps++) {
        int32_t p = r->place_of == NULL ? -1 : r->place_of[h];
        if (p >= 0 && who_names_country(f, r->places[p].country)) {
            return r->places[p].country;
        }
    }
    return r->country;
}

int who_apart(const finder *f, const draft *later, const draft *earlier)
{
    uint32_t to = tok(f, later->m.head)->sent, from = tok(f, earlier->m.head)->sent;
    bool common = f->voice_of[to] == f->voice_of[from];
    return common ? f->order_of[to] - f->order_of[from] : -1;
}
