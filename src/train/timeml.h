/* train/timeml.h - TimeML files (TimeBank, WikiWars): text, document time and TIMEX3 annotations.
 *
 *     timeml m;  TRY(timeml_read("wsj_0127.tml", &m, e));  ... m.report, m.gold ...
 * timeml_free(&m);
 *
 * The text is what stands between <TEXT> and </TEXT> with tags taken out and entities undone.
 */
#ifndef TRAIN_TIMEML_H
#define TRAIN_TIMEML_H

#include "report/report.h"

typedef struct {
    span bytes; /* of the report's text */
    view type, value;
} timeml_time;

typedef struct {
    report *report; /* text, published, one part */
    timeml_time *gold;
    size_t ngold;
} timeml;

MUST_USE dateline_status timeml_read(const char *path, timeml *out, dateline_error *e);
void timeml_free(timeml *m);

#endif
