/* Reading: datelines, dates, addresses, headlines, pasted posts; spans stay where the words are. */
#include "test.h"

#include "read/read.h"

static report *make(const char *text)
{
    report *r = NULL;
    dateline_error e = {0};
    read_fields f = {.text = view_of(text)};
    assert_int_equal(read_make(&f, VIEW("test"), &r, &e), DATELINE_OK);
    return r;
}

static view part_text(const report *r, size_t i)
{
    assert_true(i < r->nparts);
    return report_cut(r, r->parts[i].bytes);
}

static void assert_view(view v, const char *expected)
{
    if (!view_equal(v, view_of(expected))) {
        print_error("'%.*s' is not '%s'\n", VIEW_ARG(v), expected);
        fail();
    }
}

static void datelines_give_date_and_publisher(void **state)
{
    (void)state;
    static const struct {
        const char *text, *published, *publisher;
    } cases[] = {
        {"date 2022-07-18 ALBAWABA - The army said so.", "2022-07-18", "ALBAWABA"},
        {"CAIRO, July 18, 2022 (Nile Wire) - The army said so.", "2022-07-18", "Nile Wire"},
        {"CAIRO, 18 July 2022 (Nile Wire) – The army said so.", "2022-07-18", "Nile Wire"},
        {"CAIRO (Nile Wire) -- The army said so.\n\nJuly 3, 2021", "2021-07-03", "Nile Wire"},
        {"https://a.example/2020/03/09/x\n\nTEHRAN – The army said so.", "2020-03-09", "a.example"},
        {"https://www.b.example/x-20190102.html\nLIMA, Jan 3 (Inca) - It did.", "2019-01-03",
         "Inca"},
        {"The minister - a friend of the army - said so.", "", ""},
        {"A headline\n\nPublished: 5 May 2011\n\nThe army said so.", "2011-05-05", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        report *r = make(cases[i].text);
        char published[16];
        day_format(r->published, published);
        assert_string_equal(published, cases[i].published);
        assert_view(r->publisher, cases[i].publisher);
        report_free(r);
    }
}

/* The public interface hands them out as C strings. */
static void fields_out_of_the_text_are_strings(void **state)
{
    (void)state;
    report *r = make("https://a.example/2020/03/09/x\n\nTEHRAN (Nile Wire) - The army said so.");
    assert_string_equal(r->url.data, "https://a.example/2020/03/09/x");
    assert_string_equal(r->publisher.data, "Nile Wire");
    report_free(r);
}

static void a_dateline_is_a_part_of_its_own(void **state)
{
    (void)state;
    report *r = make("Envoy recalled\n\nANKARA, May 1, 2020 (Bos) - Turkey recalled him.\n\nMore.");
    assert_int_equal(r->nparts, 3);
    assert_int_equal(r->parts[0].kind, PART_HEADLINE);
    assert_int_equal(r->parts[1].kind, PART_BYLINE);
    assert_view(part_text(r, 1), "ANKARA, May 1, 2020 (Bos) -");
    assert_view(part_text(r, 2), "Turkey recalled him.\n\nMore.");
    report_free(r);
}

static void posts_are_parts_with_author_and_day(void **state)
{
    (void)state;
    static const char *const signatures[] = {
        "— Dana Levi (@Danale) July 17, 2022", "- Dana Levi (@Danale) 17 July 2022",
        "– Dana Levi (@Danale) Jul 17, 2022", "Dana Levi (@Danale) July 17, 2022",
        "— Dana Levi (@Danale) 2022-07-17"};
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        char text[400];
        (void)snprintf(text, sizeof text, "The army said so.\n\nHe went to #Rabat. \n%s\n\nMore.",
                       signatures[i]);
        report *r = make(text);
        assert_int_equal(r->nparts, 3);
        assert_int_equal(r->parts[1].kind, PART_POST);
        assert_view(view_trim(part_text(r, 1)), "He went to #Rabat.");
        assert_view(r->parts[1].author, "Dana Levi");
        assert_view(r->parts[1].handle, "@Danale");
        assert_int_equal(r->parts[1].published, day_of(2022, 7, 17));
        report_free(r);
    }
}

static void pieces_of_a_post_share_a_thread(void **state)
{
    (void)state;
    report *r = make("Start of it in #Fes. — A B (@ab) May 1, 2020\n\nThe army said so.\n\n"
                     "rest of it. — A B (@ab) May 1, 2020\n\nOther. — C D (@cd) May 2, 2020");
    assert_int_equal(r->nparts, 4);
    assert_int_equal(r->parts[0].thread, 0);
    assert_int_equal(r->parts[2].thread, 0);
    assert_int_equal(r->parts[3].thread, 1);
    report_free(r);
}

static void what_is_no_post_stays_body(void **state)
{
    (void)state;
    report *r = make("He wrote to the editor (@editor) on July 17, 2022 and then he left the "
                     "country for good, said the paper.");
    assert_int_equal(r->nparts, 1);
    assert_int_equal(r->parts[0].kind, PART_BODY);
    report_free(r);
}

static void bad_text_is_refused(void **state)
{
    (void)state;
    report *r = NULL;
    dateline_error e = {0};
    read_fields f = {.text = VIEW("ab\xC3(")};
    assert_int_equal(read_make(&f, VIEW("x.txt"), &r, &e), DATELINE_E_ENCODING);
    assert_int_equal(e.offset, 2);
    assert_string_equal(e.file, "x.txt");
    f.text = VIEW(" \n ");
    assert_int_equal(read_make(&f, VIEW("x.txt"), &r, &e), DATELINE_E_FORMAT);
    f.text = VIEW("Words.");
    f.published = VIEW("2022-02-30");
    assert_int_equal(read_make(&f, VIEW("x.txt"), &r, &e), DATELINE_E_FORMAT);
    assert_null(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(datelines_give_date_and_publisher),
        cmocka_unit_test(fields_out_of_the_text_are_strings),
        cmocka_unit_test(a_dateline_is_a_part_of_its_own),
        cmocka_unit_test(posts_are_parts_with_author_and_day),
        cmocka_unit_test(pieces_of_a_post_share_a_thread),
        cmocka_unit_test(what_is_no_post_stays_body),
        cmocka_unit_test(bad_text_is_refused),
    };
    return cmocka_run_group_tests_name("read", tests, NULL, NULL);
}
