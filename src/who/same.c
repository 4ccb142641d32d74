/* Names of one another: by their words, surnames, abbreviations and dictionary entries; a surname
 * alone that no name of the report explains is asked of the office holders of the day. */
#include "who/who_priv.h"

enum { REACH = 640, BEARERS = 32 };

static view last_word(view name)
{
    size_t i = name.length;
    while (i > 0 && name.data[i - 1] != ' ') {
        i--;
    }
    return view_cut(name, i, name.length);
}

static bool one_word(view name)
{
    return view_find_char(name, ' ', 0) == SIZE_MAX;
}

/* The same person: equal names, or one is the other's surname or first word. */
static bool same_person(view a, view b)
{
    if (view_equal_nocase(a, b)) {
        return true;
    }
    view longer = a.length > b.length ? a : b, shorter = a.length > b.length ? b : a;
    if (one_word(shorter)) {
        return view_equal_nocase(last_word(longer), shorter) ||
               (view_starts(longer, shorter) && longer.data[shorter.length] == ' ');
    }
    return view_ends(longer, shorter) && longer.data[longer.length - shorter.length - 1] == ' ';
}

/* "IDF" after "Israel Defense Forces": the capitals of the name's words. */
static bool abbreviates(view shorter, view name)
{
    size_t n = 0;
    for (size_t i = 0; i < name.length; i++) {
        bool begins = i == 0 || name.data[i - 1] == ' ' || name.data[i - 1] == '-';
        if (begins && ascii_upper(name.data[i])) {
            if (n >= shorter.length || shorter.data[n] != name.data[i]) {
                return false;
            }
            n++;
        }
    }
    return n >= 2 && n == shorter.length;
}

bool who_is_name(mention_sort s)
{
    return s == SORT_PERSON || s == SORT_COUNTRY || s == SORT_ORG || s == SORT_NAME ||
           s == SORT_PLACE;
}

/* A surname alone: "Hussein", not "King Hussein". */
static bool is_bare(const draft *d)
{
    return one_word(d->m.name) && d->m.first == d->name_first;
}

static bool same_name(const draft *a, const draft *b)
{
    if (!who_is_name(b->sort)) {
        return false;
    }
    bool person = a->sort == SORT_PERSON || b->sort == SORT_PERSON;
    if (person) {
        bool possible = (a->sort == SORT_PERSON || a->sort == SORT_NAME) &&
                        (b->sort == SORT_PERSON || b->sort == SORT_NAME);
        bool two = a->entry >= 0 && b->entry >= 0 && a->entry != b->entry &&
                   !code_equal(a->m.actor.code, b->m.actor.code) && !is_bare(a);
        return possible && !two && same_person(a->m.name, b->m.name);
    }
    if (a->entry >= 0 && a->entry == b->entry) {
        return a->kind == b->kind || a->sort == SORT_ORG;
    }
    return view_equal_nocase(a->m.name, b->m.name) || abbreviates(a->m.name, b->m.name) ||
           abbreviates(b->m.name, a->m.name);
}

/* "PSA" after "Public Servants' Association" is that one, whatever the dictionary knows as PSA. */
int32_t who_find_long(finder *f, size_t i)
{
    draft *d = &f->drafts.at[i];
    if (d->name_first != d->name_last || d->m.name.length < 2 || !ascii_upper(d->m.name.data[1])) {
        return -1;
    }
    for (size_t k = i; k > 0 && i - k < REACH; k--) {
        const draft *b = &f->drafts.at[k - 1];
        bool organisation =
            b->sort == SORT_ORG || (b->sort == SORT_NAME && b->m.type == ENTITY_ORG);
        if (organisation && b->entry != d->entry && abbreviates(d->m.name, b->m.name)) {
            memset(&d->m.actor, 0, sizeof d->m.actor);
            d->coded = false;
            d->entry = b->entry;
            d->sort = SORT_NAME;
            d->m.rule = VIEW("");
            return f->entity_of[k - 1];
        }
    }
    return -1;
}

int32_t who_find_name(const finder *f, size_t i)
{
    for (size_t k = i; k > 0 && i - k < REACH; k--) {
        if (same_name(&f->drafts.at[i], &f->drafts.at[k - 1])) {
            return f->entity_of[k - 1];
        }
    }
    return -1;
}

void who_yield(finder *f, size_t i, int32_t number)
{
    draft *d = &f->drafts.at[i];
    const actor_code *known = &f->entities.at[number].actor;
    if (d->entry >= 0 && is_bare(d) && !code_equal(known->code, d->m.actor.code)) {
        d->m.actor = *known;
        d->m.office = f->entities.at[number].office;
        d->m.rule = VIEW("");
    }
}

