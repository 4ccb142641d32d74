/* syntax/names_votes.c - a word's places in the report inform each other.
 *
 * Each place of a word with a capital is one vote for the type that the best path gave it there.  A
 * type gets VOTE log odds times its share of the votes of all other places, as if there were
 * DOUBTERS more that vote for nothing: what a name in plain sight is settles what it is in a place
 * where the sentence says little.  (The second pass of Krishnan and Manning 2006, by counts in the
 * place of a second model.)
 */
#include "syntax/names_votes.h"

enum { VOTE = SCORE_UNIT * 3 / 2, DOUBTERS = 2 };

void names_vote(names_votes *votes, const name_word *words, const uint8_t *labels, size_t count)
{
    for (size_t t = 0; t < count; t++) {
        names_votes *v = &votes[words[t].number];
        v->of[type_of_label(labels[t])] += words[t].number != 0;
        v->all += words[t].number != 0;
    }
}

int32_t names_votes_for(const names_votes *votes, const name_word *w, unsigned label, unsigned type)
{
    const names_votes *v = &votes[w->number];
    if (v->all < 2) {
        return 0;
    }
    uint32_t agree = v->of[type] - (type_of_label(label) == type);
    return (int32_t)((int64_t)VOTE * agree / (v->all - 1 + DOUBTERS));
}
