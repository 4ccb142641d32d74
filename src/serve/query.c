/* Each parameter is a row of a table: its name, its form, and the place of its value. */
#include "serve/query.h"

#include <stdio.h>
#include <string.h>

typedef enum { FORM_TEXT, FORM_DAY, FORM_WORD, FORM_NUMBER, FORM_CURSOR, FORM_FORMAT } form;

typedef struct {
    const char *name;
    form form;
    size_t place;      /* of a const char * or int64_t in the query */
    const char *words; /* FORM_WORD, FORM_FORMAT: those allowed; NULL = letters, '-' and '_' */
    int64_t most;      /* FORM_NUMBER */
} parameter;

#define IN_FILTER(field) (offsetof(query, filter) + offsetof(dateline_filter, field))

static const parameter parameters[] = {
    {"actor", FORM_TEXT, IN_FILTER(one), NULL, 0},
    {"other", FORM_TEXT, IN_FILTER(other), NULL, 0},
    {"since", FORM_DAY, IN_FILTER(since), NULL, 0},
    {"until", FORM_DAY, IN_FILTER(until), NULL, 0},
    {"act", FORM_WORD, IN_FILTER(act), NULL, 0},
    {"status", FORM_WORD, IN_FILTER(status), "actual ongoing future hypothetical negated", 0},
    {"said-by", FORM_TEXT, IN_FILTER(said_by), NULL, 0},
    {"in", FORM_TEXT, IN_FILTER(country), NULL, 0},
    {"name", FORM_TEXT, IN_FILTER(name), NULL, 0},
    {"words", FORM_TEXT, IN_FILTER(name), NULL, 0},
    {"story", FORM_NUMBER, offsetof(query, story), NULL, 1000000000000},
    {"least", FORM_NUMBER, IN_FILTER(least), NULL, 1000000},
    {"by", FORM_WORD, IN_FILTER(step), "day week month year", 0},
    {"limit", FORM_NUMBER, IN_FILTER(limit), NULL, QUERY_ROWS},
    {"offset", FORM_NUMBER, IN_FILTER(offset), NULL, 100000000},
    {"window", FORM_NUMBER, IN_FILTER(window), NULL, 366},
    {"quad", FORM_NUMBER, offsetof(query, quad), NULL, 4},
    {"undated", FORM_NUMBER, offsetof(query, undated), NULL, 1},
    {"cursor", FORM_CURSOR, 0, NULL, 0},
    {"format", FORM_FORMAT, 0, "json jsonl csv tsv", 0},
    {"published", FORM_DAY, IN_FILTER(since), NULL, 0},
    {"publisher", FORM_TEXT, IN_FILTER(said_by), NULL, 0},
};
enum { PARAMETERS = sizeof parameters / sizeof parameters[0] };
_Static_assert((int)PARAMETERS <= (int)QUERY_NAMES, "a value a parameter");

void query_begin(query *q)
{
    *q = (query){.format = DATELINE_FORMAT_JSONL};
    q->filter.limit = QUERY_ROWS_DEFAULT;
    q->filter.budget = QUERY_BUDGET;
}

static bool wrong(query *q, const char *name, const char *expected)
{
    (void)snprintf(q->fault, sizeof q->fault, "the parameter '%.40s' must be %s", name, expected);
    return false;
}

static bool digits(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') {
            return false;
        }
    }
    return true;
}

static bool is_day(const char *s, size_t n)
{
    return n == 10 && digits(s, 4) && s[4] == '-' && digits(s + 5, 2) && s[7] == '-' &&
           digits(s + 8, 2);
}

static bool is_word(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool letter = (s[i] >= 'A' && s[i] <= 'Z') || (s[i] >= 'a' && s[i] <= 'z');
        if (!letter && s[i] != '-' && s[i] != '_') {
            return false;
        }
    }
    return n > 0 && n < 40;
}

static bool listed(const char *list, const char *word, size_t n)
{
    for (const char *p = list; *p != '\0'; p += *p == ' ') {
        size_t length = strcspn(p, " ");
        if (length == n && memcmp(p, word, n) == 0) {
            return true;
        }
        p += length;
    }
    return false;
}

