/* emit/emit_priv.h - small writers that the forms share. */
#ifndef EMIT_EMIT_PRIV_H
#define EMIT_EMIT_PRIV_H

#include "emit/emit.h"

/* `, "key": "value"`; the first member of an object is written without the comma. */
void json_member(buf *out, const char *key, view value);
void json_key(buf *out, const char *key);
/* A number below 10^15 with at most `digits` decimals, 0 to 4, and no trailing zeros; null for NaN.
 */
void json_number(buf *out, double number, int digits);

void emit_conllu(const report *r, buf *out);
/* "ISR MIL Aviv Kochavi + MAR GOV Rabat"; `codes` leaves the names out: "ISRMIL+MARGOV". */
void write_participants(buf *out, const participant *p, uint32_t n, bool codes);
void write_sources(buf *out, const source *s, uint32_t n);

#endif
