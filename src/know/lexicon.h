/* know/lexicon.h - the act lexicon: which words tell which act, and where their parties stand.
 *
 *     lexicon_compile(sources, n, arena, &out, NULL, e);     data/acts/ as text -> one flat pack
 *     lexicon lex;  lexicon_open(pack, &lex, e);             checked once; keeps pointing into pack
 *     uint32_t w = lexicon_word(&lex, lemma);                LEXICON_NONE = in no entry
 *     lex.words[w].first_entry ...                           entries that begin with the word
 *
 * The text format is described in docs/design/act-lexicon.md.  A pack is a header and arrays of
 * fixed-size structs; every number in it is an index into one of the arrays and is checked when the
 * pack is opened, so look-ups need no further care.  Nothing is allocated by the look-ups; a
 * lexicon may be shared by threads.
 */
#ifndef KNOW_LEXICON_H
#define KNOW_LEXICON_H

#include "report/report.h"

#define LEXICON_NONE UINT32_MAX
#define LEXICON_MAX_WORDS 8 /* words of one entry */
#define LEXICON_MAX_STEPS 3 /* steps of one path */
#define LEXICON_BEHIND 64   /* bytes behind arrays that are read so many at a time */

typedef enum { ENTRY_VERB, ENTRY_NOUN, ENTRY_ADJ, ENTRY_PHRASE, ENTRY_AUX } entry_kind;

/* What a line of a sense says. */
typedef enum {
    ITEM_ACTOR,
    ITEM_RECIPIENT,
    ITEM_BOTH,
    ITEM_TOPIC,
    ITEM_LAST_ROLE = ITEM_TOPIC,
    ITEM_OBJECT,
    ITEM_OBJECT_NOT,
    ITEM_SUBJECT,
    ITEM_SUBJECT_NOT,
    ITEM_MOD,
    ITEM_MOD_NOT,
    ITEM_WITH_WORD,
    ITEM_COMPLEMENT,
    ITEM_LIGHT,
    ITEM_COUNT
} item_kind;

typedef enum {
    STEP_SUBJ,
    STEP_OBJ,
    STEP_IOBJ,
    STEP_XCOMP,
    STEP_CCOMP,
    STEP_POSS,
    STEP_AMOD,
    STEP_COMPOUND,
    STEP_APPOS,
    STEP_LIGHT,
    STEP_HEAD,
    STEP_SPEAKER, /* who says the statement that the trigger stands in */
    STEP_CASE,    /* complement with the preposition `word` */
    STEP_COUNT
} step_kind;

typedef enum { COMP_ANY, COMP_INF, COMP_THAT, COMP_GER, COMP_NONE } comp_kind;
typedef enum {
    NEEDS_DEFAULT,
    NEEDS_ACTOR,
    NEEDS_RECIPIENT,
    NEEDS_BOTH,
    NEEDS_NONE,
    NEEDS_TWO /* two actors at least */
} needs_kind;
typedef enum {
    IS_ANY,
    IS_POLITICAL,
    IS_PERSON,
    IS_COUNTRY,
    IS_ARMED,
    IS_POLICE,
    IS_COURT,
    IS_CIVILIAN,
    IS_GROUP,
    IS_NONE,
    IS_COUNT
} is_kind;

/* Classes that the coder asks for by name; a word's row has a bit for each.  Kept in data/acts/ and
 * data/status/ as `class NAME = word; word`; single words only. */
