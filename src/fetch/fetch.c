/* One curl handle, and what is known of each host: its robots.txt, when it may be asked again, how
 * often it failed. */
#include "fetch/fetch.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <time.h>

enum {
    REDIRECTIONS = 5,
    LOOK_MILLISECONDS = 100,
    ROBOTS_BYTES = 512 << 10,
    ROBOTS_SECONDS = 24 * 3600,
    LONGEST_REST = 24 * 3600,
    LONGEST_PAUSE = 60
};

typedef struct {
    view name;    /* "https://nile.example:8080" */
    view robots;  /* "" = all is allowed */
    bool closed;  /* robots.txt could not be had: nothing is allowed */
    double asked; /* when robots.txt was; 0 = never */
    double next;  /* not before that */
    double rests; /* until then */
    int failures; /* in a row */
} host;

struct fetcher {
    arena *arena;
    CURL *curl;
    fetch_options options;
    view agent; /* its product's name, for robots.txt */
    host *hosts;
    size_t nhosts;
};

/* What the callbacks of one request write into. */
typedef struct {
    fetch_response *response;
    size_t limit;
    bool too_long;
} receiving;

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

dateline_status fetch_open(const fetch_options *options, fetcher **out, dateline_error *e)
{
    arena *a = arena_new(0);
    fetcher *f = a == NULL ? NULL : ARENA_NEW(a, fetcher);
    *out = NULL;
    if (f == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        arena_free(a);
        return fault_memory(e);
    }
    f->arena = a;
    f->options = *options;
    f->options.agent = options->agent == NULL ? "dateline" : options->agent;
    f->options.timeout = options->timeout == 0 ? 30 : options->timeout;
    f->options.limit = options->limit == 0 ? (size_t)64 << 20 : options->limit;
    f->options.rest = options->rest == 0 ? 60 : options->rest;
    f->agent = view_of(f->options.agent);
    size_t slash = view_find_char(f->agent, '/', 0);
    f->agent = slash == SIZE_MAX ? f->agent : view_cut(f->agent, 0, slash);
    f->hosts = ARENA_ARRAY(a, host, FETCH_HOSTS);
    f->curl = curl_easy_init();
    if (f->hosts == NULL || f->curl == NULL) {
        fetch_close(f);
        return fault_memory(e);
    }
    *out = f;
    return DATELINE_OK;
}

void fetch_close(fetcher *f)
{
    if (f != NULL) {
        curl_easy_cleanup(f->curl);
        curl_global_cleanup();
        arena_free(f->arena);
    }
}

void fetch_response_free(fetch_response *r)
{
    buf_free(&r->body);
}

/* ---- one request ----------------------------------------------------------------------------- */

static size_t on_body(char *bytes, size_t size, size_t count, void *to)
{
    receiving *in = to;
    size_t n = size * count;
    if (in->response->body.length + n > in->limit) {
        in->too_long = true;
        return 0;
    }
    buf_view(&in->response->body, (view){bytes, n});
    return in->response->body.failed ? 0 : n;
}

static void keep(char *out, size_t room, view value)
{
    value = view_trim(value);
    size_t n = value.length < room ? value.length : 0; /* one that is too long is none */
    memcpy(out, value.data, n);
    out[n] = '\0';
}

static size_t on_header(char *bytes, size_t size, size_t count, void *to)
{
    receiving *in = to;
    fetch_response *r = in->response;
    view line = {bytes, size * count};
    size_t colon = view_find_char(line, ':', 0);
    if (colon == SIZE_MAX) {
        return line.length;
    }
    view key = view_cut(line, 0, colon), value = view_cut(line, colon + 1, line.length);
    if (view_equal_nocase(key, VIEW("etag"))) {
        keep(r->version.etag, sizeof r->version.etag, value);
    } else if (view_equal_nocase(key, VIEW("last-modified"))) {
        keep(r->version.modified, sizeof r->version.modified, value);
    } else if (view_equal_nocase(key, VIEW("content-type"))) {
        keep(r->media, sizeof r->media, value);
    } else if (view_equal_nocase(key, VIEW("retry-after"))) {
        int64_t seconds = 0;
        r->retry_after = view_int(view_trim(value), &seconds) && seconds > 0 ? (long)seconds : 0;
    }
    return line.length;
}

