/* Events as rows: TSV, CSV (RFC 4180) and a table for people. */
#include "emit/emit_priv.h"

#include "base/utf8.h"

void write_participants(buf *out, const participant *p, uint32_t n, bool codes)
{
    for (uint32_t i = 0; i < n; i++) {
        buf_text(out, i == 0 ? "" : codes ? "+" : " + ");
        buf_text(out, p[i].actor.code[0] == '\0' ? "---" : p[i].actor.code);
        buf_text(out, p[i].actor.sector);
        if (!codes) {
            buf_char(out, ' ');
            buf_view(out, p[i].name);
        }
    }
}

void write_sources(buf *out, const source *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        buf_text(out, i == 0 ? "" : " < ");
        buf_view(out, s[i].name);
    }
}

enum {
    COLUMN_DOC,
    COLUMN_DATE,
    COLUMN_ENDDATE,
    COLUMN_ACT,
    COLUMN_MODE,
    COLUMN_EVENT,
    COLUMN_CAMEO,
    COLUMN_STATUS,
    COLUMN_ACTORS,
    COLUMN_RECIPIENTS,
    COLUMN_ACTOR_NAMES,
    COLUMN_RECIPIENT_NAMES,
    COLUMN_COUNTRY,
    COLUMN_PLACE,
    COLUMN_SAID_BY,
    COLUMN_TEXT,
    COLUMN_CONFIDENCE,
    COLUMN_ID,
    COLUMNS
};

static const char *const column_names[COLUMNS] = {
    "doc",     "date",   "enddate", "act",        "mode",        "event",
    "cameo",   "status", "actor",   "recipient",  "actor_names", "recipient_names",
    "country", "place",  "said_by", "event_text", "confidence",  "id"};

static void date_cell(buf *out, day d)
{
    char text[16];
    day_format(d, text);
    buf_text(out, text);
}

static void who_cell(buf *out, const event *ev, int column)
{
    const act *a = &ev->merged;
    bool recipients = column == COLUMN_RECIPIENTS || column == COLUMN_RECIPIENT_NAMES;
    bool codes = column == COLUMN_ACTORS || column == COLUMN_RECIPIENTS;
    write_participants(out, recipients ? a->recipients : a->actors,
                       recipients ? a->nrecipients : a->nactors, codes);
}

static void cell(buf *out, const report *r, const event *ev, int column)
{
    const act *a = &ev->merged;
    switch (column) {
    case COLUMN_DOC:
        buf_view(out, r->id);
        break;
    case COLUMN_DATE:
        date_cell(out, a->when.from);
        break;
    case COLUMN_ENDDATE:
        date_cell(out, a->when.to);
        break;
    case COLUMN_ACT:
        buf_text(out, act_name(a->type));
        break;
    case COLUMN_MODE:
        buf_text(out, mode_name(a->mode));
        break;
    case COLUMN_EVENT:
        buf_text(out, act_name(ev->event));
        break;
    case COLUMN_CAMEO:
        buf_text(out, a->cameo);
        break;
    case COLUMN_STATUS:
        buf_text(out, status_name(a->status));
        break;
    case COLUMN_COUNTRY:
        buf_text(out, a->country);
        break;
    case COLUMN_PLACE:
        buf_view(out, a->place < 0 ? VIEW("") : r->places[a->place].name);
        break;
    case COLUMN_SAID_BY:
        write_sources(out, ev->said_by, ev->nsaid_by);
        break;
    case COLUMN_TEXT:
        buf_view(out, report_cut(r, a->event_text));
        break;
    case COLUMN_CONFIDENCE:
        json_number(out, (double)a->confidence, 2);
        break;
    case COLUMN_ID:
        buf_text(out, ev->id);
        break;
    default:
        who_cell(out, ev, column);
        break;
    }
}

/* One cell as TSV (tabs and line ends become blanks) or CSV (quoted where needed). */
static void put_cell(buf *out, view v, bool csv)
{
    bool quote =
        csv && (view_find_char(v, ',', 0) != SIZE_MAX || view_find_char(v, '"', 0) != SIZE_MAX ||
                view_find_char(v, '\n', 0) != SIZE_MAX || view_find_char(v, '\r', 0) != SIZE_MAX);
    if (quote) {
        buf_char(out, '"');
    }
    for (size_t i = 0; i < v.length; i++) {
        char c = v.data[i];
        bool blank = !csv && (c == '\t' || c == '\n' || c == '\r');
        if (quote && c == '"') {
            buf_char(out, '"');
        }
        buf_char(out, blank ? ' ' : c);
    }
    if (quote) {
        buf_char(out, '"');
    }
}

