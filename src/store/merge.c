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
enum { DAYS_BEFORE = 40, LOOKED_AT = 24, LOOKED_AT_AGAIN = 1024 };

/* Of one month; ?5 to ?7 are the days that are looked at. */
static const char find[] =
    "SELECT event, words, date, enddate, mode, status FROM events INDEXED BY events_merge WHERE "
    "act = ?1 AND actors = ?2 AND recipients = ?3 AND substr(date, 1, 7) = ?4 AND date BETWEEN ?5 "
    "AND ?6 AND enddate >= ?7 ORDER BY date DESC, enddate DESC, event DESC";

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
           from >= a->when.from - 1 - DAYS_BEFORE;
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

/* An event that a record may belong to. */
typedef struct {
    int64_t number; /* 0 = none */
    double likeness;
    bool later;
    int64_t first; /* its first record, where that has been asked for */
    char date[16], enddate[16];
} finding;

/* The event of the row as the record finds it: as it is, or, of a report that is coded again, as it
 * was before the report came; one->later = only reports after it tell the event. */
static dateline_status event_then(ledger *l, const merge_record *of, const stmt *s, finding *one,
                                  event_facts *f, dateline_error *e)
{
    if (of->in->again) {
        dateline_status status = pool_before(l, one->number, of->in->number, f, e);
        if (status != DATELINE_END) {
            return status;
        }
        one->later = true;
    }
    *f = (event_facts){.words = stmt_column(s, 1),
                       .date = stmt_column(s, 2),
                       .enddate = stmt_column(s, 3),
                       .mode = stmt_column(s, 4),
                       .status = stmt_column(s, 5)};
    return DATELINE_OK;
}

/* The event's first record of reports before this one, or of all where there is none. */
static dateline_status first_record(ledger *l, const merge_record *of, const finding *f,
                                    int64_t *record, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s, "SELECT min(record) FROM records WHERE event = ? AND report < ?", e));
    stmt_int(&s, f->number);
    stmt_int(&s, f->later ? INT64_MAX : of->in->number);
    dateline_status status = stmt_step(&s, e);
    *record = status == DATELINE_OK ? sqlite3_column_int64(s.handle, 0) : 0;
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* Of events equally alike the earliest is taken, and of the same days the one told first. */
static dateline_status is_better(ledger *l, const merge_record *of, const finding *best,
                                 const finding *other, bool *better, dateline_error *e)
{
    int order = best->number == 0 ? 1 : strcmp(best->date, other->date);
    order = order != 0 ? order : strcmp(best->enddate, other->enddate);
    *better = other->likeness > best->likeness || (other->likeness == best->likeness && order > 0);
    if (best->number != 0 && other->likeness == best->likeness && order == 0) {
        int64_t one = 0, two = 0;
        TRY(first_record(l, of, best, &one, e));
        TRY(first_record(l, of, other, &two, e));
        *better = two < one;
    }
    return DATELINE_OK;
}

/* What has been looked at.  Coded again in the order of their storing, reports find the events that
 * they found at first; those of later reports alone are taken where there is no other. */
typedef struct {
    const merge_record *of;
    merge_key key;
    finding best, later;
    VEC(finding) then; /* of a report that is coded again: what there was before it came */
    size_t looked_at;
} search;

static void copy_day(char out[16], view date)
{
    snprintf(out, 16, "%.*s", (int)(date.length < 15 ? date.length : 15), date.data);
}

static dateline_status look_at(ledger *l, search *found, const stmt *s, dateline_error *e)
{
    const merge_record *of = found->of;
    finding one = {.number = sqlite3_column_int64(s->handle, 0)};
    event_facts f;
    bool better = false;
    if (has_record(of->in, one.number)) {
        return DATELINE_OK;
    }
    TRY(event_then(l, of, s, &one, &f, e));
    if (!compatible(&of->event->merged, &f)) {
        return DATELINE_OK;
    }
    finding *best = one.later ? &found->later : &found->best;
    found->looked_at++;
    one.likeness = story_words_in_common(best_words(of->report, of->event), f.words);
    copy_day(one.date, f.date);
    copy_day(one.enddate, f.enddate);
    if (of->in->again && !one.later) {
        TRY(first_record(l, of, &one, &one.first, e));
        return VEC_PUSH(&found->then, l->scratch, one) ? DATELINE_OK : fault_memory(e);
    }
    TRY(is_better(l, of, best, &one, &better, e));
    if (better) {
        *best = one;
    }
    return DATELINE_OK;
}

/* In the order in which a report that comes for the first time meets them. */
static int by_meeting(const void *a, const void *b)
{
    const finding *one = a, *other = b;
    int order = strcmp(other->date, one->date);
    order = order != 0 ? order : strcmp(other->enddate, one->enddate);
    return order != 0 ? order : (one->first < other->first) - (one->first > other->first);
}

