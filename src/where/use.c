/* How a place name is meant: as the place itself, as its government, or as its people.
 *
 * Names of peoples are demonyms.  The name of a country, a capital or a palace is meant as the
 * place behind a preposition of place and as the object of a verb that wants one ("visited
 * Morocco"); as a subject, another object or the modifier of a noun it stands for those who govern
 * there.
 */
#include "where/where_priv.h"

/* Whether a preposition of place hangs on the head. */
static bool has_preposition(const finder *f, uint32_t head)
{
    for (int32_t c = report_child(f->r, head, -1); c >= 0; c = report_child(f->r, head, c)) {
        if (f->r->tokens[c].deprel == DEPREL_CASE &&
            where_listed(f, f->prepositions, (uint32_t)c, NULL, NULL)) {
            return true;
        }
    }
    return false;
}

static place_use use_of(const finder *f, const spot *s)
{
    if (s->kind == KNOW_DEMONYM || s->kind == KNOW_PEOPLE) {
        return PLACE_DEMONYM;
    }
    bool governs = s->kind == KNOW_COUNTRY || s->kind == KNOW_CAPITAL || s->kind == KNOW_METONYM;
    if (!governs || has_preposition(f, s->head)) {
        return PLACE_LITERAL;
    }
    const token *t = &f->r->tokens[s->head];
    switch ((deprel)t->deprel) {
    case DEPREL_NSUBJ:
    case DEPREL_IOBJ:
    case DEPREL_OBL_AGENT:
        return PLACE_METONYM;
    case DEPREL_OBJ:
    case DEPREL_NSUBJ_PASS:
        return t->head >= 0 && where_listed(f, f->verbs, (uint32_t)t->head, NULL, NULL)
                   ? PLACE_LITERAL
                   : PLACE_METONYM;
    case DEPREL_COMPOUND:
    case DEPREL_NMOD:
        return t->head >= 0 && where_listed(f, f->generic, (uint32_t)t->head, NULL, NULL)
                   ? PLACE_LITERAL
                   : PLACE_METONYM;
    default:
        return s->kind == KNOW_METONYM ? PLACE_METONYM : PLACE_LITERAL;
    }
}

void where_use(finder *f)
{
    for (size_t i = 0; i < f->spots.count; i++) {
        f->spots.at[i].use = use_of(f, &f->spots.at[i]);
    }
}
