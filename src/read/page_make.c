/* From a page's blocks and facts to a report: headline, byline, body, block quotes and embedded
 * posts as parts, each in words of the report's own text. */
#include <stdlib.h>

#include "read/page_priv.h"

enum { QUOTE_CLIMB = 6, TITLE_WORDS = 64, CREDIT_WORDS = 30, AUTHOR_WORDS = 12 };

/* ---- headline -------------------------------------------------------------------------------- */

/* How many of the words of `a` stand in `b`, of a hundred. */
static size_t shared_words(view a, view b)
{
    size_t words = 0, shared = 0;
    view word;
    while (words < TITLE_WORDS && view_split(&a, ' ', &word)) {
        if (word.length > 0) {
            words++;
            shared += view_find(b, word, 0) != SIZE_MAX;
        }
    }
    return words == 0 ? 0 : 100 * shared / words;
}

/* The title without the publisher's name behind " | ", " - " or such. */
static view bare_title(const page_facts *f)
{
    static const char *const signs[] = {" | ", " - ", " – ", " — ", " :: ", " » "};
    view v = f->title;
    size_t cut = v.length;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        view sign = view_of(signs[i]);
        size_t at = SIZE_MAX;
        for (size_t next = view_find(v, sign, 0); next != SIZE_MAX;
             next = view_find(v, sign, next + 1)) {
            at = next;
        }
        if (at != SIZE_MAX && at > v.length / 3 && at < cut && v.length - at < 50) {
            cut = at;
        }
    }
    return view_cut(v, 0, cut);
}

/* The page's own heading that is most like its title; the title where there is none. */
static view find_headline(const page *p, const page_blocks *blocks, const page_facts *f)
{
    view best = VIEW("");
    size_t score = 0;
    for (size_t k = 0; k < blocks->count; k++) {
        const page_block *b = &blocks->at[k];
        page_tag tag = (page_tag)p->nodes[b->node].tag;
        if (!tag_is_heading(tag) || b->words < 2 || b->bytes.end - b->bytes.start > 400) {
            continue;
        }
        view v = block_text(blocks, b);
        size_t like = f->title.length == 0 ? 60 * (tag == TAG_H1) : shared_words(v, f->title);
        like += tag == TAG_H1 ? 10 : 0;
        if (like > score && like >= 60) {
            score = like;
            best = v;
        }
    }
    return best.length > 0 ? best : bare_title(f);
}

/* ---- the report ------------------------------------------------------------------------------ */

static bool in_quote(const page *p, const page_block *b)
{
    uint32_t n = b->node;
    for (int i = 0; i < QUOTE_CLIMB && n != 0; i++) {
        if (p->nodes[n].tag == TAG_BLOCKQUOTE) {
            return true;
        }
        n = p->nodes[n].parent;
    }
    return false;
}

/* One taken block as a part like `like`: a quote, a heading of a live blog's piece, or the body. */
static bool add_block(const page *p, const page_block *b, view text, part like, draft *d)
{
    bool heads = like.published != DAY_NONE && tag_is_heading((page_tag)p->nodes[b->node].tag);
    like.kind = in_quote(p, b) ? PART_QUOTE : heads ? PART_HEADLINE : like.kind;
    return draft_add(d, like, text);
}

bool page_add_blocks(const page *p, const page_blocks *blocks, part like, draft *d)
{
    page_live live = page_find_live(p);
    uint32_t piece = 0;
    day of_piece = like.published;
    bool stored = true;
    for (size_t k = 0; stored && k < blocks->count;) {
        const page_block *b = &blocks->at[k];
        size_t next = k + 1;
        uint32_t post = b->taken ? page_post_of(p, b) : 0;
        uint32_t now = page_live_piece(&live, b->node);
        if (now != piece) {
            piece = now;
            of_piece = now == 0 ? like.published : page_time_in(p, now);
            d->apart = true;
        }
        part own = like;
        own.published = of_piece;
        if (post != 0) {
            while (next < blocks->count && blocks->at[next].first < p->nodes[post].end) {
                next++;
            }
            stored = page_add_post(p, blocks, k, next, d);
        } else if (b->taken && !(now != 0 && page_is_time(p, b))) {
            stored = add_block(p, b, block_text(blocks, b), own, d);
        }
        k = next;
    }
    return stored;
}

dateline_status page_add_html(draft *d, arena *a, part like, view html, dateline_error *e)
{
    page p;
    page_blocks blocks = {0};
    dateline_status status = page_parse(&p, a, html, e);
    if (status == DATELINE_OK) {
        status = page_cut(&p, &blocks, e);
    }
    if (status == DATELINE_OK) {
        page_take_all(&p, &blocks);
        status = page_add_blocks(&p, &blocks, like, d) ? DATELINE_OK : fault_memory(e);
    }
    buf_free(&blocks.text);
    page_free(&p);
    return status;
}

