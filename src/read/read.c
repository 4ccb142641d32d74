/* The reader: opens files, tells kinds from content, goes down into containers and hands out
 * reports.  What is open at a time is a stack: the file, the member of it that is being read, the
 * member of that ...  One input of the stack is read at a time, the topmost. */
#include "read/fields_priv.h"

struct reader {
    arena *arena;   /* the reader's own strings */
    arena *scratch; /* emptied before each report */
    read_options options;
    view *files; /* [nfiles] what is to be read, one after the other */
    size_t nfiles, next_file;
    uint64_t earlier; /* bytes of the files that are done */
    uint64_t size;    /* bytes of all files; 0 = not known */
    input open[READ_DEPTH];
    size_t depth; /* inputs that are open */
    view rest;    /* of the bytes in memory that are read instead of a file */
    const char *kind;
};

/* What is to be read: the file itself, or the files of a folder in the order of their names. */
static dateline_status list_files(reader *in, dateline_error *e)
{
    view path = arena_copy(in->arena, view_of(in->options.path));
    bool memory = in->options.data.data != NULL;
    if (!memory && file_is_directory(path.data)) {
        TRY(file_list(path.data, in->arena, &in->files, &in->nfiles, e));
        for (size_t i = 0; i < in->nfiles; i++) {
            in->size += file_size(in->files[i].data);
        }
        return DATELINE_OK;
    }
    in->files = ARENA_NEW(in->arena, view);
    if (in->files == NULL) {
        return fault_memory(e);
    }
    in->files[0] = path;
    in->nfiles = 1;
    in->rest = in->options.data;
    in->size = memory ? in->rest.length : file_size(path.data);
    return DATELINE_OK;
}

/* ---- the stack of inputs --------------------------------------------------------------------- */

/* The next place of the stack, emptied; null = no memory. */
static input *push(reader *in)
{
    input *s = &in->open[in->depth];
    arena *kept = s->arena == NULL ? arena_new(0) : s->arena;
    *s = (input){.arena = kept,
                 .scratch = in->scratch,
                 .options = &in->options,
                 .outer = in->depth == 0 ? NULL : &in->open[in->depth - 1],
                 .stream.file.fd = -1};
    in->depth += kept != NULL;
    return kept == NULL ? NULL : s;
}

static void pop(reader *in)
{
    input *s = &in->open[--in->depth];
    if (in->depth == 0) {
        in->earlier += stream_offset(&s->stream);
    }
    if (s->kind != NULL && s->kind->close != NULL) {
        s->kind->close(s);
    }
    stream_close(&s->stream);
    arena_reset(s->arena);
}

static dateline_status unknown_kind(const char *name, dateline_error *e)
{
    dateline_status status = fault(e, DATELINE_E_ARGUMENT, "no kind of input is called '%s'", name);
    fault_hint(e, "the kinds are: %s", read_kinds());
    return status;
}

/* By the caller's word: a kind of container holds for the file, another for whatever lies in it. */
static dateline_status choose_kind(input *s, dateline_error *e)
{
    const char *from = s->options->from;
    const read_kind *named = from == NULL ? NULL : kind_named(from);
    if (from != NULL && named == NULL) {
        return unknown_kind(from, e);
    }
    bool container = named != NULL && named->member != NULL;
    if (container && s->outer == NULL) {
        s->kind = named;
        return DATELINE_OK;
    }
    view head;
    TRY(stream_peek(&s->stream, READ_HEAD, &head, e));
    s->kind = kind_of(head, named != NULL && !container);
    s->kind = s->kind == NULL ? named : s->kind;
    return DATELINE_OK;
}

/* A stream over bytes in memory. */
static dateline_status take_memory(void *from, size_t most, buf *out, bool *end, dateline_error *e)
{
    view *rest = from;
    size_t n = rest->length < most ? rest->length : most;
    buf_view(out, view_cut(*rest, 0, n));
    *rest = view_cut(*rest, n, rest->length);
    *end = rest->length == 0;
    return out->failed ? fault_memory(e) : DATELINE_OK;
}

static dateline_status open_file(reader *in, dateline_error *e)
{
    view path = in->files[in->next_file++];
    input *s = push(in);
    if (s == NULL) {
        return fault_memory(e);
    }
    s->path = path;
    s->given.media = view_of(in->options.media);
    if (in->options.data.data != NULL) {
        stream_over(&s->stream, take_memory, &in->rest);
    } else {
        TRY(stream_open(path.data, &s->stream, e));
    }
    return choose_kind(s, e);
}

void input_member(input *member, view name)
{
    size_t cut = name.length < READ_NAME ? name.length : READ_NAME;
    view outer = member->outer->path;
    member->path = arena_printf(member->arena, "%.*s!%.*s", (int)outer.length, outer.data, (int)cut,
                                name.data);
}

static dateline_status too_deep(const input *s, dateline_error *e)
{
    dateline_status status = fault_at(e, DATELINE_E_LIMIT, s->path.data, 0,
                                      "containers lie more than %d deep in each other", READ_DEPTH);
    fault_hint(e, "unpack it first");
    return status;
}

