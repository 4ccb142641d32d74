/* The order of places: countries, then all else by population, so that equal names are met greatest
 * first.  A division's name is also known without the word that says what it is. */
#include "know/places_build_priv.h"

#include <stdlib.h>

place_draft *places_by_code(place_builder *b, view code)
{
    uint32_t *at = map_get(&b->by_code, code);
    return at == NULL ? NULL : &b->drafts.at[*at];
}

static place_draft *places_by_number(place_builder *b, uint32_t geonameid)
{
    view key = arena_printf(b->arena, "%u", geonameid);
    uint32_t *at = map_get(&b->by_geonameid, key);
    return at == NULL ? NULL : &b->drafts.at[*at];
}

place_draft *places_add(place_builder *b, const place_draft *draft)
{
    uint32_t at = (uint32_t)b->drafts.count;
    bool ok = VEC_PUSH(&b->drafts, b->arena, *draft);
    if (ok && draft->record.geonameid != 0) {
        view key = arena_printf(b->arena, "%u", draft->record.geonameid);
        ok = key.length > 0 && map_put(&b->by_geonameid, b->arena, key, at);
    }
    if (ok && draft->code.length > 0) {
        ok = map_put(&b->by_code, b->arena, draft->code, at);
    }
    b->failed |= !ok;
    return ok ? &b->drafts.at[at] : NULL;
}

view places_join(const place_builder *b, view first, view second)
{
    if (first.length == 0 || second.length == 0) {
        return first.length == 0 ? second : first;
    }
    return arena_printf(b->arena, "%s;%s", arena_copy(b->arena, first).data,
                        arena_copy(b->arena, second).data);
}

static int by_greatness(const void *a, const void *b)
{
    const place_draft *x = *(const place_draft *const *)a;
    const place_draft *y = *(const place_draft *const *)b;
    bool xc = x->record.class == PLACE_COUNTRY;
    bool yc = y->record.class == PLACE_COUNTRY;
    if (xc != yc) {
        return xc ? -1 : 1;
    }
    if (x->record.population != y->record.population) {
        return x->record.population > y->record.population ? -1 : 1;
    }
    if (x->record.geonameid != y->record.geonameid) {
        return x->record.geonameid < y->record.geonameid ? -1 : 1;
    }
    int order = view_compare(x->name, y->name);
    return order != 0 ? order : (x > y) - (x < y);
}

view places_bare(const place_builder *b, view full)
{
    size_t last = full.length;
    while (last > 0 && full.data[last - 1] != ' ') {
        last--;
    }
    char folded[64];
    if (b->generic == NULL || last == 0) {
        return (view){"", 0};
    }
    size_t n = fold_text(view_cut(full, last, full.length), folded, sizeof folded);
    if (map_get(b->generic, (view){folded, n}) != NULL) {
        return view_trim(view_cut(full, 0, last));
    }
    size_t of = view_find(full, VIEW(" of "), 0);
    size_t step = 4;
    if (of == SIZE_MAX) {
        of = view_find_char(full, ' ', 0);
        step = 1;
    }
    n = fold_text(view_cut(full, 0, of), folded, sizeof folded);
    bool generic = map_get(b->generic, (view){folded, n}) != NULL;
    return generic ? view_trim(view_cut(full, of + step, full.length)) : (view){"", 0};
}

static bool add_name(name_builder *names, view text, uint32_t number, unsigned flags)
{
    name_post post = {.entry = number, .kind = KNOW_PLACE, .flags = (uint8_t)flags};
    if (!names_add(names, text, post, number)) {
        return false;
    }
    char joined[128];
    size_t n = 0;
    if (flags != 0) {
        return true;
    }
    for (size_t i = 0; i < text.length && n < sizeof joined; i++) {
        if (text.data[i] != '\'') {
            joined[n++] = text.data[i];
        }
    }
    bool had_mark = n < text.length && n < sizeof joined;
    return !had_mark || names_add(names, (view){joined, n}, post, number);
}

