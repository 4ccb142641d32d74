/* X, formerly Twitter: API 1.1 ("id_str", "full_text", "user") and API 2 ("data", "includes"; or
 * one post a line as collectors flatten it, "author" in place of "author_id"). */
#include "read/posts_priv.h"

static view link_of(view handle, view id, arena *a)
{
    return handle.length < 2 || id.length == 0
               ? VIEW("")
               : arena_printf(a, "https://x.com/%.*s/status/%.*s", (int)handle.length - 1,
                              handle.data + 1, VIEW_ARG(id));
}

/* ---- API 1.1 --------------------------------------------------------------------------------- */

static view text_v1(const json_t *t, arena *a)
{
    static const char *const places[] = {"extended_tweet.full_text", "full_text", "text"};
    view text = VIEW("");
    for (size_t i = 0; i < sizeof places / sizeof places[0] && text.length == 0; i++) {
        text = json_words(t, places[i], a);
    }
    return without_entities(text, a);
}

static post alone_v1(const json_t *t, arena *a)
{
    post p = {.id = json_words(t, "id_str", a),
              .text = text_v1(t, a),
              .author = json_words(t, "user.name", a),
              .handle = at_handle(json_words(t, "user.screen_name", a), a),
              .language = short_language(json_words(t, "lang", a)),
              .reply_to = json_words(t, "in_reply_to_status_id_str", a),
              .published = json_day(t, "created_at")};
    p.url = link_of(p.handle, p.id, a);
    return p;
}

/* `own`: of the archive of a user, which does not say his name. */
static bool take_v1(const json_t *t, bool own, post_list *list)
{
    bool signed_ = json_is_object(json_at(t, "user")) && json_at(t, "user.screen_name") != NULL;
    if ((!signed_ && !own) || !json_is_string(json_at(t, "id_str"))) {
        return false;
    }
    arena *a = list->arena;
    post p = alone_v1(t, a);
    const json_t *passed_on = json_at(t, "retweeted_status");
    const json_t *quoted = json_at(t, "quoted_status");
    if (passed_on != NULL || quoted != NULL) {
        post other = alone_v1(passed_on != NULL ? passed_on : quoted, a);
        p.other = post_copy(&other, a);
        p.repost = passed_on != NULL;
    }
    return VEC_PUSH(&list->posts, a, p);
}

/* ---- API 2 ----------------------------------------------------------------------------------- */

/* The element of the array whose "id" is that; null = none. */
static const json_t *with_id(const json_t *array, view id)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *item = json_array_get(array, i);
        const char *other = json_string_value(json_object_get(item, "id"));
        if (other != NULL && view_equal(view_of(other), id)) {
            return item;
        }
    }
    return NULL;
}

static post alone_v2(const json_t *t, const json_t *includes, arena *a)
{
    const json_t *author = json_object_get(t, "author");
    if (!json_is_object(author)) {
        author = with_id(json_at(includes, "users"), json_words(t, "author_id", a));
    }
    view text = json_words(t, "note_tweet.text", a);
    text = text.length > 0 ? text : json_words(t, "text", a);
    post p = {.id = json_words(t, "id", a),
              .text = without_entities(text, a),
              .author = json_words(author, "name", a),
              .handle = at_handle(json_words(author, "username", a), a),
              .language = short_language(json_words(t, "lang", a)),
              .conversation = json_words(t, "conversation_id", a),
              .published = json_day(t, "created_at")};
    if (author == NULL) {
        p.handle = json_words(t, "author_id", a);
    }
    p.url = link_of(p.handle, p.id, a);
    return p;
}

/* Beside "id" and "text" there is a member that only posts have. */
static bool is_v2(const json_t *t)
{
    static const char *const marks[] = {"edit_history_tweet_ids", "conversation_id",
                                        "referenced_tweets", "public_metrics", "author.username"};
    bool marked = false;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        marked = marked || json_at(t, marks[i]) != NULL;
    }
    return marked && json_is_string(json_at(t, "id")) && json_is_string(json_at(t, "text"));
}

static bool take_v2(const json_t *t, const json_t *includes, post_list *list)
{
    bool whole = json_is_string(json_at(t, "id")) && json_is_string(json_at(t, "text"));
    if (!is_v2(t) && !(whole && json_is_object(includes))) {
        return false;
    }
    arena *a = list->arena;
    post p = alone_v2(t, includes, a);
    const json_t *links = json_at(t, "referenced_tweets");
    for (size_t i = 0; i < json_array_size(links); i++) {
        const json_t *link = json_array_get(links, i);
        view kind = json_words(link, "type", a), id = json_words(link, "id", a);
        if (view_equal(kind, VIEW("replied_to"))) {
            p.reply_to = id;
            continue;
        }
        const json_t *there =
            json_at(link, "text") != NULL ? link : with_id(json_at(includes, "tweets"), id);
        if (there != NULL && !p.repost) {
            post other = alone_v2(there, includes, a);
            p.other = post_copy(&other, a);
            p.repost = view_equal(kind, VIEW("retweeted"));
        }
    }
    return VEC_PUSH(&list->posts, a, p);
}

/* What the stream says beside posts: {"delete": ...}, {"limit": ...}. */
static bool is_notice(const json_t *value)
{
    static const char *const notices[] = {"delete",          "limit",      "scrub_geo",
                                          "status_withheld", "disconnect", "user_withheld",
                                          "warning"};
    for (size_t i = 0; i < sizeof notices / sizeof notices[0]; i++) {
        if (json_object_size(value) == 1 && json_is_object(json_at(value, notices[i]))) {
            return true;
        }
    }
    return false;
}

static bool take_list(const json_t *posts, const json_t *includes, post_list *list)
{
    bool any = false;
    for (size_t i = 0; i < json_array_size(posts); i++) {
        const json_t *t = json_array_get(posts, i);
        any = take_v1(t, false, list) || take_v2(t, includes, list) || any;
    }
    return any;
}

bool x_posts(const json_t *value, post_list *list)
{
    const json_t *data = json_at(value, "data"), *includes = json_at(value, "includes");
    if (json_is_object(data)) {
        return take_v2(data, includes, list);
    }
    if (json_is_array(data)) {
        return take_list(data, includes, list);
    }
    const json_t *wrapped = json_at(value, "tweet"); /* the archive that X gives its users */
    return is_notice(value) || take_list(json_at(value, "statuses"), NULL, list) ||
           take_v1(wrapped == NULL ? value : wrapped, wrapped != NULL, list) ||
           take_v2(value, includes, list);
}
