/* serve/serve.h - a ledger over HTTP: the JSON API of docs/api/openapi.json and the page made of
 * it.
 *
 *     serve_run(&(serve_options){.ledger = "world.ledger", .port = 8080, .model = model}, &error);
 *
 * Runs until SIGINT or SIGTERM, with a few threads of its own; each borrows a read-only handle of
 * the ledger for the length of a request.  Bodies, heads, parameters, connections and their idle
 * time have limits (below); what is refused is logged to standard error, one line each.  Report
 * text is only ever sent as JSON strings.
 */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include <dateline/ledger.h>

enum {
    SERVE_BODY_LIMIT = 256 * 1024, /* bytes of a pasted report */
    SERVE_HEAD_LIMIT = 32 * 1024,  /* bytes of a request's head */
    SERVE_CONNECTIONS = 600,
    SERVE_LISTENERS = 64, /* clients of the event stream */
    SERVE_IDLE = 20       /* seconds */
};

typedef struct {
    const char *ledger;
    const char *bind;            /* an address; NULL = 127.0.0.1 */
    int port;                    /* 0 = any that is free */
    const char *token;           /* what clients must show; NULL = nothing, loopback only */
    const dateline_model *model; /* for pasted reports */
} serve_options;

dateline_status serve_run(const serve_options *options, dateline_error *error);

#endif
