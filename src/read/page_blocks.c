/* Cuts a page into blocks: the texts between the beginnings and ends of block elements, and between
 * double line breaks.  One pass over the nodes. */
#include "read/page_priv.h"

enum { BLOCK_LIMIT = 1 << 20, INLINE_NODES = 40 };

typedef struct {
    page *page;
    page_blocks *blocks;
    uint32_t *block_of; /* [nnodes] innermost block element */
    bool *linked;       /* [nnodes] in a link */
    uint32_t skip;      /* nodes before this one are of an inline element that is passed over */
    page_block open;    /* the block under way; last == 0: none */
    unsigned breaks;    /* line breaks since the last word */
    bool apart;         /* a block element began since the last word */
    bool blank;         /* white space since the last word, or none yet */
    unsigned dense;     /* letters in a row of a script without blanks between words */
} cutting;

static bool finish(cutting *c)
{
    page_blocks *all = c->blocks;
    page_block b = c->open;
    c->open.last = 0;
    if (b.last == 0) {
        return true;
    }
    b.bytes.end = (uint32_t)all->text.length;
    if (all->count == all->capacity) {
        size_t capacity = all->capacity == 0 ? 1024 : all->capacity * 2;
        page_block *grown = capacity > BLOCK_LIMIT ? NULL
                                                   : arena_grow(c->page->arena, all->at, all->count,
                                                                capacity, sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        all->at = grown;
        all->capacity = capacity;
    }
    all->at[all->count++] = b;
    buf_char(&all->text, '\n');
    return true;
}

/* Begins a block unless the one under way goes on in this text. */
static bool begin(cutting *c, uint32_t node)
{
    uint32_t element = c->block_of[node];
    if (c->open.last != 0 && c->open.node == element && !c->apart && c->breaks < 2) {
        return true;
    }
    if (!finish(c)) {
        return false;
    }
    c->open = (page_block){
        .node = element, .first = node, .bytes.start = (uint32_t)c->blocks->text.length};
    c->apart = false;
    c->blank = true;
    return true;
}

/* White space, U+00A0 and U+200B to U+200F, U+FEFF; the length, 0 = none. */
static size_t blank_at(view v, size_t i)
{
    if (ascii_space(v.data[i])) {
        return 1;
    }
    view rest = view_cut(v, i, v.length);
    if (view_starts(rest, VIEW("\xC2\xA0"))) {
        return 2;
    }
    bool wide =
        view_starts(rest, VIEW("\xE2\x80\x8B")) || view_starts(rest, VIEW("\xE2\x80\x8E")) ||
        view_starts(rest, VIEW("\xE2\x80\x8F")) || view_starts(rest, VIEW("\xE2\x80\xAF")) ||
        view_starts(rest, VIEW("\xEF\xBB\xBF")) || view_starts(rest, VIEW("\xE2\x80\x89"));
    return wide ? 3 : 0;
}

static bool ends_sentence(view v, size_t i)
{
    static const char *const wide[] = {"。", "！", "？", "।", "۔", "؟"};
    char c = v.data[i];
    if (c == '.' || c == '!' || c == '?') {
        return true;
    }
    for (size_t k = 0; (unsigned char)c >= 0xD8 && k < sizeof wide / sizeof wide[0]; k++) {
        if (view_starts(view_cut(v, i, v.length), view_of(wide[k]))) {
            return true;
        }
    }
    return false;
}

/* Scripts without blanks count two letters as a word: kana, Chinese characters, hangul. */
static void count_dense(cutting *c, char byte)
{
    unsigned char lead = (unsigned char)byte;
    if (lead >= 0xE3 && lead <= 0xED && ++c->dense % 2 == 0) {
        c->open.words++;
        c->open.linked += c->linked[c->open.last];
    }
}

/* Adds a byte of a word, a blank before it where there was one. */
static bool add_byte(cutting *c, uint32_t node, char byte)
{
    if (!begin(c, node)) {
        return false;
    }
    if (c->blank) {
        if (c->open.words > 0) {
            buf_char(&c->blocks->text, ' ');
        }
        c->open.words++;
        c->open.linked += c->linked[node];
        c->dense = 0;
    }
    c->open.last = node;
    count_dense(c, byte);
    c->blank = false;
    c->breaks = 0;
    buf_char(&c->blocks->text, byte);
    return true;
}

static bool add_text(cutting *c, uint32_t node)
{
    const page_node *n = &c->page->nodes[node];
    view v = view_cut(buf_all(&c->page->text), n->first, n->first + n->count);
    for (size_t i = 0; i < v.length;) {
        size_t blank = blank_at(v, i);
        if (blank > 0) {
            c->blank = true;
            i += blank;
            continue;
        }
        if (!add_byte(c, node, v.data[i])) {
            return false;
        }
        c->open.stops += ends_sentence(v, i);
        i++;
    }
    return true;
}

static bool is_data(page_tag tag)
{
    return tag == TAG_SCRIPT || tag == TAG_TITLE || tag == TAG_HEAD;
}

/* A little inline element that is hidden or of the page: a popover, a label for screen readers. */
static bool inline_boilerplate(const page *p, uint32_t i)
{
    const page_node *n = &p->nodes[i];
    uint16_t hints = n->tag == TAG_SPAN && n->end - i < INLINE_NODES ? page_own_hints(p, i) : 0;
    return (hints & HINT_BAD) != 0 && (hints & HINT_BODY) == 0;
}

static bool cut_node(cutting *c, uint32_t i)
{
    page_node *n = &c->page->nodes[i];
    page_tag tag = (page_tag)n->tag;
    uint32_t up = n->parent;
    c->block_of[i] = i > 0 && !tag_is_block(tag) ? c->block_of[up] : i;
    c->linked[i] = tag == TAG_A || (i > 0 && c->linked[up]);
    if (i >= c->skip && inline_boilerplate(c->page, i)) {
        c->skip = n->end;
    }
    if (tag == TAG_TEXT && i < c->skip) {
        return true;
    }
    if (tag == TAG_TEXT) {
        return is_data((page_tag)c->page->nodes[up].tag) || add_text(c, i);
    }
    if (tag_is_block(tag)) {
        c->apart = true;
    }
    if (tag == TAG_BR) {
        c->breaks++;
        c->blank = true;
    }
    return true;
}

dateline_status page_cut(page *p, page_blocks *blocks, dateline_error *e)
{
    *blocks = (page_blocks){0};
    cutting c = {.page = p,
                 .blocks = blocks,
                 .block_of = ARENA_ARRAY(p->arena, uint32_t, p->nnodes),
                 .linked = ARENA_ARRAY(p->arena, bool, p->nnodes)};
    bool stored = c.block_of != NULL && c.linked != NULL;
    for (uint32_t i = 0; stored && i < p->nnodes; i++) {
        stored = cut_node(&c, i);
    }
    stored = stored && finish(&c) && !blocks->text.failed;
    return stored ? DATELINE_OK : fault_memory(e);
}
