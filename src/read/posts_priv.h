/* read/posts_priv.h - posts of social networks, whatever service they come from. */
#ifndef READ_POSTS_PRIV_H
#define READ_POSTS_PRIV_H

#include <jansson.h>

#include "read/read_priv.h"

/* Strings live in the list's arena. */
typedef struct post {
    view id;
    view text;           /* plain text, UTF-8 */
    view author, handle; /* "Dana Levi", "@Danale"; "" = unknown */
    view url;
    view language;     /* ISO 639-1; "" = not said */
    view reply_to;     /* id of the post it answers; "" = none */
    view conversation; /* id of the thread it stands in; "" = not said */
    day published;
    struct post *other; /* the post that is quoted or, with `repost`, passed on; null = none */
    bool repost;
    bool passed_over; /* a message of the service itself, no post */
} post;

typedef VEC(post) post_vec;

typedef struct {
    arena *arena;
    post_vec posts;
} post_list;

/* Each knows the objects of one service, alone or in the service's wrapping, and appends their
 * posts; false = it is none of them, or there is no memory (arena_failed). */
bool x_posts(const json_t *value, post_list *list);
bool fediverse_posts(const json_t *value, post_list *list);
bool bluesky_posts(const json_t *value, post_list *list);
bool telegram_posts(const json_t *value, post_list *list);

/* The value at "a.b.c"; null = none. */
const json_t *json_at(const json_t *object, const char *path);
/* The string or number there, in the arena; "" = none. */
view json_words(const json_t *object, const char *path, arena *a);
day json_day(const json_t *object, const char *path);
/* "en" of "en-US"; "" for what says nothing ("und"). */
view short_language(view tag);
/* "@name"; "" of "". */
view at_handle(view name, arena *a);
/* A post of its own in the arena; null = no memory. */
post *post_copy(const post *p, arena *a);

/* Plain text of HTML as services write it: line ends of <p> and <br>, entities decoded. */
view plain_of_html(view html, arena *a);
/* &amp; &lt; &gt; &quot; &#39; ... decoded. */
view without_entities(view text, arena *a);
/* Whether words are left beside addresses, handles and hashtags' marks. */
bool has_words(view text);

#endif
