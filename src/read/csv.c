/* CSV (RFC 4180) and its relatives with tabs, semicolons or bars: the first row names the columns,
 * each further row is a report.  A quote closes a field only before a separator or a line end, so
 * that quotes which nobody doubled stay in the text. */
#include "read/fields_priv.h"

enum {
    FIRST_WINDOW = 64 << 10,
    COLUMNS = 1024,
    SNIFFED_ROWS = 4,
    COLUMN_NAME = 60,
    NAMES_BYTES = 16 << 10,
    UNCLOSED_LIMIT = 50
};

typedef struct {
    view *cells; /* [ncells] as they stand, quotes and all, in the stream's window */
    size_t ncells;
    size_t length; /* bytes, line end included */
    size_t lines;
} row;

typedef struct {
    char separator;
    view *names; /* [ncolumns] */
    size_t ncolumns;
    int column[FIELD_COUNT]; /* -1 = none */
    row row;
    size_t unclosed; /* quotes so far */
    uint64_t line;   /* of the row that is being read */
} csv;

/* ---- rows --------------------------------------------------------------------------------------
 */

typedef enum { ROW_WHOLE, ROW_UNFINISHED, ROW_UNCLOSED } row_state;

/* Where the quoted field that begins at `at` ends, behind its quote; SIZE_MAX = not in v. */
static size_t quoted_end(view v, size_t at, char separator, bool all)
{
    for (size_t i = at + 1; i < v.length; i++) {
        i = view_find_char(v, '"', i);
        if (i == SIZE_MAX) {
            return SIZE_MAX;
        }
        bool doubled = i + 1 < v.length && v.data[i + 1] == '"';
        bool last = i + 1 == v.length;
        if ((last && all) || (!last && (v.data[i + 1] == separator || v.data[i + 1] == '\n' ||
                                        v.data[i + 1] == '\r'))) {
            return i + 1;
        }
        i += doubled;
    }
    return SIZE_MAX;
}

static size_t plain_end(view v, size_t at, char separator)
{
    while (at < v.length && v.data[at] != separator && v.data[at] != '\n') {
        at++;
    }
    return at;
}

/* Cuts the row that v begins with into cells; `all`: nothing stands behind v. */
static row_state cut_row(view v, char separator, bool all, row *out)
{
    size_t at = 0;
    out->ncells = 0;
    for (;;) {
        bool quoted = at < v.length && v.data[at] == '"';
        size_t end = quoted ? quoted_end(v, at, separator, all) : plain_end(v, at, separator);
        if (end == SIZE_MAX) {
            return all ? ROW_UNCLOSED : ROW_UNFINISHED;
        }
        size_t stop = quoted ? plain_end(v, end, separator) : end;
        if (stop == v.length && !all) {
            return ROW_UNFINISHED;
        }
        if (out->ncells < COLUMNS) {
            out->cells[out->ncells++] = view_cut(v, at, quoted ? end : stop);
        }
        at = stop + 1;
        if (stop >= v.length || v.data[stop] == '\n') {
            out->length = stop < v.length ? stop + 1 : v.length;
            return ROW_WHOLE;
        }
    }
}

/* A cell's words: without its quotes, doubled ones single. */
static view words_of(view cell, arena *a)
{
    if (cell.length < 2 || cell.data[0] != '"' || cell.data[cell.length - 1] != '"') {
        return view_ends(cell, VIEW("\r")) ? view_cut(cell, 0, cell.length - 1) : cell;
    }
    char *out = ARENA_ARRAY(a, char, cell.length);
    size_t n = 0;
    for (size_t i = 1; out != NULL && i + 1 < cell.length; i++) {
        out[n++] = cell.data[i];
        i += cell.data[i] == '"' && i + 2 < cell.length && cell.data[i + 1] == '"';
    }
    return out == NULL ? VIEW("") : (view){out, n};
}

/* ---- columns ------------------------------------------------------------------------------------
 */

static int column_named(const csv *t, view name)
{
    for (size_t i = 0; i < t->ncolumns; i++) {
        if (view_equal_nocase(t->names[i], name)) {
            return (int)i;
        }
    }
    return -1;
}

/* Names differ in blanks and underscores as much as in case: "Pub Date". */
static int column_alias(const csv *t, const char *alias, arena *scratch)
{
    view spaced = arena_copy(scratch, view_of(alias));
    char *at = (char *)(uintptr_t)spaced.data;
    for (size_t i = 0; i < spaced.length; i++) {
        at[i] = at[i] == '_' ? ' ' : at[i];
    }
    int found = column_named(t, view_of(alias));
    return found >= 0 ? found : column_named(t, spaced);
}

