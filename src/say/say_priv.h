/* say/say_priv.h - what the files of say/ share.
 *
 * Quotation marks are paired first (quotes.c).  Each verb of saying and each credit ("according
 * to") makes a frame: who speaks, through whom, and what is said (frames.c).  A frame covers the
 * tokens of its content; the innermost statement that covers a token wins, and statements that
 * stand in another's content pass its sources on (say.c).  source.c turns a noun phrase into a
 * named source.
 */
#ifndef SAY_SAY_PRIV_H
#define SAY_SAY_PRIV_H

#include "know/know.h"
#include "report/report.h"

enum {
    SAY_CHAIN_MAX = 6,   /* sources of one statement */
    SAY_LOOK_BACK = 400, /* mentions */
};

/* A run of text inside quotation marks, marks left out. */
typedef struct {
    uint32_t first, last; /* tokens, last included */
    bool continues;       /* the run before was never closed: a new paragraph of one quotation */
} quote_run;

typedef VEC(quote_run) quote_runs;

/* Where somebody speaks. */
typedef struct {
    uint32_t sent;
    int32_t verb;     /* token that carries it: the verb, or the source's head in a credit */
    int32_t content;  /* token at the head of what is said; -1 = only quotations are */
    int32_t left_out; /* token whose subtree is not content; -1 = none */
    int32_t cut;      /* tokens from here on are not content either; -1 = none */
    int32_t relay;    /* verb of the outlet that passes on who is credited; -1 = none */
    int32_t from, to; /* content as a run of tokens, where the tree has none; -1 = none */
    int32_t heads[SAY_CHAIN_MAX]; /* tokens that head the sources, nearest to the fact first */
    uint32_t nheads;
    bool doubted, credit;
    int32_t outlet;    /* token that heads the outlet it was told to; -1 = none */
    int32_t statement; /* the statement made of it; -1 = none yet */
    const char *rule;
} say_frame;

typedef VEC(say_frame) say_frames;

/* A statement before its chain is joined to those around it. */
typedef struct {
    say_kind kind;
    span content;
    int32_t verb;
    source own[SAY_CHAIN_MAX];
    uint32_t nown;
    uint32_t size;  /* tokens it covers */
    int32_t outlet; /* index into own: the outlet it was told to; 0 = none */
    bool doubted;
    const char *rule;
} say_draft;

typedef VEC(say_draft) say_drafts;

typedef struct {
    const know *k;
    report *r;
    arena *scratch;
    /* Lists of data/say; -1 = missing. */
    int32_t verbs, nouns, outlets, adverbs, credits, people, talks, courts, bodies, vague;
    quote_runs quotes;
    int32_t *quote_of;      /* [ntokens] index into quotes; -1 = not quoted */
    VEC(uint32_t) owned;    /* matches of a country before a body: "Israeli" of "Israeli army" */
    VEC(uint32_t) brackets; /* tokens "(" before a short name that a full one stands before */
    say_frames frames;
    say_drafts drafts;    /* the statements to be */
    int32_t last_speaker; /* draft that named the last speaker; -1 */
} say_state;

/* quotes.c */
MUST_USE dateline_status say_quotes(say_state *s, dateline_error *e);
/* frames.c: appends the frames of a sentence. */
MUST_USE dateline_status say_find_frames(say_state *s, uint32_t sent, dateline_error *e);
/* True when the token stands in the subtree of the head (or is it). */
bool say_below(const report *r, uint32_t token, int32_t head);
void say_add_head(say_frame *f, int32_t head);
/* The entry of a verb of saying; -1 = it is none. */
int64_t say_verb_entry(const say_state *s, int32_t t);
int32_t say_root(const report *r, int32_t t);
bool say_passive(const report *r, int32_t verb);
/* The subject of the verb's own clause; -1 = none. */
int32_t say_subject(const report *r, int32_t verb);
/* "citing", "quoting" */
bool say_cites(const say_state *s, int32_t verb);
/* content.c: fills content and left_out; false when the tree has nothing that is said. */
bool say_find_content(const say_state *s, say_frame *f, int64_t entry);
bool say_has_value(const say_state *s, int64_t entry, const char *key, const char *value);
/* "a statement carried by Anadolu": adds who passed the noun on. */
void say_add_relays(const say_state *s, say_frame *f, int32_t noun);
say_frame say_frame_new(uint32_t sent, int32_t verb, const char *rule);
/* person.c: the person named in the speaker's phrase, "police spokesman Captain Mbele"; else the
 * speaker. */
int32_t say_named_person(const say_state *s, int32_t verb, int32_t speaker);
/* alias.c: does the text hold the word, letter case aside? */
bool say_holds_word(view text, view word);
/* The mention of the person named elsewhere whom the office or description first..last
 * with this head means; -1 = nobody. */
