/* know/lexicon_parse.c - data/acts/ as text into a builder.
 *
 * Two passes over all files: classes first, since a sense may name a class of a later file, then
 * entries.  A line is known by its indentation (0 entry, 4 sense, 8 what the sense says).  A
 * mistake is noted and its line passed over, so that one run shows them all.
 */
#include "know/lexicon_priv.h"

#include <stdarg.h>
#include <stdio.h>

#define MAX_CLASS_DEPTH 8

void lexicon_complain(lexicon_builder *b, const char *format, ...)
{
    char message[200];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    char path[160];
    snprintf(path, sizeof path, "%.*s", VIEW_ARG(b->file));
    if (b->status == DATELINE_OK) {
        b->status = fault_at(b->e, DATELINE_E_FORMAT, path, b->line, "%s", message);
    }
    if (b->notes != NULL && b->notes->faults != NULL) {
        view note = arena_printf(b->a, "%s:%u: %s", path, (unsigned)b->line, message);
        (void)VEC_PUSH(b->notes->faults, b->a, note);
    }
}

uint32_t lexicon_intern(lexicon_builder *b, view word)
{
    uint32_t *at = map_at(&b->word_of, b->a, word, (uint32_t)b->words.count);
    if (at == NULL) {
        return 0;
    }
    if (*at == b->words.count) {
        (void)VEC_PUSH(&b->words, b->a, word);
    }
    return *at;
}

static view lowered(lexicon_builder *b, view v)
{
    view copy = arena_copy(b->a, v);
    char *data = (char *)(uintptr_t)copy.data;
    for (size_t i = 0; i < copy.length; i++) {
        data[i] = ascii_lower(data[i]);
    }
    return copy;
}

/* "memorandum of understanding", "no-confidence motion": words, cut at blanks and hyphens. */
static uint16_t read_words(lexicon_builder *b, view text, uint16_t words[LEXICON_MAX_WORDS])
{
    view v = lowered(b, view_trim(text));
    uint16_t n = 0;
    size_t from = 0;
    for (size_t i = 0; i <= v.length; i++) {
        bool edge = i == v.length || v.data[i] == ' ' || v.data[i] == '-';
        if (!edge) {
            continue;
        }
        if (i > from) {
            if (n == LEXICON_MAX_WORDS) {
                lexicon_complain(b, "'%.*s' has more than %d words", VIEW_ARG(v),
                                 LEXICON_MAX_WORDS);
                return n;
            }
            words[n++] = (uint16_t)lexicon_intern(b, view_cut(v, from, i));
        }
        from = i + 1;
    }
    return n;
}

/* The next piece before `separator`, trimmed; false at the end. */
static bool next_piece(view *rest, char separator, view *piece)
{
    while (view_split(rest, separator, piece)) {
        *piece = view_trim(*piece);
        if (piece->length > 0) {
            return true;
        }
    }
    return false;
}

void lexicon_read_set(lexicon_builder *b, view text, char separator, int depth)
{
    view piece;
    while (next_piece(&text, separator, &piece)) {
        if (piece.data[0] != '@') {
            lexicon_element element = {0};
            element.nwords = read_words(b, piece, element.words);
            if (element.nwords > 0) {
                (void)VEC_PUSH(&b->elements, b->a, element);
            }
            continue;
        }
        const lexicon_class *found = NULL;
        for (size_t i = 0; i < b->classes.count; i++) {
            if (view_equal(b->classes.at[i].name, view_cut(piece, 1, piece.length))) {
                found = &b->classes.at[i];
            }
        }
        if (found == NULL || depth == MAX_CLASS_DEPTH) {
            lexicon_complain(b, "no class '%.*s'", VIEW_ARG(piece));
            continue;
        }
        lexicon_read_set(b, found->words, ';', depth + 1);
    }
}

static const char *const step_names[STEP_CASE] = {
    [STEP_SUBJ] = "subj",   [STEP_OBJ] = "obj",           [STEP_IOBJ] = "iobj",
    [STEP_XCOMP] = "xcomp", [STEP_CCOMP] = "ccomp",       [STEP_POSS] = "poss",
    [STEP_AMOD] = "amod",   [STEP_COMPOUND] = "compound", [STEP_APPOS] = "appos",
    [STEP_LIGHT] = "light", [STEP_HEAD] = "head",         [STEP_SPEAKER] = "speaker",
};

