/* code/choice.h - what is decided about an act that is kept: learned choices among a few options.
 *
 *     choice_begin(&c, CHOICE_DATE, &weights);
 *     choice_option *o = choice_add(&c);  choice_describe(&c, o, &own, key, &context);  ...
 *     uint32_t best = choice_best(&c);
 *
 * Rules propose the options and say which of them they would take; a linear model over hashed
 * traits (conditional logit; the option of the rule is one trait among others) takes the best.  The
 * weights are trained by train/choices.c on reports with complete annotation.  Without weights the
 * rule's option is taken.  What an option shares with others, the traits of the act as seen with a
 * key, is weighed once a key.  Read-only; shared by threads.
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
    uint32_t traits[CHOICE_TRAITS]; /* where they are kept */
    uint32_t ntraits;
    int32_t score; /* in parts of CHOICE_ONE */
    bool by_rule;
    int32_t value; /* status, mode, or index into times; -1 = none */
    interval when;
    char country[4];
    participant *parties;
    uint32_t nparties;
} choice_option;

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

#define CHOICE_ONE 65536 /* scores are whole numbers, lest their sums depend on the order */

typedef struct {
    int32_t steps[CHOICE_KINDS][CHOICE_STEPS];
    const uint8_t *slots; /* [CHOICE_SLOTS], kind by kind; null = none */
} choice_weights;

typedef struct {
    choice_kind kind;
    const choice_weights *weights; /* null = options are not weighed, but their traits kept */
    uint32_t count;
    choice_option at[CHOICE_OPTIONS];
    uint32_t nkeys;
    struct {
        uint64_t key;
        int32_t score; /* of the context as seen with it */
    } keys[2 * CHOICE_OPTIONS];
} choice;

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

/* Without options yet. */
void choice_begin(choice *c, choice_kind kind, const choice_weights *weights);
/* The option that is taken. */
uint32_t choice_best(const choice *c);

/* How likely the option is of all that there are by their scores, 0 .. 1; 0 without weights. */
float choice_chance(const choice *c, uint32_t option);

/* The next option; null when there is no room. */
choice_option *choice_add(choice *c);
/* Gives the option the context's traits as seen with `key`; the context is the same for all. */
void choice_see(choice *c, choice_option *o, uint64_t key, const trait_list *context);
/* ... and its own. */
void choice_describe(choice *c, choice_option *o, const trait_list *own, uint64_t key,
                     const trait_list *context);

#endif
