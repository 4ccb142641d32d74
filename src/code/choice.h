/* code/choice.h - what is decided about an act that is kept: learned choices among a few options.
 *
 *     choice c = {.kind = CHOICE_DATE};  ... options with their traits ...
 *     uint32_t best = choice_best(&weights, &c);
 *
 * Rules propose the options and say which of them they would take; a linear model over hashed
 * traits (conditional logit; the option of the rule is one trait among others) takes the best.  The
 * weights are trained by train/choices.c on reports with complete annotation.  Without weights the
 * rule's option is taken.  Read-only; shared by threads.
 */
#ifndef CODE_CHOICE_H
#define CODE_CHOICE_H

#include "base/status.h"
#include "code/traits.h"
#include "report/report.h"

#define CHOICE_STEPS 16
#define CHOICE_SHARERS 16 /* traits that share a slot, but for those that nobody tells apart */
#define CHOICE_TRAITS 320
#define CHOICE_OPTIONS 24

typedef enum {
    CHOICE_RECIPIENT,
    CHOICE_STATUS,
    CHOICE_DATE,
    CHOICE_MODE,
    CHOICE_COUNTRY,
    CHOICE_KINDS
} choice_kind;

typedef struct {
    uint32_t traits[CHOICE_TRAITS];
    uint32_t ntraits;
    float score; /* as choice_best finds it */
    bool by_rule;
    int32_t value; /* status, mode, or index into times; -1 = none */
    interval when;
    char country[4];
    participant *parties;
    uint32_t nparties;
} choice_option;

typedef struct {
    choice_kind kind;
    uint32_t count;
    choice_option at[CHOICE_OPTIONS];
} choice;

/* A kind's part of the slots: 2^bits of them, as many as its held-out choices are the better for.
 */
typedef struct {
    uint32_t first;
    unsigned bits;
} choice_part;

#define CHOICE_BITS_MOST 15
#define CHOICE_SLOTS (8U << 14) /* of all kinds */

#define CHOICE_MAGIC 0x43484f49U
#define CHOICE_VERSION 5U

/* A file of weights: this and the slots, a byte each.  A slot has the weight of one trait of those
 * that share it: the high four bits are that trait's mark, the low ones the number of a step.
 * So the traits that say nothing weigh nothing, but for one in sixteen of those never seen. */
typedef struct {
    uint32_t magic, version, kinds, size;
    float steps[CHOICE_KINDS][CHOICE_STEPS]; /* the first is 0 */
} choice_header;

typedef struct {
    choice_header header;
    const uint8_t *slots; /* [CHOICE_SLOTS], kind by kind; null = none */
} choice_weights;

choice_part choice_part_of(choice_kind kind);

static inline uint32_t choice_slot(uint32_t trait, unsigned bits)
{
    return trait & ((1U << bits) - 1);
}

/* Tells the trait from the others of its slot. */
static inline uint32_t choice_mark(uint32_t trait, unsigned bits)
{
    return trait >> bits & (CHOICE_SHARERS - 1);
}

/* No bytes give choices without weights. */
MUST_USE dateline_status choice_open(view bytes, choice_weights *w, dateline_error *e);

float choice_score(const choice_weights *w, choice_kind kind, const choice_option *o);
/* The option that is taken; `w` may be null. */
uint32_t choice_best(const choice_weights *w, choice *c);

/* How likely the option is of all that there are by their scores, 0 .. 1; 0 without weights. */
float choice_chance(const choice_weights *w, const choice *c, uint32_t option);

/* The next option; null when there is no room. */
choice_option *choice_add(choice *c);
/* Gives the option the context's traits as seen with `key`. */
void choice_see(choice_option *o, uint64_t key, const trait_list *context);
/* ... and its own. */
void choice_describe(choice_option *o, const trait_list *own, uint64_t key,
                     const trait_list *context);

#endif
