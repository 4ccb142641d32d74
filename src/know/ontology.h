/* know/ontology.h - PLOVER's and CAMEO's scales and rules: what follows from a type, mode or code.
 *
 *     ontology_scale(ACT_CONSULT, MODE_CONSULT_VISIT) == 4.0
 *     ontology_goldstein(VIEW("042")) == 1.9
 *
 * Facts of the PLOVER 2.0 codebook and of the CAMEO manual; pure functions over constant tables.
 */
#ifndef KNOW_ONTOLOGY_H
#define KNOW_ONTOLOGY_H

#include "report/plover.h"

bool ontology_is_sector(view v);        /* GOV, MIL, ... */
bool ontology_is_supranational(view v); /* IGO UNO EUR NGO ISM IMG MNC */

double ontology_scale(act_type type, act_mode mode); /* PLOVER event scale */
unsigned ontology_quad(act_type type);               /* 1 .. 4; 0 for ACT_NONE */
bool ontology_needs_recipient(act_type type);
/* PLOVER's tense rule: the category (`event`) of an act of that status. */
act_type ontology_event(act_type type, act_status status);

/* Goldstein's scale of a CAMEO code, or of its nearest parent; 0 = unknown. */
double ontology_goldstein(view cameo);
/* The PLOVER type and mode of a CAMEO code or its nearest parent; false = CAMEO 01, 02 (statements
 * and appeals, which PLOVER has not) and what is no code. */
bool ontology_of_cameo(view cameo, act_type *type, act_mode *mode);

#endif
