/* The features of a phrase by itself (is it told of for the first time?) and with an earlier phrase
 * (is it the same?).  Each is hashed with the number of its template; most are given again together
 * with the kind of the phrase, so that pronouns and names learn weights of their own, and bare to
 * the hidden layer, which learns what is to be joined; words are not given to that. */
#include "who/chains.h"

typedef struct {
    chains_look *look;
    uint32_t kind, pair; /* hashes of the kinds */
} feature_list;

static uint32_t mix(uint32_t a, uint32_t b)
{
    uint32_t h = a * 0x9E3779B1U ^ (b + 0x85EBCA6BU) * 0xC2B2AE35U;
    h ^= h >> 15;
    h *= 0x27D4EB2FU;
    return h ^ h >> 13;
}

static void put(feature_list *l, uint32_t template, uint32_t value)
{
    chains_look *look = l->look;
    if (look->nfeatures < CHAINS_FEATURES) {
        look->features[look->nfeatures++] = mix(mix(template, value), 77) >> (32 - CHAINS_BITS);
    }
}

static void put_trait(feature_list *l, uint32_t template, uint32_t value)
{
    chains_look *look = l->look;
    if (look->ntraits < CHAINS_TRAITS) {
        look->traits[look->ntraits++] = mix(mix(template, value), 78) >> (32 - CHAINS_ROW_BITS);
    }
}

/* By itself and with the kind of the phrase. */
static void put_word2(feature_list *l, uint32_t template, uint32_t value)
{
    put(l, template, value);
    put(l, template + 1000, mix(value, l->kind));
}

static void put2(feature_list *l, uint32_t template, uint32_t value)
{
    put_word2(l, template, value);
    put_trait(l, template, value);
}

/* With the kind of the phrase and with those of both. */
static void put_word3(feature_list *l, uint32_t template, uint32_t value)
{
    put(l, template + 1000, mix(value, l->kind));
    put(l, template + 2000, mix(value, l->pair));
}

static void put3(feature_list *l, uint32_t template, uint32_t value)
{
    put_word3(l, template, value);
    put_trait(l, template, value);
}

static uint32_t bucket(uint32_t n)
{
    static const uint8_t small[] = {0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 6};
    return n < sizeof small ? small[n] : n < 16 ? 7 : n < 32 ? 8 : n < 64 ? 9 : n < 200 ? 10 : 11;
}

static uint32_t form_hash(const report *r, int64_t t)
{
    uint32_t h = 17;
    view v = t < 0 || (size_t)t >= r->ntokens ? VIEW("") : r->tokens[t].lemma;
    for (size_t i = 0; i < v.length; i++) {
        h = (h ^ (unsigned char)v.data[i]) * 16777619U;
    }
    return h;
}

/* ---- alone --------------------------------------------------------------------------------- */

static uint32_t heard_before(const chains *c, size_t i)
{
    uint32_t known = 0;
    const noun_phrase *a = &c->at[i];
    for (size_t k = i; k > 0 && i - k < CHAINS_FAR && known < 2 && !a->pronoun; k--) {
        const noun_phrase *b = &c->at[k - 1];
        known = b->dead                             ? known
                : b->words == a->words              ? 2
                : known < 1 && b->lemma == a->lemma ? 1
                                                    : known;
    }
    return known;
}

static void alone(const report *r, const chains *c, size_t i, feature_list *l)
{
    const noun_phrase *a = &c->at[i];
    put(l, 1, l->kind);
    put_word2(l, 2, a->lemma);
    put_word2(l, 3, a->first_word);
    put2(l, 4, a->deprel);
    put2(l, 5, bucket(a->last - a->first));
    put2(l, 6, heard_before(c, i));
    put2(l, 7, a->thing);
    put2(l, 8, a->number);
    put_word2(l, 9, form_hash(r, (int64_t)a->first - 1));
    put_word2(l, 10, form_hash(r, (int64_t)a->last + 1));
    put(l, 11, mix(a->governor, a->deprel));
    put2(l, 12, bucket((uint32_t)i));
    put2(l, 13, a->first == r->sentences[a->sent].first);
    put2(l, 14, a->quoted);
    put(l, 15, mix(mix(heard_before(c, i), l->kind), bucket(a->last - a->first)));
    put2(l, 16, mix(a->speaker != 0, a->quoted));
    put2(l, 17, (uint32_t)a->group + 2U * a->cut);
    put2(l, 18, mix(a->in_name, a->deprel));
}

/* ---- with an earlier one ------------------------------------------------------------------- */

static bool has_word(const report *r, const noun_phrase *p, view word)
{
    for (uint32_t t = p->first; t <= p->last; t++) {
        if (view_equal_nocase(r->tokens[t].form, word)) {
            return true;
        }
    }
    return false;
}

