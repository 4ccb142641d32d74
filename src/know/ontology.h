/* know/ontology.h - PLOVER's and CAMEO's scales and rules: what follows from a type, mode or code.
 *
 *     ontology_scale(ACT_CONSULT, MODE_CONSULT_VISIT) = 4.0;  ontology_goldstein(VIEW("042")) = 1.9
 *
 * Facts of the PLOVER 2.0 codebook and of the CAMEO manual; pure functions over constant tables.
 */
#ifndef KNOW_ONTOLOGY_H
#define KNOW_ONTOLOGY_H

#include "report/plover.h"

bool ontology_is_sector(view v);        /* GOV, MIL, ... */
bool ontology_is_supranational(view v); /* IGO UNO EUR NGO ISM IMG MNC */

#endif
