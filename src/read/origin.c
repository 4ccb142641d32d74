/* Where a report comes from and when it was published, as its first lines say: an address on the
 * first line, a dateline ("CAIRO, July 18 (Reuters) -", "date 2022-07-18 ALBAWABA -"), a date line.
 */
#include <stdlib.h>

#include "read/read_priv.h"

enum { DATELINE_REACH = 120, FIRST_LINES = 6, HOST_REACH = 253 };

static bool is_address(view line)
{
    return (view_starts(line, VIEW("http://")) || view_starts(line, VIEW("https://"))) &&
           view_find_char(line, ' ', 0) == SIZE_MAX;
}

/* Cuts the next line off *at, which moves behind its end; blanks at its ends are trimmed. */
static view line_at(view text, size_t *at)
{
    size_t stop = view_find_char(text, '\n', *at);
    size_t end = stop == SIZE_MAX ? text.length : stop;
    view line = view_trim(view_cut(text, *at, end));
    *at = stop == SIZE_MAX ? text.length : stop + 1;
    return line;
}

/* Takes the byte order mark and a first line that is an address. */
static size_t take_address(report *r)
{
    size_t at = view_starts(r->text, VIEW("\xEF\xBB\xBF")) ? 3 : 0;
    size_t after = at;
    view line = line_at(r->text, &after);
    if (!is_address(line)) {
        return at;
    }
    if (r->url.length == 0) {
        r->url = line;
    }
    return after;
}

/* The end of a dateline's dash, " - ", " – " or " — ", within reach of `from`; 0 = none. */
static size_t dash_end(view text, size_t from)
{
    size_t stop = from + DATELINE_REACH < text.length ? from + DATELINE_REACH : text.length;
    for (size_t i = from; i < stop && text.data[i] != '\n'; i++) {
        view rest = view_cut(text, i, stop);
        size_t n = view_starts(rest, VIEW("-- "))                                 ? 2
                   : view_starts(rest, VIEW("- "))                                ? 1
                   : view_starts(rest, VIEW("–")) || view_starts(rest, VIEW("—")) ? 3
                                                                                  : 0;
        bool after_blank = i > from && (text.data[i - 1] == ' ' || text.data[i - 1] == ')');
        if (n > 0 && after_blank) {
            return i + n;
        }
    }
    return 0;
}

/* The first date in v, whole words only. */
static bool date_within(view v, written_date *out)
{
    for (size_t i = 0; i < v.length; i++) {
        bool word_begins = i == 0 || (!ascii_alpha(v.data[i - 1]) && !ascii_digit(v.data[i - 1]));
        size_t length;
        if (word_begins && date_at(view_cut(v, i, v.length), out, &length)) {
            return true;
        }
    }
    return false;
}

/* A date without a year is the nearest such day to the address's date, else unknown. */
static day whole_date(const report *r, written_date d)
{
    if (d.year > 0) {
        return day_of(d.year, d.month, d.of_month);
    }
    day near = date_in_address(r->url);
    if (near == DAY_NONE) {
        return DAY_NONE;
    }
    int year = day_civil(near).year;
    day best = DAY_NONE;
    for (int y = year - 1; y <= year + 1; y++) {
        day candidate = civil_valid(y, d.month, d.of_month) ? day_of(y, d.month, d.of_month) : near;
        if (best == DAY_NONE || abs(candidate - near) < abs(best - near)) {
            best = candidate;
        }
    }
    return best;
}

static void take_date(report *r, written_date d, date_basis basis)
{
    day found = whole_date(r, d);
    if (found != DAY_NONE && r->published == DAY_NONE) {
        r->published = found;
        r->basis = basis;
    }
}

/* The agency in a dateline: "(Reuters)", or the capitals before the dash behind a date. */
static view agency_in(view dateline)
{
    size_t open = view_find_char(dateline, '(', 0);
    size_t close = open == SIZE_MAX ? SIZE_MAX : view_find_char(dateline, ')', open);
    if (close != SIZE_MAX && close - open > 2 && close - open < 40) {
        return view_trim(view_cut(dateline, open + 1, close));
    }
    written_date d;
    size_t length, end = dateline.length;
    for (size_t i = 0; i < dateline.length; i++) {
        if (date_at(view_cut(dateline, i, end), &d, &length) && d.year > 0) {
            return view_trim(view_cut(dateline, i + length, end));
        }
    }
    return VIEW("");
}