#define LEXICON_CLASSES(X)                                                                         \
    X(light)           /* support verbs */                                                         \
    X(quantity)        /* "dozens of", "a group of": the of-phrase is the party */                 \
    X(negator)         /* not, never, no */                                                        \
    X(conditional)     /* if, unless */                                                            \
    X(modal_future)    /* will, shall */                                                           \
    X(modal_would)     /* would */                                                                 \
    X(modal_possible)  /* may, might, could */                                                     \
    X(modal_need)      /* must, should */                                                          \
    X(plan)            /* "plans to": the complement lies ahead */                                 \
    X(negating)        /* "refused to", "failed to": the complement did not happen */              \
    X(attempting)      /* "tried to" */                                                            \
    X(wishing)         /* "wants to", "hopes to" */                                                \
    X(proposing)       /* "considers", "proposes" */                                               \
    X(fearing)         /* "fears that" */                                                          \
    X(requesting)      /* "urged X to": what is asked for is no record */                          \
    X(convening)       /* "called a strike": it is set, not asked for */                           \
    X(threatening)     /* "threatened to" */                                                       \
    X(accusing)        /* "accused X of" */                                                        \
    X(saying)          /* "said that": its complement stands as told */                            \
    X(doubting)        /* "denied that": the complement is denied */                               \
    X(continuing)      /* "continues to": under way */                                             \
    X(subject_control) /* "promised X to come": the subject comes */                               \
    X(future_adj)      /* "upcoming visit" */                                                      \
    X(possible_adj)    /* "possible attack" */                                                     \
    X(ongoing_adj)     /* "ongoing talks" */                                                       \
    X(negative_adj)    /* "failed", "cancelled" */                                                 \
    X(occasion)        /* "during", "on": the clause's subject takes part */                       \
    X(abroad)          /* "other countries": nobody's in particular */                             \
    X(announcing)      /* "the announcement of his visit": its date is not the visit's */          \
    X(objectless)      /* "people demonstrated": its participle is no passive */                   \
    X(sport)           /* words of sport */                                                        \
    X(general)         /* verbs that tell nothing without their object */                          \
    /* words that somebody named stands for: "sacked Gantz" is "sacked a minister" */              \
    X(named_person)                                                                                \
    X(named_official)                                                                              \
    X(named_soldier)                                                                               \
    X(named_officer)                                                                               \
    X(named_lawmaker)                                                                              \
    X(named_politician)                                                                            \
    X(named_fighter)                                                                               \
    X(named_journalist)                                                                            \
    X(named_civilian)                                                                              \
    X(named_organisation)                                                                          \
    X(named_party)                                                                                 \
    X(named_government)                                                                            \
    X(named_army)                                                                                  \
    X(named_court)                                                                                 \
    X(named_parliament)                                                                            \
    X(named_media)                                                                                 \
    X(named_company)                                                                               \
    X(named_country)                                                                               \
    X(named_place)                                                                                 \
    X(named_vehicle)                                                                               \
    X(named_building)                                                                              \
    X(named_weapon)                                                                                \
    X(named_supply)                                                                                \
    X(named_document)                                                                              \
    /* nouns by their kind, from WordNet */                                                        \
    X(kind_person)                                                                                 \
    X(kind_vehicle)                                                                                \
    X(kind_building)                                                                               \
    X(kind_weapon)                                                                                 \
    X(kind_supply)                                                                                 \
    X(kind_document)                                                                               \
    X(kind_organisation)                                                                           \
    X(kind_unit)

typedef enum {
#define X(name) LEX_##name,
    LEXICON_CLASSES(X)
#undef X
        LEX_COUNT
} lexicon_class_id;
_Static_assert(LEX_COUNT <= 64, "a word's classes are the bits of one number");

/* Half a cache line. */
typedef struct {
    uint64_t classes;     /* bit i: the word belongs to the class numbered i */
    uint64_t contexts;    /* bit i: it speaks of PLOVER's i-th context */
    uint32_t first_entry; /* entries whose first word this is; longest first */
    uint16_t nentries;
    uint16_t
        sought; /* which sets that are sought in a sentence it may stand for: a filter's number */
    uint32_t verb;  /* word this is an irregular form of, + 1; 0 = none ("struck": strike) */
    uint16_t told;  /* bit i: an entry that begins with it tells an act of type i + 1 */
    uint16_t named; /* bit i: such an act's frame names it in a set */
} lexicon_word_row;

typedef struct {
    uint32_t start, length; /* in bytes */
} lexicon_word_text;

