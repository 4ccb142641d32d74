/* A line-wise reader: a line is blank, a comment, an entry (column 0) or an attribute (column 4).
 */
#include "know/dict.h"

typedef VEC(dict_entry) entry_vec;
typedef VEC(dict_attr) attr_vec;

typedef struct {
    view path;
    arena *arena;
    entry_vec entries;
    attr_vec attrs;
    uint32_t line;
} reader;

static dateline_status wrong(const reader *r, dateline_error *e, const char *what, view seen)
{
    char path[256];
    size_t n = r->path.length < sizeof path - 1 ? r->path.length : sizeof path - 1;
    memcpy(path, r->path.data, n);
    path[n] = '\0';
    return fault_at(e, DATELINE_E_FORMAT, path, r->line, "%s: '%.*s'", what, VIEW_ARG(seen));
}

static size_t key_length(view v)
{
    size_t n = 0;
    while (n < v.length &&
           ((v.data[n] >= 'a' && v.data[n] <= 'z') || ascii_digit(v.data[n]) || v.data[n] == '-')) {
        n++;
    }
    return n;
}

static dateline_status read_attr(reader *r, view line, dateline_error *e)
{
    if (line.length < 5 || memcmp(line.data, "    ", 4) != 0 || line.data[4] == ' ') {
        dateline_status s = wrong(r, e, "neither an entry nor an attribute", line);
        fault_hint(e, "an entry begins in column 0, its attributes after exactly four blanks");
        return s;
    }
    if (r->entries.count == 0) {
        return wrong(r, e, "an attribute before the first entry", line);
    }
    view rest = view_cut(line, 4, line.length);
    size_t n = key_length(rest);
    if (n == 0 || (n < rest.length && rest.data[n] != ' ')) {
        dateline_status s = wrong(r, e, "no key of an attribute", rest);
        fault_hint(e, "a key is one word of a-z, 0-9 and '-', then blanks and the value");
        return s;
    }
    dict_attr attr = {view_cut(rest, 0, n), view_trim(view_cut(rest, n, rest.length)), r->line};
    if (!VEC_PUSH(&r->attrs, r->arena, attr)) {
        return fault_memory(e);
    }
    r->entries.at[r->entries.count - 1].count++;
    return DATELINE_OK;
}

static dateline_status read_line(reader *r, view line, dateline_error *e)
{
    if (view_find_char(line, '\t', 0) != SIZE_MAX) {
        dateline_status s = wrong(r, e, "a tab", line);
        fault_hint(e, "use blanks");
        return s;
    }
    view trimmed = view_trim(line);
    if (trimmed.length == 0 || trimmed.data[0] == '#') {
        return DATELINE_OK;
    }
    if (line.data[0] == ' ') {
        return read_attr(r, line, e);
    }
    dict_entry entry = {trimmed, r->line, (uint32_t)r->attrs.count, 0};
    return VEC_PUSH(&r->entries, r->arena, entry) ? DATELINE_OK : fault_memory(e);
}

static dateline_status check_doubles(reader *r, dateline_error *e)
{
    map seen = {0};
    for (size_t i = 0; i < r->entries.count; i++) {
        const dict_entry *entry = &r->entries.at[i];
        uint32_t *line = map_at(&seen, r->arena, entry->name, entry->line);
        if (line == NULL) {
            return fault_memory(e);
        }
        if (*line != entry->line) {
            uint32_t first = *line;
            r->line = entry->line;
            dateline_status s = wrong(r, e, "an entry for the second time", entry->name);
            fault_hint(e, "its first stands in line %u: join them, or tell them apart by name",
                       first);
            return s;
        }
    }
    return DATELINE_OK;
}

dateline_status dict_parse(view path, view list, view text, arena *a, dict_file *out,
                           dateline_error *e)
{
    reader r = {.path = path, .arena = a};
    size_t bad = utf8_check(text);
    if (bad < text.length) {
        r.line = 1;
        for (size_t i = 0; i < bad; i++) {
            r.line += text.data[i] == '\n';
        }
        return wrong(&r, e, "bytes that are not UTF-8", VIEW(""));
    }
    if (view_starts(text, VIEW("\xEF\xBB\xBF"))) {
        text = view_cut(text, 3, text.length);
    }
    view rest = text;
    view line;
    while (view_split(&rest, '\n', &line)) {
        r.line++;
        if (line.length > 0 && line.data[line.length - 1] == '\r') {
            line.length--;
        }
        TRY(read_line(&r, line, e));
    }
    TRY(check_doubles(&r, e));
    *out = (dict_file){.path = path,
                       .list = list,
                       .entries = r.entries.at,
                       .nentries = (uint32_t)r.entries.count,
                       .attrs = r.attrs.at,
                       .nattrs = (uint32_t)r.attrs.count};
    return DATELINE_OK;
}

dateline_status dict_read(view path, view list, arena *a, dict_file *out, dateline_error *e)
{
    view text;
    TRY(file_read(path.data, a, DICT_FILE_LIMIT, &text, e));
    return dict_parse(path, list, text, a, out, e);
}

view dict_get(const dict_file *f, const dict_entry *entry, const char *key)
{
    for (uint32_t i = 0; i < entry->count; i++) {
        const dict_attr *a = &f->attrs[entry->first + i];
        if (view_equal(a->key, view_of(key))) {
            return a->value;
        }
    }
    return (view){"", 0};
}
