/* The public face of reports and inputs: thin over read/. */
#include <dateline/input.h>

#include <stdio.h>

#include "engine/engine_priv.h"
#include "read/language.h"
#include "read/read.h"

const char *dateline_version(void)
{
    return DATELINE_VERSION;
}

const char *dateline_coder_name(void)
{
    return "dateline " DATELINE_VERSION;
}

const char *dateline_status_text(dateline_status status)
{
    switch (status) {
    case DATELINE_OK:
        return "all is well";
    case DATELINE_END:
        return "no further item";
    case DATELINE_E_ARGUMENT:
        return "an argument makes no sense";
    case DATELINE_E_MEMORY:
        return "out of memory";
    case DATELINE_E_IO:
        return "a file could not be read or written";
    case DATELINE_E_ENCODING:
        return "the text is in no known encoding";
    case DATELINE_E_FORMAT:
        return "the input is not of its announced form";
    case DATELINE_E_LIMIT:
        return "a limit was exceeded";
    case DATELINE_E_MODEL:
        return "the model or knowledge pack is missing or damaged";
    case DATELINE_E_LEDGER:
        return "the ledger is damaged, foreign or locked";
    case DATELINE_E_NETWORK:
        return "a feed could not be fetched";
    case DATELINE_E_CANCELLED:
        return "cancelled";
    }
    return "unknown status";
}

dateline_status dateline_report_new(const dateline_report_info *info, dateline_report **out,
                                    dateline_error *e)
{
    if (info == NULL || info->text == NULL) {
        *out = NULL;
        return fault(e, DATELINE_E_ARGUMENT, "a report needs a text");
    }
    read_fields f = {.id = view_of(info->id),
                     .text = {info->text, info->length},
                     .published = view_of(info->published),
                     .publisher = view_of(info->publisher),
                     .title = view_of(info->title),
                     .url = view_of(info->url),
                     .language = view_of(info->language)};
    return read_make(&f, VIEW(""), out, e);
}

void dateline_report_free(dateline_report *r)
{
    report_free(r);
}

const char *dateline_report_id(const dateline_report *r)
{
    return r->id.data;
}

const char *dateline_report_text(const dateline_report *r, size_t *length)
{
    *length = r->text.length;
    return r->text.data;
}

const char *dateline_report_url(const dateline_report *r)
{
    return r->url.data;
}

void dateline_report_published(const dateline_report *r, char day[16])
{
    day_format(r->published, day);
}

size_t dateline_report_tokens(const dateline_report *r)
{
    return r->ntokens;
}

const char *dateline_report_language(const dateline_report *r)
{
    return r->language.data;
}

const char *dateline_language_name(const char *code)
{
    return language_name(view_of(code));
}

bool dateline_language_coded(const char *code)
{
    bool english = code[0] == 'e' && code[1] == 'n' && (code[2] == '\0' || code[2] == '-');
    return english || language_name(view_of(code)) == NULL;
}

/* ---- inputs: a dateline_input is a reader under its public name
 * ---------------------------------- */

dateline_status dateline_input_open(const dateline_input_options *o, dateline_input **out,
                                    dateline_error *e)
{
    read_options options = {.path = o->path,
                            .from = o->from,
                            .map = o->map,
                            .published = o->published,
                            .publisher = o->publisher,
                            .url = o->url,
                            .media = o->media,
                            .data = {o->data, o->length}};
    reader *in = NULL;
    dateline_status status = read_open(&options, &in, e);
    *out = (dateline_input *)in;
    return status;
}

dateline_status dateline_input_next(dateline_input *in, dateline_report **out,
                                    dateline_reject *reject, dateline_error *e)
{
    read_reject why = {VIEW(""), VIEW("")};
    dateline_error reason = {0};
    dateline_status status = read_next((reader *)in, out, &why, &reason);
    if (status != DATELINE_OK && status != DATELINE_END && e != NULL) {
        *e = reason;
    }
    if (status == DATELINE_OK && *out == NULL) {
        *reject = (dateline_reject){.reason = reason};
        (void)snprintf(reject->id, sizeof reject->id, "%.*s", VIEW_ARG(why.id));
        (void)snprintf(reject->origin, sizeof reject->origin, "%.*s", VIEW_ARG(why.origin));
    }
    return status;
}

void dateline_input_close(dateline_input *in)
{
    read_close((reader *)in);
}

void dateline_input_progress(const dateline_input *in, uint64_t *done, uint64_t *size)
{
    read_progress((const reader *)in, done, size);
}

const char *dateline_input_kind(const dateline_input *in)
{
    return read_kind_now((const reader *)in);
}

const char *dateline_input_kinds(void)
{
    return read_kinds();
}
