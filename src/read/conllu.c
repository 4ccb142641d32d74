/* CoNLL-U as a text: documents at "# newdoc", paragraphs at "# newpar", sentences by their "#
 * text", or by their words where there is none.  The analysis it carries is left to ours; metadata
 * is taken as GUM writes it ("# meta::dateCreated = 2018-02-06").  `dateline parse --from conllu`
 * keeps the given tokens instead. */
#include "read/read_priv.h"

enum { TOKEN_COLUMNS = 10 };

typedef struct {
    draft draft;
    buf paragraph, words;
    bool told; /* the sentence's text stood in its comments */
    bool any;  /* a sentence of the document so far */
    read_fields fields, next;
    uint64_t line;
} conllu;

static size_t tabs(view line)
{
    size_t n = 0;
    for (size_t i = 0; i < line.length; i++) {
        n += line.data[i] == '\t';
    }
    return n;
}

static bool sniff(view head)
{
    view line;
    for (int i = 0; i < 200 && view_split(&head, '\n', &line); i++) {
        if (!view_starts(line, VIEW("#")) && view_trim(line).length > 0) {
            return view_starts(line, VIEW("1")) && tabs(line) == TOKEN_COLUMNS - 1;
        }
    }
    return false;
}

/* The value of "# key = value"; false when the line is of another key. */
static bool comment(view line, const char *key, view *value)
{
    view rest = view_trim(view_cut(line, 1, line.length));
    size_t equals = view_find_char(rest, '=', 0);
    view name = equals == SIZE_MAX ? rest : view_trim(view_cut(rest, 0, equals));
    *value = equals == SIZE_MAX ? VIEW("") : view_trim(view_cut(rest, equals + 1, rest.length));
    return view_equal(name, view_of(key));
}

static bool end_paragraph(conllu *c)
{
    part body = part_like(PART_BODY, VIEW(""), VIEW(""), DAY_NONE);
    bool stored = !c->paragraph.failed && draft_add(&c->draft, body, buf_all(&c->paragraph));
    buf_clear(&c->paragraph);
    return stored;
}

static void end_sentence(conllu *c)
{
    if (!c->told && c->words.length > 0) {
        buf_text(&c->paragraph, c->paragraph.length > 0 ? " " : "");
        buf_view(&c->paragraph, view_trim(buf_all(&c->words)));
    }
    c->any = c->any || c->words.length > 0;
    c->told = false;
    buf_clear(&c->words);
}

static void take_comment(input *in, conllu *c, view line)
{
    static const struct {
        const char *key;
        size_t place;
    } keys[] = {{"meta::dateCreated", offsetof(read_fields, published)},
                {"meta::date", offsetof(read_fields, published)},
                {"meta::title", offsetof(read_fields, title)},
                {"meta::sourceURL", offsetof(read_fields, url)},
                {"meta::publisher", offsetof(read_fields, publisher)}};
    view value;
    if (comment(line, "text", &value)) {
        buf_text(&c->paragraph, c->paragraph.length > 0 ? " " : "");
        buf_view(&c->paragraph, value);
        c->told = true;
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (comment(line, keys[i].key, &value)) {
            view *place = (view *)(void *)((char *)&c->fields + keys[i].place);
            *place = arena_copy(in->scratch, value);
        }
    }
}

/* A word, or one that stands for several ("3-4"), whose parts are passed over. */
static void take_word(conllu *c, view line, int64_t *until)
{
    view id = VIEW(""), form = VIEW("");
    bool apart = view_find(line, VIEW("SpaceAfter=No"), 0) == SIZE_MAX;
    view rest = line;
    (void)view_split(&rest, '\t', &id);
    (void)view_split(&rest, '\t', &form);
    size_t dash = view_find_char(id, '-', 0);
    int64_t n = 0;
    bool part = dash == SIZE_MAX && view_int(id, &n) && n <= *until;
    if (dash != SIZE_MAX) {
        (void)view_int(view_cut(id, dash + 1, id.length), until);
    }
    if (!part && view_find_char(id, '.', 0) == SIZE_MAX) {
        buf_view(&c->words, form);
        buf_text(&c->words, apart ? " " : "");
    }
}

/* Reads up to the next document; DATELINE_END when nothing was left. */
static dateline_status take_document(input *in, conllu *c, dateline_error *e)
{
    int64_t until = 0;
    view line, value;
    dateline_status status;
    while ((status = stream_line(&in->stream, READ_TEXT_LIMIT, &line, e)) == DATELINE_OK) {
        c->line++;
        if (view_trim(line).length == 0) {
            end_sentence(c);
            until = 0;
        } else if (!view_starts(line, VIEW("#"))) {
            take_word(c, line, &until);
        } else if (comment(line, "newdoc id", &value) || comment(line, "newdoc", &value)) {
            c->next.id = arena_copy(in->arena, value);
            if (c->any) {
                return end_paragraph(c) ? DATELINE_OK : fault_memory(e);
            }
            c->fields = c->next;
        } else if ((comment(line, "newpar", &value) || comment(line, "newpar id", &value)) &&
                   !end_paragraph(c)) {
            return fault_memory(e);
        } else {
            take_comment(in, c, line);
        }
    }
    if (status != DATELINE_END) {
        return status;
    }
    in->done = true;
    end_sentence(c);
    return !end_paragraph(c) ? fault_memory(e) : c->any ? DATELINE_OK : DATELINE_END;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    conllu *c = in->state == NULL ? ARENA_NEW(in->arena, conllu) : in->state;
    if (c == NULL) {
        return fault_memory(e);
    }
    in->state = c;
    draft_free(&c->draft);
    draft_begin(&c->draft, in->scratch);
    c->fields = c->next;
    c->any = false;
    in->number++;
    view origin =
        arena_printf(in->scratch, "%s:%llu", in->path.data, (unsigned long long)c->line + 1);
    dateline_status status = take_document(in, c, e);
    if (status == DATELINE_OK) {
        status = reader_make_draft(in, c->fields, &c->draft, origin, r, e);
    }
    if (status == DATELINE_OK || status == DATELINE_END) {
        return status;
    }
    return reader_reject(in, c->fields.id, origin, status, reject);
}

static void close_conllu(input *in)
{
    conllu *c = in->state;
    if (c != NULL) {
        draft_free(&c->draft);
        buf_free(&c->paragraph);
        buf_free(&c->words);
    }
}

const read_kind read_kind_conllu = {"conllu", sniff, next, NULL, close_conllu};
