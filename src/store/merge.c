/* Which event a record belongs to.
 *
 * Two records tell the same event when the act, its mode and its status are compatible, their
 * actors and recipients have the same codes, and their dates overlap within a day; inside a country
 * and without a date only when their words are alike, too.  A report's own records were told apart
 * by merge/ and never fall together here. */
#include <stdio.h>
#include <stdlib.h>

#include "store/store_priv.h"
#include "story/story.h"

enum { CERTAIN_DAYS = 3 };

#define WORDS_IN_COMMON 0.2 /* of the longer words of two sentences that tell one act */

static bool mutual(act_type type)
{
    return type == ACT_CONSULT || type == ACT_AGREE || type == ACT_SUPPORT || type == ACT_COOPERATE;
}

typedef struct {
    const char *at[64]; /* codes */
    size_t count;
} code_set;

static void add_codes(code_set *set, const participant *p, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t k = 0; k < set->count; k++) {
            known = known || strcmp(set->at[k], p[i].actor.code) == 0;
        }
        if (!known && set->count < sizeof set->at / sizeof set->at[0]) {
            set->at[set->count++] = p[i].actor.code;
        }
    }
}

static int by_code(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static view joined(const ledger *l, code_set *set)
{
    view all = VIEW("");
    qsort(set->at, set->count, sizeof set->at[0], by_code);
    for (size_t i = 0; i < set->count; i++) {
        all = i == 0 ? view_of(set->at[i])
                     : arena_printf(l->scratch, "%.*s+%s", VIEW_ARG(all), set->at[i]);
    }
    return all;
}

static merge_key key_of(const ledger *l, const act *a)
{
    code_set who = {{NULL}, 0}, whom = {{NULL}, 0};
    add_codes(&who, a->actors, a->nactors);
    add_codes(mutual(a->type) ? &who : &whom, a->recipients, a->nrecipients);
    return (merge_key){view_of(act_name(a->type)), joined(l, &who), joined(l, &whom)};
}

static day shifted(day d, int by)
{
    return d == DAY_NONE ? DAY_NONE : d + by;
}

/* The sentence that tells the act best, as the report has it: the one that events.words keeps. */
static view best_words(const report *r, const event *ev)
{
    return report_cut(r, r->sentences[ev->merged.sent].bytes);
}

/* Whether two countries or more deal with one another on a day or two: that alone tells an act from
 * others.  What happens inside a country, or at no certain time, needs words in common, too. */
static bool tells_itself(const act *a, merge_key key)
{
    bool abroad = view_find_char(key.actors, '+', 0) != SIZE_MAX ||
                  (key.recipients.length > 0 && !view_equal(key.actors, key.recipients));
    return abroad && a->when.from != DAY_NONE && a->when.to - a->when.from <= CERTAIN_DAYS;
}

/* Only what began in the weeks before is looked at: the cost does not grow with the ledger. */
enum { WEEKS_BEFORE = 40 /* days */, LOOKED_AT = 24 };

/* ?4 and ?5: the days that the record allows; further ones where later records may have changed
 * what the event was. */
#define FIND_EVENTS(dates)                                                                         \
    "SELECT event, words, date, enddate, mode, status FROM events INDEXED BY events_merge WHERE "  \
    "act = ?1 AND actors = ?2 AND recipients = ?3 AND " dates                                      \
    " ORDER BY date DESC, enddate DESC, event DESC"
static const char find_dated[] = FIND_EVENTS("date BETWEEN ?4 AND ?5 AND enddate >= ?6");
static const char find_undated[] = FIND_EVENTS("date = '' AND ?4 || ?5 || ?6 = ''");
static const char find_any[] =
    FIND_EVENTS("(date = '' OR (date BETWEEN ?4 AND ?5 AND enddate >= ?6))");

static bool is_told(view status)
{
    return view_equal(status, VIEW("actual")) || view_equal(status, VIEW("ongoing")) ||
           view_equal(status, VIEW("future"));
}

static bool dates_meet(const act *a, const event_facts *f)
{
    day from = day_parse(f->date), to = day_parse(f->enddate);
    if (a->when.from == DAY_NONE || from == DAY_NONE) {
        return a->when.from == from;
    }
    return from <= shifted(a->when.to, 1) && to >= shifted(a->when.from, -1) &&
           from >= a->when.from - 1 - WEEKS_BEFORE;
}

/* Whether act, mode, status and date of a record and an event of the same parties allow one act. */
static bool compatible(const act *a, const event_facts *f)
{
    view mode = view_of(mode_name(a->mode)), status = view_of(status_name(a->status));
    bool modes = mode.length == 0 || f->mode.length == 0 || view_equal(mode, f->mode);
    bool statuses = view_equal(status, f->status) || (is_told(status) && is_told(f->status));
    return modes && statuses && dates_meet(a, f);
}

static bool has_record(const storing *in, int64_t number)
{
    for (size_t i = 0; i < in->nevents; i++) {
        if (in->events[i] == number) {
            return true;
        }
    }
    return false;
}

/* The event of the row as the record may find it: as it is, or as it was before the report came;
 * DATELINE_END = it was not. */
static dateline_status event_then(ledger *l, const merge_record *of, const stmt *s, int64_t number,
                                  event_facts *f, dateline_error *e)
{
    if (of->in->again) {
        return pool_before(l, number, of->in->number, f, e);
    }
    *f = (event_facts){.words = stmt_column(s, 1),
                       .date = stmt_column(s, 2),
                       .enddate = stmt_column(s, 3),
                       .mode = stmt_column(s, 4),
                       .status = stmt_column(s, 5)};
    return DATELINE_OK;
}

/* The best event so far. */
typedef struct {
    int64_t number; /* 0 = none */
    double likeness;
    char date[16], enddate[16];
} finding;

/* Of events equally alike the earliest is taken, and of the same days the one told first. */
static dateline_status is_better(ledger *l, const finding *best, const finding *other, bool *better,
                                 dateline_error *e)
{
    static const char first[] = "SELECT min(record) FROM records WHERE event = ?";
    int order = best->number == 0 ? 1 : strcmp(best->date, other->date);
    order = order != 0 ? order : strcmp(best->enddate, other->enddate);
    *better = other->likeness > best->likeness || (other->likeness == best->likeness && order > 0);
    if (best->number != 0 && other->likeness == best->likeness && order == 0) {
        int64_t one = 0, two = 0;
        TRY(number_of(l, first, best->number, &one, e));
        TRY(number_of(l, first, other->number, &two, e));
        *better = two < one;
    }
    return DATELINE_OK;
}

static void copy_day(char out[16], view date)
{
    snprintf(out, 16, "%.*s", (int)(date.length < 15 ? date.length : 15), date.data);
}

static dateline_status look_at(ledger *l, const merge_record *of, const stmt *s, finding *best,
                               size_t *looked_at, dateline_error *e)
{
    finding one = {.number = sqlite3_column_int64(s->handle, 0)};
    event_facts f;
    bool better = false;
    if (has_record(of->in, one.number)) {
        return DATELINE_OK;
    }
    dateline_status status = event_then(l, of, s, one.number, &f, e);
    if (status != DATELINE_OK || !compatible(&of->event->merged, &f)) {
        return status == DATELINE_END ? DATELINE_OK : status;
    }
    ++*looked_at;
    one.likeness = story_words_in_common(best_words(of->report, of->event), f.words);
    copy_day(one.date, f.date);
    copy_day(one.enddate, f.enddate);
    TRY(is_better(l, best, &one, &better, e));
    if (better) {
        *best = one;
    }
    return DATELINE_OK;
}

static const char *find_sql(const merge_record *of)
{
    bool dated = of->event->merged.when.from != DAY_NONE;
    return of->in->again ? find_any : dated ? find_dated : find_undated;
}

static void bind_days(stmt *s, const merge_record *of)
{
    const act *a = &of->event->merged;
    int wider = of->in->again ? WEEKS_BEFORE : 0;
    bool dated = a->when.from != DAY_NONE;
    day from = dated || !wider ? a->when.from : of->report->published;
    day to = dated || !wider ? a->when.to : of->report->published;
    stmt_day(s, shifted(from, -1 - WEEKS_BEFORE - wider));
    stmt_day(s, shifted(to, 1 + wider));
    stmt_day(s, shifted(from, -1 - wider));
}

/* The event most alike in words among those that act, parties, date and status allow; 0 = none. */
static dateline_status find_event(ledger *l, const merge_record *of, merge_key key, int64_t *number,
                                  dateline_error *e)
{
    const act *a = &of->event->merged;
    finding best = {.likeness = tells_itself(a, key) ? 0 : WORDS_IN_COMMON};
    size_t looked_at = 0;
    stmt s;
    TRY(stmt_open(l, &s, find_sql(of), e));
    stmt_text(&s, view_of(act_name(a->type)));
    stmt_text(&s, key.actors);
    stmt_text(&s, key.recipients);
    bind_days(&s, of);
    dateline_status status = stmt_step(&s, e);
    while (status == DATELINE_OK && looked_at < LOOKED_AT) {
        status = look_at(l, of, &s, &best, &looked_at, e);
        status = status == DATELINE_OK ? stmt_step(&s, e) : status;
    }
    stmt_close(&s);
    *number = best.number;
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* The events of a report that is coded again are made anew once all of its records are there. */
dateline_status merge_event(ledger *l, const merge_record *of, int64_t *number, dateline_error *e)
{
    merge_key key = key_of(l, &of->event->merged);
    char dates[2][16];
    event_facts facts = facts_of(of->report, of->event, dates);
    TRY(find_event(l, of, key, number, e));
    if (*number == 0) {
        TRY(pool_new(l, of, &facts, &key, number, e));
    } else if (!of->in->again) {
        TRY(pool_record(l, of, &facts, *number, e));
    }
    of->in->events[of->in->nevents++] = *number;
    return DATELINE_OK;
}
