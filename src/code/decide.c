/* code/decide.c - choices about each act that is kept, one after the other.
 *
 * Recipients before status before date before country before mode: each sees what those before it
 * decided.
 */
#include "code/decide.h"

int far_from(day d, day from)
{
    static const int steps[] = {0, 1, 2, 7, 14, 45, 400};
    int gap = d > from ? d - from : from - d;
    int step = 0;
    while (step < 7 && gap > steps[step]) {
        step++;
    }
    return d > from ? step : -step;
}

unsigned gap_step(uint32_t gap)
{
    return gap < 3 ? 0 : gap < 6 ? 1 : gap < 12 ? 2 : gap < 24 ? 3 : 4;
}

unsigned hangs_on(const coder *c, uint32_t first, uint32_t last, uint32_t trigger)
{
    int32_t head = tok(c, first)->head;
    for (int i = 0; i < 4 && head >= (int32_t)first && head <= (int32_t)last; i++) {
        head = tok(c, (uint32_t)head)->head;
    }
    return head == (int32_t)trigger ? 0 : head >= 0 && head == tok(c, trigger)->head ? 1 : 2;
}

bool act_in_post(const report *r, const act *a)
{
    uint32_t part = r->sentences[a->sent].part;
    return part < r->nparts && r->parts[part].kind == PART_POST;
}

/* The words around the trigger that stand for time, doubt and manner. */
static void see_clause(const coder *c, uint32_t t, uint64_t name, trait_list *to)
{
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        switch ((int)tok(c, (uint32_t)k)->deprel) {
        case DEPREL_AUX:
        case DEPREL_AUX_PASS:
        case DEPREL_COP:
        case DEPREL_MARK:
        case DEPREL_ADVMOD:
        case DEPREL_CASE:
        case DEPREL_DET:
        case DEPREL_AMOD:
            trait_hash_as(to, name, c->lemma[k]);
            break;
        default:
            break;
        }
    }
}

view first_sector(const participant *list, uint32_t n)
{
    return n == 0 ? VIEW("-") : view_of(list[0].actor.sector);
}

static void see_parties(const decision *d, trait_list *to)
{
    const act *a = d->a;
    const char *actor = a->nactors > 0 ? a->actors[0].actor.code : "";
    const char *recipient = a->nrecipients > 0 ? a->recipients[0].actor.code : "";
    bool same = code_equal(actor, recipient) || recipient[0] == 0;
    bool home = code_equal(actor, d->c->r->country);
    trait_number(to, "sides", (unsigned)(same + 2 * home + 4 * (a->nrecipients > 0)));
    trait_word(to, "actor", first_sector(a->actors, a->nactors));
    trait_word(to, "recipient", first_sector(a->recipients, a->nrecipients));
}

static unsigned tense_of(const standing *st)
{
    return (unsigned)(st->perfect + 2 * st->pluperfect + 4 * st->past + 8 * st->nominal +
                      16 * st->relative);
}

static void see_act(decision *d)
{
    const coder *c = d->c;
    const act *a = d->a;
    const standing *st = &d->found->st;
    const token *w = tok(c, a->trigger);
    trait_list *to = &d->context;
    trait_begin(to);
    trait_number(to, "all", 0);
    trait_number(to, "type", a->type);
    trait_number(to, "mode", a->mode);
    trait_word(to, "why", view_of(st->why));
    unsigned tense = tense_of(st);
    trait_number(to, "tense", tense);
    trait_number(to, "type-tense", tense * 32 + a->type);
    uint32_t s = a->sent < 4 ? a->sent : a->sent < 8 ? 4 : a->sent < 16 ? 5 : 6;
    trait_number(to, "sentence", s);
    trait_number(to, "quoted", (unsigned)((w->flags & TOKEN_QUOTED) != 0));
    trait_number(to, "said", (unsigned)(a->statement >= 0));
    trait_number(to, "post", (unsigned)act_in_post(c->r, a));
    trait_number(to, "xpos", w->xpos);
    trait_number(to, "deprel", w->deprel);
    trait_hash(to, "lemma", c->lemma[a->trigger]);
    trait_number(to, "entry", d->entry);
    trait_hash(to, "head", lemma_hash(c, w->head));
    trait_hash(to, "embedder", lemma_hash(c, st->embedder));
}

/* What the choices of status and date look at besides: the words about. */
static void see_words(decision *d)
{
    const coder *c = d->c;
    uint32_t t = d->a->trigger;
    trait_list *to = &d->context;
    see_clause(c, t, literal_hash("own"), to);
    int32_t verb = support_verb(c, t);
    int32_t up = verb >= 0 ? verb : tok(c, t)->head;
    if (up >= 0) {
        see_clause(c, (uint32_t)up, literal_hash("above"), to);
        trait_hash(to, "above-head", lemma_hash(c, tok(c, (uint32_t)up)->head));
        trait_number(to, "above-xpos", tok(c, (uint32_t)up)->xpos);
    }
    int32_t object = deep_object(c, t);
    trait_hash(to, "object", lemma_hash(c, object));
    uint64_t kinds = object < 0 ? 0 : stands_for(c, (uint32_t)object);
    for (unsigned k = 0; k < 64 && kinds != 0; k++) {
        if ((kinds >> k & 1) != 0) {
            trait_number(to, "object-kind", k);
        }
    }
}

/* What choices decide, as those before this one have decided it. */
static void see_decided(decision *d)
{
    const act *a = d->a;
    trait_list *to = &d->context;
    trait_number(to, "status", a->status);
    trait_number(to, "tense-status", tense_of(&d->found->st) * 8 + a->status);
    see_parties(d, to);
}

