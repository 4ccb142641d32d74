/* Which event a record belongs to.
 *
 * Two records tell the same event when the act, its mode and its status are compatible, their
 * actors and recipients have the same codes, and their dates overlap within a day; inside a country
 * and without a date only when their words are alike, too.  A report's own records were told apart
 * by merge/ and never fall together here. */
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
        all = arena_printf(l->scratch, "%.*s%s%s", VIEW_ARG(all), i == 0 ? "" : "+", set->at[i]);
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

#define FIND_EVENT(dates)                                                                          \
    "SELECT event, words FROM events INDEXED BY events_merge WHERE act = ?1 AND actors = ?2 AND "  \
    "recipients = ?3 "                                                                             \
    "AND " dates " AND (mode = ?6 OR mode = '' OR ?6 = '') "                                       \
    "AND (status = ?7 OR (status IN ('actual', 'ongoing', 'future') "                              \
    "AND ?7 IN ('actual', 'ongoing', 'future'))) "                                                 \
    "AND event NOT IN (SELECT event FROM records WHERE report = ?8) ORDER BY date DESC, enddate "  \
    "DESC, "                                                                                       \
    "event DESC LIMIT 24"

/* Only what began in the weeks before is looked at: the cost does not grow with the ledger. */
static const char find_dated[] =
    FIND_EVENT("date BETWEEN date(?4, '-40 days') AND ?5 AND enddate >= ?4");
static const char find_undated[] = FIND_EVENT("date = '' AND ?4 || ?5 = ''");

/* The event most alike in words among those that act, parties, date and status allow; 0 = none. */
static dateline_status find_event(ledger *l, const merge_record *of, merge_key key, int64_t *number,
                                  dateline_error *e)
{
    const act *a = &of->event->merged;
    double best = tells_itself(a, key) ? 0 : WORDS_IN_COMMON;
    stmt s;
    *number = 0;
    TRY(stmt_open(l, &s, a->when.from == DAY_NONE ? find_undated : find_dated, e));
    stmt_text(&s, view_of(act_name(a->type)));
    stmt_text(&s, key.actors);
    stmt_text(&s, key.recipients);
    stmt_day(&s, shifted(a->when.from, -1));
    stmt_day(&s, shifted(a->when.to, 1));
    stmt_text(&s, view_of(mode_name(a->mode)));
    stmt_text(&s, view_of(status_name(a->status)));
    stmt_int(&s, of->number);
    dateline_status status = stmt_step(&s, e);
    for (; status == DATELINE_OK; status = stmt_step(&s, e)) {
        double likeness =
            story_words_in_common(best_words(of->report, of->event), stmt_column(&s, 1));
        if (likeness >= best) {
            best = likeness;
            *number = sqlite3_column_int64(s.handle, 0);
        }
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

dateline_status merge_event(ledger *l, const merge_record *of, int64_t *number, dateline_error *e)
{
    const act *a = &of->event->merged;
    merge_key key = key_of(l, a);
    char dates[2][16];
    event_facts facts = facts_of(of->report, of->event, dates);
    TRY(find_event(l, of, key, number, e));
    if (*number == 0) {
        TRY(pool_new(l, &facts, &key, number, e));
    } else {
        TRY(pool_record(l, *number, &facts, e));
    }
    TRY(pool_parties(l, *number, a, e));
    return pool_pairs(l, *number, e);
}
