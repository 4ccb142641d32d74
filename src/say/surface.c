/* What word order tells where the parser went wrong: a verb of saying has its speaker beside it,
 * and what is said stands behind it or, set off by a comma, before both.
 */
#include "say/say_priv.h"

static bool nominal(const token *t)
{
    return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN || t->upos == UPOS_PRON;
}

static bool finite(const token *t)
{
    return t->xpos == XPOS_VBD || t->xpos == XPOS_VBZ || t->xpos == XPOS_VBP;
}

/* Finite, or taken for a noun by the tagger ("Sources allege that"). */
static bool can_say(const token *t)
{
    return finite(t) || t->upos == UPOS_NOUN;
}

static bool comma(const token *t)
{
    return t->upos == UPOS_PUNCT && t->form.length > 0 && t->form.data[0] == ',';
}

/* "Sources allege that ..." with allege taken for a noun. */
bool say_hidden_verb(const say_state *s, int32_t t)
{
    const report *r = s->r;
    const sentence *x = &r->sentences[r->tokens[t].sent];
    if (r->tokens[t].upos != UPOS_NOUN || (uint32_t)t == x->first || (uint32_t)t >= x->last) {
        return false;
    }
    const token *before = &r->tokens[t - 1], *behind = &r->tokens[t + 1];
    return view_equal(behind->form, VIEW("that")) && behind->xpos == XPOS_IN && nominal(before) &&
           before->xpos != XPOS_PRP_POSS;
}

/* The head of the noun phrase that a token belongs to, inside [low, high]. */
static int32_t phrase_head(const report *r, int32_t t, int32_t low, int32_t high)
{
    for (int steps = 0; steps < 12; steps++) {
        const int32_t head = r->tokens[t].head;
        if (head < low || head > high || !nominal(&r->tokens[head])) {
            return t;
        }
        t = head;
    }
    return t;
}

/* The person named first between the last finite verb and the verb of saying: "Haruko Moritaki, 83,
 * a special adviser, recalls"; -1 = nobody is. */
static int32_t person_left(const report *r, int32_t first, int32_t end)
{
    int32_t found = -1;
    for (int32_t t = end; t >= first && !finite(&r->tokens[t]); t--) {
        const int32_t name = r->tokens[t].name;
        if (name >= 0 && r->names[name].type == NAME_PERSON) {
            found = phrase_head(r, (int32_t)r->names[name].first, first, end);
        }
    }
    return found;
}

/* Left of the verb: the noun before it, or before the commas of an apposition. */
static int32_t speaker_left(const report *r, int32_t verb)
{
    const int32_t first = (int32_t)r->sentences[r->tokens[verb].sent].first;
    int32_t end = verb - 1;
    while (end > first && (r->tokens[end].upos == UPOS_ADV || r->tokens[end].upos == UPOS_AUX)) {
        end--;
    }
    if (end > first && view_equal(r->tokens[end].form, VIEW(")"))) {
        while (end > first && !view_equal(r->tokens[end].form, VIEW("("))) {
            end--;
        }
        end--;
    }
    if (end < first) {
        return -1;
    }
    if (comma(&r->tokens[end])) {
        int32_t person = person_left(r, first, end);
        int32_t earliest = end;
        for (int32_t t = end - 1; t > first && !finite(&r->tokens[t]); t--) {
            earliest = comma(&r->tokens[t]) ? t : earliest;
        }
        if (person >= 0) {
            return person;
        }
        end = earliest - 1;
    }
    return end >= first && nominal(&r->tokens[end]) ? phrase_head(r, end, first, end) : -1;
}

bool say_in_time(const report *r, int32_t t)
{
    const span bytes = r->tokens[t].bytes;
    size_t low = 0, high = r->ntimes;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->times[middle].bytes.end <= bytes.start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < r->ntimes && r->times[low].bytes.start < bytes.end;
}

