/* The ground: views, days, UTF-8, arena, map, buffer. */
#include "test.h"

#include "base/base.h"
#include "base/literal.h"

static void days_run_both_ways(void **state)
{
    (void)state;
    assert_int_equal(day_of(1970, 1, 1), 0);
    assert_int_equal(day_weekday(day_of(2022, 7, 18)), 0);
    for (day d = day_of(1895, 1, 1); d < day_of(2105, 1, 1); d++) {
        civil c = day_civil(d);
        assert_int_equal(day_of(c.year, c.month, c.of_month), d);
    }
}

static void days_are_read(void **state)
{
    (void)state;
    assert_int_equal(day_parse(VIEW("2022-07-18")), day_of(2022, 7, 18));
    assert_int_equal(day_parse(VIEW("2022-07-18T10:00:00Z")), day_of(2022, 7, 18));
    assert_int_equal(day_parse(VIEW("20220718")), day_of(2022, 7, 18));
    assert_int_equal(day_parse(VIEW("2022-02-30")), DAY_NONE);
    assert_int_equal(day_parse(VIEW("2022-7-18")), DAY_NONE);
    assert_int_equal(day_parse(VIEW("")), DAY_NONE);
    char text[16];
    day_format(day_of(2022, 7, 8), text);
    assert_string_equal(text, "2022-07-08");
}

static void utf8_is_checked(void **state)
{
    (void)state;
    assert_int_equal(utf8_check(VIEW("Rabat דנה 🇮🇱")), sizeof("Rabat דנה 🇮🇱") - 1);
    assert_int_equal(utf8_check(VIEW("a\xC0\x80")), 1);
    assert_int_equal(utf8_check(VIEW("ab\xED\xA0\x80")), 2);
    assert_int_equal(utf8_check(VIEW("abc\xF4\x90\x80\x80")), 3);
    assert_int_equal(utf8_check(VIEW("abcd\xE2\x82")), 4);
    char out[4];
    assert_int_equal(utf8_put(0x1F1EE, out), 4);
    assert_int_equal(utf8_point((view){out, 4}, 0), 0x1F1EE);
}

static void arena_marks_give_back(void **state)
{
    (void)state;
    arena *a = arena_new((size_t)1 << 20);
    arena_mark m = arena_save(a);
    assert_non_null(arena_alloc(a, 200000));
    arena_restore(a, m);
    assert_non_null(arena_alloc(a, 900000));
    assert_null(arena_alloc(a, 900000));
    assert_true(arena_failed(a));
    arena_free(a);
}

static void pieces_are_joined(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    char digits[24];
    const view pieces[] = {VIEW("line "), view_of_number(UINT64_MAX, digits), VIEW(""), VIEW(".")};
    view all = arena_join(a, pieces, 4);
    assert_true(view_equal(all, VIEW("line 18446744073709551615.")));
    assert_int_equal(all.data[all.length], 0);
    assert_int_equal(arena_join(a, pieces, 0).length, 0);
    assert_true(view_equal(view_of_number(0, digits), VIEW("0")));
    arena_free(a);
}

static void literals_hash_as_views(void **state)
{
    (void)state;
    assert_true(literal_hash("") == view_hash(VIEW("")));
    assert_true(literal_hash("tense") == view_hash(VIEW("tense")));
    assert_true(literal_hash("the-name-of-a-trait") == view_hash(VIEW("the-name-of-a-trait")));
}

static void map_keeps_thousands(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    map m = {0};
    for (uint32_t i = 0; i < 5000; i++) {
        assert_true(map_put(&m, a, arena_printf(a, "key %u", i), i));
    }
    assert_int_equal(m.count, 5000);
    assert_int_equal(*map_get(&m, VIEW("key 4321")), 4321);
    assert_null(map_get(&m, VIEW("key 5000")));
    arena_free(a);
}

static void json_is_escaped(void **state)
{
    (void)state;
    buf b = {0};
    buf_json(&b, VIEW("a\"\\\n\x01\xFFz"));
    assert_string_equal((buf_char(&b, '\0'), b.data), "\"a\\\"\\\\\\n\\u0001\xEF\xBF\xBDz\"");
    buf_free(&b);
}

/* Eight bytes are looked at at once: wherever a byte stands among others, it is found. */
static void json_finds_each_byte(void **state)
{
    (void)state;
    for (unsigned c = 1; c < 0x80; c++) {
        bool plain = c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
        for (size_t at = 0; at < 20; at++) {
            char text[] = "~ aZ09{}~ aZ09{}~ aZ";
            buf b = {0};
            text[at] = (char)c;
            buf_json(&b, view_of(text));
            assert_int_equal(b.length == sizeof text - 1 + 2, plain);
            assert_int_equal(b.data[at + 1], plain ? text[at] : '\\');
            buf_free(&b);
        }
    }
}

static void errors_are_cut_on_characters(void **state)
{
    (void)state;
    dateline_error e = {0};
    char word[400];
    memset(word, 'x', sizeof word);
    memcpy(word + 254, "é", 3);
    assert_int_equal(fault(&e, DATELINE_E_IO, "%s", word), DATELINE_E_IO);
    assert_int_equal(strlen(e.message), 254);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_run_both_ways),   cmocka_unit_test(days_are_read),
        cmocka_unit_test(utf8_is_checked),      cmocka_unit_test(arena_marks_give_back),
        cmocka_unit_test(map_keeps_thousands),  cmocka_unit_test(json_is_escaped),
        cmocka_unit_test(json_finds_each_byte), cmocka_unit_test(errors_are_cut_on_characters),
        cmocka_unit_test(pieces_are_joined),    cmocka_unit_test(literals_hash_as_views),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
