/* code/claims.h - the intervals that may be an act's date (internal to code/).
 *
 * The rule's date, the time expressions of the sentence and of its neighbours, the day of the
 * report (or of the post) and the day before, of its news, the time that the telling has reached,
 * days named elsewhere, stretches from or to the report's day, or none; and what the rules give the
 * acts about.  One interval is one claim, known by all that speaks for it.
 */
#ifndef CODE_CLAIMS_H
#define CODE_CLAIMS_H

#include "code/decide.h"

enum {
    BY_RULE = 1,
    BY_TIME = 2,   /* a time expression of the sentence */
    BY_CLAUSE = 4, /* that dates the trigger's clause */
    BY_BEFORE = 8, /* a time expression of the sentence before */
    BY_TOLD = 16,  /* the day of the report, or of the post */
    BY_NEWS = 32,
    BY_STORY = 64, /* the time that the telling has reached */
    BY_NONE = 128,
    BY_EVE = 256,      /* the day before the report */
    BY_CUT = 512,      /* a stretch of time in course, up to the report or from it */
    BY_SINCE = 1024,   /* from a day of the text up to the report */
    BY_ACTS = 2048,    /* an act close by has it */
    BY_FAR = 4096,     /* a day of these days, told elsewhere */
    BY_OTHER = 8192,   /* how else a time expression may be read */
    BY_UNTIL = 16384,  /* from the report to a time that is told as the end */
    BY_BEHIND = 32768, /* a time expression of the sentence behind */
    BY_LAST = BY_BEHIND
};

enum { FAR_DAYS = 15 }; /* of these days */

typedef struct {
    interval when;
    unsigned by;
    int32_t time; /* the expression nearest to the trigger; -1 = none */
} claim;

typedef struct {
    claim at[CHOICE_OPTIONS];
    uint32_t count;
} claims;

void claim_all(const decision *d, claims *out);

/* The day of the report, or of the post that tells the act. */
day told_on(const decision *d);

/* The acts that are looked at beside one: so many before and behind it, lest a long report take
 * the square of its length. */
uint32_t first_about(const decision *d);
uint32_t end_about(const decision *d);

static inline bool same_days(interval a, interval b)
{
    return a.from == b.from && a.to == b.to;
}

#endif
