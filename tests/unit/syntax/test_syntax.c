/* The shipped weights over the golden sentences, and over sentences that nobody would write. */
#include "syntax/syntax.h"
#include "test.h"
#include "text/text.h"

static const char golden[] = "tests/golden/syntax/news.txt";

static syntax_model *model;

static int open_model(void **state)
{
    (void)state;
    dateline_error e = {0};
    return syntax_open("models", &model, &e) == DATELINE_OK ? 0 : -1;
}

static int close_model(void **state)
{
    (void)state;
    syntax_close(model);
    return 0;
}

/* ---- golden sentences ---------------------------------------------------------------------- */

static report *analysed(view text, arena *scratch)
{
    dateline_error e = {0};
    report *r = report_new(0);
    r->text = text;
    r->parts = ARENA_NEW(r->arena, part);
    r->parts[0] = (part){.kind = PART_BODY,
                         .bytes = {0, (uint32_t)text.length},
                         .published = DAY_NONE,
                         .thread = -1};
    r->nparts = 1;
    assert_int_equal(text_run(r, scratch, &e), DATELINE_OK);
    assert_int_equal(syntax_run(model, r, scratch, &e), DATELINE_OK);
    return r;
}

/* The token of "word" or "word#2"; -1 = none. */
static int32_t find_word(const report *r, view name)
{
    size_t hash = view_find_char(name, '#', 0);
    view form = hash == SIZE_MAX ? name : view_cut(name, 0, hash);
    int want = hash == SIZE_MAX ? 1 : name.data[hash + 1] - '0';
    for (size_t t = 0; t < r->ntokens; t++) {
        if (view_equal(r->tokens[t].form, form) && --want == 0) {
            return (int32_t)t;
        }
    }
    return -1;
}

/* "obl" holds of obl and of its subtypes. */
static bool has_relation(view seen, view wanted)
{
    return view_equal(seen, wanted) ||
           (view_starts(seen, wanted) && seen.data[wanted.length] == ':');
}

static bool holds(const report *r, view line)
{
    view what, first, second = {"", 0};
    if (!view_split(&line, ' ', &what) || !view_split(&line, ' ', &first)) {
        return false;
    }
    (void)view_split(&line, ' ', &second);
    int32_t t = find_word(r, first), child = find_word(r, second);
    if (t < 0) {
        return false;
    }
    if (view_equal(what, VIEW("root"))) {
        return r->tokens[t].head < 0;
    }
    if (view_equal(what, VIEW("upos"))) {
        return view_equal(second, view_of(upos_name(r->tokens[t].upos)));
    }
    if (view_equal(what, VIEW("lemma"))) {
        return view_equal(second, r->tokens[t].lemma);
    }
    return child >= 0 && r->tokens[child].head == t &&
           has_relation(view_of(deprel_name(r->tokens[child].deprel)), what);
}

static size_t check_line(const report *r, view sentence, view line)
{
    bool wrong = line.data[0] == '!';
    view rest = view_trim(view_cut(line, wrong ? 1 : 0, line.length));
    if (holds(r, rest) != wrong) {
        return 0;
    }
    print_message("%s: %.*s\n    in: %.*s\n", wrong ? "now holds" : "does not hold",
                  (int)rest.length, rest.data, (int)sentence.length, sentence.data);
    return 1;
}

static void test_golden(void **state)
{
    (void)state;
    dateline_error e = {0};
    arena *a = arena_new(0), *scratch = arena_new(0);
    view text, line, sentence = {"", 0};
    report *r = NULL;
    size_t wrong = 0;
    assert_int_equal(file_read(golden, a, 1 << 20, &text, &e), DATELINE_OK);
    while (view_split(&text, '\n', &line)) {
        if (line.length == 0 || line.data[0] == '#') {
            continue;
        }
        if (line.data[0] != ' ' && line.data[0] != '!') {
            report_free(r);
            sentence = line;
            r = analysed(line, scratch);
        } else if (r != NULL) {
            wrong += check_line(r, sentence, line);
        }
    }
    report_free(r);
    arena_free(a);
    arena_free(scratch);
    assert_int_equal(wrong, 0);
}

