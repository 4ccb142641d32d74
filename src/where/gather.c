/* Which words name places.
 *
 * First the names that syntax/ calls locations and facilities, looked up as they stand, then
 * without "the", words of direction and words that say what kind of place it is, then by the
 * longest known name inside.  Then what the dictionaries found besides: countries, their people and
 * capitals wherever no person or other name takes them, and gazetteer names that stand as proper
 * nouns.
 */
#include <stdlib.h>

#include "where/where_priv.h"

enum { GREAT_POPULATION = 150000 };

static uint32_t head_of(const report *r, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++) {
        int32_t head = r->tokens[i].head;
        if (head < (int32_t)first || head > (int32_t)last) {
            return i;
        }
    }
    return last;
}

static void add_spot(finder *f, uint32_t first, uint32_t last, const known *n, bool facility)
{
    if (f->spots.count >= SPOTS_LIMIT) {
        return;
    }
    spot s = {.first = first,
              .last = last,
              .head = head_of(f->r, first, last),
              .group = where_group(f, n),
              .entry = n->entry,
              .kind = n->kind,
              .facility = facility,
              .container = -1,
              .beside = -1};
    if (f->failed || !VEC_PUSH(&f->spots, f->scratch, s)) {
        f->failed = true;
        return;
    }
    f->groups.at[s.group].count++;
    for (uint32_t i = first; i <= last; i++) {
        f->spot_at[i] = (int32_t)f->spots.count - 1;
    }
}

/* A small-lettered word at the rim of a name that is none of it ("southern California"). */
static bool is_rim(const finder *f, uint32_t i)
{
    char c = f->r->tokens[i].form.data[0];
    return c >= 'a' && c <= 'z' &&
           (where_listed(f, f->directions, i, NULL, NULL) ||
            where_listed(f, f->generic, i, NULL, NULL) || where_is_article(&f->r->tokens[i]));
}

/* "the Marburg virus" */
static bool is_thing(const finder *f, uint32_t last)
{
    const report *r = f->r;
    return last + 1 < r->ntokens && r->tokens[last + 1].sent == r->tokens[last].sent &&
           where_listed(f, f->things, last + 1, NULL, NULL);
}

static void gather_name(finder *f, uint32_t first, uint32_t last, bool facility)
{
    while (first < last && (is_rim(f, first) || where_is_article(&f->r->tokens[first]))) {
        first++;
    }
    while (first < last && is_rim(f, last)) {
        last--;
    }
    if (!is_thing(f, last)) {
        known n = where_look_up(f, first, last);
        add_spot(f, first, last, &n, facility);
    }
}

static bool parts_names(const token *t)
{
    return view_equal(t->form, VIEW("in")) || view_equal(t->form, VIEW(",")) ||
           view_equal(t->form, VIEW("(")) || view_equal(t->form, VIEW(")"));
}

/* "Ho Chi Minh City, Vietnam" or "Colombo in Sri Lanka" marked as one name is two. */
static void gather_names(finder *f)
{
    const report *r = f->r;
    for (size_t i = 0; i < r->nnames && !f->failed; i++) {
        const name *m = &r->names[i];
        if (m->type != NAME_LOCATION && m->type != NAME_FACILITY) {
            continue;
        }
        uint32_t first = m->first;
        for (uint32_t t = m->first; t <= m->last && !f->failed; t++) {
            bool part_ends = t == m->last || parts_names(&r->tokens[t + 1]);
            if (parts_names(&r->tokens[t])) {
                first = t + 1;
            } else if (part_ends) {
                gather_name(f, first, t, m->type == NAME_FACILITY);
            }
        }
    }
}

static bool covered(const finder *f, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++) {
        if (f->spot_at[i] >= 0) {
            return true;
        }
    }
    return false;
}

/* The name that covers the token; null = none. */
static const name *name_at(const report *r, uint32_t i)
{
    return r->tokens[i].name < 0 ? NULL : &r->names[r->tokens[i].name];
}

