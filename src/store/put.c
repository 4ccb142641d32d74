/* Storing a coded report: the report and its parts, then each record with its event, tellings and
 * sources, all in one transaction that is shared by some hundred reports. */
#include "emit/emit.h"
#include "store/store_priv.h"

/* Id, document time and text: the same report twice has the same fingerprint. */
static view fingerprint(const ledger *l, const report *r)
{
    char published[16];
    day_format(r->published, published);
    uint64_t id = view_hash(arena_printf(l->scratch, "%.*s|%s", VIEW_ARG(r->id), published));
    return arena_printf(l->scratch, "%016llx%016llx", (unsigned long long)id,
                        (unsigned long long)view_hash(r->text));
}

/* The stored report's number and coder; number 0 = not stored. */
static dateline_status find_report(ledger *l, view print, int64_t *number, view *coder,
                                   dateline_error *e)
{
    stmt s;
    *number = 0;
    TRY(stmt_open(l, &s, "SELECT report, coder FROM reports WHERE fingerprint = ?", e));
    stmt_text(&s, print);
    dateline_status status = stmt_step(&s, e);
    if (status == DATELINE_OK) {
        *number = sqlite3_column_int64(s.handle, 0);
        *coder = arena_copy(l->scratch, stmt_column(&s, 1));
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

dateline_status ledger_holds(ledger *l, const report *r, const char *coder, bool *holds,
                             dateline_error *e)
{
    arena_mark mark = arena_save(l->scratch);
    int64_t number = 0;
    view by = VIEW("");
    dateline_status status = find_report(l, fingerprint(l, r), &number, &by, e);
    *holds = number != 0 && view_equal(by, view_of(coder));
    arena_restore(l->scratch, mark);
    return status;
}

/* Takes an earlier coding of the report out, with the events that only it told. */
static dateline_status drop_report(ledger *l, int64_t number, dateline_error *e)
{
    stmt s;
    VEC(int64_t) events = {0};
    TRY(stmt_open(l, &s, "SELECT DISTINCT event FROM records WHERE report = ?", e));
    stmt_int(&s, number);
    dateline_status status = stmt_step(&s, e);
    for (; status == DATELINE_OK; status = stmt_step(&s, e)) {
        if (!VEC_PUSH(&events, l->scratch, sqlite3_column_int64(s.handle, 0))) {
            status = fault_memory(e);
            break;
        }
    }
    stmt_close(&s);
    if (status != DATELINE_END) {
        return status;
    }
    TRY(leave_story(l, number, e));
    TRY(stmt_open(l, &s, "DELETE FROM reports WHERE report = ?", e));
    stmt_int(&s, number);
    TRY(stmt_run(&s, e));
    for (size_t i = 0; i < events.count; i++) {
        TRY(recount_event(l, events.at[i], e));
    }
    return DATELINE_OK;
}

static dateline_status put_report(ledger *l, const report *r, view print, const char *coder,
                                  int64_t *number, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s,
                  "INSERT INTO reports (doc, fingerprint, published, published_basis, publisher, "
                  "title, url, language, text, coder) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  e));
    stmt_text(&s, r->id);
    stmt_text(&s, print);
    stmt_day(&s, r->published);
    stmt_text(&s, view_of(basis_name(r->basis)));
    stmt_text(&s, r->publisher);
    stmt_text(&s, r->title);
    stmt_text(&s, r->url);
    stmt_text(&s, r->language);
    stmt_text(&s, r->text);
    stmt_text(&s, view_of(coder));
    TRY(stmt_run(&s, e));
    *number = sqlite3_last_insert_rowid(l->db);
    return DATELINE_OK;
}

static dateline_status put_part(ledger *l, int64_t report_number, size_t i, const part *p,
                                dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s, "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", e));
    stmt_int(&s, report_number);
    stmt_int(&s, (int64_t)i);
    stmt_text(&s, view_of(part_kind_name(p->kind)));
    stmt_int(&s, p->bytes.start);
    stmt_int(&s, p->bytes.end);
    stmt_text(&s, p->author);
    stmt_text(&s, p->handle);
    stmt_day(&s, p->published);
    return stmt_run(&s, e);
}

