/* text/word.c - words, numbers, abbreviations, contractions, handles, hashtags and addresses.
 *
 * A word runs over letters and digits; each mark within it has a rule of its own that says whether
 * it joins (U.S, 3.5, 9/11, O'Brien, anti-war, AT&T) or parts (Brig.|-|General, and|/|or).  The
 * word found is then cut where the treebanks cut it (do|n't, can|not, 10|am).
 */
#include "text/chars.h"
#include "text/scan.h"
#include "text/words.h"

typedef struct {
    size_t start, end; /* of the word so far */
    size_t last;       /* where it must end at the latest */
    size_t segment;    /* start of the letters or digits that run up to end */
    size_t dotted;     /* end of a host or file name that begins at start; 0 = not looked for */
} word;

static size_t apostrophe_length(const scanner *s, size_t at)
{
    if (scan_byte(s, at) == '\'' || scan_byte(s, at) == '`') {
        return 1;
    }
    return at + 3 <= s->stop && memcmp(s->text.data + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static size_t digits_from(const scanner *s, size_t at)
{
    size_t n = 0;
    while (ascii_digit(scan_byte(s, at + n)) && n < SCAN_LONGEST) {
        n++;
    }
    return n;
}

/* End of letters, digits, hyphens and dots that look like a host or file name (reuters.com);
 * the start itself = they do not. */
static size_t host_end(const scanner *s, size_t start)
{
    size_t at = start, dot = 0;
    while (at < s->stop && at < start + SCAN_LONGEST) {
        char c = s->text.data[at];
        bool joins = c == '.' || c == '-';
        if (!(ascii_alpha(c) || ascii_digit(c) || c == '_' ||
              (joins && scan_wordlike(s, at + 1)))) {
            break;
        }
        dot = c == '.' ? at : dot;
        at++;
    }
    if (dot == 0 || scan_wordlike(s, at)) {
        return start;
    }
    bool small = !ascii_upper(s->text.data[dot + 1]) || ascii_upper(s->text.data[dot - 1]);
    unsigned kinds = word_kinds(view_cut(s->text, dot + 1, at));
    return small && (kinds & WORD_DOMAIN) != 0 ? at : start;
}

/* End of an address: up to white space, closing marks left out. */
static size_t address_end(const scanner *s, size_t at)
{
    size_t n, start = at;
    while (at < s->stop && at < start + SCAN_LONGEST_ADDRESS) {
        char c = s->text.data[at];
        if (strchr("<>\"", c) != NULL || char_at(s->text, at, s->stop, &n) == CHAR_SPACE) {
            break;
        }
        if (n > 1 && char_at(s->text, at, s->stop, &n) == CHAR_PUNCT) {
            break;
        }
        at += n;
    }
    while (at > start && strchr(".,;:!?')]}*", s->text.data[at - 1]) != NULL) {
        if (s->text.data[at - 1] == ')' && memchr(s->text.data + start, '(', at - start) != NULL) {
            break;
        }
        at--;
    }
    return at;
}

/* http://..., www.... at s->at? */
static bool begins_address(const scanner *s)
{
    view rest = view_cut(s->text, s->at, s->stop);
    char c = ascii_lower(rest.data[0]);
    if ((c != 'h' && c != 'w') || rest.length < 8) {
        return false;
    }
    return view_equal_nocase(view_cut(rest, 0, 4), VIEW("www.")) ||
           view_equal_nocase(view_cut(rest, 0, 7), VIEW("http://")) ||
           view_equal_nocase(view_cut(rest, 0, 8), VIEW("https://"));
}

/* Does a run of name characters from `at` on end in @?  first.last@host */
static bool leads_to_mail(const scanner *s, size_t at)
{
    size_t end = at;
    while (end < s->stop && end < at + 64 &&
           (ascii_alpha(s->text.data[end]) || ascii_digit(s->text.data[end]) ||
            strchr("._-+", s->text.data[end]) != NULL)) {
        end++;
    }
    return scan_byte(s, end) == '@' && scan_wordlike(s, end + 1);
}

/* name@host: end of the host, 0 = none. */
static size_t mail_end(const scanner *s, size_t at)
{
    size_t end = at + 1, dots = 0;
    while (end < s->stop && end < at + SCAN_LONGEST) {
        char c = s->text.data[end];
        bool joins = (c == '.' || c == '-') && scan_wordlike(s, end + 1);
        if (!ascii_alpha(c) && !ascii_digit(c) && !joins) {
            break;
        }
        dots += c == '.';
        end++;
    }
    return dots > 0 ? end : 0;
}

/* A dot between word characters: 3.5, U.S, Ph.D, reuters.com. */
static bool dot_joins(const scanner *s, word *w, size_t at)
{
    if (w->dotted == 0) {
        w->dotted = host_end(s, w->start);
    }
    if (w->dotted > at || leads_to_mail(s, at + 1)) {
        return true;
    }
    bool digit_before = ascii_digit(s->text.data[at - 1]);
    if (digit_before || ascii_digit(scan_byte(s, at + 1))) {
        return digit_before && ascii_digit(scan_byte(s, at + 1));
    }
    size_t n = 0; /* letters after the dot, up to the next dot or the end */
    while (ascii_alpha(scan_byte(s, at + 1 + n)) && n < 4) {
        n++;
    }
    size_t before = w->end - w->segment;
    return before <= 2 && n <= 2 && (before == 1 || ascii_upper(s->text.data[w->segment])) &&
           (scan_byte(s, at + 1 + n) == '.' || (w->segment > w->start && n == 1) ||
            (before == 1 && n == 1));
}

/* 555-1234, 713-853-3989, 11-20-2000: groups of digits that are one number. */
static size_t digit_groups(const scanner *s, size_t start)
{
    size_t at = start, groups = 0, first = 0, last = 0;
    for (;;) {
        size_t n = digits_from(s, at);
        if (n == 0 || n > 12) {
            return 0;
        }
        first = groups == 0 ? n : first;
        last = n;
        groups++;
        at += n;
        if (scan_byte(s, at) != '-' || !ascii_digit(scan_byte(s, at + 1)) || groups > 8) {
            break;
        }
        at++;
    }
    bool phone = groups == 2 && first == 3 && last == 4;
    return (groups > 2 || phone) && !scan_wordlike(s, at) ? at : 0;
}

static bool hyphen_joins(const scanner *s, word *w, size_t at)
{
    if (!scan_wordlike(s, at + 1)) {
        return false;
    }
    view before = view_cut(s->text, w->start, at);
    return (word_kinds(before) & WORD_PREFIX) != 0;
}

/* Length of the mark at w->end when it joins what stands on both sides; 0 = the word ends. */
static size_t joins(const scanner *s, word *w)
{
    size_t at = w->end;
    char c = scan_byte(s, at), before = s->text.data[at - 1];
    bool digits = ascii_digit(before) && ascii_digit(scan_byte(s, at + 1));
    size_t apostrophe = apostrophe_length(s, at);
    if (apostrophe != 0) {
        size_t n;
        bool letter = at + apostrophe < s->stop &&
                      char_at(s->text, at + apostrophe, s->stop, &n) == CHAR_LETTER;
        return letter ? apostrophe : 0;
    }
    switch (c) {
    case '.':
        return scan_wordlike(s, at + 1) && dot_joins(s, w, at);
    case '-':
        return hyphen_joins(s, w, at);
    case ',':
        return digits && digits_from(s, at + 1) == 3;
    case ':':
        return digits;
    case '/':
        return digits;
    case '&':
        return ascii_alpha(before) && ascii_alpha(scan_byte(s, at + 1)) &&
               ascii_upper(before) == ascii_upper(scan_byte(s, at + 1)) &&
               (ascii_upper(before) || at - w->start == 1);
    default:
        return 0;
    }
}

/* Runs over the word that begins at w->start. */
static void run_word(const scanner *s, word *w)
{
    while (w->end < w->last) {
        size_t n;
        char_class c = char_at(s->text, w->end, s->stop, &n);
        if (char_word(c) || (c == CHAR_JOINER && n == 3)) {
            w->end += n;
            continue;
        }
        n = joins(s, w);
        if (n == 0) {
            break;
        }
        w->end += n;
        w->segment = w->end;
    }
}

/* First character behind white space from `at` on. */
static size_t next_solid(const scanner *s, size_t at)
{
    size_t n, last = at + 8;
    while (at < s->stop && at < last && char_at(s->text, at, s->stop, &n) == CHAR_SPACE) {
        at += n;
    }
    return at;
}

/* J. Smith; "Plan B." at a paragraph's end is none, nor "wrote on X. The army ...". */
static bool is_initial(const scanner *s, const word *w, size_t next)
{
    const size_t before = s->pieces.count;
    if (s->text.data[w->start] == 'X' && before > 0 &&
        !char_upper(s->text, s->pieces.at[before - 1].start, s->stop)) {
        return false;
    }
    if (scan_byte(s, w->end + 1) == '-' || scan_byte(s, next) == ',') {
        return s->text.data[w->start] != 'I';
    }
    if (!char_upper(s->text, next, s->stop)) {
        return false;
    }
    if (s->text.data[w->start] != 'I' || s->pieces.count == 0) {
        return true;
    }
    return char_upper(s->text, s->pieces.at[s->pieces.count - 1].start, s->stop);
}

/* Does the full stop at w->end belong to the word? */
static bool is_abbreviation(const scanner *s, const word *w)
{
    if (scan_byte(s, w->end + 1) == '.') {
        return false;
    }
    view text = view_cut(s->text, w->start, w->end);
    size_t next = next_solid(s, w->end + 1);
    if (text.length == 1 && ascii_upper(text.data[0])) {
        return is_initial(s, w, next);
    }
    if (memchr(text.data, '.', text.length) != NULL) {
        return ascii_alpha(text.data[text.length - 1]) && w->dotted <= w->start;
    }
    unsigned kinds = word_kinds(text);
    if ((kinds & WORD_ABBREVIATION) == 0 ||
        ((kinds & WORD_CAPITAL) != 0 && !ascii_upper(text.data[0]))) {
        return false;
    }
    if ((kinds & WORD_ABBREVIATION) == WORD_NUMBER) {
        return ascii_digit(scan_byte(s, next));
    }
    return true;
}

/* Where a contraction is cut, counted from the word's start; 0 = it is none. */
static size_t contraction_cut(const scanner *s, view w)
{
    const text_word *entry = word_find(w);
    if (entry != NULL && (entry->kinds & WORD_SPLIT) != 0) {
        return entry->cut;
    }
    size_t mark = 0, n = 0;
    for (size_t at = w.length; at-- > 1 && w.length - at <= 6;) {
        n = apostrophe_length(s, (size_t)(w.data - s->text.data) + at);
        if (n != 0) {
            mark = at;
            break;
        }
    }
    if (mark == 0) {
        return 0;
    }
    char key[8] = "'";
    size_t rest = w.length - mark - n;
    if (rest == 1 && ascii_lower(w.data[mark + n]) == 't' && ascii_lower(w.data[mark - 1]) == 'n') {
        return mark > 1 ? mark - 1 : 0;
    }
    memcpy(key + 1, w.data + mark + n, rest < 6 ? rest : 6);
    return rest < 6 && (word_kinds((view){key, rest + 1}) & WORD_SUFFIX) != 0 ? mark : 0;
}

/* 10am, 5km: bytes of the number, 0 = nothing to cut. */
static size_t unit_cut(view w)
{
    size_t n = 0;
    while (n < w.length && (ascii_digit(w.data[n]) || strchr(".,:", w.data[n]) != NULL)) {
        n++;
    }
    return n > 0 && n < w.length && (word_kinds(view_cut(w, n, w.length)) & WORD_UNIT) != 0 ? n : 0;
}

static void add_word(scanner *s, size_t start, size_t end, unsigned flags)
{
    bool number = ascii_digit(s->text.data[start]);
    scan_add(s, start, end, number ? PIECE_NUMBER : PIECE_WORD, flags);
}

/* The possessive of a word in s (reporters'), unless a quotation ends there. */
static bool bare_possessive(const scanner *s, size_t start, size_t end)
{
    return !s->quote_open && apostrophe_length(s, end) != 0 && scan_byte(s, end) != '`' &&
           end - start > 1 && ascii_lower(s->text.data[end - 1]) == 's' &&
           !scan_wordlike(s, end + apostrophe_length(s, end)) && scan_byte(s, end + 1) != '\'';
}

static void add_cut(scanner *s, size_t start, size_t end)
{
    view text = view_cut(s->text, start, end);
    size_t cut = ascii_digit(text.data[0]) ? 0 : contraction_cut(s, text);
    if (cut != 0) {
        add_word(s, start, start + cut, TOKEN_MWT_FIRST);
        scan_add(s, start + cut, end, PIECE_WORD, TOKEN_MWT_REST);
        return;
    }
    cut = ascii_digit(text.data[0]) ? unit_cut(text) : 0;
    if (cut != 0) {
        add_word(s, start, start + cut, 0);
        add_word(s, start + cut, end, 0);
    } else if (bare_possessive(s, start, end)) {
        add_word(s, start, end, TOKEN_MWT_FIRST);
        scan_add(s, end, end + apostrophe_length(s, end), PIECE_WORD, TOKEN_MWT_REST);
    } else {
        add_word(s, start, end, 0);
    }
}

static void scan_led(scanner *s)
{
    bool tag = s->text.data[s->at] == '#';
    word w = {s->at + 1, s->at + 1, s->at + SCAN_LONGEST, s->at + 1, 1};
    size_t n;
    while (w.end < s->stop && w.end < w.last && char_word(char_at(s->text, w.end, s->stop, &n))) {
        w.end += n;
    }
    scan_add(s, tag ? w.start : s->at, w.end, PIECE_WORD, tag ? TOKEN_HASHTAG : TOKEN_HANDLE);
}

void scan_word(scanner *s)
{
    size_t at = s->at;
    char c = s->text.data[at];
    if (c == '#' || c == '@') {
        scan_led(s);
        return;
    }
    if (begins_address(s)) {
        scan_add(s, at, address_end(s, at), PIECE_WORD, TOKEN_URL);
        return;
    }
    size_t last = at + SCAN_LONGEST < s->stop ? at + SCAN_LONGEST : s->stop;
    word w = {at, at, last, at, 0};
    size_t groups = ascii_digit(c) ? digit_groups(s, at) : 0;
    if (groups != 0) {
        scan_add(s, at, groups, PIECE_NUMBER, 0);
        return;
    }
    run_word(s, &w);
    char next = scan_byte(s, w.end);
    if (next == '@' && mail_end(s, w.end) != 0) {
        scan_add(s, at, mail_end(s, w.end), PIECE_WORD, TOKEN_URL);
    } else if (w.dotted > w.start && w.dotted == w.end && next == '/') {
        scan_add(s, at, address_end(s, at), PIECE_WORD, TOKEN_URL);
    } else if (next == '$' && w.end - at <= 3 && ascii_upper(s->text.data[w.end - 1])) {
        scan_add(s, at, w.end + 1, PIECE_WORD, 0);
    } else if (next == '.' && is_abbreviation(s, &w)) {
        scan_add(s, at, w.end + 1, PIECE_WORD, 0);
        if (s->pieces.count > 0) {
            s->pieces.at[s->pieces.count - 1].stopped = true;
        }
    } else {
        add_cut(s, at, w.end);
    }
}
