/* Whether a mention is of a man or a woman, by the noun it is headed in ("the spokeswoman"), the
 * word before the name ("Mrs Ruiz") or the given name; of a known person also the name in the
 * dictionary. */
#include "who/who_priv.h"

char who_gender_of_word(const know *k, int32_t list, view word)
{
    int64_t w = know_list_find(k, list, word);
    view gender = w < 0 ? VIEW("") : know_attr(k, (uint32_t)w, "gender");
    return gender.length > 0 ? gender.data[0] : '\0';
}

static char gender_of_word(const finder *f, view word)
{
    return who_gender_of_word(f->k, f->genders, word);
}

static view first_word(view name)
{
    size_t end = view_find_char(name, ' ', 0);
    return view_cut(name, 0, end == SIZE_MAX ? name.length : end);
}

static char gender_of_person(const finder *f, const draft *d)
{
    bool named = d->name_first <= d->name_last;
    char gender = '\0';
    if (named && d->name_first > d->m.first) {
        gender = gender_of_word(f, tok(f, d->name_first - 1)->form);
    }
    if (gender == '\0' && named) {
        gender = gender_of_word(f, tok(f, d->name_first)->form);
    }
    if (gender == '\0' && d->entry >= 0) {
        gender = gender_of_word(f, first_word(know_entry_at(f->k, (uint32_t)d->entry).name));
    }
    return gender;
}

char who_gender(const finder *f, const draft *d)
{
    switch (d->sort) {
    case SORT_PERSON:
        return gender_of_person(f, d);
    case SORT_ROLE:
        return gender_of_word(f, tok(f, d->m.head)->form);
    case SORT_PRONOUN: {
        view gender = know_attr(f->k, (uint32_t)d->word, "gender");
        return view_equal(gender, VIEW("masc")) || view_equal(gender, VIEW("fem")) ? gender.data[0]
                                                                                   : '\0';
    }
    case SORT_COUNTRY:
    case SORT_DEMONYM:
    case SORT_PLACE:
    case SORT_ORG:
    case SORT_DESCRIPTION:
    case SORT_PAIR:
    case SORT_RELATIVE:
    case SORT_NAME:
        break;
    }
    return '\0';
}
