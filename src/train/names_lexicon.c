/* Counting hints: a word hints at a kind when at least half of the capitalised words beside it are
 * of that kind and it was seen beside ten of them. */
#include "train/names_lexicon.h"

#include "train/packing.h"

enum { HINT_LEAST = 10, PHRASE_WORDS = 6 };

static lexicon_entry *entry_at(names_lexicon *x, uint32_t key)
{
    size_t at = key;
    while (x->slots[at & (x->size - 1)].key != 0 && x->slots[at & (x->size - 1)].key != key) {
        at++;
    }
    return &x->slots[at & (x->size - 1)];
}

lexicon_entry *names_lexicon_entry(names_lexicon *x, uint32_t key)
{
    if (x->count * 2 >= x->size) {
        names_lexicon old = *x;
        x->size = old.size == 0 ? 1024 : old.size * 2;
        x->slots = ARENA_ARRAY(x->a, lexicon_entry, x->size);
        if (x->slots == NULL) {
            return NULL;
        }
        for (size_t i = 0; i < old.size; i++) {
            if (old.slots[i].key != 0) {
                *entry_at(x, old.slots[i].key) = old.slots[i];
            }
        }
    }
    lexicon_entry *found = entry_at(x, key);
    x->count += found->key == 0;
    found->key = key;
    return found;
}

static unsigned kind_of(uint8_t label)
{
    return label == LABEL_OUTSIDE               ? NAME_KINDS
           : (label - 1U) / 4U < NAME_KINDS     ? (label - 1U) / 4U
           : (label - 1U) / 4U == NAME_FACILITY ? (unsigned)NAME_LOCATION
                                                : NAME_KINDS;
}

dateline_status names_lexicon_hints(names_lexicon *x, const report *r, const uint8_t *labels,
                                    dateline_error *e)
{
    for (size_t i = 0; i < r->nsentences; i++) {
        const sentence *s = &r->sentences[i];
        for (uint32_t t = s->first; t <= s->last; t++) {
            char c = r->tokens[t].form.data[0];
            if (!ascii_upper(c) && (uint8_t)c < 0xC3) {
                continue;
            }
            unsigned kind = kind_of(labels[t]);
            lexicon_entry *before =
                t > s->first ? names_lexicon_entry(x, word_lower_hash(r->tokens[t - 1].form))
                             : NULL;
            if (before != NULL) {
                before->right[kind]++;
            }
            lexicon_entry *after =
                t < s->last ? names_lexicon_entry(x, word_lower_hash(r->tokens[t + 1].form)) : NULL;
            if (after != NULL) {
                after->left[kind]++;
            }
        }
    }
    return arena_failed(x->a) ? fault_memory(e) : DATELINE_OK;
}

static uint32_t hints(const uint32_t counts[NAME_KINDS + 1])
{
    uint32_t sum = 0, bits = 0;
    for (size_t k = 0; k <= NAME_KINDS; k++) {
        sum += counts[k];
    }
    for (unsigned k = 0; k < NAME_KINDS && sum >= HINT_LEAST; k++) {
        bits |= counts[k] * 2 >= sum ? 1U << k : 0;
    }
    return bits;
}

static bool put(table_slot *slots, uint32_t bits, table_slot s)
{
    uint32_t mask = (1U << bits) - 1U, i = s.key & mask;
    while (slots[i].key != 0) {
        i = (i + 1) & mask;
    }
    slots[i] = s;
    return true;
}

static uint32_t facts_of(const lexicon_entry *n)
{
    return n->facts | hints(n->right) << 10 | hints(n->left) << 14;
}

dateline_status names_lexicon_write(names_lexicon *x, buf *out, dateline_error *e)
{
    uint32_t head[2] = {0, 0};
    for (size_t i = 0; i < x->size; i++) {
        head[1] += x->slots[i].key != 0 && facts_of(&x->slots[i]) != 0;
    }
    head[0] = table_bits(head[1]);
    table_slot *slots = ARENA_ARRAY(x->a, table_slot, (size_t)1 << head[0]);
    if (slots == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < x->size; i++) {
        const lexicon_entry *n = &x->slots[i];
        if (n->key != 0 && facts_of(n) != 0) {
            (void)put(slots, head[0], (table_slot){n->key, facts_of(n)});
        }
    }
    buf_view(out, (view){(const char *)head, sizeof head});
    buf_view(out, (view){(const char *)slots, sizeof *slots << head[0]});
    return DATELINE_OK;
}

/* Cuts the next word off a phrase as the tokeniser would: at blanks, and before and after hyphens.
 */
static bool next_word(view *rest, view *word)
{
    while (rest->length > 0 && rest->data[0] == ' ') {
        *rest = view_cut(*rest, 1, rest->length);
    }
    size_t n = rest->length > 0 && rest->data[0] == '-';
    while (n < rest->length && rest->data[n] != ' ' && rest->data[n] != '-' &&
           (n == 0 || rest->data[0] != '-')) {
        n++;
    }
    *word = view_cut(*rest, 0, n);
    *rest = view_cut(*rest, n, rest->length);
    return n > 0;
}

dateline_status names_lexicon_add(names_lexicon *x, view phrase, listed_kind kind,
                                  dateline_error *e)
{
    uint32_t hash = 0;
    size_t n = 0;
    view word;
    lexicon_entry *last = NULL;
    while (n < PHRASE_WORDS && next_word(&phrase, &word)) {
        if (last != NULL) {
            last->facts |= 1U << 26;
        }
        hash = n == 0 ? word_lower_hash(word) : phrase_hash(hash, word_lower_hash(word));
        last = names_lexicon_entry(x, hash);
        if (last == NULL) {
            return fault_memory(e);
        }
        n++;
    }
    if (last != NULL && phrase.length == 0) {
        last->facts |= 1U << (18 + kind);
    }
    return DATELINE_OK;
}
