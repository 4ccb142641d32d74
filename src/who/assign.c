/* The code of a mention by its own words: the dictionary's for names; for offices and agents the
 * sector from the dictionary and what they lead or modify, the country by country.c. */
#include "who/who_priv.h"

static view rule(const finder *f, const char *what, view of, view with)
{
    return with.length == 0 ? arena_printf(f->r->arena, "%s '%.*s'", what, VIEW_ARG(of))
                            : arena_printf(f->r->arena, "%s '%.*s', country from '%.*s'", what,
                                           VIEW_ARG(of), VIEW_ARG(with));
}

/* ---- sectors ---- */

/* "Mr", "Dr": says nothing of what the person does. */
static bool is_courtesy(const finder *f, const match *m)
{
    return know_list_find(f->k, f->courtesies, who_words(f, m->first, m->last)) >= 0;
}

/* The office or agent that covers a token before the name, as its title. */
static int32_t title_of(const finder *f, const draft *d)
{
    for (uint32_t t = d->m.last + 1; t > d->m.first; t--) {
        int32_t m = f->role_at[t - 1];
        bool in_name = t - 1 >= d->name_first && t - 1 <= d->name_last;
        if (m >= 0 && !in_name && !is_courtesy(f, &f->r->matches[m])) {
            return m;
        }
    }
    return -1;
}

