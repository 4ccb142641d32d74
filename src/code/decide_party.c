/* code/decide_party.c - to whom it was done: the parties that the text offers.
 *
 * The rule's parties; each mention of the sentence; the report's home; the country that it names
 * most besides; the actor's country; nobody.
 * A mention is known by its path to the trigger in the tree, its kind and its code.
 */
#include "code/decide.h"

enum { PATH_MOST = 5, ROOM = 4 };

typedef enum { FROM_RULE, FROM_MENTION, FROM_HOME, FROM_ACTOR, FROM_NONE, FROM_OTHER } origin;

/* The steps from a token up to what it shares with another, and down: hashed relations. */
typedef struct {
    uint64_t hash;
    unsigned up, down;
} tree_path;

static unsigned height(const coder *c, uint32_t t)
{
    unsigned n = 0;
    for (int32_t k = tok(c, t)->head; k >= 0 && n < 64; k = tok(c, (uint32_t)k)->head) {
        n++;
    }
    return n;
}

static tree_path path_between(const coder *c, uint32_t from, uint32_t to)
{
    tree_path p = {.hash = 17};
    uint64_t down = 31;
    unsigned a = height(c, from);
    unsigned b = height(c, to);
    while (from != to && (p.up <= PATH_MOST || p.down <= PATH_MOST)) {
        if (a >= b) {
            p.hash = trait_mix(p.hash, tok(c, from)->deprel);
            p.up++;
            if (tok(c, from)->head < 0) {
                break;
            }
            from = (uint32_t)tok(c, from)->head;
            a--;
        } else {
            down = trait_mix(down, tok(c, to)->deprel);
            p.down++;
            if (tok(c, to)->head < 0) {
                break;
            }
            to = (uint32_t)tok(c, to)->head;
            b--;
        }
    }
    bool far = p.up > PATH_MOST || p.down > PATH_MOST;
    p.hash = far ? 1 : trait_mix(p.hash, down);
    return p;
}

static uint64_t code_class(const decision *d, const char *code)
{
    static const char *const bodies[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};
    for (unsigned i = 0; i < 7; i++) {
        if (code_equal(code, bodies[i])) {
            return i + 4;
        }
    }
    return code[0] == 0 ? 0 : code_equal(code, d->c->r->country) ? 1 : 2;
}

static uint64_t preposition_of(const coder *c, uint32_t t)
{
    return lemma_hash(c, child_by(c, t, DEPREL_CASE));
}

static void see_mention(const decision *d, uint32_t m, trait_list *own)
{
    const coder *c = d->c;
    const mention *who = &c->r->mentions[m];
    uint32_t t = d->a->trigger;
    tree_path p = path_between(c, who->head, t);
    unsigned side = gap_step(distance(who->head, t)) * 2 + (who->head > t);
    trait_number(own, "path", p.hash);
    trait_number(own, "path-type", trait_mix(p.hash, d->a->type));
    trait_number(own, "path-xpos", trait_mix(p.hash, tok(c, t)->xpos));
    trait_number(own, "steps", (p.up < 7 ? p.up : 7) * 8 + (p.down < 7 ? p.down : 7));
    trait_number(own, "side", side);
    trait_number(own, "side-type", side * 32 + d->a->type);
    trait_number(own, "deprel", tok(c, who->head)->deprel);
    trait_number(own, "deprel-type", tok(c, who->head)->deprel * 32U + d->a->type);
    trait_hash(own, "preposition", preposition_of(c, who->head));
    trait_number(own, "preposition-type", trait_mix(preposition_of(c, who->head), d->a->type));
    trait_number(own, "kind", who->type);
    trait_number(own, "via", who->via);
    trait_hash(own, "head", c->lemma[who->head]);
    trait_number(own, "quoted", (unsigned)((tok(c, who->head)->flags & TOKEN_QUOTED) != 0));
    trait_hash(own, "above", lemma_hash(c, tok(c, who->head)->head));
}

unsigned times_named(const decision *d, const char *code)
{
    for (unsigned i = 0; i < d->named.count; i++) {
        if (code_equal(d->named.at[i].code, code)) {
            return d->named.at[i].times;
        }
    }
    return 0;
}

/* In how many other acts of the report the code is done to, by anyone and by the same actor. */
static void see_done_to(const decision *d, const char *code, trait_list *own)
{
    const report *r = d->c->r;
    const act *a = d->a;
    unsigned any = 0;
    unsigned same = 0;
    for (size_t i = 0; i < r->nacts; i++) {
        const act *b = &r->acts[i];
        if (b == a || !holds_code(b->recipients, b->nrecipients, code)) {
            continue;
        }
        any++;
        same += a->nactors > 0 && holds_code(b->actors, b->nactors, a->actors[0].actor.code);
    }
    trait_number(own, "done-to", any < 3 ? any : 3);
    trait_number(own, "done-by-same", same < 3 ? same : 3);
}

