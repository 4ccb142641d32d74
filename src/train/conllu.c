/* A line at a time; a sentence ends at an empty line.  Vectors grow in a scratch arena and are
 * handed to the report at the end. */
#include "train/conllu.h"

static const size_t file_limit = (size_t)1 << 30;

typedef VEC(token) token_vec;
typedef VEC(sentence) sentence_vec;

typedef struct {
    const char *path;
    uint64_t line;
    arena *a;
    buf text;
    token_vec tokens;
    sentence_vec sentences;
    size_t first;     /* token of the open sentence */
    size_t mwt_first; /* number in the sentence of the first and last word of the open */
    size_t mwt_last;  /* multi-word token; 0 = none */
    span mwt;
    view mwt_rest;  /* what its words have not spelled yet */
    bool mwt_space; /* white space stands before it */
    bool space;     /* white space goes before the next word */
    bool paragraph; /* a paragraph begins with the next sentence */
    uint32_t paragraphs;
} reader;

enum { COLUMNS = 10 };

static dateline_status bad(const reader *in, dateline_error *e, const char *what, view seen)
{
    return fault_at(e, DATELINE_E_FORMAT, in->path, in->line, "%s '%.*s' is not CoNLL-U", what,
                    VIEW_ARG(seen));
}

/* Appends a surface form to the text and says where it stands. */
static span spell(reader *in, view form)
{
    bool begins = in->tokens.count == in->first && in->paragraph && in->text.length > 0;
    if (begins || in->space) {
        buf_text(&in->text, begins ? "\n\n" : " ");
    }
    in->paragraph = in->paragraph && !begins;
    uint32_t start = (uint32_t)in->text.length;
    buf_view(&in->text, form);
    return (span){start, (uint32_t)in->text.length};
}

static dateline_status read_mwt(reader *in, const view *column, size_t dash, dateline_error *e)
{
    int64_t from, to;
    if (!view_int(view_cut(column[0], 0, dash), &from) ||
        !view_int(view_cut(column[0], dash + 1, column[0].length), &to) || from < 1 || to < from) {
        return bad(in, e, "number", column[0]);
    }
    in->mwt_first = (size_t)from;
    in->mwt_last = (size_t)to;
    in->mwt_space = in->space;
    in->mwt = spell(in, column[1]);
    in->mwt_rest = column[1];
    in->space = view_find(column[9], VIEW("SpaceAfter=No"), 0) == SIZE_MAX;
    return DATELINE_OK;
}

/* Where a word of a multi-word token stands: its own bytes as long as the words spell the token. */
static span place_in_mwt(reader *in, view form, bool last)
{
    if (!view_starts(in->mwt_rest, form) || (last && in->mwt_rest.length != form.length)) {
        in->mwt_rest = VIEW("");
        return in->mwt;
    }
    uint32_t start = in->mwt.end - (uint32_t)in->mwt_rest.length;
    in->mwt_rest = view_cut(in->mwt_rest, form.length, in->mwt_rest.length);
    return (span){start, start + (uint32_t)form.length};
}

static void place_word(reader *in, const view *column, token *t, size_t number)
{
    bool inside = in->mwt_last != 0 && number >= in->mwt_first && number <= in->mwt_last;
    if (inside) {
        bool first = number == in->mwt_first;
        t->flags = first ? TOKEN_MWT_FIRST : TOKEN_MWT_REST;
        t->flags |= first && in->mwt_space ? TOKEN_SPACE_BEFORE : 0;
        t->bytes = place_in_mwt(in, column[1], number == in->mwt_last);
        in->mwt_last = number == in->mwt_last ? 0 : in->mwt_last;
    } else {
        t->flags = in->space ? TOKEN_SPACE_BEFORE : 0;
        t->bytes = spell(in, column[1]);
        in->space = view_find(column[9], VIEW("SpaceAfter=No"), 0) == SIZE_MAX;
    }
}

