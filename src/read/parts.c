/* A report's parts: headline, dateline, body, and the social posts that were pasted into it.
 *
 * A pasted post ends in a signature, "— Name (@handle) July 16, 2022".  It covers its paragraph
 * from its beginning to the signature, and the paragraphs right before it that are written as posts
 * are (with a hashtag, a handle or a shortened address).  Posts with the same author and day are
 * pieces of one post and share a thread number.  A signature belongs to no part. */
#include "read/read_priv.h"

enum { HEADLINE_BYTES = 160, NAME_BYTES = 120 };

typedef struct {
    span paragraph; /* without the blank lines around it */
    bool headline;
    bool signature; /* a post's signature ends the paragraph */
    post_signature post;
} block;

typedef VEC(block) block_vec;
typedef VEC(part) part_vec;

/* ---- signatures ------------------------------------------------------------------------------ */

static bool handle_char(char c)
{
    return ascii_alpha(c) || ascii_digit(c) || c == '_' || c == '.' || c == '@' || c == '-';
}

/* The start of the dash that opens a signature before `at`; SIZE_MAX = none in reach. */
static size_t dash_before(view text, size_t from, size_t at)
{
    size_t low = at > from + NAME_BYTES ? at - NAME_BYTES : from;
    for (size_t i = at; i > low; i--) {
        view here = view_cut(text, i - 1, at);
        if (view_starts(here, VIEW("—")) || view_starts(here, VIEW("–"))) {
            return i - 1;
        }
        bool alone = i - 1 == from || text.data[i - 2] == ' ' || text.data[i - 2] == '\n';
        if (alone && (view_starts(here, VIEW("- ")) || view_starts(here, VIEW("-- ")))) {
            return i - 1;
        }
    }
    return SIZE_MAX;
}

static view without_dash(view v)
{
    while (v.length > 0 && (v.data[0] == '-' || v.data[0] == ' ')) {
        v = view_cut(v, 1, v.length);
    }
    if (view_starts(v, VIEW("—")) || view_starts(v, VIEW("–"))) {
        v = view_cut(v, 3, v.length);
    }
    return view_trim(v);
}

/* Whether nothing but a dated tail ("· 10:30 AM", a link) follows the handle up to the end. */
static bool read_date_behind(view rest, day *published)
{
    for (size_t i = 0; i < rest.length && i < 40; i++) {
        written_date d;
        size_t length;
        if (date_at(view_cut(rest, i, rest.length), &d, &length) && d.year > 0) {
            *published = day_of(d.year, d.month, d.of_month);
            return rest.length - i - length < 24;
        }
    }
    return false;
}

bool find_signature(view v, post_signature *out)
{
    for (size_t i = v.length; i > 0; i--) {
        if (v.data[i - 1] != '(' || i >= v.length || v.data[i] != '@') {
            continue;
        }
        size_t close = i;
        while (close < v.length && handle_char(v.data[close])) {
            close++;
        }
        out->published = DAY_NONE;
        bool closed = close < v.length && v.data[close] == ')';
        if (!closed || !read_date_behind(view_cut(v, close + 1, v.length), &out->published)) {
            return false;
        }
        size_t dash = dash_before(v, 0, i - 1);
        size_t line = i - 1;
        while (line > 0 && v.data[line - 1] != '\n') {
            line--;
        }
        out->begin = dash != SIZE_MAX ? dash : i - 1 - line < NAME_BYTES ? line : SIZE_MAX;
        out->author =
            out->begin == SIZE_MAX ? VIEW("") : without_dash(view_cut(v, out->begin, i - 1));
        out->handle = view_cut(v, i, close);
        return out->begin != SIZE_MAX;
    }
    return false;
}

/* ---- paragraphs ------------------------------------------------------------------------------ */

/* The next stretch without a blank line from *at on; false at the end of the text. */
static bool next_paragraph(view text, size_t *at, span *out)
{
    size_t i = *at;
    while (i < text.length && ascii_space(text.data[i])) {
        i++;
    }
    if (i >= text.length) {
        return false;
    }
    size_t start = i, end = i, breaks = 0;
    for (; i < text.length && breaks < 2; i++) {
        if (text.data[i] == '\n') {
            breaks++;
        } else if (!ascii_space(text.data[i])) {
            breaks = 0;
            end = i + 1;
        }
    }
    *out = (span){(uint32_t)start, (uint32_t)end};
    *at = i;
    return true;
}

static bool ends_sentence(view v)
{
    while (v.length > 0 && strchr("\"')]", v.data[v.length - 1]) != NULL) {
        v.length--;
    }
    static const char *const ends[] = {".", "!", "?", ":", ";", ",", "…", "”", "’"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (view_ends(v, view_of(ends[i]))) {
            return true;
        }
    }
    return false;
}

/* A first paragraph of one short line without a full stop, with text behind it. */
static bool looks_like_headline(const report *r, span paragraph)
{
    view v = report_cut(r, paragraph);
    bool more = view_trim(view_cut(r->text, paragraph.end, r->text.length)).length > v.length;
    return v.length <= HEADLINE_BYTES && view_find_char(v, '\n', 0) == SIZE_MAX && more &&
           !ends_sentence(v);
}

static bool written_as_post(view v)
{
    for (size_t i = 0; i + 1 < v.length; i++) {
        bool word_begins = i == 0 || ascii_space(v.data[i - 1]) || v.data[i - 1] == '(';
        if (word_begins && (v.data[i] == '#' || v.data[i] == '@') && ascii_alpha(v.data[i + 1])) {
            return true;
        }
    }
    return view_find(v, VIEW("pic.twitter.com/"), 0) != SIZE_MAX ||
           view_find(v, VIEW("https://t.co/"), 0) != SIZE_MAX;
}

