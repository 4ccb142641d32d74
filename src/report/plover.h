/* report/plover.h - PLOVER 2.0's closed lists: types, modes, statuses, contexts.
 *
 * Enums for what is stored in records; names as RECORD.md writes them.  Scores, CAMEO codes and the
 * tense rule are knowledge and live in know/.
 */
#ifndef REPORT_PLOVER_H
#define REPORT_PLOVER_H

#include "base/base.h"

/* clang-format off */
#define PLOVER_TYPES(X)                                                                          \
    X(AGREE) X(CONSULT) X(SUPPORT) X(CONCEDE) X(COOPERATE) X(AID) X(RETREAT) X(REQUEST)          \
    X(ACCUSE) X(REJECT) X(THREATEN) X(PROTEST) X(SANCTION) X(MOBILIZE) X(COERCE) X(ASSAULT)
/* clang-format on */

typedef enum {
    ACT_NONE = 0,
#define X(name) ACT_##name,
    PLOVER_TYPES(X)
#undef X
        ACT_COUNT
} act_type;

/* clang-format off */
/* Modes, "type, id, name"; "" (MODE_NONE) is allowed with every type. */
#define PLOVER_MODES(X)                                                                          \
    X(CONSULT, VISIT, "visit") X(CONSULT, THIRD_PARTY, "third-party")                            \
    X(CONSULT, MULTILATERAL, "multilateral") X(CONSULT, PHONE, "phone")                          \
    X(RETREAT, WITHDRAW, "withdraw") X(RETREAT, RELEASE, "release")                              \
    X(                               \
        RETREAT, DISARM, "disarm")                        \
    X(RETREAT, CEASEFIRE, "ceasefire") X(RETREAT, ACCESS, "access")                              \
    X(RETREAT, RESIGN, "resign") X(REQUEST, ASSIST, "assist") X(REQUEST, CHANGE, "change")       \
    X(    \
            REQUEST, YIELD, "yield") X(REQUEST, MEET, "meet")                        \
    X(ACCUSE, DISAPPROVE, "disapprove") X(ACCUSE, INVESTIGATE, "investigate")                    \
    X(ACCUSE, ALLEGE, "allege")                                                                  \
    X(                     \
                REJECT, ASSIST, "assist")                           \
    X(REJECT, CHANGE, "change") X(REJECT, YIELD, "yield") X(REJECT, MEET, "meet")                \
    X(THREATEN, RESTRICT, "restrict") X(THREATEN, ARREST, "arrest")                              \
    X(THREATEN, RELATIONS, "relations")                                                          \
    X(             \
                        THREATEN,                                                                    \
                        EXPEL,                                                                       \
                        "expel")\
    X(THREATEN, TERRITORY,                                              \
                                   "territory")\
    X(THREATEN, VIOLENCE, "violence") X(PROTEST, DEMO, "demo") X(PROTEST, RIOT, "riot")          \
    X(                         \
                            PROTEST, STRIKE, "strike")          \
    X(PROTEST, HUNGER, "hunger") X(PROTEST, BOYCOTT, "boycott")                                  \
    X(PROTEST, OBSTRUCT, "obstruct")                                                             \
    X(       \
                                PROTEST, VANDALIZE,                                                  \
                                "vandalize")\
    X(SANCTION, CONVICT, "convict")                                                              \
    X(SANCTION, EXPEL,                                                   \
                                  "expel")\
    X(SANCTION, WITHDRAW,                                     \
                                             "withdraw")\
    X(SANCTION, DISCONTINUE, "discontinue") X(MOBILIZE, TROOPS, "troops")                        \
    X(                                 \
                                        MOBILIZE,                                                    \
                                        WEAPONS,                                                     \
                                        "weapons")\
    X(MOBILIZE, POLICE,                               \
                                                     "police")\
    X(MOBILIZE, MILITIA, "militia") X(COERCE, SEIZE, "seize") X(COERCE, RESTRICT, "restrict")    \
    X( \
                                            COERCE,                                                  \
                                            BAN,                                                     \
                                            "ban")\
    X(COERCE, CENSOR,                                 \
                                                     "censor")\
    X(COERCE, CURFEW, "curfew")                                                                  \
    X(COERCE, MARTIAL_LAW,                                   \
                                              "martial-law")\
    X(COERCE, ARREST,                       \
                                                               "arrest")\
    X(COERCE, DEPORT,           \
                                                                           "deport")\
    X(COERCE,       \
                                                                                       WITHHOLD,     \
                                                                                       "withhold")\
    X(COERCE, MISINFORMATION, "misinformation")                                                  \
    X(       \
                                                    COERCE,                                          \
                                                    CYBER,                                           \
                                                    "cyber")\
    X(ASSAULT, ABDUCT,                      \
                                                               "abduct")\
    X(ASSAULT, BEAT, "beat") X(ASSAULT, TORTURE, "torture")                                      \
    X(                \
                                                        ASSAULT, SEXUAL,                             \
                                                        "sexual")\
    X(ASSAULT, TARGETED, "targeted")                                                             \
    X(ASSAULT, DESTROY,                          \
                                                          "destroy")\
    X(ASSAULT, PRIMITIVE,           \
                                                                       "primitive")\
    X(ASSAULT, FIREARMS, "firearms")                                                             \
    X(      \
                                                                ASSAULT, EXPLOSIVES, "explosives")\
    X(ASSAULT, SUICIDE_ATTACK,           \
                                                                  "suicide-attack")\
    X(ASSAULT, HEAVY_WEAPONS,        \
                                                                      "heavy-weapons")\
    X(ASSAULT,    \
                                                                                         AERIAL,     \
                                                                                         "aerial")\
    X(ASSAULT, DRONE, "drone")                                                                   \
    X(ASSAULT,               \
                                                                              CROWD_CONTROL,         \
                                                                              "crowd-control")\
    X(ASSAULT,           \
                                                                                  UNCONVENTIONAL,    \
                                                                                  "unconventiona"    \
                                                                                  "l")
