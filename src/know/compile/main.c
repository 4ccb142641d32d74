/* know-compile: makes the knowledge pack out of data/ and the packages of record.  Runs in the
 * build only and is no part of the library.
 *
 *     know-compile --out know.pack --depfile know.pack.d DATA
 */
#include <stdio.h>

#include "know/lexicon.h"
#include "packages.h"

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

typedef VEC(lexicon_source) source_list;

static dateline_status add_sources(job *j, const char *folder, source_list *sources,
                                   dateline_error *e)
{
    view directory = arena_printf(j->arena, "%s/%s", j->data, folder);
    if (!file_is_directory(directory.data)) {
        return DATELINE_OK;
    }
    view *paths;
    size_t count;
    TRY(file_list(directory.data, j->arena, &paths, &count, e));
    for (size_t i = 0; i < count; i++) {
        if (!view_ends(paths[i], VIEW(".txt"))) {
            continue;
        }
        lexicon_source src = {.file = view_cut(paths[i], strlen(j->data) + 1, paths[i].length)};
        TRY(file_read(paths[i].data, j->arena, (size_t)1 << 26, &src.text, e));
        if (!VEC_PUSH(sources, j->arena, src)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

/* The section "acts": data/acts/ and data/status/ as know/lexicon.h reads them. */
static dateline_status add_acts(job *j, pack_builder *b, buf *acts, buf *told, dateline_error *e)
{
    source_list sources = {0};
    lexicon_faults faults = {0};
    lexicon_notes notes = {.faults = &faults};
    TRY(add_sources(j, "acts", &sources, e));
    TRY(add_sources(j, "status", &sources, e));
    TRY(add_sources(j, "contexts", &sources, e));
    lexicon_source nouns = {.file = VIEW("wordnet")};
    TRY(packages_nouns(j->arena, &nouns.text, e));
    if (!VEC_PUSH(&sources, j->arena, nouns)) {
        return fault_memory(e);
    }
    dateline_status s = lexicon_compile(sources.at, sources.count, j->arena, acts, &notes, e);
    for (size_t i = 0; i < faults.count; i++) {
        buf_view(told, faults.at[i]);
        buf_char(told, '\n');
    }
    return s != DATELINE_OK ? s : pack_add(b, "acts", buf_all(acts), e);
}

/* The names of a list of words below data/know. */
static dateline_status read_words(job *j, const char *list, map *words, dateline_error *e)
{
    view path = arena_printf(j->arena, "%s/know/%s.txt", j->data, list);
    dict_file f;
    TRY(dict_read(path, VIEW("know"), j->arena, &f, e));
    for (uint32_t i = 0; i < f.nentries; i++) {
        if (!map_put(words, j->arena, f.entries[i].name, 1)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

static dateline_status gather(job *j, image *m, place_builder *places, map words[3],
                              dateline_error *e)
{
    packages p = {
        .arena = j->arena, .data = j->data, .image = m, .places = places, .misleading = &words[2]};
    map *codes = ARENA_NEW(j->arena, map);
    if (codes == NULL) {
        return fault_memory(e);
    }
    TRY(packages_codes(&p, codes, e));
    m->codes = codes;
    TRY(image_add_folder(m, j->data, e));
    TRY(read_words(j, "divisions", &words[0], e));
    TRY(read_words(j, "articles", &words[1], e));
    TRY(read_words(j, "misleading", &words[2], e));
    places->generic = &words[0];
    places->articles = &words[1];
    TRY(packages_countries(&p, e));
    TRY(packages_places(&p, e));
    TRY(places_read_folder(places, j->data, m, e));
    packages_tie_places(&p);
    return DATELINE_OK;
}

static dateline_status compile(job *j, buf *acts, buf *told, dateline_error *e)
{
    fault_list faults = {.out = told};
    image m;
    place_builder places = {.arena = j->arena};
    map words[3] = {0};
    image_begin(&m, j->arena, &faults);
    TRY(gather(j, &m, &places, words, e));
    if (faults.count > 0) {
        return fault(e, DATELINE_E_FORMAT, "%zu faults in the dictionaries", faults.count);
    }
    pack_builder b = {.arena = j->arena};
    view bytes;
    TRY(places_finish(&places, &m, &b, e));
    TRY(image_finish(&m, &b, e));
    TRY(add_acts(j, &b, acts, told, e));
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
    buf acts = {0};
    dateline_status s = compile(&j, &acts, &told, &e);
    if (s != DATELINE_OK) {
        print_faults(&told);
        fprintf(stderr, "know-compile: %s%s%s%s%s\n", e.file, e.file[0] != '\0' ? ": " : "",
                e.message, e.hint[0] != '\0' ? "; " : "", e.hint);
    }
    buf_free(&told);
    buf_free(&acts);
    arena_free(j.arena);
    return s == DATELINE_OK ? 0 : 1;
}
