/* code/code_priv.h - what the parts of the coder share while a report is coded.
 *
 *     index.c    the report as words of the lexicon, its trees as child lists
 *     tree.c     subjects and objects through control, raising, relatives, participles and
 *                coordination
 *     trigger.c  lexicon entries found at tokens
 *     path.c     the paths of a frame walked over the tree
 *     parties.c  tokens reached -> mentions -> participants
 *     demand.c   what a sense demands of the words around
 *     bind.c     the roles of a sense filled
 *     reading.c  the sense that a word is read with
 *     status.c   actual, ongoing, future, hypothetical, negated; acts inside acts
 *     detail.c   date, place, source, contexts
 *     setting.c  the countries of acts told without a place
 *     decide.c   the learned choices about what is kept (decide.h)
 *     hint_traits.c, hinted.c  words that tell an act by what stands around them
 *     gate.c     which candidates are events
 *     features.c what the judge sees of a candidate
 *     judge.c    the judge
 *     said.c     on whose word an act stands
 */
#ifndef CODE_CODE_PRIV_H
#define CODE_CODE_PRIV_H

#include "code/code.h"
#include "code/hint.h"
#include "code/judge.h"
#include "code/traits.h"
#include "know/lexicon.h"

/* A word of the report as the lexicon cuts it: hyphenated tokens give several, hyphens none. */
typedef struct {
    uint32_t word; /* LEXICON_NONE = in no entry */
    uint32_t token;
} code_word;

/* The words (filter bits) and classes that a demand may find at a trigger; of the sentence, sets
 * that words may stand for. */
typedef struct {
    int32_t of, and_of; /* what it was gathered for, tokens mostly; of < -1 = nothing yet */
    lexicon_filter words;
    uint64_t classes;
} demand_reach;

/* The nearest that a sentence came to an act: for explain. */
typedef struct {
    const lexicon_entry *entry; /* null = nothing */
    const char *why_not;
    float probability;
} near_miss;

/* The word of a sentence that by the hints tells each type of act most likely. */
typedef struct {
    uint32_t token[HINT_TYPES]; /* of a chance above 0 */
    uint8_t chance[HINT_TYPES]; /* of 255 */
} hint_best;

typedef struct coder {
    const know *know;
    const lexicon *lex;
    const judge_weights *judge;
    report *r;
    arena *scratch;
    const hint_weights *hints;           /* null = none */
    uint8_t (*chance)[HINT_TYPES];       /* [ntokens] of 255, that the word tells such an act */
    hint_best *best_hints;               /* [nsentences] */
    int32_t *first_child, *next_sibling; /* [ntokens] children in order; -1 = end */
    uint64_t *relations;                 /* [ntokens] bit d: a child has the relation d */
    uint64_t *lemma;                     /* [ntokens] hash of it */
    uint32_t *word;                      /* [ntokens] of the lemma */
    const lexicon_word_row **row;        /* [ntokens] of that word; of none an empty one */
    code_word *words;                    /* [nwords], and one that is of no token */
    uint8_t *word_bits;                  /* [nwords + LANES_BITS] of each its filter bit */
    uint32_t *word_at;                   /* [ntokens] first of the token's words */
    uint32_t nwords;
    VEC(const lexicon_entry *) entries; /* that may begin in the sentence at hand */
    uint32_t *entry_at; /* [its tokens + 1] first of each one's; there is room for all tokens */
    lexicon_filter *words_of;  /* [nsentences] */
    lexicon_filter *sought_in; /* [nsentences] the sets that their words may stand for */
    const int32_t *time_of, *place_of, *statement_of; /* the report's, or all -1 */
    near_miss *misses;                                /* [nsentences] */
    int32_t *place_at;                                /* [ntokens] place that covers the token */
    bool *in_time;                                    /* [ntokens] part of a time expression */
    demand_reach reach[ITEM_COUNT + 1];               /* those last asked for */
    unsigned
        politics;     /* how political the report is: 0 .. 5, by its mentions of political bodies */
    bool spoken;      /* a party of the sense being filled is the speaker */
    bool relaxed;     /* demands on the object are not looked at */
    bool unaimed;     /* a recipient need not be found */
    bool wants_place; /* the sense being filled has a place for its recipient */
} coder;

#define TOKENS_MAX 64

