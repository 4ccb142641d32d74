/* The name finder: reports read and cut, the lexicon counted and compiled, the net learned,
 * everything written to one file. */
#include <math.h>

#include "syntax/names.h"
#include "syntax/trees.h"
#include "text/text.h"
#include "train/learn.h"
#include "train/names_corpus.h"
#include "train/names_field.h"
#include "train/names_lexicon.h"
#include "train/names_score.h"
#include "train/packing.h"
#include "train/tagging.h"
#include "train/train.h"

enum { NETS = 2, EPOCHS = 8, L = LABEL_COUNT };
static const size_t training_limit = (size_t)8 << 30;
static const float recased_share = 0.25F;

typedef VEC(lesson) lesson_vec;
typedef VEC(names_document) document_vec;

typedef struct {
    const train_options *o;
    arena *a, *scratch;
    weights tagger_file, parser_file;
    tagger tagger;
    parser parser;
    document_vec documents;
    lesson_vec lessons;
    names_lexicon lexicon;
    table table; /* the lexicon as compiled */
    buf table_bytes;
    uint64_t random;
    buf net;
    int32_t moves[LABEL_COUNT * LABEL_COUNT];
    size_t longest;
} training;

/* ---- lessons ------------------------------------------------------------------------------- */

static dateline_status analyse(training *t, names_document *d, dateline_error *e)
{
    arena_mark mark = arena_save(t->scratch);
    TRY(text_run(d->r, t->scratch, e));
    arena_restore(t->scratch, mark);
    return trees_run(&t->tagger, &t->parser, d->r, t->scratch, e);
}

/* Labels of the tokens of a report; a marked name whose ends are no token's ends, or that runs over
 * the end of a sentence, is left out. */
static void label_tokens(const names_document *d, uint8_t *labels)
{
    const report *r = d->r;
    size_t t = 0;
    for (size_t g = 0; g < d->ngold; g++) {
        span s = d->gold[g].bytes;
        while (t < r->ntokens && r->tokens[t].bytes.start < s.start) {
            t++;
        }
        size_t last = t;
        while (last + 1 < r->ntokens && r->tokens[last + 1].bytes.end <= s.end) {
            last++;
        }
        if (t >= r->ntokens || r->tokens[t].bytes.start != s.start ||
            r->tokens[last].bytes.end != s.end || r->tokens[t].sent != r->tokens[last].sent) {
            continue;
        }
        for (size_t k = t; k <= last; k++) {
            label_place place = t == last   ? LABEL_UNIT
                                : k == t    ? LABEL_BEGIN
                                : k == last ? LABEL_LAST
                                            : LABEL_INNER;
            labels[k] = (uint8_t)label_of(d->gold[g].type, place);
        }
    }
}

/* Names that have a word which is not looked at cannot be learned. */
static void drop_skipped(const name_word *words, uint8_t *labels, size_t count, casing how)
{
    for (size_t t = 0; t < count; t++) {
        if (labels[t] == LABEL_OUTSIDE || !names_skip(words, count, t, how)) {
            continue;
        }
        size_t first = t, end = t + 1;
        while (first > 0 && names_may_follow(labels[first - 1], labels[first]) &&
               !names_may_follow(LABEL_OUTSIDE, labels[first])) {
            first--;
        }
        while (end < count && !names_may_follow(LABEL_OUTSIDE, labels[end])) {
            end++;
        }
        memset(labels + first, LABEL_OUTSIDE, end - first);
    }
}

static dateline_status add_lessons(training *t, const names_document *d, dateline_error *e)
{
    const report *r = d->r;
    name_word *words = ARENA_ARRAY(t->a, name_word, r->ntokens);
    uint8_t *labels = ARENA_ARRAY(t->a, uint8_t, r->ntokens);
    arena_mark mark = arena_save(t->scratch);
    casing *hows = ARENA_ARRAY(t->scratch, casing, r->nsentences);
    names_block block = {.end = r->nsentences, .words = words, .hows = hows};
    if (words == NULL || labels == NULL || hows == NULL ||
        !names_look(&t->table, r, &block, t->scratch)) {
        return fault_memory(e);
    }
    label_tokens(d, labels);
    for (size_t i = 0; i < r->nsentences; i++) {
        const sentence *s = &r->sentences[i];
        drop_skipped(words + s->first, labels + s->first, s->last - s->first + 1, hows[i]);
        lesson l = {words + s->first, labels + s->first, s->last - s->first + 1, hows[i]};
        t->longest = l.count > t->longest ? l.count : t->longest;
        if (!VEC_PUSH(&t->lessons, t->a, l)) {
            return fault_memory(e);
        }
    }
    arena_restore(t->scratch, mark);
    return DATELINE_OK;
}

