/* Names found by the shipped weights against the names marked in files (train/names_corpus.h). */
#include "engine/engine.h"
#include "text/text.h"
#include "train/names_score.h"
#include "train/train.h"

static dateline_status score_file(const dateline_model *m, const char *path, arena *scratch,
                                  names_score *s, dateline_error *e)
{
    names_document d;
    TRY(names_document_read(path, &d, e));
    dateline_status status = text_run(d.r, scratch, e);
    if (status == DATELINE_OK) {
        status = syntax_run(m->syntax, d.r, scratch, e);
    }
    if (status == DATELINE_OK) {
        names_score_add(s, &d);
    }
    names_document_free(&d);
    arena_reset(scratch);
    return status;
}

dateline_status eval_names(const eval_options *o, buf *out, dateline_error *e)
{
    dateline_model *m = NULL;
    names_score s = {0};
    TRY(dateline_model_open(o->data, NULL, &m, e));
    arena *scratch = arena_new(0);
    dateline_status status = scratch == NULL ? fault_memory(e) : DATELINE_OK;
    for (size_t i = 0; i < o->nfiles && status == DATELINE_OK; i++) {
        status = score_file(m, o->files[i], scratch, &s, e);
    }
    if (status == DATELINE_OK) {
        names_score_print(&s, o->json, out);
    }
    arena_free(scratch);
    dateline_model_close(m);
    return status;
}
