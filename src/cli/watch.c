/* dateline watch: follows feeds, fetches what is new, codes it into a ledger.
 *
 * What was seen stands in the ledger's notes, so that a run that was stopped goes on: "watch seen
 * URL" for each item ("done", or "tried N" when its page could not be had so far), "watch feed URL"
 * (its ETag and Last-Modified, one a line) once all its items are done. */
#define _GNU_SOURCE /* signalfd */
#include <dateline/ledger.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "cli/cli.h"
#include "fetch/fetch.h"

enum {
    DEPTH = 2,         /* an index of sitemaps, a sitemap, a page */
    FULL_BYTES = 1000, /* an item's text is the whole story from that on */
    TRIES = 3,         /* of a page that fails; then what the feed says of it is taken */
    KEY = FETCH_URL + 32
};

typedef struct {
    const cli_line *line;
    dateline_coder *coder;
    dateline_ledger *ledger;
    fetcher *fetcher;
    int signals;
    bool stopped;    /* by a signal */
    bool waiting;    /* something of the feed under way is to be had later */
    bool rests;      /* its host rests, which was said */
    long taken;      /* new items of it */
    bool only_feeds; /* no page is fetched */
    long most;       /* items of a feed a round; 0 = all */
    int depth;       /* of the item under way: its page may be a feed itself */
    uint64_t reports, events, rejects, passed;
} watch;

static bool stopped(watch *w)
{
    struct signalfd_siginfo info;
    if (w->signals >= 0 && read(w->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        w->stopped = true;
    }
    return w->stopped;
}

static bool is_stopped(void *context)
{
    return stopped(context);
}

static void complain(watch *w, const dateline_error *error)
{
    w->rejects++;
    cli_complain(error);
}

/* ---- items ----------------------------------------------------------------------------------- */

static void key_of(char key[KEY], const char *what, const char *url)
{
    (void)snprintf(key, KEY, "watch %s %s", what, url);
}

/* How often the item's page was tried; TRIES = it is done.  *key is its note's. */
static dateline_status tries_of(watch *w, const char *url, char key[KEY], int *tries,
                                dateline_error *error)
{
    dateline_text note = {0};
    key_of(key, "seen", url);
    dateline_status status = dateline_ledger_note(w->ledger, key, &note, error);
    *tries = note.length == 0 ? 0 : TRIES;
    if (note.length > 6 && strncmp(note.data, "tried ", 6) == 0) {
        *tries = (int)strtol(note.data + 6, NULL, 10);
    }
    dateline_text_free(&note);
    return status;
}

static dateline_status note_item(watch *w, const char *key, int tries, dateline_error *error)
{
    char note[32] = "done";
    if (tries < TRIES) {
        (void)snprintf(note, sizeof note, "tried %d", tries);
    }
    dateline_status status = dateline_ledger_set_note(w->ledger, key, note, error);
    return status == DATELINE_OK ? dateline_ledger_commit(w->ledger, error) : status;
}

static dateline_status store(watch *w, dateline_report *report, dateline_error *error)
{
    dateline_status status = dateline_code(w->coder, report, error);
    if (status != DATELINE_OK) {
        complain(w, error);
        return DATELINE_OK;
    }
    w->reports++;
    w->events += dateline_event_count(report);
    w->passed += !dateline_language_coded(dateline_report_language(report));
    return dateline_ledger_put(w->ledger, report, error);
}

typedef struct {
    const char *url, *media;
    const buf *body;    /* null = a file of this machine at `url` */
    char published[16]; /* as the feed said; "" */
} fetched;

static dateline_status open_fetched(const fetched *from, dateline_input **input,
                                    dateline_error *error)
{
    const buf *body = from->body;
    dateline_input_options options = {.path = from->url,
                                      .url = body == NULL ? NULL : from->url,
                                      .data = body == NULL         ? NULL
                                              : body->data == NULL ? ""
                                                                   : body->data,
                                      .length = body == NULL ? 0 : body->length,
                                      .media = from->media,
                                      .published =
                                          from->published[0] == '\0' ? NULL : from->published};
    return dateline_input_open(&options, input, error);
}

static dateline_status take_item(watch *w, dateline_report *item, dateline_error *error);

/* Whether what the report came from is a list of pages that may still be followed. */
static bool is_feed(const watch *w, const dateline_input *input)
{
    static const char *const lists[] = {"feed", "jsonfeed", "gdelt"};
    const char *kind = dateline_input_kind(input);
    bool list = false;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        list = list || strcmp(kind, lists[i]) == 0;
    }
    return list && w->depth < DEPTH;
}

