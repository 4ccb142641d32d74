/* text/scan.h - words, numbers, marks and emoji out of one stretch of text; private to text/.
 *
 *     scanner s = {.text = r->text, .at = start, .stop = end, .arena = scratch};
 *     scan_stretch(&s);   s.pieces.at[0 .. s.pieces.count)
 *
 * Takes time linear in the stretch: a word is cut at SCAN_LONGEST bytes.
 */
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H

#include "report/report.h"

enum { SCAN_LONGEST = 256, SCAN_LONGEST_ADDRESS = 2048 }; /* bytes of one token */

typedef enum { PIECE_WORD, PIECE_NUMBER, PIECE_MARK } piece_kind;

/* A token in the making. */
typedef struct {
    uint32_t start, end; /* bytes */
    uint16_t flags;      /* TOKEN_... */
    uint8_t kind;        /* piece_kind */
    bool stopped;        /* an abbreviation with its full stop */
} piece;

typedef VEC(piece) piece_vec;

typedef struct {
    view text;
    size_t at, stop; /* the stretch that is left */
    arena *arena;
    piece_vec pieces;
    bool failed;      /* no memory */
    bool quote_open;  /* a single quotation mark is open */
    uint16_t pending; /* flags for the next piece */
} scanner;

void scan_stretch(scanner *s);
/* One word, number, handle, hashtag or address at s->at, where one begins (word.c). */
void scan_word(scanner *s);
/* Adds text[start .. end) and goes on behind it. */
void scan_add(scanner *s, size_t start, size_t end, piece_kind kind, unsigned flags);

static inline char scan_byte(const scanner *s, size_t at)
{
    return at < s->stop ? s->text.data[at] : ' ';
}

/* Does a word character (letter or digit) begin at `at`? */
bool scan_wordlike(const scanner *s, size_t at);

#endif
