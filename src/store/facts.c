/* store/facts.c - what one record says of its event, from the report that is being stored or from a
 * stored record's JSON, and its parties. */
#include <math.h>

#include "store/store_priv.h"

/* As many digits as the record's JSON has, so that both ways to the facts give the same. */
static double rounded(float number, double steps)
{
    return rint((double)number * steps) / steps;
}

event_facts facts_of(const report *r, const event *ev, char dates[2][16])
{
    const act *a = &ev->merged;
    const place *p = a->place < 0 ? NULL : &r->places[a->place];
    day_format(a->when.from, dates[0]);
    day_format(a->when.to, dates[1]);
    return (event_facts){.date = view_of(dates[0]),
                         .enddate = view_of(dates[1]),
                         .date_precision = view_of(precision_name(a->when.precision)),
                         .type = view_of(act_name(ev->event)),
                         .mode = view_of(mode_name(a->mode)),
                         .cameo = view_of(a->cameo),
                         .status = view_of(status_name(a->status)),
                         .country = view_of(a->country),
                         .place = p == NULL ? VIEW("") : p->name,
                         .words = report_cut(r, r->sentences[a->sent].bytes),
                         .quad_code = ev->quad,
                         .event_scale = rounded(ev->scale, 10),
                         .goldstein = rounded(ev->goldstein, 10),
                         .latitude = p == NULL ? (double)NAN : rounded(p->lat, 10000),
                         .longitude = p == NULL ? (double)NAN : rounded(p->lon, 10000),
                         .confidence = rounded(a->confidence, 100)};
}

const char facts_of_records[] =
    "SELECT json_extract(json, '$.date'), json_extract(json, '$.enddate'), json_extract(json, "
    "'$.date_precision'), json_extract(json, '$.event[0]'), json_extract(json, '$.mode[0]'), "
    "json_extract(json, '$.cameo'), json_extract(json, '$.status'), json_extract(json, "
    "'$.event_loc.country'), json_extract(json, '$.event_loc.resolved_place'), json_extract(json, "
    "'$.text'), json_extract(json, '$.quad_code'), json_extract(json, '$.event_scale'), "
    "json_extract(json, '$.goldstein'), json_extract(json, '$.event_loc.lat'), "
    "json_extract(json, '$.event_loc.lon'), json_extract(json, '$.confidence'), json FROM records "
    "WHERE event = ?1 AND report < ?2 ORDER BY report, record";

const char facts_of_event[] =
    "SELECT date, enddate, date_precision, type, mode, cameo, status, country, place, words, "
    "quad_code, event_scale, goldstein, latitude, longitude, confidence FROM events WHERE event = "
    "?1";

static double number_or_nan(const stmt *s, int column)
{
    bool none = sqlite3_column_type(s->handle, column) == SQLITE_NULL;
    return none ? (double)NAN : sqlite3_column_double(s->handle, column);
}

event_facts stmt_facts(const stmt *s)
{
    return (event_facts){.date = stmt_column(s, 0),
                         .enddate = stmt_column(s, 1),
                         .date_precision = stmt_column(s, 2),
                         .type = stmt_column(s, 3),
                         .mode = stmt_column(s, 4),
                         .cameo = stmt_column(s, 5),
                         .status = stmt_column(s, 6),
                         .country = stmt_column(s, 7),
                         .place = stmt_column(s, 8),
                         .words = stmt_column(s, 9),
                         .quad_code = sqlite3_column_int64(s->handle, 10),
                         .event_scale = sqlite3_column_double(s->handle, 11),
                         .goldstein = sqlite3_column_double(s->handle, 12),
                         .latitude = number_or_nan(s, 13),
                         .longitude = number_or_nan(s, 14),
                         .confidence = sqlite3_column_double(s->handle, 15)};
}

view stmt_facts_json(const stmt *s)
{
    return stmt_column(s, 16);
}

event_facts facts_copy(arena *a, const event_facts *f)
{
    event_facts copy = *f;
    view *const texts[] = {&copy.date,  &copy.enddate, &copy.date_precision, &copy.type,
                           &copy.mode,  &copy.cameo,   &copy.status,         &copy.country,
                           &copy.place, &copy.words};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = arena_copy(a, *texts[i]);
    }
    return copy;
}

/* ---- parties ---- */

enum { MET_MOST = 1 << 16 /* actors that are remembered */ };

static void bind_party(stmt *s, const event_party *p)
{
    stmt_text(s, p->code);
    stmt_text(s, p->sector);
    stmt_text(s, p->name);
    stmt_text(s, p->office);
}

static dateline_status find_actor(ledger *l, const event_party *p, int64_t *actor,
                                  dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s,
                  "SELECT actor FROM actors WHERE code = ? AND sector = ? AND name = ? AND office "
                  "= ?",
                  e));
    bind_party(&s, p);
    dateline_status status = stmt_step(&s, e);
    *actor = status == DATELINE_OK ? sqlite3_column_int64(s.handle, 0) : 0;
    stmt_close(&s);
    if (status != DATELINE_END) {
        return status;
    }
    TRY(stmt_open(l, &s, "INSERT INTO actors (code, sector, name, office) VALUES (?, ?, ?, ?)", e));
    bind_party(&s, p);
    TRY(stmt_run(&s, e));
    *actor = sqlite3_last_insert_rowid(l->db);
    return DATELINE_OK;
}