/* Tokens reached by a path. */
typedef struct {
    uint32_t at[TOKENS_MAX];
    uint32_t count;
} token_set;

#define PARTIES_MAX 32

typedef struct {
    participant at[PARTIES_MAX];
    uint32_t count;
} party_list;

/* An entry found at a token. */
typedef struct {
    const lexicon_entry *entry;
    uint32_t token;       /* the trigger */
    uint32_t first, last; /* tokens of the words found */
    int32_t extra;        /* the complement whose preposition is one of the words; -1 = none */
    uint32_t noun;        /* the noun in a phrase ("pay a visit"); = token when none */
    int32_t object;       /* of a verb the deep object, of a noun the complement; -1 = none */
    uint64_t open;        /* bit i: the first demand of sense i may hold */
    uint64_t relaxable;   /* bit i: sense i lacks what is not looked at when relaxed */
    uint64_t unaimable;   /* bit i: sense i lacks its recipient alone */
} trigger;

/* What a sense lacks at a trigger. */
typedef enum {
    LACKS_NOTHING,
    LACKS_OBJECT,
    LACKS_OTHER_OBJECT,
    LACKS_SUBJECT,
    LACKS_OTHER_SUBJECT,
    LACKS_MODIFIER,
    LACKS_OTHER_MODIFIER,
    LACKS_WORD,
    LACKS_COMPLEMENT,
    LACKS_FORM,
    LACKS_ACTOR,
    LACKS_RECIPIENT,
    LACKS_KIND
} lack;

/* How the clause of a trigger stands in the text. */
typedef struct {
    act_status status;
    bool asked;       /* asked for, threatened, refused: gets no record of its own */
    bool accused;     /* what somebody is accused of */
    bool perfect;     /* "has met" */
    bool pluperfect;  /* "had met" */
    bool past;        /* finite past */
    bool over;        /* told in a past tense, also "was signed" and "has met" */
    bool nominal;     /* a noun outside a support verb */
    bool relative;    /* inside a relative or participial clause */
    bool open;        /* its verb has "may" */
    bool to_come;     /* "will" or "would" */
    int32_t embedder; /* verb it stands under; -1 = none */
    const char *why;
} standing;

/* A frame filled: before it is judged. */
typedef struct candidate {
    trigger t;
    const lexicon_sense *sense;
    standing st;
    bool actor_left_out, recipient_left_out;
    bool weak_actor, weak_recipient; /* reached by a fallback */
    bool passive;                    /* the trigger is a verb in the passive */
    bool by_speaker;                 /* the act is the saying itself */
    bool relaxed;                    /* the object is not what the frame asks for */
    bool hinted;                     /* the word is none of the lexicon's: the hints propose it */
    bool unaimed;                    /* the frame fits but for a recipient, which it asks for */
    float confidence;
    party_list actors, recipients; /* last: large, and mostly empty (candidate_copy) */
} candidate;

/* ---- index.c ---- */
bool coder_index(coder *c);

/* ---- tree.c ---- */
static inline const token *tok(const coder *c, uint32_t t)
{
    return &c->r->tokens[t];
}
static inline bool is_class(const coder *c, uint32_t t, lexicon_class_id id)
{
    return (c->row[t]->classes >> id & 1) != 0;
}
_Static_assert(UPOS_COUNT <= 32, "parts of speech are bits of one number");
/* A verb, noun or adjective. */
static inline bool tells(const coder *c, uint32_t t)
{
    return ((1U << UPOS_VERB | 1U << UPOS_NOUN | 1U << UPOS_ADJ) >> tok(c, t)->upos & 1) != 0;
}
_Static_assert(DEPREL_COUNT <= 64, "the relations of a token's children are bits of one number");
static inline uint64_t relation_bit(deprel d)
{
    return (uint64_t)1 << d;
}
static inline bool has_child(const coder *c, uint32_t t, deprel relation)
{
    return (c->relations[t] >> relation & 1) != 0;
}
/* A preposition or a subjunction. */
static inline bool has_marker(const coder *c, uint32_t t)
{
    return has_child(c, t, DEPREL_CASE) || has_child(c, t, DEPREL_MARK);
}
int32_t first_child_by(const coder *c, uint32_t t, deprel relation);
/* The first child of the relation; -1 = none. */
static inline int32_t child_by(const coder *c, uint32_t t, deprel relation)
{
    return has_child(c, t, relation) ? first_child_by(c, t, relation) : -1;
}
bool has_child_class(const coder *c, uint32_t t, lexicon_class_id id);
bool is_clause(const coder *c, uint32_t t); /* a verb, or a predicate with a copula */
bool is_noun(const coder *c, uint32_t t);
bool is_passive(const coder *c, uint32_t v);
/* Whether a verb has neither a subject nor an auxiliary of its own. */
bool is_bare(const coder *c, uint32_t v);
/* The verb before that a bare infinitive continues, where the parse has not joined the two: "to lay
 * flowers, talk to guards and meet the president"; -1 = none. */
