/* merge/merge.c - tellings of one act put together.
 *
 * Acts are taken in the order of the text; each joins the first event that it can be another
 * telling of: same type, no contrary mode, date or status, a shared actor and recipient (or the
 * shared parties of a mutual act).  The event keeps the facts of its best telling and takes from
 * the others what that one lacks; the more specific date and place win.  Quadratic in the events of
 * one type, of which a report has few; no more than LOOK_BACK events are tried.
 */
#include "merge/merge.h"

#include "know/ontology.h"

#define LOOK_BACK 256
#define PARTIES_MAX 32

typedef VEC(event) event_list;
typedef VEC(telling) telling_list;

static int32_t entity_of(const report *r, const participant *p)
{
    return p->mention >= 0 ? r->mentions[p->mention].entity : -1;
}

static bool same_code(const actor_code *a, const actor_code *b)
{
    return code_equal(a->code, b->code) && code_equal(a->sector, b->sector);
}

static bool same_somebody(const report *r, const participant *a, const participant *b)
{
    int32_t x = entity_of(r, a);
    return (x >= 0 && x == entity_of(r, b)) || view_equal_nocase(a->name, b->name);
}

/* The same somebody, or one the other's general name ("Israel" and "the Israeli army"). */
static bool same_party(const report *r, const participant *a, const participant *b)
{
    if (same_somebody(r, a, b)) {
        return true;
    }
    bool vague =
        a->mention < 0 || b->mention < 0 || a->actor.sector[0] == 0 || b->actor.sector[0] == 0;
    bool state = a->actor.code[0] != 0 && code_equal(a->actor.code, b->actor.code);
    return state && (vague || same_code(&a->actor, &b->actor));
}

static uint32_t shared(const report *r, const participant *a, uint32_t na, const participant *b,
                       uint32_t nb)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < na; i++) {
        for (uint32_t k = 0; k < nb; k++) {
            if (same_party(r, &a[i], &b[k])) {
                n++;
                break;
            }
        }
    }
    return n;
}

static bool parties_agree(const report *r, const act *a, const act *b)
{
    uint32_t actors = shared(r, a->actors, a->nactors, b->actors, b->nactors);
    uint32_t recipients = shared(r, a->recipients, a->nrecipients, b->recipients, b->nrecipients);
    bool no_recipient = a->nrecipients == 0 || b->nrecipients == 0;
    if (act_is_mutual(a->type)) {
        uint32_t crossed = shared(r, a->actors, a->nactors, b->recipients, b->nrecipients) +
                           shared(r, a->recipients, a->nrecipients, b->actors, b->nactors);
        uint32_t all = actors + recipients + crossed;
        uint32_t least = a->nactors + a->nrecipients < b->nactors + b->nrecipients
                             ? a->nactors + a->nrecipients
                             : b->nactors + b->nrecipients;
        return all > 0 && all >= (least < 2 ? least : 2);
    }
    bool no_actor = a->nactors == 0 || b->nactors == 0;
    return (actors > 0 || (no_actor && recipients > 0)) && (recipients > 0 || no_recipient);
}

static bool overlap(const interval *a, const interval *b)
{
    if (a->from == DAY_NONE || b->from == DAY_NONE) {
        return true;
    }
    return a->from <= (b->to == DAY_NONE ? b->from : b->to) &&
           b->from <= (a->to == DAY_NONE ? a->from : a->to);
}

/* Speech acts of different words are different acts; what is done is done once however told. */
static bool is_speech(act_type type)
{
    return type == ACT_ACCUSE || type == ACT_SUPPORT || type == ACT_REQUEST || type == ACT_REJECT ||
           type == ACT_THREATEN || type == ACT_AGREE;
}

/* What was announced for a day and then happened on it is one act. */
static bool kept_word(const act *announced, const act *done)
{
    return announced->status == STATUS_FUTURE && announced->time >= 0 && done->time >= 0 &&
           announced->mode == done->mode && !is_speech(done->type);
}

static bool status_agrees(const act *a, const act *b)
{
    bool happens_a = a->status == STATUS_ACTUAL || a->status == STATUS_ONGOING;
    bool happens_b = b->status == STATUS_ACTUAL || b->status == STATUS_ONGOING;
    return a->status == b->status || (happens_a && happens_b) || (happens_b && kept_word(a, b)) ||
           (happens_a && kept_word(b, a));
}

/* A noun that only takes up an act ("the visit") has no date of its own unless it is given one. */
static bool is_taken_up(const report *r, const act *a)
{
    return !a->dated && r->tokens[a->trigger].upos != UPOS_VERB;
}

