/* store/migrate.c - ledgers of earlier versions brought to this one, inside the transaction of the
 * caller.
 *
 * Tables that a version added stand in schema.sql; its statements pass over what is there already
 * by an IF NOT EXISTS, which is put in here.  Columns that were added to older tables are named
 * here.
 */
#include "store/store_priv.h"

/* Each statement of the schema that makes something, so that it makes only what is missing. */
static dateline_status make_missing(ledger *l, dateline_error *e)
{
    static const char *const kinds[] = {"CREATE TABLE ", "CREATE VIRTUAL TABLE ", "CREATE INDEX ",
                                        "CREATE TRIGGER ", "CREATE VIEW "};
    view rest = view_of(ledger_schema);
    buf sql = {0};
    for (size_t at = 0; at < rest.length;) {
        size_t length = 0;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds && length == 0; k++) {
            bool line = at == 0 || rest.data[at - 1] == '\n';
            bool here = line && view_starts(view_cut(rest, at, rest.length), view_of(kinds[k]));
            length = here ? strlen(kinds[k]) : 0;
        }
        if (length > 0) {
            buf_view(&sql, view_cut(rest, at, at + length));
            buf_text(&sql, "IF NOT EXISTS ");
            at += length;
        } else {
            buf_char(&sql, rest.data[at++]);
        }
    }
    buf_char(&sql, '\0');
    dateline_status status = sql.failed ? fault_memory(e) : ledger_exec(l, sql.data, e);
    buf_free(&sql);
    return status;
}

/* What version 2 brought: numbers of tellings, stories. */
static dateline_status from_1(ledger *l, dateline_error *e)
{
    TRY(ledger_exec(l,
                    "ALTER TABLE tellings RENAME TO old_tellings; "
                    "ALTER TABLE events ADD COLUMN nsources INTEGER NOT NULL DEFAULT 0; "
                    "ALTER TABLE events ADD COLUMN words TEXT NOT NULL DEFAULT ''",
                    e));
    TRY(make_missing(l, e));
    return ledger_exec(
        l,
        "INSERT INTO tellings (record, telling, start, end, words, post_author, post_date) SELECT "
        "record, telling, start, end, words, post_author, post_date FROM old_tellings ORDER BY "
        "record, telling; DROP TABLE old_tellings; "
        "INSERT INTO telling_words (telling_words) VALUES ('rebuild'); "
        "INSERT INTO stories (title, first, last, nreports) SELECT doc, published, published, 1 "
        "FROM reports ORDER BY report; "
        "INSERT INTO report_story SELECT report, row_number() OVER (ORDER BY report) FROM reports",
        e);
}

/* What version 4 brought to tables of versions 2 and 3. */
static dateline_status from_2(ledger *l, dateline_error *e)
{
    TRY(ledger_exec(l,
                    "ALTER TABLE tellings ADD COLUMN count INTEGER; "
                    "ALTER TABLE events ADD COLUMN words TEXT NOT NULL DEFAULT ''",
                    e));
    return make_missing(l, e);
}

/* What tables of all earlier versions lack; `pairs` are of version 3. */
static dateline_status fill_up(ledger *l, dateline_error *e)
{
    return ledger_exec(
        l,
        "DROP TRIGGER IF EXISTS tellings_in; DROP INDEX IF EXISTS bands_report; "
        "INSERT INTO event_origins SELECT DISTINCT event, origin FROM origins; "
        "UPDATE events SET nsources = (SELECT count(*) FROM event_origins WHERE "
        "event_origins.event = events.event), words = ifnull((SELECT words FROM records JOIN "
        "tellings USING (record) WHERE records.event = events.event ORDER BY report, telling LIMIT "
        "1), ''); " PAIRS_OF("1") "; UPDATE meta SET value = '4' WHERE key = 'schema'",
        e);
}

dateline_status ledger_migrate(ledger *l, int64_t version, dateline_error *e)
{
    TRY(ledger_exec(l, "DROP INDEX IF EXISTS events_merge; DROP INDEX IF EXISTS records_event", e));
    TRY(version == 1 ? from_1(l, e) : from_2(l, e));
    return fill_up(l, e);
}
