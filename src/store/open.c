/* Opening and closing a ledger, and the small layer over SQLite that the other files use. */
#include <math.h>

#include "store/store_priv.h"

dateline_status ledger_fault(const ledger *l, const char *doing, dateline_error *e)
{
    int code = sqlite3_errcode(l->db);
    dateline_status status = code == SQLITE_NOMEM  ? DATELINE_E_MEMORY
                             : code == SQLITE_FULL ? DATELINE_E_IO
                                                   : DATELINE_E_LEDGER;
    fault_at(e, status, l->path.data, 0, "cannot %s the ledger '%s': %s", doing, l->path.data,
             sqlite3_errmsg(l->db));
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) {
        fault_hint(e, "the file is no ledger or is damaged; it was not changed. Name another file");
    } else if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        fault_hint(e, "another dateline is writing to it; wait for it to finish");
    } else if (code == SQLITE_FULL) {
        fault_hint(e,
                   "make room on the disk and run the command again; it goes on where it stopped");
    } else {
        fault_hint(e, "check that the path is right and that you may read and write it");
    }
    return status;
}

dateline_status ledger_exec(const ledger *l, const char *sql, dateline_error *e)
{
    return sqlite3_exec(l->db, sql, NULL, NULL, NULL) == SQLITE_OK ? DATELINE_OK
                                                                   : ledger_fault(l, "change", e);
}

/* ---- statements
 * ------------------------------------------------------------------------------------ */

dateline_status stmt_open_once(ledger *l, stmt *s, const char *sql, dateline_error *e)
{
    *s = (stmt){.ledger = l, .kept = -1};
    if (sqlite3_prepare_v2(l->db, sql, -1, &s->handle, NULL) != SQLITE_OK) {
        return ledger_fault(l, "ask", e);
    }
    return DATELINE_OK;
}

/* The place of a kept statement that is free; -1 = none. */
static int find_kept(const ledger *l, const char *sql)
{
    for (int i = 0; i < l->nstatements; i++) {
        if (l->statements[i].sql == sql && !l->statements[i].taken) {
            return i;
        }
    }
    return -1;
}

dateline_status stmt_open(ledger *l, stmt *s, const char *sql, dateline_error *e)
{
    int i = find_kept(l, sql);
    if (i < 0) {
        TRY(stmt_open_once(l, s, sql, e));
        if (l->nstatements == STATEMENTS) {
            return DATELINE_OK;
        }
        i = l->nstatements++;
        l->statements[i].sql = sql;
        l->statements[i].handle = s->handle;
    }
    *s = (stmt){.ledger = l, .handle = l->statements[i].handle, .kept = i};
    l->statements[i].taken = true;
    return DATELINE_OK;
}

static void note(stmt *s, int code)
{
    if (code != SQLITE_OK && s->code == SQLITE_OK) {
        s->code = code;
    }
}

void stmt_text(stmt *s, view v)
{
    note(s, sqlite3_bind_text64(s->handle, ++s->bound, v.length == 0 ? "" : v.data, v.length,
                                SQLITE_TRANSIENT, SQLITE_UTF8));
}

void stmt_day(stmt *s, day d)
{
    char text[16];
    day_format(d, text);
    stmt_text(s, view_of(text));
}

void stmt_int(stmt *s, int64_t n)
{
    note(s, sqlite3_bind_int64(s->handle, ++s->bound, n));
}

void stmt_blob(stmt *s, const void *bytes, size_t length)
{
    note(s, sqlite3_bind_blob64(s->handle, ++s->bound, bytes, length, SQLITE_TRANSIENT));
}

void stmt_real(stmt *s, double n)
{
    int at = ++s->bound;
    note(s, isnan(n) ? sqlite3_bind_null(s->handle, at) : sqlite3_bind_double(s->handle, at, n));
}

dateline_status stmt_step(stmt *s, dateline_error *e)
{
    int code = s->code != SQLITE_OK ? s->code : sqlite3_step(s->handle);
    if (code == SQLITE_ROW) {
        return DATELINE_OK;
    }
    return code == SQLITE_DONE ? DATELINE_END : ledger_fault(s->ledger, "use", e);
}

view stmt_column(const stmt *s, int column)
{
    const char *text = (const char *)sqlite3_column_text(s->handle, column);
    return text == NULL ? VIEW("") : (view){text, (size_t)sqlite3_column_bytes(s->handle, column)};
}

void stmt_close(stmt *s)
{
    if (s->kept < 0) {
        (void)sqlite3_finalize(s->handle);
    } else {
        (void)sqlite3_reset(s->handle);
        s->ledger->statements[s->kept].taken = false;
    }
    s->handle = NULL;
}