/* "condemned" and "the condemnation": a noun and a verb that begin alike. */
static bool same_stem(const token *x, const token *y)
{
    const size_t stem = 4;
    return (x->upos != UPOS_VERB || y->upos != UPOS_VERB) && x->lemma.length >= stem &&
           y->lemma.length >= stem &&
           view_equal_nocase(view_cut(x->lemma, 0, stem), view_cut(y->lemma, 0, stem));
}

/* A visit is one act, and a meeting with somebody named in the course of it another. */
static bool visit_and_meeting(const report *r, const act *a, const act *b)
{
    bool visit = a->mode == MODE_CONSULT_VISIT && b->mode == MODE_NONE;
    return visit && b->nactors + b->nrecipients > 1 && r->tokens[b->trigger].upos == UPOS_VERB;
}

/* "A took part in the drill, which saw the participation of B": one act in one sentence, its
 * parties told in turn. */
static bool told_in_turn(const report *r, const act *a, const act *b)
{
    return act_is_mutual(a->type) && a->type == b->type && a->sent == b->sent &&
           a->status == b->status && (is_taken_up(r, a) || is_taken_up(r, b)) &&
           same_stem(&r->tokens[a->trigger], &r->tokens[b->trigger]);
}

/* Whether `inner` hangs below `outer` in one clause: "signed an agreement to resume relations". */
static bool hangs_below(const report *r, uint32_t inner, uint32_t outer)
{
    const unsigned steps = 4;
    int32_t t = (int32_t)inner;
    for (unsigned i = 0; i < steps && t >= 0; i++) {
        const token *w = &r->tokens[t];
        bool apart = w->deprel == DEPREL_CONJ || w->deprel == DEPREL_PARATAXIS ||
                     w->deprel == DEPREL_ACL_RELCL || w->deprel == DEPREL_ADVCL ||
                     w->deprel == DEPREL_CCOMP || w->deprel == DEPREL_NSUBJ;
        if (apart) {
            return false;
        }
        t = w->head;
        if (t == (int32_t)outer) {
            return true;
        }
    }
    return false;
}

/* Word and object of one act, both of which tell it. */
static bool one_phrase(const report *r, const act *a, const act *b)
{
    return a->type == b->type && a->sent == b->sent && parties_agree(r, a, b) &&
           (hangs_below(r, a->trigger, b->trigger) || hangs_below(r, b->trigger, a->trigger));
}

static bool all_codes_in(const participant *a, uint32_t na, const participant *b, uint32_t nb)
{
    for (uint32_t i = 0; i < na; i++) {
        if (!holds_code(b, nb, a[i].actor.code)) {
            return false;
        }
    }
    return true;
}

static bool same_codes(const participant *a, uint32_t na, const participant *b, uint32_t nb)
{
    return all_codes_in(a, na, b, nb) && all_codes_in(b, nb, a, na);
}

/* "Peru blamed Chile for the raid.  It was a crime, the minister said": of what somebody holds
 * against another the next sentence tells more, in other words. */
static bool one_reproach(const report *r, const act *a, const act *b)
{
    uint32_t between = a->sent > b->sent ? a->sent - b->sent : b->sent - a->sent;
    return a->type == ACT_ACCUSE && b->type == ACT_ACCUSE && between <= 1 && status_agrees(a, b) &&
           a->nactors > 0 && b->nactors > 0 && same_somebody(r, &a->actors[0], &b->actors[0]) &&
           same_codes(a->actors, a->nactors, b->actors, b->nactors) &&
           same_codes(a->recipients, a->nrecipients, b->recipients, b->nrecipients);
}

static bool same_act(const report *r, const act *a, const act *b)
{
    if (told_in_turn(r, a, b) || one_phrase(r, a, b) || one_reproach(r, a, b)) {
        return true;
    }
    if (visit_and_meeting(r, a, b) || visit_and_meeting(r, b, a)) {
        return false;
    }
    if (a->type != b->type || (a->mode != b->mode && a->mode != 0 && b->mode != 0) ||
        !status_agrees(a, b) || !parties_agree(r, a, b)) {
        return false;
    }
    if (!is_taken_up(r, a) && !is_taken_up(r, b) && !overlap(&a->when, &b->when)) {
        return false;
    }
    if (a->country[0] != 0 && b->country[0] != 0 && !code_equal(a->country, b->country)) {
        return false;
    }
    const token *x = &r->tokens[a->trigger];
    const token *y = &r->tokens[b->trigger];
    return !is_speech(a->type) || view_equal_nocase(x->lemma, y->lemma) || same_stem(x, y);
}