static bool says_much(const token *k)
{
    return k->upos == UPOS_NOUN || k->upos == UPOS_PROPN || k->upos == UPOS_ADJ ||
           k->upos == UPOS_NUM;
}

/* How many telling words of `a` - its head apart - `b` lacks; 0 .. 3. */
static uint32_t lacking(const report *r, const noun_phrase *a, const noun_phrase *b)
{
    uint32_t n = 0;
    uint32_t from = a->last - a->first > 24 ? a->last - 24 : a->first;
    for (uint32_t t = from; t <= a->last && n < 3; t++) {
        n += t != a->head && says_much(&r->tokens[t]) && !has_word(r, b, r->tokens[t].form);
    }
    return n;
}

/* "EU" for "European Union". */
static bool abbreviates(const report *r, const noun_phrase *shorter, const noun_phrase *longer)
{
    view s = r->tokens[shorter->head].form;
    size_t n = 0;
    if (!shorter->proper || s.length < 2 || longer->last - longer->first > 8) {
        return false;
    }
    for (uint32_t t = longer->first; t <= longer->last; t++) {
        view w = r->tokens[t].form;
        if (w.length > 1 && ascii_upper(w.data[0]) && r->tokens[t].upos != UPOS_DET) {
            if (n >= s.length || s.data[n] != w.data[0]) {
                return false;
            }
            n++;
        }
    }
    return n >= 2 && n == s.length;
}

static void by_words(const report *r, const noun_phrase *a, const noun_phrase *b, feature_list *l)
{
    bool head = a->lemma == b->lemma, same = a->words == b->words;
    bool within = !head && !a->pronoun && !b->pronoun && has_word(r, b, r->tokens[a->head].form);
    bool around = !head && !a->pronoun && !b->pronoun && has_word(r, a, r->tokens[b->head].form);
    put3(l, 20, same);
    put3(l, 21, head);
    put3(l, 22, (uint32_t)(within * 2 + around));
    if (a->pronoun || b->pronoun) {
        return;
    }
    uint32_t ab = lacking(r, a, b), ba = lacking(r, b, a);
    uint32_t match = (uint32_t)same * 8 + (uint32_t)head * 4 + (uint32_t)within * 2 + around;
    put3(l, 23, mix(match, ab));
    put3(l, 24, mix(match, mix(ab, ba)));
    put3(l, 25, abbreviates(r, a, b) || abbreviates(r, b, a));
    put(l, 26, mix(a->lemma, b->lemma));
    put(l, 27, mix(a->lemma, mix(match, ab)));
    put(l, 28, mix(match, mix(a->definite, b->definite)));
    put3(l, 86, mix(match, bucket(a->sent - b->sent)));
    put(l, 87, mix(match, mix(bucket(a->last - a->first), bucket(b->last - b->first))));
    put3(l, 29, mix(match, a->thing));
    if (a->proper && b->proper) {
        uint32_t part = (uint32_t)(a->lemma == b->given) + 2U * (a->given == b->lemma) +
                        4U * (a->given == b->given) + 8U * (a->lemma == b->lemma);
        put(l, 38, mix(mix(part, a->given == a->lemma), mix(b->given == b->lemma, a->thing)));
        put(l, 39, mix(part, mix(a->thing, b->thing)));
    }
}

/* Whether the earlier one looks like a phrase that is told of again. */
static void by_earlier(const noun_phrase *b, feature_list *l)
{
    put2(l, 92, mix(b->kind, mix(b->deprel, b->in_name)));
    put(l, 93, b->lemma);
    put(l, 94, mix(b->governor, b->deprel));
    put(l, 95, mix(b->kind, bucket(b->last - b->first)));
    put(l, 96, mix(b->kind, b->first_word));
}

static void by_agreement(const noun_phrase *a, const noun_phrase *b, feature_list *l)
{
    put3(l, 30, mix(a->number, b->number));
    put3(l, 31, mix(a->thing, b->thing));
    put(l, 32, mix(l->kind, b->lemma));
    put(l, 33, mix(l->kind, b->first_word));
    put(l, 34, mix(l->kind, mix(b->thing, b->number)));
    put3(l, 35, mix(a->deprel, b->deprel));
    put3(l, 36, b->deprel);
    put3(l, 37, mix(a->quoted, b->quoted));
}

