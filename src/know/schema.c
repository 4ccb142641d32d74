/* What an entry of data/actors may say, and the terms (code, sector, office by date) it amounts to.
 *
 *     code 2021-08-15.. AFG GOV      a code in a time: [from..to] CODE [SECTOR [SECTOR]]
 *     sector REB                     likewise: [from..to] SECTOR [SECTOR]
 *     office 2020-05-17..2022-12-29 Minister of Defense; GOV; ISR
 */
#include "know/image_priv.h"
#include "know/ontology.h"

static const char *const KEYS[] = {
    "also",    "code",      "sector",      "from",      "to",      "note",    "unsure",   "demonym",
    "people",  "capital",   "metonym",     "adjective", "fips",    "cow",     "iso2",     "members",
    "kind",    "domain",    "office",      "plural",    "abbr",    "gender",  "region",   "country",
    "borders", "geonameid", "lat",         "lon",       "head",    "parent",  "language", "born",
    "died",    "successor", "predecessor", "state",     "surname", "example", "not",      "title",
    "seat",    "founded",   "female"};

static bool known_key(view key)
{
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        if (view_equal(key, view_of(KEYS[i]))) {
            return true;
        }
    }
    return false;
}

static bool three_capitals(view v)
{
    return v.length == 3 && ascii_upper(v.data[0]) && ascii_upper(v.data[1]) &&
           ascii_upper(v.data[2]);
}

static bool known_code(const image *m, view v)
{
    return three_capitals(v) &&
           (m->codes == NULL || ontology_is_supranational(v) || map_get(m->codes, v) != NULL);
}

/* "2021", "2021-08" or "2021-08-15": the first or last day of it; false = none of these. */
static bool read_day(view v, bool last, day *out)
{
    int64_t year = 0;
    int64_t month = last ? 12 : 1;
    int64_t of_month = 0;
    view parts[3] = {{0}};
    size_t n = 0;
    view rest = v;
    while (n < 3 && view_split(&rest, '-', &parts[n])) {
        n++;
    }
    if (n == 0 || rest.length > 0 || parts[0].length != 4 || !view_int(parts[0], &year) ||
        (n > 1 && !view_int(parts[1], &month)) || month < 1 || month > 12) {
        return false;
    }
    of_month = last ? month_length((int)year, (int)month) : 1;
    if ((n > 2 && !view_int(parts[2], &of_month)) ||
        !civil_valid((int)year, (int)month, (int)of_month)) {
        return false;
    }
    *out = day_of((int)year, (int)month, (int)of_month);
    return true;
}

/* Cuts "from..to" off the front of *rest when it is there; false when it is there and wrong. */
static bool read_range(view *rest, day *from, day *to)
{
    *from = *to = DAY_NONE;
    size_t end = view_find_char(*rest, ' ', 0);
    view piece = view_cut(*rest, 0, end == SIZE_MAX ? rest->length : end);
    size_t dots = view_find(piece, VIEW(".."), 0);
    if (dots == SIZE_MAX) {
        return true;
    }
    view a = view_cut(piece, 0, dots);
    view b = view_cut(piece, dots + 2, piece.length);
    *rest = view_trim(view_cut(*rest, piece.length, rest->length));
    return (a.length == 0 || read_day(a, false, from)) &&
           (b.length == 0 || read_day(b, true, to)) &&
           (*from == DAY_NONE || *to == DAY_NONE || *from <= *to);
}

static void put_code(char out[4], view v)
{
    memcpy(out, v.data, 3);
    out[3] = '\0';
}

/* One word of a code line: a country or supranational code first, then sectors. */
static bool put_word(const image *m, view piece, image_term *t)
{
    bool sector = ontology_is_sector(piece);
    if (t->actor.code[0] == '\0' && t->actor.sector[0] == '\0' && !sector && known_code(m, piece)) {
        put_code(t->actor.code, piece);
    } else if (sector && t->actor.sector[0] == '\0') {
        put_code(t->actor.sector, piece);
    } else if (sector && t->actor.sector2[0] == '\0') {
        put_code(t->actor.sector2, piece);
    } else {
        return false;
    }
    return true;
}

static void put_words(image *m, const dict_file *f, const dict_attr *a, view words, image_term *t)
{
    view rest = words;
    view piece;
    while (view_split(&rest, ' ', &piece)) {
        if (piece.length > 0 && !put_word(m, piece, t)) {
            fault_add(m->faults, f->path, a->line,
                      "'%.*s' is neither a country code nor a sector that can stand here in '%.*s'",
                      VIEW_ARG(piece), VIEW_ARG(a->value));
            return;
        }
    }
}

