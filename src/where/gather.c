/* Which words name places.
 *
 * First the names that syntax/ calls locations and facilities, looked up as they stand, then
 * without "the", words of direction and words that say what kind of place it is, then by the
 * longest known name inside.  Then what the dictionaries found besides: countries, their people and
 * capitals wherever no person or other name takes them, and gazetteer names that stand as proper
 * nouns.
 */
#include "where/where_priv.h"

#include <math.h>

static const float COUNTRY_PRIOR = 19.0F;
static const float SEAT_WEIGHT = 3.0F;
enum { SEAT_POPULATION = 300000, GREAT_POPULATION = 150000 };

static float prior_of(const know_place *p, bool alternative)
{
    float weight = logf((float)p->population + 10.0F);
    switch (p->class) {
    case PLACE_COUNTRY:
        weight = COUNTRY_PRIOR;
        break;
    case PLACE_REGION:
        weight = 0.5F * weight + 7.0F;
        break;
    case PLACE_DISTRICT:
        weight -= 2.5F;
        break;
    case PLACE_CITY:
        weight += strcmp(p->feature, "PPLC") == 0 ? 2.0F : 0.0F;
        weight += strcmp(p->feature, "PPLA") == 0 ? 0.7F : 0.0F;
        weight -= strcmp(p->feature, "PPLX") == 0 ? 2.0F : 0.0F;
        break;
    case PLACE_WATER:
    case PLACE_AREA:
        break;
    }
    return weight - (alternative ? 3.0F : 0.0F);
}

static void add_candidate(group *g, const know *k, uint32_t number, bool alternative)
{
    for (uint32_t i = 0; i < g->ncandidates; i++) {
        if (g->candidates[i].number == number) {
            return;
        }
    }
    if (g->ncandidates == CANDIDATES) {
        return;
    }
    candidate *c = &g->candidates[g->ncandidates++];
    *c = (candidate){.number = number, .place = know_place_get(k, number)};
    c->prior = c->score = prior_of(&c->place, alternative);
    double lat = (double)c->place.lat * 3.14159265358979 / 180;
    double lon = (double)c->place.lon * 3.14159265358979 / 180;
    c->x = (float)(cos(lat) * cos(lon));
    c->y = (float)(cos(lat) * sin(lon));
    c->z = (float)sin(lat);
}

static void add_named(group *g, const know *k, int64_t key)
{
    uint32_t count = key < 0 ? 0 : know_place_count(k, (uint32_t)key);
    for (uint32_t i = 0; i < count && g->ncandidates < CANDIDATES; i++) {
        bool alternative = false;
        uint32_t number = know_place_at(k, (uint32_t)key, i, &alternative);
        add_candidate(g, k, number, alternative);
    }
}

/* The place of an entry of actors/countries: the country of that name, else the land of that name
 * in the state whose code it has (Scotland, Hong Kong), else that state. */
static int64_t land_of_name(const know *k, view text, const char *code)
{
    int64_t key = know_place_find(k, text);
    uint32_t count = key < 0 ? 0 : know_place_count(k, (uint32_t)key);
    for (uint32_t i = 0; i < count; i++) {
        bool alternative = false;
        uint32_t number = know_place_at(k, (uint32_t)key, i, &alternative);
        know_place p = know_place_get(k, number);
        bool land = p.class == PLACE_REGION || p.class == PLACE_AREA;
        if (p.class == PLACE_COUNTRY || (land && memcmp(p.country, code, 3) == 0)) {
            return number;
        }
    }
    return -1;
}

static void add_country(group *g, const know *k, int64_t entry)
{
    know_actor a = know_actor_on(k, (uint32_t)entry, DAY_NONE);
    int64_t number = land_of_name(k, g->words, a.actor.code);
    if (number < 0) {
        number = land_of_name(k, know_entry_at(k, (uint32_t)entry).name, a.actor.code);
    }
    if (number < 0) {
        number = know_place_of_country(k, view_of(a.actor.code));
    }
    if (number >= 0) {
        add_candidate(g, k, (uint32_t)number, false);
        g->candidates[0].prior = g->candidates[0].score = COUNTRY_PRIOR;
    }
}

