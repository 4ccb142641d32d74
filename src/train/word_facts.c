/* Each word's fact is kept under the word and under its endings (tagger.h, tag_keys); a word that
 * its ending speaks for is then left out. */
#include "train/word_facts.h"

/* How the lemma comes of the form; false when no rule can say it. */
static bool rule_of(view form, view lemma, lemma_rule *rule)
{
    bool keep = lemma.length > 0 && form.length > 0 && form.data[0] == lemma.data[0] &&
                ascii_upper(lemma.data[0]);
    size_t same = 0;
    while (same < form.length && same < lemma.length &&
           (keep ? form.data[same] : ascii_lower(form.data[same])) == lemma.data[same]) {
        same++;
    }
    size_t add = lemma.length - same;
    if (add > LEMMA_ADD || form.length - same > 255) {
        return false;
    }
    *rule = (lemma_rule){
        .strip = (uint8_t)(form.length - same), .keep_case = keep, .length = (uint8_t)add};
    memcpy(rule->add, lemma.data + same, add);
    return true;
}

/* Numbers for things told apart by their bytes. */
typedef struct {
    map known;
    buf bytes; /* the things one after the other */
    size_t size, count;
} numbering;

static uint32_t number_of(numbering *n, arena *a, const void *thing)
{
    view key = {thing, n->size};
    uint32_t *number = map_get(&n->known, key);
    if (number != NULL) {
        return *number;
    }
    view copy = arena_copy(a, key);
    buf_view(&n->bytes, key);
    (void)map_put(&n->known, a, copy, (uint32_t)n->count);
    return (uint32_t)n->count++;
}

typedef struct {
    uint32_t keys[TAG_KEYS];
    uint32_t value;
} fact;
typedef VEC(fact) fact_vec;

typedef struct {
    numbering rules, shapes;
    fact_vec lemmas, feats;
} word_facts;

static bool note(word_facts *f, arena *a, const word *w, uint8_t tag, const token *t)
{
    fact one;
    lemma_rule rule;
    tag_keys(w, tag, one.keys);
    one.value = number_of(&f->shapes, a, &t->feats);
    bool ok = VEC_PUSH(&f->feats, a, one);
    if (rule_of(t->form, t->lemma, &rule)) {
        one.value = number_of(&f->rules, a, &rule);
        ok = ok && VEC_PUSH(&f->lemmas, a, one);
    }
    return ok;
}

/* What the endings of each word say, under the word's own key. */
static dateline_status write_fallbacks(const fact_vec *facts, const table *endings, arena *a,
                                       buf *out, dateline_error *e)
{
    tally_vec list = {0};
    for (size_t i = 0; i < facts->count; i++) {
        uint32_t found = UINT32_MAX;
        for (size_t k = 1; k < TAG_KEYS && found == UINT32_MAX; k++) {
            found = table_get(endings, facts->at[i].keys[k], UINT32_MAX);
        }
        if (!VEC_PUSH(&list, a, ((tally){facts->at[i].keys[0], found}))) {
            return fault_memory(e);
        }
    }
    return table_write(&list, a, out, e);
}

static bool split_facts(const fact_vec *facts, arena *a, tally_vec *words, tally_vec *endings)
{
    bool ok = true;
    for (size_t i = 0; i < facts->count && ok; i++) {
        const fact *f = &facts->at[i];
        ok = VEC_PUSH(words, a, ((tally){f->keys[0], f->value}));
        for (size_t k = 1; k < TAG_KEYS && ok; k++) {
            ok = VEC_PUSH(endings, a, ((tally){f->keys[k], f->value}));
        }
    }
    return ok;
}

static dateline_status write_table(const fact_vec *facts, arena *a, buf *out, buf held[2],
                                   dateline_error *e)
{
    tally_vec words = {0}, endings = {0};
    table by_ending, fallback;
    if (!split_facts(facts, a, &words, &endings)) {
        return fault_memory(e);
    }
    TRY(table_write(&endings, a, &held[0], e));
    TRY(table_open(buf_all(&held[0]), &by_ending, e));
    TRY(write_fallbacks(facts, &by_ending, a, &held[1], e));
    TRY(table_open(buf_all(&held[1]), &fallback, e));
    tally_reduce(&words, &fallback);
    for (size_t i = 0; i < words.count; i++) {
        if (!VEC_PUSH(&endings, a, words.at[i])) {
            return fault_memory(e);
        }
    }
    return table_write(&endings, a, out, e);
}

static dateline_status write_section(const char *name, const fact_vec *facts, arena *a, packing *p,
                                     dateline_error *e)
{
    buf held[2] = {{0}, {0}};
    packing_begin(p, name);
    dateline_status status = write_table(facts, a, &p->body, held, e);
    packing_end(p);
    buf_free(&held[0]);
    buf_free(&held[1]);
    return status;
}

static void write_list(const char *name, numbering *list, packing *p)
{
    packing_begin(p, name);
    buf_view(&p->body, buf_all(&list->bytes));
    packing_end(p);
    buf_free(&list->bytes);
}

dateline_status word_facts_write(const corpus *c, const tag_list *tags, packing *p, arena *a,
                                 dateline_error *e)
{
    word_facts f = {.rules = {.size = sizeof(lemma_rule)}, .shapes = {.size = sizeof(feats)}};
    bool ok = true;
    for (size_t i = 0; i < c->gold && ok; i++) {
        const corpus_sentence *s = &c->sentences[i];
        for (size_t t = 0; t < s->count && ok; t++) {
            ok = note(&f, a, &s->words[t], tag_number(tags, &s->tokens[t]), &s->tokens[t]);
        }
    }
    write_list("rules", &f.rules, p);
    write_list("shapes", &f.shapes, p);
    if (!ok) {
        return fault_memory(e);
    }
    TRY(write_section("lemmas", &f.lemmas, a, p, e));
    return write_section("feats", &f.feats, a, p, e);
}
