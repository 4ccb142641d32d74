/* The sentences of a report, a few at a time: words, tags, trees; then names over the whole
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

/* Sentences first .. first + count, at most LINES, side by side. */
static bool run_sentences(const syntax_model *m, report *r, size_t first, size_t count,
                          arena *scratch)
{
    word_line lines[LINES];
    parse_node *nodes[LINES];
    for (size_t i = 0; i < count; i++) {
        const sentence *s = &r->sentences[first + i];
        size_t n = s->last - s->first + 1;
        lines[i] = (word_line){.words = ARENA_ARRAY(scratch, word, n), .count = n};
        if (lines[i].words == NULL) {
            return false;
        }
        lines[i].how = word_list(&m->tagger.words, &r->tokens[s->first], n, lines[i].words);
    }
    tagger_run(&m->tagger, lines, count);
    if (!parser_run(&m->parser, lines, count, scratch, nodes)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t from = r->sentences[first + i].first;
        token *tokens = &r->tokens[from];
        for (size_t t = 0; t < lines[i].count; t++) {
            int32_t head = nodes[i][t].head;
            tokens[t].head = head < 0 ? -1 : (int32_t)from + head;
            tokens[t].deprel = nodes[i][t].relation;
        }
        if (!tagger_fill(&m->tagger, lines[i].words, tokens, lines[i].count, r->arena)) {
            return false;
        }
    }
    return true;
}

dateline_status syntax_run(const syntax_model *m, report *r, arena *scratch, dateline_error *e)
{
    for (size_t i = 0; i < r->nsentences; i += LINES) {
        size_t left = r->nsentences - i;
        arena_mark mark = arena_save(scratch);
        bool done = run_sentences(m, r, i, left < LINES ? left : (size_t)LINES, scratch);
        arena_restore(scratch, mark);
        if (!done) {
            return fault_memory(e);
        }
    }
    return names_run(&m->names, r, scratch, e);
}
