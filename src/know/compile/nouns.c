/* Nouns by their kind, from WordNet 3 (Debian package wordnet-base; wndb(5WN) gives the format).
 *
 * A noun belongs to a kind when the root of the kind is among the hypernyms of its first sense, the
 * most frequent one.  The result is text as the act lexicon has it, one line a kind:
 * "class kind_vehicle = jeep; lorry; ...".
 */
#include "packages.h"

static const char INDEX_FILE[] = "/usr/share/wordnet/index.noun";
static const char DATA_FILE[] = "/usr/share/wordnet/data.noun";

enum { CHAIN_MOST = 32, WORD_LEAST = 3 };

/* Kinds and the words whose first senses are their roots. */
static const struct {
    const char *kind;
    const char *roots[4];
} kinds[] = {{"person", {"person"}},
             {"vehicle", {"vehicle", "aircraft"}},
             {"building", {"building", "housing"}},
             {"weapon", {"weapon", "ammunition"}},
             {"supply", {"food", "food_product", "drug", "clothing"}},
             {"document", {"document", "publication"}},
             {"organisation", {"organization"}},
             {"unit", {"military_unit"}}};
enum { KINDS = sizeof kinds / sizeof *kinds };

typedef struct {
    view data;
    map first_sense; /* lemma -> byte offset of its first synset in data */
    uint32_t roots[KINDS][4];
    buf lines[KINDS];
} nouns;

/* The field of a line that lies `n` blanks in. */
static view field_at(view line, size_t n)
{
    view field = {"", 0};
    for (size_t i = 0; i <= n; i++) {
        if (!view_split(&line, ' ', &field)) {
            return VIEW("");
        }
    }
    return field;
}

/* The offset of the first hypernym of the synset; 0 = none. */
static uint32_t hypernym(const nouns *w, uint32_t offset)
{
    if (offset >= w->data.length) {
        return 0;
    }
    view rest = view_cut(w->data, offset, w->data.length);
    view line;
    view field;
    (void)view_split(&rest, '\n', &line);
    while (view_split(&line, ' ', &field)) {
        if (view_equal(field, VIEW("@")) || view_equal(field, VIEW("@i"))) {
            int64_t up = 0;
            (void)view_split(&line, ' ', &field);
            return view_int(field, &up) && up > 0 ? (uint32_t)up : 0;
        }
    }
    return 0;
}

/* Lines of the form "driver n 5 5 ! @ ~ + ; 5 1 10034906 ...": lemma, part of speech, senses,
 * pointer symbols counted, senses, tagged senses, synsets. */
static dateline_status read_index(nouns *w, arena *a, dateline_error *e)
{
    view text;
    TRY(file_read(INDEX_FILE, a, (size_t)64 << 20, &text, e));
    view rest = text;
    view line;
    while (view_split(&rest, '\n', &line)) {
        int64_t pointers = 0;
        int64_t offset = 0;
        view lemma = field_at(line, 0);
        if (lemma.length == 0 || !view_int(field_at(line, 3), &pointers) ||
            !view_int(field_at(line, (size_t)pointers + 6), &offset)) {
            continue;
        }
        if (!map_put(&w->first_sense, a, lemma, (uint32_t)offset)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

static bool is_plain(view lemma)
{
    for (size_t i = 0; i < lemma.length; i++) {
        if (lemma.data[i] < 'a' || lemma.data[i] > 'z') {
            return false;
        }
    }
    return lemma.length >= WORD_LEAST;
}

/* Which kind the synset is of; -1 = none. */
static int kind_of(const nouns *w, uint32_t offset)
{
    for (unsigned step = 0; offset != 0 && step < CHAIN_MOST; step++) {
        for (size_t k = 0; k < KINDS; k++) {
            for (size_t i = 0; i < 4; i++) {
                if (w->roots[k][i] == offset) {
                    return (int)k;
                }
            }
        }
        offset = hypernym(w, offset);
    }
    return -1;
}

static void find_roots(nouns *w)
{
    for (size_t k = 0; k < KINDS; k++) {
        for (size_t i = 0; i < 4 && kinds[k].roots[i] != NULL; i++) {
            const uint32_t *root = map_get(&w->first_sense, view_of(kinds[k].roots[i]));
            w->roots[k][i] = root == NULL ? 0 : *root;
        }
        buf_printf(&w->lines[k], "class kind_%s = %s", kinds[k].kind, kinds[k].roots[0]);
    }
}

dateline_status packages_nouns(arena *a, view *text, dateline_error *e)
{
    nouns w = {.data = {"", 0}};
    TRY(file_read(DATA_FILE, a, (size_t)64 << 20, &w.data, e));
    TRY(read_index(&w, a, e));
    find_roots(&w);
    for (size_t i = 0; i < w.first_sense.capacity; i++) {
        const map_slot *slot = &w.first_sense.slots[i];
        int kind = slot->used && is_plain(slot->key) ? kind_of(&w, slot->value) : -1;
        if (kind >= 0) {
            buf_printf(&w.lines[kind], "; %.*s", VIEW_ARG(slot->key));
        }
    }
    buf all = {0};
    for (size_t k = 0; k < KINDS; k++) {
        buf_view(&all, buf_all(&w.lines[k]));
        buf_char(&all, '\n');
        all.failed = all.failed || w.lines[k].failed;
        buf_free(&w.lines[k]);
    }
    *text = arena_printf(a, "%.*s", VIEW_ARG(buf_all(&all)));
    dateline_status s = all.failed || text->data == NULL ? fault_memory(e) : DATELINE_OK;
    buf_free(&all);
    return s;
}
