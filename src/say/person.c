/* Who is named: the person whose office the speaker's phrase tells, "police spokesman Captain
 * Mbele", "the director of the agency, Maria Lopez, warned".
 */
#include "say/say_priv.h"

/* First token of the person's name or phrase that the token heads; -1 = it heads none. */
static int32_t person_at(const say_state *s, int32_t t)
{
    const report *r = s->r;
    const int32_t m = r->mention_of == NULL ? -1 : r->mention_of[t];
    if (m >= 0) {
        bool person = r->mentions[m].type == ENTITY_PERSON && r->mentions[m].via == VIA_NAME;
        return person ? (int32_t)r->mentions[m].first : -1;
    }
    const int32_t name = r->tokens[t].name;
    bool begins =
        name >= 0 && r->names[name].type == NAME_PERSON && (int32_t)r->names[name].first == t;
    return begins ? t : -1;
}

/* A person named there who is not the object of a preposition ("the lawyer of Martinelli"). */
static bool named_person(const say_state *s, int32_t t)
{
    const int32_t first = person_at(s, t);
    const int32_t begin = (int32_t)s->r->sentences[s->r->tokens[t].sent].first;
    return first >= 0 && (first <= begin || s->r->tokens[first - 1].upos != UPOS_ADP);
}

static bool leaves_phrase(const token *k)
{
    return k->upos == UPOS_VERB || k->upos == UPOS_AUX || k->upos == UPOS_SCONJ ||
           k->upos == UPOS_CCONJ;
}

/* "The director of the agency and of two funds, Maria Lopez, warned": the person named between the
 * commas before the verb; -1 = nobody is. */
static int32_t person_beside(const say_state *s, int32_t verb)
{
    const report *r = s->r;
    const int32_t begin = (int32_t)r->sentences[r->tokens[verb].sent].first;
    int32_t t = verb - 1;
    while (t > begin && r->tokens[t].upos == UPOS_ADV) {
        t--;
    }
    if (t <= begin + 1 || !say_comma(&r->tokens[t])) {
        return -1;
    }
    const int32_t name = r->tokens[--t].name;
    if (name < 0 || r->names[name].type != NAME_PERSON) {
        return -1;
    }
    const int32_t first = (int32_t)r->names[name].first;
    return first > begin && say_comma(&r->tokens[first - 1]) ? first : -1;
}

/* "The minister of water and chairman of the committee Maria Lopez warned": the person whose name
 * ends before the verb; -1 = nobody's does. */
static int32_t person_before(const say_state *s, int32_t verb, int32_t speaker)
{
    const report *r = s->r;
    int32_t t = verb - 1;
    while (t > speaker && r->tokens[t].upos == UPOS_ADV) {
        t--;
    }
    const int32_t name = r->tokens[t].name;
    if (t <= speaker || name < 0 || r->names[name].type != NAME_PERSON) {
        return -1;
    }
    const int32_t first = (int32_t)r->names[name].first;
    const uint8_t before = r->tokens[first - 1].upos;
    return first > speaker && (before == UPOS_PROPN || before == UPOS_NOUN) ? first : -1;
}

int32_t say_named_person(const say_state *s, int32_t verb, int32_t speaker)
{
    const report *r = s->r;
    const int32_t beside = person_beside(s, verb);
    if (beside >= 0 && (speaker < 0 || person_at(s, speaker) < 0)) {
        return beside;
    }
    if (speaker < 0 || r->tokens[speaker].upos == UPOS_PRON || person_at(s, speaker) >= 0) {
        return speaker;
    }
    const int32_t named = speaker < verb ? person_before(s, verb, speaker) : -1;
    if (named >= 0) {
        return named;
    }
    const sentence *x = &r->sentences[r->tokens[verb].sent];
    const bool right = speaker > verb;
    const int32_t to = right ? (int32_t)x->last : verb - 1;
    for (int32_t t = right ? verb + 1 : speaker; t <= to && t < speaker + 16; t++) {
        if (named_person(s, t)) {
            return t;
        }
        if (leaves_phrase(&r->tokens[t])) {
            break;
        }
    }
    /* "Moritaki, a special adviser, recalls"; not "met Bourita, the ministry said" */
    bool apposed = verb > (int32_t)x->first && say_comma(&r->tokens[verb - 1]);
    for (int32_t t = speaker; !right && t >= (int32_t)x->first && t + 16 > speaker; t--) {
        if (leaves_phrase(&r->tokens[t])) {
            break;
        }
        if (apposed && named_person(s, t)) {
            return t;
        }
    }
    return speaker;
}
