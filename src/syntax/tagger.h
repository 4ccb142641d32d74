/* syntax/tagger.h - parts of speech, English tags, features and lemmas, word by word.
 *
 *     tagger_run(&tagger, lines, nlines);              lines[i].words[t].tag
 *     tagger_fill(&tagger, words, tokens, n, arena);   tokens[t].upos, .xpos, .feats, .lemma
 *
 * From left to right, each word by one net over its letters, its neighbours and the two tags just
 * given; a tag is a pair of UPOS and XPOS.  Features and lemmas are looked up by word and tag, then
 * by ending and tag.
 */
#ifndef SYNTAX_TAGGER_H
#define SYNTAX_TAGGER_H

#include "syntax/score.h"
#include "syntax/weights.h"
#include "syntax/words.h"

enum { TAG_NONE = 255, TAGS_MOST = 160, LEMMA_ADD = 20 };

typedef struct {
    uint8_t upos, xpos;
} tag_pair;

/* How a lemma is made of a form: so many bytes off the end, these put there. */
typedef struct {
    uint8_t strip;
    uint8_t keep_case; /* 0 = of the lower-case form */
    uint8_t length;    /* of add */
    char add[LEMMA_ADD + 1];
} lemma_rule;

typedef struct {
    vocabulary words;
    score_net net;
    const tag_pair *tags; /* [ntags] */
    size_t ntags;
    const lemma_rule *rules; /* [nrules] */
    size_t nrules;
    table lemmas;        /* tag_key -> rule */
    const feats *shapes; /* [nshapes] sets of features */
    size_t nshapes;
    table feats; /* tag_key -> set */
} tagger;

/* Sections "vocabulary", "tagnet", "tags", "rules", "lemmas", "shapes", "feats" of a weights file.
 */
MUST_USE dateline_status tagger_open(const weights *p, tagger *out, dateline_error *e);
void tagger_run(const tagger *m, const word_line *lines, size_t nlines);
/* Writes tags, features and lemmas; false = no memory. */
bool tagger_fill(const tagger *m, const word *words, token *tokens, size_t count, arena *a);

/* What the net sees at word t when the words before it have their tags; returns how many keys. */
size_t tagger_features(const word *words, size_t count, size_t t, casing how, uint32_t *keys);

/* The keys under which lemmas and features are kept, most special first. */
enum { TAG_KEYS = 6 };
void tag_keys(const word *w, uint8_t tag, uint32_t keys[TAG_KEYS]);

#endif
