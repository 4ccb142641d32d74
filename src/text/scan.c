/* text/scan.c - punctuation, quotation marks, emoji; everything that is not a word.
 *
 * After the conventions of the UD treebanks EWT and GUM: runs of one mark ("...", "--", "!!") are
 * one token, `?!` too; quotation marks, brackets and currency signs stand alone.
 */
#include "text/scan.h"

#include "text/chars.h"
#include "text/words.h"

void scan_add(scanner *s, size_t start, size_t end, piece_kind kind, unsigned flags)
{
    piece p = {(uint32_t)start, (uint32_t)end, (uint16_t)(flags | s->pending), (uint8_t)kind,
               false};
    s->pending = 0;
    s->at = end;
    if (!VEC_PUSH(&s->pieces, s->arena, p)) {
        s->failed = true;
    }
}

bool scan_wordlike(const scanner *s, size_t at)
{
    size_t n;
    return at < s->stop && char_word(char_at(s->text, at, s->stop, &n));
}

/* End of the run of characters of class `kind` from `at` on. */
static size_t run_of(const scanner *s, size_t at, char_class kind)
{
    size_t n;
    while (at < s->stop && char_at(s->text, at, s->stop, &n) == kind) {
        at += n;
    }
    return at;
}

/* An emoji with its variation selectors and skin tones, and those joined to it. */
static void scan_emoji(scanner *s)
{
    size_t n, at = s->at, last = s->at + SCAN_LONGEST;
    (void)char_at(s->text, at, s->stop, &n);
    at += n;
    while (at < s->stop && at < last) {
        char_class c = char_at(s->text, at, s->stop, &n);
        if (c == CHAR_JOINER) {
            bool joins = n == 3 && (uint8_t)s->text.data[at + 2] == 0x8D; /* U+200D */
            at += n;
            if (joins && at < s->stop && char_at(s->text, at, s->stop, &n) == CHAR_EMOJI) {
                at += n;
            }
        } else {
            break;
        }
    }
    scan_add(s, s->at, at, PIECE_MARK, TOKEN_EMOJI);
}

static void scan_flag(scanner *s)
{
    size_t n, m;
    (void)char_at(s->text, s->at, s->stop, &n);
    if (s->at + n < s->stop && char_at(s->text, s->at + n, s->stop, &m) == CHAR_FLAG) {
        n += m;
    }
    scan_add(s, s->at, s->at + n, PIECE_MARK, TOKEN_EMOJI);
}

/* Length of ":)", ";-)", ":D" at `at`; 0 = none. */
static size_t emoticon(const scanner *s, size_t at)
{
    if (strchr(":;=", scan_byte(s, at)) == NULL) {
        return 0;
    }
    size_t n = scan_byte(s, at + 1) == '-' ? 2 : 1;
    char mouth = scan_byte(s, at + n);
    if (mouth == ')' || mouth == '(') {
        return n + 1;
    }
    bool letter = mouth == 'D' || mouth == 'P';
    return letter && !scan_wordlike(s, at + n + 1) ? n + 1 : 0;
}

/* End of a run of marks that are written as one. */
static size_t mark_run(const scanner *s, size_t at)
{
    char c = s->text.data[at];
    const char *same = c == '!' || c == '?' ? "!?" : NULL;
    size_t end = at + 1, last = at + SCAN_LONGEST;
    if (same == NULL && strchr(".-*=~_+#|^", c) == NULL) {
        return end;
    }
    while (end < s->stop && end < last &&
           (s->text.data[end] == c || (same != NULL && strchr(same, s->text.data[end]) != NULL &&
                                       s->text.data[end] != '\0'))) {
        end++;
    }
    return end;
}

static bool is_apostrophe(const scanner *s, size_t at, size_t *n)
{
    if (scan_byte(s, at) == '\'') {
        *n = 1;
        return true;
    }
    *n = 3;
    return at + 3 <= s->stop && (memcmp(s->text.data + at, "\xE2\x80\x98", 3) == 0 ||
                                 memcmp(s->text.data + at, "\xE2\x80\x99", 3) == 0);
}