static void by_place(const report *r, const chains *c, size_t i, size_t j, feature_list *l)
{
    const noun_phrase *a = &c->at[i], *b = &c->at[j];
    uint32_t sentences = bucket(a->sent - b->sent), phrases = bucket((uint32_t)(i - j));
    bool inside = a->first >= b->first && a->last <= b->last;
    const token *x = &r->tokens[a->head], *y = &r->tokens[b->head];
    bool sisters = x->head >= 0 && x->head == y->head;
    bool under = x->head == (int32_t)b->head, over = y->head == (int32_t)a->head;
    uint32_t link = inside ? 1U : sisters ? 2U : under ? 3U : over ? 4U : 0U;
    bool cop = over && report_child_by(r, a->head, DEPREL_COP) >= 0;
    put3(l, 40, sentences);
    put3(l, 41, phrases);
    put3(l, 42, mix(link, mix(a->deprel, b->deprel)));
    put3(l, 43, mix(link, cop));
    put3(l, 44, mix(sentences, b->deprel));
    put(l, 46, mix(l->kind, mix(a->governor, b->governor)));
    put3(l, 47, a->governor == b->governor);
    put3(l, 48, mix(phrases, b->first == r->sentences[b->sent].first));
    put3(l, 49, mix(sentences, mix(a->deprel, b->deprel)));
}

/* What the chain of the earlier phrase has been so far. */
static void by_chain(const chains *c, const noun_phrase *a, const noun_phrase *b, feature_list *l)
{
    const noun_phrase *first = &c->at[b->chain];
    put(l, 60, mix(l->kind, first->sorts));
    put3(l, 61, a->proper ? 1U + (first->name == 0) + 2U * (first->name == a->lemma) : 0);
    for (uint32_t bit = 0; bit < 25; bit++) {
        if ((first->sorts >> bit & 1U) != 0) {
            put(l, 62, mix(l->kind, bit));
        }
    }
    put2(l, 63, bucket(first->size));
    put3(l, 64, mix(bucket(first->size), bucket(a->sent - b->sent)));
}

/* Whether who/ takes both for one actor (1), for two (2), or for actors of one country (3). */
static uint32_t by_actor(const report *r, const noun_phrase *a, const noun_phrase *b)
{
    int32_t x = r->mention_of == NULL ? -1 : r->mention_of[a->head];
    int32_t y = r->mention_of == NULL ? -1 : r->mention_of[b->head];
    if (x < 0 || y < 0) {
        return (uint32_t)(x >= 0) * 4 + (uint32_t)(y >= 0) * 8;
    }
    const mention *m = &r->mentions[x], *n = &r->mentions[y];
    bool country = strcmp(m->actor.code, n->actor.code) == 0;
    return m->entity == n->entity ? 1U : country ? 3U : 2U;
}

/* How many phrases between the two agree in number with the later one as the earlier does. */
static uint32_t rivals(const chains *c, size_t i, size_t j)
{
    const noun_phrase *a = &c->at[i], *b = &c->at[j];
    bool agrees = a->number == b->number;
    uint32_t n = 0;
    for (size_t k = i; k > j + 1 && n < 8; k--) {
        const noun_phrase *p = &c->at[k - 1];
        bool inside = p->last >= a->first;
        n += !inside && !p->dead && (p->number == a->number) == agrees && p->thing == b->thing;
    }
    return n;
}

/* 1 = the same, 2 = another one, 0 = not known. */
static uint32_t alike(uint32_t a, uint32_t b)
{
    return a == 0 || b == 0 ? 0U : a == b ? 1U : 2U;
}

/* Whose words the chain has as "I" and as "you", against who speaks at a, before and after. */
static void by_roles(const noun_phrase *a, const noun_phrase *first, feature_list *l)
{
    if (a->speaker == 0) {
        return;
    }
    uint32_t i_of = alike(a->speaker, first->i_of), you_of = alike(a->speaker, first->you_of);
    put(l, 70, mix(l->kind, mix(i_of, you_of)));
    if (a->you_of != 0) {
        uint32_t next = alike(first->i_of, a->speaker_after);
        uint32_t before = alike(first->i_of, a->speaker_before);
        put(l, 71, mix(l->kind, mix(next, before)));
        put(l, 72, mix(l->kind, mix(next, mix(before, mix(i_of, you_of)))));
    }
    if (a->i_of != 0) {
        uint32_t before = alike(first->you_of, a->speaker_before);
        put(l, 73, mix(l->kind, mix(before, mix(i_of, you_of))));
    }
}

/* Man or woman, and who it is by his or her words or name, against what the chain has. */
static void by_person(const noun_phrase *a, const noun_phrase *b, const noun_phrase *first,
                      feature_list *l)
{
    put3(l, 80, mix((uint8_t)a->gender, (uint8_t)first->gender));
    put3(l, 81, mix((uint8_t)a->gender, (uint8_t)b->gender));
    if (a->i_of != 0) {
        put3(l, 79, mix(alike(a->i_of, first->i_of), alike(a->i_of, first->you_of)));
    }
}

