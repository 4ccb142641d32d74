/* A web page is one report: its article's text and parts, and what its metadata say. */
#include "read/page_priv.h"

/* The first bytes of UTF-16 that are ASCII letters, as such; *to is as long as it. */
static view narrowed(view head, char *to, size_t room)
{
    size_t n = 0;
    for (size_t i = view_starts(head, VIEW("\xFF\xFE")) || view_starts(head, VIEW("\xFE\xFF")) ? 2
                                                                                               : 0;
         i < head.length && n < room; i++) {
        if (head.data[i] != '\0') {
            to[n++] = head.data[i];
        }
    }
    return (view){to, n};
}

/* Markup at the front, behind blanks, comments and a document type. */
static bool sniff(view head)
{
    char narrow[1024];
    if (head.length > 4 && (view_find_char(view_cut(head, 0, 4), '\0', 0) != SIZE_MAX)) {
        head = narrowed(head, narrow, sizeof narrow);
    }
    static const char *const tags[] = {"<!doctype html", "<html", "<head", "<body", "<meta",
                                       "<title",         "<div",  "<p>",   "<p ",   "<article",
                                       "<script"};
    size_t reach = head.length < 4096 ? head.length : 4096;
    size_t i = view_starts(head, VIEW("\xEF\xBB\xBF")) ? 3 : 0;
    while (i < reach && ascii_space(head.data[i])) {
        i++;
    }
    if (i >= reach || head.data[i] != '<') {
        return false;
    }
    for (; i < reach; i++) {
        for (size_t k = 0; head.data[i] == '<' && k < sizeof tags / sizeof tags[0]; k++) {
            view tag = view_of(tags[k]);
            if (head.length - i > tag.length &&
                view_equal_nocase(view_cut(head, i, i + tag.length), tag)) {
                return true;
            }
        }
    }
    return false;
}

view page_plain(view markup, arena *a)
{
    page p;
    buf words = {0};
    markup = view_trim(markup);
    if (view_find_char(markup, '<', 0) == SIZE_MAX && view_find_char(markup, '&', 0) == SIZE_MAX) {
        return markup;
    }
    if (page_parse(&p, a, markup, NULL) == DATELINE_OK) {
        page_words(&p, 0, &words);
    }
    view plain = arena_copy(a, view_trim(buf_all(&words)));
    buf_free(&words);
    page_free(&p);
    return plain.length > 0 ? plain : markup;
}

static dateline_status make_from(input *in, page *p, view html, report **r, dateline_error *e)
{
    page_blocks blocks = {0};
    draft d;
    read_fields fields = {.id = input_id(in)};
    draft_begin(&d, in->scratch);
    dateline_status status = page_parse(p, in->scratch, html, e);
    if (status == DATELINE_OK) {
        status = page_cut(p, &blocks, e);
    }
    if (status == DATELINE_OK) {
        page_choose(p, &blocks);
        status = page_make(p, &blocks, &d, &fields, e);
    }
    if (status == DATELINE_OK) {
        status = reader_make_draft(in, fields, &d, in->path, r, e);
    } else {
        fault_where(e, in->path.data, 0, 0);
    }
    draft_free(&d);
    buf_free(&blocks.text);
    page_free(p);
    return status;
}

static dateline_status make(input *in, view bytes, report **r, dateline_error *e)
{
    page p;
    buf html = {0};
    dateline_status status = text_to_utf8(bytes, in->given.media, &html, e);
    if (status == DATELINE_OK) {
        status = make_from(in, &p, buf_all(&html), r, e);
    }
    buf_free(&html);
    return status;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    in->done = true;
    in->number++;
    view html;
    dateline_status status = stream_rest(&in->stream, PAGE_LIMIT, &html, e);
    if (status == DATELINE_OK) {
        status = make(in, html, r, e);
    }
    return status == DATELINE_OK ? status
                                 : reader_reject(in, input_id(in), in->path, status, reject);
}

const read_kind read_kind_page = {"html", sniff, next, NULL, NULL};
