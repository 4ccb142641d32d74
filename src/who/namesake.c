/* Namesakes: which of several bodies, parties, groups that bear one name is meant, and whether it
 * is any of those that the dictionaries know.
 *
 * It is the one whose other name stands in brackets behind ("National Liberation Army (ELN)"), else
 * the one at home, else one that the report calls by another of its names, too, else one of a
 * country that the text names, else one that exists on the day, else the first as the dictionaries
 * have them. */
#include "who/who_priv.h"

enum {
    SHORT_NAME = 5, /* bytes of an abbreviation that many may share */
    LOOKED = 4096   /* matches from the report's beginning on, where names are given in full */
};

static const unsigned KINDS = KNOW_BIT(KNOW_BODY) | KNOW_BIT(KNOW_PARTY) | KNOW_BIT(KNOW_ORG) |
                              KNOW_BIT(KNOW_GROUP) | KNOW_BIT(KNOW_DEMONYM) |
                              KNOW_BIT(KNOW_PEOPLE) | KNOW_BIT(KNOW_MEDIA);

static bool of_kinds(const match *m)
{
    return (KINDS & KNOW_BIT(m->kind)) != 0;
}

/* The matches of the name, one a bearer, lie beside one another; steps to the next one. */
static const match *next_bearer(const finder *f, const match *m, const match *b)
{
    const match *end = f->r->matches + f->r->nmatches;
    if (b == NULL) {
        for (b = m; b > f->r->matches && b[-1].first == m->first && b[-1].last == m->last;) {
            b--;
        }
    } else {
        b++;
    }
    while (b < end && b->first == m->first && b->last == m->last && !of_kinds(b)) {
        b++;
    }
    return b < end && b->first == m->first && b->last == m->last ? b : NULL;
}

static actor_code code_of(const finder *f, uint32_t entry)
{
    return know_actor_on(f->k, entry, f->r->published).actor;
}

/* ---- signs of who is meant ---- */

/* "National Liberation Army (ELN)" */
static bool in_brackets(const finder *f, const match *m, uint32_t entry)
{
    uint32_t open = m->last + 1;
    if (open >= f->r->ntokens || !view_equal(tok(f, open)->form, VIEW("("))) {
        return false;
    }
    const match *end = f->r->matches + f->r->nmatches;
    bool found = false;
    for (const match *b = m; b < end && b->first <= open + 1 && !found; b++) {
        found = b->first == open + 1 && b->entry == entry;
    }
    return found;
}

/* Whether the report calls the entry by another name than this. */
static bool called_otherwise(const finder *f, const match *m, uint32_t entry)
{
    view name = who_words(f, m->first, m->last);
    bool found = false;
    for (size_t i = 0; i < f->r->nmatches && i < LOOKED && !found; i++) {
        const match *b = &f->r->matches[i];
        found = b->entry == entry && !view_equal_nocase(name, who_words(f, b->first, b->last));
    }
    return found;
}

/* The year of "from 2001-03"; `open` = there is none. */
static int64_t year_of(const finder *f, uint32_t entry, const char *key, int64_t open)
{
    int64_t year = open;
    return view_int(view_cut(know_attr(f->k, entry, key), 0, 4), &year) ? year : open;
}

/* Whether it exists in the year of the report. */
static bool exists(const finder *f, uint32_t entry)
{
    if (f->r->published == DAY_NONE) {
        return true;
    }
    int year = day_civil(f->r->published).year;
    return year_of(f, entry, "from", year) <= year && year_of(f, entry, "to", year) >= year;
}

/* The more, the likelier that this bearer is meant; each sign outweighs all that follow. */
static int likeliness(const finder *f, const match *m, uint32_t entry)
{
    actor_code a = code_of(f, entry);
    know_country country;
    bool home = strcmp(a.code, f->r->country) == 0;
    bool wide = entry == m->entry && !know_country_find(f->k, view_of(a.code), &country); /* "EC" */
    return 16 * in_brackets(f, m, entry) + 8 * home + 4 * called_otherwise(f, m, entry) +
           2 * (wide || who_names_country(f, a.code)) + exists(f, entry);
}

