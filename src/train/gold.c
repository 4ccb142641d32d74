/* train/gold.c - gold reports out of JSON, and their agreement with coded acts. */
#include "train/gold.h"

#include <jansson.h>

static view text_of(gold_set *g, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) {
        return VIEW("");
    }
    return arena_copy(g->a, (view){json_string_value(value), json_string_length(value)});
}

static gold_party *parties_of_json(gold_set *g, const json_t *list, size_t *count)
{
    *count = json_array_size(list);
    gold_party *parties = ARENA_ARRAY(g->a, gold_party, *count);
    for (size_t i = 0; parties != NULL && i < *count; i++) {
        const json_t *one = json_array_get(list, i);
        parties[i] = (gold_party){text_of(g, one, "code"), text_of(g, one, "sector"),
                                  text_of(g, one, "name")};
    }
    return parties;
}

/* [start, end]; empty of anything else. */
static span span_of_json(const json_t *json)
{
    return (span){(uint32_t)json_integer_value(json_array_get(json, 0)),
                  (uint32_t)json_integer_value(json_array_get(json, 1))};
}

static void read_sources(gold_set *g, const json_t *list, gold_event *ev)
{
    ev->nsaid_by = json_array_size(list);
    ev->said_by = ARENA_ARRAY(g->a, view, ev->nsaid_by);
    ev->said_at = ARENA_ARRAY(g->a, span, ev->nsaid_by);
    for (size_t i = 0; ev->said_by != NULL && ev->said_at != NULL && i < ev->nsaid_by; i++) {
        const json_t *one = json_array_get(list, i);
        ev->said_by[i] = arena_copy(g->a, (view){json_string_value(one), json_string_length(one)});
        ev->said_at[i] = span_of_json(one);
    }
}

static gold_event event_of_json(gold_set *g, const json_t *json, view text)
{
    gold_event ev = {0};
    int type = act_of(text_of(g, json, "type"));
    ev.type = type < 0 ? ACT_NONE : (act_type)type;
    int mode = mode_of(ev.type, text_of(g, json, "mode"));
    ev.mode = mode < 0 ? MODE_NONE : (act_mode)mode;
    int status = status_of(text_of(g, json, "status"));
    ev.status = status < 0 ? STATUS_ACTUAL : (act_status)status;
    ev.actors = parties_of_json(g, json_object_get(json, "actor"), &ev.nactors);
    ev.recipients = parties_of_json(g, json_object_get(json, "recipient"), &ev.nrecipients);
    ev.start = text_of(g, json, "start");
    ev.end = text_of(g, json, "end");
    ev.country = text_of(g, json, "country");
    ev.anchor = text_of(g, json, "anchor");
    read_sources(g, json_object_get(json, "said_by"), &ev);
    ev.certain = !json_is_false(json_object_get(json, "certain"));
    ev.where = span_of_json(json_object_get(json, "anchor"));
    size_t at = ev.anchor.length == 0 ? SIZE_MAX : view_find(text, ev.anchor, 0);
    if (at != SIZE_MAX) {
        ev.where = (span){(uint32_t)at, (uint32_t)(at + ev.anchor.length)};
    }
    return ev;
}

static bool add_report(gold_set *g, const json_t *json)
{
    gold_report r = {.id = text_of(g, json, "id"),
                     .published = text_of(g, json, "published"),
                     .publisher = text_of(g, json, "publisher"),
                     .url = text_of(g, json, "url"),
                     .text = text_of(g, json, "text"),
                     .bytes = (size_t)json_integer_value(json_object_get(json, "bytes"))};
    const json_t *events = json_object_get(json, "events");
    for (size_t i = 0; i < json_array_size(events); i++) {
        gold_event ev = event_of_json(g, json_array_get(events, i), r.text);
        if (!VEC_PUSH(&r.events, g->a, ev)) {
            return false;
        }
    }
    return VEC_PUSH(&g->reports, g->a, r);
}

