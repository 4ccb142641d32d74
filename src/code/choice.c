/* code/choice.c - weights opened, options scored. */
#include "code/choice.h"

#include <math.h>

#include "base/lanes.h"

choice_part choice_part_of(choice_kind kind)
{
    static const choice_part parts[CHOICE_KINDS] = {
        [CHOICE_RECIPIENT] = {0, 15},      [CHOICE_DATE] = {2U << 14, 15},
        [CHOICE_MODE] = {4U << 14, 15},    [CHOICE_STATUS] = {6U << 14, 14},
        [CHOICE_COUNTRY] = {7U << 14, 14},
    };
    return parts[kind];
}

dateline_status choice_open(view bytes, choice_weights *w, dateline_error *e)
{
    *w = (choice_weights){.slots = NULL};
    if (bytes.length == 0) {
        return DATELINE_OK;
    }
    if (bytes.length != sizeof w->header + CHOICE_SLOTS) {
        return fault(e, DATELINE_E_MODEL, "the choices' weights are cut short");
    }
    memcpy(&w->header, bytes.data, sizeof w->header);
    if (w->header.magic != CHOICE_MAGIC || w->header.version != CHOICE_VERSION ||
        w->header.kinds != CHOICE_KINDS || w->header.size != CHOICE_SLOTS) {
        return fault(e, DATELINE_E_MODEL, "no choices of version %u", CHOICE_VERSION);
    }
    w->slots = (const uint8_t *)bytes.data + sizeof w->header;
    return DATELINE_OK;
}

float choice_score(const choice_weights *w, choice_kind kind, const choice_option *o)
{
    const choice_part part = choice_part_of(kind);
    const uint8_t *slots = w->slots + part.first;
    const float *steps = w->header.steps[kind];
    float sum = 0;
    for (uint32_t i = 0; i < o->ntraits; i++) {
        const uint8_t slot = slots[choice_slot(o->traits[i], part.bits)];
        const bool own = slot / CHOICE_STEPS == choice_mark(o->traits[i], part.bits);
        sum += steps[own ? slot % CHOICE_STEPS : 0];
    }
    return sum;
}

uint32_t choice_best(const choice_weights *w, choice *c)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        if (w == NULL || w->slots == NULL) {
            best = c->at[i].by_rule ? i : best;
            continue;
        }
        c->at[i].score = choice_score(w, c->kind, &c->at[i]);
        best = c->at[i].score > c->at[best].score ? i : best;
    }
    return best;
}

float choice_chance(const choice_weights *w, const choice *c, uint32_t option)
{
    if (w == NULL || w->slots == NULL) {
        return 0;
    }
    float sum = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        sum += expf(c->at[i].score - c->at[option].score);
    }
    return 1 / sum;
}

choice_option *choice_add(choice *c)
{
    if (c->count == CHOICE_OPTIONS) {
        return NULL;
    }
    choice_option *o = &c->at[c->count++];
    o->ntraits = 0; /* the traits stay as they are */
    o->score = 0;
    o->by_rule = false;
    o->value = 0;
    o->when = (interval){0};
    o->parties = NULL;
    o->nparties = 0;
    return o;
}

static void put(choice_option *o, uint64_t h)
{
    if (o->ntraits < CHOICE_TRAITS) {
        o->traits[o->ntraits++] = trait_fold(h);
    }
}

/* Traits are many and have no branches: a few at a time. */
LANES_CLONES
static void fold_with(uint32_t *to, uint64_t key, const uint64_t *traits, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        to[i] = trait_fold(trait_mix(traits[i], key));
    }
}

/* The context's traits with the key's, as many as there is room for. */
static void put_context(choice_option *o, uint64_t key, const trait_list *context)
{
    uint32_t room = CHOICE_TRAITS - o->ntraits;
    uint32_t n = context->count < room ? context->count : room;
    fold_with(&o->traits[o->ntraits], key, context->at, n);
    o->ntraits += n;
}

void choice_see(choice_option *o, uint64_t key, const trait_list *context)
{
    put(o, trait_mix(key, 1));
    put_context(o, key, context);
}

void choice_describe(choice_option *o, const trait_list *own, uint64_t key,
                     const trait_list *context)
{
    put(o, trait_mix(key, 1));
    for (uint32_t i = 0; i < own->count; i++) {
        put(o, own->at[i]);
    }
    put_context(o, key, context);
}
