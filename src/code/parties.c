/* code/parties.c - from tokens to participants, and what kind of somebody they are.
 *
 * A token stands for the mention headed at it, for the members of a plural mention, for what is
 * coordinated with it, for the of-phrase of a word of quantity, and failing all that for its owner
 * ("the government's decision", "Israeli strikes").
 */
#include "code/code_priv.h"

#define CONJUNCTS_MAX 24

bool same_party(const participant *a, const participant *b)
{
    return a->mention == b->mention && a->mention >= 0;
}

static void add_party(party_list *out, participant p)
{
    for (uint32_t i = 0; i < out->count; i++) {
        if (same_party(&out->at[i], &p)) {
            return;
        }
    }
    if (out->count < PARTIES_MAX) {
        out->at[out->count++] = p;
    }
}

static const char bodies[][4] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG"};

/* Of codes of three letters. */
static bool one_of(const char code[4], const char (*list)[4], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (memcmp(code, list[i], 4) == 0) {
            return true;
        }
    }
    return false;
}

/* The only country that the mention's sentence names; null = none, or several. */
static const char *country_beside(const report *r, uint32_t m)
{
    const uint32_t sent = r->tokens[r->mentions[m].first].sent;
    const char *only = NULL;
    uint32_t k = m;
    while (k > 0 && r->tokens[r->mentions[k - 1].first].sent == sent) {
        k--;
    }
    for (; k < r->nmentions && r->tokens[r->mentions[k].first].sent == sent; k++) {
        const mention *b = &r->mentions[k];
        if (b->via == VIA_DEFAULT || b->actor.code[0] == 0 || one_of(b->actor.code, bodies, 6)) {
            continue;
        }
        if (only != NULL && !code_equal(only, b->actor.code)) {
            return NULL;
        }
        only = b->actor.code;
    }
    return only;
}

static participant party_of_mention(const report *r, uint32_t m)
{
    const mention *who = &r->mentions[m];
    const entity *whole = who->entity >= 0 ? &r->entities[who->entity] : NULL;
    participant p = {.mention = (int32_t)m,
                     .actor = who->actor,
                     .name = who->name,
                     .office = who->office,
                     .bytes = who->bytes,
                     .via = who->via,
                     .type = who->type};
    if (whole != NULL && p.actor.code[0] == 0) {
        p.actor = whole->actor;
    }
    bool unknown = code_equal(p.actor.sector, "UNK") || code_equal(p.actor.sector, "UAF");
    if (p.actor.code[0] == 0 && !unknown && !who->abroad) {
        const char *beside = country_beside(r, m);
        memcpy(p.actor.code, beside != NULL ? beside : r->country, sizeof p.actor.code);
        p.via = VIA_DEFAULT;
    }
    if (p.name.length == 0 && whole != NULL) {
        p.name = whole->name;
    }
    if (p.name.length == 0) {
        p.name = report_cut(r, who->bytes);
    }
    return p;
}

static void add_mention(const coder *c, uint32_t m, party_list *out)
{
    const report *r = c->r;
    const mention *who = &r->mentions[m];
    if (who->members >= 0 && who->nmembers > 0) {
        for (int32_t i = 0; i < who->nmembers; i++) {
            participant p = party_of_mention(r, r->mention_members[who->members + i]);
            /* "French and South Korean ministers" are no people of France */
            if (p.actor.sector[0] == 0 || (p.type == ENTITY_PEOPLE && who->actor.sector[0] != 0)) {
                memcpy(p.actor.sector, who->actor.sector, sizeof p.actor.sector);
            }
            add_party(out, p);
        }
        return;
    }
    add_party(out, party_of_mention(r, m));
}

/* "the armies of Egypt" are Egypt's, "the armies in Egypt" need not be. */
static bool is_place_of(const coder *c, uint32_t child)
{
    static const char *const in[] = {"in", "at", "near", "outside", "inside", "on"};
    return tok(c, child)->deprel == DEPREL_NMOD && marked(c, child, in, 6);
}

/* "the hotel bombing", "the Nairobi blast": where force hit, not whose it was. */
static bool is_hit(const coder *c, uint32_t child)
{
    const mention *who = &c->r->mentions[c->r->mention_of[child]];
    return tok(c, child)->deprel == DEPREL_COMPOUND &&
           (is_class(c, child, LEX_kind_building) || who->via == VIA_METONYM);
}

bool add_owner(coder *c, uint32_t t, bool force, party_list *out)
{
    static const deprel owners[] = {DEPREL_NMOD_POSS, DEPREL_AMOD, DEPREL_COMPOUND, DEPREL_NMOD};
    uint32_t before = out->count;
    for (size_t i = 0; i < 4 && out->count == before; i++) {
        for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
            if (tok(c, (uint32_t)k)->deprel == owners[i] && c->r->mention_of[k] >= 0 &&
                !is_place_of(c, (uint32_t)k) && !(force && is_hit(c, (uint32_t)k))) {
                parties_of(c, (uint32_t)k, true, out);
            }
        }
    }
    return out->count > before;
}

