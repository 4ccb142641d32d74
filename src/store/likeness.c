/* store/likeness.c - which stored report a report is a copy of, and which story it belongs to.
 *
 * Only reports that share a band of the signature, and stories that share a term and were told of
 * in the days before, are looked at: what a report costs does not grow with the ledger.
 */
#include "store/store_priv.h"
#include "story/story.h"

enum { CANDIDATES = 64, STORY_DAYS = 4, TITLE_MOST = 100 };

typedef struct {
    int64_t at[CANDIDATES];
    double weight[CANDIDATES];
    size_t count;
} candidates;

static size_t candidate(candidates *c, int64_t number)
{
    for (size_t i = 0; i < c->count; i++) {
        if (c->at[i] == number) {
            return i;
        }
    }
    if (c->count == CANDIDATES) {
        return CANDIDATES;
    }
    c->at[c->count] = number;
    c->weight[c->count] = 0;
    return c->count++;
}

/* ---- copies ---- */

static dateline_status alike(ledger *l, const signature *s, candidates *found, dateline_error *e)
{
    for (unsigned band = 0; band < SIGNATURE_BANDS; band++) {
        stmt q;
        TRY(stmt_open(l, &q, "SELECT report FROM bands WHERE band = ? AND hash = ? LIMIT 8", e));
        stmt_int(&q, band);
        stmt_int(&q, story_band(s, band));
        dateline_status status = stmt_step(&q, e);
        for (; status == DATELINE_OK; status = stmt_step(&q, e)) {
            (void)candidate(found, sqlite3_column_int64(q.handle, 0));
        }
        stmt_close(&q);
        if (status != DATELINE_END) {
            return status;
        }
    }
    return DATELINE_OK;
}

static dateline_status read_signature(ledger *l, int64_t report, signature *s, dateline_error *e)
{
    stmt q;
    s->some = false;
    TRY(stmt_open(l, &q, "SELECT hashes FROM signatures WHERE report = ?", e));
    stmt_int(&q, report);
    dateline_status status = stmt_step(&q, e);
    if (status == DATELINE_OK && sqlite3_column_bytes(q.handle, 0) == sizeof s->at) {
        memcpy(s->at, sqlite3_column_blob(q.handle, 0), sizeof s->at);
        s->some = true;
    }
    stmt_close(&q);
    return status == DATELINE_END ? DATELINE_OK : status;
}

static dateline_status put_signature(ledger *l, int64_t report, const signature *s,
                                     dateline_error *e)
{
    stmt q;
    TRY(stmt_open(l, &q, "INSERT INTO signatures VALUES (?, ?)", e));
    stmt_int(&q, report);
    stmt_blob(&q, s->at, sizeof s->at);
    TRY(stmt_run(&q, e));
    for (unsigned band = 0; band < SIGNATURE_BANDS; band++) {
        TRY(stmt_open(l, &q, "INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", e));
        stmt_int(&q, band);
        stmt_int(&q, story_band(s, band));
        stmt_int(&q, report);
        TRY(stmt_run(&q, e));
    }
    return DATELINE_OK;
}

static dateline_status put_copy(ledger *l, int64_t report, int64_t original, double likeness,
                                dateline_error *e)
{
    stmt q;
    TRY(stmt_open(
        l, &q,
        "INSERT INTO copies SELECT ?1, coalesce((SELECT original FROM copies WHERE report "
        "= ?2), ?2), ?3",
        e));
    stmt_int(&q, report);
    stmt_int(&q, original);
    stmt_real(&q, likeness);
    return stmt_run(&q, e);
}

static dateline_status find_copy(ledger *l, const report *r, int64_t report, int64_t *original,
                                 dateline_error *e)
{
    signature own;
    candidates found = {.count = 0};
    double best = COPY_LIKENESS;
    story_signature(r, &own);
    *original = 0;
    if (!own.some) {
        return DATELINE_OK;
    }
    TRY(alike(l, &own, &found, e));
    for (size_t i = 0; i < found.count; i++) {
        signature other;
        TRY(read_signature(l, found.at[i], &other, e));
        double likeness = story_likeness(&own, &other);
        if (likeness >= best) {
            best = likeness;
            *original = found.at[i];
        }
    }
    TRY(put_signature(l, report, &own, e));
    return *original == 0 ? DATELINE_OK : put_copy(l, report, *original, best, e);
}

/* ---- stories ---- */

