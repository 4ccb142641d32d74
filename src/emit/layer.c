/* A layer item by item: as JSONL, or as TSV with a header line.  Each layer is a table of columns;
 * an item writes its cells through a `row`, which knows the form. */
#include <math.h>

#include "emit/emit_priv.h"

typedef struct {
    buf *out;
    const report *report;
    bool json;
    bool names_only; /* write the header line instead of the cells */
    bool any;        /* a cell has been written in this row */
} row;

static void key(row *w, const char *name)
{
    if (w->json) {
        json_key(w->out, name);
    } else {
        buf_text(w->out, w->any ? "\t" : "");
        buf_text(w->out, w->names_only ? name : "");
    }
    w->any = true;
}

static void text_cell(row *w, const char *name, view v)
{
    key(w, name);
    if (w->json) {
        buf_json(w->out, v);
        return;
    }
    for (size_t i = 0; i < v.length && !w->names_only; i++) {
        bool blank = v.data[i] == '\t' || v.data[i] == '\n' || v.data[i] == '\r';
        buf_char(w->out, blank ? ' ' : v.data[i]);
    }
}

static void number_cell(row *w, const char *name, double n, int digits)
{
    key(w, name);
    if (!w->names_only) {
        json_number(w->out, n, digits);
    }
}

static void day_cell(row *w, const char *name, day d)
{
    char text[16];
    day_format(d, text);
    text_cell(w, name, view_of(text));
}

static void span_cells(row *w, span s)
{
    number_cell(w, "start", s.start, 0);
    number_cell(w, "end", s.end, 0);
    text_cell(w, "text", report_cut(w->report, s));
}

static void feats_cell(row *w, feats f)
{
    buf b = {0};
    feats_write(f, &b);
    text_cell(w, "feats", buf_all(&b));
    buf_free(&b);
}

/* ---- one function a layer: the i-th item
 * --------------------------------------------------------- */

static void token_item(row *w, size_t i)
{
    const token *t = &w->report->tokens[i];
    number_cell(w, "sentence", t->sent + 1, 0);
    number_cell(w, "token", (double)i, 0);
    span_cells(w, t->bytes);
    text_cell(w, "form", t->form);
}

static void tag_item(row *w, size_t i)
{
    const token *t = &w->report->tokens[i];
    token_item(w, i);
    text_cell(w, "lemma", t->lemma);
    text_cell(w, "upos", view_of(upos_name(t->upos)));
    text_cell(w, "xpos", view_of(xpos_name(t->xpos)));
    feats_cell(w, t->feats);
}

static void parse_item(row *w, size_t i)
{
    const token *t = &w->report->tokens[i];
    tag_item(w, i);
    number_cell(w, "head", t->head, 0);
    text_cell(w, "deprel", view_of(deprel_name(t->deprel)));
}

static void name_item(row *w, size_t i)
{
    const name *n = &w->report->names[i];
    span_cells(w, n->bytes);
    text_cell(w, "type", view_of(name_type_name(n->type)));
    number_cell(w, "score", (double)n->score, 3);
}

static void time_item(row *w, size_t i)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    const time_expr *t = &w->report->times[i];
    span_cells(w, t->bytes);
    text_cell(w, "type", view_of(types[t->type]));
    text_cell(w, "value", t->value);
    text_cell(w, "mod", t->mod);
    day_cell(w, "from", t->when.from);
    day_cell(w, "to", t->when.to);
    text_cell(w, "precision", view_of(precision_name(t->when.precision)));
    number_cell(w, "days", t->duration, 0);
    text_cell(w, "rule", t->rule);
}

static void place_item(row *w, size_t i)
{
    static const char *const uses[] = {"literal", "metonym", "demonym"};
    const place *p = &w->report->places[i];
    span_cells(w, p->bytes);
    text_cell(w, "use", view_of(uses[p->use]));
    text_cell(w, "name", p->name);
    number_cell(w, "geonameid", p->geonameid, 0);
    text_cell(w, "country", view_of(p->country));
    text_cell(w, "admin1", p->admin1);
    number_cell(w, "lat", (double)p->lat, 4);
    number_cell(w, "lon", (double)p->lon, 4);
    text_cell(w, "precision", p->precision);
    number_cell(w, "score", (double)p->score, 3);
}

static void actor_item(row *w, size_t i)
{
    static const char *const types[] = {"person", "people", "organisation", "country", "other"};
    const mention *m = &w->report->mentions[i];
    span_cells(w, m->bytes);
    text_cell(w, "type", view_of(types[m->type]));
    text_cell(w, "code", view_of(m->actor.code));
    text_cell(w, "sector", view_of(m->actor.sector));
    text_cell(w, "sector2", view_of(m->actor.sector2));
    text_cell(w, "name", m->name);
    text_cell(w, "office", m->office);
    text_cell(w, "via", view_of(via_name(m->via)));
    number_cell(w, "entity", m->entity, 0);
    text_cell(w, "rule", m->rule);
}