/* Right of an inverted verb: "...," said the minister. */
static int32_t speaker_right(const report *r, int32_t verb)
{
    const int32_t last = (int32_t)r->sentences[r->tokens[verb].sent].last;
    for (int32_t t = verb + 1; t <= last && t < verb + 8; t++) {
        const token *k = &r->tokens[t];
        if (nominal(k) && say_in_time(r, t)) {
            return -1;
        }
        if (nominal(k)) {
            int32_t end = t;
            while (end < last &&
                   (nominal(&r->tokens[end + 1]) || r->tokens[end + 1].upos == UPOS_PART)) {
                end++;
            }
            /* "said the DA was ...": the noun begins what is said */
            bool subject =
                end < last && (finite(&r->tokens[end + 1]) || r->tokens[end + 1].upos == UPOS_AUX ||
                               r->tokens[end + 1].upos == UPOS_VERB);
            return subject ? -1 : phrase_head(r, t, verb + 1, last);
        }
        if (k->upos != UPOS_DET && k->upos != UPOS_ADJ && k->upos != UPOS_ADV) {
            return -1;
        }
    }
    return -1;
}

int32_t say_inverted_speaker(const say_state *s, int32_t verb)
{
    const report *r = s->r;
    const int32_t first = (int32_t)r->sentences[r->tokens[verb].sent].first;
    const int64_t entry = say_verb_entry(s, verb);
    if (entry < 0 || verb <= first || !finite(&r->tokens[verb]) ||
        r->tokens[verb - 1].upos != UPOS_PUNCT) {
        return -1;
    }
    const char c = r->tokens[verb - 1].form.data[0];
    bool told = know_attr(s->k, (uint32_t)entry, "hearer").length > 0;
    bool takes_object = view_equal(know_attr(s->k, (uint32_t)entry, "content"), VIEW("object"));
    bool quote = c != ',' && c != ')' && c != '-';
    return told || (takes_object && !quote) ? -1 : speaker_right(r, verb);
}

int32_t say_speaker_nearby(const say_state *s, int32_t verb)
{
    const report *r = s->r;
    const int32_t first = (int32_t)r->sentences[r->tokens[verb].sent].first;
    bool perfect =
        verb > first && r->tokens[verb].xpos == XPOS_VBN && r->tokens[verb - 1].upos == UPOS_AUX;
    return can_say(&r->tokens[verb]) || perfect ? speaker_left(r, verb) : -1;
}

static bool has_verb(const report *r, int32_t from, int32_t to)
{
    for (int32_t t = from; t <= to; t++) {
        if (r->tokens[t].upos == UPOS_VERB || r->tokens[t].upos == UPOS_AUX) {
            return true;
        }
    }
    return false;
}

static bool set_range(const report *r, say_frame *f, int32_t from, int32_t to)
{
    if (to < from || !has_verb(r, from, to)) {
        return false;
    }
    f->from = from;
    f->to = to;
    return true;
}

/* First token of what the verb and its speaker make together. */
static int32_t clause_start(const report *r, const say_frame *f)
{
    const int32_t first = (int32_t)r->sentences[f->sent].first;
    int32_t start = f->verb;
    if (f->nheads > 0 && f->heads[0] < start && f->heads[0] >= first) {
        start = f->heads[0];
    }
    while (start > first && !comma(&r->tokens[start - 1]) &&
           r->tokens[start - 1].upos != UPOS_PUNCT && r->tokens[start - 1].upos != UPOS_VERB) {
        start--;
    }
    return start;
}

/* Last token before a closing ", the agency reported". */
static int32_t before_closing(const say_state *s, int32_t verb, int32_t last)
{
    const report *r = s->r;
    int32_t says = -1;
    for (int32_t t = last; t > verb + 3 && t + 8 > last; t--) {
        if (says < 0 && finite(&r->tokens[t]) && say_verb_entry(s, t) >= 0) {
            says = t;
        }
        if (says >= 0 && comma(&r->tokens[t])) {
            return t - 1;
        }
    }
    return last;
}