static dateline_status read_word(reader *in, const view *column, dateline_error *e)
{
    size_t number = in->tokens.count - in->first + 1;
    int64_t head = 0, id = 0;
    if (!view_int(column[0], &id) || id != (int64_t)number) {
        return bad(in, e, "number", column[0]);
    }
    if (!view_equal(column[6], VIEW("_")) && (!view_int(column[6], &head) || head < 0)) {
        return bad(in, e, "head", column[6]);
    }
    int u = upos_of(column[3]), x = xpos_of(column[4]), d = deprel_of(column[7]);
    bool opens = number == 1 && in->paragraph;
    token t = {.form = column[1],
               .lemma = column[2],
               .head = head == 0 ? -1 : (int32_t)(in->first + (size_t)head - 1),
               .sent = (uint32_t)in->sentences.count,
               .name = -1,
               .upos = (uint8_t)(u < 0 ? UPOS_X : u),
               .xpos = (uint8_t)(x < 0 ? XPOS_XX : x),
               .deprel = (uint8_t)(d < 0 ? DEPREL_DEP : d),
               .feats = feats_of(column[5])};
    place_word(in, column, &t, number);
    t.flags |= opens ? TOKEN_PARAGRAPH : 0;
    return VEC_PUSH(&in->tokens, in->a, t) ? DATELINE_OK : fault_memory(e);
}

static dateline_status end_sentence(reader *in, dateline_error *e)
{
    size_t first = in->first, count = in->tokens.count;
    if (count == first) {
        return DATELINE_OK;
    }
    for (size_t t = first; t < count; t++) {
        if (in->tokens.at[t].head >= (int32_t)count || in->tokens.at[t].head == (int32_t)t) {
            return bad(in, e, "head of", in->tokens.at[t].form);
        }
    }
    sentence s = {.bytes = {in->tokens.at[first].bytes.start, (uint32_t)in->text.length},
                  .first = (uint32_t)first,
                  .last = (uint32_t)count - 1,
                  .paragraph = in->paragraphs};
    in->first = count;
    in->mwt_last = 0;
    return VEC_PUSH(&in->sentences, in->a, s) ? DATELINE_OK : fault_memory(e);
}

static dateline_status read_line(reader *in, view line, dateline_error *e)
{
    view column[COLUMNS];
    size_t n = 0, dash;
    if (line.length > 0 && line.data[line.length - 1] == '\r') {
        line.length--;
    }
    if (line.length == 0) {
        return end_sentence(in, e);
    }
    if (line.data[0] == '#') {
        bool begins = view_starts(line, VIEW("# newpar")) || view_starts(line, VIEW("# newdoc"));
        in->paragraphs += begins && !in->paragraph;
        in->paragraph = in->paragraph || begins;
        return DATELINE_OK;
    }
    while (n < COLUMNS && view_split(&line, '\t', &column[n])) {
        n++;
    }
    if (n != COLUMNS) {
        return bad(in, e, "line", n > 0 ? column[0] : line);
    }
    if (view_find_char(column[0], '.', 0) != SIZE_MAX) {
        return DATELINE_OK;
    }
    dash = view_find_char(column[0], '-', 0);
    return dash == SIZE_MAX ? read_word(in, column, e) : read_mwt(in, column, dash, e);
}

/* Hands the collected arrays to a new report. */
static dateline_status hand_over(reader *in, report **out, dateline_error *e)
{
    size_t n = in->tokens.count;
    report *r = report_new(file_limit * 8);
    if (r == NULL) {
        return fault_memory(e);
    }
    r->text = arena_copy(r->arena, buf_all(&in->text));
    r->tokens = arena_grow(r->arena, in->tokens.at, n, n, sizeof(token));
    r->sentences = arena_grow(r->arena, in->sentences.at, in->sentences.count, in->sentences.count,
                              sizeof(sentence));
    r->parts = ARENA_ARRAY(r->arena, part, 1);
    for (size_t t = 0; t < n && !arena_failed(r->arena); t++) {
        r->tokens[t].form = arena_copy(r->arena, r->tokens[t].form);
        r->tokens[t].lemma = arena_copy(r->arena, r->tokens[t].lemma);
    }
    if (arena_failed(r->arena)) {
        report_free(r);
        return fault_memory(e);
    }
    r->parts[0] = (part){.kind = PART_BODY,
                         .bytes = {0, (uint32_t)r->text.length},
                         .published = DAY_NONE,
                         .thread = -1};
    r->nparts = 1;
    r->ntokens = n;
    r->nsentences = in->sentences.count;
    *out = r;
    return DATELINE_OK;
}

