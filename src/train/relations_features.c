/* train/relations_features.c - what stands between a marked source and a marked target.
 *
 * The dependency path from the one to the other with its words, particles and lexicon senses; what
 * the coder makes of the pair; the words between, before and behind.
 */
#include <stdio.h>

#include "train/relations_priv.h"

#define PATH_MAX_TOKENS 24

typedef struct {
    relation *x;
    const report *r;
    const lexicon *lex;
} sink;

static void put(sink *s, const char *kind, view a, view b)
{
    if (s->x->nfeatures == RELATION_FEATURES) {
        return;
    }
    uint64_t h = (view_hash(view_of(kind)) * 31 + view_hash(a)) * 31 + view_hash(b);
    h ^= h >> 31;
    h *= 0x9E3779B97F4A7C15ULL;
    s->x->features[s->x->nfeatures++] = (uint32_t)(h >> 40);
}

static view lemma(const sink *s, uint32_t t)
{
    return s->r->tokens[t].lemma;
}

/* The token of the span that hangs outside it; -1 = no token. */
static int32_t head_of_span(const report *r, span where)
{
    int32_t best = -1;
    for (uint32_t t = 0; t < r->ntokens; t++) {
        span b = r->tokens[t].bytes;
        if (b.start >= where.end || b.end <= where.start) {
            continue;
        }
        int32_t head = r->tokens[t].head;
        bool outside = head < 0 || r->tokens[head].bytes.start >= where.end ||
                       r->tokens[head].bytes.end <= where.start;
        if (outside && r->tokens[t].upos != UPOS_PUNCT && r->tokens[t].upos != UPOS_DET) {
            return (int32_t)t;
        }
        best = best < 0 ? (int32_t)t : best;
    }
    return best;
}

/* The tokens from t to its root, t first. */
static size_t chain(const report *r, int32_t t, uint32_t out[PATH_MAX_TOKENS])
{
    size_t n = 0;
    while (t >= 0 && n < PATH_MAX_TOKENS) {
        out[n++] = (uint32_t)t;
        t = r->tokens[t].head;
    }
    return n;
}

static void put_lexicon(sink *s, const char *kind, uint32_t t)
{
    uint32_t word = lexicon_word(s->lex, lemma(s, t));
    if (word == LEXICON_NONE) {
        return;
    }
    const lexicon_word_row *row = &s->lex->words[word];
    for (uint32_t i = 0; i < row->nentries; i++) {
        const lexicon_entry *entry = &s->lex->entries[row->first_entry + i];
        bool verb = s->r->tokens[t].upos == UPOS_VERB;
        if (verb != (entry->kind == ENTRY_VERB || entry->kind == ENTRY_PHRASE)) {
            continue;
        }
        for (uint32_t k = 0; k < entry->nsenses && k < 3; k++) {
            unsigned type = s->lex->senses[entry->first_sense + k].type;
            put(s, kind, view_of(act_name(type)), VIEW(""));
        }
    }
}

static void put_path_token(sink *s, uint32_t t, const char *side)
{
    const report *r = s->r;
    put(s, "path", lemma(s, t), VIEW(""));
    put(s, side, lemma(s, t), VIEW(""));
    put_lexicon(s, "path-lex", t);
    for (int32_t k = report_child(r, t, -1); k >= 0; k = report_child(r, t, k)) {
        unsigned d = r->tokens[k].deprel;
        if (d == DEPREL_COMPOUND_PRT || d == DEPREL_AUX || d == DEPREL_ADVMOD || d == DEPREL_MARK ||
            d == DEPREL_OBJ || d == DEPREL_XCOMP || d == DEPREL_CASE || d == DEPREL_AUX_PASS ||
            d == DEPREL_AMOD || d == DEPREL_COMPOUND) {
            put(s, "near", lemma(s, t), lemma(s, (uint32_t)k));
            put(s, "near1", lemma(s, (uint32_t)k), VIEW(""));
        }
    }
}