static dateline_status put_telling(ledger *l, const report *r, const event *ev, uint32_t i,
                                   dateline_error *e)
{
    const telling *t = &ev->tellings[i];
    stmt s;
    TRY(stmt_open(
        l, &s,
        "INSERT INTO tellings (record, telling, start, end, words, post_author, post_date) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        e));
    stmt_text(&s, view_of(ev->id));
    stmt_int(&s, i);
    stmt_int(&s, t->bytes.start);
    stmt_int(&s, t->bytes.end);
    stmt_text(&s, report_cut(r, t->bytes));
    stmt_text(&s, t->part < 0 ? VIEW("") : r->parts[t->part].handle);
    stmt_day(&s, t->part < 0 ? DAY_NONE : r->parts[t->part].published);
    return stmt_run(&s, e);
}

static dateline_status put_source(ledger *l, const event *ev, uint32_t i, dateline_error *e)
{
    const source *from = &ev->said_by[i];
    stmt s;
    TRY(stmt_open(l, &s, "INSERT INTO sources VALUES (?, ?, ?, ?, ?)", e));
    stmt_text(&s, view_of(ev->id));
    stmt_int(&s, i);
    stmt_text(&s, from->name);
    stmt_text(&s, view_of(from->actor.code));
    stmt_text(&s, view_of(from->actor.sector));
    return stmt_run(&s, e);
}

static dateline_status put_record(ledger *l, const report *r, int64_t report_number,
                                  const event *ev, const char *coder, dateline_error *e)
{
    int64_t number = 0;
    TRY(merge_event(l, r, ev, &number, e));
    buf json = {0};
    emit_event(r, ev, coder, &json);
    stmt s;
    dateline_status status =
        json.failed ? fault_memory(e)
                    : stmt_open(l, &s, "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", e);
    if (status == DATELINE_OK) {
        stmt_text(&s, view_of(ev->id));
        stmt_int(&s, report_number);
        stmt_int(&s, number);
        stmt_text(&s, view_trim(buf_all(&json)));
        status = stmt_run(&s, e);
    }
    buf_free(&json);
    TRY(status);
    for (uint32_t i = 0; i < ev->ntellings; i++) {
        TRY(put_telling(l, r, ev, i, e));
    }
    for (uint32_t i = 0; i < ev->nsaid_by; i++) {
        TRY(put_source(l, ev, i, e));
    }
    return recount_event(l, number, e);
}

static dateline_status begin(ledger *l, dateline_error *e)
{
    if (!l->in_transaction) {
        TRY(ledger_exec(l, "BEGIN IMMEDIATE", e));
        l->in_transaction = true;
    }
    return DATELINE_OK;
}

static dateline_status put(ledger *l, const report *r, const char *coder, dateline_error *e)
{
    view print = fingerprint(l, r), by = VIEW("");
    int64_t number = 0;
    TRY(find_report(l, print, &number, &by, e));
    if (number != 0 && view_equal(by, view_of(coder))) {
        return DATELINE_OK;
    }
    bool again = number != 0;
    if (again) {
        TRY(changes_begin(l, number, e));
        TRY(drop_report(l, number, e));
    }
    TRY(put_report(l, r, print, coder, &number, e));
    for (size_t i = 0; i < r->nparts; i++) {
        TRY(put_part(l, number, i, &r->parts[i], e));
    }
    TRY(find_likeness(l, r, number, e));
    for (size_t i = 0; i < r->nevents; i++) {
        TRY(put_record(l, r, number, &r->events[i], coder, e));
    }
    return again ? changes_end(l, number, by, e) : DATELINE_OK;
}

dateline_status ledger_put(ledger *l, const report *r, const char *coder, dateline_error *e)
{
    TRY(begin(l, e));
    arena_mark mark = arena_save(l->scratch);
    dateline_status status = ledger_exec(l, "SAVEPOINT report", e);
    if (status == DATELINE_OK) {
        status = put(l, r, coder, e);
        if (status != DATELINE_OK) {
            (void)sqlite3_exec(l->db, "ROLLBACK TO report", NULL, NULL, NULL);
        }
        (void)sqlite3_exec(l->db, "RELEASE report", NULL, NULL, NULL);
    }
    arena_restore(l->scratch, mark);
    TRY(status);
    return ++l->since_commit < REPORTS_A_COMMIT ? DATELINE_OK : ledger_commit(l, e);
}

dateline_status ledger_put_reject(ledger *l, view origin, view doc, const dateline_error *reason,
                                  dateline_error *e)
{
    TRY(begin(l, e));
    stmt s;
    TRY(stmt_open(l, &s, "INSERT OR REPLACE INTO rejects VALUES (?, ?, ?, ?)", e));
    stmt_text(&s, origin);
    stmt_text(&s, doc);
    stmt_text(&s, view_of(reason->message));
    stmt_text(&s, view_of(reason->hint));
    return stmt_run(&s, e);
}
