/* code/path.c - the paths of a frame walked over the tree.
 *
 * A path is a few steps, each from a set of tokens to a set of tokens.  Attachment of prepositions
 * is the parser's least certain decision, so a complement that is not found at the trigger is
 * looked for at its object, or at the verb that supports it.
 */
#include "code/code_priv.h"

static void add(token_set *out, int32_t t)
{
    if (t < 0 || out->count == TOKENS_MAX) {
        return;
    }
    for (uint32_t i = 0; i < out->count; i++) {
        if (out->at[i] == (uint32_t)t) {
            return;
        }
    }
    out->at[out->count++] = (uint32_t)t;
}

static bool is_complement(unsigned d)
{
    return d == DEPREL_OBL || d == DEPREL_NMOD || d == DEPREL_OBL_AGENT || d == DEPREL_ADVCL ||
           d == DEPREL_ACL || d == DEPREL_XCOMP || d == DEPREL_NMOD_DESC ||
           d == DEPREL_NMOD_UNMARKED || d == DEPREL_OBL_UNMARKED || d == DEPREL_DEP ||
           d == DEPREL_CCOMP || d == DEPREL_IOBJ || d == DEPREL_CONJ || d == DEPREL_LIST;
}

/* "met with long-ruling President Biya": a participle that was taken for the complement's head. */
static uint32_t behind_participle(const coder *c, uint32_t t)
{
    int32_t object = tok(c, t)->xpos == XPOS_VBG ? child_by(c, t, DEPREL_OBJ) : -1;
    return object > (int32_t)t && object <= (int32_t)t + 3 ? (uint32_t)object : t;
}

static void own_complements(const coder *c, uint32_t t, uint32_t preposition, token_set *out)
{
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        if (!has_marker(c, (uint32_t)k) || !is_complement(tok(c, (uint32_t)k)->deprel)) {
            continue;
        }
        for (int32_t g = c->first_child[k]; g >= 0; g = c->next_sibling[g]) {
            unsigned d = tok(c, (uint32_t)g)->deprel;
            if ((d == DEPREL_CASE || d == DEPREL_MARK) && c->word[g] == preposition) {
                add(out, (int32_t)referent(c, behind_participle(c, (uint32_t)k)));
            }
        }
    }
}

void complement_with(const coder *c, uint32_t t, uint32_t preposition, token_set *out)
{
    if (!lexicon_filter_may_have(&c->words_of[tok(c, t)->sent], preposition)) {
        return; /* it does not stand in the sentence */
    }
    uint32_t before = out->count;
    own_complements(c, t, preposition, out);
    if (out->count > before) {
        return;
    }
    view word = lexicon_text(c->lex, preposition);
    if (view_equal(word, VIEW("of"))) {
        return;
    }
    if (is_clause(c, t)) {
        int32_t object = child_by(c, t, DEPREL_OBJ);
        if (object >= 0) {
            own_complements(c, (uint32_t)object, preposition, out);
        }
        int32_t subject = child_by(c, t, DEPREL_NSUBJ_PASS);
        if (object < 0 && subject >= 0) {
            own_complements(c, (uint32_t)subject, preposition, out);
        }
        for (int32_t k = c->first_child[t]; k >= 0 && out->count == before;
             k = c->next_sibling[k]) {
            unsigned d = tok(c, (uint32_t)k)->deprel;
            if (d == DEPREL_OBL || d == DEPREL_ADVCL) {
                own_complements(c, (uint32_t)k, preposition, out);
            }
        }
        return;
    }
    int32_t v = support_verb(c, t);
    if (v >= 0) {
        own_complements(c, (uint32_t)v, preposition, out);
    }
    for (int32_t k = c->first_child[t]; k >= 0 && out->count == before; k = c->next_sibling[k]) {
        if (tok(c, (uint32_t)k)->deprel == DEPREL_NMOD && view_equal(word, VIEW("by"))) {
            own_complements(c, (uint32_t)k, preposition, out);
        }
    }
}

static void children_by(const coder *c, uint32_t t, deprel relation, token_set *out)
{
    int32_t first = child_by(c, t, relation);
    for (int32_t k = first; k >= 0; k = c->next_sibling[k]) {
        if (tok(c, (uint32_t)k)->deprel == relation) {
            add(out, k);
        }
    }
}

static void clause_child(const coder *c, uint32_t t, bool finite, token_set *out)
{
    static const deprel inf[] = {DEPREL_XCOMP, DEPREL_ADVCL, DEPREL_ACL};
    static const deprel fin[] = {DEPREL_CCOMP, DEPREL_CSUBJ, DEPREL_ADVCL, DEPREL_XCOMP};
    size_t n = finite ? 4 : 3;
    for (size_t i = 0; i < n; i++) {
        int32_t k = child_by(c, t, finite ? fin[i] : inf[i]);
        if (k >= 0) {
            add(out, k);
            return;
        }
    }
}

static void one_step(const coder *c, uint32_t t, unsigned kind, uint32_t word, token_set *out)
{
    switch ((step_kind)kind) {
    case STEP_SUBJ: {
        int32_t v = is_clause(c, t) ? (int32_t)t : support_verb(c, t);
        add(out, v < 0 ? -1 : deep_subject(c, (uint32_t)v));
        break;
    }
    case STEP_OBJ:
        add(out, deep_object(c, t));
        break;
    case STEP_IOBJ:
        children_by(c, t, DEPREL_IOBJ, out);
        break;
    case STEP_XCOMP:
        clause_child(c, t, false, out);
        break;
    case STEP_CCOMP:
        clause_child(c, t, true, out);
        break;
    case STEP_POSS:
        children_by(c, t, DEPREL_NMOD_POSS, out);
        break;
    case STEP_AMOD:
        children_by(c, t, DEPREL_AMOD, out);
        break;
    case STEP_COMPOUND:
        children_by(c, t, DEPREL_COMPOUND, out);
        break;
    case STEP_APPOS:
        children_by(c, t, DEPREL_APPOS, out);
        break;
    case STEP_LIGHT:
        add(out, support_verb(c, t));
        break;
    case STEP_HEAD:
        if (tok(c, t)->head >= 0 && !is_clause(c, (uint32_t)tok(c, t)->head)) {
            add(out, tok(c, t)->head);
        }
        break;
    case STEP_SPEAKER:
        add(out, speaker_of(c, t));
        break;
    case STEP_CASE:
        own_complements(c, t, word, out);
        break;
    case STEP_COUNT:
        break;
    }
}

void walk_path(const coder *c, const trigger *t, const lexicon_path *path, token_set *out)
{
    token_set room;
    bool even = path->nsteps % 2 == 0;
    token_set *from = even ? out : &room; /* the last step writes to `out` */
    token_set *to = even ? &room : out;
    from->at[0] = t->token;
    from->count = 1;
    for (unsigned s = 0; s < path->nsteps; s++) {
        to->count = 0;
        for (uint32_t i = 0; i < from->count; i++) {
            if (s == 0 && path->kind[s] == STEP_CASE) {
                complement_with(c, from->at[i], path->word[s], to);
            } else {
                one_step(c, from->at[i], path->kind[s], path->word[s], to);
            }
        }
        if (s == 0 && to->count == 0 && t->noun != t->token) {
            one_step(c, t->noun, path->kind[s], path->word[s], to);
        }
        token_set *reached = to;
        to = from;
        from = reached;
    }
}