/* Of a name that stands for a government ("Washington"), the city in that country is meant; a
 * palace that no gazetteer has ("the Kremlin") stands in the capital. */
static void favour_seat(group *g, const know *k, int64_t entry)
{
    know_actor a = know_actor_on(k, (uint32_t)entry, DAY_NONE);
    know_country c;
    if (know_country_find(k, view_of(a.actor.code), &c)) {
        add_named(g, k, know_place_find(k, c.capital));
    }
    for (uint32_t i = 0; i < g->ncandidates; i++) {
        const know_place *p = &g->candidates[i].place;
        bool great = strcmp(p->feature, "PPLC") == 0 || p->population > SEAT_POPULATION;
        if (great && p->class == PLACE_CITY && memcmp(p->country, a.actor.code, 3) == 0) {
            g->candidates[i].prior += SEAT_WEIGHT;
            return;
        }
    }
}

/* What a stretch of tokens is known as: the dictionary's country entry, the gazetteer's key. */
typedef struct {
    uint32_t first, last;
    unsigned kind;
    int64_t entry, key;
    bool partial;
} known;

static bool is_known(const known *n)
{
    return n->entry >= 0 || n->key >= 0;
}

static known matches_over(const finder *f, uint32_t first, uint32_t last, size_t from)
{
    known n = {first, last, KNOW_PLACE, -1, -1, false};
    const report *r = f->r;
    for (size_t i = from; i < r->nmatches && r->matches[i].first <= first; i++) {
        const match *m = &r->matches[i];
        if (m->first != first || m->last != last) {
            continue;
        }
        if (m->kind >= KNOW_COUNTRY && m->kind <= KNOW_METONYM && n.entry < 0) {
            n.entry = m->entry;
            n.kind = m->kind;
        } else if (m->kind == KNOW_PLACE) {
            n.key = m->entry;
        }
    }
    return n;
}

