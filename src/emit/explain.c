/* Why: for each event its facts, its words and the reasons that the coder noted; for each sentence
 * without an event, that. */
#include "emit/emit_priv.h"

static void indented(buf *out, view trace)
{
    view line;
    while (view_split(&trace, '\n', &line)) {
        if (line.length > 0) {
            buf_printf(out, "    ");
            buf_view(out, line);
            buf_char(out, '\n');
        }
    }
}

static void participant_lines(buf *out, const report *r, const char *role, const participant *p,
                              uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        buf_printf(out, "    %s: %s%s%s ", role, p[i].actor.code, p[i].actor.sector[0] ? " " : "",
                   p[i].actor.sector);
        buf_view(out, p[i].name);
        buf_printf(out, " (by %s", via_name(p[i].via));
        if (p[i].mention >= 0 && r->mentions[p[i].mention].rule.length > 0) {
            buf_text(out, ": ");
            buf_view(out, r->mentions[p[i].mention].rule);
        }
        buf_text(out, ")");
        if (p[i].bytes.end > p[i].bytes.start) {
            buf_text(out, " “");
            buf_view(out, report_cut(r, p[i].bytes));
            buf_text(out, "”");
        }
        buf_char(out, '\n');
    }
}

static void when_line(buf *out, const report *r, const act *a)
{
    char from[16], to[16];
    day_format(a->when.from, from);
    day_format(a->when.to, to);
    buf_printf(out, "    when: %s", from[0] == '\0' ? "no hold in the text" : from);
    if (a->when.to != a->when.from) {
        buf_printf(out, " to %s", to);
    }
    if (a->time >= 0) {
        buf_text(out, " from “");
        buf_view(out, report_cut(r, r->times[a->time].bytes));
        buf_text(out, "”, rule ");
        buf_view(out, r->times[a->time].rule);
    }
    buf_char(out, '\n');
}

static void where_line(buf *out, const report *r, const act *a)
{
    if (a->country[0] != '\0' || a->place >= 0) {
        buf_printf(out, "    where: %s", a->country);
        if (a->place >= 0) {
            buf_text(out, " ");
            buf_view(out, r->places[a->place].name);
            buf_text(out, " from “");
            buf_view(out, report_cut(r, r->places[a->place].bytes));
            buf_text(out, "”");
        }
        buf_char(out, '\n');
    }
}

static void event_lines(buf *out, const report *r, const event *ev)
{
    const act *a = &ev->merged;
    buf_printf(out, "%s%s%s %s, confidence %.2f: “", act_name(a->type),
               a->mode == MODE_NONE ? "" : " ", mode_name(a->mode), status_name(a->status),
               (double)a->confidence);
    buf_view(out, report_cut(r, a->event_text));
    buf_text(out, "”\n");
    participant_lines(out, r, "actor", a->actors, a->nactors);
    participant_lines(out, r, "recipient", a->recipients, a->nrecipients);
    when_line(out, r, a);
    where_line(out, r, a);
    if (ev->nsaid_by > 0) {
        buf_text(out, "    said by: ");
        write_sources(out, ev->said_by, ev->nsaid_by);
        buf_char(out, '\n');
    }
    indented(out, a->trace);
    for (uint32_t i = 0; i < ev->ntellings; i++) {
        const telling *t = &ev->tellings[i];
        buf_printf(out, "    told at %u-%u: “", t->bytes.start, t->bytes.end);
        buf_view(out, report_cut(r, t->bytes));
        buf_text(out, "”\n");
    }
}

static bool told(const report *r, size_t sent)
{
    for (size_t i = 0; i < r->nevents; i++) {
        for (uint32_t k = 0; k < r->events[i].ntellings; k++) {
            if (r->acts[r->events[i].tellings[k].act].sent == sent) {
                return true;
            }
        }
    }
    return false;
}

void emit_explanation(const report *r, buf *out)
{
    buf_text(out, "== ");
    buf_view(out, r->id);
    buf_char(out, '\n');
    for (size_t i = 0; i < r->nevents; i++) {
        event_lines(out, r, &r->events[i]);
    }
    for (size_t s = 0; s < r->nsentences; s++) {
        if (!told(r, s)) {
            buf_text(out, "no event: “");
            buf_view(out, report_cut(r, r->sentences[s].bytes));
            buf_text(out, "”\n");
            if (r->sentences[s].why_not.length > 0) {
                indented(out, r->sentences[s].why_not);
            }
        }
    }
}
