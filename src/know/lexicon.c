/* know/lexicon.c - opening a pack of the act lexicon and looking words up in it.
 *
 * Opening checks that every array lies inside the pack and every index inside its array.
 */
#include "know/lexicon.h"

#include "know/lexicon_priv.h"

static const void *array_at(view pack, const lexicon_header *h, unsigned which, size_t size)
{
    uint64_t offset = h->arrays[which].offset;
    uint64_t count = h->arrays[which].count;
    if (offset > pack.length || offset % 8 != 0 || count > (pack.length - offset) / size) {
        return NULL;
    }
    return pack.data + offset;
}

static bool inside(uint64_t first, uint64_t count, uint64_t limit)
{
    return first <= limit && count <= limit - first;
}

static bool words_fit(const lexicon *lex)
{
    for (size_t i = 0; i < lex->nwords; i++) {
        const lexicon_word_row *w = &lex->words[i];
        const lexicon_word_text *text = &lex->texts[i];
        if (!inside(text->start, text->length, lex->bytes.length) ||
            !inside(w->first_entry, w->nentries, lex->nentries) || w->verb > lex->nwords ||
            w->sought >= lex->nsought) {
            return false;
        }
    }
    bool free_slot = false;
    for (size_t i = 0; i < lex->nslots; i++) {
        free_slot = free_slot || lex->slots[i] == 0;
        if ((lex->slots[i] & LEXICON_SLOT_WORD) > lex->nwords ||
            (lex->slots[i] != 0 && (lex->slots[i] & LEXICON_SLOT_WORD) == 0)) {
            return false;
        }
    }
    return free_slot && (lex->nslots & (lex->nslots - 1)) == 0;
}

static bool word_list_fits(const lexicon *lex, const uint16_t *words, size_t count)
{
    if (count > LEXICON_MAX_WORDS) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (words[i] >= lex->nwords) {
            return false;
        }
    }
    return true;
}

static bool entries_fit(const lexicon *lex)
{
    for (size_t i = 0; i < lex->nentries; i++) {
        const lexicon_entry *entry = &lex->entries[i];
        if (!word_list_fits(lex, entry->words, entry->nwords) || entry->nwords == 0 ||
            entry->file >= lex->nwords ||
            !inside(entry->first_sense, entry->nsenses, lex->nsenses)) {
            return false;
        }
    }
    for (size_t i = 0; i < lex->nsenses; i++) {
        const lexicon_sense *s = &lex->senses[i];
        if (!inside(s->first_item, s->nitems, lex->nitems) || s->ndemands > s->nitems ||
            lex->guards[i].first_item > lex->nitems || lex->guards[i].kind > ITEM_COUNT ||
            s->type >= ACT_COUNT || s->mode >= MODE_COUNT || s->status > STATUS_COUNT ||
            s->cameo[4] != 0 || s->sector[3] != 0 || s->recipient_sector[3] != 0) {
            return false;
        }
    }
    return true;
}

static bool items_fit(const lexicon *lex)
{
    for (size_t i = 0; i < lex->nitems; i++) {
        const lexicon_item *item = &lex->items[i];
        size_t limit = item->kind <= ITEM_LAST_ROLE ? lex->npaths : lex->nelements;
        if (item->kind >= ITEM_COUNT || !inside(item->first, item->count, limit) ||
            !inside(item->first_member, item->nmembers, lex->nmembers)) {
            return false;
        }
    }
    for (size_t i = 0; i < lex->npaths; i++) {
        const lexicon_path *path = &lex->paths[i];
        if (path->nsteps > LEXICON_MAX_STEPS || (path->join && i + 1 == lex->npaths)) {
            return false;
        }
        for (size_t s = 0; s < path->nsteps; s++) {
            if (path->kind[s] >= STEP_COUNT || path->word[s] >= lex->nwords) {
                return false;
            }
        }
    }
    for (size_t i = 0; i < lex->nelements; i++) {
        if (!word_list_fits(lex, lex->elements[i].words, lex->elements[i].nwords)) {
            return false;
        }
    }
    return true;
}

static void find_codes(lexicon *lex)
{
    for (size_t i = 0; i < lex->nsenses; i++) {
        const lexicon_sense *s = &lex->senses[i];
        bool own = s->mode == MODE_NONE || mode_type(s->mode) == s->type;
        char *code = s->mode == MODE_NONE ? lex->type_code[s->type] : lex->mode_code[s->mode];
        if (own && s->cameo[0] != 0 && (code[0] == 0 || strcmp(s->cameo, code) < 0)) {
            memcpy(code, s->cameo, sizeof s->cameo);
        }
    }
}

