/* Help texts and the manual page, made from the tables of commands and options. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { WIDTH = 78 };

/* Prints the text in lines of at most WIDTH characters, each indented. */
static void wrapped(const char *text, int indent)
{
    int column = 0;
    while (*text != '\0') {
        size_t word = strcspn(text, " \n");
        if (column > 0 && column + 1 + (int)word > WIDTH) {
            (void)putchar('\n');
            column = 0;
        }
        column += column == 0 ? printf("%*s", indent, "") : printf(" ");
        column += printf("%.*s", (int)word, text);
        text += word;
        for (; *text == ' ' || *text == '\n'; text++) {
            if (*text == '\n') {
                (void)putchar('\n');
                column = 0;
            }
        }
    }
    (void)putchar('\n');
}

static void option_line(const cli_option *o)
{
    char left[64];
    (void)snprintf(left, sizeof left, "--%s%s%s", o->name, o->value == NULL ? "" : " ",
                   o->value == NULL ? "" : o->value);
    (void)printf("  %s\n", left);
    wrapped(o->help, 8);
}

static const char exit_codes[] =
    "Exit codes: 0 all is well; 1 some reports were rejected or some inputs could not be read; 2 "
    "the "
    "command line makes no sense; 3 the work could not be done; 130 interrupted.";

static void program_help(void)
{
    (void)puts("Usage: dateline COMMAND [OPTION]... [ARGUMENT]...\n\n"
               "Reads news and writes down the political events in it: who did what to whom,\n"
               "when, where, and on whose word.\n\nCommands:");
    for (int i = 0; cli_commands[i] != NULL; i++) {
        (void)printf("  %-10s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    }
    (void)puts("\ndateline COMMAND --help says more about one of them.\n");
    wrapped(exit_codes, 0);
}

void cli_print_help(const cli_command *c)
{
    if (c == NULL) {
        program_help();
        return;
    }
    (void)printf("Usage: dateline %s%s%s\n\n", c->name, c->options == NULL ? " " : " [OPTION]... ",
                 c->arguments);
    wrapped(c->summary, 0);
    if (c->about[0] != '\0') {
        (void)putchar('\n');
        wrapped(c->about, 0);
    }
    (void)puts(c->options == NULL ? "" : "\nOptions:");
    for (const cli_option *o = c->options; o != NULL && o->name != NULL; o++) {
        option_line(o);
    }
    (void)putchar('\n');
    wrapped(exit_codes, 0);
}

/* Text in roff: a backslash and a leading dot or quote mean themselves. */
static void roff(const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '\\') {
            (void)fputs("\\e", stdout);
        } else if (*p == '-') {
            (void)fputs("\\-", stdout);
        } else {
            if ((*p == '.' || *p == '\'') && (p == text || p[-1] == '\n')) {
                (void)fputs("\\&", stdout);
            }
            (void)putchar(*p);
        }
    }
    (void)putchar('\n');
}

static void manual_command(const cli_command *c)
{
    (void)printf(".SS dateline %s %s\n", c->name, c->arguments);
    roff(c->summary);
    if (c->about[0] != '\0') {
        (void)puts(".PP");
        roff(c->about);
    }
    for (const cli_option *o = c->options; o != NULL && o->name != NULL; o++) {
        (void)printf(".TP\n.B \\-\\-%s", o->name);
        (void)printf(o->value == NULL ? "\n" : " \\fI%s\\fR\n", o->value == NULL ? "" : o->value);
        roff(o->help);
    }
}

void cli_print_manual(void)
{
    (void)printf(".TH DATELINE 1 \"\" \"dateline %s\" \"User Commands\"\n", dateline_version());
    (void)puts(".SH NAME\ndateline \\- political events from news text\n.SH SYNOPSIS\n"
               ".B dateline\n.I COMMAND\n[\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...\n"
               ".SH DESCRIPTION\nReads news and writes down the political events in it: who did "
               "what to whom, when, where, and on whose word.\n.SH COMMANDS");
    for (int i = 0; cli_commands[i] != NULL; i++) {
        manual_command(cli_commands[i]);
    }
    (void)puts(".SH EXIT STATUS");
    roff(exit_codes);
    (void)puts(".SH ENVIRONMENT\n.TP\n.B DATELINE_DATA\nfolder of the knowledge pack and the "
               "models, as \\-\\-data.");
}

static int run_help(const cli_line *line)
{
    if (cli_value(line, "manual") != NULL) {
        cli_print_manual();
        return EXIT_SUCCESS;
    }
    for (int i = 0; line->narguments > 0 && cli_commands[i] != NULL; i++) {
        if (strcmp(cli_commands[i]->name, line->arguments[0]) == 0) {
            cli_print_help(cli_commands[i]);
            return EXIT_SUCCESS;
        }
    }
    if (line->narguments > 0) {
        return cli_usage(line, "'%s' is no command", line->arguments[0]);
    }
    cli_print_help(NULL);
    return EXIT_SUCCESS;
}

static const cli_option help_options[] = {
    {"manual", NULL, "print the manual page of the whole program, in roff"}, {NULL, NULL, NULL}};
const cli_command cli_help = {"help", "[COMMAND]",  "what the commands do",
                              "",     help_options, run_help};

static int run_version(const cli_line *line)
{
    (void)line;
    (void)printf("dateline %s\n", dateline_version());
    return EXIT_SUCCESS;
}

const cli_command cli_version = {"version", "", "the program's version", "", NULL, run_version};
