/* who/who.h - mentions of those who can act, their codes and sectors, and who is the same as whom.
 *
 *     TRY(who_run(k, r, scratch, e));
 *     const mention *m = &r->mentions[r->mention_of[t]];     "the Moroccan defence minister"
 *     m->actor.code "MAR"  m->actor.sector "GOV"  r->entities[m->entity].name "Abdellatif Loudiyi"
 *
 * Needs tokens, syntax, names, matches, places and anchor_of; writes mentions, mention_of, entities
 * and mention_members.  Codes are those of the sentence's document day.  Memory: results in the
 * report's arena, scratch given back by the caller.  Costs well under a microsecond a token; one
 * thread a report.
 */
#ifndef WHO_WHO_H
#define WHO_WHO_H

#include "know/know.h"
#include "report/report.h"

MUST_USE dateline_status who_run(const know *k, report *r, arena *scratch, dateline_error *e);

#endif
