/* The closed lists and scales of PLOVER 2.0 and CAMEO.
 *
 * CAMEO codes form a tree by their digits: a table lists a code where it differs from its parent,
 * and a look-up takes the longest prefix.  The agreement of CAMEO and PLOVER follows the conversion
 * table that is published with PLOVER (2021); modes that PLOVER 2.0 dropped since then are left out
 * or take their successor (assassinate = targeted). */
#include "know/ontology.h"

#include <string.h>

static bool in_list(const char *list, view v)
{
    return v.length == 3 && view_find(view_of(list), v, 0) % 4 == 0;
}

bool ontology_is_sector(view v)
{
    return in_list(
        "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED "
        "REF OPP PRE REL SOC",
        v);
}

bool ontology_is_supranational(view v)
{
    return in_list("IGO UNO EUR NGO ISM IMG MNC", v);
}

/* ---- PLOVER -------------------------------------------------------------------------------- */

typedef struct {
    act_type type;
    unsigned quad;
    double scale;
    bool needs_recipient;
} type_facts;

static const type_facts TYPES[] = {
    {ACT_AGREE, 1, 2.5, false},   {ACT_CONSULT, 1, 2.5, false},   {ACT_SUPPORT, 1, 5, false},
    {ACT_CONCEDE, 1, 4.5, false}, {ACT_COOPERATE, 2, 9.5, true},  {ACT_AID, 2, 10, true},
    {ACT_RETREAT, 2, 6.5, false}, {ACT_REQUEST, 3, 0, false},     {ACT_ACCUSE, 3, -3, false},
    {ACT_REJECT, 3, -2, false},   {ACT_THREATEN, 3, -3.5, false}, {ACT_PROTEST, 4, -5, false},
    {ACT_SANCTION, 4, -6, true},  {ACT_MOBILIZE, 4, -5.5, false}, {ACT_COERCE, 4, -7, true},
    {ACT_ASSAULT, 4, -9, true},
};

static const type_facts *facts_of(act_type type)
{
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if (TYPES[i].type == type) {
            return &TYPES[i];
        }
    }
    return NULL;
}