/* ---- company ------------------------------------------------------------------------------- */

/* The golden sentences again and again, a paragraph each: more than are analysed together. */
static view many_sentences(arena *a)
{
    enum { TIMES = 8 };
    dateline_error e = {0};
    view text, line;
    buf out = {0};
    assert_int_equal(file_read(golden, a, 1 << 20, &text, &e), DATELINE_OK);
    for (int i = 0; i < TIMES; i++) {
        for (view rest = text; view_split(&rest, '\n', &line);) {
            if (line.length > 0 && strchr("# !", line.data[0]) == NULL) {
                buf_view(&out, line);
                buf_view(&out, VIEW("\n\n"));
            }
        }
    }
    view all = arena_copy(a, buf_all(&out));
    buf_free(&out);
    return all;
}

/* A sentence has the same tags and tree whatever stands beside it. */
static void test_company(void **state)
{
    (void)state;
    arena *a = arena_new(0), *scratch = arena_new(0);
    report *all = analysed(many_sentences(a), scratch);
    assert_true(all->nsentences > 256);
    for (size_t i = 0; i < all->nsentences; i += 5) {
        const sentence *s = &all->sentences[i];
        const token *first = &all->tokens[s->first];
        report *r = analysed(
            view_cut(all->text, first->bytes.start, all->tokens[s->last].bytes.end), scratch);
        for (size_t t = 0; t < r->ntokens && r->nsentences == 1; t++) {
            int32_t head = first[t].head < 0 ? -1 : first[t].head - (int32_t)s->first;
            assert_int_equal(r->tokens[t].xpos, first[t].xpos);
            assert_int_equal(r->tokens[t].head, head);
            assert_int_equal(r->tokens[t].deprel, first[t].deprel);
        }
        report_free(r);
    }
    report_free(all);
    arena_free(a);
    arena_free(scratch);
}

/* ---- sentences that nobody would write ----------------------------------------------------- */

static report *repeated(const char *form, size_t count)
{
    report *r = report_new(0);
    r->tokens = ARENA_ARRAY(r->arena, token, count);
    r->sentences = ARENA_NEW(r->arena, sentence);
    for (size_t t = 0; t < count; t++) {
        r->tokens[t].form = view_of(form);
        r->tokens[t].name = -1;
    }
    r->ntokens = count;
    r->nsentences = 1;
    r->sentences[0].last = (uint32_t)count - 1;
    return r;
}

/* One root, and every head leads to it. */
static void assert_tree(const report *r)
{
    size_t roots = 0;
    for (size_t t = 0; t < r->ntokens; t++) {
        roots += r->tokens[t].head < 0;
        assert_true(r->tokens[t].head < (int32_t)r->ntokens);
        assert_true(r->tokens[t].head != (int32_t)t);
        assert_true(r->tokens[t].deprel < DEPREL_COUNT);
    }
    assert_int_equal(roots, r->nsentences);
}

static void test_odd(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "a", "-", "\xF0\x9F\x98\x80", "\xD8\xA7", "said", "", ".", "0", "of", "THE"};
    dateline_error e = {0};
    arena *scratch = arena_new(0);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        report *r = repeated(forms[i], i == 0 ? 100000 : 700);
        assert_int_equal(syntax_run(model, r, scratch, &e), DATELINE_OK);
        assert_tree(r);
        report_free(r);
    }
    arena_free(scratch);
}

static void test_missing(void **state)
{
    (void)state;
    syntax_model *m;
    dateline_error e = {0};
    assert_int_not_equal(syntax_open("no/such/folder", &m, &e), DATELINE_OK);
    assert_true(e.hint[0] != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_golden),
                                       cmocka_unit_test(test_company), cmocka_unit_test(test_odd),
                                       cmocka_unit_test(test_missing)};
    return cmocka_run_group_tests(tests, open_model, close_model);
}
