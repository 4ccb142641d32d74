/* Measuring what reading finds of an article in a web page, as the article extraction benchmark
 * does (github.com/scrapinghub/article-extraction-benchmark): precision and recall of the shingles
 * of four words that the body's text and the marked one have, by counts, averaged over the pages,
 * and F1 of the two averages.  DIR holds ground-truth.json, {"ID": {"articleBody": ..., "url":
 * ...}}, and html/ID.html.gz or html/ID.html.  A page that cannot be read counts as empty. */
#include <jansson.h>
#include <stdlib.h>

#include "read/read.h"
#include "train/train.h"

enum { SHINGLE = 4, PATH = 4096 };

typedef VEC(uint64_t) shingles;

typedef struct {
    double precision, recall;
    day published;
    date_basis basis;
} page_score;

typedef struct {
    const eval_options *options;
    const char *folder;
    buf *out;
    size_t pages, dated;
    double precision, recall, f1;
} article_eval;

/* ---- shingles -------------------------------------------------------------------------------- */

/* Letters, digits and underscores; beyond ASCII what is no punctuation or symbol. */
static bool word_point(uint32_t p)
{
    if (p < 0x80) {
        return ascii_alpha((char)p) || ascii_digit((char)p) || p == '_';
    }
    bool symbol = (p < 0xC0 && p != 0xAA && p != 0xB5 && p != 0xBA && p != 0xB2 && p != 0xB3 &&
                   p != 0xB9 && !(p >= 0xBC && p <= 0xBE)) ||
                  p == 0xD7 || p == 0xF7 || (p >= 0x2000 && p < 0x2070) ||
                  (p >= 0x20A0 && p < 0x20D0) || (p >= 0x2190 && p < 0x2460) ||
                  (p >= 0x2500 && p < 0x2C00) || (p >= 0x3000 && p < 0x3005) ||
                  (p >= 0xFE00 && p < 0xFE10) || p == 0xFEFF || p == 0xFFFD || p >= 0x1F000;
    return !symbol;
}

