/* store/stories.c - which story a report belongs to.
 *
 * A report joins the story, told of within some days, that has enough of its terms; common terms
 * weigh less.  Of each term the latest stories that have it are looked at, and of all stories the
 * latest WINDOW alone, which lie in memory by their terms: neither cost nor memory grows with the
 * ledger.  As with copies, what is found depends on the ledger alone.
 */
#include "store/store_priv.h"
#include "story/story.h"

enum {
    WINDOW = 1 << 14, /* stories */
    STORY_DAYS = 4,
    OF_A_TERM = 32, /* stories looked at */
    CANDIDATES = 64,
    TERMS_MOST = 256, /* of a story */
    TITLE_MOST = 100
};

typedef struct {
    int64_t number;
    day first, last;
    uint32_t nterms;
} story_slot;

/* Numbers of stories, ascending. */
typedef VEC(int64_t) story_list;

typedef struct story_window {
    arena *a;
    map terms; /* term -> its place in lists */
    VEC(story_list) lists;
    story_slot *slots; /* [WINDOW], a story's at its number modulo WINDOW */
    int64_t newest;
    int64_t read_at; /* newest when the window was read */
} story_window;

static story_slot *slot_of(const story_window *w, int64_t story)
{
    return &w->slots[story & (WINDOW - 1)];
}

void stories_forget(ledger *l)
{
    if (l->stories != NULL) {
        arena_free(l->stories->a);
        l->stories = NULL;
    }
}

/* ---- the window ---- */

static story_list *list_of(const story_window *w, view term)
{
    const uint32_t *at = map_get(&w->terms, term);
    return at == NULL ? NULL : &w->lists.at[*at];
}

/* Keeps the order of the numbers; *fresh = the story did not have the term. */
static bool add_term(story_window *w, view term, int64_t story, bool *fresh)
{
    story_list *list = list_of(w, term);
    *fresh = false;
    if (list == NULL) {
        view own = arena_copy(w->a, term);
        if (!map_put(&w->terms, w->a, own, (uint32_t)w->lists.count) ||
            !VEC_PUSH(&w->lists, w->a, (story_list){0})) {
            return false;
        }
        list = &w->lists.at[w->lists.count - 1];
    }
    size_t at = list->count;
    while (at > 0 && list->at[at - 1] > story) {
        at--;
    }
    if (at > 0 && list->at[at - 1] == story) {
        return true;
    }
    if (!VEC_PUSH(list, w->a, story)) {
        return false;
    }
    memmove(&list->at[at + 1], &list->at[at], (list->count - 1 - at) * sizeof *list->at);
    list->at[at] = story;
    *fresh = true;
    return true;
}

static void put_slot(story_window *w, int64_t story, day first, day last)
{
    *slot_of(w, story) = (story_slot){.number = story, .first = first, .last = last};
    w->newest = story;
}

static bool take_in(story_window *w, const stmt *s)
{
    int64_t story = sqlite3_column_int64(s->handle, 0);
    view terms = stmt_column(s, 3);
    view term;
    bool fresh;
    put_slot(w, story, day_parse(stmt_column(s, 1)), day_parse(stmt_column(s, 2)));
    while (view_split(&terms, '\n', &term)) {
        if (term.length > 0 && !add_term(w, term, story, &fresh)) {
            return false;
        }
        slot_of(w, story)->nterms += term.length > 0;
    }
    return true;
}

static dateline_status read_window(ledger *l, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s,
                  "SELECT story, first, last, terms FROM stories WHERE story > (SELECT max(story) "
                  "FROM stories) - ? ORDER BY story",
                  e));
    stmt_int(&s, WINDOW);
    dateline_status status = stmt_step(&s, e);
    while (status == DATELINE_OK) {
        status = take_in(l->stories, &s) ? stmt_step(&s, e) : fault_memory(e);
    }
    stmt_close(&s);
    l->stories->read_at = l->stories->newest;
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* What fell out of the window is forgotten when as much again has come. */
static dateline_status open_window(ledger *l, dateline_error *e)
{
    if (l->stories != NULL && l->stories->newest - l->stories->read_at < WINDOW) {
        return DATELINE_OK;
    }
    stories_forget(l);
    arena *a = arena_new(0);
    story_window *w = a == NULL ? NULL : ARENA_NEW(a, story_window);
    if (w != NULL) {
        w->a = a;
        w->slots = ARENA_ARRAY(a, story_slot, WINDOW);
    }
    if (w == NULL || w->slots == NULL) {
        arena_free(a);
        return fault_memory(e);
    }
    l->stories = w;
    return read_window(l, e);
}

/* ---- candidates ---- */

typedef struct {
    int64_t at[CANDIDATES];
    double weight[CANDIDATES];
    size_t count;
} candidates;

static void weigh_candidate(candidates *c, int64_t story, double weight)
{
    for (size_t i = 0; i < c->count; i++) {
        if (c->at[i] == story) {
            c->weight[i] += weight;
            return;
        }
    }
    if (c->count < CANDIDATES) {
        c->at[c->count] = story;
        c->weight[c->count++] = weight;
    }
}

/* How many stories of the window have the term. */
static size_t count_stories(const story_window *w, const story_list *list)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->at[middle] > w->newest - WINDOW) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return list->count - low;
}

