/* train/oracle.h - which steps of the parser lose no gold arc (Goldberg and Nivre 2013). */
#ifndef TRAIN_ORACLE_H
#define TRAIN_ORACLE_H

#include "syntax/parser.h"

typedef struct {
    const uint8_t *relations; /* [count] */
    const int32_t *heads;     /* [count] index in the sentence, count = root */
    size_t count;
} oracle;

/* wanted[STEPS] = 1 for the steps of least cost, allowed[STEPS] = 1 for those that may be done. */
void oracle_steps(const oracle *o, const parse_state *s, uint8_t *wanted, uint8_t *allowed);

#endif
