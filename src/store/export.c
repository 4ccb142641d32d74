/* store/export.c - rows of a ledger through the columns of a format.
 *
 * The rows are an SQL text of two layers: inside, events with their parties, first telling and
 * report under the names of export_priv.h; outside, the format's columns.  What is written goes to
 * the caller in pieces.
 */
#include "store/export_priv.h"

enum { PIECE = 1 << 16 };

/* Columns of an event, of the report and telling that tell it first. */
static const char event_columns[] =
    "e.event AS event, e.enddate AS enddate, e.act AS act, e.mode AS mode, e.cameo AS cameo, "
    "e.status AS status, e.quad_code AS quad_code, e.event_scale AS event_scale, "
    "e.goldstein AS goldstein, e.country AS country, e.place AS place, "
    "CASE e.place WHEN country_name(e.country) THEN '' ELSE e.place END AS city, "
    "round(e.latitude, 4) AS latitude, round(e.longitude, 4) AS longitude, "
    "e.confidence AS confidence, e.nreports AS nreports, e.ntellings AS ntellings, "
    "(SELECT count(DISTINCT publisher) FROM records JOIN reports USING (report) "
    "WHERE records.event = e.event) AS nsources, "
    "r.report AS report, r.doc AS doc, r.publisher AS publisher, r.published AS published, "
    "r.url AS url, r.title AS title, r.language AS language, r.coder AS coder, "
    "length(r.text) AS doc_length, t.telling AS telling, t.words AS words, t.start AS start, "
    "(SELECT group_concat(value, ';') FROM json_each(d.json, '$.context')) AS contexts, ";
static const char first_telling[] =
    "JOIN records d ON d.record = (SELECT record FROM records WHERE event = e.event "
    "ORDER BY report, record LIMIT 1) JOIN reports r ON r.report = d.report "
    "JOIN tellings t ON t.record = d.record "
    "AND t.telling = (SELECT min(telling) FROM tellings WHERE record = d.record) ";
static const char every_telling[] =
    "JOIN records d ON d.event = e.event JOIN reports r ON r.report = d.report "
    "JOIN tellings t ON t.record = d.record WHERE e.date || r.published <> '' ";
/* The formats of dyads know no undated events: these count for the day of their report, and are
 * left out where that has none either. */
static const char told_date[] = "CASE e.date WHEN '' THEN r.published ELSE e.date END AS date, ";
static const char dyad_columns[] =
    "ifnull(a.code, '') AS s_code, ifnull(a.sector, '') AS s_sector, "
    "ifnull(a.name, '') AS s_name, ifnull(a.office, '') AS s_office, "
    "ifnull(b.code, '') AS t_code, ifnull(b.sector, '') AS t_sector, "
    "ifnull(b.name, '') AS t_name, ifnull(b.office, '') AS t_office ";
/* Source and target; of what takes two without a recipient every two actors once. */
static const char dyads[] =
    "LEFT JOIN event_actor x ON x.event = e.event AND x.role = 'actor' "
    "LEFT JOIN event_actor y ON y.event = e.event AND (y.role = 'recipient' "
    "OR (y.actor > x.actor AND NOT EXISTS (SELECT 1 FROM event_actor "
    "WHERE event = e.event AND role = 'recipient'))) "
    "LEFT JOIN actors a ON a.actor = x.actor LEFT JOIN actors b ON b.actor = y.actor ";
static const char whole_dyads[] =
    "WHERE (y.actor IS NOT NULL "
    "OR (SELECT count(*) FROM event_actor WHERE event = e.event) <= 1) AND e.date || r.published "
    "<> '' ";

/* "s_code", "s_sector" ...: the parties of a role, joined. */
static void write_parties(filter_sql *q)
{
    static const char *const roles[][2] = {{"s", "actor"}, {"t", "recipient"}};
    static const char *const columns[] = {"code", "sector", "name", "office"};
    for (size_t i = 0; i < 8; i++) {
        buf_printf(&q->sql,
                   "%sifnull((SELECT group_concat(%s, ';') FROM event_actor JOIN actors USING "
                   "(actor) WHERE event = e.event AND role = '%s'), '') AS %s_%s ",
                   i > 0 ? ", " : "", columns[i % 4], roles[i / 4][1], roles[i / 4][0],
                   columns[i % 4]);
    }
}

