/* Measuring who/'s coreference on GUM: the documents of news and interviews in CoNLL-U files, gold
 * chains from the Entity= annotation of MISC (https://gucorpling.org/gum/, nested spans written
 * with brackets), tokens as in the file, everything else predicted.
 *
 * A predicted mention is compared by the words of its head's phrase without appositions,
 * coordinated phrases, prepositions and punctuation, as GUM marks them; chains of one mention are
 * left out on both sides, as in CoNLL 2012. */
#include "engine/engine.h"
#include "train/conllu.h"
#include "train/coref.h"
#include "train/train.h"
#include "when/when.h"
#include "where/where.h"
#include "who/who.h"

enum { DEPTH = 64 };

typedef struct {
    uint32_t word;
    int32_t chain;
} opened;

/* ---- gold
 * ------------------------------------------------------------------------------------------ */

static view entity_of_misc(view misc)
{
    view item;
    while (view_split(&misc, '|', &item)) {
        if (view_starts(item, VIEW("Entity="))) {
            return view_cut(item, 7, item.length);
        }
    }
    return VIEW("");
}

/* Reads "(7-person-...(8-...)7)" at a word: opens, closes, or both. */
static bool read_brackets(view v, uint32_t word, opened *stack, size_t *depth, chain_vec *gold,
                          arena *a)
{
    for (size_t i = 0; i < v.length;) {
        bool opens = v.data[i] == '(';
        i += opens;
        size_t digits = i;
        int32_t id = 0;
        for (; i < v.length && ascii_digit(v.data[i]); i++) {
            id = id * 10 + (v.data[i] - '0');
        }
        if (i == digits) {
            i++;
            continue;
        }
        while (opens && i < v.length && v.data[i] != '(' && v.data[i] != ')') {
            i++;
        }
        if (opens && *depth < DEPTH) {
            stack[(*depth)++] = (opened){word, id};
        }
        if (i < v.length && v.data[i] == ')') {
            size_t k = *depth;
            while (k > 0 && !opens && stack[k - 1].chain != id) {
                k--;
            }
            if (k > 0) {
                if (!VEC_PUSH(gold, a,
                              ((chain_span){stack[k - 1].word, word, stack[k - 1].chain}))) {
                    return false;
                }
                memmove(&stack[k - 1], &stack[k], (*depth - k) * sizeof *stack);
                --*depth;
            }
            i++;
        }
    }
    return true;
}

static bool read_gold(view document, chain_vec *gold, arena *a)
{
    opened stack[DEPTH];
    size_t depth = 0;
    uint32_t word = 0;
    view line;
    while (view_split(&document, '\n', &line)) {
        view rest = line, field = VIEW(""), id = VIEW("");
        if (line.length == 0 || line.data[0] == '#') {
            continue;
        }
        for (int column = 0; view_split(&rest, '\t', &field); column++) {
            id = column == 0 ? field : id;
        }
        if (view_find_char(id, '-', 0) != SIZE_MAX || view_find_char(id, '.', 0) != SIZE_MAX) {
            continue;
        }
        if (!read_brackets(entity_of_misc(field), word++, stack, &depth, gold, a)) {
            return false;
        }
    }
    return true;
}

/* ---- predicted
 * --------------------------------------------------------------------------------------- */

/* What stands beside a noun that is the predicate of a copula belongs to the clause. */
static bool of_clause(const token *child)
{
    switch ((deprel)child->deprel) {
    case DEPREL_ADVMOD:
    case DEPREL_ADVCL:
    case DEPREL_OBL:
    case DEPREL_AUX:
    case DEPREL_CCOMP:
    case DEPREL_DISCOURSE:
    case DEPREL_VOCATIVE:
        return true;
    default:
        return false;
    }
}

/* What follows a person's name, or any name after a comma, is no part of it; relative clauses are.
 */
static bool after_name(const report *r, const mention *m, uint32_t child)
{
    bool name = r->tokens[m->head].upos == UPOS_PROPN;
    unsigned relation = r->tokens[child].deprel;
    if (child < m->head || !name || relation == DEPREL_ACL_RELCL || relation == DEPREL_FLAT ||
        relation == DEPREL_CASE) {
        return false;
    }
    uint32_t first, last;
    report_subtree(r, child, &first, &last);
    return m->type == ENTITY_PERSON || r->tokens[first].upos == UPOS_PUNCT ||
           r->tokens[first - 1].upos == UPOS_PUNCT;
}

static bool within_phrase(const token *child, bool possessive, bool predicate)
{
    switch ((deprel)child->deprel) {
    case DEPREL_CASE:
        return possessive;
    case DEPREL_APPOS:
    case DEPREL_CONJ:
    case DEPREL_CC:
    case DEPREL_PUNCT:
    case DEPREL_PARATAXIS:
    case DEPREL_COP:
    case DEPREL_NSUBJ:
    case DEPREL_MARK:
        return false;
    default:
        return !predicate || !of_clause(child);
    }
}