/* Goes on to the next member of the topmost input, a container. */
static dateline_status open_member(reader *in, dateline_error *e)
{
    input *outer = &in->open[in->depth - 1];
    if (in->depth == READ_DEPTH) {
        outer->done = true;
        return too_deep(outer, e);
    }
    input *s = push(in);
    if (s == NULL) {
        return fault_memory(e);
    }
    s->path = outer->path;
    s->given = outer->given;
    outer->number++;
    dateline_status status = outer->kind->member(outer, s, e);
    if (status == DATELINE_OK) {
        return choose_kind(s, e);
    }
    pop(in);
    outer->done = outer->done || status == DATELINE_END;
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* ---- the reader ------------------------------------------------------------------------------ */

dateline_status read_open(const read_options *options, reader **out, dateline_error *e)
{
    *out = NULL;
    arena *a = arena_new(0);
    arena *scratch = arena_new(0);
    reader *in = a == NULL || scratch == NULL ? NULL : ARENA_NEW(a, reader);
    if (in == NULL) {
        arena_free(a);
        arena_free(scratch);
        return fault_memory(e);
    }
    in->arena = a;
    in->scratch = scratch;
    in->options = *options;
    dateline_status status = fields_check_map(options->map, e);
    if (status == DATELINE_OK) {
        status = list_files(in, e);
    }
    if (status == DATELINE_OK && in->nfiles == 1) {
        status = open_file(in, e);
    }
    if (status != DATELINE_OK) {
        read_close(in);
        return status;
    }
    *out = in;
    return DATELINE_OK;
}

void read_close(reader *in)
{
    if (in != NULL) {
        while (in->depth > 0) {
            pop(in);
        }
        for (size_t i = 0; i < READ_DEPTH; i++) {
            arena_free(in->open[i].arena);
        }
        arena_free(in->scratch);
        arena_free(in->arena);
    }
}

/* A file or member that cannot be read, or not further, is a reject; reading goes on behind it. */
static dateline_status refuse(reader *in, dateline_status status, read_reject *reject)
{
    if (status == DATELINE_E_MEMORY || status == DATELINE_E_ARGUMENT) {
        return status;
    }
    view path = in->depth > 0 ? in->open[in->depth - 1].path : in->files[in->next_file - 1];
    *reject = (read_reject){VIEW(""), arena_copy(in->scratch, path)};
    if (in->depth > 0 && in->open[in->depth - 1].kind == NULL) {
        pop(in);
    }
    return DATELINE_OK;
}

dateline_status read_next(reader *in, report **r, read_reject *reject, dateline_error *e)
{
    *r = NULL;
    arena_reset(in->scratch);
    for (;;) {
        input *top = in->depth == 0 ? NULL : &in->open[in->depth - 1];
        dateline_status status = DATELINE_OK;
        if (top == NULL && in->next_file >= in->nfiles) {
            return DATELINE_END;
        }
        if (top == NULL) {
            status = open_file(in, e);
        } else if (top->done) {
            pop(in);
        } else if (top->kind->member != NULL) {
            status = open_member(in, e);
        } else {
            in->kind = top->kind->name;
            status = top->kind->next(top, r, reject, e);
            if (status != DATELINE_END) {
                return status;
            }
            top->done = true;
            status = DATELINE_OK;
        }
        if (status != DATELINE_OK) {
            return refuse(in, status, reject);
        }
    }
}

const char *read_kind_now(const reader *in)
{
    return in->kind == NULL ? "" : in->kind;
}

void read_progress(const reader *in, uint64_t *done, uint64_t *size)
{
    *done = in->earlier + (in->depth == 0 ? 0 : stream_offset(&in->open[0].stream));
    *size = in->size;
}

static view first_known(view own, view given, const char *option)
{
    return own.length > 0 ? own : given.length > 0 ? given : view_of(option);
}

dateline_status reader_make(input *in, read_fields fields, view origin, report **r,
                            dateline_error *e)
{
    const read_fields *given = &in->given;
    if (fields.published.length == 0) {
        fields.basis = given->published.length == 0 ? BASIS_GIVEN : given->basis;
    }
    fields.id = first_known(fields.id, given->id, NULL);
    fields.published = first_known(fields.published, given->published, in->options->published);
    fields.publisher = first_known(fields.publisher, given->publisher, in->options->publisher);
    fields.fetched = first_known(fields.fetched, given->fetched, NULL);
    fields.title = first_known(fields.title, given->title, NULL);
    fields.url = first_known(fields.url, given->url, in->options->url);
    fields.language = first_known(fields.language, given->language, NULL);
    return read_make(&fields, origin, r, e);
}

dateline_status reader_reject(input *in, view id, view origin, dateline_status status,
                              read_reject *reject)
{
    if (status == DATELINE_E_MEMORY || status == DATELINE_E_IO) {
        return status;
    }
    reject->id = arena_copy(in->scratch, id);
    reject->origin = arena_copy(in->scratch, origin);
    return DATELINE_OK;
}
