/* Joining: expressions that stand together are one ("Friday, Oct. 23", "noon Saturday", "the end of
 * the year", "November of last year"), and two may be the ends of a range ("from 3 to 5 May").
 *
 * Joined frames are marked by `read` == READ_COUNT and swept out at the end.
 */
#include "when/when_priv.h"

static bool at_is(const when_state *w, uint32_t piece, uint16_t symbol)
{
    return piece < w->npieces && piece_is(&w->pieces[piece], symbol);
}

/* The pieces between two frames: none (0), or one or two of the small words. */
static bool gap(const when_state *w, const frame *a, const frame *b, const uint16_t *words,
                unsigned nwords)
{
    uint32_t n = b->first - a->last - 1;
    if (n == 0) {
        return true;
    }
    for (uint32_t i = 0; i < n; i++) {
        bool found = false;
        for (unsigned k = 0; k < nwords; k++) {
            found = found || at_is(w, a->last + 1 + i, words[k]);
        }
        if (!found) {
            return false;
        }
    }
    return n <= 2;
}

static bool year_like(const frame *f)
{
    bool year_unit = f->unit == UNIT_YEAR && f->dir != 2;
    return (f->read == READ_DATE && f->has_year && f->month == 0) ||
           ((f->read == READ_SHIFT || f->read == READ_NEAR) && year_unit) ||
           (f->read == READ_THE_UNIT && f->unit == UNIT_YEAR);
}

static void take_year(frame *f, const frame *year)
{
    if (year->has_year) {
        f->year = year->year;
        f->has_year = true;
    } else {
        f->year_dir = year->dir == 2 ? 0 : year->dir;
        f->year_near = year->read == READ_NEAR;
    }
}

static bool wants_year(const frame *f)
{
    if (f->has_year || f->year_dir != 2) {
        return false;
    }
    return (f->read == READ_DATE && f->month > 0) || f->read == READ_SEASON ||
           f->read == READ_QUARTER || f->read == READ_HALF || f->read == READ_FESTIVAL;
}

static bool day_like(const frame *f)
{
    return (f->read == READ_DATE && f->mday > 0) || f->read == READ_WEEKDAY ||
           f->read == READ_DEICTIC || f->read == READ_NEAR_WEEKDAY || f->read == READ_DAYPART ||
           f->read == READ_FESTIVAL || f->read == READ_THAT_PART ||
           ((f->read == READ_NEAR || f->read == READ_THE_UNIT) && f->unit == UNIT_DAY);
}

static void swallow(frame *kept, frame *gone)
{
    kept->first = gone->first < kept->first ? gone->first : kept->first;
    kept->last = gone->last > kept->last ? gone->last : kept->last;
    gone->read = READ_COUNT;
}

/* "Friday, Oct. 23" */
static bool join_weekday(const when_state *w, frame *a, frame *b)
{
    const uint16_t words[] = {w->g->is.comma, w->g->is.w_the};
    if (a->read != READ_WEEKDAY || b->read != READ_DATE || b->mday == 0 || b->wday >= 0 ||
        !gap(w, a, b, words, 2)) {
        return false;
    }
    b->wday = a->wday;
    b->part = b->part < 0 ? a->part : b->part;
    swallow(b, a);
    return true;
}

/* "November of last year", "the third quarter of 1984", "January this year" */
static bool join_year(const when_state *w, frame *a, frame *b)
{
    const uint16_t words[] = {w->g->is.comma, w->g->is.w_of, w->g->is.w_in};
    if (!wants_year(a) || !year_like(b) || !gap(w, a, b, words, 3)) {
        return false;
    }
    take_year(a, b);
    swallow(a, b);
    return true;
}

/* "last year's summer", "1984's third quarter" */
static bool join_possessive_year(const when_state *w, frame *a, frame *b)
{
    if (!year_like(a) || !wants_year(b) || b->first != a->last + 2 ||
        !at_is(w, a->last + 1, w->g->is.possessive) || b->read == READ_DATE) {
        return false;
    }
    take_year(b, a);
    swallow(b, a);
    return true;
}

