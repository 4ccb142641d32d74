/* store/questions_trends.c - what is told of more than it was, and what had not been before.
 *
 * A trend is an act between the same parties.  Its reports and posts of the window are compared
 * with those of the same weekdays in the eight weeks before, as shares of all reports that the
 * ledger holds of those days: neither the rhythm of the week nor a feed that was added makes a
 * burst.  Copies are not counted.  Firsts are told of what two parties do, or the holder of an
 * office, with the day when the like was last, or when their ties were resumed or cut since. */
#include "store/store_priv.h"
#include "story/story.h"

enum { WEEKS = 8, TREND_ROWS = 30, LONG_AGO = 180 /* days */, STORY_DAYS = 4 };

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
               ", max(published)) AS d FROM reports), lately "
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
               "counts.*, (SELECT d FROM today) AS d, round(burst(w0, t0, w1, t1, w2, t2, w3, t3, "
               "w4, t4, w5, t5, w6, t6, w7, "
               "t7, w8, t8), 2) AS burst FROM counts CROSS JOIN totals ORDER BY burst DESC, w0 "
               "DESC, event LIMIT %d)",
               window, window, TREND_ROWS);
}

/* ---- firsts ---- */

#define LIKE_IT                                                                                    \
    "substr(x.date, 1, 7) IN event_months AND x.act = t.act AND x.actors = t.actors AND "          \
    "x.recipients = t.recipients AND x.mode = t.mode AND x.date <> '' AND x.status IN ('actual', " \
    "'ongoing') AND x.date <= date(t.d, '-%lld days')"

/* When the like was last, and when somebody of the same office of the same country did it last. */
static void write_before(filter_sql *q, const char *of, long long apart)
{
    buf_printf(&q->sql,
               ", offices AS (SELECT t.event AS event, min(office) AS office, code FROM %s t JOIN "
               "event_actor y ON y.event = t.event AND role = 'actor' JOIN actors USING (actor) "
               "WHERE office <> '' GROUP BY 1), aged AS (SELECT t.*, office || CASE code WHEN '' "
               "THEN '' ELSE ' of ' || code END AS office, (SELECT max(x.date) FROM events x "
               "WHERE " LIKE_IT
               ") AS before, (SELECT max(x.date) FROM events x JOIN event_actor y ON "
               "y.event = x.event AND role = 'actor' JOIN actors z ON z.actor = y.actor AND z.code "
               "= offices.code AND z.office = offices.office COLLATE NOCASE WHERE " LIKE_IT
               ") AS office_before FROM %s t LEFT JOIN offices USING (event))",
               of, apart, apart, of);
}

/* The two codes that meet in t's act, in their order; of more than two none is told. */
#define CODES_OF_TWO                                                                               \
    "CASE WHEN instr(actors, '+') > 0 AND recipients IN ('', actors) THEN actors WHEN recipients " \
    "NOT IN ('', actors) THEN min(actors, recipients) || '+' || max(actors, recipients) END"

/* When ties between the two parties were last resumed (CAMEO 050) or cut (160, 161) before the act,
 * "2020-12-22resumed".  What was before the ledger begins is none: of the time after it, too, not
 * all would be known. */
static void write_turns(filter_sql *q, long long apart)
{
    buf_printf(
        &q->sql,
        ", began AS (SELECT published AS b FROM reports WHERE published > '' ORDER BY published "
        "LIMIT 1), dyads AS (SELECT event, d, " CODES_OF_TWO " AS two FROM aged), turns AS "
        "MATERIALIZED (SELECT event, (SELECT max(x.date || CASE x.act WHEN 'SUPPORT' THEN "
        "'resumed' ELSE 'cut' END) FROM (SELECT 'SUPPORT' AS act, two AS actors, '' AS recipients "
        "UNION ALL SELECT 'SANCTION', two, '' UNION ALL SELECT 'SANCTION', substr(two, 1, 3), "
        "substr(two, 5) UNION ALL SELECT 'SANCTION', substr(two, 5), substr(two, 1, 3)) k CROSS "
        "JOIN event_months CROSS JOIN events x ON substr(x.date, 1, 7) = month AND x.act = k.act "
        "AND x.actors = k.actors AND x.recipients = k.recipients AND x.date BETWEEN (SELECT b FROM "
        "began) AND date(dyads.d, '-%lld days') AND x.cameo IN ('050', '160', '161') AND x.status "
        "IN ('actual', 'ongoing')) AS turn FROM dyads WHERE length(two) = 7)",
        apart);
}

#define IS_LONG_AGO(column) "julianday(d) - julianday(" column ") > %d"
#define NOT_SINCE_TURN(column) "substr(turn, 1, 10) > ifnull(" column ", '')"
#define BY_OFFICE "what || ', by a ' || office || "

/* "first CONSULT visit, ISR and MAR, by a chief of staff of ISR since ties were resumed
 * (2020-12-22)", "... since 2021-01-11", "... in this ledger, which begins 2020-12-22". */
