/* Nouns that say what the organisation named right behind them is: "the militant group Hamas",
 * "rights group Amnesty International" (data/who/epithets.txt).  What is said of the noun is said
 * of the name, however the parse hangs one on the other. */
#include "who/who_priv.h"

enum { NAME_WORDS = 8 };

bool who_is_organisation(const draft *d)
{
    return d->m.type == ENTITY_ORG && d->name_first <= d->name_last &&
           (d->sort == SORT_NAME || d->sort == SORT_ORG);
}

int32_t who_named_behind(const finder *f, uint32_t noun)
{
    const token *k = tok(f, noun);
    uint32_t end = f->r->sentences[k->sent].last;
    if (k->upos != UPOS_NOUN || know_list_find(f->k, f->epithets, k->lemma) < 0) {
        return -1;
    }
    for (uint32_t t = noun + 1; t <= end && t <= noun + NAME_WORDS; t++) {
        int32_t i = f->draft_at[t];
        if (i >= 0 && who_is_organisation(&f->drafts.at[i]) &&
            f->drafts.at[i].name_first == noun + 1) {
            return i;
        }
    }
    return -1;
}

int32_t who_epithet_of(const finder *f, size_t i)
{
    const draft *d = &f->drafts.at[i];
    bool noun = (d->sort == SORT_ROLE || d->sort == SORT_DESCRIPTION) && !d->m.plural;
    return noun ? who_named_behind(f, d->m.head) : -1;
}

int32_t who_link_epithet(finder *f, size_t i)
{
    int32_t name = who_epithet_of(f, i);
    f->drafts.at[name].beside = (int32_t)i;
    return f->entity_of[name] >= 0 ? f->entity_of[name] : who_find_name(f, (size_t)name);
}

/* "The militant group Hamas" is Hamas. */
bool who_code_epithet(const finder *f, draft *d)
{
    int32_t i = who_named_behind(f, d->m.head);
    const draft *named = i < 0 ? NULL : &f->drafts.at[i];
    if (named == NULL || d->m.plural || !named->coded) {
        return false;
    }
    d->m.actor = named->m.actor;
    d->coded = true;
    d->m.type = ENTITY_ORG;
    d->m.via = named->m.via;
    d->m.name = named->m.name;
    d->m.rule = named->m.rule;
    return true;
}
