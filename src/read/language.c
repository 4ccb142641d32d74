/* The language of a text.  Letters are counted by script, and the script with most of them decides
 * which languages are asked.  Of those, each common word gives its languages a point, less when
 * many share it, and each letter that few languages use a third of one.  (Stop words do as well on
 * texts of some sentences as n-grams do, Grefenstette 1995, and anyone can mend them.)  Words with
 * a capital are names as often as not and count half, their letters nothing; addresses, handles and
 * hashtags are of no language. */
#include "read/language.h"

enum { WORD = 48, SHARES = 8 };

static const struct {
    uint32_t from, to;
    script script;
} ranges[] = {
    {0x0041, 0x005A, SCRIPT_LATIN},      {0x0061, 0x007A, SCRIPT_LATIN},
    {0x00C0, 0x024F, SCRIPT_LATIN},      {0x0370, 0x03FF, SCRIPT_GREEK},
    {0x0400, 0x052F, SCRIPT_CYRILLIC},   {0x0530, 0x058F, SCRIPT_ARMENIAN},
    {0x0590, 0x05FF, SCRIPT_HEBREW},     {0x0600, 0x077F, SCRIPT_ARABIC},
    {0x0780, 0x07BF, SCRIPT_THAANA},     {0x08A0, 0x08FF, SCRIPT_ARABIC},
    {0x0900, 0x097F, SCRIPT_DEVANAGARI}, {0x0980, 0x09FF, SCRIPT_BENGALI},
    {0x0A00, 0x0A7F, SCRIPT_GURMUKHI},   {0x0A80, 0x0AFF, SCRIPT_GUJARATI},
    {0x0B00, 0x0B7F, SCRIPT_ORIYA},      {0x0B80, 0x0BFF, SCRIPT_TAMIL},
    {0x0C00, 0x0C7F, SCRIPT_TELUGU},     {0x0C80, 0x0CFF, SCRIPT_KANNADA},
    {0x0D00, 0x0D7F, SCRIPT_MALAYALAM},  {0x0D80, 0x0DFF, SCRIPT_SINHALA},
    {0x0E00, 0x0E7F, SCRIPT_THAI},       {0x0E80, 0x0EFF, SCRIPT_LAO},
    {0x0F00, 0x0FFF, SCRIPT_TIBETAN},    {0x1000, 0x109F, SCRIPT_MYANMAR},
    {0x10A0, 0x10FF, SCRIPT_GEORGIAN},   {0x1100, 0x11FF, SCRIPT_HANGUL},
    {0x1200, 0x139F, SCRIPT_ETHIOPIC},   {0x1780, 0x17FF, SCRIPT_KHMER},
    {0x1E00, 0x1EFF, SCRIPT_LATIN},      {0x1F00, 0x1FFF, SCRIPT_GREEK},
    {0x3040, 0x30FF, SCRIPT_KANA},       {0x3400, 0x9FFF, SCRIPT_HAN},
    {0xAC00, 0xD7AF, SCRIPT_HANGUL},     {0xFB50, 0xFDFF, SCRIPT_ARABIC},
    {0xFE70, 0xFEFC, SCRIPT_ARABIC},
};

static const float shares[SHARES] = {0, 1.0F, 0.8F, 0.65F, 0.55F, 0.45F, 0.4F, 0.35F};
static const float letter_weight = 0.3F, capital_weight = 0.5F;
static const float least_share = 0.1F, clear_lead = 1.15F, english_share = 0.5F, few_points = 2;

typedef struct {
    size_t letters[SCRIPT_COUNT];
    float points[LANGUAGE_MAX]; /* [language_count] */
    size_t words;               /* seen */
} tally;

/* SCRIPT_COUNT = no letter of a script that is known. */
static script script_of(uint32_t point)
{
    size_t low = 0, high = sizeof ranges / sizeof ranges[0];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (point > ranges[middle].to) {
            low = middle + 1;
        } else if (point < ranges[middle].from) {
            high = middle;
        } else {
            return ranges[middle].script;
        }
    }
    return SCRIPT_COUNT;
}

static void vote(tally *t, const char *word, float weight)
{
    size_t low = 0, high = language_word_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const language_word *w = &language_words[middle];
        int order = strcmp(word, w->word);
        if (order == 0) {
            float share = weight * shares[w->count < SHARES ? w->count : SHARES - 1];
            for (uint32_t i = 0; i < w->count; i++) {
                t->points[language_owners[w->first + i]] += share;
            }
            return;
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle : high;
    }
}