/* What became of an item's page. */
typedef enum {
    PAGE_NONE,   /* there is none, or none that may be had */
    PAGE_STORED, /* it held reports, which are stored */
    PAGE_LIST,   /* it is a list itself, to be looked at in every round */
    PAGE_FAILED, /* it may be had another time */
    PAGE_RESTS   /* likewise, and it was not asked for */
} page_fate;

/* The page of an item: every report in it is stored; the items of a sitemap that an index named
 * are followed in their turn. */
static dateline_status take_page(watch *w, const fetched *page, page_fate *fate,
                                 dateline_error *error)
{
    dateline_input *input = NULL;
    dateline_report *report = NULL;
    dateline_reject reject;
    dateline_status status = open_fetched(page, &input, error);
    while (status == DATELINE_OK) {
        status = dateline_input_next(input, &report, &reject, error);
        if (status == DATELINE_OK && report == NULL) {
            complain(w, &reject.reason);
        } else if (status == DATELINE_OK) {
            w->depth++;
            *fate = is_feed(w, input) ? PAGE_LIST : PAGE_STORED;
            status = *fate == PAGE_LIST ? take_item(w, report, error) : store(w, report, error);
            w->depth--;
        }
        dateline_report_free(report);
        report = NULL;
    }
    dateline_input_close(input);
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* A page that was not had: complained of, but only once in a visit when its host rests. */
static page_fate explain(watch *w, const char *url, const fetch_response *answer,
                         dateline_error *why)
{
    if (why->status == DATELINE_OK) {
        why->status = DATELINE_E_NETWORK;
        (void)snprintf(why->message, sizeof why->message, "'%.180s' answers %ld", url,
                       answer->status);
    }
    if (!answer->rests || !w->rests) {
        complain(w, why);
    }
    w->rests = w->rests || answer->rests;
    return answer->rests ? PAGE_RESTS : answer->later ? PAGE_FAILED : PAGE_NONE;
}

static dateline_status recall(watch *w, const char *key, fetch_version *last, dateline_error *error)
{
    dateline_text note = {0};
    dateline_status status = dateline_ledger_note(w->ledger, key, &note, error);
    char *line = note.data == NULL ? NULL : strchr(note.data, '\n');
    if (line != NULL) {
        *line = '\0';
        (void)snprintf(last->etag, sizeof last->etag, "%s", note.data);
        (void)snprintf(last->modified, sizeof last->modified, "%s", line + 1);
    }
    dateline_text_free(&note);
    return status;
}

static dateline_status remember(watch *w, const char *key, const fetch_version *version,
                                dateline_error *error)
{
    char note[2 * FETCH_TEXT + 2];
    (void)snprintf(note, sizeof note, "%s\n%s", version->etag, version->modified);
    dateline_status status = dateline_ledger_set_note(w->ledger, key, note, error);
    return status == DATELINE_OK ? dateline_ledger_commit(w->ledger, error) : status;
}

/* Takes the page that came; of a list the version is remembered once all its items are done. */
static dateline_status take_answer(watch *w, const dateline_report *item, const char *url,
                                   const fetch_response *answer, page_fate *fate,
                                   dateline_error *error)
{
    char key[KEY];
    key_of(key, "feed", url);
    fetched page = {.url = url, .media = answer->media, .body = &answer->body};
    dateline_report_published(item, page.published);
    bool outer = w->waiting;
    w->waiting = false;
    dateline_status status = take_page(w, &page, fate, error);
    if (status == DATELINE_OK && *fate == PAGE_LIST && !w->waiting && !w->stopped) {
        status = remember(w, key, &answer->version, error);
    }
    w->waiting = w->waiting || outer;
    return status;
}

/* Fetches the page of an item and stores it. */
static dateline_status follow(watch *w, const dateline_report *item, const char *url,
                              page_fate *fate, dateline_error *error)
{
    char key[KEY];
    fetch_version last = {0};
    fetch_response answer = {0};
    dateline_error why = {0};
    key_of(key, "feed", url);
    dateline_status status = recall(w, key, &last, error);
    if (status != DATELINE_OK) {
        return status;
    }
    dateline_status got = fetch_get(w->fetcher, url, &last, &answer, &why);
    if (got == DATELINE_OK && answer.status == 200) {
        status = take_answer(w, item, url, &answer, fate, error);
    } else if (got == DATELINE_OK && answer.status == 304) {
        *fate = PAGE_LIST;
    } else {
        *fate = got == DATELINE_E_CANCELLED ? PAGE_RESTS : explain(w, url, &answer, &why);
    }
    fetch_response_free(&answer);
    return status;
}

/* One item of a feed: its page where the feed does not carry the text, else the item itself.  A
 * page that fails is tried again in the next rounds before the item is taken for it. */
static dateline_status take_item(watch *w, dateline_report *item, dateline_error *error)
{
    size_t length;
    (void)dateline_report_text(item, &length);
    const char *url = dateline_report_url(item);
    const char *id = url[0] == '\0' ? dateline_report_id(item) : url;
    char key[KEY];
    int tries = 0;
    page_fate fate = PAGE_NONE;
    dateline_status status = tries_of(w, id, key, &tries, error);
    if (status != DATELINE_OK || tries == TRIES) {
        return status;
    }
    w->taken += w->depth == 0;
    if (length < FULL_BYTES && url[0] != '\0' && !w->only_feeds) {
        status = follow(w, item, url, &fate, error);
    }
    if (status != DATELINE_OK || fate == PAGE_RESTS || fate == PAGE_LIST) {
        w->waiting = true;
        return status;
    }
    tries = fate == PAGE_FAILED ? tries + 1 : TRIES;
    w->waiting = w->waiting || tries < TRIES;
    if (fate != PAGE_STORED && tries == TRIES && !cli_is_bare(item)) {
        status = store(w, item, error);
    }
    return status == DATELINE_OK ? note_item(w, key, tries, error) : status;
}

static dateline_status take_feed(watch *w, const fetched *feed, dateline_error *error)
{
    dateline_input *input = NULL;
    dateline_report *item = NULL;
    dateline_reject reject;
    w->waiting = w->rests = false;
    w->taken = 0;
    dateline_status status = open_fetched(feed, &input, error);
    while (status == DATELINE_OK && !stopped(w) && (w->most == 0 || w->taken < w->most)) {
        status = dateline_input_next(input, &item, &reject, error);
        if (status == DATELINE_OK && item == NULL) {
            complain(w, &reject.reason);
        } else if (status == DATELINE_OK) {
            status = take_item(w, item, error);
        }
        dateline_report_free(item);
        item = NULL;
    }
    dateline_input_close(input);
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* ---- feeds ----------------------------------------------------------------------------------- */

/* A list that lies on this machine. */
static dateline_status visit_file(watch *w, const char *path, dateline_error *error)
{
    dateline_status status = take_feed(w, &(fetched){.url = path}, error);
    if (status == DATELINE_E_IO) {
        complain(w, error);
        return DATELINE_OK;
    }
    return status;
}

/* A feed that cannot be had is complained of and left for the next round. */
static dateline_status visit(watch *w, const char *url, dateline_error *error)
{
    char key[KEY];
    fetch_version last = {0};
    fetch_response answer = {0};
    dateline_error why = {0};
    key_of(key, "feed", url);
    dateline_status status = recall(w, key, &last, error);
    if (status != DATELINE_OK) {
        return status;
    }
    dateline_status got = fetch_get(w->fetcher, url, &last, &answer, &why);
    if (got == DATELINE_E_CANCELLED) {
        fetch_response_free(&answer);
        return DATELINE_OK;
    }
    if (got != DATELINE_OK) {
        complain(w, &why);
    } else if (answer.status == 200) {
        fetched feed = {.url = url, .media = answer.media, .body = &answer.body};
        status = take_feed(w, &feed, error);
        bool whole = w->most == 0 || w->taken < w->most;
        if (status == DATELINE_OK && !w->stopped && !w->waiting && whole) {
            status = remember(w, key, &answer.version, error);
        }
    } else if (answer.status != 304) {
        (void)snprintf(why.message, sizeof why.message, "'%.180s' answers %ld", url, answer.status);
        complain(w, &why);
    }
    fetch_response_free(&answer);
    return status;
}

static void wait_for(watch *w, long seconds)
{
    struct pollfd signals = {.fd = w->signals, .events = POLLIN};
    if (w->signals < 0 || poll(&signals, 1, (int)(seconds * 1000)) > 0) {
        w->stopped = w->signals < 0 || stopped(w);
    }
}

static dateline_status run_rounds(watch *w, bool once, long minutes, dateline_error *error)
{
    dateline_status status = DATELINE_OK;
    while (status == DATELINE_OK && !stopped(w)) {
        for (int i = 0; i < w->line->narguments && status == DATELINE_OK && !stopped(w); i++) {
            const char *feed = w->line->arguments[i];
            bool far = strstr(feed, "://") != NULL;
            status = far ? visit(w, feed, error) : visit_file(w, feed, error);
        }
        (void)fprintf(stderr,
                      "dateline: %llu reports, %llu events, %llu failures, %llu not English\n",
                      (unsigned long long)w->reports, (unsigned long long)w->events,
                      (unsigned long long)w->rejects, (unsigned long long)w->passed);
        if (once || status != DATELINE_OK) {
            break;
        }
        wait_for(w, minutes * 60);
    }
    return status;
}

/* ---- the command ----------------------------------------------------------------------------- */

static int watch_signals(void)
{
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGTERM);
    return sigprocmask(SIG_BLOCK, &set, NULL) == 0 ? signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC)
                                                   : -1;
}

