/* Telegram's own export of a chat or channel (result.json: "messages"), and messages of it alone.
 */
#include "read/posts_priv.h"

/* "text" is a string, or a list of strings and marked pieces. */
static view text_of(const json_t *message, arena *a)
{
    const json_t *text = json_at(message, "text");
    if (!json_is_array(text)) {
        return json_words(message, "text", a);
    }
    buf b = {0};
    for (size_t i = 0; i < json_array_size(text); i++) {
        const json_t *piece = json_array_get(text, i);
        piece = json_is_object(piece) ? json_object_get(piece, "text") : piece;
        buf_text(&b, json_is_string(piece) ? json_string_value(piece) : "");
    }
    view all = arena_copy(a, buf_all(&b));
    buf_free(&b);
    return all;
}

static bool take(const json_t *message, view chat, post_list *list)
{
    arena *a = list->arena;
    const char *type = json_string_value(json_at(message, "type"));
    bool is = json_at(message, "text") != NULL && json_at(message, "date") != NULL &&
              type != NULL && json_is_integer(json_at(message, "id"));
    if (!is) {
        return false;
    }
    view from = json_words(message, "from", a);
    post p = {.id = json_words(message, "id", a),
              .text = text_of(message, a),
              .author = from.length > 0 ? from : chat,
              .published = json_day(message, "date"),
              .reply_to = json_words(message, "reply_to_message_id", a),
              .passed_over = strcmp(type, "message") != 0};
    view origin = json_words(message, "forwarded_from", a);
    if (origin.length > 0) {
        post other = {.text = p.text, .author = origin, .published = p.published};
        p.other = post_copy(&other, a);
        p.repost = true;
        p.text = VIEW("");
    }
    return VEC_PUSH(&list->posts, a, p);
}

bool telegram_posts(const json_t *value, post_list *list)
{
    const json_t *messages = json_at(value, "messages");
    if (!json_is_array(messages)) {
        return json_at(value, "from_id") != NULL && take(value, VIEW(""), list);
    }
    view chat = json_words(value, "name", list->arena);
    bool any = false;
    for (size_t i = 0; i < json_array_size(messages); i++) {
        any = take(json_array_get(messages, i), chat, list) || any;
    }
    return any;
}
