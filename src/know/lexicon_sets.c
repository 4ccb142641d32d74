/* know/lexicon_sets.c - the sets of demands laid out for looking words up in them.
 *
 * A set is the sorted list of its words, each with how it stands in it, and its elements of several
 * words; sets that are the same share both, so that all of them fit into a cache.  A filter of its
 * words and the classes of those that stand alone lie with the item itself.
 */
#include <stdlib.h>

#include "know/lexicon_priv.h"

typedef struct {
    lexicon_builder *b;
    lexicon_sets *out;
    map members_at, elements_at; /* from the bytes of a list to its place */
} set_writer;

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x;
    uint32_t b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static int by_words(const void *x, const void *y)
{
    return memcmp(x, y, sizeof(lexicon_element));
}

static void add_member(lexicon_builder *b, lexicon_members *list, lexicon_filter *filter,
                       uint32_t word, unsigned how)
{
    lexicon_filter_add(filter, word);
    (void)VEC_PUSH(list, b->a, word << LEXICON_MEMBER_BITS | how);
}

/* Sorted, each word once, with all the ways in which it stands in the set. */
static void join_members(lexicon_members *list)
{
    size_t kept = 0;
    if (list->count > 0) {
        qsort(list->at, list->count, sizeof *list->at, by_number);
    }
    for (size_t i = 0; i < list->count; i++) {
        bool same = kept > 0 &&
                    list->at[kept - 1] >> LEXICON_MEMBER_BITS == list->at[i] >> LEXICON_MEMBER_BITS;
        kept += !same;
        list->at[kept - 1] = same ? list->at[kept - 1] | list->at[i] : list->at[i];
    }
    list->count = kept;
}

/* The place of a list that is the same, or of this one, appended; false = it is to be appended. */
static bool is_there(set_writer *w, map *places, const void *list, size_t bytes, size_t end,
                     uint32_t *place)
{
    view key = arena_copy(w->b->a, (view){bytes == 0 ? "" : list, bytes});
    const uint32_t *at = map_at(places, w->b->a, key, (uint32_t)end);
    *place = at == NULL ? 0 : *at;
    return at == NULL || *at != end;
}

static void write_set(set_writer *w, lexicon_item *item)
{
    lexicon_builder *b = w->b;
    lexicon_element *all = &b->elements.at[item->first];
    lexicon_members words = {0};
    uint32_t several = 0;
    for (uint32_t k = 0; k < item->count; k++) {
        lexicon_element one = all[k];
        if (one.nwords == 1) {
            add_member(b, &words, &item->filter, one.words[0], LEXICON_ALONE);
            item->classes |=
                one.words[0] < b->word_classes.count ? b->word_classes.at[one.words[0]] : 0;
            continue;
        }
        for (uint32_t i = 0; i < one.nwords; i++) {
            add_member(b, &words, &item->filter, one.words[i],
                       i == 0 ? LEXICON_FIRST | LEXICON_PART : LEXICON_PART);
        }
        all[several++] = one;
    }
    join_members(&words);
    qsort(all, several, sizeof *all, by_words);
    item->count = several;
    item->nmembers = (uint32_t)words.count;
    if (!is_there(w, &w->members_at, words.at, words.count * sizeof *words.at,
                  w->out->members.count, &item->first_member)) {
        for (size_t i = 0; i < words.count; i++) {
            (void)VEC_PUSH(&w->out->members, b->a, words.at[i]);
        }
    }
    if (!is_there(w, &w->elements_at, all, several * sizeof *all, w->out->elements.count,
                  &item->first)) {
        for (uint32_t k = 0; k < several; k++) {
            (void)VEC_PUSH(&w->out->elements, b->a, all[k]);
        }
    }
}

/* A number for each set that is sought in sentences, by what it is written as, and a filter of
 * these numbers for each word that is, or begins, an element. */
static void number_sought(set_writer *w, lexicon_filter *of_word)
{
    lexicon_builder *b = w->b;
    map numbers = {0};
    uint32_t count = 0;
    for (size_t i = 0; i < b->items.count; i++) {
        lexicon_item *item = &b->items.at[i];
        if (item->kind != ITEM_WITH_WORD) {
            continue;
        }
        const uint32_t place[] = {item->first_member, item->nmembers, item->first, item->count};
        const view key = arena_copy(b->a, (view){(const char *)place, sizeof place});
        const uint32_t *at = map_at(&numbers, b->a, key, count);
        const uint32_t number = at == NULL ? 0 : *at;
        count += number == count;
        item->sought = lexicon_filter_bit(number);
        for (uint32_t k = 0; k < item->nmembers; k++) {
            const uint32_t member = w->out->members.at[item->first_member + k];
            if ((member & (LEXICON_ALONE | LEXICON_FIRST)) != 0) {
                lexicon_filter_add(&of_word[member >> LEXICON_MEMBER_BITS], number);
            }
        }
    }
}

static void write_sought(set_writer *w, lexicon_word_row *rows)
{
    lexicon_builder *b = w->b;
    lexicon_sets *out = w->out;
    lexicon_filter *of_word = ARENA_ARRAY(b->a, lexicon_filter, b->words.count + 1);
    map places = {0};
    if (of_word == NULL) {
        return;
    }
    number_sought(w, of_word + 1); /* before the first an empty one */
    for (size_t i = 0; i <= b->words.count; i++) {
        uint32_t place = 0;
        if (!is_there(w, &places, &of_word[i], sizeof *of_word, out->sought.count, &place)) {
            (void)VEC_PUSH(&out->sought, b->a, of_word[i]);
        }
        if (i > 0) {
            rows[i - 1].sought = (uint16_t)place; /* sets are fewer than lines of senses */
        }
    }
}

void lexicon_write_sets(lexicon_builder *b, lexicon_word_row *rows, lexicon_sets *out)
{
    set_writer w = {.b = b, .out = out};
    for (size_t i = 0; i < b->items.count; i++) {
        if (b->items.at[i].kind > ITEM_LAST_ROLE) {
            write_set(&w, &b->items.at[i]);
        }
    }
    write_sought(&w, rows);
}
