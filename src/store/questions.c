/* store/questions.c - the SQL text of each question, with the filter's conditions (filter.c). */
#include <stdio.h>

#include "store/store_priv.h"

static const char event_columns[] =
    "event, date, enddate, act, mode, status, "
    "(SELECT group_concat(code || sector || ' ' || name, ' + ') FROM event_actor JOIN actors USING "
    "(actor) WHERE event_actor.event = events.event AND role = 'actor') AS who, "
    "(SELECT group_concat(code || sector || ' ' || name, ' + ') FROM event_actor JOIN actors USING "
    "(actor) WHERE event_actor.event = events.event AND role = 'recipient') AS whom, "
    "country, place, nreports, nsources, ntellings, words";
/* What has no date comes last; there is an index of this. */
static const char event_order[] = " ORDER BY date = '', date, event";

static void ask_events(filter_sql *q, const ledger_filter *f)
{
    buf_printf(&q->sql, "SELECT %s FROM events WHERE 1", event_columns);
    filter_conditions(q, f);
    buf_text(&q->sql, event_order);
}

/* Agreements signed (CAMEO 057) and reached. */
static void ask_agreements(filter_sql *q, const ledger_filter *f)
{
    buf_printf(&q->sql,
               "SELECT %s FROM events WHERE (cameo LIKE '057%%' OR act = 'AGREE') AND status IN "
               "('actual', 'ongoing')",
               event_columns);
    filter_conditions(q, f);
    buf_text(&q->sql, event_order);
}

/* Every telling, with what it says otherwise than the event (a date) or than who counted first;
 * then the tellings of those who deny it, or whom it denies. */
static void ask_show(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "WITH one AS (SELECT * FROM events WHERE event = ");
    filter_bind(q, f->name);
    buf_text(
        &q->sql,
        "), counted AS (SELECT (SELECT tellings.count FROM tellings WHERE tellings.record = "
        "records.record AND tellings.count IS NOT NULL ORDER BY telling LIMIT 1) AS count FROM one "
        "CROSS JOIN records USING (event) CROSS JOIN reports USING (report) WHERE EXISTS (SELECT 1 "
        "FROM tellings WHERE tellings.record = records.record AND tellings.count IS NOT NULL) "
        "ORDER "
        "BY reports.published, reports.report LIMIT 1), near AS (SELECT event, '' AS says "
        "FROM one UNION ALL SELECT e.event, CASE e.status "
        "WHEN 'negated' THEN 'denies' ELSE 'affirms' END FROM one CROSS JOIN events e "
        "ON " SAYS_OTHERWISE "), told AS (SELECT *, CASE WHEN says = '' AND "
        "(json_extract(json, '$.date') <> (SELECT date FROM one) OR json_extract(json, "
        "'$.enddate') <> (SELECT enddate FROM one)) THEN 'dated ' || ifnull(nullif("
        "json_extract(json, '$.date'), ''), 'nowhere') || CASE WHEN json_extract(json, '$.date') "
        "<> json_extract(json, '$.enddate') THEN ' to ' || json_extract(json, '$.enddate') ELSE '' "
        "END END AS dated FROM near JOIN records USING (event)) "
        "SELECT event, doc, publisher, reports.published, tellings.start, tellings.end, words, "
        "post_author, post_date, (SELECT group_concat(name, ' < ') FROM sources WHERE "
        "sources.record = told.record) AS said_by, kind, origin, tellings.count, says || "
        "ifnull(dated, '') || CASE WHEN says = '' AND tellings.count <> (SELECT count FROM "
        "counted) THEN CASE WHEN dated IS NULL THEN '' ELSE ', ' END || 'counts ' || "
        "tellings.count || ', not ' || (SELECT count FROM counted) ELSE '' END AS differs FROM "
        "told JOIN reports USING (report) JOIN "
        "tellings USING (record) ORDER BY says, reports.published, doc, telling");
}

/* Who told it: first, independently, as a relay of whom, as a copy. */
static void ask_sources(filter_sql *q, const ledger_filter *f)
{
    buf_text(
        &q->sql,
        "SELECT origin, kind, publisher, published, doc, (SELECT group_concat(name, ' < ') "
        "FROM sources WHERE sources.record = origins.record) AS said_by, CASE WHEN "
        "row_number() OVER (ORDER BY published, report) = 1 THEN 'first' WHEN row_number() "
        "OVER (PARTITION BY origin ORDER BY published, report) = 1 THEN 'independent' ELSE "
        "'again' END || CASE kind WHEN 'own' THEN '' ELSE ', ' || kind || ' of ' || origin END "
        "AS part FROM origins JOIN reports USING (report) WHERE event = ");
    filter_bind(q, f->name);
    buf_text(&q->sql, " ORDER BY published, report");
}

