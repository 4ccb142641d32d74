/* The knowledge pack: reading dictionaries, matching, look-up by name and day, damaged files.
 * The base pack of these tests is an empty one with tests/unit/know/dict as a user's folder. */
#include "test.h"

#include <stdlib.h>

#include "know/dict.h"
#include "know/know.h"
#include "know/pack.h"

static const char PACK_PATH[] = "build-know-test.pack.tmp";

static know *open_dictionaries(const char *folder)
{
    arena *a = arena_new(0);
    pack_builder b = {.arena = a};
    view bytes;
    assert_int_equal(pack_add(&b, "extra", VIEW("act words"), NULL), DATELINE_OK);
    assert_int_equal(pack_write(&b, &bytes, NULL), DATELINE_OK);
    assert_int_equal(file_write(PACK_PATH, bytes, NULL), DATELINE_OK);
    arena_free(a);
    const char *folders[] = {folder, NULL};
    know *k = NULL;
    dateline_error e = {0};
    if (know_open(PACK_PATH, folders, &k, &e) != DATELINE_OK) {
        fail_msg("%s:%u %s", e.file, (unsigned)e.line, e.message);
    }
    remove(PACK_PATH);
    return k;
}

static int set_up(void **state)
{
    *state = open_dictionaries("tests/unit/know/dict");
    return 0;
}

static int tear_down(void **state)
{
    know_close(*state);
    return 0;
}

/* A report of one sentence, its words cut at blanks. */
static report *report_of(const char *text)
{
    report *r = report_new(0);
    r->text = view_of(text);
    r->tokens = ARENA_ARRAY(r->arena, token, 100);
    r->sentences = ARENA_ARRAY(r->arena, sentence, 1);
    r->nsentences = 1;
    view rest = r->text;
    view form;
    while (view_split(&rest, ' ', &form)) {
        token *t = &r->tokens[r->ntokens++];
        t->form = form;
        t->bytes.start = (uint32_t)(form.data - text);
        t->bytes.end = t->bytes.start + (uint32_t)form.length;
        t->flags = TOKEN_SPACE_BEFORE;
    }
    r->sentences[0].last = (uint32_t)r->ntokens - 1;
    return r;
}

/* "kind entry [first last]" of every match, parted by "; ". */
static void expect_matches(const know *k, const char *text, const char *expected)
{
    report *r = report_of(text);
    arena *scratch = arena_new(0);
    assert_int_equal(know_run(k, r, scratch, NULL), DATELINE_OK);
    buf b = {0};
    for (size_t i = 0; i < r->nmatches; i++) {
        const match *m = &r->matches[i];
        buf_printf(&b, "%s%s %.*s %u %u", i > 0 ? "; " : "", know_kind_name(m->kind),
                   VIEW_ARG(know_entry_at(k, m->entry).name), m->first, m->last);
    }
    buf_char(&b, '\0');
    assert_string_equal(b.data, expected);
    buf_free(&b);
    arena_free(scratch);
    report_free(r);
}

static void names_are_matched(void **state)
{
    const know *k = *state;
    expect_matches(k, "the Moroccan defence ministers met in Rabat",
                   "demonym Morocco 1 1; office defence minister 2 3; capital Morocco 6 6");
    expect_matches(k, "they told us about turkey", "");
    expect_matches(k, "the U.S. and Turkey ; US troops",
                   "country United States 1 1; country Turkey 3 3; country United States 5 5");
    expect_matches(k, "TURKEY SAYS US TROOPS LEAVE",
                   "country Turkey 0 0; country United States 2 2");
    expect_matches(k, "TURKEY AND TÜRKIYE", "country Turkey 0 0; country Turkey 2 2");
    expect_matches(k, "the White House hosted Israelis",
                   "metonym United States 1 2; people Israel 4 4");
    expect_matches(k, "al - Shabaab gunmen", "agent gunman 3 3");
    expect_matches(k, "Al -Shabaab gunmen", "group Al-Shabaab 0 1; agent gunman 2 2");
    expect_matches(k, "Sanaa , Sana'a , Sana 'a",
                   "capital Yemen 0 0; capital Yemen 2 2; capital Yemen 4 5");
    expect_matches(k, "chiefs of staff", "office chief of staff 0 2");
    expect_matches(k, "Kingdom of Morocco", "country Morocco 0 2");
}

