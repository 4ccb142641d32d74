/* Coreference within the report: drafts in the order of the text, each joined to an earlier entity
 * or made a new one.  Names join by their words, surnames and dictionary entries; titles and
 * descriptions by office, sector and kind; pronouns by number, kind and nearness, subjects first.
 * Looking back is bounded by REACH drafts. */
#include "who/who_priv.h"

enum { REACH = 160, PRONOUN_SENTENCES = 3 };

static draft *at(const finder *f, size_t i)
{
    return &f->drafts.at[i];
}

static bool subject(const finder *f, const draft *d)
{
    unsigned relation = tok(f, d->m.head)->deprel;
    return relation == DEPREL_NSUBJ || relation == DEPREL_NSUBJ_PASS;
}

static bool known(const actor_code *a)
{
    return a->code[0] != '\0';
}

/* ---- entities ---- */

static bool new_entity(finder *f, size_t i)
{
    const draft *d = at(f, i);
    entity e = {.type = d->m.type,
                .actor = d->m.actor,
                .name = d->m.name,
                .office = d->m.office,
                .first_mention = (uint32_t)i,
                .nmentions = 1};
    f->entity_of[i] = (int32_t)f->entities.count;
    f->gender_of[f->entities.count] = who_gender(f, d);
    return VEC_PUSH(&f->entities, f->scratch, e);
}

/* Puts the draft into the entity; each takes from the other what it lacks. */
static void join(finder *f, size_t i, int32_t number)
{
    draft *d = at(f, i);
    entity *e = &f->entities.at[number];
    f->entity_of[i] = number;
    e->nmentions++;
    if (f->gender_of[number] == '\0') {
        f->gender_of[number] = who_gender(f, d);
    }
    bool named = d->sort == SORT_PERSON || d->sort == SORT_ORG || d->sort == SORT_COUNTRY;
    if (named && (e->name.length == 0 || at(f, e->first_mention)->sort == SORT_ROLE)) {
        e->name = d->m.name;
    }
    if (!known(&e->actor) && known(&d->m.actor)) {
        e->actor = d->m.actor;
    } else if (e->actor.sector[0] == '\0' && strcmp(e->actor.code, d->m.actor.code) == 0) {
        memcpy(e->actor.sector, d->m.actor.sector, sizeof e->actor.sector);
    }
    if (e->office.length == 0) {
        e->office = d->m.office;
    }
    e->type = e->type == ENTITY_OTHER ? d->m.type : e->type;
    if (d->sort == SORT_PERSON && at(f, e->first_mention)->nowhere) {
        at(f, e->first_mention)->nowhere = false; /* "the gunman, Juma Said" is known */
    }
}

/* ---- appositions: "Juma Said, a Kenyan activist", "the minister, Ali Bongo" ---- */

static int32_t apposed(const finder *f, size_t i)
{
    int32_t beside = at(f, i)->beside;
    if (beside >= 0 && (size_t)beside < i && f->entity_of[beside] >= 0) {
        return f->entity_of[beside];
    }
    const token *k = tok(f, at(f, i)->m.head);
    bool relation =
        k->deprel == DEPREL_APPOS || k->deprel == DEPREL_FLAT || k->deprel == DEPREL_NMOD_DESC;
    int32_t other = relation && k->head >= 0 ? f->draft_at[k->head] : -1;
    if (other < 0 || (size_t)other >= i || f->entity_of[other] < 0) {
        return -1;
    }
    const draft *a = at(f, i), *b = at(f, (size_t)other);
    bool person = a->sort == SORT_PERSON || b->sort == SORT_PERSON;
    bool role = a->sort == SORT_ROLE || b->sort == SORT_ROLE;
    return person && role ? f->entity_of[other] : -1;
}

/* "Former prosecutor Yoon": who was named before stays the same, and the office is one more that he
 * has. */
