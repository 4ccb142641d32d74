/* Whose a person is of whom the report tells before it gives a name: "A Congolese woman was
 * convicted of smuggling.  Judge Usiku said that Marie Kabongo had led a gang."  Who is named there
 * for the first time, and of whom nothing is known, takes the country of the nearest one without a
 * name, unless somebody else named in between may be that one. */
#include "who/who_priv.h"

enum { REACH = 160, SENTENCES = 3 };

/* "a Congolese woman": one who is told of for the first time, of a country that is told. */
static bool is_nameless(const finder *f, const draft *d)
{
    return d->sort == SORT_ROLE && !d->m.plural && d->coded && !d->definite &&
           tok(f, d->m.first)->upos == UPOS_DET;
}

/* Whether the draft names somebody of whom nothing is known who may be the nameless one. */
static bool may_be(const finder *f, const draft *d, const draft *nameless)
{
    char own = who_gender(f, d), other = who_gender(f, nameless);
    bool sector =
        d->m.actor.sector[0] == '\0' || strcmp(d->m.actor.sector, nameless->m.actor.sector) == 0;
    return d->sort == SORT_PERSON && d->entry < 0 && !d->m.plural && sector &&
           (own == '\0' || other == '\0' || own == other);
}

void who_take_from_nameless(finder *f, size_t i)
{
    draft *d = &f->drafts.at[i];
    if (d->coded || d->entry >= 0) {
        return;
    }
    for (size_t k = i; k > 0 && i - k < REACH; k--) {
        const draft *b = &f->drafts.at[k - 1];
        int apart = who_apart(f, d, b);
        if (apart > SENTENCES) {
            return;
        }
        if (apart < 1 || !is_nameless(f, b) || !may_be(f, d, b)) {
            continue;
        }
        for (size_t between = k; between < i; between++) {
            if (may_be(f, &f->drafts.at[between], b)) {
                return;
            }
        }
        who_set_code(&d->m.actor, b->m.actor.code);
        d->coded = true;
        return;
    }
}
