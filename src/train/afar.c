/* train/afar.c - annotated texts found in `shared`. */
#include "train/afar.h"

#include <stdlib.h>

#include "train/geoxml.h"
#include "train/timeml.h"
#include "train/tsv.h"

typedef VEC(view) text_list;

enum { MOST = 100000 }; /* texts of a set */

/* ---- files of one text -------------------------------------------------------------------- */

static bool fetch_newswire(const afar_texts *t, gold_report *report)
{
    view bytes;
    view path = arena_printf(t->a, "%s/data/worldwide-newswire/text/%.*s.txt", t->shared,
                             VIEW_ARG(report->id));
    return file_exists(path.data) &&
           file_read(path.data, t->a, (size_t)1 << 24, &bytes, NULL) == DATELINE_OK &&
           gold_take_newswire(t->a, report, bytes);
}

static bool fetch_timebank(const afar_texts *t, const char *part, gold_report *report)
{
    timeml m;
    view path =
        arena_printf(t->a, "%s/data/timebank/%s/%.*s.tml", t->shared, part, VIEW_ARG(report->id));
    if (!file_exists(path.data) || timeml_read(path.data, &m, NULL) != DATELINE_OK) {
        return false;
    }
    view text = arena_copy(t->a, m.report->text);
    timeml_free(&m);
    return gold_take_text(report, text);
}

/* ---- files of many texts ------------------------------------------------------------------ */

static void read_relations(arena *a, view file, text_list *out)
{
    view header = VIEW("");
    view row;
    (void)view_split(&file, '\n', &header);
    const size_t id = tsv_column(header, VIEW("sentence_id"));
    const size_t sentence = tsv_column(header, VIEW("sentence"));
    while (id != SIZE_MAX && sentence != SIZE_MAX && view_split(&file, '\n', &row)) {
        const size_t number = strtoul(tsv_cell(row, id).data, NULL, 10);
        while (out->count <= number && number < MOST && VEC_PUSH(out, a, VIEW(""))) {
        }
        if (number < out->count) {
            out->at[number] = tsv_cell(row, sentence);
        }
    }
}

/* Where the cell that a row of commas (RFC 4180) begins with ends. */
static size_t cell_end(view rest)
{
    bool quoted = false;
    size_t i = 0;
    for (; i < rest.length; i++) {
        quoted ^= rest.data[i] == '"';
        if (!quoted && (rest.data[i] == ',' || rest.data[i] == '\n')) {
            break;
        }
    }
    return i;
}

/* Without its quotes, doubled ones single. */
static view undo_quotes(arena *a, view cell)
{
    char *out = ARENA_ARRAY(a, char, cell.length + 1);
    size_t n = 0;
    for (size_t i = 1; out != NULL && i + 1 < cell.length; i++) {
        out[n++] = cell.data[i];
        i += cell.data[i] == '"';
    }
    return out == NULL ? VIEW("") : (view){out, n};
}

static void read_stories(arena *a, view file, text_list *out)
{
    enum { TEXT = 1 }; /* the column */
    int column = 0;
    for (bool heading = true; file.length > 0;) {
        size_t end = cell_end(file);
        view cell = view_cut(file, 0, end);
        if (column == TEXT && !heading) {
            (void)VEC_PUSH(out, a,
                           cell.length > 0 && cell.data[0] == '"' ? undo_quotes(a, cell) : cell);
        }
        bool last = end < file.length && file.data[end] == '\n';
        column = last ? 0 : column + 1;
        heading = heading && !last;
        file = view_cut(file, end + 1, file.length);
    }
}

static void read_geovirus(arena *a, const char *path, text_list *out)
{
    geo_file f;
    if (geo_read(path, a, &f, NULL) == DATELINE_OK) {
        for (size_t i = 0; i < f.narticles; i++) {
            (void)VEC_PUSH(out, a, f.articles[i].text);
        }
    }
}

/* ---- files of many documents -------------------------------------------------------------- */

