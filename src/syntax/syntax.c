/* The sentences of a report one after the other: words, tags, trees; then names over the whole
 * report.  Scratch memory is given back after each sentence. */
#include "syntax/syntax.h"

#include "syntax/names.h"
#include "syntax/parser.h"
#include "syntax/tagger.h"

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

static bool run_sentence(const syntax_model *m, report *r, const sentence *s, arena *scratch)
{
    size_t n = s->last - s->first + 1;
    token *tokens = &r->tokens[s->first];
    word *words = ARENA_ARRAY(scratch, word, n);
    parse_node *nodes = NULL;
    if (words == NULL) {
        return false;
    }
    casing how = word_list(&m->tagger.words, tokens, n, words);
    tagger_run(&m->tagger, words, n, how);
    if (!tagger_fill(&m->tagger, words, tokens, n, r->arena) ||
        !parser_run(&m->parser, words, n, scratch, &nodes)) {
        return false;
    }
    for (size_t t = 0; t < n; t++) {
        tokens[t].head = nodes[t].head < 0 ? -1 : (int32_t)s->first + nodes[t].head;
        tokens[t].deprel = nodes[t].relation;
    }
    return true;
}

dateline_status syntax_run(const syntax_model *m, report *r, arena *scratch, dateline_error *e)
{
    for (size_t i = 0; i < r->nsentences; i++) {
        arena_mark mark = arena_save(scratch);
        bool done = run_sentence(m, r, &r->sentences[i], scratch);
        arena_restore(scratch, mark);
        if (!done) {
            return fault_memory(e);
        }
    }
    return names_run(&m->names, r, scratch, e);
}
