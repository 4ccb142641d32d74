/* train/relations.c - the PLOVER type of a marked pair: plover-relations as a measure of the
 * lexicon, the parser and the frames.
 *
 * A softmax regression over hashed features (relations_features.c), AdaGrad, seeded.  `eval
 * relations` on the file that the weights were trained on gives 5-fold figures, on any other file
 * the weights'.  In the file: the header; a bit for each row of the table, set where a weight of it
 * is not nought; those rows, a byte a weight.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <dateline/dateline.h>

#include "train/relations_priv.h"
#include "train/train.h"
#include "train/tsv.h"

#define FOLDS 5
#define EPOCHS 60
#define FITS 8
#define RATE 0.15F
#define FAINT 0.025F /* of the largest weight */
#define DECAY 2e-3F
#define MAGIC 0x4c45524eU
#define VERSION 3U

typedef struct {
    uint32_t magic, version;
    uint64_t trained_on; /* hash of the file's bytes */
    float scale;
    uint32_t size;
} relations_header;

static const char *const names[RELATION_TYPES] = {
    "AGREE",  "CONSULT",  "SUPPORT", "YIELD",    "COOPERATE", "AID",    "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE",  "COERCE", "ASSAULT"};

const char *relation_name(int type)
{
    return type < 0 || type >= RELATION_TYPES ? "" : names[type];
}

int relation_of(view name)
{
    for (int i = 0; i < RELATION_TYPES; i++) {
        if (view_equal(name, view_of(names[i]))) {
            return i;
        }
    }
    bool yield = view_equal(name, VIEW("CONCEDE")) || view_equal(name, VIEW("RETREAT"));
    return yield ? relation_of(VIEW("YIELD")) : -1;
}

/* Takes the marks out of "<s>A</s> hit <t>B</t>" and notes where they stood. */
static void read_marks(arena *a, view marked, relation *x)
{
    char *out = arena_alloc(a, marked.length + 1);
    uint32_t n = 0;
    for (size_t i = 0; out != NULL && i < marked.length;) {
        view rest = view_cut(marked, i, marked.length);
        if (view_starts(rest, VIEW("<s>"))) {
            x->source.start = n;
            i += 3;
        } else if (view_starts(rest, VIEW("</s>"))) {
            x->source.end = n;
            i += 4;
        } else if (view_starts(rest, VIEW("<t>"))) {
            x->target.start = n;
            i += 3;
        } else if (view_starts(rest, VIEW("</t>"))) {
            x->target.end = n;
            i += 4;
        } else {
            out[n++] = marked.data[i++];
        }
    }
    x->text = (view){out == NULL ? "" : out, n};
}

typedef struct {
    arena *a, *scratch;
    dateline_model *model;
    dateline_coder *coder;
    relation_list list;
    float *weights; /* [RELATION_SIZE * RELATION_TYPES] */
    uint64_t hash;
} study;

static dateline_status annotate(study *s, relation *x, dateline_error *e)
{
    dateline_report *r = NULL;
    dateline_report_info info = {.text = x->text.data,
                                 .length = x->text.length,
                                 .published = "2020-01-01",
                                 .publisher = "-",
                                 .language = "en"};
    TRY(dateline_report_new(&info, &r, e));
    arena_mark mark = arena_save(s->scratch);
    code_work work = {0};
    dateline_status status = dateline_annotate(s->coder, r, DATELINE_STAGE_SAY, e);
    if (status == DATELINE_OK) {
        code_means means = {.know = s->model->know,
                            .lex = know_acts(s->model->know),
                            .judge = &s->model->code.judge};
        status = code_propose(&means, r, s->scratch, &work, e);
    }
    if (status == DATELINE_OK) {
        relation_features(s->model->know, r, &work.proposals, x);
    }
    arena_restore(s->scratch, mark);
    dateline_report_free(r);
    return status;
}

