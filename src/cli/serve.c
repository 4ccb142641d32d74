/* dateline serve: a ledger as a page and an API on this machine. */
#include "serve/serve.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

enum { TOKEN_LENGTH = 180, DEFAULT_PORT = 8765 };

/* The first line of the file, which must be a secret of 16 letters at least. */
static bool read_token(const cli_line *line, char token[TOKEN_LENGTH + 2])
{
    const char *path = cli_value(line, "token-file");
    if (path == NULL) {
        return true;
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, token, TOKEN_LENGTH + 1);
    if (fd >= 0) {
        (void)close(fd);
    }
    bool read_it = length > 0;
    token[read_it ? length : 0] = '\0';
    token[strcspn(token, "\r\n")] = '\0';
    if (!read_it || strlen(token) < 16 || strlen(token) > TOKEN_LENGTH ||
        strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") !=
            strlen(token)) {
        (void)cli_usage(line, "'%s' must hold a line of 16 to 180 letters, digits, '-' or '_'",
                        path);
        return false;
    }
    return true;
}

static int run_serve(const cli_line *line)
{
    long port = DEFAULT_PORT;
    char token[TOKEN_LENGTH + 2] = "";
    if (line->narguments != 1) {
        return cli_usage(line, "it needs one argument: LEDGER");
    }
    if (!cli_number(line, "port", 0, 65535, &port) || !read_token(line, token)) {
        return EXIT_USAGE;
    }
    dateline_model *model = cli_model(line);
    if (model == NULL) {
        return EXIT_FAILED;
    }
    dateline_error error = {0};
    dateline_status status = serve_run(&(serve_options){.ledger = line->arguments[0],
                                                        .bind = cli_value(line, "bind"),
                                                        .port = (int)port,
                                                        .token = token[0] == '\0' ? NULL : token,
                                                        .model = model},
                                       &error);
    dateline_model_close(model);
    return status == DATELINE_OK ? 0 : cli_failed(&error);
}

static const cli_option serve_cli_options[] = {
    {"port", "N", "port to listen on; 8765 when not given, 0 = any that is free"},
    {"bind", "ADDR", "address to listen on; 127.0.0.1 when not given, others need --token-file"},
    {"token-file", "FILE", "file with a secret that clients must show"},
    CLI_MODEL_OPTIONS,
    {NULL, NULL, NULL}};

const cli_command cli_serve = {
    "serve",
    "LEDGER",
    "show a ledger as a page and a JSON API on this machine",
    "Prints the address and answers until it is interrupted. The ledger is only read. The API is "
    "described at /api.",
    serve_cli_options,
    run_serve};