uint32_t who_entry(const finder *f, const match *m)
{
    if (!of_kinds(m)) {
        return m->entry;
    }
    const match *first = next_bearer(f, m, NULL);
    if (first == NULL || next_bearer(f, m, first) == NULL) {
        return m->entry;
    }
    uint32_t best = m->entry;
    int most = likeliness(f, m, best);
    for (const match *b = first; b != NULL; b = next_bearer(f, m, b)) {
        int here = likeliness(f, m, b->entry);
        best = here > most ? b->entry : best;
        most = here > most ? here : most;
    }
    return best;
}

/* ---- whether it is any that is known ---- */

/* Whether one of another country that exists has the name, too. */
static bool is_shared(const finder *f, const match *m, uint32_t entry)
{
    actor_code own = code_of(f, entry);
    bool shared = false;
    for (const match *b = next_bearer(f, m, NULL); b != NULL && !shared; b = next_bearer(f, m, b)) {
        actor_code a = code_of(f, b->entry);
        shared = exists(f, b->entry) && strcmp(a.code, own.code) != 0;
    }
    return shared;
}

/* An abbreviation that many may share: "UDA". */
bool who_is_short(const finder *f, const match *m)
{
    view called = who_words(f, m->first, m->last);
    return m->first == m->last && called.length <= SHORT_NAME &&
           ascii_upper(called.data[called.length - 1]);
}

/* Whether a word of the name says what the thing is, as others of its kind have it: "Department of
 * Justice", not "Pentagon". */
static bool says_what(const finder *f, const match *m)
{
    bool says = false;
    for (uint32_t t = m->first; t <= m->last && !says; t++) {
        says = f->role_at[t] >= 0 || know_list_find(f->k, f->namewords, tok(f, t)->form) >= 0;
    }
    return says;
}

/* Whether bodies, parties or groups of other countries may have the name.  A group's is its own
 * unless its time is over or another has it. */
static bool is_common(const finder *f, const match *m, uint32_t entry)
{
    bool local = m->kind == KNOW_BODY || m->kind == KNOW_PARTY;
    if (m->kind == KNOW_GROUP) {
        bool doubtful = is_shared(f, m, entry) || !exists(f, entry);
        return !called_otherwise(f, m, entry) &&
               (who_is_short(f, m) || (says_what(f, m) && doubtful));
    }
    return local && (who_is_short(f, m) || says_what(f, m) || is_shared(f, m, entry));
}

/* A name that is given to bodies or parties of many countries ("Congress", "Department of Justice")
 * is not that of a country which the text does not name. */
bool who_is_foreign(const finder *f, const match *m, uint32_t entry)
{
    static const char *const wide[] = {"", "IGO", "UNO", "EUR", "NGO", "IMG", "ISM", "MNC"};
    actor_code a = code_of(f, entry);
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (strcmp(a.code, wide[i]) == 0) {
            return false;
        }
    }
    return !who_at_hand(f, a.code) && is_common(f, m, entry);
}

/* The name's own words, or those before it, say whose it is ("the Salvadoran Congress"); else it is
 * a namesake at home. */
void who_code_namesake(const finder *f, draft *d)
{
    actor_code host;
    int32_t t = d->kind == KNOW_GROUP ? -1 : who_country_token(f, d, &host);
    if (t >= 0) {
        who_set_code(&d->m.actor, host.code);
    } else if (who_is_short(f, &f->r->matches[f->name_at[d->name_first]])) {
        memset(&d->m.actor, 0, sizeof d->m.actor);
        d->coded = false;
        d->sort = SORT_NAME;
        d->entry = -1;
        d->m.rule = VIEW("");
    } else {
        who_set_code(&d->m.actor, f->r->country);
    }
    uint32_t body;
    view called = who_words(f, d->name_first, d->name_last);
    if (d->kind == KNOW_PARTY && know_find(f->k, called, KNOW_BIT(KNOW_BODY), &body, 1) == 1) {
        who_set_sector(
            &d->m.actor,
            view_of(
                know_actor_on(f->k, body, who_day(f, d->m.head)).actor.sector)); /* "Congress" */
    } else if (d->kind == KNOW_PARTY && d->m.actor.sector[0] != '\0') {
        who_set_sector(&d->m.actor, VIEW("PTY")); /* the other's terms in office are not its own */
    }
}
