/* code/features.c - what the judge sees of a candidate: hashed names of its traits.
 *
 * Words (the entry, its governor, its object), the parties' sectors and how they were reached,
 * tense and standing, the place in the report; and the pairs of these that decide most.
 */
#include "code/code_priv.h"

/* What is seen of an act, and what is seen alone and with its type. */
typedef struct {
    const act *a;
    trait_list plain, typed;
} judge_traits;

unsigned feature_bucket(unsigned n)
{
    return n < 4 ? n : n < 8 ? 4 : n < 16 ? 5 : n < 32 ? 6 : 7;
}

uint64_t entry_hash(const coder *c, const lexicon_entry *entry)
{
    uint64_t h = entry->kind;
    for (size_t i = 0; i < entry->nwords; i++) {
        h = trait_mix(h, view_hash(lexicon_text(c->lex, entry->words[i])));
    }
    return h;
}

static void add_pair(judge_traits *s, uint64_t name, uint64_t a, uint64_t b)
{
    trait_add(&s->plain, trait_mix(trait_mix(name, a), b));
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

static void add_parties(const coder *c, judge_traits *s, side_names name, const participant *list,
                        uint32_t n)
{
    trait_number_as(&s->typed, name.n, feature_bucket(n));
    if (n == 0) {
        return;
    }
    const participant *p = &list[0];
    trait_word_as(&s->typed, name.code, view_of(code_class(c, p)));
    trait_word_as(&s->typed, name.sector, view_of(p->actor.sector));
    trait_number_as(&s->plain, name.via, p->via);
    if (p->mention >= 0) {
        const mention *m = &c->r->mentions[p->mention];
        trait_hash_as(&s->plain, name.head, c->lemma[m->head]);
        trait_number_as(&s->typed, name.type, m->type);
    }
}

/* Parties that the text names and that are political: of the act, and of the whole report. */
static void add_politics(const coder *c, judge_traits *s, const candidate *found)
{
    unsigned who = 0;
    unsigned whom = 0;
    for (uint32_t i = 0; i < found->actors.count; i++) {
        who |= is_political(&found->actors.at[i]);
    }
    for (uint32_t i = 0; i < found->recipients.count; i++) {
        whom |= is_political(&found->recipients.at[i]);
    }
    trait_number(&s->typed, "political", who + 2 * whom);
    trait_number(&s->typed, "politics", c->politics);
    trait_number(&s->plain, "politics-and", c->politics * 4 + who + 2 * whom);
}

static view sector_of(const participant *list, uint32_t n)
{
    return n == 0 ? VIEW("-") : view_of(list[0].actor.sector);
}

static void add_standing(judge_traits *s, const candidate *found)
{
    const standing *st = &found->st;
    trait_number(&s->typed, "status", st->status);
    trait_word(&s->typed, "why", view_of(st->why));
    trait_number(&s->typed, "asked", st->asked);
    trait_number(&s->typed, "accused", st->accused);
    trait_number(&s->typed, "tense", (unsigned)(st->perfect + 2 * st->pluperfect + 4 * st->past));
    trait_number(&s->typed, "nominal", st->nominal);
    trait_number(&s->plain, "relative", st->relative);
    trait_number(&s->typed, "weak",
                 (unsigned)(found->weak_actor + 2 * found->weak_recipient +
                            4 * found->actor_left_out + 8 * found->recipient_left_out));
}

/* What kind of thing the object is, alone and with the entry. */
static void add_object_kind(const coder *c, judge_traits *s, int32_t object, uint64_t entry)
{
    uint64_t kinds = object < 0 ? 0 : stands_for(c, (uint32_t)object);
    for (unsigned k = 0; k < 64 && kinds != 0; k++) {
        if ((kinds >> k & 1) != 0) {
            trait_number(&s->typed, "object-kind", k);
            trait_add(&s->plain, trait_mix(entry, k + 4000));
        }
    }
}

static void add_words(const coder *c, judge_traits *s, const candidate *found)
{
    const trigger *t = &found->t;
    uint64_t entry = entry_hash(c, t->entry);
    trait_add(&s->plain, entry);
    trait_add(&s->plain, trait_mix(entry, found->st.status));
    trait_add(&s->plain, trait_mix(entry, tok(c, t->token)->deprel + 1000));
    trait_add(&s->plain, trait_mix(entry, found->sense->type + 2000));
    trait_add(&s->plain, trait_mix(entry, view_hash(sector_of(s->a->actors, s->a->nactors))));
    trait_number(&s->typed, "kind", t->entry->kind);
    trait_number(&s->plain, "nwords", t->entry->nwords);
    trait_number(&s->plain, "mode", found->sense->mode);
    trait_number(&s->plain, "frame", found->sense->frame);
    trait_number(&s->plain, "frame-status", found->sense->frame + found->st.status);
    trait_word(&s->plain, "cameo", view_of(found->sense->cameo));
    unsigned lacks = found->relaxed + 2U * found->unaimed;
    trait_number(&s->typed, "relaxed", lacks);
    trait_add(&s->plain, trait_mix(entry, lacks + 3000));
    trait_number(&s->plain, "unsure", found->sense->uncertain);
    trait_number(&s->typed, "deprel", tok(c, t->token)->deprel);
    trait_number(&s->typed, "xpos", tok(c, t->token)->xpos);
    int32_t object = deep_object(c, t->token);
    trait_number(&s->plain, "frame-object", found->sense->frame + (object >= 0));
    add_object_kind(c, s, object, entry);
    trait_hash(&s->typed, "object", lemma_hash(c, object));
    trait_hash(&s->plain, "subject", lemma_hash(c, deep_subject(c, t->token)));
    trait_hash(&s->typed, "head", lemma_hash(c, tok(c, t->token)->head));
    trait_hash(&s->typed, "embedder", lemma_hash(c, found->st.embedder));
}

static void add_place(const coder *c, judge_traits *s, const candidate *found)
{
    const act *a = s->a;
    const sentence *sent = &c->r->sentences[a->sent];
    trait_number(&s->typed, "sentence", feature_bucket(a->sent));
    trait_number(&s->plain, "length", feature_bucket((sent->last - sent->first) / 4));
    trait_number(&s->typed, "quoted", (tok(c, found->t.token)->flags & TOKEN_QUOTED) != 0);
    trait_number(&s->typed, "said", a->statement >= 0);
    trait_number(&s->typed, "dated", a->time >= 0);
    trait_number(&s->typed, "placed", a->place >= 0);
    trait_number(&s->plain, "part", c->r->nparts > sent->part ? c->r->parts[sent->part].kind : 0);
}

/* The words that hang on the trigger, and those around it. */
static void add_neighbours(const coder *c, judge_traits *s, const candidate *found)
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
    trait_hash(&s->plain, "before", lemma_hash(c, t > sent->first ? (int32_t)t - 1 : -1));
    trait_hash(&s->plain, "behind", lemma_hash(c, t < sent->last ? (int32_t)t + 1 : -1));
}

