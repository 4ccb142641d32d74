/* train/names_lexicon.h - what the name finder's lexicon says of words and phrases: hints counted
 * in the marked reports, and lists of names.
 *
 *     names_lexicon x = {.a = arena};
 *     names_lexicon_hints(&x, r, labels, e) ...  names_lexicon_lists(&x, options, e);
 *     names_lexicon_write(&x, &out, e);
 *
 * The bits of an entry are those of syntax/names.h.
 */
#ifndef TRAIN_NAMES_LEXICON_H
#define TRAIN_NAMES_LEXICON_H

#include "syntax/names.h"
#include "train/train.h"

typedef struct {
    uint32_t key;
    uint32_t facts;                 /* all but the hints */
    uint32_t right[NAME_KINDS + 1]; /* capitalised words after it, by kind; last: no name */
    uint32_t left[NAME_KINDS + 1];  /* the same before it */
} lexicon_entry;

typedef struct {
    arena *a;
    lexicon_entry *slots; /* open addressing by key; key 0 = free */
    size_t size, count;
} names_lexicon;

MUST_USE dateline_status names_lexicon_hints(names_lexicon *x, const report *r,
                                             const uint8_t *labels, dateline_error *e);
MUST_USE dateline_status names_lexicon_lists(names_lexicon *x, const train_options *o,
                                             dateline_error *e);
/* The distributional classes of the tagger's vocabulary. */
MUST_USE dateline_status names_lexicon_groups(names_lexicon *x, const vocabulary *words,
                                              dateline_error *e);
/* The entry of a key, made when it is new; null = no memory.  Good until the next call. */
lexicon_entry *names_lexicon_entry(names_lexicon *x, uint32_t key);
MUST_USE dateline_status names_lexicon_write(names_lexicon *x, buf *out, dateline_error *e);
/* Adds bits to the entry of a phrase, and the prefix bit to those it begins with. */
MUST_USE dateline_status names_lexicon_add(names_lexicon *x, view phrase, listed_kind kind,
                                           dateline_error *e);

#endif
