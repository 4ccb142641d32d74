/* Measuring who/ on gold reports: for each party of a gold event whose name stands in the text,
 * whether the mention there has its code and its sector.
 *
 * The mention of a name is the longest headed inside its first occurrence that has one, else the
 * shortest around it.  A party that several events of a report share, with the same code and
 * sector, counts once. */
#include <dateline/dateline.h>

#include "train/gold.h"
#include "train/train.h"

typedef struct {
    size_t parties, located, code, sector, both;
} actor_counts;

typedef struct {
    const report *r;
    const gold_report *gold;
    actor_counts *counts;
    buf *errors; /* null = not listed */
    VEC(gold_party) seen;
    arena *a;
} actor_check;

static uint32_t length_of(const mention *m)
{
    return m->bytes.end - m->bytes.start;
}

static const mention *mention_at(const report *r, size_t start, size_t end)
{
    const mention *inside = NULL, *around = NULL;
    for (size_t i = 0; i < r->nmentions; i++) {
        const mention *m = &r->mentions[i];
        span head = r->tokens[m->head].bytes;
        if (head.start >= start && head.end <= end) {
            inside = inside == NULL || length_of(m) > length_of(inside) ? m : inside;
        } else if (m->bytes.start <= start && m->bytes.end >= end) {
            around = around == NULL || length_of(m) < length_of(around) ? m : around;
        }
    }
    return inside != NULL ? inside : around;
}

static const mention *mention_named(const report *r, view name)
{
    const mention *m = NULL;
    for (size_t at = view_find(r->text, name, 0); at != SIZE_MAX && m == NULL;
         at = view_find(r->text, name, at + 1)) {
        bool within = at + name.length < r->text.length &&
                      ascii_alpha(r->text.data[at + name.length]); /* "US" in "USAID" */
        m = within ? NULL : mention_at(r, at, at + name.length);
    }
    return m;
}

static bool is_new(actor_check *c, const gold_party *p)
{
    for (size_t i = 0; i < c->seen.count; i++) {
        const gold_party *s = &c->seen.at[i];
        if (view_equal(s->name, p->name) && view_equal(s->code, p->code) &&
            view_equal(s->sector, p->sector)) {
            return false;
        }
    }
    return VEC_PUSH(&c->seen, c->a, *p);
}

static void check_party(actor_check *c, const gold_party *p)
{
    if (p->name.length == 0 || !is_new(c, p)) {
        return;
    }
    c->counts->parties++;
    const mention *m = mention_named(c->r, p->name);
    if (m == NULL) {
        return;
    }
    bool code = view_equal(p->code, view_of(m->actor.code));
    bool sector = view_equal(p->sector, view_of(m->actor.sector));
    c->counts->located++;
    c->counts->code += code;
    c->counts->sector += sector;
    c->counts->both += code && sector;
    if (c->errors != NULL && !(code && sector)) {
        buf_printf(c->errors, "%.*s\t%.*s\twanted %.*s %.*s\tgot %s %s\t%.*s\n",
                   VIEW_ARG(c->gold->id), VIEW_ARG(p->name), VIEW_ARG(p->code), VIEW_ARG(p->sector),
                   m->actor.code, m->actor.sector, VIEW_ARG(m->rule));
    }
}

static dateline_status check_report(actor_check *c, dateline_coder *coder, dateline_error *e)
{
    const gold_report *g = c->gold;
    dateline_report_info info = {.text = g->text.data,
                                 .length = g->text.length,
                                 .published = g->published.data,
                                 .publisher = g->publisher.data,
                                 .url = g->url.data};
    dateline_report *r = NULL;
    TRY(dateline_report_new(&info, &r, e));
    dateline_status status = dateline_annotate(coder, r, DATELINE_STAGE_WHO, e);
    c->r = r;
    c->seen.count = 0;
    for (size_t i = 0; i < g->events.count && status == DATELINE_OK; i++) {
        const gold_event *ev = &g->events.at[i];
        for (size_t k = 0; k < ev->nactors; k++) {
            check_party(c, &ev->actors[k]);
        }
        for (size_t k = 0; k < ev->nrecipients; k++) {
            check_party(c, &ev->recipients[k]);
        }
    }
    dateline_report_free(r);
    return status;
}

static dateline_status check_files(const eval_options *o, dateline_coder *coder, actor_check *c,
                                   dateline_error *e)
{
    gold_set set = {.a = c->a};
    for (size_t i = 0; i < o->nfiles; i++) {
        TRY(gold_read(o->files[i], &set, e));
    }
    for (size_t i = 0; i < set.reports.count; i++) {
        c->gold = &set.reports.at[i];
        TRY(check_report(c, coder, e));
    }
    return DATELINE_OK;
}

static double percent(size_t part, size_t whole)
{
    return whole == 0 ? 0 : 100 * (double)part / (double)whole;
}

dateline_status eval_actors(const eval_options *o, buf *out, dateline_error *e)
{
    dateline_model *m = NULL;
    dateline_coder *coder = NULL;
    actor_counts n = {0};
    actor_check c = {.counts = &n, .errors = o->errors ? out : NULL, .a = arena_new(0)};
    dateline_status status = c.a == NULL ? fault_memory(e) : DATELINE_OK;
    if (status == DATELINE_OK) {
        status = dateline_model_open(o->data, NULL, &m, e);
    }
    if (status == DATELINE_OK) {
        status = dateline_coder_open(m, &coder, e);
    }
    if (status == DATELINE_OK) {
        status = check_files(o, coder, &c, e);
    }
    dateline_coder_close(coder);
    dateline_model_close(m);
    arena_free(c.a);
    TRY(status);
    buf_printf(out,
               o->json ? "{\"parties\": %zu, \"located\": %zu, \"code\": %.2f, \"sector\": %.2f, "
                         "\"both\": %.2f}\n"
                       : "%zu parties, %zu of them named by a mention\n  code    %6.2f\n"
                         "  sector  %6.2f\n  both    %6.2f\n",
               n.parties, n.located, percent(n.code, n.located), percent(n.sector, n.located),
               percent(n.both, n.located));
    return DATELINE_OK;
}