/* "we" and "I" of a statement are who makes it; other tokens as they are. */
static uint32_t said_by_self(const coder *c, uint32_t t)
{
    const token *w = tok(c, t);
    bool first = w->upos == UPOS_PRON && feats_get(w->feats, FEAT_PERSON) == 1;
    int32_t speaker = first ? speaker_of(c, t) : -1;
    return speaker < 0 ? t : (uint32_t)speaker;
}

/* The mention that a name is part of, where the parse parts it from its office: "minister Abbas
 * Araghchi will travel" as one whom Araghchi will travel; -1 = none. */
static int32_t mention_about(const coder *c, uint32_t name)
{
    enum { WORDS = 8 };
    const report *r = c->r;
    const uint32_t first = r->sentences[tok(c, name)->sent].first;
    for (uint32_t t = name; t > first && name - t < WORDS; t--) {
        const int32_t m = r->mention_of[t - 1];
        if (m >= 0 && r->mentions[m].last >= name) {
            return m;
        }
    }
    return -1;
}

static void add_token(coder *c, uint32_t t, party_list *out)
{
    uint32_t head = said_by_self(c, referent(c, t));
    int32_t m = c->r->mention_of[head];
    if (m < 0 && tok(c, head)->upos == UPOS_PROPN) {
        m = mention_about(c, head);
    }
    uint32_t content = content_head(c, head);
    if (content != head && (m < 0 || c->r->mentions[m].actor.code[0] == 0) &&
        c->r->mention_of[content] >= 0) {
        head = content;
        m = c->r->mention_of[content];
    }
    if (m >= 0) {
        add_mention(c, (uint32_t)m, out);
    }
}

/* Whether the child is one more of a list, or one of "including A and B". */
static bool is_joined(const coder *c, uint32_t child)
{
    static const char *const including[] = {"including", "include"};
    bool joined = tok(c, child)->deprel == DEPREL_CONJ || marked(c, child, including, 2);
    return joined && !is_clause(c, child);
}

/* "the leaders of the armies, including the Saudi chief of staff": the first child of `of` that is
 * included, after the token; -1 = none. */
static int32_t included(const coder *c, int32_t of, uint32_t after)
{
    static const char *const including[] = {"including", "include"};
    for (int32_t k = of < 0 ? -1 : c->first_child[of]; k >= 0; k = c->next_sibling[k]) {
        if (k > (int32_t)after && marked(c, (uint32_t)k, including, 2)) {
            return k;
        }
    }
    return -1;
}

typedef struct {
    uint32_t at[CONJUNCTS_MAX];
    uint32_t count;
} token_queue;

static void queue_up(token_queue *q, int32_t t)
{
    if (t >= 0 && q->count < CONJUNCTS_MAX) {
        q->at[q->count++] = (uint32_t)t;
    }
}

/* What is joined to the token: members of a list hang on its first one, or, where the parser lost
 * count, on one another; those included, on the of-phrase or on the verb. */
static void queue_joined(const coder *c, uint32_t t, token_queue *q)
{
    unsigned d = tok(c, t)->deprel;
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        queue_up(q, is_joined(c, (uint32_t)k) ? k : -1);
        queue_up(q, tok(c, (uint32_t)k)->deprel == DEPREL_NMOD ? included(c, k, t) : -1);
    }
    queue_up(q, d == DEPREL_OBL || d == DEPREL_OBJ ? included(c, tok(c, t)->head, t) : -1);
}

/* "Italy, the Netherlands, Chad": the parser loses count of long lists.  The country that follows
 * the comma behind a listed one is the next; -1 = none. */
static int32_t next_listed(const coder *c, uint32_t t)
{
    const report *r = c->r;
    int32_t m = tok(c, t)->deprel == DEPREL_CONJ ? r->mention_of[t] : -1;
    uint32_t k =
        m < 0 || r->mentions[m].type != ENTITY_COUNTRY ? UINT32_MAX : r->mentions[m].last + 1;
    uint32_t last = r->sentences[tok(c, t)->sent].last;
    if (k >= last || !view_equal(tok(c, k)->form, VIEW(","))) {
        return -1;
    }
    for (uint32_t at = k + 1; at <= last && at <= k + 3; at++) {
        int32_t next = r->mention_of[at];
        if (next >= 0) {
            const mention *who = &r->mentions[next];
            return who->type == ENTITY_COUNTRY && who->first == k + 1 ? (int32_t)at : -1;
        }
    }
    return -1;
}