dateline_status lexicon_open(view pack, lexicon *lex, dateline_error *e)
{
    lexicon_header h;
    if (pack.length < sizeof h || (uintptr_t)pack.data % 8 != 0) {
        return fault(e, DATELINE_E_MODEL, "the act lexicon is cut short or misplaced");
    }
    memcpy(&h, pack.data, sizeof h);
    if (h.magic != LEXICON_MAGIC || h.version != LEXICON_VERSION) {
        return fault(e, DATELINE_E_MODEL, "no act lexicon of version %u", LEXICON_VERSION);
    }
    *lex = (lexicon){0};
    lex->bytes.data = array_at(pack, &h, PACK_BYTES, 1);
    lex->bytes.length = (size_t)h.arrays[PACK_BYTES].count;
    lex->slots = array_at(pack, &h, PACK_SLOTS, sizeof *lex->slots);
    lex->nslots = (size_t)h.arrays[PACK_SLOTS].count;
    lex->words = array_at(pack, &h, PACK_WORDS, sizeof *lex->words);
    lex->nwords = (size_t)h.arrays[PACK_WORDS].count;
    lex->texts = array_at(pack, &h, PACK_TEXTS, sizeof *lex->texts);
    lex->entries = array_at(pack, &h, PACK_ENTRIES, sizeof *lex->entries);
    lex->nentries = (size_t)h.arrays[PACK_ENTRIES].count;
    lex->further = array_at(pack, &h, PACK_FURTHER, sizeof *lex->further);
    lex->last = array_at(pack, &h, PACK_LAST, sizeof *lex->last);
    lex->senses = array_at(pack, &h, PACK_SENSES, sizeof *lex->senses);
    lex->nsenses = (size_t)h.arrays[PACK_SENSES].count;
    lex->guards = array_at(pack, &h, PACK_GUARDS, sizeof *lex->guards);
    lex->items = array_at(pack, &h, PACK_ITEMS, sizeof *lex->items);
    lex->nitems = (size_t)h.arrays[PACK_ITEMS].count;
    lex->paths = array_at(pack, &h, PACK_PATHS, sizeof *lex->paths);
    lex->npaths = (size_t)h.arrays[PACK_PATHS].count;
    lex->elements = array_at(pack, &h, PACK_ELEMENTS, sizeof *lex->elements);
    lex->nelements = (size_t)h.arrays[PACK_ELEMENTS].count;
    lex->members = array_at(pack, &h, PACK_MEMBERS, sizeof *lex->members);
    lex->nmembers = (size_t)h.arrays[PACK_MEMBERS].count;
    lex->sought = array_at(pack, &h, PACK_SOUGHT, sizeof *lex->sought);
    lex->nsought = (size_t)h.arrays[PACK_SOUGHT].count;
    if (lex->sought == NULL || lex->bytes.data == NULL || lex->slots == NULL ||
        lex->words == NULL || lex->entries == NULL || lex->senses == NULL || lex->items == NULL ||
        lex->paths == NULL || lex->elements == NULL || lex->members == NULL ||
        lex->further == NULL || lex->last == NULL || lex->guards == NULL ||
        h.arrays[PACK_GUARDS].count != lex->nsenses ||
        h.arrays[PACK_LAST].count != h.arrays[PACK_FURTHER].count || lex->texts == NULL ||
        h.arrays[PACK_TEXTS].count != lex->nwords ||
        h.arrays[PACK_FURTHER].count != lex->nentries + LEXICON_BEHIND || !words_fit(lex) ||
        !entries_fit(lex) || !items_fit(lex)) {
        return fault(e, DATELINE_E_MODEL, "the act lexicon is damaged");
    }
    find_codes(lex);
    return DATELINE_OK;
}

uint32_t lexicon_hashed_word(const lexicon *lex, uint64_t hash)
{
    size_t s = hash & (lex->nslots - 1);
    while (lex->slots[s] != 0) {
        if ((lex->slots[s] ^ hash) >> LEXICON_SLOT_BITS == 0) {
            return (uint32_t)(lex->slots[s] & LEXICON_SLOT_WORD) - 1;
        }
        s = (s + 1) & (lex->nslots - 1);
    }
    return LEXICON_NONE;
}

uint32_t lexicon_word(const lexicon *lex, view lemma)
{
    char folded[64];
    if (lemma.length > sizeof folded) {
        return LEXICON_NONE;
    }
    for (size_t i = 0; i < lemma.length; i++) {
        folded[i] = ascii_lower(lemma.data[i]);
    }
    return lexicon_hashed_word(lex, view_hash((view){folded, lemma.length}));
}

view lexicon_text(const lexicon *lex, uint32_t word)
{
    const lexicon_word_text *text = &lex->texts[word];
    return (view){lex->bytes.data + text->start, text->length};
}

view lexicon_entry_name(const lexicon *lex, const lexicon_entry *entry, arena *a)
{
    char digits[24];
    view pieces[3 + 2 * LEXICON_MAX_WORDS] = {lexicon_text(lex, entry->file), VIEW(":"),
                                              view_of_number(entry->line, digits)};
    size_t n = 3;
    for (size_t i = 0; i < entry->nwords; i++) {
        pieces[n++] = VIEW(" ");
        pieces[n++] = lexicon_text(lex, entry->words[i]);
    }
    return arena_join(a, pieces, n);
}

unsigned lexicon_member_of(const lexicon *lex, const lexicon_item *set, uint32_t word)
{
    if (word == LEXICON_NONE || !lexicon_filter_may_have(&set->filter, word)) {
        return 0;
    }
    /* the last that is not behind it, without branches that nobody can foresee */
    const uint32_t *at = &lex->members[set->first_member];
    for (uint32_t n = set->nmembers; n > 1;) {
        uint32_t half = n / 2;
        at = at[half] >> LEXICON_MEMBER_BITS <= word ? at + half : at;
        n -= half;
    }
    bool same = set->nmembers > 0 && *at >> LEXICON_MEMBER_BITS == word;
    return same ? *at & ((1U << LEXICON_MEMBER_BITS) - 1) : 0;
}

const lexicon_item *lexicon_find_item(const lexicon *lex, const lexicon_sense *sense,
                                      item_kind kind)
{
    for (uint32_t i = 0; i < sense->nitems; i++) {
        const lexicon_item *item = &lex->items[sense->first_item + i];
        if (item->kind == kind) {
            return item;
        }
    }
    return NULL;
}