/* The rows of the inner layer; `events` are those that the filter leaves. */
static void write_rows(filter_sql *q, export_from from, const ledger_filter *f)
{
    buf_text(&q->sql, "WITH chosen AS (SELECT * FROM events WHERE 1");
    filter_conditions(q, f);
    if (f->limit > 0) {
        buf_printf(&q->sql, " ORDER BY date, event LIMIT %lld", (long long)f->limit);
    }
    buf_text(&q->sql, "), rows AS (SELECT ");
    switch (from) {
    case FROM_EVENTS:
        buf_printf(&q->sql, "%s e.date AS date, ", event_columns);
        write_parties(q);
        buf_printf(&q->sql, "FROM chosen e %s", first_telling);
        break;
    case FROM_DYADS:
        buf_printf(&q->sql, "%s%s%s FROM chosen e %s%s%s", event_columns, told_date, dyad_columns,
                   first_telling, dyads, whole_dyads);
        break;
    case FROM_TELLINGS:
        buf_printf(&q->sql, "%s%s 1 AS one FROM chosen e %s", event_columns, told_date,
                   every_telling);
        break;
    case FROM_RECORDS:
        buf_text(&q->sql,
                 "event, chosen.date AS date, json FROM chosen JOIN records USING (event)");
        break;
    case FROM_NODES:
        buf_text(&q->sql, "code, count(DISTINCT event) AS events, code AS date, code AS event FROM "
                          "chosen JOIN event_actor USING (event) JOIN actors USING (actor) WHERE "
                          "code <> '' GROUP BY code");
        break;
    case FROM_EDGES:
        buf_printf(&q->sql,
                   "a.code AS one, b.code AS other, count(DISTINCT e.event) AS events, "
                   "round(avg(e.goldstein), 2) AS goldstein, a.code AS date, b.code AS event FROM "
                   "chosen e %s WHERE a.code <> '' AND b.code <> '' AND a.code <> b.code GROUP BY "
                   "a.code, b.code",
                   dyads);
        break;
    }
    buf_text(&q->sql, ") ");
}

/* One row a day for the same source, target and code: the earliest event's (SQLite takes the other
 * columns from the row of the minimum). */
static void write_day(filter_sql *q)
{
    buf_text(&q->sql, ", days AS (SELECT *, min(event) FROM rows GROUP BY date, s_code, s_sector, "
                      "t_code, t_sector, cameo) ");
}

static void write_columns(filter_sql *q, const export_run *run, bool one_a_day)
{
    buf_text(&q->sql, "SELECT ");
    for (size_t i = 0; i < run->ncolumns; i++) {
        buf_printf(&q->sql, "%s%s", i > 0 ? ", " : "", run->columns[i].sql);
    }
    buf_printf(&q->sql, " FROM %s ORDER BY date, event", one_a_day ? "days" : "rows");
    buf_char(&q->sql, '\0');
}

/* ---- cells ---- */

typedef struct {
    const export_format *format;
    bool header;
    ledger_outlet to;
} outlet;

static void put_cell(outlet *o, view v)
{
    bool quote = false;
    for (size_t i = 0; i < v.length && o->format->cells == CELLS_CSV; i++) {
        quote = quote || strchr(",\"\r\n", v.data[i]) != NULL;
    }
    buf_text(&o->to.text, v.length == 0 ? o->format->missing : quote ? "\"" : "");
    for (size_t i = 0; i < v.length; i++) {
        char c = v.data[i];
        bool blank = o->format->cells == CELLS_TSV && strchr("\t\r\n", c) != NULL;
        buf_text(&o->to.text, quote && c == '"' ? "\"" : "");
        buf_text(&o->to.text, o->format->cells == CELLS_ICAL && c == '\n' ? "\r" : "");
        buf_char(&o->to.text, blank ? ' ' : c);
    }
    buf_text(&o->to.text, quote ? "\"" : "");
}

