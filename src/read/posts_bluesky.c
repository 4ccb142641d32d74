/* Bluesky: views of the app's API ("feed", "posts", "thread", one "post"), records as a repository
 * or the event stream gives them ("app.bsky.feed.post"). */
#include "read/posts_priv.h"

/* "at://did:plc:abc/app.bsky.feed.post/3k..." as an address of the web. */
static view link_of(view uri, view handle, arena *a)
{
    size_t key = uri.length;
    while (key > 0 && uri.data[key - 1] != '/') {
        key--;
    }
    return handle.length < 2 || key == 0
               ? VIEW("")
               : arena_printf(a, "https://bsky.app/profile/%.*s/post/%.*s", (int)handle.length - 1,
                              handle.data + 1, (int)(uri.length - key), uri.data + key);
}

/* A record with who wrote it; "record" in views of posts, "value" in embedded ones. */
static post of_record(const json_t *record, const json_t *author, view uri, arena *a)
{
    const json_t *languages = json_at(record, "langs");
    const char *tag = json_string_value(json_array_get(languages, 0));
    view name = json_words(author, "displayName", a);
    post p = {.id = uri,
              .text = json_words(record, "text", a),
              .author = name,
              .handle = at_handle(json_words(author, "handle", a), a),
              .language = short_language(arena_copy(a, view_of(tag))),
              .reply_to = json_words(record, "reply.parent.uri", a),
              .conversation = json_words(record, "reply.root.uri", a),
              .published = json_day(record, "createdAt")};
    p.url = link_of(uri, p.handle, a);
    return p;
}

static bool is_record(const json_t *record)
{
    const char *type = json_string_value(json_object_get(record, "$type"));
    return json_is_string(json_object_get(record, "text")) &&
           (type == NULL || strcmp(type, "app.bsky.feed.post") == 0) &&
           json_is_string(json_object_get(record, "createdAt"));
}

/* What the view quotes: the record embedded in it, alone or beside pictures. */
static void take_quote(const json_t *view_, post *p, arena *a)
{
    const json_t *quoted = json_at(view_, "embed.record");
    quoted = json_at(quoted, "record") != NULL ? json_at(quoted, "record") : quoted;
    const json_t *record = json_at(quoted, "value");
    if (is_record(record)) {
        post other = of_record(record, json_at(quoted, "author"), json_words(quoted, "uri", a), a);
        p->other = post_copy(&other, a);
    }
}

/* A view of a post, with the reason it stands in a feed. */
static bool take_view(const json_t *seen, const json_t *reason, post_list *list)
{
    const json_t *record = json_at(seen, "record");
    arena *a = list->arena;
    if (!is_record(record)) {
        return false;
    }
    post p = of_record(record, json_at(seen, "author"), json_words(seen, "uri", a), a);
    take_quote(seen, &p, a);
    if (json_at(reason, "by") != NULL) {
        post by = {.id = arena_printf(a, "%.*s#repost", VIEW_ARG(p.id)),
                   .author = json_words(reason, "by.displayName", a),
                   .handle = at_handle(json_words(reason, "by.handle", a), a),
                   .url = p.url,
                   .language = p.language,
                   .published = json_day(reason, "indexedAt"),
                   .other = post_copy(&p, a),
                   .repost = true};
        return VEC_PUSH(&list->posts, a, by);
    }
    return VEC_PUSH(&list->posts, a, p);
}

/* A thread: the post, those that it answers, and the replies below it, level by level without
 * recursion. */
static bool take_thread(const json_t *thread, post_list *list)
{
    typedef VEC(const json_t *) json_vec;
    json_vec waiting = {0};
    bool any = false, stored = true;
    for (const json_t *up = thread; stored && up != NULL; up = json_at(up, "parent")) {
        stored = VEC_PUSH(&waiting, list->arena, up);
    }
    size_t chain = waiting.count;
    for (size_t i = 0; stored && i < waiting.count; i++) {
        any = take_view(json_at(waiting.at[i], "post"), NULL, list) || any;
        bool above = i > 0 && i < chain; /* its replies are the thread's own way down */
        const json_t *replies = above ? NULL : json_at(waiting.at[i], "replies");
        for (size_t k = 0; stored && k < json_array_size(replies); k++) {
            stored = VEC_PUSH(&waiting, list->arena, json_array_get(replies, k));
        }
    }
    return any;
}

/* A bare record: in a repository's list, or as the event stream wraps it. */
static bool take_bare(const json_t *value, post_list *list)
{
    arena *a = list->arena;
    const json_t *record = json_at(value, "commit.record");
    record = record == NULL ? json_at(value, "value") : record;
    record = record == NULL ? value : record;
    const char *type = json_string_value(json_object_get(record, "$type"));
    if (!is_record(record) || type == NULL) {
        return false;
    }
    view did = json_words(value, "did", a), key = json_words(value, "commit.rkey", a);
    view uri = json_words(value, "uri", a);
    uri = uri.length > 0 || key.length == 0
              ? uri
              : arena_printf(a, "at://%.*s/app.bsky.feed.post/%.*s", VIEW_ARG(did), VIEW_ARG(key));
    post p = of_record(record, json_at(value, "author"), uri, a);
    p.handle = p.handle.length > 0 ? p.handle : did;
    return VEC_PUSH(&list->posts, a, p);
}

bool bluesky_posts(const json_t *value, post_list *list)
{
    static const char *const lists[] = {"feed", "posts", "records"};
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
        const json_t *items = json_at(value, lists[k]);
        bool any = false;
        for (size_t i = 0; i < json_array_size(items); i++) {
            const json_t *item = json_array_get(items, i), *inner = json_at(item, "post");
            any = take_view(inner == NULL ? item : inner, json_at(item, "reason"), list) ||
                  take_bare(item, list) || any;
        }
        if (any) {
            return true;
        }
    }
    if (json_at(value, "thread") != NULL) {
        return take_thread(json_at(value, "thread"), list);
    }
    const json_t *inner = json_at(value, "post");
    return take_view(json_is_object(inner) ? inner : value, json_at(value, "reason"), list) ||
           take_bare(value, list);
}