/* A former official is one of the elite, a former athlete still an athlete. */
static bool held_office(const actor_code *a)
{
    static const char *const offices[] = {"",    "GOV", "MIL", "LEG", "JUD", "COP",
                                          "SPY", "PTY", "OPP", "ELI", "REB"};
    for (size_t i = 0; i < sizeof offices / sizeof offices[0]; i++) {
        if (strcmp(a->sector, offices[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* "former", "opposition", "rebel" ... in the phrase. */
static void modify_sector(const finder *f, draft *d)
{
    for (uint32_t t = d->m.first; t <= d->m.last; t++) {
        bool in_name = t >= d->name_first && t <= d->name_last;
        bool verb = tok(f, t)->upos == UPOS_VERB && tok(f, t)->deprel != DEPREL_AMOD;
        int64_t w = in_name || t == d->m.head || verb
                        ? -1
                        : know_list_find(f->k, f->modifiers, tok(f, t)->form);
        if (w < 0) {
            continue;
        }
        view sector = know_attr(f->k, (uint32_t)w, "sector");
        if (view_equal(sector, VIEW("ELI")) && !held_office(&d->m.actor)) {
            continue;
        }
        d->former = d->former || view_equal(sector, VIEW("ELI"));
        bool many = d->m.plural && know_attr(f->k, (uint32_t)w, "country").length > 0;
        d->nowhere = d->nowhere || many || view_equal(sector, VIEW("UNK"));
        if (!view_equal(sector, VIEW("same"))) {
            who_set_sector(&d->m.actor, sector);
        }
    }
}

/* Whether the office or agent is one that leads, speaks for or belongs to something. */
static bool leads(const finder *f, const draft *d)
{
    uint32_t t =
        d->sort == SORT_PERSON && d->name_first > d->m.first ? d->name_first - 1 : d->m.head;
    return know_list_find(f->k, f->leaders, tok(f, t)->lemma) >= 0;
}

/* Officials of an organisation without a sector ("UN envoy") have none; those of a group, party or
 * medium have the group's. */
static void take_host(const finder *f, draft *d, const actor_code *host, int32_t t)
{
    who_set_code(&d->m.actor, host->code);
    d->coded = true;
    d->country = t;
    int32_t m = f->name_at[t];
    bool organisation =
        (m >= 0 && f->r->matches[m].kind >= KNOW_ORG && f->r->matches[m].kind <= KNOW_BODY) ||
        (leads(f, d) && (host->sector[0] != '\0' || who_named_behind(f, (uint32_t)t) >= 0));
    /* "the Ministry of Labour" is no party's, "the party's leader" is. */
    bool own = organisation && m >= 0 && f->r->matches[m].kind == KNOW_PARTY &&
               know_list_find(f->k, f->organs, tok(f, d->m.head)->lemma) >= 0;
    if (organisation && !d->former && !own) {
        memcpy(d->m.actor.sector, host->sector, sizeof host->sector);
        memcpy(d->m.actor.sector2, host->sector2, sizeof host->sector2);
    }
}

/* ---- one function a sort ---- */

/* "gunmen", "migrants", "Western nations": whose they are the report does not say. */
static void keep_nowhere(const finder *f, draft *d)
{
    view called =
        d->entry >= 0 ? know_entry_at(f->k, (uint32_t)d->entry).name : tok(f, d->m.head)->lemma;
    int64_t w = know_list_find(f->k, f->nowhere, called);
    view sector = w < 0 ? VIEW("") : know_attr(f->k, (uint32_t)w, "sector");
    bool several = d->m.plural && !d->definite;
    if (w >= 0 && !several && know_attr(f->k, (uint32_t)w, "number").length > 0) {
        return; /* of several only: "states", but "the state" */
    }
    d->nowhere = w >= 0;
    if (w >= 0 && !view_equal(sector, VIEW("same"))) {
        who_set_sector(&d->m.actor, view_equal(sector, VIEW("none")) ? VIEW("") : sector);
    }
}

/* The sector of what is led: "union leaders", "the head of the school". */
static view field_at(const finder *f, uint32_t t)
{
    int64_t w = know_list_find(f->k, f->fields, tok(f, t)->lemma);
    int32_t m = f->role_at[t];
    const draft *named = who_named_at(f, t, UINT32_MAX);
    if (named != NULL) {
        return view_of(named->m.actor.sector);
    }
    if (w >= 0) {
        return know_attr(f->k, (uint32_t)w, "sector");
    }
    return m >= 0 && f->name_at[t] < 0 && f->r->matches[m].kind == KNOW_AGENT
               ? know_attr(f->k, f->r->matches[m].entry, "sector")
               : VIEW("");
}

static void take_field(const finder *f, draft *d)
{
    uint32_t head = d->m.head;
    const match *own = f->role_at[head] < 0 ? NULL : &f->r->matches[f->role_at[head]];
    if (!leads(f, d)) {
        return;
    }
    uint32_t first = own != NULL ? own->first : head;
    bool whole = own != NULL && own->last > own->first; /* "general manager" of a named body only */
    view sector = VIEW("");
    if (first > d->m.first && (!whole || who_named_at(f, first - 1, head) != NULL)) {
        sector = field_at(f, first - 1);
    }
    for (int32_t c = f->first_child[head]; c >= 0 && sector.length == 0; c = f->next_child[c]) {
        bool behind = (uint32_t)c > head && tok(f, (uint32_t)c)->deprel == DEPREL_NMOD;
        bool whose = tok(f, (uint32_t)c)->deprel == DEPREL_NMOD_POSS;
        bool tells = !whole || who_named_at(f, (uint32_t)c, head) != NULL;
        sector = (behind || whose) && tells ? field_at(f, (uint32_t)c) : sector;
    }
    if (sector.length > 0) {
        who_set_sector(&d->m.actor, sector);
    }
}

static void code_role(finder *f, draft *d)
{
    if (who_code_epithet(f, d)) {
        return;
    }
    if (d->entry >= 0) {
        know_actor a = know_actor_on(f->k, (uint32_t)d->entry, who_day(f, d->m.head));
        d->m.actor = a.actor;
        d->coded = a.actor.code[0] != '\0';
    }
    view called = who_words(f, d->m.head, d->m.head);
    if (d->kind == KNOW_OFFICE) {
        d->m.office = know_entry_at(f->k, (uint32_t)d->entry).name;
    }
    take_field(f, d);
    keep_nowhere(f, d);
    modify_sector(f, d);
    actor_code host;
    int32_t t = d->coded ? -1 : who_country_token(f, d, &host);
    if (t >= 0) {
        take_host(f, d, &host, t);
    }
    d->m.name = who_words(f, d->m.first, d->m.last);
    d->m.rule = rule(f, d->kind == KNOW_OFFICE ? "office" : "agent", called,
                     t < 0 ? VIEW("") : who_words(f, (uint32_t)t, (uint32_t)t));
}

static void code_title(finder *f, draft *d)
{
    int32_t title = title_of(f, d);
    if (title < 0) {
        return;
    }
    const match *m = &f->r->matches[title];
    know_actor a = know_actor_on(f->k, m->entry, who_day(f, d->m.head));
    d->m.office = who_words(f, m->first, m->last);
    memcpy(d->m.actor.sector, a.actor.sector, sizeof a.actor.sector);
    d->m.via = VIA_TITLE;
    if (a.actor.code[0] != '\0') { /* a nuncio is the Vatican's */
        who_set_code(&d->m.actor, a.actor.code);
        d->coded = true;
    }
    const draft *host = m->first > 0 ? who_named_at(f, m->first - 1, m->first) : NULL;
    bool beside = host != NULL && tok(f, m->first)->sent == tok(f, m->first - 1)->sent;
    if (beside && host->m.actor.sector[0] != '\0' &&
        know_list_find(f->k, f->leaders, tok(f, m->last)->lemma) >= 0) {
        memcpy(d->m.actor.sector, host->m.actor.sector, sizeof d->m.actor.sector);
    }
}

static void code_person(finder *f, draft *d)
{
    d->m.name = who_words(f, d->name_first, d->name_last);
    code_title(f, d);
    if (d->entry >= 0) {
        know_actor a = know_actor_on(f->k, (uint32_t)d->entry, who_day(f, d->m.head));
        bool titled = d->m.actor.sector[0] != '\0' && a.tenure != KNOW_HOLDS;
        who_set_code(&d->m.actor, a.actor.code);
        if (!titled) {
            d->m.actor = a.actor;
            d->m.office = a.office.length > 0 ? a.office : d->m.office;
        }
        d->coded = a.actor.code[0] != '\0';
        d->m.via = VIA_NAME;
        d->m.rule = rule(f, "person", know_entry_at(f->k, (uint32_t)d->entry).name, VIEW(""));
    }
    modify_sector(f, d);
    actor_code host;
    int32_t t = d->coded ? -1 : who_country_token(f, d, &host);
    if (t >= 0) {
        take_host(f, d, &host, t);
        d->m.rule = rule(f, "title of", d->m.name, who_words(f, (uint32_t)t, (uint32_t)t));
    }
}

static void code_entry(finder *f, draft *d)
{
    const match *m = &f->r->matches[f->name_at[d->name_first]];
    d->entry = who_entry(f, m);
    know_actor a = know_actor_on(f->k, (uint32_t)d->entry, who_day(f, d->m.head));
    d->m.actor = a.actor;
    d->m.name = who_words(f, d->name_first, d->name_last);
    d->coded = a.actor.code[0] != '\0';
    d->m.rule =
        rule(f, know_kind_name(d->kind), know_entry_at(f->k, (uint32_t)d->entry).name, VIEW(""));
    if (d->kind == KNOW_CAPITAL || d->kind == KNOW_METONYM) {
        who_set_sector(&d->m.actor, VIEW("GOV"));
    }
    view kind = know_attr(f->k, (uint32_t)d->entry, "kind");
    if (d->kind == KNOW_COUNTRY && view_equal(kind, VIEW("people"))) {
        d->m.type = ENTITY_PEOPLE;
    }
    if (d->m.type == ENTITY_PEOPLE) {
        who_set_sector(&d->m.actor, VIEW("CVL"));
    }
    if (d->m.type == ENTITY_PEOPLE || d->sort == SORT_DEMONYM) {
        keep_nowhere(f, d);
    }
    actor_code host;
    int32_t t = d->coded ? -1 : who_country_token(f, d, &host);
    if (t >= 0) {
        who_set_code(&d->m.actor, host.code);
        d->coded = true;
    }
    if (who_is_foreign(f, m, (uint32_t)d->entry)) {
        who_code_namesake(f, d);
    }
}

static void code_place(finder *f, draft *d)
{
    const place *p = &f->r->places[f->place_at[d->m.head] >= 0 ? f->place_at[d->m.head] : 0];
    d->m.name = who_words(f, d->name_first, d->name_last);
    if (f->place_at[d->m.head] >= 0) {
        who_set_code(&d->m.actor, p->country);
        d->coded = p->country[0] != '\0';
        d->m.rule = rule(f, "place", p->name, VIEW(""));
    }
}

/* What one word of a name says of the sector: a longer office or agent that covers it ("supreme
 * court"), the list of words in names, a single agent; weak words of the list only with `all`. */
static view sector_of_word(const finder *f, const draft *d, uint32_t t, bool all)
{
    const match *m = f->role_at[t] < 0 ? NULL : &f->r->matches[f->role_at[t]];
    bool within = m != NULL && m->first >= d->name_first && m->last <= d->name_last;
    if (within && m->last > m->first) {
        return know_attr(f->k, m->entry, "sector");
    }
    int64_t w = know_list_find(f->k, f->namewords, tok(f, t)->form);
    if (w >= 0) {
        bool weak = know_attr(f->k, (uint32_t)w, "weak").length > 0;
        return weak && !all ? VIEW("") : know_attr(f->k, (uint32_t)w, "sector");
    }
    return within && m->kind == KNOW_AGENT ? know_attr(f->k, m->entry, "sector") : VIEW("");
}

/* The last word before "of", "for", "and": what the named thing is. */
static uint32_t last_of_head(const finder *f, const draft *d)
{
    for (uint32_t t = d->name_first + 1; t <= d->name_last; t++) {
        if (tok(f, t)->upos == UPOS_ADP || tok(f, t)->upos == UPOS_CCONJ) {
            return t - 1;
        }
    }
    return d->name_last;
}

/* The sector that a name's own words tell, those nearest to what it is first, but "Corporation"
 * after "Broadcasting". */
static void take_name_words(const finder *f, draft *d)
{
    uint32_t head = last_of_head(f, d);
    view sector = VIEW("");
    for (int all = 0; all < 2; all++) {
        for (uint32_t t = head + 1; t > d->name_first && sector.length == 0; t--) {
            sector = sector_of_word(f, d, t - 1, all != 0);
        }
    }
    for (uint32_t t = d->name_last + 1; t > head + 1 && sector.length == 0; t--) {
        sector = sector_of_word(f, d, t - 1, true);
    }
    if (sector.length > 0) {
        who_set_sector(&d->m.actor, sector);
        d->m.type = ENTITY_ORG;
    }
}

/* Of organisations of which nothing is known most are firms; abbreviations more often public
 * bodies. */
static void suppose_sector(const finder *f, draft *d)
{
    bool capitals = d->name_first == d->name_last;
    view called = who_words(f, d->name_first, d->name_last);
    for (size_t i = 0; capitals && i < called.length; i++) {
        capitals = !(called.data[i] >= 'a' && called.data[i] <= 'z');
    }
    who_set_sector(&d->m.actor, capitals ? VIEW("GOV") : VIEW("BUS"));
}

/* A name that nothing is known of: its own words may say what it is ("Ministry of ...", "...
 * Party"), and its modifiers whose. */
static void code_name(finder *f, draft *d)
{
    d->m.name = who_words(f, d->name_first, d->name_last);
    if (d->m.type != ENTITY_PERSON) {
        take_name_words(f, d);
    }
    actor_code host;
    int32_t t = who_country_token(f, d, &host);
    for (uint32_t i = d->name_first; t < 0 && i <= d->name_last; i++) {
        t = who_code_at(f, i, UINT32_MAX, &host) ? (int32_t)i : -1;
    }
    if (t >= 0) {
        who_set_code(&d->m.actor, host.code);
        d->coded = true;
        d->m.rule = rule(f, "name", d->m.name, who_words(f, (uint32_t)t, (uint32_t)t));
    }
    if (d->m.type == ENTITY_ORG && d->m.actor.sector[0] == '\0' && tok(f, d->m.head)->name >= 0) {
        suppose_sector(f, d);
    }
}

/* "the Afghan group", "Kenya's main farming organisations": whose the words say. */
static void code_description(const finder *f, draft *d)
{
    if (who_code_epithet(f, d)) {
        return;
    }
    actor_code host;
    if (who_country_token(f, d, &host) >= 0) {
        who_set_code(&d->m.actor, host.code);
        d->coded = true;
    }
    d->m.name = who_words(f, d->m.first, d->m.last);
}

void who_code_alone(finder *f, draft *d)
{
    view kind = know_attr(f->k, (uint32_t)d->word, "kind");
    if (!view_equal(kind, VIEW("country"))) {
        int32_t role = f->role_at[d->m.head];
        d->sort = role < 0 ? d->sort : SORT_ROLE;
        d->entry = role < 0 ? -1 : (int64_t)f->r->matches[role].entry;
        if (role >= 0) {
            code_role(f, d);
        }
    } else if (!d->m.plural && !d->coded && d->definite) {
        who_set_code(&d->m.actor, f->r->country);
        who_set_sector(&d->m.actor, know_attr(f->k, (uint32_t)d->word, "alone"));
        d->m.name = who_words(f, d->m.first, d->m.last);
        d->m.via = VIA_DEFAULT;
    }
}

static void code_draft(finder *f, draft *d)
{
    switch (d->sort) {
    case SORT_PERSON:
        code_person(f, d);
        break;
    case SORT_COUNTRY:
    case SORT_DEMONYM:
    case SORT_ORG:
        code_entry(f, d);
        break;
    case SORT_PLACE:
        code_place(f, d);
        break;
    case SORT_ROLE:
        code_role(f, d);
        break;
    case SORT_NAME:
        code_name(f, d);
        break;
    case SORT_DESCRIPTION:
        code_description(f, d);
        break;
    case SORT_PAIR:
    case SORT_PRONOUN:
    case SORT_RELATIVE:
        break;
    }
}

/* Names first: persons, offices and descriptions take what the names beside them say. */
void who_code(finder *f)
{
    for (int offices = 0; offices < 2; offices++) {
        for (size_t i = 0; i < f->drafts.count; i++) {
            draft *d = &f->drafts.at[i];
            bool office =
                d->sort == SORT_PERSON || d->sort == SORT_ROLE || d->sort == SORT_DESCRIPTION;
            if (office == (offices != 0)) {
                code_draft(f, d);
            }
        }
    }
}