static void put_between(outlet *o, bool last)
{
    switch (o->format->cells) {
    case CELLS_TSV:
        buf_char(&o->to.text, last ? '\n' : '\t');
        break;
    case CELLS_CSV:
        buf_text(&o->to.text, last ? "\r\n" : ",");
        break;
    case CELLS_RAW:
    case CELLS_ICAL:
        break;
    }
}

static void put_header(outlet *o, const export_run *run)
{
    for (size_t i = 0; i < run->ncolumns && o->header; i++) {
        put_cell(o, view_of(run->columns[i].name));
        put_between(o, i + 1 == run->ncolumns);
    }
}

static dateline_status put_rows(outlet *o, stmt *s, const export_run *run, dateline_error *e)
{
    int columns = (int)run->ncolumns;
    bool first = true;
    dateline_status status = stmt_step(s, e);
    for (; status == DATELINE_OK; status = stmt_step(s, e)) {
        buf_text(&o->to.text, first ? "" : run->between);
        first = false;
        for (int c = 0; c < columns; c++) {
            put_cell(o, stmt_column(s, c));
            put_between(o, c + 1 == columns);
        }
        TRY(ledger_flush(&o->to, PIECE, e));
    }
    return status == DATELINE_END ? DATELINE_OK : status;
}

static dateline_status put_run(ledger *l, const ledger_filter *f, const export_options *options,
                               const export_run *run, outlet *o, dateline_error *e)
{
    filter_sql q;
    bool party_rows = run->from == FROM_EVENTS || run->from == FROM_DYADS;
    bool one_a_day = options->one_a_day && party_rows;
    stmt s;
    TRY(filter_begin(l, f, &q, e));
    write_rows(&q, run->from, f);
    if (one_a_day) {
        write_day(&q);
    }
    write_columns(&q, run, one_a_day);
    dateline_status status = q.sql.failed ? fault_memory(e) : stmt_open_once(l, &s, q.sql.data, e);
    if (status == DATELINE_OK) {
        filter_values(&q, &s);
        buf_text(&o->to.text, run->before);
        put_header(o, run);
        status = put_rows(o, &s, run, e);
        stmt_close(&s);
    }
    buf_free(&q.sql);
    return status;
}

static const export_format *find_format(view name)
{
    for (size_t i = 0; i < export_nformats; i++) {
        if (view_equal(view_of(export_formats[i].name), name)) {
            return &export_formats[i];
        }
    }
    return NULL;
}

view export_format_name(size_t n)
{
    return n < export_nformats ? view_of(export_formats[n].name) : VIEW("");
}

static dateline_status put_runs(ledger *l, const ledger_filter *f, const export_options *options,
                                outlet *o, dateline_error *e)
{
    const export_format *x = o->format;
    const export_run *runs = x->table != NULL ? x->table : x->runs;
    size_t n = x->table != NULL ? 1 : 2;
    for (size_t i = 0; i < n && runs[i].columns != NULL; i++) {
        TRY(put_run(l, f, options, &runs[i], o, e));
    }
    buf_text(&o->to.text, x->after);
    return ledger_flush(&o->to, 0, e);
}

dateline_status ledger_export(ledger *l, const ledger_filter *f, const export_options *options,
                              dateline_error *e)
{
    const export_format *format = find_format(options->format);
    if (format == NULL) {
        return fault(e, DATELINE_E_ARGUMENT, "no export format '%.*s'", VIEW_ARG(options->format));
    }
    bool table = format->cells == CELLS_TSV || format->cells == CELLS_CSV;
    outlet o = {.format = format,
                .header = format->header || (options->header && table),
                .to = {.write = options->write, .to = options->to}};
    TRY(export_functions(l, options->know, e));
    dateline_status status = put_runs(l, f, options, &o, e);
    buf_free(&o.to.text);
    return status;
}
