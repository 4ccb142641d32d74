/* Sources: from the noun that heads a phrase to a name.
 *
 * The mention that who/ made of it says most.  A thing that speaks for its issuer ("a ministry
 * statement") stands for the issuer; a pronoun or bare thing that nobody resolved for the last
 * speaker; else the person named in the phrase; else its words without articles.
 */
#include "say/say_priv.h"

int64_t say_entry(const say_state *s, int32_t list, uint32_t token)
{
    const view lemma = s->r->tokens[token].lemma;
    if (list < 0 || lemma.length == 0) {
        return -1;
    }
    return know_list_find(s->k, list, lemma);
}

static int32_t mention_at(const report *r, int32_t head)
{
    return r->mention_of == NULL || head < 0 ? -1 : r->mention_of[head];
}

/* The token that heads the mention of the name that the token belongs to; else the token. */
static int32_t name_head(const report *r, int32_t t)
{
    const int32_t name = mention_at(r, t) >= 0 ? -1 : r->tokens[t].name;
    for (uint32_t k = name < 0 ? 1 : r->names[name].first; name >= 0 && k <= r->names[name].last;
         k++) {
        if (mention_at(r, (int32_t)k) >= 0) {
            return (int32_t)k;
        }
    }
    return t;
}

/* ---- outlets -----------------------------------------------------------------------------------
 */

static bool known_outlet(const report *r, int32_t head)
{
    size_t low = 0, high = r->nmatches;
    const uint32_t first = r->sentences[r->tokens[head].sent].first;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->matches[middle].first < first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < r->nmatches && r->matches[low].first <= (uint32_t)head; low++) {
        if (r->matches[low].kind == KNOW_MEDIA && r->matches[low].last >= (uint32_t)head) {
            return true;
        }
    }
    return false;
}

bool say_is_outlet(const say_state *s, int32_t head)
{
    const report *r = s->r;
    int32_t m = mention_at(r, head);
    if ((m >= 0 && strcmp(r->mentions[m].actor.sector, "JRN") == 0 &&
         r->mentions[m].type == ENTITY_ORG && r->tokens[head].upos == UPOS_PROPN) ||
        known_outlet(r, head)) {
        return true;
    }
    if (say_entry(s, s->outlets, (uint32_t)head) < 0) {
        return false;
    }
    return r->tokens[head].upos == UPOS_PROPN ||
           report_child_by(r, (uint32_t)head, DEPREL_COMPOUND) >= 0 ||
           report_child_by(r, (uint32_t)head, DEPREL_AMOD) >= 0;
}

/* ---- names -------------------------------------------------------------------------------------
 */

/* A name, not a description. */
bool say_proper(view name)
{
    const bool article = name.length > 4 && view_equal_nocase(view_cut(name, 0, 4), VIEW("the "));
    const size_t at = article ? 4 : 0;
    return name.length > at && ascii_upper(name.data[at]);
}

/* By the name of whom it means, where a title ("the vice president") means somebody named. */
source say_of_mention(const report *r, int32_t index)
{
    const mention *m = &r->mentions[index];
    const entity *known = m->entity < 0 ? NULL : &r->entities[m->entity];
    const bool title = m->via != VIA_NAME && known != NULL && known->type == ENTITY_PERSON &&
                       r->mentions[known->first_mention].via == VIA_NAME && say_proper(known->name);
    return (source){title ? known->name : m->name, m->actor, index, m->bytes, false, false};
}

static source of_words(const report *r, uint32_t first, uint32_t last)
{
    span bytes = {r->tokens[first].bytes.start, r->tokens[last].bytes.end};
    return (source){report_cut(r, bytes), {"", "", ""}, -1, bytes, false, false};
}

static bool article(const token *t)
{
    return t->upos == UPOS_DET || t->deprel == DEPREL_CASE || t->deprel == DEPREL_FIXED ||
           t->upos == UPOS_PUNCT || t->deprel == DEPREL_CC || t->deprel == DEPREL_NMOD_POSS ||
           t->upos == UPOS_PART;
}

