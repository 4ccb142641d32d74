/* code/demand.c - what a sense demands of the words around its trigger.
 *
 * Sets of the lexicon against the object, the subject, modifiers and the clause; the form of the
 * complement.
 */
#include "code/code_priv.h"

int32_t trigger_object(const coder *c, const trigger *t)
{
    return t->entry->kind == ENTRY_NOUN ? child_by(c, t->token, DEPREL_NMOD)
                                        : deep_object(c, t->token);
}

/* The words that the somebody named at the token stands for; -1 = nobody is. */
static int named_class(const coder *c, uint32_t t)
{
    static const struct {
        const char *sector;
        lexicon_class_id person, body;
    } rows[] = {{"GOV", LEX_named_official, LEX_named_government},
                {"MIL", LEX_named_soldier, LEX_named_army},
                {"COP", LEX_named_officer, LEX_named_army},
                {"LEG", LEX_named_lawmaker, LEX_named_parliament},
                {"PTY", LEX_named_politician, LEX_named_party},
                {"OPP", LEX_named_politician, LEX_named_party},
                {"ELI", LEX_named_politician, LEX_named_organisation},
                {"REB", LEX_named_fighter, LEX_named_party},
                {"UAF", LEX_named_fighter, LEX_named_party},
                {"PRM", LEX_named_fighter, LEX_named_army},
                {"JRN", LEX_named_journalist, LEX_named_media},
                {"BUS", LEX_named_person, LEX_named_company},
                {"JUD", LEX_named_official, LEX_named_court}};
    const mention *m = &c->r->mentions[c->r->mention_of[t]];
    bool person = m->type == ENTITY_PERSON;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (code_equal(rows[i].sector, m->actor.sector)) {
            return person ? (int)rows[i].person : (int)rows[i].body;
        }
    }
    return person                      ? (int)LEX_named_civilian
           : m->type == ENTITY_COUNTRY ? (int)LEX_named_country
           : m->type == ENTITY_OTHER   ? (int)LEX_named_place
                                       : (int)LEX_named_organisation;
}

/* What the token stands for beside itself: of somebody named his kind ("sacked Gantz": an
 * official), of a noun its kind ("a lorry": a vehicle). */
uint64_t stands_for(const coder *c, uint32_t t)
{
    static const struct {
        lexicon_class_id kind, named;
    } rows[] = {{LEX_kind_person, LEX_named_person},
                {LEX_kind_vehicle, LEX_named_vehicle},
                {LEX_kind_building, LEX_named_building},
                {LEX_kind_weapon, LEX_named_weapon},
                {LEX_kind_supply, LEX_named_supply},
                {LEX_kind_document, LEX_named_document},
                {LEX_kind_organisation, LEX_named_organisation},
                {LEX_kind_unit, LEX_named_army}};
    const token *w = tok(c, t);
    int32_t m = c->r->mention_of[t];
    uint64_t classes = 0;
    if (m >= 0 && (w->upos == UPOS_PROPN || w->upos == UPOS_PRON)) {
        classes |= (uint64_t)1 << named_class(c, t);
        bool person = c->r->mentions[m].type == ENTITY_PERSON;
        classes |= person ? (uint64_t)1 << LEX_named_person : 0;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows && w->upos == UPOS_NOUN; i++) {
        classes |= is_class(c, t, rows[i].kind) ? (uint64_t)1 << rows[i].named : 0;
    }
    return classes;
}

static bool kind_in_set(const coder *c, const lexicon_item *item, uint32_t t)
{
    return item->classes != 0 && (item->classes & stands_for(c, t)) != 0;
}

/* The token or anything that may stand for its content: an of-phrase, a coordinated one. */
static bool in_set_wide(const coder *c, const lexicon_item *item, int32_t t)
{
    if (t < 0) {
        return false;
    }
    uint32_t head = (uint32_t)t;
    uint32_t content = content_head(c, head);
    if (in_set(c, item, head) || (content != head && in_set(c, item, content)) ||
        kind_in_set(c, item, head)) {
        return true;
    }
    for (int32_t k = child_by(c, head, DEPREL_CONJ); k >= 0; k = c->next_sibling[k]) {
        if (tok(c, (uint32_t)k)->deprel == DEPREL_CONJ && in_set(c, item, (uint32_t)k)) {
            return true;
        }
    }
    return false;
}

