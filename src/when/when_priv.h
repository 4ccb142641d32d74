/* when/when_priv.h - what the files of when/ share.
 *
 * A sentence is cut into pieces (pieces.c), rules of data/time make frames of them (match.c),
 * frames that stand together are joined (join.c), each is worked out to a day or a length
 * (resolve.c) and lastly tied to the clause that it dates (attach.c).
 */
#ifndef WHEN_WHEN_PRIV_H
#define WHEN_WHEN_PRIV_H

#include "report/report.h"
#include "when/grammar.h"

#define PIECE_SENSES 7
#define FRAMES_MAX 96 /* time expressions of one sentence; more are passed over */

typedef struct {
    uint16_t symbol;
    uint8_t length; /* pieces it takes: 1 but for numbers and festivals */
    int32_t value;
} piece_sense;

/* A word, number or sign; "two-year" is three. */
typedef struct {
    uint32_t start, end;        /* bytes of the report */
    uint32_t token, last_token; /* tokens it lies in */
    uint8_t nsenses;
    bool space; /* white space before it */
    bool capital;
    bool tight; /* no white space on either side (a hyphen inside a word) */
    piece_sense senses[PIECE_SENSES];
} piece;

/* A number that is not said: "several". */
#define VAGUE (-1)

/* What a rule, and then joining, has understood of an expression.  -1 (month, day, ...) or 0 =
 * not said. */
typedef struct {
    uint32_t first, last; /* pieces, last included */
    const grammar_rule *rule;
    uint8_t read;
    bool has_year, has_unit, since, ahead, vague, bc, plural, fiscal, hyphen, the;
    int32_t year;
    int8_t month, hijri; /* 1 .. 12, 0 = none */
    int8_t mday;         /* 1 .. 31, 0 */
    int8_t wday;         /* 0 = Monday; -1 */
    int8_t part;         /* DAYPART_; -1 */
    int8_t season;
    int8_t side;          /* -1 "earlier this year": up to now; 1 "later this year": from now on */
    int8_t quarter, half; /* 1 ..; 0 */
    int8_t hour, minute;  /* -1 */
    int8_t meridiem;      /* 0 am, 12 pm; -1 */
    int8_t unit;
    int8_t dir;      /* -1 0 1; 2 = not said */
    int8_t year_dir; /* of a year that was joined: "of last year"; 2 = none */
    bool past;       /* "the past week": the days until now, not the week before this */
    bool year_near;  /* ... and counted from the narrative: "that year" */
    uint8_t mod, ref;
    int16_t festival; /* -1 */
    int32_t n, n2;    /* thousandths; VAGUE; 0 = none */
    int32_t ordinal, decade;
    int32_t range_with; /* frame that ends or begins the same range; -1 */
    bool range_second;
} frame;

typedef struct {
    const grammar *g;
    report *r;
    arena *scratch;
    uint32_t sent;
    piece *pieces;
    uint32_t npieces, capacity;
    frame *frames; /* [FRAMES_MAX] */
    uint32_t nframes;
    /* the telling so far */
    day document;       /* document time of the sentence */
    interval narrative; /* last time that was told */
    interval last_quarter;
    int32_t narrative_year;
    bool ahead;           /* the expression being resolved is to come: "as early as Monday" */
    bool history;         /* the report tells of the past by explicit dates */
    bool counts_from_now; /* it has a "yesterday", a weekday ... */
} when_state;

/* pieces.c */
MUST_USE dateline_status when_pieces(when_state *w, dateline_error *e);
bool piece_is(const piece *p, uint16_t symbol);
/* The sense of that symbol; null = it has none. */
const piece_sense *piece_sense_of(const piece *p, uint16_t symbol);
/* number.c: gives pieces that begin a number, a year in words or a festival those senses. */
void when_numbers(when_state *w);
/* match.c */
void when_match(when_state *w);
/* join.c */
void when_join(when_state *w);

/* resolve.c: value, interval and the rest of one frame. */
MUST_USE dateline_status when_resolve(when_state *w, const frame *f, time_expr *out);

/* tense.c: -1 past, 1 future, 0 not known, of the clause around a token. */
int when_tense(const report *r, uint32_t token);
bool when_parsed(const report *r, uint32_t sent);

/* calendar.c */
day easter_western(int year);
day easter_orthodox(int year);
day hijri_day(int year, int month, int of_month);
int hijri_year(day d);
/* First and last day of the festival in that Gregorian year; false when it has none. */
bool festival_days(const grammar_festival *f, int year, day *from, day *to);
day iso_week_monday(day d);
void iso_week(day d, int *year, int *week);

static inline bool token_is(const report *r, uint32_t t, const char *word)
{
    return view_equal_nocase(r->tokens[t].form, view_of(word));
}

/* attach.c */
void when_attach(when_state *w, uint32_t first_time);

/* apart.c: the clause or noun that a length behind which "after" or "before" stands is counted off
 * for; -1 = it is not. */
int32_t when_apart_from(const report *r, const time_expr *x);
/* Gives a length that counts off the days it leads to; `first` is the sentence's first time. */
void when_set_apart(const when_state *w, const frame *f, uint32_t first, uint32_t index);

#endif
