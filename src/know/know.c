/* Entries, their attributes and their codes by day. */
#include "know/know.h"

#include "know/store_priv.h"

const char *know_kind_name(unsigned kind)
{
    static const char *const NAMES[KNOW_KIND_COUNT] = {
        "",      "country", "demonym", "people", "capital", "metonym", "organisation", "group",
        "party", "media",   "body",    "person", "office",  "agent",   "place",        "word"};
    return kind < KNOW_KIND_COUNT ? NAMES[kind] : "";
}

know_entry know_entry_at(const know *k, uint32_t entry)
{
    const layer *l;
    const image_entry *r = entry_record(k, entry, &l);
    if (r == NULL) {
        return (know_entry){KNOW_NONE, {"", 0}, {"", 0}, 0};
    }
    const image_file *f = &l->files[r->file];
    return (know_entry){(know_kind)f->kind, layer_string(l, r->name), layer_string(l, f->name),
                        r->line};
}

view know_attr(const know *k, uint32_t entry, const char *key)
{
    view wanted = view_of(key);
    const layer *l;
    const image_entry *r = entry_record(k, entry, &l);
    for (uint32_t i = 0; r != NULL && i < r->nattrs; i++) {
        const image_attr *a = &l->attrs[r->first_attr + i];
        if (view_equal(layer_string(l, a->key), wanted)) {
            return layer_string(l, a->value);
        }
    }
    return (view){"", 0};
}

uint32_t know_attrs(const know *k, uint32_t entry)
{
    const layer *l;
    const image_entry *r = entry_record(k, entry, &l);
    return r == NULL ? 0 : r->nattrs;
}

view know_attr_at(const know *k, uint32_t entry, uint32_t i, view *key)
{
    const layer *l;
    const image_entry *r = entry_record(k, entry, &l);
    if (r == NULL || i >= r->nattrs) {
        *key = (view){"", 0};
        return *key;
    }
    const image_attr *a = &l->attrs[r->first_attr + i];
    *key = layer_string(l, a->key);
    return layer_string(l, a->value);
}

bool know_value_next(view *rest, view *value)
{
    while (view_split(rest, ';', value)) {
        *value = view_trim(*value);
        if (value->length > 0) {
            return true;
        }
    }
    return false;
}

uint32_t know_terms(const know *k, uint32_t entry)
{
    const layer *l;
    const image_entry *r = entry_record(k, entry, &l);
    return r == NULL ? 0 : r->nterms;
}

know_term know_term_at(const know *k, uint32_t entry, uint32_t i)
{
    const layer *l;
    const image_entry *r = entry_record(k, entry, &l);
    if (r == NULL || i >= r->nterms) {
        return (know_term){.from = DAY_NONE, .to = DAY_NONE, .office = {"", 0}};
    }
    const image_term *t = &l->terms[r->first_term + i];
    return (know_term){t->from, t->to, t->actor, layer_string(l, t->office)};
}

/* How far a term lies from the day: 0 = holds, > 0 days since its end, < 0 days to its begin. */
static int64_t distance(const know_term *t, day on)
{
    if (on == DAY_NONE) {
        return t->to == DAY_NONE ? 0 : (int64_t)INT32_MAX - t->to;
    }
    if (t->to != DAY_NONE && on > t->to) {
        return (int64_t)on - t->to;
    }
    if (t->from != DAY_NONE && on < t->from) {
        return (int64_t)on - t->from;
    }
    return 0;
}

/* The term that is wanted on the day: one that holds, else the last before, else the first after.
 * Of several that hold, a dated one goes before one for all times, then the first written. */
static bool better(int64_t d, bool dated, int64_t best, bool best_dated)
{
    if ((d == 0) != (best == 0)) {
        return d == 0;
    }
    if (d == 0) {
        return dated && !best_dated;
    }
    if ((d > 0) != (best > 0)) {
        return d > 0;
    }
    return d > 0 ? d < best : d > best;
}

typedef enum { TERM_CODE, TERM_SECTOR, TERM_OFFICE } term_sort;

static bool is_of_sort(const know_term *t, term_sort sort)
{
    switch (sort) {
    case TERM_CODE:
        return t->office.length == 0 && t->actor.code[0] != '\0';
    case TERM_SECTOR:
        return t->office.length == 0 && t->actor.sector[0] != '\0';
    case TERM_OFFICE:
        return t->office.length > 0;
    }
    return false;
}

static bool pick(const know *k, uint32_t entry, day on, term_sort sort, know_term *out)
{
    bool found = false;
    int64_t best = 0;
    bool best_dated = false;
    for (uint32_t i = 0; i < know_terms(k, entry); i++) {
        know_term t = know_term_at(k, entry, i);
        if (!is_of_sort(&t, sort)) {
            continue;
        }
        int64_t d = distance(&t, on);
        bool dated = t.from != DAY_NONE || t.to != DAY_NONE;
        if (!found || better(d, dated, best, best_dated)) {
            *out = t;
            best = d;
            best_dated = dated;
            found = true;
        }
    }
    return found;
}

static void set_code(char out[4], const char *code)
{
    memcpy(out, code, 3);
    out[3] = '\0';
}

static know_tenure tenure_of(const know_term *t, day on)
{
    int64_t d = distance(t, on);
    return d == 0 ? KNOW_HOLDS : d > 0 ? KNOW_FORMER : KNOW_LATER;
}

static void apply_office(know_actor *a, const know_term *t, day on)
{
    a->office = t->office;
    a->tenure = tenure_of(t, on);
    bool serves = a->tenure == KNOW_HOLDS || a->actor.code[0] == '\0';
    if (t->actor.code[0] != '\0' && serves) { /* a former envoy is of his own country again */
        set_code(a->actor.code, t->actor.code);
    }
    if (a->tenure == KNOW_HOLDS) {
        memcpy(a->actor.sector, t->actor.sector, 4);
        memcpy(a->actor.sector2, t->actor.sector2, 4);
    } else if (a->tenure == KNOW_FORMER && a->actor.sector[0] == '\0') {
        memcpy(a->actor.sector, "ELI", 4);
    }
}

know_actor know_actor_on(const know *k, uint32_t entry, day on)
{
    know_actor a = {.office = {"", 0}, .tenure = KNOW_UNDATED};
    know_term t;
    if (pick(k, entry, on, TERM_CODE, &t)) {
        a.actor = t.actor;
        a.tenure = t.from == DAY_NONE && t.to == DAY_NONE ? KNOW_UNDATED : tenure_of(&t, on);
    }
    if (a.actor.sector[0] == '\0' && pick(k, entry, on, TERM_SECTOR, &t)) {
        memcpy(a.actor.sector, t.actor.sector, 4);
        memcpy(a.actor.sector2, t.actor.sector2, 4);
    }
    if (pick(k, entry, on, TERM_OFFICE, &t)) {
        apply_office(&a, &t, on);
    }
    return a;
}
