/* Web pages and feeds: article and boilerplate, facts, posts and quotes, encodings, live blogs,
 * and pages made to hurt. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "read/read.h"

/* The report of a file with those bytes; null = it was a reject, with *e why. */
static report *read_bytes(view bytes, const char *from, dateline_error *e)
{
    char path[] = "/tmp/dateline-page-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.data, bytes.length), (ssize_t)bytes.length);
    (void)close(fd);
    reader *in = NULL;
    report *r = NULL;
    read_reject reject;
    *e = (dateline_error){0};
    assert_int_equal(read_open(&(read_options){.path = path, .from = from}, &in, e), DATELINE_OK);
    assert_int_equal(read_next(in, &r, &reject, e), DATELINE_OK);
    read_close(in);
    (void)unlink(path);
    return r;
}

static report *read_text(const char *html)
{
    dateline_error e;
    report *r = read_bytes(view_of(html), NULL, &e);
    if (r == NULL) {
        print_error("%s\n", e.message);
    }
    assert_non_null(r);
    return r;
}

static void assert_view(view v, const char *expected)
{
    if (!view_equal(v, view_of(expected))) {
        print_error("'%.*s' is not '%s'\n", VIEW_ARG(v), expected);
        fail();
    }
}

static const part *part_of_kind(const report *r, part_kind kind, int nth)
{
    for (size_t i = 0; i < r->nparts; i++) {
        if (r->parts[i].kind == kind && nth-- == 0) {
            return &r->parts[i];
        }
    }
    fail_msg("there is no such part");
    return NULL;
}

#define PARAGRAPH                                                                                  \
    "<p>The foreign minister met his counterpart in the capital on Monday, officials said, and "   \
    "the two signed an agreement on trade.</p>"
#define SECOND                                                                                     \
    "<p>Talks on water had failed twice before, when both armies were facing each other along "    \
    "the border river.</p>"

static const char *const whole_page =
    "<!DOCTYPE html><html lang=\"en\"><head><title>Ministers sign pact | Nile Wire</title>"
    "<link rel=\"canonical\" href=\"https://nile.example/world/ministers-sign-pact\">"
    "<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"NewsArticle\", "
    "\"headline\": \"Ministers sign pact\", \"datePublished\": \"2022-07-18T10:00:00Z\", "
    "\"author\": [{\"name\": \"Jane Doe\"}], \"publisher\": {\"name\": \"Nile Wire\"}}]}</script>"
    "</head><body><nav><a href=\"/\">Home</a> <a href=\"/w\">World</a></nav>"
    "<div class=\"cookie-banner\"><p>We use cookies to give you the best experience. By staying "
    "here you agree to that, and to our terms of use.</p></div>"
    "<article><h1>Ministers sign pact</h1><p class=\"byline\">By Jane Doe</p>"
    "<figure><img src=\"x\"><figcaption>The ministers on Monday. It was warm.</figcaption>"
    "</figure>" PARAGRAPH
    "<blockquote class=\"twitter-tweet\"><p>A good day for #Rabat.</p>&mdash; Dana Levi "
    "(@Danale) <a href=\"https://t.example/1\">July 17, 2022</a></blockquote>"
    "<blockquote><p>This is a new beginning for us all, and we shall keep to it.</p></blockquote>"
    "<div class=\"related-stories\"><h3><a href=\"/a\">Army shells town</a></h3><p>Soldiers fired "
    "on a town in the south on Sunday, witnesses said. Three people died.</p></div>" SECOND
    "<p><a href=\"/more\">Read more: how the talks failed</a></p></article>"
    "<section class=\"comments\"><p>I do not believe a word of it. They always say so, and then "
    "nothing comes of it at all.</p></section>"
    "<footer><p>Copyright 2022 Nile Wire. All rights reserved, and so on and on.</p></footer>"
    "</body></html>";

static void a_page_gives_its_article(void **state)
{
    (void)state;
    report *r = read_text(whole_page);
    assert_view(r->title, "Ministers sign pact");
    assert_view(r->publisher, "Nile Wire");
    assert_view(r->language, "en");
    assert_view(r->url, "https://nile.example/world/ministers-sign-pact");
    assert_int_equal(r->published, day_of(2022, 7, 18));
    assert_int_equal(r->basis, BASIS_META);
    assert_view(report_cut(r, part_of_kind(r, PART_HEADLINE, 0)->bytes), "Ministers sign pact");
    assert_view(part_of_kind(r, PART_BYLINE, 0)->author, "Jane Doe");
    const part *post = part_of_kind(r, PART_POST, 0);
    assert_view(report_cut(r, post->bytes), "A good day for #Rabat.");
    assert_view(post->handle, "@Danale");
    assert_view(post->author, "Dana Levi");
    assert_int_equal(post->published, day_of(2022, 7, 17));
    assert_true(view_starts(report_cut(r, part_of_kind(r, PART_QUOTE, 0)->bytes),
                            VIEW("This is a new beginning")));
    static const char *const absent[] = {"cookies", "warm",      "shells", "believe",
                                         "rights",  "Read more", "Home"};
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        assert_int_equal(view_find(r->text, view_of(absent[i]), 0), SIZE_MAX);
    }
    assert_true(view_find(r->text, VIEW("border river."), 0) != SIZE_MAX);
    report_free(r);
}

