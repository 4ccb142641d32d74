/* code/sink.c - hashed names of traits, gathered for a judge. */
#include "code/code_priv.h"

void feature_hashed_as(feature_sink *s, uint64_t name, uint64_t hash, bool with_type)
{
    uint64_t h = trait_mix(name, hash);
    feature_hash(s, h);
    if (with_type) {
        feature_hash(s, trait_mix(h, trait_value(s->a->type)));
    }
}

void feature_add_as(feature_sink *s, uint64_t name, view value, bool with_type)
{
    feature_hashed_as(s, name, view_hash(value), with_type);
}

void feature_number_as(feature_sink *s, uint64_t name, unsigned value, bool with_type)
{
    feature_hashed_as(s, name, trait_value(value), with_type);
}

unsigned feature_bucket(unsigned n)
{
    return n < 4 ? n : n < 8 ? 4 : n < 16 ? 5 : n < 32 ? 6 : 7;
}

uint64_t entry_hash(const coder *c, const lexicon_entry *entry)
{
    uint64_t h = entry->kind;
    for (size_t i = 0; i < entry->nwords; i++) {
        h = trait_mix(h, view_hash(lexicon_text(c->lex, entry->words[i])));
    }
    return h;
}
