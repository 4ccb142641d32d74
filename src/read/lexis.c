/* Text downloads of LexisNexis, as researchers have them in two layouts.
 *
 *     the old one:  "1 of 200 DOCUMENTS", publication, date (both centred), headline, "BYLINE:
 * ...", "LENGTH: 812 words", paragraphs, "LOAD-DATE: ...", "Copyright ..." Nexis Uni:    headline,
 * publication, date, "Copyright ...", "Length: 812 words", "Body", paragraphs, "Load-Date: ...",
 * "End of Document"
 */
#include "read/export_priv.h"

/* The old layout centres publication and date. */
static bool centred(view block)
{
    return view_starts(block, VIEW("        "));
}

/* "12 of 200 DOCUMENTS" */
static bool counts_documents(view line)
{
    line = view_trim(line);
    size_t of = view_find(line, VIEW(" of "), 0);
    int64_t n;
    return of != SIZE_MAX && of < 8 && view_int(view_cut(line, 0, of), &n) &&
           (view_ends(line, VIEW(" DOCUMENTS")) || view_ends(line, VIEW(" DOCUMENT")));
}

static export_mark mark(view line)
{
    return counts_documents(line)                                 ? EXPORT_BEGINS
           : view_equal(view_trim(line), VIEW("End of Document")) ? EXPORT_ENDS
                                                                  : EXPORT_LINE;
}

/* The value of "TAG: value", in any case. */
static bool tagged(view block, const char *tag, view *value)
{
    view name = view_of(tag);
    bool is = block.length > name.length && block.data[name.length] == ':' &&
              view_equal_nocase(view_cut(block, 0, name.length), name);
    *value = is ? view_trim(view_cut(block, name.length + 1, block.length)) : VIEW("");
    return is;
}

static bool sniff(view head)
{
    view line, value;
    bool length = false, body = false, copyright = false;
    while (view_split(&head, '\n', &line)) {
        view v = view_trim(line);
        if (mark(line) == EXPORT_BEGINS) {
            return true;
        }
        length = length || tagged(v, "Length", &value);
        body = body || view_equal(v, VIEW("Body")) || tagged(v, "Load-Date", &value);
        copyright = copyright || view_starts(v, VIEW("Copyright "));
    }
    return length && body && copyright;
}

/* Lines behind the text. */
static bool is_tail(view block)
{
    static const char *const tags[] = {
        "URL",           "SUBJECT",        "ORGANIZATION", "COMPANY",      "PERSON",
        "GEOGRAPHIC",    "LOAD-DATE",      "LANGUAGE",     "GRAPHIC",      "JOURNAL-CODE",
        "CITY",          "STATE",          "COUNTRY",      "INDUSTRY",     "TICKER",
        "DOCUMENT-TYPE", "CATEGORY",       "ACC-NO",       "DISTRIBUTION", "PUBLICATION-TYPE",
        "NOTES",         "CORRECTION-DATE"};
    view value;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        if (tagged(block, tags[i], &value)) {
            return true;
        }
    }
    return view_equal(block, VIEW("Classification")) || view_equal(block, VIEW("End of Document"));
}

typedef struct {
    bool dated, body, tail, old;
    view before[2]; /* blocks before the date: the first and the last */
    size_t nbefore;
    view byline, dateline;
} lexis;

/* Blocks up to the date: publication, in Nexis Uni behind the headline. */
static void take_head(lexis *x, view block, view words, read_fields *f)
{
    if (words.length == 0) {
        return;
    }
    if (stamp_day(words) == DAY_NONE) {
        x->before[x->nbefore == 0 ? 0 : 1] = words;
        x->nbefore++;
        x->old = x->old || (x->nbefore == 1 && centred(block));
        return;
    }
    x->dated = true;
    f->published = words;
    x->old = x->old || x->nbefore == 1;
    f->publisher = x->nbefore == 1 ? x->before[0] : x->before[1];
    f->title = x->old ? VIEW("") : x->before[0];
}

/* Blocks between date and text. */
static void take_middle(lexis *x, view block, view words, read_fields *f)
{
    view value;
    if (tagged(words, "BYLINE", &value)) {
        x->byline = value;
    } else if (tagged(words, "DATELINE", &value)) {
        x->dateline = value;
    } else if (tagged(words, "HEADLINE", &value)) {
        f->title = value;
    } else if (tagged(words, "LENGTH", &value)) {
        x->body = x->old;
    } else if (view_equal(words, VIEW("Body")) || view_equal(words, VIEW("BODY:"))) {
        x->body = true;
    } else if (f->title.length == 0 && !view_starts(words, VIEW("Copyright")) &&
               !tagged(words, "SECTION", &value) && !centred(block)) {
        f->title = words;
    }
}

static bool begin_text(const lexis *x, const read_fields *f, draft *d)
{
    return export_add(d, PART_HEADLINE, f->title) && export_add(d, PART_BYLINE, x->byline) &&
           export_add(d, PART_BYLINE, x->dateline);
}

static bool take(view document, read_fields *f, draft *d, arena *a)
{
    lexis x = {0};
    view block, value;
    bool stored = true, begun = false;
    while (stored && !x.tail && export_block(&document, &block)) {
        view words = export_joined(block, a);
        x.tail = x.dated && is_tail(words);
        if (tagged(words, "BODY", &value) && value.length > 0) {
            x.body = true;
            words = value;
        }
        if (!x.dated) {
            view line;
            while (!x.dated && view_split(&block, '\n', &line)) {
                take_head(&x, line, view_trim(line), f);
            }
        } else if (!x.body || tagged(words, "BYLINE", &value) ||
                   tagged(words, "DATELINE", &value) || tagged(words, "HIGHLIGHT", &value) ||
                   view_equal(words, VIEW("BODY:"))) {
            take_middle(&x, block, words, f);
        } else if (!x.tail && !view_starts(words, VIEW("Copyright "))) {
            stored = begun || begin_text(&x, f, d);
            stored = stored && export_add(d, PART_BODY, words);
            begun = true;
        }
    }
    while (export_block(&document, &block)) {
        f->url = tagged(export_joined(block, a), "URL", &value) ? value : f->url;
    }
    return stored;
}

static const export_format format = {mark, take};

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    return export_next(in, &format, r, reject, e);
}

const read_kind read_kind_lexis = {"lexis", sniff, next, NULL, export_close};
