/* store/pool.c - an event as what its records say together.
 *
 * The first record makes the event.  A later one gives what is missing (mode, place), the stronger
 * status (what was to come has happened, and where), and the narrower date.  An event can be made
 * anew from the records that are left when a report is coded again: in the order of the reports,
 * the same records always give the same event. */
#include "store/store_priv.h"

/* ?1 .. ?16 are a record's facts, in this order. */
#define FACTS                                                                                      \
    "date, enddate, date_precision, type, mode, cameo, status, country, place, words, quad_code, " \
    "event_scale, goldstein, latitude, longitude, confidence"
#define VALUES "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16"

#define STANDING(of) "(CASE " of " WHEN 'actual' THEN 3 WHEN 'ongoing' THEN 2 ELSE 1 END)"
#define STRONGER STANDING("?7") " > " STANDING("status")
#define SHARPER                                                                                    \
    STANDING("?7")                                                                                 \
    " = " STANDING("status") " AND ?1 <> '' AND (date = '' OR julianday(?2) - "                    \
                             "julianday(?1) < julianday(enddate) - julianday(date))"
#define DATED "(?1 <> '' AND " STRONGER ") OR (" SHARPER ")"
#define MODED "mode = '' AND ?5 <> ''"
#define PLACED                                                                                     \
    "(?9 <> '' AND " STRONGER                                                                      \
    ") OR (place = '' AND ?8 <> '' AND (?9 <> '' OR country = '') AND country IN ('', ?8))"
#define FOLLOW(column, value, condition)                                                           \
    column " = CASE WHEN " condition " THEN " value " ELSE " column " END"

static const char make[] =
    "INSERT INTO events (act, actors, recipients, nreports, ntellings, " FACTS
    ") VALUES (?17, ?18, ?19, 0, 0, " VALUES ")";
static const char first[] = "UPDATE events SET (" FACTS ") = (" VALUES ") WHERE event = ?17";
static const char
    further[] = "UPDATE events SET " FOLLOW("date", "?1", DATED) ", " FOLLOW("enddate", "?2", DATED) ", " FOLLOW("date_precision", "?3", DATED) ", " FOLLOW("type", "?4", STRONGER) ", " FOLLOW(
        "status", "?7",
        STRONGER) ", " FOLLOW("mode", "?5",
                              MODED) ", " FOLLOW("cameo", "?6",
                                                 MODED) ", " FOLLOW("event_scale", "?12",
                                                                    MODED) ", " FOLLOW("goldstein",
                                                                                       "?13",
                                                                                       MODED) ","
                                                                                              " " FOLLOW("country", "?8", PLACED) ", " FOLLOW(
                                                                                                  "place",
                                                                                                  "?9",
                                                                                                  PLACED) ", " FOLLOW("latitude",
                                                                                                                      "?14",
                                                                                                                      PLACED) ", " FOLLOW("longitude",
                                                                                                                                          "?15",
                                                                                                                                          PLACED) ", confidence = max(confidence, ?16) WHERE event = ?17 AND "
                                                                                                                                                  "?10 = ?10 AND ?11 = ?11";

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

dateline_status pool_new(ledger *l, const event_facts *f, const merge_key *key, int64_t *number,
                         dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s, make, e));
    bind_facts(&s, f);
    stmt_text(&s, key->act);
    stmt_text(&s, key->actors);
    stmt_text(&s, key->recipients);
    TRY(stmt_run(&s, e));
    *number = sqlite3_last_insert_rowid(l->db);
    return DATELINE_OK;
}

static dateline_status pool_with(ledger *l, const char *sql, int64_t number, const event_facts *f,
                                 dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s, sql, e));
    bind_facts(&s, f);
    stmt_int(&s, number);
    return stmt_run(&s, e);
}

dateline_status pool_record(ledger *l, int64_t number, const event_facts *f, dateline_error *e)
{
    return pool_with(l, further, number, f, e);
}

static dateline_status run_on(ledger *l, const char *sql, int64_t number, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s, sql, e));
    stmt_int(&s, number);
    return stmt_run(&s, e);
}

dateline_status pool_pairs(ledger *l, int64_t number, dateline_error *e)
{
    static const char changed[] = "DELETE FROM pairs WHERE event = ?1 AND (date, enddate, "
                                  "goldstein) <> (SELECT date, enddate, "
                                  "goldstein FROM events WHERE events.event = ?1)";
    TRY(run_on(l, changed, number, e));
    return run_on(l, PAIRS_OF("x.event = ?1"), number, e);
}

/* What the event's records say, told anew in the order of their reports. */
static dateline_status tell_again(ledger *l, int64_t number, dateline_error *e)
{
    stmt s;
    const char *sql = first;
    TRY(stmt_open(l, &s, facts_of_records, e));
    stmt_int(&s, number);
    dateline_status status = stmt_step(&s, e);
    while (status == DATELINE_OK) {
        event_facts f = stmt_facts(&s);
        status = pool_with(l, sql, number, &f, e);
        sql = further;
        status =
            status == DATELINE_OK ? pool_parties_json(l, number, stmt_facts_json(&s), e) : status;
        status = status == DATELINE_OK ? stmt_step(&s, e) : status;
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

dateline_status pool_again(ledger *l, int64_t number, dateline_error *e)
{
    static const char *const before[] = {"DELETE FROM event_actor WHERE event = ?",
                                         "DELETE FROM pairs WHERE event = ?",
                                         "DELETE FROM event_origins WHERE event = ?"};
    static const char *const after[] = {
        "INSERT INTO event_origins SELECT DISTINCT event, origin FROM origins WHERE event = ?",
        "UPDATE events SET nreports = (SELECT count(DISTINCT report) FROM records WHERE "
        "records.event = ?1), ntellings = (SELECT count(*) FROM records JOIN tellings USING "
        "(record) WHERE records.event = ?1), nsources = (SELECT count(*) FROM event_origins WHERE "
        "event_origins.event = ?1) WHERE event = ?1",
        "DELETE FROM events WHERE event = ? AND nreports = 0"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        TRY(run_on(l, before[i], number, e));
    }
    TRY(tell_again(l, number, e));
    TRY(pool_pairs(l, number, e));
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        TRY(run_on(l, after[i], number, e));
    }
    return DATELINE_OK;
}

/* A report has one record of an event at most. */
dateline_status pool_count(ledger *l, int64_t number, view record, uint32_t ntellings,
                           dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s,
                  "INSERT OR IGNORE INTO event_origins SELECT event, origin FROM origins WHERE "
                  "record = ?",
                  e));
    stmt_text(&s, record);
    TRY(stmt_run(&s, e));
    int64_t fresh = sqlite3_changes(l->db);
    TRY(stmt_open(l, &s,
                  "UPDATE events SET nreports = nreports + 1, nsources = nsources + ?, ntellings "
                  "= ntellings + ? WHERE event = ?",
                  e));
    stmt_int(&s, fresh);
    stmt_int(&s, ntellings);
    stmt_int(&s, number);
    return stmt_run(&s, e);
}
