/* store/changes.c - what a newer coder changed in a report: the records before and after, side by
 * side.  A record's id is a hash of what it says, so equal ids with equal text are unchanged. */
#include "store/store_priv.h"

/* The records of a report move to a temporary table until the new ones are there. */
dateline_status changes_begin(ledger *l, int64_t report, dateline_error *e)
{
    static const char *const each[] = {
        "INSERT INTO temp.before SELECT id, event, json FROM records WHERE report = ?",
        "DELETE FROM tellings WHERE record IN (SELECT record FROM records WHERE report = ?)",
        "DELETE FROM sources WHERE record IN (SELECT record FROM records WHERE report = ?)",
        "DELETE FROM records WHERE report = ?"};
    TRY(ledger_exec(l,
                    "CREATE TEMP TABLE IF NOT EXISTS before (id TEXT, event INTEGER, json TEXT NOT "
                    "NULL); DELETE FROM temp.before",
                    e));
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        stmt s;
        TRY(stmt_open(l, &s, each[i], e));
        stmt_int(&s, report);
        TRY(stmt_run(&s, e));
    }
    return DATELINE_OK;
}

/* Without the coder's name and the confidence, which every version changes. */
static const char compare[] =
    "WITH now AS (SELECT id, json FROM records WHERE report = ?1) "
    "INSERT OR REPLACE INTO changes "
    "SELECT doc, b.id, CASE WHEN now.id IS NULL THEN 'gone' ELSE 'changed' END, ?2, coder, "
    "b.json, ifnull(now.json, '') FROM reports, temp.before b LEFT JOIN now USING (id) "
    "WHERE reports.report = ?1 AND (now.id IS NULL OR json_remove(b.json, '$.coder', "
    "'$.confidence') <> json_remove(now.json, '$.coder', '$.confidence')) "
    "UNION ALL SELECT doc, now.id, 'new', ?2, coder, '', now.json FROM reports, now "
    "WHERE reports.report = ?1 AND now.id NOT IN (SELECT id FROM temp.before)";

static dateline_status pool_touched(ledger *l, int64_t report, dateline_error *e)
{
    stmt s;
    TRY(stmt_open_once(
        l, &s, "SELECT event FROM temp.before UNION SELECT event FROM records WHERE report = ?",
        e));
    stmt_int(&s, report);
    dateline_status status = stmt_step(&s, e);
    while (status == DATELINE_OK) {
        status = pool_again(l, sqlite3_column_int64(s.handle, 0), e);
        status = status == DATELINE_OK ? stmt_step(&s, e) : status;
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

dateline_status changes_end(ledger *l, int64_t report, view coder_before, dateline_error *e)
{
    stmt s;
    TRY(pool_touched(l, report, e));
    TRY(stmt_open_once(l, &s, compare, e));
    stmt_int(&s, report);
    stmt_text(&s, coder_before);
    return stmt_run(&s, e);
}
