/* Greedy tagging; the window is three words to the left and right.  Templates are numbered in the
 * order in which they are pushed, so a change of their order asks for new weights. */
#include "syntax/tagger.h"

dateline_status tagger_open(const weights *p, tagger *out, dateline_error *e)
{
    view v;
    TRY(weights_section(p, "vocabulary", &v, e));
    TRY(vocabulary_open(v, &out->words, e));
    TRY(weights_section(p, "tagnet", &v, e));
    TRY(score_open(v, &out->net, e));
    TRY(weights_section(p, "tags", &v, e));
    out->tags = (const void *)v.data;
    out->ntags = v.length / sizeof(tag_pair);
    TRY(weights_section(p, "rules", &v, e));
    out->rules = (const void *)v.data;
    out->nrules = v.length / sizeof(lemma_rule);
    TRY(weights_section(p, "lemmas", &v, e));
    TRY(table_open(v, &out->lemmas, e));
    TRY(weights_section(p, "shapes", &v, e));
    out->shapes = (const void *)v.data;
    out->nshapes = v.length / sizeof(feats);
    TRY(weights_section(p, "feats", &v, e));
    TRY(table_open(v, &out->feats, e));
    if (out->ntags != out->net.outputs || out->ntags > TAGS_MOST) {
        return fault(e, DATELINE_E_MODEL, "tagger with %zu tags and %u outputs", out->ntags,
                     out->net.outputs);
    }
    return DATELINE_OK;
}

/* The word `by` places after t; a word of zeros beyond the ends. */
static const word *at(const word *words, size_t count, size_t t, int by)
{
    static const word none = {.tag = TAG_NONE};
    size_t i = t + (size_t)by;
    return i < count ? &words[i] : &none;
}

typedef struct {
    uint32_t *keys;
    uint32_t count;
} key_list;

static void push(key_list *k, uint64_t a, uint64_t b)
{
    k->keys[k->count] = feature(k->count, a, b);
    k->count++;
}

static void push_itself(key_list *k, const word *w, casing how)
{
    uint64_t shape = (uint64_t)w->shape << 2 | how;
    push(k, w->id, 0);
    push(k, w->id, shape);
    push(k, w->form, how);
    for (size_t i = 0; i < WORD_SUFFIXES; i++) {
        push(k, w->suffix[i], 0);
    }
    for (size_t i = 0; i < WORD_PREFIXES; i++) {
        push(k, w->prefix[i], 0);
    }
    push(k, shape, 0);
    push(k, shape, w->suffix[1]);
    push(k, shape, w->suffix[2]);
    push(k, w->group, 0);
    push(k, w->tags, 0);
    push(k, w->tags, shape);
}

static void push_around(key_list *k, const word *words, size_t count, size_t t)
{
    const word *w = &words[t];
    for (int by = -3; by <= 3; by++) {
        if (by != 0) {
            const word *n = at(words, count, t, by);
            push(k, n->id, 1);
            push(k, n->group, 2);
            if (by >= -2 && by <= 2) {
                push(k, n->suffix[2], 3);
                push(k, n->suffix[1], n->shape);
                push(k, n->tags, w->tags);
                push(k, n->id, w->id);
            }
        }
    }
    const word *next = at(words, count, t, 1), *second = at(words, count, t, 2);
    push(k, next->tags, second->tags);
    push(k, next->id, second->id);
    push(k, w->id, next->tags);
    push(k, w->suffix[2], next->tags);
    push(k, next->group, w->group);
}

static void push_history(key_list *k, const word *words, size_t count, size_t t)
{
    const word *w = &words[t], *last = at(words, count, t, -1), *before = at(words, count, t, -2);
    const word *next = at(words, count, t, 1);
    uint64_t two = (uint64_t)last->tag << 8 | before->tag;
    push(k, last->tag, 0);
    push(k, two, 0);
    push(k, last->tag, w->id);
    push(k, two, w->tags);
    push(k, two, w->suffix[2]);
    push(k, last->tag, w->suffix[1]);
    push(k, last->tag, last->id);
    push(k, two, last->id);
    push(k, last->tag, next->id);
    push(k, last->tag, (uint64_t)next->tags << 20 ^ w->tags);
    push(k, last->tag, w->shape);
    push(k, at(words, count, t, -3)->tag, two);
}

__attribute__((flatten)) size_t tagger_features(const word *words, size_t count, size_t t,
                                                casing how, uint32_t *keys)
{
    key_list k = {keys, 0};
    push_itself(&k, &words[t], how);
    push_around(&k, words, count, t);
    push_history(&k, words, count, t);
    push(&k, t == 0, how);
    return k.count;
}

/* Lines side by side, each of which makes way for the next one at its end. */
typedef struct {
    const tagger *m;
    const word_line *lines; /* [count] */
    size_t count, next;     /* lines from `next` on have not begun */
    const word_line *line[LINES];
    size_t word[LINES]; /* next of the line */
    score_rows rows[LINES];
    size_t open; /* lines that have words left, the first places */
} round;

