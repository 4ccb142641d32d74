/* Offices beside names, where the parse seldom helps: "the ambassador to Chad Li Wei", "the head of
 * the national bank, Ana Ruiz, said", "Omar Said, 40, a lawyer", "magistrates A, B and C".  The
 * name takes the sector, and the country where the text gives one; one office and one name are the
 * same person.  Only words are looked at, a few to either side of the name. */
#include "who/who_priv.h"

enum { WORDS_BEFORE = 16, WORDS_BEHIND = 8, DRAFTS_BEHIND = 5 };

static bool is_comma(const finder *f, uint32_t t)
{
    return view_equal(tok(f, t)->form, VIEW(","));
}

/* What may stand between an office and the name: "judges - A and B", "two suspects: A". */
static bool is_break(const finder *f, uint32_t t)
{
    static const char *const breaks[] = {",", "-", "–", "—", "--", ":"};
    for (size_t i = 0; i < sizeof breaks / sizeof breaks[0]; i++) {
        if (view_equal(tok(f, t)->form, view_of(breaks[i]))) {
            return true;
        }
    }
    return false;
}

static bool in_phrase(const token *k)
{
    return k->upos == UPOS_NOUN || k->upos == UPOS_PROPN || k->upos == UPOS_ADJ ||
           k->upos == UPOS_ADP || k->upos == UPOS_DET || k->upos == UPOS_NUM ||
           k->upos == UPOS_CCONJ || k->upos == UPOS_PART;
}

static int32_t role_at(const finder *f, uint32_t t)
{
    int32_t i = f->draft_at[t];
    return i >= 0 && f->drafts.at[i].sort == SORT_ROLE ? i : -1;
}

/* Whether the name ends a phrase: "X, 40, ...", "X and Y", "X;" - or the sentence. */
static bool closed(const finder *f, const draft *d)
{
    const sentence *s = &f->r->sentences[tok(f, d->name_last)->sent];
    if (d->name_last >= s->last) {
        return true;
    }
    const token *next = tok(f, d->name_last + 1);
    return next->upos == UPOS_PUNCT || next->upos == UPOS_CCONJ;
}

/* The farthest office in the phrase that ends right before the name, "and" at most inside it. */
static int32_t office_before(const finder *f, const draft *d)
{
    uint32_t first = d->m.first > d->name_first ? d->name_first : d->m.first;
    if (d->m.first < d->name_first && f->role_at[d->m.first] < 0) {
        first = d->name_first; /* the parse hung the name on what stands before it */
    }
    uint32_t begin = f->r->sentences[tok(f, first)->sent].first;
    if (first <= begin + 1) {
        return -1;
    }
    bool comma = is_break(f, first - 1);
    if (comma && !closed(f, d)) {
        return -1;
    }
    int32_t found = -1;
    for (uint32_t t = first - 1 - comma, n = 0; n < WORDS_BEFORE; n++, t--) {
        int32_t i = role_at(f, t);
        bool stop = !in_phrase(tok(f, t)) || (tok(f, t)->upos == UPOS_CCONJ && found >= 0);
        bool office = i >= 0 && (f->drafts.at[i].kind == KNOW_OFFICE || comma);
        if (stop) {
            break;
        }
        found = office ? i : found;
        if (t == begin) {
            break;
        }
    }
    return found;
}

/* ", 40, a Kenyan lawyer": the head of the noun phrase behind the name and a comma. */
static int32_t office_behind(const finder *f, const draft *d)
{
    uint32_t end = f->r->sentences[tok(f, d->name_last)->sent].last;
    uint32_t t = d->name_last + 1;
    if (t + 1 >= end || !is_break(f, t)) {
        return -1;
    }
    t++;
    if (tok(f, t)->upos == UPOS_NUM && is_comma(f, t + 1)) {
        t += 2;
    }
    bool among = t + 1 < end && is_word(tok(f, t), VIEW("one")) &&
                 is_word(tok(f, t + 1), VIEW("of")); /* ", one of the suspects" */
    t += among ? 2 : 0;
    for (uint32_t n = 0; n < WORDS_BEHIND && t <= end; n++, t++) {
        const token *k = tok(f, t);
        int32_t i = role_at(f, t);
        bool subject = k->deprel == DEPREL_NSUBJ || k->deprel == DEPREL_NSUBJ_PASS;
        if (i >= 0) {
            bool closes = t < end && is_comma(f, t + 1);
            return (subject && !closes) || (f->drafts.at[i].m.plural && !among) ? -1 : i;
        }
        if (!in_phrase(k) || k->upos == UPOS_ADP || k->upos == UPOS_CCONJ) {
            return -1;
        }
    }
    return -1;
}

