/* store/migrate.c - ledgers of earlier versions brought to this one, inside the transaction of the
 * caller.
 *
 * What an earlier version had otherwise is set aside under another name; then schema.sql makes what
 * is missing (its statements get an IF NOT EXISTS here), and the new tables are filled.  Terms of
 * stories are the one thing that is not carried over: reports open new ones.
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

/* What tables of version 1 lack to be read as those of version 4. */
static dateline_status from_1(ledger *l, dateline_error *e)
{
    return ledger_exec(l,
                       "ALTER TABLE tellings ADD COLUMN count INTEGER; "
                       "ALTER TABLE events ADD COLUMN nsources INTEGER NOT NULL DEFAULT 0; "
                       "ALTER TABLE events ADD COLUMN words TEXT NOT NULL DEFAULT ''; "
                       "CREATE TABLE copies (report INTEGER, original INTEGER, likeness REAL); "
                       "CREATE TABLE stories AS SELECT report AS story, doc AS title, published AS "
                       "first, published AS last, 1 AS nreports FROM reports; "
                       "CREATE TABLE report_story AS SELECT report, report AS story FROM reports",
                       e);
}

/* The same of versions 2 and 3. */
static dateline_status from_2(ledger *l, dateline_error *e)
{
    return ledger_exec(l,
                       "ALTER TABLE tellings ADD COLUMN count INTEGER; "
                       "ALTER TABLE events ADD COLUMN words TEXT NOT NULL DEFAULT ''",
                       e);
}

/* Version 6 asks of a record's kind what SQLite need not make a table for, each time, and has other
 * settings of the full-text index.  A condition is text alone: no row lies otherwise. */
static const char from_5[] =
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'kind IN (''own'', "
    "''relay'', ''copy'')', 'kind = ''own'' OR kind = ''relay'' OR kind = ''copy''') WHERE name = "
    "'records'; PRAGMA writable_schema = RESET; INSERT INTO telling_words (telling_words, rank) "
    "VALUES ('hashsize', 16777216), ('automerge', 8)";

/* Tables whose rows version 5 numbers, or holds otherwise, give way to new ones. */
static const char set_aside[] =
    "DROP VIEW IF EXISTS origins; DROP TRIGGER IF EXISTS tellings_in; "
    "DROP TRIGGER IF EXISTS tellings_out; DROP TABLE IF EXISTS telling_words; "
    "DROP TABLE IF EXISTS pairs; DROP TABLE IF EXISTS event_origins; "
    "DROP TABLE IF EXISTS bands; DROP TABLE IF EXISTS story_terms; DROP TABLE IF EXISTS terms; "
    "DROP INDEX IF EXISTS events_merge; DROP INDEX IF EXISTS reports_doc; DROP INDEX IF EXISTS "
    "actors_code; DROP INDEX IF EXISTS event_actor_actor; "
    "DROP INDEX IF EXISTS records_event; DROP INDEX IF EXISTS records_report; "
    "DROP INDEX IF EXISTS sources_name; DROP INDEX IF EXISTS copies_original; "
    "DROP INDEX IF EXISTS report_story_story; DROP INDEX IF EXISTS stories_last; "
    "ALTER TABLE records RENAME TO old_records; ALTER TABLE tellings RENAME TO old_tellings; "
    "ALTER TABLE sources RENAME TO old_sources; ALTER TABLE stories RENAME TO old_stories; "
    "ALTER TABLE report_story RENAME TO old_report_story; "
    "ALTER TABLE copies RENAME TO old_copies";

/* Whose word a record is as version 4 had it, in the names that version 5 gives outlets; the first
 * telling's words are the event's. */
static const char fill_up[] =
    "INSERT INTO copies SELECT report, original, likeness FROM old_copies; "
    "INSERT INTO records (id, report, event, kind, origin, json) SELECT record, r.report, event, "
    "CASE WHEN relayed <> '' THEN 'relay' WHEN original IS NOT NULL THEN 'copy' ELSE 'own' END, "
    "replace(replace(replace(lower(coalesce(nullif(relayed, ''), nullif(source.publisher, ''), "
    "source.doc, nullif(reports.publisher, ''), reports.doc)), ' news agency', ''), ' agency', "
    "''), 'the ', ''), json FROM (SELECT *, (SELECT name FROM old_sources WHERE old_sources.record "
    "= o.record AND sector = 'JRN' ORDER BY position LIMIT 1) AS relayed FROM old_records AS o) r "
    "JOIN reports USING (report) LEFT JOIN copies ON copies.report = r.report LEFT JOIN reports AS "
    "source ON source.report = copies.original ORDER BY r.report, json_extract(json, "
    "'$.text_info.start'), record; "
    "CREATE INDEX old_ids ON records (id); "
    "INSERT INTO tellings (record, telling, start, end, words, post_author, post_date, count) "
    "SELECT records.record, telling, start, end, words, post_author, post_date, count FROM "
    "old_tellings o JOIN records ON records.id = o.record ORDER BY records.record, telling; "
    "INSERT INTO sources SELECT records.record, position, name, code, sector FROM old_sources o "
    "JOIN records ON records.id = o.record; "
    "DROP INDEX old_ids; "
    "INSERT INTO stories (story, title, first, last, nreports) SELECT story, title, first, last, "
    "nreports FROM old_stories; INSERT INTO report_story SELECT report, story FROM "
    "old_report_story; "
    "DROP TABLE old_sources; DROP TABLE old_tellings; DROP TABLE old_records; "
    "DROP TABLE old_report_story; DROP TABLE old_stories; DROP TABLE old_copies; "
    "INSERT INTO telling_words (telling_words) VALUES ('rebuild'); "
    "UPDATE reports SET fingerprint = published || fingerprint; "
    "UPDATE events SET nsources = (SELECT count(DISTINCT origin) FROM records WHERE records.event "
    "= events.event), words = coalesce(nullif(words, ''), (SELECT words FROM records JOIN tellings "
    "USING (record) WHERE records.event = events.event ORDER BY report, telling LIMIT 1), "
    "''); " PAIRS_OF("1");

dateline_status ledger_migrate(ledger *l, int64_t version, dateline_error *e)
{
    if (version < 4) {
        TRY(version == 1 ? from_1(l, e) : from_2(l, e));
    }
    if (version < 5) {
        TRY(ledger_exec(l, set_aside, e));
        TRY(make_missing(l, e));
        TRY(ledger_exec(l, fill_up, e));
    } else {
        TRY(ledger_exec(l, from_5, e));
    }
    return ledger_exec(l, "UPDATE meta SET value = '6' WHERE key = 'schema'", e);
}
