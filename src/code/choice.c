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
    choice_header h;
    *w = (choice_weights){.slots = NULL};
    if (bytes.length == 0) {
        return DATELINE_OK;
    }
    if (bytes.length != sizeof h + CHOICE_SLOTS) {
        return fault(e, DATELINE_E_MODEL, "the choices' weights are cut short");
    }
    memcpy(&h, bytes.data, sizeof h);
    if (h.magic != CHOICE_MAGIC || h.version != CHOICE_VERSION || h.kinds != CHOICE_KINDS ||
        h.size != CHOICE_SLOTS) {
        return fault(e, DATELINE_E_MODEL, "no choices of version %u", CHOICE_VERSION);
    }
    for (unsigned kind = 0; kind < CHOICE_KINDS; kind++) {
        for (unsigned i = 0; i < CHOICE_STEPS; i++) {
            w->steps[kind][i] = (int32_t)lrintf(h.steps[kind][i] * CHOICE_ONE);
        }
    }
    w->slots = (const uint8_t *)bytes.data + sizeof h;
    return DATELINE_OK;
}

void choice_begin(choice *c, choice_kind kind, const choice_weights *weights)
{
    c->kind = kind;
    c->weights = weights == NULL || weights->slots == NULL ? NULL : weights;
    c->count = c->nkeys = 0; /* the room is large, and stays as it is */
}

uint32_t choice_best(const choice *c)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        const bool better =
            c->weights == NULL ? c->at[i].by_rule : c->at[i].score > c->at[best].score;
        best = better ? i : best;
    }
    return best;
}

float choice_chance(const choice *c, uint32_t option)
{
    if (c->weights == NULL) {
        return 0;
    }
    float sum = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        sum += expf((float)(c->at[i].score - c->at[option].score) / CHOICE_ONE);
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

static int32_t weigh(const choice *c, const uint32_t *traits, uint32_t n)
{
    const choice_part part = choice_part_of(c->kind);
    return lanes_sum_marked(c->weights->slots + part.first, part.bits, c->weights->steps[c->kind],
                            (lanes_list){traits, n});
}

/* What the context says with the key: looked up once. */
static int32_t weigh_context(choice *c, uint64_t key, const trait_list *context)
{
    for (uint32_t i = 0; i < c->nkeys; i++) {
        if (c->keys[i].key == key) {
            return c->keys[i].score;
        }
    }
    uint32_t traits[TRAITS_MAX + 1];
    traits[0] = trait_fold(trait_mix(key, 1));
    traits_fold_with(traits + 1, key, context->at, context->count);
    const int32_t score = weigh(c, traits, context->count + 1);
    if (c->nkeys < 2 * CHOICE_OPTIONS) {
        c->keys[c->nkeys].key = key;
        c->keys[c->nkeys++].score = score;
    }
    return score;
}

/* As many of so many traits as there is room for. */
static uint32_t fitting(const choice_option *o, uint32_t n)
{
    const uint32_t room = CHOICE_TRAITS - o->ntraits;
    return n < room ? n : room;
}

void choice_see(choice *c, choice_option *o, uint64_t key, const trait_list *context)
{
    if (c->weights != NULL) {
        o->score += weigh_context(c, key, context);
        return;
    }
    if (fitting(o, 1) > 0) {
        o->traits[o->ntraits++] = trait_fold(trait_mix(key, 1));
    }
    const uint32_t n = fitting(o, context->count);
    traits_fold_with(&o->traits[o->ntraits], key, context->at, n);
    o->ntraits += n;
}

void choice_describe(choice *c, choice_option *o, const trait_list *own, uint64_t key,
                     const trait_list *context)
{
    const uint32_t n = fitting(o, own->count);
    traits_fold(&o->traits[o->ntraits], own->at, n);
    if (c->weights != NULL) {
        o->score += weigh(c, &o->traits[o->ntraits], n);
    } else {
        o->ntraits += n;
    }
    choice_see(c, o, key, context);
}
