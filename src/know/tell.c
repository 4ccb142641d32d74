/* What the command line asks: check a folder, explain a word, search the names. */
#include <time.h>

#include "know/store_priv.h"

dateline_status know_check(const char *directory, buf *out, size_t *faults, dateline_error *e)
{
    *faults = 0;
    if (!file_is_directory(directory)) {
        return fault(e, DATELINE_E_IO, "'%s' is no folder", directory);
    }
    arena *a = arena_new(0);
    if (a == NULL) {
        return fault_memory(e);
    }
    fault_list list = {.out = out};
    image m;
    image_begin(&m, a, &list);
    dateline_status s = image_add_folder(&m, directory, e);
    if (s == DATELINE_OK) {
        *faults = list.count;
        buf_printf(out, "%zu entries in %zu files, %zu faults\n", m.entries.count, m.files.count,
                   list.count);
    }
    arena_free(a);
    return s;
}

static void tell_range(day from, day to, buf *out)
{
    char a[16];
    char b[16];
    day_format(from, a);
    day_format(to, b);
    buf_printf(out, "%s..%s", a, b);
}

static void tell_attributes(const know *k, uint32_t entry, buf *out)
{
    for (uint32_t i = 0; i < know_attrs(k, entry); i++) {
        view key;
        view value = know_attr_at(k, entry, i, &key);
        buf_text(out, "    ");
        buf_view(out, key);
        buf_text(out, " ");
        buf_view(out, value);
        buf_char(out, '\n');
    }
}

static void tell_entry(const know *k, uint32_t entry, day on, buf *out)
{
    know_entry n = know_entry_at(k, entry);
    know_actor a = know_actor_on(k, entry, on);
    buf_view(out, n.name);
    buf_printf(out, "  %s  data/%.*s.txt:%u\n", know_kind_name(n.kind), VIEW_ARG(n.file), n.line);
    if (n.kind != KNOW_WORD) {
        char date[16];
        day_format(on, date);
        buf_printf(out, "  on %s: %s %s %s %.*s%s\n", date, a.actor.code, a.actor.sector,
                   a.actor.sector2, VIEW_ARG(a.office),
                   a.tenure == KNOW_FORMER  ? " (former)"
                   : a.tenure == KNOW_LATER ? " (later)"
                                            : "");
    }
    tell_attributes(k, entry, out);
    for (uint32_t i = 0; i < know_terms(k, entry); i++) {
        know_term t = know_term_at(k, entry, i);
        if (t.from == DAY_NONE && t.to == DAY_NONE) {
            continue;
        }
        buf_text(out, "  ");
        tell_range(t.from, t.to, out);
        buf_printf(out, " %s %s %.*s\n", t.actor.code, t.actor.sector, VIEW_ARG(t.office));
    }
}

static void tell_places(const know *k, view text, buf *out)
{
    int64_t found = know_place_find(k, text);
    uint32_t count = found < 0 ? 0 : know_place_count(k, (uint32_t)found);
    for (uint32_t i = 0; i < count && i < 10; i++) {
        bool alternative = false;
        know_place p = know_place_get(k, know_place_at(k, (uint32_t)found, i, &alternative));
        buf_view(out, p.name);
        buf_printf(out, "  place  %s %.*s %s  geonameid %u  population %u  %.4f %.4f%s\n",
                   p.country, VIEW_ARG(p.admin1), p.feature, p.geonameid, p.population,
                   (double)p.lat, (double)p.lon, alternative ? "  (another name)" : "");
    }
    if (count > 10) {
        buf_printf(out, "and %u smaller places of that name\n", count - 10);
    }
}

dateline_status know_explain(const know *k, view text, day on, buf *out, dateline_error *e)
{
    enum { ROOM = 64 };
    uint32_t entries[ROOM];
    day when = on == DAY_NONE ? (day)(time(NULL) / 86400) : on;
    size_t before = out->length;
    size_t n = know_find(k, text, KNOW_ANY, entries, ROOM);
    for (size_t i = 0; i < n; i++) {
        tell_entry(k, entries[i], when, out);
    }
    n = know_find_surname(k, text, entries, ROOM);
    for (size_t i = 0; i < n; i++) {
        tell_entry(k, entries[i], when, out);
    }
    tell_places(k, text, out);
    if (out->length == before) {
        buf_printf(out, "nothing is known under '%.*s'\n", VIEW_ARG(text));
    }
    return out->failed ? fault_memory(e) : DATELINE_OK;
}

static bool holds_folded(view text, view folded_needle)
{
    char folded[512];
    size_t n = fold_text(text, folded, sizeof folded);
    return view_find((view){folded, n}, folded_needle, 0) != SIZE_MAX;
}

static bool entry_holds(const layer *l, uint32_t i, view needle)
{
    const image_entry *r = &l->entries[i];
    if (holds_folded(layer_string(l, r->name), needle)) {
        return true;
    }
    for (uint32_t a = 0; a < r->nattrs && r->first_attr + a < l->nattrs; a++) {
        const image_attr *attr = &l->attrs[r->first_attr + a];
        if (view_equal(layer_string(l, attr->key), VIEW("also")) &&
            holds_folded(layer_string(l, attr->value), needle)) {
            return true;
        }
    }
    return false;
}

dateline_status know_search(const know *k, view text, size_t limit, buf *out, dateline_error *e)
{
    char needle[256];
    view folded = {needle, fold_text(text, needle, sizeof needle)};
    size_t found = 0;
    for (unsigned at = k->nlayers; at-- > 0;) {
        const layer *l = &k->layers[at];
        for (uint32_t i = 0; i < l->nentries && found < limit; i++) {
            if (layer_hides(l, i) || !entry_holds(l, i, folded)) {
                continue;
            }
            know_entry n = know_entry_at(k, entry_number(at, i));
            buf_view(out, n.name);
            buf_printf(out, "\t%s\t%.*s:%u\n", know_kind_name(n.kind), VIEW_ARG(n.file), n.line);
            found++;
        }
    }
    return out->failed ? fault_memory(e) : DATELINE_OK;
}
