/* Storing a coded report: the report and its parts, then each record with its event, tellings and
 * sources, all in one transaction that is shared by some hundred reports. */
#include "emit/emit.h"
#include "store/store_priv.h"

/* Document time, id and text: the same report twice has the same fingerprint. */
static view fingerprint(const ledger *l, const report *r)
{
    char published[16];
    day_format(r->published, published);
    uint64_t id = view_hash(arena_printf(l->scratch, "%.*s|%s", VIEW_ARG(r->id), published));
    return arena_printf(l->scratch, "%s%016llx%016llx", published, (unsigned long long)id,
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

static dateline_status put_telling(ledger *l, const merge_record *of, int64_t record, uint32_t i,
                                   dateline_error *e)
{
    const report *r = of->report;
    const telling *t = &of->event->tellings[i];
    stmt s;
    TRY(stmt_open(
        l, &s,
        "INSERT INTO tellings (record, telling, start, end, words, post_author, post_date, count) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, -1))",
        e));
    stmt_int(&s, record);
    stmt_int(&s, i);
    stmt_int(&s, t->bytes.start);
    stmt_int(&s, t->bytes.end);
    stmt_text(&s, report_cut(r, t->bytes));
    stmt_text(&s, t->part < 0 ? VIEW("") : r->parts[t->part].handle);
    stmt_day(&s, t->part < 0 ? DAY_NONE : r->parts[t->part].published);
    stmt_int(&s, r->acts[t->act].count);
    TRY(stmt_run(&s, e));
    if (l->first_unfound == 0) {
        l->first_unfound = sqlite3_last_insert_rowid(l->db);
    }
    return DATELINE_OK;
}

static dateline_status put_source(ledger *l, const event *ev, int64_t record, uint32_t i,
                                  dateline_error *e)
{
    const source *from = &ev->said_by[i];
    stmt s;
    TRY(stmt_open(l, &s, "INSERT INTO sources VALUES (?, ?, ?, ?, ?)", e));
    stmt_int(&s, record);
    stmt_int(&s, i);
    stmt_text(&s, from->name);
    stmt_text(&s, view_of(from->actor.code));
    stmt_text(&s, view_of(from->actor.sector));
    return stmt_run(&s, e);
}

/* ---- whose word a record is ---- */

/* The outlet that a record relays; "" = it is told by its report alone. */
static view relayed(const event *ev)
{
    for (uint32_t i = 0; i < ev->nsaid_by; i++) {
        if (strcmp(ev->said_by[i].actor.sector, "JRN") == 0) {
            return ev->said_by[i].name;
        }
    }
    return VIEW("");
}

/* In small letters: "the Tass news agency" is "tass". */
static view origin_name(const ledger *l, view name)
{
    static const char *const endings[] = {" agency", " news"};
    char *text = arena_alloc(l->scratch, name.length + 1);
    if (text == NULL) {
        return name;
    }
    for (size_t i = 0; i < name.length; i++) {
        text[i] = ascii_lower(name.data[i]);
    }
    view v = {text, name.length};
    v = view_starts(v, VIEW("the ")) ? view_cut(v, 4, v.length) : v;
    for (size_t i = 0; i < 2 && view_ends(v, view_of(endings[i])); i++) {
        v = view_cut(v, 0, v.length - strlen(endings[i]));
    }
    return v;
}

static dateline_status put_row(ledger *l, const merge_record *of, int64_t number, view json,
                               dateline_error *e)
{
    bool relay = relayed(of->event).length > 0;
    stmt s;
    TRY(stmt_open(l, &s,
                  "INSERT INTO records (id, report, event, kind, origin, json) VALUES (?, ?, ?, ?, "
                  "?, ?)",
                  e));
    stmt_text(&s, view_of(of->event->id));
    stmt_int(&s, of->in->number);
    stmt_int(&s, number);
    stmt_text(&s, relay ? VIEW("relay") : of->in->copy ? VIEW("copy") : VIEW("own"));
    stmt_text(&s, of->origin);
    stmt_text(&s, json);
    return stmt_run(&s, e);
}

static dateline_status put_record(ledger *l, storing *in, const event *ev, view json,
                                  dateline_error *e)
{
    view outlet = relayed(ev);
    merge_record of = {in, in->report, ev,
                       origin_name(l, outlet.length > 0 ? outlet : in->publisher)};
    int64_t number = 0;
    TRY(merge_event(l, &of, &number, e));
    TRY(put_row(l, &of, number, json, e));
    int64_t record = sqlite3_last_insert_rowid(l->db);
    for (uint32_t i = 0; i < ev->ntellings; i++) {
        TRY(put_telling(l, &of, record, i, e));
    }
    for (uint32_t i = 0; i < ev->nsaid_by; i++) {
        TRY(put_source(l, ev, record, i, e));
    }
    return DATELINE_OK;
}

/* Whose word the report itself is: what it is a copy of is told by that one's publisher. */
static dateline_status find_publisher(ledger *l, storing *in, dateline_error *e)
{
    stmt s;
    in->publisher = in->report->publisher.length > 0 ? in->report->publisher : in->report->id;
    TRY(stmt_open(l, &s,
                  "SELECT coalesce(nullif(publisher, ''), doc) FROM copies JOIN reports ON "
                  "reports.report = original WHERE copies.report = ?",
                  e));
    stmt_int(&s, in->number);
    dateline_status status = stmt_step(&s, e);
    in->copy = status == DATELINE_OK;
    if (in->copy) {
        in->publisher = arena_copy(l->scratch, stmt_column(&s, 0));
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

static dateline_status put_records(ledger *l, storing *in, dateline_error *e)
{
    const report *r = in->report;
    buf json = {0};
    TRY(find_publisher(l, in, e));
    in->events = ARENA_ARRAY(l->scratch, int64_t, r->nevents);
    dateline_status status = in->events == NULL ? fault_memory(e) : DATELINE_OK;
    for (size_t i = 0; i < r->nevents && status == DATELINE_OK; i++) {
        json.length = 0;
        emit_event(r, &r->events[i], in->coder, &json);
        status = json.failed ? fault_memory(e)
                             : put_record(l, in, &r->events[i], view_trim(buf_all(&json)), e);
    }
    buf_free(&json);
    return status;
}

static dateline_status put_new(ledger *l, const report *r, view print, const char *coder,
                               dateline_error *e)
{
    int64_t number = 0;
    TRY(put_report(l, r, print, coder, &number, e));
    for (size_t i = 0; i < r->nparts; i++) {
        TRY(put_part(l, number, i, &r->parts[i], e));
    }
    int64_t original = 0;
    TRY(find_copy(l, r, number, &original, e));
    TRY(find_story(l, r, number, original, e));
    return put_records(l, &(storing){.report = r, .number = number, .coder = coder}, e);
}

/* In one go for all of a transaction: FTS5 writes out what it has whenever another statement
 * begins. */
dateline_status put_found(ledger *l, dateline_error *e)
{
    stmt s;
    if (l->first_unfound == 0) {
        return DATELINE_OK;
    }
    TRY(stmt_open(
        l, &s,
        "INSERT INTO telling_words (rowid, words) SELECT id, words FROM tellings WHERE id "
        ">= ?",
        e));
    stmt_int(&s, l->first_unfound);
    TRY(stmt_run(&s, e));
    l->first_unfound = 0;
    return DATELINE_OK;
}

/* The report, what it is a copy of and its story stay as they are: its text is the same. */
static dateline_status put_again(ledger *l, const report *r, int64_t number, view by,
                                 const char *coder, dateline_error *e)
{
    stmt s;
    TRY(put_found(l, e)); /* what is taken out must be known */
    TRY(changes_begin(l, number, e));
    TRY(stmt_open(l, &s, "UPDATE reports SET coder = ?2 WHERE report = ?1", e));
    stmt_int(&s, number);
    stmt_text(&s, view_of(coder));
    TRY(stmt_run(&s, e));
    TRY(put_records(l, &(storing){.report = r, .number = number, .coder = coder, .again = true},
                    e));
    return changes_end(l, number, by, e);
}

static dateline_status put(ledger *l, const report *r, const char *coder, dateline_error *e)
{
    view print = fingerprint(l, r), by = VIEW("");
    int64_t number = 0;
    TRY(find_report(l, print, &number, &by, e));
    if (number == 0) {
        return put_new(l, r, print, coder, e);
    }
    return view_equal(by, view_of(coder)) ? DATELINE_OK : put_again(l, r, number, by, coder, e);
}

dateline_status ledger_put(ledger *l, const report *r, const char *coder, dateline_error *e)
{
    TRY(ledger_begin(l, e));
    arena_mark mark = arena_save(l->scratch);
    dateline_status status = put(l, r, coder, e);
    arena_restore(l->scratch, mark);
    if (status != DATELINE_OK) {
        ledger_rollback(l);
        return status;
    }
    return ++l->since_commit < REPORTS_A_COMMIT ? DATELINE_OK : ledger_commit(l, e);
}

dateline_status ledger_put_reject(ledger *l, view origin, view doc, const dateline_error *reason,
                                  dateline_error *e)
{
    TRY(ledger_begin(l, e));
    stmt s;
    TRY(stmt_open(l, &s, "INSERT OR REPLACE INTO rejects VALUES (?, ?, ?, ?)", e));
    stmt_text(&s, origin);
    stmt_text(&s, doc);
    stmt_text(&s, view_of(reason->message));
    stmt_text(&s, view_of(reason->hint));
    return stmt_run(&s, e);
}
