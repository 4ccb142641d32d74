/* Measuring coreference on GUM's news and interviews (train/gum.h) with who/chains.h, as the CoNLL
 * 2012 task did: exact spans, chains of one mention left out on both sides, the mean of the F1 of
 * MUC, B3 and CEAF-e. */
#include "train/gum.h"
#include "train/train.h"
#include "who/chains.h"

typedef struct {
    chains_model model;
    coref_score score;
    size_t documents;
} coref_check;

dateline_status coref_check_document(const chains_model *m, coref_score *score, gum_document *d,
                                     dateline_error *e)
{
    chains found;
    chain_vec spans = {0};
    TRY(chains_run(m, d->r, &d->means, d->scratch, &found, e));
    for (size_t i = 0; i < found.count; i++) {
        const noun_phrase *p = &found.at[i];
        if (!p->dead &&
            !VEC_PUSH(&spans, d->scratch, ((chain_span){p->first, p->last, p->chain}))) {
            return fault_memory(e);
        }
    }
    return coref_add(score, &d->gold, &spans, d->scratch, e);
}

static dateline_status check(void *to, gum_document *d, dateline_error *e)
{
    coref_check *c = to;
    c->documents++;
    return coref_check_document(&c->model, &c->score, d, e);
}

static void tell(const coref_check *c, bool json, buf *out)
{
    const coref_score *s = &c->score;
    double muc = coref_f1(&s->muc), b3 = coref_f1(&s->b3), ceafe = coref_f1(&s->ceafe);
    buf_printf(out,
               json ? "{\"documents\": %zu, \"muc\": %.2f, \"b3\": %.2f, \"ceafe\": %.2f, "
                      "\"conll\": %.2f}\n"
                    : "%zu documents\n  muc    %6.2f\n  b3     %6.2f\n  ceafe  %6.2f\n"
                      "  conll  %6.2f\n",
               c->documents, muc, b3, ceafe, (muc + b3 + ceafe) / 3);
}

dateline_status eval_coref(const eval_options *o, buf *out, dateline_error *e)
{
    dateline_model *m = NULL;
    coref_check c = {.documents = 0};
    mapped weights = {VIEW("")};
    arena *a = arena_new(0);
    view folder = VIEW("");
    dateline_status status = a == NULL ? fault_memory(e) : engine_find_data(o->data, a, &folder, e);
    if (status == DATELINE_OK) {
        view path = arena_printf(a, "%.*s/models/coref.bin", VIEW_ARG(folder));
        status = file_map(path.data, &weights, e);
    }
    if (status == DATELINE_OK) {
        status = chains_open(weights.bytes, &c.model, e);
    }
    if (status == DATELINE_OK) {
        status = dateline_model_open(o->data, NULL, &m, e);
    }
    for (size_t i = 0; i < o->nfiles && status == DATELINE_OK; i++) {
        status = gum_read(m, o->files[i], (gum_choice){.told = true}, check, &c, e);
    }
    dateline_model_close(m);
    file_unmap(&weights);
    arena_free(a);
    TRY(status);
    tell(&c, o->json, out);
    return DATELINE_OK;
}
