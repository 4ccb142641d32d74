/* The stage: look-ups, mentions, codes, coreference; then the mentions take what their entities
 * know, and who is still without a country gets that of the setting. */
#include "who/who_priv.h"

enum { PAIR_REACH = 120 };

/* A mention of agents or an office without a country acts where the clause or the report is set;
 * so does a person of whom nothing is known. */
static bool takes_default(const draft *d)
{
    if (d->nowhere) {
        return false;
    }
    return d->sort == SORT_ROLE || d->sort == SORT_PERSON ||
           (d->m.type == ENTITY_PEOPLE && d->entry >= 0) ||
           (d->sort == SORT_NAME && (d->m.type == ENTITY_ORG || d->m.actor.sector[0] != '\0'));
}

/* What the mention's own words leave open of the sector the entity's other mentions say; a person
 * of whom nothing is known is a civilian. */
static void complete_sector(const finder *f, draft *d, entity *e)
{
    bool named = d->sort == SORT_PERSON || d->sort == SORT_PRONOUN || d->sort == SORT_RELATIVE ||
                 d->sort == SORT_NAME || d->sort == SORT_ORG;
    bool same = strcmp(d->m.actor.code, e->actor.code) == 0;
    if (named && same && d->m.actor.sector[0] == '\0') {
        memcpy(d->m.actor.sector, e->actor.sector, sizeof e->actor.sector);
    }
    know_country country;
    if (d->sort == SORT_PERSON && d->m.actor.sector[0] == '\0' &&
        know_country_find(f->k, view_of(d->m.actor.code), &country)) {
        who_set_sector(&d->m.actor, VIEW("CVL"));
        if (same) {
            who_set_sector(&e->actor, VIEW("CVL"));
        }
    }
}

/* Bodies between states and those who speak for them have no sector, courts and forces apart. */
static void drop_sector(actor_code *a)
{
    static const char *const codes[] = {"IGO", "UNO", "EUR"};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        bool keeps = strcmp(a->sector, "JUD") == 0 || strcmp(a->sector, "MIL") == 0;
        if (strcmp(a->code, codes[i]) == 0 && !keeps) {
            memset(a->sector, 0, sizeof a->sector);
        }
    }
}

/* "Africa", "the Gulf": a place that is known and lies in no one country. */
static bool is_area(const finder *f, const draft *d)
{
    int32_t where = f->place_at[d->m.head];
    return where >= 0 && f->r->places[where].country[0] == '\0';
}

static void finish_mention(const finder *f, size_t i)
{
    draft *d = &f->drafts.at[i];
    entity *e = &f->entities.at[f->entity_of[i]];
    if (d->m.actor.code[0] == '\0' && e->actor.code[0] != '\0') {
        bool own_sector = d->m.actor.sector[0] != '\0';
        who_set_code(&d->m.actor, e->actor.code);
        if (!own_sector) {
            memcpy(d->m.actor.sector, e->actor.sector, sizeof e->actor.sector);
            memcpy(d->m.actor.sector2, e->actor.sector2, sizeof e->actor.sector2);
        }
    }
    if (d->m.actor.code[0] == '\0' && takes_default(d)) {
        const char *setting = d->sort == SORT_ROLE ? who_setting(f, d->m.head) : f->r->country;
        if (setting[0] != '\0') {
            who_set_code(&d->m.actor, setting);
            who_set_code(&e->actor, setting);
            d->m.via = VIA_DEFAULT;
        }
    }
    complete_sector(f, d, e);
    drop_sector(&d->m.actor);
    drop_sector(&e->actor);
    bool anaphor =
        d->sort == SORT_PRONOUN || d->sort == SORT_RELATIVE || d->sort == SORT_DESCRIPTION;
    if ((anaphor || d->m.type == ENTITY_PERSON) && e->name.length > d->m.name.length) {
        d->m.name = e->name;
    }
    if (anaphor) {
        d->m.type = e->type;
        d->m.rule = arena_printf(f->r->arena, "the same as '%.*s'", VIEW_ARG(e->name));
    }
    if (d->m.office.length == 0) {
        d->m.office = e->office;
    }
    d->m.abroad = d->m.actor.code[0] == '\0' && (d->nowhere || is_area(f, d));
    d->m.entity = f->entity_of[i];
}

