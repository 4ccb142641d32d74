/* know/lexicon_priv.h - the lexicon while it is being compiled, and the pack's header.
 *
 * lexicon_parse.c reads the text into a builder, lexicon_write.c and lexicon_sets.c lay the builder
 * out as a pack.
 */
#ifndef KNOW_LEXICON_PRIV_H
#define KNOW_LEXICON_PRIV_H

#include "know/lexicon.h"

#define LEXICON_MAGIC 0x53544341U /* "ACTS" */
#define LEXICON_VERSION 11U
#define LEXICON_LINE 64 /* bytes of a cache line, on which arrays begin */

enum {
    PACK_BYTES,
    PACK_SLOTS,
    PACK_WORDS,
    PACK_TEXTS,
    PACK_ENTRIES,
    PACK_FURTHER,
    PACK_LAST,
    PACK_SENSES,
    PACK_GUARDS,
    PACK_ITEMS,
    PACK_PATHS,
    PACK_ELEMENTS,
    PACK_MEMBERS,
    PACK_SOUGHT,
    PACK_ARRAYS
};

/* A slot of the words' table: the upper bits of the word's hash and its number + 1. */
#define LEXICON_SLOT_BITS 20
#define LEXICON_SLOT_WORD ((1U << LEXICON_SLOT_BITS) - 1U)
static inline uint64_t lexicon_slot(uint32_t word, uint64_t hash)
{
    return hash >> LEXICON_SLOT_BITS << LEXICON_SLOT_BITS | (word + 1);
}

typedef struct {
    uint32_t magic, version;
    struct {
        uint64_t offset, count; /* bytes from the pack's start; elements */
    } arrays[PACK_ARRAYS];
} lexicon_header;

typedef struct {
    view name;
    view words; /* "a; b; @c" */
    view file;
    uint32_t line;
} lexicon_class;

typedef struct {
    uint32_t form, verb; /* words */
} lexicon_form;

typedef VEC(uint64_t) lexicon_bits;

typedef VEC(lexicon_element) lexicon_elements;
typedef VEC(uint32_t) lexicon_members;

/* What sets are written as. */
typedef struct {
    lexicon_members members;
    lexicon_elements elements;
    VEC(lexicon_filter) sought; /* what words stand for; the first is empty */
} lexicon_sets;

typedef struct {
    arena *a;
    map word_of;
    VEC(view) words;
    VEC(lexicon_class) classes;
    VEC(lexicon_form) forms;
    VEC(lexicon_entry) entries;
    VEC(lexicon_sense) senses;
    VEC(lexicon_item) items;
    VEC(lexicon_path) paths;
    lexicon_elements elements;
    lexicon_bits word_classes, word_contexts; /* by word; may be shorter */
    const lexicon_notes *notes;
    /* where the reader stands */
    view file;
    uint32_t line;
    dateline_status status;
    dateline_error *e;
} lexicon_builder;

/* The word's number, made when new. */
uint32_t lexicon_intern(lexicon_builder *b, view word);
/* Notes a mistake at the line that is being read. */
void lexicon_complain(lexicon_builder *b, const char *format, ...) PRINTF_LIKE(2, 3);
/* Which of the names the value is; -1 = none. */
int lexicon_pick(view value, const char *const *names, size_t count);
/* Appends the elements of "a; b; @c" to the builder's. */
void lexicon_read_set(lexicon_builder *b, view text, char separator, int depth);
void lexicon_mark_class(lexicon_builder *b, const lexicon_class *one);
MUST_USE dateline_status lexicon_parse(lexicon_builder *b, const lexicon_source *sources,
                                       size_t nsources);
/* Lays the sets out for looking up; their items' elements are put into order, and each of the
 * words' rows gets the number of what it may stand for. */
void lexicon_write_sets(lexicon_builder *b, lexicon_word_row *rows, lexicon_sets *out);
MUST_USE dateline_status lexicon_write(lexicon_builder *b, buf *out, dateline_error *e);

#endif