/* The best of those that the report would have looked at when it came. */
static dateline_status choose_again(ledger *l, search *found, dateline_error *e)
{
    size_t n = found->then.count < LOOKED_AT ? found->then.count : LOOKED_AT;
    if (n > 0) {
        qsort(found->then.at, found->then.count, sizeof found->then.at[0], by_meeting);
    }
    for (size_t i = 0; i < n; i++) {
        bool better = false;
        TRY(is_better(l, found->of, &found->best, &found->then.at[i], &better, e));
        if (better) {
            found->best = found->then.at[i];
        }
    }
    return DATELINE_OK;
}

/* The days that are looked at: those that the record allows, and further ones where later records
 * may have changed what the event was. */
typedef struct {
    day first, last; /* on which an event begins */
    day near;        /* before which it does not end */
    char from[16], to[16], least_end[16];
} day_range;

static day_range days_of(const merge_record *of)
{
    const act *a = &of->event->merged;
    bool again = of->in->again, dated = a->when.from != DAY_NONE;
    int wider = again ? DAYS_BEFORE : 0;
    day from = dated || !again ? a->when.from : of->report->published;
    day to = dated || !again ? a->when.to : of->report->published;
    day_range days = {.first = shifted(from, -1 - DAYS_BEFORE - wider),
                      .last = shifted(to, 1 + wider),
                      .near = shifted(from, -1 - wider)};
    day_format(days.first, days.from);
    day_format(days.last, days.to);
    day_format(days.near, days.least_end);
    return days;
}

/* Looks at the events of one month, "" = the undated ones. */
static dateline_status find_in_month(ledger *l, search *found, view month, const day_range *days,
                                     dateline_error *e)
{
    bool dated = month.length > 0;
    size_t most = found->of->in->again ? LOOKED_AT_AGAIN : LOOKED_AT;
    stmt s;
    TRY(stmt_open(l, &s, find, e));
    stmt_text(&s, found->key.act);
    stmt_text(&s, found->key.actors);
    stmt_text(&s, found->key.recipients);
    stmt_text(&s, month);
    stmt_text(&s, dated ? view_of(days->from) : VIEW(""));
    stmt_text(&s, dated ? view_of(days->to) : VIEW(""));
    stmt_text(&s, dated ? view_of(days->least_end) : VIEW(""));
    dateline_status status = stmt_step(&s, e);
    while (status == DATELINE_OK && found->looked_at < most) {
        status = look_at(l, found, &s, e);
        status = status == DATELINE_OK ? stmt_step(&s, e) : status;
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* Goes through the months, the latest first; those that memory denies are not asked for. */
static dateline_status find_in_months(ledger *l, search *found, const day_range *days,
                                      dateline_error *e)
{
    bool near = keys_have_day(l, days->near, days->last, &found->key);
    char text[16];
    day d = days->last;
    for (int n = 0; n < MONTHS_MOST && d != DAY_NONE && d >= days->first; n++) {
        view month = keys_month(d, text);
        bool reaches = near && d + KEY_DAYS > days->near;
        if (reaches || keys_have_month(l, month, &found->key)) {
            TRY(find_in_month(l, found, month, days, e));
        }
        d = keys_month_before(d);
    }
    return DATELINE_OK;
}

/* The event most alike in words among those that act, parties, date and status allow; 0 = none. */
static dateline_status find_event(ledger *l, const merge_record *of, const merge_key *key,
                                  int64_t *number, dateline_error *e)
{
    const act *a = &of->event->merged;
    const day_range days = days_of(of);
    double least = tells_itself(a, *key) ? 0 : WORDS_IN_COMMON;
    search found = {.of = of, .key = *key, .best.likeness = least, .later.likeness = least};
    bool undated = a->when.from == DAY_NONE || of->in->again;
    TRY(keys_read(l, days.first, days.last, e));
    TRY(find_in_months(l, &found, &days, e));
    if (undated && keys_have_month(l, VIEW(""), key)) {
        TRY(find_in_month(l, &found, VIEW(""), &days, e));
    }
    TRY(choose_again(l, &found, e));
    *number = found.best.number != 0 ? found.best.number : found.later.number;
    return DATELINE_OK;
}

/* The events of a report that is coded again are made anew once all of its records are there. */
dateline_status merge_event(ledger *l, const merge_record *of, int64_t *number, dateline_error *e)
{
    merge_key key = key_of(l, &of->event->merged);
    char dates[2][16];
    event_facts facts = facts_of(of->report, of->event, dates);
    TRY(find_event(l, of, &key, number, e));
    if (*number == 0) {
        TRY(pool_new(l, of, &facts, &key, number, e));
    } else if (!of->in->again) {
        TRY(pool_record(l, of, &facts, *number, e));
    }
    of->in->events[of->in->nevents++] = *number;
    return DATELINE_OK;
}