static int32_t named_before(finder *f, size_t i, int32_t office)
{
    int32_t number = who_find_name(f, i);
    if (number < 0 || number == office) {
        return office;
    }
    entity *fresh = &f->entities.at[office];
    const draft *first = at(f, fresh->first_mention);
    if (fresh->nmentions > 1 || first->sort != SORT_ROLE) {
        return number;
    }
    size_t role = fresh->first_mention;
    fresh->nmentions = 0;
    join(f, role, number);
    return number;
}

/* ---- titles and descriptions ---- */

/* Whether the organisation's name says that it is one of those: "the commission" for "Truth
 * Commission". */
static bool named_so(const draft *b, view lemma)
{
    bool organisation = b->sort == SORT_ORG || (b->sort == SORT_NAME && b->m.type == ENTITY_ORG);
    bool party = b->kind == KNOW_PARTY && view_equal(lemma, VIEW("party"));
    return organisation && (party || who_shares_word(b->m.name, lemma));
}

/* "the minister" for who was named with such an office; "the army" for the army named before. */
static int32_t find_role(const finder *f, size_t i)
{
    const draft *d = at(f, i);
    view lemma = tok(f, d->m.head)->lemma;
    for (size_t k = i; k > 0 && i - k < REACH; k--) {
        const draft *b = at(f, k - 1);
        const entity *e = f->entity_of[k - 1] < 0 ? NULL : &f->entities.at[f->entity_of[k - 1]];
        if (e == NULL ||
            (d->coded && known(&e->actor) && strcmp(e->actor.code, d->m.actor.code) != 0)) {
            continue;
        }
        bool office = d->m.type == ENTITY_PERSON && e->type == ENTITY_PERSON && !d->m.plural &&
                      (who_shares_word(e->office, lemma) || who_has_calling(f, e->office, lemma));
        bool repeated = b->sort == SORT_ROLE && b->m.plural == d->m.plural &&
                        view_equal(tok(f, b->m.head)->lemma, lemma);
        bool bare = d->m.first + 1 >= d->m.head && d->m.last == d->m.head;
        bool rebels = view_equal(view_of(d->m.actor.sector), VIEW("MIL")) &&
                      !view_equal(view_of(e->actor.sector), VIEW("MIL")); /* an "Army" */
        bool named = bare && !d->m.plural && !rebels && named_so(b, lemma);
        if (office || repeated || named) {
            return f->entity_of[k - 1];
        }
    }
    return -1;
}

/* Whether the country lies in the region that the phrase names; true when it names none. */
static bool fits_region(const finder *f, const draft *d, const char code[4])
{
    for (uint32_t t = d->m.first; t < d->m.head; t++) {
        uint32_t last = t;
        int64_t w = know_list_match(f->k, f->regions, f->r, t, &last);
        if (w < 0) {
            continue;
        }
        know_country country;
        if (!know_country_find(f->k, view_of(code), &country)) {
            return false;
        }
        view regions = know_attr(f->k, (uint32_t)w, "region"), one;
        while (know_value_next(&regions, &one)) {
            if (view_find(country.region, one, 0) != SIZE_MAX) {
                return true;
            }
        }
        return false;
    }
    return true;
}

/* "the kingdom" is a country that has the word in its full name. */
static bool fits_form(const finder *f, const draft *d, const draft *b)
{
    view form = know_attr(f->k, (uint32_t)d->word, "form");
    return form.length == 0 || b->entry < 0 ||
           view_find(know_attr(f->k, (uint32_t)b->entry, "also"), form, 0) != SIZE_MAX ||
           view_find(know_entry_at(f->k, (uint32_t)b->entry).name, form, 0) != SIZE_MAX;
}

static bool fits_kind(const finder *f, const draft *d, view kind, const draft *b)
{
    if (d->coded && strcmp(d->m.actor.code, b->m.actor.code) != 0) {
        return false;
    }
    if (view_equal(kind, VIEW("country"))) {
        bool country = b->sort == SORT_COUNTRY && b->kind == KNOW_COUNTRY;
        return country && fits_form(f, d, b) && fits_region(f, d, b->m.actor.code);
    }
    bool group = b->sort == SORT_ORG || (b->sort == SORT_NAME && b->m.type == ENTITY_ORG);
    if (view_equal(kind, VIEW("group"))) {
        return group && (b->kind == KNOW_GROUP || b->kind == KNOW_PARTY || b->kind == KNOW_ORG);
    }
    return group;
}