/* How rare the term is: 1 of one that no story has, less of common ones. */
static double weight_of(const story_window *w, const story_list *list)
{
    unsigned halvings = 0;
    for (size_t n = list == NULL ? 1 : count_stories(w, list) + 1; n > 1; n /= 2) {
        halvings++;
    }
    return 1.0 / (1.0 + 0.35 * halvings);
}

static void add_stories(const story_window *w, const story_list *list, double weight, day published,
                        candidates *found)
{
    day since = published == DAY_NONE ? DAY_NONE : published - STORY_DAYS;
    day until = published == DAY_NONE ? DAY_NONE : published + STORY_DAYS;
    size_t n = 0;
    for (size_t i = list->count; i-- > 0 && n < OF_A_TERM;) {
        if (list->at[i] <= w->newest - WINDOW) {
            return;
        }
        const story_slot *slot = slot_of(w, list->at[i]);
        if (slot->last >= since && slot->first <= until) {
            weigh_candidate(found, slot->number, weight);
            n++;
        }
    }
}

static int64_t story_like(const story_window *w, const report *r, const view *terms, size_t n)
{
    candidates found = {.count = 0};
    double all = 0;
    int64_t story = 0;
    for (size_t i = 0; i < n; i++) {
        const story_list *list = list_of(w, terms[i]);
        double weight = weight_of(w, list);
        all += weight;
        if (list != NULL) {
            add_stories(w, list, weight, r->published, &found);
        }
    }
    double best = all * STORY_LIKENESS;
    for (size_t i = 0; i < found.count && n > 2; i++) {
        if (found.weight[i] >= best) {
            best = found.weight[i];
            story = found.at[i];
        }
    }
    return story;
}

/* ---- keeping ---- */

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

static dateline_status new_story(ledger *l, const report *r, view terms, int64_t story,
                                 dateline_error *e)
{
    stmt q;
    TRY(stmt_open(l, &q, "INSERT INTO stories VALUES (?, ?, ?, ?, 1, ?)", e));
    stmt_int(&q, story);
    stmt_text(&q, title_of(r));
    stmt_day(&q, r->published);
    stmt_day(&q, r->published);
    stmt_text(&q, terms);
    return stmt_run(&q, e);
}

static dateline_status grow_story(ledger *l, const report *r, view terms, int64_t story,
                                  dateline_error *e)
{
    stmt q;
    TRY(stmt_open(
        l, &q,
        terms.length > 0
            ? "UPDATE stories SET nreports = nreports + 1, first = min(first, ?2), last = "
              "max(last, ?2), terms = terms || ?3 WHERE story = ?1"
            : "UPDATE stories SET nreports = nreports + 1, first = min(first, ?2), last = "
              "max(last, ?2) WHERE story = ?1",
        e));
    stmt_int(&q, story);
    stmt_day(&q, r->published);
    if (terms.length > 0) {
        stmt_text(&q, terms);
    }
    return stmt_run(&q, e);
}

/* The terms that the story did not have, a line each; those of a story that left the window are
 * not looked at any more. */
static dateline_status fresh_terms(ledger *l, int64_t story, const view *terms, size_t n, buf *out,
                                   dateline_error *e)
{
    story_window *w = l->stories;
    story_slot *slot = slot_of(w, story);
    for (size_t i = 0; i < n && slot->number == story && slot->nterms < TERMS_MOST; i++) {
        bool fresh = false;
        if (!add_term(w, terms[i], story, &fresh)) {
            return fault_memory(e);
        }
        if (fresh) {
            slot->nterms++;
            buf_view(out, terms[i]);
            buf_char(out, '\n');
        }
    }
    return out->failed ? fault_memory(e) : DATELINE_OK;
}

static void stretch(story_window *w, int64_t story, day d)
{
    story_slot *slot = slot_of(w, story);
    if (slot->number == story) {
        slot->first = d < slot->first ? d : slot->first;
        slot->last = d > slot->last ? d : slot->last;
    }
}

dateline_status find_story(ledger *l, const report *r, int64_t report, int64_t original,
                           dateline_error *e)
{
    view terms[STORY_TERMS];
    int64_t story = 0;
    buf lines = {0};
    stmt q;
    TRY(open_window(l, e));
    size_t n = story_terms(r, terms, STORY_TERMS, l->scratch);
    if (original != 0) {
        TRY(number_of(l, "SELECT story FROM report_story WHERE report = ?", original, &story, e));
    }
    story = story != 0 ? story : story_like(l->stories, r, terms, n);
    bool fresh = story == 0;
    if (fresh) {
        story = l->stories->newest + 1;
        put_slot(l->stories, story, r->published, r->published);
    } else {
        stretch(l->stories, story, r->published);
    }
    dateline_status status = fresh_terms(l, story, terms, n, &lines, e);
    if (status == DATELINE_OK) {
        status = fresh ? new_story(l, r, buf_all(&lines), story, e)
                       : grow_story(l, r, buf_all(&lines), story, e);
    }
    buf_free(&lines);
    TRY(status);
    TRY(stmt_open(l, &q, "INSERT INTO report_story VALUES (?, ?)", e));
    stmt_int(&q, report);
    stmt_int(&q, story);
    return stmt_run(&q, e);
}
