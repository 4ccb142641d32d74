/* code/decide_country.c - where it happened: one of the countries that the act and the text offer.
 *
 * The rule's; none; those of the parties; the report's home; those of places in the sentence, of
 * the last one before it and of the first of the report; the rule's of the act before.
 */
#include "code/decide.h"

enum {
    BY_RULE = 1,
    BY_NONE = 2,
    BY_ACTOR = 4,
    BY_RECIPIENT = 8,
    BY_HOME = 16,
    BY_HERE = 32,   /* a place of the sentence */
    BY_BEFORE = 64, /* the last place told before it */
    BY_LEAD = 128,  /* the first place of the report */
    BY_ACT = 256,   /* the act before */
    BY_LAST = BY_ACT,
    BY_SIDES = BY_RULE | BY_NONE | BY_ACTOR | BY_RECIPIENT | BY_HOME,
    OFFERS = 16,
    PARTIES = 4 /* of a side that are looked at */
};

typedef struct {
    char code[4];
    uint32_t by;   /* what speaks for it */
    int32_t place; /* of the sentence; -1 = none */
} offer;

typedef struct {
    offer at[OFFERS];
    uint32_t count;
} offers;

static void put(offers *all, const char *code, uint32_t by, int32_t place)
{
    uint32_t i = 0;
    while (i < all->count && !code_equal(all->at[i].code, code)) {
        i++;
    }
    if (i == OFFERS || (code[0] == 0 && (by & (BY_NONE | BY_RULE)) == 0)) {
        return;
    }
    offer *one = &all->at[i];
    if (i == all->count) {
        *one = (offer){.place = -1};
        memcpy(one->code, code, sizeof one->code);
        all->count++;
    }
    one->by |= by;
    one->place = one->place < 0 ? place : one->place;
}

static void put_parties(offers *all, const participant *list, uint32_t n, uint32_t by)
{
    for (uint32_t i = 0; i < n && i < PARTIES; i++) {
        if (is_state_code(list[i].actor.code)) {
            put(all, list[i].actor.code, by, -1);
        }
    }
}

static void put_places(const decision *d, offers *all)
{
    const report *r = d->c->r;
    const uint32_t sent = d->a->sent;
    const place *lead = NULL;
    const place *before = NULL;
    for (size_t i = 0; i < r->nplaces; i++) {
        const place *p = &r->places[i];
        const uint32_t at = r->tokens[p->first].sent;
        if (p->use == PLACE_DEMONYM || p->country[0] == 0) {
            continue;
        }
        lead = lead == NULL ? p : lead;
        before = at < sent ? p : before;
        if (at == sent) {
            put(all, p->country, BY_HERE, (int32_t)i);
        }
    }
    if (lead != NULL) {
        put(all, lead->country, BY_LEAD, -1);
    }
    if (before != NULL) {
        put(all, before->country, BY_BEFORE, -1);
    }
}

static void put_all(const decision *d, offers *all)
{
    static const char none[4] = "";
    const act *a = d->a;
    all->count = 0;
    put(all, a->country, BY_RULE, -1);
    put(all, none, BY_NONE, -1);
    put_parties(all, a->actors, a->nactors, BY_ACTOR);
    put_parties(all, a->recipients, a->nrecipients, BY_RECIPIENT);
    put(all, d->c->r->country, BY_HOME, -1);
    if (d->number > 0) {
        put(all, d->ruled[d->number - 1].country, BY_ACT, -1);
    }
    put_places(d, all);
}

static void see_place(const decision *d, const place *p, trait_list *own)
{
    const coder *c = d->c;
    const uint32_t t = d->a->trigger;
    const bool behind = p->first > t;
    const uint64_t word = lemma_hash(c, (int32_t)p->first - 1);
    const unsigned hangs = hangs_on(c, p->last, p->last, t);
    trait_number(own, "place-gap", gap_step(distance(p->first, t)) * 2 + behind);
    trait_number(own, "place-use", p->use * 4U + hangs);
    trait_number(own, "place-deprel", tok(c, p->last)->deprel * 4U + hangs);
    trait_hash(own, "place-before", word);
    trait_number(own, "place-before-type", trait_mix(word, d->a->type));
    trait_word(own, "place-precision", p->precision);
}

