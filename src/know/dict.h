/* know/dict.h - reading the text dictionaries of data/.
 *
 *     # comment
 *     Morocco                          an entry begins in column 0 with its name
 *         also      Kingdom of Morocco; Maroc
 *         code      MAR                an attribute: four blanks, key, blanks, value
 *
 *     dict_file f;  TRY(dict_read("data/actors/countries.txt", "actors/countries", a, &f, e));
 *
 * UTF-8; a key is of a-z, 0-9 and '-'; a key may stand several times.  A line that is not of this
 * form is an error with file and line.
 */
#ifndef KNOW_DICT_H
#define KNOW_DICT_H

#include "base/base.h"

enum { DICT_FILE_LIMIT = 64 << 20 /* bytes */ };

typedef struct {
    view key, value; /* value trimmed; "" is allowed */
    uint32_t line;
} dict_attr;

typedef struct {
    view name;
    uint32_t line;
    uint32_t first, count; /* into attrs */
} dict_entry;

typedef struct {
    view path; /* for messages */
    view list; /* "actors/countries" */
    dict_entry *entries;
    uint32_t nentries;
    dict_attr *attrs;
    uint32_t nattrs;
} dict_file;

/* Parses text that is already in memory; views point into it. */
MUST_USE dateline_status dict_parse(view path, view list, view text, arena *a, dict_file *out,
                                    dateline_error *e);
/* Reads and parses a file.  `path` must be NUL-terminated. */
MUST_USE dateline_status dict_read(view path, view list, arena *a, dict_file *out,
                                   dateline_error *e);
/* The entry's first value under the key; "" = none. */
view dict_get(const dict_file *f, const dict_entry *entry, const char *key);

#endif