static const struct {
    act_mode mode;
    double scale;
} MODES[] = {
    {MODE_CONSULT_VISIT, 4},
    {MODE_CONSULT_THIRD_PARTY, 1},
    {MODE_CONSULT_MULTILATERAL, 4},
    {MODE_CONSULT_PHONE, 1.5},
    {MODE_RETREAT_WITHDRAW, 8},
    {MODE_RETREAT_RELEASE, 6.5},
    {MODE_RETREAT_DISARM, 10},
    {MODE_RETREAT_CEASEFIRE, 7.5},
    {MODE_RETREAT_ACCESS, 6.5},
    {MODE_RETREAT_RESIGN, 4.5},
    {MODE_REQUEST_ASSIST, 0.5},
    {MODE_REQUEST_CHANGE, -1},
    {MODE_REQUEST_YIELD, -1},
    {MODE_REQUEST_MEET, 0},
    {MODE_ACCUSE_DISAPPROVE, -2},
    {MODE_ACCUSE_INVESTIGATE, -3.5},
    {MODE_ACCUSE_ALLEGE, -3.5},
    {MODE_REJECT_ASSIST, -1.5},
    {MODE_REJECT_CHANGE, -2},
    {MODE_REJECT_YIELD, -2},
    {MODE_REJECT_MEET, -2},
    {MODE_THREATEN_RESTRICT, -3},
    {MODE_THREATEN_ARREST, -3.5},
    {MODE_THREATEN_RELATIONS, -3.5},
    {MODE_THREATEN_EXPEL, -3.5},
    {MODE_THREATEN_TERRITORY, -4},
    {MODE_THREATEN_VIOLENCE, -3.5},
    {MODE_PROTEST_DEMO, -5},
    {MODE_PROTEST_RIOT, -7},
    {MODE_PROTEST_STRIKE, -5},
    {MODE_PROTEST_HUNGER, -4.5},
    {MODE_PROTEST_BOYCOTT, -4.5},
    {MODE_PROTEST_OBSTRUCT, -4.5},
    {MODE_PROTEST_VANDALIZE, -5},
    {MODE_SANCTION_CONVICT, -6},
    {MODE_SANCTION_EXPEL, -5.5},
    {MODE_SANCTION_WITHDRAW, -6},
    {MODE_SANCTION_DISCONTINUE, -6},
    {MODE_MOBILIZE_TROOPS, -6.5},
    {MODE_MOBILIZE_WEAPONS, -6.5},
    {MODE_MOBILIZE_POLICE, -5.5},
    {MODE_MOBILIZE_MILITIA, -6},
    {MODE_COERCE_SEIZE, -7},
    {MODE_COERCE_RESTRICT, -7},
    {MODE_COERCE_BAN, -7},
    {MODE_COERCE_CENSOR, -6.5},
    {MODE_COERCE_CURFEW, -6.5},
    {MODE_COERCE_MARTIAL_LAW, -7.5},
    {MODE_COERCE_ARREST, -7},
    {MODE_COERCE_DEPORT, -7},
    {MODE_COERCE_WITHHOLD, -7},
    {MODE_COERCE_MISINFORMATION, -6.5},
    {MODE_COERCE_CYBER, -7},
    {MODE_ASSAULT_ABDUCT, -8.5},
    {MODE_ASSAULT_BEAT, -7.5},
    {MODE_ASSAULT_TORTURE, -8.5},
    {MODE_ASSAULT_SEXUAL, -8.5},
    {MODE_ASSAULT_TARGETED, -9.5},
    {MODE_ASSAULT_DESTROY, -8.5},
    {MODE_ASSAULT_PRIMITIVE, -8},
    {MODE_ASSAULT_FIREARMS, -9},
    {MODE_ASSAULT_EXPLOSIVES, -9},
    {MODE_ASSAULT_SUICIDE_ATTACK, -9.5},
    {MODE_ASSAULT_AERIAL, -9.5},
    {MODE_ASSAULT_DRONE, -9.5},
    {MODE_ASSAULT_HEAVY_WEAPONS, -9.5},
    {MODE_ASSAULT_CROWD_CONTROL, -7.5},
    {MODE_ASSAULT_UNCONVENTIONAL, -10},
};

double ontology_scale(act_type type, act_mode mode)
{
    for (size_t i = 0; i < sizeof MODES / sizeof *MODES; i++) {
        if (MODES[i].mode == mode) {
            return MODES[i].scale;
        }
    }
    const type_facts *f = facts_of(type);
    return f == NULL ? 0 : f->scale;
}

unsigned ontology_quad(act_type type)
{
    const type_facts *f = facts_of(type);
    return f == NULL ? 0 : f->quad;
}

bool ontology_needs_recipient(act_type type)
{
    const type_facts *f = facts_of(type);
    return f != NULL && f->needs_recipient;
}

act_type ontology_event(act_type type, act_status status)
{
    bool to_come = status == STATUS_FUTURE || status == STATUS_HYPOTHETICAL;
    if (to_come &&
        (type == ACT_CONSULT || type == ACT_SUPPORT || type == ACT_COOPERATE || type == ACT_AID)) {
        return ACT_AGREE;
    }
    return status == STATUS_FUTURE && type == ACT_RETREAT ? ACT_CONCEDE : type;
}

/* ---- CAMEO --------------------------------------------------------------------------------- */

static size_t prefix_length(const char *code, view cameo)
{
    size_t n = 2; /* codes have two digits at least: most differ in them */
    if (cameo.length < n || memcmp(code, cameo.data, n) != 0) {
        return 0;
    }
    while (code[n] != 0 && n < cameo.length && code[n] == cameo.data[n]) {
        n++;
    }
    return code[n] == 0 ? n : 0;
}

