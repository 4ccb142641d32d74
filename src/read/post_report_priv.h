/* read/post_report_priv.h - threads of posts, and their reports. */
#ifndef READ_POST_REPORT_PRIV_H
#define READ_POST_REPORT_PRIV_H

#include "read/posts_priv.h"

/* Which posts belong together: for each the first of its thread, itself when it stands alone, and
 * the next of it in the list; -1 = none. */
typedef struct {
    int32_t *first, *next; /* [posts] */
} post_chains;

/* False = no memory. */
MUST_USE bool post_threads(post_list *list, post_chains *chains);
/* The report of the thread that begins with post `of`. */
MUST_USE dateline_status post_report(input *in, const post_list *list, const post_chains *chains,
                                     size_t of, report **r, dateline_error *e);

#endif
