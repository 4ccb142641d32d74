/* store/questions_page.c - the questions that a page asks: compact events, whole records, reports
 * with their text, and what a ledger holds at all. */
#include "store/store_priv.h"

/* Newest first, what is undated last: a page shows what fits and goes on from the last row.  The
 * order is made over numbers only; actors and words are read of the rows that are shown. */
void ask_marks(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "WITH chosen AS MATERIALIZED (");
    if (!filter_pairs(q, f)) {
        buf_text(&q->sql, "SELECT event FROM events WHERE 1");
        filter_conditions(q, f);
    }
    buf_text(&q->sql, " ORDER BY date DESC, event DESC");
    filter_limit(q, f);
    buf_text(
        &q->sql,
        ") SELECT event, date, enddate, date_precision, act, mode, status, quad_code, goldstein, "
        "event_scale, confidence, (SELECT json_group_array(json_object('role', role, 'code', "
        "code, 'sector', sector, 'name', name, 'office', office)) FROM event_actor JOIN actors "
        "USING (actor) WHERE event_actor.event = events.event) AS parties, country, place, "
        "latitude, longitude, nreports, nsources, ntellings, words FROM chosen CROSS JOIN events "
        "USING (event)");
}

/* The records of one event, with whose word each is. */
void ask_records(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql,
             "SELECT records.report AS report, doc, publisher, published, title, url, language, "
             "kind, origin, json FROM records JOIN reports USING (report) WHERE event = ");
    filter_bind(q, f->name);
    buf_text(&q->sql, " ORDER BY published, report, record");
}

/* Events that say otherwise of the same parties, act and days: denied here, affirmed there. */
void ask_contradictions(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "WITH one AS (SELECT * FROM events WHERE event = ");
    filter_bind(q, f->name);
    buf_text(
        &q->sql,
        ") SELECT e.event AS event, e.date AS date, e.enddate AS enddate, e.act AS act, "
        "e.status AS status, e.words AS words, (SELECT "
        "group_concat(DISTINCT publisher) FROM records JOIN reports USING (report) WHERE "
        "records.event = e.event) AS publishers FROM one CROSS JOIN events e ON " SAYS_OTHERWISE
        " ORDER BY e.date, e.event");
}

/* The order is made over numbers only; texts are read of the rows that are shown. */
void ask_reports(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "WITH newest AS MATERIALIZED (SELECT report FROM reports WHERE 1");
    filter_condition(q, "published >= ", f->since, "");
    filter_condition(q, "published <= ", f->until, "");
    filter_condition(q, "report IN (SELECT report FROM report_story WHERE story = ", f->name, ")");
    filter_events(q, f, " AND report IN (SELECT report FROM records WHERE event IN ", ")");
    buf_text(&q->sql, " ORDER BY published DESC, report DESC");
    filter_limit(q, f);
    buf_text(&q->sql,
             ") SELECT reports.report AS report, doc, "
             "published, publisher, title, url, language, length(text) AS length, substr(text, 1, "
             "160) AS beginning, (SELECT count(DISTINCT event) FROM records WHERE records.report = "
             "reports.report) AS events, (SELECT original FROM copies WHERE copies.report = "
             "reports.report) AS copy_of FROM newest CROSS JOIN reports USING (report)");
}

/* How a story spread: its reports as they came, with whom each relays, or copies. */
void ask_spread(filter_sql *q, const ledger_filter *f)
{
    buf_text(
        &q->sql,
        "SELECT reports.report AS report, published, publisher, doc, title, substr(text, 1, "
        "160) AS beginning, (SELECT count(DISTINCT event) FROM records WHERE records.report = "
        "reports.report) AS events, (SELECT original FROM copies WHERE copies.report = "
        "reports.report) AS copy_of, (SELECT likeness FROM copies WHERE copies.report = "
        "reports.report) AS likeness, (SELECT group_concat(DISTINCT origin) FROM origins WHERE "
        "origins.report = reports.report AND kind = 'relay') AS relays FROM report_story JOIN "
        "reports USING (report) WHERE story = ");
    filter_bind(q, f->name);
    buf_text(&q->sql, " ORDER BY published = '', published, reports.report");
}

/* Events by act and period: first by day, which an index gives in order, then by what is wanted. */
void ask_lanes(filter_sql *q, const ledger_filter *f)
{
    static const char *const steps[][2] = {{"day", "date"},
                                           {"week", "strftime('%Y-W%W', date)"},
                                           {"month", "substr(date, 1, 7)"},
                                           {"year", "substr(date, 1, 4)"}};
    const char *period = steps[2][1];
    for (size_t i = 0; f->step != NULL && i < sizeof steps / sizeof steps[0]; i++) {
        period = strcmp(steps[i][0], f->step) == 0 ? steps[i][1] : period;
    }
    buf_printf(&q->sql,
               "SELECT %s AS period, act, sum(n) AS events FROM (SELECT act, date, count(*) AS n "
               "FROM events WHERE date <> ''",
               period);
    filter_conditions(q, f);
    buf_text(&q->sql, " GROUP BY act, date) GROUP BY 1, 2 ORDER BY 1, 2");
}

/* Where events were, all, or in places whose name has these words and the country of that code. */
void ask_places(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql,
             "SELECT place, country, count(*) AS events, sum(quad_code > 2) AS conflict, "
             "min(nullif(date, '')) AS first, max(date) AS last, latitude, longitude FROM events "
             "WHERE country || place <> ''");
    if (f->name != NULL) {
        buf_text(&q->sql, " AND (country = upper(");
        filter_bind(q, f->name);
        buf_printf(&q->sql, ") OR place LIKE '%%' || ?%d || '%%')", q->nvalues);
    }
    filter_conditions(q, f);
    buf_text(&q->sql, " GROUP BY country, place ORDER BY events DESC, place, country");
}

void ask_report(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "SELECT report, doc, published, published_basis, publisher, title, url, "
                      "language, coder, text FROM reports WHERE report = ");
    filter_bind(q, f->name);
}

void ask_report_records(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "SELECT event, id AS record, json FROM records WHERE report = ");
    filter_bind(q, f->name);
    buf_text(&q->sql, " ORDER BY json_extract(json, '$.text_info.start'), record");
}

void ask_summary(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "SELECT (SELECT count(*) FROM events WHERE 1");
    filter_conditions(q, f);
    buf_text(&q->sql, ") AS events, (SELECT date FROM events WHERE date > ''");
    filter_conditions(q, f);
    buf_text(&q->sql, " ORDER BY date LIMIT 1) AS first, (SELECT date FROM events WHERE 1");
    filter_conditions(q, f);
    buf_text(&q->sql, " ORDER BY date DESC LIMIT 1) AS last, (SELECT max(event) FROM events) AS "
                      "newest, (SELECT count(*) FROM reports) AS reports, (SELECT count(*) FROM "
                      "rejects) AS rejects");
}
