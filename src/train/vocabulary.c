/* Words of the treebanks from a sorted list of hash << 8 | upos, then the grouped words that are
 * not among them. */
#include "train/vocabulary.h"

#include <stdlib.h>

#include "train/packing.h"

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

static uint16_t group_of(const groups *g, uint32_t hash)
{
    const grouped_word *w = groups_find(g, hash);
    return w == NULL ? 0 : w->group;
}

/* found[] of the words that are kept; returns how many. */
static size_t collect(const uint64_t *list, size_t n, unsigned least, const groups *g,
                      vocabulary_slot *found)
{
    size_t kept = 0, w = 0;
    for (size_t i = 0, j; i < n; i = j) {
        uint32_t hash = (uint32_t)(list[i] >> 8);
        for (j = i; j < n && list[j] >> 8 == list[i] >> 8; j++) {
        }
        for (; w < g->count && g->words[w].hash < hash; w++) {
            found[kept++] = (vocabulary_slot){.hash = g->words[w].hash, .group = g->words[w].group};
        }
        w += w < g->count && g->words[w].hash == hash;
        if (j - i >= least || group_of(g, hash) != 0) {
            found[kept] = slot_of(&list[i], j - i);
            found[kept].rank = j - i >= least;
            found[kept++].group = group_of(g, hash);
        }
    }
    for (; w < g->count; w++) {
        found[kept++] = (vocabulary_slot){.hash = g->words[w].hash, .group = g->words[w].group};
    }
    return kept;
}

dateline_status vocabulary_write(const corpus *c, unsigned least, const groups *g, buf *out,
                                 dateline_error *e)
{
    uint64_t *list = ARENA_ARRAY(c->a, uint64_t, c->ntokens);
    vocabulary_slot *found = ARENA_ARRAY(c->a, vocabulary_slot, c->ntokens + g->count);
    if (list == NULL || found == NULL) {
        return fault_memory(e);
    }
    size_t kept = collect(list, list_words(c, list), least, g, found);
    uint32_t head[2] = {table_bits(kept), (uint32_t)kept};
    vocabulary_slot *slots = ARENA_ARRAY(c->a, vocabulary_slot, (size_t)1 << head[0]);
    if (slots == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < kept; i++) {
        put_slot(slots, head[0], found[i]);
    }
    buf_view(out, (view){(const char *)head, sizeof head});
    buf_view(out, (view){(const char *)slots, sizeof *slots << head[0]});
    return DATELINE_OK;
}
