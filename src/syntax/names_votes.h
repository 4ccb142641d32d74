/* syntax/names_votes.h - what a word is elsewhere in the report speaks for what it is here; private
 * to syntax/names.c.
 *
 *     names_votes *v = ARENA_ARRAY(scratch, names_votes, b->nnumbers + 1);
 *     names_vote(v, words, labels, count);           each sentence, by its best path
 *     names_votes_for(v, word, label, type)          then: what each type gets, for a second path
 */
#ifndef SYNTAX_NAMES_VOTES_H
#define SYNTAX_NAMES_VOTES_H

#include "syntax/names.h"

/* Of one word with a capital: how many of its places were given each type.  The last is outside. */
typedef struct {
    uint32_t of[NAME_COUNT + 1], all;
} names_votes;

static inline unsigned type_of_label(unsigned label)
{
    return label == LABEL_OUTSIDE ? NAME_COUNT : (label - 1) / 4;
}

/* Votes are told apart by the words' numbers; words without one do not vote. */
void names_vote(names_votes *votes, const name_word *words, const uint8_t *labels, size_t count);

/* What a label of this type gets for a word that was given `label` here: score from its other
 * places. */
int32_t names_votes_for(const names_votes *votes, const name_word *w, unsigned label,
                        unsigned type);

#endif