static void phrase(const report *r, const mention *m, uint32_t *first, uint32_t *last)
{
    uint32_t head = m->head;
    bool predicate = report_child_by(r, head, DEPREL_COP) >= 0;
    *first = *last = head;
    for (int32_t c = report_child(r, head, -1); c >= 0; c = report_child(r, head, c)) {
        uint32_t a, b;
        if (within_phrase(&r->tokens[c], (uint32_t)c > head, predicate) &&
            !after_name(r, m, (uint32_t)c)) {
            report_subtree(r, (uint32_t)c, &a, &b);
            *first = a < *first ? a : *first;
            *last = b > *last ? b : *last;
        }
    }
}

static bool predicted(const report *r, chain_vec *found, arena *a)
{
    for (size_t i = 0; i < r->nmentions; i++) {
        const mention *m = &r->mentions[i];
        uint32_t first, last;
        if (feats_get(r->tokens[m->head].feats, FEAT_PRONTYPE) == PRON_REL) {
            continue; /* GUM marks none */
        }
        phrase(r, m, &first, &last);
        if (!VEC_PUSH(found, a, ((chain_span){first, last, m->entity}))) {
            return false;
        }
    }
    return true;
}

/* ---- files
 * ------------------------------------------------------------------------------------------- */

static dateline_status score_document(const dateline_model *m, view document, const char *path,
                                      coref_score *score, dateline_error *e)
{
    report *r = NULL;
    TRY(conllu_parse(document, path, &r, e));
    arena *scratch = arena_new(0);
    chain_vec gold = {0}, found = {0};
    dateline_status status = scratch == NULL ? fault_memory(e) : DATELINE_OK;
    if (status == DATELINE_OK) {
        status = syntax_run(m->syntax, r, scratch, e);
    }
    if (status == DATELINE_OK) {
        status = know_run(m->know, r, scratch, e);
    }
    if (status == DATELINE_OK) {
        status = when_run(m->know, r, scratch, e);
    }
    if (status == DATELINE_OK) {
        status = where_run(m->know, r, scratch, e);
    }
    if (status == DATELINE_OK) {
        status = who_run(m->know, r, scratch, e);
    }
    if (status == DATELINE_OK) {
        bool read = read_gold(document, &gold, scratch) && predicted(r, &found, scratch);
        status = read ? coref_add(score, &gold, &found, scratch, e) : fault_memory(e);
    }
    arena_free(scratch);
    report_free(r);
    return status;
}

/* News and interviews are what Dateline reads; other genres are passed over. */
static bool is_measured(view document)
{
    view line;
    view rest = document;
    (void)view_split(&rest, '\n', &line);
    return view_find(line, VIEW("_news_"), 0) != SIZE_MAX ||
           view_find(line, VIEW("_interview_"), 0) != SIZE_MAX;
}

static dateline_status score_file(const dateline_model *m, const char *path, coref_score *score,
                                  size_t *documents, dateline_error *e)
{
    arena *a = arena_new(0);
    view text = VIEW("");
    dateline_status status =
        a == NULL ? fault_memory(e) : file_read(path, a, (size_t)256 << 20, &text, e);
    const view mark = VIEW("# newdoc id");
    size_t at = status == DATELINE_OK ? view_find(text, mark, 0) : SIZE_MAX;
    while (at != SIZE_MAX && status == DATELINE_OK) {
        size_t next = view_find(text, mark, at + 1);
        view document = view_cut(text, at, next == SIZE_MAX ? text.length : next);
        if (is_measured(document)) {
            status = score_document(m, document, path, score, e);
            ++*documents;
        }
        at = next;
    }
    arena_free(a);
    return status;
}

dateline_status eval_coref(const eval_options *o, buf *out, dateline_error *e)
{
    dateline_model *m = NULL;
    TRY(dateline_model_open(o->data, NULL, &m, e));
    coref_score s = {0};
    size_t documents = 0;
    dateline_status status = DATELINE_OK;
    for (size_t i = 0; i < o->nfiles && status == DATELINE_OK; i++) {
        status = score_file(m, o->files[i], &s, &documents, e);
    }
    dateline_model_close(m);
    TRY(status);
    double muc = coref_f1(&s.muc), b3 = coref_f1(&s.b3), ceafe = coref_f1(&s.ceafe);
    buf_printf(out,
               o->json ? "{\"documents\": %zu, \"muc\": %.2f, \"b3\": %.2f, \"ceafe\": %.2f, "
                         "\"conll\": %.2f}\n"
                       : "%zu documents\n  muc    %6.2f\n  b3     %6.2f\n  ceafe  %6.2f\n"
                         "  conll  %6.2f\n",
               documents, muc, b3, ceafe, (muc + b3 + ceafe) / 3);
    return DATELINE_OK;
}