static dateline_status number_of(ledger *l, const char *sql, int64_t given, int64_t *out,
                                 dateline_error *e)
{
    stmt q;
    *out = 0;
    TRY(stmt_open(l, &q, sql, e));
    stmt_int(&q, given);
    dateline_status status = stmt_step(&q, e);
    *out = status == DATELINE_OK ? sqlite3_column_int64(q.handle, 0) : 0;
    stmt_close(&q);
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* Counts the term and gives how rare it is: 1 of a term never met, less of common ones. */
static dateline_status weigh_term(ledger *l, view term, double *weight, dateline_error *e)
{
    stmt q;
    TRY(stmt_open(l, &q,
                  "INSERT INTO terms VALUES (?, 1) ON CONFLICT DO UPDATE SET nreports = nreports + "
                  "1 RETURNING nreports",
                  e));
    stmt_text(&q, term);
    dateline_status status = stmt_step(&q, e);
    int64_t n = status == DATELINE_OK ? sqlite3_column_int64(q.handle, 0) : 1;
    stmt_close(&q);
    unsigned halvings = 0;
    for (; n > 1; n /= 2) {
        halvings++;
    }
    *weight = 1.0 / (1.0 + 0.35 * halvings);
    return status == DATELINE_END ? DATELINE_OK : status;
}

static dateline_status add_stories(ledger *l, view term, double weight, const report *r,
                                   candidates *found, dateline_error *e)
{
    stmt q;
    day since = r->published == DAY_NONE ? DAY_NONE : r->published - STORY_DAYS;
    day until = r->published == DAY_NONE ? DAY_NONE : r->published + STORY_DAYS;
    TRY(stmt_open(
        l, &q,
        "SELECT story FROM story_terms JOIN stories USING (story) WHERE term = ? AND last "
        ">= ? AND first <= ? ORDER BY story DESC LIMIT 32",
        e));
    stmt_text(&q, term);
    stmt_day(&q, since);
    stmt_day(&q, until);
    dateline_status status = stmt_step(&q, e);
    for (; status == DATELINE_OK; status = stmt_step(&q, e)) {
        size_t at = candidate(found, sqlite3_column_int64(q.handle, 0));
        if (at < CANDIDATES) {
            found->weight[at] += weight;
        }
    }
    stmt_close(&q);
    return status == DATELINE_END ? DATELINE_OK : status;
}

static dateline_status find_story(ledger *l, const report *r, const view *terms, size_t n,
                                  int64_t *story, dateline_error *e)
{
    candidates found = {.count = 0};
    double all = 0;
    *story = 0;
    for (size_t i = 0; i < n; i++) {
        double weight = 1;
        TRY(weigh_term(l, terms[i], &weight, e));
        all += weight;
        TRY(add_stories(l, terms[i], weight, r, &found, e));
    }
    double best = all * STORY_LIKENESS;
    for (size_t i = 0; i < found.count && n > 2; i++) {
        if (found.weight[i] >= best) {
            best = found.weight[i];
            *story = found.at[i];
        }
    }
    return DATELINE_OK;
}

static view title_of(const report *r)
{
    if (r->title.length > 0) {
        return r->title;
    }
    for (size_t i = 0; i < r->nsentences; i++) {
        const sentence *s = &r->sentences[i];
        bool body = s->part >= r->nparts || r->parts[s->part].kind != PART_BYLINE;
        if (body && s->bytes.end - s->bytes.start > 20) {
            view v = report_cut(r, s->bytes);
            size_t end = v.length > TITLE_MOST ? TITLE_MOST : v.length;
            while (end < v.length && ((unsigned char)v.data[end] & 0xC0U) == 0x80U) {
                end--;
            }
            return view_cut(v, 0, end);
        }
    }
    return r->id;
}

static dateline_status new_story(ledger *l, const report *r, int64_t *story, dateline_error *e)
{
    stmt q;
    TRY(stmt_open(l, &q, "INSERT INTO stories (title, first, last, nreports) VALUES (?, ?, ?, 0)",
                  e));
    stmt_text(&q, title_of(r));
    stmt_day(&q, r->published);
    stmt_day(&q, r->published);
    TRY(stmt_run(&q, e));
    *story = sqlite3_last_insert_rowid(l->db);
    return DATELINE_OK;
}

static dateline_status join_story(ledger *l, const report *r, int64_t report, int64_t story,
                                  dateline_error *e)
{
    stmt q;
    TRY(stmt_open(l, &q, "INSERT INTO report_story VALUES (?, ?)", e));
    stmt_int(&q, report);
    stmt_int(&q, story);
    TRY(stmt_run(&q, e));
    TRY(stmt_open(l, &q,
                  "UPDATE stories SET nreports = nreports + 1, first = min(first, ?2), last = "
                  "max(last, ?2) WHERE story = ?1",
                  e));
    stmt_int(&q, story);
    stmt_day(&q, r->published);
    return stmt_run(&q, e);
}

dateline_status find_likeness(ledger *l, const report *r, int64_t report, dateline_error *e)
{
    view terms[STORY_TERMS];
    int64_t original = 0;
    int64_t story = 0;
    TRY(find_copy(l, r, report, &original, e));
    size_t n = story_terms(r, terms, STORY_TERMS, l->scratch);
    TRY(find_story(l, r, terms, n, &story, e));
    if (original != 0) {
        TRY(number_of(l, "SELECT story FROM report_story WHERE report = ?", original, &story, e));
    }
    if (story == 0) {
        TRY(new_story(l, r, &story, e));
    }
    for (size_t i = 0; i < n; i++) {
        stmt q;
        TRY(stmt_open(l, &q, "INSERT OR IGNORE INTO story_terms VALUES (?, ?)", e));
        stmt_text(&q, terms[i]);
        stmt_int(&q, story);
        TRY(stmt_run(&q, e));
    }
    return join_story(l, r, report, story, e);
}
