/* From posts to reports.  A thread, the posts in which one author answers himself within two days,
 * is one report; each post is a part of it with its own date.  A quoted post is a part of its own
 * author; and a post that is passed on is only that: another's words, on another's word. */
#include <stdlib.h>

#include "read/post_report_priv.h"

enum { THREAD_DAYS = 2 };

/* Numbers as text: the longer is the greater. */
static bool later(const post *a, const post *b)
{
    if (a->published != b->published) {
        return a->published > b->published;
    }
    return a->id.length != b->id.length ? a->id.length > b->id.length
                                        : view_compare(a->id, b->id) > 0;
}

static bool same_author(const post *a, const post *b)
{
    return a->handle.length > 0 || b->handle.length > 0 ? view_equal(a->handle, b->handle)
                                                        : view_equal(a->author, b->author);
}

/* The earlier post that this one goes on from; -1 = none. */
static int32_t goes_on_from(const post_list *list, const map *ids, const post *p)
{
    const uint32_t *found = p->reply_to.length > 0       ? map_get(ids, p->reply_to)
                            : p->conversation.length > 0 ? map_get(ids, p->conversation)
                                                         : NULL;
    if (found == NULL || p->repost || p->passed_over) {
        return -1;
    }
    const post *before = &list->posts.at[*found];
    bool near = before->published != DAY_NONE && p->published != DAY_NONE &&
                abs(p->published - before->published) <= THREAD_DAYS;
    bool itself = before == p || before->repost || before->passed_over || !later(p, before);
    return same_author(p, before) && near && !itself ? (int32_t)*found : -1;
}

/* The first post of the thread, for each post on the way to it, so that no way is gone twice. */
static void find_first(const int32_t *from, int32_t *first, int32_t i)
{
    int32_t at = i; /* ends: each step goes to an earlier post */
    while (from[at] >= 0 && first[at] < 0) {
        at = from[at];
    }
    int32_t root = first[at] >= 0 ? first[at] : at;
    for (at = i; from[at] >= 0 && first[at] < 0; at = from[at]) {
        first[at] = root;
    }
    first[at] = root;
}

/* Whether the post was read before: pages of a service overlap. */
static bool is_same(const post_list *list, const uint32_t *earlier, const post *p)
{
    const post *e = earlier == NULL ? NULL : &list->posts.at[*earlier];
    return e != NULL && view_equal(e->text, p->text) && same_author(e, p) && e->repost == p->repost;
}

bool post_threads(post_list *list, post_chains *chains)
{
    size_t n = list->posts.count;
    map ids = {0};
    int32_t *from = ARENA_ARRAY(list->arena, int32_t, n + 1);
    int32_t *last = ARENA_ARRAY(list->arena, int32_t, n + 1);
    chains->first = ARENA_ARRAY(list->arena, int32_t, n + 1);
    chains->next = ARENA_ARRAY(list->arena, int32_t, n + 1);
    bool stored = from != NULL && last != NULL && chains->first != NULL && chains->next != NULL;
    for (size_t i = 0; stored && i < n; i++) {
        post *p = &list->posts.at[i];
        chains->first[i] = chains->next[i] = -1;
        last[i] = (int32_t)i;
        bool again = p->id.length > 0 && is_same(list, map_get(&ids, p->id), p);
        p->passed_over = p->passed_over || again;
        stored = p->id.length == 0 || again || map_put(&ids, list->arena, p->id, (uint32_t)i);
    }
    for (size_t i = 0; stored && i < n; i++) {
        from[i] = goes_on_from(list, &ids, &list->posts.at[i]);
    }
    for (size_t i = 0; stored && i < n; i++) {
        find_first(from, chains->first, (int32_t)i);
        int32_t root = chains->first[i];
        if (root != (int32_t)i) {
            chains->next[last[root]] = (int32_t)i;
            last[root] = (int32_t)i;
        }
    }
    return stored;
}

static int by_time(const void *a, const void *b)
{
    const post *const *x = a, *const *y = b;
    return later(*x, *y) ? 1 : later(*y, *x) ? -1 : 0;
}

/* The thread's posts in the order of their times; null = no memory. */
static const post **in_order(input *in, const post_list *list, const post_chains *chains, size_t of,
                             size_t *count)
{
    *count = 0;
    for (int32_t i = (int32_t)of; i >= 0; i = chains->next[i]) {
        ++*count;
    }
    const post **sorted = ARENA_ARRAY(in->scratch, const post *, *count);
    size_t n = 0;
    for (int32_t i = (int32_t)of; sorted != NULL && i >= 0; i = chains->next[i]) {
        sorted[n++] = &list->posts.at[i];
    }
    if (sorted != NULL) {
        qsort(sorted, n, sizeof *sorted, by_time);
    }
    return sorted;
}

static bool add(draft *d, const post *p, int32_t thread)
{
    part like = part_like(PART_POST, p->author, p->handle, p->published);
    like.thread = thread;
    return draft_add(d, like, p->text);
}

static bool add_all(draft *d, const post *const *posts, size_t n)
{
    bool stored = true;
    int32_t others = 1;
    for (size_t i = 0; i < n && stored; i++) {
        const post *p = posts[i];
        stored = p->repost || add(d, p, 0);
        if (stored && p->other != NULL) {
            stored = add(d, p->other, others++);
        }
    }
    return stored;
}

static dateline_status no_words(const input *in, const post *p, dateline_error *e)
{
    if (p->repost && p->other == NULL) {
        fault_at(e, DATELINE_E_FORMAT, in->path.data, 0,
                 "post %.*s passes on %.*s, whose words are not in the file", VIEW_ARG(p->id),
                 VIEW_ARG(p->url));
        fault_hint(e, "fetch the post that is passed on, too");
        return DATELINE_E_FORMAT;
    }
    fault_at(e, DATELINE_E_FORMAT, in->path.data, 0,
             "post %.*s holds no words: a picture, a film or a link alone", VIEW_ARG(p->id));
    fault_hint(e, "there is nothing to code in it");
    return DATELINE_E_FORMAT;
}

static read_fields fields_of(const post *p, char published[16])
{
    day_format(p->published, published);
    bool borrowed = p->language.length == 0 && p->other != NULL;
    return (read_fields){.id = p->id,
                         .published = view_of(published),
                         .publisher = p->handle.length > 0 ? p->handle : p->author,
                         .url = p->url,
                         .language = borrowed ? p->other->language : p->language};
}

dateline_status post_report(input *in, const post_list *list, const post_chains *chains, size_t of,
                            report **r, dateline_error *e)
{
    size_t n;
    const post **posts = in_order(in, list, chains, of, &n);
    if (posts == NULL) {
        return fault_memory(e);
    }
    char published[16];
    draft d;
    draft_begin(&d, in->scratch);
    dateline_status status = add_all(&d, posts, n) ? DATELINE_OK : fault_memory(e);
    if (status == DATELINE_OK && !has_words(buf_all(&d.text))) {
        status = no_words(in, posts[0], e);
    }
    if (status == DATELINE_OK) {
        status = reader_make_draft(in, fields_of(posts[0], published), &d, in->path, r, e);
    }
    draft_free(&d);
    return status;
}
