/* Posts of social networks as JSON: one object, an array, or one object a line.  Values are read
 * until a batch of posts is together, so that threads are found among posts that stand near each
 * other, in whatever order, and memory stays bounded; then the batch's reports are given out. */
#include <stdio.h>

#include "read/fields_priv.h"
#include "read/post_report_priv.h"

enum { BATCH_POSTS = 500, VALUE_LIMIT = 256 << 20, FIRST_WINDOW = 256 << 10, LINE_LOOK = 64 << 10 };

typedef struct {
    post_list list; /* the batch */
    post_chains chains;
    size_t next;        /* post of the batch to be given out */
    dateline_error why; /* what ended the batch, given out behind it */
    dateline_status held;
    bool array, ended;
} posts;

/* Whether the JSON begins with members that only a service's posts have. */
static bool has_member(view head, const char *name)
{
    char quoted[48];
    (void)snprintf(quoted, sizeof quoted, "\"%s\"", name);
    view needle = view_of(quoted);
    for (size_t at = view_find(head, needle, 0); at != SIZE_MAX;
         at = view_find(head, needle, at + 1)) {
        size_t behind = at + needle.length;
        while (behind < head.length && ascii_space(head.data[behind])) {
            behind++;
        }
        if (behind < head.length && head.data[behind] == ':') {
            return true;
        }
    }
    return false;
}

/* "window.YTD.tweets.part0 = " before the array in the archive that X gives its users; its length,
 * 0 = none. */
static size_t assignment(view head)
{
    enum { REACH = 80 };
    size_t equals =
        view_starts(head, VIEW("window.YTD.")) ? view_find(head, VIEW(" = "), 0) : SIZE_MAX;
    return equals < REACH ? equals + 3 : 0;
}

static bool sniff(view head)
{
    static const char *const marks[][3] = {
        {"id_str", "user", "screen_name"},        {"author_id", "text", "includes"},
        {"edit_history_tweet_ids", "text", "id"}, {"tweet", "full_text", "id_str"},
        {"account", "acct", "content"},           {"attributedTo", "content", "published"},
        {"orderedItems", "type", "id"},           {"messages", "date_unixtime", "text"},
        {"messages", "from_id", "text"},          {"from_id", "date_unixtime", "text"},
        {"conversation_id", "username", "text"},  {"conversation_id", "author_id", "text"},
        {"author_id", "public_metrics", "text"},  {"author_id", "referenced_tweets", "text"},
    };
    head = view_starts(head, VIEW("\xEF\xBB\xBF")) ? view_cut(head, 3, head.length) : head;
    head = view_trim(head);
    head = view_cut(head, assignment(head), head.length);
    if (!view_starts(head, VIEW("{")) && !view_starts(head, VIEW("["))) {
        return false;
    }
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (has_member(head, marks[i][0]) && has_member(head, marks[i][1]) &&
            has_member(head, marks[i][2])) {
            return true;
        }
    }
    return view_find(head, VIEW("\"app.bsky.feed."), 0) != SIZE_MAX;
}

/* ---- values of the file ---------------------------------------------------------------------- */

/* Passes over blanks, commas and the array's brackets; DATELINE_END at the end. */
static dateline_status skip_between(input *in, posts *p, dateline_error *e)
{
    for (;;) {
        view v;
        TRY(stream_peek(&in->stream, 4, &v, e));
        if (v.length == 0) {
            return DATELINE_END;
        }
        if (view_starts(v, VIEW("\xEF\xBB\xBF"))) {
            stream_skip(&in->stream, 3);
        } else if (ascii_space(v.data[0]) || (p->array && (v.data[0] == ',' || v.data[0] == ']')) ||
                   v.data[0] == '[') {
            p->array = p->array || v.data[0] == '[';
            in->number += v.data[0] == '\n';
            stream_skip(&in->stream, 1);
        } else {
            return DATELINE_OK;
        }
    }
}

/* What is no value is passed over to the end of its line. */
static dateline_status refuse_line(input *in, const char *why, dateline_error *e)
{
    view v;
    TRY(stream_peek(&in->stream, LINE_LOOK, &v, e));
    size_t stop = view_find_char(v, '\n', 0);
    stream_skip(&in->stream, stop == SIZE_MAX ? v.length : stop + 1);
    fault_at(e, DATELINE_E_FORMAT, in->path.data, in->number + 1, "%s", why);
    fault_hint(e, "each post must be one whole JSON object; the next line was read");
    in->number += stop != SIZE_MAX;
    return DATELINE_E_FORMAT;
}