static void read_path(lexicon_builder *b, view text, bool join)
{
    lexicon_path path = {.join = join};
    view rest = text;
    view piece;
    while (next_piece(&rest, '.', &piece)) {
        if (path.nsteps == LEXICON_MAX_STEPS) {
            lexicon_complain(b, "path '%.*s' has more than %d steps", VIEW_ARG(text),
                             LEXICON_MAX_STEPS);
            return;
        }
        unsigned kind = STEP_CASE;
        for (unsigned i = 0; i < STEP_CASE; i++) {
            kind = view_equal(piece, view_of(step_names[i])) ? i : kind;
        }
        path.kind[path.nsteps] = (uint8_t)kind;
        path.word[path.nsteps] = kind == STEP_CASE ? lexicon_intern(b, lowered(b, piece)) : 0;
        path.nsteps++;
    }
    if (path.nsteps > 0) {
        (void)VEC_PUSH(&b->paths, b->a, path);
    }
}

static void read_role(lexicon_builder *b, item_kind kind, view value)
{
    lexicon_item item = {.kind = (uint8_t)kind, .first = (uint32_t)b->paths.count};
    view choice;
    while (next_piece(&value, '|', &choice)) {
        view path;
        while (next_piece(&choice, '&', &path)) {
            read_path(b, path, choice.length > 0);
        }
    }
    item.count = (uint32_t)b->paths.count - item.first;
    (void)VEC_PUSH(&b->items, b->a, item);
}

int lexicon_pick(view value, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (names[i] != NULL && view_equal(value, view_of(names[i]))) {
            return (int)i;
        }
    }
    return -1;
}

static uint8_t picked(lexicon_builder *b, view value, const char *const *names, size_t count)
{
    int i = lexicon_pick(value, names, count);
    if (i < 0) {
        lexicon_complain(b, "'%.*s' is not one of the values allowed here", VIEW_ARG(value));
        return 0;
    }
    return (uint8_t)i;
}

static const char *const comp_names[] = {NULL, "inf", "that", "ger", "none"};
static const char *const needs_names[] = {"default", "actor", "recipient", "both", "none", "two"};
static const char *const is_names[IS_COUNT] = {"any",   "political", "person", "country",
                                               "armed", "police",    "court",  "civilian",
                                               "group", "none"};
static const char *const item_names[ITEM_COUNT] = {
    "actor",       "recipient", "both",    "topic",     "object",     "object-not", "subject",
    "subject-not", "mod",       "mod-not", "with-word", "complement", "light"};

static void read_contexts(lexicon_builder *b, lexicon_sense *sense, view value)
{
    view piece;
    while (next_piece(&value, '|', &piece)) {
        int number = context_of(piece);
        if (number < 0) {
            lexicon_complain(b, "'%.*s' is no PLOVER context", VIEW_ARG(piece));
        } else {
            sense->contexts |= (uint64_t)1 << number;
        }
    }
}

static void read_sector(lexicon_builder *b, char *sector, view value)
{
    if (value.length != 3) {
        lexicon_complain(b, "'%.*s' is no sector", VIEW_ARG(value));
    } else {
        memcpy(sector, value.data, 3);
    }
}

/* Keys that set one field of the sense; false = another key. */
static bool read_fact(lexicon_builder *b, lexicon_sense *sense, view key, view value)
{
    if (view_equal(key, VIEW("actor-is"))) {
        sense->actor_is = picked(b, value, is_names, IS_COUNT);
    } else if (view_equal(key, VIEW("recipient-is"))) {
        sense->recipient_is = picked(b, value, is_names, IS_COUNT);
    } else if (view_equal(key, VIEW("comp"))) {
        sense->comp = picked(b, value, comp_names, 5);
    } else if (view_equal(key, VIEW("needs"))) {
        sense->needs = picked(b, value, needs_names, 6);
    } else if (view_equal(key, VIEW("status"))) {
        int status = status_of(value);
        if (status < 0) {
            lexicon_complain(b, "'%.*s' is no status", VIEW_ARG(value));
        } else {
            sense->status = (uint8_t)status;
        }
    } else if (view_equal(key, VIEW("default"))) {
        read_sector(b, sense->sector, value);
    } else if (view_equal(key, VIEW("default-recipient"))) {
        read_sector(b, sense->recipient_sector, value);
    } else if (view_equal(key, VIEW("certain"))) {
        sense->uncertain = view_equal(value, VIEW("no"));
    } else if (view_equal(key, VIEW("context"))) {
        read_contexts(b, sense, value);
    } else {
        return false;
    }
    return true;
}

static void read_example(lexicon_builder *b, const lexicon_sense *sense, view entry, view value,
                         bool must)
{
    if (b->notes == NULL || b->notes->examples == NULL) {
        return;
    }
    lexicon_example example = {.text = value,
                               .type = (act_type)sense->type,
                               .mode = (act_mode)sense->mode,
                               .must = must,
                               .entry = entry,
                               .file = b->file,
                               .line = b->line};
    size_t arrow = view_find(value, VIEW(" => "), 0);
    if (arrow != SIZE_MAX) {
        example.text = view_trim(view_cut(value, 0, arrow));
        example.expect = view_trim(view_cut(value, arrow + 4, value.length));
    }
    (void)VEC_PUSH(b->notes->examples, b->a, example);
}

