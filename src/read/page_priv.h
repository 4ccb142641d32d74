/* read/page_priv.h - a web page on its way to a report: tree, blocks, metadata.
 *
 * The tree is an array of nodes in the order of the page, without pointers, so that passes over it
 * are loops: a node's descendants are the nodes behind it up to its `end`.  Only the attributes
 * that somebody asks for are kept, and no text of scripts and styles. */
#ifndef READ_PAGE_PRIV_H
#define READ_PAGE_PRIV_H

#include "read/read_priv.h"

enum {
    PAGE_LIMIT = 64 << 20,     /* bytes of a page */
    PAGE_NODE_LIMIT = 8 << 20, /* nodes of a page, what lies behind them is not read */
    PAGE_DEPTH_LIMIT = 60000,  /* elements in each other */
    PAGE_WORK = 400 << 20      /* steps that broken nesting may cost the parser */
};

/* Elements that reading tells apart, sorted by name. */
typedef enum {
    TAG_OTHER,
    TAG_TEXT,
    TAG_A,
    TAG_ADDRESS,
    TAG_ARTICLE,
    TAG_ASIDE,
    TAG_BASE,
    TAG_BLOCKQUOTE,
    TAG_BODY,
    TAG_BR,
    TAG_BUTTON,
    TAG_CENTER,
    TAG_DD,
    TAG_DETAILS,
    TAG_DIV,
    TAG_DL,
    TAG_DT,
    TAG_FIELDSET,
    TAG_FIGCAPTION,
    TAG_FIGURE,
    TAG_FOOTER,
    TAG_FORM,
    TAG_H1,
    TAG_H2,
    TAG_H3,
    TAG_H4,
    TAG_H5,
    TAG_H6,
    TAG_HEAD,
    TAG_HEADER,
    TAG_HR,
    TAG_HTML,
    TAG_IFRAME,
    TAG_IMG,
    TAG_LABEL,
    TAG_LI,
    TAG_LINK,
    TAG_MAIN,
    TAG_META,
    TAG_NAV,
    TAG_NOSCRIPT,
    TAG_OBJECT,
    TAG_OL,
    TAG_OPTION,
    TAG_P,
    TAG_PRE,
    TAG_SCRIPT,
    TAG_SECTION,
    TAG_SELECT,
    TAG_SPAN,
    TAG_STYLE,
    TAG_SUMMARY,
    TAG_SVG,
    TAG_TABLE,
    TAG_TBODY,
    TAG_TD,
    TAG_TEMPLATE,
    TAG_TEXTAREA,
    TAG_TFOOT,
    TAG_TH,
    TAG_THEAD,
    TAG_TIME,
    TAG_TITLE,
    TAG_TR,
    TAG_UL,
    TAG_COUNT
} page_tag;

typedef enum {
    ATTR_ARIA_HIDDEN,
    ATTR_CITE,
    ATTR_CLASS,
    ATTR_CONTENT,
    ATTR_DATA_HREF,
    ATTR_DATETIME,
    ATTR_HIDDEN,
    ATTR_HREF,
    ATTR_ID,
    ATTR_ITEMPROP,
    ATTR_ITEMTYPE,
    ATTR_LANG,
    ATTR_NAME,
    ATTR_PROPERTY,
    ATTR_REL,
    ATTR_ROLE,
    ATTR_SRC,
    ATTR_STYLE,
    ATTR_TITLE,
    ATTR_TYPE,
    ATTR_COUNT
} page_attr;

typedef struct {
    page_attr name;
    view value;
} page_attribute;

/* What the words of data/read/page.txt say; bits. */
enum {
    HINT_BODY = 1,
    HINT_BAD = 2,
    HINT_CAPTION = 4,
    HINT_BYLINE = 8,
    HINT_COMMENT = 16,
    LINE_WHOLE = 32, /* a line that is nothing else is boilerplate */
    LINE_BEGIN = 64, /* a short line that begins so */
    HINT_POST = 128,
    HINT_ALONE = 256,   /* counts only where the whole name is this word */
    HINT_NEVER = 512,   /* is not of the article however much text it holds */
    LINE_CREDIT = 2048, /* begins the last line of a post, which names its author */
    HINT_STRONG = 1024, /* says by the rules of schema.org that it is the body */
    HINT_LIVE = 4096    /* of a live blog, whose pieces have times of their own */
};

typedef struct {
    const char *word;
    uint16_t kinds;
} page_word;
extern const page_word page_words_table[]; /* sorted by bytes */
extern const size_t page_words_count;

typedef struct {
    uint32_t parent;
    uint32_t end;   /* one behind the last descendant */
    uint32_t first; /* a text: its bytes in page.text; else its attributes */
    uint32_t count; /* bytes, or attributes */
    uint8_t tag;    /* page_tag */
} page_node;