bool say_closes(const say_state *s, int32_t verb)
{
    const int32_t last = (int32_t)s->r->sentences[s->r->tokens[verb].sent].last;
    return say_verb_entry(s, verb) >= 0 && finite(&s->r->tokens[verb]) && verb + 4 > last &&
           before_closing(s, verb - 8 > 0 ? verb - 8 : 0, last) < last;
}

bool say_behind_comma(const report *r, say_frame *f)
{
    const int32_t last = (int32_t)r->sentences[f->sent].last;
    for (int32_t t = f->verb + 1; t < last && t < f->verb + 16; t++) {
        if (comma(&r->tokens[t])) {
            return set_range(r, f, t + 1, last);
        }
    }
    return false;
}

bool say_that_clause(const say_state *s, say_frame *f)
{
    const report *r = s->r;
    const int32_t last = (int32_t)r->sentences[f->sent].last;
    if (!can_say(&r->tokens[f->verb]) && r->tokens[f->verb].xpos != XPOS_VBN &&
        r->tokens[f->verb].xpos != XPOS_VBG) {
        return false;
    }
    const int32_t to = before_closing(s, f->verb, last);
    for (int32_t t = f->verb + 1; t < to && t < f->verb + 24; t++) {
        const token *k = &r->tokens[t];
        if (say_verb_entry(s, t) >= 0) {
            return false;
        }
        if (view_equal(k->form, VIEW("that")) && k->upos != UPOS_DET &&
            r->tokens[t + 1].upos != UPOS_VERB && r->tokens[t + 1].upos != UPOS_AUX) {
            return set_range(r, f, t, to);
        }
    }
    return false;
}

/* No finite verb from the token on to the next comma or the end of the sentence. */
static bool verbless(const report *r, int32_t i)
{
    const int32_t last = (int32_t)r->sentences[r->tokens[i].sent].last;
    for (int32_t k = i; k <= last && !comma(&r->tokens[k]); k++) {
        if (finite(&r->tokens[k]) || r->tokens[k].upos == UPOS_AUX) {
            return false;
        }
    }
    return true;
}

/* Does the token behind a verb of saying show that what is said does not stand there? */
static bool ends_clause(const report *r, int32_t i)
{
    const token *t = &r->tokens[i];
    if (t->upos == UPOS_PUNCT) {
        return t->form.length > 0 && strchr(".,;)", t->form.data[0]) != NULL;
    }
    const view mark = t->lemma;
    for (int32_t k = i + 1; k <= (int32_t)r->sentences[t->sent].last && !comma(&r->tokens[k]);
         k++) {
        if (finite(&r->tokens[k]) || r->tokens[k].upos == UPOS_AUX) {
            return false; /* "said on Monday that he would": it stands there after all */
        }
    }
    bool adjunct = t->upos == UPOS_ADP || view_equal(mark, VIEW("after")) ||
                   view_equal(mark, VIEW("as")) || view_equal(mark, VIEW("while"));
    return adjunct || say_in_time(r, i);
}

bool say_closing_clause(const say_state *s, say_frame *f, bool bare)
{
    const report *r = s->r;
    const int32_t first = (int32_t)r->sentences[f->sent].first;
    const int32_t last = (int32_t)r->sentences[f->sent].last;
    if (!finite(&r->tokens[f->verb]) || f->nheads == 0) {
        return false;
    }
    const int32_t start = clause_start(r, f);
    const int64_t entry = say_verb_entry(s, f->verb);
    bool told = entry >= 0 && say_has_value(s, entry, "hearer", "obj");
    bool ends =
        f->verb == last || ends_clause(r, f->verb + 1) || (told && verbless(r, f->verb + 1));
    bool closes = ends || (bare && f->heads[0] > f->verb);
    return start > first + 1 && closes && r->tokens[start - 1].upos == UPOS_PUNCT &&
           set_range(r, f, first, start - 2);
}