/* Whether a comma and a country or region follow ("Peshawar, Pakistan"). */
static bool is_contained(const finder *f, const match *m)
{
    const report *r = f->r;
    uint32_t after = m->last + 2;
    if (after >= r->ntokens || !view_equal(r->tokens[m->last + 1].form, VIEW(","))) {
        return false;
    }
    for (size_t i = where_match_from(r, after); i < r->nmatches && r->matches[i].first == after;
         i++) {
        const match *o = &r->matches[i];
        bool alternative = false;
        know_place p = {.class = PLACE_CITY};
        if (o->kind == KNOW_PLACE) {
            p = know_place_get(f->k, know_place_at(f->k, o->entry, 0, &alternative));
        }
        if (o->kind == KNOW_COUNTRY || p.class == PLACE_COUNTRY || p.class == PLACE_REGION) {
            return true;
        }
    }
    return false;
}

/* Whether the text marks the name as one of a place: by a preposition, by a comma behind another
 * place, as the object of a verb that takes one ("bombed Raqqa").  `key` narrows the prepositions.
 */
static bool is_announced(const finder *f, const match *m, const char *key)
{
    const report *r = f->r;
    const token *head = &r->tokens[head_of(r, m->first, m->last)];
    bool object = head->deprel == DEPREL_OBJ || head->deprel == DEPREL_NSUBJ_PASS;
    if (object && head->head >= 0 &&
        where_listed(f, f->verbs, (uint32_t)head->head, "object", "event")) {
        return true;
    }
    uint32_t before = m->first > 0 ? m->first - 1 : 0;
    if (before > 0 && where_is_article(&r->tokens[before])) {
        before--;
    }
    if (m->first == 0 || r->tokens[before].sent != r->tokens[m->first].sent) {
        return false;
    }
    return is_contained(f, m) || where_listed(f, f->prepositions, before, key, "yes") ||
           (view_equal(r->tokens[before].form, VIEW(",")) && before > 0 &&
            f->spot_at[before - 1] >= 0);
}

/* Whether the largest places of the name bear it as their main one. */
static bool is_great(const finder *f, uint32_t entry)
{
    uint32_t count = know_place_count(f->k, entry);
    for (uint32_t i = 0; i < count && i < 3; i++) {
        bool alternative = false;
        know_place p = know_place_get(f->k, know_place_at(f->k, entry, i, &alternative));
        if (!alternative && (p.population >= GREAT_POPULATION || p.class == PLACE_COUNTRY)) {
            return true;
        }
    }
    return false;
}

/* Names are marked wrongly at times: a name that is wholly that of a country, or of a great place
 * where the text marks a place, is one whatever syntax/ calls it. */
static bool overrules(const finder *f, const match *m, const name *n)
{
    if (n->first != m->first || n->last != m->last) {
        return false;
    }
    bool of = m->first > 0 && view_equal(f->r->tokens[m->first - 1].form, VIEW("of"));
    bool announced = is_announced(f, m, n->type == NAME_PERSON ? "event" : NULL);
    if (m->kind == KNOW_COUNTRY) {
        return n->type != NAME_PERSON || announced || of;
    }
    return announced && (m->kind != KNOW_PLACE || is_great(f, m->entry));
}

/* A country's name in the name of a person or of anything else is no place of its own, but a people
 * or country that begins the name of an organisation is ("the Israeli army"). */
static bool free_of_names(const finder *f, const match *m)
{
    const name *n = name_at(f->r, m->first);
    if (n == NULL || n->type == NAME_NORP || overrules(f, m, n)) {
        return true;
    }
    return n->type == NAME_ORG && m->first == n->first && m->last < n->last;
}

static bool is_proper(const report *r, uint32_t i)
{
    return r->tokens[i].upos == UPOS_PROPN;
}

/* Without names from syntax/: a proper noun that is no part of a longer one. */
static bool stands_alone(const report *r, const match *m)
{
    for (uint32_t i = m->first; i <= m->last; i++) {
        if (!is_proper(r, i)) {
            return false;
        }
    }
    uint32_t sent = r->tokens[m->first].sent;
    bool before =
        m->first > 0 && r->tokens[m->first - 1].sent == sent && is_proper(r, m->first - 1);
    bool after = m->last + 1 < r->ntokens && r->tokens[m->last + 1].sent == sent &&
                 is_proper(r, m->last + 1);
    return !before && !after;
}

/* "Pa.", "CA" and the like are places only behind a comma that follows a place. */
static bool holds_as_short(const finder *f, const match *m)
{
    view form = f->r->tokens[m->first].form;
    bool is_short = m->first == m->last && (form.length <= 2 || view_ends(form, VIEW(".")));
    return !is_short || (m->first >= 2 && view_equal(f->r->tokens[m->first - 1].form, VIEW(",")) &&
                         f->spot_at[m->first - 2] >= 0);
}

