/* Building an image: strings once, entries and attributes in file order, names into two tables. */
#include "know/image_priv.h"

#include <stdarg.h>
#include <stdio.h>

void fault_add(fault_list *faults, view path, uint32_t line, const char *format, ...)
{
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (faults->count++ == 0) {
        char file[256];
        snprintf(file, sizeof file, "%.*s", VIEW_ARG(path));
        (void)fault_at(&faults->first, DATELINE_E_FORMAT, file, line, "%s", text);
    }
    if (faults->out != NULL) {
        buf_printf(faults->out, "%.*s:%u: %s\n", VIEW_ARG(path), line, text);
    }
}

void image_begin(image *m, arena *a, fault_list *faults)
{
    *m = (image){.arena = a, .faults = faults};
    m->names.arena = m->words.arena = a;
    (void)image_string(m, VIEW(""));
}

static void push_bytes(image *m, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!VEC_PUSH(&m->strings, m->arena, bytes[i])) {
            m->failed = true;
            return;
        }
    }
}

uint32_t image_string(image *m, view text)
{
    uint32_t *known = map_at(&m->known_strings, m->arena, text, (uint32_t)m->strings.count);
    if (known == NULL) {
        m->failed = true;
        return 0;
    }
    if (*known != m->strings.count) {
        return *known;
    }
    uint32_t at = *known;
    uint32_t length = (uint32_t)text.length;
    push_bytes(m, (const char *)&length, sizeof length);
    push_bytes(m, text.data, text.length);
    push_bytes(m, "", 1);
    return at;
}

static bool has_actors(view list)
{
    return view_starts(list, VIEW("actors/"));
}

know_kind image_kind_of(view list)
{
    static const struct {
        const char *name;
        know_kind kind;
    } FILES[] = {{"countries", KNOW_COUNTRY}, {"organisations", KNOW_ORG}, {"groups", KNOW_GROUP},
                 {"parties", KNOW_PARTY},     {"media", KNOW_MEDIA},       {"bodies", KNOW_BODY},
                 {"persons", KNOW_PERSON},    {"offices", KNOW_OFFICE},    {"agents", KNOW_AGENT}};
    if (!has_actors(list)) {
        return KNOW_WORD;
    }
    view stem = view_cut(list, 7, list.length);
    for (size_t i = 0; i < stem.length; i++) {
        if (stem.data[i] == '-' || stem.data[i] == '/') {
            stem.length = i;
        }
    }
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        if (view_equal(stem, view_of(FILES[i].name))) {
            return FILES[i].kind;
        }
    }
    return KNOW_NONE;
}

static void add_plain(image *m, uint32_t entry, know_kind kind, view text, unsigned flags)
{
    name_post post = {.entry = entry, .kind = (uint8_t)kind, .flags = (uint8_t)flags};
    name_builder *table = kind == KNOW_WORD ? &m->words : &m->names;
    uint32_t order = flags & POST_ALTERNATIVE ? 1 : 0;
    if (!names_add(table, text, post, order)) {
        m->failed = true;
    }
}

/* "Sana'a" is also "Sanaa"; "People's" stays. */
static void add_joined(image *m, uint32_t entry, know_kind kind, view text, unsigned flags)
{
    char out[256];
    size_t n = 0;
    bool joined = false;
    for (size_t i = 0; i < text.length && n < sizeof out; i++) {
        bool mark = text.data[i] == '\'' && i > 0 && i + 1 < text.length &&
                    ascii_alpha(text.data[i - 1]) && ascii_alpha(text.data[i + 1]) &&
                    !(text.data[i + 1] == 's' && (i + 2 == text.length || text.data[i + 2] == ' '));
        joined |= mark;
        if (!mark) {
            out[n++] = text.data[i];
        }
    }
    if (joined && n < sizeof out) {
        add_plain(m, entry, kind, (view){out, n}, flags);
    }
}

/* Without the bracket that tells namesakes apart and without a small "the". */
static view bare_name(view text, know_kind kind)
{
    if (kind == KNOW_WORD) {
        return text;
    }
    size_t bracket = view_find(text, VIEW(" ("), 0);
    if (bracket != SIZE_MAX && text.data[text.length - 1] == ')') {
        text.length = bracket;
    }
    if (view_starts(text, VIEW("the "))) {
        text = view_cut(text, 4, text.length);
    }
    return text;
}

