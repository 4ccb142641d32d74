#include "report/report.h"

#include <stddef.h>

report *report_new(size_t limit)
{
    arena *a = arena_new(limit);
    report *r = a == NULL ? NULL : ARENA_NEW(a, report);
    if (r == NULL) {
        arena_free(a);
        return NULL;
    }
    r->arena = a;
    r->id = r->text = r->url = r->title = r->publisher = r->language = r->origin = VIEW("");
    r->published = DAY_NONE;
    r->basis = BASIS_NONE;
    return r;
}

void report_free(report *r)
{
    if (r != NULL) {
        arena_free(r->arena);
    }
}

void report_clear_layers(report *r)
{
    const size_t from = offsetof(report, sentences);
    memset((char *)r + from, 0, sizeof *r - from);
}

const char *precision_name(date_precision p)
{
    static const char *const names[] = {"",       "day",  "week",   "month",   "quarter",
                                        "season", "year", "decade", "century", "vague"};
    return names[p];
}

const char *via_name(actor_via via)
{
    static const char *const names[] = {"name",        "title",   "demonym", "pronoun",
                                        "description", "metonym", "list",    "default"};
    return names[via];
}

const char *name_type_name(name_type type)
{
    static const char *const names[] = {"person", "organisation", "location", "norp", "facility",
                                        "date",   "money",        "product",  "misc"};
    return names[type];
}

const char *basis_name(date_basis basis)
{
    static const char *const names[] = {"given", "meta", "dateline", "text", "url", "fetched", ""};
    return names[basis];
}

const char *part_kind_name(part_kind kind)
{
    static const char *const names[] = {"headline", "body", "post", "quote", "caption", "byline"};
    return names[kind];
}

const part *report_part_at(const report *r, uint32_t byte)
{
    size_t low = 0, high = r->nparts;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->parts[middle].bytes.end <= byte) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < r->nparts && r->parts[low].bytes.start <= byte ? &r->parts[low] : NULL;
}

int32_t report_child(const report *r, uint32_t head, int32_t after)
{
    const sentence *s = &r->sentences[r->tokens[head].sent];
    for (uint32_t i = after < 0 ? s->first : (uint32_t)after + 1; i <= s->last; i++) {
        if (r->tokens[i].head == (int32_t)head) {
            return (int32_t)i;
        }
    }
    return -1;
}

int32_t report_child_by(const report *r, uint32_t head, deprel relation)
{
    int32_t i = report_child(r, head, -1);
    while (i >= 0 && r->tokens[i].deprel != relation) {
        i = report_child(r, head, i);
    }
    return i;
}

bool report_has_case(const report *r, uint32_t noun, const char *word)
{
    for (int32_t c = report_child(r, noun, -1); c >= 0 && c < (int32_t)noun;
         c = report_child(r, noun, c)) {
        if (r->tokens[c].deprel == DEPREL_CASE && view_equal(r->tokens[c].lemma, view_of(word))) {
            return true;
        }
    }
    return false;
}

/* True when `t` stands at or below `head`; the walk is bounded by the sentence's length. */
static bool below(const report *r, uint32_t t, uint32_t head)
{
    const sentence *s = &r->sentences[r->tokens[head].sent];
    uint32_t steps = s->last - s->first + 1;
    for (int32_t i = (int32_t)t; i >= 0 && steps > 0; steps--, i = r->tokens[i].head) {
        if (i == (int32_t)head) {
            return true;
        }
    }
    return false;
}

void report_subtree(const report *r, uint32_t head, uint32_t *first, uint32_t *last)
{
    const sentence *s = &r->sentences[r->tokens[head].sent];
    *first = *last = head;
    for (uint32_t i = s->first; i < *first; i++) {
        if (below(r, i, head)) {
            *first = i;
        }
    }
    for (uint32_t i = s->last; i > *last; i--) {
        if (below(r, i, head)) {
            *last = i;
        }
    }
}
