/* Pieces: the words, numbers and signs of a sentence with the classes that the grammar knows.
 *
 * Tokens are cut further at hyphens, slashes and between digits and letters, so that "two-year",
 * "7pm" and "2014-2018" read alike however the tokens were made.  A shape that spans tokens
 * (2022-07-18) is read from the text and takes them all.  Words are looked up in a hash table; most
 * have no entry and cost one look.
 */
#include "when/words.h"

static uint32_t fnv(const char *text, size_t n)
{
    uint32_t h = 2166136261U;
    for (size_t i = 0; i < n; i++) {
        h = (h ^ (uint8_t)text[i]) * 16777619U;
    }
    return h;
}

static const grammar_word *find_word(const grammar *g, view v)
{
    char low[32];
    if (v.length == 0 || v.length > g->longest || v.length > sizeof low) {
        return NULL;
    }
    for (size_t i = 0; i < v.length; i++) {
        low[i] = ascii_lower(v.data[i]);
    }
    uint32_t at = fnv(low, v.length) & (g->nwords - 1);
    for (; g->words[at].text != NULL; at = (at + 1) & (g->nwords - 1)) {
        if (g->words[at].length == v.length && memcmp(g->words[at].text, low, v.length) == 0) {
            return &g->words[at];
        }
    }
    return NULL;
}

int when_word_value(view word, unsigned symbol)
{
    const grammar *g = &when_grammar;
    const grammar_word *w = find_word(g, word);
    for (unsigned i = 0; w != NULL && i < w->nsenses; i++) {
        if (g->senses[w->sense + i].symbol == symbol) {
            return g->senses[w->sense + i].value;
        }
    }
    return 0;
}

bool piece_is(const piece *p, uint16_t symbol)
{
    return piece_sense_of(p, symbol) != NULL;
}

const piece_sense *piece_sense_of(const piece *p, uint16_t symbol)
{
    for (unsigned i = 0; i < p->nsenses; i++) {
        if (p->senses[i].symbol == symbol) {
            return &p->senses[i];
        }
    }
    return NULL;
}

static void add_sense(piece *p, unsigned symbol, int32_t value)
{
    if (p->nsenses < PIECE_SENSES) {
        p->senses[p->nsenses++] = (piece_sense){(uint16_t)symbol, 1, value};
    }
}

static void add_word(const grammar *g, piece *p, view v)
{
    const grammar_word *w = find_word(g, v);
    for (unsigned i = 0; w != NULL && i < w->nsenses; i++) {
        const grammar_sense *s = &g->senses[w->sense + i];
        /* May and March are months, may and march are not */
        if ((s->symbol == CLASS_MONTH || s->symbol == CLASS_UNSURE) && !p->capital) {
            continue;
        }
        add_sense(p, s->symbol, s->value);
    }
}

/* ---- shapes of digits --------------------------------------------------------------------------
 */

static int digits_at(view v, size_t at, int *value)
{
    int n = 0;
    *value = 0;
    while (at + (size_t)n < v.length && ascii_digit(v.data[at + (size_t)n]) && n < 9) {
        *value = *value * 10 + (v.data[at + (size_t)n] - '0');
        n++;
    }
    return n;
}

static int century_of(int year2)
{
    return year2 < 50 ? 2000 + year2 : 1900 + year2;
}

/* 2022-07-18, 18/07/2022, 11/02/89, 2022/7/18, 18.07.2022; its length, 0 = none.  The value is the
 * day; months come first when both fit, as American agencies write. */
static size_t iso_shape(view v, size_t at, day *out)
{
    int a, b, c;
    int na = digits_at(v, at, &a);
    size_t p = at + (size_t)na;
    if (na == 0 || na > 4 || na == 3 || p >= v.length || strchr("-/.", v.data[p]) == NULL) {
        return 0;
    }
    char sign = v.data[p];
    int nb = digits_at(v, p + 1, &b);
    p += 1 + (size_t)nb;
    if (nb == 0 || nb > 2 || p >= v.length || v.data[p] != sign) {
        return 0;
    }
    int nc = digits_at(v, p + 1, &c);
    p += 1 + (size_t)nc;
    int year = na == 4 ? a : nc == 4 ? c : sign == '/' && nc == 2 ? century_of(c) : 0;
    int month = na == 4 ? b : sign == '.' || a > 12 ? b : a;
    int of_month = na == 4 ? c : sign == '.' || a > 12 ? a : b;
    if (year < 1000 || year > 2199 || !civil_valid(year, month, of_month)) {
        return 0;
    }
    *out = day_of(year, month, of_month);
    return p - at;
}