/* Beside a "target", "source" is who acts, not who publishes. */
static bool is_dyad(view name)
{
    return view_equal_nocase(name, VIEW("source"));
}

static void find_columns(input *in, csv *t)
{
    for (field f = 0; f < FIELD_COUNT; f++) {
        view mapped = field_mapped(in->options->map, f);
        t->column[f] = mapped.length > 0 ? column_named(t, mapped) : -1;
        for (size_t i = 0; mapped.length == 0 && t->column[f] < 0 && field_name(f, i) != NULL;
             i++) {
            t->column[f] = column_alias(t, field_name(f, i), in->scratch);
        }
        bool dyad = t->column[f] >= 0 && mapped.length == 0 && is_dyad(t->names[t->column[f]]);
        t->column[f] = dyad && column_named(t, VIEW("target")) >= 0 ? -1 : t->column[f];
    }
}

/* The mark that stands most often in the line, outside quotes. */
static char separator_of(view line)
{
    static const char marks[] = {'\t', ',', ';', '|'};
    size_t counts[sizeof marks] = {0}, best = 1;
    bool quoted = false;
    for (size_t k = 0; k < line.length; k++) {
        quoted = quoted != (line.data[k] == '"');
        for (size_t i = 0; !quoted && i < sizeof marks; i++) {
            counts[i] += line.data[k] == marks[i];
        }
    }
    for (size_t i = 0; i < sizeof marks; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return marks[best];
}

static view first_line(view head)
{
    view line = VIEW("");
    (void)view_split(&head, '\n', &line);
    return line;
}

static view without_mark(view v)
{
    return view_starts(v, VIEW("\xEF\xBB\xBF")) ? view_cut(v, 3, v.length) : v;
}

/* Short names, none of them a number, no two words of a sentence's end; an index of rows before
 * them often has none. */
static bool names_columns(const row *r)
{
    for (size_t i = 0; i < r->ncells; i++) {
        int64_t number;
        view name = view_trim(r->cells[i]);
        if ((name.length == 0 && i > 0) || name.length > COLUMN_NAME || view_int(name, &number) ||
            view_find(name, VIEW(". "), 0) != SIZE_MAX) {
            return false;
        }
    }
    return r->ncells >= 2;
}

static bool names_text(const row *r)
{
    for (size_t i = 0; i < r->ncells; i++) {
        view name = view_trim(r->cells[i]);
        bool quoted = name.length > 2 && name.data[0] == '"';
        name = quoted ? view_cut(name, 1, name.length - 1) : name;
        for (size_t k = 0; field_name(FIELD_TEXT, k) != NULL; k++) {
            if (view_equal_nocase(name, view_of(field_name(FIELD_TEXT, k)))) {
                return true;
            }
        }
    }
    return false;
}

/* A first row of short names is a table's when one of them is a name for the text, or when rows of
 * as many cells follow it. */
static bool sniff(view head)
{
    view cells[COLUMNS] = {{0}};
    row r = {.cells = cells};
    head = without_mark(head);
    view names = first_line(head);
    if (names.length > NAMES_BYTES) {
        return false;
    }
    char separator = separator_of(names);
    if (cut_row(head, separator, false, &r) != ROW_WHOLE || !names_columns(&r)) {
        return false;
    }
    size_t columns = r.ncells, rows = 1;
    bool told = names_text(&r);
    while (!told && rows < SNIFFED_ROWS) {
        head = view_cut(head, r.length, head.length);
        if (cut_row(head, separator, false, &r) != ROW_WHOLE || r.ncells != columns) {
            break;
        }
        rows++;
    }
    return told || (rows >= 3 && columns >= (separator == '\t' ? 2 : 4));
}

/* ---- reading ------------------------------------------------------------------------------------
 */

static dateline_status unclosed(input *in, csv *t, size_t searched, dateline_error *e)
{
    view v;
    TRY(stream_peek(&in->stream, searched, &v, e));
    size_t line = view_find_char(v, '\n', 0);
    fault_at(e, DATELINE_E_FORMAT, in->path.data, t->line,
             "a quote that is opened in this row is never closed");
    fault_hint(e, "close it, or double the quotes within a field; the next line was read as a row");
    stream_skip(&in->stream, line == SIZE_MAX ? v.length : line + 1);
    t->row.lines = 1;
    if (++t->unclosed >= UNCLOSED_LIMIT) {
        in->done = true;
        fault_hint(e,
                   "this is the %dth such row: the file does not quote as CSV does; write it as "
                   "JSONL or TSV",
                   UNCLOSED_LIMIT);
    }
    return DATELINE_E_FORMAT;
}

/* The next row; it stands in the stream's window until the next call. */
static dateline_status next_row(input *in, csv *t, dateline_error *e)
{
    t->line += t->row.lines;
    t->row.lines = 0;
    for (size_t window = FIRST_WINDOW;; window *= 2) {
        view v;
        TRY(stream_peek(&in->stream, window, &v, e));
        if (v.length == 0) {
            return DATELINE_END;
        }
        bool all = v.length < window || window > READ_TEXT_LIMIT;
        row_state state = cut_row(v, t->separator, v.length < window, &t->row);
        if (state == ROW_WHOLE) {
            for (size_t i = 0; i < t->row.length; i++) {
                t->row.lines += v.data[i] == '\n';
            }
            stream_skip(&in->stream, t->row.length);
            return DATELINE_OK;
        }
        if (all) {
            return unclosed(in, t, v.length, e);
        }
    }
}

static dateline_status no_text_column(input *in, const csv *t, dateline_error *e)
{
    buf names = {0};
    for (size_t i = 0; i < t->ncolumns && names.length < 150; i++) {
        buf_printf(&names, "%s%.*s", i == 0 ? "" : ", ", VIEW_ARG(t->names[i]));
    }
    buf_char(&names, '\0');
    in->done = true;
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 1, "no column of the table holds the text");
    fault_hint(e, "say which: --map text=NAME, published=NAME ...; the columns are %s",
               names.failed ? "many" : names.data);
    buf_free(&names);
    return DATELINE_E_FORMAT;
}

