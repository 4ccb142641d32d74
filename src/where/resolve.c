/* Which place of a name is meant.
 *
 * A candidate's score is the logarithm of its weight (population, rank) plus what the report says
 * for it: the share of the report's names that belong to its country, the nearness of the other
 * names' places, and what is said to contain it or to lie in it ("Athens, Georgia").  The names
 * support each other, so that the scores are computed a few times over, from the sure to the
 * unsure. After Lieberman, Samet & Sankaranarayanan (2010), "Geotagging with local lexicons", and
 * the minimality rules of Leidner (2007).
 */
#include <math.h>

#include "where/where_priv.h"

enum { ROUNDS = 4, COUNTRIES = 300 };

static const float COUNTRY_WEIGHT = 4.5F;  /* all names of the report belong to the country */
static const float NEAR_WEIGHT = 3.5F;     /* a sure name lies next to it */
static const float NEAR_MOST = 2.0F;       /* sum of nearness that counts */
static const double NEAR_KM = 80.0;        /* distance at which nearness has fallen to 1/e */
static const float OUTLET_WEIGHT = 0.7F;   /* beside names, each at most 1 and more */
static const float SIBLING = 0.4F;         /* nearness of two states of one country */
static const float PARTIAL_SUPPORT = 2.0F; /* what the report must add to a name known in part */
static const float NEAR_COSINE = 0.998F;   /* of 400 km, beyond which nothing is near */
static const float CONTAINER_WEIGHT = 12.0F;
static const double CONTAINER_KM = 60.0;

typedef struct {
    char code[4];
    float weight;
} country_weight;

typedef struct {
    country_weight at[COUNTRIES];
    size_t count;
    float total;
} country_weights;

double where_distance(const candidate *a, const candidate *b)
{
    double dot =
        (double)a->x * (double)b->x + (double)a->y * (double)b->y + (double)a->z * (double)b->z;
    return 6371.0 * acos(dot > 1 ? 1 : dot < -1 ? -1 : dot);
}

static void weigh_country(country_weights *w, const char *code, float weight)
{
    if (code[0] == '\0') {
        return;
    }
    w->total += weight;
    for (size_t i = 0; i < w->count; i++) {
        if (memcmp(w->at[i].code, code, 3) == 0) {
            w->at[i].weight += weight;
            return;
        }
    }
    if (w->count < COUNTRIES) {
        memcpy(w->at[w->count].code, code, 4);
        w->at[w->count++].weight = weight;
    }
}

static float weight_of(const country_weights *w, const char *code)
{
    for (size_t i = 0; i < w->count; i++) {
        if (memcmp(w->at[i].code, code, 3) == 0) {
            return w->at[i].weight;
        }
    }
    return 0;
}

/* How much a group says for its country. */
static float voice(const group *g)
{
    return g->best < 0 ? 0 : sqrtf((float)g->count) * g->confidence;
}

static void weigh_all(const finder *f, country_weights *w)
{
    *w = (country_weights){.total = 0.5F};
    weigh_country(w, f->outlet, OUTLET_WEIGHT);
    for (size_t i = 0; i < f->groups.count; i++) {
        const group *g = &f->groups.at[i];
        if (g->best >= 0) {
            weigh_country(w, g->candidates[g->best].place.country, voice(g));
        }
    }
}

static float country_part(const country_weights *w, const group *g, const candidate *c)
{
    const candidate *best = g->best < 0 ? NULL : &g->candidates[g->best];
    float own = voice(g);
    bool same = best != NULL && memcmp(best->place.country, c->place.country, 3) == 0;
    float others = weight_of(w, c->place.country) - (same ? own : 0);
    float total = w->total - own;
    return total <= 0 ? 0 : COUNTRY_WEIGHT * others / (total + 0.5F);
}

/* Whether `outer` holds `inner`. */
static bool holds(const candidate *outer, const candidate *inner)
{
    const know_place *o = &outer->place;
    const know_place *i = &inner->place;
    if (outer->number == inner->number || memcmp(o->country, i->country, 3) != 0) {
        return false;
    }
    switch (o->class) {
    case PLACE_COUNTRY:
        return i->class != PLACE_COUNTRY;
    case PLACE_REGION:
        return i->region == outer->number;
    case PLACE_DISTRICT:
    case PLACE_CITY:
        return i->class != PLACE_COUNTRY && i->class != PLACE_REGION && i->region == o->region &&
               where_distance(outer, inner) < CONTAINER_KM;
    case PLACE_WATER:
    case PLACE_AREA:
        return false;
    }
    return false;
}

/* 0 .. 1: how near two places are; one that holds the other is near, however wide it is. */
static float nearness(const candidate *a, const candidate *b)
{
    if (holds(a, b) || holds(b, a)) {
        return 1;
    }
    if (a->place.class == PLACE_REGION && b->place.class == PLACE_REGION &&
        memcmp(a->place.country, b->place.country, 3) == 0) {
        return SIBLING;
    }
    float dot = a->x * b->x + a->y * b->y + a->z * b->z;
    return dot > NEAR_COSINE ? (float)exp(-where_distance(a, b) / NEAR_KM) : 0;
}

static float near_part(const finder *f, size_t self, const candidate *c)
{
    float sum = 0;
    if (c->place.class == PLACE_COUNTRY) {
        return 0;
    }
    size_t n = f->groups.count < NEAR_GROUPS ? f->groups.count : NEAR_GROUPS;
    for (size_t i = 0; i < n; i++) {
        const group *g = &f->groups.at[i];
        if (i == self || g->best < 0 || g->candidates[g->best].place.class == PLACE_COUNTRY) {
            continue;
        }
        sum += g->confidence * nearness(c, &g->candidates[g->best]);
    }
    return NEAR_WEIGHT * (sum > NEAR_MOST ? NEAR_MOST : sum);
}