static void vote_letter(tally *t, uint32_t point)
{
    char key[8] = "*";
    key[1 + utf8_put(point, key + 1)] = '\0';
    vote(t, key, letter_weight);
}

typedef struct {
    char bytes[WORD + 8]; /* in small letters */
    size_t length;
    bool capital; /* it began with one */
} word_so_far;

static void end_word(tally *t, word_so_far *w)
{
    if (w->length > 0 && w->length < WORD) {
        w->bytes[w->length] = '\0';
        t->words++;
        vote(t, w->bytes, w->capital ? capital_weight : 1);
    }
    w->length = 0;
}

/* How many bytes of an address, handle or hashtag begin at i; 0 = none does. */
static size_t foreign_at(view text, size_t i, size_t reach)
{
    view rest = view_cut(text, i, reach);
    bool address = view_starts(rest, VIEW("http://")) || view_starts(rest, VIEW("https://")) ||
                   view_starts(rest, VIEW("www."));
    if (!address && text.data[i] != '@' && text.data[i] != '#') {
        return 0;
    }
    size_t n = 1;
    while (i + n < reach && !ascii_space(text.data[i + n])) {
        n++;
    }
    return n;
}

static void add_letter(tally *t, word_so_far *w, uint32_t written, script s)
{
    uint32_t point = fold_lower(written);
    t->letters[s]++;
    w->capital = w->length == 0 ? point != written : w->capital;
    w->length += w->length < WORD ? utf8_put(point, w->bytes + w->length) : 0;
    if (point >= 0x80 && !w->capital) {
        vote_letter(t, point);
    }
}

static void count(tally *t, view text)
{
    word_so_far word = {.length = 0};
    size_t reach = text.length < LANGUAGE_REACH ? text.length : LANGUAGE_REACH;
    for (size_t i = 0; i < reach;) {
        size_t skip = foreign_at(text, i, reach);
        size_t n = skip > 0 ? skip : utf8_length(text, i);
        uint32_t written = n == 0 || skip > 0 ? 0 : utf8_point(text, i);
        script s = written == 0 ? SCRIPT_COUNT : script_of(fold_lower(written));
        if (s == SCRIPT_COUNT) {
            end_word(t, &word);
        } else {
            add_letter(t, &word, written, s);
        }
        i += n == 0 ? 1 : n;
    }
    end_word(t, &word);
}

/* Japanese is written with some kana among many Chinese characters. */
static script main_script(const tally *t)
{
    size_t best = 0;
    for (size_t s = 1; s < SCRIPT_COUNT; s++) {
        best = t->letters[s] > t->letters[best] ? s : best;
    }
    bool kana = best == SCRIPT_HAN && t->letters[SCRIPT_KANA] * 20 > t->letters[SCRIPT_HAN];
    return kana ? SCRIPT_KANA : (script)best;
}

language_guess language_of(view text)
{
    tally t = {0};
    count(&t, text);
    script s = main_script(&t);
    const language_row *best = NULL;
    float first = -1, second = 0, english = 0;
    for (size_t i = 0; i < language_count; i++) {
        const language_row *row = &language_rows[i];
        if (row->script != s) {
            continue;
        }
        english = strcmp(row->code, "en") == 0 ? t.points[i] : english;
        if (t.points[i] > first) {
            second = best == NULL ? 0 : first;
            first = t.points[i];
            best = row;
        } else if (t.points[i] > second) {
            second = t.points[i];
        }
    }
    bool alone = s != SCRIPT_LATIN && s != SCRIPT_CYRILLIC && s != SCRIPT_ARABIC;
    bool enough = t.letters[s] >= 20 || (alone && t.letters[s] >= 4);
    bool told = first >= least_share * (float)t.words && first >= 1 && first > second;
    bool sure = alone || (first >= clear_lead * second && first >= 3);
    if (best == NULL || !enough || !(alone || told)) {
        return (language_guess){"", false};
    }
    if (!sure && english >= english_share * first) {
        return (language_guess){"en", false}; /* to miss its events costs more than to look */
    }
    if (!sure && first < few_points) {
        return (language_guess){"", false}; /* two small words that others have as well */
    }
    return (language_guess){best->code, sure};
}

const char *language_name(view code)
{
    for (size_t i = 0; i < language_count; i++) {
        if (view_equal(code, view_of(language_rows[i].code))) {
            return language_rows[i].name;
        }
    }
    return NULL;
}
