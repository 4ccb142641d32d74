/* Posts that were embedded in a page: the words of each are a part with its author and day, what
 * says these stays in the text as part of nothing.  They are said in a signature ("- Name (@handle)
 * July 16, 2022"), in a line of the service ("A post shared by Name (@handle) on ..."), or in
 * elements that call themselves so (Telegram's widget, publishers' own boxes). */
#include "read/page_priv.h"

enum { CLIMB = 64, CREDIT_WORDS = 30, LABEL_WORDS = 8 };

/* The author's name and handle out of "Name (@handle)", either may be missing. */
static void read_who(view who, post_signature *out)
{
    size_t at = view_find_char(who, '@', 0);
    size_t name_end = at == SIZE_MAX ? who.length : at;
    size_t close = name_end;
    while (close < who.length && who.data[close] != ')' && who.data[close] != ' ') {
        close++;
    }
    out->handle = view_cut(who, name_end, close);
    while (name_end > 0 && strchr(" (", who.data[name_end - 1]) != NULL) {
        name_end--;
    }
    out->author = view_cut(who, 0, name_end);
}

/* "A post shared by Name (@handle) on Jul 16, 2022 at ..." */
static bool read_credit(view v, post_signature *out)
{
    size_t by = view_find(v, VIEW(" by "), 0);
    if ((page_line_of(v) & LINE_CREDIT) == 0 || by == SIZE_MAX) {
        return false;
    }
    *out = (post_signature){.published = page_date(v)};
    size_t begin = by + 4, end = view_find(v, VIEW(" on "), begin);
    read_who(view_cut(v, begin, end == SIZE_MAX ? v.length : end), out);
    for (size_t i = end; end != SIZE_MAX && out->published == DAY_NONE && i < v.length; i++) {
        written_date d;
        size_t length;
        if (v.data[i - 1] == ' ' && date_at(view_cut(v, i, v.length), &d, &length) && d.year > 0) {
            out->published = day_of(d.year, d.month, d.of_month);
        }
    }
    return true;
}

uint32_t page_post_of(const page *p, const page_block *b)
{
    uint32_t post = 0, n = b->node;
    if ((b->hints & HINT_POST) == 0) {
        return 0;
    }
    for (int i = 0; i < CLIMB && n != 0; i++) {
        post = (page_own_hints(p, n) & HINT_POST) != 0 ? n : post;
        n = p->nodes[n].parent;
    }
    return post == 0 ? b->node : post;
}

/* Whether the block stands in an element of the post that calls itself a byline. */
static bool is_label(const page *p, const page_block *b, uint32_t post)
{
    uint32_t n = p->nodes[b->first].parent;
    for (int i = 0; i < CLIMB && n > post && b->words <= LABEL_WORDS; i++) {
        if ((page_own_hints(p, n) & HINT_BYLINE) != 0) {
            return true;
        }
        n = p->nodes[n].parent;
    }
    return false;
}

bool page_is_time(const page *p, const page_block *b)
{
    uint32_t n = p->nodes[b->first].parent;
    while (n > b->node && p->nodes[n].tag != TAG_TIME) {
        n = p->nodes[n].parent;
    }
    return p->nodes[n].tag == TAG_TIME && b->last < p->nodes[n].end;
}

/* The day of the first time among the nodes of the element; DAY_NONE = none is said. */
day page_time_in(const page *p, uint32_t element)
{
    day found = DAY_NONE;
    for (uint32_t i = element; i < p->nodes[element].end && found == DAY_NONE; i++) {
        if (p->nodes[i].tag == TAG_TIME) {
            view stamp = page_attribute_of(p, i, ATTR_DATETIME);
            buf words = {0};
            if (stamp.length == 0) {
                page_words(p, i, &words);
            }
            found = page_date(stamp.length > 0 ? stamp : buf_all(&words));
            buf_free(&words);
        }
    }
    return found;
}

/* A post whose author and day stand in elements of their own. */
static void read_labels(const page *p, const page_blocks *blocks, size_t first, size_t end,
                        post_signature *out)
{
    uint32_t post = page_post_of(p, &blocks->at[first]);
    for (size_t k = first; k < end; k++) {
        view v = block_text(blocks, &blocks->at[k]);
        bool label = is_label(p, &blocks->at[k], post);
        if (label && out->author.length + out->handle.length == 0 && page_date(v) == DAY_NONE) {
            read_who(v, out);
        }
    }
    out->published = page_time_in(p, post);
}

/* Where in the block the words of the post end and its signature begins. */
static size_t words_end(const page *p, const page_blocks *blocks, size_t k, bool is_signed,
                        const post_signature *signature)
{
    const page_block *b = &blocks->at[k];
    view v = block_text(blocks, b);
    if (is_signed) {
        return signature->begin;
    }
    bool beside = is_label(p, b, page_post_of(p, b)) || page_is_time(p, b);
    bool line = (page_line_of(v) & (LINE_WHOLE | LINE_CREDIT)) != 0 && b->words <= LABEL_WORDS;
    return beside || line ? 0 : v.length;
}

bool page_add_post(const page *p, const page_blocks *blocks, size_t first, size_t end, draft *d)
{
    post_signature signature = {.published = DAY_NONE, .author = VIEW(""), .handle = VIEW("")};
    size_t signed_at = end;
    for (size_t k = end; k > first && signed_at == end; k--) {
        view v = block_text(blocks, &blocks->at[k - 1]);
        bool short_one = blocks->at[k - 1].words <= CREDIT_WORDS;
        if ((short_one && read_credit(v, &signature)) || find_signature(v, &signature)) {
            signed_at = k - 1;
        }
    }
    if (signed_at == end) {
        signature = (post_signature){.author = VIEW(""), .handle = VIEW("")};
        read_labels(p, blocks, first, end, &signature);
    }
    part like = part_like(PART_POST, signature.author, signature.handle, signature.published);
    like.thread = thread_of(d->parts, d->nparts, &like);
    bool stored = true;
    for (size_t k = first; k < end && stored; k++) {
        view v = block_text(blocks, &blocks->at[k]);
        size_t cut = words_end(p, blocks, k, k == signed_at, &signature);
        stored =
            draft_add(d, like, view_cut(v, 0, cut)) && draft_plain(d, view_cut(v, cut, v.length));
    }
    return stored;
}
