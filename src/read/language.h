/* read/language.h - the language of a text, by its script, its commonest words and its letters.
 *
 *     language_guess g = language_of(text);      g.code "fr", g.sure true
 *
 * Looks at the first LANGUAGE_REACH bytes only, so it costs some microseconds.  The tables are
 * data/text/languages.txt. */
#ifndef READ_LANGUAGE_H
#define READ_LANGUAGE_H

#include "base/base.h"

enum { LANGUAGE_REACH = 6000, LANGUAGE_MAX = 128 };

/* In the order of tools/language-tables. */
typedef enum {
    SCRIPT_LATIN,
    SCRIPT_CYRILLIC,
    SCRIPT_ARABIC,
    SCRIPT_HEBREW,
    SCRIPT_GREEK,
    SCRIPT_ARMENIAN,
    SCRIPT_GEORGIAN,
    SCRIPT_ETHIOPIC,
    SCRIPT_DEVANAGARI,
    SCRIPT_BENGALI,
    SCRIPT_GURMUKHI,
    SCRIPT_GUJARATI,
    SCRIPT_ORIYA,
    SCRIPT_TAMIL,
    SCRIPT_TELUGU,
    SCRIPT_KANNADA,
    SCRIPT_MALAYALAM,
    SCRIPT_SINHALA,
    SCRIPT_THAI,
    SCRIPT_LAO,
    SCRIPT_TIBETAN,
    SCRIPT_MYANMAR,
    SCRIPT_KHMER,
    SCRIPT_THAANA,
    SCRIPT_HANGUL,
    SCRIPT_KANA,
    SCRIPT_HAN,
    SCRIPT_COUNT
} script;

typedef struct {
    const char *code, *name;
    uint8_t script;
} language_row;

typedef struct {
    const char *word;      /* in small letters; a single letter behind `*` */
    uint32_t first, count; /* in language_owners */
} language_word;

extern const language_row language_rows[]; /* sorted by code */
extern const size_t language_count;
extern const language_word language_words[]; /* sorted by bytes */
extern const size_t language_word_count;
extern const uint8_t language_owners[]; /* indices of rows */

typedef struct {
    const char *code; /* "" = could not be told */
    bool sure;
} language_guess;

language_guess language_of(view text);
/* "French" for "fr"; null = not known. */
const char *language_name(view code);

#endif