static dateline_status read_all(reader *in, view text, report **out, dateline_error *e)
{
    view line;
    while (view_split(&text, '\n', &line)) {
        in->line++;
        TRY(read_line(in, line, e));
    }
    TRY(end_sentence(in, e));
    return in->text.failed ? fault_memory(e) : hand_over(in, out, e);
}

dateline_status conllu_parse(view text, const char *path, report **out, dateline_error *e)
{
    reader in = {.path = path, .a = arena_new(file_limit * 4)};
    if (in.a == NULL) {
        return fault_memory(e);
    }
    dateline_status status = read_all(&in, text, out, e);
    buf_free(&in.text);
    arena_free(in.a);
    return status;
}

dateline_status conllu_read(const char *path, report **out, dateline_error *e)
{
    arena *a = arena_new(file_limit);
    view text;
    if (a == NULL) {
        return fault_memory(e);
    }
    dateline_status status = file_read(path, a, file_limit, &text, e);
    if (status == DATELINE_OK) {
        status = conllu_parse(text, path, out, e);
    }
    arena_free(a);
    return status;
}

/* ---- writing ------------------------------------------------------------------------------- */

static bool space_after(const report *r, size_t t)
{
    return t + 1 >= r->ntokens || r->tokens[t + 1].sent != r->tokens[t].sent ||
           (r->tokens[t + 1].flags & TOKEN_SPACE_BEFORE) != 0;
}

static void write_mwt(const report *r, size_t t, size_t first, buf *out)
{
    size_t last = t;
    while (last + 1 < r->ntokens && (r->tokens[last + 1].flags & TOKEN_MWT_REST) != 0) {
        last++;
    }
    view form = view_cut(r->text, r->tokens[t].bytes.start, r->tokens[last].bytes.end);
    buf_printf(out, "%zu-%zu\t", t - first + 1, last - first + 1);
    buf_view(out, form);
    buf_printf(out, "\t_\t_\t_\t_\t_\t_\t_\t%s\n", space_after(r, last) ? "_" : "SpaceAfter=No");
}

static void write_word(const report *r, size_t t, size_t first, buf *out)
{
    const token *w = &r->tokens[t];
    bool in_mwt = (w->flags & (TOKEN_MWT_FIRST | TOKEN_MWT_REST)) != 0;
    buf_printf(out, "%zu\t", t - first + 1);
    buf_view(out, w->form);
    buf_char(out, '\t');
    buf_view(out, w->lemma.length > 0 ? w->lemma : VIEW("_"));
    buf_printf(out, "\t%s\t%s\t", upos_name(w->upos), xpos_name(w->xpos));
    feats_write(w->feats, out);
    buf_printf(out, "\t%d\t%s\t_\t%s\n", w->head < 0 ? 0 : w->head - (int32_t)first + 1,
               deprel_name(w->deprel), in_mwt || space_after(r, t) ? "_" : "SpaceAfter=No");
}

void conllu_write(const report *r, buf *out)
{
    for (size_t i = 0; i < r->nsentences; i++) {
        const sentence *s = &r->sentences[i];
        buf_printf(out, "# sent_id = %zu\n# text = ", i + 1);
        for (uint32_t b = s->bytes.start; b < s->bytes.end; b++) {
            char c = r->text.data[b];
            buf_char(out, ascii_space(c) ? ' ' : c);
        }
        buf_char(out, '\n');
        for (size_t t = s->first; t <= s->last; t++) {
            if ((r->tokens[t].flags & TOKEN_MWT_FIRST) != 0) {
                write_mwt(r, t, s->first, out);
            }
            write_word(r, t, s->first, out);
        }
        buf_char(out, '\n');
    }
}