/* 's, 'em, '90s: an apostrophe that belongs to what follows; its end, 0 = a quotation mark. */
static size_t elided(const scanner *s, size_t at, size_t mark)
{
    size_t end = run_of(s, at + mark, CHAR_LETTER);
    if (end == at + mark) {
        end = run_of(s, at + mark, CHAR_DIGIT);
        bool year = end == at + mark + 2;
        return !year ? 0 : scan_byte(s, end) == 's' && !scan_wordlike(s, end + 1) ? end + 1 : end;
    }
    char key[12] = "'";
    if (end - at - mark > 8 || scan_byte(s, end) == '\'') {
        return 0;
    }
    memcpy(key + 1, s->text.data + at + mark, end - at - mark);
    unsigned kinds = word_kinds((view){key, end - at - mark + 1});
    return (kinds & (WORD_ELIDED | WORD_SUFFIX)) != 0 ? end : 0;
}

static void scan_apostrophe(scanner *s, size_t mark)
{
    size_t end = elided(s, s->at, mark);
    if (end != 0) {
        scan_add(s, s->at, end, PIECE_WORD, 0);
        return;
    }
    if (mark == 1 && scan_byte(s, s->at + 1) == '\'') {
        mark = 2;
    } else {
        s->quote_open = !s->quote_open && scan_wordlike(s, s->at + mark);
    }
    scan_add(s, s->at, s->at + mark, PIECE_MARK, 0);
}

static void scan_mark(scanner *s, size_t length)
{
    size_t n, at = s->at;
    char c = s->text.data[at];
    if (length > 1) {
        if (is_apostrophe(s, at, &n)) {
            scan_apostrophe(s, n);
            return;
        }
        size_t end = at + length; /* a run of one mark above ASCII: —— …… */
        while (end + length <= s->stop && end < at + SCAN_LONGEST &&
               memcmp(s->text.data + end, s->text.data + at, length) == 0) {
            end += length;
        }
        scan_add(s, at, end, PIECE_MARK, 0);
    } else if (c == '\'') {
        scan_apostrophe(s, 1);
    } else if (emoticon(s, at) != 0) {
        scan_add(s, at, at + emoticon(s, at), PIECE_MARK, TOKEN_EMOJI);
    } else if ((c == '`' || c == '<' || c == '>') && scan_byte(s, at + 1) == c) {
        scan_add(s, at, at + 2, PIECE_MARK, 0);
    } else if (c == '.' && ascii_digit(scan_byte(s, at + 1))) {
        scan_add(s, at, run_of(s, at + 1, CHAR_DIGIT), PIECE_NUMBER, 0);
    } else {
        scan_add(s, at, mark_run(s, at), PIECE_MARK, 0);
    }
}

/* #Morocco, @name: the mark leads a word. */
static bool leads_word(const scanner *s)
{
    size_t n;
    char c = s->text.data[s->at];
    return (c == '#' || c == '@') && s->at + 1 < s->stop &&
           char_at(s->text, s->at + 1, s->stop, &n) == CHAR_LETTER;
}

void scan_stretch(scanner *s)
{
    while (s->at < s->stop && !s->failed) {
        size_t n;
        char_class c = char_at(s->text, s->at, s->stop, &n);
        switch (c) {
        case CHAR_SPACE:
            s->pending |= TOKEN_SPACE_BEFORE;
            s->at += n;
            break;
        case CHAR_LETTER:
        case CHAR_DIGIT:
            scan_word(s);
            break;
        case CHAR_EMOJI:
            scan_emoji(s);
            break;
        case CHAR_FLAG:
            scan_flag(s);
            break;
        case CHAR_JOINER:
            s->at += n;
            break;
        case CHAR_PUNCT:
            if (leads_word(s)) {
                scan_word(s);
            } else {
                scan_mark(s, n);
            }
            break;
        }
    }
}
