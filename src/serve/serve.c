/* The daemon: limits, who may ask, and the way from a connection to an answer. */
#include "serve/serve.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "serve/serve_priv.h"

/* What is kept of a request between its head and its end; lives in bytes of its own. */
typedef struct {
    dateline_text own, body;
    bool too_large;
} pending;

static const char *header(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

/* Equal, in a time that does not tell where they differ. */
static bool same_secret(const char *a, const char *b, size_t length)
{
    unsigned differ = strlen(b) != length;
    for (size_t i = 0; i < length && b[i] != '\0'; i++) {
        differ |= (unsigned)(a[i] ^ b[i]);
    }
    return differ == 0;
}

/* A token as "Authorization: Bearer T" or as the cookie that the page sets. */
static bool token_shown(struct MHD_Connection *c, const char *token)
{
    const char *bearer = header(c, "Authorization");
    const char *cookie = MHD_lookup_connection_value(c, MHD_COOKIE_KIND, "dateline");
    bool by_header = bearer != NULL && strncmp(bearer, "Bearer ", 7) == 0 &&
                     same_secret(bearer + 7, token, strlen(bearer + 7));
    return by_header || (cookie != NULL && same_secret(cookie, token, strlen(cookie)));
}

/* Whether the host is this machine: a page of elsewhere that has its name point here is refused. */
static bool local_host(const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; host != NULL && i < sizeof names / sizeof names[0]; i++) {
        size_t n = strlen(names[i]);
        if (strncmp(host, names[i], n) == 0 && (host[n] == '\0' || host[n] == ':')) {
            return true;
        }
    }
    return host == NULL;
}

/* Whether a browser's page of another origin sends this. */
static bool foreign_origin(struct MHD_Connection *c)
{
    const char *origin = header(c, "Origin"), *host = header(c, "Host");
    const char *slashes = origin == NULL ? NULL : strstr(origin, "//");
    return origin != NULL && (slashes == NULL || host == NULL || strcmp(slashes + 2, host) != 0);
}

static enum MHD_Result take_parameter(void *context, enum MHD_ValueKind kind, const char *name,
                                      size_t name_length, const char *value, size_t length)
{
    query *q = context;
    (void)kind;
    bool taken =
        strlen(name) == name_length && query_take(q, name, value == NULL ? "" : value, length);
    if (!taken && q->fault[0] == '\0') {
        (void)snprintf(q->fault, sizeof q->fault, "a parameter's name holds a NUL");
    }
    return taken ? MHD_YES : MHD_NO;
}

/* Why the request is not answered at all; 0 = it is. */
static unsigned refusal(const request *r, const char **why)
{
    const server *s = r->server;
    bool known = strcmp(r->method, "GET") == 0 || strcmp(r->method, "HEAD") == 0 ||
                 strcmp(r->method, "POST") == 0;
    if (!known) {
        *why = "only GET, HEAD and POST";
        return MHD_HTTP_METHOD_NOT_ALLOWED;
    }
    if (s->options->token == NULL && !local_host(header(r->connection, "Host"))) {
        *why = "this server answers to localhost only";
        return MHD_HTTP_FORBIDDEN;
    }
    if (foreign_origin(r->connection)) {
        *why = "pages of another origin may not ask";
        return MHD_HTTP_FORBIDDEN;
    }
    if (s->options->token != NULL && !token_shown(r->connection, s->options->token)) {
        *why = "show the token: Authorization: Bearer TOKEN, or open /?token=TOKEN";
        return MHD_HTTP_UNAUTHORIZED;
    }
    return 0;
}

/* /?token=T sets the cookie that lets a browser in, and goes on to the page. */
static bool let_in(const request *r, enum MHD_Result *result)
{
    const char *token = r->server->options->token;
    const char *shown = MHD_lookup_connection_value(r->connection, MHD_GET_ARGUMENT_KIND, "token");
    if (token == NULL || shown == NULL || strcmp(r->path, "/") != 0 ||
        !same_secret(shown, token, strlen(shown))) {
        return false;
    }
    char cookie[256];
    (void)snprintf(cookie, sizeof cookie, "dateline=%.180s; HttpOnly; SameSite=Strict; Path=/",
                   token);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (response != NULL) {
        (void)MHD_add_response_header(response, "Set-Cookie", cookie);
        (void)MHD_add_response_header(response, "Location", "/");
    }
    *result = send_response(r, MHD_HTTP_SEE_OTHER, "text/plain", response);
    return true;
}

static enum MHD_Result dispatch(request *r)
{
    const char *why = "";
    enum MHD_Result result = MHD_NO;
    if (let_in(r, &result)) {
        return result;
    }
    unsigned code = refusal(r, &why);
    if (code != 0) {
        return problem(r, code, "Refused", why);
    }
    bool posting = strcmp(r->method, "POST") == 0;
    if (!posting && answer_page(r, &result)) {
        return result; /* the page's own parameters are its views */
    }
    query q;
    query_begin(&q);
    r->query = &q;
    (void)MHD_get_connection_values_n(r->connection, MHD_GET_ARGUMENT_KIND, take_parameter, &q);
    if (q.fault[0] != '\0') {
        return problem(r, MHD_HTTP_BAD_REQUEST, "Bad request", q.fault);
    }
    return answer(r);
}

