/* train/groups.h - words of a kind, found by the company they keep.
 *
 *     TRY(groups_learn(&(groups_options){.shared = "../shared", ...}, corpus, &g, a, e));
 *     groups_of(&g, hash)      0 = no group, else 1 .. count
 *
 * Classes of words under which a bigram model explains the treebanks and the unlabelled texts best
 * (Brown et al. 1992, by exchange: Martin, Liermann and Ney 1998).  "Monday" falls in with
 * "Tuesday", "killed" with "wounded".
 */
#ifndef TRAIN_GROUPS_H
#define TRAIN_GROUPS_H

#include "train/corpus.h"

typedef struct {
    const char *shared; /* folder that has data/ */
    unsigned count;     /* of groups, at most 1024 */
    unsigned rounds;    /* over all words */
    unsigned least;     /* rarer words get no group */
} groups_options;

typedef struct {
    uint32_t hash;
    uint32_t count;
    uint16_t group; /* 1 .. */
} grouped_word;

typedef struct {
    grouped_word *words; /* [count], sorted by hash */
    size_t count;
} groups;

MUST_USE dateline_status groups_learn(const groups_options *o, const corpus *c, groups *out,
                                      arena *a, dateline_error *e);
const grouped_word *groups_find(const groups *g, uint32_t hash); /* null = absent */

#endif
