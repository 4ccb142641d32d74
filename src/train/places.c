/* Measuring where/ on marked place names.
 *
 * acc161: the gold names are put in as the names of the report; a name counts as right when its
 * place lies within 161 km (100 miles) of the gold one, and as wrong when it has none.  precision,
 * recall, f1: of finding the names with the model's own, spans the same; demonyms are not counted
 * on either side.  Names without gold coordinates, and in a set with
 * GeoNames numbers those without one (streets, houses), are passed over. */
#include <math.h>

#include "engine/engine.h"
#include "text/text.h"
#include "train/geoxml.h"
#include "train/train.h"
#include "where/where.h"

typedef struct {
    size_t given, near161;
    size_t gold, found, right;
    double error_km; /* sum of min(error, half the globe) */
} places_score;

static const double RIGHT_KM = 161.0;
static const double FARTHEST_KM = 20039.0;

static double distance_km(double lat1, double lon1, double lat2, double lon2)
{
    double rad = 3.14159265358979 / 180;
    double a = sin((lat2 - lat1) * rad / 2);
    double b = sin((lon2 - lon1) * rad / 2);
    double h = a * a + cos(lat1 * rad) * cos(lat2 * rad) * b * b;
    return 2 * 6371.0 * asin(sqrt(h > 1 ? 1 : h));
}

static bool is_counted(const geo_name *n)
{
    return n->listed && !isnan(n->lat) && !isnan(n->lon);
}

static dateline_status annotate(const dateline_model *m, const geo_article *a, arena *scratch,
                                report *r, dateline_error *e)
{
    r->text = a->text;
    r->url = a->url;
    r->published = day_parse(view_cut(a->date, 0, a->date.length < 10 ? a->date.length : 10));
    r->parts = ARENA_ARRAY(r->arena, part, 1);
    if (r->parts == NULL) {
        return fault_memory(e);
    }
    r->nparts = 1;
    r->parts[0] = (part){.kind = PART_BODY,
                         .bytes = {0, (uint32_t)a->text.length},
                         .author = {"", 0},
                         .handle = {"", 0},
                         .published = DAY_NONE,
                         .thread = -1};
    TRY(text_run(r, scratch, e));
    TRY(syntax_run(m->syntax, r, scratch, e));
    return know_run(m->know, r, scratch, e);
}

static bool overlap(span a, span b)
{
    return a.start < b.end && b.start < a.end;
}

/* Puts gold names where the model's names were: those that are not yet `done` and do not lie over
 * one that is put (names inside names take a further round). Returns how many. */
static size_t put_names(report *r, const geo_article *a, bool *done)
{
    r->names = ARENA_ARRAY(r->arena, name, a->nnames + 1);
    r->nnames = 0;
    for (size_t t = 0; t < r->ntokens; t++) {
        r->tokens[t].name = -1;
    }
    for (size_t i = 0; r->names != NULL && i < a->nnames; i++) {
        name n = {.bytes = a->names[i].bytes, .type = NAME_LOCATION, .score = 1};
        bool begun = false;
        bool taken = done[i] || !is_counted(&a->names[i]);
        for (uint32_t t = 0; t < r->ntokens && !taken; t++) {
            if (overlap(r->tokens[t].bytes, n.bytes)) {
                n.first = begun ? n.first : t;
                n.last = t;
                begun = true;
                taken = r->tokens[t].name >= 0;
            }
        }
        if (!begun || taken) {
            continue;
        }
        for (uint32_t t = n.first; t <= n.last; t++) {
            r->tokens[t].name = (int32_t)r->nnames;
        }
        r->names[r->nnames++] = n;
        done[i] = true;
    }
    return r->nnames;
}

static const place *place_over(const report *r, span bytes)
{
    for (size_t i = 0; i < r->nplaces; i++) {
        if (overlap(r->places[i].bytes, bytes)) {
            return &r->places[i];
        }
    }
    return NULL;
}

static void tell_error(const report *r, const geo_name *g, const place *p, double km, buf *out)
{
    view words = report_cut(r, g->bytes);
    buf_printf(out, "%.0f km\t%.*s\t%.*s\tgold %.2f %.2f\tours %.*s, %.*s %s %.2f %.2f (%.2f)\n",
               km, VIEW_ARG(g->kind), VIEW_ARG(words), g->lat, g->lon, VIEW_ARG(p->name),
               VIEW_ARG(p->admin1), p->country, (double)p->lat, (double)p->lon, (double)p->score);
}

static void score_name(const report *r, const geo_name *g, places_score *s, buf *errors)
{
    static const place nowhere = {.lat = NAN, .lon = NAN, .name = {"", 0}, .admin1 = {"", 0}};
    const place *p = place_over(r, g->bytes);
    p = p == NULL ? &nowhere : p;
    double km =
        isnan(p->lat) ? FARTHEST_KM : distance_km(g->lat, g->lon, (double)p->lat, (double)p->lon);
    s->given++;
    s->near161 += km <= RIGHT_KM;
    s->error_km += km;
    if (km > RIGHT_KM && errors != NULL) {
        tell_error(r, g, p, km, errors);
    }
}

typedef struct {
    const dateline_model *m;
    report *r;
    const geo_article *article;
    places_score *score;
    buf *errors; /* null = not wanted */
    arena *scratch;
} given_job;

