/* The golden cases of tests/golden/text, and input that was made to hurt: what holds of every
 * text (spans in order, forms the bytes of their spans, sentences within bounds) and the time. */
#include "text/text.h"

#include <stdlib.h>
#include <time.h>

#include "test.h"

static const char *const golden[] = {"tests/golden/text/words.txt", "tests/golden/text/posts.txt",
                                     "tests/golden/text/layout.txt"};

/* ---- golden cases -------------------------------------------------------------------------- */

/* \n, \r, \t, \uXXXX and \UXXXXXXXX. */
static void unescape(view in, buf *out)
{
    for (size_t i = 0; i < in.length; i++) {
        char c = in.data[i], next = i + 1 < in.length ? in.data[i + 1] : ' ';
        size_t digits = next == 'u' ? 4 : next == 'U' ? 8 : 0;
        if (c == '\\' && digits > 0 && i + 1 + digits < in.length) {
            char hex[9] = {0}, bytes[4];
            memcpy(hex, in.data + i + 2, digits);
            size_t n = utf8_put((uint32_t)strtoul(hex, NULL, 16), bytes);
            buf_view(out, (view){bytes, n});
            i += 1 + digits;
        } else if (c == '\\' && (next == 'n' || next == 'r' || next == 't')) {
            buf_char(out, next == 'n' ? '\n' : next == 'r' ? '\r' : '\t');
            i++;
        } else {
            buf_char(out, c);
        }
    }
}

static void render(const report *r, buf *out)
{
    for (size_t i = 0; i < r->nsentences; i++) {
        const sentence *s = &r->sentences[i];
        if (i > 0 && s->paragraph != s[-1].paragraph) {
            buf_char(out, '\n');
        }
        for (uint32_t t = s->first; t <= s->last; t++) {
            const token *k = &r->tokens[t];
            buf_text(out, t == s->first ? "" : (k->flags & TOKEN_MWT_REST) != 0 ? "|" : " ");
            buf_view(out, k->form);
        }
        buf_char(out, '\n');
    }
}

static bool check_case(view name, view text, view wanted)
{
    buf in = {0}, want = {0}, got = {0};
    unescape(view_trim(text), &in);
    unescape(view_trim(wanted), &want);
    report *r = report_new(0);
    arena *scratch = arena_new(0);
    r->text = arena_copy(r->arena, buf_all(&in));
    assert_int_equal(text_run(r, scratch, NULL), DATELINE_OK);
    render(r, &got);
    bool same = view_equal(view_trim(buf_all(&got)), buf_all(&want));
    if (!same) {
        print_error("case '%.*s'\nwanted:\n%.*s\ngot:\n%.*s\n", VIEW_ARG(name), (int)want.length,
                    want.data, (int)got.length, got.data);
    }
    report_free(r);
    arena_free(scratch);
    buf_free(&in);
    buf_free(&want);
    buf_free(&got);
    return same;
}

static size_t check_file(const char *path)
{
    arena *a = arena_new(0);
    view bytes;
    size_t wrong = 0, cases = 0;
    assert_int_equal(file_read(path, a, 1 << 20, &bytes, NULL), DATELINE_OK);
    size_t at = view_find(bytes, VIEW("\n=== "), 0);
    while (at != SIZE_MAX) {
        size_t end = view_find(bytes, VIEW("\n=== "), at + 1);
        view one = view_cut(bytes, at + 5, end == SIZE_MAX ? bytes.length : end);
        size_t name = view_find_char(one, '\n', 0), cut = view_find(one, VIEW("\n---\n"), 0);
        assert_true(name != SIZE_MAX && cut != SIZE_MAX);
        wrong += !check_case(view_cut(one, 0, name), view_cut(one, name, cut),
                             view_cut(one, cut + 5, one.length));
        cases++;
        at = end;
    }
    arena_free(a);
    assert_true(cases > 0);
    return wrong;
}

static void test_golden(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        wrong += check_file(golden[i]);
    }
    assert_int_equal(wrong, 0);
}

/* ---- what must hold ------------------------------------------------------------------------ */

