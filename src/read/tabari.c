/* TABARI's own text format (manual ch. 4): a line "YYMMDD ID ...", the record's text in lines, a
 * blank line.  The text keeps its line ends. */
#include "read/read_priv.h"

enum { YEAR_PIVOT = 30 };

typedef struct {
    buf text;
    view id;
    char published[16];
} tabari;

/* "990105" or "20220718" in front of a blank and an id. */
static bool record_line(view line, day *published, view *id)
{
    size_t n = 0;
    while (n < line.length && ascii_digit(line.data[n])) {
        n++;
    }
    int64_t date;
    if ((n != 6 && n != 8) || n == line.length || !ascii_space(line.data[n]) ||
        !view_int(view_cut(line, 0, n), &date)) {
        return false;
    }
    int year = (int)(date / 10000), month = (int)(date / 100 % 100), of_month = (int)(date % 100);
    year += n == 8 ? 0 : year <= YEAR_PIVOT ? 2000 : 1900;
    view rest = view_trim(view_cut(line, n, line.length));
    size_t blank = 0;
    while (blank < rest.length && !ascii_space(rest.data[blank])) {
        blank++;
    }
    *id = view_cut(rest, 0, blank);
    bool valid = year > 1900 && civil_valid(year, month, of_month) && id->length > 0;
    *published = valid ? day_of(year, month, of_month) : DAY_NONE;
    return valid;
}

static bool blank_line(view line)
{
    return view_trim(line).length == 0;
}

/* A record's line, lines of text, a blank line, and another record unless the file ends. */
static bool sniff(view head)
{
    view line, id;
    day published;
    size_t lines = 0;
    if (!view_split(&head, '\n', &line) || !record_line(line, &published, &id)) {
        return false;
    }
    while (view_split(&head, '\n', &line) && !blank_line(line)) {
        lines++;
    }
    while (view_split(&head, '\n', &line)) {
        if (!blank_line(line)) {
            return lines > 0 && record_line(line, &published, &id);
        }
    }
    return lines > 0;
}

/* Takes the next record; lines outside records are passed over. */
static dateline_status take_record(input *in, tabari *t, dateline_error *e)
{
    view line, id;
    day published;
    do {
        in->number++;
        TRY(stream_line(&in->stream, READ_TEXT_LIMIT, &line, e));
    } while (!record_line(line, &published, &id));
    t->id = arena_copy(in->scratch, id);
    day_format(published, t->published);
    buf_clear(&t->text);
    for (;;) {
        in->number++;
        dateline_status status = stream_line(&in->stream, READ_TEXT_LIMIT, &line, e);
        if (status == DATELINE_END || (status == DATELINE_OK && blank_line(line))) {
            return t->text.failed ? fault_memory(e) : DATELINE_OK;
        }
        TRY(status);
        buf_text(&t->text, t->text.length > 0 ? "\n" : "");
        buf_view(&t->text, line);
        if (t->text.length > READ_TEXT_LIMIT) {
            (void)fault(e, DATELINE_E_LIMIT, "a record is longer than %d bytes", READ_TEXT_LIMIT);
            fault_hint(e, "a blank line must end each record");
            return DATELINE_E_LIMIT;
        }
    }
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    tabari *t = in->state == NULL ? ARENA_NEW(in->arena, tabari) : in->state;
    if (t == NULL) {
        return fault_memory(e);
    }
    in->state = t;
    t->id = VIEW("");
    dateline_status status = take_record(in, t, e);
    if (status == DATELINE_END) {
        return status;
    }
    view origin =
        arena_printf(in->scratch, "%s:%llu", in->path.data, (unsigned long long)in->number);
    if (status == DATELINE_OK) {
        read_fields f = {
            .id = t->id, .text = buf_all(&t->text), .published = view_of(t->published)};
        status = reader_make(in, f, origin, r, e);
    } else {
        fault_where(e, in->path.data, in->number, 0);
    }
    return status == DATELINE_OK ? status : reader_reject(in, t->id, origin, status, reject);
}

static void close_tabari(input *in)
{
    tabari *t = in->state;
    if (t != NULL) {
        buf_free(&t->text);
    }
}

const read_kind read_kind_tabari = {"tabari", sniff, next, NULL, close_tabari};
