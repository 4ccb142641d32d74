/* report/report.h - a report and everything that is known about it: the annotation layers.
 *
 * Every stage of the way (DESIGN.md) reads layers written before it and adds its own; no stage
 * calls another.  In the order in which they are written:
 *
 *     read    text, parts, publisher, published ...
 *     text    sentences, tokens (bytes, form)
 *     syntax  tokens (upos, xpos, feats, lemma, head, deprel), names
 *     know    matches
 *     when    times, time_of, anchor_of
 *     where   places, place_of
 *     who     mentions, mention_of, entities
 *     say     statements, statement_of
 *     code    acts
 *     merge   events
 *
 * Arrays and strings live in the report's arena and die with it.  Spans are half-open byte offsets
 * into `text`.  Token, name, mention ... numbers are indices into the report's arrays; -1 = none.
 * A layer's pointer is null and its count 0 until its stage has run.  One thread at a time.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/base.h"
#include "report/plover.h"
#include "report/ud.h"

typedef struct {
    uint32_t start, end; /* bytes into report.text, end exclusive */
} span;

/* ---- read ---------------------------------------------------------------------------------- */

typedef enum {
    PART_HEADLINE,
    PART_BODY,
    PART_POST,
    PART_QUOTE,
    PART_CAPTION,
    PART_BYLINE
} part_kind;

/* A byline is a dateline ("CAIRO, July 18 (Reuters) -") or an author's line: its words are
 * tokenised but nothing in it is coded.  Parts cover the text in order without overlap; what no
 * part covers (an address line, a signature of a post) is not coded. */
typedef struct {
    part_kind kind;
    span bytes;
    view author;    /* "Dana Levi"; "" = the report's */
    view handle;    /* "@Danale"; "" = none */
    day published;  /* the part's own date; DAY_NONE = the report's */
    int32_t thread; /* parts of one post that was pasted in pieces share the number; -1 = none */
} part;

/* How the document time is known, strongest first. */
typedef enum {
    BASIS_GIVEN,    /* by the caller or the container's own field */
    BASIS_META,     /* a page's metadata */
    BASIS_DATELINE, /* a dateline in the text */
    BASIS_TEXT,     /* a date in the first lines */
    BASIS_URL,      /* the address */
    BASIS_FETCHED,  /* when a crawler fetched it */
    BASIS_NONE
} date_basis;

/* ---- text and syntax ----------------------------------------------------------------------- */

enum {
    TOKEN_SPACE_BEFORE = 1, /* white space stands before it */
    TOKEN_PARAGRAPH = 2,    /* first of its paragraph */
    TOKEN_MWT_FIRST = 4,    /* first word of a multi-word token (do|n't, Gantz|'s) */
    TOKEN_MWT_REST = 8,     /* further word of it */
    TOKEN_HASHTAG = 16,     /* bytes are the word without its # */
    TOKEN_HANDLE = 32,      /* @name */
    TOKEN_URL = 64,
    TOKEN_EMOJI = 128,
    TOKEN_QUOTED = 256 /* stands inside quotation marks (say/) */
};

typedef struct {
    span bytes;
    view form;     /* the word; the bytes of the span unless a contraction was undone or a guillemet
                      read as a curly mark */
    view lemma;    /* lower case but for names */
    int32_t head;  /* token index in the report; -1 = root of its sentence */
    uint32_t sent; /* sentence index */
    int32_t name;  /* index into names; -1 = none */
    uint16_t flags; /* TOKEN_... */
    uint8_t upos;   /* upos */
    uint8_t xpos;   /* xpos */
    uint8_t deprel; /* deprel */
    feats feats;
} token;

typedef struct {
    span bytes;
    uint32_t first, last; /* tokens, last included */
    uint32_t part;        /* index into parts */
    uint32_t paragraph;   /* counted over the report */
    view why_not;         /* code/: why no act was coded here, one reason a line; "" */
} sentence;

typedef enum {
    NAME_PERSON,
    NAME_ORG,
    NAME_LOCATION,
    NAME_NORP,
    NAME_FACILITY,
    NAME_DATE,
    NAME_MONEY,
    NAME_PRODUCT,
    NAME_MISC,
    NAME_COUNT
} name_type;

typedef struct {
    span bytes;
    uint32_t first, last; /* tokens, last included */
    name_type type;
    float score; /* 0 .. 1 */
} name;

/* ---- know ---------------------------------------------------------------------------------- */

/* A dictionary entry found in the tokens.  Several may lie over each other; know/ keeps the longest
 * of each kind.  What the entry says is asked of the pack (know/know.h). */
typedef struct {
    uint32_t first, last; /* tokens, last included */
    uint32_t entry;       /* number of the entry in the pack */
    uint16_t kind;        /* know_kind */
} match;

/* ---- when ---------------------------------------------------------------------------------- */

typedef enum { TIMEX_DATE, TIMEX_TIME, TIMEX_DURATION, TIMEX_SET } timex_type;
typedef enum {
    PRECISION_NONE,
    PRECISION_DAY,
    PRECISION_WEEK,
    PRECISION_MONTH,
    PRECISION_QUARTER,
    PRECISION_SEASON,
    PRECISION_YEAR,
    PRECISION_DECADE,
    PRECISION_CENTURY,
    PRECISION_VAGUE
} date_precision;

