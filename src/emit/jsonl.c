/* The event record as one JSON object a line, member by member in the order of RECORD.md. */
#include <math.h>

#include "emit/emit_priv.h"

void json_key(buf *out, const char *key)
{
    bool first = out->length > 0 && out->data[out->length - 1] == '{';
    size_t before = first ? 1 : 3, length = strlen(key);
    char *at = buf_room(out, before + length + 3);
    if (at != NULL) {
        memcpy(at, first ? "\"" : ", \"", before);
        memcpy(at + before, key, length);
        memcpy(at + before + length, "\": ", 3);
        buf_grown(out, before + length + 3);
    }
}

void json_member(buf *out, const char *key, view value)
{
    json_key(out, key);
    buf_json(out, value);
}

/* A float has 24 bits: times ten thousand it is still exact, and rounds as printf rounds it. */
void json_number(buf *out, double number, int digits)
{
    static const uint64_t powers[] = {1, 10, 100, 1000, 10000};
    if (isnan(number)) {
        buf_text(out, "null");
        return;
    }
    uint64_t step = powers[digits];
    uint64_t steps = (uint64_t)rint(fabs(number) * (double)step);
    buf_text(out, signbit(number) ? "-" : "");
    buf_number(out, steps / step);
    buf_text(out, digits > 0 ? "." : "");
    for (bool more = digits > 0; more; more = steps % step > 0) {
        step /= 10;
        buf_char(out, (char)('0' + steps / step % 10));
    }
}

static void span_members(buf *out, span s)
{
    json_key(out, "start");
    buf_number(out, s.start);
    json_key(out, "end");
    buf_number(out, s.end);
}

static void date_member(buf *out, const char *key, day d)
{
    char text[16];
    day_format(d, text);
    json_member(out, key, view_of(text));
}

