/* report/ud.h - the labels of Universal Dependencies (v2) as the English treebanks use them.
 *
 * The enums are the numbers stored in tokens; the tables give the names of CoNLL-U.
 */
#ifndef REPORT_UD_H
#define REPORT_UD_H

#include "base/base.h"

/* clang-format off */
#define UD_UPOS(X)                                                                               \
    X(ADJ) X(ADP) X(ADV) X(AUX) X(CCONJ) X(DET) X(INTJ) X(NOUN) X(NUM) X(PART) X(PRON) X(PROPN)  \
    X(PUNCT) X(SCONJ) X(SYM) X(VERB) X(X)
/* clang-format on */

typedef enum {
#define X(name) UPOS_##name,
    UD_UPOS(X)
#undef X
        UPOS_COUNT
} upos;

/* clang-format off */
/* Penn Treebank tags as EWT and GUM write them. */
#define UD_XPOS(X)                                                                               \
    X(CC, "CC") X(CD, "CD") X(DT, "DT") X(EX, "EX") X(FW, "FW") X(IN, "IN") X(JJ, "JJ")          \
    X(JJR, "JJR") X(JJS, "JJS") X(LS, "LS") X(MD, "MD") X(NN, "NN") X(NNS, "NNS") X(NNP, "NNP")  \
    X(NNPS, "NNPS") X(PDT, "PDT") X(POS, "POS") X(PRP, "PRP") X(PRP_POSS, "PRP$") X(RB, "RB")    \
    X(RBR, "RBR") X(RBS, "RBS") X(RP, "RP") X(SYM, "SYM") X(TO, "TO") X(UH, "UH") X(VB, "VB")    \
    X(VBD, "VBD") X(VBG, "VBG") X(VBN, "VBN") X(VBP, "VBP") X(VBZ, "VBZ") X(WDT, "WDT")          \
    X(WP, "WP") X(WP_POSS, "WP$") X(WRB, "WRB") X(STOP, ".") X(COMMA, ",") X(COLON, ":")         \
    X(LRB, "-LRB-") X(RRB, "-RRB-") X(HYPH, "HYPH") X(OPEN_QUOTE, "``") X(CLOSE_QUOTE, "''")     \
    X(NFP, "NFP") X(DOLLAR, "$") X(GW, "GW") X(ADD, "ADD") X(AFX, "AFX") X(XX, "XX")
/* clang-format on */

typedef enum {
#define X(id, name) XPOS_##id,
    UD_XPOS(X)
#undef X
        XPOS_COUNT
} xpos;

/* clang-format off */
#define UD_DEPREL(X)                                                                             \
    X(ROOT, "root") X(ACL, "acl") X(ACL_RELCL, "acl:relcl") X(ADVCL, "advcl")                    \
    X(ADVCL_RELCL, "advcl:relcl") X(ADVMOD, "advmod") X(AMOD, "amod") X(APPOS, "appos")          \
    X(         \
        AUX, "aux") X(AUX_PASS, "aux:pass") X(CASE, "case") X(CC, "cc")         \
    X(CC_PRECONJ, "cc:preconj") X(CCOMP, "ccomp") X(COMPOUND, "compound")                        \
    X(                   \
            COMPOUND_PRT, "compound:prt") X(CONJ, "conj")             \
    X(COP, "cop") X(CSUBJ, "csubj") X(CSUBJ_OUTER, "csubj:outer") X(CSUBJ_PASS, "csubj:pass")    \
    X(DEP, "dep") X(DET, "det") X(DET_PREDET, "det:predet") X(DISCOURSE, "discourse")            \
    X(DISLOCATED, "dislocated") X(EXPL, "expl") X(FIXED, "fixed") X(FLAT, "flat")                \
    X(GOESWITH, "goeswith") X(IOBJ, "iobj") X(LIST, "list") X(MARK, "mark") X(NMOD, "nmod")      \
    X(NMOD_DESC, "nmod:desc") X(NMOD_POSS, "nmod:poss") X(NMOD_UNMARKED, "nmod:unmarked")        \
    X(NSUBJ, "nsubj") X(NSUBJ_OUTER, "nsubj:outer") X(NSUBJ_PASS, "nsubj:pass")                  \
    X(NUMMOD, "nummod") X(OBJ, "obj") X(OBL, "obl") X(OBL_AGENT, "obl:agent")                    \
    X(OBL_UNMARKED, "obl:unmarked") X(ORPHAN, "orphan") X(PARATAXIS, "parataxis")                \
    X(PUNCT, "punct") X(REPARANDUM, "reparandum") X(VOCATIVE, "vocative") X(XCOMP, "xcomp")
