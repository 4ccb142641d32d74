/* store/export_functions.c - SQL functions of the export formats: codes of countries in other
 * systems, text made safe for XML and for iCalendar (RFC 5545). */
#include "store/export_priv.h"

enum { ICAL_LINE = 75 }; /* octets, RFC 5545 3.1 */

static view argument(sqlite3_value **values)
{
    const char *text = (const char *)sqlite3_value_text(values[0]);
    return text == NULL ? VIEW("") : (view){text, (size_t)sqlite3_value_bytes(values[0])};
}

static void give(sqlite3_context *c, view v)
{
    sqlite3_result_text(c, v.data, (int)v.length, SQLITE_TRANSIENT);
}

static void give_buf(sqlite3_context *c, buf *b)
{
    if (b->failed) {
        sqlite3_result_error_nomem(c);
    } else {
        give(c, buf_all(b));
    }
    buf_free(b);
}

static bool find(sqlite3_context *c, sqlite3_value **values, know_country *out)
{
    const know *k = sqlite3_user_data(c);
    return k != NULL && know_country_find(k, argument(values), out);
}

static void fips(sqlite3_context *c, int n, sqlite3_value **values)
{
    (void)n;
    know_country country;
    give(c, find(c, values, &country) ? view_of(country.fips) : VIEW(""));
}

static void cow(sqlite3_context *c, int n, sqlite3_value **values)
{
    (void)n;
    know_country country;
    if (find(c, values, &country) && country.cow != 0) {
        sqlite3_result_int(c, country.cow);
    } else {
        give(c, VIEW(""));
    }
}

/* The code itself where no country has it. */
static void country_name(sqlite3_context *c, int n, sqlite3_value **values)
{
    (void)n;
    know_country country;
    give(c, find(c, values, &country) ? country.name : argument(values));
}

static void is_state(sqlite3_context *c, int n, sqlite3_value **values)
{
    (void)n;
    static const char *const others[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};
    view code = argument(values);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        code = view_equal(code, view_of(others[i])) ? VIEW("") : code;
    }
    give(c, code);
}

static void xml(sqlite3_context *c, int n, sqlite3_value **values)
{
    (void)n;
    view v = argument(values);
    buf b = {0};
    for (size_t i = 0; i < v.length; i++) {
        unsigned char ch = (unsigned char)v.data[i];
        switch (ch) {
        case '&':
            buf_text(&b, "&amp;");
            break;
        case '<':
            buf_text(&b, "&lt;");
            break;
        case '>':
            buf_text(&b, "&gt;");
            break;
        case '"':
            buf_text(&b, "&quot;");
            break;
        default:
            buf_char(&b, ch < 0x20 ? ' ' : (char)ch);
        }
    }
    give_buf(c, &b);
}

/* A line of iCalendar: its value escaped, folded to 75 octets between characters. */
static void ical(sqlite3_context *c, int n, sqlite3_value **values)
{
    (void)n;
    view v = argument(values);
    buf b = {0};
    size_t column = 0;
    for (size_t i = 0; i < v.length; i++) {
        char ch = v.data[i];
        bool begins = ((unsigned char)ch & 0xC0U) != 0x80U;
        if (begins && column + 4 > ICAL_LINE) {
            buf_text(&b, "\n ");
            column = 1;
        }
        bool escaped = ch == ',' || ch == ';' || ch == '\\' || ch == '\n';
        buf_text(&b, escaped ? "\\" : "");
        buf_char(&b, ch == '\n' ? 'n' : ch == '\r' || ch == '\t' ? ' ' : ch);
        column += escaped ? 2 : 1;
    }
    buf_char(&b, '\n');
    give_buf(c, &b);
}

dateline_status export_functions(ledger *l, const know *k, dateline_error *e)
{
    static const struct {
        const char *name;
        void (*run)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {{"fips", fips},         {"cow", cow}, {"country_name", country_name},
                     {"is_state", is_state}, {"xml", xml}, {"ical", ical}};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        /* SQLite's interface has no const; the functions only read. */
        void *data = (void *)(uintptr_t)k;
        if (sqlite3_create_function_v2(l->db, functions[i].name, 1,
                                       SQLITE_UTF8 | SQLITE_DETERMINISTIC, data, functions[i].run,
                                       NULL, NULL, NULL) != SQLITE_OK) {
            return ledger_fault(l, "ask", e);
        }
    }
    return DATELINE_OK;
}
