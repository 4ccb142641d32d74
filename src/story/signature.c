/* story/signature.c - MinHash of a report's words: of each of 64 hash functions the least value
 * over all runs of four words.  Two reports have an equal number with the probability that their
 * sets of runs have in common. */
#include "story/story.h"

#define EMPTY UINT32_MAX /* a bin that no run fell into */

enum { RUN = 4, LEAST_RUNS = 12, ROWS = SIGNATURE_HASHES / SIGNATURE_BANDS };

static uint64_t mixed(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xFF51AFD7ED558CCDULL;
    h ^= h >> 33;
    h *= 0xC4CEB9FE1A85EC53ULL;
    return h ^ h >> 33;
}

static uint64_t word_hash(view form)
{
    uint64_t h = 0xCBF29CE484222325ULL;
    for (size_t i = 0; i < form.length; i++) {
        h = (h ^ (unsigned char)ascii_lower(form.data[i])) * 0x100000001B3ULL;
    }
    return h;
}

static bool is_word(const token *t)
{
    return t->upos != UPOS_PUNCT && t->upos != UPOS_SYM;
}

static void take_run(signature *s, uint64_t run)
{
    uint64_t h = mixed(run);
    uint32_t *bin = &s->at[h % SIGNATURE_HASHES];
    uint32_t value = (uint32_t)(h >> 33);
    *bin = value < *bin ? value : *bin;
}

void story_signature(const report *r, signature *out)
{
    uint64_t last[RUN] = {0};
    size_t words = 0;
    memset(out->at, 0xFF, sizeof out->at);
    for (size_t t = 0; t < r->ntokens; t++) {
        if (!is_word(&r->tokens[t])) {
            continue;
        }
        last[words++ % RUN] = word_hash(r->tokens[t].form);
        if (words >= RUN) {
            uint64_t run = 0;
            for (size_t i = 0; i < RUN; i++) {
                run = run * 31 + last[(words + i) % RUN];
            }
            take_run(out, run);
        }
    }
    out->some = words >= RUN + LEAST_RUNS;
}

uint32_t story_band(const signature *s, unsigned band)
{
    uint64_t h = band;
    for (unsigned i = 0; i < ROWS; i++) {
        h = mixed(h ^ s->at[band * ROWS + i]);
    }
    return (uint32_t)h;
}

double story_likeness(const signature *a, const signature *b)
{
    unsigned equal = 0;
    unsigned filled = 0;
    for (unsigned i = 0; i < SIGNATURE_HASHES; i++) {
        bool some = a->at[i] != EMPTY || b->at[i] != EMPTY;
        filled += some;
        equal += some && a->at[i] == b->at[i];
    }
    return a->some && b->some && filled > 0 ? equal / (double)filled : 0;
}