static void take_clock(frame *f, const frame *clock)
{
    f->hour = clock->hour;
    f->minute = clock->minute;
    f->meridiem = clock->meridiem;
    f->n = f->n == 0 ? clock->n : f->n;
}

/* "5 p.m. EST, Nov. 6", "noon Saturday", "3 a.m. on Monday", "4 in the morning" */
static bool join_clock(const when_state *w, frame *a, frame *b)
{
    const uint16_t words[] = {w->g->is.comma, w->g->is.w_of, w->g->is.w_on, w->g->is.w_in};
    bool part = b->read == READ_THE_PART || b->read == READ_DAYPART;
    if (a->read != READ_CLOCK || (!day_like(b) && !part) || !gap(w, a, b, words, 4) ||
        b->hour >= 0) {
        return false;
    }
    if (a->hour < 0 && a->n > 0) {
        a->hour = (int8_t)(a->n / 1000);
        a->minute = 0;
        a->n = 0;
    }
    take_clock(b, a);
    if (part && b->part > DAYPART_MO && b->hour < 12) {
        b->meridiem = 12;
    }
    swallow(b, a);
    return true;
}

/* "the night of 20 June", "the morning on Monday" */
static bool join_part(frame *a, frame *b)
{
    if (a->read != READ_PART_OF || !day_like(b) || b->first > a->last + 2) {
        return false;
    }
    b->part = a->part >= 0 ? a->part : b->part >= 0 ? b->part : DAYPART_MO;
    b->mod = a->mod;
    swallow(b, a);
    return true;
}

static bool join_two(const when_state *w, frame *a, frame *b)
{
    return join_weekday(w, a, b) || join_year(w, a, b) || join_possessive_year(w, a, b) ||
           join_clock(w, a, b) || join_part(a, b);
}

/* ---- early, the end of, since ------------------------------------------------------------------
 */

static bool has_span(const frame *f)
{
    switch (f->read) {
    case READ_DATE:
    case READ_SHIFT:
    case READ_NEAR:
    case READ_THE_UNIT:
    case READ_DECADE:
    case READ_CENTURY:
    case READ_SEASON:
    case READ_SEASON_SHIFT:
    case READ_MONTH_SHIFT:
    case READ_QUARTER:
    case READ_HALF:
    case READ_WEEKDAY:
    case READ_DEICTIC:
    case READ_DAYPART:
    case READ_THAT_PART:
    case READ_THE_PART:
    case READ_HIJRI:
    case READ_BC:
        return true;
    default:
        return false;
    }
}

/* "the end of" + frame; the piece before the frame is first - 1. */
static bool edge_before(const when_state *w, frame *f)
{
    uint32_t of = f->first - 1;
    if (at_is(w, of, w->g->is.w_the)) {
        of--;
    }
    if (!at_is(w, of, w->g->is.w_of) || of == 0) {
        return false;
    }
    const piece_sense *edge = piece_sense_of(&w->pieces[of - 1], CLASS_EDGE);
    if (edge == NULL) {
        return false;
    }
    f->mod = (uint8_t)edge->value;
    f->first = of - 1;
    if (f->first > 0 && at_is(w, f->first - 1, w->g->is.w_the)) {
        f->first--;
    }
    return true;
}