int32_t list_leader(const coder *c, uint32_t t);
/* The grammatical subject, through control and coordination; -1 = none. */
int32_t grammatical_subject(const coder *c, uint32_t v);
int32_t deep_subject(const coder *c, uint32_t v); /* who does it: subject or by-agent */
int32_t deep_object(const coder *c, uint32_t v);  /* object or subject of a passive */
/* A relative pronoun's noun; other tokens as they are. */
uint32_t referent(const coder *c, uint32_t t);
/* Whether a preposition or mark of v is one of the forms. */
bool marked(const coder *c, uint32_t v, const char *const *forms, size_t n);
/* The of-phrase of a word of quantity; other tokens as they are. */
uint32_t content_head(const coder *c, uint32_t t);
/* The verb that a noun hangs on as its object, subject or complement; -1 = none. */
int32_t support_verb(const coder *c, uint32_t noun);

/* The head of the mention that says the statement around t; -1 = none. */
int32_t speaker_of(const coder *c, uint32_t t);
/* The verb that says the statement around t; -1 = none. */
int32_t statement_verb(const coder *c, uint32_t t);

/* The hash of the token's lemma; of none (-1) that of "-". */
static inline bool form_is(const coder *c, uint32_t t, const char *form)
{
    return view_equal_nocase(tok(c, t)->form, view_of(form));
}

static inline uint64_t lemma_hash(const coder *c, int32_t t)
{
    return t < 0 ? literal_hash("-") : c->lemma[t];
}

/* ---- trigger.c ---- */
/* Finds the entries that may begin at the sentence's tokens, and has the machine fetch what is
 * looked at of them: all of a sentence at once, since nothing of it is near; false = no memory. */
bool find_entries(coder *c, uint32_t sent);
/* Writes those found at the token, longest first; at most `limit`; after find_entries. */
size_t triggers_at(const coder *c, uint32_t t, trigger *out, size_t limit);
bool in_set(const coder *c, const lexicon_item *item, uint32_t t);
/* Whether any element of the set stands in the sentence. */
bool set_in_sentence(const coder *c, const lexicon_item *set, uint32_t sent);

/* ---- path.c ---- */
void walk_path(const coder *c, const trigger *t, const lexicon_path *path, token_set *out);
void complement_with(const coder *c, uint32_t t, uint32_t preposition, token_set *out);

/* ---- demand.c ---- */
/* The first demand that does not hold. */
lack demand_missing(const coder *c, const trigger *t, const lexicon_sense *sense);
/* What a demand of the kind, one of those that guards have, may find at the trigger; of ITEM_COUNT
 * everything. */
const demand_reach *reach_of(coder *c, const trigger *t, item_kind kind);
/* What a sense lacks of which a demand of the kind does not hold. */
lack lacking(item_kind kind);
/* The token that demands on the object look at, but for a complement's; -1 = none. */
int32_t trigger_object(const coder *c, const trigger *t);
/* Whether the sense demands a complement and has it. */
bool complement_told(const coder *c, const trigger *t, const lexicon_sense *sense);

/* The classes named_... (bits) that the token counts as beside its own word. */
uint64_t stands_for(const coder *c, uint32_t t);

/* ---- bind.c ---- */
/* Fills the frame; what the sense lacks. */
lack bind_sense(coder *c, const trigger *t, const lexicon_sense *sense, candidate *out);
const char *lack_name(lack what); /* in words */

bool civic_speech(const coder *c, const lexicon_sense *sense, const candidate *found);
/* Whether somebody armed does what gunmen of no known side do. */
bool act_of_arms(const lexicon_sense *sense, const candidate *found);