static int width(const interval *w)
{
    if (w->from == DAY_NONE) {
        return INT32_MAX;
    }
    return w->to == DAY_NONE ? 0 : w->to - w->from;
}

/* How much a telling says: parties, a date of its own, a finite verb, the report's own words. */
static float fullness(const report *r, const act *a)
{
    float named = 0;
    for (uint32_t i = 0; i < a->nactors; i++) {
        named += a->actors[i].actor.code[0] != 0 ? 1.0F : 0.3F;
    }
    for (uint32_t i = 0; i < a->nrecipients; i++) {
        named += a->recipients[i].actor.code[0] != 0 ? 1.0F : 0.3F;
    }
    named = named > 4 ? 4 : named;
    uint32_t p = r->sentences[a->sent].part;
    bool quoted = p < r->nparts && r->parts[p].kind == PART_POST;
    return named + (a->time >= 0 ? 1.0F : 0.0F) + a->confidence + (quoted ? 0.0F : 1.0F) +
           (r->tokens[a->trigger].upos == UPOS_VERB ? 0.5F : 0.0F);
}

static void pool_parties(report *r, participant **into, uint32_t *n, const participant *from,
                         uint32_t nfrom)
{
    uint32_t fresh = nfrom - shared(r, from, nfrom, *into, *n);
    if (fresh == 0 || *n + fresh > PARTIES_MAX) {
        return;
    }
    participant *all = arena_grow(r->arena, *into, *n, *n + fresh, sizeof *all);
    for (uint32_t i = 0; i < nfrom && all != NULL; i++) {
        if (shared(r, &from[i], 1, all, *n) == 0) {
            all[(*n)++] = from[i];
        }
    }
    *into = all == NULL ? *into : all;
}

/* Is its date a day with a length that the text gives it? */
static bool stretched(const report *r, const act *a)
{
    const time_expr *x = a->time >= 0 ? &r->times[a->time] : NULL;
    return x != NULL && x->duration > 1 && x->when.precision == PRECISION_DAY &&
           a->when.to > a->when.from;
}

/* Whether both are known and the first lies in the second, narrower. */
static bool lies_within(const interval *in, const interval *out)
{
    bool known =
        in->from != DAY_NONE && in->to != DAY_NONE && out->from != DAY_NONE && out->to != DAY_NONE;
    return known && in->from >= out->from && in->to <= out->to && width(in) < width(out);
}

static bool has_date(const act *a)
{
    return a->when.from != DAY_NONE || a->when.to != DAY_NONE;
}

/* Whether the other telling's date is to be had: one with a length that the text gives it ("for a
 * three-day visit"), any before none, the more specific of two that agree, the likelier; where
 * rules dated them, the one that the text gives, and of two such the narrower. */
static bool dates_better(const report *r, const act *from, const act *into)
{
    if (stretched(r, from) != stretched(r, into)) {
        return stretched(r, from);
    }
    if (has_date(from) != has_date(into)) {
        return has_date(from);
    }
    if (lies_within(&from->when, &into->when) || lies_within(&into->when, &from->when)) {
        return lies_within(&from->when, &into->when);
    }
    if (from->when_chance > 0 && into->when_chance > 0) {
        return from->when_chance > into->when_chance;
    }
    bool dated = from->time >= 0 && into->time < 0;
    bool same_basis = (from->time >= 0) == (into->time >= 0);
    return dated || (same_basis && width(&from->when) < width(&into->when));
}

static void pool(report *r, act *into, const act *from)
{
    if (into->nactors == 0 || (act_is_mutual(into->type) && into->nrecipients == 0) ||
        told_in_turn(r, into, from)) {
        pool_parties(r, &into->actors, &into->nactors, from->actors, from->nactors);
    }
    if (into->nrecipients == 0 && !act_is_mutual(into->type)) {
        pool_parties(r, &into->recipients, &into->nrecipients, from->recipients, from->nrecipients);
    }
    if (dates_better(r, from, into)) {
        into->when = from->when;
        into->time = from->time;
        into->when_chance = from->when_chance;
    }
    if (into->place < 0 && from->place >= 0) {
        into->place = from->place;
        memcpy(into->country, from->country, sizeof into->country);
    }
    if (into->country[0] == 0) {
        memcpy(into->country, from->country, sizeof into->country);
    }
    if (into->mode == MODE_NONE && from->mode != MODE_NONE) {
        into->mode = from->mode;
        memcpy(into->cameo, from->cameo, sizeof into->cameo);
    }
    bool happened = from->status == STATUS_ACTUAL || from->status == STATUS_ONGOING;
    if (into->status == STATUS_FUTURE && happened) {
        into->status = from->status;
    }
    into->contexts |= from->contexts;
}

