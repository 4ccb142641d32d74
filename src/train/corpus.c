/* Sentences as views into the reports that conllu_read made; recased copies have forms of their
 * own. */
#include "train/corpus.h"

#include <stdlib.h>

#include "train/conllu.h"
#include "train/learn.h"

enum { FOLDS_MOST = 16 };
static const size_t corpus_limit = (size_t)4 << 30;

static dateline_status add_file(corpus *c, const char *path, dateline_error *e)
{
    report *r;
    TRY(conllu_read(path, &r, e));
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

dateline_status corpus_open(corpus *c, const char *const *paths, size_t count, dateline_error *e)
{
    *c = (corpus){.a = arena_new(corpus_limit)};
    dateline_status status = c->a == NULL ? fault_memory(e) : DATELINE_OK;
    for (size_t i = 0; i < count && i < CORPUS_FILES && status == DATELINE_OK; i++) {
        status = add_file(c, paths[i], e);
    }
    if (status != DATELINE_OK) {
        corpus_close(c);
    }
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
        s->words = s->words == NULL ? ARENA_ARRAY(c->a, word, s->count) : s->words;
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

/* ---- the vocabulary ---------------------------------------------------------------------------
 */

enum { TAGS_FROM = 8 }; /* a word's parts of speech count as known when it was seen so often */

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static void put_slot(vocabulary_slot *slots, uint32_t bits, vocabulary_slot s)
{
    uint32_t mask = (1U << bits) - 1U, i = s.hash & mask;
    while (slots[i].hash != 0) {
        i = (i + 1) & mask;
    }
    slots[i] = s;
}

/* One word's stretch of the sorted list of hash << 8 | upos. */
static vocabulary_slot slot_of(const uint64_t *list, size_t count)
{
    size_t seen[UPOS_COUNT] = {0};
    vocabulary_slot s = {.hash = (uint32_t)(list[0] >> 8), .rank = 1};
    for (size_t i = 0; i < count; i++) {
        seen[list[i] & 0xFFU]++;
    }
    for (uint32_t u = 0; count >= TAGS_FROM && u < UPOS_COUNT; u++) {
        s.tags |= seen[u] * 20 >= count ? 1U << u : 0U;
    }
    return s;
}

static size_t list_words(const corpus *c, uint64_t *list)
{
    size_t n = 0;
    for (size_t i = 0; i < c->gold; i++) {
        const corpus_sentence *s = &c->sentences[i];
        for (size_t t = 0; t < s->count; t++) {
            list[n++] = (uint64_t)word_lower_hash(s->tokens[t].form) << 8 | s->tokens[t].upos;
        }
    }
    qsort(list, n, sizeof *list, by_value);
    return n;
}

dateline_status vocabulary_write(const corpus *c, unsigned least, buf *out, dateline_error *e)
{
    uint64_t *list = ARENA_ARRAY(c->a, uint64_t, c->ntokens);
    if (list == NULL) {
        return fault_memory(e);
    }
    size_t n = list_words(c, list), kept = 0;
    vocabulary_slot *found = ARENA_ARRAY(c->a, vocabulary_slot, n);
    for (size_t i = 0, j; found != NULL && i < n; i = j) {
        for (j = i; j < n && list[j] >> 8 == list[i] >> 8; j++) {
        }
        if (j - i >= least) {
            found[kept++] = slot_of(&list[i], j - i);
        }
    }
    uint32_t head[2] = {4, (uint32_t)kept};
    while (((size_t)1 << head[0]) * 2 < kept * 3) {
        head[0]++;
    }
    vocabulary_slot *slots = ARENA_ARRAY(c->a, vocabulary_slot, (size_t)1 << head[0]);
    if (slots == NULL || found == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < kept; i++) {
        put_slot(slots, head[0], found[i]);
    }
    buf_view(out, (view){(const char *)head, sizeof head});
    buf_view(out, (view){(const char *)slots, sizeof *slots << head[0]});
    return DATELINE_OK;
}
