/* Matching: the rules of data/time over the pieces of a sentence, longest first.
 *
 * The first piece's symbols name the few rules that may begin there.  Elements are taken greedily
 * with one step back for each that may be missing; a rule has at most a dozen elements, so the work
 * at a piece is bounded.
 */
#include "when/when_priv.h"

#define ELEMENTS_MAX 16

typedef struct {
    uint32_t piece[ELEMENTS_MAX]; /* where each element was found; UINT32_MAX = left out */
    uint16_t symbol[ELEMENTS_MAX];
    uint32_t end; /* piece behind the last */
} fit;

static const piece_sense *in_set(const when_state *w, uint32_t at, unsigned set, unsigned count)
{
    if (at >= w->npieces) {
        return NULL;
    }
    for (unsigned i = 0; i < count; i++) {
        const piece_sense *s = piece_sense_of(&w->pieces[at], w->g->sets[set + i]);
        if (s != NULL) {
            return s;
        }
    }
    return NULL;
}

/* Depth is the number of elements of one rule, a dozen at most. */
static bool fits(const when_state *w, const grammar_rule *rule, unsigned k, uint32_t at, fit *f)
{
    if (k == rule->nelements) {
        f->end = at;
        return true;
    }
    const grammar_element *el = &w->g->elements[rule->element + k];
    const piece_sense *s = in_set(w, at, el->set, el->nset);
    if (s != NULL) {
        f->piece[k] = at;
        f->symbol[k] = s->symbol;
        if (fits(w, rule, k + 1, at + s->length, f)) {
            return true;
        }
    }
    f->piece[k] = UINT32_MAX;
    return el->optional && fits(w, rule, k + 1, at, f);
}

static bool around(const when_state *w, grammar_range set, uint32_t at)
{
    return in_set(w, at, set.first, set.count) != NULL;
}

static bool starts_sentence(const when_state *w, grammar_range set, uint32_t first)
{
    for (unsigned i = 0; i < set.count; i++) {
        if (first == 0 && w->g->sets[set.first + i] == w->g->is.sentence_start) {
            return true;
        }
    }
    return false;
}

static bool context_fits(const when_state *w, const grammar_rule *rule, uint32_t first,
                         uint32_t end)
{
    const uint32_t before = first - 1; /* wraps to no piece at the start */
    if (rule->after.count > 0 && !around(w, rule->after, before) &&
        !starts_sentence(w, rule->after, first)) {
        return false;
    }
    if (rule->not_after.count > 0 && around(w, rule->not_after, before)) {
        return false;
    }
    if (rule->before.count > 0 && !around(w, rule->before, end)) {
        return false;
    }
    return rule->not_before.count == 0 || !around(w, rule->not_before, end);
}

/* ---- the frame of a fit ------------------------------------------------------------------------
 */

static void take_number(frame *f, int32_t value)
{
    if (f->n == 0) {
        f->n = value;
    } else {
        f->n2 = value;
    }
}

static void take_clock(frame *f, int32_t minutes)
{
    f->hour = (int8_t)(minutes / 60);
    f->minute = (int8_t)(minutes % 60);
}

static void take_date(frame *f, int32_t value)
{
    civil c = day_civil(value);
    f->year = c.year;
    f->has_year = true;
    f->month = (int8_t)c.month;
    f->mday = (int8_t)c.of_month;
}

/* Puts the value of one class into the frame; false when the class carries none. */
static bool take_calendar(frame *f, unsigned symbol, int32_t value)
{
    switch (symbol) {
    case CLASS_ISODATE:
        take_date(f, value);
        return true;
    case CLASS_YEAR:
    case CLASS_YEAR2:
    case CLASS_YEARWORDS:
        f->year = value;
        f->has_year = true;
        return true;
    case CLASS_DAY:
        f->mday = (int8_t)value;
        return true;
    case CLASS_MONTH:
    case CLASS_SURE:
    case CLASS_UNSURE:
        f->month = (int8_t)value;
        return true;
    case CLASS_HIJRI:
        f->hijri = (int8_t)value;
        return true;
    case CLASS_WEEKDAY:
        f->wday = (int8_t)value;
        return true;
    case CLASS_DAYPART:
        f->part = (int8_t)value;
        return true;
    case CLASS_SEASON:
        f->season = (int8_t)value;
        return true;
    case CLASS_DECADE:
    case CLASS_DECADE4:
        f->decade = value;
        return true;
    case CLASS_QUARTERSYM:
        f->quarter = (int8_t)value;
        return true;
    case CLASS_FESTIVAL:
        f->festival = (int16_t)value;
        return true;
    case CLASS_ERA:
        f->bc = true;
        return true;
    case CLASS_FISCAL:
        f->fiscal = true;
        return true;
    default:
        return false;
    }
}