/* clang-format on */

typedef enum {
#define X(id, name) DEPREL_##id,
    UD_DEPREL(X)
#undef X
        DEPREL_COUNT
} deprel;

/* Morphological features in one word: each field is a few bits, 0 = not given.
 *     feats_get(t->feats, FEAT_TENSE) == TENSE_PAST */
typedef uint64_t feats;

#define FEAT(shift, bits) ((unsigned)((shift) << 8 | (bits)))
enum {
    FEAT_ABBR = FEAT(0, 1),      /* Yes */
    FEAT_CASE = FEAT(1, 2),      /* Acc Gen Nom */
    FEAT_DEFINITE = FEAT(3, 2),  /* Def Ind */
    FEAT_DEGREE = FEAT(5, 2),    /* Cmp Pos Sup */
    FEAT_FOREIGN = FEAT(7, 1),   /* Yes */
    FEAT_GENDER = FEAT(8, 2),    /* Fem Masc Neut */
    FEAT_MOOD = FEAT(10, 2),     /* Imp Ind Sub */
    FEAT_NUMFORM = FEAT(12, 3),  /* Combi Digit Roman Word */
    FEAT_NUMTYPE = FEAT(15, 3),  /* Card Frac Mult Ord */
    FEAT_NUMBER = FEAT(18, 2),   /* Plur Ptan Sing */
    FEAT_PERSON = FEAT(20, 2),   /* 1 2 3 */
    FEAT_POLARITY = FEAT(22, 2), /* Neg Pos */
    FEAT_POSS = FEAT(24, 1),     /* Yes */
    FEAT_PRONTYPE = FEAT(25, 4), /* Art Dem Emp Ind Int Neg Prs Rcp Rel Tot */
    FEAT_REFLEX = FEAT(29, 1),   /* Yes */
    FEAT_STYLE = FEAT(30, 3),    /* Arch Coll Expr Slng Vrnc */
    FEAT_TENSE = FEAT(33, 2),    /* Past Pres */
    FEAT_TYPO = FEAT(35, 1),     /* Yes */
    FEAT_VERBFORM = FEAT(36, 3), /* Fin Ger Inf Part */
    FEAT_VOICE = FEAT(39, 1),    /* Pass */
    FEAT_EXTPOS = FEAT(40, 3)    /* ADP ADV CCONJ PRON PROPN SCONJ */
};
enum { CASE_ACC = 1, CASE_GEN, CASE_NOM };
enum { DEFINITE_DEF = 1, DEFINITE_IND };
enum { DEGREE_CMP = 1, DEGREE_POS, DEGREE_SUP };
enum { GENDER_FEM = 1, GENDER_MASC, GENDER_NEUT };
enum { MOOD_IMP = 1, MOOD_IND, MOOD_SUB };
enum { NUMBER_PLUR = 1, NUMBER_PTAN, NUMBER_SING };
enum { POLARITY_NEG = 1, POLARITY_POS };
enum {
    PRON_ART = 1,
    PRON_DEM,
    PRON_EMP,
    PRON_IND,
    PRON_INT,
    PRON_NEG,
    PRON_PRS,
    PRON_RCP,
    PRON_REL,
    PRON_TOT
};
enum { TENSE_PAST = 1, TENSE_PRES };
enum { VERBFORM_FIN = 1, VERBFORM_GER, VERBFORM_INF, VERBFORM_PART };
enum { VOICE_PASS = 1 };

static inline unsigned feats_get(feats f, unsigned field)
{
    return (unsigned)(f >> (field >> 8)) & ((1U << (field & 0xFFU)) - 1U);
}
static inline feats feats_set(feats f, unsigned field, unsigned value)
{
    feats mask = (feats)((1U << (field & 0xFFU)) - 1U) << (field >> 8);
    return (f & ~mask) | ((feats)value << (field >> 8) & mask);
}

const char *upos_name(unsigned u);
const char *xpos_name(unsigned x);
const char *deprel_name(unsigned d);
/* The number of a name; -1 = unknown.  A relation with an unknown subtype gives its plain form. */
int upos_of(view name);
int xpos_of(view name);
int deprel_of(view name);
/* "Mood=Ind|Tense=Past"; unknown features are passed over when reading.  "_" = none. */
feats feats_of(view text);
void feats_write(feats f, buf *out);

#endif
