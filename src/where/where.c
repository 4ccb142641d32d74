/* The steps of where/ in their order, and the layer they write. */
#include "where/where_priv.h"

#include <math.h>

static const float BESIDE_SCORE = 0.1F;

bool where_listed(const finder *f, int32_t list, uint32_t token_index, const char *key,
                  const char *value)
{
    if (list < 0) {
        return false;
    }
    const token *t = &f->r->tokens[token_index];
    int64_t entry = know_list_find(f->k, list, t->lemma.length > 0 ? t->lemma : t->form);
    return entry >= 0 &&
           (key == NULL || view_equal(know_attr(f->k, (uint32_t)entry, key), view_of(value)));
}

const candidate *where_chosen(const finder *f, uint32_t group_index)
{
    const group *g = &f->groups.at[group_index];
    return g->best < 0 ? NULL : &g->candidates[g->best];
}

static view precision_of(know_place_class class, bool facility)
{
    if (facility) {
        return VIEW("facility");
    }
    switch (class) {
    case PLACE_COUNTRY:
        return VIEW("country");
    case PLACE_REGION:
    case PLACE_DISTRICT:
    case PLACE_WATER:
    case PLACE_AREA:
        return VIEW("region");
    case PLACE_CITY:
        return VIEW("city");
    }
    return VIEW("");
}

void where_set_country(const finder *f, const char *iso3, char out[4])
{
    know_country c;
    memcpy(out, iso3, 4);
    if (iso3[0] != '\0' && know_country_find(f->k, view_of(iso3), &c) && c.entry >= 0) {
        know_actor a = know_actor_on(f->k, (uint32_t)c.entry, DAY_NONE);
        if (a.actor.code[0] != '\0') {
            memcpy(out, a.actor.code, 4);
        }
    }
}

/* An unknown name has the country and, roughly, the coordinates of the place it lies by. */
static void set_beside(const finder *f, const spot *s, place *out)
{
    const candidate *c = s->beside < 0 ? NULL : where_chosen(f, f->spots.at[s->beside].group);
    if (c == NULL) {
        return;
    }
    where_set_country(f, c->place.country, out->country);
    out->admin1 = c->place.admin1;
    out->lat = c->place.lat;
    out->lon = c->place.lon;
    out->precision = c->place.class == PLACE_COUNTRY ? VIEW("country") : VIEW("region");
    out->score = BESIDE_SCORE;
}

static place place_of_spot(const finder *f, const spot *s)
{
    const report *r = f->r;
    place out = {.first = s->first,
                 .last = s->last,
                 .use = s->use,
                 .lat = NAN,
                 .lon = NAN,
                 .admin1 = {"", 0},
                 .precision = {"", 0}};
    out.bytes = (span){r->tokens[s->first].bytes.start, r->tokens[s->last].bytes.end};
    out.name = report_cut(r, out.bytes);
    const candidate *c = where_chosen(f, s->group);
    if (c == NULL) {
        set_beside(f, s, &out);
        return out;
    }
    out.geonameid = c->place.geonameid;
    where_set_country(f, c->place.country, out.country);
    out.name = c->place.name;
    out.admin1 = c->place.admin1;
    out.lat = c->place.lat;
    out.lon = c->place.lon;
    out.precision = precision_of(c->place.class, s->facility && c->place.class == PLACE_AREA);
    out.score = f->groups.at[s->group].confidence;
    return out;
}

static dateline_status write_places(finder *f, dateline_error *e)
{
    report *r = f->r;
    r->places = ARENA_ARRAY(r->arena, place, f->spots.count);
    if (r->places == NULL) {
        return fault_memory(e);
    }
    r->nplaces = f->spots.count;
    for (size_t i = 0; i < f->spots.count; i++) {
        r->places[i] = place_of_spot(f, &f->spots.at[i]);
    }
    return DATELINE_OK;
}

dateline_status where_run(const know *k, report *r, arena *scratch, dateline_error *e)
{
    finder f = {.k = k, .r = r, .scratch = scratch};
    f.prepositions = know_list(k, "where/prepositions");
    f.verbs = know_list(k, "where/verbs");
    f.nouns = know_list(k, "where/nouns");
    f.directions = know_list(k, "where/directions");
    f.generic = know_list(k, "where/generic");
    f.apart = know_list(k, "where/apart");
    f.things = know_list(k, "where/things");
    f.ignore = know_list(k, "where/ignore");
    f.spot_at = ARENA_ARRAY(scratch, int32_t, r->ntokens + 1);
    if (f.spot_at == NULL) {
        return fault_memory(e);
    }
    where_outlet(&f);
    where_gather(&f);
    where_resolve(&f);
    where_use(&f);
    if (f.failed) {
        return fault_memory(e);
    }
    TRY(write_places(&f, e));
    return where_events(&f, e);
}