/* ---- reading.c ---- */
/* The sense that the word is read with, filled; false = none. */
bool read_token(coder *c, uint32_t t, const bool *claimed, candidate *out);
/* Of the lists only what is in them. */
void candidate_copy(candidate *to, const candidate *from);
/* For explain, if nothing in the sentence came nearer to an act. */
void note_miss(coder *c, const trigger *t, const char *why_not, float probability);

/* ---- parties.c ---- */
/* The participants that a token stands for, with what is coordinated with it. */
void parties_of(coder *c, uint32_t t, bool conjuncts, party_list *out);
/* The owner of what the token names, but with force not where it hit, "the Nairobi bombing"; false
 * = none. */
bool add_owner(coder *c, uint32_t t, bool force, party_list *out);
bool same_party(const participant *a, const participant *b);
bool party_is(const participant *p, is_kind kind);
bool is_political(const participant *p);
bool is_civic(const participant *p);
bool is_political_mention(const report *r, uint32_t m);

/* ---- status.c ---- */
standing standing_of(const coder *c, const candidate *found);
bool to_infinitive(const coder *c, uint32_t verb);

/* ---- detail.c ---- */
void fill_details(coder *c, const candidate *found, act *a);
/* Whether what the token tells goes on since then; what began it, "since the May coup", does not.
 */
bool is_since(const coder *c, const time_expr *x, uint32_t t);

/* ---- setting.c ---- */
/* The countries and days of the report's acts that are told without. */
void code_settings(report *r);
/* Whether the code is of a state, not of a body of several. */
bool is_state_code(const char *code);
/* The day of the report's news. */
day code_news_day(const report *r);

/* ---- hint_traits.c ---- */
typedef struct {
    bool unpacked; /* traits of few values go by their slots */
    size_t left;   /* room, of both lists */
    size_t count, nslots;
    uint32_t at[HINT_TRAITS];
    uint16_t slots[HINT_TRAITS];
} hint_traits;

/* Unpacks what traits of few values weigh. */
void hint_unpack(const hint_weights *w, hint_slot *slots);

static inline bool is_content(const coder *c, uint32_t t)
{
    return tells(c, t) && tok(c, t)->lemma.length > 1;
}
/* Whether the word may tell an act. */
static inline bool hint_asked(const coder *c, uint32_t t)
{
    return is_content(c, t) && !c->in_time[t];
}
/* The traits of the word itself, of what stands around it, of its sentence. */
void hint_see_word(const coder *c, uint32_t t, hint_traits *l);
void hint_see_around(const coder *c, uint32_t t, hint_traits *l);
void hint_see_sentence(const coder *c, uint32_t sent, hint_traits *l);

/* ---- hinted.c ---- */
/* Asks the hints about all words; false = no memory. */
bool hint_all(coder *c);
/* What they say of 255: of each type the likeliest of the trigger's words, and of one type the best
 * of the sentence. */
void hint_at(const coder *c, const trigger *t, uint8_t chance[HINT_TYPES]);
unsigned hint_in_sentence(const coder *c, uint32_t sent, unsigned type);
unsigned hint_step(unsigned chance); /* 0 .. 9 */
/* Proposes what they find in the sentence and no proposal from `first` on tells. */
void propose_hinted(coder *c, uint32_t sent, size_t first, proposal_list *all);

/* ---- code.c ---- */
/* Words of dates ("March"), of names ("UN Mission in Libya") and of people ("the wounded") tell no
 * acts. */
bool is_spoken_for(const coder *c, uint32_t t);
/* Judges a frame filled and appends it. */
void propose(coder *c, candidate *filled, proposal_list *out);

/* ---- features.c ---- */
uint64_t entry_hash(const coder *c, const lexicon_entry *entry);
unsigned feature_bucket(unsigned n);
/* Writes JUDGE_FEATURES at most; how many. */
uint32_t fill_features(const coder *c, const candidate *found, const act *a, uint32_t *out);

/* ---- gate.c ---- */
bool actor_is_known(const candidate *found);
bool needs_actor(const candidate *found);
bool needs_recipient(const candidate *found);
/* Supplies parties that are left out but known; sets why_not and soft. */
void judge_rules(coder *c, candidate *found, proposal *p);

#endif
