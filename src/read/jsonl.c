/* JSON lines: one object a line with "id", "text", "published", "publisher", "title", "url",
 * "lang"; other members are passed over; fields.c knows other
 * names.  A JSON array of such objects is taken too.  A broken line
 * is a reject; the next line is read as if nothing had been. */
#include <jansson.h>

#include "read/fields_priv.h"

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

/* The value at "a.b.c"; a name that holds points itself comes first. */
static const json_t *value_at(const json_t *object, view path, arena *scratch)
{
    const json_t *whole = json_object_get(object, arena_copy(scratch, path).data);
    view name;
    while (whole == NULL && object != NULL && view_split(&path, '.', &name)) {
        object = json_object_get(object, arena_copy(scratch, name).data);
    }
    return whole == NULL ? object : whole;
}

/* Paragraphs, one a string. */
static view joined(const json_t *array, arena *scratch)
{
    buf b = {0};
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *item = json_array_get(array, i);
        if (json_is_string(item)) {
            buf_text(&b, b.length > 0 ? "\n\n" : "");
            buf_view(&b, (view){json_string_value(item), json_string_length(item)});
        }
    }
    view all = arena_copy(scratch, buf_all(&b));
    buf_free(&b);
    return all;
}

/* A member's string; a number is given as its digits, a list of strings as paragraphs, an object by
 * its "name".  False when it is none of these. */
static bool string_of(const json_t *value, arena *scratch, view *out)
{
    if (json_is_object(value)) {
        value = json_object_get(value, "name");
    }
    if (json_is_string(value)) {
        *out = (view){json_string_value(value), json_string_length(value)};
    } else if (json_is_integer(value)) {
        *out = arena_printf(scratch, "%lld", (long long)json_integer_value(value));
    } else if (json_is_array(value)) {
        *out = joined(value, scratch);
    } else {
        return false;
    }
    return true;
}

/* A field by the caller's name for it, else by the first of the usual names that the object has. */
static bool member(const input *in, const json_t *object, field f, view *out)
{
    view mapped = field_mapped(in->options->map, f);
    *out = VIEW("");
    if (mapped.length > 0) {
        return string_of(value_at(object, mapped, in->scratch), in->scratch, out);
    }
    bool dyad = json_object_get(object, "target") != NULL; /* "source" is who acts in it */
    for (size_t i = 0; field_name(f, i) != NULL; i++) {
        if (dyad && strcmp(field_name(f, i), "source") == 0) {
            continue;
        }
        if (string_of(json_object_get(object, field_name(f, i)), in->scratch, out)) {
            return true;
        }
    }
    return false;
}

static dateline_status make(input *in, const json_t *object, view origin, report **r,
                            dateline_error *e)
{
    read_fields f = {0};
    for (field i = 0; i < FIELD_COUNT; i++) {
        bool found = member(in, object, i, field_place(&f, i));
        if (i == FIELD_TEXT && !found) {
            fault_at(e, DATELINE_E_FORMAT, in->path.data, in->number, "the object has no text");
            fault_hint(
                e, "it needs a member \"text\"; --map text=NAME says under which name it stands");
            return DATELINE_E_FORMAT;
        }
    }
    return reader_make(in, f, origin, r, e);
}

/* Makes the report of one JSON value; *used says how far it went. */
static dateline_status value(input *in, view v, view origin, report **r, dateline_error *e)
{
    json_error_t error;
    json_t *object = json_loadb(v.data, v.length, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &error);
    dateline_status status;
    if (object == NULL && utf8_check(v) < v.length) {
        status = text_check(v, in->path.data, e);
        fault_where(e, in->path.data, in->number, utf8_check(v));
        return status;
    }
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
    view id = VIEW("");
    (void)member(in, object, FIELD_ID, &id);
    id = arena_copy(in->scratch, id);
    json_decref(object);
    return id;
}

size_t json_end(view v)
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
    size_t end = rest->length == 0 || rest->data[0] == ']' ? 0 : json_end(*rest);
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
