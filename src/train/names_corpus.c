/* Text from tokens.  One pass over the lines: each token is glued to the one before it or not, by
 * the two alone. */
#include "train/names_corpus.h"

#include "train/learn.h"

static const size_t document_limit = (size_t)1 << 30;

/* One line of the file. */
typedef struct {
    view form, tag;
} line;

static bool is_one_of(view v, const char *const *list)
{
    for (size_t i = 0; list[i] != NULL; i++) {
        if (view_equal(v, view_of(list[i]))) {
            return true;
        }
    }
    return false;
}

static bool glues_left(view v) /* no blank before it */
{
    static const char *const marks[] = {
        ",", ".", ";", ":", "?", "!", ")", "]", "}", "%", "…", "...", "n't", "n’t", "\xE2\x80\x9D",
        "/", NULL};
    return is_one_of(v, marks) || (v.length > 1 && v.data[0] == '\'') ||
           (v.length > 3 && view_starts(v, VIEW("\xE2\x80\x99")));
}

static bool glues_right(view v) /* no blank behind it */
{
    static const char *const marks[] = {
        "(", "[", "{", "$", "\xC2\xA3", "\xE2\x82\xAC", "#", "@", "\xE2\x80\x9C", "\xE2\x80\x98",
        "/", NULL};
    return is_one_of(v, marks);
}

/* What stands before a name with a stop of its own: "Dr. Salim", "St. John's". */
static bool is_title(view v)
{
    static const char *const titles[] = {"Dr",  "Mr",  "Mrs", "Ms",  "St",  "Mt",   "Prof",
                                         "Rep", "Sen", "Gov", "Gen", "Col", "Capt", "Sgt",
                                         "Maj", "Lt",  "Rev", "Hon", "Fr",  "Eng",  NULL};
    return is_one_of(v, titles);
}

static bool is_domain(view v)
{
    static const char *const domains[] = {"com", "org", "net", "gov", NULL};
    return is_one_of(v, domains);
}

/* A full stop of its own behind a short capital word ("Jr", "Inc"): glued, it would be taken for
 * the word's. */
static bool is_stop_apart(view before, view v, view next)
{
    return view_equal(v, VIEW(".")) && before.length > 1 && before.length <= 4 &&
           ascii_upper(before.data[0]) && !is_title(before) && !is_domain(next);
}

static bool is_suffix(view v)
{
    static const char *const suffixes[] = {"s", "t", "re", "ve", "ll", "d", "m", NULL};
    return is_one_of(v, suffixes);
}

static bool wordlike(view v)
{
    return v.length > 0 && (ascii_alpha(v.data[0]) || ascii_digit(v.data[0]) ||
                            ((uint8_t)v.data[0] >= 0xC3 && (uint8_t)v.data[0] != 0xE2));
}

/* A small letter outside ASCII alone: what is left of a word torn apart ("M", "ā", "ori"). */
static bool is_torn(view v)
{
    size_t n = v.length >= 2 ? utf8_length(v, 0) : 0;
    return n == 2 && v.length == 2 && (uint8_t)v.data[0] >= 0xC3 && (uint8_t)v.data[0] <= 0xC5;
}

typedef struct {
    buf text;
    view before;       /* the token before; "" = at the start of a paragraph */
    view earlier;      /* the one before that */
    size_t count;      /* tokens of the paragraph so far */
    bool glue, quoted; /* no blank behind the token before; an open " */
} setter;

static bool is_letter(view v)
{
    return v.length == 1 && ascii_upper(v.data[0]);
}

/* Behind a stop within "U.S." or "news.com". */
static bool goes_on(const setter *s, view v, view next)
{
    bool initial = is_letter(s->earlier) && is_letter(v) && view_equal(next, VIEW("."));
    return view_equal(s->before, VIEW(".")) && (initial || (is_domain(v) && wordlike(s->earlier)));
}

/* Is there no blank between the token before and v, when `next` follows v? */
static bool glued(setter *s, view v, view next)
{
    bool glue =
        s->glue || (glues_left(v) && !is_stop_apart(s->before, v, next)) || goes_on(s, v, next);
    s->glue = glues_right(v);
    if (view_equal(v, VIEW("\""))) {
        glue = glue || s->quoted;
        s->quoted = !s->quoted;
        s->glue = s->quoted;
    } else if (view_equal(v, VIEW("\xE2\x80\x99")) || view_equal(v, VIEW("'"))) {
        bool suffix = is_suffix(next);
        glue = glue || wordlike(s->before);
        s->glue = suffix;
    } else if (view_equal(v, VIEW("-")) && wordlike(s->before) && wordlike(next) &&
               (s->count > 12 || !ascii_upper(next.data[0]))) {
        glue = true;
        s->glue = true;
    }
    bool torn = is_torn(v) && wordlike(s->before);
    s->glue = s->glue || (torn && wordlike(next));
    return glue || torn || s->count == 0;
}

