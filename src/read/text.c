/* A plain text file is one report; its name without folder and ending is its id. */
#include "read/read_priv.h"

static bool sniff(view head)
{
    (void)head;
    return true;
}

/* "one" of "news.zip!a/one.txt.gz" */
view file_stem(view path)
{
    view name = path;
    for (size_t i = path.length; i > 0 && name.length == path.length; i--) {
        if (path.data[i - 1] == '/' || path.data[i - 1] == '!') {
            name = view_cut(path, i, path.length);
        }
    }
    bool packed = view_ends(name, VIEW(".gz")) || view_ends(name, VIEW(".zst"));
    for (int cuts = packed ? 2 : 1; cuts > 0; cuts--) {
        size_t dot = name.length;
        while (dot > 1 && name.data[dot - 1] != '.') {
            dot--;
        }
        name = dot > 1 ? view_cut(name, 0, dot - 1) : name;
    }
    return name;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    in->done = true;
    in->number++;
    view id = input_id(in);
    view text;
    dateline_status status = stream_rest(&in->stream, READ_TEXT_LIMIT, &text, e);
    if (status == DATELINE_OK) {
        status = reader_make(in, (read_fields){.id = id, .text = text}, in->path, r, e);
    }
    return status == DATELINE_OK ? status : reader_reject(in, id, in->path, status, reject);
}

const read_kind read_kind_text = {"text", sniff, next, NULL, NULL};
