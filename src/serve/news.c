/* The event stream (text/event-stream): "event: events\ndata: {"newest": N}" when the ledger has
 * grown, and a comment now and then to keep the connection.  A listener costs no thread: its
 * connection sleeps until the ticker wakes all. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "serve/serve_priv.h"

enum { TICK = 2, BEAT = 7 /* ticks between signs of life */ };

/* The number of the ledger's last event. */
static int64_t newest_event(dateline_ledger *l, int64_t before)
{
    dateline_text text = {0};
    int64_t newest = before;
    if (dateline_ledger_ask(l, DATELINE_ASK_SUMMARY, &(dateline_filter){.where = "0"},
                            DATELINE_FORMAT_JSONL, &text, NULL) == DATELINE_OK) {
        const char *at = strstr(text.data, "\"newest\": ");
        newest = at == NULL ? before : strtoll(at + strlen("\"newest\": "), NULL, 10);
    }
    dateline_text_free(&text);
    return newest;
}

static void wake_all(serve_news *n)
{
    n->beats++;
    for (int i = 0; i < SERVE_LISTENERS; i++) {
        if (n->listeners[i].taken && n->listeners[i].asleep) {
            n->listeners[i].asleep = false;
            MHD_resume_connection(n->listeners[i].connection);
        }
    }
}

static void *tick(void *argument)
{
    serve_news *n = argument;
    (void)pthread_mutex_lock(&n->lock);
    for (int ticks = 1; !n->closing; ticks++) {
        struct timespec until;
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += TICK;
        (void)pthread_cond_timedwait(&n->end, &n->lock, &until);
        int64_t newest = newest_event(n->ledger, n->newest);
        if (newest != n->newest || ticks % BEAT == 0 || n->closing) {
            n->newest = newest;
            wake_all(n);
        }
    }
    (void)pthread_mutex_unlock(&n->lock);
    return NULL;
}

dateline_status serve_news_open(serve_news *n, const char *ledger, dateline_error *e)
{
    *n = (serve_news){0};
    (void)pthread_mutex_init(&n->lock, NULL);
    (void)pthread_cond_init(&n->end, NULL);
    dateline_status status = dateline_ledger_open(ledger, false, &n->ledger, e);
    if (status == DATELINE_OK) {
        n->newest = newest_event(n->ledger, 0);
        n->running = pthread_create(&n->ticker, NULL, tick, n) == 0;
    }
    return status;
}

void serve_news_stop(serve_news *n)
{
    (void)pthread_mutex_lock(&n->lock);
    n->closing = true;
    (void)pthread_cond_signal(&n->end);
    (void)pthread_mutex_unlock(&n->lock);
    if (n->running) {
        (void)pthread_join(n->ticker, NULL);
    }
}

void serve_news_close(serve_news *n)
{
    if (n->ledger != NULL) {
        dateline_ledger_close(n->ledger);
    }
    (void)pthread_mutex_destroy(&n->lock);
    (void)pthread_cond_destroy(&n->end);
}

typedef struct {
    serve_news *news;
    struct serve_listener *listener;
    dateline_text own; /* the bytes this lives in */
} listening;

/* What there is to tell, or sleep. */
static ssize_t tell(void *context, uint64_t position, char *to, size_t room)
{
    listening *w = context;
    serve_news *n = w->news;
    struct serve_listener *l = w->listener;
    int length = 0;
    (void)pthread_mutex_lock(&n->lock);
    if (n->closing) {
        length = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (position == 0 || l->told != n->newest) {
        length =
            snprintf(to, room, "event: events\ndata: {\"newest\": %lld}\n\n", (long long)n->newest);
        l->told = n->newest;
        l->beat = n->beats;
    } else if (l->beat != n->beats) {
        length = snprintf(to, room, ": still here\n\n");
        l->beat = n->beats;
    } else {
        l->asleep = true;
        MHD_suspend_connection(l->connection);
    }
    (void)pthread_mutex_unlock(&n->lock);
    return length;
}

static void leave(void *context)
{
    listening *w = context;
    (void)pthread_mutex_lock(&w->news->lock);
    *w->listener = (struct serve_listener){0};
    (void)pthread_mutex_unlock(&w->news->lock);
    dateline_text own = w->own;
    dateline_text_free(&own);
}

static struct serve_listener *free_listener(serve_news *n, struct MHD_Connection *c)
{
    struct serve_listener *found = NULL;
    (void)pthread_mutex_lock(&n->lock);
    for (int i = 0; i < SERVE_LISTENERS && found == NULL; i++) {
        if (!n->listeners[i].taken) {
            found = &n->listeners[i];
            *found = (struct serve_listener){.connection = c, .taken = true};
        }
    }
    (void)pthread_mutex_unlock(&n->lock);
    return found;
}

enum MHD_Result answer_news(const request *r)
{
    serve_news *n = &r->server->news;
    listening begun = {.news = n};
    dateline_text own = {0};
    if (dateline_text_append(&own, (const char *)&begun, sizeof begun, NULL) == DATELINE_OK) {
        begun.listener = free_listener(n, r->connection);
    }
    if (begun.listener == NULL) {
        dateline_text_free(&own);
        return problem(r, MHD_HTTP_SERVICE_UNAVAILABLE, "Too many listeners",
                       "the event stream has as many clients as it takes");
    }
    begun.own = own;
    memcpy(own.data, &begun, sizeof begun);
    return send_response(
        r, MHD_HTTP_OK, "text/event-stream",
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 512, tell, own.data, leave));
}
