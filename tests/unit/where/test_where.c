/* The golden cases of where/: each file of tests/golden/where is run through text, syntax, know and
 * where.  Trees and names come from trained weights, which err now and then, so that a file passes
 * while 85 in a hundred of its expectations hold; what failed is printed. */
#include "test.h"

#include <stdlib.h>

#include "engine/engine.h"
#include "text/text.h"
#include "where/where.h"

static const double MUST_HOLD = 0.85;

typedef struct {
    const dateline_model *model;
    report *r;
    arena *scratch;
    size_t lines, held;
} golden;

static void begin_case(golden *g, view text)
{
    report_free(g->r);
    g->r = report_new(0);
    report *r = g->r;
    r->text = text;
    r->published = day_of(2022, 7, 18);
    r->parts = ARENA_ARRAY(r->arena, part, 1);
    r->nparts = 1;
    r->parts[0].kind = PART_BODY;
    r->parts[0].bytes.end = (uint32_t)text.length;
    arena_reset(g->scratch);
    dateline_error e = {0};
    assert_int_equal(text_run(r, g->scratch, &e), DATELINE_OK);
    assert_int_equal(syntax_run(g->model->syntax, r, g->scratch, &e), DATELINE_OK);
    assert_int_equal(know_run(g->model->know, r, g->scratch, &e), DATELINE_OK);
    assert_int_equal(where_run(g->model->know, r, g->scratch, &e), DATELINE_OK);
}

static const place *place_over(const report *r, size_t start, size_t end)
{
    for (size_t i = 0; i < r->nplaces; i++) {
        if (r->places[i].bytes.start < end && start < r->places[i].bytes.end) {
            return &r->places[i];
        }
    }
    return NULL;
}

static const char *use_name(place_use use)
{
    return use == PLACE_LITERAL ? "literal" : use == PLACE_METONYM ? "metonym" : "demonym";
}

/* Whether the place is all that the words say: code, precision and use; the rest is its name. */
static bool is_all(const place *p, view words)
{
    bool holds = true;
    view rest = words;
    view word;
    char named[128];
    size_t n = 0;
    while (view_split(&rest, ' ', &word)) {
        bool code = word.length == 3 && ascii_upper(word.data[0]) && ascii_upper(word.data[1]);
        if (code) {
            holds &= view_equal(word, view_of(p->country));
        } else if (view_equal(word, VIEW("city")) || view_equal(word, VIEW("country")) ||
                   view_equal(word, VIEW("region")) || view_equal(word, VIEW("facility"))) {
            holds &= view_equal(word, p->precision);
        } else if (view_equal(word, VIEW("literal")) || view_equal(word, VIEW("metonym")) ||
                   view_equal(word, VIEW("demonym"))) {
            holds &= view_equal(word, view_of(use_name(p->use)));
        } else if (n + word.length + 1 < sizeof named) {
            n += n > 0;
            named[n > 0 ? n - 1 : 0] = n > 0 ? ' ' : named[0];
            memcpy(named + n, word.data, word.length);
            n += word.length;
        }
    }
    return holds && (n == 0 || view_equal((view){named, n}, p->name));
}

static bool check_place(const golden *g, view text, view expected)
{
    size_t at = view_find(g->r->text, text, 0);
    assert_true(at != SIZE_MAX);
    const place *p = place_over(g->r, at, at + text.length);
    if (view_equal(expected, VIEW("-"))) {
        return p == NULL;
    }
    return p != NULL && is_all(p, expected);
}

static bool check_event(const golden *g, view text, view expected)
{
    size_t at = view_find(g->r->text, text, 0);
    assert_true(at != SIZE_MAX);
    for (size_t t = 0; t < g->r->ntokens; t++) {
        if (g->r->tokens[t].bytes.start != at) {
            continue;
        }
        int32_t found = g->r->place_of[t];
        if (view_equal(expected, VIEW("-"))) {
            return found < 0;
        }
        return found >= 0 && view_equal(report_cut(g->r, g->r->places[found].bytes), expected);
    }
    return false;
}

static void check_line(golden *g, view line)
{
    size_t equals = view_find(line, VIEW(" = "), 0);
    assert_true(equals != SIZE_MAX);
    view left = view_trim(view_cut(line, 0, equals));
    view right = view_trim(view_cut(line, equals + 3, line.length));
    bool held;
    if (view_equal(left, VIEW("set"))) {
        held = view_equal(right, view_of(g->r->country));
    } else if (view_starts(left, VIEW("at "))) {
        held = check_event(g, view_cut(left, 3, left.length), right);
    } else {
        held = check_place(g, left, right);
    }
    g->lines++;
    g->held += held;
    if (!held) {
        print_message("%.*s\n    %.*s\n", VIEW_ARG(g->r->text), VIEW_ARG(view_trim(line)));
    }
}

static void run_file(const dateline_model *model, const char *file)
{
    golden g = {.model = model, .scratch = arena_new(0)};
    arena *a = arena_new(0);
    view text;
    view path = arena_printf(a, "tests/golden/where/%s", file);
    assert_int_equal(file_read(path.data, a, 1 << 20, &text, NULL), DATELINE_OK);
    view line;
    while (view_split(&text, '\n', &line)) {
        if (view_trim(line).length == 0 || line.data[0] == '#') {
            continue;
        }
        if (line.data[0] == ' ') {
            check_line(&g, line);
        } else {
            begin_case(&g, line);
        }
    }
    print_message("%s: %zu of %zu hold\n", file, g.held, g.lines);
    assert_true((double)g.held >= MUST_HOLD * (double)g.lines);
    report_free(g.r);
    arena_free(g.scratch);
    arena_free(a);
}

static int open_model(void **state)
{
    const char *pack = getenv("DATELINE_PACK");
    char folder[512];
    size_t n = pack == NULL ? 0 : strlen(pack);
    while (n > 0 && pack[n - 1] != '/') {
        n--;
    }
    if (n == 0 || n >= sizeof folder) {
        return 1;
    }
    memcpy(folder, pack, n - 1);
    folder[n - 1] = '\0';
    dateline_model *m;
    if (dateline_model_open(folder, NULL, &m, NULL) != DATELINE_OK) {
        return 1;
    }
    *state = m;
    return 0;
}

static int close_model(void **state)
{
    dateline_model_close(*state);
    return 0;
}

#define GOLDEN(name)                                                                               \
    static void name(void **state)                                                                 \
    {                                                                                              \
        run_file(*state, #name ".txt");                                                            \
    }
GOLDEN(cities)
GOLDEN(containers)
GOLDEN(uses)
GOLDEN(nothing)
GOLDEN(events)
GOLDEN(settings)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cities),  cmocka_unit_test(containers), cmocka_unit_test(uses),
        cmocka_unit_test(nothing), cmocka_unit_test(events),     cmocka_unit_test(settings),
    };
    return cmocka_run_group_tests_name("where", tests, open_model, close_model);
}