/* Who is left out because everybody knows him, the police of an arrest, is of the act's country. */
static void move_left_out(const decision *d)
{
    act *a = d->a;
    for (uint32_t i = 0; d->found->actor_left_out && a->country[0] != 0 && i < a->nactors; i++) {
        participant *p = &a->actors[i];
        if (p->mention < 0 && p->via == VIA_DEFAULT && p->actor.code[0] != 0) {
            memcpy(p->actor.code, a->country, sizeof p->actor.code);
        }
    }
}

/* "Russian drones hit a kindergarten in Odesa": whose country is only guessed to be the attacker's
 * is of the country where it was done. */
static void move_victims(const decision *d)
{
    act *a = d->a;
    const bool deed = a->type == ACT_ASSAULT || a->type == ACT_COERCE;
    for (uint32_t i = 0; deed && a->place >= 0 && a->country[0] != 0 && i < a->nrecipients; i++) {
        participant *p = &a->recipients[i];
        if (p->via == VIA_DEFAULT && holds_code(a->actors, a->nactors, p->actor.code)) {
            memcpy(p->actor.code, a->country, sizeof p->actor.code);
        }
    }
}

static void take(const decision *d, const choice *c, const choice_option *o)
{
    act *a = d->a;
    switch (c->kind) {
    case CHOICE_STATUS:
        a->status = (act_status)o->value;
        break;
    case CHOICE_DATE:
        a->when = o->when;
        a->time = o->value;
        break;
    case CHOICE_RECIPIENT:
        a->recipients = o->parties;
        a->nrecipients = o->nparties;
        name_countries(d, a);
        break;
    case CHOICE_MODE:
        if ((int32_t)a->mode != o->value) {
            a->mode = (act_mode)o->value;
            name_mode(d, a);
        }
        break;
    case CHOICE_COUNTRY:
        memcpy(a->country, o->country, sizeof a->country);
        if (a->place >= 0 && !code_equal(d->c->r->places[a->place].country, a->country)) {
            a->place = -1;
        }
        move_left_out(d);
        move_victims(d);
        break;
    case CHOICE_KINDS:
        break;
    }
}

/* Says in the trace what was chosen against the rule. */
static void tell(const decision *d, choice_kind kind)
{
    static const char *const what[CHOICE_KINDS] = {
        [CHOICE_RECIPIENT] = "recipient", [CHOICE_STATUS] = "status",   [CHOICE_DATE] = "date",
        [CHOICE_MODE] = "mode",           [CHOICE_COUNTRY] = "country",
    };
    act *a = d->a;
    const view pieces[] = {a->trace, VIEW("\n"), view_of(what[kind]),
                           VIEW(": as learned from reports, not the rule's")};
    a->trace = arena_join(d->c->r->arena, pieces, 4);
}

static void decide_one(decision *d, const code_means *means, choice *room, choice_kind kind)
{
    static void (*const options[CHOICE_KINDS])(decision *, choice *) = {
        [CHOICE_RECIPIENT] = options_of_recipient, [CHOICE_STATUS] = options_of_status,
        [CHOICE_DATE] = options_of_date,           [CHOICE_MODE] = options_of_mode,
        [CHOICE_COUNTRY] = options_of_country,
    };
    choice_begin(room, kind, means->watch == NULL ? means->choices : NULL);
    options[kind](d, room);
    if (means->watch != NULL) {
        means->watch(means->watcher, d->a, room);
    }
    if (room->count > 1) {
        uint32_t best = choice_best(room);
        take(d, room, &room->at[best]);
        if (!room->at[best].by_rule) {
            tell(d, kind);
        }
        if (kind == CHOICE_DATE) {
            d->a->when_chance = choice_chance(room, best);
        }
    }
}

static void decide_act(const code_means *means, decision *d, choice *room)
{
    see_act(d);
    const uint32_t bare = d->context.count;
    see_decided(d);
    decide_one(d, means, room, CHOICE_RECIPIENT);
    d->context.count = bare;
    see_words(d);
    const uint32_t worded = d->context.count;
    see_decided(d);
    decide_one(d, means, room, CHOICE_STATUS);
    d->context.count = worded;
    see_decided(d);
    decide_one(d, means, room, CHOICE_DATE);
    d->context.count = bare;
    see_decided(d);
    decide_one(d, means, room, CHOICE_COUNTRY);
    decide_one(d, means, room, CHOICE_MODE); /* which looks at the act in its own way */
}

dateline_status code_decide(const code_means *means, code_work *work, report *r, dateline_error *e)
{
    if (r->nacts == 0 ||
        ((means->choices == NULL || means->choices->slots == NULL) && means->watch == NULL)) {
        return DATELINE_OK;
    }
    choice *room = ARENA_ROOM(work->coder->scratch, choice, 1);
    act *ruled = ARENA_ROOM(work->coder->scratch, act, r->nacts);
    if (room == NULL || ruled == NULL) {
        return fault_memory(e);
    }
    memcpy(ruled, r->acts, r->nacts * sizeof *ruled);
    decision d = {.c = work->coder, .news = code_news_day(r), .ruled = ruled};
    count_named(r, &d.named);
    d.a = r->acts;
    for (size_t i = 0; i < work->proposals.count; i++) {
        if (work->proposals.at[i].kept) {
            d.found = work->proposals.at[i].found;
            d.entry = entry_hash(d.c, d.found->t.entry);
            decide_act(means, &d, room);
            d.a++;
            d.number++;
        }
    }
    return DATELINE_OK;
}
