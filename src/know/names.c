/* Building: all names with their hashes are sorted by hash and order; equal hashes become one key.
 * Beginnings of longer names are keys too, so that the matcher knows when to stop. */
#include "know/names_priv.h"

#include <stdlib.h>

bool names_add(name_builder *b, view text, name_post post, uint32_t order)
{
    arena_mark mark = arena_save(b->arena);
    word_vec words = {0};
    if (!words_of(text, 0, false, b->arena, &words)) {
        return false;
    }
    uint64_t hashes[NAME_WORDS];
    size_t n = words.count;
    uint64_t hash = PHRASE_START;
    for (size_t i = 0; i < n && n <= NAME_WORDS; i++) {
        hash = hashes[i] = phrase_add(hash, words.at[i].hash);
        if (words.at[i].shape != SHAPE_LOWER) {
            post.title |= (uint16_t)(1U << i);
        }
        if (words.at[i].shape == SHAPE_UPPER && words.at[i].letters < 4) {
            post.upper |= (uint16_t)(1U << i);
        }
    }
    if (n == 1 && words.at[0].shape == SHAPE_UPPER) {
        post.flags |= POST_CAPITALS;
    }
    arena_restore(b->arena, mark);
    if (n == 0 || n > NAME_WORDS) {
        return true;
    }
    for (size_t i = 0; i + 1 < n; i++) {
        if (!VEC_PUSH(&b->prefixes, b->arena, hashes[i])) {
            return false;
        }
    }
    return VEC_PUSH(&b->items, b->arena, ((name_item){hash, order, post}));
}

static int by_hash_and_order(const void *a, const void *b)
{
    const name_item *x = a;
    const name_item *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    if (x->order != y->order) {
        return x->order < y->order ? -1 : 1;
    }
    if (x->post.entry != y->post.entry) {
        return x->post.entry < y->post.entry ? -1 : 1;
    }
    return x->post.kind != y->post.kind ? (x->post.kind < y->post.kind ? -1 : 1)
                                        : (int)x->post.flags - (int)y->post.flags;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

typedef struct {
    uint64_t hash;
    name_key key;
} hashed_key;
typedef VEC(hashed_key) key_vec;

/* Equal hashes of items become keys; the same entry under the same kind is kept once. */
static bool gather_keys(name_builder *b, key_vec *keys, name_post *posts, uint32_t *nposts)
{
    *nposts = 0;
    for (size_t i = 0; i < b->items.count; i++) {
        const name_item *item = &b->items.at[i];
        hashed_key *last = keys->count > 0 ? &keys->at[keys->count - 1] : NULL;
        if (last == NULL || last->hash != item->hash) {
            hashed_key fresh = {item->hash, {.first = *nposts}};
            if (!VEC_PUSH(keys, b->arena, fresh)) {
                return false;
            }
            last = &keys->at[keys->count - 1];
        }
        const name_post *before = *nposts > last->key.first ? &posts[*nposts - 1] : NULL;
        bool same = before != NULL && before->entry == item->post.entry &&
                    before->kind == item->post.kind && before->title == item->post.title &&
                    before->upper == item->post.upper;
        if (!same && last->key.count < UINT16_MAX) {
            posts[(*nposts)++] = item->post;
            last->key.count++;
        }
    }
    return true;
}

/* Marks keys that longer names go on from, adding those that are no names themselves. */
static bool add_prefixes(name_builder *b, key_vec *keys)
{
    size_t named = keys->count;
    size_t at = 0;
    for (size_t i = 0; i < b->prefixes.count; i++) {
        uint64_t hash = b->prefixes.at[i];
        if (i > 0 && hash == b->prefixes.at[i - 1]) {
            continue;
        }
        while (at < named && keys->at[at].hash < hash) {
            at++;
        }
        if (at < named && keys->at[at].hash == hash) {
            keys->at[at].key.continues = 1;
        } else if (!VEC_PUSH(keys, b->arena, ((hashed_key){hash, {.continues = 1}}))) {
            return false;
        }
    }
    return true;
}

static void fill_slots(const key_vec *keys, name_slot *slots, name_key *plain, size_t mask)
{
    for (size_t i = 0; i < keys->count; i++) {
        uint64_t hash = keys->at[i].hash;
        size_t at = (size_t)hash & mask;
        while (slots[at].key != 0) {
            at = (at + 1) & mask;
        }
        slots[at] = (name_slot){(uint32_t)(hash >> 32), (uint32_t)i + 1};
        plain[i] = keys->at[i].key;
    }
}

static dateline_status add_part(pack_builder *out, const char *prefix, const char *suffix,
                                view bytes, dateline_error *e)
{
    view full = arena_printf(out->arena, "%s.%s", prefix, suffix);
    return full.length == 0 ? fault_memory(e) : pack_add(out, full.data, bytes, e);
}

dateline_status names_finish(name_builder *b, const char *prefix, pack_builder *out,
                             dateline_error *e)
{
    if (b->items.count > 0) {
        qsort(b->items.at, b->items.count, sizeof *b->items.at, by_hash_and_order);
    }
    if (b->prefixes.count > 0) {
        qsort(b->prefixes.at, b->prefixes.count, sizeof *b->prefixes.at, by_number);
    }
    key_vec keys = {0};
    name_post *posts = ARENA_ARRAY(b->arena, name_post, b->items.count + 1);
    uint32_t nposts = 0;
    if (posts == NULL || !gather_keys(b, &keys, posts, &nposts) || !add_prefixes(b, &keys)) {
        return fault_memory(e);
    }
    size_t capacity = 16;
    while (capacity * 2 < keys.count * 3) {
        capacity *= 2;
    }
    name_slot *slots = ARENA_ARRAY(b->arena, name_slot, capacity);
    name_key *plain = ARENA_ARRAY(b->arena, name_key, keys.count + 1);
    if (slots == NULL || plain == NULL) {
        return fault_memory(e);
    }
    fill_slots(&keys, slots, plain, capacity - 1);
    TRY(add_part(out, prefix, "slots", (view){(char *)slots, capacity * sizeof *slots}, e));
    TRY(add_part(out, prefix, "keys", (view){(char *)plain, keys.count * sizeof *plain}, e));
    return add_part(out, prefix, "posts", (view){(char *)posts, nposts * sizeof *posts}, e);
}

static const void *table_part(const pack *p, const char *prefix, const char *suffix, size_t size,
                              size_t *count)
{
    char full[PACK_NAME] = {0};
    size_t n = strlen(prefix);
    size_t m = strlen(suffix);
    if (n + m + 1 >= sizeof full) {
        *count = 0;
        return NULL;
    }
    memcpy(full, prefix, n);
    full[n] = '.';
    memcpy(full + n + 1, suffix, m);
    return pack_array(p, full, size, count);
}

bool names_open(const pack *p, const char *prefix, name_table *t)
{
    size_t capacity;
    *t = (name_table){0};
    t->slots = table_part(p, prefix, "slots", sizeof *t->slots, &capacity);
    t->keys = table_part(p, prefix, "keys", sizeof *t->keys, &t->nkeys);
    t->posts = table_part(p, prefix, "posts", sizeof *t->posts, &t->nposts);
    if (t->nkeys == 0) {
        return true;
    }
    t->mask = capacity - 1;
    return t->slots != NULL && (capacity & t->mask) == 0;
}

bool names_fit(const name_post *post, const word *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if ((post->upper >> i & 1U) != 0 && words[i].shape != SHAPE_UPPER) {
            return false;
        }
        if ((post->title >> i & 1U) != 0 && words[i].shape == SHAPE_LOWER) {
            return false;
        }
    }
    return true;
}