static void push_term(image *m, image_term t, image_entry *out)
{
    if (!VEC_PUSH(&m->terms, m->arena, t)) {
        m->failed = true;
        return;
    }
    out->nterms++;
}

static void bad_range(image *m, const dict_file *f, const dict_attr *a)
{
    fault_add(m->faults, f->path, a->line,
              "'%.*s' does not begin with a time (write 2020-05-17..2022-12-29, 2020-05.., ..1999)",
              VIEW_ARG(a->value));
}

static void office_term(image *m, const dict_file *f, const dict_attr *a, image_entry *out)
{
    image_term t = {0};
    view rest = a->value;
    if (!read_range(&rest, &t.from, &t.to)) {
        bad_range(m, f, a);
        return;
    }
    view title = {0};
    view piece;
    if (!view_split(&rest, ';', &title) || view_trim(title).length == 0) {
        fault_add(m->faults, f->path, a->line, "'%.*s' names no office", VIEW_ARG(a->value));
        return;
    }
    while (view_split(&rest, ';', &piece)) {
        view words = view_trim(piece);
        if (three_capitals(words) && !ontology_is_sector(words) && known_code(m, words)) {
            put_code(t.actor.code, words);
        } else {
            put_words(m, f, a, words, &t);
        }
    }
    t.office = image_string(m, view_trim(title));
    push_term(m, t, out);
}

static void code_term(image *m, const dict_file *f, const dict_attr *a, image_entry *out)
{
    image_term t = {0};
    view rest = a->value;
    if (!read_range(&rest, &t.from, &t.to)) {
        bad_range(m, f, a);
        return;
    }
    put_words(m, f, a, rest, &t);
    push_term(m, t, out);
}

void image_terms(image *m, const dict_file *f, const dict_entry *entry, image_entry *out)
{
    out->first_term = (uint32_t)m->terms.count;
    for (uint32_t i = 0; i < entry->count; i++) {
        const dict_attr *a = &f->attrs[entry->first + i];
        if (view_equal(a->key, VIEW("office"))) {
            office_term(m, f, a, out);
        } else if (view_equal(a->key, VIEW("code")) || view_equal(a->key, VIEW("sector"))) {
            code_term(m, f, a, out);
        }
    }
}

static void check_date(image *m, const dict_file *f, const dict_attr *a)
{
    day d;
    if (!read_day(a->value, false, &d)) {
        fault_add(m->faults, f->path, a->line,
                  "'%.*s' is no date (write 1991, 1991-08 or 1991-08-24)", VIEW_ARG(a->value));
    }
}

static bool wants_code(know_kind kind)
{
    return kind != KNOW_OFFICE && kind != KNOW_AGENT && kind != KNOW_MEDIA;
}

void image_check(image *m, const dict_file *f, know_kind kind, const dict_entry *entry)
{
    if (kind == KNOW_WORD) {
        return;
    }
    for (uint32_t i = 0; i < entry->count; i++) {
        const dict_attr *a = &f->attrs[entry->first + i];
        if (!known_key(a->key)) {
            fault_add(m->faults, f->path, a->line, "'%.*s' is no key of a dictionary of actors",
                      VIEW_ARG(a->key));
        } else if (view_equal(a->key, VIEW("from")) || view_equal(a->key, VIEW("to"))) {
            check_date(m, f, a);
        } else if (a->value.length == 0) {
            fault_add(m->faults, f->path, a->line, "'%.*s' has no value", VIEW_ARG(a->key));
        }
    }
    /* A people across borders has no code, a modifier ("deputy") no sector of its own. */
    if (dict_get(f, entry, "kind").length > 0) {
        return;
    }
    if (wants_code(kind) && dict_get(f, entry, "code").length == 0) {
        fault_add(m->faults, f->path, entry->line, "'%.*s' has no code", VIEW_ARG(entry->name));
    }
    bool has_sector =
        dict_get(f, entry, "sector").length > 0 || dict_get(f, entry, "kind").length > 0;
    if (!wants_code(kind) && kind != KNOW_MEDIA && !has_sector) {
        fault_add(m->faults, f->path, entry->line, "'%.*s' has no sector", VIEW_ARG(entry->name));
    }
}
