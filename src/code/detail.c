/* code/detail.c - date, place, source and contexts of an act, from the layers of the stages before.
 *
 * Date: the time that when/ puts on the clause, on the verb that supports a noun, or on the clause
 * the act is subordinate to; failing that the day of publication where the report gives the act as
 * its news, else none.  Country: the place of the act, else what the type and the parties say.
 */
#include "code/code_priv.h"

#define CLIMB 5
#define NARRATIVE_DAYS 14 /* how far back a telling's day still dates what follows */

static int32_t time_at(const coder *c, uint32_t t)
{
    int32_t found = c->time_of[t];
    for (int i = 0; i < CLIMB && found < 0; i++) {
        const token *w = tok(c, t);
        unsigned d = w->deprel;
        bool up = d == DEPREL_XCOMP || d == DEPREL_OBJ || d == DEPREL_NSUBJ || d == DEPREL_OBL ||
                  d == DEPREL_NSUBJ_PASS || d == DEPREL_ADVCL || d == DEPREL_CONJ ||
                  d == DEPREL_NMOD || d == DEPREL_ACL;
        if (w->head < 0 || !up) {
            return -1;
        }
        if ((d == DEPREL_ADVCL || d == DEPREL_CONJ) && is_noun(c, t)) {
            return -1;
        }
        t = (uint32_t)w->head;
        found = c->time_of[t];
    }
    return found;
}

/* The past day of an infinitive hung on t, or the one to come; -1 = none. */
static int32_t time_of_infinitive(const coder *c, uint32_t t, day told, bool to_come)
{
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        bool infinitive = (d == DEPREL_ACL || d == DEPREL_XCOMP || d == DEPREL_ADVCL) &&
                          feats_get(tok(c, (uint32_t)k)->feats, FEAT_VERBFORM) == VERBFORM_INF;
        int32_t time = infinitive ? c->time_of[k] : -1;
        const interval none = {DAY_NONE, DAY_NONE, PRECISION_NONE};
        interval when = time < 0 ? none : c->r->times[time].when;
        bool behind = when.to < told || (when.from < told && when.to > told); /* "this year" */
        if (when.from != DAY_NONE && behind != to_come) {
            return time;
        }
    }
    return -1;
}

/* A day that is past hung on what was only to come belongs to the act itself: "signed an agreement
 * to resume relations in 2020"; the day of what is to come is its own: "agreed to meet in May". */
static int32_t time_below(const coder *c, uint32_t t, day told, bool to_come)
{
    int32_t found = time_of_infinitive(c, t, told, to_come);
    for (int32_t k = c->first_child[t]; k >= 0 && found < 0; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        if (d == DEPREL_OBJ || d == DEPREL_OBL) {
            found = time_of_infinitive(c, (uint32_t)k, told, to_come);
        }
    }
    return found;
}

static bool is_open(interval when)
{
    return when.from == DAY_NONE && when.to == DAY_NONE;
}

static interval one_day(day d)
{
    return (interval){d, d, d == DAY_NONE ? PRECISION_NONE : PRECISION_DAY};
}

static day anchor_day(const coder *c, uint32_t sent)
{
    day d = c->r->anchor_of == NULL ? DAY_NONE : c->r->anchor_of[sent];
    return d == DAY_NONE ? c->r->published : d;
}

/* Whether an act without a date is given as news: not background, not a plan. */
static bool is_news(const candidate *found)
{
    const standing *st = &found->st;
    return st->status == STATUS_ACTUAL && !st->pluperfect && !st->nominal &&
           !(st->relative && st->perfect);
}

/* Acts that a report tells without a date as background more often than as its news. */
static bool seldom_undated_news(act_type type)
{
    return type == ACT_AID || type == ACT_COOPERATE || type == ACT_SANCTION ||
           type == ACT_THREATEN || type == ACT_RETREAT || type == ACT_ASSAULT || type == ACT_COERCE;
}

/* Acts done by saying: they happen when the statement they stand in is made. */
static bool is_speech(act_type type)
{
    return type == ACT_ACCUSE || type == ACT_SUPPORT || type == ACT_REQUEST || type == ACT_REJECT ||
           type == ACT_AGREE;
}

/* "The announcement of his visit came last night": the night is the announcement's. */
static bool is_of_announcement(const coder *c, uint32_t t, int32_t time)
{
    int32_t head = tok(c, t)->head;
    uint32_t first;
    uint32_t last;
    if (time < 0 || head < 0 || tok(c, t)->deprel != DEPREL_NMOD ||
        !is_class(c, (uint32_t)head, LEX_announcing)) {
        return false;
    }
    report_subtree(c->r, t, &first, &last);
    return c->r->times[time].first < first || c->r->times[time].first > last;
}

bool is_since(const coder *c, const time_expr *x, uint32_t t)
{
    for (uint32_t i = x->first; i <= x->last; i++) {
        if (tok(c, i)->head == (int32_t)t && t > x->last && is_noun(c, t)) {
            return false;
        }
    }
    return x->since;
}