static void source_item(row *w, size_t i)
{
    static const char *const kinds[] = {"indirect", "direct", "mixed", "credit", "post"};
    const statement *s = &w->report->statements[i];
    span_cells(w, s->content);
    text_cell(w, "kind", view_of(kinds[s->kind]));
    buf b = {0};
    write_sources(&b, s->sources, s->nsources);
    text_cell(w, "sources", buf_all(&b));
    buf_free(&b);
    text_cell(w, "doubted", s->doubted ? VIEW("yes") : VIEW("no"));
    text_cell(w, "rule", s->rule);
}

static void part_item(row *w, size_t i)
{
    const part *p = &w->report->parts[i];
    text_cell(w, "kind", view_of(part_kind_name(p->kind)));
    span_cells(w, p->bytes);
    text_cell(w, "author", p->author);
    text_cell(w, "handle", p->handle);
    day_cell(w, "published", p->published);
    number_cell(w, "thread", p->thread, 0);
}

static void items(const report *r, size_t n, void (*item)(row *, size_t), emit_format format,
                  buf *out)
{
    bool json = format == EMIT_JSONL;
    for (size_t i = 0; i < n; i++) {
        row w = {.out = out, .report = r, .json = json};
        buf_text(out, json ? "{" : "");
        item(&w, i);
        buf_text(out, json ? "}\n" : "\n");
    }
}

/* What reading understood: one JSON object a report. */
static void reading(const report *r, buf *out)
{
    char published[16];
    day_format(r->published, published);
    buf_char(out, '{');
    json_member(out, "id", r->id);
    json_member(out, "origin", r->origin);
    json_member(out, "url", r->url);
    json_member(out, "title", r->title);
    json_member(out, "publisher", r->publisher);
    json_member(out, "language", r->language);
    json_member(out, "published", view_of(published));
    json_member(out, "published_basis", view_of(basis_name(r->basis)));
    json_key(out, "parts");
    buf_char(out, '[');
    for (size_t i = 0; i < r->nparts; i++) {
        row w = {.out = out, .report = r, .json = true};
        buf_text(out, i == 0 ? "{" : ", {");
        part_item(&w, i);
        buf_char(out, '}');
    }
    buf_text(out, "]");
    json_member(out, "text", r->text);
    buf_text(out, "}\n");
}

/* The items of a layer: how many a report has, and how one is written. */
static void (*item_of(const report *r, emit_layer_id layer, size_t *n))(row *, size_t)
{
    switch (layer) {
    case EMIT_TOKENS:
        *n = r->ntokens;
        return token_item;
    case EMIT_TAGS:
        *n = r->ntokens;
        return tag_item;
    case EMIT_PARSE:
        *n = r->ntokens;
        return parse_item;
    case EMIT_NAMES:
        *n = r->nnames;
        return name_item;
    case EMIT_TIMES:
        *n = r->ntimes;
        return time_item;
    case EMIT_PLACES:
        *n = r->nplaces;
        return place_item;
    case EMIT_ACTORS:
        *n = r->nmentions;
        return actor_item;
    case EMIT_SOURCES:
        *n = r->nstatements;
        return source_item;
    case EMIT_READ:
        break;
    }
    *n = r->nparts;
    return part_item;
}

void emit_layer(const report *r, emit_layer_id layer, emit_format format, buf *out)
{
    size_t n = 0;
    void (*item)(row *, size_t) = item_of(r, layer, &n);
    if (format == EMIT_CONLLU) {
        emit_conllu(r, out);
    } else if (layer == EMIT_READ) {
        reading(r, out);
    } else {
        items(r, n, item, format, out);
    }
}

void emit_layer_header(emit_layer_id layer, emit_format format, buf *out)
{
    if (format == EMIT_JSONL || format == EMIT_CONLLU || layer == EMIT_READ) {
        return;
    }
    /* One blank item of each kind, whose cells are asked for their names only. */
    report blank = {.text = VIEW(""),
                    .tokens = &(token){0},
                    .names = &(name){0},
                    .times = &(time_expr){0},
                    .places = &(place){0},
                    .mentions = &(mention){0},
                    .statements = &(statement){0},
                    .parts = &(part){0}};
    size_t n = 0;
    row head = {.out = out, .report = &blank, .names_only = true};
    item_of(&blank, layer, &n)(&head, 0);
    buf_char(out, '\n');
}