static void ask_dyads(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "SELECT one, other, count(*) AS events, round(avg(goldstein), 2) AS "
                      "goldstein FROM pairs WHERE one < other");
    filter_condition(q, "enddate >= ", f->since, "");
    filter_condition(q, "date <> '' AND date <= ", f->until, " || '~'");
    ledger_filter undated = filter_undated(f);
    filter_events(q, &undated, " AND event IN ", "");
    buf_text(&q->sql, " GROUP BY one, other ORDER BY events DESC, one, other");
}

/* Periods without an event count none: the days of the span are gone through one by one. */
static void ask_series(filter_sql *q, const ledger_filter *f)
{
    static const char *const steps[][4] = {{"day", "%Y-%m-%d", "'+0 days'", "+1 day"},
                                           {"week", "%Y-W%W", "'-6 days', 'weekday 1'", "+7 days"},
                                           {"month", "%Y-%m", "'start of month'", "+1 month"},
                                           {"year", "%Y", "'start of year'", "+1 year"}};
    size_t i = 2;
    for (size_t k = 0; f->step != NULL && k < sizeof steps / sizeof steps[0]; k++) {
        i = strcmp(steps[k][0], f->step) == 0 ? k : i;
    }
    char first[40] = "''";
    buf_text(&q->sql, "WITH chosen AS (SELECT date, goldstein, event_scale, quad_code FROM events "
                      "WHERE date <> ''");
    filter_conditions(q, f);
    if (f->since != NULL) {
        buf_text(&q->sql, " AND date >= ");
        filter_bind(q, f->since);
        snprintf(first, sizeof first, "substr(?%d || '-01-01', 1, 10)", q->nvalues);
    }
    buf_printf(
        &q->sql,
        "), days (d) AS (SELECT date(max(min(date), %s), %s) FROM chosen UNION ALL SELECT date(d, "
        "'%s') FROM days WHERE date(d, '%s') <= (SELECT max(date) FROM chosen)), counts AS "
        "(SELECT strftime('%s', date) AS period, count(*) AS events, round(avg(goldstein), "
        "2) AS goldstein, round(avg(event_scale), 2) AS scale, sum(quad_code <= 2) AS "
        "cooperation, sum(quad_code > 2) AS conflict FROM chosen GROUP BY 1) SELECT "
        "strftime('%s', d) AS period, ifnull(events, 0) AS events, goldstein, scale, "
        "ifnull(cooperation, 0) AS cooperation, ifnull(conflict, 0) AS conflict, "
        "ifnull(cooperation - conflict, 0) AS net FROM days LEFT JOIN counts ON period = "
        "strftime('%s', d) WHERE d IS NOT NULL ORDER BY d",
        first, steps[i][2], steps[i][3], steps[i][3], steps[i][1], steps[i][1], steps[i][1]);
}

/* The most frequent first are found by counting alone; days are looked up of those only. */
static void ask_actor(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "WITH counts AS MATERIALIZED (SELECT actor, role, count(*) AS events FROM "
                      "event_actor WHERE event / 131072 IN event_stretches AND actor IN ");
    filter_actors(q, f->name);
    buf_text(&q->sql, " GROUP BY actor, role ORDER BY events DESC");
    filter_limit(q, f);
    buf_text(
        &q->sql,
        ") SELECT code, sector, name, office, role, counts.events AS events, (SELECT "
        "min(nullif(date, '')) "
        "FROM event_actor x JOIN events USING (event) WHERE x.event / 131072 IN event_stretches "
        "AND x.actor = counts.actor AND x.role "
        "= counts.role) AS first, (SELECT max(date) FROM event_actor x JOIN events USING "
        "(event) WHERE x.event / 131072 IN event_stretches AND x.actor = counts.actor AND x.role = "
        "counts.role) AS last, (SELECT "
        "group_concat(act || ' ' || n, ', ') FROM (SELECT "
        "z.act, count(*) AS n FROM event_actor y JOIN events z USING (event) WHERE y.event / "
        "131072 IN event_stretches AND y.actor = "
        "counts.actor AND y.role = counts.role GROUP BY z.act ORDER BY n DESC, z.act LIMIT 3)) AS "
        "acts FROM counts "
        "CROSS JOIN actors USING (actor) ORDER BY counts.events DESC, name");
}

/* The words as they are: each is quoted for FTS5, so that none is an operator.  The best are chosen
 * before anything is read of them. */