/* The first match that begins at or after the token. */
static size_t match_from(const report *r, uint32_t first)
{
    size_t low = 0;
    size_t high = r->nmatches;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->matches[middle].first < first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static known known_as(const finder *f, uint32_t first, uint32_t last)
{
    return matches_over(f, first, last, match_from(f->r, first));
}

/* By the words themselves, where a longer name hid them from the matches. */
static known known_by_words(const finder *f, uint32_t first, uint32_t last)
{
    known n = known_as(f, first, last);
    const report *r = f->r;
    view words = report_cut(r, (span){r->tokens[first].bytes.start, r->tokens[last].bytes.end});
    uint32_t entry;
    unsigned lands = KNOW_BIT(KNOW_COUNTRY) | KNOW_BIT(KNOW_DEMONYM) | KNOW_BIT(KNOW_PEOPLE);
    if (!is_known(&n) && words.length > 2) {
        n.key = know_place_find(f->k, words);
        if (know_find(f->k, words, lands, &entry, 1) == 1) {
            n.entry = entry;
            n.kind = KNOW_COUNTRY;
        }
    }
    return n;
}

static bool is_article(const token *t)
{
    return view_equal_nocase(t->form, VIEW("the"));
}

/* Narrows the stretch by one word that may be left away; false = none is left. */
static bool narrow(const finder *f, uint32_t *first, uint32_t *last)
{
    const token *t = f->r->tokens;
    if (*first >= *last) {
        return false;
    }
    if (is_article(&t[*first]) || where_listed(f, f->directions, *first, NULL, NULL)) {
        (*first)++;
        return true;
    }
    if (view_equal(t[*first + 1].form, VIEW("of")) && *first + 2 <= *last &&
        where_listed(f, f->generic, *first, NULL, NULL)) {
        *first += 2;
        return true;
    }
    if (where_listed(f, f->generic, *last, NULL, NULL)) {
        (*last)--;
        return true;
    }
    if (where_listed(f, f->generic, *first, NULL, NULL)) {
        (*first)++;
        return true;
    }
    return false;
}

/* A word of direction or kind, which names no place alone. */
static bool is_common(const finder *f, uint32_t i)
{
    return where_listed(f, f->directions, i, NULL, NULL) ||
           where_listed(f, f->generic, i, NULL, NULL);
}

/* The longest known name that begins or ends the stretch. */
static known known_inside(const finder *f, uint32_t first, uint32_t last)
{
    known best = {first, last, KNOW_PLACE, -1, -1, false};
    for (uint32_t n = last - first; n > 0; n--) {
        known tail = known_as(f, last - n + 1, last);
        if (is_known(&tail) && (n > 1 || !is_common(f, last))) {
            return tail;
        }
        known front = known_as(f, first, first + n - 1);
        if (is_known(&front) && (n > 1 || !is_common(f, first))) {
            return front;
        }
    }
    return best;
}

static known look_up(const finder *f, uint32_t first, uint32_t last)
{
    uint32_t a = first;
    uint32_t b = last;
    do {
        known n = known_by_words(f, a, b);
        if (is_known(&n)) {
            return n;
        }
    } while (narrow(f, &a, &b));
    known inside = known_inside(f, first, last);
    inside.partial = true;
    return inside;
}

static view folded_words(finder *f, uint32_t first, uint32_t last)
{
    const report *r = f->r;
    char text[256];
    span bytes = {r->tokens[first].bytes.start, r->tokens[last].bytes.end};
    size_t n = fold_text(report_cut(r, bytes), text, sizeof text);
    return arena_copy(f->scratch, (view){text, n});
}

static uint32_t group_of(finder *f, const known *n)
{
    view words = folded_words(f, n->first, n->last);
    uint32_t *at = map_at(&f->by_words, f->scratch, words, (uint32_t)f->groups.count);
    if (at == NULL) {
        f->failed = true;
        return 0;
    }
    if (*at < f->groups.count) {
        f->groups.at[*at].partial = f->groups.at[*at].partial && n->partial;
        return *at;
    }
    group g = {.words = words, .best = -1};
    g.candidates = ARENA_ARRAY(f->scratch, candidate, CANDIDATES);
    if (g.candidates == NULL || !VEC_PUSH(&f->groups, f->scratch, g)) {
        f->failed = true;
        return 0;
    }
    group *fresh = &f->groups.at[f->groups.count - 1];
    bool people = n->kind == KNOW_DEMONYM || n->kind == KNOW_PEOPLE;
    fresh->country = n->kind == KNOW_COUNTRY || people;
    fresh->partial = n->partial;
    if (n->entry >= 0 && n->kind != KNOW_CAPITAL && n->kind != KNOW_METONYM) {
        add_country(fresh, f->k, n->entry);
    }
    if (!people) {
        add_named(fresh, f->k, n->key);
    }
    if (n->kind == KNOW_CAPITAL || n->kind == KNOW_METONYM) {
        favour_seat(fresh, f->k, n->entry);
    }
    if (fresh->ncandidates == 0 && n->entry >= 0) {
        add_country(fresh, f->k, n->entry);
    }
    if (fresh->ncandidates == 0) {
        add_named(fresh, f->k, know_place_find(f->k, words));
    }
    return (uint32_t)f->groups.count - 1;
}

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
              .group = group_of(f, n),
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

static void gather_name(finder *f, uint32_t first, uint32_t last, bool facility)
{
    if (first < last && is_article(&f->r->tokens[first])) {
        first++;
    }
    known n = look_up(f, first, last);
    add_spot(f, first, last, &n, facility);
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
    if (before > 0 && is_article(&r->tokens[before])) {
        before--;
    }
    if (m->first == 0 || r->tokens[before].sent != r->tokens[m->first].sent) {
        return false;
    }
    return where_listed(f, f->prepositions, before, key, "yes") ||
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
            known n = known_as(f, m->first, m->last);
            if (!is_landless(f, &n)) {
                add_spot(f, m->first, m->last, &n, false);
            }
        }
    }
}

static void sort_spots(finder *f)
{
    spot *s = f->spots.at;
    for (size_t i = 1; i < f->spots.count; i++) {
        spot x = s[i];
        size_t j = i;
        for (; j > 0 && s[j - 1].first > x.first; j--) {
            s[j] = s[j - 1];
        }
        s[j] = x;
    }
    for (size_t i = 0; i < f->spots.count; i++) {
        for (uint32_t t = s[i].first; t <= s[i].last; t++) {
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
