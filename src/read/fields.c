/* The names under which tables and objects keep what a report needs: the caller's map first, then
 * our own names, then those that collections of news use. */
#include "read/fields_priv.h"

static const char *const names[FIELD_COUNT][16] = {
    [FIELD_ID] = {"id", "_id", "doc_id", "docid", "document_id", "article_id", "story_id", "uuid",
                  "guid", "record_id", "accession_number"},
    [FIELD_TEXT] = {"text", "body", "content", "full_text", "fulltext", "maintext", "article_text",
                    "article", "story", "plain_text", "story_text", "sentence"},
    [FIELD_PUBLISHED] = {"published", "date", "pub_date", "pubdate", "publish_date",
                         "published_date", "published_at", "publishedat", "publication_date",
                         "date_publish", "date_published", "created_at", "datetime", "timestamp"},
    [FIELD_PUBLISHER] = {"publisher", "source", "publication", "outlet", "source_name",
                         "source_domain", "newspaper", "media_name", "site", "domain"},
    [FIELD_TITLE] = {"title", "headline", "heading"},
    [FIELD_URL] = {"url", "link", "source_url", "sourceurl", "permalink", "web_url", "uri"},
    [FIELD_LANGUAGE] = {"lang", "language"},
};

const char *field_name(field f, size_t i)
{
    return i < sizeof names[f] / sizeof names[f][0] ? names[f][i] : NULL;
}

view field_mapped(const char *map, field f)
{
    view rest = view_of(map), pair;
    while (map != NULL && view_split(&rest, ',', &pair)) {
        size_t equals = view_find_char(pair, '=', 0);
        if (equals != SIZE_MAX &&
            view_equal(view_trim(view_cut(pair, 0, equals)), view_of(names[f][0]))) {
            return view_trim(view_cut(pair, equals + 1, pair.length));
        }
    }
    return VIEW("");
}

view *field_place(read_fields *fields, field f)
{
    switch (f) {
    case FIELD_ID:
        return &fields->id;
    case FIELD_TEXT:
        return &fields->text;
    case FIELD_PUBLISHED:
        return &fields->published;
    case FIELD_PUBLISHER:
        return &fields->publisher;
    case FIELD_TITLE:
        return &fields->title;
    case FIELD_URL:
        return &fields->url;
    case FIELD_LANGUAGE:
    case FIELD_COUNT:
        break;
    }
    return &fields->language;
}

dateline_status fields_check_map(const char *map, dateline_error *e)
{
    view rest = view_of(map), pair;
    while (map != NULL && view_split(&rest, ',', &pair)) {
        size_t equals = view_find_char(pair, '=', 0);
        view name = view_trim(view_cut(pair, 0, equals == SIZE_MAX ? pair.length : equals));
        bool known = false;
        for (size_t i = 0; i < FIELD_COUNT; i++) {
            known = known || view_equal(name, view_of(names[i][0]));
        }
        if (equals == SIZE_MAX || !known) {
            fault(e, DATELINE_E_ARGUMENT, "'%.*s' in the map is no FIELD=NAME", VIEW_ARG(pair));
            fault_hint(e, "fields are id, text, published, publisher, title, url, lang: "
                          "--map text=body,published=date");
            return DATELINE_E_ARGUMENT;
        }
    }
    return DATELINE_OK;
}