/* ---- "the two countries", "both sides"
 * --------------------------------------------------------------------- */

static bool can_be_member(const draft *b, view kind)
{
    if (view_equal(kind, VIEW("person"))) {
        return b->sort == SORT_PERSON && b->m.via != VIA_DEFAULT;
    }
    bool country = b->sort == SORT_COUNTRY || b->sort == SORT_DEMONYM;
    return country || (view_equal(kind, VIEW("any")) && b->sort == SORT_ORG);
}

/* How often somebody of the code could be one of the pair before it. */
static int told_before(const finder *f, size_t i, view kind, const char *code)
{
    int n = 0;
    for (size_t k = i; k > 0 && i - k < PAIR_REACH; k--) {
        const draft *b = &f->drafts.at[k - 1];
        n += can_be_member(b, kind) && strcmp(b->m.actor.code, code) == 0;
    }
    return n;
}

/* The two of different codes before the pair that are told most. */
static int find_members(const finder *f, size_t i, uint32_t members[2])
{
    const draft *d = &f->drafts.at[i];
    view kind = know_attr(f->k, (uint32_t)d->word, "kind");
    int most[2] = {0, 0};
    for (size_t k = i; k > 0 && i - k < PAIR_REACH; k--) {
        const draft *b = &f->drafts.at[k - 1];
        bool inside = b->m.first >= d->m.first && b->m.last <= d->m.last;
        if (inside || b->m.actor.code[0] == '\0' || !can_be_member(b, kind)) {
            continue;
        }
        bool seen = false;
        for (int j = 0; j < 2; j++) {
            seen = seen || (most[j] > 0 &&
                            strcmp(f->drafts.at[members[j]].m.actor.code, b->m.actor.code) == 0);
        }
        int n = seen ? 0 : told_before(f, i, kind, b->m.actor.code);
        if (n > most[0]) {
            most[1] = most[0];
            members[1] = members[0];
            most[0] = n;
            members[0] = (uint32_t)k - 1;
        } else if (n > most[1]) {
            most[1] = n;
            members[1] = (uint32_t)k - 1;
        }
    }
    if (most[1] > 0 && members[0] < members[1]) { /* the later one first */
        uint32_t first = members[0];
        members[0] = members[1];
        members[1] = first;
    }
    return (most[0] > 0) + (most[1] > 0);
}

typedef VEC(uint32_t) member_vec;

static bool is_joint(const finder *f, uint32_t t)
{
    static const char *const joints[] = {",", "and", "or", "/"};
    for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) {
        if (view_equal_nocase(tok(f, t)->form, view_of(joints[i]))) {
            return true;
        }
    }
    return false;
}

/* The first token of the name that covers the token: "South" for "Korean". */
static uint32_t name_begin(const finder *f, uint32_t t)
{
    return f->name_at[t] < 0 ? t : f->r->matches[f->name_at[t]].first;
}

static bool names_country(const finder *f, uint32_t t)
{
    know_kind kind = f->name_at[t] < 0 ? KNOW_NONE : f->r->matches[f->name_at[t]].kind;
    return kind == KNOW_COUNTRY || kind == KNOW_DEMONYM || kind == KNOW_PEOPLE;
}

/* The first country of the list that ends with the token, as the words stand: "U.S." of "U.S. and
 * Canadian officials". */
