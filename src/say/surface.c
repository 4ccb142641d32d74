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

/* "..., the indictment alleges." with alleges taken for a noun. */
static bool hidden_at_end(const report *r, int32_t t)
{
    const sentence *x = &r->sentences[r->tokens[t].sent];
    if (r->tokens[t].xpos != XPOS_NNS || (uint32_t)t + 1 < x->last ||
        r->tokens[x->last].upos != UPOS_PUNCT || r->tokens[t - 1].upos != UPOS_NOUN) {
        return false;
    }
    int32_t k = t - 1;
    while (k > (int32_t)x->first && k + 6 > t &&
           (nominal(&r->tokens[k]) || r->tokens[k].upos == UPOS_DET ||
            r->tokens[k].upos == UPOS_ADJ)) {
        k--;
    }
    return k > (int32_t)x->first && say_comma(&r->tokens[k]);
}

/* "Sources allege that ..." with allege taken for a noun. */
bool say_hidden_verb(const say_state *s, int32_t t)
{
    const report *r = s->r;
    const sentence *x = &r->sentences[r->tokens[t].sent];
    if (r->tokens[t].upos == UPOS_NOUN && (uint32_t)t > x->first && hidden_at_end(r, t)) {
        return say_entry(s, s->verbs, (uint32_t)t) >= 0;
    }
    if (r->tokens[t].upos != UPOS_NOUN || (uint32_t)t == x->first || (uint32_t)t >= x->last) {
        return false;
    }
    const token *before = &r->tokens[t - 1], *behind = &r->tokens[t + 1];
    return view_equal(behind->form, VIEW("that")) && behind->xpos == XPOS_IN && nominal(before) &&
           before->xpos != XPOS_PRP_POSS;
}

/* Is the token set off by a comma from the noun before it that the parser hung it on? */
static bool set_off(const report *r, int32_t t)
{
    bool comma = false;
    for (int32_t k = r->tokens[t].head + 1; k < t; k++) {
        comma = comma || say_comma(&r->tokens[k]);
    }
    return comma;
}

