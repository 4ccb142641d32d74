/* code/hint.c - weights opened, words scored. */
#include "code/hint.h"

#include <math.h>

#define HALF (HINT_TYPES / 2)
#define BATCH 16      /* rows of 7 * 255 at most */
#define FAINT (-4.6F) /* score of a chance of one in a hundred */

static bool rows_fit(const hint_weights *w)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < HINT_WORDS; i++) {
        if (w->before[i] != before) {
            return false;
        }
        before += (uint32_t)__builtin_popcountll(w->has[i]);
    }
    return before == w->header.nrows;
}

/* Bytes of a file of so many rows. */
static size_t size_of(uint32_t nrows)
{
    const hint_weights *w = NULL;
    const size_t size = sizeof w->header + HINT_WORDS * (sizeof *w->has + sizeof *w->before) +
                        (size_t)nrows * sizeof *w->rows;
    return (size + 7) / 8 * 8;
}

dateline_status hint_open_next(view *bytes, hint_weights *w, dateline_error *e)
{
    *w = (hint_weights){.rows = NULL};
    if (bytes->length < size_of(0) || (uintptr_t)bytes->data % sizeof *w->has != 0) {
        return fault(e, DATELINE_E_MODEL, "the hints' weights are cut short or misplaced");
    }
    memcpy(&w->header, bytes->data, sizeof w->header);
    const char *at = bytes->data + sizeof w->header;
    w->has = (const uint64_t *)(const void *)at;
    w->before = (const uint16_t *)(const void *)(at + HINT_WORDS * sizeof *w->has);
    if (w->header.magic != HINT_MAGIC || w->header.version != HINT_VERSION ||
        w->header.size != HINT_SIZE || w->header.nrows > HINT_ROWS_MAX ||
        bytes->length < size_of(w->header.nrows) || !rows_fit(w)) {
        return fault(e, DATELINE_E_MODEL, "no hints of version %u", HINT_VERSION);
    }
    w->rows = (const hint_row *)(const void *)(w->before + HINT_WORDS);
    *bytes = view_cut(*bytes, size_of(w->header.nrows), bytes->length);
    return DATELINE_OK;
}

dateline_status hint_open(view bytes, hint_weights *w, dateline_error *e)
{
    *w = (hint_weights){.rows = NULL};
    return bytes.length == 0 ? DATELINE_OK : hint_open_next(&bytes, w, e);
}

/* The trait's row; null = it has none. */
static const hint_row *row_of(const hint_weights *w, uint32_t trait)
{
    const uint32_t bit = trait & (HINT_SIZE - 1);
    const uint64_t has = w->has[bit / 64];
    if ((has >> bit % 64 & 1) == 0) {
        return NULL;
    }
    const uint64_t lower = has & (((uint64_t)1 << bit % 64) - 1);
    return &w->rows[w->before[bit / 64] + (unsigned)__builtin_popcountll(lower)];
}

/* At most BATCH rows, so that sixteen bits hold their sums. */
static void add_batch(const hint_row *const *rows, uint32_t n, hint_sums *sums)
{
    typedef uint8_t bytes __attribute__((vector_size(HALF)));
    typedef int16_t numbers __attribute__((vector_size(2 * HALF)));
    numbers low = {0};
    numbers high = {0};
    for (uint32_t i = 0; i < n; i++) {
        bytes pair;
        memcpy(&pair, rows[i]->pair, sizeof pair);
        const int16_t step = rows[i]->step;
        const numbers wide = __builtin_convertvector(pair, numbers);
        low += ((wide & 15) - HINT_ZERO) * step;
        high += ((wide >> 4) - HINT_ZERO) * step;
    }
    for (unsigned k = 0; k < HALF; k++) {
        sums->at[k] += low[k];
        sums->at[k + HALF] += high[k];
    }
}

void hint_add(const hint_weights *w, const uint32_t *traits, uint32_t n, hint_sums *sums)
{
    const hint_row *rows[BATCH];
    uint32_t found = 0;
    for (uint32_t i = 0; i < n; i++) {
        rows[found] = row_of(w, traits[i]);
        if (rows[found] != NULL) {
            __builtin_prefetch(rows[found]);
            found++;
        }
        if (found == BATCH) {
            add_batch(rows, found, sums);
            found = 0;
        }
    }
    add_batch(rows, found, sums);
}

float hint_most(const hint_weights *w, const hint_sums *sums)
{
    int32_t most = sums->at[0];
    for (unsigned k = 1; k < HINT_TYPES; k++) {
        most = sums->at[k] > most ? sums->at[k] : most;
    }
    return (float)most * w->header.scale;
}

void hint_chances(const hint_weights *w, const hint_sums *sums, float *p)
{
    float all = 1;
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        const float score = (float)sums->at[k] * w->header.scale;
        p[k] = score < FAINT ? 0 : expf(score);
        all += p[k];
    }
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        p[k] /= all;
    }
}