static int32_t find_description(const finder *f, size_t i)
{
    const draft *d = at(f, i);
    view kind = know_attr(f->k, (uint32_t)d->word, "kind");
    bool bare = d->m.head <= d->m.first + 1;                          /* "the state" */
    bool several = d->m.plural && !view_equal(kind, VIEW("country")); /* not the last one named */
    if (several || (bare && know_attr(f->k, (uint32_t)d->word, "alone").length > 0)) {
        return -1;
    }
    for (size_t k = i; k > 0 && i - k < REACH; k--) {
        const draft *b = at(f, k - 1);
        bool inside = b->m.first >= d->m.first && b->m.last <= d->m.last;
        if (!inside && fits_kind(f, d, kind, b)) {
            return f->entity_of[k - 1];
        }
    }
    return -1;
}

static int32_t antecedent(finder *f, size_t i);

/* Whose the role is: its owner, or who is named beside it ("the Castro regime", "the government of
 * Lenin Moreno"); -1 = nobody's. */
static int32_t owner_of(const finder *f, const draft *d)
{
    if (d->owner >= 0) {
        return f->draft_at[d->owner];
    }
    for (int32_t c = f->first_child[d->m.head]; c >= 0; c = f->next_child[c]) {
        bool compound = tok(f, (uint32_t)c)->deprel == DEPREL_COMPOUND;
        bool of = view_equal(who_case(f, (uint32_t)c), VIEW("of"));
        int32_t k = compound || of ? f->draft_at[c] : -1;
        if (k >= 0 && at(f, (size_t)k)->sort == SORT_PERSON) {
            return k;
        }
    }
    return -1;
}

/* The owner stands inside this phrase, behind its beginning, and is linked first. */
static void link_owner(finder *f, int32_t owner)
{
    draft *d = at(f, (size_t)owner);
    if (f->entity_of[owner] >= 0 || (d->sort != SORT_PRONOUN && d->sort != SORT_PERSON)) {
        return;
    }
    int32_t number = antecedent(f, (size_t)owner);
    if (number >= 0) {
        join(f, (size_t)owner, number);
    }
}

/* "Foreign Minister Reina and his Chinese counterpart": he is no Chinese, whatever the report's
 * home; he is of the country that was last a subject. */
static void tell_apart(finder *f, size_t i, int32_t number)
{
    const actor_code *other = &at(f, i)->m.actor;
    const draft *subject = NULL;
    const actor_code *his = &f->entities.at[number].actor;
    if (!at(f, i)->coded || (known(his) && !code_equal(his->code, other->code))) {
        return;
    }
    for (size_t k = 0; k < i; k++) {
        const draft *b = at(f, k);
        if (b->coded && f->entity_of[k] == number) {
            return;
        }
        bool state = b->coded && known(&b->m.actor) && b->m.actor.sector[0] == '\0';
        bool apart = state && !code_equal(b->m.actor.code, other->code);
        subject = apart && tok(f, b->m.head)->deprel == DEPREL_NSUBJ ? b : subject;
    }
    if (subject == NULL) {
        return;
    }
    who_set_code(&f->entities.at[number].actor, subject->m.actor.code);
    for (size_t k = 0; k < i; k++) {
        if (f->entity_of[k] == number) {
            who_set_code(&at(f, k)->m.actor, subject->m.actor.code);
        }
    }
}

/* "his Moroccan counterpart": sector and office of the owner; "Castro's government": his country.
 */
