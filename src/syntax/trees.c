/* The sentences of a report, many at a time: words, then tags, then trees.  Each net goes through
 * all of them before the next one does, so that what it looks up often stays near; scratch memory
 * is given back after each many. */
#include "syntax/trees.h"

#include "syntax/mend.h"

enum { MANY = 128, MANY_WORDS = 1 << 13 };

typedef struct {
    const tagger *tags;
    const parser *trees;
    report *r;
    size_t first, count; /* sentences */
    word_line lines[MANY];
    parse_node *nodes[MANY];
} batch;

/* How many sentences from `first` on are done together. */
static size_t batch_size(const report *r, size_t first)
{
    size_t n = 1;
    while (n < MANY && first + n < r->nsentences &&
           r->sentences[first + n].last - r->sentences[first].first < MANY_WORDS) {
        n++;
    }
    return n;
}

static bool look_at_words(batch *b, arena *scratch)
{
    for (size_t i = 0; i < b->count; i++) {
        const sentence *s = &b->r->sentences[b->first + i];
        size_t n = s->last - s->first + 1;
        b->lines[i] = (word_line){.words = ARENA_ARRAY(scratch, word, n), .count = n};
        if (b->lines[i].words == NULL) {
            return false;
        }
        b->lines[i].how = word_list(&b->tags->words, &b->r->tokens[s->first], n, b->lines[i].words);
    }
    return true;
}

static bool write_down(const batch *b, size_t i)
{
    uint32_t from = b->r->sentences[b->first + i].first;
    token *tokens = &b->r->tokens[from];
    for (size_t t = 0; t < b->lines[i].count; t++) {
        int32_t head = b->nodes[i][t].head;
        tokens[t].head = head < 0 ? -1 : (int32_t)from + head;
        tokens[t].deprel = b->nodes[i][t].relation;
    }
    if (!tagger_fill(b->tags, b->lines[i].words, tokens, b->lines[i].count, b->r->arena)) {
        return false;
    }
    mend_tree(tokens, (int32_t)from, b->lines[i].count);
    return true;
}

static bool run_batch(batch *b, arena *scratch)
{
    if (!look_at_words(b, scratch)) {
        return false;
    }
    tagger_run(b->tags, b->lines, b->count);
    bool ok = parser_run(b->trees, b->lines, b->count, scratch, b->nodes);
    for (size_t i = 0; ok && i < b->count; i++) {
        ok = write_down(b, i);
    }
    return ok;
}

dateline_status trees_run(const tagger *tags, const parser *trees, report *r, arena *scratch,
                          dateline_error *e)
{
    batch b;
    b.tags = tags;
    b.trees = trees;
    b.r = r;
    for (b.first = 0; b.first < r->nsentences; b.first += b.count) {
        b.count = batch_size(r, b.first);
        arena_mark mark = arena_save(scratch);
        bool done = run_batch(&b, scratch);
        arena_restore(scratch, mark);
        if (!done) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}
