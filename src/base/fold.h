/* base/fold.h - code points without case and accents, for comparing names across spellings.
 *
 *     char out[FOLD_MAX];  bool upper;
 *     size_t n = fold_point(0x00C9, out, &upper);     "e", upper: É
 *
 * Compatibility decomposition, marks stripped, case folded (Unicode by utf8proc), and the Latin
 * letters that Unicode does not take apart written as ASCII does (ø o, ł l, ß ss, þ th).
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/view.h"

enum { FOLD_MAX = 64 };

/* Writes the folded bytes (UTF-8) and returns how many; 0 for a mark or a control.  `upper` is set
 * when the point is an upper or title case letter. */
size_t fold_point(uint32_t point, char out[FOLD_MAX], bool *upper);
/* The small letter of a capital, any other point as it is. */
uint32_t fold_lower(uint32_t point);
/* Folds a whole text into `out` (room bytes); what does not fit is cut. Returns the length. */
size_t fold_text(view text, char *out, size_t room);

#endif
