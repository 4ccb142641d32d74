/* serve/serve_priv.h - what the files of the server share. */
#ifndef SERVE_SERVE_PRIV_H
#define SERVE_SERVE_PRIV_H

#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>

#include "serve/query.h"
#include "serve/serve.h"

enum { SERVE_THREADS = 4, SERVE_CODERS = 2 };

/* Handles that requests borrow: a ledger and a coder belong to one thread at a time. */
typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t back;
    const char *path;
    const dateline_model *model;
    dateline_ledger *ledgers[SERVE_THREADS];
    dateline_coder *coders[SERVE_CODERS];
    bool ledger_taken[SERVE_THREADS], coder_taken[SERVE_CODERS];
} serve_pool;

dateline_status serve_pool_open(serve_pool *p, const serve_options *o, dateline_error *e);
void serve_pool_close(serve_pool *p);
int serve_take_ledger(serve_pool *p); /* waits; gives a place in ledgers */
void serve_give_ledger(serve_pool *p, int place);
int serve_take_coder(serve_pool *p);
void serve_give_coder(serve_pool *p, int place);

/* Clients of the event stream: suspended connections that a ticker wakes when the ledger grew. */
typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t end;
    pthread_t ticker;
    bool running, closing;
    dateline_ledger *ledger;
    int64_t newest; /* number of the ledger's last event */
    uint64_t beats; /* ticks so far that woke the listeners */
    struct serve_listener {
        struct MHD_Connection *connection;
        int64_t told;  /* the last event that it was told of */
        uint64_t beat; /* the last beat that it was woken for */
        bool taken, asleep;
    } listeners[SERVE_LISTENERS];
} serve_news;

dateline_status serve_news_open(serve_news *n, const char *ledger, dateline_error *e);
void serve_news_stop(serve_news *n); /* wakes all; before the daemon stops */
void serve_news_close(serve_news *n);

typedef struct {
    const serve_options *options;
    serve_pool pool;
    serve_news news;
} server;

/* One request while it is answered. */
typedef struct {
    server *server;
    struct MHD_Connection *connection;
    const char *method, *path;
    query *query;
    const char *body;
    size_t body_length;
} request;

/* ---- serve.c ---- */

/* The daemon; a null address = it listens nowhere and has no threads: connections are given to it
 * and run by the caller, as tests/fuzz does. */
struct MHD_Daemon *serve_daemon(server *s, const struct sockaddr_in *at);

/* ---- reply.c ---- */

void put(dateline_text *out, const char *text);
void put_json(dateline_text *out, const char *text); /* as a JSON string */
/* Sends the text, compressed when the client takes that and it is worth it; frees it. */
enum MHD_Result reply(const request *r, unsigned code, const char *type, dateline_text *body);
/* An error as problem+json (RFC 9457), logged. */
enum MHD_Result problem(const request *r, unsigned code, const char *title, const char *detail);
/* A failure of the library: what the client asked wrongly is 400, the rest 500. */
enum MHD_Result problem_of(const request *r, const dateline_error *e);
enum MHD_Result send_response(const request *r, unsigned code, const char *type,
                              struct MHD_Response *response);
bool takes_gzip(struct MHD_Connection *c);

/* ---- answers.c, stream.c, news.c, paste.c, page.c ---- */

/* The answer of a path of the API, or 404. */
enum MHD_Result answer(const request *r);
/* All rows of a list, in pieces; memory does not grow with the ledger. */
enum MHD_Result answer_stream(const request *r, dateline_question question);
enum MHD_Result answer_news(const request *r);
enum MHD_Result answer_paste(const request *r);
/* The page's files; false = none of that name. */
bool answer_page(const request *r, enum MHD_Result *result);

#endif
