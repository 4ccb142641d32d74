/* Marks between < and > are skipped (TimeBank), as are the stories' "### ... ###" notices. */
#include "train/plain_text.h"

#include "syntax/words.h"

static const size_t file_limit = (size_t)64 << 20;

static bool in_word(char c)
{
    return ascii_alpha(c) || ascii_digit(c) || (unsigned char)c >= 0x80;
}

/* Where a contraction's second word begins in a run that an apostrophe follows: "do|n't". */
static size_t clitic_from(view text, size_t start, size_t apostrophe)
{
    bool nt = apostrophe > start + 1 && ascii_lower(text.data[apostrophe - 1]) == 'n' &&
              apostrophe + 1 < text.length && ascii_lower(text.data[apostrophe + 1]) == 't';
    return nt ? apostrophe - 1 : apostrophe;
}

static bool add(hash_vec *out, arena *a, view text, size_t start, size_t end)
{
    return start >= end || VEC_PUSH(out, a, word_lower_hash(view_cut(text, start, end)));
}

static size_t skip_notice(view text, size_t at)
{
    view rest = view_cut(text, at, text.length);
    size_t close = SIZE_MAX, least = 1;
    if (text.data[at] == '<') {
        close = view_find_char(rest, '>', 0);
    } else if (view_starts(rest, VIEW("###"))) {
        close = view_find(rest, VIEW("###"), 3);
        least = 3;
    }
    return close == SIZE_MAX ? at + 1 : at + close + least;
}

static bool add_text(hash_vec *out, arena *a, view text)
{
    bool ok = true;
    for (size_t i = 0; i < text.length && ok;) {
        size_t start = i;
        char c = text.data[i];
        while (i < text.length && in_word(text.data[i])) {
            i++;
        }
        if (i > start && i + 1 < text.length && text.data[i] == '\'' && in_word(text.data[i + 1])) {
            size_t cut = clitic_from(text, start, i), from = cut;
            for (i++; i < text.length && in_word(text.data[i]); i++) {
            }
            ok = add(out, a, text, start, cut) && add(out, a, text, from, i);
        } else if (i > start) {
            ok = add(out, a, text, start, i);
        } else if (c == '<' || c == '#') {
            i = skip_notice(text, i);
        } else {
            ok = ascii_space(c) || add(out, a, text, i, i + 1);
            i++;
        }
    }
    return ok && VEC_PUSH(out, a, 0U);
}

static dateline_status add_files(const char *directory, hash_vec *out, arena *a, dateline_error *e)
{
    view *paths;
    size_t count;
    TRY(file_list(directory, a, &paths, &count, e));
    for (size_t i = 0; i < count; i++) {
        view text;
        TRY(file_read(paths[i].data, a, file_limit, &text, e));
        if (!add_text(out, a, text)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

dateline_status plain_text_words(const char *shared, arena *a, hash_vec *out, dateline_error *e)
{
    static const char *const folders[] = {"worldwide-newswire/text", "synthetic-stories",
                                          "timebank"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        view path = arena_printf(a, "%s/data/%s", shared, folders[i]);
        TRY(add_files(path.data, out, a, e));
    }
    return DATELINE_OK;
}
