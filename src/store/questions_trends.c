/* store/questions_trends.c - what is told of more than it was, and what had not been before.
 *
 * A trend is an act between the same parties.  Its reports and posts of the window are compared
 * with those of the same weekdays in the eight weeks before, as shares of all reports that the
 * ledger holds of those days: neither the rhythm of the week nor a feed that was added makes a
 * burst.  Copies are not counted.  Firsts are told of what two parties do, or the holder of an
 * office, with the day when the like was last. */
#include "store/store_priv.h"
#include "story/story.h"

enum { WEEKS = 8, TREND_ROWS = 30, LONG_AGO = 180 /* days */ };

/* "sum(ago BETWEEN 7 AND 13) AS w1, ..." for the window (w0) and the weeks before it. */
static void write_weeks(filter_sql *q, const char *name, long long window)
{
    for (int week = 0; week <= WEEKS; week++) {
        buf_printf(&q->sql, "%ssum(ago BETWEEN %d AND %lld) AS %s%d", week == 0 ? "" : ", ",
                   week * 7, week * 7 + window - 1, name, week);
    }
}

static void write_told(filter_sql *q, const ledger_filter *f, long long window)
{
    buf_text(&q->sql, "WITH today AS (SELECT coalesce(");
    if (f->until != NULL) {
        buf_text(&q->sql, "substr(");
        filter_bind(q, f->until);
        buf_text(&q->sql, " || '-01-01', 1, 10)");
    } else {
        buf_text(&q->sql, "NULL");
    }
    buf_printf(&q->sql,
               ", max(published)) AS d, min(nullif(published, '')) AS begins FROM reports), lately "
               "AS (SELECT report, CAST(julianday((SELECT d FROM today)) - julianday(published) AS "
               "INTEGER) AS ago, EXISTS (SELECT 1 FROM parts WHERE parts.report = reports.report "
               "AND kind = 'post') AS post FROM reports WHERE published <> '' AND published > "
               "date((SELECT d FROM today), '-%lld days') AND published <= (SELECT d FROM today) "
               "AND report NOT IN (SELECT report FROM copies)), told AS (SELECT e.event, e.act, "
               "e.mode, e.actors, e.recipients, ago, post FROM lately JOIN records USING (report) "
               "JOIN events e USING (event) WHERE 1",
               WEEKS * 7 + window);
    ledger_filter undated = filter_undated(f);
    filter_events(q, &undated, " AND event IN ", "");
    buf_text(&q->sql, "), totals AS (SELECT ");
    write_weeks(q, "t", window);
    buf_text(&q->sql, " FROM lately), counts AS (SELECT act, mode, actors, recipients, ");
    write_weeks(q, "w", window);
    buf_printf(&q->sql,
               ", sum(post AND ago < %lld) AS posts, min(CASE WHEN ago < %lld THEN event END) AS "
               "event FROM told GROUP BY 1, 2, 3, 4 HAVING w0 > 0), bursts AS MATERIALIZED (SELECT "
               "counts.*, round(burst(w0, t0, w1, t1, w2, t2, w3, t3, w4, t4, w5, t5, w6, t6, w7, "
               "t7, w8, t8), 2) AS burst FROM counts CROSS JOIN totals ORDER BY burst DESC, w0 "
               "DESC, event LIMIT %d)",
               window, window, TREND_ROWS);
}

#define LIKE_IT                                                                                    \
    "substr(x.date, 1, 7) IN event_months AND x.act = bursts.act AND x.actors = bursts.actors "    \
    "AND x.recipients = bursts.recipients AND "                                                    \
    "x.mode = bursts.mode AND x.date <> '' AND x.status IN ('actual', 'ongoing') AND x.date <= "   \
    "date((SELECT d FROM today), '-%lld days')"

/* When the like was last, and when somebody of the same office did it last. */
static void write_before(filter_sql *q, long long window)
{
    buf_printf(&q->sql,
               ", offices AS (SELECT bursts.event AS event, min(office) AS office, code FROM "
               "bursts JOIN event_actor y ON y.event = bursts.event AND role = 'actor' JOIN actors "
               "USING (actor) WHERE office <> '' GROUP BY 1), aged AS (SELECT bursts.*, office || "
               "CASE code WHEN '' THEN '' ELSE ' of ' || code END AS office, (SELECT "
               "max(x.date) FROM events x WHERE " LIKE_IT ") AS before, (SELECT max(x.date) FROM "
               "events x JOIN event_actor y ON y.event = x.event AND role = 'actor' JOIN actors z "
               "ON z.actor = y.actor AND z.code = offices.code AND z.office = offices.office "
               "COLLATE NOCASE WHERE " LIKE_IT
               ") AS office_before FROM bursts LEFT JOIN offices USING (event))",
               window + 2, window + 2);
}

#define IS_LONG_AGO(column) "julianday((SELECT d FROM today)) - julianday(" column ") > %d"

/* "first CONSULT visit, ISR and MAR, by a chief of staff of ISR since 2021-01-11" */
static void write_news(filter_sql *q)
{
    buf_printf(
        &q->sql,
        ", said AS (SELECT *, 'first ' || rtrim(act || ' ' || mode) || ', ' || CASE WHEN "
        "recipients "
        "= '' THEN replace(actors, '+', ' and ') ELSE replace(actors, '+', ' and ') || ' towards ' "
        "|| replace(recipients, '+', ' and ') END AS what, (SELECT ' in this ledger, which begins "
        "' || begins FROM today) AS never, instr(actors, '+') > 0 OR recipients NOT IN ('', "
        "actors) "
        "AS two FROM aged) SELECT said.act AS act, said.mode AS mode, said.actors AS actors, "
        "said.recipients AS recipients, w0 AS reports, posts, "
        "burst, CASE WHEN two AND before IS NULL THEN what || ',' || never "
        "WHEN two AND " IS_LONG_AGO(
            "before") " THEN what || ', since ' || before "
                      "WHEN two AND office IS NOT NULL AND office_before IS NULL THEN what || ', "
                      "by a ' || office "
                      "|| never "
                      "WHEN two AND " IS_LONG_AGO(
                          "office_before") " THEN what || ', by a ' || office || "
                                           "' since ' || office_before ELSE '' END AS news, "
                                           "said.event AS event, words FROM said CROSS "
                                           "JOIN totals JOIN events USING (event) ORDER BY burst "
                                           "DESC, reports DESC, said.event LIMIT "
                                           "%d",
        LONG_AGO, LONG_AGO, TREND_ROWS);
}

void ask_trends(filter_sql *q, const ledger_filter *f)
{
    long long window = f->window > 0 ? f->window : 1;
    write_told(q, f, window);
    write_before(q, window);
    write_news(q);
}

/* burst(count, all, count a week before, all, ...): weeks without a report are not looked at. */
void trend_burst(sqlite3_context *c, int n, sqlite3_value **values)
{
    double weeks[WEEKS] = {0};
    size_t known = 0;
    double all = n < 2 ? 0 : sqlite3_value_double(values[1]);
    for (int i = 2; i + 1 < n && known < WEEKS; i += 2) {
        double of = sqlite3_value_double(values[i + 1]);
        if (of > 0) {
            weeks[known++] = sqlite3_value_double(values[i]) * all / of;
        }
    }
    sqlite3_result_double(c, story_burst(sqlite3_value_double(values[0]), weeks, known));
}
