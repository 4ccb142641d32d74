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

/* An actor's code or a part of its name, in either role. */
static void with_actor(filter_sql *q, const char *who)
{
    if (who != NULL) {
        buf_text(&q->sql, " AND event IN (SELECT event FROM event_actor WHERE actor IN (SELECT "
                          "actor FROM actors WHERE code = ");
        filter_bind(q, who);
        buf_printf(&q->sql, " OR name LIKE '%%' || ?%d || '%%'))", q->nvalues);
    }
}

void filter_conditions(filter_sql *q, const ledger_filter *f)
{
    with_actor(q, f->one);
    with_actor(q, f->other);
    filter_condition(q, "enddate >= ", f->since, "");
    filter_condition(q, "date <> '' AND date <= ", f->until, "");
    filter_condition(q, "act = upper(", f->act, ")");
    filter_condition(q, "status = ", f->status, "");
    filter_condition(q, "country = ", f->country, "");
    filter_condition(q,
                     "event IN (SELECT event FROM records JOIN sources USING (record) WHERE name "
                     "LIKE '%' || ",
                     f->said_by, " || '%')");
    if (f->where != NULL) {
        buf_printf(&q->sql, " AND (%s)", f->where);
    }
}

void filter_values(const filter_sql *q, stmt *s)
{
    for (int i = 0; i < q->nvalues; i++) {
        stmt_text(s, q->values[i]);
    }
}