static void add_sentence_words(const coder *c, judge_traits *s)
{
    const sentence *sent = &c->r->sentences[s->a->sent];
    for (uint32_t t = sent->first; t <= sent->last; t++) {
        if (tells(c, t) && tok(c, t)->lemma.length > 2) {
            trait_hash(&s->plain, "word", c->lemma[t]);
        }
    }
}

/* How likely the hints find such an act: of the word, of its sentence, and another act of the word.
 */
static void add_hints(const coder *c, judge_traits *s, const candidate *found)
{
    const unsigned type = found->sense->type;
    uint8_t chance[HINT_TYPES];
    hint_at(c, &found->t, chance);
    const unsigned own = hint_step(chance[type - 1]);
    unsigned other = 0;
    chance[type - 1] = 0;
    for (unsigned k = 0; k < HINT_TYPES; k++) {
        other = chance[k] > other ? chance[k] : other;
    }
    const unsigned best = hint_step(hint_in_sentence(c, s->a->sent, type));
    trait_number(&s->typed, "hinted", found->hinted);
    trait_number(&s->typed, "hint", own + 16U * found->hinted);
    trait_number(&s->typed, "hint-sentence", best + 16U * found->hinted);
    trait_number(&s->typed, "hint-other", hint_step(other));
    trait_number(&s->plain, "hint-both", own + 16U * hint_step(other));
}

/* Behind the first n of `out` as many as there is room for; how many there are then. */
static uint32_t put(const trait_list *l, const uint64_t *key, uint32_t *out, uint32_t n)
{
    const uint32_t room = JUDGE_FEATURES - n;
    const uint32_t more = l->count < room ? l->count : room;
    if (key == NULL) {
        traits_fold(out + n, l->at, more);
    } else {
        traits_fold_with(out + n, *key, l->at, more);
    }
    return n + more;
}

uint32_t fill_features(const coder *c, const candidate *found, const act *a, uint32_t *out)
{
    judge_traits s; /* large: only the lists' counts are set */
    s.a = a;
    trait_begin(&s.plain);
    trait_begin(&s.typed);
    trait_word(&s.typed, "bias", VIEW(""));
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
    uint32_t n = put(&s.typed, NULL, out, 0);
    const uint64_t type = trait_value(a->type);
    n = put(&s.typed, &type, out, n);
    return put(&s.plain, NULL, out, n); /* the words last: of a long sentence some are left out */
}