/* 7:30, 19:15:00; its length, 0 = none.  The value is minutes of the day. */
static size_t clock_shape(view v, size_t at, int *out)
{
    int h, m, s;
    int nh = digits_at(v, at, &h);
    size_t p = at + (size_t)nh;
    if (nh == 0 || nh > 2 || h > 24 || p >= v.length || v.data[p] != ':') {
        return 0;
    }
    int nm = digits_at(v, p + 1, &m);
    if (nm != 2 || m > 59) {
        return 0;
    }
    p += 3;
    if (p < v.length && v.data[p] == ':' && digits_at(v, p + 1, &s) == 2) {
        p += 3;
    }
    *out = h * 60 + m;
    return p - at;
}

static void plain_number(piece *p, view v, size_t at, size_t n, int value)
{
    add_sense(p, CLASS_DIGITS, value);
    if (n == 4) {
        add_sense(p, CLASS_DIGITS4, value);
        if (value >= 1000 && value < 2100) {
            add_sense(p, CLASS_YEAR, value);
        }
    }
    if (n <= 2 && value >= 1 && value <= 31) {
        add_sense(p, CLASS_DAY, value);
    }
    (void)v;
    (void)at;
}

static bool letters_at(view v, size_t at, const char *letters)
{
    size_t n = strlen(letters);
    if (at + n > v.length || !view_equal_nocase(view_cut(v, at, at + n), view_of(letters))) {
        return false;
    }
    return at + n == v.length || !ascii_alpha(v.data[at + n]);
}

static bool ordinal_at(view v, size_t at)
{
    return letters_at(v, at, "st") || letters_at(v, at, "nd") || letters_at(v, at, "rd") ||
           letters_at(v, at, "th");
}

/* A number with points or commas in it, "1,500" or "2.5", in thousandths. */
static size_t grouped(view v, size_t at, int64_t *thousandths)
{
    int64_t value = 0, scale = 1000;
    size_t p = at;
    for (; p < v.length; p++) {
        char c = v.data[p];
        if (ascii_digit(c)) {
            if (scale < 1000) {
                value += (c - '0') * scale;
                scale /= 10;
            } else if (value < INT64_MAX / 100000) {
                value = value * 10 + (c - '0') * 1000;
            }
        } else if (c == '.' && scale == 1000 && p + 1 < v.length && ascii_digit(v.data[p + 1])) {
            scale = 100;
        } else if (!(c == ',' && scale == 1000 && p + 3 < v.length && ascii_digit(v.data[p + 1]) &&
                     ascii_digit(v.data[p + 2]) && ascii_digit(v.data[p + 3]))) {
            break;
        }
    }
    *thousandths = value;
    return p - at;
}

/* Reads what begins with a digit at `at`; returns its bytes. */
static size_t digit_piece(piece *p, view v, size_t at)
{
    day d;
    int value;
    size_t n = iso_shape(v, at, &d);
    if (n > 0) {
        add_sense(p, CLASS_ISODATE, d);
        return n;
    }
    n = clock_shape(v, at, &value);
    if (n > 0) {
        add_sense(p, CLASS_CLOCK, value);
        return n;
    }
    int64_t big;
    n = grouped(v, at, &big);
    size_t plain = (size_t)digits_at(v, at, &value);
    if (n == plain) {
        if (ordinal_at(v, at + n) && value < 10000) {
            add_sense(p, CLASS_ORDINAL, value);
            add_sense(p, CLASS_ORDSHAPE, value);
            return n + 2;
        }
        if (letters_at(v, at + n, "s") && value % 10 == 0 && (n == 4 || n == 2) && value > 0) {
            add_sense(p, CLASS_DECADE4, n == 4 ? value : 1900 + value);
            return n + 1;
        }
        plain_number(p, v, at, n, value);
    }
    if (big <= INT32_MAX) {
        add_sense(p, CLASS_NUM, (int32_t)big);
    }
    return n;
}

/* '89 and '90s, with either apostrophe; 0 = none. */
static size_t apostrophe_year(piece *p, view v, size_t at)
{
    size_t quote = v.data[at] == '\''                                  ? 1
                   : view_starts(view_cut(v, at, v.length), VIEW("’")) ? 3
                                                                       : 0;
    int value;
    if (quote == 0 || digits_at(v, at + quote, &value) != 2) {
        return 0;
    }
    size_t n = quote + 2;
    if (letters_at(v, at + n, "s")) {
        add_sense(p, CLASS_DECADE4, 1900 + value);
        return n + 1;
    }
    if (at + n < v.length && ascii_alpha(v.data[at + n])) {
        return 0;
    }
    add_sense(p, CLASS_YEAR2, century_of(value));
    return n;
}

/* Q3 */
static size_t quarter_piece(piece *p, view v, size_t at)
{
    if ((v.data[at] != 'Q' && v.data[at] != 'q') || at + 1 >= v.length || v.data[at + 1] < '1' ||
        v.data[at + 1] > '4' || (at + 2 < v.length && ascii_digit(v.data[at + 2]))) {
        return 0;
    }
    add_sense(p, CLASS_QUARTERSYM, v.data[at + 1] - '0');
    return 2;
}