static bool wanted(const finder *f, const match *m)
{
    const report *r = f->r;
    if (is_thing(f, m->last)) {
        return false;
    }
    if (m->kind >= KNOW_COUNTRY && m->kind <= KNOW_METONYM) {
        return free_of_names(f, m);
    }
    const name *n = name_at(r, m->first);
    if (m->kind != KNOW_PLACE || !holds_as_short(f, m) ||
        (m->first == m->last && where_listed(f, f->ignore, m->first, NULL, NULL))) {
        return false;
    }
    if (n != NULL) {
        return overrules(f, m, n);
    }
    return stands_alone(r, m) && (is_announced(f, m, NULL) || is_great(f, m->entry));
}

/* A people that has neither a country nor a land of its name is no place. */
static bool is_landless(const finder *f, const known *n)
{
    know_actor a;
    if (n->kind != KNOW_DEMONYM && n->kind != KNOW_PEOPLE) {
        return false;
    }
    a = know_actor_on(f->k, (uint32_t)n->entry, DAY_NONE);
    return know_place_of_country(f->k, view_of(a.actor.code)) < 0;
}

static void gather_matches(finder *f)
{
    const report *r = f->r;
    for (size_t i = 0; i < r->nmatches; i++) {
        const match *m = &r->matches[i];
        if (wanted(f, m) && !covered(f, m->first, m->last)) {
            known n = where_known_as(f, m->first, m->last);
            if (!is_landless(f, &n)) {
                add_spot(f, m->first, m->last, &n, false);
            }
        }
    }
}

static int by_first(const void *a, const void *b)
{
    uint32_t x = ((const spot *)a)->first;
    uint32_t y = ((const spot *)b)->first;
    return x < y ? -1 : x > y;
}

/* Spots do not lie over each other, so that their first tokens tell them apart. */
static void sort_spots(finder *f)
{
    if (f->spots.count > 0) {
        qsort(f->spots.at, f->spots.count, sizeof *f->spots.at, by_first);
    }
    for (size_t i = 0; i < f->spots.count; i++) {
        for (uint32_t t = f->spots.at[i].first; t <= f->spots.at[i].last; t++) {
            f->spot_at[t] = (int32_t)i;
        }
    }
}

static know_place_class greatest_class(const finder *f, size_t i)
{
    const group *g = &f->groups.at[f->spots.at[i].group];
    const candidate *best = NULL;
    for (uint32_t c = 0; c < g->ncandidates; c++) {
        if (best == NULL || g->candidates[c].prior > best->prior) {
            best = &g->candidates[c];
        }
    }
    return best == NULL ? PLACE_CITY : best->place.class;
}

/* "Vermont, Illinois": two of a rank are a list, whatever villages have such names. */
static bool is_list(const finder *f, size_t i)
{
    know_place_class a = greatest_class(f, i);
    know_place_class b = greatest_class(f, i + 1);
    return a == b && (a == PLACE_REGION || a == PLACE_COUNTRY);
}

/* "Athens, Georgia", "Alexandria (Egypt)", "Kabul, the Afghan capital": the second says where. */
static void tie_containers(finder *f)
{
    const report *r = f->r;
    for (size_t i = 0; i + 1 < f->spots.count; i++) {
        spot *a = &f->spots.at[i];
        const spot *b = &f->spots.at[i + 1];
        if (b->first != a->last + 2 || b->kind == KNOW_DEMONYM || b->kind == KNOW_PEOPLE) {
            continue;
        }
        view between = r->tokens[a->last + 1].form;
        if (view_equal(between, VIEW(",")) || view_equal(between, VIEW("(")) ||
            view_equal(between, VIEW("in")) || view_equal(between, VIEW("of"))) {
            a->container = is_list(f, i) ? -1 : (int32_t)i + 1;
        }
    }
}

void where_gather(finder *f)
{
    for (size_t i = 0; i < f->r->ntokens; i++) {
        f->spot_at[i] = -1;
    }
    gather_names(f);
    if (!f->failed) {
        gather_matches(f);
    }
    if (!f->failed) {
        sort_spots(f);
        tie_containers(f);
    }
}