/* "early", "mid-", "late in", "earlier", "later in" + frame */
static void mod_before(const when_state *w, frame *f)
{
    uint32_t at = f->first - 1;
    if (at_is(w, at, w->g->is.hyphen) && w->pieces[at].tight) {
        at--;
    } else if (at_is(w, at, w->g->is.w_in) || at_is(w, at, w->g->is.w_on)) {
        at--;
    }
    if (at >= w->npieces) {
        return;
    }
    const piece_sense *mod = piece_sense_of(&w->pieces[at], CLASS_MOD);
    if (mod != NULL && !f->the) {
        f->mod = (uint8_t)mod->value;
    } else if (mod != NULL && at + 2 == f->first && f->the) {
        f->mod = (uint8_t)mod->value; /* late in the year */
    } else if (piece_is(&w->pieces[at], CLASS_BEFORE) && f->read != READ_BC) {
        f->mod = MOD_START;
        f->side = -1;
    } else if (piece_is(&w->pieces[at], CLASS_AFTER)) {
        f->mod = MOD_END;
        f->side = 1;
    } else {
        return;
    }
    f->first = at;
    if (at > 0 && at_is(w, at - 1, w->g->is.w_the)) {
        f->first--;
    }
}

static void modify(const when_state *w, frame *f)
{
    if (f->first > 0 && has_span(f) && !edge_before(w, f)) {
        mod_before(w, f);
    }
    uint32_t before = f->first - 1;
    f->ahead = (at_is(w, before, w->g->is.w_as) && at_is(w, before - 2, w->g->is.w_as)) ||
               (f->month > 0 && at_is(w, before, w->g->is.w_effective));
    f->since = at_is(w, before, w->g->is.w_since) ||
               (at_is(w, before, w->g->is.w_the) && at_is(w, before - 1, w->g->is.w_since));
}

/* ---- ranges ------------------------------------------------------------------------------------
 */

static bool between(const when_state *w, const frame *a)
{
    return a->first > 0 && at_is(w, a->first - 1, w->g->is.w_between);
}

static bool range_word(const when_state *w, const frame *a, uint32_t piece)
{
    const grammar_special *is = &w->g->is;
    return at_is(w, piece, is->w_to) || at_is(w, piece, is->w_through) ||
           at_is(w, piece, is->w_until) || at_is(w, piece, is->w_till) ||
           at_is(w, piece, is->hyphen) || (at_is(w, piece, is->w_and) && between(w, a));
}

static bool dated(const frame *f)
{
    return f->read == READ_DATE || f->read == READ_WEEKDAY || f->read == READ_DEICTIC ||
           f->read == READ_DECADE;
}

/* "from 2013 to this June", "from 2019 to last year" */
static bool ends_range(const frame *f)
{
    bool long_enough = f->unit == UNIT_MONTH || f->unit == UNIT_YEAR;
    return dated(f) || f->read == READ_MONTH_SHIFT || (f->read == READ_SHIFT && long_enough);
}

/* "July 15 and 16", "15 and 16 July": neighbours are told as one stretch. */
static bool neighbours(const when_state *w, uint32_t piece, int first, int second)
{
    return at_is(w, piece, w->g->is.w_and) && second == first + 1;
}

/* A first end takes from the second what it does not say itself. */
static void fill_range(frame *a, const frame *b)
{
    if (a->read == READ_DATE && b->read == READ_DATE && !a->has_year && b->has_year &&
        a->month > 0) {
        a->year = b->year - (b->month > 0 && a->month > b->month ? 1 : 0);
        a->has_year = true;
    }
    a->year_dir = a->year_dir == 2 ? b->year_dir : a->year_dir;
    a->year_near = a->year_near || b->year_near;
}

static void link_range(const when_state *w, uint32_t i)
{
    frame *a = &w->frames[i], *b = &w->frames[i + 1];
    uint32_t n = b->first - a->last - 1;
    bool days = a->read == READ_DATE && b->read == READ_DATE && a->mday > 0 &&
                a->month == b->month && n == 1 && neighbours(w, a->last + 1, a->mday, b->mday);
    bool near = n == 1 || (n == 2 && at_is(w, b->first - 1, w->g->is.w_the));
    if (dated(a) && ends_range(b) && near && (days || range_word(w, a, a->last + 1))) {
        fill_range(a, b);
        a->range_with = (int32_t)i + 1;
        b->range_with = (int32_t)i;
        b->range_second = true;
    }
}