static void write_firsts(filter_sql *q, const char *of, long long apart)
{
    write_before(q, of, apart);
    write_turns(q, apart);
    buf_printf(
        &q->sql,
        ", said AS (SELECT aged.*, 'first ' || rtrim(act || ' ' || mode) || ', ' || "
        "replace(actors, '+', ' and ') || CASE recipients WHEN '' THEN '' ELSE ' towards ' || "
        "replace(recipients, '+', ' and ') END AS what, ' in this ledger, which begins ' || "
        "(SELECT b FROM began) AS never, turn, ' since ties were ' || substr(turn, 11) || ' (' || "
        "substr(turn, 1, 10) || ')' AS turned, instr(actors, '+') > 0 OR recipients NOT IN ('', "
        "actors) AS two FROM aged LEFT JOIN turns USING (event)), firsts AS (SELECT event, CASE "
        "WHEN two AND " NOT_SINCE_TURN(
            "before") " THEN what || ',' || turned WHEN two AND before "
                      "IS NULL THEN what || ',' || never WHEN two AND " IS_LONG_AGO(
                          "before") " THEN what || ', "
                                    "since ' || before WHEN two AND office IS NOT NULL "
                                    "AND " NOT_SINCE_TURN(
                                        "office_before") " THEN " BY_OFFICE
                                                         "turned WHEN two AND office IS NOT NULL "
                                                         "AND office_before IS NULL "
                                                         "THEN " BY_OFFICE
                                                         "never WHEN two AND " IS_LONG_AGO(
                                                             "office_before") " THEN " BY_OFFICE
                                                                              "' since ' || "
                                                                              "office_before ELSE "
                                                                              "'' END AS news FROM "
                                                                              "said)",
        LONG_AGO, LONG_AGO);
}

/* ---- the questions ---- */

void ask_trends(filter_sql *q, const ledger_filter *f)
{
    long long window = f->window > 0 ? f->window : 1;
    write_told(q, f, window);
    write_firsts(q, "bursts", window + 2);
    buf_printf(
        &q->sql,
        " SELECT bursts.act AS act, bursts.mode AS mode, bursts.actors AS actors, "
        "bursts.recipients AS recipients, w0 AS reports, posts, burst, news, bursts.event AS "
        "event, words FROM bursts JOIN firsts USING (event) JOIN events USING (event) ORDER "
        "BY burst DESC, reports DESC, bursts.event LIMIT %d",
        TREND_ROWS);
}

/* The act between two parties that most reports of a story tell, as far as stories are counted. */
static const char story_acts[] =
    ", acts AS MATERIALIZED (SELECT s.story AS story, e.event AS event, e.act AS act, e.mode AS "
    "mode, e.actors AS actors, e.recipients AS recipients, e.date AS d FROM chosen CROSS JOIN "
    "stories s USING (story) CROSS JOIN events e ON e.event = (SELECT z.event FROM report_story "
    "JOIN records USING (report) JOIN events z USING (event) WHERE report_story.story = s.story "
    "AND z.date <> '' AND z.status IN ('actual', 'ongoing') AND (instr(z.actors, '+') > 0 OR "
    "z.recipients NOT IN ('', z.actors)) ORDER BY z.nreports DESC, z.date DESC, z.event LIMIT 1) "
    "WHERE s.nreports <= 100)";

/* Publishers and events are counted of stories of so many reports at most: the cost has a bound. */
#define COUNTED "nreports <= 100"

void ask_stories(filter_sql *q, const ledger_filter *f)
{
    buf_text(&q->sql, "WITH chosen AS MATERIALIZED (SELECT story FROM stories WHERE 1");
    filter_condition(q, "last >= ", f->since, "");
    filter_condition(q, "first <= ", f->until, " || '~'");
    filter_condition(q, "story = ", f->name, "");
    if (f->least > 0) {
        buf_printf(&q->sql, " AND nreports >= %lld", (long long)f->least);
    }
    ledger_filter undated = filter_undated(f);
    filter_events(q, &undated,
                  " AND story IN (SELECT story FROM report_story JOIN records USING (report) "
                  "WHERE event IN ",
                  ")");
    buf_text(&q->sql, " ORDER BY last DESC, nreports DESC, story");
    filter_limit(q, f);
    buf_text(&q->sql, ")");
    buf_text(&q->sql, story_acts);
    write_firsts(q, "acts", STORY_DAYS);
    buf_text(&q->sql,
             " SELECT stories.story AS story, title, first, last, nreports AS reports, CASE "
             "WHEN " COUNTED " THEN (SELECT count(DISTINCT publisher) FROM report_story JOIN "
             "reports USING (report) WHERE report_story.story = stories.story) END AS publishers, "
             "CASE WHEN " COUNTED " THEN (SELECT count(DISTINCT event) FROM report_story JOIN "
             "records USING (report) WHERE report_story.story = stories.story) END AS events, "
             "ifnull(news, '') AS news FROM chosen CROSS JOIN stories USING (story) LEFT JOIN acts "
             "ON acts.story = stories.story LEFT JOIN firsts ON firsts.event = acts.event ORDER BY "
             "last DESC, nreports DESC, stories.story");
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