static const struct {
    const char *code;
    double value;
} GOLDSTEIN[] = {
    {"01", 0},     {"011", -0.1}, {"012", -0.4}, {"013", 0.4},  {"016", 3.4},  {"018", 3.4},
    {"019", 3.4},  {"02", 3},     {"021", 3.4},  {"022", 3.4},  {"023", 3.4},  {"024", -0.3},
    {"025", -0.3}, {"026", 4},    {"027", 4},    {"028", 4},    {"03", 4},     {"031", 5.2},
    {"032", 4.5},  {"033", 5.2},  {"0334", 6},   {"034", 7},    {"035", 7},    {"036", 4},
    {"037", 5},    {"038", 7},    {"039", 5},    {"04", 1},     {"042", 1.9},  {"043", 2.8},
    {"044", 2.5},  {"045", 5},    {"046", 7},    {"05", 3.5},   {"051", 3.4},  {"053", 3.8},
    {"054", 6},    {"055", 7},    {"056", 7},    {"057", 8},    {"06", 6},     {"061", 6.4},
    {"062", 7.4},  {"063", 7.4},  {"064", 7},    {"07", 7},     {"071", 7.4},  {"072", 8.3},
    {"073", 7.4},  {"074", 8.5},  {"08", 5},     {"084", 7},    {"085", 7},    {"086", 9},
    {"087", 9},    {"0874", 10},  {"09", -2},    {"10", -5},    {"11", -2},    {"12", -4},
    {"124", -5},   {"125", -5},   {"126", -5},   {"127", -5},   {"128", -5},   {"129", -5},
    {"13", -6},    {"130", -4.4}, {"131", -5.8}, {"132", -5.8}, {"133", -5.8}, {"134", -5.8},
    {"135", -5.8}, {"136", -7},   {"137", -7},   {"138", -7},   {"139", -7},   {"14", -6.5},
    {"144", -7.5}, {"145", -7.5}, {"15", -7.2},  {"16", -4},    {"162", -5.6}, {"163", -8},
    {"164", -7},   {"165", -6.5}, {"166", -7},   {"17", -7},    {"171", -9.2}, {"172", -5},
    {"173", -5},   {"174", -5},   {"175", -9},   {"18", -9},    {"182", -9.5}, {"1821", -9},
    {"1822", -9},  {"1823", -10}, {"183", -10},  {"184", -8},   {"185", -8},   {"186", -10},
    {"19", -10},   {"191", -9.5}, {"192", -9.5}, {"196", -9.5}, {"20", -10},
};

double ontology_goldstein(view cameo)
{
    size_t longest = 0;
    double value = 0;
    for (size_t i = 0; i < sizeof GOLDSTEIN / sizeof *GOLDSTEIN; i++) {
        size_t n = prefix_length(GOLDSTEIN[i].code, cameo);
        if (n > longest) {
            longest = n;
            value = GOLDSTEIN[i].value;
        }
    }
    return value;
}

