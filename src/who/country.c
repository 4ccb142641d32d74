/* Whose a phrase is by its own words: a modifier ("Turkish border guards"), an owner ("Morocco's
 * foreign minister"), a following phrase ("the army of Chad", "police in Tunis"). */
#include "who/who_priv.h"

day who_day(const finder *f, uint32_t t)
{
    const report *r = f->r;
    return r->anchor_of == NULL ? r->published : r->anchor_of[tok(f, t)->sent];
}

view who_words(const finder *f, uint32_t first, uint32_t last)
{
    return view_cut(f->r->text, tok(f, first)->bytes.start, tok(f, last)->bytes.end);
}

const draft *who_named_at(const finder *f, uint32_t t, uint32_t except)
{
    int32_t i = f->draft_at[t];
    i = i >= 0 && who_is_organisation(&f->drafts.at[i]) ? i : who_named_behind(f, t);
    const draft *d = i < 0 ? NULL : &f->drafts.at[i];
    return d != NULL && (except < d->name_first || except > d->name_last) ? d : NULL;
}

/* "Dawn" of "Dawn Walker" is no newspaper, "America" of "Latin America" not the country. */
static bool is_torn(const finder *f, uint32_t t)
{
    int32_t n = tok(f, t)->name;
    bool organisation = n >= 0 && f->r->names[n].type == NAME_ORG;
    return !organisation && who_in_other_name(f, t);
}

/* What a token says of the country of the phrase it stands in: code and sector of a name there. */
bool who_code_at(const finder *f, uint32_t t, uint32_t except, actor_code *out)
{
    memset(out, 0, sizeof *out);
    int32_t m = f->name_at[t];
    const draft *named = who_named_at(f, t, except);
    if (named != NULL && named->coded) {
        *out = named->m.actor;
    } else if (m >= 0 && f->r->matches[m].kind != KNOW_PERSON && !is_torn(f, t) &&
               !(except >= f->r->matches[m].first && except <= f->r->matches[m].last)) {
        const match *name = &f->r->matches[m];
        uint32_t entry = who_entry(f, name);
        *out = know_actor_on(f->k, entry, who_day(f, t)).actor;
        if (name->kind == KNOW_GROUP && who_is_foreign(f, name, entry)) {
            memset(out, 0, sizeof *out);
        }
        bool local = name->kind == KNOW_PARTY || name->kind == KNOW_BODY;
        if (local && !who_at_hand(f, out->code)) {
            who_set_code(out, f->r->country);
        }
    } else if (f->place_at[t] >= 0 && f->role_at[t] < 0 && tok(f, t)->upos == UPOS_PROPN) {
        who_set_code(out, f->r->places[f->place_at[t]].country);
    }
    return out->code[0] != '\0';
}

static bool is_hyphen(const finder *f, uint32_t t)
{
    return view_equal(tok(f, t)->form, VIEW("-"));
}

/* "US-led forces": the phrase begins before the hyphen. */
static uint32_t first_of(const finder *f, const draft *d)
{
    uint32_t t = d->m.first;
    bool torn = t >= 2 && is_hyphen(f, t - 1) && tok(f, t - 2)->sent == tok(f, t)->sent;
    return torn ? t - 2 : t;
}

/* "a US-backed government" is not of the US, nor a Twitter user Twitter's. */
static bool is_helper(const finder *f, uint32_t t)
{
    bool hyphen = t + 2 < f->r->ntokens && is_hyphen(f, t + 1);
    uint32_t next = hyphen ? t + 2 : t + 1;
    int64_t w = next < f->r->ntokens ? know_list_find(f->k, f->helped, tok(f, next)->lemma) : -1;
    w = w < 0 && hyphen ? know_list_find(f->k, f->helped, tok(f, next)->form) : w;
    return w >= 0 && (hyphen || know_attr(f->k, (uint32_t)w, "alone").length > 0);
}