static struct curl_slist *add_header(struct curl_slist *list, const char *name, const char *value)
{
    char line[FETCH_TEXT + 40];
    if (value[0] == '\0') {
        return list;
    }
    (void)snprintf(line, sizeof line, "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(list, line);
    return longer == NULL ? list : longer;
}

static bool is_cancelled(const fetcher *f)
{
    return f->options.cancelled != NULL && f->options.cancelled(f->options.context);
}

static int on_progress(void *self, curl_off_t all, curl_off_t had, curl_off_t to_send,
                       curl_off_t sent)
{
    (void)all;
    (void)had;
    (void)to_send;
    (void)sent;
    return is_cancelled(self) ? 1 : 0;
}

static void set_options(fetcher *f, const char *url, receiving *in, struct curl_slist *headers)
{
    CURL *c = f->curl;
    curl_easy_reset(c);
    (void)curl_easy_setopt(c, CURLOPT_URL, url);
    (void)curl_easy_setopt(c, CURLOPT_USERAGENT, f->options.agent);
    (void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)REDIRECTIONS);
    (void)curl_easy_setopt(c, CURLOPT_TIMEOUT, f->options.timeout);
    (void)curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, f->options.timeout);
    (void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
    (void)curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
    (void)curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    (void)curl_easy_setopt(c, CURLOPT_WRITEDATA, in);
    (void)curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    (void)curl_easy_setopt(c, CURLOPT_HEADERDATA, in);
    (void)curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    (void)curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
    (void)curl_easy_setopt(c, CURLOPT_XFERINFODATA, f);
}

/* What the request came to. */
static dateline_status answered(fetcher *f, CURLcode code, const char *url, const receiving *in,
                                dateline_error *e)
{
    fetch_response *r = in->response;
    if (in->too_long) {
        fault_at(e, DATELINE_E_LIMIT, url, 0, "'%.150s' is longer than %zu bytes", url, in->limit);
        return DATELINE_E_LIMIT;
    }
    if (code == CURLE_ABORTED_BY_CALLBACK && is_cancelled(f)) {
        return fault(e, DATELINE_E_CANCELLED, "cancelled");
    }
    if (code != CURLE_OK) {
        r->status = 0;
        r->later = true;
        fault_at(e, DATELINE_E_NETWORK, url, 0, "'%.100s' cannot be fetched: %s", url,
                 curl_easy_strerror(code));
        fault_hint(e, "check the address and the network; it is tried again later");
        return DATELINE_E_NETWORK;
    }
    r->later = r->status == 408 || r->status == 429 || r->status >= 500;
    if (r->status != 200) {
        buf_clear(&r->body);
    }
    return DATELINE_OK;
}

typedef struct {
    const char *url;
    const fetch_version *last; /* null = asked without condition */
    size_t limit;
    char *next; /* [FETCH_URL] gets the address that a redirection names, "" = none; null =
                   redirections are followed */
} question;

static dateline_status request(fetcher *f, const question *q, fetch_response *r, dateline_error *e)
{
    receiving in = {.response = r, .limit = q->limit};
    struct curl_slist *headers = NULL;
    if (q->last != NULL) {
        headers = add_header(headers, "If-None-Match", q->last->etag);
        headers = add_header(headers, "If-Modified-Since", q->last->modified);
    }
    set_options(f, q->url, &in, headers);
    (void)curl_easy_setopt(f->curl, CURLOPT_FOLLOWLOCATION, q->next == NULL ? 1L : 0L);
    CURLcode code = curl_easy_perform(f->curl);
    char *where = NULL, *onward = NULL;
    (void)curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, &r->status);
    (void)curl_easy_getinfo(f->curl, CURLINFO_EFFECTIVE_URL, &where);
    (void)curl_easy_getinfo(f->curl, CURLINFO_REDIRECT_URL, &onward);
    keep(r->url, sizeof r->url, view_of(where));
    if (q->next != NULL) {
        keep(q->next, FETCH_URL, code == CURLE_OK ? view_of(onward) : VIEW(""));
    }
    curl_slist_free_all(headers);
    return answered(f, code, q->url, &in, e);
}

/* ---- hosts ----------------------------------------------------------------------------------- */

/* Where the path begins; 0 = no address of a host. */
static size_t path_of(view url)
{
    size_t host = view_find(url, VIEW("://"), 0);
    if (host == SIZE_MAX) {
        return 0;
    }
    size_t at = host + 3;
    while (at < url.length && strchr("/?#", url.data[at]) == NULL) {
        at++;
    }
    return at > host + 3 ? at : 0;
}

static host *host_of(fetcher *f, view name)
{
    for (size_t i = 0; i < f->nhosts; i++) {
        if (view_equal(f->hosts[i].name, name)) {
            return &f->hosts[i];
        }
    }
    if (f->nhosts == FETCH_HOSTS) {
        return NULL;
    }
    host *h = &f->hosts[f->nhosts];
    h->name = arena_copy(f->arena, name);
    h->robots = VIEW("");
    f->nhosts += h->name.length > 0;
    return h->name.length > 0 ? h : NULL;
}