static void check_spans(const report *r)
{
    uint32_t at = 0, sent = 0;
    for (size_t t = 0; t < r->ntokens; t++) {
        const token *k = &r->tokens[t];
        assert_true(k->bytes.start >= at && k->bytes.end > k->bytes.start);
        assert_true(k->bytes.end <= r->text.length);
        assert_ptr_equal(k->form.data, r->text.data + k->bytes.start);
        assert_true(k->sent == sent || k->sent == sent + 1);
        at = k->bytes.end;
        sent = k->sent;
    }
    for (size_t i = 0; i < r->nsentences; i++) {
        const sentence *s = &r->sentences[i];
        assert_true(s->last >= s->first && s->last - s->first < 512);
        assert_true(i == 0 ? s->first == 0 : s->first == s[-1].last + 1);
    }
}

/* Runs the text; far less than quadratic work takes, on any machine and under sanitizers. */
static size_t run_text(view text)
{
    report *r = report_new((size_t)4 << 30);
    arena *scratch = arena_new((size_t)4 << 30);
    r->text = text;
    clock_t start = clock();
    assert_int_equal(text_run(r, scratch, NULL), DATELINE_OK);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    check_spans(r);
    size_t n = r->ntokens;
    assert_true(seconds < 5.0 + 60.0 * (double)text.length / 1e7);
    report_free(r);
    arena_free(scratch);
    return n;
}

static void test_one_character(void **state)
{
    (void)state;
    static const char *const marks[] = {"a", ".", "'", "-",  "1",  "#",  "@",    "(",   "\n", "é",
                                        "“", "🇮", "😀", "a.", "1-", "a'", "\xFF", "x-y", "a@"};
    enum { BYTES = 1 << 20 };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        buf b = {0};
        while (b.length < BYTES) {
            buf_text(&b, marks[i]);
        }
        (void)run_text(buf_all(&b));
        buf_free(&b);
    }
}

static void test_long_sentence(void **state)
{
    (void)state;
    buf b = {0};
    for (size_t i = 0; i < 100000; i++) {
        buf_text(&b, i % 9 == 0 ? "and, " : "word ");
    }
    assert_true(run_text(buf_all(&b)) > 100000);
    buf_free(&b);
}

static void test_no_letters(void **state)
{
    (void)state;
    buf b = {0};
    for (size_t i = 0; i < 50000; i++) {
        buf_text(&b, i % 7 == 0 ? "\n\n12 " : i % 3 == 0 ? "?!: " : "34.5 - ");
    }
    (void)run_text(buf_all(&b));
    buf_free(&b);
    assert_int_equal(run_text(VIEW("")), 0);
    assert_int_equal(run_text(VIEW(" \r\n\t\n")), 0);
}

static void test_random(void **state)
{
    (void)state;
    uint64_t random = 42;
    for (int round = 0; round < 20; round++) {
        buf b = {0};
        while (b.length < 20000) {
            random = random * 6364136223846793005U + 1442695040888963407U;
            uint32_t pick = (uint32_t)(random >> 33);
            char bytes[4];
            uint32_t point = round % 2 == 0 ? pick % 0x80 : pick % 0x1FFFF;
            if (point < 0xD800 || point > 0xDFFF) {
                buf_view(&b, (view){bytes, utf8_put(point, bytes)});
            }
        }
        (void)run_text(buf_all(&b));
        buf_free(&b);
    }
}

static void test_parts(void **state)
{
    (void)state;
    report *r = report_new(0);
    arena *scratch = arena_new(0);
    part parts[2] = {{.kind = PART_HEADLINE, .bytes = {4, 9}},
                     {.kind = PART_BODY, .bytes = {9, 15}}};
    r->text = VIEW("url one. and so url");
    r->parts = parts;
    r->nparts = 2;
    assert_int_equal(text_run(r, scratch, NULL), DATELINE_OK);
    assert_int_equal(r->ntokens, 4);
    assert_int_equal(r->nsentences, 2);
    assert_int_equal(r->sentences[1].part, 1);
    assert_true(view_equal(r->tokens[3].form, VIEW("so")));
    report_free(r);
    arena_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),        cmocka_unit_test(test_one_character),
        cmocka_unit_test(test_long_sentence), cmocka_unit_test(test_no_letters),
        cmocka_unit_test(test_random),        cmocka_unit_test(test_parts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
