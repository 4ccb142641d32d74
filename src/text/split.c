/* text/split.c - where sentences end. */
#include "text/split.h"

#include "text/chars.h"
#include "text/words.h"

static view piece_text(view text, const piece *p)
{
    return view_cut(text, p->start, p->end);
}

static bool is_any(view v, const char *marks)
{
    return v.length == 1 && strchr(marks, v.data[0]) != NULL;
}

static bool is_closer(view v)
{
    return is_any(v, ")]}\"'") || view_equal(v, VIEW("''")) ||
           view_equal(v, VIEW("\xE2\x80\x9D")) || view_equal(v, VIEW("\xE2\x80\x99")) ||
           view_equal(v, VIEW("\xC2\xBB"));
}

/* Index of the piece that may end the sentence when closing marks behind it are passed over. */
static size_t before_closers(view text, const piece *pieces, size_t i)
{
    size_t at = i - 1;
    while (at > 0 && i - at < 4 && is_closer(piece_text(text, &pieces[at])) &&
           (pieces[at].flags & TOKEN_SPACE_BEFORE) == 0) {
        at--;
    }
    return at;
}

static bool begins_sentence(view text, const piece *p)
{
    view v = piece_text(text, p);
    if (p->kind == PIECE_MARK) {
        return !is_any(v, ",;:)]}%.?!") && (p->flags & TOKEN_SPACE_BEFORE) != 0;
    }
    return !char_lower(text, p->start, p->end);
}

bool split_before(view text, const piece *pieces, size_t n, size_t i)
{
    (void)n;
    size_t at = before_closers(text, pieces, i);
    view last = piece_text(text, &pieces[at]);
    char c = last.data[last.length - 1];
    if (!begins_sentence(text, &pieces[i])) {
        return false;
    }
    if (pieces[at].stopped) {
        view bare = view_cut(last, 0, last.length - 1);
        return bare.length > 1 &&
               (word_kinds(bare) & (WORD_TITLE | WORD_NUMBER | WORD_DATE)) == 0 &&
               memchr(bare.data, '.', bare.length) == NULL && pieces[i].kind == PIECE_WORD;
    }
    if (pieces[at].kind != PIECE_MARK) {
        return false;
    }
    bool bullet = at == 1 && pieces[0].kind == PIECE_NUMBER;
    return (c == '.' && !bullet) || c == '!' || c == '?';
}

size_t split_cut(view text, const piece *pieces, size_t n)
{
    static const char *const marks[] = {";", ":", "\xE2\x80\x94", "--", ","};
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        for (size_t i = n; i-- > n / 2;) {
            if (view_equal(piece_text(text, &pieces[i]), view_of(marks[m]))) {
                return i + 1;
            }
        }
    }
    return n;
}