/* Live blogs say their pieces in their metadata, each with its time. */
static dateline_status add_updates(const page *p, const page_facts *f, draft *d, dateline_error *e)
{
    for (size_t i = 0; i < f->nupdates; i++) {
        const page_update *u = &f->updates[i];
        part like = part_like(PART_HEADLINE, VIEW(""), VIEW(""), u->published);
        if (!draft_add(d, like, u->headline)) {
            return fault_memory(e);
        }
        like.kind = PART_BODY;
        TRY(page_add_html(d, p->arena, like, u->body, e));
    }
    return DATELINE_OK;
}

/* Whether the pieces that the page shows hold more than its metadata say of them, for some cut
 * these short. */
static bool shows_more(const page *p, const page_blocks *blocks, const page_facts *f)
{
    page_live live = page_find_live(p);
    size_t said = 0, shown = 0;
    for (size_t i = 0; i < f->nupdates; i++) {
        said += f->updates[i].body.length;
    }
    for (size_t k = 0; k < blocks->count; k++) {
        const span bytes = blocks->at[k].bytes;
        bool piece = blocks->at[k].taken && page_live_piece(&live, blocks->at[k].node) != 0;
        shown += piece ? bytes.end - bytes.start : 0;
    }
    return shown > 2 * said;
}

/* A date that stands beside the byline. */
static day visible_date(const page_blocks *blocks)
{
    for (size_t k = 0; k < blocks->count; k++) {
        const page_block *b = &blocks->at[k];
        bool beside = (b->hints & HINT_BYLINE) != 0 && b->words <= CREDIT_WORDS;
        day d = beside ? page_date(block_text(blocks, b)) : DAY_NONE;
        if (d != DAY_NONE) {
            return d;
        }
    }
    return DAY_NONE;
}

/* A byline that the page's names say is one. */
static view visible_author(const page_blocks *blocks)
{
    for (size_t k = 0; k < blocks->count; k++) {
        const page_block *b = &blocks->at[k];
        view v = block_text(blocks, b);
        bool byline = (b->hints & HINT_BYLINE) != 0 && b->words <= AUTHOR_WORDS && v.length > 3 &&
                      view_equal_nocase(view_cut(v, 0, 3), VIEW("by "));
        view name = byline ? page_author(v) : VIEW("");
        if (name.length > 2) {
            return name;
        }
    }
    return VIEW("");
}

static view date_text(arena *a, day d)
{
    char text[16];
    day_format(d, text);
    return arena_copy(a, view_of(text));
}

/* An address that names more than a host. */
static bool is_whole_address(view url)
{
    size_t host = view_find(url, VIEW("://"), 0);
    size_t path = host == SIZE_MAX ? SIZE_MAX : view_find_char(url, '/', host + 3);
    return path != SIZE_MAX && path + 1 < url.length;
}

static void fill_fields(const page *p, const page_blocks *blocks, const page_facts *f,
                        read_fields *out)
{
    day seen = f->published == DAY_NONE ? visible_date(blocks) : f->published;
    view url = is_whole_address(f->url) ? f->url : VIEW("");
    day in_url = date_in_address(url);
    out->basis = f->published != DAY_NONE ? BASIS_META : BASIS_TEXT;
    if (seen == DAY_NONE && in_url == DAY_NONE && f->changed != DAY_NONE) {
        seen = f->changed;
        out->basis = BASIS_META;
    }
    if (seen != DAY_NONE && in_url != DAY_NONE && abs(seen - in_url) == 1) {
        seen = in_url; /* stamps are often UTC, the address has the paper's own day */
        out->basis = BASIS_URL;
    }
    out->published = seen == DAY_NONE ? VIEW("") : date_text(p->arena, seen);
    out->publisher = f->publisher;
    out->url = url;
    out->language = f->language;
}

dateline_status page_make(const page *p, const page_blocks *blocks, draft *d, read_fields *out,
                          dateline_error *e)
{
    page_facts f;
    page_read_facts(p, &f);
    view headline = find_headline(p, blocks, &f);
    part like = part_like(PART_HEADLINE, VIEW(""), VIEW(""), DAY_NONE);
    bool stored = draft_add(d, like, headline);
    view author = f.author.length > 0 ? f.author : visible_author(blocks);
    like = part_like(PART_BYLINE, author, VIEW(""), DAY_NONE);
    stored = stored && draft_add(d, like, author);
    size_t above = d->text.length;
    like = part_like(PART_BODY, VIEW(""), VIEW(""), DAY_NONE);
    if (stored && f.nupdates > 1 && !shows_more(p, blocks, &f)) {
        TRY(add_updates(p, &f, d, e));
    } else {
        stored = stored && page_add_blocks(p, blocks, like, d);
    }
    if (!stored) {
        return fault_memory(e);
    }
    if (d->text.length == above) {
        dateline_status status = fault(e, DATELINE_E_FORMAT, "no article was found in the page");
        fault_hint(e, "pages of lists, films or forms have none; --from text reads all as it is");
        return status;
    }
    fill_fields(p, blocks, &f, out);
    out->title = headline;
    return DATELINE_OK;
}