static void sleep_until(const fetcher *f, double when)
{
    for (double left = when - now(); left > 0 && !is_cancelled(f); left = when - now()) {
        long longest = LOOK_MILLISECONDS * 1000000L;
        struct timespec t = {.tv_nsec =
                                 left * 1e9 < (double)longest ? (long)(left * 1e9) : longest};
        (void)nanosleep(&t, NULL);
    }
}

static void pause_before(fetcher *f, host *h, double delay)
{
    sleep_until(f, h->next);
    delay = delay > f->options.delay ? delay : f->options.delay;
    h->next = now() + (delay > LONGEST_PAUSE ? LONGEST_PAUSE : delay);
}

/* A host that failed rests, twice as long as the last time. */
static void note_answer(fetcher *f, host *h, const fetch_response *r)
{
    bool failed = r->status == 0 || r->status == 429 || r->status >= 500;
    if (!failed) {
        h->failures = 0;
        return;
    }
    double rest = (double)f->options.rest;
    for (int i = 0; i < h->failures && rest < LONGEST_REST; i++) {
        rest *= 2;
    }
    rest = (double)r->retry_after > rest ? (double)r->retry_after : rest;
    h->failures++;
    h->rests = now() + (rest > LONGEST_REST ? LONGEST_REST : rest);
}

/* robots.txt: none there = all is allowed, not to be had = nothing is (RFC 9309, 2.3.1). */
static void learn_robots(fetcher *f, host *h)
{
    char url[FETCH_URL];
    fetch_response r = {0};
    dateline_error why;
    (void)snprintf(url, sizeof url, "%.*s/robots.txt", (int)h->name.length, h->name.data);
    pause_before(f, h, 0);
    dateline_status status = request(f, &(question){.url = url, .limit = ROBOTS_BYTES}, &r, &why);
    bool there = status == DATELINE_OK && r.status == 200;
    h->closed = (status != DATELINE_OK && status != DATELINE_E_LIMIT) || r.status >= 500;
    h->robots = there ? arena_copy(f->arena, buf_all(&r.body)) : VIEW("");
    h->asked = now();
    if (h->closed) {
        note_answer(f, h, &r);
    }
    fetch_response_free(&r);
}

static dateline_status refuse(const char *url, const char *why, dateline_error *e)
{
    fault_at(e, DATELINE_E_NETWORK, url, 0, "'%.150s' was not fetched: %s", url, why);
    return DATELINE_E_NETWORK;
}

/* One step of a fetch, as politely as the host wants it; `next` as in a question. */
static dateline_status step(fetcher *f, const char *url, const fetch_version *last,
                            fetch_response *r, char next[FETCH_URL], dateline_error *e)
{
    view address = view_of(url);
    size_t path = path_of(address);
    host *h =
        path == 0 || address.length >= FETCH_URL ? NULL : host_of(f, view_cut(address, 0, path));
    next[0] = '\0';
    if (h == NULL) {
        return refuse(url, "it is no address of a host", e);
    }
    if (now() < h->rests) {
        r->later = r->rests = true;
        return refuse(url, "its host failed before and is left in peace for a while", e);
    }
    if (h->asked == 0 || now() - h->asked > ROBOTS_SECONDS || h->closed) {
        learn_robots(f, h);
    }
    view asked = path < address.length ? view_cut(address, path, address.length) : VIEW("/");
    robots_answer answer = robots_ask(h->robots, f->agent, asked);
    if (!is_cancelled(f) && (h->closed || !answer.allowed)) {
        r->later = h->closed;
        return refuse(url, h->closed ? "its robots.txt cannot be had" : "robots.txt forbids it", e);
    }
    pause_before(f, h, answer.delay);
    if (is_cancelled(f)) {
        return fault(e, DATELINE_E_CANCELLED, "cancelled");
    }
    question q = {.url = url, .last = last, .limit = f->options.limit, .next = next};
    dateline_status status = request(f, &q, r, e);
    if (status != DATELINE_E_LIMIT && status != DATELINE_E_CANCELLED) {
        note_answer(f, h, r);
    }
    return status;
}

dateline_status fetch_get(fetcher *f, const char *url, const fetch_version *last, fetch_response *r,
                          dateline_error *e)
{
    char here[FETCH_URL], next[FETCH_URL];
    *r = (fetch_response){0};
    dateline_status status = step(f, url, last, r, next, e);
    for (int i = 0; status == DATELINE_OK && next[0] != '\0'; i++) {
        if (i == REDIRECTIONS) {
            return refuse(url, "it leads on and on to other addresses", e);
        }
        memcpy(here, next, sizeof here);
        buf_clear(&r->body);
        *r = (fetch_response){.body = r->body};
        status = step(f, here, last, r, next, e);
    }
    return status;
}
