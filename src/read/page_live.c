/* Live blogs: many pieces under one headline, each with its own time.  The pieces are the children
 * of one element that hold a time, and something says that the page is live: its markup
 * (schema.org's LiveBlogPosting, liveBlogUpdate) or what the elements call themselves.  One pass
 * over the nodes; from each time the way up is gone for LIVE_CLIMB elements. */
#include "read/page_priv.h"

enum { LIVE_CLIMB = 10, LIVE_PIECES = 2 };

typedef struct {
    uint32_t *last;   /* [nnodes] the last child that held a time */
    uint32_t *pieces; /* [nnodes] children that hold a time */
} counting;

static bool is_live_blog(const page *p, uint32_t node)
{
    return view_find(page_attribute_of(p, node, ATTR_ITEMTYPE), VIEW("LiveBlogPosting"), 0) !=
           SIZE_MAX;
}

/* Whether the element or one around it, or the piece, says that it is live. */
static bool says_live(const page *p, uint32_t parent, uint32_t piece)
{
    if ((page_own_hints(p, piece) & HINT_LIVE) != 0) {
        return true;
    }
    uint32_t n = parent;
    for (int i = 0; i < LIVE_CLIMB && n != 0; i++) {
        if ((page_own_hints(p, n) & HINT_LIVE) != 0 || is_live_blog(p, n)) {
            return true;
        }
        n = p->nodes[n].parent;
    }
    return false;
}

/* JSON-LD that says it of the whole page. */
static bool metadata_live(const page *p)
{
    for (uint32_t i = 0; i < p->nnodes; i++) {
        const page_node *n = &p->nodes[i];
        if (n->tag == TAG_TEXT && p->nodes[n->parent].tag == TAG_SCRIPT &&
            view_find(view_cut(buf_all(&p->text), n->first, n->first + n->count),
                      VIEW("\"LiveBlogPosting\""), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static void count_time(const page *p, counting *c, uint32_t time)
{
    uint32_t child = time;
    for (int i = 0; i < LIVE_CLIMB && child != 0; i++) {
        uint32_t parent = p->nodes[child].parent;
        if (c->last[parent] != child) {
            c->last[parent] = child;
            c->pieces[parent]++;
        }
        child = parent;
    }
}

/* For each node the child of `parent` in which it stands. */
static const uint32_t *mark_pieces(const page *p, uint32_t parent)
{
    uint32_t *piece = ARENA_ARRAY(p->arena, uint32_t, p->nnodes);
    for (uint32_t i = parent + 1; piece != NULL && i < p->nodes[parent].end; i++) {
        uint32_t up = p->nodes[i].parent;
        piece[i] = up == parent ? i : piece[up];
    }
    return piece;
}

page_live page_find_live(const page *p)
{
    page_live live = {0};
    counting c = {.last = ARENA_ARRAY(p->arena, uint32_t, p->nnodes),
                  .pieces = ARENA_ARRAY(p->arena, uint32_t, p->nnodes)};
    if (c.last == NULL || c.pieces == NULL) {
        return live;
    }
    for (uint32_t i = 1; i < p->nnodes; i++) {
        if (p->nodes[i].tag == TAG_TIME) {
            count_time(p, &c, i);
        }
    }
    uint32_t most = LIVE_PIECES - 1;
    bool whole = metadata_live(p);
    for (uint32_t i = 1; i < p->nnodes; i++) {
        bool more = c.pieces[i] > most || (c.pieces[i] == most && live.parent != 0);
        if (more && (whole || says_live(p, i, c.last[i]))) {
            most = c.pieces[i];
            live.parent = i;
        }
    }
    live.piece = live.parent == 0 ? NULL : mark_pieces(p, live.parent);
    return live;
}

uint32_t page_live_piece(const page_live *live, uint32_t node)
{
    return live->piece == NULL ? 0 : live->piece[node];
}
