/* A plain text file is one report; its name without folder and ending is its id. */
#include "read/read_priv.h"

static bool sniff(view head)
{
    (void)head;
    return true;
}

static view stem(view path)
{
    view name = path;
    for (size_t slash = view_find_char(name, '/', 0); slash != SIZE_MAX;
         slash = view_find_char(name, '/', 0)) {
        name = view_cut(name, slash + 1, name.length);
    }
    size_t dot = name.length;
    while (dot > 1 && name.data[dot - 1] != '.') {
        dot--;
    }
    return dot > 1 ? view_cut(name, 0, dot - 1) : name;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    in->done = true;
    in->number++;
    view id = view_equal(in->path, VIEW("-")) ? VIEW("") : stem(in->path);
    view text;
    dateline_status status = stream_rest(&in->stream, READ_TEXT_LIMIT, &text, e);
    if (status == DATELINE_OK) {
        status = reader_make(in, (read_fields){.id = id, .text = text}, in->path, r, e);
    }
    return status == DATELINE_OK ? status : reader_reject(in, id, in->path, status, reject);
}

const read_kind read_kind_text = {"text", sniff, next, NULL, NULL};
