/* One pass over the bytes; ASCII letters are folded in place, the rest by base/fold. */
#include "base/base.h"
#include "know/words_priv.h"

typedef struct {
    arena *arena;
    word_vec *out;
    uint64_t hash;
    uint32_t token;
    uint32_t letters, uppers;
    bool open, first_upper, last_lower;
    bool failed;
} cutter;

#define HASH_START 0xCBF29CE484222325ULL
#define HASH_STEP 0x100000001B3ULL

static void close_word(cutter *c)
{
    if (!c->open) {
        return;
    }
    word w = {.hash = c->hash ^ (c->hash >> 29), .token = c->token};
    w.letters = (uint8_t)(c->letters > 255 ? 255 : c->letters);
    w.shape = SHAPE_LOWER;
    if (c->first_upper) {
        w.shape = c->uppers == c->letters && c->letters > 1 ? SHAPE_UPPER : SHAPE_TITLE;
    }
    c->open = false;
    bool full = c->arena == NULL && c->out->count == c->out->capacity;
    if (full || !VEC_PUSH(c->out, c->arena, w)) {
        c->failed = true;
    }
}

static void add_letter(cutter *c, const char *folded, size_t n, bool upper)
{
    if (!c->open) {
        c->open = true;
        c->hash = HASH_START;
        c->letters = c->uppers = 0;
        c->first_upper = upper;
    }
    for (size_t i = 0; i < n; i++) {
        c->hash = (c->hash ^ (uint8_t)folded[i]) * HASH_STEP;
    }
    c->letters++;
    c->uppers += upper;
    c->last_lower = !upper;
}

static void add_sign(cutter *c, const char *bytes, size_t n)
{
    close_word(c);
    add_letter(c, bytes, n, true);
    close_word(c);
}

static void add_ascii(cutter *c, char ch, bool camel)
{
    if (ascii_alpha(ch)) {
        bool upper = ascii_upper(ch);
        if (camel && upper && c->open && c->last_lower) {
            close_word(c);
        }
        char folded = ascii_lower(ch);
        add_letter(c, &folded, 1, upper);
    } else if (ascii_digit(ch)) {
        add_letter(c, &ch, 1, true);
    } else if (ascii_space(ch) || ch == '-' || ch == '\'' || ch == '/' || ch == '_' || ch == '`') {
        close_word(c);
    } else if (ch != '.' && ch != '#' && ch != '@') {
        add_sign(c, &ch, 1);
    }
}

/* Signs that part words like the apostrophe and the hyphen: U+2010, 2011, 2018, 2019, 02BC..02BF,
 * no-break space. */
static bool parts_words(uint32_t point)
{
    return point == 0x2010 || point == 0x2011 || point == 0x2018 || point == 0x2019 ||
           (point >= 0x02BB && point <= 0x02BF) || point == 0x00A0 || point == 0x00B4;
}

static void add_point(cutter *c, uint32_t point)
{
    if (parts_words(point)) {
        close_word(c);
        return;
    }
    char folded[FOLD_MAX];
    bool upper;
    size_t n = fold_point(point, folded, &upper);
    if (n == 0) {
        return;
    }
    if (point >= 0x2000 && point <= 0x206F) {
        add_sign(c, folded, n);
    } else {
        add_letter(c, folded, n, upper);
    }
}

bool words_of(view text, uint32_t at_token, bool camel, arena *a, word_vec *out)
{
    cutter c = {.arena = a, .out = out, .token = at_token};
    size_t before = out->count;
    for (size_t at = 0; at < text.length;) {
        unsigned char ch = (unsigned char)text.data[at];
        if (ch < 0x80) {
            add_ascii(&c, (char)ch, camel);
            at++;
            continue;
        }
        size_t step = utf8_length(text, at);
        if (step == 0) {
            at++;
            continue;
        }
        add_point(&c, utf8_point(text, at));
        at += step;
    }
    close_word(&c);
    if (!c.failed && out->count > before) {
        out->at[before].begins = true;
        out->at[out->count - 1].ends = true;
    }
    return !c.failed;
}

/* A sign on its own is a barrier: a full stop, and a hyphen with white space before it. */
static bool is_barrier(const token *t)
{
    return t->form.length == 1 &&
           (t->form.data[0] == '.' ||
            (t->form.data[0] == '-' && (t->flags & TOKEN_SPACE_BEFORE) != 0));
}

bool words_of_report(const report *r, arena *a, word_vec *out, uint32_t **first)
{
    *first = ARENA_ARRAY(a, uint32_t, r->ntokens + 1);
    out->at = ARENA_ARRAY(a, word, r->ntokens + r->ntokens / 4 + 8);
    if (*first == NULL || out->at == NULL) {
        return false;
    }
    out->capacity = r->ntokens + r->ntokens / 4 + 8;
    for (size_t i = 0; i < r->ntokens; i++) {
        const token *t = &r->tokens[i];
        (*first)[i] = (uint32_t)out->count;
        bool ok = true;
        if (is_barrier(t)) {
            ok = VEC_PUSH(out, a, (word){.token = (uint32_t)i, .begins = true, .ends = true});
        } else if ((t->flags & TOKEN_URL) == 0) {
            bool camel = (t->flags & (TOKEN_HASHTAG | TOKEN_HANDLE)) != 0;
            ok = words_of(t->form, (uint32_t)i, camel, a, out);
        }
        if (!ok) {
            return false;
        }
    }
    (*first)[r->ntokens] = (uint32_t)out->count;
    return true;
}

bool words_hash(view text, uint64_t *hash)
{
    word room[TEXT_WORDS];
    word_vec words = {room, 0, TEXT_WORDS};
    if (!words_of(text, 0, false, NULL, &words) || words.count == 0) {
        return false;
    }
    *hash = PHRASE_START;
    for (size_t i = 0; i < words.count; i++) {
        *hash = phrase_add(*hash, room[i].hash);
    }
    return true;
}