/* Modifiers before the head within its phrase, the nearest first. */
static int32_t modifier_before(const finder *f, const draft *d, actor_code *out)
{
    for (uint32_t t = d->m.head, first = first_of(f, d); t > first; t--) {
        const token *k = tok(f, t - 1);
        bool whither = view_equal(who_case(f, t - 1), VIEW("to")); /* "ambassador to Tanzania" */
        if (k->upos == UPOS_VERB || whither || is_helper(f, t - 1) ||
            (d->owner >= 0 && (uint32_t)d->owner == t - 1)) {
            continue;
        }
        if (who_code_at(f, t - 1, d->m.head, out)) {
            return (int32_t)t - 1;
        }
    }
    return -1;
}

/* A phrase behind the head: "of Egypt", "in Tunis", "from Kenya". */
static int32_t phrase_behind(const finder *f, uint32_t head, actor_code *out)
{
    static const char *const links[] = {"of", "in", "from", "for", "at", "to", "with"};
    for (int32_t c = f->first_child[head]; c >= 0; c = f->next_child[c]) {
        const token *k = tok(f, (uint32_t)c);
        if ((uint32_t)c < head || (k->deprel != DEPREL_NMOD && k->deprel != DEPREL_OBL)) {
            continue;
        }
        view by = who_case(f, (uint32_t)c);
        for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
            if (view_equal(by, view_of(links[i])) && who_code_at(f, (uint32_t)c, head, out)) {
                return c;
            }
        }
    }
    return -1;
}

/* "Deputy Minister Nguyen Van Minh of Vietnam", whatever the parse makes of it. */
static int32_t country_behind_name(const finder *f, const draft *d, actor_code *out)
{
    uint32_t t = d->name_last + 2;
    bool name = d->sort == SORT_PERSON && d->name_first <= d->name_last && t < f->r->ntokens &&
                tok(f, t)->sent == tok(f, d->m.head)->sent;
    bool of = name && view_equal(tok(f, t - 1)->form, VIEW("of"));
    return of && who_code_at(f, t, d->m.head, out) ? (int32_t)t : -1;
}

/* "Tanzanian | President Samia Suluhu": a people right before the phrase, whatever the parse hangs
 * it on. */
static int32_t people_before(const finder *f, const draft *d, actor_code *out)
{
    uint32_t t = d->m.first;
    bool bare = t > 0 && tok(f, t)->upos != UPOS_DET && tok(f, t)->upos != UPOS_PRON;
    int32_t m = bare && tok(f, t - 1)->sent == tok(f, t)->sent ? f->name_at[t - 1] : -1;
    bool people = m >= 0 && f->r->matches[m].kind == KNOW_DEMONYM &&
                  (d->sort == SORT_PERSON || d->sort == SORT_ROLE);
    return people && !is_helper(f, t - 1) && who_code_at(f, t - 1, d->m.head, out) ? (int32_t)t - 1
                                                                                   : -1;
}

/* "a man | from Somalia". */
static int32_t origin_behind(const finder *f, const draft *d, actor_code *out)
{
    uint32_t t = d->m.last + 2;
    bool people = d->sort == SORT_PERSON || d->sort == SORT_ROLE;
    bool from = people && t < f->r->ntokens && tok(f, t)->sent == tok(f, d->m.head)->sent &&
                view_equal(tok(f, t - 1)->form, VIEW("from"));
    return from && who_code_at(f, t, d->m.head, out) ? (int32_t)t : -1;
}

int32_t who_country_token(const finder *f, const draft *d, actor_code *out)
{
    int32_t t = modifier_before(f, d, out);
    if (t < 0 && d->owner >= 0 && who_code_at(f, (uint32_t)d->owner, d->m.head, out)) {
        t = d->owner;
    }
    t = t >= 0 ? t : phrase_behind(f, d->m.head, out);
    t = t >= 0 ? t : country_behind_name(f, d, out);
    t = t >= 0 ? t : people_before(f, d, out);
    return t >= 0 ? t : origin_behind(f, d, out);
}
