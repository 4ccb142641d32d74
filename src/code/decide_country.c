/* code/decide_country.c - where an act happened: the countries that the text offers.
 *
 * The rule's country, those of the sentence's places, of the parties, of the report, or none.  An
 * option is known by all that speaks for it.
 */
#include "code/decide.h"

enum {
    BY_RULE = 1,
    BY_CLAUSE = 2, /* where/ puts the act there */
    BY_PLACE = 4,  /* a place of the sentence */
    BY_NAME = 8,   /* a metonym or demonym of the sentence */
    BY_ACTOR = 16,
    BY_RECIPIENT = 32,
    BY_HOME = 64,
    BY_BEFORE = 128, /* a place of the sentence before */
    BY_NONE = 256
};

typedef struct {
    char code[4];
    unsigned by;
} claim;

typedef struct {
    claim at[CHOICE_OPTIONS];
    uint32_t count;
} claims;

static void say(claims *all, const char *code, unsigned by)
{
    if (code[0] == 0 && by != BY_NONE && by != BY_RULE) {
        return;
    }
    for (uint32_t i = 0; i < all->count; i++) {
        if (strcmp(all->at[i].code, code) == 0) {
            all->at[i].by |= by;
            return;
        }
    }
    if (all->count < CHOICE_OPTIONS) {
        claim *fresh = &all->at[all->count++];
        memcpy(fresh->code, code, sizeof fresh->code);
        fresh->by = by;
    }
}

static bool is_state(const char *code)
{
    static const char *const others[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};
    for (size_t i = 0; i < 7; i++) {
        if (strcmp(code, others[i]) == 0) {
            return false;
        }
    }
    return true;
}

static void say_parties(claims *all, const participant *list, uint32_t n, unsigned by)
{
    for (uint32_t i = 0; i < n; i++) {
        if (is_state(list[i].actor.code)) {
            say(all, list[i].actor.code, by);
        }
    }
}

static void say_places(const decision *d, claims *all)
{
    const report *r = d->c->r;
    for (size_t i = 0; i < r->nplaces; i++) {
        const place *p = &r->places[i];
        uint32_t sent = r->tokens[p->first].sent;
        if (sent == d->a->sent) {
            say(all, p->country, p->use == PLACE_LITERAL ? BY_PLACE : BY_NAME);
        } else if (sent + 1 == d->a->sent && p->use == PLACE_LITERAL) {
            say(all, p->country, BY_BEFORE);
        }
    }
}

void options_of_country(decision *d, choice *out)
{
    claims all = {.count = 0};
    const act *a = d->a;
    say(&all, a->country, BY_RULE);
    say(&all, "\0\0\0", BY_NONE);
    if (a->place >= 0) {
        say(&all, d->c->r->places[a->place].country, BY_CLAUSE);
    }
    say_parties(&all, a->actors, a->nactors, BY_ACTOR);
    say_parties(&all, a->recipients, a->nrecipients, BY_RECIPIENT);
    say(&all, d->c->r->country, BY_HOME);
    say_places(d, &all);
    for (uint32_t i = 0; i < all.count; i++) {
        choice_option *o = choice_add(out);
        if (o == NULL) {
            return;
        }
        trait_list own = {.count = 0};
        for (unsigned bit = 1; bit <= BY_NONE; bit *= 2) {
            if ((all.at[i].by & bit) != 0) {
                trait_number(&own, "by", bit);
                trait_number(&own, "by-type", bit * 32 + a->type);
            }
        }
        trait_number(&own, "options", (all.count < 6 ? all.count : 6) * 1024 + all.at[i].by);
        memcpy(o->code, all.at[i].code, sizeof o->code);
        o->by_rule = (all.at[i].by & BY_RULE) != 0;
        choice_describe(o, &own, all.at[i].by, &d->context);
    }
}
