/* Requests: arbitrary bytes as what a client sends, to the real daemon on an empty ledger. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve/serve_priv.h"

enum { TURNS = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Made once: a ledger without events, its handles, and a daemon that the fuzzer runs. */
static struct MHD_Daemon *begin(server *s, serve_options *options)
{
    static char path[] = "/tmp/fuzz-request-XXXXXX";
    dateline_ledger *empty = NULL;
    dateline_error e = {0};
    int fd = mkstemp(path);
    if (fd < 0 || close(fd) != 0 || dateline_ledger_open(path, true, &empty, &e) != DATELINE_OK) {
        return NULL;
    }
    dateline_ledger_close(empty);
    *options = (serve_options){.ledger = path};
    s->options = options;
    if (serve_pool_open(&s->pool, options, &e) != DATELINE_OK ||
        serve_news_open(&s->news, path, &e) != DATELINE_OK) {
        return NULL;
    }
    return serve_daemon(s, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static server s;
    static serve_options options;
    static struct MHD_Daemon *daemon;
    int ends[2];
    char answer[65536];
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (daemon == NULL && (daemon = begin(&s, &options)) == NULL) {
        abort();
    }
    if (size == 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
        return 0;
    }
    (void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
    (void)fcntl(ends[1], F_SETFL, O_NONBLOCK);
    (void)send(ends[0], data, size, MSG_NOSIGNAL);
    (void)shutdown(ends[0], SHUT_WR);
    (void)MHD_add_connection(daemon, ends[1], (struct sockaddr *)&from, sizeof from);
    for (int turn = 0; turn < TURNS; turn++) {
        (void)MHD_run(daemon);
        while (recv(ends[0], answer, sizeof answer, 0) > 0) {
        }
    }
    (void)close(ends[0]);
    (void)MHD_run(daemon);
    return 0;
}
