/* store/filter.c - what a question is narrowed to, as conditions of an SQL text.  Values are always
 * bound, never written into the SQL; only `where` is the user's own SQL. */
#include "report/plover.h"
#include "store/store_priv.h"

void filter_bind(filter_sql *q, const char *value)
{
    if (q->nvalues < FILTER_VALUES) {
        q->values[q->nvalues++] = view_of(value);
        buf_printf(&q->sql, "?%d", q->nvalues);
    }
}

void filter_condition(filter_sql *q, const char *before, const char *value, const char *after)
{
    if (value != NULL) {
        buf_text(&q->sql, " AND ");
        buf_text(&q->sql, before);
        filter_bind(q, value);
        buf_text(&q->sql, after);
    }
}

/* The code that is meant: the word itself when some actor has it, or that of a country so named. */
static dateline_status code_of(ledger *l, const char *who, view *code, dateline_error *e)
{
    stmt s;
    if (who == NULL) {
        return DATELINE_OK;
    }
    TRY(stmt_open(l, &s,
                  "SELECT code FROM actors WHERE code = upper(?1) AND code <> '' UNION ALL SELECT "
                  "code FROM actors WHERE code <> '' AND sector = '' AND name = ?1 COLLATE NOCASE "
                  "LIMIT 1",
                  e));
    stmt_text(&s, view_of(who));
    dateline_status status = stmt_step(&s, e);
    if (status == DATELINE_OK) {
        *code = arena_copy(l->scratch, stmt_column(&s, 0));
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

dateline_status filter_begin(ledger *l, const ledger_filter *f, filter_sql *q, dateline_error *e)
{
    *q = (filter_sql){0};
    TRY(filter_check(f, e));
    TRY(code_of(l, f->one, &q->code[0], e));
    return code_of(l, f->other, &q->code[1], e);
}

void filter_limit(filter_sql *q, const ledger_filter *f)
{
    if (f->limit > 0) {
        buf_printf(&q->sql, " LIMIT %lld OFFSET %lld", (long long)f->limit, (long long)f->offset);
    }
}

/* The rows of `pairs` where two codes meet, or one takes part, within the days. */
static void of_pairs(filter_sql *q, const ledger_filter *f, view one, view other)
{
    bool ordered = strcmp(one.data, other.data) <= 0;
    buf_text(&q->sql, "SELECT event FROM pairs WHERE one = ");
    filter_bind(q, ordered ? one.data : other.data);
    buf_text(&q->sql, " AND other = ");
    filter_bind(q, ordered ? other.data : one.data);
    /* '~' sorts behind what follows a year or month that is given alone. */
    filter_condition(q, "date > '' AND date <= ", f->until, " || '~'");
    filter_condition(q, "enddate >= ", f->since, "");
}

bool filter_pairs(filter_sql *q, const ledger_filter *f)
{
    bool more = f->act != NULL || f->status != NULL || f->said_by != NULL || f->country != NULL ||
                f->where != NULL;
    bool codes =
        f->one != NULL && q->code[0].length > 0 && (f->other == NULL || q->code[1].length > 0);
    if (codes && !more) {
        of_pairs(q, f, q->code[0], q->code[f->other == NULL ? 0 : 1]);
    }
    return codes && !more;
}

static void with_codes(filter_sql *q, const ledger_filter *f, view one, view other)
{
    buf_text(&q->sql, " AND event IN (");
    of_pairs(q, f, one, other);
    buf_text(&q->sql, ")");
}

/* An actor's code ("ISR"), code and sector ("ISRMIL"), or words of its name; the name of a country
 * stands for all of that country's actors.  A code is no word of a name: MAR is not Omar. */
void filter_actors(filter_sql *q, const char *who)
{
    buf_text(&q->sql, "(SELECT actor FROM actors WHERE code = upper(");
    filter_bind(q, who);
    buf_printf(
        &q->sql,
        ") UNION SELECT actor FROM actors WHERE length(?%d) = 6 AND code = upper(substr(?%d, 1, "
        "3)) "
        "AND sector = upper(substr(?%d, 4)) UNION SELECT actor FROM actors WHERE NOT EXISTS "
        "(SELECT "
        "1 FROM actors WHERE code = upper(?%d)) AND (' ' || name || ' ' LIKE '%% ' || ?%d || ' %%' "
        "OR code IN (SELECT code FROM actors WHERE code <> '' AND sector = '' AND name = ?%d "
        "COLLATE NOCASE)))",
        q->nvalues, q->nvalues, q->nvalues, q->nvalues, q->nvalues, q->nvalues);
}

/* Events where an actor of that name, or code and sector, takes part, in either role. */
static void with_name(filter_sql *q, const char *who)
{
    buf_text(&q->sql, " AND event IN (SELECT event FROM event_actor WHERE event / 131072 IN "
                      "event_stretches AND actor IN ");
    filter_actors(q, who);
    buf_text(&q->sql, ")");
}

static void with_actors(filter_sql *q, const ledger_filter *f)
{
    const char *who[] = {f->one, f->other};
    if (q->code[0].length > 0 && q->code[1].length > 0) {
        with_codes(q, f, q->code[0], q->code[1]);
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        if (q->code[i].length > 0) {
            with_codes(q, f, q->code[i], q->code[i]);
        } else if (who[i] != NULL) {
            with_name(q, who[i]);
        }
    }
}

/* A country's code or name, or a place: three letters are a code or a whole name (Ufa), more are a
 * part of a place's name, too. */
static void at_place(filter_sql *q, const char *where)
{
    if (where != NULL) {
        bool code = strlen(where) <= 3;
        buf_text(&q->sql, code ? " AND (country = upper(" : " AND (place LIKE '%' || ");
        filter_bind(q, where);
        if (code) {
            buf_printf(&q->sql, ") OR place = ?%d COLLATE NOCASE)", q->nvalues);
        } else {
            buf_printf(
                &q->sql,
                " || '%%' OR country IN (SELECT code FROM actors WHERE code <> '' AND sector "
                "= '' AND name = ?%d COLLATE NOCASE))",
                q->nvalues);
        }
    }
}

void filter_conditions(filter_sql *q, const ledger_filter *f)
{
    with_actors(q, f);
    filter_condition(q, "enddate >= ", f->since, "");
    filter_condition(q, "date <> '' AND date <= ", f->until, " || '~'");
    filter_condition(q, "act = upper(", f->act, ")");
    filter_condition(q, "status = lower(", f->status, ")");
    at_place(q, f->country);
    filter_condition(q,
                     "event IN (SELECT event FROM records JOIN sources USING (record) WHERE name "
                     "LIKE '%' || ",
                     f->said_by, " || '%')");
    if (f->where != NULL) {
        buf_printf(&q->sql, " AND (%s)", f->where);
    }
}

ledger_filter filter_undated(const ledger_filter *f)
{
    ledger_filter undated = *f;
    undated.since = undated.until = NULL;
    return undated;
}

void filter_events(filter_sql *q, const ledger_filter *f, const char *before, const char *after)
{
    const char *narrowing[] = {f->one,    f->other,   f->since,   f->until, f->act,
                               f->status, f->said_by, f->country, f->where};
    bool narrows = false;
    for (size_t i = 0; i < sizeof narrowing / sizeof narrowing[0]; i++) {
        narrows = narrows || narrowing[i] != NULL;
    }
    if (narrows) {
        buf_text(&q->sql, before);
        buf_text(&q->sql, "(SELECT event FROM events WHERE 1");
        filter_conditions(q, f);
        buf_text(&q->sql, ")");
        buf_text(&q->sql, after);
    }
}

void filter_values(const filter_sql *q, stmt *s)
{
    for (int i = 0; i < q->nvalues; i++) {
        stmt_text(s, q->values[i]);
    }
}

/* ---- what makes no sense ---- */

/* 2022-07-18, 2022-07 or 2022. */
static dateline_status check_day(const char *name, const char *value, dateline_error *e)
{
    char whole[16] = "0000-01-01";
    size_t n = value == NULL ? 0 : strlen(value);
    bool length = n == 4 || n == 7 || n == 10;
    if (length) {
        memcpy(whole, value, n);
    }
    if (value == NULL || (length && day_parse(view_of(whole)) != DAY_NONE)) {
        return DATELINE_OK;
    }
    fault(e, DATELINE_E_ARGUMENT, "'%s' is no date for --%s", value, name);
    fault_hint(e, "dates are written 2022-07-18, 2022-07 or 2022");
    return DATELINE_E_ARGUMENT;
}

static dateline_status check_word(const char *name, const char *value,
                                  const char *(*word)(unsigned), unsigned from, dateline_error *e)
{
    buf all = {0};
    bool known = value == NULL;
    for (unsigned i = from; word(i) != NULL && !known; i++) {
        known = view_equal_nocase(view_of(value), view_of(word(i)));
        buf_printf(&all, "%s%s", i == from ? "" : " ", word(i));
    }
    if (!known) {
        buf_char(&all, '\0');
        fault(e, DATELINE_E_ARGUMENT, "'%s' is no value of --%s", value, name);
        fault_hint(e, "it takes one of: %s", all.failed ? "" : all.data);
    }
    buf_free(&all);
    return known ? DATELINE_OK : DATELINE_E_ARGUMENT;
}

static const char *act_word(unsigned i)
{
    return i < ACT_COUNT ? act_name(i) : NULL;
}

static const char *status_word(unsigned i)
{
    return i < STATUS_COUNT ? status_name(i) : NULL;
}

static const char *step_word(unsigned i)
{
    static const char *const steps[] = {"day", "week", "month", "year", NULL};
    return steps[i];
}

dateline_status filter_check(const ledger_filter *f, dateline_error *e)
{
    TRY(check_day("since", f->since, e));
    TRY(check_day("until", f->until, e));
    TRY(check_word("act", f->act, act_word, ACT_NONE + 1, e));
    TRY(check_word("status", f->status, status_word, 0, e));
    return check_word("by", f->step, step_word, 0, e);
}
