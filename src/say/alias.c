/* Who is meant: the office or description of somebody whom the report names elsewhere ("the Bangkok
 * governor" where Chadchart Sittipunt, the governor of Bangkok, spoke), and short names spelled
 * out.
 *
 * A description is a person's when each of its words that tell something stands beside his name: in
 * the phrase of the name or in what commas set off around it.
 */
#include "say/say_priv.h"

enum {
    WORDS_MAX = 6,
    BESIDE_MAX = 12, /* tokens that commas set off */
    AHEAD_MAX = 6,   /* sentences to a name behind the description */
    BRACKETS_MAX = 128,
};

typedef struct {
    view at[WORDS_MAX];
    uint32_t count;
} word_list;

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

bool say_holds_word(view text, view word)
{
    for (size_t i = 0; i + word.length <= text.length; i++) {
        const size_t end = i + word.length;
        if ((i == 0 || !is_letter(text.data[i - 1])) &&
            (end == text.length || !is_letter(text.data[end])) &&
            view_equal_nocase(view_cut(text, i, end), word)) {
            return true;
        }
    }
    return false;
}

static bool all_capitals(view word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (!ascii_upper(word.data[i])) {
            return false;
        }
    }
    return word.length > 1;
}

/* "AL" of "Awami League general secretary": words that follow each other begin with its letters. */
static bool holds_initials(view text, view word)
{
    size_t found = 0;
    for (size_t i = 0; i < text.length && found < word.length; i++) {
        if (is_letter(text.data[i]) && (i == 0 || !is_letter(text.data[i - 1]))) {
            found = text.data[i] == word.data[found] ? found + 1 : text.data[i] == word.data[0];
        }
    }
    return found == word.length;
}

/* The words of a description that tell something. */
static void words_of(const say_state *s, uint32_t first, uint32_t last, word_list *out)
{
    const report *r = s->r;
    out->count = 0;
    for (uint32_t t = first; t <= last && out->count < WORDS_MAX; t++) {
        const token *k = &r->tokens[t];
        const bool tells = k->upos == UPOS_NOUN || k->upos == UPOS_PROPN || k->upos == UPOS_ADJ;
        if (tells && say_entry(s, s->vague, t) < 0) {
            out->at[out->count++] = k->form;
        }
    }
}

static bool in_clause(const report *r, int32_t t, const sentence *x)
{
    return t >= (int32_t)x->first && t <= (int32_t)x->last && !say_comma(&r->tokens[t]) &&
           r->tokens[t].upos != UPOS_VERB && r->tokens[t].upos != UPOS_AUX;
}

/* First token of the title, or of what commas set off, before the name that begins at `first`. */
static int32_t title_before(const report *r, int32_t first, const sentence *x)
{
    const int32_t begin = (int32_t)x->first;
    if (first == begin || r->tokens[first - 1].upos == UPOS_ADP ||
        r->tokens[first - 1].upos == UPOS_PART) {
        return first; /* "aide of Jan Kavan" is another */
    }
    int32_t t = first - 1;
    t -= t > begin && say_comma(&r->tokens[t]);
    while (in_clause(r, t, x) && t > first - BESIDE_MAX) {
        t--;
    }
    return t + 1;
}

/* What stands beside the name: its phrase, the title before it and what commas set off. */
static view beside(const report *r, const mention *m)
{
    const sentence *x = &r->sentences[r->tokens[m->head].sent];
    int32_t last = (int32_t)m->last;
    if (last + 1 < (int32_t)x->last && say_comma(&r->tokens[last + 1])) {
        int32_t end = last + 2;
        while (in_clause(r, end, x) && end < last + BESIDE_MAX) {
            end++;
        }
        last = end - 1;
    }
    const int32_t first = title_before(r, (int32_t)m->first, x);
    return report_cut(r, (span){r->tokens[first].bytes.start, r->tokens[last].bytes.end});
}

static bool fits(const report *r, const mention *m, const word_list *words)
{
    const view text = beside(r, m);
    for (uint32_t i = 0; i < words->count; i++) {
        const view word = words->at[i];
        if (!say_holds_word(text, word) && !(all_capitals(word) && holds_initials(text, word))) {
            return false;
        }
    }
    return words->count > 0;
}