typedef struct {
    day from, to; /* inclusive; DAY_NONE = no hold */
    date_precision precision;
} interval;

typedef struct {
    span bytes;
    uint32_t first, last; /* tokens, last included */
    timex_type type;
    view value;       /* TIMEX3 value: "2022-07-18", "P3D", "2021-11", "PAST_REF" */
    view mod;         /* TIMEX3 mod: "START", "APPROX" ...; "" = none */
    interval when;    /* a DURATION or SET has DAY_NONE unless the text anchors it */
    interval other;   /* how else its days may be read: in the other tense, without those told
                       * together with it; from DAY_NONE = not */
    int32_t duration; /* days of a DURATION, or of a date's own length given in the text; 0 */
    bool since;       /* "since X": from X on, unfinished */
    view rule;        /* the rule that read it, for explain */
} time_expr;

/* ---- where --------------------------------------------------------------------------------- */

typedef enum { PLACE_LITERAL, PLACE_METONYM, PLACE_DEMONYM } place_use;

typedef struct {
    span bytes;
    uint32_t first, last; /* tokens, last included */
    place_use use;
    uint32_t geonameid; /* 0 = not in the gazetteer */
    char country[4];    /* ISO 3166-1 alpha-3; "" = unknown or international waters */
    view name;          /* gazetteer name, "Rabat" */
    view admin1;        /* first-order division; "" */
    float lat, lon;     /* degrees, WGS 84; NaN = unknown */
    view precision;     /* "country" "region" "city" "facility" */
    float score;        /* 0 .. 1 */
} place;

/* ---- who ----------------------------------------------------------------------------------- */

typedef enum {
    VIA_NAME,
    VIA_TITLE,
    VIA_DEMONYM,
    VIA_PRONOUN,
    VIA_DESCRIPTION,
    VIA_METONYM,
    VIA_LIST,
    VIA_DEFAULT
} actor_via;

typedef enum { ENTITY_PERSON, ENTITY_PEOPLE, ENTITY_ORG, ENTITY_COUNTRY, ENTITY_OTHER } entity_type;

typedef struct {
    char code[4];    /* ISO 3166-1 alpha-3, IGO, UNO, EUR, NGO, ISM, IMG, MNC; "" = unknown */
    char sector[4];  /* first sector; "" = the country as such, or unknown */
    char sector2[4]; /* second sector; "" */
} actor_code;

/* Whether two codes or sectors are the same: three letters or "". */
static inline bool code_equal(const char *a, const char *b)
{
    return a[0] == b[0] && (a[0] == 0 || (a[1] == b[1] && a[2] == b[2]));
}

/* A stretch of text that names somebody or something that can act. */
typedef struct {
    span bytes;           /* the whole phrase, titles included */
    uint32_t first, last; /* tokens, last included */
    uint32_t head;        /* token */
    entity_type type;
    actor_via via;
    actor_code actor;
    view name;      /* in full as the report first gives it */
    view office;    /* "Defense Minister"; "" */
    int32_t entity; /* index into entities; never -1 after who/ */
    bool plural;
    bool abroad;     /* of no one country: "migrants", "Western nations", "Africa" */
    int32_t members; /* first of the mentions that a plural one stands for ("the two sides",
                        "they") in mention_members; -1 = none */
    int32_t nmembers;
    view rule; /* the dictionary entry or rule, for explain */
} mention;

/* All mentions of one somebody. */
typedef struct {
    entity_type type;
    actor_code actor;
    view name;
    view office;
    uint32_t first_mention; /* index into mentions */
    uint32_t nmentions;
} entity;

/* ---- say ----------------------------------------------------------------------------------- */

typedef struct {
    view name; /* "Israeli military" */
    actor_code actor;
    int32_t mention; /* index into mentions; -1 = an agency credit, a post's author ... */
    span bytes;      /* start == end when no words of the text name it */
    bool outlet;     /* passes on what others say */
    bool issued;     /* speaks by a statement, a letter, data ... */
} source;

typedef enum { SAY_INDIRECT, SAY_DIRECT, SAY_MIXED, SAY_CREDIT, SAY_POST } say_kind;

typedef struct {
    say_kind kind;
    span content;    /* what is said */
    int32_t verb;    /* token that carries the saying; -1 = none */
    source *sources; /* [nsources], nearest to the fact first */
    uint32_t nsources;
    bool doubted; /* "reportedly", "allegedly", "claimed" */
    view rule;
} statement;

/* ---- code and merge ------------------------------------------------------------------------ */

typedef struct {
    int32_t mention; /* index into mentions; -1 = left out in the text but known */
    actor_code actor;
    view name;
    view office;
    span bytes;
    actor_via via;
    entity_type type; /* ENTITY_OTHER where no mention says */
} participant;

static inline bool holds_code(const participant *list, uint32_t n, const char *code)
{
    for (uint32_t i = 0; i < n; i++) {
        if (code_equal(list[i].actor.code, code)) {
            return true;
        }
    }
    return false;
}

