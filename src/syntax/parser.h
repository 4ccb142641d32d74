/* syntax/parser.h - dependency trees by shift and reduce.
 *
 *     parser_run(&parser, lines, nlines, scratch, nodes)     nodes[i][t].head = -1 for the root
 *
 * The arc-hybrid system (Kuhlmann, Gomez-Rodriguez and Satta 2011) with a root behind the last
 * word: SHIFT puts the next word on the stack, LEFT hangs the top of the stack under the next word,
 * RIGHT under the word below it.  Two steps a word, each the best in the eyes of a net; the trees
 * are projective. Trained with a dynamic oracle (Goldberg and Nivre 2013) on tags as the tagger
 * gives them.
 */
#ifndef SYNTAX_PARSER_H
#define SYNTAX_PARSER_H

#include "syntax/score.h"
#include "syntax/weights.h"
#include "syntax/words.h"

enum { STEP_SHIFT = 0, STEP_LEFT = 1, STEP_RIGHT = 1 + DEPREL_COUNT, STEPS = 1 + 2 * DEPREL_COUNT };

/* A word's place in the growing tree. */
typedef struct {
    int32_t left, left2;          /* outermost left child and the one inside it; -1 = none */
    int32_t right, right2;        /* outermost right child and the one inside it */
    uint64_t left_set, right_set; /* relations of the children, a bit each */
    uint16_t nleft, nright;
    int32_t head;
    uint8_t relation;
} parse_node;

typedef struct {
    const word *words; /* [count] */
    size_t count;
    parse_node *nodes; /* [count + 1], the last is the root */
    uint32_t *stack;   /* [count + 1] */
    size_t depth;
    size_t next;  /* first word of the buffer; count = only the root is left */
    bool guessed; /* the words have guesses */
} parse_state;

typedef struct {
    score_net first, second; /* backward and forward */
} parser;

MUST_USE dateline_status parser_open(const weights *p, parser *out, dateline_error *e);
/* Gives nodes[i] the tree of lines[i], and the words the first parser's guesses; false = no memory.
 */
bool parser_run(const parser *m, const word_line *lines, size_t nlines, arena *scratch,
                parse_node **nodes);

/* For the trainer: one state after the other. */
bool parse_begin(parse_state *s, const word *words, size_t count, arena *scratch);
bool parse_done(const parse_state *s);
/* Whether SHIFT, any LEFT and any RIGHT may be done now; relations: only the root's when the root
 * is next, never the root's else. */
bool parse_allowed(const parse_state *s, size_t step);
void parse_step(parse_state *s, size_t step);
size_t parse_features(const parse_state *s, uint32_t *keys);
/* The words from last to first, for the first parser. */
void parse_reverse(const word *words, size_t count, word *reversed);
/* Gives the words the guesses that the tree of their reversal holds. */
void parse_take_guess(const parse_node *reversed, size_t count, word *words);

#endif