static pending *begin_request(void)
{
    pending begun = {0};
    dateline_text own = {0};
    if (dateline_text_append(&own, (const char *)&begun, sizeof begun, NULL) != DATELINE_OK) {
        return NULL;
    }
    pending *p = (pending *)(void *)own.data;
    p->own = own;
    return p;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *c, const char *path,
                              const char *method, const char *version, const char *data,
                              size_t *length, void **kept)
{
    pending *p = *kept;
    request r = {.server = context, .connection = c, .method = method, .path = path};
    (void)version;
    if (p == NULL) {
        const char *announced = header(c, "Content-Length");
        *kept = begin_request();
        if (announced != NULL && strtoll(announced, NULL, 10) > SERVE_BODY_LIMIT) {
            return problem(&r, MHD_HTTP_CONTENT_TOO_LARGE, "Too large",
                           "a body has at most 256 KB");
        }
        return *kept == NULL ? MHD_NO : MHD_YES;
    }
    if (*length > 0) {
        p->too_large = p->too_large || p->body.length + *length > SERVE_BODY_LIMIT;
        if (!p->too_large && dateline_text_append(&p->body, data, *length, NULL) != DATELINE_OK) {
            return MHD_NO;
        }
        *length = 0;
        return MHD_YES;
    }
    if (p->too_large) {
        return problem(&r, MHD_HTTP_CONTENT_TOO_LARGE, "Too large", "a body has at most 256 KB");
    }
    r.body = p->body.data == NULL ? "" : p->body.data;
    r.body_length = p->body.length;
    return dispatch(&r);
}

static void end_request(void *context, struct MHD_Connection *c, void **kept,
                        enum MHD_RequestTerminationCode how)
{
    (void)context;
    (void)c;
    (void)how;
    pending *p = *kept;
    if (p != NULL) {
        dateline_text own = p->own;
        dateline_text_free(&p->body);
        dateline_text_free(&own);
        *kept = NULL;
    }
}

static dateline_status fault(dateline_error *e, const char *what, const char *why, const char *hint)
{
    *e = (dateline_error){.status = DATELINE_E_NETWORK};
    (void)snprintf(e->message, sizeof e->message, "'%.80s' %s", what, why);
    (void)snprintf(e->hint, sizeof e->hint, "%s", hint);
    return e->status;
}

static dateline_status address_of(const serve_options *o, struct sockaddr_in *to, dateline_error *e)
{
    const char *name = o->bind == NULL ? "127.0.0.1" : o->bind;
    *to = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)o->port)};
    if (inet_pton(AF_INET, name, &to->sin_addr) != 1) {
        return fault(e, name, "is no address", "give one such as 0.0.0.0 or 192.168.1.5");
    }
    if ((ntohl(to->sin_addr.s_addr) >> 24) != 127 && o->token == NULL) {
        return fault(e, name, "can be reached from elsewhere, which needs a token",
                     "write a secret into a file and name it with --token-file");
    }
    return DATELINE_OK;
}

static void complain(void *context, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
static void complain(void *context, const char *format, va_list arguments)
{
    (void)context;
    (void)fputs("dateline serve: ", stderr);
    (void)vfprintf(stderr, format, arguments);
}

struct MHD_Daemon *serve_daemon(server *s, const struct sockaddr_in *at)
{
    unsigned flags = MHD_ALLOW_SUSPEND_RESUME;
    struct MHD_OptionItem own[] = {
        {MHD_OPTION_SOCK_ADDR, 0, (void *)(uintptr_t)at},
        {MHD_OPTION_THREAD_POOL_SIZE, SERVE_THREADS, NULL},
        {MHD_OPTION_LISTENING_ADDRESS_REUSE, 1, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    struct MHD_OptionItem *options = at == NULL ? &own[3] : own;
    flags |=
        at == NULL ? MHD_USE_NO_LISTEN_SOCKET : MHD_USE_AUTO_INTERNAL_THREAD | MHD_USE_ERROR_LOG;
    return MHD_start_daemon(flags, 0, NULL, NULL, handle, s, MHD_OPTION_EXTERNAL_LOGGER, complain,
                            NULL, MHD_OPTION_ARRAY, options, MHD_OPTION_CONNECTION_LIMIT,
                            (unsigned)SERVE_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
                            (unsigned)SERVE_IDLE, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                            (size_t)SERVE_HEAD_LIMIT, MHD_OPTION_NOTIFY_COMPLETED, end_request,
                            NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

/* Waits for SIGINT or SIGTERM, which all threads have blocked. */
static void wait_for_end(const sigset_t *ends)
{
    int signal_number = 0;
    while (sigwait(ends, &signal_number) != 0) {
    }
}

static void print_address(struct MHD_Daemon *d, const serve_options *o)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT);
    (void)printf("http://%s:%u/\n", o->bind == NULL ? "127.0.0.1" : o->bind,
                 info == NULL ? (unsigned)o->port : (unsigned)info->port);
    (void)fflush(stdout);
}

dateline_status serve_run(const serve_options *o, dateline_error *e)
{
    server s = {.options = o};
    struct sockaddr_in at;
    sigset_t ends;
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGINT);
    (void)sigaddset(&ends, SIGTERM);
    dateline_status status = address_of(o, &at, e);
    if (status != DATELINE_OK || (status = serve_pool_open(&s.pool, o, e)) != DATELINE_OK) {
        return status;
    }
    (void)pthread_sigmask(SIG_BLOCK, &ends, NULL);
    status = serve_news_open(&s.news, o->ledger, e);
    struct MHD_Daemon *d = status == DATELINE_OK ? serve_daemon(&s, &at) : NULL;
    if (status == DATELINE_OK && d == NULL) {
        char port[16];
        (void)snprintf(port, sizeof port, "%d", o->port);
        status = fault(e, port, "is a port that cannot be listened on",
                       "another program may use it: choose another with --port");
    }
    if (d != NULL) {
        print_address(d, o);
        wait_for_end(&ends);
    }
    serve_news_stop(&s.news);
    if (d != NULL) {
        MHD_stop_daemon(d);
    }
    serve_news_close(&s.news);
    serve_pool_close(&s.pool);
    return status;
}
