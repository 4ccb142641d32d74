/* code/judge.h - whether a filled frame is an event, and whether a source is an act's: logistic
 * models over hashed features.
 *
 *     judge_weights w;  TRY(judge_open(bytes, JUDGE_SIZE, &w, e));
 *     float p = judge_probability(&w, features, n);      0 .. 1, calibrated
 *
 * The weights are trained by train/judge.c and train/said.c on reports with complete annotation: a
 * header and JUDGE_SIZE or SAID_SIZE numbers of eight bits.  Without weights every candidate that
 * no rule drops is kept.  Read-only; shared by threads.
 */
#ifndef CODE_JUDGE_H
#define CODE_JUDGE_H

#include "base/status.h"
#include "report/report.h"

#define JUDGE_BITS 17
#define JUDGE_SIZE (1U << JUDGE_BITS)
#define JUDGE_FEATURES 192 /* of one candidate, at most */
#define SAID_SIZE (1U << 13)
#define SAID_FEATURES 32 /* of one act and source, at most */
#define JUDGE_MAGIC 0x4a444745U
#define JUDGE_VERSION 3U

typedef struct {
    uint32_t magic, version;
    float threshold;    /* candidates under it are dropped */
    float slope, shift; /* calibration: p = logistic(slope * score + shift) */
    float scale;        /* what a weight's number is multiplied with */
    uint32_t size;      /* weights; a power of two */
} judge_header;

typedef struct {
    judge_header header;
    const int8_t *weights; /* [header.size]; null = none */
} judge_weights;

/* No bytes give a judge without weights. */
MUST_USE dateline_status judge_open(view bytes, uint32_t size, judge_weights *w, dateline_error *e);
float judge_probability(const judge_weights *w, const uint32_t *features, uint32_t n);

/* A candidate act before it is judged. */
typedef struct {
    const struct candidate *found; /* in scratch; of what is kept; without weights, of all */
    act a;
    const uint32_t *features; /* [nfeatures] in scratch; without weights, to learn them */
    uint32_t nfeatures;
    const char *why_not; /* the rule that drops it; null = none */
    bool soft;           /* a rule that the judge may overrule */
    float probability;
    bool kept;
    int32_t embedder; /* token that governs the act; -1 = none */
} proposal;

#endif
