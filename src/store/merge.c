/* Which event a record belongs to.
 *
 * Two records tell the same event when the act, its mode and its status are compatible, their
 * actors and recipients have the same codes, and their dates overlap within a day; inside a country
 * and without a date only when their words are alike, too.  A report's own records were told apart
 * by merge/ and never fall together here. */
#include <math.h>
#include <stdlib.h>

#include "store/store_priv.h"
#include "story/story.h"

enum { CERTAIN_DAYS = 3 };

#define WORDS_IN_COMMON 0.2 /* of the longer words of two sentences that tell one act */

static bool mutual(act_type type)
{
    return type == ACT_CONSULT || type == ACT_AGREE || type == ACT_SUPPORT || type == ACT_COOPERATE;
}

typedef struct {
    const char *at[64]; /* codes */
    size_t count;
} code_set;

static void add_codes(code_set *set, const participant *p, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t k = 0; k < set->count; k++) {
            known = known || strcmp(set->at[k], p[i].actor.code) == 0;
        }
        if (!known && set->count < sizeof set->at / sizeof set->at[0]) {
            set->at[set->count++] = p[i].actor.code;
        }
    }
}

static int by_code(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static view joined(const ledger *l, code_set *set)
{
    view all = VIEW("");
    qsort(set->at, set->count, sizeof set->at[0], by_code);
    for (size_t i = 0; i < set->count; i++) {
        all = arena_printf(l->scratch, "%.*s%s%s", VIEW_ARG(all), i == 0 ? "" : "+", set->at[i]);
    }
    return all;
}

typedef struct {
    view actors, recipients;
} merge_key;

static merge_key key_of(const ledger *l, const act *a)
{
    code_set who = {{NULL}, 0}, whom = {{NULL}, 0};
    add_codes(&who, a->actors, a->nactors);
    add_codes(mutual(a->type) ? &who : &whom, a->recipients, a->nrecipients);
    return (merge_key){joined(l, &who), joined(l, &whom)};
}

static day shifted(day d, int by)
{
    return d == DAY_NONE ? DAY_NONE : d + by;
}

/* The sentence that tells the act best, as the report has it. */
static view best_words(const report *r, const event *ev)
{
    return ev->ntellings == 0 ? VIEW("") : report_cut(r, ev->tellings[0].bytes);
}

/* Whether two countries or more deal with one another on a day or two: that alone tells an act from
 * others.  What happens inside a country, or at no certain time, needs words in common, too. */
static bool tells_itself(const act *a, merge_key key)
{
    bool abroad = view_find_char(key.actors, '+', 0) != SIZE_MAX ||
                  (key.recipients.length > 0 && !view_equal(key.actors, key.recipients));
    return abroad && a->when.from != DAY_NONE && a->when.to - a->when.from <= CERTAIN_DAYS;
}

#define FIND_EVENT(dates)                                                                          \
    "SELECT event, " FIRST_WORDS(                                                                  \
        "events.event") " FROM events WHERE act = ?1 AND actors = ?2 "                             \
                        "AND recipients = ?3 AND " dates                                           \
                        " AND (mode = ?6 OR mode = '' OR ?6 = '') "                                \
                        "AND (status = ?7 OR (status IN ('actual', 'ongoing', 'future') "          \
                        "AND ?7 IN ('actual', 'ongoing', 'future'))) "                             \
                        "AND event NOT IN (SELECT event FROM records JOIN reports USING (report) " \
                        "WHERE doc = ?8) "                                                         \
                        "ORDER BY event DESC LIMIT 40"

/* Only what began in the weeks before is looked at: the cost does not grow with the ledger. */
static const char find_dated[] =
    FIND_EVENT("date BETWEEN date(?4, '-40 days') AND ?5 AND enddate >= ?4");
static const char find_undated[] = FIND_EVENT("date = '' AND ?4 || ?5 = ''");

/* The event most alike in words among those that act, parties, date and status allow; 0 = none. */
static dateline_status find_event(ledger *l, const report *r, const event *ev, merge_key key,
                                  int64_t *number, dateline_error *e)
{
    const act *a = &ev->merged;
    double best = tells_itself(a, key) ? 0 : WORDS_IN_COMMON;
    stmt s;
    *number = 0;
    TRY(stmt_open(l, &s, a->when.from == DAY_NONE ? find_undated : find_dated, e));
    stmt_text(&s, view_of(act_name(a->type)));
    stmt_text(&s, key.actors);
    stmt_text(&s, key.recipients);
    stmt_day(&s, shifted(a->when.from, -1));
    stmt_day(&s, shifted(a->when.to, 1));
    stmt_text(&s, view_of(mode_name(a->mode)));
    stmt_text(&s, view_of(status_name(a->status)));
    stmt_text(&s, r->id);
    dateline_status status = stmt_step(&s, e);
    for (; status == DATELINE_OK; status = stmt_step(&s, e)) {
        double likeness = story_words_in_common(best_words(r, ev), stmt_column(&s, 1));
        if (likeness >= best) {
            best = likeness;
            *number = sqlite3_column_int64(s.handle, 0);
        }
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

static dateline_status new_event(ledger *l, const report *r, const event *ev, merge_key key,
                                 int64_t *number, dateline_error *e)
{
    const act *a = &ev->merged;
    const place *p = a->place < 0 ? NULL : &r->places[a->place];
    stmt s;
    TRY(stmt_open(l, &s,
                  "INSERT INTO events (date, enddate, date_precision, act, type, mode, cameo, "
                  "status, quad_code, event_scale, goldstein, country, place, latitude, longitude, "
                  "actors, recipients, confidence, nreports, ntellings) VALUES "
                  "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
                  e));
    stmt_day(&s, a->when.from);
    stmt_day(&s, a->when.to);
    stmt_text(&s, view_of(precision_name(a->when.precision)));
    stmt_text(&s, view_of(act_name(a->type)));
    stmt_text(&s, view_of(act_name(ev->event)));
    stmt_text(&s, view_of(mode_name(a->mode)));
    stmt_text(&s, view_of(a->cameo));
    stmt_text(&s, view_of(status_name(a->status)));
    stmt_int(&s, ev->quad);
    stmt_real(&s, (double)ev->scale);
    stmt_real(&s, (double)ev->goldstein);
    stmt_text(&s, view_of(a->country));
    stmt_text(&s, p == NULL ? VIEW("") : p->name);
    stmt_real(&s, p == NULL ? (double)NAN : (double)p->lat);
    stmt_real(&s, p == NULL ? (double)NAN : (double)p->lon);
    stmt_text(&s, key.actors);
    stmt_text(&s, key.recipients);
    stmt_real(&s, (double)a->confidence);
    TRY(stmt_run(&s, e));
    *number = sqlite3_last_insert_rowid(l->db);
    return DATELINE_OK;
}

static dateline_status put_actor(ledger *l, int64_t number, const char *role, const participant *p,
                                 dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s,
                  "INSERT INTO actors (code, sector, name, office) VALUES (?, ?, ?, ?) "
                  "ON CONFLICT DO NOTHING",
                  e));
    stmt_text(&s, view_of(p->actor.code));
    stmt_text(&s, view_of(p->actor.sector));
    stmt_text(&s, p->name);
    stmt_text(&s, p->office);
    TRY(stmt_run(&s, e));
    TRY(stmt_open(l, &s,
                  "INSERT OR IGNORE INTO event_actor SELECT ?, ?, actor FROM actors "
                  "WHERE code = ? AND sector = ? AND name = ? AND office = ?",
                  e));
    stmt_int(&s, number);
    stmt_text(&s, view_of(role));
    stmt_text(&s, view_of(p->actor.code));
    stmt_text(&s, view_of(p->actor.sector));
    stmt_text(&s, p->name);
    stmt_text(&s, p->office);
    return stmt_run(&s, e);
}

dateline_status merge_event(ledger *l, const report *r, const event *ev, int64_t *number,
                            dateline_error *e)
{
    const act *a = &ev->merged;
    merge_key key = key_of(l, a);
    TRY(find_event(l, r, ev, key, number, e));
    if (*number == 0) {
        TRY(new_event(l, r, ev, key, number, e));
    }
    for (uint32_t i = 0; i < a->nactors; i++) {
        TRY(put_actor(l, *number, "actor", &a->actors[i], e));
    }
    for (uint32_t i = 0; i < a->nrecipients; i++) {
        TRY(put_actor(l, *number, "recipient", &a->recipients[i], e));
    }
    stmt s;
    TRY(stmt_open(l, &s, PAIRS_OF("x.event = ?1"), e));
    stmt_int(&s, *number);
    return stmt_run(&s, e);
}

dateline_status recount_event(ledger *l, int64_t number, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s,
                  "UPDATE events SET nreports = (SELECT count(DISTINCT report) FROM records "
                  "WHERE records.event = ?1), ntellings = (SELECT count(*) FROM records JOIN "
                  "tellings USING (record) WHERE records.event = ?1), nsources = (SELECT "
                  "count(DISTINCT origin) FROM origins WHERE origins.event = ?1) WHERE event = ?1",
                  e));
    stmt_int(&s, number);
    TRY(stmt_run(&s, e));
    TRY(stmt_open(l, &s, "DELETE FROM events WHERE event = ? AND nreports = 0", e));
    stmt_int(&s, number);
    return stmt_run(&s, e);
}
