/* know/lexicon_write.c - the builder laid out as a pack: header, then one array after the other.
 *
 * Entries are sorted by their first word, longest first within a word, so that a word row needs
 * only a range; equal ones keep the order of the text, which is the order in which senses are
 * tried.
 */
#include <stdlib.h>

#include "know/lexicon_priv.h"

typedef struct {
    lexicon_entry entry;
    uint32_t order;
} sortable;

static int by_word(const void *left, const void *right)
{
    const sortable *a = left;
    const sortable *b = right;
    if (a->entry.words[0] != b->entry.words[0]) {
        return a->entry.words[0] < b->entry.words[0] ? -1 : 1;
    }
    if (a->entry.nwords != b->entry.nwords) {
        return a->entry.nwords > b->entry.nwords ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

static void put_array(lexicon_header *h, buf *out, unsigned which, const void *data, size_t count,
                      size_t size)
{
    while (out->length % LEXICON_LINE != 0) {
        buf_char(out, 0);
    }
    h->arrays[which].offset = out->length;
    h->arrays[which].count = count;
    if (count > 0) {
        buf_view(out, (view){data, count * size});
    }
}

static void put_words(const lexicon_builder *b, lexicon_header *h, buf *out, lexicon_word_row *rows)
{
    buf bytes = {0};
    size_t nslots = 16;
    while (nslots < b->words.count * 2) {
        nslots *= 2;
    }
    uint64_t *slots = ARENA_ARRAY(b->a, uint64_t, nslots);
    lexicon_word_text *texts = ARENA_ARRAY(b->a, lexicon_word_text, b->words.count);
    if (slots == NULL || texts == NULL) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < b->words.count; i++) {
        view word = b->words.at[i];
        rows[i].classes = i < b->word_classes.count ? b->word_classes.at[i] : 0;
        rows[i].contexts = i < b->word_contexts.count ? b->word_contexts.at[i] : 0;
        texts[i] = (lexicon_word_text){(uint32_t)bytes.length, (uint32_t)word.length};
        buf_view(&bytes, word);
        uint64_t hash = view_hash(word);
        size_t s = hash & (nslots - 1);
        while (slots[s] != 0) {
            s = (s + 1) & (nslots - 1);
        }
        slots[s] = lexicon_slot((uint32_t)i, hash);
    }
    for (size_t i = 0; i < b->forms.count; i++) {
        rows[b->forms.at[i].form].verb = b->forms.at[i].verb + 1;
    }
    put_array(h, out, PACK_BYTES, bytes.data, bytes.length, 1);
    put_array(h, out, PACK_SLOTS, slots, nslots, sizeof *slots);
    put_array(h, out, PACK_WORDS, rows, b->words.count, sizeof *rows);
    put_array(h, out, PACK_TEXTS, texts, b->words.count, sizeof *texts);
    out->failed = out->failed || bytes.failed;
    buf_free(&bytes);
}

/* The types of act that words tell, and those whose frames name them. */
static void mark_types(const lexicon_builder *b, lexicon_word_row *rows)
{
    for (size_t i = 0; i < b->entries.count; i++) {
        const lexicon_entry *entry = &b->entries.at[i];
        for (uint32_t k = 0; k < entry->nsenses; k++) {
            const unsigned type = b->senses.at[entry->first_sense + k].type;
            const unsigned bit = type == ACT_NONE ? 0U : 1U << (type - 1);
            rows[entry->words[0]].told = (uint16_t)(rows[entry->words[0]].told | bit);
        }
    }
    for (size_t i = 0; i < b->senses.count; i++) {
        const lexicon_sense *sense = &b->senses.at[i];
        const unsigned bit = sense->type == ACT_NONE ? 0U : 1U << (sense->type - 1U);
        for (uint32_t k = 0; k < sense->nitems; k++) {
            const lexicon_item *item = &b->items.at[sense->first_item + k];
            for (uint32_t w = 0; w < item->count && item->kind > ITEM_LAST_ROLE; w++) {
                const lexicon_element *one = &b->elements.at[item->first + w];
                lexicon_word_row *row = &rows[one->words[0]];
                row->named = one->nwords == 1 ? (uint16_t)(row->named | bit) : row->named;
            }
        }
    }
}

static lexicon_entry *sorted_entries(const lexicon_builder *b, lexicon_word_row *rows)
{
    size_t n = b->entries.count;
    sortable *sorted = ARENA_ARRAY(b->a, sortable, n);
    lexicon_entry *entries = ARENA_ARRAY(b->a, lexicon_entry, n);
    if (sorted == NULL || entries == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (sortable){b->entries.at[i], (uint32_t)i};
    }
    qsort(sorted, n, sizeof *sorted, by_word);
    for (size_t i = 0; i < n; i++) {
        entries[i] = sorted[i].entry;
        lexicon_word_row *row = &rows[entries[i].words[0]];
        row->first_entry = row->nentries == 0 ? (uint32_t)i : row->first_entry;
        row->nentries++;
    }
    return entries;
}

/* Of each entry the words that are looked for first: the second, or the only one, and the last. */
static bool further_words(const lexicon_builder *b, const lexicon_entry *entries, uint8_t **further,
                          uint8_t **last)
{
    *further = ARENA_ARRAY(b->a, uint8_t, b->entries.count + LEXICON_BEHIND);
    *last = ARENA_ARRAY(b->a, uint8_t, b->entries.count + LEXICON_BEHIND);
    if (*further == NULL || *last == NULL) {
        return false;
    }
    for (size_t i = 0; i < b->entries.count; i++) {
        const lexicon_entry *entry = &entries[i];
        (*further)[i] = lexicon_filter_bit(entry->words[entry->nwords > 1]);
        (*last)[i] = lexicon_filter_bit(entry->words[entry->nwords - 1]);
    }
    return true;
}

/* Of each sense demands before roles, so that one that does not hold is found without a look at
 * the roles. */
static void order_items(const lexicon_builder *b)
{
    for (size_t i = 0; i < b->senses.count; i++) {
        lexicon_sense *sense = &b->senses.at[i];
        lexicon_item *items = &b->items.at[sense->first_item];
        sense->ndemands = 0;
        for (uint32_t k = 0; k < sense->nitems; k++) {
            const lexicon_item one = items[k];
            if (one.kind > ITEM_LAST_ROLE) {
                memmove(&items[sense->ndemands + 1], &items[sense->ndemands],
                        (k - sense->ndemands) * sizeof one);
                items[sense->ndemands++] = one;
            }
        }
    }
}

/* Of a demand whatever it may find is known before a look at the sense; others hold without it. */
static void guard_by(const lexicon_item *item, lexicon_guard *guard)
{
    switch ((item_kind)item->kind) {
    case ITEM_OBJECT:
    case ITEM_SUBJECT:
    case ITEM_MOD:
    case ITEM_COMPLEMENT:
        guard->filter = item->filter;
        guard->classes = item->classes;
        guard->kind = item->kind;
        break;
    case ITEM_WITH_WORD:
        lexicon_filter_add(&guard->filter, item->sought);
        guard->kind = item->kind;
        break;
    case ITEM_ACTOR:
    case ITEM_RECIPIENT:
    case ITEM_BOTH:
    case ITEM_TOPIC:
    case ITEM_OBJECT_NOT:
    case ITEM_SUBJECT_NOT:
    case ITEM_MOD_NOT:
    case ITEM_LIGHT:
    case ITEM_COUNT:
        memset(&guard->filter, UINT8_MAX, sizeof guard->filter);
        break;
    }
}

static lexicon_guard *guards_of(const lexicon_builder *b)
{
    lexicon_guard *guards = ARENA_ARRAY(b->a, lexicon_guard, b->senses.count);
    for (size_t i = 0; guards != NULL && i < b->senses.count; i++) {
        const lexicon_sense *sense = &b->senses.at[i];
        guards[i].kind = ITEM_COUNT;
        guards[i].type = sense->type;
        guards[i].first_item = sense->first_item;
        const lexicon_item none = {.kind = ITEM_COUNT};
        guard_by(sense->ndemands > 0 ? &b->items.at[sense->first_item] : &none, &guards[i]);
    }
    return guards;
}

dateline_status lexicon_write(lexicon_builder *b, buf *out, dateline_error *e)
{
    if (b->words.count > UINT16_MAX) {
        return fault(e, DATELINE_E_LIMIT, "the act lexicon has more than %d words", UINT16_MAX);
    }
    if (b->items.count > UINT16_MAX || b->entries.count > UINT16_MAX) {
        return fault(e, DATELINE_E_LIMIT, "the act lexicon has more than %d entries or their lines",
                     UINT16_MAX);
    }
    lexicon_header h = {.magic = LEXICON_MAGIC, .version = LEXICON_VERSION};
    buf pack = {0};
    buf_view(&pack, (view){(const char *)&h, sizeof h});
    lexicon_word_row *rows = ARENA_ARRAY(b->a, lexicon_word_row, b->words.count);
    lexicon_entry *entries = rows == NULL ? NULL : sorted_entries(b, rows);
    uint8_t *further = NULL;
    uint8_t *last = NULL;
    if (entries == NULL || !further_words(b, entries, &further, &last)) {
        buf_free(&pack);
        return fault_memory(e);
    }
    order_items(b);
    mark_types(b, rows);
    lexicon_sets sets = {0};
    lexicon_write_sets(b, rows, &sets);
    put_words(b, &h, &pack, rows);
    put_array(&h, &pack, PACK_ENTRIES, entries, b->entries.count, sizeof *entries);
    put_array(&h, &pack, PACK_FURTHER, further, b->entries.count + LEXICON_BEHIND, sizeof *further);
    put_array(&h, &pack, PACK_LAST, last, b->entries.count + LEXICON_BEHIND, sizeof *last);
    put_array(&h, &pack, PACK_SENSES, b->senses.at, b->senses.count, sizeof *b->senses.at);
    put_array(&h, &pack, PACK_GUARDS, guards_of(b), b->senses.count, sizeof(lexicon_guard));
    put_array(&h, &pack, PACK_ITEMS, b->items.at, b->items.count, sizeof *b->items.at);
    put_array(&h, &pack, PACK_PATHS, b->paths.at, b->paths.count, sizeof *b->paths.at);
    put_array(&h, &pack, PACK_ELEMENTS, sets.elements.at, sets.elements.count,
              sizeof *sets.elements.at);
    put_array(&h, &pack, PACK_MEMBERS, sets.members.at, sets.members.count,
              sizeof *sets.members.at);
    put_array(&h, &pack, PACK_SOUGHT, sets.sought.at, sets.sought.count, sizeof *sets.sought.at);
    bool failed = pack.failed || arena_failed(b->a);
    if (!failed) {
        memcpy(pack.data, &h, sizeof h);
        buf_view(out, buf_all(&pack));
    }
    buf_free(&pack);
    return failed || out->failed ? fault_memory(e) : DATELINE_OK;
}

dateline_status lexicon_compile(const lexicon_source *sources, size_t nsources, arena *a, buf *out,
                                const lexicon_notes *notes, dateline_error *e)
{
    lexicon_builder b = {.a = a, .notes = notes, .e = e};
    TRY(lexicon_parse(&b, sources, nsources));
    if (arena_failed(a)) {
        return fault_memory(e);
    }
    return lexicon_write(&b, out, e);
}
