/* store/pool.c - an event as what its records say together.
 *
 * The first record makes the event.  A later one gives what is missing (mode, place), the stronger
 * status (what was to come has happened, and where), and the narrower date.  An event can be made
 * anew from the records that are left when a report is coded again: in the order of the reports,
 * the same records always give the same event. */
#include "store/store_priv.h"

/* ---- the arithmetic ---- */

/* What has happened stands above what goes on, and that above what is only told of. */
static int standing(view status)
{
    return view_equal(status, VIEW("actual")) ? 3 : view_equal(status, VIEW("ongoing")) ? 2 : 1;
}

static bool some(view v)
{
    return v.length > 0;
}

static bool narrower(const event_facts *f, const event_facts *than)
{
    day from = day_parse(f->date), to = day_parse(f->enddate);
    day other = day_parse(than->date), end = day_parse(than->enddate);
    bool dated = from != DAY_NONE && to != DAY_NONE && other != DAY_NONE && end != DAY_NONE;
    return dated && to - from < end - other;
}

static void take_date(event_facts *into, const event_facts *f)
{
    into->date = f->date;
    into->enddate = f->enddate;
    into->date_precision = f->date_precision;
}

static void take_mode(event_facts *into, const event_facts *f)
{
    into->mode = f->mode;
    into->cameo = f->cameo;
    into->event_scale = f->event_scale;
    into->goldstein = f->goldstein;
}

static void take_place(event_facts *into, const event_facts *f)
{
    into->country = f->country;
    into->place = f->place;
    into->latitude = f->latitude;
    into->longitude = f->longitude;
}

void pool_facts(event_facts *into, const event_facts *f)
{
    int more = standing(f->status) - standing(into->status);
    bool dated = more > 0 || (more == 0 && (!some(into->date) || narrower(f, into)));
    bool same_country = !some(into->country) || view_equal(into->country, f->country);
    bool gives_place = !some(into->place) && some(f->country) &&
                       (some(f->place) || !some(into->country)) && same_country;
    if (some(f->date) && dated) {
        take_date(into, f);
    }
    if ((some(f->place) && more > 0) || gives_place) {
        take_place(into, f);
    }
    if (!some(into->mode) && some(f->mode)) {
        take_mode(into, f);
    }
    if (more > 0) {
        into->type = f->type;
        into->status = f->status;
    }
    into->confidence = f->confidence > into->confidence ? f->confidence : into->confidence;
}

/* ---- statements ---- */

static dateline_status run_on(ledger *l, const char *sql, int64_t number, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s, sql, e));
    stmt_int(&s, number);
    return stmt_run(&s, e);
}

/* ?1 .. ?16 */
static void bind_facts(stmt *s, const event_facts *f)
{
    const view texts[] = {f->date,  f->enddate, f->date_precision, f->type,  f->mode,
                          f->cameo, f->status,  f->country,        f->place, f->words};
    const double numbers[] = {f->event_scale, f->goldstein, f->latitude, f->longitude,
                              f->confidence};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        stmt_text(s, texts[i]);
    }
    stmt_int(s, f->quad_code);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        stmt_real(s, numbers[i]);
    }
}

static dateline_status set_facts(ledger *l, int64_t number, const event_facts *f, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s,
                  "UPDATE events SET (date, enddate, date_precision, type, mode, cameo, status, "
                  "country, place, words, quad_code, event_scale, goldstein, latitude, longitude, "
                  "confidence) = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                  "?15, ?16) WHERE event = ?17",
                  e));
    bind_facts(&s, f);
    stmt_int(&s, number);
    TRY(stmt_run(&s, e));
    return keys_add_event(l, number, e);
}

/* The facts of the event itself. */
static dateline_status get_facts(ledger *l, int64_t number, event_facts *f, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s, facts_of_event, e));
    stmt_int(&s, number);
    dateline_status status = stmt_step(&s, e);
    if (status == DATELINE_OK) {
        event_facts row = stmt_facts(&s);
        *f = facts_copy(l->scratch, &row);
    }
    stmt_close(&s);
    return status == DATELINE_END ? fault(e, DATELINE_E_LEDGER, "an event is missing") : status;
}

/* ---- pairs ---- */

enum { CODES = 64 };

