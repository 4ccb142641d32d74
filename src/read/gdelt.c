/* GDELT's event, mention and knowledge graph lists hold addresses and what GDELT made of the pages,
 * but no text: a row is a report of its address, date and outlet, with the page's title as its
 * headline where the graph holds it, and with nothing but the address as text where it does not
 * (so are the rows of sitemaps); `dateline watch` fetches the pages.  What GDELT coded is left to
 * GDELT.  Columns as in GDELT's codebooks 1.03 and 2.0, GKG 2.1. */
#include "read/page_priv.h"

typedef struct {
    size_t columns;  /* of the list */
    size_t id, date; /* columns, from 0 */
    size_t address;
    size_t outlet, extras; /* NONE = no such column */
} gdelt_list;

enum { NONE = 99 };

static const gdelt_list lists[] = {
    {61, 0, 59, 60, NONE, NONE}, {58, 0, 56, 57, NONE, NONE}, {57, 0, 1, 57, NONE, NONE},
    {16, 0, 2, 5, 4, NONE},      {27, 0, 1, 4, 3, 26},        {11, 1, 0, 10, 9, NONE},
};

static size_t count_columns(view line)
{
    size_t n = 1;
    for (size_t i = 0; i < line.length; i++) {
        n += line.data[i] == '\t';
    }
    return n;
}

static view column(view line, size_t i)
{
    view cell = VIEW("");
    for (size_t k = 0; k <= i; k++) {
        if (!view_split(&line, '\t', &cell)) {
            return VIEW("");
        }
    }
    return cell;
}

static const gdelt_list *list_of(view line)
{
    size_t n = count_columns(line);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (n == lists[i].columns && column(line, lists[i].id).length > 0 &&
            stamp_day(column(line, lists[i].date)) != DAY_NONE) {
            return &lists[i];
        }
    }
    return NULL;
}

static bool sniff(view head)
{
    view line = VIEW("");
    (void)view_split(&head, '\n', &line);
    line = view_ends(line, VIEW("\r")) ? view_cut(line, 0, line.length - 1) : line;
    return list_of(line) != NULL && view_find(line, VIEW("://"), 0) != SIZE_MAX;
}

/* "<PAGE_TITLE>Two arrested</PAGE_TITLE>" of the graph's extras, its character references as
 * letters. */
static view title_in(view extras, arena *a)
{
    size_t begin = view_find(extras, VIEW("<PAGE_TITLE>"), 0);
    size_t end = begin == SIZE_MAX ? SIZE_MAX : view_find(extras, VIEW("</PAGE_TITLE>"), begin);
    return end == SIZE_MAX ? VIEW("") : page_plain(view_cut(extras, begin + 12, end), a);
}

static dateline_status make(input *in, const gdelt_list *list, view line, view origin, report **r,
                            dateline_error *e)
{
    char published[16];
    view address = column(line, list->address);
    day_format(stamp_day(column(line, list->date)), published);
    size_t more = view_find(address, VIEW("<UDIV>"), 0); /* GKG 1 lists all pages of an event */
    address = view_cut(address, 0, more == SIZE_MAX ? address.length : more);
    read_fields f = {.id = address,
                     .url = address,
                     .published = view_of(published),
                     .publisher = column(line, list->outlet),
                     .title = title_in(column(line, list->extras), in->scratch)};
    draft d;
    draft_begin(&d, in->scratch);
    bool stored = draft_add(&d, part_like(PART_HEADLINE, VIEW(""), VIEW(""), DAY_NONE), f.title) &&
                  (f.title.length > 0 || draft_plain(&d, address));
    dateline_status status = stored ? reader_make_draft(in, f, &d, origin, r, e) : fault_memory(e);
    draft_free(&d);
    return status;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    view line;
    in->number++;
    dateline_status status = stream_line(&in->stream, READ_LINE_LIMIT, &line, e);
    if (status == DATELINE_END) {
        return status;
    }
    view origin =
        arena_printf(in->scratch, "%s:%llu", in->path.data, (unsigned long long)in->number);
    const gdelt_list *list = status == DATELINE_OK ? list_of(line) : NULL;
    if (list != NULL) {
        status = make(in, list, line, origin, r, e);
    } else if (status == DATELINE_OK) {
        status = fault(e, DATELINE_E_FORMAT, "a row of %zu columns is none of GDELT's lists",
                       count_columns(line));
        fault_hint(e,
                   "the lists have 61, 58, 57 (events), 16 (mentions), 27 or 11 (graph) columns");
    }
    if (status == DATELINE_OK) {
        return status;
    }
    fault_where(e, in->path.data, in->number, 0);
    view id = list == NULL ? VIEW("") : column(line, list->id);
    return reader_reject(in, id, origin, status, reject);
}

const read_kind read_kind_gdelt = {"gdelt", sniff, next, NULL, NULL};
