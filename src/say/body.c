/* Bodies named in full: "the ministry" where the report names the Ministry of Planning, "the
 * military" where all armies of the report are Israeli ("the Israeli army's chief of staff").
 */
#include "say/say_priv.h"

enum {
    AHEAD_MAX = 6, /* sentences to a name behind the bare word */
    OWNED_MAX = 256,
};

/* Nothing stands with the word that tells whose body it is. */
static bool bare(const say_state *s, int32_t head, int32_t m)
{
    const report *r = s->r;
    if (say_entry(s, s->bodies, (uint32_t)head) < 0 || r->tokens[head].upos == UPOS_PROPN) {
        return false;
    }
    for (int32_t c = report_child(r, (uint32_t)head, -1); c >= 0;
         c = report_child(r, (uint32_t)head, c)) {
        const uint8_t relation = r->tokens[c].deprel;
        if (relation == DEPREL_COMPOUND || relation == DEPREL_AMOD || relation == DEPREL_NMOD ||
            relation == DEPREL_NMOD_POSS || relation == DEPREL_FLAT) {
            return false;
        }
    }
    return m < 0 || r->mentions[m].first == (uint32_t)head ||
           r->tokens[r->mentions[m].first].upos == UPOS_DET;
}

/* "Army" and "military" are one body. */
static bool same_body(const say_state *s, int32_t a, int32_t b)
{
    const view x = s->r->tokens[a].lemma, y = s->r->tokens[b].lemma;
    const int64_t entry = say_entry(s, s->bodies, (uint32_t)a);
    return view_equal_nocase(x, y) || view_equal(know_attr(s->k, (uint32_t)entry, "kin"), y);
}

/* Does the mention name a body of that word? */
static bool names(const say_state *s, const mention *m, int32_t head)
{
    const report *r = s->r;
    bool found = false;
    for (uint32_t t = m->first; t <= m->last && !found; t++) {
        const bool chief =
            t == m->first || t == m->last || t == m->head; /* no police organisation */
        found = chief && same_body(s, head, (int32_t)t);
    }
    return found && m->type == ENTITY_ORG && m->via == VIA_NAME && m->last > m->first &&
           m->name.length > 0 && ascii_upper(m->name.data[0]) && m->head != (uint32_t)head &&
           s->r->tokens[m->last].sent <= r->tokens[head].sent + AHEAD_MAX;
}

/* "the ministry": the body of that kind that was named last, or will be soon; -1 = none. */
static int32_t named_body(const say_state *s, int32_t head)
{
    const report *r = s->r;
    const size_t at = say_mentions_before(r, (uint32_t)head);
    for (size_t i = at; i > 0 && at - i < SAY_LOOK_BACK; i--) {
        if (names(s, &r->mentions[i - 1], head)) {
            return (int32_t)i - 1;
        }
    }
    for (size_t i = at; i < r->nmentions && i < at + SAY_LOOK_BACK; i++) {
        if (names(s, &r->mentions[i], head)) {
            return (int32_t)i;
        }
    }
    return -1;
}

bool say_find_owned(say_state *s)
{
    const report *r = s->r;
    bool fine = true;
    for (size_t i = 0; i < r->nmatches && s->owned.count < OWNED_MAX; i++) {
        const match *m = &r->matches[i];
        const uint32_t next = m->last + 1;
        if ((m->kind == KNOW_DEMONYM || m->kind == KNOW_COUNTRY) && next < r->ntokens &&
            r->tokens[next].sent == r->tokens[m->last].sent && say_entry(s, s->bodies, next) >= 0) {
            fine = VEC_PUSH(&s->owned, s->scratch, (uint32_t)i) && fine;
        }
    }
    return fine;
}

/* The match of the one country whose body of that kind the report tells of, "Israeli" before
 * "army"; null = of none or of several. */
static const match *owner(const say_state *s, int32_t head, actor_code *code)
{
    const report *r = s->r;
    const match *found = NULL;
    for (size_t i = 0; i < s->owned.count; i++) {
        const match *m = &r->matches[s->owned.at[i]];
        const actor_code now = know_actor_on(s->k, m->entry, r->published).actor;
        if (now.code[0] == '\0' || !same_body(s, head, (int32_t)m->last + 1)) {
            continue; /* "Arab armies" */
        }
        if (found != NULL && strcmp(now.code, code->code) != 0) {
            return NULL;
        }
        found = m;
        *code = now;
    }
    return found;
}

/* Sets the sector of the body's word: "army" is MIL. */
static void set_sector(const say_state *s, int32_t head, actor_code *code)
{
    uint32_t entry;
    if (know_find(s->k, s->r->tokens[head].lemma, KNOW_BIT(KNOW_AGENT), &entry, 1) > 0) {
        const actor_code agent = know_actor_on(s->k, entry, s->r->published).actor;
        memcpy(code->sector, agent.sector, sizeof code->sector);
    }
}

/* "Israeli military" of "the military". */
static bool owned_body(const say_state *s, int32_t head, int32_t m, source *out)
{
    const report *r = s->r;
    actor_code code;
    const match *whose = owner(s, head, &code);
    if (whose == NULL) {
        return false;
    }
    const span adjective = {r->tokens[whose->first].bytes.start, r->tokens[whose->last].bytes.end};
    set_sector(s, head, &code);
    const view name = arena_printf(r->arena, "%.*s %.*s", VIEW_ARG(report_cut(r, adjective)),
                                   VIEW_ARG(r->tokens[head].lemma));
    *out = (source){name, code, m, r->tokens[head].bytes, false, false};
    return true;
}

bool say_body(const say_state *s, int32_t head, int32_t m, bool definite, source *out)
{
    const report *r = s->r;
    if (!bare(s, head, m)) {
        return false;
    }
    if (owned_body(s, head, m, out)) {
        return true;
    }
    const int32_t named = definite ? named_body(s, head) : -1;
    if (named >= 0) {
        const mention *full = &r->mentions[named];
        *out = (source){full->name, full->actor, named, r->tokens[head].bytes, false, false};
    }
    return named >= 0;
}