/* clang-format on */

typedef enum {
    MODE_NONE = 0,
#define X(type, id, name) MODE_##type##_##id,
    PLOVER_MODES(X)
#undef X
        MODE_COUNT
} act_mode;

/* clang-format off */
#define PLOVER_STATUSES(X)                                                                       \
    X(ACTUAL, "actual") X(ONGOING, "ongoing") X(FUTURE, "future")                                \
    X(HYPOTHETICAL, "hypothetical")                                                              \
    X(NEGATED, "negate"                                            \
                                               "d")
/* clang-format on */

typedef enum {
#define X(id, name) STATUS_##id,
    PLOVER_STATUSES(X)
#undef X
        STATUS_COUNT
} act_status;

/* clang-format off */
/* Contexts are a set: bit i of a context_set is the i-th of these. */
#define PLOVER_CONTEXTS(X)                                                                       \
    X(military) X(intelligence) X(executive) X(legislative) X(election)                          \
    X(political_institutions) X(pro_democracy) X(pro_autocracy) X(economic) X(legal)             \
    X(reparations) X(human_rights) X(rights_freedoms) X(repression) X(human_security) X(gender)  \
    X(lgbt) X(religion_ethnicity) X(inequality) X(diplomatic) X(territory) X(peacekeeping)       \
    X(health) X(asylum) X(migration) X(disasters) X(natural_resource) X(environment)             \
    X(technology) X(terrorism) X(cbrn) X(cyber) X(misinformation) X(crime) X(corruption)         \
    X(illegal_drugs) X(trafficking)
/* clang-format on */

typedef enum {
#define X(name) CONTEXT_##name,
    PLOVER_CONTEXTS(X)
#undef X
        CONTEXT_COUNT
} context;
typedef uint64_t context_set;

const char *act_name(unsigned type); /* "CONSULT"; "" for ACT_NONE */
/* Types that two sides do together: CONSULT, AGREE, SUPPORT, COOPERATE. */
bool act_is_mutual(unsigned type);
/* Types of what is done by saying: ACCUSE, AGREE, CONCEDE, REJECT, REQUEST, SUPPORT, THREATEN. */
bool act_is_said(unsigned type);
const char *mode_name(unsigned mode); /* "visit"; "" for MODE_NONE */
const char *status_name(unsigned status);
const char *context_name(unsigned context);
int act_of(view name);                 /* -1 = unknown */
int mode_of(act_type type, view name); /* 0 for ""; -1 = not a mode of that type */
int status_of(view name);
int context_of(view name);
act_type mode_type(unsigned mode);
unsigned mode_first(act_type type); /* the others of the type follow; MODE_COUNT = it has none */

#endif