/* The codes of an act's parties, each once. */
static size_t codes_of(const act *a, const char **codes)
{
    const participant *const lists[] = {a->actors, a->recipients};
    const uint32_t counts[] = {a->nactors, a->nrecipients};
    size_t n = 0;
    for (size_t i = 0; i < 2; i++) {
        for (uint32_t k = 0; k < counts[i] && n < CODES; k++) {
            const char *code = lists[i][k].actor.code;
            bool known = code[0] == 0;
            for (size_t j = 0; j < n && !known; j++) {
                known = strcmp(codes[j], code) == 0;
            }
            codes[n] = code;
            n += !known;
        }
    }
    return n;
}

typedef struct {
    const char *one, *other; /* codes, in any order */
} code_pair;

/* Pairs at once: as many as the two codes make that most events have. */
enum { PAIRS_AT_ONCE = 3 };

static const char *const insert_pairs[PAIRS_AT_ONCE] = {
    "INSERT OR IGNORE INTO pairs VALUES (?5, ?6, ?1, ?2, ?3, ?4)",
    "INSERT OR IGNORE INTO pairs VALUES (?5, ?6, ?1, ?2, ?3, ?4), (?7, ?8, ?1, ?2, ?3, ?4)",
    "INSERT OR IGNORE INTO pairs VALUES (?5, ?6, ?1, ?2, ?3, ?4), (?7, ?8, ?1, ?2, ?3, ?4), "
    "(?9, ?10, ?1, ?2, ?3, ?4)"};

/* n is PAIRS_AT_ONCE at most. */
static dateline_status write_pairs(ledger *l, int64_t number, const event_facts *f,
                                   const code_pair *p, size_t n, dateline_error *e)
{
    stmt s;
    if (n == 0) {
        return DATELINE_OK;
    }
    TRY(stmt_open(l, &s, insert_pairs[n - 1], e));
    stmt_text(&s, f->date);
    stmt_int(&s, number);
    stmt_text(&s, f->enddate);
    stmt_real(&s, f->goldstein);
    for (size_t i = 0; i < n; i++) {
        bool ordered = strcmp(p[i].one, p[i].other) <= 0;
        stmt_text(&s, view_of(ordered ? p[i].one : p[i].other));
        stmt_text(&s, view_of(ordered ? p[i].other : p[i].one));
    }
    return stmt_run(&s, e);
}

/* Which codes meet in the event; all of its records have the same. */
static dateline_status put_pairs(ledger *l, int64_t number, const act *a, const event_facts *f,
                                 dateline_error *e)
{
    const char *codes[CODES];
    size_t ncodes = codes_of(a, codes);
    code_pair some[PAIRS_AT_ONCE];
    size_t n = 0;
    for (size_t i = 0; i < ncodes; i++) {
        for (size_t k = 0; k <= i; k++) {
            some[n++] = (code_pair){codes[k], codes[i]};
            if (n == PAIRS_AT_ONCE) {
                TRY(write_pairs(l, number, f, some, n, e));
                n = 0;
            }
        }
    }
    return write_pairs(l, number, f, some, n, e);
}

/* They are found by the event's parties and its date, before these change. */
static dateline_status drop_pairs(ledger *l, int64_t number, dateline_error *e)
{
    return run_on(l,
                  "DELETE FROM pairs WHERE (one, other, date, event) IN (SELECT a.code, b.code, "
                  "date, x.event FROM event_actor x JOIN actors a ON a.actor = x.actor JOIN "
                  "event_actor y ON y.event = x.event JOIN actors b ON b.actor = y.actor JOIN "
                  "events ON events.event = x.event WHERE x.event = ? AND a.code <= b.code)",
                  number, e);
}

/* ---- records that are added ---- */

dateline_status pool_new(ledger *l, const merge_record *of, const event_facts *f,
                         const merge_key *key, int64_t *number, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s,
                  "INSERT INTO events (date, enddate, date_precision, type, mode, cameo, status, "
                  "country, place, words, quad_code, event_scale, goldstein, latitude, longitude, "
                  "confidence, act, actors, recipients, nreports, ntellings, nsources) VALUES (?1, "
                  "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
                  "?19, 1, ?20, 1)",
                  e));
    bind_facts(&s, f);
    stmt_text(&s, key->act);
    stmt_text(&s, key->actors);
    stmt_text(&s, key->recipients);
    stmt_int(&s, of->event->ntellings);
    TRY(stmt_run(&s, e));
    *number = sqlite3_last_insert_rowid(l->db);
    keys_add(l, f->date, f->enddate, key);
    TRY(pool_parties(l, *number, &of->event->merged, e));
    return put_pairs(l, *number, &of->event->merged, f, e);
}

