/* The closed lists and scales of PLOVER 2.0 and CAMEO. */
#include "know/ontology.h"

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
