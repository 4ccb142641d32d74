/* train/slots.h - weights of traits thinned and rounded into the table of code/choice.h.
 *
 *     slots_choose(weights, often, has);          `often`: in how many reports; then fit again:
 * what lost its slot weighs nothing slots_round(weights, often, has, steps);    as the program will
 * read them slots_write(weights, has, steps, slots);
 *
 * Arrays have a place for each slot and mark, CHOICE_SIZE * CHOICE_SHARERS: slots_place tells it.
 */
#ifndef TRAIN_SLOTS_H
#define TRAIN_SLOTS_H

#include "code/choice.h"

#define SLOTS_PLACES (CHOICE_SIZE * CHOICE_SHARERS)

static inline uint32_t slots_place(uint32_t trait)
{
    return trait & (SLOTS_PLACES - 1);
}

/* Gives each slot to the trait that says most: has a heavy weight and is seen in many reports. */
void slots_choose(const float *weights, const uint32_t *often, bool *has);
/* Finds steps and puts the nearest in the weights' place; 0 for traits without a slot. */
void slots_round(float *weights, const uint32_t *often, const bool *has, float *steps);
/* Rounded weights as bytes, CHOICE_SIZE of them. */
void slots_write(const float *weights, const bool *has, const float *steps, uint8_t *slots);

#endif
