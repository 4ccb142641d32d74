/* who/who_priv.h - what the files of who/ share: drafts of mentions and the look-ups over tokens.
 */
#ifndef WHO_WHO_PRIV_H
#define WHO_WHO_PRIV_H

#include "who/who.h"

/* What a mention was recognised as; decides how it is coded and what it can be the same as. */
typedef enum {
    SORT_PERSON,      /* a person's name, known or not */
    SORT_COUNTRY,     /* country, capital or palace by name */
    SORT_DEMONYM,     /* "Moroccan", "Moroccans" */
    SORT_PLACE,       /* another place that stands for its country ("Mumbai police") */
    SORT_ORG,         /* organisation, group, party, medium, body by name */
    SORT_ROLE,        /* office or agent: "the minister", "protesters" */
    SORT_DESCRIPTION, /* "the North African nation", "the group" */
    SORT_PAIR,        /* "the two countries", "both sides" */
    SORT_PRONOUN,
    SORT_RELATIVE, /* "who", "which" */
    SORT_NAME      /* a proper name that nothing is known of */
} mention_sort;

/* A mention with what coding and coreference need to know of it. */
typedef struct {
    mention m;
    mention_sort sort;
    int64_t entry;                  /* in the pack: of the name or role; -1 = none */
    know_kind kind;                 /* of that entry as matched; KNOW_NONE */
    int64_t word;                   /* entry of the pronoun or description in its list; -1 */
    uint32_t name_first, name_last; /* tokens of the bare name; first > last = none */
    int32_t owner;                  /* head token of the possessor, "his"; -1 */
    int32_t country;                /* token that gave the country, "Turkish", "Chad"; -1 */
    bool definite;                  /* "the", "this", "his" */
    bool former;                    /* "former", "ex-" */
    bool nowhere;                   /* takes no country from the report */
    int32_t beside;                 /* earlier draft that is the same one: name and office; -1 */
    bool listed;                    /* first of several names behind a plural office */
    bool coded;                     /* the text or the dictionary gave a country, not a default */
} draft;

enum { WHO_NAMED = 32 };

typedef VEC(draft) draft_vec;
typedef VEC(entity) entity_vec;

typedef struct {
    const know *k;
    report *r;
    arena *scratch;
    int32_t *name_at;     /* [ntokens] longest match of a name that covers the token; -1 */
    int32_t *role_at;     /* [ntokens] longest match of an office or agent; -1 */
    int32_t *place_at;    /* [ntokens] place that covers the token; -1 */
    int32_t *first_child; /* [ntokens] -1 = none */
    int32_t *next_child;  /* [ntokens] */
    int32_t *voice_of;    /* [nsentences] thread of the post it stands in; -1 = the report itself */
    int32_t *order_of;    /* [nsentences] its number among the sentences of that voice */
    int32_t pronouns, descriptions, pairs, modifiers, counterparts, regions, nowhere, courtesies,
        fields, leaders, heads, namewords, organs, callings, helped, genders,
        epithets;             /* word lists */
    char named[WHO_NAMED][4]; /* countries named in the text as such */
    size_t nnamed;
    draft_vec drafts;
    int32_t *draft_at;  /* [ntokens] draft headed there; -1 */
    int32_t *taken;     /* [ntokens] 0 = part of a name whose mention is headed elsewhere; -1 */
    int32_t *time_at;   /* [ntokens] time expression that covers the token; -1 */
    int32_t *entity_of; /* [ndrafts] */
    entity_vec entities;
    char *gender_of; /* [nentities] 'm', 'f'; 0 = not known */
} finder;

static inline const token *tok(const finder *f, uint32_t t)
{
    return &f->r->tokens[t];
}
static inline bool is_word(const token *t, view lemma)
{
    return view_equal_nocase(t->lemma, lemma) || view_equal_nocase(t->form, lemma);
}

/* Fills the look-ups over tokens. */
MUST_USE dateline_status who_prepare(finder *f, dateline_error *e);
/* Says in which country the report is at home (r->country). */
void who_home(finder *f);
/* Finds all mentions, sorted by their first token, the longest first. */
MUST_USE dateline_status who_find(finder *f, dateline_error *e);
/* Whether a person's name of one word ends a longer one of the report: "Jordan" behind "Xavier
 * Jordan". */
