/* code/bind.c - a sense filled: its roles by their paths, and by what English leaves out. */
#include "code/code_priv.h"

#define CIVIC_POLITICS 3 /* how political a report must be for society to speak politics in it */

static bool any_is(const party_list *list, is_kind kind)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (party_is(&list->at[i], kind)) {
            return true;
        }
    }
    return false;
}

/* "two were arrested", "the wounded", "a 16-year-old": a numeral or adjective without its noun. */
static bool stands_as_noun(const coder *c, uint32_t t)
{
    unsigned u = tok(c, t)->upos;
    unsigned d = tok(c, t)->deprel;
    return (u == UPOS_NUM || u == UPOS_ADJ) &&
           (d == DEPREL_NSUBJ || d == DEPREL_NSUBJ_PASS || d == DEPREL_OBJ);
}

/* A person or thing that no earlier stage knows ("the bus", "workers"): somebody of the country
 * that the report is set in. */
static void add_unknown(coder *c, uint32_t t, party_list *out)
{
    uint32_t head = content_head(c, referent(c, t));
    bool person =
        tok(c, head)->xpos == XPOS_PRP && !view_equal_nocase(tok(c, head)->form, VIEW("it"));
    if ((!is_noun(c, head) && !person && !stands_as_noun(c, head)) || c->r->mention_of[head] >= 0 ||
        c->in_time[head]) {
        return;
    }
    participant p = {.mention = -1, .via = VIA_DEFAULT, .type = ENTITY_OTHER};
    int32_t where = c->place_at[head];
    bool city = where >= 0 && c->r->places[where].precision.length == 4;
    where = city && child_by(c, head, DEPREL_CASE) < 0 && !c->wants_place ? -1 : where;
    bool abroad =
        is_class(c, head, LEX_abroad) && feats_get(tok(c, head)->feats, FEAT_NUMBER) == NUMBER_PLUR;
    const char *home = abroad ? "\0\0\0" : c->r->country;
    const char *code = where >= 0 ? c->r->places[where].country : home;
    memcpy(p.actor.code, code, sizeof p.actor.code);
    p.via = where >= 0 ? VIA_NAME : VIA_DEFAULT;
    p.bytes = (span){tok(c, head)->bytes.start, tok(c, head)->bytes.end};
    for (int32_t k = c->first_child[head]; k >= 0 && k < (int32_t)head; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        if (d == DEPREL_AMOD || d == DEPREL_COMPOUND) {
            p.bytes.start = tok(c, (uint32_t)k)->bytes.start;
            break;
        }
    }
    p.name = report_cut(c->r, p.bytes);
    if (out->count < PARTIES_MAX) {
        out->at[out->count++] = p;
    }
}

/* The trigger is no party to itself: "the attack" is the subject of "the attack wounded ten". */
static void drop_trigger(token_set *reached, const trigger *t)
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < reached->count; k++) {
        if (reached->at[k] < t->first || reached->at[k] > t->last) {
            reached->at[kept++] = reached->at[k];
        }
    }
    reached->count = kept;
}

/* Whether the path leads to the subject of a verb that only tells of the act: who reports an
 * attack, or investigates it, has not made it. */
static bool by_onlooker(const coder *c, const trigger *t, const lexicon_path *path)
{
    bool light = path->nsteps == 2 && path->kind[0] == STEP_LIGHT && path->kind[1] == STEP_SUBJ;
    int32_t v = light ? support_verb(c, t->token) : -1;
    return v >= 0 && !is_class(c, (uint32_t)v, LEX_light);
}