/* One telling of an act as the coder found it in a sentence. */
typedef struct {
    act_type type;
    act_mode mode;
    act_status status;
    char cameo[5];
    context_set contexts;
    uint32_t sent;
    uint32_t trigger; /* token that carries the act */
    span event_text;  /* shortest stretch that states it */
    participant *actors, *recipients;
    uint32_t nactors, nrecipients;
    interval when;
    int32_t time;      /* index into times; -1 = by default */
    float when_chance; /* how likely `when` is of all that the text offers; 0 = by rule */
    bool dated;        /* its own words or clause have a time */
    int32_t place;     /* index into places; -1 = none */
    char country[4];   /* where it happened; "" */
    int32_t statement; /* index into statements; -1 = the report's own voice */
    source *said_by;   /* nearest to the fact first */
    uint32_t nsaid_by;
    int32_t count;    /* how many it befell, as said: "killed five"; -1 = not said */
    float confidence; /* 0 .. 1 */
    view trace;       /* why, one reason a line, for explain */
} act;

typedef struct {
    uint32_t act; /* index into acts */
    span bytes;   /* the sentence */
    int32_t part; /* the post it stands in; -1 = the report's own text */
} telling;

/* One act, all its tellings pooled. */
typedef struct {
    char id[33];     /* hex; stable for the same report and coder */
    act merged;      /* the pooled facts; trigger, sent and event_text of the best telling */
    act_type event;  /* merged.type after PLOVER's tense rule */
    uint8_t quad;    /* 1 .. 4 */
    float scale;     /* PLOVER's event scale */
    float goldstein; /* by CAMEO code */
    source *said_by;
    uint32_t nsaid_by;
    telling *tellings; /* [ntellings], in the order of the text */
    uint32_t ntellings;
} event;

/* ---- the report ---------------------------------------------------------------------------- */

typedef struct dateline_report report;

struct dateline_report {
    arena *arena;                         /* owns everything below */
    view id;                              /* the caller's, or derived from the file */
    view text;                            /* UTF-8, as read */
    view url, title, publisher, language; /* "" = unknown */
    day published;
    date_basis basis;
    view origin; /* file and place in it, for messages */
    part *parts;
    size_t nparts;

    sentence *sentences;
    size_t nsentences;
    token *tokens;
    size_t ntokens;
    name *names;
    size_t nnames;

    match *matches; /* sorted by first, then longest first */
    size_t nmatches;

    time_expr *times;
    size_t ntimes;
    int32_t *time_of; /* [ntokens] time that dates the clause headed here; -1 = none */
    day *anchor_of;   /* [nsentences] document time of the sentence (its post's or the report's) */
    interval
        *narrative_of;  /* [nsentences] the time the telling has reached; from DAY_NONE = none */
    int32_t *number_of; /* [ntokens] the whole number whose last word this is ("at least 12", "a
                           hundred"); -1 = none */

    place *places;
    size_t nplaces;
    int32_t *place_of; /* [ntokens] place of the event headed here; -1 = none */
    char country[4];   /* where the report is set; "" = unknown */

    mention *mentions; /* sorted by first, then longest first */
    size_t nmentions;
    int32_t *mention_of; /* [ntokens] mention whose head is this token; -1 = none */
    entity *entities;
    size_t nentities;
    uint32_t *mention_members; /* [nmembers_total] mentions that plural mentions stand for */
    size_t nmember_total;

    statement *statements;
    size_t nstatements;
    int32_t *statement_of; /* [ntokens] innermost statement that the clause headed here stands in */

    act *acts;
    size_t nacts;
    event *events;
    size_t nevents;
    void *api;            /* the events as the public API shows them (engine/) */
    context_set contexts; /* of the report as a whole */
};

/* An empty report with an arena of its own (limit in bytes, 0 = default); null = no memory. */
report *report_new(size_t limit);
void report_free(report *r);
/* Drops all layers after read's, so that the report can be coded again. */
void report_clear_layers(report *r);

static inline view report_cut(const report *r, span s)
{
    return view_cut(r->text, s.start, s.end);
}
/* "day", "month", ... and "name", "title", ...; as RECORD.md writes them. */
const char *precision_name(date_precision p);
const char *via_name(actor_via via);
const char *name_type_name(name_type type);
const char *basis_name(date_basis basis);
const char *part_kind_name(part_kind kind);

const part *report_part_at(const report *r, uint32_t byte); /* null = no part covers it */

/* Lengths, for walking the children of a token: first child after `after` (-1 to begin), -1 = end.
 * Children of a token lie in its sentence. */
int32_t report_child(const report *r, uint32_t head, int32_t after);
/* First child with that relation; -1 = none. */
int32_t report_child_by(const report *r, uint32_t head, deprel relation);
/* Whether a preposition of the noun reads so. */
bool report_has_case(const report *r, uint32_t noun, const char *word);
/* Tokens that the token's subtree spans, ends included. */
void report_subtree(const report *r, uint32_t head, uint32_t *first, uint32_t *last);

#endif