static void take(draft *d, const draft *office)
{
    if (d->m.actor.sector[0] == '\0') {
        memcpy(d->m.actor.sector, office->m.actor.sector, sizeof d->m.actor.sector);
        memcpy(d->m.actor.sector2, office->m.actor.sector2, sizeof d->m.actor.sector2);
        d->m.office = d->m.office.length == 0 ? office->m.office : d->m.office;
        d->former = d->former || office->former;
    }
    if (!d->coded && office->coded) {
        who_set_code(&d->m.actor, office->m.actor.code);
        d->coded = true;
    }
}

static bool needs_office(const draft *d)
{
    bool lacks = d->m.actor.sector[0] == '\0' || !d->coded;
    return d->sort == SORT_PERSON && d->name_first <= d->name_last && lacks;
}

/* Whether the others of a list take from this one: "magistrates A", "the four lawmakers". */
static bool heads_list(const finder *f, const draft *first)
{
    if (first->sort == SORT_ROLE) {
        return first->m.plural;
    }
    bool title = first->m.via == VIA_TITLE && first->name_first > first->m.first &&
                 view_ends(tok(f, first->name_first - 1)->form, VIEW("s"));
    return first->sort == SORT_PERSON && first->entry < 0 && (title || first->listed);
}

/* "magistrates A, B and C", "the four lawmakers, A, B and C": the others of the list. */
static void take_from_list(finder *f, draft *d)
{
    uint32_t t = d->m.head;
    for (int steps = 0; steps < 24; steps++) {
        unsigned relation = tok(f, t)->deprel;
        if (relation != DEPREL_CONJ && relation != DEPREL_APPOS) {
            return;
        }
        t = (uint32_t)tok(f, t)->head;
        int32_t i = f->draft_at[t];
        if (i >= 0 && heads_list(f, &f->drafts.at[i])) {
            take(d, &f->drafts.at[i]);
            return;
        }
    }
}

/* The name that ends right before this one, with a comma or "and" between them; -1. */
static int32_t listed_before(const finder *f, size_t k)
{
    uint32_t t = f->drafts.at[k].m.first;
    uint32_t begin = f->r->sentences[tok(f, t)->sent].first;
    bool joined = false;
    while (t > begin && (is_comma(f, t - 1) || tok(f, t - 1)->upos == UPOS_CCONJ)) {
        t--;
        joined = true;
    }
    for (size_t i = k; joined && i > 0 && k - i < 4; i--) {
        const draft *b = &f->drafts.at[i - 1];
        if (b->sort == SORT_PERSON && b->name_last + 1 == t) {
            return (int32_t)i - 1;
        }
    }
    return -1;
}

void who_beside(finder *f)
{
    for (size_t k = 0; k < f->drafts.count; k++) {
        draft *d = &f->drafts.at[k];
        if (!needs_office(d)) {
            continue;
        }
        int32_t i = office_before(f, d);
        i = i >= 0 ? i : office_behind(f, d);
        if (i < 0) {
            take_from_list(f, d);
            int32_t b = needs_office(d) ? listed_before(f, k) : -1;
            if (b >= 0 && heads_list(f, &f->drafts.at[b])) {
                take(d, &f->drafts.at[b]);
                d->listed = true;
            }
            continue;
        }
        draft *office = &f->drafts.at[i];
        take(d, office);
        if (office->m.plural) {
            d->listed = true;
        } else if ((size_t)i < k) {
            d->beside = i;
        } else if (office->beside < 0) {
            office->beside = (int32_t)k;
        }
    }
}

int32_t who_name_beside(const finder *f, size_t office)
{
    for (size_t k = office + 1; k < f->drafts.count && k < office + DRAFTS_BEHIND; k++) {
        if (f->drafts.at[k].beside == (int32_t)office) {
            return (int32_t)k;
        }
    }
    return -1;
}
