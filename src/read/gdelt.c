/* GDELT's event, mention and knowledge graph lists hold addresses and what GDELT made of the pages,
 * but no text: each row becomes a reject that names its address, so that nothing is counted as read
 * and the pages can be fetched.  Columns as in GDELT's codebooks 1.03 and 2.0, GKG 2.1. */
#include "read/read_priv.h"

typedef struct {
    size_t columns;  /* of the list */
    size_t id, date; /* columns, from 0 */
    size_t address;
    const char *name;
} gdelt_list;

static const gdelt_list lists[] = {
    {61, 0, 59, 60, "event"}, {58, 0, 56, 57, "event"},         {57, 0, 1, 57, "event"},
    {16, 0, 2, 5, "mention"}, {27, 0, 1, 4, "knowledge graph"}, {11, 1, 0, 10, "knowledge graph"},
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

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    (void)r;
    view line;
    in->number++;
    dateline_status status = stream_line(&in->stream, READ_LINE_LIMIT, &line, e);
    if (status == DATELINE_END) {
        return status;
    }
    view id = VIEW("");
    const gdelt_list *list = status == DATELINE_OK ? list_of(line) : NULL;
    if (list != NULL) {
        view address = column(line, list->address);
        char published[16];
        day_format(stamp_day(column(line, list->date)), published);
        id = column(line, list->id);
        status = fault(e, DATELINE_E_FORMAT, "GDELT's %s list gives no text, only %.*s", list->name,
                       VIEW_ARG(address));
        fault_hint(e, "fetch the page and give it with --published %s", published);
    } else if (status == DATELINE_OK) {
        status = fault(e, DATELINE_E_FORMAT, "a row of %zu columns is none of GDELT's lists",
                       count_columns(line));
        fault_hint(e,
                   "the lists have 61, 58, 57 (events), 16 (mentions), 27 or 11 (graph) columns");
    }
    fault_where(e, in->path.data, in->number, 0);
    view origin =
        arena_printf(in->scratch, "%s:%llu", in->path.data, (unsigned long long)in->number);
    return reader_reject(in, id, origin, status, reject);
}

const read_kind read_kind_gdelt = {"gdelt", sniff, next, NULL, NULL};