/* "Al Qamishli" without its article; "" = it has none. */
static view without_article(const place_builder *b, view full)
{
    size_t n = 0;
    while (n < full.length && n < 4 && ascii_alpha(full.data[n])) {
        n++;
    }
    char folded[8];
    bool parted = n > 0 && n < full.length && (full.data[n] == ' ' || full.data[n] == '-');
    if (!parted || b->articles == NULL) {
        return (view){"", 0};
    }
    size_t length = fold_text(view_cut(full, 0, n), folded, sizeof folded);
    bool article = map_get(b->articles, (view){folded, length}) != NULL;
    return article ? view_cut(full, n + 1, full.length) : (view){"", 0};
}

static bool add_all(const place_builder *b, name_builder *names, view list, uint32_t number,
                    unsigned flags)
{
    view rest = list;
    view value;
    bool ok = true;
    while (ok && know_value_next(&rest, &value)) {
        view bare = without_article(b, value);
        ok = add_name(names, value, number, flags) &&
             (bare.length < 4 || add_name(names, bare, number, POST_ALTERNATIVE));
    }
    return ok;
}

static bool add_names(const place_builder *b, name_builder *names, const place_draft *d,
                      uint32_t number)
{
    bool ok = add_all(b, names, d->name, number, 0) && add_all(b, names, d->mains, number, 0) &&
              add_all(b, names, d->others, number, POST_ALTERNATIVE);
    if (d->record.class == PLACE_REGION || d->record.class == PLACE_DISTRICT) {
        view bare = places_bare(b, d->name);
        ok = ok && (bare.length == 0 || add_name(names, bare, number, 0));
    }
    return ok;
}

dateline_status places_finish(place_builder *b, image *m, pack_builder *out, dateline_error *e)
{
    size_t n = b->drafts.count;
    place_draft **order = ARENA_ARRAY(b->arena, place_draft *, n + 1);
    uint32_t *number = ARENA_ARRAY(b->arena, uint32_t, n + 1);
    place_record *records = ARENA_ARRAY(b->arena, place_record, n + 1);
    if (b->failed || order == NULL || number == NULL || records == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < n; i++) {
        order[i] = &b->drafts.at[i];
    }
    qsort(order, n, sizeof *order, by_greatness);
    for (size_t i = 0; i < n; i++) {
        number[order[i] - b->drafts.at] = (uint32_t)i;
    }
    name_builder names = {.arena = b->arena};
    for (uint32_t i = 0; i < n; i++) {
        records[i] = order[i]->record;
        records[i].name = image_string(m, order[i]->name);
        records[i].region = records[i].region < n ? number[records[i].region] : UINT32_MAX;
        /* A division in which the packages know no place has no coordinates. */
        bool somewhere = records[i].lat != 0 || records[i].lon != 0;
        if (somewhere && !add_names(b, &names, order[i], i)) {
            return fault_memory(e);
        }
    }
    TRY(pack_add(out, "p.places", (view){(const char *)records, n * sizeof *records}, e));
    return names_finish(&names, "pnames", out, e);
}

/* ---- data/places --------------------------------------------------------------------- */

static bool read_number(view v, double *out)
{
    char text[32];
    if (v.length == 0 || v.length >= sizeof text) {
        return false;
    }
    memcpy(text, v.data, v.length);
    text[v.length] = '\0';
    char *end;
    *out = strtod(text, &end);
    return *end == '\0';
}

static int class_of(view v)
{
    static const char *const NAMES[] = {"country", "region", "district", "city", "water", "area"};
    for (int i = 0; i < (int)(sizeof NAMES / sizeof *NAMES); i++) {
        if (view_equal(v, view_of(NAMES[i]))) {
            return i;
        }
    }
    return -1;
}

static void wrong_value(image *m, const dict_file *f, const dict_attr *a)
{
    fault_add(m->faults, f->path, a->line, "'%.*s' is no value of '%.*s'", VIEW_ARG(a->value),
              VIEW_ARG(a->key));
}