bool who_is_surname(const finder *f, const name *n);
/* Whether the name matched at the token is only a part of a longer one. */
bool who_in_other_name(const finder *f, uint32_t t);
/* Gives each draft its code, sector, name and office as far as its own words say. */
void who_code(finder *f);
/* Codes a description that names nothing again: "the state", "farming organisations". */
void who_code_alone(finder *f, draft *d);
/* Offices beside names: the name takes what they say. */
void who_beside(finder *f);
/* The draft of the name that stands behind the office, "the deputy minister, Ana Beneke"; -1. */
int32_t who_name_beside(const finder *f, size_t office);
/* Links drafts to entities and fills in what only other mentions say. */
MUST_USE dateline_status who_link(finder *f, dateline_error *e);

/* Whether the words of an office or a name hold the word. */
bool who_shares_word(view office, view word);
/* Whether the office is of the calling: "King" of "monarch". */
bool who_has_calling(const finder *f, view office, view calling);
/* 'm' or 'f' as the mention's own words say; 0 = they do not. */
char who_gender(const finder *f, const draft *d);
/* The same of one word, by the list "who/genders". */
char who_gender_of_word(const know *k, int32_t list, view word);
/* Whether a mention of the sort is a name. */
bool who_is_name(mention_sort s);
/* The entity of the nearest earlier name that the draft's is the same as; -1 = none. */
int32_t who_find_name(const finder *f, size_t i);
/* A surname alone is that of the entity whose full name stood before, whoever else bears it:
 * "Stalin" in a report about M.K. Stalin. */
void who_yield(finder *f, size_t i, int32_t number);
/* The entity of the earlier organisation whose name the draft's one word abbreviates; what the
 * dictionary knows under it is forgotten then.  -1 = none. */
int32_t who_find_long(finder *f, size_t i);
/* Makes a surname alone that of the office holder who bears it, when it is clear who. */
void who_ask_surname(finder *f, draft *d);

/* Who is named for the first time takes the country of who was told of before without a name. */
void who_take_from_nameless(finder *f, size_t i);
/* Sentences between two drafts, counted in their common voice; -1 = they have none in common. */
int who_apart(const finder *f, const draft *later, const draft *earlier);

/* The first child of t with the relation; -1. */
int32_t who_child(const finder *f, uint32_t t, deprel relation);
/* The preposition of a phrase, "of"; "" = none. */
view who_case(const finder *f, uint32_t t);
/* The entry of a matched name: of several that bear it ("Congress", "Congolese", "DP") the
 * likeliest in this report (namesake.c). */
uint32_t who_entry(const finder *f, const match *m);
/* Whether bodies, parties or groups of many countries have the matched name and the report does not
 * speak of the country of the one that is known. */
bool who_is_foreign(const finder *f, const match *m, uint32_t entry);
/* Whether the matched name is an abbreviation that many may share: "UDA". */
bool who_is_short(const finder *f, const match *m);
/* Codes such a one by the words beside it, else as one at home or as unknown. */
void who_code_namesake(const finder *f, draft *d);
/* Whether the text names the country as such. */
bool who_names_country(const finder *f, const char *code);
/* Whether the country is the report's own or named in the text. */
bool who_at_hand(const finder *f, const char *code);
/* The day at which dictionaries are asked of a token: that of its part. */
day who_day(const finder *f, uint32_t t);
/* The text of tokens. */
view who_words(const finder *f, uint32_t first, uint32_t last);
/* The draft of the organisation whose name stands right behind a noun that says what it is ("the
 * militant group Hamas"); -1. */
int32_t who_named_behind(const finder *f, uint32_t noun);
/* The same of the draft of such a noun; -1. */
int32_t who_epithet_of(const finder *f, size_t i);
/* The entity that the organisation was before, -1 = none yet; its name will join this draft's. */
int32_t who_link_epithet(finder *f, size_t i);
/* Gives the draft of such a noun the name and the codes of the organisation; false = it is none. */
bool who_code_epithet(const finder *f, draft *d);
/* Whether the draft is an organisation's name. */
bool who_is_organisation(const draft *d);
/* The organisation whose name is headed at the token, or stands right behind the noun there, and
 * does not hold the other one; null. */
const draft *who_named_at(const finder *f, uint32_t t, uint32_t except);
/* What a token says of the country of the phrase it stands in: code and sector of a name there;
 * names that hold the other token are not asked. */
bool who_code_at(const finder *f, uint32_t t, uint32_t except, actor_code *out);
/* The token that says whose the draft is, by the words of its phrase; -1 = none. */
int32_t who_country_token(const finder *f, const draft *d, actor_code *out);
/* Sets the code, keeping the sector. */
void who_set_code(actor_code *a, const char code[4]);
void who_set_sector(actor_code *a, view sector);
/* The country where things of this token's clause happen: its place's when the text names that
 * country otherwise too, else the report's. */
const char *who_setting(const finder *f, uint32_t t);

#endif
