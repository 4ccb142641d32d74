/* code/setting.c - where and when acts happened that are told without a place or a date.
 *
 * What is said between two countries is mostly said where they met: the act takes the country of
 * the nearest meeting or visit of the report that has its parties and a place.  Failing that, what
 * takes both sides is put at the report's home, when home is one of them and the act is news.
 */
#include "code/code_priv.h"

enum { CODES_MOST = 8, FAR = 1 << 20, NEWS_DAYS = 60, MEETING_DAYS = 7, LEAD_DAYS = 5 };

typedef struct {
    const char *at[CODES_MOST];
    uint32_t count;
} code_set;

static void add_codes(code_set *set, const participant *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        bool seen = list[i].actor.code[0] == 0 || set->count == CODES_MOST;
        for (uint32_t k = 0; k < set->count && !seen; k++) {
            seen = code_equal(set->at[k], list[i].actor.code);
        }
        if (!seen) {
            set->at[set->count++] = list[i].actor.code;
        }
    }
}

static code_set codes_of(const act *a)
{
    code_set set = {.count = 0};
    add_codes(&set, a->actors, a->nactors);
    add_codes(&set, a->recipients, a->nrecipients);
    return set;
}

static uint32_t shared(const code_set *a, const code_set *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        for (uint32_t k = 0; k < b->count; k++) {
            n += code_equal(a->at[i], b->at[k]);
        }
    }
    return n;
}

static bool has_code(const code_set *set, const char *code)
{
    for (uint32_t i = 0; i < set->count; i++) {
        if (code_equal(set->at[i], code)) {
            return true;
        }
    }
    return false;
}

/* Whether both may have been at one time. */
static bool may_coincide(const act *a, const act *b)
{
    if (a->when.from == DAY_NONE || b->when.from == DAY_NONE) {
        return true;
    }
    day a_to = a->when.to == DAY_NONE ? a->when.from : a->when.to;
    day b_to = b->when.to == DAY_NONE ? b->when.from : b->when.to;
    return a->when.from <= b_to + MEETING_DAYS && b->when.from <= a_to + MEETING_DAYS;
}

static const act *nearest_meeting(const report *r, const act *a, const code_set *codes)
{
    const act *best = NULL;
    uint32_t best_far = FAR;
    for (size_t i = 0; i < r->nacts; i++) {
        const act *b = &r->acts[i];
        uint32_t far = b->sent > a->sent ? b->sent - a->sent : a->sent - b->sent;
        if (b->type != ACT_CONSULT || b->place < 0 || b->country[0] == 0 || far >= best_far) {
            continue;
        }
        code_set others = codes_of(b);
        if (shared(codes, &others) >= 2 && may_coincide(a, b)) {
            best = b;
            best_far = far;
        }
    }
    return best;
}

/* Whether it is of the days around the report, or may be. */
static bool is_news(const report *r, const act *a)
{
    bool dated = a->when.from != DAY_NONE && r->published != DAY_NONE;
    return !dated || r->published - a->when.from <= NEWS_DAYS;
}

static bool in_post(const report *r, const act *a)
{
    uint32_t part = r->sentences[a->sent].part;
    return part < r->nparts && r->parts[part].kind == PART_POST;
}

/* The visit of the report in the course of which the act is told to be: "is to meet the premier
 * during his visit"; null = none. */
static const act *visit_around(const report *r, const act *a, const code_set *codes)
{
    bool during = false;
    for (uint32_t t = r->sentences[a->sent].first; t <= r->sentences[a->sent].last; t++) {
        const token *w = &r->tokens[t];
        int32_t noun = view_equal_nocase(w->form, VIEW("during")) ? w->head : -1;
        int32_t over = noun < 0 ? -1 : r->tokens[noun].head;
        bool object = over >= 0 && r->tokens[over].deprel == DEPREL_OBJ;
        over = object ? r->tokens[over].head : over;
        during = during || over == (int32_t)a->trigger;
    }
    for (size_t i = 0; i < r->nacts && during; i++) {
        const act *b = &r->acts[i];
        if (b->mode != MODE_CONSULT_VISIT || b->when.from == DAY_NONE) {
            continue;
        }
        code_set others = codes_of(b);
        if (shared(codes, &others) >= 2) {
            return b;
        }
    }
    return NULL;
}

static void set_date(const report *r, act *a, const code_set *codes)
{
    const act *visit = a->when.from == DAY_NONE ? visit_around(r, a, codes) : NULL;
    if (visit != NULL && visit != a) {
        a->when = visit->when;
        a->time = visit->time;
    }
}

/* The day of the report's news: of its first act that the text dates, when that is of these days;
 * else that of the report. */
day code_news_day(const report *r)
{
    for (size_t i = 0; i < r->nacts; i++) {
        const act *a = &r->acts[i];
        bool one_day = a->time >= 0 && r->published != DAY_NONE && a->when.from != DAY_NONE &&
                       a->when.from == a->when.to;
        day ago = one_day ? r->published - a->when.from : LEAD_DAYS;
        if (a->status == STATUS_ACTUAL && ago >= 0 && ago < LEAD_DAYS && !in_post(r, a)) {
            return a->when.from;
        }
    }
    return r->published;
}

/* What is told as news without a date happened on the day of the report's news. */
static void date_by_news(const report *r, act *a, day news)
{
    bool by_default = a->time < 0 && a->when.from == r->published && a->when.to == r->published;
    if (by_default && !in_post(r, a)) {
        a->when.from = a->when.to = news;
    }
}

void code_settings(report *r)
{
    day news = code_news_day(r);
    for (size_t i = 0; i < r->nacts; i++) {
        act *a = &r->acts[i];
        code_set codes = codes_of(a);
        set_date(r, a, &codes);
        date_by_news(r, a, news);
        if (a->country[0] != 0 || codes.count < 2) {
            continue;
        }
        const act *met = nearest_meeting(r, a, &codes);
        bool mutual = a->type == ACT_CONSULT || a->type == ACT_SUPPORT || a->type == ACT_AGREE;
        if (met != NULL) {
            memcpy(a->country, met->country, sizeof a->country);
        } else if (mutual && is_news(r, a) && has_code(&codes, r->country)) {
            memcpy(a->country, r->country, sizeof a->country);
        }
    }
}
