/* code/decide.h - the learned choices about the acts that are kept (internal to code/).
 *
 *     decide.c         the traits of an act that all choices look at; choices made and taken
 *     decide_party.c   to whom; who is named how often
 *     decide_status.c  its status
 *     decide_date.c    when; claims.c, when it may have been
 *     decide_country.c where
 *     decide_mode.c    how
 */
#ifndef CODE_DECIDE_H
#define CODE_DECIDE_H

#include "code/choice.h"
#include "code/code_priv.h"

enum { NAMED_MOST = 32 };

/* How often the report names somebody of each country, the first that it names. */
typedef struct {
    struct {
        char code[4];
        unsigned times;
    } at[NAMED_MOST];
    unsigned count;
} code_counts;

/* An act to decide about, with what was seen of it. */
typedef struct {
    coder *c;
    const candidate *found;
    uint64_t entry; /* a hash of the lexicon's entry */
    act *a;
    trait_list context;
    code_counts named;
    day news;         /* the day of the news of the report */
    const act *ruled; /* [nacts] all acts of the report as the rules have them */
    uint32_t number;  /* of the act */
} decision;

static inline uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

/* 0 = the same day, negative = before, in steps that widen. */
int far_from(day d, day from);
/* 0 .. 4 for so many tokens between, in steps that widen. */
unsigned gap_step(uint32_t gap);
/* 0 = a phrase of these tokens hangs on the trigger, 1 = on its governor, 2 = elsewhere. */
unsigned hangs_on(const coder *c, uint32_t first, uint32_t last, uint32_t trigger);
/* Of the first of them; "-" = nobody. */
view first_sector(const participant *list, uint32_t n);
bool act_in_post(const report *r, const act *a);

void count_named(const report *r, code_counts *out);
/* How often the report names somebody of the country. */
unsigned times_named(const decision *d, const char *code);
void options_of_recipient(decision *d, choice *out);
/* Names the countries that are offered as such. */
void name_countries(const decision *d, act *a);
void options_of_status(decision *d, choice *out);
void options_of_date(decision *d, choice *out);
void options_of_mode(decision *d, choice *out);
void options_of_country(decision *d, choice *out);
/* Gives an act whose mode was changed the CAMEO code of that mode. */
void name_mode(const decision *d, act *a);

#endif