static bool child_in_set(const coder *c, const lexicon_item *item, const trigger *t)
{
    for (int32_t k = c->first_child[t->token]; k >= 0; k = c->next_sibling[k]) {
        if (in_set(c, item, (uint32_t)k)) {
            return true;
        }
    }
    return false;
}

/* Tokens that a complement is looked for in; those that are heads of clauses, with what may stand
 * for them. */
typedef struct {
    uint32_t at[TOKENS_MAX];
    bool wide[TOKENS_MAX];
    uint32_t count;
} complement_list;

static void gather(complement_list *l, int32_t t, bool wide)
{
    if (t >= 0 && l->count < TOKENS_MAX) {
        l->at[l->count] = (uint32_t)t;
        l->wide[l->count++] = wide;
    }
}

/* What heads the clause, or the clause that "continues to" heads; "not" stands for every clause
 * that is denied. */
static void gather_clause(const coder *c, uint32_t k, complement_list *l)
{
    gather(l, (int32_t)k, true);
    if (is_class(c, k, LEX_continuing)) {
        gather(l, child_by(c, k, DEPREL_XCOMP), true);
    }
    for (int32_t n = c->first_child[k]; n >= 0; n = c->next_sibling[n]) {
        gather(l, tok(c, (uint32_t)n)->upos == UPOS_PART ? n : -1, false);
    }
}

/* The clauses right below the token; `bare` asks for infinitives. */
static void gather_below(const coder *c, uint32_t t, bool bare, complement_list *l)
{
    const uint64_t clauses = relation_bit(DEPREL_XCOMP) | relation_bit(DEPREL_CCOMP) |
                             relation_bit(DEPREL_ADVCL) | relation_bit(DEPREL_ACL) |
                             relation_bit(DEPREL_DEP);
    int32_t first = (c->relations[t] & clauses) != 0 ? c->first_child[t] : -1;
    for (int32_t k = first; k >= 0; k = c->next_sibling[k]) {
        unsigned d = tok(c, (uint32_t)k)->deprel;
        bool clause =
            d == DEPREL_XCOMP || d == DEPREL_CCOMP || d == DEPREL_ADVCL || d == DEPREL_ACL;
        bool infinitive = (clause || d == DEPREL_DEP) && tok(c, (uint32_t)k)->xpos == XPOS_VB;
        if (infinitive || (clause && !bare)) {
            gather_clause(c, (uint32_t)k, l);
        }
    }
}

/* "demanded that Haddad RESIGN": a subjunctive that was taken for a noun. */
static bool is_subjunctive(const coder *c, uint32_t t)
{
    if (tok(c, t)->upos != UPOS_NOUN) {
        return false;
    }
    for (int32_t k = child_by(c, t, DEPREL_DET); k >= 0; k = c->next_sibling[k]) {
        if (tok(c, (uint32_t)k)->xpos == XPOS_IN && tok(c, (uint32_t)k)->deprel == DEPREL_DET) {
            return true;
        }
    }
    return false;
}

/* "described the vote AS A FARCE". */
static bool is_predicative(const coder *c, uint32_t t)
{
    for (int32_t k = child_by(c, t, DEPREL_CASE); k >= 0; k = c->next_sibling[k]) {
        if (tok(c, (uint32_t)k)->deprel == DEPREL_CASE &&
            view_equal(tok(c, (uint32_t)k)->lemma, VIEW("as"))) {
            return true;
        }
    }
    return false;
}

/* The clause that whom the trigger is said to carries, or what stands right behind him: the parser
 * may hang it there ("asked members of the council TO RESIGN"). */
static void gather_addressee(const coder *c, uint32_t k, complement_list *l)
{
    unsigned d = tok(c, k)->deprel;
    if (d != DEPREL_OBJ && d != DEPREL_IOBJ && d != DEPREL_OBL && d != DEPREL_NMOD &&
        d != DEPREL_NSUBJ_PASS) {
        return;
    }
    gather_below(c, k, d != DEPREL_OBJ, l);
    for (int32_t n = c->first_child[k]; n >= 0; n = c->next_sibling[n]) {
        if (tok(c, (uint32_t)n)->deprel == DEPREL_NMOD) {
            gather_below(c, (uint32_t)n, true, l);
        }
    }
    gather(l, is_predicative(c, k) || is_subjunctive(c, k) ? (int32_t)k : -1, false);
}