static dateline_status open_all(watch *w, const dateline_model *model, long delay, long timeout,
                                dateline_error *error)
{
    fetch_options options = {.agent = cli_value(w->line, "agent"),
                             .delay = (double)delay,
                             .timeout = timeout,
                             .cancelled = is_stopped,
                             .context = w};
    options.agent = options.agent == NULL ? "dateline/" DATELINE_VERSION : options.agent;
    dateline_status status = dateline_coder_open(model, &w->coder, error);
    if (status == DATELINE_OK) {
        status = dateline_ledger_open(cli_value(w->line, "ledger"), true, &w->ledger, error);
    }
    return status == DATELINE_OK ? fetch_open(&options, &w->fetcher, error) : status;
}

static int run_watch(const cli_line *line)
{
    long minutes = 15, delay = 2, timeout = 30;
    watch w = {.line = line, .only_feeds = cli_value(line, "only-feeds") != NULL};
    if (cli_value(line, "ledger") == NULL) {
        return cli_usage(line, "which ledger? name it with --ledger FILE");
    }
    if (line->narguments == 0) {
        return cli_usage(line, "which feeds? give their addresses");
    }
    if (!cli_number(line, "every", 1, 100000, &minutes) ||
        !cli_number(line, "delay", 0, 3600, &delay) ||
        !cli_number(line, "timeout", 1, 3600, &timeout) ||
        !cli_number(line, "most", 1, 1000000, &w.most)) {
        return EXIT_USAGE;
    }
    dateline_model *model = cli_model(line);
    dateline_error error = {0};
    if (model == NULL) {
        return EXIT_FAILED;
    }
    w.signals = watch_signals();
    dateline_status status = open_all(&w, model, delay, timeout, &error);
    if (status == DATELINE_OK) {
        status = run_rounds(&w, cli_value(line, "once") != NULL, minutes, &error);
    }
    fetch_close(w.fetcher);
    dateline_ledger_close(w.ledger);
    dateline_coder_close(w.coder);
    dateline_model_close(model);
    if (w.signals >= 0) {
        (void)close(w.signals);
    }
    return status != DATELINE_OK ? cli_failed(&error)
           : w.stopped           ? EXIT_INTERRUPTED
           : w.rejects > 0       ? EXIT_REJECTS
                                 : EXIT_SUCCESS;
}

