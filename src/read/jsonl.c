/* JSON lines: one object a line with "id", "text", "published", "publisher", "title", "url",
 * "lang"; other members are passed over.  A JSON array of such objects is taken too.  A broken line
 * is a reject; the next line is read as if nothing had been. */
#include <jansson.h>

#include "read/read_priv.h"

static view skip_blank(view v)
{
    if (view_starts(v, VIEW("\xEF\xBB\xBF"))) {
        v = view_cut(v, 3, v.length);
    }
    while (v.length > 0 && ascii_space(v.data[0])) {
        v = view_cut(v, 1, v.length);
    }
    return v;
}

static bool sniff(view head)
{
    view v = skip_blank(head);
    if (view_starts(v, VIEW("["))) {
        v = skip_blank(view_cut(v, 1, v.length));
    }
    return view_starts(v, VIEW("{")) && view_find_char(v, '"', 0) != SIZE_MAX;
}

/* The name under which a field stands: the caller's map, "text=body,published=date", or its own. */
static view mapped_name(const char *map, const char *field)
{
    view rest = view_of(map), pair;
    while (map != NULL && view_split(&rest, ',', &pair)) {
        size_t equals = view_find_char(pair, '=', 0);
        if (equals != SIZE_MAX && view_equal(view_cut(pair, 0, equals), view_of(field))) {
            return view_cut(pair, equals + 1, pair.length);
        }
    }
    return view_of(field);
}

/* A member's string; a number is given as its digits.  "" when it is absent. */
static view member(const input *in, const json_t *object, const char *field)
{
    view name = arena_copy(in->scratch, mapped_name(in->options->map, field));
    const json_t *value = json_object_get(object, name.data);
    if (json_is_string(value)) {
        return (view){json_string_value(value), json_string_length(value)};
    }
    if (json_is_integer(value)) {
        return arena_printf(in->scratch, "%lld", (long long)json_integer_value(value));
    }
    return VIEW("");
}

static dateline_status make(input *in, const json_t *object, view origin, report **r,
                            dateline_error *e)
{
    read_fields f = {.id = member(in, object, "id"),
                     .text = member(in, object, "text"),
                     .published = member(in, object, "published"),
                     .publisher = member(in, object, "publisher"),
                     .title = member(in, object, "title"),
                     .url = member(in, object, "url"),
                     .language = member(in, object, "lang")};
    if (!json_is_string(json_object_get(
            object, arena_copy(in->scratch, mapped_name(in->options->map, "text")).data))) {
        fault_at(e, DATELINE_E_FORMAT, in->path.data, in->number, "the object has no text");
        fault_hint(e,
                   "it needs a member \"text\"; --map text=NAME says under which name it stands");
        return DATELINE_E_FORMAT;
    }
    return reader_make(in, f, origin, r, e);
}

/* Makes the report of one JSON value; *used says how far it went. */
static dateline_status value(input *in, view v, view origin, report **r, dateline_error *e)
{
    json_error_t error;
    json_t *object = json_loadb(v.data, v.length, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &error);
    dateline_status status;
    if (!json_is_object(object)) {
        fault_at(e, DATELINE_E_FORMAT, in->path.data, in->number, "not a JSON object: %s",
                 object == NULL ? error.text : "another kind of value");
        fault_hint(e, "each line must be one whole object, {\"id\": ..., \"text\": ...}");
        if (e != NULL) {
            e->offset = object == NULL ? (uint64_t)error.position : 0;
        }
        status = DATELINE_E_FORMAT;
    } else {
        status = make(in, object, origin, r, e);
    }
    json_decref(object);
    return status;
}

static view place_in_file(const input *in)
{
    return arena_printf(in->scratch, "%s:%llu", in->path.data, (unsigned long long)in->number);
}

/* The id that a line names, however broken it is, so that a reject can be found again. */
static view id_in(const input *in, view line)
{
    json_t *object = json_loadb(line.data, line.length, JSON_DISABLE_EOF_CHECK, NULL);
    view id = json_is_object(object) ? member(in, object, "id") : VIEW("");
    id = arena_copy(in->scratch, id);
    json_decref(object);
    return id;
}

/* Where the value that begins at v ends: the matching bracket outside strings; 0 = unfinished. */
static size_t value_end(view v)
{
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < v.length; i++) {
        char c = v.data[i];
        if (in_string) {
            i += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && (depth == 0 || --depth == 0)) {
            return i + 1;
        }
    }
    return 0;
}

/* An array is read whole, and its next element cut off its front at each call. */
static dateline_status array_element(input *in, view *element, dateline_error *e)
{
    view *rest = in->state;
    if (rest == NULL) {
        rest = ARENA_NEW(in->arena, view);
        view all;
        TRY(stream_rest(&in->stream, (size_t)1 << 30, &all, e));
        all = skip_blank(all);
        *rest = view_cut(all, 1, all.length);
        in->state = rest;
    }
    while (rest->length > 0 && (ascii_space(rest->data[0]) || rest->data[0] == ',')) {
        *rest = view_cut(*rest, 1, rest->length);
    }
    size_t end = rest->length == 0 || rest->data[0] == ']' ? 0 : value_end(*rest);
    if (end == 0) {
        bool closed = rest->length > 0 && rest->data[0] == ']';
        in->done = true;
        *element = *rest;
        return closed ? DATELINE_END : DATELINE_OK;
    }
    *element = view_cut(*rest, 0, end);
    *rest = view_cut(*rest, end, rest->length);
    return DATELINE_OK;
}

static dateline_status next_piece(input *in, view *piece, dateline_error *e)
{
    if (in->number == 0) {
        view head;
        TRY(stream_peek(&in->stream, 4096, &head, e));
        if (view_starts(skip_blank(head), VIEW("["))) {
            in->number = 1;
            return array_element(in, piece, e);
        }
    }
    if (in->state != NULL) {
        in->number++;
        return array_element(in, piece, e);
    }
    do {
        in->number++;
        TRY(stream_line(&in->stream, READ_LINE_LIMIT, piece, e));
        *piece = skip_blank(*piece);
    } while (piece->length == 0);
    return DATELINE_OK;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    view piece = VIEW("");
    dateline_status status = next_piece(in, &piece, e);
    if (status == DATELINE_END) {
        return status;
    }
    view origin = place_in_file(in);
    if (status == DATELINE_OK) {
        status = value(in, piece, origin, r, e);
    }
    if (status == DATELINE_OK) {
        return status;
    }
    if (status == DATELINE_E_LIMIT) {
        fault_where(e, in->path.data, in->number, 0);
    }
    return reader_reject(in, id_in(in, piece), origin, status, reject);
}

const read_kind read_kind_jsonl = {"jsonl", sniff, next, NULL, NULL};
