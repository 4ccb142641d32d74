/* The sentences of a report, a few at a time: words, tags, trees.  Scratch memory is given back
 * after each few. */
#include "syntax/trees.h"

typedef struct {
    const tagger *tags;
    const parser *trees;
} models;

/* Sentences first .. first + count, at most LINES, side by side. */
static bool run_sentences(const models *m, report *r, size_t first, size_t count, arena *scratch)
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
        lines[i].how = word_list(&m->tags->words, &r->tokens[s->first], n, lines[i].words);
    }
    tagger_run(m->tags, lines, count);
    if (!parser_run(m->trees, lines, count, scratch, nodes)) {
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
        if (!tagger_fill(m->tags, lines[i].words, tokens, lines[i].count, r->arena)) {
            return false;
        }
    }
    return true;
}

dateline_status trees_run(const tagger *tags, const parser *trees, report *r, arena *scratch,
                          dateline_error *e)
{
    models m = {tags, trees};
    for (size_t i = 0; i < r->nsentences; i += LINES) {
        size_t left = r->nsentences - i;
        arena_mark mark = arena_save(scratch);
        bool done = run_sentences(&m, r, i, left < LINES ? left : (size_t)LINES, scratch);
        arena_restore(scratch, mark);
        if (!done) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}
