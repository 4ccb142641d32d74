/* From fields to a report: everything is copied into the report's arena, then the text is asked for
 * what the fields leave open. */
#include "read/language.h"
#include "read/read_priv.h"

static const char *guess_encoding(view text)
{
    view head = view_cut(text, 0, text.length < 4096 ? text.length : 4096);
    if (view_starts(head, VIEW("\xFF\xFE")) || view_starts(head, VIEW("\xFE\xFF"))) {
        return "UTF-16";
    }
    size_t nuls = 0, high = 0, control = 0;
    for (size_t i = 0; i < head.length; i++) {
        unsigned char c = (unsigned char)head.data[i];
        nuls += c == 0;
        high += c >= 0x80;
        control += c < 0x20 && !ascii_space((char)c) && c != 0;
    }
    if (control * 20 > head.length) {
        return "binary";
    }
    if (nuls * 3 > head.length) {
        return "UTF-16";
    }
    return nuls > 0 ? "binary" : high > 0 ? "ISO-8859-1 or windows-1252" : "";
}

dateline_status text_check(view text, const char *file, dateline_error *e)
{
    size_t bad = utf8_check(text);
    size_t nul = view_find_char(text, '\0', 0);
    size_t at = nul < bad ? nul : bad;
    if (at >= text.length) {
        return DATELINE_OK;
    }
    const char *guess = guess_encoding(text);
    fault(e, DATELINE_E_ENCODING, "%s at byte %zu: the text is not UTF-8",
          nul < bad ? "a NUL byte" : "a malformed sequence", at);
    if (strcmp(guess, "binary") == 0) {
        fault_hint(e, "it looks like a binary file; give text, JSONL or another format of --help");
    } else {
        fault_hint(e, "it looks like %s; convert it: iconv -f ... -t UTF-8", guess);
    }
    fault_where(e, file, 0, at);
    return DATELINE_E_ENCODING;
}

static dateline_status check(const read_fields *f, view origin, dateline_error *e)
{
    if (f->text.length > READ_TEXT_LIMIT) {
        fault_at(e, DATELINE_E_LIMIT, origin.data, 0, "the report is %zu bytes long, over %d",
                 f->text.length, READ_TEXT_LIMIT);
        fault_hint(e, "one file or line should hold one report; split it");
        return DATELINE_E_LIMIT;
    }
    TRY(text_check(f->text, origin.data, e));
    if (view_trim(f->text).length == 0) {
        fault_at(e, DATELINE_E_FORMAT, origin.data, 0, "the report has no text");
        fault_hint(e, "check the file or the field that holds the text");
        return DATELINE_E_FORMAT;
    }
    return DATELINE_OK;
}

static dateline_status copy_fields(report *r, const read_fields *f, dateline_error *e)
{
    r->text = arena_copy(r->arena, f->text);
    r->id = arena_copy(r->arena, f->id);
    r->publisher = arena_copy(r->arena, f->publisher);
    r->title = arena_copy(r->arena, f->title);
    r->url = arena_copy(r->arena, f->url);
    language_guess guess = language_of(f->text);
    bool shown = guess.sure || f->language.length == 0;
    r->language =
        shown && guess.code[0] != '\0' ? view_of(guess.code) : arena_copy(r->arena, f->language);
    if (f->published.length > 0) {
        r->published = stamp_day(f->published);
        r->basis = f->basis;
        if (r->published == DAY_NONE) {
            fault(e, DATELINE_E_FORMAT, "'%.*s' is no date", VIEW_ARG(f->published));
            fault_hint(e, "write dates as 2022-07-18");
            return DATELINE_E_FORMAT;
        }
    }
    if (r->id.length == 0) {
        r->id = arena_printf(r->arena, "%016llx", (unsigned long long)view_hash(f->text));
    }
    return arena_failed(r->arena) ? fault_memory(e) : DATELINE_OK;
}

/* The caller's parts, their strings copied, and the dateline that its first body begins with. */
static dateline_status take_parts(report *r, const read_fields *f, dateline_error *e)
{
    r->parts = ARENA_ARRAY(r->arena, part, f->nparts);
    for (size_t i = 0; r->parts != NULL && i < f->nparts; i++) {
        r->parts[i] = f->parts[i];
        r->parts[i].author = arena_copy(r->arena, f->parts[i].author);
        r->parts[i].handle = arena_copy(r->arena, f->parts[i].handle);
        r->nparts++;
    }
    return arena_failed(r->arena) ? fault_memory(e) : DATELINE_OK;
}

/* News is fetched soon after it is published: better than no date, worse than any other. */
static void take_fetched(report *r, view fetched)
{
    if (r->published == DAY_NONE && fetched.length > 0) {
        r->published = stamp_day(fetched);
        r->basis = r->published == DAY_NONE ? BASIS_NONE : BASIS_FETCHED;
    }
}

dateline_status read_make(const read_fields *fields, view origin, report **out, dateline_error *e)
{
    *out = NULL;
    TRY(check(fields, origin, e));
    report *r = report_new(0);
    if (r == NULL) {
        return fault_memory(e);
    }
    dateline_status status = copy_fields(r, fields, e);
    if (status == DATELINE_OK) {
        r->origin = arena_copy(r->arena, origin);
        span dateline;
        size_t from = find_origin(r, &dateline);
        r->url =
            arena_copy(r->arena, r->url); /* it may be a piece of the text: NUL-terminated now */
        r->publisher = arena_copy(r->arena, r->publisher);
        take_fetched(r, fields->fetched);
        if (fields->parts == NULL) {
            status = find_parts(r, from, dateline, e);
        } else {
            status = take_parts(r, fields, e);
            if (status == DATELINE_OK && !split_dateline(r, dateline)) {
                status = fault_memory(e);
            }
        }
    }
    if (status != DATELINE_OK) {
        report_free(r);
        return status;
    }
    *out = r;
    return DATELINE_OK;
}
