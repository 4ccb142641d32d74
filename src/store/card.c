/* store/card.c - one event for a reader: what it is, then every telling with all its words. */
#include "store/store_priv.h"

enum { LINE = 78 };

/* The text in lines of LINE characters, each indented. */
static void wrapped(buf *out, view text, int indent)
{
    int column = 0;
    view word;
    while (view_split(&text, ' ', &word)) {
        int width = 0;
        for (size_t i = 0; i < word.length; i++) {
            width += ((unsigned char)word.data[i] & 0xC0U) != 0x80U;
        }
        if (column > 0 && column + 1 + width > LINE) {
            buf_char(out, '\n');
            column = 0;
        }
        if (column == 0) {
            buf_printf(out, "%*s", indent, "");
            column = indent;
        } else {
            buf_char(out, ' ');
            column++;
        }
        for (size_t i = 0; i < word.length; i++) {
            bool blank = word.data[i] == '\n' || word.data[i] == '\r' || word.data[i] == '\t';
            buf_char(out, blank ? ' ' : word.data[i]);
        }
        column += width;
    }
    buf_char(out, '\n');
}

/* One row, its columns the lines of the head. */
static const char head[] =
    "SELECT 'Event ' || event || ': ' || rtrim(act || ' ' || mode) || ', ' || status, "
    "CASE WHEN date = '' THEN 'not dated' WHEN date = enddate THEN date ELSE date || ' to ' || "
    "enddate END AS \"when\", "
    "(SELECT group_concat(code || sector || ' ' || name || CASE office WHEN '' THEN '' ELSE ' (' "
    "|| office || ')' END, '; ') FROM event_actor JOIN actors USING (actor) WHERE "
    "event_actor.event = events.event AND role = 'actor') AS who, "
    "(SELECT group_concat(code || sector || ' ' || name || CASE office WHEN '' THEN '' ELSE ' (' "
    "|| office || ')' END, '; ') FROM event_actor JOIN actors USING (actor) WHERE "
    "event_actor.event = events.event AND role = 'recipient') AS whom, "
    "trim(place || CASE WHEN place <> '' AND country <> '' THEN ', ' ELSE '' END || country || "
    "CASE "
    "WHEN latitude IS NULL THEN '' ELSE printf(' (%.2f, %.2f)', latitude, longitude) END) AS "
    "\"where\", "
    "printf('CAMEO %s, Goldstein %.1f, PLOVER scale %.1f, confidence %.2f', cameo, goldstein, "
    "event_scale, confidence) AS scores, "
    "nsources || ' independent source' || CASE nsources WHEN 1 THEN '' ELSE 's' END || ', ' || "
    "nreports || ' report' || CASE nreports WHEN 1 THEN '' ELSE 's' END || ', ' || ntellings || ' "
    "telling' || CASE ntellings WHEN 1 THEN '' ELSE 's' END AS \"told by\" "
    "FROM events WHERE event = ?";

dateline_status card_head(ledger *l, const char *event, buf *out, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s, head, e));
    stmt_text(&s, view_of(event));
    dateline_status status = stmt_step(&s, e);
    if (status == DATELINE_OK) {
        buf_view(out, stmt_column(&s, 0));
        buf_char(out, '\n');
        for (int c = 1; c < sqlite3_column_count(s.handle); c++) {
            view v = stmt_column(&s, c);
            if (v.length > 0) {
                buf_printf(out, "  %-8s", sqlite3_column_name(s.handle, c));
                buf_view(out, v);
                buf_char(out, '\n');
            }
        }
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* Columns of ask_show. */
enum {
    EVENT,
    DOC,
    PUBLISHER,
    PUBLISHED,
    START,
    END,
    WORDS,
    POST_AUTHOR,
    POST_DATE,
    SAID_BY,
    KIND,
    ORIGIN,
    COUNT,
    DIFFERS
};

static void put(buf *out, const char *before, view v, const char *after)
{
    if (v.length > 0) {
        buf_text(out, before);
        buf_view(out, v);
        buf_text(out, after);
    }
}

static void telling_card(const stmt *s, buf *out)
{
    view kind = stmt_column(s, KIND);
    view publisher = stmt_column(s, PUBLISHER);
    buf_char(out, '\n');
    put(out, "", publisher.length > 0 ? publisher : stmt_column(s, DOC), "");
    put(out, ", ", stmt_column(s, PUBLISHED), "");
    if (!view_equal(kind, VIEW("own"))) {
        put(out, ": ", kind, " of ");
        put(out, "", stmt_column(s, ORIGIN), "");
    }
    put(out, "  [", stmt_column(s, DOC), "]");
    put(out, " bytes ", stmt_column(s, START), "-");
    put(out, "", stmt_column(s, END), "\n");
    wrapped(out, stmt_column(s, WORDS), 4);
    put(out, "  in a post by ", stmt_column(s, POST_AUTHOR), "");
    if (stmt_column(s, POST_AUTHOR).length > 0) {
        put(out, " of ", stmt_column(s, POST_DATE), "");
        buf_char(out, '\n');
    }
    put(out, "  said by ", stmt_column(s, SAID_BY), "\n");
    put(out, "  counts ", stmt_column(s, COUNT), "\n");
    put(out, "  DIFFERS: ", stmt_column(s, DIFFERS), "\n");
}

dateline_status card_tellings(stmt *s, buf *out, dateline_error *e)
{
    dateline_status status = stmt_step(s, e);
    for (; status == DATELINE_OK; status = stmt_step(s, e)) {
        telling_card(s, out);
    }
    return status == DATELINE_END ? DATELINE_OK : status;
}
