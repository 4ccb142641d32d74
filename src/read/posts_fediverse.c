/* Mastodon's API (a status, or a list of them) and ActivityPub (notes, activities, an outbox). */
#include "read/posts_priv.h"

/* ---- Mastodon -------------------------------------------------------------------------------- */

static post status_alone(const json_t *s, arena *a)
{
    view warning = plain_of_html(json_words(s, "spoiler_text", a), a);
    view content = plain_of_html(json_words(s, "content", a), a);
    view url = json_words(s, "url", a);
    view name = json_words(s, "account.display_name", a);
    post p = {.id = json_words(s, "id", a),
              .text = warning.length == 0
                          ? content
                          : arena_printf(a, "%.*s\n\n%.*s", (int)warning.length, warning.data,
                                         (int)content.length, content.data),
              .author = name.length > 0 ? name : json_words(s, "account.username", a),
              .handle = at_handle(json_words(s, "account.acct", a), a),
              .url = url.length > 0 ? url : json_words(s, "uri", a),
              .language = short_language(json_words(s, "language", a)),
              .reply_to = json_words(s, "in_reply_to_id", a),
              .published = json_day(s, "created_at")};
    return p;
}

static bool take_status(const json_t *s, post_list *list)
{
    if (json_at(s, "account.acct") == NULL || !json_is_string(json_at(s, "content"))) {
        return false;
    }
    arena *a = list->arena;
    post p = status_alone(s, a);
    const json_t *passed_on = json_at(s, "reblog"), *quoted = json_at(s, "quote");
    quoted = json_at(quoted, "quoted_status") != NULL ? json_at(quoted, "quoted_status") : quoted;
    if (json_is_object(passed_on) || json_is_object(quoted)) {
        p.repost = json_is_object(passed_on);
        post other = status_alone(p.repost ? passed_on : quoted, a);
        p.other = post_copy(&other, a);
    }
    return VEC_PUSH(&list->posts, a, p);
}

/* ---- ActivityPub ----------------------------------------------------------------------------- */

/* "@name@host" of "https://host/users/name" or "https://host/@name". */
static view actor_handle(view address, arena *a)
{
    size_t host = view_find(address, VIEW("://"), 0);
    size_t path = host == SIZE_MAX ? SIZE_MAX : view_find_char(address, '/', host + 3);
    if (path == SIZE_MAX) {
        return address;
    }
    size_t name = address.length;
    while (name > path && address.data[name - 1] != '/' && address.data[name - 1] != '@') {
        name--;
    }
    return arena_printf(a, "@%.*s@%.*s", (int)(address.length - name), address.data + name,
                        (int)(path - host - 3), address.data + host + 3);
}

static bool is_type(const json_t *o, const char *type)
{
    const char *told = json_string_value(json_object_get(o, "type"));
    return told != NULL && strcmp(told, type) == 0;
}

static bool is_note(const json_t *o)
{
    return (is_type(o, "Note") || is_type(o, "Article") || is_type(o, "Question")) &&
           json_is_string(json_object_get(o, "content"));
}

static post note_alone(const json_t *o, arena *a)
{
    view url = json_words(o, "url", a);
    const json_t *by_language = json_at(o, "contentMap");
    const char *tag = json_object_iter_key(json_object_iter((json_t *)(uintptr_t)by_language));
    view title = json_words(o, "name", a);
    view content = plain_of_html(json_words(o, "content", a), a);
    return (post){.id = json_words(o, "id", a),
                  .text = title.length == 0
                              ? content
                              : arena_printf(a, "%.*s\n\n%.*s", (int)title.length, title.data,
                                             (int)content.length, content.data),
                  .handle = actor_handle(json_words(o, "attributedTo", a), a),
                  .url = url.length > 0 ? url : json_words(o, "id", a),
                  .language = short_language(arena_copy(a, view_of(tag))),
                  .reply_to = json_words(o, "inReplyTo", a),
                  .conversation = json_words(o, "conversation", a),
                  .published = json_day(o, "published")};
}

static bool take_activity(const json_t *o, post_list *list)
{
    arena *a = list->arena;
    const json_t *object = json_at(o, "object");
    if (is_note(o)) {
        post p = note_alone(o, a);
        return VEC_PUSH(&list->posts, a, p);
    }
    if (is_type(o, "Create") && is_note(object)) {
        post p = note_alone(object, a);
        return VEC_PUSH(&list->posts, a, p);
    }
    if (!is_type(o, "Announce")) {
        return false;
    }
    view there = json_is_string(object) ? json_words(o, "object", a) : VIEW("");
    post p = {.id = json_words(o, "id", a),
              .handle = actor_handle(json_words(o, "actor", a), a),
              .url = there,
              .published = json_day(o, "published"),
              .repost = true};
    if (is_note(object)) {
        post other = note_alone(object, a);
        p.other = post_copy(&other, a);
    }
    return VEC_PUSH(&list->posts, a, p);
}

bool fediverse_posts(const json_t *value, post_list *list)
{
    static const char *const lists[] = {"orderedItems", "items", "statuses", "ancestors",
                                        "descendants"};
    bool any = false;
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
        const json_t *items = json_at(value, lists[k]);
        for (size_t i = 0; i < json_array_size(items); i++) {
            const json_t *item = json_array_get(items, i);
            any = take_status(item, list) || take_activity(item, list) || any;
        }
    }
    return any || take_status(value, list) || take_activity(value, list);
}
