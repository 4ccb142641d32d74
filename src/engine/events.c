/* Events as the public API shows them: built once when coding ends, in the report's arena. */
#include <math.h>

#include "engine/engine_priv.h"

static const char *text_of(report *r, view v)
{
    return arena_copy(r->arena, v).data;
}

static const char *day_text(report *r, day d)
{
    char text[16];
    day_format(d, text);
    return text_of(r, view_of(text));
}

static dateline_participant *publish_participants(report *r, const participant *p, uint32_t n)
{
    dateline_participant *out = ARENA_ARRAY(r->arena, dateline_participant, n);
    for (uint32_t i = 0; out != NULL && i < n; i++) {
        out[i] = (dateline_participant){.code = p[i].actor.code,
                                        .sector = p[i].actor.sector,
                                        .name = text_of(r, p[i].name),
                                        .office = text_of(r, p[i].office),
                                        .via = via_name(p[i].via),
                                        .start = p[i].bytes.start,
                                        .end = p[i].bytes.end};
    }
    return out;
}

static dateline_source *publish_sources(report *r, const source *s, uint32_t n)
{
    dateline_source *out = ARENA_ARRAY(r->arena, dateline_source, n);
    for (uint32_t i = 0; out != NULL && i < n; i++) {
        out[i] = (dateline_source){.name = text_of(r, s[i].name),
                                   .code = s[i].actor.code,
                                   .sector = s[i].actor.sector,
                                   .start = s[i].bytes.start,
                                   .end = s[i].bytes.end};
    }
    return out;
}

static dateline_telling *publish_tellings(report *r, const event *ev)
{
    dateline_telling *out = ARENA_ARRAY(r->arena, dateline_telling, ev->ntellings);
    for (uint32_t i = 0; out != NULL && i < ev->ntellings; i++) {
        const telling *t = &ev->tellings[i];
        out[i] = (dateline_telling){.start = t->bytes.start, .end = t->bytes.end};
        if (t->part >= 0) {
            const part *p = &r->parts[t->part];
            out[i].post_author = text_of(r, p->handle);
            out[i].post_name = text_of(r, p->author);
            out[i].post_date = day_text(r, p->published);
        }
    }
    return out;
}

static void publish_place(report *r, const act *a, dateline_event *out)
{
    const place *p = a->place < 0 ? NULL : &r->places[a->place];
    out->country = a->country;
    out->place = p == NULL ? "" : text_of(r, p->name);
    out->latitude = p == NULL ? (double)NAN : (double)p->lat;
    out->longitude = p == NULL ? (double)NAN : (double)p->lon;
}

static dateline_event publish(report *r, const event *ev)
{
    const act *a = &ev->merged;
    const sentence *s = &r->sentences[a->sent];
    dateline_event out = {.id = ev->id,
                          .date = day_text(r, a->when.from),
                          .enddate = day_text(r, a->when.to),
                          .date_precision = precision_name(a->when.precision),
                          .event = act_name(ev->event),
                          .act = act_name(a->type),
                          .mode = mode_name(a->mode),
                          .cameo = a->cameo,
                          .status = status_name(a->status),
                          .quad_code = ev->quad,
                          .event_scale = (double)ev->scale,
                          .goldstein = (double)ev->goldstein,
                          .confidence = (double)a->confidence,
                          .actors = publish_participants(r, a->actors, a->nactors),
                          .recipients = publish_participants(r, a->recipients, a->nrecipients),
                          .nactors = a->nactors,
                          .nrecipients = a->nrecipients,
                          .said_by = publish_sources(r, ev->said_by, ev->nsaid_by),
                          .nsaid_by = ev->nsaid_by,
                          .tellings = publish_tellings(r, ev),
                          .ntellings = ev->ntellings,
                          .text_start = a->event_text.start,
                          .text_end = a->event_text.end,
                          .sentence_start = s->bytes.start,
                          .sentence_end = s->bytes.end};
    publish_place(r, a, &out);
    return out;
}

dateline_status engine_publish_events(report *r, dateline_error *e)
{
    dateline_event *all = ARENA_ARRAY(r->arena, dateline_event, r->nevents);
    for (size_t i = 0; all != NULL && i < r->nevents; i++) {
        all[i] = publish(r, &r->events[i]);
    }
    r->api = all;
    return arena_failed(r->arena) ? fault_memory(e) : DATELINE_OK;
}

size_t dateline_event_count(const dateline_report *r)
{
    return r->nevents;
}

dateline_event dateline_event_at(const dateline_report *r, size_t i)
{
    return ((const dateline_event *)r->api)[i];
}