static span set_token(setter *s, view v, view next)
{
    if (!glued(s, v, next)) {
        buf_char(&s->text, ' ');
    }
    uint32_t start = (uint32_t)s->text.length;
    buf_view(&s->text, v);
    s->earlier = s->before;
    s->before = v;
    s->count++;
    return (span){start, (uint32_t)s->text.length};
}

static void set_break(setter *s)
{
    if (s->count > 0) {
        buf_text(&s->text, "\n\n");
    }
    *s = (setter){.text = s->text};
}

static int type_of(view name)
{
    static const char *const names[NAME_COUNT] = {"Person", "Organization", "Location",
                                                  "NORP",   "Facility",     "Date",
                                                  "Money",  "Product",      "Misc"};
    for (int i = 0; i < NAME_COUNT; i++) {
        if (view_equal(name, view_of(names[i]))) {
            return i;
        }
    }
    return -1;
}

static line line_of(view row)
{
    line l = {.form = {"", 0}, .tag = {"", 0}};
    view rest = view_trim(row);
    (void)view_split(&rest, '\t', &l.form);
    l.form = view_trim(l.form);
    (void)view_split(&rest, '\t', &l.tag);
    l.tag = view_trim(l.tag);
    return l;
}

typedef VEC(gold_name) gold_vec;

static bool mark(gold_vec *gold, arena *a, view tag, span s)
{
    if (tag.length < 3) {
        return true;
    }
    int type = type_of(view_cut(tag, 2, tag.length));
    if (type < 0) {
        return true;
    }
    if (tag.data[0] == 'I' && gold->count > 0 &&
        gold->at[gold->count - 1].type == (name_type)type) {
        gold->at[gold->count - 1].bytes.end = s.end;
        return true;
    }
    return VEC_PUSH(gold, a, ((gold_name){s, (name_type)type}));
}

static bool set_all(view bytes, setter *s, gold_vec *gold, arena *a)
{
    view row;
    line now = {0}, next;
    bool any = view_split(&bytes, '\n', &row);
    now = any ? line_of(row) : now;
    while (any) {
        any = view_split(&bytes, '\n', &row);
        next = any ? line_of(row) : (line){.form = {"", 0}, .tag = {"", 0}};
        if (now.form.length == 0) {
            set_break(s);
        } else if (!mark(gold, a, now.tag, set_token(s, now.form, next.form))) {
            return false;
        }
        now = next;
    }
    return !s->text.failed;
}

unsigned names_part_of(const char *path)
{
    view name = view_of(path);
    size_t slash = 0, last = 0, before = 0;
    for (size_t i = 0; i < name.length; i++) {
        slash = name.data[i] == '/' ? i + 1 : slash;
    }
    name = view_cut(name, slash, name.length);
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i] == '_') {
            before = last;
            last = i;
        }
    }
    uint32_t hash = 2166136261U;
    for (size_t i = before + (before > 0); i < last; i++) {
        hash = (hash ^ (uint8_t)name.data[i]) * 16777619U;
    }
    return (hash >> 8) % NAMES_PARTS + 1;
}

static dateline_status begin(names_document *d, dateline_error *e)
{
    *d = (names_document){.r = report_new(document_limit)};
    return d->r == NULL ? fault_memory(e) : DATELINE_OK;
}

dateline_status names_document_read(const char *path, names_document *d, dateline_error *e)
{
    TRY(begin(d, e));
    view bytes;
    setter s = {0};
    gold_vec gold = {0};
    dateline_status status = file_read(path, d->r->arena, (size_t)1 << 28, &bytes, e);
    if (status == DATELINE_OK && !set_all(bytes, &s, &gold, d->r->arena)) {
        status = fault_memory(e);
    }
    if (status == DATELINE_OK) {
        d->r->text = arena_copy(d->r->arena, buf_all(&s.text));
        d->gold = gold.at;
        d->ngold = gold.count;
        d->part = names_part_of(path);
    } else {
        names_document_free(d);
    }
    buf_free(&s.text);
    return status;
}

void names_document_free(names_document *d)
{
    report_free(d->r);
    d->r = NULL;
}

static char recased(char c, char before, unsigned how)
{
    bool begins = !ascii_alpha(before) && before != '\'';
    bool upper = how == 0 || (how == 2 && begins);
    return c >= 'a' && c <= 'z' && upper ? (char)(c - 32) : how == 1 ? ascii_lower(c) : c;
}

dateline_status names_document_recase(const names_document *from, uint64_t *random,
                                      names_document *d, dateline_error *e)
{
    TRY(begin(d, e));
    view text = from->r->text;
    char *to = arena_alloc(d->r->arena, text.length + 1);
    if (to == NULL) {
        return fault_memory(e);
    }
    unsigned how = 3;
    for (size_t i = 0; i < text.length; i++) {
        if (i == 0 || text.data[i - 1] == '\n') {
            how = (unsigned)(random_unit(random) * 4.0F); /* 3 = as it is */
        }
        to[i] = recased(text.data[i], i == 0 ? ' ' : text.data[i - 1], how);
    }
    d->r->text = (view){to, text.length};
    d->gold = from->gold;
    d->ngold = from->ngold;
    d->part = from->part;
    return DATELINE_OK;
}