static dateline_status read_pairs(study *s, const char *path, dateline_error *e)
{
    view text;
    TRY(file_read(path, s->a, (size_t)1 << 28, &text, e));
    s->hash = view_hash(text);
    view header = VIEW("");
    (void)view_split(&text, '\n', &header);
    size_t marked = tsv_column(header, VIEW("marked_sentence"));
    size_t root = tsv_column(header, VIEW("gold_root"));
    if (marked == SIZE_MAX || root == SIZE_MAX) {
        return fault_at(e, DATELINE_E_FORMAT, path, 1,
                        "no columns marked_sentence and gold_root: not a file of plover-relations");
    }
    view row;
    while (view_split(&text, '\n', &row)) {
        if (view_trim(row).length == 0) {
            continue;
        }
        relation x = {.type = relation_of(tsv_cell(row, root)), .guess = -1};
        read_marks(s->a, tsv_cell(row, marked), &x);
        x.fold = (uint32_t)(s->list.count % FOLDS);
        TRY(annotate(s, &x, e));
        if (!VEC_PUSH(&s->list, s->a, x)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

static void scores_of(const float *weights, const relation *x, float out[RELATION_TYPES])
{
    memset(out, 0, RELATION_TYPES * sizeof *out);
    for (uint32_t i = 0; i < x->nfeatures; i++) {
        const float *w = &weights[(size_t)(x->features[i] & (RELATION_SIZE - 1)) * RELATION_TYPES];
        for (int k = 0; k < RELATION_TYPES; k++) {
            out[k] += w[k];
        }
    }
}

static int best_of(const float *scores)
{
    int best = 0;
    for (int k = 1; k < RELATION_TYPES; k++) {
        best = scores[k] > scores[best] ? k : best;
    }
    return best;
}

static void to_gradient(float *scores, int type)
{
    float most = scores[best_of(scores)];
    float sum = 0;
    for (int k = 0; k < RELATION_TYPES; k++) {
        scores[k] = expf(scores[k] - most);
        sum += scores[k];
    }
    for (int k = 0; k < RELATION_TYPES; k++) {
        scores[k] = scores[k] / sum - (k == type ? 1.0F : 0.0F);
    }
}

static void learn(float *weights, float *squares, const relation *x)
{
    float g[RELATION_TYPES];
    scores_of(weights, x, g);
    to_gradient(g, x->type);
    for (uint32_t i = 0; i < x->nfeatures; i++) {
        size_t at = (size_t)(x->features[i] & (RELATION_SIZE - 1)) * RELATION_TYPES;
        for (int k = 0; k < RELATION_TYPES; k++) {
            float step = g[k] + DECAY * 10 * weights[at + (size_t)k];
            squares[at + (size_t)k] += step * step;
            weights[at + (size_t)k] -= RATE * step / (1.0F + sqrtf(squares[at + (size_t)k]));
        }
    }
}

/* Weights that are next to nothing are nothing: they take room and decide little. */
static void drop_faint(float *weights)
{
    float top = 0;
    for (size_t i = 0; i < (size_t)RELATION_SIZE * RELATION_TYPES; i++) {
        top = fabsf(weights[i]) > top ? fabsf(weights[i]) : top;
    }
    for (size_t i = 0; i < (size_t)RELATION_SIZE * RELATION_TYPES; i++) {
        weights[i] = fabsf(weights[i]) < FAINT * top ? 0 : weights[i];
    }
}

/* One fit on all folds but `held`. */
static bool fit_once(study *s, uint32_t held, uint64_t seed, float *weights)
{
    size_t size = (size_t)RELATION_SIZE * RELATION_TYPES;
    size_t n = s->list.count;
    arena_mark mark = arena_save(s->scratch);
    float *squares = ARENA_ARRAY(s->scratch, float, size);
    uint32_t *order = ARENA_ARRAY(s->scratch, uint32_t, n);
    if (squares == NULL || order == NULL) {
        return false;
    }
    memset(weights, 0, size * sizeof *weights);
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint32_t)i;
    }
    uint64_t state = seed * 2654435761U + 88172645463325252U;
    for (unsigned epoch = 0; epoch < EPOCHS; epoch++) {
        for (size_t i = n; i > 1; i--) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            size_t k = (size_t)((state >> 33) % i);
            uint32_t t = order[i - 1];
            order[i - 1] = order[k];
            order[k] = t;
        }
        for (size_t i = 0; i < n; i++) {
            const relation *x = &s->list.at[order[i]];
            if (x->fold != held && x->type >= 0) {
                learn(weights, squares, x);
            }
        }
    }
    arena_restore(s->scratch, mark);
    return true;
}

/* The mean of several fits on all folds but `held`; FOLDS = on all. */
static bool fit(study *s, uint32_t held, uint64_t seed)
{
    const size_t size = (size_t)RELATION_SIZE * RELATION_TYPES;
    arena_mark mark = arena_save(s->scratch);
    float *one = ARENA_ARRAY(s->scratch, float, size);
    if (one == NULL) {
        return false;
    }
    memset(s->weights, 0, size * sizeof *s->weights);
    for (unsigned k = 0; k < FITS; k++) {
        if (!fit_once(s, held, seed + k * 101, one)) {
            return false;
        }
        for (size_t i = 0; i < size; i++) {
            s->weights[i] += one[i] / FITS;
        }
    }
    drop_faint(s->weights);
    arena_restore(s->scratch, mark);
    return true;
}