/* The hash of the next word from *at on; false = there is none. */
static bool next_word(view text, size_t *at, uint64_t *hash)
{
    size_t i = *at, begin = SIZE_MAX;
    while (i < text.length) {
        size_t n = utf8_length(text, i);
        bool word = n > 0 && word_point(utf8_point(text, i));
        if (word && begin == SIZE_MAX) {
            begin = i;
        }
        if (!word && begin != SIZE_MAX) {
            break;
        }
        i += n == 0 ? 1 : n;
    }
    *at = i;
    if (begin == SIZE_MAX) {
        return false;
    }
    *hash = view_hash(view_cut(text, begin, i));
    return true;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool shingles_of(view text, arena *a, shingles *out)
{
    uint64_t words[SHINGLE] = {0}, word;
    size_t at = 0, n = 0;
    bool stored = true;
    while (stored && next_word(text, &at, &word)) {
        memmove(words, words + 1, sizeof words - sizeof words[0]);
        words[SHINGLE - 1] = word;
        if (++n >= SHINGLE) {
            stored = VEC_PUSH(out, a, view_hash((view){(const char *)words, sizeof words}));
        }
    }
    if (n > 0 && n < SHINGLE) {
        stored = VEC_PUSH(out, a, view_hash((view){(const char *)words, sizeof words}));
    }
    if (out->count > 0) {
        qsort(out->at, out->count, sizeof *out->at, by_number);
    }
    return stored;
}

static size_t common(const shingles *a, const shingles *b)
{
    size_t i = 0, k = 0, n = 0;
    while (i < a->count && k < b->count) {
        if (a->at[i] == b->at[k]) {
            n++;
            i++;
            k++;
        } else if (a->at[i] < b->at[k]) {
            i++;
        } else {
            k++;
        }
    }
    return n;
}

static bool compare(view expected, view found, arena *a, page_score *score)
{
    shingles x = {0}, y = {0};
    bool stored = shingles_of(expected, a, &x) && shingles_of(found, a, &y);
    size_t both = common(&x, &y);
    bool same = x.count == both && y.count == both;
    score->precision = same ? 1 : y.count == 0 ? 0 : (double)both / (double)y.count;
    score->recall = same ? 1 : x.count == 0 ? 0 : (double)both / (double)x.count;
    return stored;
}

/* ---- pages ----------------------------------------------------------------------------------- */

/* The text of the report behind its headline and its author's name. */
static view body_of(const report *r)
{
    size_t i = 0;
    while (i < r->nparts && (r->parts[i].kind == PART_HEADLINE ||
                             (r->parts[i].kind == PART_BYLINE && r->parts[i].author.length > 0))) {
        i++;
    }
    return view_cut(r->text, i == 0 ? 0 : r->parts[i - 1].bytes.end, r->text.length);
}

static report *read_page(const char *path)
{
    reader *in = NULL;
    report *r = NULL;
    read_reject reject;
    dateline_error e = {0};
    if (read_open(&(read_options){.path = path}, &in, &e) == DATELINE_OK) {
        if (read_next(in, &r, &reject, &e) != DATELINE_OK) {
            r = NULL;
        }
        read_close(in);
    }
    return r;
}

static void say_page(article_eval *all, const char *id, const report *r, const page_score *score)
{
    char published[16];
    day_format(r == NULL ? DAY_NONE : r->published, published);
    buf_printf(all->out, "%-12.12s %9.1f %9.1f  %-10s %-9s %6zu\n", id, 100 * score->precision,
               100 * score->recall, published, r == NULL ? "" : basis_name(r->basis),
               r == NULL ? 0 : r->text.length);
}

static void measure(article_eval *all, const char *id, view expected, arena *a)
{
    char path[PATH];
    (void)snprintf(path, sizeof path, "%s/html/%s.html.gz", all->folder, id);
    if (!file_exists(path)) {
        (void)snprintf(path, sizeof path, "%s/html/%s.html", all->folder, id);
    }
    page_score score = {0};
    report *r = read_page(path);
    if (compare(expected, r == NULL ? VIEW("") : body_of(r), a, &score)) {
        all->precision += score.precision;
        all->recall += score.recall;
        all->dated += r != NULL && r->published != DAY_NONE;
        all->pages++;
        if (!all->options->json) {
            say_page(all, id, r, &score);
        }
    }
    report_free(r);
}

static void say_total(article_eval *all)
{
    double n = all->pages == 0 ? 1 : (double)all->pages;
    double p = 100 * all->precision / n, r = 100 * all->recall / n;
    double f1 = p + r == 0 ? 0 : 2 * p * r / (p + r);
    buf_printf(all->out,
               all->options->json
                   ? "{\"pages\": %zu, \"precision\": %.2f, \"recall\": %.2f, \"f1\": %.2f, "
                     "\"dated\": %zu}\n"
                   : "pages %zu  precision %.2f  recall %.2f  f1 %.2f  dated %zu\n",
               all->pages, p, r, f1, all->dated);
}

dateline_status eval_articles(const eval_options *o, buf *out, dateline_error *e)
{
    article_eval all = {.options = o, .folder = o->files[0], .out = out};
    char path[PATH];
    (void)snprintf(path, sizeof path, "%s/ground-truth.json", all.folder);
    json_t *truth = json_load_file(path, 0, NULL);
    if (!json_is_object(truth)) {
        json_decref(truth);
        return fault(e, DATELINE_E_FORMAT, "'%s' is no JSON object that could be read", path);
    }
    arena *a = arena_new(0);
    const char *id;
    json_t *page;
    if (!o->json) {
        buf_text(out, "page         precision    recall  published  basis       bytes\n");
    }
    json_object_foreach(truth, id, page)
    {
        const char *body = json_string_value(json_object_get(page, "articleBody"));
        if (a != NULL && body != NULL) {
            measure(&all, id, view_of(body), a);
            arena_reset(a);
        }
    }
    say_total(&all);
    arena_free(a);
    json_decref(truth);
    return a == NULL ? fault_memory(e) : DATELINE_OK;
}