static bool capitals(view v)
{
    bool any = false;
    for (size_t i = 0; i < v.length; i++) {
        if (v.data[i] >= 'a' && v.data[i] <= 'z') {
            return false;
        }
        any = any || ascii_upper(v.data[i]);
    }
    return any;
}

typedef struct {
    int words, lower; /* in all; that begin with a small letter */
    bool capitals;    /* the first word is written in capitals */
} word_count;

static word_count count_words(view v)
{
    word_count n = {0};
    view word;
    while (view_split(&v, ' ', &word)) {
        if (word.length > 0) {
            n.capitals = n.words == 0 ? word.length > 1 && capitals(word) : n.capitals;
            n.words++;
            n.lower += word.data[0] >= 'a' && word.data[0] <= 'z';
        }
    }
    return n;
}

/* The words before the dash are a dateline when they are few, nearly all capitalised, and hold a
 * date, an agency in brackets, or begin with a place in capitals. */
static bool is_dateline(view words, bool dated)
{
    word_count n = count_words(words);
    bool bracketed = view_ends(words, VIEW(")"));
    return n.words > 0 && n.words <= 12 && n.lower <= 1 && (dated || bracketed || n.capitals);
}

static view without_dash(view words)
{
    while (words.length > 0 && (strchr("-: ", words.data[words.length - 1]) != NULL ||
                                (unsigned char)words.data[words.length - 1] >= 0x80)) {
        words.length--;
    }
    return words;
}

/* "KUWAIT: " - a place in capitals and a colon. */
static size_t colon_end(view text, size_t from)
{
    size_t colon = view_find(text, VIEW(": "), from);
    view words = colon == SIZE_MAX || colon - from > 40 ? VIEW("") : view_cut(text, from, colon);
    return capitals(words) && count_words(words).words <= 3 ? colon + 1 : 0;
}

/* Reads the dateline that stands at `at`; an empty span = none does. */
static span take_dateline(report *r, size_t at)
{
    size_t end = dash_end(r->text, at);
    if (end == 0) {
        end = colon_end(r->text, at);
    }
    view words = end == 0 ? VIEW("") : without_dash(view_cut(r->text, at, end));
    written_date d;
    bool dated = date_within(words, &d);
    if (!is_dateline(words, dated)) {
        return (span){0, 0};
    }
    if (dated) {
        take_date(r, d, BASIS_DATELINE);
    }
    view agency = agency_in(words);
    bool in_brackets = view_find_char(words, '(', 0) != SIZE_MAX;
    if (r->publisher.length == 0 && agency.length > 0 && (in_brackets || capitals(agency))) {
        r->publisher = agency;
    }
    return (span){(uint32_t)at, (uint32_t)end};
}

/* The dateline stands at the front of the first paragraphs, often behind a headline. */
static span find_dateline(report *r, size_t at)
{
    span found = {0, 0};
    for (int i = 0; i < FIRST_LINES && at < r->text.length && found.end == 0; i++) {
        while (at < r->text.length && ascii_space(r->text.data[at])) {
            at++;
        }
        found = take_dateline(r, at);
        (void)line_at(r->text, &at);
    }
    return found;
}

/* A short line of its own that holds a date with its year: "Published: 18 July 2022". */
static void take_date_line(report *r, size_t at)
{
    for (int i = 0; i < FIRST_LINES && at < r->text.length; i++) {
        view line = line_at(r->text, &at);
        written_date d;
        if (line.length > 0 && line.length <= 80 && date_within(line, &d) && d.year > 0) {
            take_date(r, d, BASIS_TEXT);
        }
    }
}

/* The host of an address without "www.". */
static view host_of(view url)
{
    size_t from = view_find(url, VIEW("://"), 0);
    if (from == SIZE_MAX) {
        return VIEW("");
    }
    from += 3;
    size_t end = from;
    while (end < url.length && end - from < HOST_REACH && strchr("/:?#", url.data[end]) == NULL) {
        end++;
    }
    view host = view_cut(url, from, end);
    return view_starts(host, VIEW("www.")) ? view_cut(host, 4, host.length) : host;
}

size_t find_origin(report *r, span *dateline)
{
    size_t from = take_address(r);
    *dateline = find_dateline(r, from);
    if (r->published == DAY_NONE) {
        take_date_line(r, from);
    }
    if (r->published == DAY_NONE) {
        r->published = date_in_address(r->url);
        r->basis = r->published == DAY_NONE ? BASIS_NONE : BASIS_URL;
    }
    if (r->publisher.length == 0) {
        r->publisher = host_of(r->url);
    }
    return from;
}
