/* code/features.c - what the judge sees of a candidate: hashed names of its traits.
 *
 * Words (the entry, its governor, its object), the parties' sectors and how they were reached,
 * tense and standing, the place in the report; and the pairs of these that decide most.
 */
#include "code/code_priv.h"

static void add_pair(feature_sink *s, uint64_t name, uint64_t a, uint64_t b)
{
    feature_hash(s, trait_mix(trait_mix(name, a), b));
}

static const char *code_class(const coder *c, const participant *p)
{
    if (p->actor.code[0] == 0) {
        return "none";
    }
    if (code_equal(p->actor.code, c->r->country)) {
        return "home";
    }
    static const char *const bodies[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};
    for (size_t i = 0; i < 7; i++) {
        if (code_equal(p->actor.code, bodies[i])) {
            return bodies[i];
        }
    }
    return "foreign";
}

/* The names of what is seen of one side of the act. */
typedef struct {
    uint64_t n, code, sector, via, head, type;
} side_names;

#define SIDE_NAMES(side)                                                                           \
    (side_names)                                                                                   \
    {                                                                                              \
        .n = literal_hash(side "-n"), .code = literal_hash(side "-code"),                          \
        .sector = literal_hash(side "-sector"), .via = literal_hash(side "-via"),                  \
        .head = literal_hash(side "-head"), .type = literal_hash(side "-type")                     \
    }

static void add_parties(const coder *c, feature_sink *s, side_names name, const participant *list,
                        uint32_t n)
{
    feature_number_as(s, name.n, feature_bucket(n), true);
    if (n == 0) {
        return;
    }
    const participant *p = &list[0];
    feature_add_as(s, name.code, view_of(code_class(c, p)), true);
    feature_add_as(s, name.sector, view_of(p->actor.sector), true);
    feature_number_as(s, name.via, p->via, false);
    if (p->mention >= 0) {
        const mention *m = &c->r->mentions[p->mention];
        feature_hashed_as(s, name.head, c->lemma[m->head], false);
        feature_number_as(s, name.type, m->type, true);
    }
}

/* Parties that the text names and that are political: of the act, and of the whole report. */
static void add_politics(const coder *c, feature_sink *s, const candidate *found)
{
    unsigned who = 0;
    unsigned whom = 0;
    for (uint32_t i = 0; i < found->actors.count; i++) {
        who |= is_political(&found->actors.at[i]);
    }
    for (uint32_t i = 0; i < found->recipients.count; i++) {
        whom |= is_political(&found->recipients.at[i]);
    }
    feature_number(s, "political", who + 2 * whom, true);
    feature_number(s, "politics", c->politics, true);
    feature_number(s, "politics-and", c->politics * 4 + who + 2 * whom, false);
}

static view sector_of(const participant *list, uint32_t n)
{
    return n == 0 ? VIEW("-") : view_of(list[0].actor.sector);
}

static void add_standing(feature_sink *s, const candidate *found)
{
    const standing *st = &found->st;
    feature_number(s, "status", st->status, true);
    feature_add(s, "why", view_of(st->why), true);
    feature_number(s, "asked", st->asked, true);
    feature_number(s, "accused", st->accused, true);
    feature_number(s, "tense", (unsigned)(st->perfect + 2 * st->pluperfect + 4 * st->past), true);
    feature_number(s, "nominal", st->nominal, true);
    feature_number(s, "relative", st->relative, false);
    feature_number(s, "weak",
                   (unsigned)(found->weak_actor + 2 * found->weak_recipient +
                              4 * found->actor_left_out + 8 * found->recipient_left_out),
                   true);
}

/* What kind of thing the object is, alone and with the entry. */
static void add_object_kind(const coder *c, feature_sink *s, int32_t object, uint64_t entry)
{
    uint64_t kinds = object < 0 ? 0 : stands_for(c, (uint32_t)object);
    for (unsigned k = 0; k < 64 && kinds != 0; k++) {
        if ((kinds >> k & 1) != 0) {
            feature_number(s, "object-kind", k, true);
            feature_hash(s, trait_mix(entry, k + 4000));
        }
    }
}

static void add_words(const coder *c, feature_sink *s, const candidate *found)
{
    const trigger *t = &found->t;
    uint64_t entry = entry_hash(c, t->entry);
    feature_hash(s, entry);
    feature_hash(s, trait_mix(entry, found->st.status));
    feature_hash(s, trait_mix(entry, tok(c, t->token)->deprel + 1000));
    feature_hash(s, trait_mix(entry, found->sense->type + 2000));
    feature_hash(s, trait_mix(entry, view_hash(sector_of(s->a->actors, s->a->nactors))));
    feature_number(s, "kind", t->entry->kind, true);
    feature_number(s, "nwords", t->entry->nwords, false);
    feature_number(s, "mode", found->sense->mode, false);
    feature_number(s, "frame", found->sense->frame, false);
    feature_number(s, "frame-status", found->sense->frame + found->st.status, false);
    feature_add(s, "cameo", view_of(found->sense->cameo), false);
    unsigned lacks = found->relaxed + 2U * found->unaimed;
    feature_number(s, "relaxed", lacks, true);
    feature_hash(s, trait_mix(entry, lacks + 3000));
    feature_number(s, "unsure", found->sense->uncertain, false);
    feature_number(s, "deprel", tok(c, t->token)->deprel, true);
    feature_number(s, "xpos", tok(c, t->token)->xpos, true);
    int32_t object = deep_object(c, t->token);
    feature_number(s, "frame-object", found->sense->frame + (object >= 0), false);
    add_object_kind(c, s, object, entry);
    feature_hashed(s, "object", lemma_hash(c, object), true);
    feature_hashed(s, "subject", lemma_hash(c, deep_subject(c, t->token)), false);
    feature_hashed(s, "head", lemma_hash(c, tok(c, t->token)->head), true);
    feature_hashed(s, "embedder", lemma_hash(c, found->st.embedder), true);
}

