/* From a page's blocks and facts to a report: headline, byline, body, block quotes and embedded
 * posts as parts, each in words of the report's own text. */
#include "read/page_priv.h"

enum { CLIMB = 64, QUOTE_CLIMB = 6, TITLE_WORDS = 64, CREDIT_WORDS = 30 };

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

/* ---- posts ----------------------------------------------------------------------------------- */

/* "A post shared by Name (@handle) on Jul 16, 2022 at ..." */
static bool read_credit(view v, post_signature *out)
{
    size_t by = view_find(v, VIEW(" by "), 0);
    if ((page_line_of(v) & LINE_CREDIT) == 0 || by == SIZE_MAX) {
        return false;
    }
    *out = (post_signature){.published = page_date(v)};
    size_t begin = by + 4, end = view_find(v, VIEW(" on "), begin);
    view who = view_cut(v, begin, end == SIZE_MAX ? v.length : end);
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
    for (size_t i = end; end != SIZE_MAX && out->published == DAY_NONE && i < v.length; i++) {
        written_date d;
        size_t length;
        if (v.data[i - 1] == ' ' && date_at(view_cut(v, i, v.length), &d, &length) && d.year > 0) {
            out->published = day_of(d.year, d.month, d.of_month);
        }
    }
    return true;
}

/* The post's outermost element; 0 = the block is of no post. */
static uint32_t post_of(const page *p, const page_block *b)
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

/* Adds the blocks [first, end) of one post: its words as a part, its signature as plain text. */
static bool add_post(const page_blocks *blocks, size_t first, size_t end, draft *d)
{
    post_signature signature = {.published = DAY_NONE, .author = VIEW(""), .handle = VIEW("")};
    size_t signed_at = end;
    for (size_t k = end; k > first && signed_at == end; k--) {
        view v = block_text(blocks, &blocks->at[k - 1]);
        bool short_one = blocks->at[k - 1].words <= CREDIT_WORDS;
        if (find_signature(v, &signature) || (short_one && read_credit(v, &signature))) {
            signed_at = k - 1;
        }
    }
    part like = part_like(PART_POST, signature.author, signature.handle, signature.published);
    like.thread = thread_of(d->parts, d->nparts, &like);
    bool stored = true;
    for (size_t k = first; k < end && stored; k++) {
        view v = block_text(blocks, &blocks->at[k]);
        size_t cut = k == signed_at ? signature.begin : v.length;
        stored =
            draft_add(d, like, view_cut(v, 0, cut)) && draft_plain(d, view_cut(v, cut, v.length));
    }
    return stored;
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

bool page_add_blocks(const page *p, const page_blocks *blocks, part like, draft *d)
{
    bool stored = true;
    for (size_t k = 0; stored && k < blocks->count;) {
        const page_block *b = &blocks->at[k];
        size_t next = k + 1;
        uint32_t post = b->taken ? post_of(p, b) : 0;
        if (post != 0) {
            while (next < blocks->count && blocks->at[next].first < p->nodes[post].end) {
                next++;
            }
            stored = add_post(blocks, k, next, d);
        } else if (b->taken) {
            part own = like;
            own.kind = in_quote(p, b) ? PART_QUOTE : like.kind;
            stored = draft_add(d, own, block_text(blocks, b));
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
    like = part_like(PART_BYLINE, f.author, VIEW(""), DAY_NONE);
    stored = stored && draft_add(d, like, f.author);
    size_t above = d->text.length;
    like = part_like(PART_BODY, VIEW(""), VIEW(""), DAY_NONE);
    if (stored && f.nupdates > 1) {
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
