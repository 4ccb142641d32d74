/* read/post_report_priv.h - threads of posts, and their reports. */
#ifndef READ_POST_REPORT_PRIV_H
#define READ_POST_REPORT_PRIV_H

#include "read/posts_priv.h"

/* Gives each post the number of the first of its thread, its own when it stands alone; false = no
 * memory. */
MUST_USE bool post_threads(const post_list *list, int32_t **thread);
/* The report of the thread that begins with post `of`. */
MUST_USE dateline_status post_report(input *in, const post_list *list, const int32_t *thread,
                                     size_t of, report **r, dateline_error *e);

#endif
