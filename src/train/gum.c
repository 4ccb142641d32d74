/* Reading GUM: a document is cut out of the file, parsed as CoNLL-U, analysed, and its brackets are
 * read once more from the text of the file. */
#include "train/gum.h"

#include "train/conllu.h"
#include "train/corpus.h"
#include "when/when.h"
#include "where/where.h"
#include "who/who.h"

enum { DEPTH = 64 };

typedef struct {
    uint32_t word;
    int32_t chain;
} opened;

/* ---- gold
 * ------------------------------------------------------------------------------------------ */

static view entity_of_misc(view misc)
{
    view item;
    while (view_split(&misc, '|', &item)) {
        if (view_starts(item, VIEW("Entity="))) {
            return view_cut(item, 7, item.length);
        }
    }
    return VIEW("");
}

/* Reads "(7-person-...(8-...)7)" at a word: opens, closes, or both. */
static bool read_brackets(view v, uint32_t word, opened *stack, size_t *depth, chain_vec *gold,
                          arena *a)
{
    for (size_t i = 0; i < v.length;) {
        bool opens = v.data[i] == '(';
        i += opens;
        size_t digits = i;
        int32_t id = 0;
        for (; i < v.length && ascii_digit(v.data[i]); i++) {
            id = id * 10 + (v.data[i] - '0');
        }
        if (i == digits) {
            i++;
            continue;
        }
        while (opens && i < v.length && v.data[i] != '(' && v.data[i] != ')') {
            i++;
        }
        if (opens && *depth < DEPTH) {
            stack[(*depth)++] = (opened){word, id};
        }
        if (i < v.length && v.data[i] == ')') {
            size_t k = *depth;
            while (k > 0 && !opens && stack[k - 1].chain != id) {
                k--;
            }
            if (k > 0) {
                if (!VEC_PUSH(gold, a,
                              ((chain_span){stack[k - 1].word, word, stack[k - 1].chain}))) {
                    return false;
                }
                memmove(&stack[k - 1], &stack[k], (*depth - k) * sizeof *stack);
                --*depth;
            }
            i++;
        }
    }
    return true;
}

static bool read_gold(view document, chain_vec *gold, arena *a)
{
    opened stack[DEPTH];
    size_t depth = 0;
    uint32_t word = 0;
    view line;
    while (view_split(&document, '\n', &line)) {
        view rest = line, field = VIEW(""), id = VIEW("");
        if (line.length == 0 || line.data[0] == '#') {
            continue;
        }
        for (int column = 0; view_split(&rest, '\t', &field); column++) {
            id = column == 0 ? field : id;
        }
        if (view_find_char(id, '-', 0) != SIZE_MAX || view_find_char(id, '.', 0) != SIZE_MAX) {
            continue;
        }
        if (!read_brackets(entity_of_misc(field), word++, stack, &depth, gold, a)) {
            return false;
        }
    }
    return true;
}

/* ---- who speaks
 * ---------------------------------------------------------------------------------- */

static uint32_t number_of(view name)
{
    return (uint32_t)(view_hash(name) & 0xFFFFFFU) | 1U;
}

static bool read_speakers(view document, gum_document *d)
{
    uint32_t *speakers = ARENA_ARRAY(d->scratch, uint32_t, d->r->nsentences + 1);
    view *names = ARENA_ARRAY(d->scratch, view, d->r->nsentences + 1);
    if (speakers == NULL || names == NULL) {
        return false;
    }
    const view mark = VIEW("# speaker = "), begins = VIEW("# sent_id");
    size_t sentence = 0;
    view line;
    while (view_split(&document, '\n', &line)) {
        sentence += view_starts(line, begins);
        if (view_starts(line, mark) && sentence > 0 && sentence <= d->r->nsentences) {
            names[sentence - 1] = view_cut(line, mark.length, line.length);
            speakers[sentence - 1] = number_of(names[sentence - 1]);
        }
    }
    d->means.speakers = speakers;
    d->means.names = names;
    return true;
}

/* ---- documents
 * ----------------------------------------------------------------------------------- */

static dateline_status analyse(const dateline_model *m, gum_document *d, dateline_error *e)
{
    TRY(syntax_run(m->syntax, d->r, d->scratch, e));
    TRY(know_run(m->know, d->r, d->scratch, e));
    TRY(when_run(m->know, d->r, d->scratch, e));
    TRY(where_run(m->know, d->r, d->scratch, e));
    return who_run(m->know, d->r, d->scratch, e);
}

static dateline_status read_document(const dateline_model *m, view text, const char *path,
                                     gum_document *d, dateline_error *e)
{
    TRY(conllu_parse(text, path, &d->r, e));
    TRY(analyse(m, d, e));
    bool read = read_gold(text, &d->gold, d->scratch) && read_speakers(text, d);
    return read ? DATELINE_OK : fault_memory(e);
}

static bool is_news(view document)
{
    view line;
    view rest = document;
    (void)view_split(&rest, '\n', &line);
    return view_find(line, VIEW("_news_"), 0) != SIZE_MAX ||
           view_find(line, VIEW("_interview_"), 0) != SIZE_MAX;
}

dateline_status gum_read(const dateline_model *m, const char *path, gum_choice which,
                         gum_take *take, void *to, dateline_error *e)
{
    arena *a = arena_new(0);
    view text = VIEW("");
    dateline_status status =
        a == NULL ? fault_memory(e) : file_read(path, a, (size_t)256 << 20, &text, e);
    const view mark = VIEW("# newdoc id");
    size_t at = status == DATELINE_OK ? view_find(text, mark, 0) : SIZE_MAX;
    for (unsigned n = 0; at != SIZE_MAX && status == DATELINE_OK; n++) {
        size_t next = view_find(text, mark, at + 1);
        view document = view_cut(text, at, next == SIZE_MAX ? text.length : next);
        gum_document d = {
            .scratch = arena_new(0), .told = is_news(document), .means.know = m->know};
        bool there = which.quarter == 0 || n % GUM_QUARTERS == which.quarter - 1;
        if (there && (!which.told || d.told)) {
            status = d.scratch == NULL ? fault_memory(e) : read_document(m, document, path, &d, e);
            status = status == DATELINE_OK ? take(to, &d, e) : status;
        }
        arena_free(d.scratch);
        report_free(d.r);
        at = next;
    }
    arena_free(a);
    return status;
}
