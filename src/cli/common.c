/* What commands share: the model, the output format, the output file. */
#define _DEFAULT_SOURCE /* fsync */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

dateline_model *cli_model(const cli_line *line)
{
    const char *folders[CLI_OPTIONS_MAX + 1] = {NULL};
    int n = 0;
    for (const char *d = cli_value_at(line, "know", 0); d != NULL;
         d = cli_value_at(line, "know", n)) {
        folders[n++] = d;
    }
    dateline_model *model = NULL;
    dateline_error error = {0};
    if (dateline_model_open(cli_value(line, "data"), n == 0 ? NULL : folders, &model, &error) !=
        DATELINE_OK) {
        cli_complain(&error);
    }
    return model;
}

bool cli_is_bare(const dateline_report *report)
{
    size_t length;
    const char *text = dateline_report_text(report, &length), *url = dateline_report_url(report);
    return length == strlen(url) && memcmp(text, url, length) == 0;
}

static const struct {
    const char *name;
    dateline_format format;
} formats[] = {
    {"jsonl", DATELINE_FORMAT_JSONL},   {"table", DATELINE_FORMAT_TABLE},
    {"tsv", DATELINE_FORMAT_TSV},       {"csv", DATELINE_FORMAT_CSV},
    {"conllu", DATELINE_FORMAT_CONLLU}, {"timeml", DATELINE_FORMAT_TIMEML},
    {"chart", DATELINE_FORMAT_CHART},
};

/* Whether the word stands in a list of words separated by blanks. */
static bool listed(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = strstr(list, word); p != NULL; p = strstr(p + 1, word)) {
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0')) {
            return true;
        }
    }
    return false;
}

int cli_format(const cli_line *line, const char *allowed, dateline_format on_terminal)
{
    const char *name = cli_value(line, "format");
    if (name == NULL) {
        bool terminal = cli_value(line, "output") == NULL && isatty(STDOUT_FILENO) != 0;
        return (int)(terminal ? on_terminal : DATELINE_FORMAT_JSONL);
    }
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, name) == 0 && listed(allowed, name)) {
            return (int)formats[i].format;
        }
    }
    (void)cli_usage(line, "--format takes one of: %s; not '%s'", allowed, name);
    return -1;
}

static void output_error(const cli_output *out, dateline_error *error)
{
    *error = (dateline_error){.status = DATELINE_E_IO};
    (void)snprintf(error->message, sizeof error->message, "cannot write '%.150s': %s", out->path,
                   strerror(errno));
    (void)snprintf(error->hint, sizeof error->hint, "%s",
                   errno == ENOSPC ? "make room on the disk and run the command again"
                                   : "check that the path is right and that you may write it");
}

int cli_lost(const cli_output *out)
{
    dateline_error error;
    output_error(out, &error);
    return cli_failed(&error);
}

bool cli_output_open(const cli_line *line, cli_output *out)
{
    const char *path = cli_value(line, "output");
    *out = (cli_output){.fd = STDOUT_FILENO, .path = "standard output"};
    if (path != NULL) {
        out->path = path;
        out->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    }
    if (out->fd < 0) {
        dateline_error error;
        output_error(out, &error);
        cli_complain(&error);
    }
    return out->fd >= 0;
}

dateline_status cli_output_write(cli_output *out, const char *data, size_t length,
                                 dateline_error *error)
{
    while (length > 0) {
        ssize_t n = write(out->fd, data, length);
        if (n < 0 && errno == EPIPE) {
            out->gone = true;
            return DATELINE_E_CANCELLED;
        }
        if (n < 0 && errno != EINTR) {
            output_error(out, error);
            return DATELINE_E_IO;
        }
        if (n > 0) {
            data += n;
            length -= (size_t)n;
        }
    }
    return DATELINE_OK;
}

bool cli_output_close(cli_output *out)
{
    bool file = out->fd != STDOUT_FILENO;
    bool lost = file && fsync(out->fd) != 0 && errno != EINVAL && errno != EROFS;
    if ((file && close(out->fd) != 0) || lost) {
        dateline_error error;
        output_error(out, &error);
        cli_complain(&error);
        return false;
    }
    return true;
}