static void guess(study *s, uint32_t fold)
{
    for (size_t i = 0; i < s->list.count; i++) {
        relation *x = &s->list.at[i];
        if (x->fold == fold || fold == FOLDS) {
            float scores[RELATION_TYPES];
            scores_of(s->weights, x, scores);
            x->guess = best_of(scores);
        }
    }
}

static dateline_status study_open(study *s, const char *data, dateline_error *e)
{
    *s = (study){.a = arena_new((size_t)3 << 30), .scratch = arena_new(0)};
    if (s->a == NULL || s->scratch == NULL) {
        return fault_memory(e);
    }
    s->weights = ARENA_ARRAY(s->a, float, (size_t)RELATION_SIZE *RELATION_TYPES);
    if (s->weights == NULL) {
        return fault_memory(e);
    }
    TRY(dateline_model_open(data, NULL, &s->model, e));
    return dateline_coder_open(s->model, &s->coder, e);
}

static void study_close(study *s)
{
    dateline_coder_close(s->coder);
    dateline_model_close(s->model);
    arena_free(s->a);
    arena_free(s->scratch);
}

enum { ROW_BITS = RELATION_SIZE / 8 }; /* bytes of the bits that say which rows follow */

/* Which numbers of a row are not nought. */
static unsigned row_mask(const int8_t *row)
{
    unsigned mask = 0;
    for (unsigned k = 0; k < RELATION_TYPES; k++) {
        mask |= row[k] != 0 ? 1U << k : 0;
    }
    return mask;
}

/* The bits; then of each row that they tell of, which of its numbers follow, in two bytes, and
 * these. */
static void write_rows(const int8_t *bytes, buf *out)
{
    char bits[ROW_BITS] = {0};
    for (size_t i = 0; i < RELATION_SIZE; i++) {
        unsigned bit = row_mask(&bytes[i * RELATION_TYPES]) == 0 ? 0U : 1U << (i & 7U);
        bits[i >> 3] = (char)((unsigned char)bits[i >> 3] | bit);
    }
    buf_view(out, (view){bits, sizeof bits});
    for (size_t i = 0; i < RELATION_SIZE; i++) {
        const int8_t *row = &bytes[i * RELATION_TYPES];
        const unsigned mask = row_mask(row);
        for (unsigned k = 0; k < 2 && mask != 0; k++) {
            buf_char(out, (char)(mask >> 8 * k & 255U));
        }
        for (unsigned k = 0; k < RELATION_TYPES; k++) {
            if (row[k] != 0) {
                buf_char(out, (char)row[k]);
            }
        }
    }
}

static unsigned byte_at(view bytes, size_t at)
{
    return at < bytes.length ? (unsigned char)bytes.data[at] : 0U;
}

/* False when the bytes do not fit the bits. */
static bool read_rows(view bytes, float scale, float *weights)
{
    size_t at = ROW_BITS;
    for (size_t i = 0; i < RELATION_SIZE && bytes.length >= at; i++) {
        if ((byte_at(bytes, i >> 3) >> (i & 7U) & 1U) == 0) {
            continue;
        }
        const unsigned mask = byte_at(bytes, at) | byte_at(bytes, at + 1) << 8;
        at += 2;
        for (size_t k = 0; k < RELATION_TYPES; k++) {
            if ((mask >> k & 1U) != 0) {
                weights[i * RELATION_TYPES + k] = (float)(int8_t)byte_at(bytes, at++) * scale;
            }
        }
    }
    return bytes.length == at;
}

static dateline_status save(study *s, const char *path, dateline_error *e)
{
    size_t size = (size_t)RELATION_SIZE * RELATION_TYPES;
    relations_header h = {MAGIC, VERSION, s->hash, 0, RELATION_SIZE};
    for (size_t i = 0; i < size; i++) {
        h.scale = fabsf(s->weights[i]) > h.scale ? fabsf(s->weights[i]) : h.scale;
    }
    h.scale /= 127.0F;
    int8_t *bytes = ARENA_ARRAY(s->a, int8_t, size);
    if (bytes == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (int8_t)lrintf(s->weights[i] / (h.scale > 0 ? h.scale : 1.0F));
    }
    buf out = {0};
    buf_view(&out, (view){(const char *)&h, sizeof h});
    write_rows(bytes, &out);
    dateline_status status = out.failed ? fault_memory(e) : file_write(path, buf_all(&out), e);
    buf_free(&out);
    return status;
}

