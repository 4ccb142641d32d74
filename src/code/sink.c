/* code/sink.c - hashed names of traits, gathered for a judge. */
#include "code/code_priv.h"

void feature_hash(feature_sink *s, uint64_t h)
{
    if (s->count < s->limit) {
        h ^= h >> 29;
        h *= 0x9E3779B97F4A7C15ULL;
        s->at[s->count++] = (uint32_t)(h >> 40);
    }
}

void feature_hashed_as(feature_sink *s, uint64_t name, uint64_t hash, bool with_type)
{
    uint64_t h = name * 31 + hash;
    feature_hash(s, h);
    if (with_type) {
        feature_hash(s, h * 31 + s->a->type);
    }
}

void feature_add_as(feature_sink *s, uint64_t name, view value, bool with_type)
{
    feature_hashed_as(s, name, view_hash(value), with_type);
}

void feature_number_as(feature_sink *s, uint64_t name, unsigned value, bool with_type)
{
    feature_hashed_as(s, name, value * 0xD6E8FEB86659FD93ULL, with_type);
}

unsigned feature_bucket(unsigned n)
{
    return n < 4 ? n : n < 8 ? 4 : n < 16 ? 5 : n < 32 ? 6 : 7;
}
