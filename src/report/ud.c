#include "report/ud.h"

static const char *const upos_names[] = {
#define X(name) #name,
    UD_UPOS(X)
#undef X
};
static const char *const xpos_names[] = {
#define X(id, name) name,
    UD_XPOS(X)
#undef X
};
static const char *const deprel_names[] = {
#define X(id, name) name,
    UD_DEPREL(X)
#undef X
};

/* The features in the alphabetical order of CoNLL-U; values in the order of their numbers. */
static const struct {
    const char *name;
    unsigned field;
    const char *values; /* separated by blanks, first = 1 */
} features[] = {
    {"Abbr", FEAT_ABBR, "Yes"},
    {"Case", FEAT_CASE, "Acc Gen Nom"},
    {"Definite", FEAT_DEFINITE, "Def Ind"},
    {"Degree", FEAT_DEGREE, "Cmp Pos Sup"},
    {"ExtPos", FEAT_EXTPOS, "ADP ADV CCONJ PRON PROPN SCONJ"},
    {"Foreign", FEAT_FOREIGN, "Yes"},
    {"Gender", FEAT_GENDER, "Fem Masc Neut"},
    {"Mood", FEAT_MOOD, "Imp Ind Sub"},
    {"NumForm", FEAT_NUMFORM, "Combi Digit Roman Word"},
    {"NumType", FEAT_NUMTYPE, "Card Frac Mult Ord"},
    {"Number", FEAT_NUMBER, "Plur Ptan Sing"},
    {"Person", FEAT_PERSON, "1 2 3"},
    {"Polarity", FEAT_POLARITY, "Neg Pos"},
    {"Poss", FEAT_POSS, "Yes"},
    {"PronType", FEAT_PRONTYPE, "Art Dem Emp Ind Int Neg Prs Rcp Rel Tot"},
    {"Reflex", FEAT_REFLEX, "Yes"},
    {"Style", FEAT_STYLE, "Arch Coll Expr Slng Vrnc"},
    {"Tense", FEAT_TENSE, "Past Pres"},
    {"Typo", FEAT_TYPO, "Yes"},
    {"VerbForm", FEAT_VERBFORM, "Fin Ger Inf Part"},
    {"Voice", FEAT_VOICE, "Pass"},
};
enum { FEATURES = sizeof features / sizeof features[0] };

const char *upos_name(unsigned u)
{
    return u < UPOS_COUNT ? upos_names[u] : "X";
}
const char *xpos_name(unsigned x)
{
    return x < XPOS_COUNT ? xpos_names[x] : "XX";
}
const char *deprel_name(unsigned d)
{
    return d < DEPREL_COUNT ? deprel_names[d] : "dep";
}

static int find(const char *const *names, int count, view name)
{
    for (int i = 0; i < count; i++) {
        if (view_equal(name, view_of(names[i]))) {
            return i;
        }
    }
    return -1;
}

int upos_of(view name)
{
    return find(upos_names, UPOS_COUNT, name);
}
int xpos_of(view name)
{
    return find(xpos_names, XPOS_COUNT, name);
}
int deprel_of(view name)
{
    int d = find(deprel_names, DEPREL_COUNT, name);
    size_t colon = view_find_char(name, ':', 0);
    return d >= 0 || colon == SIZE_MAX ? d
                                       : find(deprel_names, DEPREL_COUNT, view_cut(name, 0, colon));
}

static unsigned value_of(const char *values, view value)
{
    view rest = view_of(values), piece;
    for (unsigned i = 1; view_split(&rest, ' ', &piece); i++) {
        if (view_equal(piece, value)) {
            return i;
        }
    }
    return 0;
}

feats feats_of(view text)
{
    feats f = 0;
    view piece;
    while (view_split(&text, '|', &piece)) {
        size_t equals = view_find_char(piece, '=', 0);
        for (size_t i = 0; equals != SIZE_MAX && i < FEATURES; i++) {
            if (view_equal(view_cut(piece, 0, equals), view_of(features[i].name))) {
                view value = view_cut(piece, equals + 1, piece.length);
                f = feats_set(f, features[i].field, value_of(features[i].values, value));
            }
        }
    }
    return f;
}

void feats_write(feats f, buf *out)
{
    bool any = false;
    for (size_t i = 0; i < FEATURES; i++) {
        unsigned value = feats_get(f, features[i].field);
        view rest = view_of(features[i].values), piece = {"", 0};
        for (unsigned k = 0; k < value && view_split(&rest, ' ', &piece); k++) {
        }
        if (value > 0) {
            buf_printf(out, "%s%s=%.*s", any ? "|" : "", features[i].name, VIEW_ARG(piece));
            any = true;
        }
    }
    if (!any) {
        buf_char(out, '_');
    }
}