static bool named_person(const report *r, const mention *m)
{
    const int32_t name = r->tokens[m->last].name;
    return m->type == ENTITY_PERSON && m->name.length > 0 && ascii_upper(m->name.data[0]) &&
           (m->via == VIA_NAME || m->via == VIA_DEFAULT) && name >= 0 &&
           r->names[name].type == NAME_PERSON;
}

static bool abroad(const actor_code *a, const actor_code *b)
{
    return a->code[0] != 0 && b->code[0] != 0 && strcmp(a->code, b->code) != 0;
}

/* May the mention be named by the words that stand for mention m (-1 = for none)? */
static bool means(const report *r, size_t i, int32_t m, const word_list *words)
{
    const mention *who = &r->mentions[i];
    return named_person(r, who) && (int32_t)i != m &&
           !(m >= 0 && abroad(&who->actor, &r->mentions[m].actor)) && fits(r, who, words);
}

size_t say_mentions_before(const report *r, uint32_t token)
{
    size_t low = 0, high = r->nmentions;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (r->mentions[middle].first < token) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

int32_t say_described_person(const say_state *s, int32_t head, uint32_t first, uint32_t last)
{
    const report *r = s->r;
    const token *h = &r->tokens[head];
    const int32_t m = r->mention_of == NULL ? -1 : r->mention_of[head];
    uint32_t entry;
    const bool person = say_entry(s, s->people, (uint32_t)head) >= 0 ||
                        know_find(s->k, h->lemma, KNOW_BIT(KNOW_OFFICE), &entry, 1) > 0 ||
                        (m >= 0 && r->mentions[m].type == ENTITY_PERSON) || all_capitals(h->form);
    if (!person || (h->xpos != XPOS_NN && h->xpos != XPOS_NNP && h->xpos != XPOS_JJ)) {
        return -1;
    }
    word_list words;
    words_of(s, first, last, &words);
    const size_t at = say_mentions_before(r, (uint32_t)head);
    for (size_t i = at; i > 0 && at - i < SAY_LOOK_BACK; i--) {
        if (means(r, i - 1, m, &words)) {
            return (int32_t)i - 1;
        }
    }
    for (size_t i = at; i < r->nmentions; i++) {
        if (r->tokens[r->mentions[i].head].sent > h->sent + AHEAD_MAX) {
            break;
        }
        if (means(r, i, m, &words)) {
            return (int32_t)i;
        }
    }
    return -1;
}

/* The full name before "(" and a short name and ")" at t: its first token; -1 = none stands there.
 */
static int32_t full_name_at(const report *r, size_t t)
{
    if (t == 0 || t + 2 >= r->ntokens || !view_equal(r->tokens[t].form, VIEW("(")) ||
        !view_equal(r->tokens[t + 2].form, VIEW(")")) ||
        r->tokens[t + 2].sent != r->tokens[t - 1].sent ||
        !ascii_upper(r->tokens[t + 1].form.data[0])) {
        return -1;
    }
    const int32_t name = r->tokens[t - 1].name;
    if (name < 0 || r->names[name].type != NAME_ORG) {
        return -1;
    }
    uint32_t first = r->names[name].first;
    while (first + 1 < t && (r->tokens[first].upos == UPOS_DET)) {
        first++;
    }
    return first + 1 < t ? (int32_t)first : -1;
}

bool say_find_short_names(say_state *s)
{
    bool fine = true;
    for (size_t t = 1; t + 2 < s->r->ntokens && s->brackets.count < BRACKETS_MAX; t++) {
        if (full_name_at(s->r, t) >= 0) {
            fine = VEC_PUSH(&s->brackets, s->scratch, (uint32_t)t) && fine;
        }
    }
    return fine;
}

void say_spell_out(const say_state *s, source *x)
{
    const report *r = s->r;
    for (size_t i = 0; i < s->brackets.count; i++) {
        const uint32_t t = s->brackets.at[i];
        const uint32_t start = r->tokens[full_name_at(r, t)].bytes.start;
        const view full = report_cut(r, (span){start, r->tokens[t - 1].bytes.end});
        if (view_equal_nocase(x->name, r->tokens[t + 1].form) || view_equal_nocase(x->name, full)) {
            x->name = report_cut(r, (span){start, r->tokens[t + 2].bytes.end});
            return;
        }
    }
}
