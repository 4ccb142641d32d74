/* Tags and trees of the sentences of a report, then names over the whole report. */
#include "syntax/syntax.h"

#include "syntax/names.h"
#include "syntax/trees.h"

struct syntax_model {
    arena *a;
    weights tags, trees;
    tagger tagger;
    parser parser;
    names_model names;
};

static dateline_status open_file(syntax_model *m, const char *directory, const char *name,
                                 weights *p, dateline_error *e)
{
    view path = arena_printf(m->a, "%s/%s", directory, name);
    if (path.length == 0) {
        return fault_memory(e);
    }
    return weights_open(path.data, p, e);
}

static dateline_status open_all(syntax_model *m, const char *directory, dateline_error *e)
{
    TRY(open_file(m, directory, "tagger.bin", &m->tags, e));
    TRY(tagger_open(&m->tags, &m->tagger, e));
    TRY(open_file(m, directory, "parser.bin", &m->trees, e));
    TRY(parser_open(&m->trees, &m->parser, e));
    view names = arena_printf(m->a, "%s/names.bin", directory);
    return names.length == 0 ? fault_memory(e) : names_model_open(names.data, &m->names, e);
}

dateline_status syntax_open(const char *directory, syntax_model **m, dateline_error *e)
{
    arena *a = arena_new(0);
    *m = a == NULL ? NULL : ARENA_NEW(a, syntax_model);
    if (*m == NULL) {
        arena_free(a);
        return fault_memory(e);
    }
    (*m)->a = a;
    dateline_status status = open_all(*m, directory, e);
    if (status != DATELINE_OK) {
        fault_hint(e, "the weights are made by `dateline train`, see models/CARD.md");
        syntax_close(*m);
        *m = NULL;
    }
    return status;
}

void syntax_close(syntax_model *m)
{
    if (m != NULL) {
        weights_close(&m->tags);
        weights_close(&m->trees);
        names_model_close(&m->names);
        arena_free(m->a);
    }
}

/* Guillemets read as the curly marks that the weights know. */
static void read_guillemets(report *r)
{
    for (size_t i = 0; i < r->ntokens; i++) {
        token *t = &r->tokens[i];
        if (view_equal(t->form, VIEW("\xC2\xAB"))) {
            t->form = VIEW("\xE2\x80\x9C");
        } else if (view_equal(t->form, VIEW("\xC2\xBB"))) {
            t->form = VIEW("\xE2\x80\x9D");
        }
    }
}

dateline_status syntax_run(const syntax_model *m, report *r, arena *scratch, dateline_error *e)
{
    read_guillemets(r);
    TRY(trees_run(&m->tagger, &m->parser, r, scratch, e));
    return names_run(&m->names, r, scratch, e);
}
