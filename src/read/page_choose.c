/* Which blocks are the article.  Each block gets a value: the words that speak for it as running
 * text, against it when it is links, crumbs or stands in what its class calls boilerplate.  The
 * article is the element with the greatest sum (after Weninger and Hsu's text-to-tag ratio and
 * Arias et al.'s density); elements that call themselves the article's body narrow it.  Inside it,
 * each block is then judged with what it knows: hints, links, phrases of boilerplate.
 *
 * A bad name counts only for elements that hold less than a third of the page's running text, for
 * pages call their whole layout "has-sidebar". */
#include "read/page_priv.h"

enum {
    SENTENCE_WORDS = 8,
    SHORT_WORDS = 15,
    LONG_WORDS = 30,
    CRUMB_WORDS = 12,
    TEASER_WORDS = 60,
    TEASER_CLIMB = 5,
    REPEATED_BYTES = 44,
    REPEATED_TIMES = 4
};

static const float bad_share = 0.35F, never_share = 0.8F, body_share = 0.55F, link_share = 0.5F;
static const uint16_t against_article = HINT_BAD | HINT_CAPTION | HINT_BYLINE | HINT_COMMENT;

typedef struct {
    const page *page;
    page_blocks *blocks;
    uint32_t *block_at; /* [nnodes + 1] number of blocks that begin before the node */
    float *good;        /* [nblocks + 1] running text before the block, in words */
    float *value;       /* [nblocks + 1] values before the block */
    uint16_t *own;      /* [nnodes] hints of the element */
    uint16_t *hints;    /* [nnodes] of the element and all around it */
    uint32_t article;   /* the element that was chosen */
    bool named;         /* it calls itself the body */
} choosing;

static float linked_share(const page_block *b)
{
    return b->words == 0 ? 0 : (float)b->linked / (float)b->words;
}

/* Words of running text in a block. */
static float running_words(const page_block *b)
{
    if (b->words < SENTENCE_WORDS || b->stops == 0 || linked_share(b) > link_share) {
        return 0;
    }
    return (float)(b->words - b->linked);
}

static void number_blocks(choosing *c)
{
    const page_blocks *all = c->blocks;
    size_t k = 0;
    for (size_t i = 0; i <= c->page->nnodes; i++) {
        while (k < all->count && all->at[k].first < i) {
            k++;
        }
        c->block_at[i] = (uint32_t)k;
    }
    for (k = 0; k < all->count; k++) {
        c->good[k + 1] = c->good[k] + running_words(&all->at[k]);
    }
}

static float sum_in(const choosing *c, const float *before, uint32_t node)
{
    return before[c->block_at[c->page->nodes[node].end]] - before[c->block_at[node]];
}

/* ---- hints ----------------------------------------------------------------------------------- */

/* What is inside a post is the post's, whatever its names say. */
static uint16_t inherited(uint16_t outer, uint16_t own)
{
    return (outer & HINT_POST) != 0 ? outer
           : (own & HINT_POST) != 0 ? outer | HINT_POST
                                    : outer | own;
}

/* The element around a node whose hints the node inherits: for a post the first that holds more
 * than the post, for wrappers of posts are called "social" and such. */
static uint32_t outside(const choosing *c, uint32_t node)
{
    const page_node *nodes = c->page->nodes;
    uint32_t up = nodes[node].parent;
    while ((c->own[node] & HINT_POST) != 0 && up != 0 && c->block_at[up] == c->block_at[node] &&
           c->block_at[nodes[up].end] == c->block_at[nodes[node].end]) {
        up = nodes[up].parent;
    }
    return up;
}

static void spread_hints(choosing *c)
{
    const page *p = c->page;
    float all = c->good[c->blocks->count];
    for (uint32_t i = 0; i < p->nnodes; i++) {
        uint16_t own = page_own_hints(p, i);
        uint16_t bad = own & (against_article | HINT_POST);
        float most = (own & HINT_NEVER) != 0 ? never_share : bad_share;
        if (bad != 0 && sum_in(c, c->good, i) > most * all) {
            own = (uint16_t)(own & ~bad);
        }
        c->own[i] = own;
        c->hints[i] = i == 0 ? own : inherited(c->hints[outside(c, i)], own);
    }
    for (size_t k = 0; k < c->blocks->count; k++) {
        page_block *b = &c->blocks->at[k];
        uint16_t both = c->hints[p->nodes[b->first].parent] & c->hints[p->nodes[b->last].parent];
        b->hints = c->hints[b->node] | both;
    }
}

