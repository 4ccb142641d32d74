/* Text downloads of Factiva: tagged ("HD  Headline", "PD  18 July 2022", "LP", "TD" ...) or plain
 * (headline, "By ...", "812 words", date, publication ... copyright, paragraphs); both end each
 * document with "Document REUTRS0020220718ei7i001ab". */
#include "read/export_priv.h"

/* "Document " and an accession number: capitals, the date, a tail. */
static bool accession(view line, view *number)
{
    line = view_trim(line);
    line = view_starts(line, VIEW("AN ")) ? view_trim(view_cut(line, 3, line.length)) : line;
    size_t blank = view_find_char(line, ' ', 0);
    bool is = view_starts(line, VIEW("Document ")) && line.length > 24 && line.length < 60;
    *number = is ? view_cut(line, blank + 1, line.length) : VIEW("");
    size_t capitals = 0, digits = 0;
    for (size_t i = 0; i < number->length; i++) {
        capitals += ascii_upper(number->data[i]);
        digits += ascii_digit(number->data[i]);
        is = is && (ascii_alpha(number->data[i]) || ascii_digit(number->data[i]));
    }
    return is && capitals >= 2 && digits >= 8;
}

static export_mark mark(view line)
{
    view number;
    return accession(line, &number) ? EXPORT_ENDS : EXPORT_LINE;
}

static const char *const tags[] = {"SE",  "HD",  "BY",  "CR",  "WC",   "PD",  "ET", "SN",
                                   "SC",  "ED",  "PG",  "LA",  "CY",   "LP",  "TD", "CT",
                                   "RF",  "CO",  "IN",  "NS",  "RE",   "VOL", "AN", "ART",
                                   "CLM", "IPC", "IPD", "PUB", "DOCID"};

/* The tag that the line begins with, in column 0 and followed by blanks; empty = none. */
static view tag_of(view line, view *value)
{
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        view tag = view_of(tags[i]);
        bool is = view_starts(line, tag) &&
                  (line.length == tag.length || line.data[tag.length] == ' ' ||
                   line.data[tag.length] == '\r' || line.data[tag.length] == '\t');
        if (is) {
            *value = view_trim(view_cut(line, tag.length, line.length));
            return tag;
        }
    }
    *value = line;
    return VIEW("");
}

/* "812 words" */
static bool word_count(view line)
{
    line = view_trim(line);
    return view_ends(line, VIEW(" words")) && line.length < 20 && ascii_digit(line.data[0]);
}

static bool sniff(view head)
{
    view line, value;
    bool headline = false, published = false, words = false, document = false;
    while (view_split(&head, '\n', &line)) {
        view tag = tag_of(line, &value);
        headline = headline || view_equal(tag, VIEW("HD"));
        published = published || (view_equal(tag, VIEW("PD")) && stamp_day(value) != DAY_NONE);
        words = words || word_count(line);
        document = document || accession(line, &value);
    }
    return (headline && published) || (words && document);
}

/* ---- tagged ------------------------------------------------------------------------------------
 */

static bool take_tagged(view tag, view value, read_fields *f, draft *d, arena *a)
{
    view words = export_joined(value, a), block, number;
    bool stored = true;
    if (view_equal(tag, VIEW("HD"))) {
        f->title = words;
        stored = export_add(d, PART_HEADLINE, words);
    } else if (view_equal(tag, VIEW("BY"))) {
        stored = export_add(d, PART_BYLINE, words);
    } else if (view_equal(tag, VIEW("PD"))) {
        f->published = words;
    } else if (view_equal(tag, VIEW("SN"))) {
        f->publisher = words;
    } else if (view_equal(tag, VIEW("LA"))) {
        f->language = view_equal_nocase(words, VIEW("English")) ? VIEW("en") : VIEW("");
    } else if (view_equal(tag, VIEW("AN"))) {
        f->id = accession(words, &number) ? number : words;
    } else if (view_equal(tag, VIEW("LP")) || view_equal(tag, VIEW("TD"))) {
        while (stored && export_block(&value, &block)) {
            stored = export_add(d, PART_BODY, export_joined(block, a));
        }
    }
    return stored;
}