void image_name(image *m, uint32_t entry, know_kind kind, view text, unsigned flags)
{
    view bare = bare_name(text, kind);
    add_plain(m, entry, kind, bare, flags);
    add_joined(m, entry, kind, bare, flags);
}

static void add_plural(image *m, uint32_t entry, know_kind kind, view singular)
{
    char out[256];
    if (singular.length + 4 > sizeof out) {
        return;
    }
    size_t of = view_find(singular, VIEW(" of "), 0);
    size_t end = of == SIZE_MAX ? singular.length : of;
    view head = view_cut(singular, 0, end);
    view ending = VIEW("s");
    size_t keep = head.length;
    if (view_ends(head, VIEW("woman")) || view_ends(head, VIEW("man"))) {
        keep -= 2;
        ending = VIEW("en");
    } else if (view_ends(head, VIEW("y")) && head.length > 1 &&
               strchr("aeiou", head.data[head.length - 2]) == NULL) {
        keep -= 1;
        ending = VIEW("ies");
    } else if (view_ends(head, VIEW("s")) || view_ends(head, VIEW("sh")) ||
               view_ends(head, VIEW("ch")) || view_ends(head, VIEW("x"))) {
        ending = VIEW("es");
    }
    memcpy(out, head.data, keep);
    memcpy(out + keep, ending.data, ending.length);
    size_t n = keep + ending.length;
    if (n + singular.length - end > sizeof out) {
        return;
    }
    memcpy(out + n, singular.data + end, singular.length - end);
    image_name(m, entry, kind, (view){out, n + singular.length - end}, POST_PLURAL);
}

/* "Moroccan" gives "Moroccans", "Danish" nothing. */
static void add_people(image *m, uint32_t entry, view demonym)
{
    if (view_ends(demonym, VIEW("s")) || view_ends(demonym, VIEW("sh")) ||
        view_ends(demonym, VIEW("ch")) || view_ends(demonym, VIEW("ese"))) {
        return;
    }
    add_plural(m, entry, KNOW_PEOPLE, demonym);
}

void image_country_names(image *m, uint32_t entry, view key, view values)
{
    static const struct {
        const char *key;
        know_kind kind;
    } NAMES[] = {{"also", KNOW_COUNTRY},      {"abbr", KNOW_COUNTRY},  {"demonym", KNOW_DEMONYM},
                 {"adjective", KNOW_DEMONYM}, {"people", KNOW_PEOPLE}, {"capital", KNOW_CAPITAL},
                 {"metonym", KNOW_METONYM}};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (!view_equal(key, view_of(NAMES[i].key))) {
            continue;
        }
        view rest = values;
        view value;
        while (know_value_next(&rest, &value)) {
            image_name(m, entry, NAMES[i].kind, value,
                       NAMES[i].kind == KNOW_PEOPLE ? POST_PLURAL : 0);
            if (NAMES[i].kind == KNOW_DEMONYM) {
                add_people(m, entry, value);
            }
        }
    }
}

static void add_surname(image *m, uint32_t entry, view text)
{
    size_t at = text.length;
    while (at > 0 && text.data[at - 1] != ' ') {
        at--;
    }
    if (at > 0) {
        name_post post = {.entry = entry, .kind = KNOW_PERSON};
        m->failed |= !names_add(&m->words, view_cut(text, at, text.length), post, 0);
    }
}

static void add_also(image *m, uint32_t entry, know_kind kind, const dict_attr *a)
{
    bool plural = view_equal(a->key, VIEW("plural"));
    if (!plural && !view_equal(a->key, VIEW("also")) && !view_equal(a->key, VIEW("abbr")) &&
        !view_equal(a->key, VIEW("female"))) {
        return;
    }
    view rest = a->value;
    view value;
    while (know_value_next(&rest, &value)) {
        image_name(m, entry, kind, value, plural ? POST_PLURAL : POST_ALTERNATIVE);
        if (!plural && (kind == KNOW_AGENT || kind == KNOW_OFFICE)) {
            add_plural(m, entry, kind, value);
        }
        if (kind == KNOW_PERSON) {
            add_surname(m, entry, value);
        }
    }
}

