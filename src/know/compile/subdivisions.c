/* Further names of first-order divisions: ISO 3166-2 (local names) and Unicode CLDR (English ones).
 * Their codes are not GeoNames' numbers; a subdivision is the division of its country that has one
 * of its names, the word that says what it is aside ("Gyeongsangnam-do" = South Gyeongsang). */
#include <jansson.h>
#include <stdio.h>

#include "packages.h"

static const char ISO_FILE[] = "/usr/share/iso-codes/json/iso_3166-2.json";
static const char CLDR_FILE[] = "/usr/share/unicode/cldr/common/subdivisions/en.xml";

typedef struct {
    packages *p;
    map english;   /* "kr48" to an index into names */
    map divisions; /* "KR gyeongsangnam" to a draft */
    VEC(view) names;
} aliaser;

/* "KR" and the bare, folded name. */
static view key_of(const aliaser *a, view country, view label)
{
    view bare = places_bare(a->p->places, label);
    char folded[128];
    bare = bare.length > 0 ? bare : label;
    size_t n = fold_text(bare, folded, sizeof folded);
    return arena_printf(a->p->arena, "%.*s %.*s", VIEW_ARG(country), (int)n, folded);
}

/* Lines of the form <subdivision type="kr48">South Gyeongsang</subdivision>. */
static dateline_status read_english(aliaser *a, dateline_error *e)
{
    view text;
    TRY(file_read(CLDR_FILE, a->p->arena, (size_t)16 << 20, &text, e));
    view rest = text;
    view line;
    while (view_split(&rest, '\n', &line)) {
        size_t type = view_find(line, VIEW("<subdivision type=\""), 0);
        size_t quote = type == SIZE_MAX ? SIZE_MAX : view_find_char(line, '"', type + 19);
        size_t open = quote == SIZE_MAX ? SIZE_MAX : view_find_char(line, '>', quote);
        size_t close = open == SIZE_MAX ? SIZE_MAX : view_find_char(line, '<', open);
        if (close == SIZE_MAX) {
            continue;
        }
        view code = view_cut(line, type + 19, quote);
        if (!map_put(&a->english, a->p->arena, code, (uint32_t)a->names.count) ||
            !VEC_PUSH(&a->names, a->p->arena, view_cut(line, open + 1, close))) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

static bool index_divisions(aliaser *a)
{
    const place_builder *b = a->p->places;
    bool ok = true;
    for (size_t i = 0; i < b->drafts.count && ok; i++) {
        const place_draft *d = &b->drafts.at[i];
        if (d->record.class == PLACE_REGION && d->code.length > 2) {
            view key = key_of(a, view_cut(d->code, 0, 2), d->name);
            ok = key.length > 0 && map_put(&a->divisions, a->p->arena, key, (uint32_t)i);
        }
    }
    return ok;
}

/* "KR-48" is "kr48" in CLDR. */
static view english_name(const aliaser *a, view code)
{
    char plain[16];
    size_t n = 0;
    for (size_t i = 0; i < code.length && n < sizeof plain; i++) {
        if (code.data[i] != '-') {
            plain[n++] = ascii_lower(code.data[i]);
        }
    }
    const uint32_t *at = map_get(&a->english, (view){plain, n});
    return at == NULL ? (view){"", 0} : a->names.at[*at];
}

static void add_subdivision(aliaser *a, view code, view local)
{
    view english = english_name(a, code);
    view country = view_cut(code, 0, 2);
    const uint32_t *at = map_get(&a->divisions, key_of(a, country, local));
    if (at == NULL && english.length > 0) {
        at = map_get(&a->divisions, key_of(a, country, english));
    }
    if (at == NULL || view_find_char(english, ';', 0) != SIZE_MAX) {
        return;
    }
    place_builder *b = a->p->places;
    place_draft *d = &b->drafts.at[*at];
    view bare = english.length > 0 ? places_bare(b, english) : english;
    d->mains = places_join(b, d->mains, english);
    d->mains = places_join(b, d->mains, bare);
    d->others = places_join(b, d->others, local);
}

dateline_status packages_subdivisions(packages *p, dateline_error *e)
{
    aliaser a = {.p = p};
    TRY(read_english(&a, e));
    if (!index_divisions(&a)) {
        return fault_memory(e);
    }
    json_error_t wrong;
    json_t *root = json_load_file(ISO_FILE, 0, &wrong);
    if (root == NULL) {
        return fault_at(e, DATELINE_E_FORMAT, ISO_FILE, (uint64_t)wrong.line, "%s", wrong.text);
    }
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(root, "3166-2"), i, item)
    {
        view code = view_of(json_string_value(json_object_get(item, "code")));
        view local = view_of(json_string_value(json_object_get(item, "name")));
        if (code.length > 3 && local.length > 0) {
            add_subdivision(&a, arena_copy(p->arena, code), arena_copy(p->arena, local));
        }
    }
    json_decref(root);
    return DATELINE_OK;
}
