/* The golden cases of tests/golden/when, and the examples of data/time/rules.txt.
 *
 *     @ 2022-07-18                        document time of the cases that follow
 *     The army left on Monday.            a sentence (or several)
 *         Monday = DATE 2022-07-18 2022-07-18..2022-07-18 [since]     each expression, in order
 *         left @ Monday                   the expression that dates the word
 *         none                            no expression at all
 *
 * The parser tells the tense, and it is trained anew now and then: a few cases may fail, all that
 * do are printed, and the share that passes must not fall under the floor.
 */
#include "test.h"

#include "know/dict.h"
#include "syntax/syntax.h"
#include "text/text.h"
#include "when/when.h"

static const double floor_cases = 0.95;

typedef struct {
    arena *a;
    syntax_model *m;
    size_t good, all;
} fixture;

static report *analyse(const fixture *f, view text, day published)
{
    report *r = report_new(0);
    assert_non_null(r);
    r->text = arena_copy(r->arena, text);
    r->published = published;
    r->parts = ARENA_NEW(r->arena, part);
    r->parts[0] = (part){.kind = PART_BODY,
                         .bytes = {0, (uint32_t)text.length},
                         .author = VIEW(""),
                         .handle = VIEW(""),
                         .published = DAY_NONE,
                         .thread = -1};
    r->nparts = 1;
    arena *scratch = arena_new(0);
    dateline_error e = {0};
    assert_int_equal(text_run(r, scratch, &e), DATELINE_OK);
    assert_int_equal(syntax_run(f->m, r, scratch, &e), DATELINE_OK);
    assert_int_equal(when_run(NULL, r, scratch, &e), DATELINE_OK);
    arena_free(scratch);
    return r;
}

static void describe(const report *r, const time_expr *t, buf *out)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    buf_view(out, report_cut(r, t->bytes));
    buf_printf(out, " = %s ", types[t->type]);
    buf_view(out, t->value);
    if (t->when.from != DAY_NONE) {
        char from[16], to[16];
        day_format(t->when.from, from);
        day_format(t->when.to, to);
        buf_printf(out, " %s..%s", from, to);
    }
    buf_text(out, t->since ? " since" : "");
}

/* "left @ Monday": the word's time. */
static bool dates(const report *r, view line)
{
    size_t at = view_find(line, VIEW(" @ "), 0);
    view word = view_cut(line, 0, at), expression = view_cut(line, at + 3, line.length);
    for (size_t t = 0; t < r->ntokens; t++) {
        if (view_equal(report_cut(r, r->tokens[t].bytes), word)) {
            int32_t i = r->time_of[t];
            return view_equal(expression, VIEW("nothing"))
                       ? i < 0
                       : i >= 0 && view_equal(report_cut(r, r->times[i].bytes), expression);
        }
    }
    return false;
}

typedef struct {
    day published;
    view sentence;
    view lines[16];
    size_t nlines;
} golden;

static void check(fixture *f, const golden *g)
{
    report *r = analyse(f, g->sentence, g->published);
    size_t next = 0;
    bool good = true;
    buf got = {0};
    for (size_t i = 0; i < g->nlines; i++) {
        if (view_find(g->lines[i], VIEW(" @ "), 0) != SIZE_MAX) {
            good = dates(r, g->lines[i]) && good;
        } else if (!view_equal(g->lines[i], VIEW("none"))) {
            buf_clear(&got);
            if (next < r->ntimes) {
                describe(r, &r->times[next++], &got);
            }
            good = view_equal(buf_all(&got), g->lines[i]) && good;
        }
    }
    good = good && next == r->ntimes;
    f->all++;
    f->good += good;
    if (!good) {
        print_message("fails: %.*s\n", VIEW_ARG(g->sentence));
        for (size_t i = 0; i < r->ntimes; i++) {
            buf_clear(&got);
            describe(r, &r->times[i], &got);
            print_message("    %.*s\n", VIEW_ARG(buf_all(&got)));
        }
    }
    buf_free(&got);
    report_free(r);
}

static void check_file(fixture *f, const char *path)
{
    view rest, line;
    assert_int_equal(file_read(path, f->a, 1 << 22, &rest, NULL), DATELINE_OK);
    golden g = {.published = DAY_NONE};
    while (view_split(&rest, '\n', &line)) {
        if (line.length == 0 || line.data[0] == '#') {
            continue;
        }
        if (line.data[0] == '@') {
            g.published = day_parse(view_trim(view_cut(line, 1, line.length)));
        } else if (line.data[0] == ' ') {
            assert_true(g.nlines < 16);
            g.lines[g.nlines++] = view_trim(line);
        } else {
            if (g.nlines > 0) {
                check(f, &g);
            }
            g.sentence = line;
            g.nlines = 0;
        }
    }
    if (g.nlines > 0) {
        check(f, &g);
    }
}

static fixture fixture_open(void)
{
    fixture f = {.a = arena_new(0)};
    dateline_error e = {0};
    assert_non_null(f.a);
    if (syntax_open("models", &f.m, &e) != DATELINE_OK) {
        print_message("no models: %s\n", e.message);
        skip();
    }
    return f;
}

static void fixture_close(fixture *f)
{
    syntax_close(f->m);
    arena_free(f->a);
}

static void golden_cases(void **state)
{
    (void)state;
    fixture f = fixture_open();
    view *paths;
    size_t n;
    assert_int_equal(file_list("tests/golden/when", f.a, &paths, &n, NULL), DATELINE_OK);
    for (size_t i = 0; i < n; i++) {
        check_file(&f, paths[i].data);
    }
    print_message("golden/when: %zu of %zu\n", f.good, f.all);
    assert_true(f.all > 0 && (double)f.good >= floor_cases * (double)f.all);
    fixture_close(&f);
}

static bool reads(const report *r, view rule)
{
    for (size_t i = 0; i < r->ntimes; i++) {
        if (view_equal(r->times[i].rule, rule)) {
            return true;
        }
    }
    return false;
}

/* Each rule's `yes` line is read by that very rule, its `no` line is not. */
static void examples(void **state)
{
    (void)state;
    fixture f = fixture_open();
    dict_file rules;
    assert_int_equal(dict_read(VIEW("data/time/rules.txt"), VIEW("time/rules"), f.a, &rules, NULL),
                     DATELINE_OK);
    for (uint32_t i = 0; i < rules.nentries; i++) {
        const dict_entry *entry = &rules.entries[i];
        for (uint32_t k = entry->first; k < entry->first + entry->count; k++) {
            const dict_attr *x = &rules.attrs[k];
            bool yes = view_equal(x->key, VIEW("yes"));
            if (!yes && !view_equal(x->key, VIEW("no"))) {
                continue;
            }
            report *r = analyse(&f, x->value, day_of(2022, 7, 18));
            if (reads(r, entry->name) != yes) {
                fail_msg("rules.txt:%u: rule '%.*s' and its example", x->line,
                         VIEW_ARG(entry->name));
            }
            report_free(r);
        }
    }
    fixture_close(&f);
}

/* A report without a date still reads what needs none. */
static void undated(void **state)
{
    (void)state;
    fixture f = fixture_open();
    report *r = analyse(&f, VIEW("He left on 4 May 2015. He came back on Monday."), DAY_NONE);
    assert_int_equal(r->ntimes, 2);
    assert_int_equal(r->times[0].when.from, day_of(2015, 5, 4));
    report_free(r);
    r = analyse(&f, VIEW(""), DAY_NONE);
    assert_int_equal(r->ntimes, 0);
    report_free(r);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(golden_cases), cmocka_unit_test(examples),
                                       cmocka_unit_test(undated)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
