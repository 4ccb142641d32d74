/* Whom phrases are of, beyond their own grammar: men and women by given names, titles and nouns;
 * the turns of a conversation; names of those who speak in it ("Ruiz" where "AnaRuiz" does). */
#include "who/chains.h"
#include "who/who_priv.h"

enum { SPEAKERS = 32, NAME_WORDS = 6 };

/* By the noun, or by the words of a name: "Mrs Ruiz", "Ana Ruiz". */
static char gender_of(const report *r, const know *k, int32_t list, const noun_phrase *p)
{
    const token *head = &r->tokens[p->head];
    if (head->upos == UPOS_PRON) {
        unsigned gender = feats_get(head->feats, FEAT_GENDER);
        return gender == GENDER_MASC ? 'm' : gender == GENDER_FEM ? 'f' : '\0';
    }
    uint32_t from = p->proper ? p->first : p->head;
    uint32_t to = p->telling < from + NAME_WORDS ? p->telling : from + NAME_WORDS;
    char gender = '\0';
    for (uint32_t t = from; k != NULL && t <= to && gender == '\0'; t++) {
        gender = who_gender_of_word(k, list, r->tokens[t].form);
    }
    return gender;
}

/* Who spoke last before each phrase's turn and who speaks next after it. */
static void tell_turns(chains *v)
{
    for (size_t i = 1; i < v->count; i++) {
        const noun_phrase *b = &v->at[i - 1];
        bool turn = b->speaker != 0 && b->speaker != v->at[i].speaker;
        v->at[i].speaker_before = turn ? b->speaker : b->speaker_before;
    }
    for (size_t i = v->count; i > 1; i--) {
        const noun_phrase *b = &v->at[i - 1];
        bool turn = b->speaker != 0 && b->speaker != v->at[i - 2].speaker;
        v->at[i - 2].speaker_after = turn ? b->speaker : b->speaker_after;
    }
}

/* Whether what a speaker is called begins or ends in the word. */
static bool is_called(view name, view word)
{
    return word.length > 2 && name.length >= word.length &&
           (view_equal_nocase(view_cut(name, name.length - word.length, name.length), word) ||
            view_equal_nocase(view_cut(name, 0, word.length), word));
}

/* The sentences in which somebody speaks for the first time; returns their number. */
static uint32_t first_words(const report *r, const chains_means *how, uint32_t found[SPEAKERS])
{
    uint32_t n = 0;
    for (uint32_t s = 0; s < r->nsentences && n < SPEAKERS; s++) {
        bool known = how->speakers[s] == 0;
        for (uint32_t k = 0; k < n && !known; k++) {
            known = how->speakers[found[k]] == how->speakers[s];
        }
        if (!known) {
            found[n++] = s;
        }
    }
    return n;
}

static void tell_names(const report *r, const chains_means *how, chains *c)
{
    uint32_t sentences[SPEAKERS], n = first_words(r, how, sentences);
    for (size_t i = 0; i < c->count; i++) {
        noun_phrase *p = &c->at[i];
        for (uint32_t k = 0; k < n && p->proper && p->i_of == 0; k++) {
            bool called = is_called(how->names[sentences[k]], r->tokens[p->telling].form);
            p->i_of = called ? how->speakers[sentences[k]] : 0;
        }
    }
}

void chains_tell_people(const report *r, const chains_means *how, chains *c)
{
    int32_t list = how->know == NULL ? -1 : know_list(how->know, "who/genders");
    for (size_t i = 0; i < c->count; i++) {
        noun_phrase *p = &c->at[i];
        bool one = p->number != NUMBER_PLUR && !p->group;
        p->gender = one ? gender_of(r, how->know, list, p) : '\0';
    }
    tell_turns(c);
    if (how->speakers != NULL && how->names != NULL) {
        tell_names(r, how, c);
    }
}
