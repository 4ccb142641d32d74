/* know-compile: makes the knowledge pack out of data/ and the packages of record.  Runs in the
 * build only and is no part of the library.
 *
 *     know-compile --out know.pack --depfile know.pack.d DATA
 */
#include <stdio.h>

#include "know/image_priv.h"

enum { MOST_FAULTS = 40 };

typedef struct {
    const char *out, *depfile, *data;
    arena *arena;
    VEC(view) inputs;
} job;

static int usage(void)
{
    fputs("usage: know-compile --out FILE --depfile FILE DATA\n", stderr);
    return 2;
}

static bool read_arguments(int argc, char **argv, job *j)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--out") == 0 && i + 1 < argc) {
            j->out = argv[++i];
        } else if (strcmp(argv[i], "--depfile") == 0 && i + 1 < argc) {
            j->depfile = argv[++i];
        } else {
            j->data = argv[i];
        }
    }
    return j->out != NULL && j->depfile != NULL && j->data != NULL;
}

/* The pack depends on every file read and on the folders they lie in (for files yet to come). */
static dateline_status write_depfile(const job *j, dateline_error *e)
{
    view *paths;
    size_t count;
    TRY(file_list(j->data, j->arena, &paths, &count, e));
    buf b = {0};
    buf_printf(&b, "%s: %s", j->out, j->data);
    view folder = {0};
    for (size_t i = 0; i < count; i++) {
        if (!view_ends(paths[i], VIEW(".txt")) ||
            view_find(paths[i], VIEW("node_modules"), 0) != SIZE_MAX) {
            continue;
        }
        size_t slash = paths[i].length;
        while (slash > 0 && paths[i].data[slash - 1] != '/') {
            slash--;
        }
        view own = view_cut(paths[i], 0, slash > 0 ? slash - 1 : 0);
        if (!view_equal(own, folder)) {
            folder = own;
            buf_text(&b, " \\\n  ");
            buf_view(&b, folder);
        }
        buf_text(&b, " \\\n  ");
        buf_view(&b, paths[i]);
    }
    buf_char(&b, '\n');
    dateline_status s = b.failed ? fault_memory(e) : file_write(j->depfile, buf_all(&b), e);
    buf_free(&b);
    return s;
}

static void print_faults(const buf *text)
{
    view rest = buf_all(text);
    view line;
    for (int i = 0; i < MOST_FAULTS && view_split(&rest, '\n', &line); i++) {
        fprintf(stderr, "%.*s\n", (int)line.length, line.data);
    }
}

static dateline_status compile(job *j, buf *told, dateline_error *e)
{
    fault_list faults = {.out = told};
    image m;
    image_begin(&m, j->arena, &faults);
    TRY(image_add_folder(&m, j->data, e));
    if (faults.count > 0) {
        return fault(e, DATELINE_E_FORMAT, "%zu faults in the dictionaries", faults.count);
    }
    pack_builder b = {.arena = j->arena};
    view bytes;
    TRY(image_finish(&m, &b, e));
    TRY(pack_write(&b, &bytes, e));
    TRY(file_write(j->out, bytes, e));
    return write_depfile(j, e);
}

int main(int argc, char **argv)
{
    job j = {0};
    if (!read_arguments(argc, argv, &j)) {
        return usage();
    }
    j.arena = arena_new((size_t)3 << 30);
    if (j.arena == NULL) {
        fputs("know-compile: no memory\n", stderr);
        return 1;
    }
    dateline_error e = {0};
    buf told = {0};
    dateline_status s = compile(&j, &told, &e);
    if (s != DATELINE_OK) {
        print_faults(&told);
        fprintf(stderr, "know-compile: %s%s%s\n", e.file, e.file[0] != '\0' ? ": " : "", e.message);
    }
    buf_free(&told);
    arena_free(j.arena);
    return s == DATELINE_OK ? 0 : 1;
}
