/* train/names_corpus.h - reports with names marked: token TAB tag, blank lines between paragraphs.
 *
 *     names_document d;  TRY(names_document_read(path, &d, e));   d.r->text, d.gold[0 .. d.ngold)
 *
 * The files give tokens, not text: the text is put together again as a newspaper would set it (no
 * blank before a comma, none within year-old), so that our own tokeniser is part of what is learned
 * and measured.  Spans are bytes of that text.  The tag is the second column (B-Person, I-Person,
 * O); columns behind it are not read.
 */
#ifndef TRAIN_NAMES_CORPUS_H
#define TRAIN_NAMES_CORPUS_H

#include "report/report.h"

typedef struct {
    span bytes;
    name_type type;
} gold_name;

typedef struct {
    report *r; /* text, then tokens and sentences */
    gold_name *gold;
    size_t ngold;
    unsigned part; /* 1 .. NAMES_PARTS: of its outlet */
} names_document;

MUST_USE dateline_status names_document_read(const char *path, names_document *d,
                                             dateline_error *e);
/* A copy with some of its paragraphs in capitals, small letters or with each word capitalised. */
MUST_USE dateline_status names_document_recase(const names_document *from, uint64_t *random,
                                               names_document *d, dateline_error *e);
void names_document_free(names_document *d);

/* Outlets fall into parts, one of which can be held back for measuring.  The outlet is what stands
 * between the last two underscores of the file's name ("kw_arabtimes_3.txt.tsv": arabtimes), its
 * part a hash of that. */
enum { NAMES_PARTS = 7 };
unsigned names_part_of(const char *path);

#endif