/* A heading that is a link, with few words around it, is a teaser of another story. */
static void mark_teasers(choosing *c)
{
    const page *p = c->page;
    for (size_t k = 0; k < c->blocks->count; k++) {
        const page_block *b = &c->blocks->at[k];
        if (!tag_is_heading((page_tag)p->nodes[b->node].tag) || linked_share(b) < 0.8F) {
            continue;
        }
        uint32_t element = b->node, up = p->nodes[element].parent;
        for (int i = 0; i < TEASER_CLIMB && up != 0 && sum_in(c, c->good, up) < TEASER_WORDS; i++) {
            element = up;
            up = p->nodes[up].parent;
        }
        for (size_t i = c->block_at[element]; i < c->block_at[p->nodes[element].end]; i++) {
            c->blocks->at[i].hints |= HINT_BAD;
        }
    }
}

/* ---- the article's element ------------------------------------------------------------------- */

static bool against(const page_block *b)
{
    return (b->hints & against_article) != 0;
}

static float value_of(const page_block *b)
{
    float words = (float)b->words, running = running_words(b);
    if ((b->hints & HINT_STRONG) != 0 && !against(b)) {
        return 3.0F * words;
    }
    if (against(b)) {
        return -0.5F * words;
    }
    if (running > 0) {
        return (b->hints & HINT_POST) != 0 ? 0.2F * running : running;
    }
    return -0.5F * (float)b->linked - (b->words < SENTENCE_WORDS ? 1.0F : 0.0F);
}

static void find_article(choosing *c)
{
    float best = 0;
    for (size_t k = 0; k < c->blocks->count; k++) {
        page_block *b = &c->blocks->at[k];
        b->value = value_of(b);
        c->value[k + 1] = c->value[k] + b->value;
    }
    for (uint32_t i = 0; i < c->page->nnodes; i++) {
        float sum = c->page->nodes[i].tag == TAG_TEXT ? 0 : sum_in(c, c->value, i);
        if (sum > 0 && sum >= best) {
            best = sum;
            c->article = i;
        }
    }
}

/* Running text that nothing speaks against, per block, summed up. */
static void sum_clean(choosing *c)
{
    for (size_t k = 0; k < c->blocks->count; k++) {
        const page_block *b = &c->blocks->at[k];
        c->good[k + 1] = c->good[k] + (against(b) ? 0 : running_words(b));
    }
}

static bool is_named(const choosing *c, uint32_t node)
{
    page_tag tag = (page_tag)c->page->nodes[node].tag;
    return (c->own[node] & HINT_BODY) != 0 && tag != TAG_P && tag != TAG_BODY && tag != TAG_HTML;
}

/* The innermost element that calls itself the body and holds most of the article's running text
 * narrows the article; elsewhere the body may be widened to one that holds the article. */
static void find_named_body(choosing *c)
{
    const page *p = c->page;
    float all = sum_in(c, c->good, c->article), most = 0;
    uint32_t end = p->nodes[c->article].end;
    for (uint32_t i = c->article; i < end; i++) {
        float sum = is_named(c, i) ? sum_in(c, c->good, i) : 0;
        most = sum > most ? sum : most;
    }
    for (uint32_t i = c->article; i < end && most > body_share * all; i++) {
        if (is_named(c, i) && sum_in(c, c->good, i) >= 0.9F * most) {
            c->article = i;
            c->named = true;
        }
    }
    for (uint32_t i = p->nodes[c->article].parent; i != 0 && !c->named; i = p->nodes[i].parent) {
        if (is_named(c, i) && all >= 0.8F * sum_in(c, c->good, i)) {
            c->article = i;
            c->named = true;
        }
    }
}

/* A live blog is all its pieces, not the longest of them. */
static void widen_to_live(choosing *c)
{
    page_live live = page_find_live(c->page);
    if (c->article > live.parent && c->article < c->page->nodes[live.parent].end &&
        live.parent != 0) {
        c->article = live.parent;
        c->named = false;
    }
}

/* ---- the article's blocks -------------------------------------------------------------------- */

static bool is_boilerplate_line(const page_block *b, view text)
{
    uint16_t line = page_line_of(text);
    bool begins = (line & LINE_BEGIN) != 0 &&
                  (b->words <= SHORT_WORDS || (b->words <= LONG_WORDS && linked_share(b) > 0.5F));
    return (line & LINE_WHOLE) != 0 || begins;
}

static bool wanted(const choosing *c, const page_block *b)
{
    page_tag tag = (page_tag)c->page->nodes[b->node].tag;
    if ((b->hints & HINT_POST) != 0) {
        return !against(b);
    }
    if (against(b) || is_boilerplate_line(b, block_text(c->blocks, b))) {
        return false;
    }
    if (tag_is_heading(tag)) {
        return linked_share(b) < 0.8F && tag != TAG_H1;
    }
    return linked_share(b) < (b->words <= CRUMB_WORDS ? 0.8F : 0.7F);
}