static const cli_option watch_options[] = {
    {"ledger", "FILE", "the ledger to store in; made when it is missing"},
    {"once", NULL, "visit each feed once and end"},
    {"every", "MINUTES", "time between two rounds; 15 when not given"},
    {"delay", "SECONDS", "pause between two requests to one host; 2 when not given"},
    {"timeout", "SECONDS", "longest time of a request; 30 when not given"},
    {"most", "N", "at most so many items of a feed in a round"},
    {"only-feeds", NULL, "take what the feeds carry, fetch no pages"},
    {"agent", "NAME", "User-Agent, such as 'desk/1.0 (+https://desk.example)'; say who you are"},
    CLI_MODEL_OPTIONS,
    {NULL, NULL, NULL}};

const cli_command cli_watch = {
    "watch",
    "FEED...",
    "follow feeds and sitemaps and code what is new into a ledger",
    "FEED is the address of RSS, Atom, JSON Feed, a news sitemap or one of GDELT's lists, or a "
    "file "
    "of that kind. Where a feed carries only summaries, the pages are fetched. Hosts are asked one "
    "thing at a time, as their robots.txt "
    "allows, and only for what has changed; one that fails is left in peace for a while, and its "
    "pages are tried again. What was "
    "done stands in the ledger, so a run that was stopped goes on where it was.",
    watch_options,
    run_watch};