/* Half a cache line. */
typedef struct {
    uint8_t kind; /* entry_kind */
    uint8_t nwords;
    uint16_t nsenses;
    uint16_t words[LEXICON_MAX_WORDS];
    uint32_t first_sense;
    uint32_t file; /* word that names it, for explain */
    uint32_t line;
} lexicon_entry;

typedef struct {
    uint8_t type;   /* act_type; ACT_NONE = no political act */
    uint8_t mode;   /* act_mode */
    uint8_t status; /* act_status; STATUS_COUNT = not fixed */
    uint8_t comp;   /* comp_kind */
    uint8_t needs;  /* needs_kind */
    uint8_t actor_is, recipient_is;
    uint8_t uncertain; /* 1 = low precision */
    char cameo[5];
    char sector[4];           /* of an actor left out; "" = none */
    char recipient_sector[4]; /* of a recipient left out; "" = none */
    uint8_t pad[3];
    uint32_t frame; /* a hash of what it is: stays when lines of the file come and go */
    uint32_t first_item;
    uint16_t nitems, ndemands; /* demands first, then roles */
    uint32_t line;
    uint64_t contexts;
} lexicon_sense;

/* Which words, or sets, may be among some: a bit for each; those whose numbers are 256 apart share
 * one. */
typedef struct {
    uint64_t bits[4];
} lexicon_filter;

static inline uint8_t lexicon_filter_bit(uint32_t word)
{
    return (uint8_t)(word % 256);
}

static inline bool lexicon_filter_has(const lexicon_filter *f, uint8_t bit)
{
    return (f->bits[bit / 64] >> bit % 64 & 1) != 0;
}

static inline void lexicon_filter_add(lexicon_filter *f, uint32_t word)
{
    f->bits[lexicon_filter_bit(word) / 64] |= (uint64_t)1 << word % 64;
}

/* Without its bit the word is none of them. */
static inline bool lexicon_filter_may_have(const lexicon_filter *f, uint32_t word)
{
    return lexicon_filter_has(f, lexicon_filter_bit(word));
}

static inline bool lexicon_filters_meet(const lexicon_filter *a, const lexicon_filter *b)
{
    uint64_t both = 0;
    for (size_t i = 0; i < 4; i++) {
        both |= a->bits[i] & b->bits[i];
    }
    return both != 0;
}

static inline void lexicon_filter_join(lexicon_filter *f, const lexicon_filter *with)
{
    for (size_t i = 0; i < 4; i++) {
        f->bits[i] |= with->bits[i];
    }
}

/* How a word stands in a set: the bits below its number in the set's list of words. */
enum {
    LEXICON_ALONE = 1, /* is an element */
    LEXICON_FIRST = 2, /* begins one of several words */
    LEXICON_PART = 4,  /* is one of several */
    LEXICON_MEMBER_BITS = 3
};

/* Of a set: */
typedef struct {
    lexicon_filter filter;           /* its words */
    uint64_t classes;                /* of its words that stand alone */
    uint32_t first, count;           /* elements of several words; of roles: paths */
    uint32_t first_member, nmembers; /* its words, sorted */
    uint8_t kind;                    /* item_kind */
    uint8_t sought;                  /* of ITEM_WITH_WORD: the set's bit in a filter of sets */
    uint8_t pad[6];
} lexicon_item;

/* Of a sense, what its first demand asks for, so that most senses fall without a look at them. */
typedef struct {
    lexicon_filter filter; /* the item's; of ITEM_WITH_WORD the set's bit alone */
    uint64_t classes;
    uint8_t kind; /* item_kind; ITEM_COUNT = nothing that could be told by these, which are all */
    uint8_t type; /* the sense's */
    uint8_t pad[2];
    uint32_t first_item; /* the sense's */
} lexicon_guard;

typedef struct {
    uint8_t nsteps;
    uint8_t join; /* 1 = taken together with the next path */
    uint8_t kind[LEXICON_MAX_STEPS];
    uint8_t pad[3];
    uint32_t word[LEXICON_MAX_STEPS]; /* of STEP_CASE */
} lexicon_path;