static dateline_status next_value(input *in, posts *p, json_t **value, dateline_error *e)
{
    TRY(skip_between(in, p, e));
    for (size_t window = FIRST_WINDOW;; window *= 2) {
        view v;
        TRY(stream_peek(&in->stream, window, &v, e));
        size_t end = v.data[0] == '{' ? json_end(v) : 0;
        if (end > 0) {
            json_error_t error;
            *value = json_loadb(v.data, end, 0, &error);
            if (*value == NULL) {
                return refuse_line(in, error.text, e);
            }
            for (size_t i = 0; i < end; i++) {
                in->number += v.data[i] == '\n';
            }
            stream_skip(&in->stream, end);
            return DATELINE_OK;
        }
        if (v.length < window || window >= VALUE_LIMIT || v.data[0] != '{') {
            return refuse_line(in,
                               v.data[0] != '{'    ? "not a JSON object"
                               : v.length < window ? "the JSON is not finished"
                                                   : "a JSON object is longer than 256 MiB",
                               e);
        }
    }
}

/* ---- batches --------------------------------------------------------------------------------- */

static dateline_status take_value(input *in, posts *p, dateline_error *e)
{
    json_t *value = NULL;
    TRY(next_value(in, p, &value, e));
    post_list *list = &p->list;
    bool known = x_posts(value, list) || fediverse_posts(value, list) ||
                 bluesky_posts(value, list) || telegram_posts(value, list);
    json_decref(value);
    if (arena_failed(list->arena)) {
        return fault_memory(e);
    }
    if (!known) {
        fault_at(e, DATELINE_E_FORMAT, in->path.data, in->number + 1,
                 "the object is no post of X, Mastodon, ActivityPub, Bluesky or Telegram");
        fault_hint(e, "--from jsonl reads objects with a member \"text\"");
        return DATELINE_E_FORMAT;
    }
    return DATELINE_OK;
}

/* Reads the next batch; a fault among it waits until the batch is given out. */
static dateline_status fill(input *in, posts *p, dateline_error *e)
{
    arena_reset(p->list.arena);
    p->list.posts = (post_vec){0};
    p->next = 0;
    while (p->held == DATELINE_OK && !p->ended && p->list.posts.count < BATCH_POSTS) {
        p->held = take_value(in, p, &p->why);
        p->ended = p->held == DATELINE_END;
        p->held = p->ended ? DATELINE_OK : p->held;
    }
    return post_threads(&p->list, &p->chains) ? DATELINE_OK : fault_memory(e);
}

/* The next thread of the batch; false = the batch is given out. */
static bool next_thread(posts *p, size_t *of)
{
    for (; p->next < p->list.posts.count; p->next++) {
        if (p->chains.first[p->next] == (int32_t)p->next &&
            !p->list.posts.at[p->next].passed_over) {
            *of = p->next++;
            return true;
        }
    }
    return false;
}

static dateline_status begin(input *in, posts **out, dateline_error *e)
{
    view head;
    TRY(stream_peek(&in->stream, LINE_LOOK, &head, e));
    stream_skip(&in->stream, assignment(head));
    posts *p = ARENA_NEW(in->arena, posts);
    if (p == NULL || (p->list.arena = arena_new(0)) == NULL) {
        return fault_memory(e);
    }
    in->state = p;
    *out = p;
    return DATELINE_OK;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    posts *p = in->state;
    if (p == NULL) {
        TRY(begin(in, &p, e));
    }
    for (;;) {
        size_t of;
        if (next_thread(p, &of)) {
            dateline_status status = post_report(in, &p->list, &p->chains, of, r, e);
            return status == DATELINE_OK
                       ? status
                       : reader_reject(in, p->list.posts.at[of].id, in->path, status, reject);
        }
        if (p->held != DATELINE_OK) {
            dateline_status status = p->held;
            p->held = DATELINE_OK;
            if (e != NULL) {
                *e = p->why;
            }
            return reader_reject(in, VIEW(""), in->path, status, reject);
        }
        if (p->ended) {
            return DATELINE_END;
        }
        TRY(fill(in, p, e));
    }
}

static void close_posts(input *in)
{
    posts *p = in->state;
    if (p != NULL) {
        arena_free(p->list.arena);
    }
}

const read_kind read_kind_posts = {"posts", sniff, next, NULL, close_posts};