/* Fills a role from the first of its paths that reaches a party. */
static void bind_role(coder *c, const trigger *t, const lexicon_item *item, unsigned type,
                      party_list *out, bool *weak)
{
    bool others = item->kind == ITEM_RECIPIENT;
    bool force = type == ACT_ASSAULT || type == ACT_PROTEST;
    bool hit = item->kind == ITEM_ACTOR && type == ACT_ASSAULT;
    for (uint32_t i = 0; i < item->count; i++) {
        const lexicon_path *path = &c->lex->paths[item->first + i];
        token_set reached;
        uint32_t before = out->count;
        if (item->kind == ITEM_ACTOR && force && by_onlooker(c, t, path)) {
            continue;
        }
        walk_path(c, t, path, &reached);
        for (uint32_t k = 0; k < reached.count; k++) {
            parties_of(c, reached.at[k], true, out);
        }
        drop_trigger(&reached, t);
        if (out->count == before) {
            for (uint32_t k = 0; k < reached.count; k++) {
                uint32_t head = content_head(c, reached.at[k]);
                int32_t of = child_by(c, head, DEPREL_NMOD);
                *weak = add_owner(c, head, hit, out) || *weak;
                *weak = (out->count == before && of >= 0 && add_owner(c, (uint32_t)of, hit, out)) ||
                        *weak;
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

/* "Thousands marched", "dozens rallied": a crowd that is told by its number alone. */
static void bind_crowd(coder *c, candidate *out)
{
    if (out->sense->type != ACT_PROTEST || out->actors.count > 0) {
        return;
    }
    int32_t subject = deep_subject(c, out->t.token);
    if (subject < 0 || !is_class(c, content_head(c, (uint32_t)subject), LEX_quantity)) {
        return;
    }
    add_unknown(c, (uint32_t)subject, &out->actors);
    for (uint32_t i = 0; i < out->actors.count; i++) {
        memcpy(out->actors.at[i].actor.sector, "CVL", 4);
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
    int32_t object = out->t.object;
    if (object < 0) {
        return;
    }
    parties_of(c, (uint32_t)object, true, &out->recipients);
    if (out->recipients.count == 0) {
        out->weak_recipient =
            add_owner(c, content_head(c, (uint32_t)object), false, &out->recipients);
    }
}

/* The same somebody, by another mention: "the attackers hijacked their own". */
static bool same_entity(const report *r, const participant *a, const participant *b)
{
    return same_party(a, b) || (a->mention >= 0 && b->mention >= 0 &&
                                r->mentions[a->mention].entity == r->mentions[b->mention].entity);
}

static void drop_shared(const report *r, party_list *from, const party_list *with)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < from->count; i++) {
        bool shared = false;
        for (uint32_t k = 0; k < with->count; k++) {
            shared = shared || same_entity(r, &from->at[i], &with->at[k]);
        }
        if (!shared) {
            from->at[kept++] = from->at[i];
        }
    }
    from->count = kept;
}

static bool any_civic(const party_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (is_civic(&list->at[i])) {
            return true;
        }
    }
    return false;
}

/* Whether somebody of society speaks: unions, bishops and residents ask, praise and accuse a state
 * that need not be named, in a report that is about politics. */
bool civic_speech(const coder *c, const lexicon_sense *sense, const candidate *found)
{
    static const act_type speech[] = {ACT_REQUEST, ACT_ACCUSE,   ACT_REJECT,
                                      ACT_SUPPORT, ACT_THREATEN, ACT_CONCEDE};
    bool spoken = false;
    for (size_t i = 0; i < sizeof speech / sizeof *speech; i++) {
        spoken = spoken || sense->type == speech[i];
    }
    return spoken && c->politics >= CIVIC_POLITICS && found->t.entry->kind != ENTRY_AUX &&
           any_civic(&found->actors);
}

/* What gunmen of no known side may do: kill, take, threaten and let go. */
bool act_of_arms(const lexicon_sense *sense, const candidate *found)
{
    const act_type type = sense->type;
    bool of_arms =
        type == ACT_ASSAULT || type == ACT_COERCE || type == ACT_THREATEN || type == ACT_RETREAT;
    bool armed = false;
    for (uint32_t i = 0; i < found->actors.count; i++) {
        const participant *p = &found->actors.at[i];
        armed = armed || (p->mention >= 0 && party_is(p, IS_ARMED));
    }
    return of_arms && armed;
}

/* Either side being political is enough; so is somebody of society who speaks, or armed. */
static bool actors_fit(const coder *c, const lexicon_sense *sense, const candidate *found)
{
    is_kind kind = (is_kind)sense->actor_is;
    if (kind != IS_POLITICAL) {
        return any_is(&found->actors, kind);
    }
    return any_is(&found->actors, IS_POLITICAL) || any_is(&found->recipients, IS_POLITICAL) ||
           (found->recipients.count == 0 && sense->recipient_sector[0] != 0) ||
           civic_speech(c, sense, found) || act_of_arms(sense, found);
}

/* Whom somebody political acts on may be anybody of society: "told residents to leave". */
static bool recipients_fit(const lexicon_sense *sense, const candidate *found)
{
    is_kind kind = (is_kind)sense->recipient_is;
    if (kind == IS_NONE) {
        return found->recipients.count == 0;
    }
    return kind == IS_ANY || any_is(&found->recipients, kind) ||
           (kind == IS_POLITICAL && any_is(&found->actors, IS_POLITICAL) &&
            any_civic(&found->recipients));
}

static bool kinds_fit(const coder *c, const lexicon_sense *sense, const candidate *found)
{
    bool actors = sense->actor_is == IS_NONE
                      ? found->actors.count == 0
                      : found->actors.count == 0 || actors_fit(c, sense, found);
    return actors && recipients_fit(sense, found);
}

const char *lack_name(lack what)
{
    static const char *const names[] = {
        [LACKS_NOTHING] = NULL,
        [LACKS_OBJECT] = "its object is not one that the frame asks for",
        [LACKS_OTHER_OBJECT] = "its object is one that the frame rules out",
        [LACKS_SUBJECT] = "its subject is not one that the frame asks for",
        [LACKS_OTHER_SUBJECT] = "its subject is one that the frame rules out",
        [LACKS_MODIFIER] = "a modifier that the frame asks for is missing",
        [LACKS_OTHER_MODIFIER] = "a modifier rules it out",
        [LACKS_WORD] = "a word that the frame asks for is missing",
        [LACKS_COMPLEMENT] = "its complement is not one that the frame asks for",
        [LACKS_FORM] = "its complement is of another form",
        [LACKS_ACTOR] = "no actor found",
        [LACKS_RECIPIENT] = "no recipient found",
        [LACKS_KIND] = "its parties are not of the kind that the frame asks for",
    };
    return names[what];
}

static bool actor_missing(const candidate *found)
{
    return found->sense->type != ACT_NONE && found->actors.count == 0 && !actor_is_known(found) &&
           needs_actor(found);
}

static lack party_missing(const coder *c, const lexicon_sense *sense, const candidate *found)
{
    if (actor_missing(found)) {
        return LACKS_ACTOR;
    }
    if (sense->type != ACT_NONE && found->recipients.count == 0 && needs_recipient(found) &&
        !c->unaimed && sense->recipient_sector[0] == 0) {
        return LACKS_RECIPIENT;
    }
    return kinds_fit(c, sense, found) ? LACKS_NOTHING : LACKS_KIND;
}

/* Force is used where people are: those of whom no country is told are of the act's place. */
static void settle(const coder *c, const candidate *found, party_list *list)
{
    static const act_type forces[] = {ACT_ASSAULT, ACT_COERCE, ACT_PROTEST, ACT_MOBILIZE};
    int32_t where = c->place_of[found->t.token];
    const char *there = where >= 0 ? c->r->places[where].country : "";
    bool force = false;
    for (size_t i = 0; i < sizeof forces / sizeof *forces; i++) {
        force = force || found->sense->type == forces[i];
    }
    for (uint32_t i = 0; i < list->count && force && there[0] != 0; i++) {
        participant *p = &list->at[i];
        if (p->via == VIA_DEFAULT && code_equal(p->actor.code, c->r->country)) {
            memcpy(p->actor.code, there, sizeof p->actor.code);
        }
    }
}

static void begin_candidate(const coder *c, const trigger *t, const lexicon_sense *sense,
                            candidate *out)
{
    /* the lists are large: their counts alone are reset */
    out->actors.count = out->recipients.count = 0;
    out->actor_left_out = out->recipient_left_out = false;
    out->weak_actor = out->weak_recipient = out->by_speaker = false;
    out->relaxed = out->unaimed = out->hinted = false;
    out->confidence = 0;
    out->t = *t;
    out->sense = sense;
    out->passive = t->entry->kind != ENTRY_NOUN && is_passive(c, t->token);
}

static void bind_actors(coder *c, candidate *out)
{
    const lexicon_sense *sense = out->sense;
    bool both = false;
    for (uint32_t i = sense->ndemands; i < sense->nitems; i++) {
        const lexicon_item *item = &c->lex->items[sense->first_item + i];
        both = both || item->kind == ITEM_BOTH;
        if (item->kind == ITEM_ACTOR || item->kind == ITEM_BOTH) {
            bind_role(c, &out->t, item, sense->type, &out->actors, &out->weak_actor);
        }
    }
    bind_crowd(c, out);
    if (out->actors.count == 0 || (out->actors.count == 1 && both)) {
        bind_implicit_actor(c, out);
    }
}

static void bind_recipients(coder *c, candidate *out)
{
    const lexicon_sense *sense = out->sense;
    for (uint32_t i = sense->ndemands; i < sense->nitems; i++) {
        const lexicon_item *item = &c->lex->items[sense->first_item + i];
        if (item->kind == ITEM_RECIPIENT) {
            bind_role(c, &out->t, item, sense->type, &out->recipients, &out->weak_recipient);
        }
    }
    bind_object(c, out);
}

lack bind_sense(coder *c, const trigger *t, const lexicon_sense *sense, candidate *out)
{
    lack missing = demand_missing(c, t, sense);
    if (missing != LACKS_NOTHING) {
        return missing;
    }
    begin_candidate(c, t, sense, out);
    c->spoken = false;
    c->wants_place = sense->mode == MODE_CONSULT_VISIT || sense->recipient_is == IS_COUNTRY;
    bind_actors(c, out);
    if (!out->passive && actor_missing(out)) {
        return LACKS_ACTOR; /* whoever the recipients are */
    }
    bind_recipients(c, out);
    out->by_speaker = c->spoken;
    drop_shared(c->r, &out->recipients, &out->actors);
    settle(c, out, &out->actors);
    settle(c, out, &out->recipients);
    return party_missing(c, sense, out);
}