/* An element of a constraint's set: words that must stand together. */
typedef struct {
    uint16_t nwords;
    uint16_t words[LEXICON_MAX_WORDS];
} lexicon_element;

typedef struct {
    view bytes;
    const uint64_t *slots; /* [nslots] 0 = free; open addressing by hash */
    size_t nslots;
    const lexicon_word_row *words;
    const lexicon_word_text *texts; /* [nwords] */
    size_t nwords;
    const lexicon_entry *entries;
    size_t nentries;
    /* [nentries + LEXICON_BEHIND] filter bits of the second word, or of the only one, and of the
     * last */
    const uint8_t *further, *last;
    const lexicon_sense *senses;
    const lexicon_guard *guards; /* [nsenses] */
    size_t nsenses;
    const lexicon_item *items;
    size_t nitems;
    const lexicon_path *paths;
    size_t npaths;
    const lexicon_element *elements;
    size_t nelements;
    const uint32_t *members;
    size_t nmembers;
    const lexicon_filter *sought; /* [nsought] by a word's number: of the first no bit is set */
    size_t nsought;
    /* the most general CAMEO codes of senses: of a mode, and of a type without one; "" = none */
    char mode_code[MODE_COUNT][5], type_code[ACT_COUNT][5];
} lexicon;

typedef struct {
    view file; /* for messages */
    view text;
} lexicon_source;

/* A `yes` or `no` line. */
typedef struct {
    view text;   /* the sentence */
    view expect; /* "ISR > MAR"; "" = not given */
    act_type type;
    act_mode mode;
    bool must; /* yes */
    view entry;
    view file;
    uint32_t line;
} lexicon_example;

typedef VEC(lexicon_example) lexicon_examples;
typedef VEC(view) lexicon_faults;

/* What compiling gives besides the pack; either may be null. */
typedef struct {
    lexicon_examples *examples;
    lexicon_faults *faults; /* all mistakes, "file:line: message"; the error has only the first */
} lexicon_notes;

/* Appends the pack to `out`; everything else lives in the arena. */
MUST_USE dateline_status lexicon_compile(const lexicon_source *sources, size_t nsources, arena *a,
                                         buf *out, const lexicon_notes *notes, dateline_error *e);
/* `pack` must be aligned to 8 bytes and outlive the lexicon. */
MUST_USE dateline_status lexicon_open(view pack, lexicon *lex, dateline_error *e);

/* The number of a lemma (folded to lower case); LEXICON_NONE = not in the lexicon. */
uint32_t lexicon_word(const lexicon *lex, view lemma);
/* ... of one in lower case, by its hash alone: 44 bits of it stand for the text. */
uint32_t lexicon_hashed_word(const lexicon *lex, uint64_t hash);
/* Bids the machine fetch what lexicon_hashed_word will look at. */
static inline void lexicon_bid(const lexicon *lex, uint64_t hash)
{
    __builtin_prefetch(&lex->slots[hash & (lex->nslots - 1)]);
}
/* Whether the word (LEXICON_NONE allowed) belongs to the class. */
static inline bool lexicon_is(const lexicon *lex, uint32_t word, lexicon_class_id id)
{
    return word != LEXICON_NONE && (lex->words[word].classes >> id & 1) != 0;
}
view lexicon_text(const lexicon *lex, uint32_t word);
/* "consult.txt:12 visit", for explain. */
view lexicon_entry_name(const lexicon *lex, const lexicon_entry *entry, arena *a);
/* How the word (LEXICON_NONE allowed) stands in the set; 0 = it does not. */
unsigned lexicon_member_of(const lexicon *lex, const lexicon_item *set, uint32_t word);
/* The sense's item of that kind; null = none. */
const lexicon_item *lexicon_find_item(const lexicon *lex, const lexicon_sense *sense,
                                      item_kind kind);

#endif
