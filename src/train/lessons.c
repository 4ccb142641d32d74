/* train/lessons.c - reports read, annotated and handed to who learns from them. */
#include "train/lessons.h"

#include <stdio.h>

#include <dateline/dateline.h>

#include "engine/engine.h"
#include "train/afar.h"
#include "train/hints.h"

typedef struct {
    const train_options *o;
    arena *a;
    arena *scratch;
    dateline_model *model;
    dateline_coder *coder;
    hint_weights hints[LOGIT_FOLDS + 1]; /* that have not seen the fold, the written texts */
    lesson_taker *take;
    void *to;
} school;

static const hint_weights *hints_for(const school *t, const lesson *one)
{
    return &t->hints[one->fold < LOGIT_FOLDS ? one->fold : LOGIT_FOLDS];
}

static dateline_status teach(school *t, lesson *one, const dateline_report_info *info,
                             dateline_error *e)
{
    report *r = NULL;
    TRY(dateline_report_new(info, &r, e));
    dateline_status status = dateline_annotate(t->coder, r, DATELINE_STAGE_SAY, e);
    code_work work = {0};
    judge_weights none;
    arena_mark mark = arena_save(t->scratch);
    if (status == DATELINE_OK) {
        status = judge_open(VIEW(""), JUDGE_SIZE, &none, e);
    }
    if (status == DATELINE_OK) {
        code_means means = {.know = t->model->know,
                            .lex = know_acts(t->model->know),
                            .judge = &none,
                            .hints = hints_for(t, one)};
        status = code_propose(&means, r, t->scratch, &work, e);
    }
    if (status == DATELINE_OK) {
        one->r = r;
        one->know = t->model->know;
        one->work = &work;
        one->scratch = t->scratch;
        status = t->take(t->to, one, e);
    }
    arena_restore(t->scratch, mark);
    dateline_report_free(r);
    return status;
}

static dateline_status teach_gold(school *t, const gold_report *gold, uint32_t fold,
                                  dateline_error *e)
{
    lesson one = {.gold = gold, .fold = fold};
    return teach(t, &one,
                 &(dateline_report_info){.text = gold->text.data,
                                         .length = gold->text.length,
                                         .id = gold->id.data,
                                         .published = gold->published.data,
                                         .publisher = gold->publisher.data,
                                         .url = gold->url.data,
                                         .language = "en"},
                 e);
}

typedef VEC(lexicon_source) source_list;