/* Rounds of names that do not lie over each other, until all had their turn. */
static dateline_status score_given(const given_job *j, dateline_error *e)
{
    const geo_article *a = j->article;
    bool *done = ARENA_ARRAY(j->scratch, bool, a->nnames + 1);
    bool *scored = ARENA_ARRAY(j->scratch, bool, a->nnames + 1);
    if (done == NULL || scored == NULL) {
        return fault_memory(e);
    }
    while (put_names(j->r, a, done) > 0) {
        TRY(where_run(j->m->know, j->r, j->scratch, e));
        for (size_t i = 0; i < a->nnames; i++) {
            if (done[i] && !scored[i]) {
                score_name(j->r, &a->names[i], j->score, j->errors);
                scored[i] = true;
            }
        }
    }
    return DATELINE_OK;
}

static void tell_span(const report *r, const char *what, span at, buf *out)
{
    size_t from = at.start > 40 ? at.start - 40 : 0;
    size_t to = at.end + 30 > r->text.length ? r->text.length : at.end + 30;
    buf_printf(out, "%s\t%.*s\t", what, VIEW_ARG(report_cut(r, at)));
    for (size_t i = from; i < to; i++) {
        buf_char(out, ascii_space(r->text.data[i]) ? ' ' : r->text.data[i]);
    }
    buf_char(out, '\n');
}

static bool same_span(span a, span b)
{
    return a.start == b.start && a.end == b.end;
}

/* Whether a counted name of the gold has exactly these bytes. */
static bool is_gold(const geo_article *a, span at)
{
    for (size_t i = 0; i < a->nnames; i++) {
        if (is_counted(&a->names[i]) && same_span(a->names[i].bytes, at)) {
            return true;
        }
    }
    return false;
}

static bool is_found(const report *r, span at)
{
    for (size_t i = 0; i < r->nplaces; i++) {
        if (r->places[i].use != PLACE_DEMONYM && same_span(r->places[i].bytes, at)) {
            return true;
        }
    }
    return false;
}

static void score_finding(const report *r, const geo_article *a, places_score *s, buf *errors)
{
    for (size_t i = 0; i < r->nplaces; i++) {
        bool counts = r->places[i].use != PLACE_DEMONYM;
        s->found += counts;
        if (counts && errors != NULL && !is_gold(a, r->places[i].bytes)) {
            tell_span(r, "made up", r->places[i].bytes, errors);
        }
    }
    for (size_t i = 0; i < a->nnames; i++) {
        bool found = is_counted(&a->names[i]) && is_found(r, a->names[i].bytes);
        s->gold += is_counted(&a->names[i]);
        s->right += found;
        if (is_counted(&a->names[i]) && !found && errors != NULL) {
            tell_span(r, "missed", a->names[i].bytes, errors);
        }
    }
}

static dateline_status score_article(const dateline_model *m, const geo_article *a, places_score *s,
                                     buf *errors, dateline_error *e)
{
    report *r = report_new(0);
    arena *scratch = arena_new(0);
    dateline_status status =
        r == NULL || scratch == NULL ? fault_memory(e) : annotate(m, a, scratch, r, e);
    if (status == DATELINE_OK) {
        status = where_run(m->know, r, scratch, e);
    }
    if (status == DATELINE_OK) {
        score_finding(r, a, s, errors);
        status = score_given(&(given_job){m, r, a, s, errors, scratch}, e);
    }
    arena_free(scratch);
    report_free(r);
    return status;
}

static double percent(double part, double whole)
{
    return whole <= 0 ? 0 : 100.0 * part / whole;
}

static void print_score(const char *file, const places_score *s, bool json, buf *out)
{
    double accuracy = percent((double)s->near161, (double)s->given);
    double precision = percent((double)s->right, (double)s->found);
    double recall = percent((double)s->right, (double)s->gold);
    double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    double mean = s->given == 0 ? 0 : s->error_km / (double)s->given;
    if (json) {
        buf_text(out, "{\"file\":");
        buf_json(out, view_of(file));
        buf_printf(out,
                   ",\"names\":%zu,\"acc161\":%.2f,\"mean_error_km\":%.1f,\"precision\":%.2f,"
                   "\"recall\":%.2f,\"f1\":%.2f}\n",
                   s->given, accuracy, mean, precision, recall, f1);
        return;
    }
    buf_printf(out, "%s\n  names %zu  acc161 %.2f  mean error %.0f km\n", file, s->given, accuracy,
               mean);
    buf_printf(out, "  finding: precision %.2f  recall %.2f  f1 %.2f\n", precision, recall, f1);
}

static dateline_status score_file(const dateline_model *m, const char *path, const eval_options *o,
                                  buf *out, dateline_error *e)
{
    arena *a = arena_new(0);
    geo_file f = {0};
    places_score s = {0};
    dateline_status status = a == NULL ? fault_memory(e) : geo_read(path, a, &f, e);
    for (size_t i = 0; status == DATELINE_OK && i < f.narticles; i++) {
        status = score_article(m, &f.articles[i], &s, o->errors ? out : NULL, e);
    }
    if (status == DATELINE_OK) {
        print_score(path, &s, o->json, out);
    }
    arena_free(a);
    return status;
}

dateline_status eval_places(const eval_options *o, buf *out, dateline_error *e)
{
    dateline_model *m;
    TRY(dateline_model_open(o->data, NULL, &m, e));
    dateline_status status = DATELINE_OK;
    for (size_t i = 0; i < o->nfiles && status == DATELINE_OK; i++) {
        status = score_file(m, o->files[i], o, out, e);
    }
    dateline_model_close(m);
    return status;
}
