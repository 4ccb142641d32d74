/* One pass over the bytes of each word.  Hashes are 32-bit FNV-1a, finished by a multiplication;
 * bytes outside ASCII are taken as they are. */
#include "syntax/words.h"

static uint32_t mix(uint32_t hash, unsigned char byte)
{
    return (hash ^ byte) * 16777619U;
}

static uint32_t finish(uint32_t hash)
{
    hash ^= hash >> 15;
    hash *= 0x2C1B3C6DU;
    hash ^= hash >> 13;
    return hash == 0 ? 1 : hash;
}

static char folded(char c)
{
    return ascii_digit(c) ? '0' : ascii_lower(c);
}

uint32_t word_lower_hash(view form)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < form.length; i++) {
        hash = mix(hash, (unsigned char)folded(form.data[i]));
    }
    return finish(hash);
}

dateline_status vocabulary_open(view bytes, vocabulary *out, dateline_error *e)
{
    uint32_t bits = 0;
    if (bytes.length >= 8) {
        memcpy(&bits, bytes.data, sizeof bits);
    }
    if (bits < 4 || bits > 22 || bytes.length < 8 + (sizeof(vocabulary_slot) << bits)) {
        return fault(e, DATELINE_E_MODEL, "the vocabulary is cut short");
    }
    *out = (vocabulary){(const void *)(bytes.data + 8), bits};
    return DATELINE_OK;
}

const vocabulary_slot *vocabulary_find(const vocabulary *lex, uint32_t hash)
{
    if (lex->slots == NULL) {
        return NULL;
    }
    uint32_t mask = (1U << lex->bits) - 1U;
    uint32_t i = hash & mask;
    for (uint32_t steps = 0; steps <= mask && lex->slots[i].hash != 0;
         steps++, i = (i + 1) & mask) {
        if (lex->slots[i].hash == hash) {
            return &lex->slots[i];
        }
    }
    return NULL;
}

/* What the letters of a form are. */
typedef struct {
    size_t upper, lower, digits, other, high;
} letters;

static uint8_t shape_of(view form, letters n)
{
    char first = form.length > 0 ? form.data[0] : ' ';
    unsigned kind = n.upper + n.lower + n.high == 0      ? (n.digits > 0 ? 6U : 7U)
                    : n.upper == 0                       ? 0U
                    : n.lower + n.high == 0              ? (n.upper == 1 ? 1U : 2U)
                    : ascii_upper(first) && n.upper == 1 ? 3U
                    : ascii_upper(first)                 ? 4U
                                                         : 5U;
    return (uint8_t)(kind | (n.digits > 0 ? 8U : 0U) | (n.other > 0 ? 16U : 0U));
}

static void set_suffixes(word *w, view form)
{
    uint32_t hash = 2166136261U;
    for (size_t k = 0; k < WORD_SUFFIXES; k++) {
        if (k < form.length) {
            hash = mix(hash, (unsigned char)folded(form.data[form.length - 1 - k]));
        }
        w->suffix[k] = k < form.length ? finish(hash) : 0;
    }
}

/* One pass over the bytes: counts, hashes of the form, its lower case and its first letters. */
static letters look(view form, word *w)
{
    letters n = {0};
    uint32_t hash = 2166136261U, lower = 2166136261U;
    for (size_t k = 0; k < WORD_PREFIXES; k++) {
        w->prefix[k] = 0;
    }
    for (size_t i = 0; i < form.length; i++) {
        char c = form.data[i];
        hash = mix(hash, (unsigned char)c);
        lower = mix(lower, (unsigned char)folded(c));
        n.upper += ascii_upper(c);
        n.lower += c >= 'a' && c <= 'z';
        n.digits += ascii_digit(c);
        n.high += (unsigned char)c >= 0x80;
        if (i < WORD_PREFIXES) {
            w->prefix[i] = finish(lower);
        }
    }
    n.other = form.length - n.upper - n.lower - n.digits - n.high;
    w->form = finish(hash);
    w->lower = finish(lower);
    w->shape = shape_of(form, n);
    w->tag = 0;
    set_suffixes(w, form);
    return n;
}

/* What the vocabulary says of a word. */
static void find(const vocabulary *lex, size_t length, word *w)
{
    const vocabulary_slot *slot = vocabulary_find(lex, w->lower);
    w->tags = slot == NULL ? 0 : slot->tags;
    w->group = slot == NULL ? 0 : slot->group;
    w->id = slot != NULL && slot->rank != 0
                ? w->lower
                : finish(w->suffix[length > 4 ? 2 : 1] ^ (w->shape * 0x9E3779B1U));
}

casing word_list(const vocabulary *lex, const token *tokens, size_t count, word *words)
{
    size_t upper = 0, lower = 0, title = 0, cased = 0;
    for (size_t t = 0; t < count; t++) {
        letters n = look(tokens[t].form, &words[t]);
        if (lex->slots != NULL) {
            __builtin_prefetch(&lex->slots[words[t].lower & ((1U << lex->bits) - 1U)]);
        }
        if (n.upper + n.lower >= 2) {
            cased++;
            upper += n.lower == 0;
            lower += n.upper == 0;
            title += n.lower > 0 && ascii_upper(tokens[t].form.data[0]);
        }
    }
    for (size_t t = 0; t < count; t++) {
        find(lex, tokens[t].form.length, &words[t]);
    }
    bool many = cased >= 3;
    return many && upper * 4 > cased * 3             ? CASING_UPPER
           : many && lower == cased                  ? CASING_LOWER
           : many && (title + upper) * 3 > cased * 2 ? CASING_TITLE
                                                     : CASING_MIXED;
}