bool who_shares_word(view office, view word)
{
    view piece;
    while (view_split(&office, ' ', &piece)) {
        if (view_equal_nocase(piece, word)) {
            return true;
        }
    }
    return false;
}

bool who_has_calling(const finder *f, view office, view calling)
{
    int64_t w = know_list_find(f->k, f->callings, calling);
    view words = w < 0 ? VIEW("") : know_attr(f->k, (uint32_t)w, "office");
    view one;
    while (know_value_next(&words, &one)) {
        if (who_shares_word(office, one)) {
            return true;
        }
    }
    return false;
}

/* Whether the title before the name is what the office holder is called: "President" Bush. */
static bool is_titled(const finder *f, const draft *d, view office)
{
    if (d->sort != SORT_PERSON || d->m.via != VIA_TITLE || d->m.office.length == 0) {
        return false;
    }
    uint32_t before = d->name_first > d->m.first ? d->name_first - 1 : d->m.first;
    return who_shares_word(office, tok(f, before)->lemma);
}

/* The one office holder of the day who bears the surname, of a country that the text names
 * or with the very title that stands before it; -1 = none or several. */
static int64_t holder(const finder *f, const draft *d)
{
    uint32_t found[BEARERS];
    size_t n = know_find_surname(f->k, d->m.name, found, BEARERS);
    int64_t best = -1;
    bool best_titled = false;
    bool several = n > BEARERS;
    for (size_t i = 0; i < n && i < BEARERS; i++) {
        know_actor a = know_actor_on(f->k, found[i], f->r->published);
        bool titled = is_titled(f, d, a.office);
        bool holds = a.tenure == KNOW_HOLDS || (n == 1 && d->m.office.length > 0);
        /* "President Clinton" is known everywhere, a minister at home */
        bool exact = titled && view_equal_nocase(d->m.office, a.office);
        bool here = who_at_hand(f, a.actor.code) || (exact && strcmp(a.actor.sector, "GOV") == 0);
        if (!holds || !here || (best_titled && !titled)) {
            continue;
        }
        several = best >= 0 && best_titled == titled;
        best = found[i];
        best_titled = titled;
    }
    return several ? -1 : best;
}

/* The one head of a state or government of the day who bears the surname; -1 = none or several. */
static int64_t head_of_day(const finder *f, const draft *d)
{
    uint32_t found[BEARERS];
    size_t n = know_find_surname(f->k, d->m.name, found, BEARERS);
    int64_t best = -1;
    bool numeral = d->m.name.length < 2 || ascii_upper(d->m.name.data[1]); /* Charles "III" */
    unsigned heads = n > BEARERS || numeral ? 2 : 0;
    for (size_t i = 0; i < n && i < BEARERS; i++) {
        know_actor a = know_actor_on(f->k, found[i], f->r->published);
        if (a.tenure == KNOW_HOLDS && know_list_find(f->k, f->heads, a.office) >= 0) {
            best = found[i];
            heads++;
        }
    }
    return heads == 1 ? best : -1;
}

void who_ask_surname(finder *f, draft *d)
{
    bool alone = d->sort == SORT_PERSON || d->sort == SORT_NAME;
    bool open = d->entry < 0 && d->m.actor.code[0] == '\0';
    if (!alone || !open || !one_word(d->m.name)) {
        return;
    }
    int64_t entry = holder(f, d);
    if (entry < 0 && d->m.office.length == 0) {
        entry = head_of_day(f, d);
    }
    if (entry < 0) {
        return;
    }
    know_actor a = know_actor_on(f->k, (uint32_t)entry, f->r->published);
    d->entry = entry;
    d->m.actor = a.actor;
    d->m.office = a.office;
    d->m.type = ENTITY_PERSON;
    d->coded = true;
    d->m.rule = arena_printf(f->r->arena, "surname of '%.*s'",
                             VIEW_ARG(know_entry_at(f->k, (uint32_t)entry).name));
}

bool who_is_surname(const finder *f, const name *n)
{
    view form = tok(f, n->first)->form;
    for (size_t i = 0; n->first == n->last && i < f->r->nnames; i++) {
        const name *b = &f->r->names[i];
        if (b->type == NAME_PERSON && b->last > b->first &&
            view_equal(tok(f, b->last)->form, form)) {
            return true;
        }
    }
    return false;
}