static void participants(buf *out, const report *r, const char *key, const participant *p,
                         uint32_t n)
{
    json_key(out, key);
    buf_char(out, '[');
    for (uint32_t i = 0; i < n; i++) {
        buf_text(out, i == 0 ? "{" : ", {");
        json_member(out, "code", view_of(p[i].actor.code));
        json_member(out, "sector", view_of(p[i].actor.sector));
        if (p[i].actor.sector2[0] != '\0') {
            json_member(out, "sector2", view_of(p[i].actor.sector2));
        }
        json_member(out, "name", p[i].name);
        json_member(out, "office", p[i].office);
        json_member(out, "entity_text", report_cut(r, p[i].bytes));
        span_members(out, p[i].bytes);
        json_member(out, "via", view_of(via_name(p[i].via)));
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void sources(buf *out, const char *key, const source *s, uint32_t n)
{
    json_key(out, key);
    buf_char(out, '[');
    for (uint32_t i = 0; i < n; i++) {
        buf_text(out, i == 0 ? "{" : ", {");
        json_member(out, "name", s[i].name);
        json_member(out, "code", view_of(s[i].actor.code));
        json_member(out, "sector", view_of(s[i].actor.sector));
        span_members(out, s[i].bytes);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void location(buf *out, const report *r, const act *a)
{
    json_key(out, "event_loc");
    buf_char(out, '{');
    const place *p = a->place >= 0 ? &r->places[a->place] : NULL;
    json_member(out, "country", view_of(a->country));
    json_member(out, "resolved_place", p == NULL ? VIEW("") : p->name);
    json_key(out, "geonameid");
    buf_number(out, p == NULL ? 0U : p->geonameid);
    json_key(out, "lat");
    json_number(out, p == NULL ? (double)NAN : (double)p->lat, 4);
    json_key(out, "lon");
    json_number(out, p == NULL ? (double)NAN : (double)p->lon, 4);
    json_member(out, "precision",
                p != NULL               ? p->precision
                : a->country[0] == '\0' ? VIEW("")
                                        : VIEW("country"));
    json_member(out, "extracted_place", p == NULL ? VIEW("") : report_cut(r, p->bytes));
    buf_char(out, '}');
}

static void post(buf *out, const report *r, int32_t part_index)
{
    json_key(out, "post");
    if (part_index < 0) {
        buf_text(out, "null");
        return;
    }
    const part *p = &r->parts[part_index];
    buf_char(out, '{');
    json_member(out, "author", p->handle);
    json_member(out, "name", p->author);
    date_member(out, "date", p->published);
    buf_char(out, '}');
}

static void tellings(buf *out, const report *r, const event *ev)
{
    json_key(out, "tellings");
    buf_char(out, '[');
    for (uint32_t i = 0; i < ev->ntellings; i++) {
        const telling *t = &ev->tellings[i];
        const act *a = &r->acts[t->act];
        buf_text(out, i == 0 ? "{" : ", {");
        span_members(out, t->bytes);
        const statement *s = a->statement < 0 ? NULL : &r->statements[a->statement];
        sources(out, "said_by", s == NULL ? NULL : s->sources, s == NULL ? 0 : s->nsources);
        post(out, r, t->part);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void citation(buf *out, const report *r)
{
    json_key(out, "cite_info");
    buf_char(out, '{');
    json_member(out, "url", r->url);
    json_member(out, "title", r->title);
    json_member(out, "publication", r->publisher);
    json_member(out, "language", r->language);
    date_member(out, "published", r->published);
    json_member(out, "published_basis", view_of(basis_name(r->basis)));
    buf_char(out, '}');
}

static void contexts(buf *out, context_set set)
{
    json_key(out, "context");
    buf_char(out, '[');
    bool any = false;
    for (unsigned i = 0; i < CONTEXT_COUNT; i++) {
        if (set >> i & 1U) {
            buf_text(out, any ? ", " : "");
            buf_json(out, view_of(context_name(i)));
            any = true;
        }
    }
    buf_char(out, ']');
}

/* A list of that name; empty when there is none. */
static void name_list(buf *out, const char *name)
{
    buf_char(out, '[');
    if (name[0] != '\0') {
        buf_json(out, view_of(name));
    }
    buf_char(out, ']');
}

static void what(buf *out, const event *ev)
{
    const act *a = &ev->merged;
    date_member(out, "date", a->when.from);
    date_member(out, "enddate", a->when.to);
    json_member(out, "date_precision", view_of(precision_name(a->when.precision)));
    json_key(out, "event");
    name_list(out, act_name(ev->event));
    json_member(out, "act", view_of(act_name(a->type)));
    json_key(out, "mode");
    name_list(out, a->mode == MODE_NONE ? "" : mode_name(a->mode));
    contexts(out, a->contexts);
    json_member(out, "cameo", view_of(a->cameo));
    json_key(out, "quad_code");
    buf_number(out, ev->quad);
    json_key(out, "event_scale");
    json_number(out, (double)ev->scale, 1);
    json_key(out, "goldstein");
    json_number(out, (double)ev->goldstein, 1);
    json_member(out, "status", view_of(status_name(a->status)));
}

void emit_event(const report *r, const event *ev, const char *coder, buf *out)
{
    const act *a = &ev->merged;
    const sentence *s = &r->sentences[a->sent];
    buf_char(out, '{');
    json_member(out, "id", view_of(ev->id));
    json_member(out, "doc", r->id);
    what(out, ev);
    participants(out, r, "actor", a->actors, a->nactors);
    participants(out, r, "recipient", a->recipients, a->nrecipients);
    location(out, r, a);
    sources(out, "said_by", ev->said_by, ev->nsaid_by);
    json_member(out, "event_text", report_cut(r, a->event_text));
    json_member(out, "text", report_cut(r, s->bytes));
    json_key(out, "text_info");
    buf_char(out, '{');
    json_key(out, "sequence");
    buf_number(out, a->sent + 1);
    span_members(out, s->bytes);
    buf_char(out, '}');
    tellings(out, r, ev);
    citation(out, r);
    json_key(out, "confidence");
    json_number(out, (double)a->confidence, 2);
    json_member(out, "coder", view_of(coder));
    buf_text(out, "}\n");
}
