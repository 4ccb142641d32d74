/* syntax/mend.c - what both nets are known to get wrong and words tell.
 *
 * Words stand here and not in data/ since they mend what the parser gets wrong, as its weights do,
 * and a report is parsed before anything is looked up: syntax/ knows no dictionary. */
#include "syntax/mend.h"

static bool is_one_of(view form, const char *const *forms, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (view_equal_nocase(form, view_of(forms[i]))) {
            return true;
        }
    }
    return false;
}

/* Whether the token, a preposition, is one of those that "for the first time" may govern. */
static bool tells_times(view form)
{
    static const char *const forms[] = {"of", "in", "since", "during", "by", "at", "between"};
    return is_one_of(form, forms, sizeof forms / sizeof *forms);
}

/* "arrives for the first time on a visit": the visit hangs on the verb.  The parser, which knows
 * "time on the job", hangs it on the time. */
static void lift_off_times(token *tokens, int32_t from, size_t n)
{
    for (size_t t = 4; t < n; t++) {
        const int32_t time = tokens[t].deprel == DEPREL_NMOD ? tokens[t].head - from : -1;
        size_t first = t;
        while (time >= 0 && first > (size_t)time + 1 &&
               tokens[first - 1].head == from + (int32_t)t) {
            first--;
        }
        if (time < 3 || (size_t)time + 1 != first || tokens[first].deprel != DEPREL_CASE ||
            tokens[time].head < 0 || !view_equal_nocase(tokens[time].form, VIEW("time")) ||
            !view_equal_nocase(tokens[time - 3].form, VIEW("for")) ||
            tells_times(tokens[first].form)) {
            continue;
        }
        tokens[t].head = tokens[time].head;
        tokens[t].deprel = DEPREL_OBL;
    }
}

/* "Gunmen killed 14 soldiers": a verb with an object and without "was" is no passive. */
static void mend_voice(token *tokens, int32_t from, size_t n)
{
    enum { FAR = 64 };
    for (size_t t = 0; t < n; t++) {
        const size_t verb = (size_t)(tokens[t].head - from);
        if (tokens[t].deprel != DEPREL_NSUBJ_PASS || tokens[t].head < 0 || verb < t) {
            continue;
        }
        bool object = false, passive = false;
        for (size_t k = t; k < n && k < verb + FAR; k++) {
            bool child = tokens[k].head == tokens[t].head;
            object = object || (child && k > verb && tokens[k].deprel == DEPREL_OBJ);
            passive = passive || (child && tokens[k].deprel == DEPREL_AUX_PASS);
        }
        if (object && !passive) {
            tokens[t].deprel = DEPREL_NSUBJ;
        }
    }
}

static bool is_finite(const token *t)
{
    return t->upos == UPOS_VERB &&
           (t->xpos == XPOS_VBD || t->xpos == XPOS_VBZ || t->xpos == XPOS_VBP);
}

/* "fired a short-range ballistic missile": what ends a hyphened word before a noun is part of it,
 * and not a second object. */
static void mend_hyphened(token *tokens, int32_t from, size_t n)
{
    for (size_t t = 2; t + 1 < n; t++) {
        const bool object = tokens[t].deprel == DEPREL_OBJ || tokens[t].deprel == DEPREL_OBL;
        if (!object || tokens[t].upos != UPOS_NOUN || tokens[t - 1].xpos != XPOS_HYPH) {
            continue;
        }
        size_t noun = t + 1;
        while (noun < n && tokens[noun].head != tokens[t].head &&
               (tokens[noun].upos == UPOS_ADJ || tokens[noun].upos == UPOS_NOUN)) {
            noun++;
        }
        if (noun < n && tokens[noun].head == tokens[t].head &&
            tokens[noun].deprel == tokens[t].deprel) {
            tokens[t].head = from + (int32_t)noun;
            tokens[t].deprel = DEPREL_COMPOUND;
        }
    }
}

static bool has_child(const token *tokens, int32_t from, size_t n, size_t head, deprel relation)
{
    for (size_t t = 0; t < n; t++) {
        if (tokens[t].head == from + (int32_t)head && tokens[t].deprel == relation) {
            return true;
        }
    }
    return false;
}

/* A noun of which a clause says something by itself: "is a doctor and works". */
static bool is_predicate(const token *tokens, int32_t from, size_t n, size_t noun)
{
    return has_child(tokens, from, n, noun, DEPREL_COP) ||
           has_child(tokens, from, n, noun, DEPREL_AUX) ||
           has_child(tokens, from, n, noun, DEPREL_NSUBJ);
}