typedef struct {
    arena *arena;     /* the reader's scratch */
    page_node *nodes; /* [nnodes], 0 = the page itself */
    size_t nnodes, node_capacity;
    page_attribute *attributes;
    size_t nattributes, attribute_capacity;
    buf text; /* UTF-8 of all texts, as written but for entities */
} page;

/* Parses UTF-8; the page holds what was read when a limit is hit, and *e says which. */
MUST_USE dateline_status page_parse(page *p, arena *a, view html, dateline_error *e);
void page_free(page *p);
/* "" = it has none. */
view page_attribute_of(const page *p, uint32_t node, page_attr name);
/* Appends the words of all texts below the node, one blank between them. */
void page_words(const page *p, uint32_t node, buf *out);
/* HINT_... of an element by its name and attributes. */
uint16_t page_own_hints(const page *p, uint32_t node);
/* HINT_... of the words in a class, id or role. */
uint16_t page_hints_of(view attribute);
/* LINE_... of a line of text. */
uint16_t page_line_of(view line);

/* A stretch of text without a break of block elements in it. */
typedef struct {
    uint32_t node;        /* the block element in which it stands */
    uint32_t first, last; /* its first and last text nodes */
    span bytes;           /* in page_blocks.text */
    uint32_t words;
    uint32_t linked; /* words of them in links */
    uint32_t stops;  /* full stops, question marks ... */
    uint16_t hints;  /* of all elements that it stands in */
    bool taken;      /* belongs to the article */
    float value;     /* words that speak for the article, minus those against it */
} page_block;

typedef struct {
    buf text; /* of all blocks, white space made single blanks */
    page_block *at;
    size_t count, capacity;
} page_blocks;

/* Cuts the page's text into blocks, and marks those of the article. */
MUST_USE dateline_status page_cut(page *p, page_blocks *blocks, dateline_error *e);
void page_choose(page *p, page_blocks *blocks);
/* Of a piece of HTML that is all article: leaves out only what names itself boilerplate. */
void page_take_all(page *p, page_blocks *blocks);
static inline view block_text(const page_blocks *blocks, const page_block *b)
{
    return view_cut(buf_all(&blocks->text), b->bytes.start, b->bytes.end);
}

enum { PAGE_FACTS = 7 };

/* A piece of a live blog. */
typedef struct {
    view headline, body;
    day published;
} page_update;

/* What a page says of itself; "" and DAY_NONE = nothing. */
typedef struct {
    view title, author, publisher, url, language; /* language: two letters */
    day published, changed;
    page_update *updates; /* [nupdates] as the page lists them */
    size_t nupdates;
    int strength[PAGE_FACTS]; /* of what is known so far */
} page_facts;

void page_read_facts(const page *p, page_facts *f);
/* "Jane Doe" of "By Jane Doe | May 3, 2020". */
view page_author(view byline);
/* A date written for machines or people: "2019-11-20T10:00Z", "Wed, 20 Nov 2019", "20.11.2019",
 * "1574240400"; DAY_NONE = none. */
day page_date(view text);

/* A live blog as the page shows it: its pieces are the children of `parent`; 0 = it is none. */
typedef struct {
    uint32_t parent;
    const uint32_t *piece; /* [nnodes] for each node the piece in which it stands; null = none */
} page_live;
page_live page_find_live(const page *p);
/* The piece in which the node stands; 0 = in none. */
uint32_t page_live_piece(const page_live *live, uint32_t node);

/* The outermost element of the embedded post in which the block stands; 0 = in none. */
uint32_t page_post_of(const page *p, const page_block *b);
/* The blocks [first, end) of one post: its words as a part, its signature as plain text. */
MUST_USE bool page_add_post(const page *p, const page_blocks *blocks, size_t first, size_t end,
                            draft *d);
/* Whether the block is the words of a <time> and no more; the day of the first <time> in an
 * element.
 */
bool page_is_time(const page *p, const page_block *b);
day page_time_in(const page *p, uint32_t element);
/* A line of markup, such as a feed's title, as plain text. */
view page_plain(view markup, arena *a);

/* The blocks that were taken as parts like the given one; quotes and posts as such. */
MUST_USE bool page_add_blocks(const page *p, const page_blocks *blocks, part like, draft *d);
/* A piece of HTML, as feeds carry it, likewise. */
MUST_USE dateline_status page_add_html(draft *d, arena *a, part like, view html, dateline_error *e);
/* A report of a feed's item; `body` is markup. */
MUST_USE dateline_status feed_item(input *in, read_fields *f, view author, view body, report **r,
                                   dateline_error *e);
/* Headline, byline and all that was taken, and what the page says of itself; DATELINE_E_FORMAT when
 * there is no article. */
MUST_USE dateline_status page_make(const page *p, const page_blocks *blocks, draft *d,
                                   read_fields *out, dateline_error *e);

/* Elements that begin a line of their own; headings. */
bool tag_is_block(page_tag tag);
bool tag_is_heading(page_tag tag);

#endif