/* Last token of a "close to X" or "of X" that belongs to the name. */
static uint32_t tail_of(const report *r, int32_t head)
{
    uint32_t end = (uint32_t)head;
    for (int32_t c = report_child(r, (uint32_t)head, head); c >= 0;
         c = report_child(r, (uint32_t)head, c)) {
        const uint8_t relation = r->tokens[c].deprel;
        uint32_t first, last;
        report_subtree(r, (uint32_t)c, &first, &last);
        bool joined = relation == DEPREL_FLAT || relation == DEPREL_COMPOUND ||
                      relation == DEPREL_NMOD || relation == DEPREL_AMOD;
        if (!joined || first != end + 1 || last > (uint32_t)head + 10) {
            break;
        }
        end = last;
    }
    return end;
}

static source of_phrase(const say_state *s, int32_t head)
{
    const report *r = s->r;
    uint32_t first, last;
    report_subtree(r, (uint32_t)head, &first, &last);
    if ((uint32_t)head > first + 8) {
        first = (uint32_t)head - 8;
    }
    while (first < (uint32_t)head &&
           (article(&r->tokens[first]) || say_verb_entry(s, (int32_t)first) >= 0)) {
        first++;
    }
    return of_words(r, first, tail_of(r, head));
}

/* A person named in the phrase: "police spokesman Captain Mbele", "the minister, Jan Kavan". */
static int32_t person_name(const report *r, int32_t head)
{
    for (int32_t c = head; c >= 0; c = report_child(r, (uint32_t)head, c == head ? -1 : c)) {
        const int32_t name = r->tokens[c].name;
        const uint8_t relation = r->tokens[c].deprel;
        bool same = c == head || relation == DEPREL_FLAT || relation == DEPREL_APPOS ||
                    relation == DEPREL_COMPOUND;
        if (same && name >= 0 && r->names[name].type == NAME_PERSON) {
            return name;
        }
        if (c != head && report_child(r, (uint32_t)head, c) < 0) {
            return -1;
        }
    }
    return -1;
}

/* "the newspaper Milenio", "state broadcaster NHK": the name behind the noun; else the noun. */
static int32_t outlet_name(const say_state *s, int32_t head)
{
    const report *r = s->r;
    const int32_t next = head + 1;
    const bool noun =
        r->tokens[head].upos == UPOS_NOUN && say_entry(s, s->outlets, (uint32_t)head) >= 0;
    if (!noun || next > (int32_t)r->sentences[r->tokens[head].sent].last ||
        r->tokens[next].upos != UPOS_PROPN) {
        return head;
    }
    int32_t t = next;
    const int32_t name = r->tokens[next].name;
    while (t + 1 < (int32_t)r->ntokens && name >= 0 && r->tokens[t + 1].name == name) {
        t++;
    }
    return t;
}

bool say_last_source(const say_state *s, source *out)
{
    if (s->last_speaker < 0 || s->drafts.at[s->last_speaker].nown == 0) {
        return false;
    }
    *out = s->drafts.at[s->last_speaker].own[0];
    return true;
}

static bool definite(const report *r, int32_t noun)
{
    int32_t d = report_child_by(r, (uint32_t)noun, DEPREL_DET);
    return d >= 0 && !view_equal_nocase(r->tokens[d].form, VIEW("a")) &&
           !view_equal_nocase(r->tokens[d].form, VIEW("an"));
}