static dateline_status read_sources(school *t, const char *folder, source_list *sources,
                                    dateline_error *e)
{
    view *paths;
    size_t n = 0;
    TRY(file_list(folder, t->a, &paths, &n, e));
    for (size_t i = 0; i < n; i++) {
        lexicon_source one = {.file = paths[i]};
        if (!view_ends(paths[i], VIEW(".txt"))) {
            continue;
        }
        TRY(file_read(paths[i].data, t->a, (size_t)1 << 24, &one.text, e));
        if (!VEC_PUSH(sources, t->a, one)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

static dateline_status teach_examples(school *t, dateline_error *e)
{
    source_list sources = {0};
    lexicon_examples list = {0};
    lexicon_notes notes = {.examples = &list};
    buf pack = {0};
    TRY(read_sources(t, "data/acts", &sources, e));
    dateline_status status = lexicon_compile(sources.at, sources.count, t->a, &pack, &notes, e);
    buf_free(&pack);
    for (size_t i = 0; i < list.count && status == DATELINE_OK; i++) {
        lesson one = {.example = &list.at[i], .fold = LESSON_OURS};
        status = teach(t, &one,
                       &(dateline_report_info){.text = list.at[i].text.data,
                                               .length = list.at[i].text.length,
                                               .published = "2022-07-18",
                                               .publisher = "-",
                                               .language = "en"},
                       e);
    }
    return status;
}

/* A real report, the `number`th of its kind; with `hold` one in six is left out. */
static dateline_status teach_real(school *t, const gold_report *gold, size_t number,
                                  dateline_error *e)
{
    uint32_t fold = (uint32_t)(number % LOGIT_FOLDS);
    bool held = t->o->hold != 0 && fold == t->o->hold - 1;
    return held ? DATELINE_OK : teach_gold(t, gold, fold, e);
}

/* A text annotated from afar. */
static dateline_status teach_afar(school *t, const gold_report *one, size_t *reports,
                                  dateline_error *e)
{
    if (afar_by_machine(one->id)) {
        return teach_gold(t, one, LESSON_OURS, e);
    }
    return afar_measured(one->id) ? teach_real(t, one, (*reports)++, e)
                                  : teach_gold(t, one, LESSON_MORE, e);
}

/* Reports of data/training/, in the gold format. */
static dateline_status teach_corpus(school *t, dateline_error *e)
{
    gold_set written = {.a = t->a};
    afar_texts afar = {.shared = t->o->shared, .a = t->a};
    view *paths;
    size_t n = 0;
    size_t reports = 0;
    if (!file_is_directory("data/training")) {
        return DATELINE_OK;
    }
    TRY(file_list("data/training", t->a, &paths, &n, e));
    for (size_t i = 0; i < n; i++) {
        if (view_ends(paths[i], VIEW(".json"))) {
            TRY(gold_read(paths[i].data, &written, e));
        }
    }
    for (size_t i = 0; i < written.reports.count; i++) {
        gold_report *one = &written.reports.at[i];
        if (one->bytes == 0) {
            TRY(teach_gold(t, one, LESSON_OURS, e));
        } else if (afar_fetch(&afar, one)) {
            TRY(teach_afar(t, one, &reports, e));
        }
    }
    return DATELINE_OK;
}

static dateline_status teach_all(school *t, dateline_error *e)
{
    gold_set gold = {.a = t->a};
    for (int i = 1; i <= 6; i++) {
        view path = arena_printf(t->a, "%s/gold/train%d.json", t->o->shared, i);
        TRY(gold_read(path.data, &gold, e));
    }
    for (size_t i = 0; i < gold.reports.count; i++) {
        TRY(teach_real(t, &gold.reports.at[i], i, e));
    }
    TRY(teach_corpus(t, e));
    return teach_examples(t, e);
}

static view folds_path(const train_options *o, arena *a)
{
    return arena_printf(a, "%s/" HINT_FOLDS_FILE, o->out);
}

/* The hints of the folds, where `dateline train hints` left them. */
static dateline_status open_hints(school *t, dateline_error *e)
{
    view rest;
    const view path = folds_path(t->o, t->a);
    if (!file_exists(path.data)) {
        return DATELINE_OK;
    }
    TRY(file_read(path.data, t->a, (size_t)1 << 28, &rest, e));
    for (size_t i = 0; i <= LOGIT_FOLDS; i++) {
        TRY(hint_open_next(&rest, &t->hints[i], e));
    }
    return DATELINE_OK;
}

static dateline_status teach_reports(const train_options *o, lesson_taker *take, void *to,
                                     dateline_error *e)
{
    school t = {.o = o, .a = arena_new(0), .scratch = arena_new(0), .take = take, .to = to};
    dateline_status status = t.a == NULL || t.scratch == NULL ? fault_memory(e) : DATELINE_OK;
    if (status == DATELINE_OK) {
        status = open_hints(&t, e);
    }
    if (status == DATELINE_OK) {
        status = dateline_model_open(NULL, NULL, &t.model, e);
    }
    if (status == DATELINE_OK) {
        status = dateline_coder_open(t.model, &t.coder, e);
    }
    if (status == DATELINE_OK) {
        status = teach_all(&t, e);
    }
    dateline_coder_close(t.coder);
    dateline_model_close(t.model);
    arena_free(t.a);
    arena_free(t.scratch);
    return status;
}

bool lesson_inside(const report *r, const act *a, const gold_event *g)
{
    const span s = r->sentences[a->sent].bytes;
    return g->where.end > g->where.start && g->where.start < s.end && s.start < g->where.end;
}

bool lesson_at_word(const report *r, const act *a, const gold_event *g)
{
    const span word = r->tokens[a->trigger].bytes;
    return word.start >= g->where.start && word.end <= g->where.end;
}

void lessons_tell_hints(const train_options *o, arena *a, buf *told)
{
    const view path = folds_path(o, a);
    if (!file_exists(path.data)) {
        buf_printf(told,
                   "no %.*s: learnt without hints; run `dateline train hints` with the same --out "
                   "before\n",
                   VIEW_ARG(path));
    }
}

const gold_event *lesson_event(const lesson *l, const act *a)
{
    const gold_event *best = NULL;
    int best_score = 0;
    for (size_t i = 0; l->gold != NULL && i < l->gold->events.count; i++) {
        const gold_event *g = &l->gold->events.at[i];
        int level = gold_level(g, a);
        bool inside = lesson_at_word(l->r, a, g);
        int score = level * 2 + inside * 3;
        bool may = level >= 1 && lesson_inside(l->r, a, g) && (level >= 2 || inside);
        if (may && score > best_score) {
            best = g;
            best_score = score;
        }
    }
    return best;
}

static void tell(const train_options *o, const buf *told)
{
    view rest = buf_all(told);
    view line;
    while (o->say != NULL && view_split(&rest, '\n', &line)) {
        char text[256];
        snprintf(text, sizeof text, "%.*s", VIEW_ARG(line));
        o->say(o->to, text);
    }
}

dateline_status lessons_learn(const train_options *o, lesson_taker *take, lesson_finisher *finish,
                              void *to, dateline_error *e)
{
    buf told = {0};
    dateline_status status = teach_reports(o, take, to, e);
    if (status == DATELINE_OK) {
        status = finish(to, o, &told, e);
    }
    tell(o, &told);
    buf_free(&told);
    return status;
}
