/* Small questions to JSON, which the services' files share. */
#include "read/posts_priv.h"

const json_t *json_at(const json_t *object, const char *path)
{
    view rest = view_of(path), name;
    while (object != NULL && view_split(&rest, '.', &name)) {
        char key[64];
        size_t n = name.length < sizeof key - 1 ? name.length : sizeof key - 1;
        memcpy(key, name.data, n);
        key[n] = '\0';
        object = json_object_get(object, key);
    }
    return object;
}

view json_words(const json_t *object, const char *path, arena *a)
{
    const json_t *value = json_at(object, path);
    if (json_is_string(value)) {
        return arena_copy(a, (view){json_string_value(value), json_string_length(value)});
    }
    if (json_is_integer(value)) {
        return arena_printf(a, "%lld", (long long)json_integer_value(value));
    }
    return VIEW("");
}

day json_day(const json_t *object, const char *path)
{
    const json_t *value = json_at(object, path);
    return json_is_string(value) ? stamp_day(view_of(json_string_value(value))) : DAY_NONE;
}

view short_language(view tag)
{
    bool two = tag.length == 2 || (tag.length > 2 && (tag.data[2] == '-' || tag.data[2] == '_'));
    return two ? view_cut(tag, 0, 2) : VIEW("");
}

view at_handle(view name, arena *a)
{
    return name.length == 0 || name.data[0] == '@' ? name
                                                   : arena_printf(a, "@%.*s", VIEW_ARG(name));
}

post *post_copy(const post *p, arena *a)
{
    post *copy = ARENA_NEW(a, post);
    if (copy != NULL) {
        *copy = *p;
    }
    return copy;
}