static void take_from_owner(finder *f, size_t i)
{
    draft *d = at(f, i);
    int32_t owner = owner_of(f, d);
    if (owner < 0) {
        return;
    }
    link_owner(f, owner);
    int32_t number = f->entity_of[owner];
    const entity *e = number < 0 ? NULL : &f->entities.at[number];
    bool same = d->entry < 0;
    if (same && e != NULL) {
        memcpy(d->m.actor.sector, e->actor.sector, sizeof e->actor.sector);
        d->m.office = e->office;
        tell_apart(f, i, number);
    }
    const actor_code *whose = e != NULL ? &e->actor : &at(f, (size_t)owner)->m.actor;
    if (!d->coded && known(whose) && !same) {
        who_set_code(&d->m.actor, whose->code);
        d->coded = true;
    }
}

/* "his country" is his, "her group" of hers; whether it is a group, which is none named before. */
static bool take_group(finder *f, size_t i)
{
    draft *d = at(f, i);
    int32_t owner = d->owner < 0 ? -1 : f->draft_at[d->owner];
    if (owner < 0 || d->coded || at(f, (size_t)owner)->sort != SORT_PRONOUN) {
        return false;
    }
    link_owner(f, owner);
    int32_t number = f->entity_of[owner];
    if (number < 0) {
        return false;
    }
    const actor_code *whose = &f->entities.at[number].actor;
    bool country = view_equal(know_attr(f->k, (uint32_t)d->word, "kind"), VIEW("country"));
    who_set_code(&d->m.actor, whose->code);
    d->coded = known(whose);
    if (!country) {
        memcpy(d->m.actor.sector, whose->sector, sizeof d->m.actor.sector);
        d->m.name = who_words(f, d->m.first, d->m.last);
    }
    return !country;
}

/* ---- pronouns ---- */

static bool can_be(const finder *f, view kind, bool plural, const draft *b, const entity *e)
{
    if (b->sort == SORT_PRONOUN || b->sort == SORT_RELATIVE || b->sort == SORT_PAIR) {
        return false;
    }
    unsigned relation = tok(f, b->m.head)->deprel;
    if (relation == DEPREL_AMOD || relation == DEPREL_COMPOUND) {
        return false;
    }
    bool person = e->type == ENTITY_PERSON;
    if (plural) {
        return b->m.plural || e->type == ENTITY_ORG || e->type == ENTITY_PEOPLE;
    }
    if (view_equal(kind, VIEW("person"))) {
        return person && !b->m.plural;
    }
    bool several = b->m.plural && b->sort != SORT_ORG; /* "the United Nations" is one */
    return !person && !several && e->type != ENTITY_PEOPLE;
}

/* How well an earlier draft serves a pronoun: nearer sentences, subjects, names, and several
 * for "they" are better. */
static int worth(const finder *f, const draft *d, const draft *b, bool plural)
{
    int apart = who_apart(f, d, b);
    int score = 100 - 30 * apart;
    score += subject(f, b) ? 25 : 0;
    score += who_is_name(b->sort) ? 8 : 0;
    score += plural && b->m.plural ? 30 : 0;
    score += tok(f, b->m.head)->deprel == DEPREL_NMOD_POSS ? -12 : 0;
    bool sister = tok(f, b->m.head)->head == tok(f, d->m.head)->head && !subject(f, d) &&
                  tok(f, d->m.head)->deprel != DEPREL_NMOD_POSS;
    return score - (sister ? 80 : 0);
}

static int32_t find_pronoun(const finder *f, size_t i)
{
    const draft *d = at(f, i);
    view kind = know_attr(f->k, (uint32_t)d->word, "kind");
    bool plural = view_equal(know_attr(f->k, (uint32_t)d->word, "number"), VIEW("plur"));
    char gender = who_gender(f, d);
    int32_t best = -1;
    int most = 0;
    for (size_t k = i; k > 0 && i - k < REACH; k--) {
        const draft *b = at(f, k - 1);
        int apart = who_apart(f, d, b);
        if (apart > PRONOUN_SENTENCES) {
            break;
        }
        if (apart < 0) {
            continue;
        }
        int32_t number = f->entity_of[k - 1];
        bool around = b->m.first <= d->m.first && b->m.last >= d->m.last;
        bool other = number >= 0 && gender != '\0' && f->gender_of[number] != '\0' &&
                     f->gender_of[number] != gender;
        if (number < 0 || around || other || !can_be(f, kind, plural, b, &f->entities.at[number])) {
            continue;
        }
        int score = worth(f, d, b, plural);
        if (score > most) {
            most = score;
            best = number;
        }
    }
    return best;
}

