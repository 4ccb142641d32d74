/* know/lexicon_class.c - the classes that the coder knows by name, as bits on the rows of words. */
#include "know/lexicon_priv.h"

static const char *const class_names[LEX_COUNT] = {
#define X(name) #name,
    LEXICON_CLASSES(X)
#undef X
};

static void mark_word(lexicon_builder *b, lexicon_bits *bits, const lexicon_element *element,
                      unsigned bit)
{
    while (bits->count < b->words.count) {
        if (!VEC_PUSH(bits, b->a, 0)) {
            return;
        }
    }
    if (element->nwords == 1) {
        bits->at[element->words[0]] |= (uint64_t)1 << bit;
    }
}

/* The bits of a class that the coder knows by name; "context-NAME" is one of PLOVER's contexts. */
void lexicon_mark_class(lexicon_builder *b, const lexicon_class *one)
{
    view prefix = VIEW("context-");
    bool is_context = view_starts(one->name, prefix);
    int id = is_context ? context_of(view_cut(one->name, prefix.length, one->name.length))
                        : lexicon_pick(one->name, class_names, LEX_COUNT);
    b->file = one->file;
    b->line = one->line;
    if (id < 0) {
        if (is_context) {
            lexicon_complain(b, "'%.*s' is no PLOVER context", VIEW_ARG(one->name));
        }
        return;
    }
    size_t first = b->elements.count;
    lexicon_bits *bits = is_context ? &b->word_contexts : &b->word_classes;
    lexicon_read_set(b, one->words, ';', 0);
    for (size_t k = first; k < b->elements.count; k++) {
        mark_word(b, bits, &b->elements.at[k], (unsigned)id);
    }
    b->elements.count = first;
}