/* How b is the subject of a clause above a: its depth and by what relation the way to a begins. */
static void by_clause(const report *r, const noun_phrase *a, const noun_phrase *b, feature_list *l)
{
    const token *y = &r->tokens[b->head];
    uint32_t depth = 0, down = 0;
    bool near = b->sent == a->sent;
    for (int32_t t = (int32_t)a->head; near && t >= 0 && depth < 16; t = r->tokens[t].head) {
        if (y->head == t && t != (int32_t)a->head) {
            put3(l, 74, mix(y->deprel, down));
            put3(l, 75, mix(y->deprel, depth < 4 ? depth : 4));
            put_word3(l, 76, mix(y->deprel, mix(down, form_hash(r, t))));
            return;
        }
        int32_t p = t == (int32_t)a->head ? -1 : report_child_by(r, (uint32_t)t, DEPREL_PARATAXIS);
        if (p >= 0 && y->head == p) {
            put3(l, 77, mix(y->deprel, a->quoted));
            return;
        }
        depth++;
        down = r->tokens[t].deprel;
    }
    put_word3(l, 78, mix(b->deprel, b->governor));
}

static void by_voice(const noun_phrase *a, const noun_phrase *b, feature_list *l)
{
    uint32_t voice = a->speaker == 0 ? 0U : a->speaker == b->speaker ? 1U : 2U;
    put3(l, 50, voice);
    put3(l, 51, mix(voice, bucket(a->sent - b->sent)));
    put3(l, 52, mix(voice, mix(a->quoted, b->quoted)));
}

/* What ends the longer reading, and the words shared with the earlier one by this reading. */
static void by_reading(const report *r, const chains *c, size_t i, const noun_phrase *b,
                       feature_list *l)
{
    const noun_phrase *a = &c->at[i];
    if (!a->cut && a->shorter == 0) {
        return;
    }
    int64_t end = (int64_t)(a->cut ? a : &c->at[a->shorter])->last + 1;
    put3(l, 88, (uint32_t)a->cut + 2U * (a->words == b->words) + 4U * (a->lemma == b->lemma));
    put(l, 89, mix(r->tokens[a->cut ? a->last + 1 : a->last].deprel, a->cut));
    put(l, 98, mix(form_hash(r, end), a->cut));
}

/* The looks of both phrases for themselves, which the joined features above take for granted. */
static void bare_traits(const chains *c, size_t i, const noun_phrase *b, feature_list *l)
{
    const noun_phrase *a = &c->at[i];
    const uint32_t looks[] = {a->kind,
                              b->kind,
                              a->deprel,
                              b->deprel,
                              a->thing,
                              b->thing,
                              a->number,
                              b->number,
                              bucket(a->last - a->first),
                              bucket(b->last - b->first)};
    for (uint32_t k = 0; k < sizeof looks / sizeof looks[0]; k++) {
        put_trait(l, 301 + k, looks[k]);
    }
    for (uint32_t sorts = c->at[b->chain].sorts, bit = 0; sorts != 0; sorts >>= 1, bit++) {
        if ((sorts & 1U) != 0) {
            put_trait(l, 311, bit);
        }
    }
    put_trait(l, 312, heard_before(c, i));
}

static void of_pair(const report *r, const chains *c, size_t i, size_t j, feature_list *l)
{
    const noun_phrase *a = &c->at[i], *b = &c->at[j], *first = &c->at[b->chain];
    put(l, 19, l->pair);
    by_reading(r, c, i, b, l);
    by_words(r, a, b, l);
    by_earlier(b, l);
    by_agreement(a, b, l);
    by_place(r, c, i, j, l);
    by_voice(a, b, l);
    by_chain(c, a, b, l);
    by_roles(a, first, l);
    by_person(a, b, first, l);
    by_clause(r, a, b, l);
    put3(l, 55, by_actor(r, a, b));
    put3(l, 57, mix(first->latest == (uint32_t)j, bucket(a->sent - b->sent)));
    put3(l, 58, mix(a->in_name, b->in_name));
    if (a->pronoun || a->definite) {
        put3(l, 56, rivals(c, i, j));
    }
    bare_traits(c, i, b, l);
}

void chains_features(const report *r, const chains *c, size_t i, int64_t j, chains_look *look)
{
    feature_list l = {.look = look, .kind = c->at[i].kind};
    look->nfeatures = look->ntraits = 0;
    if (j < 0) {
        alone(r, c, i, &l);
        put_trait(&l, 300, l.kind);
        return;
    }
    l.pair = mix(l.kind, c->at[j].kind);
    of_pair(r, c, i, (size_t)j, &l);
}
