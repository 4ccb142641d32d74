/* know/know.h - what the dictionaries say: the compiled knowledge pack and its look-ups.
 *
 *     know *k;  TRY(know_open("build/know.pack", NULL, &k, e));
 *     TRY(know_run(k, r, scratch, e));                          r->matches
 *     for (size_t i = 0; i < r->nmatches; i++) {
 *         know_actor a = know_actor_on(k, r->matches[i].entry, r->published);  a.actor.code "MAR"
 *     }
 *     uint32_t e[4];  size_t n = know_find(k, VIEW("Rabat"), KNOW_ANY, e, 4);
 *     int32_t verbs = know_list(k, "say/verbs");  know_list_find(k, verbs, VIEW("tell"))
 *
 * The pack is one mapped file of offsets, checked once when opened, shared between processes.  A
 * user's folders lie over it as layers; an entry of a layer hides the one of the same file and name
 * below it.  An opened `know` is read-only and may be used by all threads.  Views live as long as
 * it.  Matching and look-up cost well under half a microsecond a token.
 */
#ifndef KNOW_KNOW_H
#define KNOW_KNOW_H

#include "know/lexicon.h"
#include "report/report.h"

typedef struct know know;

/* What a name in the dictionaries is.  A country's entry is found under several kinds: its names,
 * its demonym ("Moroccan": adjective or person), its people ("Moroccans", "Danes"), its capital
 * ("Rabat") and other words that stand for its government ("the Kremlin"). */
typedef enum {
    KNOW_NONE,
    KNOW_COUNTRY,
    KNOW_DEMONYM,
    KNOW_PEOPLE,
    KNOW_CAPITAL,
    KNOW_METONYM,
    KNOW_ORG,    /* actors/organisations */
    KNOW_GROUP,  /* actors/groups: armed groups, movements */
    KNOW_PARTY,  /* actors/parties */
    KNOW_MEDIA,  /* actors/media */
    KNOW_BODY,   /* actors/bodies: Knesset, Pentagon, IRGC */
    KNOW_PERSON, /* actors/persons */
    KNOW_OFFICE, /* actors/offices: "defence minister" */
    KNOW_AGENT,  /* actors/agents: "protester" */
    KNOW_PLACE,  /* a name in the gazetteer; the entry is asked of know_place_... */
    KNOW_WORD,   /* an entry of any other file; not matched, see know_list */
    KNOW_KIND_COUNT
} know_kind;

#define KNOW_BIT(kind) (1U << (kind))
#define KNOW_ANY 0xFFFFFFFFU /* every kind */

const char *know_kind_name(unsigned kind);

/* overrides: NULL-terminated list of folders with a user's own dictionaries, later ones winning;
 * NULL = none. */
MUST_USE dateline_status know_open(const char *path, const char *const *overrides, know **k,
                                   dateline_error *e);
void know_close(know *k);
/* Writes the matches layer: for each place in the tokens and each kind the longest names found. A
 * plural is matched as its singular.  Names of countries, capitals, demonyms count as one kind. */
MUST_USE dateline_status know_run(const know *k, report *r, arena *scratch, dateline_error *e);
/* Bytes of a section of the pack as the build wrote it; length 0 = none. */
view know_section(const know *k, const char *section);
/* The act lexicon; null when the pack has none. */
const lexicon *know_acts(const know *k);

/* ---- entries ------------------------------------------------------------------------------- */

typedef struct {
    know_kind kind; /* of its file: KNOW_COUNTRY, KNOW_PERSON ... */
    view name;      /* as it stands in the dictionary */
    view file;      /* "actors/countries" */
    uint32_t line;
} know_entry;

know_entry know_entry_at(const know *k, uint32_t entry);
/* The value of the first attribute of that key; "" = none. */
view know_attr(const know *k, uint32_t entry, const char *key);
/* All attributes in the order of the file: 0 .. know_attrs() - 1. */
uint32_t know_attrs(const know *k, uint32_t entry);
view know_attr_at(const know *k, uint32_t entry, uint32_t i, view *key);
/* Cuts the next of several values ("a; b; c") off *rest; false at the end. */
bool know_value_next(view *rest, view *value);

/* A time in which an entry has a code or a person an office. */
typedef struct {
    day from, to; /* inclusive; DAY_NONE = no hold on that side */
    actor_code actor;
    view office; /* "Minister of Defense"; "" = none */
} know_term;

uint32_t know_terms(const know *k, uint32_t entry);
know_term know_term_at(const know *k, uint32_t entry, uint32_t i);

