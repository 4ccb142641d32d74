/* code/hint.c - weights opened, words scored. */
#include "code/hint.h"

#include <math.h>

#include "base/lanes.h"

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

/* A number is written for each and overwritten where there is no row, since a branch would be
 * guessed wrong too often. */
LANES_CLONES
size_t hint_find(const hint_weights *w, uint32_t *traits, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t bit = traits[i] & (HINT_SIZE - 1);
        const uint64_t has = w->has[bit / 64];
        const uint64_t lower = has & (((uint64_t)1 << bit % 64) - 1);
        traits[found] = w->before[bit / 64] + (uint32_t)__builtin_popcountll(lower);
        __builtin_prefetch(&w->rows[traits[found]]);
        found += has >> bit % 64 & 1;
    }
    return found;
}

void hint_add_rows(const hint_weights *w, const uint32_t *rows, size_t n, hint_sums *sums)
{
    lanes_sum_halves(sums->at, &w->rows[0].step, (lanes_list){rows, n});
}

void hint_add(const hint_weights *w, const uint32_t *traits, size_t n, hint_sums *sums)
{
    uint32_t rows[HINT_TRAITS];
    const size_t most = n < HINT_TRAITS ? n : HINT_TRAITS;
    memcpy(rows, traits, most * sizeof *rows);
    hint_add_rows(w, rows, hint_find(w, rows, most), sums);
}

LANES_CLONES
void hint_add_slots(const hint_weights *w, const uint16_t *slots, size_t n, hint_sums *sums)
{
    hint_sums sum = *sums;
    for (size_t i = 0; i < n; i++) {
        const int16_t *row = w->slots[slots[i]].at;
        for (unsigned k = 0; k < HINT_TYPES; k++) {
            sum.at[k] += row[k];
        }
    }
    *sums = sum;
}

LANES_CLONES
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