/* The token behind "alongside", "along with", "together with"; 0 = none of them stands here. */
static uint32_t behind_company(const coder *c, uint32_t t, uint32_t last)
{
    if (t < last && form_is(c, t, "alongside")) {
        return t + 1;
    }
    bool along = t + 1 < last && (form_is(c, t, "along") || form_is(c, t, "together"));
    return along && form_is(c, t + 1, "with") ? t + 2 : 0;
}

/* "Egypt, along with Jordan, asked": who does it with somebody, whatever the parse makes of them;
 * the head of the mention that begins there; -1 = none. */
static int32_t companion(const coder *c, uint32_t t)
{
    const report *r = c->r;
    const int32_t m = r->mention_of[t];
    const uint32_t last = r->sentences[tok(c, t)->sent].last;
    uint32_t k = m < 0 ? last : r->mentions[m].last + 1;
    k += k < last && view_equal(tok(c, k)->form, VIEW(","));
    const uint32_t begin = k < last ? behind_company(c, k, last) : 0;
    for (uint32_t at = begin; begin > 0 && at <= last && at < begin + 8; at++) {
        const int32_t next = r->mention_of[at];
        const bool owner = tok(c, at)->deprel == DEPREL_NMOD_POSS;
        if (next >= 0 && !owner && r->mentions[next].first <= begin + 1) {
            return (int32_t)at;
        }
    }
    return -1;
}

void parties_of(coder *c, uint32_t t, bool conjuncts, party_list *out)
{
    token_queue q;
    q.at[0] = referent(c, t);
    q.count = 1;
    for (uint32_t i = 0; i < q.count; i++) {
        add_token(c, q.at[i], out);
        if (conjuncts) {
            queue_joined(c, q.at[i], &q);
            queue_up(&q, next_listed(c, q.at[i]));
            queue_up(&q, companion(c, q.at[i]));
        }
    }
}

static const char political_sectors[][4] = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY",
                                            "OPP", "REB", "PRM", "UAF", "SEP", "ELI"};

/* A word that no stage knows, put into the report's country by default. */
static bool is_unknown(const participant *p)
{
    return p->mention < 0 && p->via == VIA_DEFAULT && p->actor.sector[0] == 0;
}

/* A country as such, or a body of it; not a person of whom no more than the country is known. */
static bool is_state(const participant *p)
{
    return p->actor.code[0] != 0 && p->actor.sector[0] == 0 && p->mention >= 0 &&
           p->type != ENTITY_PERSON && p->type != ENTITY_OTHER;
}

bool is_political(const participant *p)
{
    const actor_code *a = &p->actor;
    if (is_unknown(p)) {
        return false;
    }
    return one_of(a->code, bodies, 6) || one_of(a->sector, political_sectors, 13) ||
           one_of(a->sector2, political_sectors, 13) || is_state(p);
}

/* Somebody of society whom the text names and some stage knows: a union, a bishop, residents. */
bool is_civic(const participant *p)
{
    return p->mention >= 0 && p->actor.sector[0] != 0 && !code_equal(p->actor.sector, "BUS");
}

bool is_political_mention(const report *r, uint32_t m)
{
    participant p = party_of_mention(r, m);
    return is_political(&p);
}

static bool has_sector(const participant *p, const char (*list)[4], size_t n)
{
    return one_of(p->actor.sector, list, n) || one_of(p->actor.sector2, list, n);
}

bool party_is(const participant *p, is_kind kind)
{
    static const char armed[][4] = {"MIL", "REB", "PRM", "UAF", "COP", "SEP", "UNK"};
    static const char police[][4] = {"COP", "SPY"};
    static const char court[][4] = {"JUD"};
    static const char civilian[][4] = {"CVL", "SOC", "LAB", "EDU", "REL", "JRN",
                                       "MED", "REF", "AGR", "BUS", "OPP", "PTY"};
    static const char group[][4] = {"REB", "PRM", "UAF", "SEP", "PTY"};
    switch (kind) {
    case IS_ANY:
    case IS_COUNT:
        return true;
    case IS_POLITICAL:
        return is_political(p);
    case IS_PERSON:
        return p->actor.sector[0] != 0 || p->actor.code[0] == 0 ||
               (p->mention >= 0 && (p->type == ENTITY_PERSON || p->type == ENTITY_PEOPLE));
    case IS_COUNTRY:
        return p->actor.code[0] != 0 && !is_unknown(p) && p->type != ENTITY_PERSON &&
               (p->actor.sector[0] == 0 || code_equal(p->actor.sector, "GOV"));
    case IS_ARMED:
        return has_sector(p, armed, 7);
    case IS_POLICE:
        return has_sector(p, police, 2);
    case IS_COURT:
        return has_sector(p, court, 1);
    case IS_CIVILIAN:
        return has_sector(p, civilian, 12);
    case IS_GROUP:
        return has_sector(p, group, 5);
    case IS_NONE:
        return false;
    }
    return false;
}