/* The four texts that name an actor, with tabs between; "" when there is no memory. */
static view party_key(const ledger *l, const event_party *p)
{
    const view texts[] = {p->code, p->sector, p->name, p->office};
    size_t length = 0;
    for (size_t i = 0; i < 4; i++) {
        length += texts[i].length + 1;
    }
    char *key = arena_alloc(l->scratch, length);
    size_t at = 0;
    for (size_t i = 0; i < 4 && key != NULL; i++) {
        if (texts[i].length > 0) {
            memcpy(key + at, texts[i].data, texts[i].length);
        }
        at += texts[i].length;
        key[at++] = '\t';
    }
    return (view){key, at};
}

/* The actor's number; those that were met are remembered. */
static dateline_status actor_number(ledger *l, const event_party *p, int64_t *actor,
                                    dateline_error *e)
{
    view key = party_key(l, p);
    if (key.length == 0) {
        return fault_memory(e);
    }
    uint32_t *known = map_get(&l->met, key);
    if (known != NULL) {
        *actor = *known;
        return DATELINE_OK;
    }
    TRY(find_actor(l, p, actor, e));
    if (l->met.count >= MET_MOST) {
        l->met = (map){0};
        arena_restore(l->met_arena, l->nothing_met);
    }
    bool fits = *actor <= UINT32_MAX;
    if (fits && !map_put(&l->met, l->met_arena, arena_copy(l->met_arena, key), (uint32_t)*actor)) {
        return fault_memory(e);
    }
    return DATELINE_OK;
}

/* Some parties at once: what a statement costs by itself is more than what a row does. */
enum { PARTIES_AT_ONCE = 4 };

static const char *const insert_parties[PARTIES_AT_ONCE] = {
    "INSERT OR IGNORE INTO event_actor VALUES (?1, ?, ?)",
    "INSERT OR IGNORE INTO event_actor VALUES (?1, ?, ?), (?1, ?, ?)",
    "INSERT OR IGNORE INTO event_actor VALUES (?1, ?, ?), (?1, ?, ?), (?1, ?, ?)",
    "INSERT OR IGNORE INTO event_actor VALUES (?1, ?, ?), (?1, ?, ?), (?1, ?, ?), (?1, ?, ?)"};

/* n is PARTIES_AT_ONCE at most. */
static dateline_status add_parties(ledger *l, int64_t number, const event_party *p, size_t n,
                                   dateline_error *e)
{
    int64_t actors[PARTIES_AT_ONCE];
    stmt s;
    if (n == 0) {
        return DATELINE_OK;
    }
    for (size_t i = 0; i < n; i++) {
        TRY(actor_number(l, &p[i], &actors[i], e));
    }
    TRY(stmt_open(l, &s, insert_parties[n - 1], e));
    stmt_int(&s, number);
    for (size_t i = 0; i < n; i++) {
        stmt_text(&s, p[i].role);
        stmt_int(&s, actors[i]);
    }
    return stmt_run(&s, e);
}

dateline_status pool_parties(ledger *l, int64_t number, const act *a, dateline_error *e)
{
    event_party some[PARTIES_AT_ONCE];
    size_t n = 0;
    for (uint32_t i = 0; i < a->nactors + a->nrecipients; i++) {
        bool acts = i < a->nactors;
        const participant *p = acts ? &a->actors[i] : &a->recipients[i - a->nactors];
        some[n++] = (event_party){acts ? VIEW("actor") : VIEW("recipient"), view_of(p->actor.code),
                                  view_of(p->actor.sector), p->name, p->office};
        if (n == PARTIES_AT_ONCE) {
            TRY(add_parties(l, number, some, n, e));
            n = 0;
        }
    }
    return add_parties(l, number, some, n, e);
}

dateline_status pool_parties_json(ledger *l, int64_t number, view json, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s,
                  "SELECT role, json_extract(value, '$.code'), json_extract(value, '$.sector'), "
                  "json_extract(value, '$.name'), json_extract(value, '$.office') FROM (SELECT "
                  "'actor' AS role, value FROM json_each(?1, '$.actor') UNION ALL SELECT "
                  "'recipient', value FROM json_each(?1, '$.recipient'))",
                  e));
    stmt_text(&s, json);
    dateline_status status = stmt_step(&s, e);
    while (status == DATELINE_OK) {
        event_party p = {stmt_column(&s, 0), stmt_column(&s, 1), stmt_column(&s, 2),
                         stmt_column(&s, 3), stmt_column(&s, 4)};
        status = add_parties(l, number, &p, 1, e);
        status = status == DATELINE_OK ? stmt_step(&s, e) : status;
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}
