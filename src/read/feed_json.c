/* JSON Feed (jsonfeed.org, versions 1 and 1.1): {"version": "https://jsonfeed.org/version/1.1",
 * "title": ..., "items": [{"id", "url", "title", "content_html", "content_text",
 * "date_published"}]}.  The feed is read whole (64 MiB). */
#include <jansson.h>

#include "read/page_priv.h"

enum { FEED_LIMIT = 64 << 20, SNIFF_REACH = 1024 };

static bool sniff(view head)
{
    head.length = head.length < SNIFF_REACH ? head.length : SNIFF_REACH;
    return view_find_char(head, '{', 0) < 16 &&
           view_find(head, VIEW("jsonfeed.org/version"), 0) != SIZE_MAX;
}

static view text_at(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_string(value) ? (view){json_string_value(value), json_string_length(value)}
                                 : VIEW("");
}

static view first(view one, view other)
{
    return one.length > 0 ? one : other;
}

static view author_of(const json_t *object)
{
    const json_t *author = json_array_get(json_object_get(object, "authors"), 0);
    author = author == NULL ? json_object_get(object, "author") : author;
    return text_at(author, "name");
}

/* Plain text as markup: its signs escaped, its blank lines paragraphs. */
static view escaped(view text, arena *a)
{
    buf b = {0};
    for (size_t i = 0; i < text.length; i++) {
        bool blank_line = text.data[i] == '\n' && i + 1 < text.length && text.data[i + 1] == '\n';
        if (text.data[i] == '<') {
            buf_text(&b, "&lt;");
        } else if (text.data[i] == '&') {
            buf_text(&b, "&amp;");
        } else if (blank_line) {
            buf_text(&b, "<p>");
        } else {
            buf_char(&b, text.data[i]);
        }
    }
    view v = arena_copy(a, buf_all(&b));
    buf_free(&b);
    return v;
}

static dateline_status make(input *in, const json_t *feed, const json_t *item, report **r,
                            dateline_error *e)
{
    char published[16];
    view stamp = first(text_at(item, "date_published"), text_at(item, "date_modified"));
    day_format(page_date(stamp), published);
    view body =
        first(text_at(item, "content_html"), escaped(text_at(item, "content_text"), in->scratch));
    read_fields f = {.id = first(text_at(item, "id"), text_at(item, "url")),
                     .url = first(text_at(item, "url"), text_at(item, "external_url")),
                     .title = text_at(item, "title"),
                     .publisher = text_at(feed, "title"),
                     .language = first(text_at(item, "language"), text_at(feed, "language")),
                     .published = view_of(published)};
    f.language.length = f.language.length > 2 ? 2 : f.language.length;
    body = first(body, text_at(item, "summary"));
    return feed_item(in, &f, first(author_of(item), author_of(feed)), body, r, e);
}

static dateline_status load(input *in, dateline_error *e)
{
    view all;
    TRY(stream_rest(&in->stream, FEED_LIMIT, &all, e));
    size_t begin = view_find_char(all, '{', 0);
    json_error_t why;
    json_t *feed = begin == SIZE_MAX ? NULL
                                     : json_loadb(all.data + begin, all.length - begin,
                                                  JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &why);
    if (!json_is_object(feed)) {
        fault_at(e, DATELINE_E_FORMAT, in->path.data, 0, "the feed is no whole JSON object");
        fault_hint(e, "it should be {\"version\": ..., \"items\": [...]}");
        json_decref(feed);
        return DATELINE_E_FORMAT;
    }
    in->state = feed;
    return DATELINE_OK;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    dateline_status status = in->state == NULL ? load(in, e) : DATELINE_OK;
    if (status != DATELINE_OK) {
        in->done = true;
        return reader_reject(in, VIEW(""), in->path, status, reject);
    }
    const json_t *feed = in->state;
    const json_t *item = json_array_get(json_object_get(feed, "items"), (size_t)in->number);
    if (item == NULL) {
        return DATELINE_END;
    }
    in->number++;
    status = make(in, feed, item, r, e);
    return status == DATELINE_OK ? status
                                 : reader_reject(in, text_at(item, "id"), in->path, status, reject);
}

static void close_feed(input *in)
{
    json_decref(in->state);
}

const read_kind read_kind_jsonfeed = {"jsonfeed", sniff, next, NULL, close_feed};