/* A common noun of which who/ made no mention speaks for nobody: "the decision", "in regard". */
static bool nobody(const say_state *s, int32_t head)
{
    const token *t = &s->r->tokens[head];
    if (t->upos == UPOS_PROPN || t->upos == UPOS_PRON) {
        return false;
    }
    const int32_t of = report_child_by(s->r, (uint32_t)head, DEPREL_NMOD);
    if ((t->upos == UPOS_NUM || t->upos == UPOS_DET) && of > head) {
        return s->r->tokens[of].upos != UPOS_NOUN || nobody(s, of); /* "one of the officials" */
    }
    if (t->upos != UPOS_NOUN) { /* "the military", "the official", taken for adjectives */
        return !view_equal(t->lemma, VIEW("military")) && !view_equal(t->lemma, VIEW("official"));
    }
    uint32_t entry;
    const unsigned kinds = KNOW_BIT(KNOW_AGENT) | KNOW_BIT(KNOW_OFFICE) | KNOW_BIT(KNOW_PEOPLE);
    return say_entry(s, s->people, (uint32_t)head) < 0 &&
           say_entry(s, s->nouns, (uint32_t)head) < 0 && !say_is_outlet(s, head) &&
           say_entry(s, s->bodies, (uint32_t)head) < 0 &&
           know_find(s->k, t->lemma, kinds, &entry, 1) == 0;
}

/* "publishers Hill and Sons": the mention of the name behind the noun; -1 = none. */
static int32_t named_beside(const report *r, int32_t head)
{
    const int32_t c = report_child_by(r, (uint32_t)head, DEPREL_APPOS);
    const int32_t m = c == head + 1 && r->tokens[c].upos == UPOS_PROPN ? mention_at(r, c) : -1;
    return m >= 0 && r->mentions[m].via == VIA_NAME ? m : -1;
}

/* "the source", "the spokesman": the last source whose name has the word. */
static bool described_before(const say_state *s, int32_t head, source *out)
{
    const report *r = s->r;
    if (r->tokens[head].upos != UPOS_NOUN || !definite(r, head)) {
        return false;
    }
    for (size_t i = s->drafts.count; i > 0; i--) {
        const say_draft *d = &s->drafts.at[i - 1];
        if (d->nown > 0 && say_holds_word(d->own[0].name, r->tokens[head].form)) {
            *out = d->own[0];
            return true;
        }
    }
    return false;
}

/* Words of its own that tell a description from another: "the Irish minister", "the bank's head".
 */
static bool told_apart(const report *r, int32_t head)
{
    for (int32_t c = report_child(r, (uint32_t)head, -1); c >= 0;
         c = report_child(r, (uint32_t)head, c)) {
        const token *k = &r->tokens[c];
        if (k->deprel == DEPREL_NMOD || k->deprel == DEPREL_NMOD_POSS || k->upos == UPOS_PROPN ||
            mention_at(r, c) >= 0) {
            return true;
        }
    }
    return false;
}

/* "The former minister", "veteran party leader": a word that only praises or dates. */
static bool embellished(const say_state *s, int32_t head)
{
    const report *r = s->r;
    bool found = false;
    for (int32_t c = report_child(r, (uint32_t)head, -1); c >= 0 && c < head && !found;
         c = report_child(r, (uint32_t)head, c)) {
        found = say_entry(s, s->vague, (uint32_t)c) >= 0 && r->tokens[c].upos == UPOS_ADJ;
    }
    return found;
}

/* The person who spoke not long ago. */
static bool spoke_lately(const say_state *s, int32_t head, source *out)
{
    const report *r = s->r;
    const say_draft *d = s->last_speaker < 0 ? NULL : &s->drafts.at[s->last_speaker];
    if (d == NULL || d->nown == 0 || d->verb < 0 ||
        r->tokens[d->verb].sent + 3 < r->tokens[head].sent) {
        return false;
    }
    *out = d->own[0];
    const bool person = out->mention < 0
                            ? !out->issued && view_find(out->name, VIEW(" "), 0) != SIZE_MAX
                            : r->mentions[out->mention].type == ENTITY_PERSON;
    return person && say_proper(out->name);
}

/* The person whom the sentence before is about. */
static bool told_of(const say_state *s, int32_t head, source *out)
{
    const report *r = s->r;
    const uint32_t sent = r->tokens[head].sent;
    if (sent == 0 || r->sentences[sent - 1].part != r->sentences[sent].part) {
        return false;
    }
    const sentence *x = &r->sentences[sent - 1];
    for (size_t i = say_mentions_before(r, x->first);
         i < r->nmentions && r->mentions[i].first <= x->last; i++) {
        const mention *m = &r->mentions[i];
        if (r->tokens[m->head].deprel == DEPREL_NSUBJ) {
            *out = say_of_mention(r, (int32_t)i);
            return m->type == ENTITY_PERSON && m->via == VIA_NAME && say_proper(out->name);
        }
    }
    return false;
}