static void end_cell(buf *out, int column, bool csv)
{
    buf_text(out, column + 1 < COLUMNS ? csv ? "," : "\t" : csv ? "\r\n" : "\n");
}

static void rows(const report *r, bool csv, buf *out)
{
    buf one = {0};
    for (size_t i = 0; i < r->nevents; i++) {
        for (int c = 0; c < COLUMNS; c++) {
            buf_clear(&one);
            cell(&one, r, &r->events[i], c);
            put_cell(out, buf_all(&one), csv);
            end_cell(out, c, csv);
        }
    }
    buf_free(&one);
}

/* ---- the table ---------------------------------------------------------------------------------
 */

static const struct {
    int column;
    int width; /* characters */
    const char *title;
} table_columns[] = {
    {COLUMN_DATE, 10, "date"},
    {COLUMN_ENDDATE, 10, "until"},
    {COLUMN_ACT, 9, "act"},
    {COLUMN_MODE, 13, "mode"},
    {COLUMN_STATUS, 8, "status"},
    {COLUMN_ACTORS, 15, "who"},
    {COLUMN_RECIPIENTS, 13, "whom"},
    {COLUMN_COUNTRY, 5, "where"},
    {COLUMN_SAID_BY, 30, "on whose word"},
    {COLUMN_TEXT, 60, "words"},
};
enum { TABLE_COLUMNS = sizeof table_columns / sizeof table_columns[0] };

/* The text in exactly `width` characters, cut with an ellipsis or filled with blanks. */
static void put_fitted(buf *out, view v, int width, bool last)
{
    int count = 0;
    size_t i = 0, room = 0; /* room: where the text ends when it must be cut */
    while (i < v.length && count <= width) {
        if (count == width - 1) {
            room = i;
        }
        size_t step = utf8_length(v, i);
        i += step == 0 ? 1 : step;
        count++;
    }
    bool cut = count > width || i < v.length;
    view shown = view_cut(v, 0, cut ? room : i);
    for (size_t k = 0; k < shown.length; k++) {
        bool blank = shown.data[k] == '\n' || shown.data[k] == '\t' || shown.data[k] == '\r';
        buf_char(out, blank ? ' ' : shown.data[k]);
    }
    if (cut) {
        buf_text(out, "…");
        count = width;
    }
    for (; !last && count < width + 2; count++) {
        buf_char(out, ' ');
    }
}

static void table(const report *r, buf *out)
{
    if (r->nevents > 0) {
        buf_printf(out, "── %.*s", VIEW_ARG(r->id));
        if (r->publisher.length > 0) {
            buf_printf(out, " · %.*s", VIEW_ARG(r->publisher));
        }
        buf_text(out, "\n");
    }
    buf one = {0};
    for (size_t i = 0; i < r->nevents; i++) {
        for (int c = 0; c < TABLE_COLUMNS; c++) {
            buf_clear(&one);
            cell(&one, r, &r->events[i], table_columns[c].column);
            put_fitted(out, buf_all(&one), table_columns[c].width, c + 1 == TABLE_COLUMNS);
        }
        buf_char(out, '\n');
    }
    buf_free(&one);
}

void emit_events_header(emit_format format, buf *out)
{
    for (int c = 0; format == EMIT_TABLE && c < TABLE_COLUMNS; c++) {
        put_fitted(out, view_of(table_columns[c].title), table_columns[c].width,
                   c + 1 == TABLE_COLUMNS);
    }
    bool csv = format == EMIT_CSV;
    for (int c = 0; (csv || format == EMIT_TSV) && c < COLUMNS; c++) {
        buf_text(out, column_names[c]);
        end_cell(out, c, csv);
    }
    buf_text(out, format == EMIT_TABLE ? "\n" : "");
}

void emit_events(const report *r, emit_format format, const char *coder, buf *out)
{
    switch (format) {
    case EMIT_TABLE:
        table(r, out);
        break;
    case EMIT_TSV:
    case EMIT_CSV:
        rows(r, format == EMIT_CSV, out);
        break;
    case EMIT_JSONL:
    case EMIT_CONLLU:
        for (size_t i = 0; i < r->nevents; i++) {
            emit_event(r, &r->events[i], coder, out);
        }
        break;
    }
}
