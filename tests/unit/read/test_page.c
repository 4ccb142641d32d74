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

/* What each service's code for embedding looks like when no script has run. */
static void embedded_posts_are_parts(void **state)
{
    (void)state;
    static const struct {
        const char *html, *text, *author, *handle;
    } cases[] = {
        {"<blockquote class=\"twitter-tweet\"><p lang=en>Troops left.</p>&mdash; Dana Levi "
         "(@Danale) "
         "<a href=x>July 16, 2022</a></blockquote>",
         "Troops left.", "Dana Levi", "@Danale"},
        {"<div class=\"fb-post\" data-href=x><blockquote cite=x><p>Troops left.</p>Posted by <a "
         "href=x>The Ministry</a> on&nbsp;<a href=x>Saturday, July 16, 2022</a></blockquote></div>",
         "Troops left.", "The Ministry", ""},
        {"<blockquote class=\"instagram-media\"><a href=x><div>View this post on "
         "Instagram</div></a>"
         "<p><a href=x>Troops left.</a></p><p><a href=x>A post shared by Dana Levi (@danale)</a> "
         "on "
         "<time datetime=\"2022-07-16T10:00:00+00:00\">Jul 16, 2022 at 3:00am PDT</time></p>"
         "</blockquote>",
         "Troops left.", "Dana Levi", "@danale"},
        {"<blockquote class=\"telegram-post\"><div class=\"tgme_widget_message_author\"><a href=x>"
         "War Channel</a></div><div class=\"tgme_widget_message_text\">Troops left.</div><time "
         "datetime=\"2022-07-16T06:00:00+00:00\">06:00</time></blockquote>",
         "Troops left.", "War Channel", ""},
        {"<blockquote class=\"mastodon-embed\"><p>Troops left.</p>&mdash; Dana "
         "(@dana@social.example) "
         "<a href=x>July 16, 2022</a></blockquote>",
         "Troops left.", "Dana", "@dana@social.example"},
        {"<blockquote class=\"bluesky-embed\"><p lang=en>Troops left.</p>&mdash; Dana (<a href=x>"
         "@dana.bsky.social</a>) <a href=x>July 16, 2022 at 9:12 PM</a></blockquote>",
         "Troops left.", "Dana", "@dana.bsky.social"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char html[3000];
        (void)snprintf(html, sizeof html, "<html><body><article>%s%s%s</article></body></html>",
                       PARAGRAPH, cases[i].html, SECOND);
        report *r = read_text(html);
        const part *post = part_of_kind(r, PART_POST, 0);
        assert_view(report_cut(r, post->bytes), cases[i].text);
        assert_view(post->author, cases[i].author);
        assert_view(post->handle, cases[i].handle);
        assert_int_equal(post->published, day_of(2022, 7, 16));
        assert_non_null(part_of_kind(r, PART_BODY, 1));
        report_free(r);
    }
}

static void bylines_and_addresses(void **state)
{
    (void)state;
    report *r = read_text(
        "<html><head><link rel=canonical href=\"/a/b\"><meta property=\"og:url\" "
        "content=\"https://n.example/a/b\"><meta property=\"article:author\" "
        "content=\"https://n.example/jane\"><script type=\"application/ld+json\">{\"@type\": "
        "\"NewsArticle\", \"author\": [{\"name\": \"Jane Doe\"}, {\"name\": \"Ali H\"}]}"
        "</script></head><body>" PARAGRAPH SECOND "</body></html>");
    assert_view(r->url, "https://n.example/a/b");
    assert_view(part_of_kind(r, PART_BYLINE, 0)->author, "Jane Doe, Ali H");
    report_free(r);
    r = read_text(
        "<html><body><article><div class=byline>By Jane Doe and Ali H | 3 May 2020</div>" PARAGRAPH
            SECOND "</article></body></html>");
    assert_view(part_of_kind(r, PART_BYLINE, 0)->author, "Jane Doe and Ali H");
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
        {"<link rel=canonical href=\"http://a.example/2020/02/03/x\"><meta name=pubdate "
         "content=\"2020-02-04T02:00:00Z\">",
         "", "2020-02-03", BASIS_URL},
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

/* Bytes that declare nothing: UTF-16, Cyrillic, and what the page's language is written in. */
static void encodings_without_a_declaration(void **state)
{
    (void)state;
    const char *ascii = "<html><body>" PARAGRAPH SECOND "</body></html>";
    for (int big = 0; big < 2; big++) {
        buf wide = {0};
        for (const char *p = ascii; *p != '\0'; p++) {
            buf_char(&wide, big ? '\0' : *p);
            buf_char(&wide, big ? *p : '\0');
        }
        dateline_error e;
        report *r = read_bytes(buf_all(&wide), NULL, &e);
        assert_non_null(r);
        assert_true(view_find(r->text, VIEW("border river."), 0) != SIZE_MAX);
        report_free(r);
        buf_free(&wide);
    }
    report *r =
        read_text("<html><p>\xCC\xE8\xED\xE8\xF1\xF2\xF0 \xF1\xEA\xE0\xE7\xE0\xEB, \xF7\xF2\xEE "
                  "\xEF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB \xED\xE5 \xE4\xE0\xEB\xE8 "
                  "\xF0\xE5\xE7\xF3\xEB\xFC\xF2\xE0\xF2\xE0 \xE8 \xE1\xF3\xE4\xF3\xF2 \xEF\xEE "
                  "\xEF\xEB\xE0\xED\xF3 \xE2 \xE8\xFE\xEB\xE5.</p></html>");
    assert_view(r->language, "ru");
    report_free(r);
    r = read_text("<html lang=pl><p>Premier po\xB6wi\xEA"
                  "ci\xB3 w poniedzia\xB3"
                  "ek pomnik, kt\xF3ry "
                  "stoi na placu i jest nowy ju\xBF.</p></html>");
    assert_true(view_find(r->text, VIEW("poświęcił"), 0) != SIZE_MAX);
    report_free(r);
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

/* Pieces that only the page shows, in markup of its own or of schema.org; the text around them is
 * not dated. */
static void live_blogs_may_show_their_pieces_only(void **state)
{
    (void)state;
    static const struct {
        const char *before, *piece;
    } cases[] = {
        {"<div class=liveblog>", "<div class=block>"},
        {"<div itemscope itemtype=\"https://schema.org/LiveBlogPosting\">",
         "<div itemprop=liveBlogUpdate>"},
        {"<script type=\"application/ld+json\">{\"@type\": \"LiveBlogPosting\"}</script><div>",
         "<div>"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char html[3000];
        (void)snprintf(html, sizeof html,
                       "<html><body><h1>War day by day</h1>" PARAGRAPH "%s%s<time "
                       "datetime=2022-07-19T12:00:00Z>19 July 2022</time><h2>Troops land</h2>"
                       "<p>Troops landed at noon on the coast, the army said.</p></div>%s<time "
                       "datetime=2022-07-18T12:00:00Z>18 July 2022</time><p>Talks failed in the "
                       "capital, two officials said.</p></div></div></body></html>",
                       cases[i].before, cases[i].piece, cases[i].piece);
        report *r = read_text(html);
        bool landed = false, failed = false;
        for (size_t k = 0; k < r->nparts; k++) {
            view v = report_cut(r, r->parts[k].bytes);
            landed = landed || (view_starts(v, VIEW("Troops landed")) &&
                                r->parts[k].published == day_of(2022, 7, 19));
            failed = failed || (view_starts(v, VIEW("Talks failed")) &&
                                r->parts[k].published == day_of(2022, 7, 18));
        }
        if (!landed || !failed) {
            fail_msg("case %zu", i);
        }
        assert_int_equal(view_find(r->text, VIEW("19 July"), 0), SIZE_MAX);
        report_free(r);
    }
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
        {"<html>" PARAGRAPH "<div class=liveblog><p><time datetime=2022-07-18>x</time></p><div>",
         "<p>Troops left.</p>", 100000, "<time datetime=2022-07-18>x</time>" SECOND},
        {"<html>" PARAGRAPH "<div class=liveblog><p><time datetime=2022-07-18>x</time></p>",
         "<div>a", 50000, "<time datetime=2022-07-18>x</time>" SECOND},
        {"<html>" PARAGRAPH "<div class=liveblog>", "<p><time datetime=2022-07-18>x</time> y</p>",
         100000, SECOND},
        {"<html>" PARAGRAPH "<div class=twitter-tweet>", "<p>Troops left.</p>", 100000, SECOND},
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

static void feeds_may_be_careless(void **state)
{
    (void)state;
    report *r = read_text(
        "<rss version=\"2.0\"><channel><title>Nile & Wire</title><item><title><![CDATA[M&S &amp; "
        "<b>others</b> leave]]></title><link>http://n.example/?a=1&b=2</link><description>One&nbsp;"
        "two &mdash; three &#233;.</description></item></channel></rss>");
    assert_view(r->publisher, "Nile & Wire");
    assert_view(r->url, "http://n.example/?a=1&b=2");
    assert_view(r->title, "M&S & others leave");
    assert_view(report_cut(r, part_of_kind(r, PART_BODY, 0)->bytes), "One two — three é.");
    report_free(r);
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
        cmocka_unit_test(embedded_posts_are_parts),
        cmocka_unit_test(bylines_and_addresses),
        cmocka_unit_test(dates_are_found_where_pages_say_them),
        cmocka_unit_test(encodings_are_told_by_declaration_and_evidence),
        cmocka_unit_test(encodings_without_a_declaration),
        cmocka_unit_test(live_blogs_have_dated_pieces),
        cmocka_unit_test(live_blogs_may_show_their_pieces_only),
        cmocka_unit_test(a_page_without_an_article_is_a_reject),
        cmocka_unit_test(pathological_pages_take_linear_time),
        cmocka_unit_test(feeds_give_their_items),
        cmocka_unit_test(feeds_may_be_careless),
        cmocka_unit_test(entities_in_feeds_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