/* "the official", "the former minister": who spoke just before, or whom was told of, where nothing
 * says otherwise. */
static bool described_last(const say_state *s, int32_t head, bool spoke, source *out)
{
    const report *r = s->r;
    const token *t = &r->tokens[head];
    const bool praised = embellished(s, head);
    const bool noun = t->xpos == XPOS_NN ||
                      t->xpos == XPOS_JJ || /* "the official", taken for one */
                      (praised && t->xpos == XPOS_NNP);
    const bool the =
        definite(r, head) || (praised && report_child_by(r, (uint32_t)head, DEPREL_DET) < 0);
    if (!noun || !the || (told_apart(r, head) && !praised) ||
        say_has_value(s, say_entry(s, s->people, (uint32_t)head), "new", "yes") ||
        !(spoke ? spoke_lately(s, head, out) : told_of(s, head, out))) {
        return false;
    }
    uint32_t entry;
    const unsigned kinds = KNOW_BIT(KNOW_AGENT) | KNOW_BIT(KNOW_OFFICE);
    const int32_t m = mention_at(r, head);
    const bool body = say_entry(s, s->bodies, (uint32_t)head) >= 0 ||
                      say_entry(s, s->courts, (uint32_t)head) >= 0; /* "the court" */
    const bool person = !body && (say_entry(s, s->people, (uint32_t)head) >= 0 ||
                                  know_find(s->k, t->lemma, kinds, &entry, 1) > 0);
    const bool abroad = m >= 0 && r->mentions[m].actor.code[0] != 0 && out->actor.code[0] != 0 &&
                        strcmp(r->mentions[m].actor.code, out->actor.code) != 0;
    const bool resolved = m >= 0 && r->mentions[m].via != VIA_DESCRIPTION &&
                          r->mentions[m].via != VIA_TITLE && r->mentions[m].via != VIA_DEFAULT;
    return person && !abroad && !resolved;
}

/* "the SP", which no dictionary knows. */
static bool unknown_short_name(const report *r, int32_t index)
{
    const mention *m = &r->mentions[index];
    const view form = r->tokens[m->head].form;
    bool capitals = m->first + 1 >= m->last && m->type == ENTITY_OTHER;
    for (size_t i = 0; i < form.length && capitals; i++) {
        capitals = ascii_upper(form.data[i]);
    }
    return capitals;
}

/* "the Bangkok governor", "veteran party leader": the person whom the report names so elsewhere; -1
 * = nobody. */
static int32_t described_elsewhere(const say_state *s, int32_t head)
{
    const report *r = s->r;
    const int32_t m = mention_at(r, head);
    const int32_t article = report_child_by(r, (uint32_t)head, DEPREL_DET);
    if ((article >= 0 && !definite(r, head)) || r->tokens[head].upos == UPOS_PRON ||
        report_child_by(r, (uint32_t)head, DEPREL_NMOD_POSS) >= 0 ||
        say_has_value(s, say_entry(s, s->people, (uint32_t)head), "new", "yes")) {
        return -1;
    }
    if (m >= 0 && r->mentions[m].head == (uint32_t)head) {
        const bool resolved = say_proper(say_of_mention(r, m).name) && !unknown_short_name(r, m) &&
                              r->mentions[m].entity >= 0 &&
                              r->entities[r->mentions[m].entity].nmentions > 1;
        return resolved ? -1
                        : say_described_person(s, head, r->mentions[m].first, r->mentions[m].last);
    }
    uint32_t first, last;
    report_subtree(r, (uint32_t)head, &first, &last);
    first = (uint32_t)head > first + 6 ? (uint32_t)head - 6 : first;
    return say_described_person(s, head, first, tail_of(r, head));
}

