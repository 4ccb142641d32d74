/* The place of an event, from the structure of its sentence.
 *
 * A clause or event noun has the place that a phrase with a preposition of place ("in Rabat") gives
 * it; else the place that its object is ("visited Morocco"), or that such a phrase gives to its
 * object or subject ("an attack on a base in Mosul"); else that of the clause it belongs to (a verb
 * joined by "and", a verb that completes another), but what is said is not where it is said, and
 * what was done before or since may have been done anywhere.
 */
#include "where/where_priv.h"

/* Whether the act's own entry says that the preposition tells its place. */
static bool goes_with(const finder *f, uint32_t act_token, uint32_t preposition)
{
    const token *t = &f->r->tokens[act_token];
    int32_t list = t->upos == UPOS_VERB ? f->verbs : f->nouns;
    int64_t entry = list < 0 ? -1 : know_list_find(f->k, list, t->lemma);
    view rest = entry < 0 ? (view){"", 0} : know_attr(f->k, (uint32_t)entry, "with");
    view value;
    while (know_value_next(&rest, &value)) {
        if (view_equal_nocase(value, f->r->tokens[preposition].form)) {
            return true;
        }
    }
    return false;
}

/* Whether a preposition on the head of a phrase says that the act is done there. */
static bool tells_place(const finder *f, uint32_t act_token, uint32_t head)
{
    for (int32_t c = report_child(f->r, head, -1); c >= 0; c = report_child(f->r, head, c)) {
        if (f->r->tokens[c].deprel == DEPREL_CASE &&
            (where_listed(f, f->prepositions, (uint32_t)c, "event", "yes") ||
             goes_with(f, act_token, (uint32_t)c))) {
            return true;
        }
    }
    return false;
}

static int32_t spot_under(const finder *f, uint32_t head, const deprel *relations, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (int32_t c = report_child(f->r, head, -1); c >= 0; c = report_child(f->r, head, c)) {
            if (f->r->tokens[c].deprel == relations[i] && f->spot_at[c] >= 0) {
                return f->spot_at[c];
            }
        }
    }
    return -1;
}

/* The spot in the phrase of a noun: the noun itself, or what names it ("the city of Mosul", "the
 * Moroccan capital"), the name before the modifier. */
static int32_t spot_of_phrase(const finder *f, uint32_t head)
{
    static const deprel NAMING[] = {DEPREL_APPOS,    DEPREL_FLAT, DEPREL_NMOD,
                                    DEPREL_COMPOUND, DEPREL_AMOD, DEPREL_NMOD_POSS};
    return f->spot_at[head] >= 0 ? f->spot_at[head]
                                 : spot_under(f, head, NAMING, sizeof NAMING / sizeof *NAMING);
}

/* A city as an object is where something is done to it; a country may be its government. */
static bool is_city(const finder *f, int32_t s)
{
    return f->spots.at[s].kind == KNOW_PLACE;
}

/* The place that phrases hung on the token give it. */
static int32_t by_phrase(const finder *f, uint32_t t)
{
    for (int32_t c = report_child(f->r, t, -1); c >= 0; c = report_child(f->r, t, c)) {
        deprel d = (deprel)f->r->tokens[c].deprel;
        if ((d == DEPREL_OBL || d == DEPREL_NMOD) && tells_place(f, t, (uint32_t)c)) {
            int32_t s = spot_of_phrase(f, (uint32_t)c);
            if (s >= 0) {
                return s;
            }
        }
    }
    return -1;
}

static bool is_argument(deprel d)
{
    return d == DEPREL_OBJ || d == DEPREL_IOBJ || d == DEPREL_NSUBJ || d == DEPREL_NSUBJ_PASS ||
           d == DEPREL_OBL;
}

/* The place of a noun's own modifiers ("water cannon against demonstrators in Tbilisi"). */
static int32_t by_modifier(const finder *f, uint32_t t)
{
    for (int32_t c = report_child(f->r, t, -1); c >= 0; c = report_child(f->r, t, c)) {
        int32_t s = f->r->tokens[c].deprel == DEPREL_NMOD ? by_phrase(f, (uint32_t)c) : -1;
        if (s >= 0) {
            return s;
        }
    }
    return -1;
}

static int32_t by_arguments(const finder *f, uint32_t t)
{
    bool takes_place = where_listed(f, f->verbs, t, "object", "event");
    for (int32_t c = report_child(f->r, t, -1); c >= 0; c = report_child(f->r, t, c)) {
        deprel d = (deprel)f->r->tokens[c].deprel;
        bool object = d == DEPREL_OBJ || d == DEPREL_NSUBJ_PASS;
        if (object && f->spot_at[c] >= 0 && (takes_place || is_city(f, f->spot_at[c]))) {
            return f->spot_at[c];
        }
    }
    for (int32_t c = report_child(f->r, t, -1); c >= 0; c = report_child(f->r, t, c)) {
        int32_t s = -1;
        if (is_argument((deprel)f->r->tokens[c].deprel)) {
            s = by_phrase(f, (uint32_t)c);
            s = s < 0 ? by_modifier(f, (uint32_t)c) : s;
        }
        if (s >= 0) {
            return s;
        }
    }
    return -1;
}

static bool can_be_event(const token *t)
{
    return t->upos == UPOS_VERB || t->upos == UPOS_NOUN || t->upos == UPOS_ADJ ||
           t->upos == UPOS_PROPN;
}