/* What the option's parties are, beside the act's other side. */
static void see_parties(const decision *d, const choice_option *o, trait_list *own)
{
    const act *a = d->a;
    unsigned n = o->nparties < 3 ? o->nparties : 3;
    trait_number(own, "n", n);
    trait_number(own, "n-type", n * 32 + a->type);
    if (n == 0) {
        return;
    }
    const participant *p = &o->parties[0];
    uint64_t class =
        code_class(d, p->actor.code) * 2 + holds_code(a->actors, a->nactors, p->actor.code);
    trait_number(own, "class", class);
    trait_number(own, "class-type", class * 32 + a->type);
    unsigned times = times_named(d, p->actor.code);
    unsigned share = d->c->r->nmentions > 0 ? times * 20 / (unsigned)d->c->r->nmentions : 0;
    see_done_to(d, p->actor.code, own);
    trait_number(own, "share", share);
    trait_number(own, "share-type", share * 32 + a->type);
    trait_number(own, "political", is_political(p));
    trait_number(own, "political-type", is_political(p) * 32U + a->type);
    trait_word(own, "sector", view_of(p->actor.sector));
    trait_number(own, "sector-type", trait_mix(view_hash(view_of(p->actor.sector)), a->type));
    view sector = first_sector(a->actors, a->nactors);
    trait_number(own, "sectors", trait_mix(view_hash(sector), view_hash(view_of(p->actor.sector))));
}

static void describe(const decision *d, origin from, int32_t m, choice *out, choice_option *o)
{
    trait_list own;
    trait_begin(&own);
    bool weak = d->found->weak_recipient;
    bool left = d->found->recipient_left_out;
    unsigned how = from == FROM_RULE ? (unsigned)(weak + 2 * left + 4 * (o->nparties == 0)) : 0;
    uint64_t key = from * 16U + how;
    trait_number(&own, "from-type", key * 32 + d->a->type);
    see_parties(d, o, &own);
    if (from == FROM_RULE && o->nparties > 0) {
        trait_number(&own, "rule-via", o->parties[0].via);
    }
    if (m >= 0) {
        see_mention(d, (uint32_t)m, &own);
    }
    choice_describe(out, o, &own, key, &d->context);
}

static bool same_codes(const choice_option *a, const participant *list, uint32_t n)
{
    if (a->nparties != n) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!code_equal(a->parties[i].actor.code, list[i].actor.code) ||
            !code_equal(a->parties[i].actor.sector, list[i].actor.sector)) {
            return false;
        }
    }
    return true;
}

/* One more option, if none before it is of the same codes. */
static void offer(const decision *d, choice *out, origin from, int32_t m, const participant *list,
                  uint32_t n)
{
    for (uint32_t i = 0; i < out->count; i++) {
        if (same_codes(&out->at[i], list, n)) {
            return;
        }
    }
    participant *kept = ARENA_ROOM(d->c->r->arena, participant, n);
    choice_option *o = kept == NULL ? NULL : choice_add(out);
    if (o == NULL) {
        return;
    }
    if (n > 0) {
        memcpy(kept, list, n * sizeof *kept);
    }
    o->parties = kept;
    o->nparties = n;
    o->by_rule = from == FROM_RULE;
    describe(d, from, m, out, o);
}

static bool has_mention(const participant *list, uint32_t n, uint32_t m)
{
    for (uint32_t i = 0; i < n; i++) {
        if (list[i].mention == (int32_t)m) {
            return true;
        }
    }
    return false;
}

static bool is_actor(const decision *d, const participant *p)
{
    const mention *all = d->c->r->mentions;
    for (uint32_t i = 0; p->mention >= 0 && i < d->a->nactors; i++) {
        int32_t m = d->a->actors[i].mention;
        if (m >= 0 && all[m].entity == all[p->mention].entity) {
            return true;
        }
    }
    return false;
}

/* Nobody does it to himself. */
static void drop_actors(const decision *d, party_list *list)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        if (!is_actor(d, &list->at[i])) {
            list->at[kept++] = list->at[i];
        }
    }
    list->count = kept;
}

static void offer_mentions(decision *d, choice *out)
{
    const report *r = d->c->r;
    const sentence *s = &r->sentences[d->a->sent];
    for (uint32_t t = s->first; t <= s->last && out->count + ROOM < CHOICE_OPTIONS; t++) {
        int32_t m = r->mention_of[t];
        party_list list; /* large: only its count is set */
        list.count = 0;
        if (m < 0 || has_mention(d->a->actors, d->a->nactors, (uint32_t)m)) {
            continue;
        }
        parties_of(d->c, t, true, &list);
        drop_actors(d, &list);
        if (list.count > 0) {
            offer(d, out, FROM_MENTION, m, list.at, list.count);
        }
    }
}