static void put_path(sink *s, int32_t source_head, int32_t target_head)
{
    uint32_t up[PATH_MAX_TOKENS];
    uint32_t down[PATH_MAX_TOKENS];
    size_t nu = chain(s->r, source_head, up);
    size_t nd = chain(s->r, target_head, down);
    while (nu > 1 && nd > 1 && up[nu - 1] == down[nd - 1] && up[nu - 2] == down[nd - 2]) {
        nu--;
        nd--;
    }
    if (nu == 0 || nd == 0) {
        return;
    }
    uint64_t shape = 0;
    for (size_t i = 0; i < nu; i++) {
        shape = shape * 31 + s->r->tokens[up[i]].deprel;
        if (i > 0) {
            put_path_token(s, up[i], "up");
        }
    }
    for (size_t i = nd - 1; i-- > 0;) {
        shape = shape * 37 + s->r->tokens[down[i]].deprel;
        if (i > 0) {
            put_path_token(s, down[i], "down");
        }
    }
    char text[24];
    snprintf(text, sizeof text, "%llx", (unsigned long long)shape);
    put(s, "shape", view_of(text), VIEW(""));
    put(s, "top", lemma(s, up[nu - 1]), view_of(text));
    put(s, "top1", lemma(s, up[nu - 1]), VIEW(""));
    for (int32_t k = report_child(s->r, (uint32_t)target_head, -1); k >= 0;
         k = report_child(s->r, (uint32_t)target_head, k)) {
        if (s->r->tokens[k].deprel == DEPREL_CASE) {
            put(s, "target-case", lemma(s, (uint32_t)k), lemma(s, up[nu - 1]));
        }
    }
}

static bool in_span(span s, span b)
{
    return b.start < s.end && s.start < b.end;
}

static void put_words(sink *s)
{
    const relation *x = s->x;
    uint32_t left = x->source.end < x->target.end ? x->source.end : x->target.end;
    uint32_t right = x->source.start > x->target.start ? x->source.start : x->target.start;
    view before = VIEW("");
    bool after_source = x->source.start < x->target.start;
    put(s, "order", after_source ? VIEW("st") : VIEW("ts"), VIEW(""));
    for (uint32_t t = 0; t < s->r->ntokens; t++) {
        span b = s->r->tokens[t].bytes;
        if (in_span(x->source, b) || in_span(x->target, b)) {
            before = VIEW("|");
            continue;
        }
        const char *zone = b.end <= left ? "before" : b.start >= right ? "behind" : "between";
        if (b.start >= left && b.end <= right) {
            zone = "between";
            put_lexicon(s, "between-lex", t);
        }
        put(s, zone, lemma(s, t), VIEW(""));
        put(s, "any", lemma(s, t), VIEW(""));
        put(s, zone, before, lemma(s, t));
        put_lexicon(s, "any-lex", t);
        before = lemma(s, t);
    }
}

static bool holds(const participant *list, uint32_t n, span where)
{
    for (uint32_t i = 0; i < n; i++) {
        if (list[i].bytes.end > list[i].bytes.start && in_span(where, list[i].bytes)) {
            return true;
        }
    }
    return false;
}

static void put_proposals(sink *s, const proposal_list *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const act *a = &all->at[i].a;
        bool as = holds(a->actors, a->nactors, s->x->source);
        bool at = holds(a->recipients, a->nrecipients, s->x->target) ||
                  holds(a->actors, a->nactors, s->x->target);
        bool rs = holds(a->actors, a->nactors, s->x->target);
        bool rt = holds(a->recipients, a->nrecipients, s->x->source);
        view type = view_of(act_name(a->type));
        view status = view_of(status_name(a->status));
        if (as && at) {
            put(s, "coded", type, VIEW(""));
            put(s, "coded-status", type, status);
        }
        if (rs && rt) {
            put(s, "coded-reverse", type, VIEW(""));
        }
        if (as) {
            put(s, "acts", type, VIEW(""));
        }
        if (at || rt) {
            put(s, "undergoes", type, VIEW(""));
        }
        put(s, "somewhere", type, VIEW(""));
    }
}

static void put_party(sink *s, const char *role, int32_t head)
{
    int32_t m = head < 0 || s->r->mention_of == NULL ? -1 : s->r->mention_of[head];
    if (m >= 0) {
        const mention *who = &s->r->mentions[m];
        put(s, role, view_of(who->actor.sector), VIEW(""));
    }
    if (head >= 0) {
        put(s, role, lemma(s, (uint32_t)head), VIEW("w"));
        put(s, role, view_of(deprel_name(s->r->tokens[head].deprel)), VIEW("d"));
    }
}

void relation_features(const know *k, report *r, const proposal_list *all, relation *x)
{
    sink s = {.x = x, .r = r, .lex = know_acts(k)};
    x->nfeatures = 0;
    int32_t source_head = head_of_span(r, x->source);
    int32_t target_head = head_of_span(r, x->target);
    put(&s, "bias", VIEW(""), VIEW(""));
    put_path(&s, source_head, target_head);
    put_proposals(&s, all);
    put_party(&s, "source", source_head);
    put_party(&s, "target", target_head);
    put_words(&s);
}