static uint32_t first_country(const finder *f, uint32_t t)
{
    const sentence *s = &f->r->sentences[tok(f, t)->sent];
    for (t = name_begin(f, t);;) {
        uint32_t before = t;
        while (before > s->first && is_joint(f, before - 1)) {
            before--;
        }
        bool listed = before < t && before > s->first && names_country(f, before - 1);
        if (!listed || who_case(f, before - 1).length > 0) {
            return t;
        }
        t = name_begin(f, before - 1);
    }
}

/* "troops from Chad, Brazil and France", "Israeli and Egyptian officials": one for each country. */
static bool add_countries(const finder *f, const draft *d, member_vec *all, int32_t *count)
{
    const sentence *s = &f->r->sentences[tok(f, d->m.head)->sent];
    uint32_t country = (uint32_t)d->country;
    *count = 0;
    for (uint32_t t = country < d->m.head ? first_country(f, country) : country; t <= s->last;
         t++) {
        bool listed =
            t <= country || (tok(f, t)->deprel == DEPREL_CONJ && tok(f, t)->head == d->country);
        int32_t b = listed ? f->draft_at[t] : -1;
        if (b >= 0 && f->drafts.at[b].m.actor.code[0] != '\0') {
            if (!VEC_PUSH(all, f->r->arena, (uint32_t)b)) {
                return false;
            }
            ++*count;
        }
    }
    return true;
}

static bool add_pair(finder *f, size_t i, member_vec *all, int32_t *count)
{
    uint32_t members[2];
    *count = find_members(f, i, members) == 2 ? 2 : 0;
    /* In the order of the text. */
    return *count == 0 ||
           (VEC_PUSH(all, f->r->arena, members[1]) && VEC_PUSH(all, f->r->arena, members[0]));
}

static dateline_status set_members(finder *f, dateline_error *e)
{
    member_vec all = {0};
    for (size_t i = 0; i < f->drafts.count; i++) {
        draft *d = &f->drafts.at[i];
        size_t first = all.count;
        int32_t count = 0;
        bool agents = d->sort == SORT_ROLE && d->m.plural && d->country >= 0;
        if ((d->sort == SORT_PAIR && !add_pair(f, i, &all, &count)) ||
            (agents && !add_countries(f, d, &all, &count))) {
            return fault_memory(e);
        }
        if (count < 2) {
            all.count = first;
            continue;
        }
        d->m.members = (int32_t)first;
        d->m.nmembers = count;
        d->m.rule = agents ? VIEW("of the countries listed") : VIEW("the two parties named most");
    }
    f->r->mention_members = all.at;
    f->r->nmember_total = all.count;
    return DATELINE_OK;
}

/* ---- the stage
 * -----------------------------------------------------------------------------------------------
 */

static dateline_status write_layer(finder *f, dateline_error *e)
{
    report *r = f->r;
    r->mentions = ARENA_ARRAY(r->arena, mention, f->drafts.count);
    r->entities =
        arena_grow(r->arena, f->entities.at, f->entities.count, f->entities.count, sizeof(entity));
    r->mention_of = ARENA_ARRAY(r->arena, int32_t, r->ntokens);
    if (arena_failed(r->arena)) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < f->drafts.count; i++) {
        r->mentions[i] = f->drafts.at[i].m;
    }
    for (size_t t = 0; t < r->ntokens; t++) {
        r->mention_of[t] = f->draft_at[t];
    }
    r->nmentions = f->drafts.count;
    r->nentities = f->entities.count;
    return DATELINE_OK;
}

dateline_status who_run(const know *k, report *r, arena *scratch, dateline_error *e)
{
    finder f = {.k = k, .r = r, .scratch = scratch};
    TRY(who_prepare(&f, e));
    who_home(&f);
    TRY(who_find(&f, e));
    who_code(&f);
    who_beside(&f);
    TRY(who_link(&f, e));
    for (size_t i = 0; i < f.drafts.count; i++) {
        finish_mention(&f, i);
    }
    TRY(set_members(&f, e));
    return write_layer(&f, e);
}