static void set_number(image *m, const dict_file *f, const dict_attr *a, place_record *r)
{
    double value;
    if (!read_number(a->value, &value) || value < -180 || value > 9e9) {
        wrong_value(m, f, a);
    } else if (view_equal(a->key, VIEW("lat"))) {
        r->lat = (float)value;
    } else if (view_equal(a->key, VIEW("lon"))) {
        r->lon = (float)value;
    } else if (view_equal(a->key, VIEW("geonameid"))) {
        r->geonameid = (uint32_t)value;
    } else {
        r->population = value > 4e9 ? 4000000000U : (uint32_t)value;
    }
}

static bool set_attr(image *m, const dict_file *f, const dict_attr *a, place_draft *d)
{
    view key = a->key;
    if (view_equal(key, VIEW("lat")) || view_equal(key, VIEW("lon")) ||
        view_equal(key, VIEW("geonameid")) || view_equal(key, VIEW("population"))) {
        set_number(m, f, a, &d->record);
    } else if (view_equal(key, VIEW("class"))) {
        int class = class_of(a->value);
        if (class < 0) {
            wrong_value(m, f, a);
        }
        d->record.class = (uint8_t)(class < 0 ? 0 : class);
    } else if (view_equal(key, VIEW("country"))) {
        if (a->value.length != 3) {
            wrong_value(m, f, a);
        } else {
            memcpy(d->record.country, a->value.data, 3);
        }
    } else if (view_equal(key, VIEW("also"))) {
        d->others = a->value;
    } else {
        return view_equal(key, VIEW("code")) || view_equal(key, VIEW("note"));
    }
    return true;
}

static place_draft *existing(place_builder *b, const place_draft *d, view code)
{
    if (code.length > 0) {
        return places_by_code(b, code);
    }
    return d->record.geonameid != 0 ? places_by_number(b, d->record.geonameid) : NULL;
}

/* What an entry says goes over what the packages say of the same place. */
static void merge_draft(place_builder *b, place_draft *old, const place_draft *d)
{
    if (d->record.lat != 0 || d->record.lon != 0) {
        old->record.lat = d->record.lat;
        old->record.lon = d->record.lon;
    }
    if (d->record.geonameid != 0) {
        old->record.geonameid = d->record.geonameid;
    }
    if (d->record.population != 0) {
        old->record.population = d->record.population;
    }
    old->mains = places_join(b, old->mains, d->name);
    old->others = places_join(b, old->others, d->others);
}

static void add_from_text(place_builder *b, image *m, const dict_file *f, const dict_entry *entry)
{
    place_draft d = {.name = entry->name, .mains = {"", 0}, .others = {"", 0}, .code = {"", 0}};
    d.record.region = UINT32_MAX;
    d.record.class = PLACE_AREA;
    for (uint32_t i = 0; i < entry->count; i++) {
        const dict_attr *a = &f->attrs[entry->first + i];
        if (!set_attr(m, f, a, &d)) {
            fault_add(m->faults, f->path, a->line, "'%.*s' is no key of a place", VIEW_ARG(a->key));
        }
    }
    view code = dict_get(f, entry, "code");
    place_draft *old = existing(b, &d, code);
    if (old != NULL) {
        merge_draft(b, old, &d);
    } else if (d.record.lat == 0 && d.record.lon == 0) {
        fault_add(m->faults, f->path, entry->line, "'%.*s' has no lat and lon",
                  VIEW_ARG(entry->name));
    } else {
        d.code = code;
        (void)places_add(b, &d);
    }
}

dateline_status places_read_folder(place_builder *b, const char *directory, image *m,
                                   dateline_error *e)
{
    view folder = arena_printf(b->arena, "%s/places", directory);
    if (!file_is_directory(folder.data)) {
        return DATELINE_OK;
    }
    view *paths;
    size_t count;
    TRY(file_list(folder.data, b->arena, &paths, &count, e));
    for (size_t i = 0; i < count; i++) {
        dict_file f;
        if (!view_ends(paths[i], VIEW(".txt"))) {
            continue;
        }
        TRY(dict_read(paths[i], VIEW("places"), b->arena, &f, e));
        for (uint32_t j = 0; j < f.nentries; j++) {
            add_from_text(b, m, &f, &f.entries[j]);
        }
    }
    return b->failed ? fault_memory(e) : DATELINE_OK;
}