/* The head of the noun phrase that a token belongs to, inside [low, high]. */
static int32_t phrase_head(const report *r, int32_t t, int32_t low, int32_t high)
{
    for (int steps = 0; steps < 12; steps++) {
        const int32_t head = r->tokens[t].head;
        if (head < low || head > high || !nominal(&r->tokens[head]) ||
            (r->tokens[t].deprel == DEPREL_APPOS && set_off(r, t))) {
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

/* "An official who asked not to be named said", "a diplomat speaking anonymously said": the noun
 * before the clause that ends at `end`; -1 = no such clause ends there. */
static int32_t before_clause(const report *r, int32_t first, int32_t end)
{
    for (int32_t t = end; t > first && !say_comma(&r->tokens[t]); t--) {
        const token *k = &r->tokens[t];
        const bool opens = k->xpos == XPOS_WP || (k->xpos == XPOS_VBG && k->upos == UPOS_VERB);
        if (opens && nominal(&r->tokens[t - 1])) {
            return t - 1;
        }
    }
    return -1;
}

/* Left of the verb: the noun before it, or before the commas of an apposition. */
static int32_t speaker_left(const report *r, int32_t verb)
{
    const int32_t first = (int32_t)r->sentences[r->tokens[verb].sent].first;
    int32_t end = verb - 1;
    while (end > first && (r->tokens[end].upos == UPOS_ADV || r->tokens[end].upos == UPOS_AUX ||
                           say_in_time(r, end))) {
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
    if (say_comma(&r->tokens[end])) {
        int32_t person = person_left(r, first, end);
        int32_t earliest = end;
        for (int32_t t = end - 1; t > first && !finite(&r->tokens[t]); t--) {
            earliest = say_comma(&r->tokens[t]) ? t : earliest;
        }
        if (person >= 0) {
            return person;
        }
        end = earliest - 1;
    }
    if (end > first && !nominal(&r->tokens[end])) {
        end = before_clause(r, first, end);
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

/* May the token stand in a phrase that names who speaks? */
static bool in_phrase(const token *t)
{
    return nominal(t) || t->upos == UPOS_DET || t->upos == UPOS_ADJ || t->upos == UPOS_NUM ||
           t->upos == UPOS_PART;
}

int32_t say_closing_speaker(const say_state *s, int32_t verb)
{
    const report *r = s->r;
    const sentence *x = &r->sentences[r->tokens[verb].sent];
    const int32_t first = (int32_t)x->first, end = verb - 1;
    const uint8_t tag = r->tokens[verb].xpos;
    const bool closes = (uint32_t)verb + 1 >= x->last;
    int32_t t = end;
    while (t > first && t + 8 > verb && in_phrase(&r->tokens[t])) {
        t--;
    }
    if (!closes || (tag != XPOS_VBD && tag != XPOS_VBN && tag != XPOS_VBZ) || t < first + 2 ||
        t == end || !say_comma(&r->tokens[t])) {
        return -1;
    }
    return nominal(&r->tokens[end]) ? phrase_head(r, end, t + 1, end) : end;
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

/* The hyphen or the participle of "state-run". */
static bool joined_by_hyphen(const report *r, int32_t t)
{
    return r->tokens[t].xpos == XPOS_HYPH ||
           (t > 0 && r->tokens[t].upos == UPOS_VERB && r->tokens[t - 1].xpos == XPOS_HYPH);
}

/* First token of what the verb and its speaker make together. */
static int32_t clause_start(const report *r, const say_frame *f)
{
    const int32_t first = (int32_t)r->sentences[f->sent].first;
    int32_t start = f->verb;
    if (f->nheads > 0 && f->heads[0] < start && f->heads[0] >= first) {
        start = f->heads[0];
    }
    /* "Y quoted X as saying": Y's verb too */
    const bool quoted = r->tokens[f->verb].xpos == XPOS_VBG && f->nheads > 1;
    if (quoted && f->heads[1] < start && f->heads[1] >= first) {
        start = f->heads[1];
    }
    while (start > first &&
           (joined_by_hyphen(r, start - 1) ||
            (r->tokens[start - 1].upos != UPOS_PUNCT && r->tokens[start - 1].upos != UPOS_VERB))) {
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
        if (says >= 0 && say_comma(&r->tokens[t])) {
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
        if (say_comma(&r->tokens[t])) {
            return set_range(r, f, t + 1, last);
        }
    }
    return false;
}

bool say_rest(const say_state *s, say_frame *f)
{
    const report *r = s->r;
    const int32_t to = before_closing(s, f->verb, (int32_t)r->sentences[f->sent].last);
    if (to <= f->verb + 1 || r->tokens[f->verb + 1].upos == UPOS_PUNCT) {
        return false;
    }
    f->from = f->verb + 1;
    f->to = to;
    return true;
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
    const bool told = know_attr(s->k, (uint32_t)say_verb_entry(s, f->verb), "hearer").length > 0;
    const int32_t object = told ? -1 : report_child_by(r, (uint32_t)f->verb, DEPREL_OBJ);
    for (int32_t t = f->verb + 1; t < to && t < f->verb + 24; t++) {
        const token *k = &r->tokens[t];
        if (say_verb_entry(s, t) >= 0) {
            return false;
        }
        const bool hung = t == object + 1 && object > f->verb; /* "denied a plea that he filed" */
        if (view_equal(k->form, VIEW("that")) && k->upos != UPOS_DET && !hung &&
            r->tokens[t + 1].upos != UPOS_VERB && r->tokens[t + 1].upos != UPOS_AUX) {
            return set_range(r, f, t, to);
        }
    }
    return false;
}

/* Finite, or perfect: "has found"; or hidden; or what somebody is quoted "as saying". */
static bool tells(const say_state *s, int32_t verb)
{
    const report *r = s->r;
    return finite(&r->tokens[verb]) || say_hidden_verb(s, verb) ||
           say_closing_speaker(s, verb) >= 0 ||
           (verb > 0 && r->tokens[verb].xpos == XPOS_VBN &&
            view_equal(r->tokens[verb - 1].lemma, VIEW("have"))) ||
           (verb > 0 && r->tokens[verb].xpos == XPOS_VBG &&
            view_equal(r->tokens[verb - 1].form, VIEW("as")));
}

/* No finite verb from the token on to the next comma or the end of the sentence. */
static bool verbless(const report *r, int32_t i)
{
    const int32_t last = (int32_t)r->sentences[r->tokens[i].sent].last;
    for (int32_t k = i; k <= last && !say_comma(&r->tokens[k]); k++) {
        if (finite(&r->tokens[k]) || r->tokens[k].upos == UPOS_AUX) {
            return false;
        }
    }
    return true;
}

static bool relative(const token *t)
{
    return t->xpos == XPOS_WDT || t->xpos == XPOS_WP || t->xpos == XPOS_WRB;
}

/* Does the token behind a verb of saying show that what is said does not stand there? */
static bool ends_clause(const report *r, int32_t i)
{
    const token *t = &r->tokens[i];
    if (t->upos == UPOS_PUNCT) {
        return t->form.length > 0 && strchr(".,;)", t->form.data[0]) != NULL;
    }
    const view mark = t->lemma;
    for (int32_t k = i + 1; k <= (int32_t)r->sentences[t->sent].last && !say_comma(&r->tokens[k]);
         k++) {
        if (relative(&r->tokens[k])) {
            break; /* "responded with bullets that hit the crowd" */
        }
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
    if (!tells(s, f->verb) || f->nheads == 0) {
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

/* Is the first verb behind the noun one of a clause that hangs on it, or is there none? */
static bool relative_behind(const report *r, int32_t noun)
{
    const int32_t last = (int32_t)r->sentences[r->tokens[noun].sent].last;
    for (int32_t t = noun + 1; t <= last; t++) {
        const token *k = &r->tokens[t];
        const bool opens = k->xpos == XPOS_WDT || k->xpos == XPOS_WP || k->xpos == XPOS_WRB ||
                           k->upos == UPOS_SCONJ || k->upos == UPOS_PUNCT;
        if (opens || k->upos == UPOS_VERB || k->upos == UPOS_AUX) {
            return opens;
        }
    }
    return true;
}

/* Is a comma behind the verb, and a finite verb of a clause of its own behind that? */
static bool finite_behind(const report *r, int32_t verb)
{
    bool comma = false;
    for (int32_t t = verb + 1; t <= (int32_t)r->sentences[r->tokens[verb].sent].last; t++) {
        const token *k = &r->tokens[t];
        if (comma && relative(k)) {
            return false;
        }
        if (comma && (finite(k) || k->upos == UPOS_AUX)) {
            return true;
        }
        comma = comma || say_comma(k);
    }
    return false;
}

bool say_content_nearby(const say_state *s, say_frame *f)
{
    const report *r = s->r;
    const int64_t entry = say_verb_entry(s, f->verb);
    const int32_t last = (int32_t)r->sentences[f->sent].last;
    const int32_t object = report_child_by(r, (uint32_t)f->verb, DEPREL_OBJ);
    const bool thing = object > f->verb && !say_has_value(s, entry, "content", "object") &&
                       r->tokens[object].upos == UPOS_NOUN && !has_verb(r, f->verb + 1, object) &&
                       relative_behind(r, object); /* "denied a plea that ...", "ended a visit" */
    if (!tells(s, f->verb) || f->nheads == 0 || thing || f->verb >= last || f->heads[0] > f->verb) {
        return false;
    }
    /* "X said as part of the plan, the army would move": nothing stands before it to be said */
    const bool opens = clause_start(r, f) <= (int32_t)r->sentences[f->sent].first + 1 &&
                       r->tokens[f->verb + 1].upos != UPOS_PUNCT && finite_behind(r, f->verb);
    return (opens || !ends_clause(r, f->verb + 1)) && set_range(r, f, f->verb + 1, last);
}