static void add_place(const coder *c, feature_sink *s, const candidate *found)
{
    const act *a = s->a;
    const sentence *sent = &c->r->sentences[a->sent];
    feature_number(s, "sentence", feature_bucket(a->sent), true);
    feature_number(s, "length", feature_bucket((sent->last - sent->first) / 4), false);
    feature_number(s, "quoted", (tok(c, found->t.token)->flags & TOKEN_QUOTED) != 0, true);
    feature_number(s, "said", a->statement >= 0, true);
    feature_number(s, "dated", a->time >= 0, true);
    feature_number(s, "placed", a->place >= 0, true);
    feature_number(s, "part", c->r->nparts > sent->part ? c->r->parts[sent->part].kind : 0, false);
}

/* The words that hang on the trigger, and those around it. */
static void add_neighbours(const coder *c, feature_sink *s, const candidate *found)
{
    uint32_t t = found->t.token;
    for (int32_t k = c->first_child[t]; k >= 0; k = c->next_sibling[k]) {
        const token *w = tok(c, (uint32_t)k);
        if (w->upos != UPOS_PUNCT) {
            add_pair(s, literal_hash("child"), view_hash(view_of(deprel_name(w->deprel))),
                     c->lemma[k]);
        }
    }
    const sentence *sent = &c->r->sentences[s->a->sent];
    feature_hashed(s, "before", lemma_hash(c, t > sent->first ? (int32_t)t - 1 : -1), false);
    feature_hashed(s, "behind", lemma_hash(c, t < sent->last ? (int32_t)t + 1 : -1), false);
}

static void add_sentence_words(const coder *c, feature_sink *s)
{
    const sentence *sent = &c->r->sentences[s->a->sent];
    for (uint32_t t = sent->first; t <= sent->last; t++) {
        unsigned u = tok(c, t)->upos;
        if ((u == UPOS_NOUN || u == UPOS_VERB || u == UPOS_ADJ) && tok(c, t)->lemma.length > 2) {
            feature_hashed(s, "word", c->lemma[t], false);
        }
    }
}

/* How likely the hints find such an act: of the word, of its sentence, and another act of the word.
 */
static void add_hints(const coder *c, feature_sink *s, const candidate *found)
{
    const unsigned type = found->sense->type;
    unsigned other = 0;
    for (unsigned k = 1; k < ACT_COUNT && c->chance != NULL; k++) {
        const unsigned p = k == type ? 0 : hint_at(c, &found->t, k);
        other = p > other ? p : other;
    }
    const unsigned own = hint_step(hint_at(c, &found->t, type));
    const unsigned best = hint_step(hint_in_sentence(c, s->a->sent, type));
    feature_number(s, "hinted", found->hinted, true);
    feature_number(s, "hint", own + 16U * found->hinted, true);
    feature_number(s, "hint-sentence", best + 16U * found->hinted, true);
    feature_number(s, "hint-other", hint_step(other), true);
    feature_number(s, "hint-both", own + 16U * hint_step(other), false);
}

uint32_t fill_features(const coder *c, const candidate *found, const act *a, uint32_t *out)
{
    feature_sink s = {.a = a,
                      .at = out,
                      .limit = JUDGE_FEATURES,
                      .weights = c->judge->weights,
                      .mask = c->judge->header.size - 1};
    feature_add(&s, "bias", VIEW(""), true);
    add_words(c, &s, found);
    add_standing(&s, found);
    add_parties(c, &s, SIDE_NAMES("actor"), a->actors, a->nactors);
    add_parties(c, &s, SIDE_NAMES("recipient"), a->recipients, a->nrecipients);
    uint64_t actor = view_hash(sector_of(a->actors, a->nactors));
    uint64_t recipient = view_hash(sector_of(a->recipients, a->nrecipients));
    add_pair(&s, literal_hash("sectors"), actor, recipient);
    add_pair(&s, literal_hash("type-sector"), view_hash(view_of(act_name(a->type))), actor);
    add_politics(c, &s, found);
    add_place(c, &s, found);
    add_neighbours(c, &s, found);
    add_hints(c, &s, found);
    add_sentence_words(c, &s);
    return s.count;
}
