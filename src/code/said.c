/* code/said.c - on whose word an act stands.
 *
 * The statement around an act names its sources, but not only there does a report say who tells:
 * a lead without a source stands on the word of the ministry that the next paragraph names, a
 * spokesman's account goes on for sentences without him, and what somebody said to an outlet in one
 * sentence he says to it in the next.  So every source of the report's statements (a voice) is
 * asked for every act whether the act stands on its word: a logistic model over traits of both
 * (judge.h): whether and how the voice's statement covers the act, how far its nearest statement
 * is, what is in between, who the voice is to the act's parties, what kind of voice and act they
 * are.  Without weights the statement around the act decides.
 */
#include "code/code_priv.h"

enum {
    VOICES_MAX = 48,
    TURNS_MAX = 1024, /* of voices in statements */
    FAR = 15,         /* sentences */
};

typedef struct {
    source who;
    uint32_t count;
    bool outlet, issued;
    bool spokes; /* speaks for somebody: "spokesman", "spokeswoman" */
} voice;

/* A voice in a statement. */
typedef struct {
    uint32_t voice, sent, statement, place;
} turn;

struct said_index {
    const report *r;
    voice voices[VOICES_MAX];
    uint32_t nvoices;
    turn *turns; /* [nturns] in the order of the text */
    uint32_t nturns;
};

static int32_t entity_at(const report *r, int32_t mention)
{
    return mention >= 0 ? r->mentions[mention].entity : -1;
}

/* "Brewer" is Stephanie Brewer. */
static bool is_surname(view whole, view part)
{
    const size_t n = part.length;
    return n > 2 && whole.length > n + 1 && ascii_upper(part.data[0]) &&
           ascii_upper(whole.data[0]) && whole.data[whole.length - n - 1] == ' ' &&
           view_equal(view_cut(whole, whole.length - n, whole.length), part);
}

static bool same_source(const report *r, const source *a, const source *b)
{
    const int32_t x = entity_at(r, a->mention);
    return (x >= 0 && x == entity_at(r, b->mention)) || view_equal_nocase(a->name, b->name) ||
           is_surname(a->name, b->name) || is_surname(b->name, a->name);
}