static void add_names(image *m, const dict_file *f, const dict_entry *d, know_kind kind)
{
    uint32_t entry = (uint32_t)m->entries.count - 1;
    image_name(m, entry, kind, d->name, 0);
    if (kind == KNOW_PERSON) {
        add_surname(m, entry, bare_name(d->name, kind));
    }
    bool irregular = dict_get(f, d, "plural").length > 0;
    if ((kind == KNOW_AGENT || kind == KNOW_OFFICE) && !irregular) {
        add_plural(m, entry, kind, bare_name(d->name, kind));
    }
    for (uint32_t i = 0; i < d->count; i++) {
        const dict_attr *a = &f->attrs[d->first + i];
        if (kind == KNOW_COUNTRY) {
            image_country_names(m, entry, a->key, a->value);
        } else {
            add_also(m, entry, kind, a);
        }
    }
}

static void add_entry(image *m, const dict_file *f, const dict_entry *d, know_kind kind)
{
    image_entry entry = {.name = image_string(m, d->name),
                         .file = (uint32_t)m->files.count - 1,
                         .line = d->line,
                         .first_attr = (uint32_t)m->attrs.count,
                         .nattrs = d->count};
    for (uint32_t i = 0; i < d->count; i++) {
        const dict_attr *a = &f->attrs[d->first + i];
        image_attr attr = {image_string(m, a->key), image_string(m, a->value)};
        m->failed |= !VEC_PUSH(&m->attrs, m->arena, attr);
    }
    if (kind != KNOW_WORD) {
        image_terms(m, f, d, &entry);
    }
    m->failed |= !VEC_PUSH(&m->entries, m->arena, entry);
    if (!m->failed) {
        add_names(m, f, d, kind);
    }
}

void image_add(image *m, const dict_file *f)
{
    know_kind kind = image_kind_of(f->list);
    if (kind == KNOW_NONE) {
        fault_add(m->faults, f->path, 0, "actors/ has no file of the name '%.*s'",
                  VIEW_ARG(f->list));
        return;
    }
    image_file file = {.name = image_string(m, f->list),
                       .kind = kind,
                       .first = (uint32_t)m->entries.count,
                       .count = f->nentries};
    m->failed |= !VEC_PUSH(&m->files, m->arena, file);
    for (uint32_t i = 0; i < f->nentries && !m->failed; i++) {
        image_check(m, f, kind, &f->entries[i]);
        add_entry(m, f, &f->entries[i], kind);
    }
}

/* "DIR/actors/countries.txt" is the list "actors/countries". */
static bool list_name(view path, size_t skip, view *list)
{
    if (!view_ends(path, VIEW(".txt"))) {
        return false;
    }
    *list = view_cut(path, skip, path.length - 4);
    return !view_starts(*list, VIEW("acts/")) && !view_starts(*list, VIEW("status/")) &&
           !view_starts(*list, VIEW("contexts/")) && !view_starts(*list, VIEW("places/")) &&
           !view_starts(*list, VIEW("status/")) && !view_starts(*list, VIEW("contexts/")) &&
           !view_starts(*list, VIEW("node_modules/"));
}

dateline_status image_add_folder(image *m, const char *directory, dateline_error *e)
{
    view *paths;
    size_t count;
    TRY(file_list(directory, m->arena, &paths, &count, e));
    size_t skip = strlen(directory);
    skip += skip > 0 && directory[skip - 1] != '/';
    for (size_t i = 0; i < count; i++) {
        view list;
        if (!list_name(paths[i], skip, &list)) {
            continue;
        }
        dict_file f;
        dateline_error wrong = {0};
        dateline_status s = dict_read(paths[i], list, m->arena, &f, &wrong);
        if (s == DATELINE_E_FORMAT) {
            fault_add(m->faults, paths[i], (uint32_t)wrong.line, "%s", wrong.message);
        } else if (s != DATELINE_OK) {
            if (e != NULL) {
                *e = wrong;
            }
            return s;
        } else {
            image_add(m, &f);
        }
    }
    return m->failed ? fault_memory(e) : DATELINE_OK;
}

#define ADD_ARRAY(field)                                                                           \
    TRY(pack_add(out, "k." #field,                                                                 \
                 (view){(const char *)m->field.at, m->field.count * sizeof *m->field.at}, e))

dateline_status image_finish(image *m, pack_builder *out, dateline_error *e)
{
    if (m->failed) {
        return fault_memory(e);
    }
    ADD_ARRAY(files);
    ADD_ARRAY(entries);
    ADD_ARRAY(attrs);
    ADD_ARRAY(terms);
    ADD_ARRAY(countries);
    ADD_ARRAY(strings);
    TRY(names_finish(&m->names, "names", out, e));
    return names_finish(&m->words, "words", out, e);
}