/* A heading stays when running text follows it before the next one. */
static void drop_empty_headings(choosing *c, size_t first, size_t end)
{
    bool followed = false;
    for (size_t k = end; k > first; k--) {
        page_block *b = &c->blocks->at[k - 1];
        if (tag_is_heading((page_tag)c->page->nodes[b->node].tag)) {
            b->taken = b->taken && followed;
        } else if (b->taken && b->words >= SENTENCE_WORDS / 2) {
            followed = true;
        }
    }
}

/* A short line at the edge goes with the running text beside it when both are children of one
 * element and of one kind. */
static bool goes_with(const choosing *c, const page_block *edge, const page_block *beside)
{
    const page_node *x = &c->page->nodes[edge->node], *y = &c->page->nodes[beside->node];
    return edge->taken && x->tag == y->tag && x->parent == y->parent && linked_share(edge) < 0.3F;
}

/* Crumbs before the first and behind the last running text are not of the article. */
static void trim_edges(choosing *c, size_t first, size_t end)
{
    page_block *at = c->blocks->at;
    size_t low = first, high = end;
    while (low < end && (!at[low].taken || running_words(&at[low]) == 0)) {
        low++;
    }
    while (high > low && (!at[high - 1].taken || running_words(&at[high - 1]) == 0)) {
        high--;
    }
    while (low > first && low < end && goes_with(c, &at[low - 1], &at[low])) {
        low--;
    }
    while (high < end && high > low && goes_with(c, &at[high], &at[high - 1])) {
        high++;
    }
    for (size_t k = first; k < end; k++) {
        at[k].taken = at[k].taken && k >= low && k < high;
    }
}

static void take_blocks(choosing *c)
{
    size_t first = c->block_at[c->article], end = c->block_at[c->page->nodes[c->article].end];
    for (size_t k = first; k < end; k++) {
        c->blocks->at[k].taken = wanted(c, &c->blocks->at[k]);
    }
    if (!c->named) {
        trim_edges(c, first, end);
    }
    drop_empty_headings(c, first, end);
}

static bool same_again(const page_blocks *blocks, const page_block *b, const page_block *earlier)
{
    view v = block_text(blocks, b), before = block_text(blocks, earlier);
    bool teaser = view_ends(v, VIEW("...")) || view_ends(v, VIEW("…"));
    return view_equal(v, before) || teaser || v.length > REPEATED_TIMES * before.length;
}

/* Some pages hold their text twice, once for machines in one piece, or tease with its beginning. */
static void drop_repeated(choosing *c)
{
    map seen = {0};
    for (size_t k = 0; k < c->blocks->count; k++) {
        page_block *b = &c->blocks->at[k];
        view v = block_text(c->blocks, b);
        if (!b->taken || v.length < REPEATED_BYTES) {
            continue;
        }
        view begins = view_cut(v, 0, REPEATED_BYTES);
        const uint32_t *earlier = map_get(&seen, begins);
        if (earlier == NULL) {
            (void)map_put(&seen, c->page->arena, begins, (uint32_t)k);
        } else {
            b->taken = !same_again(c->blocks, b, &c->blocks->at[*earlier]);
        }
    }
}

/* The first half: what each block and element is by its names. */
static bool prepare(choosing *c, page *p, page_blocks *blocks)
{
    *c = (choosing){.page = p,
                    .blocks = blocks,
                    .block_at = ARENA_ARRAY(p->arena, uint32_t, p->nnodes + 1),
                    .good = ARENA_ARRAY(p->arena, float, blocks->count + 1),
                    .value = ARENA_ARRAY(p->arena, float, blocks->count + 1),
                    .own = ARENA_ARRAY(p->arena, uint16_t, p->nnodes),
                    .hints = ARENA_ARRAY(p->arena, uint16_t, p->nnodes)};
    if (arena_failed(p->arena)) {
        return false;
    }
    number_blocks(c);
    spread_hints(c);
    return true;
}

void page_choose(page *p, page_blocks *blocks)
{
    choosing c;
    if (prepare(&c, p, blocks)) {
        mark_teasers(&c);
        find_article(&c);
        sum_clean(&c);
        find_named_body(&c);
        widen_to_live(&c);
        take_blocks(&c);
        drop_repeated(&c);
    }
}

void page_take_all(page *p, page_blocks *blocks)
{
    choosing c;
    if (prepare(&c, p, blocks)) {
        for (size_t k = 0; k < blocks->count; k++) {
            blocks->at[k].taken = wanted(&c, &blocks->at[k]);
        }
    }
}