static void dates_are_found_where_pages_say_them(void **state)
{
    (void)state;
    static const struct {
        const char *head, *body, *published;
        date_basis basis;
    } cases[] = {
        {"<meta property=\"article:published_time\" content=\"2020-02-03T04:05:06+01:00\">", "",
         "2020-02-03", BASIS_META},
        {"<meta name=\"pubdate\" content=\"Mon, 03 Feb 2020 10:00:00 GMT\">", "", "2020-02-03",
         BASIS_META},
        {"", "<time datetime=\"2020-02-03\">yesterday</time>", "2020-02-03", BASIS_META},
        {"", "<span itemprop=\"datePublished\">February 3rd, 2020</span>", "2020-02-03",
         BASIS_META},
        {"", "<div class=\"dateline\">Posted on 3 February 2020 by Jo</div>", "2020-02-03",
         BASIS_TEXT},
        {"<link rel=canonical href=\"http://a.example/2020/feb/03/x\">", "", "2020-02-03",
         BASIS_URL},
        {"<meta name=\"date\" content=\"0001-01-01T00:00:00Z\">", "", "", BASIS_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char html[2000], published[16];
        (void)snprintf(html, sizeof html, "<html><head>%s</head><body><h1>T</h1>%s%s</body></html>",
                       cases[i].head, cases[i].body, PARAGRAPH SECOND);
        report *r = read_text(html);
        day_format(r->published, published);
        assert_string_equal(published, cases[i].published);
        assert_int_equal(r->basis, cases[i].basis);
        report_free(r);
    }
}

static void encodings_are_told_by_declaration_and_evidence(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "<html><meta charset=\"iso-8859-1\"><p>The caf\xE9 was shelled on Monday, and nobody knew "
        "why it had been.</p></html>",
        "<html><meta charset=\"iso-8859-1\"><p>The caf\xC3\xA9 was shelled on Monday, and nobody "
        "knew why it had been.</p></html>",
        "<html><meta charset=\"utf-8\"><p>The caf\xE9 was shelled on Monday, and nobody knew why "
        "it "
        "had been.</p></html>",
        "<html><p>The caf&eacute; was shelled on Monday, and nobody knew why it had been.</p>"};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        report *r = read_text(pages[i]);
        assert_true(view_find(r->text, VIEW("caf\xC3\xA9 was"), 0) != SIZE_MAX);
        report_free(r);
    }
}

static void live_blogs_have_dated_pieces(void **state)
{
    (void)state;
    report *r = read_text(
        "<html><head><script type='application/ld+json'>{\"@type\": \"LiveBlogPosting\", "
        "\"headline\": \"War day by day\", \"datePublished\": \"2022-07-20\", \"liveBlogUpdate\": ["
        "{\"headline\": \"Troops land\", \"articleBody\": \"Troops landed at noon.\", "
        "\"datePublished\": \"2022-07-19T12:00:00Z\"}, {\"articleBody\": \"Talks failed.\", "
        "\"datePublished\": \"2022-07-18T12:00:00Z\"}]}</script></head><body>" PARAGRAPH
        "</body></html>");
    assert_int_equal(part_of_kind(r, PART_BODY, 0)->published, day_of(2022, 7, 19));
    assert_view(report_cut(r, part_of_kind(r, PART_BODY, 1)->bytes), "Talks failed.");
    assert_int_equal(part_of_kind(r, PART_BODY, 1)->published, day_of(2022, 7, 18));
    report_free(r);
}

static void a_page_without_an_article_is_a_reject(void **state)
{
    (void)state;
    dateline_error e;
    assert_null(read_bytes(VIEW("<html><body><a href=x>One</a></body></html>"), NULL, &e));
    assert_int_equal(e.status, DATELINE_E_FORMAT);
    assert_non_null(strstr(e.message, "no article"));
}

/* ---- pages made to hurt ---------------------------------------------------------------------- */

static buf repeated(const char *before, const char *piece, size_t times, const char *after)
{
    buf b = {0};
    buf_text(&b, before);
    for (size_t i = 0; i < times; i++) {
        buf_text(&b, piece);
    }
    buf_text(&b, after);
    assert_false(b.failed);
    return b;
}

