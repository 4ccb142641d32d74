/* Sentences as views into the reports that conllu_read made; recased copies have forms of their
 * own. */
#include "train/corpus.h"

#include "train/conllu.h"
#include "train/learn.h"

enum { GUM_TRAIN = 1 }; /* its place among the treebanks */
static const size_t corpus_limit = (size_t)4 << 30;

static dateline_status add_sentences(corpus *c, report *r, dateline_error *e)
{
    c->files[c->nfiles++] = r;
    corpus_sentence *all =
        arena_grow(c->a, c->sentences, c->count, c->count + r->nsentences, sizeof *all);
    if (all == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < r->nsentences; i++) {
        const sentence *s = &r->sentences[i];
        uint32_t n = s->last - s->first + 1;
        all[c->count + i] = (corpus_sentence){
            .tokens = &r->tokens[s->first], .count = n, .first = s->first, .fold = (uint32_t)i};
        c->ntokens += n;
        c->longest = n > c->longest ? n : c->longest;
    }
    c->sentences = all;
    c->count += r->nsentences;
    c->gold = c->count;
    return DATELINE_OK;
}

/* Appends the documents of a CoNLL-U file that are not of the quarter. */
static void leave_out(view text, unsigned quarter, buf *out)
{
    const view mark = VIEW("# newdoc id");
    size_t at = view_find(text, mark, 0);
    for (unsigned n = 0; at != SIZE_MAX; n++) {
        size_t next = view_find(text, mark, at + 1);
        view document = view_cut(text, at, next == SIZE_MAX ? text.length : next);
        if (n % GUM_QUARTERS != quarter - 1) {
            buf_view(out, document);
        }
        at = next;
    }
}

static dateline_status add_file(corpus *c, const char *path, unsigned without, dateline_error *e)
{
    report *r;
    if (without == 0) {
        TRY(conllu_read(path, &r, e));
        return add_sentences(c, r, e);
    }
    arena *a = arena_new(corpus_limit);
    view text = VIEW("");
    buf rest = {0};
    dateline_status status =
        a == NULL ? fault_memory(e) : file_read(path, a, (size_t)256 << 20, &text, e);
    if (status == DATELINE_OK) {
        leave_out(text, without, &rest);
        status = rest.failed ? fault_memory(e) : conllu_parse(buf_all(&rest), path, &r, e);
    }
    buf_free(&rest);
    arena_free(a);
    return status == DATELINE_OK ? add_sentences(c, r, e) : status;
}

static dateline_status open_files(corpus *c, const char *const *paths, size_t count,
                                  unsigned without, dateline_error *e)
{
    *c = (corpus){.a = arena_new(corpus_limit)};
    dateline_status status = c->a == NULL ? fault_memory(e) : DATELINE_OK;
    for (size_t i = 0; i < count && i < CORPUS_FILES && status == DATELINE_OK; i++) {
        status = add_file(c, paths[i], i == GUM_TRAIN ? without : 0, e);
    }
    if (status != DATELINE_OK) {
        corpus_close(c);
    }
    return status;
}

dateline_status corpus_open(corpus *c, const char *const *paths, size_t count, dateline_error *e)
{
    return open_files(c, paths, count, 0, e);
}

dateline_status corpus_treebanks(corpus *c, const char *shared, bool dev, unsigned without,
                                 dateline_error *e)
{
    static const char *const names[CORPUS_FILES] = {"ud-ewt/train", "ud-gum/train", "ud-ewt/dev",
                                                    "ud-gum/dev"};
    const char *paths[CORPUS_FILES];
    arena *a = arena_new(0);
    if (a == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < CORPUS_FILES; i++) {
        paths[i] = arena_printf(a, "%s/data/%s.conllu", shared, names[i]).data;
    }
    dateline_status status = open_files(c, paths, dev ? 4 : 2, without, e);
    arena_free(a);
    return status;
}

void corpus_close(corpus *c)
{
    for (size_t i = 0; i < c->nfiles; i++) {
        report_free(c->files[i]);
    }
    arena_free(c->a);
    *c = (corpus){0};
}

static view recased(arena *a, view form, casing how)
{
    view copy = arena_copy(a, form);
    char *p = (char *)(uintptr_t)copy.data;
    for (size_t i = 0; i < copy.length; i++) {
        bool up = how == CASING_UPPER || (how == CASING_TITLE && i == 0);
        if (how == CASING_LOWER) {
            p[i] = ascii_lower(p[i]);
        } else if (up && p[i] >= 'a' && p[i] <= 'z') {
            p[i] = (char)(p[i] - 32);
        }
    }
    return copy;
}

/* Headlines leave short function words small. */
static bool stays_small(const token *t, casing how)
{
    return how == CASING_TITLE && t->form.length <= 4 &&
           (t->upos == UPOS_ADP || t->upos == UPOS_DET || t->upos == UPOS_CCONJ ||
            t->upos == UPOS_PART);
}

static bool recase_sentence(corpus *c, corpus_sentence *copy, casing how)
{
    token *tokens = arena_grow(c->a, copy->tokens, copy->count, copy->count, sizeof(token));
    for (size_t t = 0; tokens != NULL && t < copy->count; t++) {
        if (!stays_small(&tokens[t], how)) {
            tokens[t].form = recased(c->a, tokens[t].form, how);
        }
    }
    copy->tokens = tokens;
    return tokens != NULL;
}

dateline_status corpus_recase(corpus *c, float share, uint64_t seed, dateline_error *e)
{
    uint64_t random = seed * 77 + 5;
    corpus_sentence *all = arena_grow(c->a, c->sentences, c->gold, c->gold * 2, sizeof *all);
    if (all == NULL) {
        return fault_memory(e);
    }
    size_t n = c->gold;
    for (size_t i = 0; i < c->gold; i++) {
        uint64_t pick = random_next(&random) >> 33;
        if (random_unit(&random) < share) {
            all[n] = all[i];
            if (!recase_sentence(c, &all[n], (casing)(1 + pick % 3))) {
                return fault_memory(e);
            }
            n++;
        }
    }
    c->sentences = all;
    c->count = n;
    return DATELINE_OK;
}

dateline_status corpus_words(corpus *c, const vocabulary *lex, dateline_error *e)
{
    for (size_t i = 0; i < c->count; i++) {
        corpus_sentence *s = &c->sentences[i];
        s->words = ARENA_ARRAY(c->a, word, s->count);
        if (s->words == NULL) {
            return fault_memory(e);
        }
        s->how = word_list(lex, s->tokens, s->count, s->words);
    }
    return DATELINE_OK;
}

void corpus_shuffle(uint32_t *order, size_t count, uint64_t *random)
{
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)(random_next(random) % i);
        uint32_t swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
}
