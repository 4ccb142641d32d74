/* syntax/names_features.c - what the net of the name finder sees of a word.  Templates are numbered
 * in the order in which they are pushed: a change of their order asks for new weights. */
#include "syntax/names.h"

typedef struct {
    uint32_t *keys;
    uint32_t count;
} key_list;

static void push(key_list *k, uint64_t a, uint64_t b)
{
    k->keys[k->count] = feature(k->count, a, b);
    k->count++;
}

static const name_word *at(const name_word *words, size_t count, size_t t, int by)
{
    static const name_word none = {.is = {.tag = 255, .shape = 255}};
    size_t i = t + (size_t)by;
    return i < count ? &words[i] : &none;
}

static uint64_t listed(const name_word *w)
{
    return (uint64_t)w->listed << 3 | w->listed_at;
}

static void push_itself(key_list *k, const name_word *n, casing how)
{
    const word *w = &n->is;
    uint64_t shape = (uint64_t)w->shape << 2 | how;
    push(k, w->lower, 0);
    push(k, w->lower, shape);
    for (size_t i = 1; i < WORD_SUFFIXES; i++) {
        push(k, w->suffix[i], 0);
    }
    for (size_t i = 1; i < WORD_PREFIXES; i++) {
        push(k, w->prefix[i], 0);
    }
    push(k, shape, w->tag);
    push(k, shape, w->suffix[2]);
    push(k, shape, w->suffix[1]);
    push(k, fact_group(n->facts), how);
    push(k, fact_group(n->facts), shape);
    push(k, listed(n), how);
    push(k, listed(n), w->tag);
}

static void push_report(key_list *k, const name_word *n, casing how)
{
    uint64_t hints = 0;
    for (size_t i = 0; i < NAME_KINDS; i++) {
        hints = hints << 2 | n->hints[i];
    }
    push(k, hints, n->seen);
    push(k, hints, how);
    push(k, n->seen, (uint64_t)n->is.shape << 2 | how);
    push(k, n->before, 0);
    push(k, n->after, 0);
    push(k, n->run_last, 0);
    push(k, n->run_last, n->is.lower);
}

static void push_around(key_list *k, const name_word *words, size_t count, size_t t)
{
    const name_word *w = &words[t];
    for (int by = -2; by <= 2; by++) {
        if (by != 0) {
            const name_word *n = at(words, count, t, by);
            push(k, n->is.lower, 1);
            push(k, n->is.shape, n->is.tag);
            push(k, listed(n), fact_right(n->facts) << 4 | fact_left(n->facts));
            push(k, fact_group(n->facts), w->is.shape);
        }
    }
    push(k, at(words, count, t, -3)->is.lower, 0);
    push(k, at(words, count, t, 3)->is.lower, 0);
    const name_word *last = at(words, count, t, -1), *next = at(words, count, t, 1);
    const name_word *second = at(words, count, t, 2), *before = at(words, count, t, -2);
    push(k, last->is.lower, w->is.lower);
    push(k, w->is.lower, next->is.lower);
    push(k, last->is.lower, w->is.shape);
    push(k, next->is.lower, w->is.shape);
    push(k, last->is.lower, next->is.lower);
    push(k, before->is.lower, last->is.lower);
    push(k, next->is.lower, second->is.lower);
    push(k, last->is.suffix[2], next->is.suffix[2]);
    push(k, (uint64_t)last->is.shape << 16 | (uint64_t)w->is.shape << 8 | next->is.shape, 0);
    push(k, (uint64_t)last->is.tag << 16 | (uint64_t)w->is.tag << 8 | next->is.tag, 0);
    push(k, listed(last), listed(w));
    push(k, listed(w), listed(next));
}

/* The run of capitals that the word stands in, and what stands around the run. */
static void push_run(key_list *k, const name_word *words, size_t count, size_t t)
{
    const name_word *w = &words[t];
    int first = 1 - (int)w->run_place, last = (int)w->run_length - (int)w->run_place;
    bool in = w->run_length > 0 && w->run_length < 12;
    const name_word *head = at(words, count, t, in ? last : 0);
    const name_word *lead = at(words, count, t, in ? first : 0);
    const name_word *left = at(words, count, t, in ? first - 1 : 0);
    const name_word *right = at(words, count, t, in ? last + 1 : 0);
    uint64_t where = in ? (uint64_t)w->run_length << 8 | w->run_place : 0;
    push(k, where, w->is.shape);
    push(k, in ? head->is.lower : 0, last == 0);
    push(k, in ? lead->is.lower : 0, first == 0);
    push(k, in ? left->is.lower : 0, in);
    push(k, in ? right->is.lower : 0, in);
    push(k, in ? left->is.lower : 0, in ? right->is.lower : 0);
    push(k, in ? left->is.suffix[2] : 0, where);
    push(k, in ? right->is.suffix[2] : 0, where);
    push(k, in ? listed(lead) : 0, in ? listed(head) : 0);
    push(k, in ? head->is.suffix[2] : 0, last == 0);
    const name_word *left2 = at(words, count, t, in ? first - 2 : 0);
    const name_word *right2 = at(words, count, t, in ? last + 2 : 0);
    push(k, in ? fact_group(head->facts) : 0, last == 0);
    push(k, in ? fact_group(lead->facts) : 0, first == 0);
    push(k, in ? fact_group(left->facts) : 0, in ? fact_group(right->facts) : 0);
    push(k, in ? left2->is.lower : 0, in ? left->is.lower : 0);
    push(k, in ? right->is.lower : 0, in ? right2->is.lower : 0);
}

/* Where the word, and the name or list it stands in, hang in the tree. */
static void push_tree(key_list *k, const name_word *w)
{
    push(k, w->head, w->relation);
    push(k, w->relation, w->is.shape);
    push(k, w->above, w->top_relation);
    push(k, w->above, (uint64_t)w->is.shape << 8 | w->top_relation);
    push(k, w->top, w->top_relation);
    push(k, w->top_relation, fact_group(w->facts));
}

/* All in small letters, or a mark: shape's kinds 0 and 7, no digit (syntax/words.c). */
static bool is_plain(const name_word *w)
{
    unsigned kind = w->is.shape & 7U;
    return !w->capital && (kind == 0 || kind == 7) && (w->is.shape & 8U) == 0;
}

bool names_skip(const name_word *words, size_t count, size_t t, casing how)
{
    size_t first = t > 2 ? t - 2 : 0, end = t + 2 < count ? t + 2 : count;
    if (how != CASING_MIXED || words[t].listed != 0) {
        return false;
    }
    for (size_t k = first; k < end; k++) {
        if (!is_plain(&words[k])) {
            return false;
        }
    }
    return true;
}

size_t names_features(const name_word *words, size_t count, size_t t, casing how, uint32_t *keys)
{
    key_list k = {keys, 0};
    push_itself(&k, &words[t], how);
    push_report(&k, &words[t], how);
    push_around(&k, words, count, t);
    push_run(&k, words, count, t);
    push(&k, t == 0, (uint64_t)words[t].is.shape << 2 | how);
    push_tree(&k, &words[t]);
    return k.count;
}