/* The verb or noun that the trigger's infinitive, that-clause or gerund is headed by; of an
 * auxiliary the trigger itself is the clause. */
static void gather_complement(const coder *c, const trigger *t, complement_list *l)
{
    l->count = 0;
    if (t->entry->kind == ENTRY_AUX) {
        gather_clause(c, t->token, l);
        return;
    }
    gather_below(c, t->token, false, l);
    for (int32_t k = c->first_child[t->token]; k >= 0; k = c->next_sibling[k]) {
        gather_addressee(c, (uint32_t)k, l);
    }
}

static bool complement_in_set(const coder *c, const lexicon_item *item, const trigger *t)
{
    complement_list l;
    gather_complement(c, t, &l);
    bool found = false;
    for (uint32_t i = 0; i < l.count && !found; i++) {
        found = l.wide[i] ? in_set_wide(c, item, (int32_t)l.at[i]) : in_set(c, item, l.at[i]);
    }
    return found;
}

static void reach_word(const coder *c, uint32_t t, demand_reach *out)
{
    uint32_t at = c->word_at[t];
    if (at < c->nwords && c->words[at].token == t && c->words[at].word != LEXICON_NONE) {
        lexicon_filter_add(&out->words, c->words[at].word);
    }
}

/* What in_set_wide looks at. */
static void reach_wide(const coder *c, int32_t t, demand_reach *out)
{
    if (t < 0) {
        return;
    }
    uint32_t head = (uint32_t)t;
    reach_word(c, head, out);
    reach_word(c, content_head(c, head), out);
    for (int32_t k = child_by(c, head, DEPREL_CONJ); k >= 0; k = c->next_sibling[k]) {
        if (tok(c, (uint32_t)k)->deprel == DEPREL_CONJ) {
            reach_word(c, (uint32_t)k, out);
        }
    }
    out->classes |= stands_for(c, head);
}

static void reach_object(const coder *c, const trigger *t, demand_reach *out)
{
    reach_wide(c, t->object, out);
    reach_wide(c, t->extra, out);
}

static void reach_modifiers(const coder *c, const trigger *t, demand_reach *out)
{
    for (int32_t k = c->first_child[t->token]; k >= 0; k = c->next_sibling[k]) {
        reach_word(c, (uint32_t)k, out);
    }
}

static void reach_complement(const coder *c, const trigger *t, demand_reach *out)
{
    complement_list l;
    gather_complement(c, t, &l);
    for (uint32_t i = 0; i < l.count; i++) {
        if (l.wide[i]) {
            reach_wide(c, (int32_t)l.at[i], out);
        } else {
            reach_word(c, l.at[i], out);
        }
    }
}

/* Whether it is there already; if not, it is emptied. */
static bool is_reached(demand_reach *r, int32_t of, int32_t and_of)
{
    const bool same = r->of == of && r->and_of == and_of;
    if (!same) {
        *r = (demand_reach){.of = of, .and_of = and_of};
    }
    return same;
}

const demand_reach *reach_of(coder *c, const trigger *t, item_kind kind)
{
    demand_reach *r = &c->reach[kind];
    const int32_t token = (int32_t)t->token;
    if (kind == ITEM_OBJECT) {
        if (!is_reached(r, t->object, t->extra)) {
            reach_object(c, t, r);
        }
    } else if (kind == ITEM_COMPLEMENT) {
        if (!is_reached(r, token, t->entry->kind == ENTRY_AUX)) {
            reach_complement(c, t, r);
        }
    } else if (kind == ITEM_WITH_WORD) {
        const uint32_t sent = tok(c, t->token)->sent;
        if (!is_reached(r, (int32_t)sent, 0)) {
            r->words = c->sought_in[sent];
        }
    } else if (kind == ITEM_SUBJECT) {
        if (!is_reached(r, token, 0)) {
            reach_wide(c, deep_subject(c, t->token), r);
        }
    } else if (kind == ITEM_MOD && !is_reached(r, token, 0)) {
        reach_modifiers(c, t, r);
    }
    return r;
}