static void actors_have_codes_by_day(void **state)
{
    const know *k = *state;
    uint32_t entry;
    assert_int_equal(know_find(k, VIEW("taliban"), KNOW_ANY, &entry, 1), 1);
    assert_string_equal(know_actor_on(k, entry, day_of(2021, 8, 14)).actor.sector, "REB");
    assert_string_equal(know_actor_on(k, entry, day_of(2021, 8, 15)).actor.sector, "GOV");
    assert_string_equal(know_actor_on(k, entry, DAY_NONE).actor.sector, "GOV");
    assert_int_equal(know_find_surname(k, VIEW("Gantz"), &entry, 1), 1);
    know_actor a = know_actor_on(k, entry, day_of(2021, 11, 24));
    assert_string_equal(a.actor.code, "ISR");
    assert_string_equal(a.actor.sector, "GOV");
    assert_true(view_equal(a.office, VIEW("Minister of Defense")));
    a = know_actor_on(k, entry, day_of(2018, 1, 1));
    assert_int_equal(a.tenure, KNOW_FORMER);
    assert_string_equal(a.actor.sector, "ELI");
    assert_true(view_equal(a.office, VIEW("Chief of Staff")));
}

static void lists_are_asked(void **state)
{
    const know *k = *state;
    int32_t verbs = know_list(k, "say/verbs");
    assert_int_equal(know_list_count(k, verbs), 3);
    int64_t entry = know_list_find(k, verbs, VIEW("Tell"));
    assert_true(view_equal(know_attr(k, (uint32_t)entry, "frame"), VIEW("obj that")));
    assert_int_equal(know_list_find(k, verbs, VIEW("sing")), -1);
    assert_int_equal(know_list(k, "say/nouns"), -1);
    report *r = report_of("they point out that");
    uint32_t last = 0;
    assert_true(know_list_match(k, verbs, r, 1, &last) >= 0);
    assert_int_equal(last, 2);
    assert_int_equal(know_list_match(k, verbs, r, 0, &last), -1);
    report_free(r);
}

static void expect_fault(const char *text, const char *message, unsigned line)
{
    arena *a = arena_new(0);
    dict_file f;
    dateline_error e = {0};
    assert_int_equal(dict_parse(VIEW("x.txt"), VIEW("x"), view_of(text), a, &f, &e),
                     DATELINE_E_FORMAT);
    assert_string_equal(e.message, message);
    assert_int_equal(e.line, line);
    arena_free(a);
}

static void wrong_lines_are_told(void **state)
{
    (void)state;
    expect_fault("Morocco\n  code MAR\n", "neither an entry nor an attribute: '  code MAR'", 2);
    expect_fault("Morocco\n\tcode MAR\n", "a tab: '\tcode MAR'", 2);
    expect_fault("    code MAR\n", "an attribute before the first entry: '    code MAR'", 1);
    expect_fault("Morocco\n    Code MAR\n", "no key of an attribute: 'Code MAR'", 2);
    expect_fault("A\nB\nA\n", "an entry for the second time: 'A'", 3);
    expect_fault("A\n    b \xFF\n", "bytes that are not UTF-8: ''", 2);
}

static view small_pack(arena *a)
{
    pack_builder b = {.arena = a};
    view bytes;
    assert_int_equal(pack_add(&b, "one", VIEW("some bytes"), NULL), DATELINE_OK);
    assert_int_equal(pack_add(&b, "two", VIEW("other bytes"), NULL), DATELINE_OK);
    assert_int_equal(pack_add(&b, "two", VIEW(""), NULL), DATELINE_E_ARGUMENT);
    assert_int_equal(pack_write(&b, &bytes, NULL), DATELINE_OK);
    return bytes;
}

static void damaged_packs_are_refused(void **state)
{
    (void)state;
    arena *a = arena_new(0);
    view bytes = small_pack(a);
    pack p;
    assert_int_equal(pack_open(bytes, "p", &p, NULL), DATELINE_OK);
    assert_true(view_equal(pack_section(&p, "two"), VIEW("other bytes")));
    assert_int_equal(pack_section(&p, "three").length, 0);
    for (size_t n = 0; n < bytes.length; n++) {
        assert_int_equal(pack_open((view){bytes.data, n}, "p", &p, NULL), DATELINE_E_MODEL);
    }
    char *copy = arena_alloc(a, bytes.length);
    for (size_t bit = 0; bit < bytes.length * 8; bit++) {
        memcpy(copy, bytes.data, bytes.length);
        copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << (bit % 8)));
        if (pack_open((view){copy, bytes.length}, "p", &p, NULL) == DATELINE_OK) {
            /* Only padding may change unseen: the sections must read the same. */
            assert_true(view_equal(pack_section(&p, "one"), VIEW("some bytes")));
            assert_true(view_equal(pack_section(&p, "two"), VIEW("other bytes")));
        }
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_are_matched, set_up, tear_down),
        cmocka_unit_test_setup_teardown(actors_have_codes_by_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lists_are_asked, set_up, tear_down),
        cmocka_unit_test(wrong_lines_are_told),
        cmocka_unit_test(damaged_packs_are_refused),
    };
    return cmocka_run_group_tests_name("know", tests, NULL, NULL);
}
