#define _GNU_SOURCE /* signalfd */
#include "cli/over.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "pipe/pipe.h"

/* SIGINT and SIGTERM are blocked and read from a descriptor, so that no handler and no global is
 * needed; workers inherit the mask. */
static int watch_signals(void)
{
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGTERM);
    return sigprocmask(SIG_BLOCK, &set, NULL) == 0 ? signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC)
                                                   : -1;
}

static bool cancelled(void *context)
{
    over *o = context;
    struct signalfd_siginfo info;
    if (o->signals >= 0 && read(o->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        o->interrupted = true;
    }
    progress_show(&o->progress, o->input);
    return o->interrupted;
}

static dateline_status deliver(void *context, const pipe_item *item, dateline_error *error)
{
    over *o = context;
    if (item->report == NULL) {
        o->progress.rejects++;
        progress_end(&o->progress);
        dateline_error why = item->reject.reason;
        if (why.file[0] == '\0') {
            (void)snprintf(why.file, sizeof why.file, "%.250s",
                           item->reject.origin[0] != '\0' ? item->reject.origin : item->reject.id);
        }
        cli_complain(&why);
        return o->ledger == NULL ? DATELINE_OK
                                 : dateline_ledger_put_reject(o->ledger, &item->reject, error);
    }
    o->progress.reports++;
    if (item->passed) {
        o->progress.held++;
        return DATELINE_OK;
    }
    o->progress.events += dateline_event_count(item->report);
    const char *language = dateline_report_language(item->report);
    if (o->last == DATELINE_STAGE_EVENTS && !dateline_language_coded(language)) {
        progress_pass(&o->progress, dateline_language_name(language));
    }
    o->progress.bare += o->last == DATELINE_STAGE_EVENTS && cli_is_bare(item->report);
    if (o->ledger != NULL) {
        dateline_status status = dateline_ledger_put(o->ledger, item->report, error);
        if (status != DATELINE_OK) {
            return status;
        }
    }
    return cli_output_write(&o->output, item->text.data, item->text.length, error);
}

/* What the ledger holds already need not be coded again when it is only to be stored. */
static dateline_status wanted(void *context, const dateline_report *report, bool *yes,
                              dateline_error *error)
{
    over *o = context;
    bool holds = false;
    dateline_status status = dateline_ledger_holds(o->ledger, report, &holds, error);
    *yes = !holds;
    return status;
}

static dateline_status render(void *context, dateline_report *report, dateline_text *out,
                              dateline_error *error)
{
    over *o = context;
    return o->render(o, report, out, error);
}

/* One input; a file that cannot be opened is complained of and counted as a reject. */
static dateline_status run_one(const cli_line *line, over *o, const dateline_model *model,
                               const char *path, unsigned jobs)
{
    dateline_input_options options = {.path = path,
                                      .from = cli_value(line, "from"),
                                      .map = cli_value(line, "map"),
                                      .published = cli_value(line, "published"),
                                      .publisher = cli_value(line, "publisher")};
    dateline_input *input = NULL;
    dateline_error error = {0};
    dateline_status status = dateline_input_open(&options, &input, &error);
    if (status != DATELINE_OK) {
        cli_complain(&error);
        o->progress.rejects++;
        return status == DATELINE_E_ARGUMENT ? status : DATELINE_OK;
    }
    o->input = input;
    status =
        pipe_run(model, input,
                 &(pipe_options){.jobs = jobs,
                                 .last = o->last,
                                 .context = o,
                                 .wanted = o->render == NULL && o->ledger != NULL ? wanted : NULL,
                                 .render = o->render == NULL ? NULL : render,
                                 .deliver = deliver,
                                 .cancelled = cancelled},
                 &error);
    uint64_t done = 0, size = 0;
    dateline_input_progress(input, &done, &size);
    o->progress.bytes_before += done;
    dateline_input_close(input);
    if (status == DATELINE_E_CANCELLED || status == DATELINE_OK) {
        return status;
    }
    progress_end(&o->progress);
    cli_complain(&error);
    return status;
}

static dateline_status run_all(const cli_line *line, over *o, const dateline_model *model,
                               unsigned jobs)
{
    static const char *const standard_input = "-";
    int n = line->narguments == 0 ? 1 : line->narguments;
    dateline_status status = DATELINE_OK;
    for (int i = 0; i < n && status == DATELINE_OK; i++) {
        const char *path = line->narguments == 0 ? standard_input : line->arguments[i];
        status = run_one(line, o, model, path, jobs);
    }
    return status;
}

/* Opens the ledger that --ledger names, if it does. */
static bool open_ledger(const cli_line *line, over *o)
{
    const char *path = cli_value(line, "ledger");
    dateline_error error = {0};
    if (path != NULL && dateline_ledger_open(path, true, &o->ledger, &error) != DATELINE_OK) {
        cli_complain(&error);
        return false;
    }
    return true;
}

/* Commits what was stored, also after an interrupted run: a rerun goes on from there.  A ledger
 * that failed is left as it was at the last commit. */
static bool close_ledger(over *o, dateline_status status)
{
    dateline_error error = {0};
    bool kept = o->ledger == NULL || status == DATELINE_E_LEDGER ||
                dateline_ledger_commit(o->ledger, &error) == DATELINE_OK;
    if (!kept) {
        cli_complain(&error);
    }
    dateline_ledger_close(o->ledger);
    o->ledger = NULL;
    return kept;
}

static int exit_code(const over *o, dateline_status status)
{
    if (o->interrupted) {
        return EXIT_INTERRUPTED;
    }
    if (o->output.gone) {
        return EXIT_SUCCESS;
    }
    if (status == DATELINE_E_ARGUMENT) {
        return EXIT_USAGE;
    }
    if (status != DATELINE_OK) {
        return EXIT_FAILED;
    }
    return o->progress.rejects > 0 ? EXIT_REJECTS : EXIT_SUCCESS;
}

int over_run(const cli_line *line, over *o, const dateline_text *header)
{
    long jobs = 0;
    if (!cli_number(line, "jobs", 1, 64, &jobs)) {
        return EXIT_USAGE;
    }
    if (line->narguments == 0 && isatty(STDIN_FILENO) != 0) {
        return cli_usage(line, "no input: name files or folders, or pipe a report in");
    }
    dateline_model *model = cli_model(line);
    if (model == NULL || !open_ledger(line, o) || !cli_output_open(line, &o->output)) {
        dateline_ledger_close(o->ledger);
        dateline_model_close(model);
        return EXIT_FAILED;
    }
    o->signals = watch_signals();
    progress_begin(&o->progress);
    dateline_error error = {0};
    dateline_status status = cli_output_write(&o->output, header->data, header->length, &error);
    if (status == DATELINE_OK) {
        status = run_all(line, o, model, (unsigned)jobs);
    } else if (status != DATELINE_E_CANCELLED) {
        cli_complain(&error);
    }
    progress_end(&o->progress);
    int code = exit_code(o, status);
    bool stored = close_ledger(o, status);
    if (!cli_output_close(&o->output) || !stored) {
        code = EXIT_FAILED;
    }
    progress_summary(&o->progress);
    if (o->signals >= 0) {
        (void)close(o->signals);
    }
    dateline_model_close(model);
    return code;
}