/* What the file says of one document; empty = it has none of that id. */
static view find_document(arena *a, view file, view id)
{
    const view opens = arena_printf(a, "# newdoc id = %.*s\n", VIEW_ARG(id));
    const size_t at = view_find(file, opens, 0);
    const size_t end = at == SIZE_MAX ? at : view_find(file, VIEW("# newdoc"), at + opens.length);
    return at == SIZE_MAX ? VIEW("") : view_cut(file, at, end == SIZE_MAX ? file.length : end);
}

/* The running text of a document of CoNLL-U: what its comments say of sentences, a blank between
 * two, an empty line between paragraphs. */
static view read_document(arena *a, view document)
{
    const view says = VIEW("# text = ");
    buf text = {0};
    view line;
    for (bool paragraph = false; view_split(&document, '\n', &line);) {
        paragraph |= view_starts(line, VIEW("# newpar"));
        if (view_starts(line, says)) {
            buf_text(&text, text.length == 0 ? "" : paragraph ? "\n\n" : " ");
            buf_view(&text, view_trim(view_cut(line, says.length, line.length)));
            paragraph = false;
        }
    }
    view copy = text.failed ? VIEW("") : arena_copy(a, buf_all(&text));
    buf_free(&text);
    return copy;
}

/* ---- sets --------------------------------------------------------------------------------- */

static const struct {
    view prefix;
    const char *file;
} sets[] = {
    {{"relation-", 9}, "plover-relations/train.tsv"},
    {{"story-", 6}, "synthetic-stories/stories.csv"},
    {{"geovirus-", 9}, "geoparsing/GeoVirus.xml"},
    {{"GUM_", 4}, "ud-gum/train.conllu"},
    {{"newsgroup-", 10}, "ud-ewt/train.conllu"},
    {{"weblog-", 7}, "ud-ewt/train.conllu"},
    {{"email-", 6}, "ud-ewt/train.conllu"},
    {{"answers-", 8}, "ud-ewt/train.conllu"},
};
enum { RELATIONS, STORIES, GEOVIRUS, DOCUMENTS, SETS = sizeof sets / sizeof *sets };

static void read_set(afar_texts *t, int set)
{
    text_list list = {0};
    view file;
    view path = arena_printf(t->a, "%s/data/%s", t->shared, sets[set].file);
    if (set == GEOVIRUS) {
        read_geovirus(t->a, path.data, &list);
    } else if (file_read(path.data, t->a, (size_t)1 << 28, &file, NULL) == DATELINE_OK) {
        if (set < DOCUMENTS) {
            (set == RELATIONS ? read_relations : read_stories)(t->a, file, &list);
        } else {
            (void)VEC_PUSH(&list, t->a, file);
        }
    }
    t->sets[set].texts = list.at;
    t->sets[set].count = list.count;
    t->sets[set].read = true;
}

/* The set that the id names; SETS = none. */
static int set_of(view id)
{
    int set = 0;
    while (set < SETS && !view_starts(id, sets[set].prefix)) {
        set++;
    }
    return set;
}

bool afar_by_machine(view id)
{
    return set_of(id) == STORIES;
}

bool afar_measured(view id)
{
    return set_of(id) == SETS;
}

/* Out of a set that was read. */
static view text_in(const afar_texts *t, int set, view id)
{
    const size_t number =
        set >= DOCUMENTS ? 0 : strtoul(id.data + sets[set].prefix.length, NULL, 10);
    if (number >= t->sets[set].count) {
        return VIEW("");
    }
    view text = t->sets[set].texts[number];
    return set < DOCUMENTS ? text : read_document(t->a, find_document(t->a, text, id));
}

bool afar_fetch(afar_texts *t, gold_report *report)
{
    const int set = set_of(report->id);
    if (set == SETS) {
        return fetch_newswire(t, report) || fetch_timebank(t, "TimeBank", report) ||
               fetch_timebank(t, "AQUAINT", report);
    }
    if (!t->sets[set].read) {
        read_set(t, set);
    }
    return gold_take_text(report, text_in(t, set, report->id));
}