static uint32_t sentence_at(const report *r, uint32_t byte)
{
    uint32_t low = 0, high = (uint32_t)r->nsentences;
    while (low + 1 < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (r->sentences[middle].bytes.start <= byte) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool spokes_for(const report *r, const source *s)
{
    const mention *m = s->mention < 0 ? NULL : &r->mentions[s->mention];
    return (m != NULL && view_find(m->office, VIEW("pokes"), 0) != SIZE_MAX) ||
           view_find(s->name, VIEW("pokes"), 0) != SIZE_MAX;
}

static void add_turn(said_index *x, uint32_t statement_number, uint32_t place)
{
    const report *r = x->r;
    const statement *s = &r->statements[statement_number];
    const source *who = &s->sources[place];
    uint32_t v = 0;
    while (v < x->nvoices && !same_source(r, &x->voices[v].who, who)) {
        v++;
    }
    if (v == VOICES_MAX || x->nturns == TURNS_MAX) {
        return;
    }
    if (v == x->nvoices) {
        x->voices[x->nvoices++] = (voice){.who = *who, .spokes = spokes_for(r, who)};
    }
    x->voices[v].count++;
    x->voices[v].outlet = x->voices[v].outlet || who->outlet;
    x->voices[v].issued = x->voices[v].issued || who->issued;
    const uint32_t sent = s->verb >= 0 ? r->tokens[s->verb].sent : sentence_at(r, s->content.start);
    x->turns[x->nturns++] = (turn){v, sent, statement_number, place};
}

said_index *code_said_index(const report *r, arena *scratch)
{
    said_index *x = ARENA_ROOM(scratch, said_index, 1); /* voices are large: their count is reset */
    if (x == NULL) {
        return NULL;
    }
    uint32_t most = 0;
    for (uint32_t i = 0; i < r->nstatements; i++) {
        most += r->statements[i].nsources;
    }
    x->r = r;
    x->nvoices = x->nturns = 0;
    x->turns = ARENA_ROOM(scratch, turn, most < TURNS_MAX ? most : TURNS_MAX);
    if (x->turns == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < r->nstatements; i++) {
        for (uint32_t k = 0; k < r->statements[i].nsources; k++) {
            add_turn(x, i, k);
        }
    }
    return x;
}

/* ---- traits ------------------------------------------------------------------------------------
 */

/* What is asked: does the act stand on the voice's word? */
typedef struct {
    const said_index *x;
    const act *a;
    const voice *v;
    const statement *around; /* null = none */
    uint32_t number;         /* of the voice */
    int32_t place;           /* in the chain of the statement around the act; -1 = not in it */
    unsigned actor;          /* likeness to the act's */
    bool own;                /* the act makes that statement: "told Reuters he would sue" */
    bool speech;
    trait_list seen;
} question;

/* Where the voice stands to the statement: all traits are seen with it. */
static uint64_t standing_in(const question *q)
{
    return q->place < 0 ? 0 : (q->place == 0 ? 1U : 2U) + (q->own ? 2U : 0U);
}

#define trait(q, name, value) trait_number(&(q)->seen, name, value)

/* 1 = is the party, 2 = of the same country and sector, 3 = of the same country, 0 = nothing. */
static unsigned likeness(const report *r, const source *s, const participant *list, uint32_t n)
{
    unsigned best = 0;
    for (uint32_t i = 0; i < n; i++) {
        const participant *p = &list[i];
        const int32_t mine = entity_at(r, p->mention);
        if ((mine >= 0 && mine == entity_at(r, s->mention)) ||
            view_equal_nocase(p->name, s->name) || is_surname(p->name, s->name) ||
            is_surname(s->name, p->name)) {
            return 1;
        }
        if (p->actor.code[0] != 0 && code_equal(p->actor.code, s->actor.code)) {
            const bool sector = code_equal(p->actor.sector, s->actor.sector);
            best = sector ? 2 : best == 0 ? 3 : best;
        }
    }
    return best;
}

/* What lies between the act and the verb that says the statement around it. */
static unsigned island(const question *q)
{
    const report *r = q->x->r;
    unsigned found = 0;
    int32_t t = (int32_t)q->a->trigger;
    for (unsigned i = 0; t >= 0 && t != q->around->verb && i < 12; i++, t = r->tokens[t].head) {
        const unsigned relation = r->tokens[t].deprel;
        if (relation == DEPREL_ACL_RELCL || relation == DEPREL_ACL) {
            return 1;
        }
        found = relation == DEPREL_ADVCL ? 2 : found;
    }
    const token *k = &r->tokens[q->a->trigger];
    return found > 0 ? found : k->upos == UPOS_VERB || k->upos == UPOS_ADJ ? 0 : 3;
}

static void add_around(question *q)
{
    const statement *s = q->around;
    trait(q, "around", s == NULL ? 0 : s->nsources == 0 ? 1 : 2);
    if (q->place >= 0) {
        trait(q, "kind", s->kind);
        trait(q, "island", island(q));
    }
}

/* Whether the act's actor is named outside of what is said: he speaks himself. */
static unsigned speaks_himself(const question *q)
{
    if (q->around == NULL || q->a->nactors == 0 || q->a->actors[0].bytes.end == 0) {
        return 2;
    }
    const span in = q->around->content, who = q->a->actors[0].bytes;
    return (who.start < in.start || who.end > in.end) + (q->speech ? 4U : 0U);
}

/* The nearest statements of a voice before and behind an act, and the voices in between. */
typedef struct {
    uint32_t before, behind; /* sentences; FAR = none so near */
    uint32_t others, later;  /* statements of others since the last, and before the next */
    const turn *last, *next; /* null = none */
    unsigned nearest;        /* how far the nearest is, and whether it is behind */
} surroundings;

static surroundings look_around(const question *q)
{
    const said_index *x = q->x;
    const uint32_t sent = q->a->sent;
    surroundings s = {.before = FAR, .behind = FAR};
    uint32_t best = FAR;
    bool behind = false;
    for (uint32_t i = 0; i < x->nturns; i++) {
        const turn *t = &x->turns[i];
        const bool mine = t->voice == q->number;
        const uint32_t far = t->sent > sent ? t->sent - sent : sent - t->sent;
        if (mine && far < best) {
            best = far;
            behind = t->sent > sent;
        }
        if (t->sent <= sent) {
            s.before = mine && far < FAR ? far : s.before;
            s.last = mine ? t : s.last;
            s.others = mine ? 0 : s.others + (t->place == 0);
        }
        if (t->sent >= sent && s.next == NULL) {
            s.behind = mine && far < FAR ? far : s.behind;
            s.next = mine ? t : s.next;
            s.later += !mine && t->place == 0;
        }
    }
    s.nearest = feature_bucket(best) * 2 + behind;
    return s;
}

static void add_voice(question *q, const surroundings *about)
{
    const report *r = q->x->r;
    const source *s = &q->v->who;
    const mention *m = s->mention < 0 ? NULL : &r->mentions[s->mention];
    const unsigned actor = q->actor;
    const bool spokes = q->v->spokes;
    const bool bare = s->name.length > 0 && !ascii_upper(s->name.data[0]);
    const unsigned kind = q->v->outlet ? 1 : spokes ? 2 : bare ? 3 : m == NULL ? 4 : 5U + m->type;
    const unsigned relays = q->v->issued || spokes || q->v->outlet ? 1 : 0;
    trait(q, "relays", relays * 8 + actor * 2 + (q->around != NULL && q->around->nsources > 0));
    trait(q, "relays-near", relays * 64 + about->nearest);
    trait(q, "speaker", speaks_himself(q));
    trait(q, "speech", q->speech);
    trait(q, "actor", actor * 2 + q->speech);
    trait(q, "voice", kind);
    trait(q, "first", q->number == 0);
    trait(q, "voices", feature_bucket(q->x->nvoices));
    trait(q, "share", q->v->count * 4 / (uint32_t)(q->x->r->nstatements + 1));
}

/* Whether the act's actor, or who says the statement around it, told the voice anything. */
static unsigned told(const question *q)
{
    const report *r = q->x->r;
    unsigned found = 0;
    for (uint32_t i = 0; q->v->outlet && i < q->x->nturns; i++) {
        const turn *t = &q->x->turns[i];
        if (t->voice != q->number || t->place == 0) {
            continue;
        }
        const source *speaker = &r->statements[t->statement].sources[0];
        found |= likeness(r, speaker, q->a->actors, q->a->nactors) == 1 ? 1U : 0U;
        found |= q->around != NULL && q->around->nsources > 0 &&
                         same_source(r, speaker, &q->around->sources[0])
                     ? 2U
                     : 0U;
    }
    return found;
}

static void add_distance(question *q, const surroundings *about)
{
    const report *r = q->x->r;
    const uint32_t sent = q->a->sent;
    const turn *last = about->last;
    const turn *next = about->next;
    const uint32_t paragraph = r->sentences[sent].paragraph;
    const bool same = (last != NULL && r->sentences[last->sent].paragraph == paragraph) ||
                      (next != NULL && r->sentences[next->sent].paragraph == paragraph);
    const unsigned around = q->around != NULL && q->around->nsources > 0;
    const uint32_t others = last == NULL ? 9 : about->others < 3 ? about->others : 3;
    const uint32_t later = next == NULL ? 9 : about->later < 3 ? about->later : 3;
    trait(q, "before", feature_bucket(about->before) * 2 + around);
    trait(q, "behind", feature_bucket(about->behind) * 2 + around);
    trait(q, "others", others * 2 + around);
    trait(q, "later", later * 2 + around);
    trait(q, "paragraph", same);
    trait(q, "lead", (sent < 2 ? 2U : 0U) + (q->number == 0 ? 1U : 0U));
    const turn *near = about->before <= about->behind ? last : next;
    if (near != NULL) {
        trait(q, "near", r->statements[near->statement].kind * 2U + (near->place > 0));
    }
}

static void ask(question *q)
{
    trait(q, "bias", 0);
    add_around(q);
    const surroundings about = look_around(q);
    add_voice(q, &about);
    add_distance(q, &about);
    const unsigned heard = told(q) * 2 + q->speech;
    for (unsigned i = 0; i < 4; i++) {
        trait(q, "told", heard * 8 + i);
    }
}

/* ---- answers -----------------------------------------------------------------------------------
 */

static int32_t place_in(const report *r, const statement *s, const source *who)
{
    for (uint32_t i = 0; s != NULL && i < s->nsources; i++) {
        if (same_source(r, &s->sources[i], who)) {
            return (int32_t)i;
        }
    }
    return -1;
}

/* The statement that the act's verb makes; null = none. */
static const statement *own_statement(const report *r, const act *a)
{
    for (size_t i = 0; i < r->nstatements; i++) {
        const statement *s = &r->statements[i];
        if (s->verb == (int32_t)a->trigger && s->kind != SAY_CREDIT) {
            return s;
        }
    }
    return NULL;
}

/* Room for one more, as it is: features are many. */
static said_candidate *next_candidate(said_list *out, arena *scratch)
{
    bool room =
        vec_reserve(scratch, (void **)&out->at, out->count, &out->capacity, sizeof *out->at);
    return room ? &out->at[out->count++] : NULL;
}

bool code_said(const said_index *x, const act *a, arena *scratch, said_list *out)
{
    const report *r = x->r;
    const statement *own = a->statement < 0 ? own_statement(r, a) : NULL;
    out->count = 0;
    for (uint32_t v = 0; v < x->nvoices; v++) {
        said_candidate *c = next_candidate(out, scratch);
        if (c == NULL) {
            return false;
        }
        question q; /* large: of the traits the count alone is set */
        q.x = x;
        q.a = a;
        q.v = &x->voices[v];
        q.number = v;
        q.around = a->statement < 0 ? own : &r->statements[a->statement];
        q.own = own != NULL;
        q.place = place_in(r, q.around, &q.v->who);
        q.actor = likeness(r, &q.v->who, a->actors, a->nactors);
        q.speech = act_is_said(a->type);
        trait_begin(&q.seen);
        ask(&q);
        c->who = q.v->who;
        c->outlet = q.v->outlet;
        c->place = q.place;
        c->is_actor = q.actor == 1;
        c->nfeatures = q.seen.count < SAID_FEATURES ? q.seen.count : SAID_FEATURES;
        traits_fold_with(c->features, standing_in(&q), q.seen.at, c->nfeatures);
    }
    return true;
}

static bool chosen(const judge_weights *w, const said_candidate *c)
{
    if (w->weights == NULL) {
        return c->place >= 0 && !c->is_actor;
    }
    return judge_probability(w, c->features, c->nfeatures) >= w->header.threshold;
}

/* Nearest to the fact first: as the statement has them, then who else speaks, then outlets. */
static unsigned rank(const said_candidate *c)
{
    return c->place >= 0 ? (unsigned)c->place : c->outlet ? 2000 : 1000;
}

static bool fill(const judge_weights *w, report *r, const said_list *all, act *a)
{
    a->said_by = ARENA_ROOM(r->arena, source, all->count);
    a->nsaid_by = 0;
    unsigned *ranks = ARENA_ROOM(r->arena, unsigned, all->count);
    if (a->said_by == NULL || ranks == NULL) {
        return false;
    }
    for (size_t i = 0; i < all->count; i++) {
        const said_candidate *c = &all->at[i];
        if (!chosen(w, c)) {
            continue;
        }
        uint32_t k = a->nsaid_by++;
        for (; k > 0 && ranks[k - 1] > rank(c); k--) {
            a->said_by[k] = a->said_by[k - 1];
            ranks[k] = ranks[k - 1];
        }
        a->said_by[k] = c->who;
        ranks[k] = rank(c);
    }
    return true;
}

dateline_status code_attribute(const judge_weights *w, report *r, arena *scratch, dateline_error *e)
{
    said_list all = {0};
    const said_index *x = r->nacts == 0 ? NULL : code_said_index(r, scratch);
    if (r->nacts > 0 && x == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < r->nacts; i++) {
        if (!code_said(x, &r->acts[i], scratch, &all) || !fill(w, r, &all, &r->acts[i])) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}
