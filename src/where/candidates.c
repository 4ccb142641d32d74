/* The groups of names and their candidates: what the gazetteer has under a name, with the weight
 * that each has before the report is heard (population, rank, whether the name is its main one). */
#include <math.h>

#include "where/where_priv.h"

static const float COUNTRY_PRIOR = 19.0F;
static const float SEAT_WEIGHT = 3.0F;
enum { SEAT_POPULATION = 300000 };

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

static view folded_words(finder *f, uint32_t first, uint32_t last)
{
    const report *r = f->r;
    char text[256];
    span bytes = {r->tokens[first].bytes.start, r->tokens[last].bytes.end};
    size_t n = fold_text(report_cut(r, bytes), text, sizeof text);
    return arena_copy(f->scratch, (view){text, n});
}

uint32_t where_group(finder *f, const known *n)
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
