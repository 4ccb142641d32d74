/* fetch/fetch.h - fetching over HTTP as a polite guest does.
 *
 *     fetcher *f;  TRY(fetch_open(&(fetch_options){.agent = "dateline/0.1.0"}, &f, e));
 *     fetch_response r = {0};
 *     TRY(fetch_get(f, "https://nile.example/feed", &last, &r, e));
 *     if (r.status == 200) { ... r.body ... }
 *     fetch_response_free(&r);  fetch_close(f);
 *
 * Asks a host one thing at a time, with a pause between two; obeys robots.txt (RFC 9309) and its
 * crawl-delay; lets a host that fails or says 429 or 503 rest, longer each time; asks only for what
 * has changed (ETag, Last-Modified); follows five redirections, asking the robots.txt of each host
 * that they lead to.  Only http and https.  The pauses are slept; `cancelled` is looked at ten
 * times a second in them and in requests.  One thread a fetcher.  The one folder that includes
 * libcurl.
 */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include "base/base.h"

enum { FETCH_TEXT = 512, FETCH_URL = 2048, FETCH_HOSTS = 4096 };

typedef struct fetcher fetcher;

/* 0 and null = as said behind. */
typedef struct {
    const char *agent; /* the name for User-Agent and robots.txt; "dateline" */
    long timeout;      /* seconds a request may take; 30 */
    size_t limit;      /* bytes of an answer; 64 MiB */
    double delay;      /* seconds between two requests to a host; 0 = none */
    long rest;         /* seconds that a failing host rests at first, doubled each time; 60 */
    bool (*cancelled)(void *context); /* whether to stop waiting; null = never */
    void *context;
} fetch_options;

/* What an earlier answer gave, to ask for changes only; "" = nothing. */
typedef struct {
    char etag[FETCH_TEXT], modified[FETCH_TEXT];
} fetch_version;

typedef struct {
    long status; /* 200, 304, 404 ... */
    buf body;    /* empty unless the status is 200 */
    fetch_version version;
    char media[FETCH_TEXT]; /* Content-Type */
    char url[FETCH_URL];    /* where redirections led */
    long retry_after;       /* seconds; 0 = not said */
    bool later;             /* not had now, but perhaps when it is asked for again */
    bool rests;             /* it was not asked for: its host rests */
} fetch_response;

MUST_USE dateline_status fetch_open(const fetch_options *options, fetcher **f, dateline_error *e);
void fetch_close(fetcher *f);
/* DATELINE_E_NETWORK when there was no answer, robots.txt forbids it or the host rests, with *e
 * saying which; DATELINE_E_LIMIT when the answer is too long; DATELINE_E_CANCELLED.  `last` may be
 * null. */
MUST_USE dateline_status fetch_get(fetcher *f, const char *url, const fetch_version *last,
                                   fetch_response *r, dateline_error *e);
void fetch_response_free(fetch_response *r);

/* ---- robots.txt, for tests ------------------------------------------------------------------- */

typedef struct {
    bool allowed;
    double delay; /* seconds; 0 = not said */
} robots_answer;

/* What a robots.txt says of a path ("/a?b") for an agent. */
robots_answer robots_ask(view robots, view agent, view path);

#endif