static void take_measure(frame *f, unsigned symbol, int32_t value)
{
    switch (symbol) {
    case CLASS_CLOCK:
        take_clock(f, value);
        break;
    case CLASS_HIGHNOON:
        take_clock(f, value * 60);
        break;
    case CLASS_MERIDIEM:
        f->meridiem = (int8_t)value;
        break;
    case CLASS_UNIT:
    case CLASS_OFTEN:
        f->unit = (int8_t)value;
        f->has_unit = true;
        break;
    case CLASS_NUM:
        take_number(f, value);
        break;
    case CLASS_DIGITS:
    case CLASS_DIGITS4:
        take_number(f, value * 1000);
        break;
    case CLASS_ORDINAL:
    case CLASS_ORDSHAPE:
        f->ordinal = value;
        break;
    case CLASS_LAST:
        f->ordinal = -1;
        break;
    case CLASS_TOWARD:
        f->past = value < 0;
        f->dir = (int8_t)value;
        break;
    case CLASS_SHIFT:
        f->dir = (int8_t)value;
        break;
    case CLASS_NEAR:
        f->dir = (int8_t)value;
        f->year_near = true;
        break;
    case CLASS_MOD:
    case CLASS_APPROX:
        f->mod = (uint8_t)value;
        break;
    default:
        break;
    }
}

static frame frame_empty(void)
{
    return (frame){.wday = -1,
                   .part = -1,
                   .season = -1,
                   .hour = -1,
                   .minute = -1,
                   .meridiem = -1,
                   .unit = -1,
                   .dir = 2,
                   .year_dir = 2,
                   .festival = -1,
                   .range_with = -1};
}

static frame frame_of(const when_state *w, const grammar_rule *rule, const fit *fit)
{
    frame f = frame_empty();
    f.rule = rule;
    f.read = rule->read;
    f.first = UINT32_MAX;
    f.last = fit->end - 1;
    for (unsigned k = 0; k < rule->nelements; k++) {
        if (fit->piece[k] == UINT32_MAX) {
            continue;
        }
        const piece *p = &w->pieces[fit->piece[k]];
        f.first = fit->piece[k] < f.first ? fit->piece[k] : f.first;
        f.hyphen = f.hyphen || fit->symbol[k] == w->g->is.hyphen;
        f.the = f.the || fit->symbol[k] == w->g->is.w_the;
        const piece_sense *s = piece_sense_of(p, fit->symbol[k]);
        if (!take_calendar(&f, s->symbol, s->value)) {
            take_measure(&f, s->symbol, s->value);
        }
        const piece_sense *unit = piece_sense_of(p, CLASS_UNIT);
        if (unit != NULL && f.unit < 0) { /* a rule named the plain word: "quarter" */
            f.unit = (int8_t)unit->value;
        }
        if (s->symbol == CLASS_UNIT) {
            f.plural = ascii_lower(w->r->text.data[p->end - 1]) == 's';
        }
    }
    if (f.month > 0 && f.mday == 0 && f.ordinal > 0 && f.ordinal <= 31) {
        f.mday = (int8_t)f.ordinal;
    }
    f.dir = rule->dir != 2 ? rule->dir : f.dir;
    f.unit = rule->unit >= 0 ? rule->unit : f.unit;
    f.mod = rule->mod != 0 ? rule->mod : f.mod;
    f.ref = rule->ref;
    f.vague = rule->vague != 0;
    f.n = rule->n != 0 ? rule->n : f.n;
    if (f.read == READ_DATE && f.unit == UNIT_YEAR && f.dir != 2) { /* March of last year */
        f.year_dir = f.dir;
        f.year_near = f.year_near || rule->dir != 2; /* that March */
    }
    if (f.read == READ_DATE && rule->n != 0) { /* the year two thousand */
        f.year = rule->n;
        f.has_year = true;
    }
    return f;
}

/* "according to the Dawn" */
static bool is_name(const when_state *w, const frame *f)
{
    return f->read == READ_THE_PART && f->first > 0 && w->pieces[f->last].capital;
}

/* ---- the walk ----------------------------------------------------------------------------------
 */

static const grammar_rule *longest(const when_state *w, uint32_t at, fit *best)
{
    const grammar_rule *found = NULL;
    best->end = at;
    const piece *p = &w->pieces[at];
    for (unsigned s = 0; s < p->nsenses; s++) {
        const grammar_range range = w->g->begin[p->senses[s].symbol];
        for (unsigned k = 0; k < range.count; k++) {
            const grammar_rule *rule = &w->g->rules[w->g->rule_list[range.first + k]];
            fit f;
            if (!fits(w, rule, 0, at, &f) || !context_fits(w, rule, at, f.end)) {
                continue;
            }
            if (f.end > best->end || (f.end == best->end && found != NULL && rule < found)) {
                *best = f;
                found = rule;
            }
        }
    }
    return found;
}

void when_match(when_state *w)
{
    w->nframes = 0;
    for (uint32_t at = 0; at < w->npieces && w->nframes < FRAMES_MAX;) {
        fit best;
        const grammar_rule *rule = w->pieces[at].nsenses == 0 ? NULL : longest(w, at, &best);
        if (rule == NULL) {
            at++;
            continue;
        }
        w->frames[w->nframes] = frame_of(w, rule, &best);
        w->nframes += !is_name(w, &w->frames[w->nframes]);
        at = best.end;
    }
}
