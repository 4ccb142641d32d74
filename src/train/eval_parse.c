/* Over the file's own tokens every word is compared with itself; from raw text the words are
 * aligned first (train/align.h) and the figures are F1.  Only the universal part of a relation
 * counts, as in CoNLL 2018. */
#include "engine/engine.h"
#include "text/text.h"
#include "train/align.h"
#include "train/conllu.h"
#include "train/train.h"

enum { SENTENCES, TOKENS, WORDS, UPOS, XPOS, FEATS, LEMMA, UAS, LAS, MEASURES };
static const char *const names[MEASURES] = {"sentences", "tokens", "words", "upos", "xpos",
                                            "feats",     "lemma",  "uas",   "las"};

typedef struct {
    size_t right[MEASURES], gold[MEASURES], seen[MEASURES];
} parse_score;

static view plain(unsigned relation)
{
    view name = view_of(deprel_name(relation));
    size_t colon = view_find_char(name, ':', 0);
    return colon == SIZE_MAX ? name : view_cut(name, 0, colon);
}

/* `to` maps gold words to those of the analysis. */
static void compare(const token *gold, const token *seen, const int32_t *to, parse_score *s)
{
    bool head = gold->head < 0 ? seen->head < 0 : seen->head >= 0 && to[gold->head] == seen->head;
    s->right[WORDS]++;
    s->right[UPOS] += gold->upos == seen->upos;
    s->right[XPOS] += gold->xpos == seen->xpos;
    s->right[FEATS] += gold->feats == seen->feats;
    s->right[LEMMA] += view_equal(gold->lemma, seen->lemma) || view_equal(gold->lemma, VIEW("_"));
    s->right[UAS] += head;
    s->right[LAS] += head && view_equal(plain(gold->deprel), plain(seen->deprel));
}

static bool starts_token(const report *r, size_t t)
{
    return (r->tokens[t].flags & TOKEN_MWT_REST) == 0;
}

/* Stretches that both sides have, from two sorted lists of them. */
static size_t common(const span *a, size_t na, const span *b, size_t nb)
{
    size_t both = 0;
    for (size_t i = 0, j = 0; i < na && j < nb;) {
        bool same = a[i].start == b[j].start && a[i].end == b[j].end;
        both += same;
        bool first = a[i].start <= b[j].start;
        i += first;
        j += !first || same;
    }
    return both;
}

/* The sentences, or the surface tokens, as stretches of black bytes. */
static size_t stretches(const report *r, const aligned_word *w, bool tokens, span *out)
{
    size_t n = 0;
    for (size_t i = 0; !tokens && i < r->nsentences; i++) {
        out[n++] = (span){w[r->sentences[i].first].start, w[r->sentences[i].last].end};
    }
    for (size_t t = 0; tokens && t < r->ntokens; t++) {
        if (starts_token(r, t)) {
            out[n++] = (span){w[t].start, w[t].end};
        }
    }
    return n;
}

static bool compare_cuts(const report *gold, const report *seen, parse_score *s, arena *scratch)
{
    const aligned_word *g = align_words(gold, scratch), *w = align_words(seen, scratch);
    span *a = ARENA_ARRAY(scratch, span, gold->ntokens + 1);
    span *b = ARENA_ARRAY(scratch, span, seen->ntokens + 1);
    if (arena_failed(scratch)) {
        return false;
    }
    for (int m = SENTENCES; m <= TOKENS; m++) {
        size_t na = stretches(gold, g, m == TOKENS, a), nb = stretches(seen, w, m == TOKENS, b);
        s->right[m] += common(a, na, b, nb);
        s->gold[m] += na;
        s->seen[m] += nb;
    }
    return true;
}

static bool compare_all(const report *gold, const report *seen, parse_score *s, arena *scratch)
{
    int32_t *to = ARENA_ARRAY(scratch, int32_t, gold->ntokens);
    if (to == NULL || !align(gold, seen, scratch, to) || !compare_cuts(gold, seen, s, scratch)) {
        return false;
    }
    for (int m = WORDS; m < MEASURES; m++) {
        s->gold[m] += gold->ntokens;
        s->seen[m] += seen->ntokens;
    }
    for (size_t t = 0; t < gold->ntokens; t++) {
        if (to[t] >= 0) {
            compare(&gold->tokens[t], &seen->tokens[to[t]], to, s);
        }
    }
    return true;
}