/* Whether the event is somebody's word already. */
static dateline_status has_origin(ledger *l, int64_t number, view origin, bool *has,
                                  dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s, "SELECT 1 FROM records WHERE event = ? AND origin = ? LIMIT 1", e));
    stmt_int(&s, number);
    stmt_text(&s, origin);
    dateline_status status = stmt_step(&s, e);
    *has = status == DATELINE_OK;
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* A report has one record of an event at most. */
static dateline_status count_record(ledger *l, const merge_record *of, int64_t number,
                                    double confidence, dateline_error *e)
{
    stmt s;
    bool has = false;
    TRY(has_origin(l, number, of->origin, &has, e));
    TRY(stmt_open(l, &s,
                  "UPDATE events SET nreports = nreports + 1, nsources = nsources + ?, ntellings "
                  "= ntellings + ?, confidence = ? WHERE event = ?",
                  e));
    stmt_int(&s, has ? 0 : 1);
    stmt_int(&s, of->event->ntellings);
    stmt_real(&s, confidence);
    stmt_int(&s, number);
    return stmt_run(&s, e);
}

static bool same_facts(const event_facts *a, const event_facts *b)
{
    return view_equal(a->date, b->date) && view_equal(a->enddate, b->enddate) &&
           view_equal(a->mode, b->mode) && view_equal(a->status, b->status) &&
           view_equal(a->country, b->country) && view_equal(a->place, b->place);
}

/* Whether rows of `pairs` say the same of both. */
static bool same_pairs(const event_facts *a, const event_facts *b)
{
    return view_equal(a->date, b->date) && view_equal(a->enddate, b->enddate) &&
           a->goldstein == b->goldstein;
}

dateline_status pool_record(ledger *l, const merge_record *of, const event_facts *f, int64_t number,
                            dateline_error *e)
{
    event_facts before;
    TRY(get_facts(l, number, &before, e));
    event_facts after = before;
    pool_facts(&after, f);
    bool same = same_facts(&before, &after), paired = same || same_pairs(&before, &after);
    TRY(paired ? DATELINE_OK : drop_pairs(l, number, e));
    TRY(same ? DATELINE_OK : set_facts(l, number, &after, e));
    TRY(paired ? DATELINE_OK : put_pairs(l, number, &of->event->merged, &after, e));
    TRY(count_record(l, of, number, after.confidence, e));
    return pool_parties(l, number, &of->event->merged, e);
}

/* ---- records that were taken out ---- */

/* What the records of reports before that one say; with `parties` they become the event's. */
static dateline_status tell_again(ledger *l, int64_t number, int64_t before, bool parties,
                                  event_facts *all, dateline_error *e)
{
    stmt s;
    bool any = false;
    TRY(stmt_open(l, &s, facts_of_records, e));
    stmt_int(&s, number);
    stmt_int(&s, before);
    dateline_status status = stmt_step(&s, e);
    while (status == DATELINE_OK) {
        event_facts row = stmt_facts(&s);
        event_facts f = facts_copy(l->scratch, &row);
        if (any) {
            pool_facts(all, &f);
        } else {
            *all = f;
        }
        any = true;
        status = parties ? pool_parties_json(l, number, stmt_facts_json(&s), e) : DATELINE_OK;
        status = status == DATELINE_OK ? stmt_step(&s, e) : status;
    }
    stmt_close(&s);
    return status == DATELINE_END && any ? DATELINE_OK : status;
}

dateline_status pool_before(ledger *l, int64_t number, int64_t report, event_facts *f,
                            dateline_error *e)
{
    return tell_again(l, number, report, false, f, e);
}

dateline_status pool_again(ledger *l, int64_t number, dateline_error *e)
{
    event_facts all;
    TRY(drop_pairs(l, number, e));
    TRY(run_on(l, "DELETE FROM event_actor WHERE event = ?", number, e));
    dateline_status status = tell_again(l, number, INT64_MAX, true, &all, e);
    if (status == DATELINE_END) {
        return run_on(l, "DELETE FROM events WHERE event = ?", number, e);
    }
    TRY(status);
    TRY(set_facts(l, number, &all, e));
    TRY(run_on(l, PAIRS_OF("x.event = ?1"), number, e));
    return run_on(l,
                  "UPDATE events SET (nreports, nsources) = (SELECT count(DISTINCT report), "
                  "count(DISTINCT origin) FROM records WHERE records.event = ?1), ntellings = "
                  "(SELECT count(*) FROM records JOIN tellings USING (record) WHERE records.event "
                  "= ?1) WHERE event = ?1",
                  number, e);
}