dateline_status gold_read(const char *path, gold_set *g, dateline_error *e)
{
    view bytes;
    TRY(file_read(path, g->a, (size_t)1 << 28, &bytes, e));
    json_error_t wrong;
    json_t *root = json_loadb(bytes.data, bytes.length, 0, &wrong);
    if (!json_is_array(root)) {
        json_decref(root);
        return fault_at(e, DATELINE_E_FORMAT, path, 0, "not a list of gold reports");
    }
    bool ok = true;
    for (size_t i = 0; i < json_array_size(root) && ok; i++) {
        ok = add_report(g, json_array_get(root, i));
    }
    json_decref(root);
    return ok && !arena_failed(g->a) ? DATELINE_OK : fault_memory(e);
}

/* Without the returns of carriages. */
static view plain_lines(arena *a, view file)
{
    char *copy = ARENA_ARRAY(a, char, file.length + 1);
    size_t n = 0;
    for (size_t i = 0; copy != NULL && i < file.length; i++) {
        copy[n] = file.data[i];
        n += file.data[i] != '\r';
    }
    return (view){copy == NULL ? "" : copy, n};
}

static void cut_sources(gold_event *ev, view text)
{
    for (size_t i = 0; i < ev->nsaid_by; i++) {
        if (ev->said_at[i].end <= text.length) {
            ev->said_by[i] = view_cut(text, ev->said_at[i].start, ev->said_at[i].end);
        }
    }
}

bool gold_take_text(gold_report *r, view text)
{
    r->text = view_trim(text);
    for (size_t i = 0; i < r->events.count && r->text.length == r->bytes; i++) {
        cut_sources(&r->events.at[i], r->text);
    }
    return r->text.length == r->bytes;
}

bool gold_take_newswire(arena *a, gold_report *r, view file)
{
    view whole = plain_lines(a, file);
    view text = whole;
    view first;
    if (view_split(&text, '\n', &first) && view_starts(first, VIEW("http"))) {
        r->url = arena_copy(a, view_trim(first));
    } else {
        text = whole;
    }
    return gold_take_text(r, text);
}

/* The distinct codes of some parties, as score.py's sets. */
typedef struct {
    view at[64];
    size_t count;
} code_set;

static bool has_code(const code_set *s, view code)
{
    for (size_t i = 0; i < s->count; i++) {
        if (view_equal(s->at[i], code)) {
            return true;
        }
    }
    return false;
}

static void put_code(code_set *s, view code)
{
    if (s->count < 64 && !has_code(s, code)) {
        s->at[s->count++] = code;
    }
}

static size_t shared(const code_set *a, const code_set *b)
{
    size_t n = 0;
    for (size_t i = 0; i < a->count; i++) {
        n += has_code(b, a->at[i]);
    }
    return n;
}

static void put_gold(code_set *s, const gold_party *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put_code(s, list[i].code);
    }
}

static void put_coded(code_set *s, const participant *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put_code(s, view_of(list[i].actor.code));
    }
}

static int mutual_level(const gold_event *g, const act *a)
{
    code_set want = {.count = 0};
    code_set got = {.count = 0};
    put_gold(&want, g->actors, g->nactors);
    put_gold(&want, g->recipients, g->nrecipients);
    put_coded(&got, a->actors, a->nactors);
    put_coded(&got, a->recipients, a->nrecipients);
    size_t both = shared(&want, &got);
    if (both == 0) {
        return 1;
    }
    size_t extra = got.count - shared(&got, &want);
    bool enough = both >= (want.count < 2 ? want.count : 2);
    return enough && !(want.count < 2 && extra >= 2) ? 3 : 2;
}

int gold_level(const gold_event *g, const act *a)
{
    if (g->type != a->type) {
        return 0;
    }
    if (act_is_mutual(g->type)) {
        return mutual_level(g, a);
    }
    code_set actors = {.count = 0};
    code_set coded = {.count = 0};
    put_gold(&actors, g->actors, g->nactors);
    put_coded(&coded, a->actors, a->nactors);
    if (shared(&actors, &coded) == 0) {
        return 1;
    }
    code_set recipients = {.count = 0};
    code_set hit = {.count = 0};
    put_gold(&recipients, g->recipients, g->nrecipients);
    put_coded(&hit, a->recipients, a->nrecipients);
    bool none = recipients.count == 0 && hit.count == 0;
    return none || shared(&recipients, &hit) > 0 ? 3 : 2;
}