static void fill_date(coder *c, const candidate *found, act *a)
{
    int32_t said = found->by_speaker ? statement_verb(c, found->t.token) : -1;
    a->time = time_at(c, said >= 0 ? (uint32_t)said : found->t.token);
    if (a->time < 0 && said < 0 && found->t.noun != found->t.token) {
        a->time = time_at(c, found->t.noun);
    }
    const bool to_come = a->status == STATUS_FUTURE;
    if (a->time < 0 && (found->st.past || found->st.perfect || to_come)) {
        a->time = time_below(c, found->t.token, anchor_day(c, a->sent), to_come);
    }
    int32_t verb = statement_verb(c, found->t.token);
    if (a->time < 0 && verb >= 0 && is_speech(a->type)) {
        a->time = c->time_of[verb];
    }
    if (is_of_announcement(c, found->t.token, a->time)) {
        a->time = -1;
    }
    if (a->time >= 0) {
        const time_expr *x = &c->r->times[a->time];
        a->when = x->when;
        if (!is_open(x->when) && is_since(c, x, found->t.token)) {
            a->status = a->status == STATUS_ACTUAL ? STATUS_ONGOING : a->status;
            a->when.to = anchor_day(c, a->sent);
        }
        const day told = anchor_day(c, a->sent);
        if (a->status == STATUS_ACTUAL && told != DAY_NONE && x->when.from != DAY_NONE &&
            x->when.from > told && !found->st.over) {
            a->status = STATUS_FUTURE;
        }
        return;
    }
    a->when = (interval){DAY_NONE, DAY_NONE, PRECISION_NONE};
    if (!is_news(found)) {
        return;
    }
    day told = anchor_day(c, a->sent);
    const interval *narrative = c->r->narrative_of == NULL ? NULL : &c->r->narrative_of[a->sent];
    if (narrative == NULL || narrative->from == DAY_NONE || narrative->from > told) {
        a->when = seldom_undated_news(a->type) && a->sent > 1 ? a->when : one_day(told);
    } else if (narrative->from == narrative->to && told - narrative->from <= NARRATIVE_DAYS) {
        a->when = *narrative;
    } else if (found->st.past && !found->st.relative) {
        a->when = one_day(told);
    }
}

static int32_t place_at(const coder *c, uint32_t t)
{
    int32_t found = c->place_of[t];
    int32_t v = found < 0 ? support_verb(c, t) : -1;
    if (v >= 0) {
        found = c->place_of[v];
    }
    if (found >= 0 && c->r->places[found].use == PLACE_DEMONYM) {
        return -1; /* "the Chinese ambassador": who, not where */
    }
    return found;
}

static const char *country_of(const party_list *list, bool *several)
{
    const char *first = "";
    for (uint32_t i = 0; i < list->count; i++) {
        const char *code = list->at[i].actor.code;
        if (code[0] == 0) {
            continue;
        }
        if (first[0] == 0) {
            first = code;
        } else if (!code_equal(first, code)) {
            *several = true;
        }
    }
    return first;
}

bool is_state_code(const char *code)
{
    static const char *const others[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};
    for (size_t i = 0; i < 7; i++) {
        if (code_equal(code, others[i])) {
            return false;
        }
    }
    return code[0] != 0;
}

static bool is_physical(act_type type)
{
    return type == ACT_PROTEST || type == ACT_COERCE || type == ACT_ASSAULT ||
           type == ACT_MOBILIZE || type == ACT_AID;
}

static void set_country(act *a, const char *code)
{
    if (is_state_code(code)) {
        memcpy(a->country, code, sizeof a->country);
    }
}

static void fill_place(coder *c, const candidate *found, act *a)
{
    bool several = false;
    const char *actor = country_of(&found->actors, &several);
    const char *recipient = country_of(&found->recipients, &several);
    a->place = place_at(c, found->t.token);
    if (a->place >= 0) {
        set_country(a, c->r->places[a->place].country);
        if (a->country[0] != 0) {
            return;
        }
    }
    if (a->mode == MODE_CONSULT_VISIT && recipient[0] != 0) {
        set_country(a, recipient);
        return;
    }
    bool domestic =
        !several && (recipient[0] == 0 || actor[0] == 0 || code_equal(actor, recipient));
    if (domestic) {
        set_country(a, actor[0] != 0 ? actor : recipient);
    } else if (is_physical(a->type)) {
        set_country(a, recipient[0] != 0 ? recipient : actor);
    }
}

/* What the sense brings along and what the words of the sentence speak of. */
static void fill_contexts(const coder *c, const candidate *found, act *a)
{
    const sentence *s = &c->r->sentences[a->sent];
    a->contexts = found->sense->contexts;
    for (uint32_t t = s->first; t <= s->last; t++) {
        a->contexts |= c->row[t]->contexts;
    }
}

/* Acts that befall so and so many: the dead, the arrested, the released, the expelled, the troops.
 */
static bool is_counted(act_type type)
{
    return type == ACT_ASSAULT || type == ACT_COERCE || type == ACT_RETREAT ||
           type == ACT_SANCTION || type == ACT_MOBILIZE;
}

/* How many whom the trigger befalls are, when it is said: "killed five people", "five dead". */
static int32_t count_of(const coder *c, uint32_t trigger)
{
    int32_t whom = c->r->number_of == NULL ? -1 : deep_object(c, trigger);
    if (whom < 0) {
        return -1;
    }
    int32_t own = c->r->number_of[whom];
    for (int32_t k = c->first_child[whom]; k >= 0 && own < 0; k = c->next_sibling[k]) {
        own = tok(c, (uint32_t)k)->deprel == DEPREL_NUMMOD ? c->r->number_of[k] : -1;
    }
    return own;
}

void fill_details(coder *c, const candidate *found, act *a)
{
    a->count = is_counted(a->type) ? count_of(c, found->t.token) : -1;
    fill_date(c, found, a);
    fill_place(c, found, a);
    fill_contexts(c, found, a);
    a->statement = c->statement_of[found->t.token];
}
