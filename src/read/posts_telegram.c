/* Telegram's own export of a chat or channel (result.json: "messages") or of all of them
 * ("chats"), and messages of it alone. */
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

/* "12", and in an export of many chats "99/12". */
static view id_at(const json_t *message, const char *name, view of, arena *a)
{
    view id = json_words(message, name, a);
    return id.length == 0 || of.length == 0
               ? id
               : arena_printf(a, "%.*s/%.*s", VIEW_ARG(of), VIEW_ARG(id));
}

/* `of`: id of the chat when there are many; "". */
static bool take(const json_t *message, view chat, view of, post_list *list)
{
    arena *a = list->arena;
    const char *type = json_string_value(json_at(message, "type"));
    bool is = json_at(message, "text") != NULL && json_at(message, "date") != NULL &&
              type != NULL && json_is_integer(json_at(message, "id"));
    if (!is) {
        return false;
    }
    view from = json_words(message, "from", a);
    post p = {.id = id_at(message, "id", of, a),
              .text = text_of(message, a),
              .author = from.length > 0 ? from : chat,
              .published = json_day(message, "date"),
              .reply_to = id_at(message, "reply_to_message_id", of, a),
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

static bool take_chat(const json_t *chat, bool many, post_list *list)
{
    const json_t *messages = json_at(chat, "messages");
    view name = json_words(chat, "name", list->arena);
    view of = many ? json_words(chat, "id", list->arena) : VIEW("");
    bool any = false;
    for (size_t i = 0; i < json_array_size(messages); i++) {
        any = take(json_array_get(messages, i), name, of, list) || any;
    }
    return any;
}

bool telegram_posts(const json_t *value, post_list *list)
{
    if (json_at(value, "messages") != NULL) {
        return take_chat(value, false, list);
    }
    static const char *const lists[] = {"chats.list", "left_chats.list"};
    bool any = false;
    for (size_t k = 0; k < sizeof lists / sizeof lists[0]; k++) {
        const json_t *chats = json_at(value, lists[k]);
        for (size_t i = 0; i < json_array_size(chats); i++) {
            any = take_chat(json_array_get(chats, i), true, list) || any;
        }
    }
    return any || (json_at(value, "from_id") != NULL && take(value, VIEW(""), VIEW(""), list));
}