static void pathological_pages_take_linear_time(void **state)
{
    (void)state;
    static const struct {
        const char *before, *piece;
        size_t times;
        const char *after;
    } cases[] = {
        {"<html>", "<div>", 50000, PARAGRAPH},
        {"<html>", "<div class=\"related\">", 50000, PARAGRAPH SECOND},
        {"<html><script>", "var a = '</';", 500000, "</script>" PARAGRAPH},
        {"<html>" PARAGRAPH, "<b><i></p>", 300000, SECOND},
        {"<html>" PARAGRAPH, "</x></y></p>", 500000, SECOND},
        {"<html>" PARAGRAPH, "<p>a<table><tr><td>", 40000, SECOND},
        {"<html>" PARAGRAPH, "<a href=x class=\"a b c d e f g h i j k l\">w</a> ", 100000, SECOND},
        {"<html>" PARAGRAPH, "<!--", 500000, SECOND},
        {"<html>" PARAGRAPH, "&amp", 500000, SECOND},
        {"<html>" PARAGRAPH, "<blockquote class=twitter-tweet>", 40000, SECOND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        buf b = repeated(cases[i].before, cases[i].piece, cases[i].times, cases[i].after);
        dateline_error e;
        clock_t begun = clock();
        report_free(read_bytes(buf_all(&b), NULL, &e));
        double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC;
        if (seconds > 10) {
            fail_msg("case %zu took %.1f s", i, seconds);
        }
        buf_free(&b);
    }
}

/* ---- feeds ----------------------------------------------------------------------------------- */

static void feeds_give_their_items(void **state)
{
    (void)state;
    static const struct {
        const char *feed, *published, *body;
    } cases[] = {
        {"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Nile Wire</title><item>"
         "<title>Envoy recalled</title><link>http://n.example/1</link>"
         "<pubDate>Mon, 18 Jul 2022 10:00:00 GMT</pubDate>"
         "<description>&lt;p&gt;Turkey &lt;b&gt;recalled&lt;/b&gt; him.&lt;/p&gt;</description>"
         "</item></channel></rss>",
         "2022-07-18", "Turkey recalled him."},
        {"<rdf:RDF xmlns:rdf=\"http://r\" xmlns=\"http://purl.org/rss/1.0/\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Nile Wire</title>"
         "</channel><item><title>Envoy recalled</title><link>http://n.example/1</link>"
         "<dc:date>2022-07-18T00:00:00Z</dc:date><description>Turkey recalled him.</description>"
         "</item></rdf:RDF>",
         "2022-07-18", "Turkey recalled him."},
        {"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Nile Wire</title><entry>"
         "<title>Envoy recalled</title><link href=\"http://n.example/1\"/>"
         "<updated>2022-07-18T01:00:00Z</updated><content type=\"html\">&lt;p>Turkey recalled "
         "him.&lt;/p></content></entry></feed>",
         "2022-07-18", "Turkey recalled him."},
        {"{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"Nile Wire\", \"items\": "
         "[{\"id\": \"1\", \"url\": \"http://n.example/1\", \"title\": \"Envoy recalled\", "
         "\"content_html\": \"<p>Turkey recalled him.</p>\", \"date_published\": "
         "\"2022-07-18T00:00:00Z\"}]}",
         "2022-07-18", "Turkey recalled him."}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        report *r = read_text(cases[i].feed);
        char published[16];
        day_format(r->published, published);
        assert_string_equal(published, cases[i].published);
        assert_view(r->url, "http://n.example/1");
        assert_view(r->publisher, "Nile Wire");
        assert_view(report_cut(r, part_of_kind(r, PART_HEADLINE, 0)->bytes), "Envoy recalled");
        assert_view(report_cut(r, part_of_kind(r, PART_BODY, 0)->bytes), cases[i].body);
        report_free(r);
    }
}

static void entities_in_feeds_are_refused(void **state)
{
    (void)state;
    dateline_error e;
    report *r = read_bytes(VIEW("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaa\">"
                                "<!ENTITY b \"&a;&a;&a;\">]><rss><channel><item><title>&b;</title>"
                                "</item></channel></rss>"),
                           "feed", &e);
    assert_null(r);
    assert_non_null(strstr(e.message, "entities"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_gives_its_article),
        cmocka_unit_test(dates_are_found_where_pages_say_them),
        cmocka_unit_test(encodings_are_told_by_declaration_and_evidence),
        cmocka_unit_test(live_blogs_have_dated_pieces),
        cmocka_unit_test(a_page_without_an_article_is_a_reject),
        cmocka_unit_test(pathological_pages_take_linear_time),
        cmocka_unit_test(feeds_give_their_items),
        cmocka_unit_test(entities_in_feeds_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
