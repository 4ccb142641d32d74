/* Numbers, years in words and festivals: senses that take several pieces.
 *
 * "twenty-five", "two and a half", "5 1/2", "a couple of", "several", "a hundred" become one
 * CLASS_NUM in thousandths (VAGUE when it is not said how many); "nineteen ninety-six" a
 * CLASS_YEARWORDS.
 */
#include "when/when_priv.h"

static const piece *piece_at(const when_state *w, uint32_t i)
{
    static const piece none = {0};
    return i < w->npieces ? &w->pieces[i] : &none;
}

static bool is(const when_state *w, uint32_t i, uint16_t symbol)
{
    return piece_is(piece_at(w, i), symbol);
}

static int32_t number_word(const when_state *w, uint32_t i)
{
    const piece_sense *s = piece_sense_of(piece_at(w, i), CLASS_NUMBER);
    return s == NULL ? 0 : s->value;
}

static void add(piece *p, unsigned symbol, uint32_t length, int32_t value)
{
    if (p->nsenses < PIECE_SENSES && length < 250) {
        p->senses[p->nsenses++] = (piece_sense){(uint16_t)symbol, (uint8_t)length, value};
    }
}

/* "twenty-five", "two hundred and ten", "three thousand": pieces taken, *value whole. */
static uint32_t cardinal(const when_state *w, uint32_t at, int32_t *value)
{
    int32_t total = 0, current = 0;
    uint32_t i = at, taken = 0;
    while (i < at + 12) {
        uint32_t skip = 0;
        if (i > at && (is(w, i, w->g->is.hyphen) ||
                       (is(w, i, w->g->is.w_and) && (current >= 100 || total > 0)))) {
            skip = 1;
        }
        int32_t n = number_word(w, i + skip);
        if (n <= 0 || (i > at && n < 100 && current % 100 != 0 && (current % 10 != 0 || n > 9)) ||
            (i > at && n < 100 && current % 100 != 0 && current % 100 < 20)) {
            break;
        }
        if (n == 100 && current > 0 && current < 100) {
            current *= 100;
        } else if (n == 1000) {
            total += (current == 0 ? 1 : current) * 1000;
            current = 0;
        } else {
            current += n;
        }
        i += skip + 1;
        taken = i - at;
    }
    *value = total + current;
    return *value < 2000000 ? taken : 0;
}

/* "1/2" or "and a half" behind a number: pieces taken. */
static uint32_t half_behind(const when_state *w, uint32_t i)
{
    const piece *a = piece_at(w, i), *slash = piece_at(w, i + 1), *b = piece_at(w, i + 2);
    const piece_sense *one = piece_sense_of(a, CLASS_DIGITS),
                      *two = piece_sense_of(b, CLASS_DIGITS);
    if (one != NULL && two != NULL && one->value == 1 && two->value == 2 &&
        slash->end == slash->start + 1 && w->r->text.data[slash->start] == '/') {
        return 3;
    }
    if (is(w, i, w->g->is.w_and) && (is(w, i + 1, w->g->is.w_a)) && is(w, i + 2, CLASS_HALF)) {
        return 3;
    }
    return 0;
}

/* "a", "a few", "a couple of", "several", "hundreds of". */
static uint32_t vague_number(const when_state *w, uint32_t i, int32_t *value)
{
    uint32_t n = is(w, i, w->g->is.w_a) || is(w, i, w->g->is.w_an) ? 1 : 0;
    const int32_t word = number_word(w, i + n);
    if (word == VAGUE) {
        *value = VAGUE;
        n++;
    } else if (is(w, i + n, w->g->is.w_couple)) {
        *value = 2000;
        n++;
    } else {
        *value = 1000;
        return n;
    }
    return is(w, i + n, w->g->is.w_of) ? n + 1 : n;
}

static void number_sense(when_state *w, uint32_t i)
{
    piece *p = &w->pieces[i];
    int32_t value;
    uint32_t n;
    piece_sense *digits = (piece_sense *)piece_sense_of(p, CLASS_NUM);
    if (digits != NULL) {
        n = half_behind(w, i + 1);
        digits->length = (uint8_t)(1 + n);
        digits->value += n > 0 ? 500 : 0;
        return;
    }
    bool article = is(w, i, w->g->is.w_a) || is(w, i, w->g->is.w_an);
    if (number_word(w, i) == VAGUE || is(w, i, w->g->is.w_couple) ||
        (article && number_word(w, i + 1) <= 0 && !is(w, i + 1, CLASS_DIGITS))) {
        n = vague_number(w, i, &value);
        if (n > 0) {
            add(p, CLASS_NUM, n, value);
        }
        return;
    }
    article = article && number_word(w, i + 1) >= 12;
    n = cardinal(w, i + (article ? 1 : 0), &value);
    if (n > 0 && !(article && value < 100 && value != 12)) {
        n += article ? 1 : 0;
        uint32_t half = half_behind(w, i + n);
        add(p, CLASS_NUM, n + half, value * 1000 + (half > 0 ? 500 : 0));
    }
}

/* "nineteen ninety-six", "twenty twenty-two", "nineteen oh four" is not read. */
static void year_sense(when_state *w, uint32_t i)
{
    int32_t high = number_word(w, i), low;
    if (high < 15 || high > 20 || is(w, i + 1, w->g->is.hyphen)) {
        return;
    }
    uint32_t n = cardinal(w, i + 1, &low);
    if (n > 0 && low >= 10 && low < 100) {
        add(&w->pieces[i], CLASS_YEARWORDS, n + 1, high * 100 + low);
    }
}

static bool name_here(const when_state *w, const grammar_name *n, uint32_t at)
{
    if (at + n->npieces > w->npieces) {
        return false;
    }
    for (uint32_t k = 0; k < n->npieces; k++) {
        if (!piece_is(&w->pieces[at + k], w->g->name_pieces[n->piece + k])) {
            return false;
        }
    }
    return w->pieces[at].capital;
}

static void festival_sense(when_state *w, uint32_t at)
{
    piece *p = &w->pieces[at];
    for (unsigned s = 0; s < p->nsenses; s++) {
        const grammar_range range = w->g->name_begin[p->senses[s].symbol];
        for (unsigned k = 0; k < range.count; k++) {
            const grammar_name *n = &w->g->names[w->g->name_list[range.first + k]];
            if (name_here(w, n, at)) {
                add(p, CLASS_FESTIVAL, n->npieces, n->festival);
                return;
            }
        }
    }
}

void when_numbers(when_state *w)
{
    for (uint32_t i = 0; i < w->npieces; i++) {
        if (w->pieces[i].nsenses > 0) {
            festival_sense(w, i);
            year_sense(w, i);
            number_sense(w, i);
        }
    }
}