/* A line of eight blanks. */
static void read_item(lexicon_builder *b, lexicon_sense *sense, view entry, view line)
{
    size_t end = 0;
    while (end < line.length && line.data[end] != ' ') {
        end++;
    }
    view key = view_cut(line, 0, end);
    view value = view_trim(view_cut(line, end, line.length));
    if (view_equal(key, VIEW("yes")) || view_equal(key, VIEW("no"))) {
        read_example(b, sense, entry, value, key.length == 3);
        return;
    }
    if (value.length == 0) {
        lexicon_complain(b, "'%.*s' has no value", VIEW_ARG(key));
        return;
    }
    if (read_fact(b, sense, key, value)) {
        return;
    }
    int kind = lexicon_pick(key, item_names, ITEM_COUNT);
    if (kind < 0) {
        lexicon_complain(b, "unknown key '%.*s'", VIEW_ARG(key));
    } else if (kind <= ITEM_LAST_ROLE) {
        read_role(b, (item_kind)kind, value);
    } else {
        lexicon_item item = {.kind = (uint8_t)kind, .first = (uint32_t)b->elements.count};
        lexicon_read_set(b, value, '|', 0);
        item.count = (uint32_t)b->elements.count - item.first;
        (void)VEC_PUSH(&b->items, b->a, item);
    }
}

static void read_sense(lexicon_builder *b, view line)
{
    lexicon_sense sense = {.status = STATUS_COUNT,
                           .actor_is = IS_POLITICAL,
                           .line = b->line,
                           .first_item = (uint32_t)b->items.count};
    view field[3] = {{"-", 1}, {"-", 1}, {"-", 1}};
    view rest = line;
    view piece;
    size_t n = 0;
    while (next_piece(&rest, ' ', &piece)) {
        if (n < 3) {
            field[n] = piece;
        }
        n++;
    }
    int type = view_equal(field[0], VIEW("NONE")) ? 0 : act_of(field[0]);
    if (type < 0 || n > 3 || n < 1) {
        lexicon_complain(b, "'%.*s' is no sense: expected TYPE MODE CAMEO", VIEW_ARG(line));
    } else {
        sense.type = (uint8_t)type;
        int mode = view_equal(field[1], VIEW("-")) ? 0 : mode_of((act_type)type, field[1]);
        if (mode < 0) {
            lexicon_complain(b, "'%.*s' is no mode of %s", VIEW_ARG(field[1]),
                             act_name((unsigned)type));
        } else {
            sense.mode = (uint8_t)mode;
        }
        if (!view_equal(field[2], VIEW("-"))) {
            memcpy(sense.cameo, field[2].data, field[2].length > 4 ? 4 : field[2].length);
        }
    }
    (void)VEC_PUSH(&b->senses, b->a, sense);
}

/* "verb visit, tour": as many entries as there are variants, all with the senses that follow. */
static void read_entry(lexicon_builder *b, entry_kind kind, view names)
{
    view piece;
    while (next_piece(&names, ',', &piece)) {
        lexicon_entry entry = {
            .kind = (uint8_t)kind, .first_sense = (uint32_t)b->senses.count, .line = b->line};
        entry.file = lexicon_intern(b, b->file);
        entry.nwords = (uint8_t)read_words(b, piece, entry.words);
        if (entry.nwords == 0) {
            lexicon_complain(b, "entry without a word");
            continue;
        }
        (void)VEC_PUSH(&b->entries, b->a, entry);
    }
}

/* By the first word of its entry, what it tells and its place among the entry's senses. */
static void name_frame(lexicon_builder *b, const lexicon_entry *entry)
{
    lexicon_sense *sense = &b->senses.at[b->senses.count - 1];
    uint64_t h = entry->kind;
    for (size_t i = 0; i < entry->nwords; i++) {
        h = h * 31 + view_hash(b->words.at[entry->words[i]]);
    }
    h = ((h * 31 + sense->type) * 31 + sense->mode) * 31 + view_hash(view_of(sense->cameo));
    h = (h * 31 + entry->nsenses) * 0x9E3779B97F4A7C15ULL;
    sense->frame = (uint32_t)(h >> 32);
}

static const char *const kind_names[] = {"verb", "noun", "adj", "phrase", "aux"};