bool say_content_nearby(const say_state *s, say_frame *f)
{
    const report *r = s->r;
    const int32_t last = (int32_t)r->sentences[f->sent].last;
    if (!finite(&r->tokens[f->verb]) || f->nheads == 0) {
        return false;
    }
    return f->verb < last && !ends_clause(r, f->verb + 1) && f->heads[0] < f->verb &&
           set_range(r, f, f->verb + 1, last);
}

/* ---- who is named ------------------------------------------------------------------------------
 */

/* First token of the person's name or phrase that the token heads; -1 = it heads none. */
static int32_t person_at(const say_state *s, int32_t t)
{
    const report *r = s->r;
    const int32_t m = r->mention_of == NULL ? -1 : r->mention_of[t];
    if (m >= 0) {
        bool person = r->mentions[m].type == ENTITY_PERSON && r->mentions[m].via == VIA_NAME;
        return person ? (int32_t)r->mentions[m].first : -1;
    }
    const int32_t name = r->tokens[t].name;
    bool begins =
        name >= 0 && r->names[name].type == NAME_PERSON && (int32_t)r->names[name].first == t;
    return begins ? t : -1;
}

/* A person named there who is not the object of a preposition ("the lawyer of Martinelli"). */
static bool named_person(const say_state *s, int32_t t)
{
    const int32_t first = person_at(s, t);
    const int32_t begin = (int32_t)s->r->sentences[s->r->tokens[t].sent].first;
    return first >= 0 && (first <= begin || s->r->tokens[first - 1].upos != UPOS_ADP);
}

static bool leaves_phrase(const token *k)
{
    return k->upos == UPOS_VERB || k->upos == UPOS_AUX || k->upos == UPOS_SCONJ ||
           k->upos == UPOS_CCONJ;
}

int32_t say_named_person(const say_state *s, int32_t verb, int32_t speaker)
{
    const report *r = s->r;
    if (speaker < 0 || r->tokens[speaker].upos == UPOS_PRON || person_at(s, speaker) >= 0) {
        return speaker;
    }
    const sentence *x = &r->sentences[r->tokens[verb].sent];
    const bool right = speaker > verb;
    const int32_t to = right ? (int32_t)x->last : verb - 1;
    for (int32_t t = right ? verb + 1 : speaker; t <= to && t < speaker + 16; t++) {
        if (named_person(s, t)) {
            return t;
        }
        if (leaves_phrase(&r->tokens[t])) {
            break;
        }
    }
    bool apposed = verb > (int32_t)x->first && comma(&r->tokens[verb - 1]);
    for (int32_t t = speaker; !right && t >= (int32_t)x->first && t + 16 > speaker; t--) {
        if (leaves_phrase(&r->tokens[t])) {
            break;
        }
        apposed = apposed || comma(&r->tokens[t]); /* "Moritaki, a special adviser, recalls" */
        if (apposed && named_person(s, t)) {
            return t;
        }
    }
    return speaker;
}

/* ---- "..., Anadolu reports." --------------------------------------------------------------------
 */

/* The verb of saying that closes the sentence behind an outlet's name, whatever the parser made of
 * it ("reports" passes for a noun); -1 = none. */
static int32_t closing_verb(const say_state *s, uint32_t sent)
{
    const report *r = s->r;
    const sentence *x = &r->sentences[sent];
    uint32_t t = x->last;
    while (t > x->first && r->tokens[t].upos == UPOS_PUNCT) {
        t--;
    }
    if (t > x->first && view_equal_nocase(r->tokens[t].form, VIEW("out"))) {
        t--;
    }
    const view form = r->tokens[t].form;
    bool shaped =
        view_ends(form, VIEW("s")) || view_ends(form, VIEW("ed")) || view_equal(form, VIEW("said"));
    bool says = say_entry(s, s->verbs, t) >= 0 || view_equal(form, VIEW("points"));
    return t > x->first + 1 && shaped && says ? (int32_t)t : -1;
}