static bool collect(const report *r, size_t from, block_vec *blocks)
{
    size_t at = from;
    block b = {0};
    while (next_paragraph(r->text, &at, &b.paragraph)) {
        b.headline = blocks->count == 0 && looks_like_headline(r, b.paragraph);
        b.signature = find_signature(report_cut(r, b.paragraph), &b.post);
        if (!VEC_PUSH(blocks, r->arena, b)) {
            return false;
        }
    }
    return true;
}

/* ---- parts ----------------------------------------------------------------------------------- */

int32_t thread_of(const part *parts, size_t nparts, const part *post)
{
    int32_t next = 0;
    for (size_t i = 0; i < nparts; i++) {
        const part *p = &parts[i];
        if (p->kind == PART_POST && p->handle.length > 0 && view_equal(p->handle, post->handle) &&
            p->published == post->published) {
            return p->thread;
        }
        next = p->thread >= next ? p->thread + 1 : next;
    }
    return next;
}

/* The first of the blocks that belong to the post signed in block `last`. */
static size_t post_begin(const report *r, const block_vec *blocks, size_t last)
{
    size_t first = last;
    while (first > 0 && !blocks->at[first - 1].signature && !blocks->at[first - 1].headline &&
           written_as_post(report_cut(r, blocks->at[first - 1].paragraph))) {
        first--;
    }
    bool bare = view_trim(view_cut(r->text, blocks->at[last].paragraph.start,
                                   blocks->at[last].paragraph.start + blocks->at[last].post.begin))
                    .length == 0;
    if (bare && first == last && last > 0 && !blocks->at[last - 1].signature) {
        first--; /* the signature stands alone: the post is the paragraph before it */
    }
    return first;
}

/* The block in which a post begins that covers `i` and is signed at or behind it; -1 = none. */
static int32_t *mark_posts(const report *r, const block_vec *blocks)
{
    int32_t *owner = ARENA_ARRAY(r->arena, int32_t, blocks->count + 1);
    for (size_t i = 0; owner != NULL && i < blocks->count; i++) {
        owner[i] = -1;
    }
    for (size_t i = 0; owner != NULL && i < blocks->count; i++) {
        if (blocks->at[i].signature) {
            for (size_t k = post_begin(r, blocks, i); k <= i; k++) {
                owner[k] = (int32_t)i;
            }
        }
    }
    return owner;
}

static part part_of(const block_vec *blocks, size_t i, int32_t owner)
{
    const block *b = &blocks->at[i];
    part p = {.kind = b->headline ? PART_HEADLINE : PART_BODY,
              .bytes = b->paragraph,
              .author = VIEW(""),
              .handle = VIEW(""),
              .published = DAY_NONE,
              .thread = -1};
    if (owner >= 0) {
        const block *signature = &blocks->at[owner];
        p.kind = PART_POST;
        p.author = signature->post.author;
        p.handle = signature->post.handle;
        p.published = signature->post.published;
        p.bytes.end =
            b->signature ? b->paragraph.start + (uint32_t)b->post.begin : b->paragraph.end;
    }
    return p;
}

/* Adds the part, or lets the part before it grow when both are of one piece. */
static bool add_part(report *r, part_vec *parts, part p, span dateline)
{
    part *before = parts->count == 0 ? NULL : &parts->at[parts->count - 1];
    if (p.kind == PART_POST) {
        p.thread = thread_of(parts->at, parts->count, &p);
    }
    if (before != NULL && before->kind == p.kind && before->thread == p.thread &&
        p.kind != PART_HEADLINE && p.bytes.start != dateline.start) {
        before->bytes.end = p.bytes.end;
        return true;
    }
    return p.bytes.end == p.bytes.start || VEC_PUSH(parts, r->arena, p);
}

/* Where the dateline's body begins behind it; 0 = the part is not the dateline's. */
static uint32_t body_behind(const report *r, const part *body, span dateline)
{
    if (body->kind != PART_BODY || body->bytes.start != dateline.start ||
        body->bytes.end <= dateline.end) {
        return 0;
    }
    uint32_t at = dateline.end;
    while (at < body->bytes.end && ascii_space(r->text.data[at])) {
        at++;
    }
    return at < body->bytes.end ? at : 0;
}

bool split_dateline(report *r, span dateline)
{
    for (size_t i = 0; dateline.end > 0 && i < r->nparts; i++) {
        uint32_t begin = body_behind(r, &r->parts[i], dateline);
        if (begin == 0) {
            continue;
        }
        part *all = arena_grow(r->arena, r->parts, r->nparts, r->nparts + 1, sizeof *all);
        if (all == NULL) {
            return false;
        }
        memmove(&all[i + 1], &all[i], (r->nparts - i) * sizeof *all);
        all[i].kind = PART_BYLINE;
        all[i].bytes = dateline;
        all[i + 1].bytes.start = begin;
        r->parts = all;
        r->nparts++;
        break;
    }
    return true;
}

dateline_status find_parts(report *r, size_t from, span dateline, dateline_error *e)
{
    block_vec blocks = {0};
    part_vec parts = {0};
    int32_t *owner = NULL;
    bool stored = collect(r, from, &blocks) && (owner = mark_posts(r, &blocks)) != NULL;
    for (size_t i = 0; stored && i < blocks.count; i++) {
        stored = add_part(r, &parts, part_of(&blocks, i, owner[i]), dateline);
    }
    r->parts = parts.at;
    r->nparts = parts.count;
    stored = stored && split_dateline(r, dateline);
    return stored ? DATELINE_OK : fault_memory(e);
}
