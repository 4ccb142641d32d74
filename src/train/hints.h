/* train/hints.h - what `dateline train hints` leaves for the trainers after it.
 *
 * hints.folds holds LOGIT_FOLDS + 1 files of weights (code/hint.h), one behind the other: the first
 * have not seen a fold each, the last no report written for the project.
 */
#ifndef TRAIN_HINTS_H
#define TRAIN_HINTS_H

#include "train/lessons.h"

#define HINT_FOLDS_FILE "hints.folds"
#define HINT_ROWS 25000 /* that are kept */

#endif