static bool any_holds(const group *outer, const candidate *inner)
{
    for (uint32_t i = 0; i < outer->ncandidates; i++) {
        if (holds(&outer->candidates[i], inner)) {
            return true;
        }
    }
    return false;
}

static bool holds_any(const candidate *outer, const group *inner)
{
    for (uint32_t i = 0; i < inner->ncandidates; i++) {
        if (holds(outer, &inner->candidates[i])) {
            return true;
        }
    }
    return false;
}

/* What the report writes as container and contained, for both groups of each such pair. */
static void add_container_parts(finder *f)
{
    for (size_t i = 0; i < f->spots.count; i++) {
        const spot *s = &f->spots.at[i];
        if (s->container < 0) {
            continue;
        }
        group *inner = &f->groups.at[s->group];
        group *outer = &f->groups.at[f->spots.at[s->container].group];
        for (uint32_t c = 0; c < inner->ncandidates; c++) {
            if (any_holds(outer, &inner->candidates[c])) {
                inner->candidates[c].prior += CONTAINER_WEIGHT;
            }
        }
        for (uint32_t c = 0; c < outer->ncandidates; c++) {
            if (holds_any(&outer->candidates[c], inner)) {
                outer->candidates[c].prior += CONTAINER_WEIGHT;
            }
        }
    }
}

/* Confidence: how far the best is ahead of the next that lies elsewhere. */
static void choose(group *g)
{
    g->best = g->ncandidates > 0 ? 0 : -1;
    for (uint32_t i = 1; i < g->ncandidates; i++) {
        if (g->candidates[i].score > g->candidates[g->best].score) {
            g->best = (int32_t)i;
        }
    }
    float gap = 8.0F;
    for (uint32_t i = 0; g->best >= 0 && i < g->ncandidates; i++) {
        const candidate *best = &g->candidates[g->best];
        const candidate *c = &g->candidates[i];
        if (where_distance(best, c) > 50.0 && best->score - c->score < gap) {
            gap = best->score - c->score;
        }
    }
    g->confidence = g->best < 0 ? 0 : gap / (gap + 2.0F) + 0.05F;
}

static bool is_placed(const finder *f, size_t i)
{
    const spot *s = &f->spots.at[i];
    return f->groups.at[s->group].best >= 0;
}

/* How well a spot tells where an unknown name beside it lies: near in the text, small on the map.
 */
static double tells(const finder *f, const country_weights *w, const spot *unknown, size_t i)
{
    const spot *s = &f->spots.at[i];
    const group *g = &f->groups.at[s->group];
    double apart = s->first > unknown->last ? (double)s->first - unknown->last
                                            : (double)unknown->first - s->last;
    bool wide = g->candidates[g->best].place.class == PLACE_COUNTRY;
    bool far = f->r->tokens[s->first].sent != f->r->tokens[unknown->first].sent;
    double share =
        (double)weight_of(w, g->candidates[g->best].place.country) / ((double)w->total + 0.1);
    return (wide ? 1.0 : 4.0) * (far ? 1.0 : 2.0) * ((double)g->confidence + 0.1) * (share + 0.1) /
           (apart + 20.0);
}

/* "Fraser Valley" is Fraser only where the report speaks for it. */
static void drop_partial(finder *f)
{
    for (size_t i = 0; i < f->groups.count; i++) {
        group *g = &f->groups.at[i];
        if (g->partial && g->best >= 0) {
            const candidate *c = &g->candidates[g->best];
            g->best = c->score - c->prior < PARTIAL_SUPPORT ? -1 : g->best;
        }
    }
}

/* A name that the gazetteer lacks is taken to lie by what is said to contain it, or by the place
 * named nearest to it. */
static void place_unknown(finder *f, const country_weights *w)
{
    enum { AROUND = 60 };
    for (size_t i = 0; i < f->spots.count; i++) {
        spot *s = &f->spots.at[i];
        double best = 0;
        size_t from = i > AROUND ? i - AROUND : 0;
        if (is_placed(f, i)) {
            continue;
        }
        if (s->container >= 0 && is_placed(f, (size_t)s->container)) {
            s->beside = s->container;
            continue;
        }
        for (size_t j = from; j < f->spots.count && j <= i + AROUND; j++) {
            double t = j != i && is_placed(f, j) ? tells(f, w, s, j) : 0;
            if (t > best) {
                best = t;
                s->beside = (int32_t)j;
            }
        }
    }
}

void where_resolve(finder *f)
{
    country_weights *w = ARENA_NEW(f->scratch, country_weights);
    if (w == NULL) {
        f->failed = true;
        return;
    }
    add_container_parts(f);
    for (size_t i = 0; i < f->groups.count; i++) {
        choose(&f->groups.at[i]);
    }
    for (int round = 0; round < ROUNDS; round++) {
        weigh_all(f, w);
        for (size_t i = 0; i < f->groups.count; i++) {
            group *g = &f->groups.at[i];
            for (uint32_t c = 0; c < g->ncandidates; c++) {
                candidate *x = &g->candidates[c];
                x->score = x->prior + country_part(w, g, x) + near_part(f, i, x);
            }
        }
        for (size_t i = 0; i < f->groups.count; i++) {
            choose(&f->groups.at[i]);
        }
    }
    drop_partial(f);
    place_unknown(f, w);
}