static dateline_status begin(input *in, csv *t, dateline_error *e)
{
    view v;
    TRY(stream_peek(&in->stream, FIRST_WINDOW, &v, e));
    stream_skip(&in->stream, v.length - without_mark(v).length);
    *t = (csv){.separator = separator_of(first_line(without_mark(v))), .line = 1};
    t->row.cells = ARENA_ARRAY(in->arena, view, COLUMNS);
    t->names = ARENA_ARRAY(in->arena, view, COLUMNS);
    if (t->row.cells == NULL || t->names == NULL) {
        return fault_memory(e);
    }
    TRY(next_row(in, t, e));
    t->ncolumns = t->row.ncells;
    for (size_t i = 0; i < t->ncolumns; i++) {
        t->names[i] = arena_copy(in->arena, view_trim(words_of(t->row.cells[i], in->scratch)));
    }
    find_columns(in, t);
    return t->column[FIELD_TEXT] < 0 ? no_text_column(in, t, e) : DATELINE_OK;
}

static dateline_status make(input *in, const csv *t, view origin, report **r, view *id,
                            dateline_error *e)
{
    read_fields f = {0};
    for (field i = 0; i < FIELD_COUNT; i++) {
        bool told = t->column[i] >= 0 && (size_t)t->column[i] < t->row.ncells;
        *field_place(&f, i) = told ? words_of(t->row.cells[t->column[i]], in->scratch) : VIEW("");
    }
    f.published = view_trim(f.published);
    *id = f.id;
    if (t->row.ncells != t->ncolumns) {
        fault_at(e, DATELINE_E_FORMAT, in->path.data, t->line,
                 "the row has %zu cells, the table %zu columns", t->row.ncells, t->ncolumns);
        fault_hint(e, "put quotes around a field that holds the separator '%c'",
                   t->separator == '\t' ? ' ' : t->separator);
        return DATELINE_E_FORMAT;
    }
    dateline_status status = reader_make(in, f, origin, r, e);
    if (status != DATELINE_OK && e != NULL) {
        fault_where(e, in->path.data, t->line, e->offset);
    }
    return status;
}

static bool blank_row(const csv *t)
{
    return t->row.ncells == 1 && view_trim(t->row.cells[0]).length == 0;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    csv *t = in->state == NULL ? ARENA_NEW(in->arena, csv) : in->state;
    if (t == NULL) {
        return fault_memory(e);
    }
    dateline_status status = DATELINE_OK;
    if (in->state == NULL) {
        in->state = t;
        status = begin(in, t, e);
    }
    do {
        status = status == DATELINE_OK ? next_row(in, t, e) : status;
    } while (status == DATELINE_OK && blank_row(t));
    if (status == DATELINE_END) {
        return status;
    }
    in->number++;
    view origin = arena_printf(in->scratch, "%s:%llu", in->path.data, (unsigned long long)t->line);
    view id = VIEW("");
    if (status == DATELINE_OK) {
        status = make(in, t, origin, r, &id, e);
    }
    return status == DATELINE_OK ? status : reader_reject(in, id, origin, status, reject);
}

const read_kind read_kind_csv = {"csv", sniff, next, NULL, NULL};