static view without_comment(view line)
{
    if (line.length > 0 && line.data[0] == '#') {
        return view_cut(line, 0, 0);
    }
    view key = view_trim(line);
    if (view_starts(key, VIEW("yes ")) || view_starts(key, VIEW("no "))) {
        return line;
    }
    size_t hash = view_find(line, VIEW("  #"), 0);
    return hash == SIZE_MAX ? line : view_cut(line, 0, hash);
}

typedef struct {
    size_t first_entry; /* entries of the line that the senses belong to */
    view name;
} open_entry;

static void read_line(lexicon_builder *b, open_entry *open, size_t indent, view line)
{
    if (indent == 0) {
        view rest = line;
        view kind_name;
        (void)view_split(&rest, ' ', &kind_name);
        int kind = lexicon_pick(kind_name, kind_names, 5);
        open->first_entry = b->entries.count;
        open->name = view_trim(rest);
        if (view_equal(kind_name, VIEW("class"))) {
            return;
        }
        if (kind < 0) {
            lexicon_complain(b, "'%.*s' begins no entry: verb, noun, adj, phrase, aux or class",
                             VIEW_ARG(kind_name));
            return;
        }
        read_entry(b, (entry_kind)kind, rest);
        return;
    }
    if (open->first_entry == b->entries.count) {
        lexicon_complain(b, "this line belongs to no entry");
        return;
    }
    if (indent == 4) {
        read_sense(b, line);
        for (size_t i = open->first_entry; i < b->entries.count; i++) {
            b->entries.at[i].nsenses++;
        }
        name_frame(b, &b->entries.at[open->first_entry]);
        return;
    }
    if (indent != 8 || b->entries.at[open->first_entry].nsenses == 0) {
        lexicon_complain(
            b, "indentation of %zu blanks: expected 0, 4 or 8, a sense before its lines", indent);
        return;
    }
    lexicon_sense *sense = &b->senses.at[b->senses.count - 1];
    read_item(b, sense, open->name, line);
    sense->nitems = (uint16_t)(b->items.count - sense->first_item);
}

static void read_class(lexicon_builder *b, view line)
{
    view rest = view_cut(line, 6, line.length);
    size_t equals = view_find_char(rest, '=', 0);
    if (equals == SIZE_MAX) {
        lexicon_complain(b, "a class is 'class NAME = word; word'");
        return;
    }
    lexicon_class entry = {.name = view_trim(view_cut(rest, 0, equals)),
                           .words = view_trim(view_cut(rest, equals + 1, rest.length)),
                           .file = b->file,
                           .line = b->line};
    (void)VEC_PUSH(&b->classes, b->a, entry);
}

/* "form strike = struck": what a tagger may take for a lemma. */
static void read_form(lexicon_builder *b, view line)
{
    view rest = view_cut(line, 5, line.length);
    size_t equals = view_find_char(rest, '=', 0);
    if (equals == SIZE_MAX) {
        lexicon_complain(b, "a form is 'form LEMMA = word; word'");
        return;
    }
    uint32_t verb = lexicon_intern(b, lowered(b, view_trim(view_cut(rest, 0, equals))));
    view forms = view_cut(rest, equals + 1, rest.length);
    view piece;
    while (next_piece(&forms, ';', &piece)) {
        lexicon_form form = {.form = lexicon_intern(b, lowered(b, piece)), .verb = verb};
        (void)VEC_PUSH(&b->forms, b->a, form);
    }
}

static void read_source(lexicon_builder *b, const lexicon_source *src, bool classes)
{
    open_entry open = {.first_entry = b->entries.count};
    view rest = src->text;
    view raw;
    b->file = src->file;
    b->line = 0;
    while (view_split(&rest, '\n', &raw)) {
        b->line++;
        view line = without_comment(raw);
        size_t indent = 0;
        while (indent < line.length && line.data[indent] == ' ') {
            indent++;
        }
        view text = view_trim(line);
        if (text.length == 0) {
            continue;
        }
        bool is_class = indent == 0 && view_starts(text, VIEW("class "));
        bool is_form = indent == 0 && view_starts(text, VIEW("form "));
        if (classes && is_class) {
            read_class(b, text);
        } else if (classes && is_form) {
            read_form(b, text);
        } else if (!classes && !is_class && !is_form) {
            read_line(b, &open, indent, text);
        }
    }
}

dateline_status lexicon_parse(lexicon_builder *b, const lexicon_source *sources, size_t nsources)
{
    for (size_t i = 0; i < nsources; i++) {
        read_source(b, &sources[i], true);
    }
    for (size_t i = 0; i < nsources; i++) {
        read_source(b, &sources[i], false);
    }
    for (size_t i = 0; i < b->classes.count; i++) {
        lexicon_mark_class(b, &b->classes.at[i]);
    }
    return b->status;
}
