/* code/gate.c - which candidates are events.
 *
 * What is left when the frame fits: an act needs a political party, a recipient where PLOVER asks
 * for one, a sentence that is not about sport or a film; what is asked for, threatened or alleged
 * has no record of its own.
 */
#include "code/code_priv.h"

static bool any_political(const party_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (is_political(&list->at[i])) {
            return true;
        }
    }
    return false;
}

static uint32_t count_class(const coder *c, uint32_t sent, lexicon_class_id id)
{
    const sentence *s = &c->r->sentences[sent];
    uint32_t n = 0;
    for (uint32_t t = s->first; t <= s->last; t++) {
        n += is_class(c, t, id);
    }
    return n;
}

bool needs_recipient(const candidate *found)
{
    switch ((needs_kind)found->sense->needs) {
    case NEEDS_RECIPIENT:
    case NEEDS_BOTH:
        return true;
    case NEEDS_ACTOR:
    case NEEDS_NONE:
    case NEEDS_TWO:
        return false;
    case NEEDS_DEFAULT:
        break;
    }
    unsigned type = found->sense->type;
    return type == ACT_AID || type == ACT_SANCTION || type == ACT_COERCE || type == ACT_ASSAULT;
}

bool needs_actor(const candidate *found)
{
    return found->sense->needs != NEEDS_NONE && found->sense->needs != NEEDS_RECIPIENT;
}

/* Whether an actor left out can be supplied: by the frame, or, for a passive that has its patient,
 * somebody of the report's country ("all demands were rejected"). */
bool actor_is_known(const candidate *found)
{
    return found->sense->sector[0] != 0 || (found->passive && found->recipients.count > 0);
}

/* Frames whose subject suffers the act: "is in custody", "came under attack". */
static bool suffers(const coder *c, const candidate *found)
{
    const lexicon_item *item = lexicon_find_item(c->lex, found->sense, ITEM_RECIPIENT);
    for (uint32_t i = 0; item != NULL && i < item->count; i++) {
        const lexicon_path *path = &c->lex->paths[item->first + i];
        if (path->nsteps == 1 && path->kind[0] == STEP_SUBJ) {
            return true;
        }
    }
    return false;
}

/* Whether the text says who did it, though as nobody that is known: "the league fined the club". */
static bool actor_is_told(const coder *c, const candidate *found)
{
    int32_t subject =
        found->passive || suffers(c, found) ? -1 : child_by(c, found->t.token, DEPREL_NSUBJ);
    return subject >= 0 && tok(c, (uint32_t)subject)->upos == UPOS_NOUN &&
           !code_equal(found->sense->sector, "UNK");
}

/* Somebody of that sector whom the text leaves out: of the country of the act's place, or of the
 * report's. */
static participant left_out(const coder *c, const candidate *found, const char *sector)
{
    participant p = {.mention = -1, .via = VIA_DEFAULT, .type = ENTITY_OTHER};
    memcpy(p.actor.sector, sector, sizeof p.actor.sector);
    int32_t where = c->place_of[found->t.token];
    static const char *const whither[] = {"to", "into"};
    bool here = where >= 0 && !marked(c, c->r->places[where].last, whither, 2);
    const char *code = here ? c->r->places[where].country : c->r->country;
    if (!code_equal(sector, "UNK")) {
        memcpy(p.actor.code, code, sizeof p.actor.code);
    }
    static const struct {
        const char *sector, *text;
    } names[] = {{"COP", "police"},  {"JUD", "court"},  {"GOV", "government"},
                 {"MIL", "army"},    {"UAF", "gunmen"}, {"LEG", "parliament"},
                 {"UNK", "unknown"}, {"CVL", "people"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (code_equal(names[i].sector, p.actor.sector)) {
            p.name = view_of(names[i].text);
        }
    }
    know_country country;
    if (p.name.length == 0 && c->know != NULL &&
        know_country_find(c->know, view_of(p.actor.code), &country)) {
        p.name = country.name;
    }
    return p;
}

/* An actor that the text leaves out but that is known: the police of an arrest. */
static void supply_actor(coder *c, candidate *found)
{
    if (found->actors.count > 0 || !actor_is_known(found) || actor_is_told(c, found)) {
        return;
    }
    bool killed = found->sense->type == ACT_ASSAULT && found->sense->sector[0] == 0;
    found->actors.at[found->actors.count++] =
        left_out(c, found, killed ? "UNK" : found->sense->sector);
    found->actor_left_out = true;
}

static bool all_of(const party_list *list, const char *code)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (!code_equal(list->at[i].actor.code, code)) {
            return false;
        }
    }
    return list->count > 0;
}

static void add_country(coder *c, candidate *found, const char *code)
{
    participant p = {.mention = -1, .via = VIA_DEFAULT, .type = ENTITY_OTHER};
    know_country country;
    memcpy(p.actor.code, code, sizeof p.actor.code);
    if (c->know != NULL && know_country_find(c->know, view_of(code), &country)) {
        p.name = country.name;
    }
    found->recipients.at[found->recipients.count++] = p;
    found->recipient_left_out = true;
}

/* The other side of what takes two, when all that are named are of one foreign country: the country
 * of the act's place, or the report's ("The envoy arrived on Monday"). */
static void supply_partner(coder *c, candidate *found)
{
    const char *actor = found->actors.at[0].actor.code;
    int32_t where = c->place_of[found->t.token];
    const char *there = where >= 0 ? c->r->places[where].country : "";
    bool visit = found->sense->mode == MODE_CONSULT_VISIT;
    if (actor[0] == 0 || !all_of(&found->actors, actor)) {
        return;
    }
    if (visit && there[0] != 0 && !code_equal(there, actor)) {
        add_country(c, found, there);
    } else if (c->r->country[0] != 0 && !code_equal(c->r->country, actor)) {
        add_country(c, found, c->r->country);
    }
}