/* ---- cutting -----------------------------------------------------------------------------------
 */

static bool word_byte(char c)
{
    return ascii_alpha(c) || (unsigned char)c >= 0x80;
}

static bool en_dash(view v, size_t at)
{
    return view_starts(view_cut(v, at, v.length), VIEW("–"));
}

/* A word from `at` to the token's end or the next sign that cuts. */
static size_t word_piece(const when_state *w, piece *p, view v, size_t at, size_t end)
{
    size_t n = end - at;
    view whole = view_cut(v, at, end);
    p->capital = ascii_upper(v.data[at]);
    if (find_word(w->g, whole) == NULL) {
        for (n = 0; at + n < end && word_byte(v.data[at + n]) && !en_dash(v, at + n); n++) {
            if (n > 0 && view_starts(view_cut(v, at + n, end), VIEW("’"))) {
                break;
            }
        }
        if (n < end - at && v.data[at + n] == '.' && n > 0 && n <= 5 &&
            find_word(w->g, view_cut(v, at, at + n + 1)) != NULL) {
            n++;
        }
        if (n == 0) {
            n = 1;
        }
    }
    add_word(w->g, p, view_cut(v, at, at + n));
    return n;
}

static size_t sign_piece(const when_state *w, piece *p, view v, size_t at, size_t end)
{
    view rest = view_cut(v, at, end);
    if (en_dash(v, at)) {
        add_sense(p, w->g->is.hyphen, 0);
        return 3;
    }
    bool curly = view_starts(rest, VIEW("’"));
    if (curly || view_starts(rest, VIEW("'"))) {
        size_t quote = curly ? 3 : 1;
        if (rest.length > quote && ascii_lower(rest.data[quote]) == 's' &&
            (rest.length == quote + 1 || !ascii_alpha(rest.data[quote + 1]))) {
            add_sense(p, w->g->is.possessive, 0);
            return quote + 1;
        }
        add_sense(p, w->g->is.apostrophe, 0);
        return quote;
    }
    size_t n = utf8_length(v, at);
    add_word(w->g, p, view_cut(v, at, at + (n == 0 ? 1 : n)));
    return n == 0 ? 1 : n;
}

/* One piece from `at`, inside a token that ends at `end`. */
static size_t cut_piece(const when_state *w, piece *p, view text, size_t at, size_t end)
{
    size_t n = 0;
    if (ascii_digit(text.data[at])) {
        return digit_piece(p, text, at);
    }
    if (at == p->start && (n = apostrophe_year(p, text, at)) > 0) {
        return n;
    }
    if ((n = quarter_piece(p, view_cut(text, 0, end), at)) > 0) {
        return n;
    }
    if (word_byte(text.data[at]) && !en_dash(text, at) &&
        !view_starts(view_cut(text, at, end), VIEW("’"))) {
        return word_piece(w, p, text, at, end);
    }
    return sign_piece(w, p, text, at, end);
}

static bool add_piece(when_state *w, piece p)
{
    if (w->npieces == w->capacity) {
        uint32_t capacity = w->capacity == 0 ? 1024 : 2 * w->capacity;
        piece *grown = (piece *)arena_grow(w->scratch, w->pieces, w->npieces, capacity, sizeof p);
        if (grown == NULL) {
            return false;
        }
        w->pieces = grown;
        w->capacity = capacity;
    }
    w->pieces[w->npieces++] = p;
    return true;
}

static bool cut_token(when_state *w, uint32_t t, uint32_t *taken)
{
    const token *tokens = w->r->tokens;
    const uint32_t end = tokens[t].bytes.end;
    uint32_t at = tokens[t].bytes.start > *taken ? tokens[t].bytes.start : *taken;
    while (at < end) {
        if (ascii_space(w->r->text.data[at])) {
            at++;
            continue;
        }
        piece p = {.start = at, .token = t, .last_token = t};
        p.space = at == 0 || ascii_space(w->r->text.data[at - 1]);
        size_t n = cut_piece(w, &p, w->r->text, at, end);
        p.end = at + (uint32_t)n;
        p.tight = !p.space && p.end < w->r->text.length && !ascii_space(w->r->text.data[p.end]);
        at = p.end;
        const uint32_t last = w->r->sentences[w->sent].last;
        while (p.last_token < last && tokens[p.last_token + 1].bytes.start < p.end) {
            p.last_token++;
        }
        if (!add_piece(w, p)) {
            return false;
        }
    }
    *taken = at;
    return true;
}

dateline_status when_pieces(when_state *w, dateline_error *e)
{
    const sentence *s = &w->r->sentences[w->sent];
    uint32_t taken = 0;
    w->npieces = 0;
    for (uint32_t t = s->first; t <= s->last; t++) {
        if (!cut_token(w, t, &taken)) {
            return fault_memory(e);
        }
    }
    when_numbers(w);
    return DATELINE_OK;
}
