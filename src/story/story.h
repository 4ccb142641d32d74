/* story/story.h - the arithmetic of likeness over reports: near-duplicates, stories, bursts.
 *
 *     signature s;  story_signature(r, &s);  story_likeness(&s, &other) >= COPY_LIKENESS
 *     size_t n = story_terms(r, terms, STORY_TERMS, scratch);
 *     double score = story_burst(today, same_weekday_counts, 8);
 *
 * Pure functions over a coded report; the ledger (store/) keeps what they give and asks it back.
 * Near-duplicates: MinHash over runs of four words (Broder 1997), banded as in Leskovec, Rajaraman
 * and Ullman, Mining of Massive Datasets, 3.4.  Cost: some ten microseconds a report.
 */
#ifndef STORY_STORY_H
#define STORY_STORY_H

#include "report/report.h"

#define SIGNATURE_HASHES 64
#define SIGNATURE_BANDS 16
/* Of one report, at most. */
#define STORY_TERMS 24
/* Wire copy with a new head and a cut tail still reaches it. */
#define COPY_LIKENESS 0.55
/* Share of a report's terms, by weight, that a story of its own has. */
#define STORY_LIKENESS 0.40

typedef struct {
    uint32_t at[SIGNATURE_HASHES];
    bool some; /* false = too few words to say anything */
} signature;

void story_signature(const report *r, signature *out);
/* Of reports with equal hashes in one band some are alike. */
uint32_t story_band(const signature *s, unsigned band);
double story_likeness(const signature *a, const signature *b); /* 0 .. 1 */

/* What the report is about: names and who acts on whom, each once, the most told first; views into
 * the arena.  At most `room` of them. */
size_t story_terms(const report *r, view *terms, size_t room, arena *a);
/* Share of the words of four letters and more that two sentences have in common: 0 .. 1. */
double story_words_in_common(view a, view b);

/* How far `count` lies over what the same weekdays before led to expect, in standard deviations of
 * a Poisson count; weeks[0] is the latest.  0 when there is no rise. */
double story_burst(double count, const double *weeks, size_t n);

#endif