/* "the Turkish news agency": the outlet of that country that the report names; -1 = none. */
static int32_t outlet_of_country(const say_state *s, int32_t head)
{
    const report *r = s->r;
    if (say_entry(s, s->outlets, (uint32_t)head) < 0) {
        return -1;
    }
    for (int32_t c = report_child(r, (uint32_t)head, -1); c >= 0;
         c = report_child(r, (uint32_t)head, c)) {
        const int32_t country = mention_at(r, c);
        for (size_t i = 0; country >= 0 && i < r->nmentions; i++) {
            const mention *m = &r->mentions[i];
            bool outlet = m->via == VIA_NAME && strcmp(m->actor.sector, "JRN") == 0 &&
                          m->type == ENTITY_ORG && m->actor.code[0] != '\0';
            if (outlet && strcmp(m->actor.code, r->mentions[country].actor.code) == 0) {
                return (int32_t)i;
            }
        }
    }
    return -1;
}

/* Somebody else than the words say: who is described, or the full name of a bare body. */
static bool meant(const say_state *s, int32_t head, bool issued, source *out)
{
    const report *r = s->r;
    const int32_t m = mention_at(r, head);
    if (m >= 0 && r->mentions[m].via == VIA_NAME && !unknown_short_name(r, m)) {
        return false;
    }
    int32_t other = outlet_of_country(s, head);
    other = other < 0 ? described_elsewhere(s, head) : other;
    if (other >= 0) {
        *out = say_of_mention(r, other);
        return true;
    }
    if (say_body(s, head, m, issued || definite(r, head), out)) {
        return true;
    }
    const bool named = m >= 0 && say_proper(r->mentions[m].name);
    return (!named && described_last(s, head, true, out)) || described_before(s, head, out) ||
           (!named && described_last(s, head, false, out));
}

/* By the words of the phrase, where nothing else is known of it. */
static source plain(const say_state *s, int32_t head, bool issued)
{
    const report *r = s->r;
    const bool none = nobody(s, head);
    const int32_t apposed = none ? named_beside(r, head) : -1;
    if (apposed >= 0) {
        return say_of_mention(r, apposed);
    }
    if ((!issued && none) || r->tokens[head].upos == UPOS_PUNCT ||
        r->tokens[head].upos == UPOS_SYM || say_in_time(r, head)) {
        return (source){VIEW(""), {"", "", ""}, -1, {0, 0}, false, false};
    }
    const int32_t name = person_name(r, head);
    return name >= 0 ? of_words(r, r->names[name].first, r->names[name].last) : of_phrase(s, head);
}

source say_source(const say_state *s, int32_t head)
{
    const report *r = s->r;
    source out;
    bool issued = false;
    head = outlet_name(s, head);
    for (int steps = 0; steps < 3; steps++) {
        if (say_entry(s, s->nouns, (uint32_t)head) < 0 || say_is_outlet(s, head)) {
            break;
        }
        int32_t issuer = say_issuer(s, head);
        if (issuer < 0 && definite(r, head)) {
            issuer = say_issuer_before(s, head);
        }
        if (issuer < 0) {
            return definite(r, head) && say_last_source(s, &out) ? out : of_phrase(s, head);
        }
        head = outlet_name(s, issuer);
        issued = true;
    }
    head = name_head(r, head);
    const bool pronoun = r->tokens[head].upos == UPOS_PRON;
    const int32_t m = mention_at(r, head);
    if ((pronoun && say_spoke_just_now(s, head, &out)) || say_misled(s, head, m, &out) ||
        meant(s, head, issued, &out)) {
        return out;
    }
    const bool citing = m >= 0 && say_verb_entry(s, (int32_t)r->mentions[m].first) >= 0;
    if (m >= 0 && r->mentions[m].name.length > 0 && !citing) {
        return say_of_mention(r, m);
    }
    return pronoun && say_last_source(s, &out) ? out : plain(s, head, issued);
}