/* Cuts the document at its tags. */
static bool take_tags(view document, read_fields *f, draft *d, arena *a)
{
    view rest = document, line, value, tag = VIEW(""), next;
    const char *start = document.data;
    bool stored = true;
    while (stored && view_split(&rest, '\n', &line)) {
        next = tag_of(line, &value);
        bool end = rest.data == NULL;
        if (next.length > 0 || end) {
            const char *stop = end ? document.data + document.length : line.data;
            stored =
                tag.length == 0 || take_tagged(tag, (view){start, (size_t)(stop - start)}, f, d, a);
            tag = next;
            start = value.data;
        }
    }
    return stored;
}

/* ---- plain -------------------------------------------------------------------------------------
 */

/* The lines from the word count on: date, time, publication, code, language, copyright. */
static void take_facts(view lines, read_fields *f)
{
    view line;
    while (view_split(&lines, '\n', &line)) {
        line = view_trim(line);
        bool time = line.length == 5 && line.data[2] == ':';
        if (line.length == 0 || word_count(line) || time) {
            continue;
        }
        if (f->published.length == 0) {
            f->published = stamp_day(line) != DAY_NONE ? line : VIEW("");
        } else if (f->publisher.length == 0) {
            f->publisher = line;
        } else if (view_equal(line, VIEW("English"))) {
            f->language = VIEW("en");
        }
    }
}

/* Whether the facts of the document end with this line. */
static bool is_copyright(view line)
{
    line = view_trim(line);
    return view_starts(line, VIEW("(c) ")) || view_starts(line, VIEW("(C) ")) ||
           view_starts(line, VIEW("Copyright ")) || view_starts(line, VIEW("©"));
}

/* Headline and author before the word count. */
static bool take_before(view lines, read_fields *f, draft *d)
{
    view block, byline = VIEW("");
    while (export_block(&lines, &block)) {
        view words = VIEW(""), line;
        while (view_split(&block, '\n', &line)) {
            words = view_trim(line);
        }
        bool by = view_starts(words, VIEW("By ")) && f->title.length > 0;
        byline = by ? words : byline;
        f->title = by ? f->title : words; /* a section may stand before the headline */
    }
    return export_add(d, PART_HEADLINE, f->title) && export_add(d, PART_BYLINE, byline);
}

static bool take_plain(view document, read_fields *f, draft *d, arena *a)
{
    view rest = document, line, block, number;
    size_t facts = document.length, text = document.length;
    while (text == document.length && view_split(&rest, '\n', &line)) {
        size_t at = (size_t)(line.data - document.data);
        facts = facts == document.length && word_count(line) ? at : facts;
        bool last = facts < at && is_copyright(line) && rest.data != NULL;
        text = last ? (size_t)(rest.data - document.data) : text;
    }
    bool stored = take_before(view_cut(document, 0, facts), f, d);
    take_facts(view_cut(document, facts, text), f);
    rest = view_cut(document, text, document.length);
    while (stored && export_block(&rest, &block)) {
        view words = export_joined(block, a);
        if (accession(words, &number)) {
            f->id = number;
        } else {
            stored = export_add(d, PART_BODY, words);
        }
    }
    return stored;
}

static bool take(view document, read_fields *f, draft *d, arena *a)
{
    view rest = document, line, value;
    bool headline = false;
    while (view_split(&rest, '\n', &line)) {
        headline = headline || view_equal(tag_of(line, &value), VIEW("HD"));
    }
    return headline ? take_tags(document, f, d, a) : take_plain(document, f, d, a);
}

static const export_format format = {mark, take};

static dateline_status next(input *in, report **r, read_reject *reject, dateline_error *e)
{
    return export_next(in, &format, r, reject, e);
}

const read_kind read_kind_factiva = {"factiva", sniff, next, NULL, export_close};