static telling telling_of(const report *r, uint32_t number)
{
    const sentence *s = &r->sentences[r->acts[number].sent];
    telling t = {.act = number, .bytes = s->bytes, .part = -1};
    if (s->part < r->nparts && r->parts[s->part].kind == PART_POST) {
        t.part = (int32_t)s->part;
    }
    return t;
}

static void add_telling(report *r, event *into, uint32_t number)
{
    telling fresh = telling_of(r, number);
    for (uint32_t i = 0; i < into->ntellings; i++) {
        if (into->tellings[i].bytes.start == fresh.bytes.start) {
            return;
        }
    }
    telling *all =
        arena_grow(r->arena, into->tellings, into->ntellings, into->ntellings + 1, sizeof *all);
    if (all == NULL) {
        return;
    }
    all[into->ntellings++] = fresh;
    into->tellings = all;
}

static void join(report *r, event *into, uint32_t number)
{
    const act *a = &r->acts[number];
    add_telling(r, into, number);
    if (fullness(r, a) > fullness(r, &into->merged)) {
        act best = *a;
        pool(r, &best, &into->merged);
        into->merged = best;
    } else {
        pool(r, &into->merged, a);
    }
}

static void put_hex(uint64_t number, char digits[16])
{
    for (size_t i = 16; i-- > 0; number >>= 4) {
        digits[i] = "0123456789abcdef"[number & 15];
    }
}

/* What the names of the report's events begin with. */
static view name_report(const report *r, arena *scratch)
{
    return arena_printf(scratch, "%.*s|%d|%016llx|", VIEW_ARG(r->id), (int)r->published,
                        (unsigned long long)view_hash(r->text));
}

static void name_event(const report *r, view begin, event *ev, arena *scratch)
{
    enum { KEY_MOST = 200 }; /* bytes of the first half's key in the second's */
    const act *a = &ev->merged;
    char digits[24];
    view key = arena_join(scratch,
                          (view[]){begin, view_of(act_name(a->type)), VIEW("|"),
                                   view_of_number(r->tokens[a->trigger].bytes.start, digits)},
                          4);
    view most = view_cut(key, 0, key.length < KEY_MOST ? key.length : KEY_MOST);
    view more = arena_join(scratch, (view[]){most, VIEW("|"), view_of(mode_name(a->mode))}, 3);
    put_hex(view_hash(key), ev->id);
    put_hex(view_hash(more), ev->id + 16);
}

static bool try_join(report *r, event_list *events, uint32_t number)
{
    size_t from = events->count > LOOK_BACK ? events->count - LOOK_BACK : 0;
    for (size_t i = from; i < events->count; i++) {
        if (same_act(r, &events->at[i].merged, &r->acts[number])) {
            join(r, &events->at[i], number);
            return true;
        }
    }
    return false;
}

dateline_status merge_run(const know *k, report *r, arena *scratch, dateline_error *e)
{
    (void)k;
    event_list events = {0};
    for (uint32_t i = 0; i < r->nacts; i++) {
        if (try_join(r, &events, i)) {
            continue;
        }
        event fresh = {.merged = r->acts[i], .ntellings = 1};
        fresh.tellings = ARENA_ARRAY(r->arena, telling, 1);
        if (fresh.tellings == NULL) {
            return fault_memory(e);
        }
        fresh.tellings[0] = telling_of(r, i);
        if (!VEC_PUSH(&events, r->arena, fresh)) {
            return fault_memory(e);
        }
    }
    arena_mark mark = arena_save(scratch);
    view begin = events.count > 0 ? name_report(r, scratch) : VIEW("");
    for (size_t i = 0; i < events.count; i++) {
        event *ev = &events.at[i];
        ev->event = ontology_event(ev->merged.type, ev->merged.status);
        ev->quad = (uint8_t)ontology_quad(ev->merged.type);
        ev->scale = (float)ontology_scale(ev->merged.type, ev->merged.mode);
        ev->goldstein = (float)ontology_goldstein(view_of(ev->merged.cameo));
        ev->said_by = ev->merged.said_by;
        ev->nsaid_by = ev->merged.nsaid_by;
        name_event(r, begin, ev, scratch);
        r->contexts |= ev->merged.contexts;
    }
    arena_restore(scratch, mark);
    r->events = events.at;
    r->nevents = events.count;
    return arena_failed(r->arena) || arena_failed(scratch) ? fault_memory(e) : DATELINE_OK;
}