/* A report with the text of another, or with its tokens too; it borrows both. */
static report *borrow(const report *gold, bool raw)
{
    report *r = report_new(0);
    if (r == NULL) {
        return NULL;
    }
    r->text = gold->text;
    r->parts = gold->parts;
    r->nparts = gold->nparts;
    if (!raw) {
        r->tokens = arena_grow(r->arena, gold->tokens, gold->ntokens, gold->ntokens, sizeof(token));
        r->ntokens = gold->ntokens;
        r->sentences = gold->sentences;
        r->nsentences = gold->nsentences;
    }
    return r;
}

static dateline_status analyse(const syntax_model *m, report *r, bool raw, arena *scratch,
                               dateline_error *e)
{
    if (raw) {
        TRY(text_run(r, scratch, e));
    }
    return syntax_run(m, r, scratch, e);
}

static dateline_status score_file(const syntax_model *m, const char *path, bool raw, parse_score *s,
                                  dateline_error *e)
{
    report *gold;
    TRY(conllu_read(path, &gold, e));
    report *r = borrow(gold, raw);
    arena *scratch = arena_new(0);
    dateline_status status = r == NULL || scratch == NULL || arena_failed(r->arena)
                                 ? fault_memory(e)
                                 : analyse(m, r, raw, scratch, e);
    if (status == DATELINE_OK && !compare_all(gold, r, s, scratch)) {
        status = fault_memory(e);
    }
    arena_free(scratch);
    report_free(r);
    report_free(gold);
    return status;
}

static double f1(const parse_score *s, int m)
{
    size_t all = s->gold[m] + s->seen[m];
    return all == 0 ? 0.0 : 200.0 * (double)s->right[m] / (double)all;
}

static void print(const parse_score *s, const char *name, const eval_options *o, buf *out)
{
    if (o->json) {
        buf_text(out, "{\"file\":");
        buf_json(out, view_of(name));
    } else {
        buf_printf(out, "%s\n", name);
    }
    for (int m = o->raw ? SENTENCES : UPOS; m < MEASURES; m++) {
        buf_printf(out, o->json ? ",\"%s\":%.2f" : "  %-10s %6.2f\n", names[m], f1(s, m));
    }
    buf_text(out, o->json ? "}\n" : "");
}

static void add(parse_score *all, const parse_score *one)
{
    for (int m = 0; m < MEASURES; m++) {
        all->right[m] += one->right[m];
        all->gold[m] += one->gold[m];
        all->seen[m] += one->seen[m];
    }
}

dateline_status eval_parse(const eval_options *o, buf *out, dateline_error *e)
{
    dateline_model *m = NULL;
    parse_score all = {0};
    TRY(dateline_model_open(o->data, NULL, &m, e));
    dateline_status status = DATELINE_OK;
    for (size_t i = 0; i < o->nfiles && status == DATELINE_OK; i++) {
        parse_score s = {0};
        status = score_file(m->syntax, o->files[i], o->raw, &s, e);
        add(&all, &s);
        if (!o->json && status == DATELINE_OK) {
            print(&s, o->files[i], o, out);
        }
    }
    if (status == DATELINE_OK && (o->json || o->nfiles > 1)) {
        print(&all, o->nfiles == 1 ? o->files[0] : "all files", o, out);
    }
    dateline_model_close(m);
    return status;
}

dateline_status write_conllu(const char *path, const char *data, const char *published, buf *out,
                             dateline_error *e)
{
    (void)published;
    dateline_model *m = NULL;
    report *r = NULL;
    TRY(conllu_read(path, &r, e));
    arena *scratch = arena_new(0);
    dateline_status status = scratch == NULL ? fault_memory(e) : DATELINE_OK;
    if (status == DATELINE_OK) {
        status = dateline_model_open(data, NULL, &m, e);
    }
    if (status == DATELINE_OK) {
        status = syntax_run(m->syntax, r, scratch, e);
        dateline_model_close(m);
    }
    if (status == DATELINE_OK) {
        conllu_write(r, out);
    }
    arena_free(scratch);
    report_free(r);
    return status;
}
