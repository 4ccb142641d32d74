/* Where a report is at home: whose police "the police" are when nothing else says so.
 *
 * Votes: each country, people, capital or place named in the text, the first sentences twice, the
 * place it is dated from more; the publisher's own country, else the country in its name ("Kuwait
 * Times"), else that of its address (".ke").  The country with most votes wins, the one voted for
 * first at a tie. */
#include "who/who_priv.h"

enum { VOTES = 96, FIRST_SENTENCES = 3, DATELINE_VOTES = 8 };

typedef struct {
    struct {
        char code[4];
        uint32_t votes;
    } at[VOTES];
    size_t count;
    uint32_t all;       /* votes that names have, those of namesakes once */
    uint32_t publisher; /* votes that the publisher's own country has */
} poll;

static void vote(poll *p, const char *code, uint32_t votes)
{
    size_t i = 0;
    while (i < p->count && strcmp(p->at[i].code, code) != 0) {
        i++;
    }
    if (code[0] == '\0' || i == VOTES) {
        return;
    }
    if (i == p->count) {
        memcpy(p->at[p->count++].code, code, 4);
    }
    p->at[i].votes += votes;
}

static bool of_country(unsigned kind)
{
    return kind == KNOW_COUNTRY || kind == KNOW_DEMONYM || kind == KNOW_PEOPLE ||
           kind == KNOW_CAPITAL || kind == KNOW_METONYM;
}

static bool in_person_name(const report *r, uint32_t t)
{
    int32_t n = r->tokens[t].name;
    return n >= 0 && (size_t)n < r->nnames && r->names[n].type == NAME_PERSON;
}

static uint32_t weight(const report *r, uint32_t t)
{
    return r->tokens[t].sent < FIRST_SENTENCES ? 2 : 1;
}

static void note_named(finder *f, const char *code)
{
    size_t i = 0;
    while (i < f->nnamed && strcmp(f->named[i], code) != 0) {
        i++;
    }
    if (i == f->nnamed && i < WHO_NAMED) {
        memcpy(f->named[f->nnamed++], code, 4);
    }
}

static void poll_text(finder *f, poll *p)
{
    const report *r = f->r;
    for (size_t i = 0; i < r->nmatches; i++) {
        const match *m = &r->matches[i];
        bool country = of_country(m->kind);
        if (m->kind == KNOW_PERSON || m->kind == KNOW_BODY || m->kind == KNOW_PARTY ||
            (country && !in_person_name(r, m->first))) {
            know_actor a = know_actor_on(f->k, m->entry, r->published);
            vote(p, a.actor.code, weight(r, m->first));
            bool namesake = !country && i > 0 && m[-1].kind == m->kind && m[-1].first == m->first &&
                            m[-1].last == m->last;
            p->all += namesake || a.actor.code[0] == '\0' ? 0 : weight(r, m->first);
            if (country) {
                note_named(f, a.actor.code);
            }
        }
    }
}

static bool in_byline(const report *r, uint32_t t)
{
    uint32_t part = r->sentences[r->tokens[t].sent].part;
    return part < r->nparts && r->parts[part].kind == PART_BYLINE;
}

/* Towns and regions that are named as such; the one that the report is dated from counts much. */
static void poll_places(const finder *f, poll *p)
{
    const report *r = f->r;
    for (size_t i = 0; i < r->nplaces; i++) {
        const place *one = &r->places[i];
        bool dated = in_byline(r, one->first);
        if (one->use == PLACE_LITERAL && one->geonameid != 0) {
            uint32_t votes = dated ? DATELINE_VOTES : weight(r, one->first);
            vote(p, one->country, votes);
            p->all += one->country[0] == '\0' ? 0 : votes;
        }
    }
}

/* The country in a publisher's name: its longest run of up to three words that names one. */
static bool poll_name(const finder *f, poll *p)
{
    const unsigned kinds = KNOW_BIT(KNOW_COUNTRY) | KNOW_BIT(KNOW_DEMONYM) | KNOW_BIT(KNOW_CAPITAL);
    view name = f->r->publisher;
    for (size_t begin = 0; begin < name.length; begin++) {
        if (begin > 0 && strchr(" (", name.data[begin - 1]) == NULL) {
            continue;
        }
        size_t ends[3] = {0};
        size_t n = 0;
        for (size_t i = begin; i <= name.length && n < 3; i++) {
            if (i == name.length || strchr(" )", name.data[i]) != NULL) {
                ends[n++] = i;
            }
        }
        for (; n > 0; n--) {
            uint32_t found;
            if (know_find(f->k, view_cut(name, begin, ends[n - 1]), kinds, &found, 1) == 1) {
                know_actor a = know_actor_on(f->k, found, f->r->published);
                vote(p, a.actor.code, p->publisher);
                return true;
            }
        }
    }
    return false;
}

/* The two letters that end the host of the report's address. */
static void poll_address(const finder *f, poll *p)
{
    size_t from = view_find(f->r->url, VIEW("://"), 0);
    if (from == SIZE_MAX) {
        return;
    }
    size_t end = view_find_char(f->r->url, '/', from + 3);
    view host = view_cut(f->r->url, from + 3, end == SIZE_MAX ? f->r->url.length : end);
    if (host.length < 4 || host.data[host.length - 3] != '.') {
        return;
    }
    char code[2];
    for (size_t i = 0; i < 2; i++) {
        char c = host.data[host.length - 2 + i];
        code[i] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    }
    know_country country;
    view two = memcmp(code, "UK", 2) == 0 ? VIEW("GB") : (view){code, 2};
    if (know_country_find(f->k, two, &country)) {
        bool known = country.entry >= 0; /* a dependency's state */
        know_actor a = {.actor.code = ""};
        if (known) {
            a = know_actor_on(f->k, (uint32_t)country.entry, f->r->published);
        }
        vote(p, known ? a.actor.code : country.iso3, p->publisher);
    }
}

/* A medium votes once: as it is known, else by its name, else by its address. */
static void poll_publisher(const finder *f, poll *p)
{
    uint32_t medium;
    p->publisher = 6 + p->all / 4;
    if (know_find(f->k, f->r->publisher, KNOW_BIT(KNOW_MEDIA), &medium, 1) == 1) {
        bool agency = view_equal(know_attr(f->k, medium, "kind"), VIEW("agency"));
        p->publisher = agency ? 3 : p->publisher;
        vote(p, know_actor_on(f->k, medium, f->r->published).actor.code, p->publisher);
        return;
    }
    if (!poll_name(f, p)) {
        poll_address(f, p);
    }
}

void who_home(finder *f)
{
    poll p = {.count = 0};
    poll_text(f, &p);
    poll_places(f, &p);
    poll_publisher(f, &p);
    size_t best = 0;
    for (size_t i = 1; i < p.count; i++) {
        best = p.at[i].votes > p.at[best].votes ? i : best;
    }
    if (p.count > 0) {
        memcpy(f->r->country, p.at[best].code, sizeof f->r->country);
    }
}