typedef enum {
    KNOW_UNDATED, /* the entry has one code for all times */
    KNOW_HOLDS,   /* in office (or so coded) on the day */
    KNOW_FORMER,  /* the last office ended before the day: sector ELI for a person */
    KNOW_LATER    /* the first office begins after the day */
} know_tenure;

typedef struct {
    actor_code actor;
    view office; /* the office on the day, or the one nearest to it */
    know_tenure tenure;
} know_actor;

/* The code an entry has on a day; DAY_NONE = the latest.  For country, demonym, capital matches the
 * country's code without a sector. */
know_actor know_actor_on(const know *k, uint32_t entry, day on);

/* ---- look-up by string --------------------------------------------------------------------- */

/* Entries that have the text as a name of one of the kinds (bits), letter case, accents and a
 * leading "the" aside, at most `room` of them; returns how many were written. */
size_t know_find(const know *k, view text, unsigned kinds, uint32_t *entries, size_t room);
/* Persons whose last name word is the text ("Kochavi"). */
size_t know_find_surname(const know *k, view text, uint32_t *entries, size_t room);

/* ---- word lists of other stages ------------------------------------------------------------ */

/* The number of a dictionary file by its path under data/ without .txt ("say/verbs"); -1 = none. */
int32_t know_list(const know *k, const char *path);
uint32_t know_list_count(const know *k, int32_t list);
/* The i-th entry of the list, in the order of the file. */
uint32_t know_list_at(const know *k, int32_t list, uint32_t i);
/* The entry of the list with that name (or `also`), case aside; -1 = none. */
int64_t know_list_find(const know *k, int32_t list, view text);
/* The longest name of the list that begins at the token, case aside; fills the last token. */
int64_t know_list_match(const know *k, int32_t list, const report *r, uint32_t from,
                        uint32_t *last);

/* ---- countries ----------------------------------------------------------------------------- */

typedef struct {
    char iso3[4], iso2[4], fips[4];
    uint16_t numeric; /* ISO 3166-1 */
    uint16_t cow;     /* Correlates of War number; 0 = unknown */
    view name;        /* "Morocco" */
    view capital;     /* "Rabat" */
    view demonym;     /* "Moroccan" */
    view borders;     /* "DZA ESH ESP" */
    view region;      /* "Northern Africa" */
    uint32_t geonameid;
    uint32_t population;
    float lat, lon;
    int64_t entry; /* in actors/countries; -1 = none */
} know_country;

/* By ISO alpha-3 or alpha-2 code; false = unknown. */
bool know_country_find(const know *k, view code, know_country *out);
bool know_countries_border(const know *k, view a, view b);

/* ---- places -------------------------------------------------------------------------------- */

typedef enum {
    PLACE_COUNTRY,
    PLACE_REGION,   /* first-order division: state, province */
    PLACE_DISTRICT, /* second-order division: county, district */
    PLACE_CITY,     /* any populated place */
    PLACE_WATER,    /* sea, river, lake */
    PLACE_AREA      /* mountains, island, continent, historic region, park */
} know_place_class;

typedef struct {
    uint32_t geonameid; /* 0 = none known */
    know_place_class class;
    char country[4]; /* ISO alpha-3; "" */
    char feature[6]; /* GeoNames feature code, "PPLC" */
    view name;
    view admin1;     /* name of the first-order division; "" */
    uint32_t region; /* place number of it; UINT32_MAX = none */
    float lat, lon;
    uint32_t population;
} know_place;

/* The places that bear a matched name: candidates 0 .. know_place_count() - 1, largest first;
 * `entry` is that of a match of kind KNOW_PLACE. */
uint32_t know_place_count(const know *k, uint32_t entry);
/* Place number of a candidate; `alternative` is set when the name is not the place's main one. */
uint32_t know_place_at(const know *k, uint32_t entry, uint32_t i, bool *alternative);
know_place know_place_get(const know *k, uint32_t place);
/* The match entry of a place name; -1 = none. */
int64_t know_place_find(const know *k, view text);
/* The place that is the country as a whole; -1 = none. */
int64_t know_place_of_country(const know *k, view iso3);

/* ---- for the command line ------------------------------------------------------------------ */

/* Checks a folder of dictionaries; appends one line a fault; *faults counts them. */
MUST_USE dateline_status know_check(const char *directory, buf *out, size_t *faults,
                                    dateline_error *e);
/* Appends all that is known under the word on a day (DAY_NONE = now). */
MUST_USE dateline_status know_explain(const know *k, view word, day on, buf *out,
                                      dateline_error *e);
/* Appends the entries whose name holds the text, one a line, at most `limit`. */
MUST_USE dateline_status know_search(const know *k, view text, size_t limit, buf *out,
                                     dateline_error *e);

#endif