static bool in_lessons(const training *t, const names_document *d)
{
    return t->o->hold != d->part && d->r->nsentences > 0;
}

static dateline_status read_all(training *t, dateline_error *e)
{
    view folder = arena_printf(t->a, "%s/data/worldwide-newswire/ner", t->o->shared);
    view *paths;
    size_t count;
    TRY(file_list(folder.data, t->a, &paths, &count, e));
    for (size_t i = 0; i < count; i++) {
        names_document d;
        TRY(names_document_read(paths[i].data, &d, e));
        if (!VEC_PUSH(&t->documents, t->a, d)) {
            return fault_memory(e);
        }
        TRY(analyse(t, &t->documents.at[i], e));
    }
    return DATELINE_OK;
}

static dateline_status make_lexicon(training *t, dateline_error *e)
{
    for (size_t i = 0; i < t->documents.count; i++) {
        names_document *d = &t->documents.at[i];
        if (in_lessons(t, d)) {
            arena_mark mark = arena_save(t->scratch);
            uint8_t *labels = ARENA_ARRAY(t->scratch, uint8_t, d->r->ntokens);
            if (labels == NULL) {
                return fault_memory(e);
            }
            label_tokens(d, labels);
            TRY(names_lexicon_hints(&t->lexicon, d->r, labels, e));
            arena_restore(t->scratch, mark);
        }
    }
    TRY(names_lexicon_groups(&t->lexicon, &t->tagger.words, e));
    TRY(names_lexicon_lists(&t->lexicon, t->o, e));
    TRY(names_lexicon_write(&t->lexicon, &t->table_bytes, e));
    return table_open(buf_all(&t->table_bytes), &t->table, e);
}

static dateline_status make_lessons(training *t, dateline_error *e)
{
    size_t n = t->documents.count;
    for (size_t i = 0; i < n; i++) {
        names_document copy, *d = &t->documents.at[i];
        if (!in_lessons(t, d)) {
            continue;
        }
        TRY(add_lessons(t, d, e));
        if (random_unit(&t->random) < recased_share) {
            TRY(names_document_recase(d, &t->random, &copy, e));
            TRY(analyse(t, &copy, e));
            TRY(add_lessons(t, &copy, e));
            names_document_free(&copy);
        }
    }
    return DATELINE_OK;
}

/* ---- all of it ----------------------------------------------------------------------------- */

static dateline_status write_model(const training *t, const char *path, dateline_error *e)
{
    packing p = {0};
    packing_begin(&p, "net");
    buf_view(&p.body, buf_all(&t->net));
    packing_end(&p);
    packing_begin(&p, "moves");
    buf_view(&p.body, (view){(const char *)t->moves, sizeof t->moves});
    packing_end(&p);
    packing_begin(&p, "lexicon");
    buf_view(&p.body, buf_all(&t->table_bytes));
    packing_end(&p);
    dateline_status status = packing_write(&p, path, e);
    packing_free(&p);
    return status;
}

/* Scores the weights just written on the outlets held back. */
static dateline_status measure(training *t, const char *path, dateline_error *e)
{
    names_model m = {0};
    names_score score = {0};
    TRY(names_model_open(path, &m, e));
    dateline_status status = DATELINE_OK;
    for (size_t i = 0; i < t->documents.count && status == DATELINE_OK; i++) {
        names_document *d = &t->documents.at[i];
        if (t->o->hold == d->part) {
            status = names_run(&m, d->r, t->scratch, e);
            names_score_add(&score, d);
        }
    }
    names_model_close(&m);
    train_say(t->o, "names: held back: coarse %.2f all %.2f", names_f1(&score.coarse),
              names_f1(&score.all));
    buf table = {0};
    names_score_print(&score, false, &table);
    view rest = buf_all(&table), row;
    while (view_split(&rest, '\n', &row)) {
        train_say(t->o, "%.*s", VIEW_ARG(row));
    }
    buf_free(&table);
    return status;
}