dateline_status stmt_run(stmt *s, dateline_error *e)
{
    dateline_status status = stmt_step(s, e);
    stmt_close(s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* ---- opening
 * ---------------------------------------------------------------------------------------- */

/* The version in meta; 0 = an empty file, -1 = no ledger. */
static dateline_status version_of(ledger *l, int64_t *version, dateline_error *e)
{
    stmt s;
    *version = -1;
    TRY(stmt_open(l, &s,
                  "SELECT count(*), count(*) FILTER (WHERE name = 'meta') FROM sqlite_master", e));
    dateline_status status = stmt_step(&s, e);
    int64_t tables = status == DATELINE_OK ? sqlite3_column_int64(s.handle, 0) : 0;
    int64_t meta = status == DATELINE_OK ? sqlite3_column_int64(s.handle, 1) : 0;
    stmt_close(&s);
    if (status != DATELINE_OK || meta == 0) {
        *version = tables == 0 ? 0 : -1;
        return status == DATELINE_END ? DATELINE_OK : status;
    }
    TRY(stmt_open(l, &s, "SELECT value FROM meta WHERE key = 'schema'", e));
    if (stmt_step(&s, e) == DATELINE_OK) {
        (void)view_int(stmt_column(&s, 0), version);
    }
    stmt_close(&s);
    return DATELINE_OK;
}

static dateline_status make_schema(ledger *l, dateline_error *e)
{
    TRY(ledger_exec(l, "BEGIN IMMEDIATE", e));
    TRY(ledger_exec(l, ledger_schema, e));
    view version =
        arena_printf(l->scratch, "INSERT INTO meta VALUES ('schema', '%d')", LEDGER_VERSION);
    TRY(ledger_exec(l, version.data, e));
    return ledger_exec(l, "COMMIT", e);
}

static dateline_status check_version(ledger *l, dateline_error *e)
{
    int64_t version = 0;
    TRY(version_of(l, &version, e));
    if (version == 0 && l->writing) {
        TRY(ledger_exec(l, "PRAGMA journal_mode = WAL", e));
        return make_schema(l, e);
    }
    if (version == LEDGER_VERSION) {
        return DATELINE_OK;
    }
    if (version > 0 && version < LEDGER_VERSION && l->writing) {
        return ledger_migrate(l, version, e);
    }
    if (version > 0 && version < LEDGER_VERSION) {
        fault_at(e, DATELINE_E_LEDGER, l->path.data, 0,
                 "the ledger '%s' is of version %lld, this program asks version %d", l->path.data,
                 (long long)version, LEDGER_VERSION);
        fault_hint(e, "run 'dateline ingest --ledger FILE' on it once; that brings it up to date");
    } else if (version > LEDGER_VERSION) {
        fault_at(e, DATELINE_E_LEDGER, l->path.data, 0,
                 "the ledger '%s' is of version %lld, this program knows version %d", l->path.data,
                 (long long)version, LEDGER_VERSION);
        fault_hint(e, "use the newer dateline that wrote it");
    } else {
        fault_at(e, DATELINE_E_LEDGER, l->path.data, 0, "'%s' is no ledger", l->path.data);
        fault_hint(e, "it was not changed; name a file that dateline wrote, or a new one");
    }
    return DATELINE_E_LEDGER;
}

static dateline_status open_file(ledger *l, dateline_error *e)
{
    int flags = l->writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    if (sqlite3_open_v2(l->path.data, &l->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        return ledger_fault(l, "open", e);
    }
    (void)sqlite3_busy_timeout(l->db, 10000);
    TRY(ledger_exec(l, "PRAGMA foreign_keys = ON", e));
    TRY(ledger_exec(l, "PRAGMA synchronous = NORMAL", e));
    /* 64 MB of pages, so that a transaction stays in memory until it is committed. */
    TRY(ledger_exec(l, "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY", e));
    return check_version(l, e);
}

dateline_status ledger_open(const char *path, bool writing, ledger **out, dateline_error *e)
{
    *out = NULL;
    arena *a = arena_new(0);
    arena *scratch = arena_new(0);
    ledger *l = a == NULL || scratch == NULL ? NULL : ARENA_NEW(a, ledger);
    if (l == NULL) {
        arena_free(a);
        arena_free(scratch);
        return fault_memory(e);
    }
    l->arena = a;
    l->scratch = scratch;
    l->path = arena_copy(a, view_of(path));
    l->writing = writing;
    dateline_status status = open_file(l, e);
    if (status != DATELINE_OK) {
        ledger_close(l);
        return status;
    }
    *out = l;
    return DATELINE_OK;
}

void ledger_close(ledger *l)
{
    if (l != NULL) {
        for (int i = 0; i < l->nstatements; i++) {
            (void)sqlite3_finalize(l->statements[i].handle);
        }
        (void)sqlite3_close(l->db); /* what was not committed is rolled back */
        arena_free(l->scratch);
        arena_free(l->arena);
    }
}

dateline_status ledger_commit(ledger *l, dateline_error *e)
{
    if (l->in_transaction) {
        TRY(ledger_exec(l, "COMMIT", e));
        l->in_transaction = false;
        l->since_commit = 0;
    }
    return DATELINE_OK;
}