int32_t say_described_person(const say_state *s, int32_t head, uint32_t first, uint32_t last);
/* "Cenidh" and "Nicaraguan Center for Human Rights" become "Nicaraguan Center for Human Rights
 * (Cenidh)" where the report says so. */
void say_spell_out(const say_state *s, source *x);
/* Fills s->brackets; false = no memory. */
MUST_USE bool say_find_short_names(say_state *s);
/* issuer.c: who issued the thing, "ministry" of "a ministry statement"; -1 = nobody is told. */
int32_t say_issuer(const say_state *s, int32_t noun);
/* The same by what the report tells of the thing before. */
int32_t say_issuer_before(const say_state *s, int32_t noun);
/* body.c: fills s->owned; false = no memory. */
MUST_USE bool say_find_owned(say_state *s);
/* A bare "ministry" or "army" as the report names it in full; false = it does not. */
bool say_body(const say_state *s, int32_t head, int32_t m, bool definite, source *out);
/* How many mentions begin before the token. */
size_t say_mentions_before(const report *r, uint32_t token);
/* hearers.c */
/* The speaker; where that is the outlet told ("writing on Twitter, claiming"), who told it. */
int32_t say_not_hearer(const say_state *s, int32_t verb, int32_t speaker);
void say_add_hearers(const say_state *s, say_frame *f, int64_t entry);
MUST_USE dateline_status say_find_talk(say_state *s, uint32_t sent, dateline_error *e);
int32_t say_child_by(const report *r, int32_t head, deprel relation);
/* credits.c: pushes the frames that begin at the token; false = no memory. */
MUST_USE bool say_credit_frames(say_state *s, uint32_t sent, uint32_t t);
/* Is the verb that of the outlet in "according to X, Y reports"?  Then it has no frame of its own.
 */
bool say_is_relay(const say_state *s, uint32_t sent, int32_t verb);
/* ", reports our Dhaka correspondent quoting Inspector Karim": the verb behind the last comma that
 * has no finite verb behind it; -1 = none. */
int32_t say_trailing_report(const say_state *s, uint32_t sent);
/* "..., Anadolu reports." */
MUST_USE dateline_status say_closing_credit(say_state *s, uint32_t sent, dateline_error *e);
static inline bool say_comma(const token *t)
{
    return t->upos == UPOS_PUNCT && t->form.length > 0 && t->form.data[0] == ',';
}
static inline bool say_push(say_state *s, say_frame f)
{
    return VEC_PUSH(&s->frames, s->scratch, f);
}
/* surface.c: what word order tells where the tree is wrong */
bool say_hidden_verb(const say_state *s, int32_t t);
bool say_in_time(const report *r, int32_t t); /* part of a time expression */
/* Who stands behind a verb that follows what was said: "...," said Kim; -1 = nobody. */
int32_t say_inverted_speaker(const say_state *s, int32_t verb);
int32_t say_speaker_nearby(const say_state *s, int32_t verb);
/* "C, the official added.": who stands between the comma and the closing verb; -1 = nobody. */
int32_t say_closing_speaker(const say_state *s, int32_t verb);
/* "expressed regret at ...": all behind the verb. */
bool say_rest(const say_state *s, say_frame *f);
/* "told reporters after the talks that C": fills the range behind "that". */
bool say_that_clause(const say_state *s, say_frame *f);
/* Is the verb one that closes its sentence: ", the agency reported." */
bool say_closes(const say_state *s, int32_t verb);
/* "According to X, C" where C does not hang together: fills the range behind the comma. */
bool say_behind_comma(const report *r, say_frame *f);
/* "C, X said.": fills the range before the comma.  `bare`: the tree has nothing behind the verb. */
bool say_closing_clause(const say_state *s, say_frame *f, bool bare);
bool say_content_nearby(const say_state *s, say_frame *f);
/* source.c */
source say_source(const say_state *s, int32_t head);
bool say_proper(view name); /* a name, not a description */
source say_of_mention(const report *r, int32_t index);
bool say_last_source(const say_state *s, source *out); /* who spoke last; false = nobody did */
/* pronoun.c */
/* Who spoke in this sentence or the one before: "he" is the last person there, "it" the last that
 * is none; false = nobody. */
bool say_spoke_just_now(const say_state *s, int32_t head, source *out);
/* "he" behind a quotation that is taken for somebody named only in it, or for no person: who spoke
 * last, or the person named last before it.  False = it is taken well. */
bool say_misled(const say_state *s, int32_t head, int32_t m, source *out);
bool say_is_outlet(const say_state *s, int32_t head);
/* The entry of a token's lemma in a list; -1 = none. */
int64_t say_entry(const say_state *s, int32_t list, uint32_t token);

#endif