/* Whom an act is done to without the text saying so: somebody of the actor's own country, in a
 * report that is set there ("the opposition called for reforms"), or somebody of that country when
 * one abroad asks or accuses ("Washington called for restraint"). */
static bool at_home(const coder *c, const candidate *found)
{
    return code_equal(found->actors.at[0].actor.code, c->r->country);
}

static void supply_recipient(coder *c, candidate *found)
{
    if (found->recipients.count > 0 || found->actors.count == 0 ||
        found->sense->recipient_is == IS_NONE) {
        return;
    }
    if (found->sense->recipient_sector[0] != 0) {
        found->recipients.at[found->recipients.count++] =
            left_out(c, found, found->sense->recipient_sector);
        found->recipient_left_out = true;
        return;
    }
    if (found->unaimed) {
        found->recipients.at[found->recipients.count++] = left_out(c, found, "CVL");
        found->recipient_left_out = true;
    } else if (act_is_mutual(found->sense->type)) {
        supply_partner(c, found);
    } else if (c->r->country[0] != 0 && (at_home(c, found) || found->sense->type == ACT_REQUEST ||
                                         found->sense->type == ACT_ACCUSE)) {
        add_country(c, found, c->r->country);
    }
}

/* Violence by unknown hands: the frame itself asks for words of attack. */
static bool told_as_violence(const coder *c, const candidate *found)
{
    static const item_kind demands[] = {ITEM_OBJECT, ITEM_SUBJECT, ITEM_MOD, ITEM_WITH_WORD};
    bool victim = found->recipients.count > 0;
    bool asks = false;
    for (size_t i = 0; i < sizeof demands / sizeof *demands; i++) {
        asks = asks || lexicon_find_item(c->lex, found->sense, demands[i]) != NULL;
    }
    return found->sense->type == ACT_ASSAULT && victim && asks &&
           code_equal(found->sense->sector, "UNK");
}

/* "The UN mission in Mali sent a team" tells no mission: its word is the head of who acts. */
static bool names_its_actor(const coder *c, const candidate *found)
{
    bool noun = found->t.entry->kind == ENTRY_NOUN && found->sense->type != ACT_PROTEST;
    const participant *p = &found->actors.at[0];
    return noun && found->actors.count > 0 && p->mention >= 0 &&
           c->r->mentions[p->mention].head == found->t.token;
}

/* "It was an agreement with Morocco" says what something told before is, and tells no act. */
static bool describes(const coder *c, const candidate *found)
{
    int32_t subject = child_by(c, found->t.token, DEPREL_NSUBJ);
    return found->t.entry->kind == ENTRY_NOUN && subject >= 0 &&
           child_by(c, found->t.token, DEPREL_COP) >= 0 &&
           tok(c, (uint32_t)subject)->upos == UPOS_PRON;
}

/* Rules without exception; null = none applies. */
static const char *hard_rule(const coder *c, const candidate *found)
{
    if (found->sense->type == ACT_NONE) {
        return "the sense is no political act";
    }
    if (found->passive && is_class(c, found->t.token, LEX_plan)) {
        return "it says what is planned";
    }
    if (names_its_actor(c, found)) {
        return "the word names who acts";
    }
    if (describes(c, found)) {
        return "it says what something else is";
    }
    if (needs_actor(found) && found->actors.count == 0) {
        return "no actor found";
    }
    if (needs_recipient(found) && found->recipients.count == 0) {
        return "no recipient found";
    }
    bool protest = found->sense->type == ACT_PROTEST && found->actors.count > 0;
    bool armed = act_of_arms(found->sense, found) ||
                 (found->sense->type == ACT_ASSAULT && told_as_violence(c, found));
    bool speech = civic_speech(c, found->sense, found);
    if (!protest && !armed && !speech && !any_political(&found->actors) &&
        !any_political(&found->recipients)) {
        return "no political actor";
    }
    return NULL;
}

/* "Peru and Chile resumed their relations": whose they are are the actors themselves. */
static void drop_own(const coder *c, candidate *found)
{
    const participant *p = &found->recipients.at[0];
    bool sides = act_is_mutual(found->sense->type) && found->actors.count > 1;
    if (sides && found->recipients.count > 0 && p->mention >= 0 &&
        tok(c, c->r->mentions[p->mention].head)->xpos == XPOS_PRP_POSS) {
        found->recipients.count = 0;
    }
}

/* Whoever protests and is nobody known ("hundreds", "people") is a civilian. */
static void name_protesters(candidate *found)
{
    for (uint32_t i = 0; found->sense->type == ACT_PROTEST && i < found->actors.count; i++) {
        actor_code *a = &found->actors.at[i].actor;
        if (found->actors.at[i].via == VIA_DEFAULT && a->sector[0] == 0) {
            memcpy(a->sector, "CVL", sizeof "CVL");
        }
    }
}

/* Rules that the judge may overrule. */
static const char *soft_rule(const coder *c, const candidate *found)
{
    if (found->st.asked) {
        return "what is asked for or threatened has no record of its own";
    }
    if (found->st.accused) {
        return "what somebody is accused of has no record of its own";
    }
    if (count_class(c, tok(c, found->t.token)->sent, LEX_sport) >= 3) {
        return "the sentence is about sport";
    }
    return NULL;
}

void judge_rules(coder *c, candidate *found, proposal *p)
{
    supply_actor(c, found);
    name_protesters(found);
    drop_own(c, found);
    supply_recipient(c, found);
    p->why_not = hard_rule(c, found);
    if (p->why_not == NULL) {
        p->why_not = soft_rule(c, found);
        p->soft = p->why_not != NULL;
    }
}