/* Whether a clause has a subject of its own or a word that relates it. */
static bool is_related(const token *tokens, int32_t from, size_t n, size_t verb)
{
    bool related = has_child(tokens, from, n, verb, DEPREL_NSUBJ) ||
                   has_child(tokens, from, n, verb, DEPREL_NSUBJ_PASS) ||
                   has_child(tokens, from, n, verb, DEPREL_MARK);
    for (size_t t = 0; t < n && !related; t++) {
        const unsigned x = tokens[t].xpos;
        related = tokens[t].head == from + (int32_t)verb &&
                  (x == XPOS_WDT || x == XPOS_WP || x == XPOS_WRB);
    }
    return related;
}

/* Prepositions that begin a clause as often as a phrase. */
static bool may_begin_clause(view form)
{
    static const char *const forms[] = {"since", "after", "before", "until"};
    return is_one_of(form, forms, sizeof forms / sizeof *forms);
}

/* The finite verb right behind the noun and what is joined to it; 0 = none. */
static size_t verb_behind(const token *tokens, int32_t from, size_t n, size_t noun)
{
    size_t t = noun + 1;
    while (t < n && (tokens[t].head == from + (int32_t)noun ||
                     (tokens[t].head > from + (int32_t)noun &&
                      tokens[tokens[t].head - from].head == from + (int32_t)noun))) {
        t++;
    }
    return t < n && is_finite(&tokens[t]) ? t : 0;
}

/* "since Tel Aviv and Rabat signed a treaty": no "since Tel Aviv" with a verb without a subject. */
static void mend_clauses(token *tokens, int32_t from, size_t n)
{
    for (size_t t = 0; t < n; t++) {
        const int32_t noun = tokens[t].deprel == DEPREL_CASE ? tokens[t].head - from : -1;
        if (noun < (int32_t)t ||
            (tokens[noun].deprel != DEPREL_OBL && tokens[noun].deprel != DEPREL_NMOD) ||
            !may_begin_clause(tokens[t].form)) {
            continue;
        }
        const size_t verb = verb_behind(tokens, from, n, (size_t)noun);
        if (verb == 0 || tokens[verb].head < 0 || is_related(tokens, from, n, verb)) {
            continue;
        }
        tokens[verb].head = tokens[noun].head;
        tokens[verb].deprel = DEPREL_ADVCL;
        tokens[noun].head = from + (int32_t)verb;
        tokens[noun].deprel =
            has_child(tokens, from, n, verb, DEPREL_AUX_PASS) ? DEPREL_NSUBJ_PASS : DEPREL_NSUBJ;
        tokens[t].head = from + (int32_t)verb;
        tokens[t].deprel = DEPREL_MARK;
    }
}

/* "rescued 17 hostages and killed three gunmen": a finite verb is joined to a verb, and not to the
 * noun that is nearer. */
static void mend_joined(token *tokens, int32_t from, size_t n)
{
    for (size_t t = 0; t < n; t++) {
        int32_t up =
            tokens[t].deprel == DEPREL_CONJ && is_finite(&tokens[t]) ? tokens[t].head - from : -1;
        if (up < 0 || (size_t)up > t || tokens[up].upos == UPOS_VERB ||
            is_predicate(tokens, from, n, (size_t)up)) {
            continue;
        }
        while (up >= 0 && tokens[up].upos != UPOS_VERB) {
            up = tokens[up].head - from;
        }
        if (up >= 0 && (size_t)up < t) {
            tokens[t].head = from + up;
        }
    }
}

/* "Troops of the division have rescued 17": no relative clause, but what the sentence says. */
static void mend_headless(token *tokens, int32_t from, size_t n)
{
    size_t root = 0;
    while (root < n && tokens[root].head >= 0) {
        root++;
    }
    if (root == n || tokens[root].upos != UPOS_NOUN || is_predicate(tokens, from, n, root)) {
        return;
    }
    size_t verb = root + 1;
    while (verb < n && !(tokens[verb].deprel == DEPREL_ACL_RELCL &&
                         tokens[verb].head == from + (int32_t)root)) {
        verb++;
    }
    if (verb == n || tokens[verb].upos != UPOS_VERB || is_related(tokens, from, n, verb)) {
        return;
    }
    tokens[verb].head = -1;
    tokens[verb].deprel = DEPREL_ROOT;
    tokens[root].head = from + (int32_t)verb;
    tokens[root].deprel =
        has_child(tokens, from, n, verb, DEPREL_AUX_PASS) ? DEPREL_NSUBJ_PASS : DEPREL_NSUBJ;
    for (size_t t = verb + 1; t < n; t++) {
        tokens[t].head =
            tokens[t].head == from + (int32_t)root ? from + (int32_t)verb : tokens[t].head;
    }
}

void mend_tree(token *tokens, int32_t from, size_t n)
{
    lift_off_times(tokens, from, n);
    mend_voice(tokens, from, n);
    mend_hyphened(tokens, from, n);
    mend_joined(tokens, from, n);
    mend_clauses(tokens, from, n);
    mend_headless(tokens, from, n);
}
