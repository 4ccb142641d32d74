/* base/literal.h - hashes of literals, known when the program is compiled.
 *
 *     literal_hash("tense") == view_hash(VIEW("tense"))
 *
 * xxhash is inlined here, so that an optimising compiler folds it to a number.  Apart from base.h,
 * lest every file compile it.
 */
#ifndef BASE_LITERAL_H
#define BASE_LITERAL_H

#define XXH_INLINE_ALL
#include <xxhash.h>

#define literal_hash(text) ((uint64_t)XXH3_64bits("" text, sizeof(text) - 1))

#endif