static void ask_search(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "WITH hits AS MATERIALIZED (SELECT rowid AS id FROM telling_words WHERE "
                      "telling_words MATCH quoted(");
    filter_bind(q, f->name);
    int words = q->nvalues;
    buf_text(&q->sql, ")");
    filter_events(
        q, f,
        " AND +rowid IN (SELECT tellings.id FROM records JOIN tellings USING (record) WHERE "
        "records.event IN ",
        ")");
    buf_text(&q->sql, " ORDER BY rank");
    filter_limit(q, f);
    buf_printf(&q->sql,
               ") SELECT records.event AS event, doc, publisher, published, tellings.start, "
               "tellings.end, snippet(telling_words, 0, '[', ']', '…', 40) AS words FROM hits "
               "CROSS JOIN telling_words ON telling_words.rowid = hits.id AND telling_words MATCH "
               "quoted(?%d) CROSS JOIN tellings ON tellings.id = hits.id CROSS JOIN records USING "
               "(record) CROSS JOIN reports USING (report)",
               words);
}

static void ask_changes(filter_sql *q, const ledger_filter *f)
{
    (void)f;
    buf_text(&q->sql,
             "SELECT change, doc, record, coder_before, coder_after, json_extract(nullif(before, "
             "''), '$.act') AS act_before, json_extract(nullif(after, ''), '$.act') AS act_after, "
             "json_extract(nullif(before, ''), '$.date') AS date_before, "
             "json_extract(nullif(after, ''), '$.date') AS date_after, "
             "json_extract(nullif(before, ''), '$.event_text') AS words_before, "
             "json_extract(nullif(after, ''), '$.event_text') AS words_after FROM changes ORDER BY "
             "doc, change, record");
}

void question_sql(filter_sql *q, ledger_question question, const ledger_filter *f)
{
    static void (*const asks[])(filter_sql *,
                                const ledger_filter *) = {[ASK_EVENTS] = ask_events,
                                                          [ASK_TIMELINE] = ask_events,
                                                          [ASK_SHOW] = ask_show,
                                                          [ASK_DYADS] = ask_dyads,
                                                          [ASK_SERIES] = ask_series,
                                                          [ASK_ACTOR] = ask_actor,
                                                          [ASK_SEARCH] = ask_search,
                                                          [ASK_AGREEMENTS] = ask_agreements,
                                                          [ASK_SOURCES] = ask_sources,
                                                          [ASK_STORIES] = ask_stories,
                                                          [ASK_TRENDS] = ask_trends,
                                                          [ASK_CHANGES] = ask_changes,
                                                          [ASK_MARKS] = ask_marks,
                                                          [ASK_RECORDS] = ask_records,
                                                          [ASK_CONTRADICTIONS] = ask_contradictions,
                                                          [ASK_REPORTS] = ask_reports,
                                                          [ASK_REPORT] = ask_report,
                                                          [ASK_REPORT_RECORDS] = ask_report_records,
                                                          [ASK_SUMMARY] = ask_summary,
                                                          [ASK_LANES] = ask_lanes,
                                                          [ASK_PLACES] = ask_places,
                                                          [ASK_SPREAD] = ask_spread};
    asks[question](q, f);
    static const ledger_question limited[] = {ASK_ACTOR,  ASK_MARKS,   ASK_REPORTS,
                                              ASK_SEARCH, ASK_STORIES, ASK_TRENDS};
    bool by_itself = false;
    for (size_t i = 0; i < sizeof limited / sizeof limited[0]; i++) {
        by_itself = by_itself || limited[i] == question;
    }
    if (!by_itself) {
        filter_limit(q, f);
    }
}

/* ---- functions ---- */

/* Each word between quotes. */
static void quoted(sqlite3_context *c, int n, sqlite3_value **values)
{
    (void)n;
    const char *text = (const char *)sqlite3_value_text(values[0]);
    view rest = view_of(text == NULL ? "" : text);
    view word;
    buf b = {0};
    while (view_split(&rest, ' ', &word)) {
        buf_text(&b, word.length > 0 ? "\"" : "");
        for (size_t i = 0; i < word.length; i++) {
            buf_text(&b, word.data[i] == '"' ? "\"\"" : "");
            if (word.data[i] != '"') {
                buf_char(&b, word.data[i]);
            }
        }
        buf_text(&b, word.length > 0 ? "\" " : "");
    }
    sqlite3_result_text(c, b.length == 0 ? "\"\"" : b.data, b.length == 0 ? 2 : (int)b.length,
                        SQLITE_TRANSIENT);
    buf_free(&b);
}

dateline_status question_functions(ledger *l, dateline_error *e)
{
    unsigned flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    bool made = sqlite3_create_function_v2(l->db, "burst", -1, (int)flags, NULL, trend_burst, NULL,
                                           NULL, NULL) == SQLITE_OK &&
                sqlite3_create_function_v2(l->db, "quoted", 1, (int)flags, NULL, quoted, NULL, NULL,
                                           NULL) == SQLITE_OK;
    return made ? DATELINE_OK : ledger_fault(l, "ask", e);
}
