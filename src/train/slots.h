/* train/slots.h - weights of traits thinned and rounded into the table of code/choice.h.
 *
 *     slots_choose(bits, weights, often, has);         then fit again: the others weigh nothing
 *     slots_round(bits, weights, often, has, steps);   as the program will read them
 *     slots_write(bits, weights, has, steps, slots);
 *
 * There are 2^bits slots; `often` tells in how many reports a trait is.
 * Arrays have a place for each slot and mark, CHOICE_SHARERS for each of 2^bits: slots_place tells
 * it.
 */
#ifndef TRAIN_SLOTS_H
#define TRAIN_SLOTS_H

#include "code/choice.h"

#define SLOTS_PLACES_MOST ((1U << CHOICE_BITS_MOST) * CHOICE_SHARERS)

static inline uint32_t slots_places(unsigned bits)
{
    return (1U << bits) * CHOICE_SHARERS;
}

static inline uint32_t slots_place(uint32_t trait, unsigned bits)
{
    return trait & (slots_places(bits) - 1);
}

/* Gives each slot to the trait that says most: has a heavy weight and is seen in many reports. */
void slots_choose(unsigned bits, const float *weights, const uint32_t *often, bool *has);
/* Finds steps and puts the nearest in the weights' place; 0 for traits without a slot. */
void slots_round(unsigned bits, float *weights, const uint32_t *often, const bool *has,
                 float *steps);
/* Rounded weights as bytes, 2^bits of them. */
void slots_write(unsigned bits, const float *weights, const bool *has, const float *steps,
                 uint8_t *slots);

#endif