dateline_status train_relations(const train_options *o, dateline_error *e)
{
    study s;
    dateline_status status = study_open(&s, NULL, e);
    if (status == DATELINE_OK) {
        view path = arena_printf(s.a, "%s/data/plover-relations/train.tsv", o->shared);
        status = read_pairs(&s, path.data, e);
    }
    if (status == DATELINE_OK) {
        status = fit(&s, FOLDS, o->seed)
                     ? save(&s, arena_printf(s.a, "%s/relations.bin", o->out).data, e)
                     : fault_memory(e);
    }
    study_close(&s);
    return status;
}

static dateline_status load(study *s, const char *data, bool *own, dateline_error *e)
{
    view folder;
    *own = false;
    TRY(engine_find_data(data, s->a, &folder, e));
    view path = arena_printf(s->a, "%s/models/relations.bin", folder.data);
    if (!file_exists(path.data)) {
        *own = true;
        return DATELINE_OK;
    }
    view bytes;
    relations_header h;
    TRY(file_read(path.data, s->a, (size_t)1 << 28, &bytes, e));
    if (bytes.length < sizeof h) {
        return fault_at(e, DATELINE_E_MODEL, path.data, 0, "weights of pairs are cut short");
    }
    memcpy(&h, bytes.data, sizeof h);
    *own = h.trained_on == s->hash;
    if (h.magic != MAGIC || h.version != VERSION || h.size != RELATION_SIZE ||
        !read_rows(view_cut(bytes, sizeof h, bytes.length), h.scale, s->weights)) {
        return fault_at(e, DATELINE_E_MODEL, path.data, 0, "no weights of pairs of version %u",
                        VERSION);
    }
    return DATELINE_OK;
}

typedef struct {
    double tp[RELATION_TYPES], fp[RELATION_TYPES], fn[RELATION_TYPES];
    double right, all;
} tally;

static double f1_of(const tally *t, int k)
{
    double below = 2 * t->tp[k] + t->fp[k] + t->fn[k];
    return below > 0 ? 200 * t->tp[k] / below : 0;
}

static void report_scores(const study *s, const eval_options *o, bool folds, buf *out)
{
    tally t = {.right = 0};
    for (size_t i = 0; i < s->list.count; i++) {
        const relation *x = &s->list.at[i];
        if (x->type < 0) {
            continue;
        }
        bool ok = x->guess == x->type;
        t.all++;
        t.right += ok;
        t.tp[x->type] += ok;
        t.fn[x->type] += !ok;
        t.fp[x->guess] += !ok;
    }
    double macro = 0;
    double present = 0;
    for (int k = 0; k < RELATION_TYPES; k++) {
        present += t.tp[k] + t.fn[k] > 0;
        macro += t.tp[k] + t.fn[k] > 0 ? f1_of(&t, k) : 0;
    }
    macro = present > 0 ? macro / present : 0;
    double accuracy = t.all > 0 ? 100 * t.right / t.all : 0;
    if (o->json) {
        buf_printf(out, "{\"pairs\": %.0f, \"folds\": %d, \"accuracy\": %.1f, \"macro_f1\": %.1f",
                   t.all, folds ? FOLDS : 0, accuracy, macro);
        for (int k = 0; k < RELATION_TYPES; k++) {
            buf_printf(out, ", \"%s\": %.1f", names[k], f1_of(&t, k));
        }
        buf_text(out, "}\n");
        return;
    }
    buf_printf(out, "%.0f pairs%s\naccuracy  %5.1f\nmacro f1  %5.1f\n", t.all,
               folds ? ", 5 folds of the training file" : "", accuracy, macro);
    for (int k = 0; k < RELATION_TYPES; k++) {
        buf_printf(out, "%-10s %5.1f  (%.0f)\n", names[k], f1_of(&t, k), t.tp[k] + t.fn[k]);
    }
}

dateline_status eval_relations(const eval_options *o, buf *out, dateline_error *e)
{
    study s;
    bool own = false;
    dateline_status status = study_open(&s, o->data, e);
    for (size_t i = 0; i < o->nfiles && status == DATELINE_OK; i++) {
        status = read_pairs(&s, o->files[i], e);
    }
    if (status == DATELINE_OK) {
        status = load(&s, o->data, &own, e);
    }
    for (uint32_t fold = 0; fold < FOLDS && own && status == DATELINE_OK; fold++) {
        if (!fit(&s, fold, 1)) {
            status = fault_memory(e);
        }
        guess(&s, fold);
    }
    if (status == DATELINE_OK) {
        if (!own) {
            guess(&s, FOLDS);
        }
        report_scores(&s, o, own, out);
    }
    study_close(&s);
    return status;
}