/* A country as such; it gets its name when it is taken (name_countries). */
static participant of_country(const char *code)
{
    participant p = {.mention = -1, .via = VIA_DEFAULT, .type = ENTITY_OTHER};
    memcpy(p.actor.code, code, sizeof p.actor.code);
    return p;
}

void name_countries(const decision *d, act *a)
{
    for (uint32_t i = 0; i < a->nrecipients; i++) {
        participant *p = &a->recipients[i];
        know_country country;
        bool nameless = p->mention < 0 && p->via == VIA_DEFAULT && p->name.length == 0 &&
                        p->actor.sector[0] == 0 && p->actor.code[0] != 0;
        if (nameless && d->c->know != NULL &&
            know_country_find(d->c->know, view_of(p->actor.code), &country)) {
            p->name = country.name;
        }
    }
}

/* Of what two do together both sides are known when the rule found two codes. */
static bool both_sides_known(const act *a)
{
    const char *first = a->nactors > 0 ? a->actors[0].actor.code : "";
    bool two = false;
    for (uint32_t i = 1; i < a->nactors; i++) {
        two = two || !code_equal(a->actors[i].actor.code, first);
    }
    for (uint32_t i = 0; i < a->nrecipients; i++) {
        two = two || !code_equal(a->recipients[i].actor.code, first);
    }
    return act_is_mutual(a->type) && two;
}

void count_named(const report *r, code_counts *out)
{
    out->count = 0;
    for (size_t m = 0; m < r->nmentions; m++) {
        const char *code = r->mentions[m].actor.code;
        unsigned i = 0;
        while (i < out->count && !code_equal(out->at[i].code, code)) {
            i++;
        }
        if (r->mentions[m].via == VIA_DEFAULT || code[0] == 0 || i == NAMED_MOST) {
            continue;
        }
        if (i == out->count) {
            memcpy(out->at[i].code, code, sizeof out->at[i].code);
            out->at[out->count++].times = 0;
        }
        out->at[i].times++;
    }
}

/* The country that the report names most, the actors' and its home apart; "" = none. */
static const char *other_side(const decision *d)
{
    const char *best = "";
    unsigned most = 0;
    for (unsigned i = 0; i < d->named.count; i++) {
        const char *code = d->named.at[i].code;
        bool theirs =
            code_equal(code, d->c->r->country) || holds_code(d->a->actors, d->a->nactors, code);
        if (!theirs && d->named.at[i].times > most) {
            most = d->named.at[i].times;
            best = code;
        }
    }
    return best;
}

/* What the text places in another country than the report's, and nobody of the report's does, is
 * that country's affair. */
static bool is_abroad(const decision *d)
{
    const report *r = d->c->r;
    const act *a = d->a;
    return a->place >= 0 && a->country[0] != 0 && !code_equal(a->country, r->country) &&
           !holds_code(a->actors, a->nactors, r->country);
}

/* A minister who meets his colleague has met nobody else, though both are of one country. */
static bool partners_are_told(const act *a)
{
    uint32_t known = 0;
    for (uint32_t i = 0; i < a->nactors; i++) {
        known += a->actors[i].via != VIA_DEFAULT && is_political(&a->actors[i]);
    }
    return act_is_mutual(a->type) && known > 1 && known == a->nactors;
}

void options_of_recipient(decision *d, choice *out)
{
    const act *a = d->a;
    if (both_sides_known(a)) {
        return;
    }
    offer(d, out, FROM_RULE, a->nrecipients > 0 ? a->recipients[0].mention : -1, a->recipients,
          a->nrecipients);
    offer(d, out, FROM_NONE, -1, NULL, 0);
    offer_mentions(d, out);
    const bool abroad = is_abroad(d);
    const char *country = abroad ? a->country : d->c->r->country;
    if (country[0] != 0) {
        participant home = of_country(country);
        offer(d, out, FROM_HOME, -1, &home, 1);
    }
    const char *other = partners_are_told(a) ? "" : other_side(d);
    if (other[0] != 0 && !abroad) {
        participant they = of_country(other);
        offer(d, out, FROM_OTHER, -1, &they, 1);
    }
    if (a->nactors > 0 && a->actors[0].actor.code[0] != 0) {
        participant own = of_country(a->actors[0].actor.code);
        offer(d, out, FROM_ACTOR, -1, &own, 1);
    }
}
