/* train/slots.c - of the traits that share a slot one is chosen, its weight put on one of 15 steps.
 *
 * Steps are the means of the weights nearest to them, weighed by how often a trait is seen (Lloyd
 * 1982, in one dimension), beginning with steps that are closer about 0.
 */
#include "train/slots.h"

#include <math.h>

#define ROUNDS 20

_Static_assert(CHOICE_SHARERS == 1 << 4, "a place is four bits of mark before the slot");

void slots_choose(unsigned bits, const float *weights, const uint32_t *often, bool *has)
{
    for (uint32_t slot = 0; slot < (1U << bits); slot++) {
        uint32_t best = slot;
        float most = 0;
        for (uint32_t at = slot; at < slots_places(bits); at += (1U << bits)) {
            const float says = fabsf(weights[at]) * sqrtf((float)often[at]);
            best = says > most ? at : best;
            most = says > most ? says : most;
            has[at] = false;
        }
        has[best] = most > 0;
    }
}

static unsigned nearest(const float *steps, float weight)
{
    unsigned best = 1;
    for (unsigned i = 2; i < CHOICE_STEPS; i++) {
        best = fabsf(steps[i] - weight) < fabsf(steps[best] - weight) ? i : best;
    }
    return best;
}

static void first_steps(unsigned bits, const float *weights, const bool *has, float *steps)
{
    float top = 1e-6F;
    for (uint32_t at = 0; at < slots_places(bits); at++) {
        top = has[at] && fabsf(weights[at]) > top ? fabsf(weights[at]) : top;
    }
    steps[0] = 0;
    for (unsigned i = 1; i < CHOICE_STEPS; i++) {
        const float part = ((float)i - CHOICE_STEPS / 2) / (CHOICE_STEPS / 2 - 1);
        steps[i] = part * fabsf(part) * top;
    }
}

void slots_round(unsigned bits, float *weights, const uint32_t *often, const bool *has,
                 float *steps)
{
    first_steps(bits, weights, has, steps);
    for (unsigned round = 0; round < ROUNDS; round++) {
        double sum[CHOICE_STEPS] = {0};
        double count[CHOICE_STEPS] = {0};
        for (uint32_t at = 0; at < slots_places(bits); at++) {
            if (has[at]) {
                const unsigned i = nearest(steps, weights[at]);
                sum[i] += (double)weights[at] * often[at];
                count[i] += often[at];
            }
        }
        for (unsigned i = 1; i < CHOICE_STEPS; i++) {
            steps[i] = count[i] > 0 ? (float)(sum[i] / count[i]) : steps[i];
        }
    }
    for (uint32_t at = 0; at < slots_places(bits); at++) {
        weights[at] = has[at] ? steps[nearest(steps, weights[at])] : 0;
    }
}

void slots_write(unsigned bits, const float *weights, const bool *has, const float *steps,
                 uint8_t *slots)
{
    memset(slots, 0, (1U << bits));
    for (uint32_t at = 0; at < slots_places(bits); at++) {
        if (has[at]) {
            const uint32_t byte =
                choice_mark(at, bits) * CHOICE_STEPS + nearest(steps, weights[at]);
            slots[choice_slot(at, bits)] = (uint8_t)byte;
        }
    }
}
