/* Gold tokens: the analysis is made anew over the tokens of the file and compared word by word. */
#include "engine/engine.h"
#include "train/conllu.h"
#include "train/train.h"

typedef struct {
    size_t words, upos, xpos, feats, lemma, uas, las;
} parse_score;

/* The universal part of a relation; subtypes do not count (CoNLL 2018). */
static view plain(unsigned relation)
{
    view name = view_of(deprel_name(relation));
    size_t colon = view_find_char(name, ':', 0);
    return colon == SIZE_MAX ? name : view_cut(name, 0, colon);
}

static void compare(const token *gold, const token *seen, parse_score *s)
{
    bool head = gold->head == seen->head;
    s->words++;
    s->upos += gold->upos == seen->upos;
    s->xpos += gold->xpos == seen->xpos;
    s->feats += gold->feats == seen->feats;
    s->lemma += view_equal(gold->lemma, seen->lemma) || view_equal(gold->lemma, VIEW("_"));
    s->uas += head;
    s->las += head && view_equal(plain(gold->deprel), plain(seen->deprel));
}

static dateline_status score_file(const syntax_model *m, const char *path, parse_score *s,
                                  dateline_error *e)
{
    report *r;
    TRY(conllu_read(path, &r, e));
    token *gold = arena_grow(r->arena, r->tokens, r->ntokens, r->ntokens, sizeof *gold);
    arena *scratch = arena_new(0);
    dateline_status status =
        gold == NULL || scratch == NULL ? fault_memory(e) : syntax_run(m, r, scratch, e);
    for (size_t t = 0; t < r->ntokens && status == DATELINE_OK; t++) {
        compare(&gold[t], &r->tokens[t], s);
    }
    arena_free(scratch);
    report_free(r);
    return status;
}

static double percent(size_t part, size_t whole)
{
    return whole == 0 ? 0.0 : 100.0 * (double)part / (double)whole;
}

static void print(const parse_score *s, const char *name, bool json, buf *out)
{
    const struct {
        const char *name;
        size_t right;
    } row[] = {{"upos", s->upos},   {"xpos", s->xpos}, {"feats", s->feats},
               {"lemma", s->lemma}, {"uas", s->uas},   {"las", s->las}};
    if (json) {
        buf_text(out, "{\"file\":");
        buf_json(out, view_of(name));
    } else {
        buf_printf(out, "%s\n", name);
    }
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        if (json) {
            buf_printf(out, ",\"%s\":%.2f", row[i].name, percent(row[i].right, s->words));
        } else {
            buf_printf(out, "  %-6s %6.2f\n", row[i].name, percent(row[i].right, s->words));
        }
    }
    buf_text(out, json ? "}\n" : "");
}

dateline_status eval_parse(const eval_options *o, buf *out, dateline_error *e)
{
    dateline_model *m = NULL;
    TRY(dateline_model_open(o->data, NULL, &m, e));
    dateline_status status = DATELINE_OK;
    for (size_t i = 0; i < o->nfiles && status == DATELINE_OK; i++) {
        parse_score s = {0};
        status = score_file(m->syntax, o->files[i], &s, e);
        print(&s, o->files[i], o->json, out);
    }
    dateline_model_close(m);
    return status;
}
