/* Opening and closing a ledger, and the small layer over SQLite that the other files use. */
#include <math.h>
#include <sys/stat.h>

#include "store/store_priv.h"

enum { BUSY_MS = 10000, CHECKED_BYTES = 64 << 20 /* larger ledgers are not gone through */ };

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
                                SQLITE_STATIC, SQLITE_UTF8));
}

void stmt_day(stmt *s, day d)
{
    char text[16];
    day_format(d, text);
    note(s, sqlite3_bind_text64(s->handle, ++s->bound, text, strlen(text), SQLITE_TRANSIENT,
                                SQLITE_UTF8));
}

void stmt_int(stmt *s, int64_t n)
{
    note(s, sqlite3_bind_int64(s->handle, ++s->bound, n));
}

void stmt_blob(stmt *s, const void *bytes, size_t length)
{
    note(s, sqlite3_bind_blob64(s->handle, ++s->bound, bytes, length, SQLITE_STATIC));
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

dateline_status number_of(ledger *l, const char *sql, int64_t given, int64_t *out,
                          dateline_error *e)
{
    stmt s;
    *out = 0;
    TRY(stmt_open(l, &s, sql, e));
    stmt_int(&s, given);
    dateline_status status = stmt_step(&s, e);
    *out = status == DATELINE_OK ? sqlite3_column_int64(s.handle, 0) : 0;
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* ---- opening
 * ---------------------------------------------------------------------------------------- */

/* The version in meta; 0 = an empty file, -1 = no ledger. */
static dateline_status version_of(ledger *l, int64_t *version, dateline_error *e)
{
    stmt s;
    *version = -1;
    TRY(stmt_open_once(l, &s,
                       "SELECT count(*), count(*) FILTER (WHERE name IN ('meta', 'reports', "
                       "'records', 'events', 'tellings')) FROM sqlite_master",
                       e));
    dateline_status status = stmt_step(&s, e);
    int64_t tables = status == DATELINE_OK ? sqlite3_column_int64(s.handle, 0) : 0;
    int64_t ours = status == DATELINE_OK ? sqlite3_column_int64(s.handle, 1) : 0;
    stmt_close(&s);
    if (status != DATELINE_OK || ours < 5) {
        *version = tables == 0 ? 0 : -1;
        return status == DATELINE_END ? DATELINE_OK : status;
    }
    TRY(stmt_open_once(l, &s, "SELECT value FROM meta WHERE key = 'schema'", e));
    if (stmt_step(&s, e) == DATELINE_OK) {
        (void)view_int(stmt_column(&s, 0), version);
    }
    stmt_close(&s);
    return DATELINE_OK;
}

static dateline_status refuse(const ledger *l, int64_t version, dateline_error *e)
{
    if (version > LEDGER_VERSION) {
        fault_at(e, DATELINE_E_LEDGER, l->path.data, 0,
                 "the ledger '%s' is of version %lld, this program knows version %d", l->path.data,
                 (long long)version, LEDGER_VERSION);
        fault_hint(e, "use the newer dateline that wrote it");
    } else if (version > 0) {
        fault_at(e, DATELINE_E_LEDGER, l->path.data, 0,
                 "the ledger '%s' is of version %lld, this program asks version %d", l->path.data,
                 (long long)version, LEDGER_VERSION);
        fault_hint(e, "run 'dateline ingest --ledger FILE' on it once; that brings it up to date");
    } else if (version == 0) {
        fault_at(e, DATELINE_E_LEDGER, l->path.data, 0, "the ledger '%s' is empty", l->path.data);
        fault_hint(e, "store reports in it first: dateline ingest --ledger FILE REPORTS");
    } else {
        fault_at(e, DATELINE_E_LEDGER, l->path.data, 0, "'%s' is no ledger", l->path.data);
        fault_hint(e, "it was not changed; name a file that dateline wrote, or a new one");
    }
    return DATELINE_E_LEDGER;
}

static dateline_status make_schema(ledger *l, dateline_error *e)
{
    TRY(ledger_exec(l, ledger_schema, e));
    view version =
        arena_printf(l->scratch, "INSERT INTO meta VALUES ('schema', '%d')", LEDGER_VERSION);
    return ledger_exec(l, version.data, e);
}

/* Makes the tables, or brings them to this version, in one transaction; another process may have
 * done so since the version was looked at. */
static dateline_status bring_up(ledger *l, dateline_error *e)
{
    int64_t version = 0;
    TRY(ledger_exec(l, "BEGIN IMMEDIATE", e));
    dateline_status status = version_of(l, &version, e);
    if (status == DATELINE_OK && version == 0) {
        status = make_schema(l, e);
    } else if (status == DATELINE_OK && version < LEDGER_VERSION) {
        status = ledger_migrate(l, version, e);
    }
    if (status == DATELINE_OK) {
        return ledger_exec(l, "COMMIT", e);
    }
    (void)sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

static dateline_status check_version(ledger *l, dateline_error *e)
{
    int64_t version = 0;
    TRY(version_of(l, &version, e));
    if (version == LEDGER_VERSION) {
        return DATELINE_OK;
    }
    if (version < 0 || version > LEDGER_VERSION || !l->writing) {
        return refuse(l, version, e);
    }
    if (version == 0) {
        TRY(ledger_exec(l, "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL", e));
    }
    return bring_up(l, e);
}

/* Bytes of the file of that name and ending; 0 = none. */
static int64_t file_bytes(const ledger *l, const char *ending)
{
    struct stat of;
    view path = arena_printf(l->scratch, "%.*s%s", VIEW_ARG(l->path), ending);
    return stat(path.data, &of) == 0 && S_ISREG(of.st_mode) ? (int64_t)of.st_size : 0;
}

/* "file:PATH?immutable=1": SQLite reads it and makes no file beside it. */
static view immutable_name(const ledger *l)
{
    view name = VIEW("file:");
    for (size_t i = 0; i < l->path.length; i++) {
        char c = l->path.data[i];
        bool plain = c != '%' && c != '?' && c != '#';
        name = arena_printf(l->scratch, plain ? "%.*s%c" : "%.*s%%%02X", VIEW_ARG(name), c);
    }
    return arena_printf(l->scratch, "%.*s?immutable=1", VIEW_ARG(name));
}

static dateline_status sound(ledger *l, int64_t bytes, dateline_error *e)
{
    int64_t version = 0;
    stmt s;
    TRY(version_of(l, &version, e));
    if (version < 0 || version > LEDGER_VERSION) {
        return refuse(l, version, e);
    }
    /* Without a table: its writer died before it had made any, and there is nothing to lose. */
    if (version == 0) {
        return DATELINE_OK;
    }
    if (bytes > CHECKED_BYTES) {
        return DATELINE_OK;
    }
    TRY(stmt_open_once(l, &s, "PRAGMA quick_check(1)", e));
    dateline_status status = stmt_step(&s, e);
    if (status == DATELINE_OK && !view_equal(stmt_column(&s, 0), VIEW("ok"))) {
        status = fault_at(e, DATELINE_E_LEDGER, l->path.data, 0, "the ledger '%s' is damaged: %.*s",
                          l->path.data, VIEW_ARG(stmt_column(&s, 0)));
        fault_hint(e, "it was not changed; take a copy of before, or save what can be read with "
                      "sqlite3 FILE .recover");
    }
    stmt_close(&s);
    return status;
}

/* Before a file is opened for writing it is looked at by a handle that cannot change it: a foreign
 * or damaged file is refused untouched.  A file with a log beside it is in use, or was when its
 * writer died; it is whole only together with the log, which only the next writer may take in. */
static dateline_status look_before(ledger *l, dateline_error *e)
{
    int64_t bytes = file_bytes(l, "");
    if (!l->writing || bytes == 0 || file_bytes(l, "-wal") > 0) {
        return DATELINE_OK;
    }
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    dateline_status status =
        sqlite3_open_v2(immutable_name(l).data, &l->db, flags, NULL) == SQLITE_OK
            ? sound(l, bytes, e)
            : ledger_fault(l, "open", e);
    (void)sqlite3_close(l->db);
    l->db = NULL;
    return status;
}

static dateline_status open_file(ledger *l, dateline_error *e)
{
    int flags = l->writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    TRY(look_before(l, e));
    if (sqlite3_open_v2(l->path.data, &l->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        return ledger_fault(l, "open", e);
    }
    (void)sqlite3_busy_timeout(l->db, BUSY_MS);
    (void)sqlite3_db_config(l->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    /* Rows are written after those that they refer to and taken out before them, so that SQLite
     * need not look at each again. */
    TRY(ledger_exec(l, "PRAGMA foreign_keys = OFF", e));
    /* Pages go from the log to the file every 64 MB: a page that grows is not moved each time. */
    TRY(ledger_exec(l, "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000", e));
    /* What is deleted is not overwritten, where SQLite was built to: a merge of the full-text index
     * would write all pages that it gives back. */
    TRY(ledger_exec(l, "PRAGMA secure_delete = OFF", e));
    /* 128 MB of pages for the one who writes, so that a transaction stays in memory until it is
     * committed and the upper pages of large trees do between transactions; 64 for a reader. */
    TRY(ledger_exec(l, l->writing ? "PRAGMA cache_size = -131072" : "PRAGMA cache_size = -65536",
                    e));
    TRY(ledger_exec(l, "PRAGMA temp_store = MEMORY", e));
    TRY(check_version(l, e));
    (void)sqlite3_db_config(l->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return DATELINE_OK;
}

dateline_status ledger_open(const char *path, bool writing, ledger **out, dateline_error *e)
{
    *out = NULL;
    arena *a = arena_new(0);
    arena *scratch = arena_new(0);
    arena *met = arena_new(0);
    ledger *l = a == NULL || scratch == NULL || met == NULL ? NULL : ARENA_NEW(a, ledger);
    if (l == NULL) {
        arena_free(a);
        arena_free(scratch);
        arena_free(met);
        return fault_memory(e);
    }
    l->arena = a;
    l->scratch = scratch;
    l->met_arena = met;
    l->nothing_met = arena_save(met);
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

/* What is kept of the ledger beside it. */
static void forget(ledger *l)
{
    l->met = (map){0};
    arena_restore(l->met_arena, l->nothing_met);
    copies_forget(l);
    stories_forget(l);
    keys_forget(l);
}

void ledger_close(ledger *l)
{
    if (l != NULL) {
        for (int i = 0; i < l->nstatements; i++) {
            (void)sqlite3_finalize(l->statements[i].handle);
        }
        (void)sqlite3_close(l->db); /* what was not committed is rolled back */
        forget(l);
        arena_free(l->met_arena);
        arena_free(l->scratch);
        arena_free(l->arena);
    }
}

/* ---- transactions
 * ---------------------------------------------------------------------------------- */

/* Changes whenever another process has written. */
static dateline_status look_for_others(ledger *l, dateline_error *e)
{
    stmt s;
    int64_t version = 0;
    TRY(stmt_open(l, &s, "PRAGMA data_version", e));
    dateline_status status = stmt_step(&s, e);
    version = status == DATELINE_OK ? sqlite3_column_int64(s.handle, 0) : 0;
    stmt_close(&s);
    if (version != l->data_version) {
        forget(l);
        l->data_version = version;
    }
    return status;
}

dateline_status ledger_begin(ledger *l, dateline_error *e)
{
    if (l->in_transaction) {
        return DATELINE_OK;
    }
    TRY(ledger_exec(l, "BEGIN IMMEDIATE", e));
    l->in_transaction = true;
    return look_for_others(l, e);
}

static void no_transaction(ledger *l)
{
    l->in_transaction = false;
    l->since_commit = 0;
    l->first_unfound = 0;
}

dateline_status ledger_commit(ledger *l, dateline_error *e)
{
    if (l->in_transaction) {
        TRY(put_found(l, e));
        TRY(ledger_exec(l, "COMMIT", e));
        no_transaction(l);
    }
    return DATELINE_OK;
}

void ledger_rollback(ledger *l)
{
    (void)sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    no_transaction(l);
    forget(l);
}