/* How many other acts of the report the rules put there. */
static void see_acts(const decision *d, const char *code, trait_list *own)
{
    const uint32_t others = (uint32_t)d->c->r->nacts - 1;
    uint32_t all = 0;
    unsigned placed = 0;
    unsigned alike = 0;
    for (uint32_t i = 0; i <= others; i++) {
        const act *b = &d->ruled[i];
        if (i != d->number && code_equal(b->country, code)) {
            all++;
            placed += b->place >= 0;
            alike += b->type == d->a->type;
        }
    }
    const unsigned share = others == 0 ? 5 : all * 4 / others;
    trait_number(own, "acts-share", share);
    trait_number(own, "acts-share-type", share * 32 + d->a->type);
    trait_number(own, "acts-placed", placed < 3 ? placed : 3);
    trait_number(own, "acts-alike", alike < 3 ? alike : 3);
}

/* What speaks for it, as seen with the act's type, mode, parties and entry; `key` holds which of
 * the sides it is of, and how many countries they have. */
static void see_sides(const decision *d, uint32_t by, uint64_t key, trait_list *own)
{
    const act *a = d->a;
    const uint64_t type = a->type;
    for (uint32_t bit = 1; bit <= BY_LAST; bit *= 2) {
        if ((by & bit) != 0) {
            trait_number(own, "by", bit);
            trait_number(own, "by-type", bit * 32 + type);
            trait_number(own, "by-mode", bit * 128 + a->mode);
            trait_number(own, "by-states", bit * 8 + key % 8);
        }
    }
    trait_number(own, "mask", by);
    trait_number(own, "mask-type", by * 32 + type);
    trait_number(own, "sides-type", key * 32 + type);
    trait_number(own, "sides-mode", key * 128 + a->mode);
    trait_number(own, "sides-status", (key * 2 + (a->place >= 0)) * 8 + a->status);
    trait_number(own, "sides-entry", trait_mix(d->entry, key));
    trait_number(own, "sides-via", key * 32 + (a->nrecipients > 0 ? a->recipients[0].via : 31U));
    const uint64_t sectors = trait_mix(view_hash(first_sector(a->actors, a->nactors)),
                                       view_hash(first_sector(a->recipients, a->nrecipients)));
    trait_number(own, "sides-sectors", trait_mix(sectors, key));
}

static void describe(const decision *d, const offer *f, uint32_t states, choice *out,
                     choice_option *o)
{
    const size_t mentions = d->c->r->nmentions;
    const uint64_t key = (f->by & BY_SIDES) * 8 + states;
    trait_list own;
    trait_begin(&own);
    see_sides(d, f->by, key, &own);
    see_acts(d, f->code, &own);
    const uint64_t share = mentions > 0 ? times_named(d, f->code) * 10 / mentions : 0;
    trait_number(&own, "share", share);
    trait_number(&own, "share-sides", share * 64 + (f->by & BY_SIDES));
    if (f->place >= 0) {
        see_place(d, &d->c->r->places[f->place], &own);
    }
    choice_describe(out, o, &own, key, &d->context);
}

void options_of_country(decision *d, choice *out)
{
    offers all;
    put_all(d, &all);
    uint32_t states = 0; /* countries of the parties */
    for (uint32_t i = 0; i < all.count; i++) {
        states += (all.at[i].by & (BY_ACTOR | BY_RECIPIENT)) != 0;
    }
    for (uint32_t i = 0; i < all.count; i++) {
        choice_option *o = choice_add(out);
        if (o != NULL) {
            memcpy(o->country, all.at[i].code, sizeof o->country);
            o->by_rule = (all.at[i].by & BY_RULE) != 0;
            describe(d, &all.at[i], states < 3 ? states : 3, out, o);
        }
    }
}