int64_t query_number(const char *text)
{
    size_t n = strlen(text);
    if (n == 0 || n > 15 || !digits(text, n)) {
        return 0;
    }
    int64_t number = 0;
    for (size_t i = 0; i < n; i++) {
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

/* "2022-07-18,123", or ",123" among events without a day. */
static bool take_cursor(query *q, const char *value)
{
    const char *comma = strchr(value, ',');
    size_t day = comma == NULL ? 1 : (size_t)(comma - value);
    if ((day != 0 && !is_day(value, day)) || comma == NULL || query_number(comma + 1) == 0) {
        return wrong(q, "cursor", "one that an answer gave");
    }
    memcpy(q->cursor_date, value, day);
    q->cursor_date[day] = '\0';
    q->cursor_event = query_number(comma + 1);
    return true;
}

static void take_format(query *q, const char *value)
{
    q->streamed = strcmp(value, "json") != 0;
    q->format = strcmp(value, "csv") == 0   ? DATELINE_FORMAT_CSV
                : strcmp(value, "tsv") == 0 ? DATELINE_FORMAT_TSV
                                            : DATELINE_FORMAT_JSONL;
    if (q->streamed && q->filter.limit == QUERY_ROWS_DEFAULT) {
        q->filter.limit = 0;
    }
}

static bool take_value(query *q, const parameter *p, const char *value, size_t n)
{
    char *field = (char *)q + p->place;
    switch (p->form) {
    case FORM_DAY:
        if (!is_day(value, n)) {
            return wrong(q, p->name, "a day such as 2022-07-18");
        }
        memcpy(field, &value, sizeof value);
        return true;
    case FORM_TEXT:
        memcpy(field, &value, sizeof value);
        return true;
    case FORM_WORD:
        if (p->words != NULL ? !listed(p->words, value, n) : !is_word(value, n)) {
            return wrong(q, p->name, p->words != NULL ? p->words : "a word of letters");
        }
        memcpy(field, &value, sizeof value);
        return true;
    case FORM_NUMBER: {
        int64_t number = query_number(value);
        if (!digits(value, n) || number > p->most || (number == 0 && strcmp(value, "0") != 0)) {
            return wrong(q, p->name, "a whole number within its bounds (see /api)");
        }
        memcpy(field, &number, sizeof number);
        return true;
    }
    case FORM_CURSOR:
        return take_cursor(q, value);
    case FORM_FORMAT:
        if (!listed(p->words, value, n)) {
            return wrong(q, p->name, p->words);
        }
        take_format(q, value);
        return true;
    }
    return false;
}

bool query_take(query *q, const char *name, const char *value, size_t length)
{
    size_t i = 0;
    while (i < PARAMETERS && strcmp(parameters[i].name, name) != 0) {
        i++;
    }
    if (i == PARAMETERS) {
        (void)snprintf(q->fault, sizeof q->fault, "%s",
                       "there is a parameter of an unknown name; see /api");
        return false;
    }
    if ((q->given & 1u << i) != 0) {
        return wrong(q, name, "given once");
    }
    q->given |= 1u << i;
    if (length == 0) {
        return true; /* an empty field of a form narrows nothing */
    }
    if (length >= QUERY_VALUE || memchr(value, '\0', length) != NULL) {
        return wrong(q, name, "at most 255 bytes of text");
    }
    memcpy(q->values[i], value, length);
    q->values[i][length] = '\0';
    return take_value(q, &parameters[i], q->values[i], length);
}

/* " AND before NUMBER after", when there is a number. */
static void narrow(query *q, const char *before, int64_t number, const char *after)
{
    size_t at = strlen(q->where);
    if (number > 0) {
        (void)snprintf(q->where + at, sizeof q->where - at, "%s%s%lld%s", at == 0 ? "" : " AND ",
                       before, (long long)number, after);
    }
}

void query_narrow(query *q, int64_t event)
{
    static const char story[] =
        "event IN (SELECT event FROM records JOIN report_story USING (report) WHERE story = ";
    char cursor[64];
    (void)snprintf(cursor, sizeof cursor, "(date, event) < ('%.10s', ", q->cursor_date);
    q->where[0] = '\0';
    narrow(q, "quad_code = ", q->quad, "");
    narrow(q, "(date = '') = ", q->undated, "");
    narrow(q, story, q->story, ")");
    narrow(q, cursor, q->cursor_event, ")");
    narrow(q, "event = ", event, "");
    q->filter.where = q->where[0] == '\0' ? NULL : q->where;
}

void query_name_story(query *q)
{
    if (q->story > 0) {
        (void)snprintf(q->story_text, sizeof q->story_text, "%lld", (long long)q->story);
        q->filter.name = q->story_text;
        q->story = 0;
    }
}
