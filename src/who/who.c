/* who/who.c - mentions gathered, resolved, and laid down as layers. */
#include "who/who_priv.h"

bool who_in_person(const report *r, uint32_t t)
{
    int32_t n = r->tokens[t].name;
    return n >= 0 && r->names[n].type == NAME_PERSON;
}

#define PUBLISHER_WEIGHT 4 /* of a name of its country in the text */

typedef struct {
    char code[4];
    uint32_t count;
} tally;

static size_t count_code(tally *seen, size_t *n, const char *code, uint32_t weight)
{
    size_t at = 0;
    while (at < *n && strcmp(seen[at].code, code) != 0) {
        at++;
    }
    if (at == 64 || code[0] == 0) {
        return 0;
    }
    if (at == *n) {
        memcpy(seen[(*n)++].code, code, 4);
    }
    seen[at].count += weight;
    return at;
}

static bool is_letter(char c)
{
    return ascii_alpha(c) || (unsigned char)c >= 0x80;
}

/* The end of the `count`-th word from `from` on. */
static size_t words_end(view v, size_t from, int count)
{
    size_t i = from;
    while (i < v.length && (is_letter(v.data[i]) || count > 1)) {
        count -= !is_letter(v.data[i]);
        i++;
    }
    return i;
}

/* Countries and capitals in the publisher's name: "Kuwait Times", "El Salvador in English". */
static void count_publisher(const report *r, const know *k, tally *seen, size_t *n)
{
    const unsigned kinds = KNOW_BIT(KNOW_COUNTRY) | KNOW_BIT(KNOW_DEMONYM) | KNOW_BIT(KNOW_CAPITAL);
    view v = r->publisher;
    for (size_t i = 0; i < v.length; i++) {
        if (!is_letter(v.data[i]) || (i > 0 && is_letter(v.data[i - 1]))) {
            continue;
        }
        for (int words = 3; words > 0; words--) {
            uint32_t found;
            size_t end = words_end(v, i, words);
            if (end - i > 2 && know_find(k, view_cut(v, i, end), kinds, &found, 1) == 1) {
                know_actor a = know_actor_on(k, found, r->published);
                (void)count_code(seen, n, a.actor.code, PUBLISHER_WEIGHT);
                return;
            }
        }
    }
}

/* The country that most of the report's names of countries, peoples and capitals belong to; the
 * first sentences count double. */
static void set_home(report *r, const know *k)
{
    tally seen[64] = {{{0}, 0}};
    size_t n = 0;
    size_t best = 0;
    for (size_t i = 0; i < r->nmatches; i++) {
        unsigned kind = r->matches[i].kind;
        if (kind != KNOW_COUNTRY && kind != KNOW_DEMONYM && kind != KNOW_PEOPLE &&
            kind != KNOW_CAPITAL && kind != KNOW_METONYM) {
            continue;
        }
        if (who_in_person(r, r->matches[i].first)) {
            continue;
        }
        know_actor a = know_actor_on(k, r->matches[i].entry, r->published);
        uint32_t weight = r->tokens[r->matches[i].first].sent < 3 ? 2 : 1;
        size_t at = count_code(seen, &n, a.actor.code, weight);
        best = seen[at].count > seen[best].count ? at : best;
    }
    uint32_t medium;
    if (know_find(k, r->publisher, KNOW_BIT(KNOW_MEDIA), &medium, 1) == 1) {
        know_actor a = know_actor_on(k, medium, r->published);
        size_t at = count_code(seen, &n, a.actor.code, PUBLISHER_WEIGHT);
        best = seen[at].count > seen[best].count ? at : best;
    }
    for (size_t i = 0; i < r->nplaces; i++) {
        const place *x = &r->places[i];
        if (r->tokens[x->first].sent < 2 && x->precision.length == 4) {
            (void)count_code(seen, &n, x->country, 1);
        }
    }
    count_publisher(r, k, seen, &n);
    for (size_t i = 0; i < n; i++) {
        best = seen[i].count > seen[best].count ? i : best;
    }
    if (n > 0) {
        memcpy(r->country, seen[best].code, 4);
    }
}

dateline_status who_run(const know *k, report *r, arena *scratch, dateline_error *e)
{
    if (r->country[0] == 0) {
        set_home(r, k); /* where/ found no place at all */
    }
    whos w = {.k = k, .r = r, .scratch = scratch};
    r->mention_of = ARENA_ARRAY(r->arena, int32_t, r->ntokens);
    if (r->mention_of == NULL || !who_gather(&w) || !who_resolve(&w)) {
        return fault_memory(e);
    }
    r->mentions = w.mentions.at;
    r->nmentions = w.mentions.count;
    r->entities = w.entities.at;
    r->nentities = w.entities.count;
    for (size_t t = 0; t < r->ntokens; t++) {
        r->mention_of[t] = -1;
    }
    for (size_t i = 0; i < r->nmentions; i++) {
        mention *m = &r->mentions[i];
        m->actor = r->entities[m->entity].actor;
        r->mention_of[m->head] = (int32_t)i;
    }
    return DATELINE_OK;
}