static const struct {
    const char *code;
    act_type type;
    act_mode mode;
} CAMEO[] = {
    {"03", ACT_AGREE, MODE_NONE},
    {"04", ACT_CONSULT, MODE_NONE},
    {"041", ACT_CONSULT, MODE_CONSULT_PHONE},
    {"042", ACT_CONSULT, MODE_CONSULT_VISIT},
    {"043", ACT_CONSULT, MODE_CONSULT_VISIT},
    {"044", ACT_CONSULT, MODE_CONSULT_THIRD_PARTY},
    {"05", ACT_SUPPORT, MODE_NONE},
    {"06", ACT_COOPERATE, MODE_NONE},
    {"07", ACT_AID, MODE_NONE},
    {"08", ACT_CONCEDE, MODE_NONE},
    {"0813", ACT_RETREAT, MODE_NONE},
    {"0814", ACT_RETREAT, MODE_NONE},
    {"084", ACT_RETREAT, MODE_NONE},
    {"0841", ACT_RETREAT, MODE_RETREAT_RELEASE},
    {"085", ACT_RETREAT, MODE_NONE},
    {"086", ACT_RETREAT, MODE_RETREAT_ACCESS},
    {"087", ACT_RETREAT, MODE_RETREAT_DISARM},
    {"0871", ACT_RETREAT, MODE_RETREAT_CEASEFIRE},
    {"0872", ACT_RETREAT, MODE_RETREAT_WITHDRAW},
    {"09", ACT_ACCUSE, MODE_ACCUSE_INVESTIGATE},
    {"10", ACT_REQUEST, MODE_NONE},
    {"101", ACT_REQUEST, MODE_REQUEST_ASSIST},
    {"102", ACT_REQUEST, MODE_REQUEST_ASSIST},
    {"103", ACT_REQUEST, MODE_REQUEST_ASSIST},
    {"104", ACT_REQUEST, MODE_REQUEST_CHANGE},
    {"105", ACT_REQUEST, MODE_REQUEST_CHANGE},
    {"1051", ACT_REQUEST, MODE_REQUEST_YIELD},
    {"1052", ACT_REQUEST, MODE_REQUEST_YIELD},
    {"1053", ACT_REQUEST, MODE_REQUEST_YIELD},
    {"1054", ACT_REQUEST, MODE_REQUEST_YIELD},
    {"1055", ACT_REQUEST, MODE_REQUEST_YIELD},
    {"1056", ACT_REQUEST, MODE_REQUEST_YIELD},
    {"106", ACT_REQUEST, MODE_REQUEST_MEET},
    {"107", ACT_REQUEST, MODE_REQUEST_MEET},
    {"108", ACT_REQUEST, MODE_REQUEST_MEET},
    {"11", ACT_ACCUSE, MODE_ACCUSE_DISAPPROVE},
    {"1121", ACT_ACCUSE, MODE_ACCUSE_ALLEGE},
    {"1122", ACT_ACCUSE, MODE_ACCUSE_ALLEGE},
    {"1123", ACT_ACCUSE, MODE_ACCUSE_ALLEGE},
    {"1124", ACT_ACCUSE, MODE_ACCUSE_ALLEGE},
    {"1125", ACT_ACCUSE, MODE_ACCUSE_ALLEGE},
    {"114", ACT_ACCUSE, MODE_ACCUSE_ALLEGE},
    {"115", ACT_ACCUSE, MODE_ACCUSE_ALLEGE},
    {"12", ACT_REJECT, MODE_NONE},
    {"121", ACT_REJECT, MODE_REJECT_ASSIST},
    {"122", ACT_REJECT, MODE_REJECT_ASSIST},
    {"123", ACT_REJECT, MODE_REJECT_CHANGE},
    {"124", ACT_REJECT, MODE_REJECT_CHANGE},
    {"1243", ACT_REJECT, MODE_REJECT_YIELD},
    {"1244", ACT_REJECT, MODE_REJECT_YIELD},
    {"1245", ACT_REJECT, MODE_REJECT_YIELD},
    {"1246", ACT_REJECT, MODE_REJECT_YIELD},
    {"125", ACT_REJECT, MODE_REJECT_MEET},
    {"126", ACT_REJECT, MODE_REJECT_MEET},
    {"127", ACT_REJECT, MODE_REJECT_MEET},
    {"128", ACT_REJECT, MODE_REJECT_YIELD},
    {"129", ACT_REJECT, MODE_REJECT_YIELD},
    {"13", ACT_THREATEN, MODE_NONE},
    {"1311", ACT_THREATEN, MODE_THREATEN_RELATIONS},
    {"1312", ACT_THREATEN, MODE_THREATEN_RESTRICT},
    {"1313", ACT_THREATEN, MODE_THREATEN_RELATIONS},
    {"1323", ACT_THREATEN, MODE_THREATEN_RESTRICT},
    {"1324", ACT_THREATEN, MODE_THREATEN_RESTRICT},
    {"133", ACT_THREATEN, MODE_THREATEN_RELATIONS},
    {"134", ACT_THREATEN, MODE_THREATEN_RELATIONS},
    {"135", ACT_THREATEN, MODE_THREATEN_RELATIONS},
    {"136", ACT_THREATEN, MODE_THREATEN_EXPEL},
    {"137", ACT_THREATEN, MODE_THREATEN_VIOLENCE},
    {"138", ACT_THREATEN, MODE_THREATEN_VIOLENCE},
    {"1381", ACT_THREATEN, MODE_THREATEN_RESTRICT},
    {"1382", ACT_THREATEN, MODE_THREATEN_TERRITORY},
    {"139", ACT_THREATEN, MODE_THREATEN_RELATIONS},
    {"14", ACT_PROTEST, MODE_NONE},
    {"141", ACT_PROTEST, MODE_PROTEST_DEMO},
    {"142", ACT_PROTEST, MODE_PROTEST_HUNGER},
    {"143", ACT_PROTEST, MODE_PROTEST_BOYCOTT},
    {"144", ACT_PROTEST, MODE_PROTEST_OBSTRUCT},
    {"145", ACT_PROTEST, MODE_PROTEST_RIOT},
    {"15", ACT_MOBILIZE, MODE_NONE},
    {"151", ACT_MOBILIZE, MODE_MOBILIZE_POLICE},
    {"152", ACT_MOBILIZE, MODE_MOBILIZE_TROOPS},
    {"153", ACT_MOBILIZE, MODE_MOBILIZE_POLICE},
    {"154", ACT_MOBILIZE, MODE_MOBILIZE_TROOPS},
    {"16", ACT_SANCTION, MODE_NONE},
    {"161", ACT_SANCTION, MODE_SANCTION_WITHDRAW},
    {"162", ACT_SANCTION, MODE_SANCTION_DISCONTINUE},
    {"163", ACT_COERCE, MODE_COERCE_RESTRICT},
    {"164", ACT_SANCTION, MODE_SANCTION_WITHDRAW},
    {"165", ACT_SANCTION, MODE_SANCTION_WITHDRAW},
    {"166", ACT_SANCTION, MODE_SANCTION_EXPEL},
    {"17", ACT_COERCE, MODE_NONE},
    {"171", ACT_COERCE, MODE_COERCE_SEIZE},
    {"1712", ACT_ASSAULT, MODE_ASSAULT_DESTROY},
    {"172", ACT_COERCE, MODE_COERCE_RESTRICT},
    {"1722", ACT_COERCE, MODE_COERCE_BAN},
    {"1723", ACT_COERCE, MODE_COERCE_CURFEW},
    {"1724", ACT_COERCE, MODE_COERCE_MARTIAL_LAW},
    {"173", ACT_COERCE, MODE_COERCE_ARREST},
    {"174", ACT_COERCE, MODE_COERCE_DEPORT},
    {"175", ACT_ASSAULT, MODE_NONE},
    {"18", ACT_ASSAULT, MODE_NONE},
    {"181", ACT_ASSAULT, MODE_ASSAULT_ABDUCT},
    {"182", ACT_ASSAULT, MODE_ASSAULT_BEAT},
    {"1821", ACT_ASSAULT, MODE_ASSAULT_SEXUAL},
    {"1822", ACT_ASSAULT, MODE_ASSAULT_TORTURE},
    {"1823", ACT_ASSAULT, MODE_NONE},
    {"183", ACT_ASSAULT, MODE_ASSAULT_SUICIDE_ATTACK},
    {"1832", ACT_ASSAULT, MODE_ASSAULT_EXPLOSIVES},
    {"1833", ACT_ASSAULT, MODE_ASSAULT_EXPLOSIVES},
    {"184", ACT_ASSAULT, MODE_ASSAULT_ABDUCT},
    {"185", ACT_ASSAULT, MODE_ASSAULT_TARGETED},
    {"186", ACT_ASSAULT, MODE_ASSAULT_TARGETED},
    {"19", ACT_ASSAULT, MODE_NONE},
    {"191", ACT_COERCE, MODE_COERCE_RESTRICT},
    {"192", ACT_COERCE, MODE_COERCE_SEIZE},
    {"193", ACT_ASSAULT, MODE_ASSAULT_FIREARMS},
    {"194", ACT_ASSAULT, MODE_ASSAULT_HEAVY_WEAPONS},
    {"195", ACT_ASSAULT, MODE_ASSAULT_HEAVY_WEAPONS},
    {"20", ACT_ASSAULT, MODE_NONE},
    {"204", ACT_ASSAULT, MODE_ASSAULT_UNCONVENTIONAL},
};

bool ontology_of_cameo(view cameo, act_type *type, act_mode *mode)
{
    size_t longest = 0;
    for (size_t i = 0; i < sizeof CAMEO / sizeof *CAMEO; i++) {
        size_t n = prefix_length(CAMEO[i].code, cameo);
        if (n > longest) {
            longest = n;
            *type = CAMEO[i].type;
            *mode = CAMEO[i].mode;
        }
    }
    return longest > 0;
}