static bool demand_holds(const coder *c, const lexicon_item *item, const trigger *t)
{
    switch ((item_kind)item->kind) {
    case ITEM_OBJECT:
        return (t->extra >= 0 && in_set_wide(c, item, t->extra)) || in_set_wide(c, item, t->object);
    case ITEM_OBJECT_NOT:
        return !in_set_wide(c, item, t->extra >= 0 ? t->extra : t->object);
    case ITEM_SUBJECT:
        return in_set_wide(c, item, deep_subject(c, t->token));
    case ITEM_SUBJECT_NOT:
        return !in_set_wide(c, item, deep_subject(c, t->token));
    case ITEM_MOD:
        return child_in_set(c, item, t);
    case ITEM_MOD_NOT:
        return !child_in_set(c, item, t);
    case ITEM_WITH_WORD:
        return lexicon_filter_has(&c->sought_in[tok(c, t->token)->sent], item->sought) &&
               set_in_sentence(c, item, tok(c, t->token)->sent);
    case ITEM_COMPLEMENT:
        return complement_in_set(c, item, t);
    case ITEM_ACTOR:
    case ITEM_RECIPIENT:
    case ITEM_BOTH:
    case ITEM_TOPIC:
    case ITEM_LIGHT:
    case ITEM_COUNT:
        return true;
    }
    return true;
}

/* "asked members TO RESIGN": hung on the object. */
static int32_t infinitive_below(const coder *c, uint32_t t)
{
    int32_t k = child_by(c, t, DEPREL_ACL);
    return k >= 0 && tok(c, (uint32_t)k)->xpos == XPOS_VB ? k : -1;
}

static int32_t infinitive_of(const coder *c, uint32_t t)
{
    int32_t inf = child_by(c, t, DEPREL_XCOMP);
    inf = inf < 0 ? child_by(c, t, DEPREL_ACL) : inf;
    int32_t object = inf < 0 ? child_by(c, t, DEPREL_OBJ) : -1;
    return object >= 0 ? infinitive_below(c, (uint32_t)object) : inf;
}

static bool complement_fits(const coder *c, const lexicon_sense *sense, uint32_t t)
{
    int32_t inf = sense->comp == COMP_ANY ? -1 : infinitive_of(c, t);
    switch ((comp_kind)sense->comp) {
    case COMP_ANY:
        return true;
    case COMP_INF:
        return inf >= 0 || has_child(c, t, DEPREL_ADVCL);
    case COMP_THAT:
        return has_child(c, t, DEPREL_CCOMP) || has_child(c, t, DEPREL_ACL);
    case COMP_GER:
        return (inf >= 0 && tok(c, (uint32_t)inf)->xpos == XPOS_VBG) ||
               has_child(c, t, DEPREL_ADVCL);
    case COMP_NONE:
        return inf < 0 && !has_child(c, t, DEPREL_CCOMP);
    }
    return true;
}

bool complement_told(const coder *c, const trigger *t, const lexicon_sense *sense)
{
    const lexicon_item *item = lexicon_find_item(c->lex, sense, ITEM_COMPLEMENT);
    return item != NULL && complement_in_set(c, item, t);
}

lack lacking(item_kind kind)
{
    static const lack lacks[ITEM_COUNT] = {
        [ITEM_OBJECT] = LACKS_OBJECT,   [ITEM_OBJECT_NOT] = LACKS_OTHER_OBJECT,
        [ITEM_SUBJECT] = LACKS_SUBJECT, [ITEM_SUBJECT_NOT] = LACKS_OTHER_SUBJECT,
        [ITEM_MOD] = LACKS_MODIFIER,    [ITEM_MOD_NOT] = LACKS_OTHER_MODIFIER,
        [ITEM_WITH_WORD] = LACKS_WORD,  [ITEM_COMPLEMENT] = LACKS_COMPLEMENT,
    };
    return lacks[kind];
}

lack demand_missing(const coder *c, const trigger *t, const lexicon_sense *sense)
{
    bool relaxed = c->relaxed && !is_class(c, t->token, LEX_general);
    for (uint32_t i = 0; i < sense->ndemands; i++) {
        const lexicon_item *item = &c->lex->items[sense->first_item + i];
        bool excused = relaxed && (item->kind == ITEM_OBJECT || item->kind == ITEM_COMPLEMENT);
        if (!excused && !demand_holds(c, item, t)) {
            return lacking(item->kind);
        }
    }
    return relaxed || complement_fits(c, sense, t->token) ? LACKS_NOTHING : LACKS_FORM;
}