/* First token of the outlet's name that ends before t; -1 = no outlet stands there. */
static int32_t outlet_before(const say_state *s, uint32_t sent, int32_t t)
{
    const report *r = s->r;
    int32_t first = t - 1;
    if (r->tokens[first].upos != UPOS_PROPN || !say_is_outlet(s, first)) {
        return -1;
    }
    const int32_t begin = (int32_t)r->sentences[sent].first;
    const int32_t name = r->tokens[first].name;
    while (first > begin && name >= 0 && r->tokens[first - 1].name == name) {
        first--;
    }
    return first > begin && r->tokens[first - 1].upos == UPOS_DET ? first - 1 : first;
}

/* ", reports UNB.": first token of the verb behind the comma; the name's last token is *name. */
static int32_t inverted_credit(const say_state *s, uint32_t sent, int32_t *name)
{
    const report *r = s->r;
    const sentence *x = &r->sentences[sent];
    int32_t t = (int32_t)x->last;
    while (t > (int32_t)x->first && r->tokens[t].upos == UPOS_PUNCT) {
        t--;
    }
    *name = t;
    while (t > (int32_t)x->first + 2 && r->tokens[t].upos == UPOS_PROPN && t + 4 > *name) {
        t--;
    }
    const view form = r->tokens[t].form;
    bool shaped =
        view_ends(form, VIEW("s")) || view_ends(form, VIEW("ed")) || view_equal(form, VIEW("said"));
    return t < *name && shaped && say_entry(s, s->verbs, (uint32_t)t) >= 0 &&
                   r->tokens[t].upos == UPOS_NOUN && comma(&r->tokens[t - 1])
               ? t
               : -1;
}

static bool push_inverted_credit(say_state *s, uint32_t sent)
{
    int32_t name;
    const int32_t verb = inverted_credit(s, sent, &name);
    if (verb < 0) {
        return true;
    }
    say_frame f = {.sent = sent,
                   .verb = verb,
                   .left_out = -1,
                   .content = -1,
                   .cut = -1,
                   .from = (int32_t)s->r->sentences[sent].first,
                   .to = verb - 2,
                   .outlet = -1,
                   .statement = -1,
                   .credit = true,
                   .rule = "inverted credit"};
    say_add_head(&f, name);
    return say_push(s, f);
}

dateline_status say_closing_credit(say_state *s, uint32_t sent, dateline_error *e)
{
    if (!push_inverted_credit(s, sent)) {
        return fault_memory(e);
    }
    int32_t verb = closing_verb(s, sent);
    int32_t from = verb < 0 ? -1 : outlet_before(s, sent, verb);
    if (from <= (int32_t)s->r->sentences[sent].first) {
        return DATELINE_OK;
    }
    int32_t nearer = -1;
    for (size_t i = s->frames.count; i > 0 && s->frames.at[i - 1].sent == sent; i--) {
        say_frame *f = &s->frames.at[i - 1];
        if (f->verb == verb && !f->credit) {
            return DATELINE_OK; /* the tree has it */
        }
        if (f->credit && f->nheads > 0 && f->heads[0] >= from) {
            nearer = from - 1; /* according to the military | Anadolu reports */
            f->nheads = 0;
            f->content = f->from = -1;
        }
    }
    say_frame f = {.sent = sent,
                   .verb = verb,
                   .left_out = -1,
                   .cut = from,
                   .from = -1,
                   .outlet = -1,
                   .statement = -1,
                   .credit = true,
                   .rule = "closing credit"};
    f.content = say_root(s->r, from);
    if (nearer >= 0 && s->r->tokens[nearer].deprel != DEPREL_CASE) {
        say_add_head(&f, nearer);
    }
    say_add_head(&f, verb - 1);
    return say_push(s, f) ? DATELINE_OK : fault_memory(e);
}