/* One of the nets, with a seed of its own. */
static dateline_status learn_one(training *t, unsigned number, arena *a, names_field *f,
                                 dateline_error *e)
{
    unsigned epochs = t->o->epochs != 0 ? t->o->epochs : EPOCHS;
    size_t n = t->lessons.count;
    uint32_t *order = ARENA_ARRAY(a, uint32_t, n);
    if (order == NULL) {
        return fault_memory(e);
    }
    TRY(names_field_new(f, t->longest, t->o->seed + 77 + number, a, e));
    for (size_t i = 0; i < n; i++) {
        names_field_count(f, &t->lessons.at[i]);
    }
    for (unsigned epoch = 0; epoch < epochs; epoch++) {
        float loss = 0.0F;
        corpus_shuffle(order, n, &t->random);
        for (size_t i = 0; i < n; i++) {
            float done = ((float)epoch + (float)i / (float)n) / (float)epochs;
            loss += names_field_learn(f, &t->lessons.at[order[i]], 1.0F - done * 0.95F);
        }
        train_say(t->o, "names: net %u of %d, epoch %u of %u, loss %.0f, %zu features", number + 1,
                  NETS, epoch + 1, epochs, (double)loss, learner_known(f->learner));
    }
    return DATELINE_OK;
}

/* The mean of the nets and of their tables of passages. */
static dateline_status learn(training *t, dateline_error *e)
{
    names_field f[NETS];
    learner *nets[NETS];
    float moves[LABEL_COUNT * LABEL_COUNT] = {0};
    arena *a = arena_new(training_limit);
    dateline_status status = a == NULL ? fault_memory(e) : DATELINE_OK;
    for (unsigned i = 0; i < NETS && status == DATELINE_OK; i++) {
        status = learn_one(t, i, a, &f[i], e);
        nets[i] = f[i].learner;
        for (size_t m = 0; m < (size_t)L * L && status == DATELINE_OK; m++) {
            moves[m] += f[i].moves[m] / (float)NETS;
        }
    }
    for (size_t m = 0; m < (size_t)L * L; m++) {
        t->moves[m] = (int32_t)lrintf(moves[m] * (float)SCORE_UNIT);
    }
    if (status == DATELINE_OK) {
        learner_write(nets, NETS, &t->net);
    }
    arena_free(a);
    return status;
}

static dateline_status train(training *t, dateline_error *e)
{
    view tags = arena_printf(t->a, "%s/tagger.bin", t->o->models);
    view trees = arena_printf(t->a, "%s/parser.bin", t->o->models);
    view out = arena_printf(t->a, "%s/names.bin", t->o->out);
    TRY(weights_open(tags.data, &t->tagger_file, e));
    TRY(tagger_open(&t->tagger_file, &t->tagger, e));
    TRY(weights_open(trees.data, &t->parser_file, e));
    TRY(parser_open(&t->parser_file, &t->parser, e));
    TRY(read_all(t, e));
    TRY(make_lexicon(t, e));
    TRY(make_lessons(t, e));
    TRY(learn(t, e));
    TRY(write_model(t, out.data, e));
    return t->o->hold == 0 ? DATELINE_OK : measure(t, out.data, e);
}

dateline_status train_names(const train_options *o, dateline_error *e)
{
    training t = {.o = o, .a = arena_new(training_limit), .scratch = arena_new(0)};
    t.random = o->seed * 0x9E3779B97F4A7C15U + 5;
    t.lexicon.a = t.a;
    dateline_status status = t.a == NULL || t.scratch == NULL ? fault_memory(e) : train(&t, e);
    for (size_t i = 0; i < t.documents.count; i++) {
        names_document_free(&t.documents.at[i]);
    }
    if (t.tagger_file.file.bytes.data != NULL) {
        weights_close(&t.tagger_file);
    }
    if (t.parser_file.file.bytes.data != NULL) {
        weights_close(&t.parser_file);
    }
    buf_free(&t.net);
    buf_free(&t.table_bytes);
    arena_free(t.scratch);
    arena_free(t.a);
    return status;
}