/* Fills the places with lines that have words left, and their rows with keys. */
static void list_features(round *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->open; i++) {
        if (r->word[i] < r->line[i]->count) {
            r->line[n] = r->line[i];
            r->word[n++] = r->word[i];
        }
    }
    while (n < LINES && r->next < r->count) {
        r->line[n] = &r->lines[r->next++];
        r->word[n] = 0;
        n += r->line[n]->count > 0;
    }
    r->open = n;
    for (size_t i = 0; i < n; i++) {
        const word_line *l = r->line[i];
        r->rows[i].count = tagger_features(l->words, l->count, r->word[i], l->how, r->rows[i].at);
        score_hint(&r->m->net, &r->rows[i]);
    }
}

/* Tags the next word of each line. */
static void tag_words(round *r)
{
    int32_t scores[SCORE_OUTPUTS];
    score_find(&r->m->net, &r->rows[0]);
    for (size_t i = 0; i < r->open; i++) {
        score_rows *ahead = i + 1 < r->open ? &r->rows[i + 1] : NULL;
        if (ahead != NULL) {
            score_find(&r->m->net, ahead);
        }
        score_sum(&r->m->net, &r->rows[i], ahead, scores);
        r->line[i]->words[r->word[i]++].tag = (uint8_t)score_best(scores, r->m->ntags);
    }
}

void tagger_run(const tagger *m, const word_line *lines, size_t nlines)
{
    round r;
    r.m = m;
    r.lines = lines;
    r.count = nlines;
    r.next = r.open = 0;
    for (list_features(&r); r.open > 0; list_features(&r)) {
        tag_words(&r);
    }
}

void tag_keys(const word *w, uint8_t tag, uint32_t keys[TAG_KEYS])
{
    keys[0] = feature(200, w->lower, tag) | 1U;
    for (size_t i = 0; i < 4; i++) {
        keys[1 + i] = feature(201 + (uint32_t)i, w->suffix[3 - i], tag) | 1U;
    }
    keys[5] = feature(205, 0, tag) | 1U;
}

static uint32_t look_up(const table *t, const uint32_t keys[TAG_KEYS])
{
    uint32_t found = UINT32_MAX;
    for (size_t i = 0; i < TAG_KEYS && found == UINT32_MAX; i++) {
        found = table_get(t, keys[i], UINT32_MAX);
    }
    return found;
}

/* Whether a cut before the byte would leave half a character: "Pérez" is no verb in "-s". */
static bool splits(view form, size_t at)
{
    return at < form.length && ((unsigned char)form.data[at] & 0xC0U) == 0x80U;
}

static view make_lemma(const lemma_rule *rule, view form, arena *a)
{
    size_t strip = rule->strip < form.length ? rule->strip : form.length;
    size_t stem = form.length - strip, add = rule->length <= LEMMA_ADD ? rule->length : 0;
    if (splits(form, stem) || stem + add == 0 || (rule->keep_case != 0 && strip + add == 0)) {
        return form;
    }
    char *p = arena_alloc(a, stem + add + 1);
    if (p == NULL) {
        return form;
    }
    for (size_t i = 0; i < stem; i++) {
        p[i] = rule->keep_case != 0 ? form.data[i] : ascii_lower(form.data[i]);
    }
    memcpy(p + stem, rule->add, add);
    return (view){p, stem + add};
}

/* What the tables are asked first for a word further on. */
static void hint(const tagger *m, const word *w)
{
    uint32_t keys[TAG_KEYS];
    tag_keys(w, w->tag, keys);
    table_hint(&m->lemmas, keys[0]);
    table_hint(&m->lemmas, keys[1]);
    table_hint(&m->feats, keys[0]);
    table_hint(&m->feats, keys[1]);
}

bool tagger_fill(const tagger *m, const word *words, token *tokens, size_t count, arena *a)
{
    enum { AHEAD = 4 };
    uint32_t keys[TAG_KEYS];
    for (size_t t = 0; t < count && t < AHEAD; t++) {
        hint(m, &words[t]);
    }
    for (size_t t = 0; t < count; t++) {
        if (t + AHEAD < count) {
            hint(m, &words[t + AHEAD]);
        }
        tag_keys(&words[t], words[t].tag, keys);
        uint32_t rule = look_up(&m->lemmas, keys), set = look_up(&m->feats, keys);
        tag_pair tag = m->tags[words[t].tag];
        tokens[t].upos = tag.upos;
        tokens[t].xpos = tag.xpos;
        tokens[t].lemma =
            rule < m->nrules ? make_lemma(&m->rules[rule], tokens[t].form, a) : tokens[t].form;
        tokens[t].feats = set < m->nshapes ? m->shapes[set] : 0;
    }
    return !arena_failed(a);
}
