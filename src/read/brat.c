/* BRAT's annotations (".ann" beside ".txt") are no reports: the text is read from its own file, and
 * what was annotated is passed over. */
#include "read/read_priv.h"

/* "T1<tab>Type 0 5<tab>words", "E1<tab>...", "#1<tab>...", "*<tab>..." */
static bool annotation(view line)
{
    if (line.length == 0 || strchr("TREAMN#*", line.data[0]) == NULL) {
        return false;
    }
    size_t n = 1;
    while (n < line.length && ascii_digit(line.data[n])) {
        n++;
    }
    return (n > 1 || line.data[0] == '*') && n < line.length && line.data[n] == '\t';
}

static bool sniff(view head)
{
    view line = VIEW("");
    size_t lines = 0;
    while (lines < 5 && view_split(&head, '\n', &line) && line.length > 0) {
        if (!annotation(line)) {
            return false;
        }
        lines++;
    }
    return lines > 0;
}

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    (void)in;
    (void)r;
    (void)reject;
    (void)e;
    return DATELINE_END;
}

const read_kind read_kind_brat = {"brat", sniff, next, NULL, NULL};
