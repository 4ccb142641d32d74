/* store/filter.c - what a question is narrowed to, as conditions of an SQL text.  Values are always
 * bound, never written into the SQL; only `where` is the user's own SQL. */
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

/* Whether some actor has that code. */
static dateline_status is_code(ledger *l, const char *who, bool *is, dateline_error *e)
{
    stmt s;
    if (who == NULL) {
        return DATELINE_OK;
    }
    TRY(stmt_open(l, &s, "SELECT 1 FROM actors WHERE code = ? LIMIT 1", e));
    stmt_text(&s, view_of(who));
    dateline_status status = stmt_step(&s, e);
    *is = status == DATELINE_OK;
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

dateline_status filter_begin(ledger *l, const ledger_filter *f, filter_sql *q, dateline_error *e)
{
    *q = (filter_sql){0};
    TRY(is_code(l, f->one, &q->codes[0], e));
    return is_code(l, f->other, &q->codes[1], e);
}

void filter_limit(filter_sql *q, const ledger_filter *f)
{
    if (f->limit > 0) {
        buf_printf(&q->sql, " LIMIT %lld OFFSET %lld", (long long)f->limit, (long long)f->offset);
    }
}

/* The rows of `pairs` where two codes meet, or one takes part, within the days. */
static void of_pairs(filter_sql *q, const ledger_filter *f, const char *one, const char *other)
{
    bool ordered = strcmp(one, other) <= 0;
    buf_text(&q->sql, "SELECT event FROM pairs WHERE one = ");
    filter_bind(q, ordered ? one : other);
    buf_text(&q->sql, " AND other = ");
    filter_bind(q, ordered ? other : one);
    filter_condition(q, "date > '' AND date <= ", f->until, "");
    filter_condition(q, "enddate >= ", f->since, "");
}

bool filter_pairs(filter_sql *q, const ledger_filter *f)
{
    bool more = f->act != NULL || f->status != NULL || f->said_by != NULL || f->country != NULL ||
                f->where != NULL;
    bool codes = f->one != NULL && q->codes[0] && (f->other == NULL || q->codes[1]);
    if (codes && !more) {
        of_pairs(q, f, f->one, f->other == NULL ? f->one : f->other);
    }
    return codes && !more;
}

static void with_codes(filter_sql *q, const ledger_filter *f, const char *one, const char *other)
{
    buf_text(&q->sql, " AND event IN (");
    of_pairs(q, f, one, other);
    buf_text(&q->sql, ")");
}

/* Events where an actor of that name, or with that in its name, takes part, in either role. */
static void with_name(filter_sql *q, const char *who)
{
    buf_text(&q->sql, " AND event IN (SELECT event FROM event_actor WHERE actor IN (SELECT actor "
                      "FROM actors WHERE name LIKE '%' || ");
    filter_bind(q, who);
    buf_text(&q->sql, " || '%'))");
}

/* What is some actor's code is no part of a name: "USA" does not find Jerusalem. */
static void with_actors(filter_sql *q, const ledger_filter *f)
{
    const char *who[] = {f->one, f->other};
    if (who[0] != NULL && who[1] != NULL && q->codes[0] && q->codes[1]) {
        with_codes(q, f, who[0], who[1]);
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        if (who[i] != NULL && q->codes[i]) {
            with_codes(q, f, who[i], who[i]);
        } else if (who[i] != NULL) {
            with_name(q, who[i]);
        }
    }
}

/* A country's code, or a place: three letters are a code or a whole name (Ufa), more are a part. */
static void at_place(filter_sql *q, const char *where)
{
    if (where != NULL) {
        bool code = strlen(where) <= 3;
        buf_text(&q->sql, code ? " AND (country = upper(" : " AND place LIKE '%' || ");
        filter_bind(q, where);
        if (code) {
            buf_printf(&q->sql, ") OR place = ?%d COLLATE NOCASE)", q->nvalues);
        } else {
            buf_text(&q->sql, " || '%'");
        }
    }
}

void filter_conditions(filter_sql *q, const ledger_filter *f)
{
    with_actors(q, f);
    filter_condition(q, "enddate >= ", f->since, "");
    filter_condition(q, "date <> '' AND date <= ", f->until, "");
    filter_condition(q, "act = upper(", f->act, ")");
    filter_condition(q, "status = ", f->status, "");
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