static void insert_frame(when_state *w, uint32_t at, frame f)
{
    if (w->nframes < FRAMES_MAX) {
        memmove(&w->frames[at + 1], &w->frames[at], (w->nframes - at) * sizeof f);
        w->frames[at] = f;
        w->nframes++;
    }
}

/* "from 3 to 5 May", "between 3 and 5 May": the bare number before. */
static bool bare_day_before(when_state *w, uint32_t i)
{
    frame *b = &w->frames[i];
    if (b->read != READ_DATE || b->mday == 0 || b->month == 0 || b->first < 2 ||
        !piece_is(&w->pieces[b->first], CLASS_DAY) ||
        (i > 0 && w->frames[i - 1].last + 2 >= b->first)) {
        return false;
    }
    const piece *p = &w->pieces[b->first - 2];
    const piece_sense *number = piece_sense_of(p, CLASS_DAY);
    frame a = *b;
    a.first = a.last = b->first - 2;
    bool range = number != NULL && (range_word(w, &a, b->first - 1) ||
                                    neighbours(w, b->first - 1, number->value, b->mday));
    if (!range || number->value >= b->mday) {
        return false;
    }
    a.mday = (int8_t)number->value;
    a.wday = -1;
    insert_frame(w, i, a);
    return true;
}

/* "May 3-5", "1990-91", "1558-9": the bare number behind. */
static bool bare_number_behind(when_state *w, uint32_t i)
{
    frame *a = &w->frames[i];
    if (a->read != READ_DATE || a->last + 2 >= w->npieces) {
        return false;
    }
    const piece *p = &w->pieces[a->last + 2];
    const piece_sense *number = piece_sense_of(p, CLASS_DIGITS);
    frame b = *a;
    b.first = b.last = a->last + 2;
    if (number == NULL || (i + 1 < w->nframes && w->frames[i + 1].first <= b.first) ||
        (!range_word(w, a, a->last + 1) &&
         !neighbours(w, a->last + 1, a->mday, (int)number->value))) {
        return false;
    }
    bool dash = at_is(w, a->last + 1, w->g->is.hyphen);
    const int decimals = p->end - p->start == 1 ? 10 : 100;
    if (a->mday > 0 && !a->has_year && number->value > a->mday && number->value <= 31) {
        b.mday = (int8_t)number->value;
    } else if (dash && a->has_year && a->month == 0 && p->end - p->start <= 2 &&
               number->value > a->year % decimals) {
        b.year = a->year / decimals * decimals + number->value;
    } else {
        return false;
    }
    b.wday = -1;
    if (i + 1 < w->nframes) {
        join_year(w, &b, &w->frames[i + 1]); /* "March 23-24, 2021" */
    }
    insert_frame(w, i + 1, b);
    return true;
}

static void sweep(when_state *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->nframes; i++) {
        if (w->frames[i].read != READ_COUNT && w->frames[i].read != READ_PART_OF &&
            w->frames[i].read != READ_NOTHING) {
            w->frames[n++] = w->frames[i];
        }
    }
    w->nframes = n;
}

void when_join(when_state *w)
{
    for (uint32_t i = 0; i + 1 < w->nframes; i++) {
        join_two(w, &w->frames[i], &w->frames[i + 1]);
        if (w->frames[i + 1].read == READ_COUNT) {
            frame kept = w->frames[i]; /* the left one stays: let it meet its next neighbour */
            w->frames[i] = w->frames[i + 1];
            w->frames[i + 1] = kept;
        }
    }
    sweep(w);
    for (uint32_t i = 0; i < w->nframes; i++) {
        modify(w, &w->frames[i]);
    }
    for (uint32_t i = 0; i < w->nframes; i++) {
        i += bare_day_before(w, i) ? 1 : 0;
        bare_number_behind(w, i);
    }
    sweep(w);
    for (uint32_t i = 0; i + 1 < w->nframes; i++) {
        link_range(w, i);
    }
}
