/* code/bind.c - from tokens to participants, and a sense's demands.
 *
 * A token stands for the mention headed at it, for the members of a plural mention, for what is
 * coordinated with it, for the of-phrase of a word of quantity, and failing all that for its owner
 * ("the government's decision", "Israeli strikes").
 */
#include "code/code_priv.h"

#define CONJUNCTS_MAX 24

static bool same_party(const participant *a, const participant *b)
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

static participant party_of_mention(const report *r, uint32_t m)
{
    const mention *who = &r->mentions[m];
    const entity *whole = who->entity >= 0 ? &r->entities[who->entity] : NULL;
    participant p = {.mention = (int32_t)m,
                     .actor = who->actor,
                     .name = who->name,
                     .office = who->office,
                     .bytes = who->bytes,
                     .via = who->via};
    if (whole != NULL && p.actor.code[0] == 0) {
        p.actor = whole->actor;
    }
    bool unknown = strcmp(p.actor.sector, "UNK") == 0 || strcmp(p.actor.sector, "UAF") == 0;
    if (p.actor.code[0] == 0 && !unknown) {
        memcpy(p.actor.code, r->country, sizeof p.actor.code);
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
            add_party(out, p);
        }
        return;
    }
    add_party(out, party_of_mention(r, m));
}

static bool add_owner(coder *c, uint32_t t, party_list *out)
{
    static const deprel owners[] = {DEPREL_NMOD_POSS, DEPREL_AMOD, DEPREL_COMPOUND, DEPREL_NMOD};
    uint32_t before = out->count;
    for (size_t i = 0; i < 4 && out->count == before; i++) {
        for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
            if (tok(c, (uint32_t)k)->deprel == owners[i] && c->r->mention_of[k] >= 0) {
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

static void add_token(coder *c, uint32_t t, party_list *out)
{
    uint32_t head = said_by_self(c, referent(c, t));
    int32_t m = c->r->mention_of[head];
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

void parties_of(coder *c, uint32_t t, bool conjuncts, party_list *out)
{
    uint32_t head = referent(c, t);
    add_token(c, head, out);
    if (!conjuncts) {
        return;
    }
    uint32_t seen = 0;
    static const char *const including[] = {"including", "include"};
    for (int32_t k = c->first_child[head]; k >= 0 && seen < CONJUNCTS_MAX; k = c->next_sibling[k]) {
        bool joined =
            tok(c, (uint32_t)k)->deprel == DEPREL_CONJ || marked(c, (uint32_t)k, including, 2);
        if (joined && !is_clause(c, (uint32_t)k)) {
            add_token(c, (uint32_t)k, out);
            seen++;
        }
    }
}

static const char *const political_sectors[] = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY",
                                                "PTY", "OPP", "REB", "PRM", "UAF", "SEP"};
static const char *const bodies[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG"};

static bool one_of(const char *code, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(code, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* A word that no stage knows, put into the report's country by default. */
static bool is_unknown(const participant *p)
{
    return p->mention < 0 && p->via == VIA_DEFAULT && p->actor.sector[0] == 0;
}

bool is_political(const participant *p)
{
    const actor_code *a = &p->actor;
    if (is_unknown(p)) {
        return false;
    }
    return one_of(a->code, bodies, 6) || one_of(a->sector, political_sectors, 12) ||
           one_of(a->sector2, political_sectors, 12) || (a->code[0] != 0 && a->sector[0] == 0);
}

static bool has_sector(const participant *p, const char *const *list, size_t n)
{
    return one_of(p->actor.sector, list, n) || one_of(p->actor.sector2, list, n);
}

bool party_is(const participant *p, is_kind kind)
{
    static const char *const armed[] = {"MIL", "REB", "PRM", "UAF", "COP", "SEP", "UNK"};
    static const char *const police[] = {"COP", "SPY"};
    static const char *const court[] = {"JUD"};
    static const char *const civilian[] = {"CVL", "SOC", "LAB", "EDU", "REL", "JRN",
                                           "MED", "REF", "AGR", "BUS", "OPP", "PTY"};
    static const char *const group[] = {"REB", "PRM", "UAF", "SEP", "PTY"};
    switch (kind) {
    case IS_ANY:
    case IS_COUNT:
        return true;
    case IS_POLITICAL:
        return is_political(p);
    case IS_PERSON:
        return p->actor.sector[0] != 0 || p->actor.code[0] == 0;
    case IS_COUNTRY:
        return p->actor.code[0] != 0 && !is_unknown(p) &&
               (p->actor.sector[0] == 0 || strcmp(p->actor.sector, "GOV") == 0);
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

static bool any_is(const party_list *list, is_kind kind)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (party_is(&list->at[i], kind)) {
            return true;
        }
    }
    return false;
}

/* The token that constraints on the object look at. */
static int32_t object_token(const coder *c, const trigger *t)
{
    if (t->extra >= 0) {
        return t->extra;
    }
    if (t->entry->kind == ENTRY_NOUN) {
        return child_by(c, t->token, DEPREL_NMOD);
    }
    return deep_object(c, t->token);
}

/* The token or anything that may stand for its content: an of-phrase, a coordinated one. */
static bool in_set_wide(const coder *c, const lexicon_item *item, int32_t t)
{
    if (t < 0) {
        return false;
    }
    uint32_t head = (uint32_t)t;
    if (in_set(c, item, head) || in_set(c, item, content_head(c, head))) {
        return true;
    }
    for (int32_t k = c->first_child[head]; k >= 0; k = c->next_sibling[k]) {
        if (tok(c, (uint32_t)k)->deprel == DEPREL_CONJ && in_set(c, item, (uint32_t)k)) {
            return true;
        }
    }
    return false;
}

static bool child_in_set(const coder *c, const lexicon_item *item, const trigger *t)
{
    for (int32_t k = c->first_child[t->token]; k >= 0; k = c->next_sibling[k]) {
        if (in_set(c, item, (uint32_t)k)) {
            return true;
        }
    }
    return false;
}

static bool word_in_clause(const coder *c, const lexicon_item *item, const trigger *t)
{
    const sentence *s = &c->r->sentences[tok(c, t->token)->sent];
    for (uint32_t k = s->first; k <= s->last; k++) {
        if (in_set(c, item, k)) {
            return true;
        }
    }
    return false;
}

/* The verb or noun that the trigger's infinitive, that-clause or gerund is headed by. */
static bool complement_in_set(const coder *c, const lexicon_item *item, const trigger *t)
{
    static const deprel clauses[] = {DEPREL_XCOMP, DEPREL_CCOMP, DEPREL_ADVCL, DEPREL_ACL};
    int32_t object = child_by(c, t->token, DEPREL_OBJ);
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        int32_t k = child_by(c, t->token, clauses[i]);
        int32_t below = object < 0 ? -1 : child_by(c, (uint32_t)object, clauses[i]);
        if ((k >= 0 && in_set_wide(c, item, k)) || (below >= 0 && in_set_wide(c, item, below))) {
            return true;
        }
    }
    return false;
}

static bool demand_holds(const coder *c, const lexicon_item *item, const trigger *t)
{
    switch ((item_kind)item->kind) {
    case ITEM_OBJECT:
        return in_set_wide(c, item, object_token(c, t)) ||
               (t->extra >= 0 && in_set_wide(c, item, deep_object(c, t->token)));
    case ITEM_OBJECT_NOT:
        return !in_set_wide(c, item, object_token(c, t));
    case ITEM_SUBJECT:
        return in_set_wide(c, item, deep_subject(c, t->token));
    case ITEM_SUBJECT_NOT:
        return !in_set_wide(c, item, deep_subject(c, t->token));
    case ITEM_MOD:
        return child_in_set(c, item, t);
    case ITEM_MOD_NOT:
        return !child_in_set(c, item, t);
    case ITEM_WITH_WORD:
        return word_in_clause(c, item, t);
    case ITEM_COMPLEMENT:
        return complement_in_set(c, item, t);
    case ITEM_ACTOR:
    case ITEM_RECIPIENT:
    case ITEM_BOTH:
    case ITEM_TOPIC:
    case ITEM_LIGHT:
    case ITEM_COUNT:
        return true;
    }
    return true;
}

static bool complement_fits(const coder *c, const lexicon_sense *sense, uint32_t t)
{
    int32_t inf = child_by(c, t, DEPREL_XCOMP);
    inf = inf < 0 ? child_by(c, t, DEPREL_ACL) : inf;
    int32_t that = child_by(c, t, DEPREL_CCOMP);
    int32_t adverbial = child_by(c, t, DEPREL_ADVCL);
    switch ((comp_kind)sense->comp) {
    case COMP_ANY:
        return true;
    case COMP_INF:
        return inf >= 0 || adverbial >= 0;
    case COMP_THAT:
        return that >= 0 || child_by(c, t, DEPREL_ACL) >= 0;
    case COMP_GER:
        return (inf >= 0 && tok(c, (uint32_t)inf)->xpos == XPOS_VBG) || adverbial >= 0;
    case COMP_NONE:
        return inf < 0 && that < 0;
    }
    return true;
}

/* The demand that does not hold, in words; null = all hold. */
static const char *demand_missing(const coder *c, const trigger *t, const lexicon_sense *sense)
{
    static const char *const names[ITEM_COUNT] = {
        [ITEM_OBJECT] = "its object is not one that the frame asks for",
        [ITEM_OBJECT_NOT] = "its object is one that the frame rules out",
        [ITEM_SUBJECT] = "its subject is not one that the frame asks for",
        [ITEM_SUBJECT_NOT] = "its subject is one that the frame rules out",
        [ITEM_MOD] = "a modifier that the frame asks for is missing",
        [ITEM_MOD_NOT] = "a modifier rules it out",
        [ITEM_WITH_WORD] = "a word that the frame asks for is missing",
        [ITEM_COMPLEMENT] = "its complement is not one that the frame asks for"};
    for (uint32_t i = 0; i < sense->nitems; i++) {
        const lexicon_item *item = &c->lex->items[sense->first_item + i];
        if (!demand_holds(c, item, t)) {
            return names[item->kind];
        }
    }
    return complement_fits(c, sense, t->token) ? NULL : "its complement is of another form";
}

/* A person or thing that no earlier stage knows ("the bus", "workers"): somebody of the country
 * that the report is set in. */
static void add_unknown(coder *c, uint32_t t, party_list *out)
{
    uint32_t head = content_head(c, referent(c, t));
    bool person =
        tok(c, head)->xpos == XPOS_PRP && !view_equal_nocase(tok(c, head)->form, VIEW("it"));
    if ((!is_noun(c, head) && !person) || c->r->mention_of[head] >= 0 || c->in_time[head]) {
        return;
    }
    uint32_t first;
    uint32_t last;
    report_subtree(c->r, head, &first, &last);
    participant p = {.mention = -1, .via = VIA_DEFAULT};
    int32_t where = c->place_at[head];
    bool city = where >= 0 && c->r->places[where].precision.length == 4;
    where = city && child_by(c, head, DEPREL_CASE) < 0 && !c->wants_place ? -1 : where;
    const char *code = where >= 0 ? c->r->places[where].country : c->r->country;
    memcpy(p.actor.code, code, sizeof p.actor.code);
    p.via = where >= 0 ? VIA_NAME : VIA_DEFAULT;
    p.bytes = (span){tok(c, head)->bytes.start, tok(c, head)->bytes.end};
    for (uint32_t k = first; k < head; k++) {
        unsigned d = tok(c, k)->deprel;
        if (tok(c, k)->head == (int32_t)head && (d == DEPREL_AMOD || d == DEPREL_COMPOUND)) {
            p.bytes.start = tok(c, k)->bytes.start;
            break;
        }
    }
    p.name = report_cut(c->r, p.bytes);
    if (out->count < PARTIES_MAX) {
        out->at[out->count++] = p;
    }
}

/* Fills a role from the first of its paths that reaches a party. */
static void bind_role(coder *c, const trigger *t, const lexicon_item *item, party_list *out,
                      bool *weak)
{
    bool others = item->kind == ITEM_RECIPIENT;
    for (uint32_t i = 0; i < item->count; i++) {
        const lexicon_path *path = &c->lex->paths[item->first + i];
        token_set reached;
        uint32_t before = out->count;
        walk_path(c, t, path, &reached);
        for (uint32_t k = 0; k < reached.count; k++) {
            parties_of(c, reached.at[k], true, out);
        }
        if (out->count == before) {
            for (uint32_t k = 0; k < reached.count; k++) {
                uint32_t head = content_head(c, reached.at[k]);
                int32_t of = child_by(c, head, DEPREL_NMOD);
                *weak = add_owner(c, head, out) || *weak;
                *weak =
                    (out->count == before && of >= 0 && add_owner(c, (uint32_t)of, out)) || *weak;
            }
        }
        for (uint32_t k = 0; k < reached.count && out->count == before && others; k++) {
            add_unknown(c, reached.at[k], out);
            *weak = *weak || out->count > before;
        }
        c->spoken = c->spoken || (out->count > before && path->kind[0] == STEP_SPEAKER);
        if (out->count > before && !path->join) {
            return;
        }
    }
}

/* A noun of action whose doer is not given with it: the subject of its support verb, of the clause
 * it is an occasion in ("during a visit to Rabat, Gantz said"). */
static void bind_implicit_actor(coder *c, candidate *out)
{
    uint32_t noun = out->t.token;
    int32_t v = support_verb(c, noun);
    if (v < 0 || out->t.entry->kind != ENTRY_NOUN) {
        return;
    }
    bool occasion = tok(c, noun)->deprel == DEPREL_OBL && has_child_class(c, noun, LEX_occasion);
    if (!occasion && !is_class(c, (uint32_t)v, LEX_light)) {
        return;
    }
    int32_t subject = deep_subject(c, (uint32_t)v);
    if (subject >= 0 && (uint32_t)subject != noun) {
        parties_of(c, (uint32_t)subject, true, &out->actors);
        out->weak_actor = occasion;
    }
}

/* The object of a verb whose frame looks for its recipient elsewhere and finds none there: "warned
 * South Korea of retaliation", "rejected Greece's proposal". */
static void bind_object(coder *c, candidate *out)
{
    if (out->t.entry->kind != ENTRY_VERB || out->recipients.count > 0 ||
        lexicon_find_item(c->lex, out->sense, ITEM_RECIPIENT) == NULL) {
        return;
    }
    int32_t object = deep_object(c, out->t.token);
    if (object < 0) {
        return;
    }
    parties_of(c, (uint32_t)object, true, &out->recipients);
    if (out->recipients.count == 0) {
        out->weak_recipient = add_owner(c, content_head(c, (uint32_t)object), &out->recipients);
    }
}

static void drop_shared(party_list *from, const party_list *with)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < from->count; i++) {
        bool shared = false;
        for (uint32_t k = 0; k < with->count; k++) {
            shared = shared || same_party(&from->at[i], &with->at[k]);
        }
        if (!shared) {
            from->at[kept++] = from->at[i];
        }
    }
    from->count = kept;
}

static bool kinds_fit(const lexicon_sense *sense, const candidate *found)
{
    is_kind a = (is_kind)sense->actor_is;
    is_kind b = (is_kind)sense->recipient_is;
    bool either = any_is(&found->actors, IS_POLITICAL) || any_is(&found->recipients, IS_POLITICAL);
    if (a == IS_NONE        ? found->actors.count > 0
        : a == IS_POLITICAL ? found->actors.count > 0 && !either
                            : found->actors.count > 0 && !any_is(&found->actors, a)) {
        return false;
    }
    if (b == IS_NONE) {
        return found->recipients.count == 0;
    }
    return b == IS_ANY || any_is(&found->recipients, b);
}

/* What the parties lack; null = nothing. */
static const char *party_missing(const lexicon_sense *sense, const candidate *found)
{
    if (sense->type != ACT_NONE) {
        if (found->actors.count == 0 && !actor_is_known(found) && needs_actor(found)) {
            return "no actor found";
        }
        if (found->recipients.count == 0 && needs_recipient(found)) {
            return "no recipient found";
        }
    }
    return kinds_fit(sense, found) ? NULL
                                   : "its parties are not of the kind that the frame asks for";
}

const char *bind_sense(coder *c, const trigger *t, const lexicon_sense *sense, candidate *out)
{
    /* the lists are large: their counts alone are reset */
    out->actors.count = out->recipients.count = 0;
    out->actor_left_out = out->recipient_left_out = false;
    out->weak_actor = out->weak_recipient = out->by_speaker = false;
    out->confidence = 0;
    out->t = *t;
    out->sense = sense;
    out->passive = t->entry->kind != ENTRY_NOUN && is_passive(c, t->token);
    const char *missing = demand_missing(c, t, sense);
    if (missing != NULL) {
        return missing;
    }
    c->spoken = false;
    c->wants_place = sense->mode == MODE_CONSULT_VISIT || sense->recipient_is == IS_COUNTRY;
    for (uint32_t i = 0; i < sense->nitems; i++) {
        const lexicon_item *item = &c->lex->items[sense->first_item + i];
        if (item->kind == ITEM_ACTOR || item->kind == ITEM_BOTH) {
            bind_role(c, t, item, &out->actors, &out->weak_actor);
        } else if (item->kind == ITEM_RECIPIENT) {
            bind_role(c, t, item, &out->recipients, &out->weak_recipient);
        }
    }
    bind_object(c, out);
    bool one_of_two = out->actors.count == 1 && lexicon_find_item(c->lex, sense, ITEM_BOTH) != NULL;
    if (out->actors.count == 0 || one_of_two) {
        bind_implicit_actor(c, out);
    }
    out->by_speaker = c->spoken;
    drop_shared(&out->recipients, &out->actors);
    return party_missing(sense, out);
}