/* Whether a clause or noun takes the place of the clause it hangs on. */
static bool inherits(deprel d)
{
    return d == DEPREL_CONJ || d == DEPREL_XCOMP || d == DEPREL_ADVCL || d == DEPREL_ACL ||
           d == DEPREL_OBJ || d == DEPREL_OBL || d == DEPREL_NSUBJ || d == DEPREL_NSUBJ_PASS;
}

/* "since both signed a treaty": told as of another time than the clause it hangs on. */
static bool is_apart(const finder *f, uint32_t t)
{
    deprel d = (deprel)f->r->tokens[t].deprel;
    for (int32_t c = report_child(f->r, t, -1); c >= 0 && (d == DEPREL_ADVCL || d == DEPREL_OBL);
         c = report_child(f->r, t, c)) {
        deprel marks = (deprel)f->r->tokens[c].deprel;
        if ((marks == DEPREL_MARK || marks == DEPREL_CASE) &&
            where_listed(f, f->apart, (uint32_t)c, NULL, NULL)) {
            return true;
        }
    }
    return false;
}

/* A token is at most a sentence's length from the top; each step reads what is already there. */
static void inherit(const finder *f, int32_t *place_of, const sentence *s)
{
    for (int round = 0; round < 3; round++) {
        for (uint32_t t = s->first; t <= s->last; t++) {
            const token *own = &f->r->tokens[t];
            if (place_of[t] < 0 && can_be_event(own) && own->head >= 0 &&
                inherits((deprel)own->deprel) && !is_apart(f, t)) {
                place_of[t] = place_of[own->head];
            }
        }
    }
}

static void fill_sentence(const finder *f, int32_t *place_of, const sentence *s)
{
    for (uint32_t t = s->first; t <= s->last; t++) {
        place_of[t] = -1;
        if (can_be_event(&f->r->tokens[t])) {
            place_of[t] = by_phrase(f, t);
        }
    }
    for (uint32_t t = s->first; t <= s->last; t++) {
        if (place_of[t] < 0 && f->r->tokens[t].upos == UPOS_VERB) {
            place_of[t] = by_arguments(f, t);
        }
    }
    inherit(f, place_of, s);
}

enum { COUNTRIES = 300 };
typedef struct {
    char code[4];
    float weight;
} setting;

static const float OUTLET_WEIGHT = 3.0F;   /* of the outlet's country beside names of weight 1 */
static const float DATELINE_WEIGHT = 3.0F; /* of the place the report was sent from */
static const float CITY_WEIGHT = 0.5F;     /* of a name that only the gazetteer has */
enum { FIRST_SENTENCES = 3 };

/* "AMMAN -", "CAIRO (Reuters)": a place that begins its sentence, before a dash or a bracket. */
static bool is_dateline(const report *r, const spot *s)
{
    const sentence *own = &r->sentences[r->tokens[s->first].sent];
    if (s->first != own->first || r->tokens[s->first].sent > 1 || s->last + 1 >= r->ntokens) {
        return false;
    }
    view next = r->tokens[s->last + 1].form;
    return view_equal(next, VIEW("-")) || view_equal(next, VIEW("(")) ||
           view_equal(next, VIEW("\xE2\x80\x93")) || view_equal(next, VIEW("\xE2\x80\x94")) ||
           view_equal(next, VIEW("--"));
}

static float weight_of_spot(const finder *f, const spot *s)
{
    const report *r = f->r;
    const token *t = &r->tokens[s->first];
    float weight = t->sent < FIRST_SENTENCES ? 2.0F : 1.0F;
    if (is_dateline(r, s)) {
        return DATELINE_WEIGHT;
    }
    bool sure = s->entry >= 0;
    return sure ? weight : CITY_WEIGHT * weight * f->groups.at[s->group].confidence;
}

static size_t weigh(setting *w, size_t n, const char *code, float weight)
{
    size_t at = 0;
    while (at < n && memcmp(w[at].code, code, 3) != 0) {
        at++;
    }
    if (at == COUNTRIES || code[0] == '\0') {
        return n;
    }
    memcpy(w[at].code, code, 4);
    w[at].weight += weight;
    return at == n ? n + 1 : n;
}

/* The country that most of the report's names belong to, the first sentences counting double, and
 * the outlet's own for something. */
static void set_country(finder *f)
{
    setting *w = ARENA_ARRAY(f->scratch, setting, COUNTRIES);
    if (w == NULL) {
        f->failed = true;
        return;
    }
    size_t n = weigh(w, 0, f->outlet, OUTLET_WEIGHT);
    for (size_t i = 0; i < f->spots.count; i++) {
        n = weigh(w, n, f->r->places[i].country, weight_of_spot(f, &f->spots.at[i]));
    }
    size_t best = 0;
    for (size_t i = 1; i < n; i++) {
        best = w[i].weight > w[best].weight ? i : best;
    }
    f->r->country[0] = '\0';
    if (n > 0) {
        memcpy(f->r->country, w[best].code, 4);
    }
}

dateline_status where_events(finder *f, dateline_error *e)
{
    report *r = f->r;
    r->place_of = ARENA_ARRAY(r->arena, int32_t, r->ntokens);
    if (r->place_of == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < r->nsentences; i++) {
        fill_sentence(f, r->place_of, &r->sentences[i]);
    }
    set_country(f);
    return f->failed ? fault_memory(e) : DATELINE_OK;
}