/* The mention that ends right before the token or the comma before it. */
static int32_t ends_before(const finder *f, uint32_t t, size_t i)
{
    t = t > 0 && tok(f, t - 1)->upos == UPOS_PUNCT ? t - 1 : t;
    for (size_t k = i; k > 0 && i - k < 4; k--) {
        if (at(f, k - 1)->m.last + 1 == t) {
            return f->entity_of[k - 1];
        }
    }
    return -1;
}

/* "who", "which": what the relative clause hangs on. */
static int32_t find_relative(const finder *f, size_t i)
{
    int32_t t = (int32_t)at(f, i)->m.head;
    for (int steps = 0; t >= 0 && steps < 6; steps++, t = tok(f, (uint32_t)t)->head) {
        const token *k = tok(f, (uint32_t)t);
        if (k->deprel == DEPREL_ACL_RELCL) {
            int32_t b = k->head < 0 ? -1 : f->draft_at[k->head];
            return b < 0 ? -1 : f->entity_of[b];
        }
    }
    return ends_before(f, at(f, i)->m.head, i);
}

/* ---- the pass ---- */

static int32_t antecedent(finder *f, size_t i)
{
    draft *d = at(f, i);
    if (who_epithet_of(f, i) > (int32_t)i) {
        return who_link_epithet(f, i);
    }
    int32_t number = apposed(f, i);
    if (number >= 0) {
        return d->sort == SORT_PERSON ? named_before(f, i, number) : number;
    }
    switch (d->sort) {
    case SORT_PERSON:
    case SORT_NAME:
        number = who_find_name(f, i);
        if (number < 0) {
            who_ask_surname(f, d);
            who_take_from_nameless(f, i);
        } else if (d->sort == SORT_PERSON) {
            who_yield(f, i, number);
        }
        return number;
    case SORT_ORG:
        number = who_find_long(f, i);
        return number >= 0 ? number : who_find_name(f, i);
    case SORT_COUNTRY:
    case SORT_PLACE:
        return who_find_name(f, i);
    case SORT_ROLE:
        take_from_owner(f, i);
        if (who_name_beside(f, i) >= 0) {
            return who_find_name(f, (size_t)who_name_beside(f, i));
        }
        return d->definite && !d->m.plural && d->owner < 0 ? find_role(f, i) : -1;
    case SORT_DESCRIPTION:
        if (take_group(f, i)) {
            return -1;
        }
        number = find_description(f, i);
        if (number < 0) {
            who_code_alone(f, d);
        }
        return number;
    case SORT_PRONOUN:
        return find_pronoun(f, i);
    case SORT_RELATIVE:
        return find_relative(f, i);
    case SORT_DEMONYM:
    case SORT_PAIR:
        break;
    }
    return -1;
}

dateline_status who_link(finder *f, dateline_error *e)
{
    size_t n = f->drafts.count;
    f->entity_of = ARENA_ARRAY(f->scratch, int32_t, n);
    f->gender_of = ARENA_ARRAY(f->scratch, char, n);
    if (f->entity_of == NULL || f->gender_of == NULL) {
        return fault_memory(e);
    }
    memset(f->entity_of, 0xFF, n * sizeof(int32_t));
    for (size_t i = 0; i < n; i++) {
        if (f->entity_of[i] >= 0) {
            continue;
        }
        int32_t number = antecedent(f, i);
        if (number >= 0) {
            join(f, i, number);
        } else if (!new_entity(f, i)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}
