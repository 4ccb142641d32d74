/* code/traits.c - many traits at a time: they have no branches. */
#include "code/traits.h"

#include "base/lanes.h"

LANES_CLONES
void traits_fold(uint32_t *to, const uint64_t *hashes, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        to[i] = trait_fold(hashes[i]);
    }
}

LANES_CLONES
void traits_fold_with(uint32_t *to, uint64_t key, const uint64_t *hashes, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        to[i] = trait_fold(trait_mix(hashes[i], key));
    }
}
