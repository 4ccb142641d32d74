/* Both lists are in the order of the text, so one walk compares them. */
#include "train/names_score.h"

/* The coarse class of a type; -1 = none. */
static int coarse_of(name_type t)
{
    switch (t) {
    case NAME_PERSON:
        return 0;
    case NAME_ORG:
        return 1;
    case NAME_LOCATION:
    case NAME_FACILITY:
        return 2;
    case NAME_NORP:
        return 3;
    case NAME_DATE:
    case NAME_MONEY:
    case NAME_PRODUCT:
    case NAME_MISC:
    case NAME_COUNT:
        break;
    }
    return -1;
}

enum { TARGETS = 4 };

/* The counts that a name of this type adds to; returns how many. */
static size_t targets(names_score *s, name_type t, names_count *to[TARGETS])
{
    int coarse = coarse_of(t);
    to[0] = &s->all;
    to[1] = &s->type[t];
    if (coarse < 0) {
        return 2;
    }
    to[2] = &s->coarse;
    to[3] = &s->coarse_type[coarse];
    return TARGETS;
}

static void count_right(names_score *s, name_type found, name_type marked)
{
    names_count *to[TARGETS] = {NULL};
    size_t n = targets(s, found, to), first = found == marked ? 0 : 2;
    bool same = found == marked || (n == TARGETS && coarse_of(found) == coarse_of(marked));
    for (size_t i = first; same && i < n; i++) {
        to[i]->right++;
    }
}

void names_score_add(names_score *s, const names_document *d)
{
    const report *r = d->r;
    size_t g = 0;
    names_count *to[TARGETS] = {NULL};
    for (size_t i = 0; i < d->ngold; i++) {
        size_t n = targets(s, d->gold[i].type, to);
        for (size_t k = 0; k < n; k++) {
            to[k]->marked++;
        }
    }
    for (size_t i = 0; i < r->nnames; i++) {
        const name *n = &r->names[i];
        size_t ntargets = targets(s, n->type, to);
        for (size_t k = 0; k < ntargets; k++) {
            to[k]->found++;
        }
        while (g < d->ngold && d->gold[g].bytes.start < n->bytes.start) {
            g++;
        }
        if (g < d->ngold && d->gold[g].bytes.start == n->bytes.start &&
            d->gold[g].bytes.end == n->bytes.end) {
            count_right(s, n->type, d->gold[g].type);
        }
    }
}

static double percent(size_t part, size_t whole)
{
    return whole == 0 ? 0.0 : 100.0 * (double)part / (double)whole;
}

double names_f1(const names_count *c)
{
    return percent(2 * c->right, c->found + c->marked);
}

static void print_row(const char *name, const names_count *c, bool json, const char *comma,
                      buf *out)
{
    double p = percent(c->right, c->found), r = percent(c->right, c->marked);
    if (json) {
        buf_printf(out, "%s\"%s\":{\"precision\":%.2f,\"recall\":%.2f,\"f1\":%.2f,\"marked\":%zu}",
                   comma, name, p, r, names_f1(c), c->marked);
    } else {
        buf_printf(out, "  %-22s %6.2f %6.2f %6.2f %7zu\n", name, p, r, names_f1(c), c->marked);
    }
}

void names_score_print(const names_score *s, bool json, buf *out)
{
    static const char *const types[NAME_COUNT] = {"person", "organisation", "location",
                                                  "norp",   "facility",     "date",
                                                  "money",  "product",      "misc"};
    static const char *const coarse[SCORE_COARSE_TYPES] = {"coarse-person", "coarse-organisation",
                                                           "coarse-location", "coarse-norp"};
    if (json) {
        buf_printf(out, "{\"precision\":%.2f,\"recall\":%.2f,\"f1\":%.2f,",
                   percent(s->all.right, s->all.found), percent(s->all.right, s->all.marked),
                   names_f1(&s->all));
    } else {
        buf_printf(out, "  %-22s %6s %6s %6s %7s\n", "names", "prec", "rec", "f1", "marked");
    }
    print_row("all", &s->all, json, "", out);
    print_row("coarse", &s->coarse, json, ",", out);
    for (size_t i = 0; i < SCORE_COARSE_TYPES; i++) {
        print_row(coarse[i], &s->coarse_type[i], json, ",", out);
    }
    for (size_t i = 0; i < NAME_COUNT; i++) {
        print_row(types[i], &s->type[i], json, ",", out);
    }
    buf_text(out, json ? "}\n" : "");
}
